"""When services are given: hours of the week, and holidays."""

from datetime import date
from typing import Annotated, ClassVar

from sdesk.models.content import Choice, Content, Row, choice, rows
from sdesk.models.record import IN_USE, KEEPING, LEFT, Record, State, Step


class Weekday(Choice):
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class WeeklyHours(Row):
    """Hours on one weekday, in minutes after local midnight; 1440 is the midnight at the day's end."""

    weekday: Annotated[Weekday | None, Content("Day", needed_for="*"), choice(Weekday)] = None
    start_minute: Annotated[int | None, Content("From", needed_for="*", unit="time of day")] = None
    end_minute: Annotated[int | None, Content("To", needed_for="*", unit="time of day")] = None


class Holiday(Row):
    """A day without service hours."""

    day: Annotated[date | None, Content("Date", needed_for="*")] = None
    name: Annotated[str, Content("Name")] = ""


class EarlierHours(Row):
    """What a calendar said until, and not including, a day."""

    until: Annotated[date | None, Content("Until, not including", needed_for="*")] = None
    time_zone: Annotated[str, Content("Time zone", needed_for="*")] = "UTC"
    weekly_hours: Annotated[
        tuple[WeeklyHours, ...], Content("Weekly hours", plural=True), rows(WeeklyHours)
    ] = ()
    holidays: Annotated[tuple[Holiday, ...], Content("Holidays", plural=True), rows(Holiday)] = ()


class ServiceCalendar(Record, table=True):
    """Service hours: weekly hours, holidays and the time zone in which they are meant."""

    singular: ClassVar[str] = "Service hours"
    plural: ClassVar[str] = "Service hours"
    prefix: ClassVar[str] = "CAL"
    title: ClassVar[str] = "name"
    why: ClassVar[str] = (
        "When service is agreed. Clocks of incidents and availability count within these hours only."
    )
    columns: ClassVar[tuple[str, ...]] = ("name", "time_zone", "state")
    states: ClassVar[tuple[State, ...]] = (IN_USE, LEFT)
    steps: ClassVar[tuple[Step, ...]] = KEEPING

    name: Annotated[str, Content("Name", needed_for="in use", example="Office hours")] = ""
    time_zone: Annotated[str, Content("Time zone", needed_for="in use", example="Europe/Lisbon")] = "UTC"
    weekly_hours: Annotated[
        tuple[WeeklyHours, ...],
        Content(
            "Weekly hours",
            plural=True,
            needed_for="in use",
            help="A day may have several spans. A day without one has no service.",
        ),
        rows(WeeklyHours),
    ] = ()
    holidays: Annotated[
        tuple[Holiday, ...], Content("Holidays", help="Days without service."), rows(Holiday)
    ] = ()
    valid_from: Annotated[
        date | None,
        Content(
            "Valid from",
            help="The day from which these hours and holidays count: where they change, today or the later day that "
            "is chosen. What counted before it stays as it was.",
        ),
    ] = None
    earlier: Annotated[
        tuple[EarlierHours, ...],
        Content("Hours before", plural=True, computed=True, help="What counted before, and until when."),
        rows(EarlierHours),
    ] = ()
