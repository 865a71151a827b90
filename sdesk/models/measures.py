"""What can be counted, and the parts of a target: goals, objectives, quality measures and agreed targets have them alike."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from sdesk.models.content import Choice, Content, Row, choice, link
from sdesk.models.priorities import Priority


class Sense(Choice):
    """On which side of the number it is good."""

    AT_LEAST = "at least"
    AT_MOST = "at most"

    def holds(self, value: float, number: float) -> bool:
        return value >= number if self is Sense.AT_LEAST else value <= number


class Window(Choice):
    """Which time has to hold the number: the whole period of a report, or each month or quarter of it."""

    PERIOD = "the period"
    MONTH = "each month"
    QUARTER = "each quarter"


class Measure(Choice):
    """What the program counts; the last is judged by a person. What each counts: `practice/reporting/measures.py`."""

    AVAILABILITY = "availability"
    OUTAGE_MINUTES = "outage minutes"
    OUTAGES = "number of outages"
    RESPONSE = "response within target"
    RESTORATION = "restoration within target"
    MEAN_RESTORATION = "mean time to restore"
    MEDIAN_RESTORATION = "median time to restore"
    INCIDENTS = "incidents"
    MAJOR = "major incidents"
    REOPENED = "reopened incidents"
    FIRST_CALL = "fixed at the first call"
    DEPLOYED = "changes deployed"
    CHANGE_SUCCESS = "change success rate"
    ROLLED_BACK = "changes rolled back"
    ROLLED_BACK_SHARE = "share of changes rolled back"
    EMERGENCY = "emergency changes"
    SATISFACTION = "satisfaction"
    ANSWERS = "survey answers"
    COMPLAINTS = "complaints"
    ANSWERED = "complaints answered in time"
    TRAININGS = "trainings done in time"
    ACTIONS = "actions done in time"
    REVIEWS = "reviews held in time"
    BACKUPS = "backups verified"
    OTHER = "other"

    @property
    def unit(self) -> str:
        """The unit that it brings; "" where a person judges."""
        return _UNITS.get(self, "" if self is Measure.OTHER else "count")

    @property
    def sense(self) -> Sense:
        """Which way is good, where nobody says otherwise."""
        return Sense.AT_MOST if self in _LESS_IS_BETTER else Sense.AT_LEAST

    @property
    def has_priority(self) -> bool:
        """Whether it counts incidents by what was promised to them, or how many: these alone have a priority."""
        return self in _OF_INCIDENTS

    @property
    def has_service(self) -> bool:
        """Whether what it counts is about a service."""
        return self not in (Measure.TRAININGS, Measure.ACTIONS, Measure.REVIEWS, Measure.BACKUPS)

    @property
    def only_grows(self) -> bool:
        """Whether no day to come takes anything off: of a time that is not over, what was exceeded or reached stays so."""
        return self in _ONLY_GROW

    @property
    def bounds(self) -> tuple[float, float | None]:
        """The least and the greatest number that it can come to."""
        return {"%": (0, 100), "of 5": (1, 5)}.get(self.unit, (0, None))


_ONLY_GROW = (
    Measure.OUTAGE_MINUTES,
    Measure.OUTAGES,
    Measure.INCIDENTS,
    Measure.MAJOR,
    Measure.REOPENED,
    Measure.DEPLOYED,
    Measure.ROLLED_BACK,
    Measure.EMERGENCY,
    Measure.ANSWERS,
    Measure.COMPLAINTS,
)

_UNITS: Mapping[Measure, str] = {
    **dict.fromkeys(
        (
            Measure.AVAILABILITY,
            Measure.RESPONSE,
            Measure.RESTORATION,
            Measure.FIRST_CALL,
            Measure.CHANGE_SUCCESS,
            Measure.ROLLED_BACK_SHARE,
            Measure.ANSWERED,
            Measure.TRAININGS,
            Measure.ACTIONS,
            Measure.REVIEWS,
        ),
        "%",
    ),
    **dict.fromkeys(
        (Measure.OUTAGE_MINUTES, Measure.MEAN_RESTORATION, Measure.MEDIAN_RESTORATION), "minutes"
    ),
    Measure.SATISFACTION: "of 5",
}

_OF_INCIDENTS = frozenset(
    (
        Measure.RESPONSE,
        Measure.RESTORATION,
        Measure.MEAN_RESTORATION,
        Measure.MEDIAN_RESTORATION,
        Measure.INCIDENTS,
        Measure.MAJOR,
        Measure.REOPENED,
        Measure.FIRST_CALL,
    )
)

_LESS_IS_BETTER = frozenset(
    (
        Measure.OUTAGE_MINUTES,
        Measure.OUTAGES,
        Measure.MEAN_RESTORATION,
        Measure.MEDIAN_RESTORATION,
        Measure.INCIDENTS,
        Measure.MAJOR,
        Measure.REOPENED,
        Measure.ROLLED_BACK,
        Measure.ROLLED_BACK_SHARE,
        Measure.EMERGENCY,
        Measure.COMPLAINTS,
    )
)

MeasureField = Annotated[
    Measure | None,
    Content("Measure", help="What the program counts. “Other” and none: a person judges it."),
    choice(Measure),
]
PriorityField = Annotated[Priority | None, Content("Priority", help="None: all."), choice(Priority)]
SenseField = Annotated[
    Sense | None,
    Content("At least or at most", help="Empty: as it is good for this measure."),
    choice(Sense),
]
WindowField = Annotated[Window | None, Content("Held in", help="Empty: in the whole period."), choice(Window)]


class Judgement(Row):
    """What a person says of something that the program cannot count; without an answer it stays not judged."""

    target: UUID | None = None
    """The row of the goal or target that is judged."""
    what: Annotated[str, Content("What is judged")] = ""
    reached: Annotated[str, Content("Reached", help="A figure, or words.")] = ""
    met: Annotated[bool | None, Content("Met")] = None
    judged_by: Annotated[UUID | None, *link("Person"), Content("Judged by")] = None
    grounds: Annotated[str, Content("On what grounds", long=True)] = ""


__all__ = [
    "Judgement",
    "Measure",
    "MeasureField",
    "PriorityField",
    "Sense",
    "SenseField",
    "Window",
    "WindowField",
]
