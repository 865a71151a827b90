"""The measures of an agreement with a supplier: what each counts there, so that it is their work and never ours."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from sdesk.models import ServiceIncident
from sdesk.models.measures import Measure
from sdesk.practice.measures import decided
from sdesk.practice.measures.clocks import Clock, utc
from sdesk.practice.measures.counting import TargetCase, mean_time, median_time, share_within_target
from sdesk.practice.measures.figures import Figure, in_order
from sdesk.practice.measures.periods import Period
from sdesk.practice.measures.targets import OF_SUPPLIERS
from sdesk.practice.reporting.measures import COUNTED, Compute, Facts
from sdesk.practice.reporting.scope import Scope
from sdesk.practice.reporting.supplier.escalated import Escalated

ClockOf = Callable[[Escalated, int | None, datetime], Clock]


def facts_of(scope: Scope) -> Facts:
    """What the targets of an agreement with a supplier speak of."""
    return Facts(scope, (scope,), COUNTED_OF_SUPPLIER)


# ---------------------------------------------------------------- answered and solved


def answered(facts: Facts, period: Period) -> Figure:
    """Escalations that they answered within the time agreed / those decided in the period, in %. Without a noted answer it
    is not known; where no time is agreed, nothing is counted."""
    return _within_time(facts.scope, period, Escalated.answer)


def solved(facts: Facts, period: Period) -> Figure:
    """Escalations that they solved within the time agreed / those decided in the period, in %. What lasts longer than that
    time is decided; what somebody else restored within it is not known."""
    return _within_time(facts.scope, period, Escalated.solution)


def mean_solution(facts: Facts, period: Period) -> Figure:
    """Mean minutes of service hours from the escalation until they had solved it, of those solved in the period. Of those
    restored in it by nobody knows whom it is not known."""
    return _time(mean_time, facts.scope, period)


def median_solution(facts: Facts, period: Period) -> Figure:
    """Median minutes, as the mean."""
    return _time(median_time, facts.scope, period)


def _time(compute: Callable[[Sequence[int], Period], Figure], scope: Scope, period: Period) -> Figure:
    end, found = scope.end_of(period), solved_in(scope, period)
    figure = compute([each.solution(None, end).used for each in found], period)
    unknown = len(restored_by_others_in(scope, period))
    return replace(figure, known=len(found), unknown=unknown, cases=in_order(each.id for each in found))


def _within_time(scope: Scope, period: Period, clock: ClockOf) -> Figure:
    cases = decided.decided_in(_asked(scope, period, clock), period, scope.end_of(period))
    return share_within_target(cases, period)


def _asked(scope: Scope, period: Period, clock: ClockOf) -> Iterator[decided.Asked]:
    for each in escalated_until(scope, period):
        yield each.incident, each.since, partial(clock, each, scope.within)


_CLOCKS: Mapping[Measure, ClockOf] = {
    Measure.RESPONSE: Escalated.answer,
    Measure.RESTORATION: Escalated.solution,
}


def over_target(scope: Scope, period: Period, measure: Measure) -> list[tuple[ServiceIncident, TargetCase]]:
    """The incidents on which they took longer than agreed, decided in the period, the longest over it first."""
    return decided.over_target(_asked(scope, period, _CLOCKS[measure]), period, scope.end_of(period))


# ---------------------------------------------------------------- which escalations


def escalated_in(scope: Scope, period: Period) -> list[Escalated]:
    """First escalated to them in the period."""
    return [each for each in escalated_until(scope, period) if period.contains(each.since)]


def escalated_until(scope: Scope, period: Period) -> list[Escalated]:
    end = scope.end_of(period)
    return [each for each in scope.escalated if each.since < end]


def solved_in(scope: Scope, period: Period) -> list[Escalated]:
    """Of which it is known that they solved it in the period, and which are solved at its end."""
    return _ended_in(scope, period, Escalated.solved_at)


def restored_by_others_in(scope: Scope, period: Period) -> list[Escalated]:
    """Restored in the period by us, or nobody knows by whom."""
    return _ended_in(scope, period, Escalated.restored_by_others)


def _ended_in(
    scope: Scope, period: Period, ended: Callable[[Escalated, datetime], datetime | None]
) -> list[Escalated]:
    end = scope.end_of(period)
    moments = ((each, ended(each, end)) for each in escalated_until(scope, period))
    return [each for each, moment in moments if moment and period.contains(utc(moment))]


def open_at_end(scope: Scope, period: Period) -> list[Escalated]:
    """With them at the end of the period or now: neither solved nor restored."""
    end = scope.end_of(period)
    return [
        each
        for each in escalated_until(scope, period)
        if each.solved_at(end) is None and each.restored_by_others(end) is None
    ]


def in_sight(scope: Scope, period: Period) -> list[Escalated]:
    """Escalated to them in the period, or with them on a moment of it."""
    ended = {each.id for each in (*solved_in(scope, period), *restored_by_others_in(scope, period))}
    still = {each.id for each in open_at_end(scope, period)}
    return [
        each
        for each in escalated_until(scope, period)
        if period.contains(each.since) or each.id in ended | still
    ]


# ---------------------------------------------------------------- what each measure counts


def _never(measure: Measure) -> Compute:
    """What is ours alone: a supplier has no figure of it."""
    return lambda facts, period: Figure(None, measure.unit, period=period)


COUNTED_OF_SUPPLIER: Mapping[Measure, Compute] = {
    **{each: COUNTED[each] if each in OF_SUPPLIERS else _never(each) for each in COUNTED},
    Measure.RESPONSE: answered,
    Measure.RESTORATION: solved,
    Measure.MEAN_RESTORATION: mean_solution,
    Measure.MEDIAN_RESTORATION: median_solution,
}
"""Every measure; those not named here count, as with us, the incidents they caused, their changes, feedback and actions."""

__all__ = [
    "COUNTED_OF_SUPPLIER", "escalated_in", "facts_of", "in_sight", "open_at_end", "over_target",
    "restored_by_others_in", "solved_in",
]  # fmt: skip
