"""How an incident stands: the one answer that Today, the lists, the customer's page and the record itself give of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sdesk.models import ServiceIncident, Shape
from sdesk.models.incident import HoldSpan
from sdesk.practice.incident.clocks import IncidentClocks, Promises, times_of
from sdesk.practice.measures.clocks import Clock, utc
from sdesk.practice.measures.clocks import Standing as ClockStanding
from sdesk.practice.measures.unclassified import UnclassifiedClock, unclassified_clock


class Stands(StrEnum):
    LATE = "late"
    AT_RISK = "at risk"
    ON_TIME = "on time"
    NO_TARGET = "no target"
    ON_HOLD = "on hold"
    HOLD_OVER = "hold is over"
    DONE = "done"
    """Restored, closed or cancelled: no clock runs."""


_SHAPES = {
    Stands.LATE: Shape.OVERDUE,
    Stands.AT_RISK: Shape.REVIEW,
    Stands.ON_TIME: Shape.IN_PROGRESS,
    Stands.NO_TARGET: Shape.IN_PROGRESS,
    Stands.ON_HOLD: Shape.BLOCKED,
    Stands.HOLD_OVER: Shape.REVIEW,
    Stands.DONE: Shape.DONE,
}


class Awaited(StrEnum):
    """What the clock that counts now waits for."""

    CLASSIFICATION = "classification"
    RESPONSE = "response"
    RESTORATION = "restoration"


@dataclass(frozen=True)
class CaseStanding:
    """`clock` is the one to look at, `awaited` what it waits for. `hold` is the one that lasts.

    One that is on hold can be late all the same: `is_late` says so.
    """

    stands: Stands
    awaited: Awaited
    clock: Clock
    clocks: IncidentClocks
    is_draft: bool = False
    unclassified: UnclassifiedClock | None = None
    hold: HoldSpan | None = None

    @property
    def is_late(self) -> bool:
        return self.clock.standing == "breached"

    @property
    def shape(self) -> Shape:
        return Shape.OVERDUE if self.is_late and self.stands is not Stands.DONE else _SHAPES[self.stands]

    @property
    def due_at(self) -> datetime | None:
        """By when something has to happen at the latest, were it of the highest priority."""
        return self.unclassified.tightest_due_at if self.unclassified else self.clock.due_at


def standing_of(promises: Promises, incident: ServiceIncident, now: datetime) -> CaseStanding:
    """How it stands at a moment. Until it is classified, every response target of the policy counts."""
    clocks = promises.clocks(incident, now)
    if not is_unclassified(incident):
        awaited, clock = _pressing(clocks)
        stands, hold = _stands(incident, clock, clock.standing, now)
        return CaseStanding(stands, awaited, clock, clocks, incident.is_draft, None, hold)
    targets = promises.response_targets(incident)
    unread = unclassified_clock(promises.hours(incident), times_of(incident, now), targets)
    stands, hold = _stands(incident, unread.clock, unread.standing, now)
    return CaseStanding(stands, Awaited.CLASSIFICATION, unread.clock, clocks, incident.is_draft, unread, hold)


def is_unclassified(incident: ServiceIncident) -> bool:
    """Nobody has said yet how bad and how urgent it is, and so which targets are its own; of a draft neither."""
    return incident.state in ("draft", "recorded") and incident.priority is None


_OF_CLOCK: dict[ClockStanding | None, Stands] = {
    "breached": Stands.LATE,
    "at risk": Stands.AT_RISK,
    "on time": Stands.ON_TIME,
    None: Stands.NO_TARGET,
}


def _stands(
    incident: ServiceIncident, clock: Clock, standing: ClockStanding | None, now: datetime
) -> tuple[Stands, HoldSpan | None]:
    if incident.state == "restored" or incident.state_called(incident.state).ended:
        return Stands.DONE, None
    hold = next((each for each in reversed(incident.holds) if each.end is None), None)
    if hold is None:
        return _OF_CLOCK[standing], None
    return (Stands.HOLD_OVER if is_over(hold, now) else Stands.ON_HOLD), hold


def is_over(hold: HoldSpan, now: datetime) -> bool:
    """Whether what was waited for should have come by now. The clock stands still until somebody resumes."""
    return hold.until is not None and utc(hold.until) <= utc(now)


_MOST_PRESSING = ("breached", "at risk", "on time", None)
_GOING = {"running": 0, "paused": 1, "stopped": 2, "unknown": 3}


def _pressing(clocks: IncidentClocks) -> tuple[Awaited, Clock]:
    """One that runs before one that stands; then the worse; then the one with the least time left."""
    named = ((Awaited.RESPONSE, clocks.response), (Awaited.RESTORATION, clocks.restoration))
    return min(named, key=lambda each: _rank(each[1]))


def _rank(clock: Clock) -> tuple[int, int, int]:
    return _GOING[clock.state], _MOST_PRESSING.index(clock.standing), clock.remaining or 0
