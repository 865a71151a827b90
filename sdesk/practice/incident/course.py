"""The course of one incident: what its times tell at a moment, told once for each moment at which they tell something else."""

from collections.abc import Callable, Hashable
from datetime import UTC, datetime
from typing import Any, TypeVar

from sdesk.models import ServiceIncident
from sdesk.practice.incident.clocks import times_of
from sdesk.practice.measures.clocks import IncidentTimes, utc

FOR_GOOD = datetime.max.replace(tzinfo=UTC)
AnyValue = TypeVar("AnyValue")


class Course:
    """Many measures look at the same incident, at the ends of many months: most of these see it as it is for good.

    `over` is from when on its times tell the same at whatever moment, and `restored` when its service came back, as told
    from then on. Its service was not restored from `began` up to `ended`, or parts of that.
    """

    __slots__ = ("_told", "began", "ended", "incident", "over", "recorded", "restored")

    def __init__(self, incident: ServiceIncident) -> None:
        self.incident = incident
        self._told: dict[tuple[Hashable, datetime], Any] = {}
        self.recorded = utc(incident.recorded_at) if incident.recorded_at else None
        self.over = times_of(incident, FOR_GOOD).over_since or FOR_GOOD
        self.ended, self.restored = FOR_GOOD, None
        at_last = self.times(self.over)
        self.began = utc(at_last.started_at)
        if self.over < FOR_GOOD:
            self.restored = at_last.restored_at
            self.ended = max((span.end for span in at_last.unrestored), default=self.began)

    def times(self, now: datetime) -> IncidentTimes:
        return self.told(times_of, now, lambda at: times_of(self.incident, at))

    def restored_by(self, now: datetime) -> datetime | None:
        """When its service came back, if it is back at that moment."""
        return self.restored if now >= self.over else self.times(now).restored_at

    def told(self, what: Hashable, now: datetime, tell: Callable[[datetime], AnyValue]) -> AnyValue:
        """What is told from its times as seen from now, told once."""
        at = min(now, self.over)
        key = (what, at)
        if key not in self._told:
            self._told[key] = tell(at)
        value: AnyValue = self._told[key]
        return value


__all__ = ["FOR_GOOD", "Course"]
