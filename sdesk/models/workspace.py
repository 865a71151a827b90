"""Whom the workspace belongs to and who works in it: organization, people, parties, calendars, action items."""

from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from sqlmodel import Field

from sdesk.models.content import (
    Choice,
    Contact,
    Content,
    RecordLink,
    Row,
    ServiceLink,
    choice,
    link,
    rows,
)
from sdesk.models.record import Level, Record, Shape, State, Step

IN_USE = State("in use", Shape.DONE, Level.RECORDED)
LEFT = State("left", Shape.NONE, Level.NONE, ended=True, exit=True)
_KEEPING = (
    Step("end", "No longer in use", ("in use",), "left", reason=True, main=False),
    Step("resume", "Use again", ("left",), "in use", main=False),
)


class Variant(Choice):
    """Which part of the profile the provider has chosen."""

    GOVERNANCE = "governance"
    OPERATIONAL = "operational"
    FULL = "full"


class Paper(Choice):
    A4 = "A4"
    LETTER = "Letter"


class Organization(Record, table=True):
    """The provider: there is one in a workspace."""

    singular: ClassVar[str] = "Organization"
    plural: ClassVar[str] = "Organization"
    prefix: ClassVar[str] = "ORG"
    one_for_each: ClassVar[tuple[str, ...] | None] = ()
    title: ClassVar[str] = "name"
    columns: ClassVar[tuple[str, ...]] = ("name", "variant")
    states: ClassVar[tuple[State, ...]] = (IN_USE,)

    name: Annotated[
        str, Content("Name", group="Organization", help="As it should stand on what you hand over.")
    ] = ""
    address: Annotated[str, Content("Address", group="Organization", long=True)] = ""
    telephone: Annotated[str, Content("Telephone", group="Organization")] = ""
    email: Annotated[str, Content("E-mail", group="Organization")] = ""
    website: Annotated[str, Content("Website", group="Organization")] = ""
    variant: Annotated[
        Variant | None,
        Content(
            "Part of the profile",
            group="How you work",
            help="Governance alone, day-to-day operation alone, or all of it. You can change this at any time.",
        ),
        choice(Variant),
    ] = Variant.FULL
    time_zone: Annotated[
        str,
        Content(
            "Time zone", group="How you work", help="Times are shown in it on paper.", example="Europe/Lisbon"
        ),
    ] = "UTC"
    paper: Annotated[Paper | None, Content("Paper size", group="How you work"), choice(Paper)] = Paper.A4
    logo: Annotated[
        RecordLink,
        Content("Logo", group="Organization", computed=True, help="A PNG or JPEG for the head of reports."),
    ] = None


class Person(Record, table=True):
    """Somebody who works for the provider."""

    singular: ClassVar[str] = "Person"
    plural: ClassVar[str] = "People"
    prefix: ClassVar[str] = "PER"
    title: ClassVar[str] = "name"
    why: ClassVar[str] = (
        "The people who work here. Every change and every approval carries the name of one of them."
    )
    columns: ClassVar[tuple[str, ...]] = ("name", "job_title", "email", "telephone", "state")
    states: ClassVar[tuple[State, ...]] = (IN_USE, LEFT)
    steps: ClassVar[tuple[Step, ...]] = _KEEPING

    name: Annotated[str, Content("Full name", needed_for="in use")] = ""
    job_title: Annotated[str, Content("Job title")] = ""
    email: Annotated[str, Content("E-mail")] = ""
    telephone: Annotated[str, Content("Telephone")] = ""


class PartyContact(Row):
    """A person at a customer or supplier; organization and address are the party's own."""

    name: Annotated[str, Content("Full name", needed_for="*")] = ""
    part: Annotated[str, Content("Part they play", example="Office manager")] = ""
    telephone: Annotated[str, Content("Telephone")] = ""
    email: Annotated[str, Content("E-mail")] = ""


class Party(Record):
    """A customer or a supplier."""

    title: ClassVar[str] = "name"
    columns: ClassVar[tuple[str, ...]] = ("number", "name", "telephone", "state")
    states: ClassVar[tuple[State, ...]] = (IN_USE, LEFT)
    steps: ClassVar[tuple[Step, ...]] = _KEEPING

    name: Annotated[str, Content("Name", needed_for="in use", group="Address")] = ""
    address: Annotated[str, Content("Address", long=True, group="Address")] = ""
    telephone: Annotated[str, Content("Telephone", group="Address")] = ""
    email: Annotated[str, Content("E-mail", group="Address")] = ""
    business: Annotated[
        str,
        Content(
            "What they do",
            long=True,
            group="Address",
            help="What matters to them, and when, so that priorities make sense.",
        ),
    ] = ""
    contacts: Annotated[
        tuple[PartyContact, ...],
        Content(
            "Contacts",
            group="Contacts",
            help="People you speak with. They are offered wherever a contact is asked for.",
        ),
        rows(PartyContact),
    ] = ()

    def contact(self, row: PartyContact) -> Contact:
        return Contact(
            name=row.name,
            organization=self.name,
            address=", ".join(self.address.split("\n")),
            telephone=row.telephone or self.telephone,
            email=row.email or self.email,
        )


class Customer(Party, table=True):
    """Somebody who receives services."""

    singular: ClassVar[str] = "Customer"
    plural: ClassVar[str] = "Customers"
    prefix: ClassVar[str] = "CUS"
    why: ClassVar[str] = (
        "Those you deliver services to. Agreements, incidents and feedback belong to one of them."
    )


class Supplier(Party, table=True):
    """Somebody whose products or services the provider depends on."""

    singular: ClassVar[str] = "Supplier"
    plural: ClassVar[str] = "Suppliers"
    prefix: ClassVar[str] = "SPL"
    why: ClassVar[str] = "Those whose products or services you depend on to keep your own agreements."


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
    steps: ClassVar[tuple[Step, ...]] = _KEEPING

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


class ActionItem(Record, table=True):
    """Something that somebody agreed to do by a day."""

    singular: ClassVar[str] = "Action item"
    plural: ClassVar[str] = "Action items"
    prefix: ClassVar[str] = "ACT"
    yearly: ClassVar[bool] = True
    title: ClassVar[str] = "description"
    why: ClassVar[str] = "What was agreed to be done, by whom and when. Reports show what became of them."
    columns: ClassVar[tuple[str, ...]] = ("number", "description", "owner", "due", "state")
    states: ClassVar[tuple[State, ...]] = (
        State("open", Shape.DRAFT, Level.RECORDED),
        State("in progress", Shape.IN_PROGRESS),
        State("done", Shape.DONE, Level.RECORDED, frozen=True, ended=True),
        State("cancelled", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
    )
    steps: ClassVar[tuple[Step, ...]] = (
        Step("start", "Start", ("open",), "in progress"),
        Step("finish", "Mark as done", ("open", "in progress"), "done", asks=("outcome",)),
        Step("cancel", "Cancel action", ("open", "in progress"), "cancelled", reason=True, main=False),
        Step("reopen", "Reopen", ("done", "cancelled"), "open", reason=True, main=False),
    )

    description: Annotated[str, Content("What is to be done", needed_for="open")] = ""
    owner: Annotated[UUID | None, *link("Person"), Content("Owner", needed_for="open")] = None
    due: Annotated[date | None, Content("Due", needed_for="open")] = None
    source: Annotated[
        RecordLink,
        Content("Comes from", help="The report, feedback, incident or change it was agreed in."),
        Field(index=True),
    ] = None
    outcome: Annotated[str, Content("What came of it", long=True, needed_for="done")] = ""
    ended_at: Annotated[
        datetime | None,
        Content(
            "Ended", computed=True, help="When it was done or cancelled. A later note does not change it."
        ),
    ] = None


class SurveyScore(Record, table=True):
    """One answer of a customer to the question how satisfied they are, 1 (not at all) to 5 (very)."""

    singular: ClassVar[str] = "Survey score"
    plural: ClassVar[str] = "Survey scores"
    prefix: ClassVar[str] = "SUR"
    yearly: ClassVar[bool] = True
    title: ClassVar[str] = "comment"
    why: ClassVar[str] = "How satisfied customers say they are. Reports show the mean and how many answered."
    columns: ClassVar[tuple[str, ...]] = ("number", "customer", "score", "asked_on", "comment", "state")
    states: ClassVar[tuple[State, ...]] = (
        State("draft", Shape.DRAFT),
        State("recorded", Shape.DONE, Level.RECORDED, frozen=True),
        State("cancelled", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
    )
    steps: ClassVar[tuple[Step, ...]] = (
        Step("record", "Record score", ("draft",), "recorded"),
        Step("cancel", "Cancel score", ("recorded",), "cancelled", reason=True, main=False),
    )

    customer: Annotated[UUID | None, *link("Customer"), Content("Customer", needed_for="recorded")] = None
    score: Annotated[
        int | None,
        Content(
            "Score", needed_for="recorded", unit="1 to 5", help="1: not satisfied at all. 5: very satisfied."
        ),
    ] = None
    asked_on: Annotated[date | None, Content("Date of the answer", needed_for="recorded")] = None
    service: Annotated[
        ServiceLink, Content("Service", help="Leave empty if the answer is about everything.")
    ] = None
    answered_by: Annotated[str, Content("Answered by")] = ""
    comment: Annotated[str, Content("What they said", long=True)] = ""


class NotApplicable(Record, table=True):
    """The statement, with reason and approval, that a work product does not apply to this provider."""

    singular: ClassVar[str] = "Not applicable"
    plural: ClassVar[str] = "Not applicable"
    prefix: ClassVar[str] = "NA"
    title: ClassVar[str] = "reason"
    columns: ClassVar[tuple[str, ...]] = ("number", "subject", "reason", "state")
    states: ClassVar[tuple[State, ...]] = (
        State("draft", Shape.DRAFT),
        State("approved", Shape.NONE, Level.APPROVED, frozen=True),
        State("withdrawn", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
    )
    steps: ClassVar[tuple[Step, ...]] = (
        Step(
            "approve", "Approve: does not apply", ("draft",), "approved", roles=("MGT", "SM"), approves=True
        ),
        Step("withdraw", "It applies again", ("approved",), "withdrawn", reason=True, main=False),
    )

    subject: Annotated[str, Content("Work product", needed_for="approved")] = ""
    reason: Annotated[
        str,
        Content(
            "Why it does not apply",
            needed_for="approved",
            long=True,
            example="We use no suppliers: all services run on our own equipment.",
        ),
    ] = ""


class TaskPerformance(Record, table=True):
    """A task of the profile was done: who, when, and what came of it."""

    singular: ClassVar[str] = "Task done"
    plural: ClassVar[str] = "Tasks done"
    prefix: ClassVar[str] = "TSK"
    yearly: ClassVar[bool] = True
    title: ClassVar[str] = "outcome"
    columns: ClassVar[tuple[str, ...]] = ("number", "task", "done_on", "done_by", "outcome")
    states: ClassVar[tuple[State, ...]] = (
        State("draft", Shape.DRAFT),
        State("recorded", Shape.DONE, Level.RECORDED, frozen=True),
        State("cancelled", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
    )
    steps: ClassVar[tuple[Step, ...]] = (
        Step("record", "Record", ("draft",), "recorded"),
        Step("cancel", "Cancel entry", ("recorded",), "cancelled", reason=True, main=False),
    )

    task: Annotated[str, Content("Task", needed_for="recorded"), Field(index=True)] = ""
    done_on: Annotated[date | None, Content("Done on", needed_for="recorded")] = None
    done_by: Annotated[UUID | None, *link("Person"), Content("Done by", needed_for="recorded")] = None
    outcome: Annotated[
        str, Content("Outcome", needed_for="recorded", long=True, example="Reviewed, nothing to change.")
    ] = ""


class TaskInterval(Record, table=True):
    """How often a recurring task is done here, where that differs from the program's default."""

    singular: ClassVar[str] = "Interval"
    plural: ClassVar[str] = "Intervals"
    prefix: ClassVar[str] = "IVL"
    one_for_each: ClassVar[tuple[str, ...] | None] = ("task",)
    title: ClassVar[str] = "task"
    columns: ClassVar[tuple[str, ...]] = ("task", "days")
    states: ClassVar[tuple[State, ...]] = (IN_USE,)

    task: Annotated[str, Content("Task", needed_for="in use"), Field(index=True)] = ""
    days: Annotated[int | None, Content("At least every", needed_for="in use", unit="days")] = None
