"""IN, Service Incident: the incident record."""

from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from sqlmodel import Field

from sdesk.models.content import ContactColumn, Content, Row, ServiceLink, choice, link, links, rows
from sdesk.models.governance import Impact, Priority, Urgency
from sdesk.models.record import Level, Record, Shape, State, Step


class IncidentStep(Row):
    """Something that was done about the incident."""

    at: Annotated[datetime | None, Content("When", needed_for="*")] = None
    person: Annotated[UUID | None, *link("Person"), Content("Who", needed_for="*")] = None
    text: Annotated[str, Content("What was done", needed_for="*", long=True)] = ""
    minutes: Annotated[int | None, Content("Minutes spent", unit="minutes")] = None


class PartyTold(Row):
    """Somebody was told how the incident stands."""

    at: Annotated[datetime | None, Content("When", needed_for="*")] = None
    who: Annotated[str, Content("Who was told", needed_for="*")] = ""
    text: Annotated[str, Content("What they were told", long=True)] = ""


class HoldSpan(Row):
    """A time in which the clock stands still; without an end it is on hold now."""

    start: Annotated[datetime | None, Content("From", needed_for="*")] = None
    end: Annotated[datetime | None, Content("Until")] = None
    reason: Annotated[str, Content("Reason", needed_for="*")] = ""


class Reopening(Row):
    """The service was thought restored and was not: between the two times no clock ran."""

    restored_at: Annotated[datetime | None, Content("Thought restored at", needed_for="*")] = None
    reopened_at: Annotated[datetime | None, Content("Reopened at", needed_for="*")] = None
    reason: Annotated[str, Content("Reason", needed_for="*")] = ""


class ServiceIncident(Record, table=True):
    """WP.18: a service is interrupted or worse than agreed, or is about to be."""

    work_product: ClassVar[str] = "WP.18"
    singular: ClassVar[str] = "Incident"
    plural: ClassVar[str] = "Incidents"
    prefix: ClassVar[str] = "INC"
    yearly: ClassVar[bool] = True
    title: ClassVar[str] = "summary"
    why: ClassVar[str] = (
        "Everything that harms or blocks an agreed service, from the call to the cause. An auditor looks for contact, item, priority and steps."
    )
    columns: ClassVar[tuple[str, ...]] = (
        "number",
        "summary",
        "customer",
        "service",
        "priority",
        "state",
        "assigned_to",
        "started_at",
    )
    states: ClassVar[tuple[State, ...]] = (
        State("draft", Shape.DRAFT),
        State("recorded", Shape.IN_PROGRESS, Level.RECORDED),
        State("classified", Shape.IN_PROGRESS, Level.RECORDED),
        State("investigated", Shape.IN_PROGRESS, Level.RECORDED),
        State("restored", Shape.IN_PROGRESS, Level.RECORDED),
        State("closed", Shape.DONE, Level.APPROVED, frozen=True, ended=True),
        State("cancelled", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
    )
    steps: ClassVar[tuple[Step, ...]] = (
        Step("record", "Record incident", ("draft",), "recorded", task="IN.2.1"),
        Step("classify", "Classify", ("recorded",), "classified", task="IN.2.2"),
        Step("investigate", "Investigation done", ("classified",), "investigated", task="IN.2.3"),
        Step(
            "restore", "Service restored", ("investigated",), "restored", task="IN.2.4", asks=("restored_at",)
        ),
        Step(
            "close",
            "Close incident",
            ("restored",),
            "closed",
            roles=("IM", "SM"),
            task="IN.2.5",
            approves=True,
        ),
        Step("reopen", "Reopen", ("restored", "closed"), "classified", reason=True, main=False),
        Step(
            "cancel",
            "Cancel incident",
            ("recorded", "classified", "investigated"),
            "cancelled",
            reason=True,
            main=False,
        ),
    )

    summary: Annotated[
        str,
        Content(
            "In one line",
            needed_for="recorded",
            group="What happened",
            help="What you would call it on the telephone.",
            example="No e-mail at the front desk",
        ),
    ] = ""
    details: Annotated[
        str,
        Content(
            "Details",
            item="d",
            needed_for="recorded",
            long=True,
            group="What happened",
            help="What the reporter sees, since when, and what they cannot do because of it.",
        ),
    ] = ""
    customer: Annotated[
        UUID | None, *link("Customer"), Content("Customer", needed_for="recorded", group="What happened")
    ] = None
    service: Annotated[
        ServiceLink,
        Content(
            "Service",
            needed_for="recorded",
            group="What happened",
            help="The service in the catalogue that is harmed.",
        ),
        Field(index=True),
    ] = None
    reporter: Annotated[
        ContactColumn,
        Content(
            "Reported by",
            item="b",
            needed_for="recorded",
            group="What happened",
            help="Whom to ask and whom to tell. Pick a contact of the customer or type.",
        ),
    ] = None
    started_at: Annotated[
        datetime | None,
        Content(
            "Started at",
            item="i",
            needed_for="recorded",
            group="What happened",
            help="When the harm began, as well as anybody knows.",
        ),
        Field(index=True),
    ] = None
    recorded_at: Annotated[
        datetime | None,
        Content(
            "Recorded at",
            group="What happened",
            computed=True,
            help="When it was recorded here; the response clock starts then.",
        ),
    ] = None
    outage: Annotated[
        bool,
        Content(
            "The service was out",
            group="What happened",
            help="Counts as downtime in the availability of the service.",
        ),
    ] = False

    impact: Annotated[
        Impact | None,
        Content(
            "Impact",
            needed_for="classified",
            group="Classification",
            help="How much of the business is harmed.",
        ),
        choice(Impact),
    ] = None
    urgency: Annotated[
        Urgency | None,
        Content("Urgency", needed_for="classified", group="Classification", help="How long it can wait."),
        choice(Urgency),
    ] = None
    priority: Annotated[
        Priority | None,
        Content(
            "Priority",
            item="f",
            needed_for="classified",
            group="Classification",
            computed=True,
            help="From the matrix of the approved policy.",
        ),
        choice(Priority),
    ] = None
    major: Annotated[
        bool,
        Content(
            "Major incident",
            group="Classification",
            help="As the agreement defines it. High impact counts as significant in any case: root cause and solution are asked for.",
        ),
    ] = False
    configuration_items: Annotated[
        tuple[UUID, ...],
        *links("ConfigurationItem"),
        Content(
            "Items that may have failed",
            item="e",
            needed_for="classified",
            group="Classification",
            help="Configuration items suspected or found to be at fault.",
        ),
    ] = ()
    assigned_to: Annotated[
        UUID | None, *link("Person"), Content("Assigned to", needed_for="classified", group="Classification")
    ] = None

    steps_taken: Annotated[
        tuple[IncidentStep, ...],
        Content(
            "Steps taken",
            item="g",
            needed_for="restored",
            group="Investigation and steps",
            help="In the order in which they were done, with who and when.",
        ),
        rows(IncidentStep),
    ] = ()
    parties_told: Annotated[
        tuple[PartyTold, ...],
        Content("Parties told", group="Investigation and steps", help="Who was told what, and when."),
        rows(PartyTold),
    ] = ()
    known_error: Annotated[
        str,
        Content(
            "Known error",
            group="Investigation and steps",
            help="The error already known that this is a case of, if any.",
        ),
    ] = ""
    changes: Annotated[
        tuple[UUID, ...],
        *links("ServiceChangeRequest"),
        Content(
            "Changes", group="Investigation and steps", help="Changes that this incident led to or came from."
        ),
    ] = ()
    holds: Annotated[
        tuple[HoldSpan, ...],
        Content("On hold", group="Investigation and steps", computed=True),
        rows(HoldSpan),
    ] = ()
    reopenings: Annotated[
        tuple[Reopening, ...],
        Content("Reopened", group="Investigation and steps", computed=True),
        rows(Reopening),
    ] = ()

    restored_at: Annotated[
        datetime | None,
        Content(
            "Ended at",
            item="i j",
            needed_for="restored",
            group="Resolution",
            help="When the service worked again. Time to resolve is counted until then.",
        ),
    ] = None
    resolver: Annotated[
        ContactColumn,
        Content(
            "Resolved by",
            item="c",
            needed_for="closed",
            group="Resolution",
            help="The person or team that resolved it.",
        ),
    ] = None
    root_cause: Annotated[
        str,
        Content(
            "Root cause",
            item="h",
            long=True,
            group="Resolution",
            help="Needed before closing when the impact is significant: why it happened, not what broke.",
        ),
    ] = ""
    solution: Annotated[
        str,
        Content(
            "Solution",
            item="h",
            long=True,
            group="Resolution",
            help="What keeps it from coming back, and who agreed to it.",
        ),
    ] = ""

    @property
    def significant(self) -> bool:
        """Whether root cause and solution are asked for (P17)."""
        return self.major or self.impact is Impact.HIGH

    @property
    def on_hold(self) -> bool:
        return any(hold.end is None for hold in self.holds)
