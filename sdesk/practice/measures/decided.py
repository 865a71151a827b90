"""Which incidents were decided in a period: answered (or restored), or over the time for it, whichever came first."""

from collections.abc import Callable, Iterable
from datetime import datetime

from sdesk.models import ServiceIncident
from sdesk.practice.measures.clocks import Clock
from sdesk.practice.measures.counting import TargetCase
from sdesk.practice.measures.periods import Period

Asked = tuple[ServiceIncident, datetime, Callable[[datetime], Clock]]
"""An incident, since when something was asked of somebody, and its clock as it stands at a moment."""


def decided_in(asked: Iterable[Asked], period: Period, end: datetime) -> list[TargetCase]:
    """Those that were decided in the period, or are undecided at `end`, which is its end, or now; none before it begins."""
    return [case for _incident, case in _decided(asked, period, end)]


def over_target(
    asked: Iterable[Asked], period: Period, end: datetime
) -> list[tuple[ServiceIncident, TargetCase]]:
    """Those decided in the period that took longer than their target, the longest over it first."""
    cases = ((incident, case, case.target) for incident, case in _decided(asked, period, end))
    over = [
        (incident, case, case.minutes - target)
        for incident, case, target in cases
        if case.is_known and target is not None and case.minutes > target
    ]
    over.sort(key=lambda each: (-each[2], each[0].number))
    return [(incident, case) for incident, case, _over in over]


def _decided(
    asked: Iterable[Asked], period: Period, end: datetime
) -> Iterable[tuple[ServiceIncident, TargetCase]]:
    begin = period.start_utc
    for incident, since, clock in asked:
        if since >= end or end <= begin:
            continue
        if since < begin:
            before = clock(begin)
            if before.state in ("stopped", "unknown") or before.standing == "breached":
                continue
        yield incident, TargetCase.of(clock(end), incident.id)


__all__ = ["Asked", "decided_in", "over_target"]
