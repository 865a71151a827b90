"""The change schedule, and what is entered in it by hand (WP.12)."""

from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from sqlmodel import Field

from sdesk.models.content import Choice, Content, Depth, RecordLink, Row, choice, link, links, rows
from sdesk.models.record import Document, Level, Record, Shape, State, Step, approval, withdrawal


class ScheduledKind(Choice):
    CHANGE = "change"
    MAINTENANCE = "maintenance window"
    EVENT = "business event"


class ScheduledLine(Row):
    """What stood on the schedule when a version was approved, by its number and as it was called then."""

    kind: Annotated[ScheduledKind | None, Content("Kind", needed_for="*"), choice(ScheduledKind)] = None
    what: Annotated[str, Content("What", needed_for="*")] = ""
    starts_at: Annotated[datetime | None, Content("Starts", needed_for="*")] = None
    ends_at: Annotated[datetime | None, Content("Ends", needed_for="*")] = None
    record: UUID | None = None


class ChangeSchedule(Document, table=True):
    """WP.12: what is on the schedule, and how it is kept. Changes, maintenance and business events make its lines."""

    singular: ClassVar[str] = "Service change schedule"
    plural: ClassVar[str] = "Service change schedule"
    prefix: ClassVar[str] = "SCH"
    why: ClassVar[str] = (
        "When what will change, and what must not be disturbed. The calendar fills itself from the changes."
    )
    steps: ClassVar[tuple[Step, ...]] = (approval("SM", "CM"), withdrawal("CM", "SM"))

    lines: Annotated[
        tuple[ScheduledLine, ...],
        Content(
            "On the schedule",
            plural=True,
            group="Schedule",
            computed=True,
            help="Changes, maintenance and business events up to the next review, as the calendar has them when this version is approved. The calendar itself goes on.",
        ),
        rows(ScheduledLine),
    ] = ()
    rules: Annotated[
        str,
        Content(
            "How the schedule is kept",
            needed_for="approved",
            long=True,
            group="Rules",
            help="Who puts changes on it, how far ahead, who is told.",
            depth=Depth.STATEMENT,
        ),
    ] = ""
    quiet_times: Annotated[
        str,
        Content(
            "Maintenance windows and times without change",
            needed_for="approved",
            long=True,
            group="Rules",
            help="When maintenance is usual, and when nothing is changed. Enter each window and event in the calendar.",
            depth=Depth.STATEMENT,
        ),
    ] = ""


class EntryKind(Choice):
    MAINTENANCE = "maintenance window"
    EVENT = "business event"


class ScheduleEntry(Record, table=True):
    """WP.12: a maintenance window or a key business event."""

    singular: ClassVar[str] = "Schedule entry"
    plural: ClassVar[str] = "Schedule entries"
    prefix: ClassVar[str] = "EVT"
    title: ClassVar[str] = "name"
    why: ClassVar[str] = (
        "Times set aside for maintenance, and days on which the customers' business must not be disturbed."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "name", "kind", "starts_at", "ends_at", "state")
    states: ClassVar[tuple[State, ...]] = (
        State("draft", Shape.DRAFT),
        State("planned", Shape.DONE, Level.RECORDED),
        State("cancelled", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
    )
    steps: ClassVar[tuple[Step, ...]] = (
        Step("plan", "Put on the calendar", ("draft",), "planned"),
        Step("cancel", "Cancel entry", ("planned",), "cancelled", reason=True, main=False),
    )

    name: Annotated[
        str, Content("Name", needed_for="planned", example="Year-end closing at the freight office")
    ] = ""
    kind: Annotated[EntryKind | None, Content("Kind", needed_for="planned"), choice(EntryKind)] = None
    starts_at: Annotated[datetime | None, Content("Starts", needed_for="planned"), Field(index=True)] = None
    ends_at: Annotated[datetime | None, Content("Ends", needed_for="planned", not_before="starts_at")] = None
    first_day: Annotated[
        date | None,
        Content(
            "Whole days from", help="What lasts whole days is kept as days, and begins and ends with them."
        ),
    ] = None
    last_day: Annotated[date | None, Content("Last whole day", not_before="first_day")] = None
    customer: Annotated[UUID | None, *link("Customer"), Content("Customer")] = None
    configuration_items: Annotated[tuple[UUID, ...], *links("ConfigurationItem"), Content("Items")] = ()
    description: Annotated[str, Content("Description", long=True)] = ""
    series: Annotated[
        RecordLink,
        Content("Repeats", computed=True, help="The first entry of the series that this one belongs to."),
        Field(index=True),
    ] = None
