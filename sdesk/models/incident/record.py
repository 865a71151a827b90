"""Incidents (WP.18)."""

from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from sqlmodel import Field

from sdesk.models.content import ContactColumn, Content, RecordLink, ServiceLink, choice, link, links, rows
from sdesk.models.incident.afterwards import EffectChecks, ReporterAnswers, SolutionDecisions
from sdesk.models.incident.incident_steps import INCIDENT_STATES, INCIDENT_STEPS
from sdesk.models.incident.rows import (
    Escalation,
    HoldSpan,
    NotKnown,
    PartyTold,
    PartyToTell,
    Reopening,
    Unknown,
)
from sdesk.models.priorities import Impact, Priority, Urgency
from sdesk.models.record import Record, State, Step
from sdesk.models.steps_taken import StepTaken


class ServiceIncident(Record, table=True):
    """WP.18: a service is interrupted or worse than agreed, or is about to be."""

    singular: ClassVar[str] = "Incident"
    plural: ClassVar[str] = "Incidents"
    prefix: ClassVar[str] = "INC"
    yearly: ClassVar[bool] = True
    title: ClassVar[str] = "summary"
    why: ClassVar[str] = (
        "Everything that harms or blocks an agreed service, from the call to the cause. An auditor looks for contact, item, priority and steps."
    )
    columns: ClassVar[tuple[str, ...]] = (
        "number", "summary", "customer", "service", "priority", "state", "assigned_to", "started_at",
    )  # fmt: skip
    states: ClassVar[tuple[State, ...]] = INCIDENT_STATES
    steps: ClassVar[tuple[Step, ...]] = INCIDENT_STEPS

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
            plural=True,
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
            needed_for="recorded",
            group="What happened",
            help="Whom to ask and whom to tell. Pick a contact of the customer or type.",
        ),
    ] = None
    started_at: Annotated[
        datetime | None,
        Content(
            "Started at",
            needed_for="recorded",
            group="What happened",
            help="When the harm began, as well as anybody knows.",
            happened=True,
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
            happened=True,
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
    impact_in_words: Annotated[
        str,
        Content(
            "Impact in words",
            long=True,
            group="Classification",
            help="What it does to the service and to the customer's business.",
            example="Nobody at the front desk can make an appointment; treatment goes on with paper.",
        ),
    ] = ""
    urgency: Annotated[
        Urgency | None,
        Content("Urgency", needed_for="classified", group="Classification", help="How long it can wait."),
        choice(Urgency),
    ] = None
    priority: Annotated[
        Priority | None,
        Content(
            "Priority",
            needed_for="classified",
            group="Classification",
            computed=True,
            help="From the matrix of the approved policy, unless another one was chosen with a reason.",
        ),
        choice(Priority),
    ] = None
    priority_chosen: Annotated[
        Priority | None,
        Content(
            "Priority chosen instead",
            group="Classification",
            help="Only where the matrix gets this one wrong. Leave it empty to follow the matrix.",
        ),
        choice(Priority),
    ] = None
    priority_reason: Annotated[
        str,
        Content(
            "Reason for choosing it",
            group="Classification",
            help="Needed when another priority is chosen: what the matrix does not know about this case.",
        ),
    ] = ""
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
            plural=True,
            needed_for="classified",
            group="Classification",
            help="Configuration items suspected or found to be at fault.",
        ),
    ] = ()
    assigned_to: Annotated[
        UUID | None, *link("Person"), Content("Assigned to", needed_for="classified", group="Classification")
    ] = None

    agreement: Annotated[
        UUID | None,
        *link("CustomerAgreement"),
        Content(
            "Agreement",
            group="Classification",
            computed=True,
            help="Its service hours count for the clocks: that of the customer which covers the service.",
        ),
    ] = None
    promised_at: Annotated[
        datetime | None,
        Content(
            "Promised at",
            group="Classification",
            computed=True,
            help="When it was fixed what counts for this incident. Later versions of agreement and policy do not touch it.",
        ),
    ] = None
    policy: Annotated[
        RecordLink,
        Content(
            "Policy",
            group="Classification",
            computed=True,
            help="The version whose target times count: the one in effect when it was recorded.",
        ),
    ] = None
    respond_minutes: Annotated[
        int | None,
        Content("Respond within", group="Classification", computed=True, unit="minutes"),
    ] = None
    restore_minutes: Annotated[
        int | None,
        Content("Restore within", group="Classification", computed=True, unit="minutes"),
    ] = None

    steps_taken: Annotated[
        tuple[StepTaken, ...],
        Content(
            "Steps taken",
            plural=True,
            needed_for="restored",
            group="Investigation and steps",
            help="In the order in which they were done, with who and when.",
        ),
        rows(StepTaken),
    ] = ()
    answered_at: Annotated[
        datetime | None,
        Content(
            "First answered at",
            group="Investigation and steps",
            computed=True,
            help="The first step by whoever it was assigned to then; the response clock stops there.",
        ),
    ] = None
    parties_told: Annotated[
        tuple[PartyTold, ...],
        Content(
            "Parties told",
            group="Investigation and steps",
            open_until="*",
            help="Who was told what, and when.",
        ),
        rows(PartyTold),
    ] = ()
    parties_to_tell: Annotated[
        tuple[PartyToTell, ...],
        Content(
            "Others to tell",
            group="Investigation and steps",
            help="Who else reported this and waits to hear of it, besides the one it was first reported by.",
        ),
        rows(PartyToTell),
    ] = ()
    escalated_to: Annotated[
        RecordLink, Content("Escalated to", group="Investigation and steps", computed=True)
    ] = None
    escalations: Annotated[
        tuple[Escalation, ...],
        Content("Escalations", group="Investigation and steps", computed=True),
        rows(Escalation),
    ] = ()
    known_errors: Annotated[
        tuple[UUID, ...],
        *links("KnownError"),
        Content(
            "Known errors",
            group="Investigation and steps",
            open_until="*",
            help="Errors already known that this is a case of.",
        ),
    ] = ()
    changes: Annotated[
        tuple[UUID, ...],
        *links("ServiceChangeRequest"),
        Content(
            "Changes",
            group="Investigation and steps",
            open_until="*",
            help="Changes that this incident led to or came from.",
        ),
    ] = ()
    duplicate_of: Annotated[
        UUID | None,
        *link("ServiceIncident"),
        Content(
            "Duplicate of",
            group="Investigation and steps",
            computed=True,
            help="The incident that goes on in its place.",
        ),
    ] = None
    turned_into: Annotated[
        RecordLink,
        Content(
            "Turned into",
            group="Investigation and steps",
            computed=True,
            help="The change request or the feedback that it was: nothing was broken, and no figure counts it.",
        ),
    ] = None
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
            needed_for="restored",
            group="Resolution",
            help="When the service worked again. Time to resolve is counted until then.",
            happened=True,
        ),
    ] = None
    not_known: Annotated[
        tuple[NotKnown, ...],
        Content(
            "What nobody knows",
            group="Resolution",
            open_until="-",
            help="Figures count this incident as not known there, instead of guessing. Take out what is known.",
        ),
        rows(NotKnown),
    ] = ()
    resolver: Annotated[
        ContactColumn,
        Content(
            "Resolved by",
            needed_for="closed",
            group="Resolution",
            help="The person or team that resolved it.",
        ),
    ] = None
    root_cause: Annotated[
        str,
        Content(
            "Root cause",
            long=True,
            group="Resolution",
            help="Needed before closing when the impact is significant: why it happened, not what broke.",
        ),
    ] = ""
    caused_by: Annotated[
        UUID | None,
        *link("Supplier"),
        Content(
            "Caused by a supplier",
            group="Resolution",
            open_until="*",
            help="Whose item or service brought it about: it counts in the report on them. None and no root cause: as its items are theirs.",
        ),
    ] = None
    solution: Annotated[
        str,
        Content(
            "Solution",
            long=True,
            group="Resolution",
            help="What keeps it from coming back, and who agreed to it.",
        ),
    ] = ""
    review: Annotated[
        str,
        Content(
            "Review",
            long=True,
            group="Resolution",
            help="Needed before closing when the impact is significant: what went well, what did not, what is to be done better next time.",
            example="Noticed by the customer before us: disk space is now watched. The restore went as rehearsed.",
        ),
    ] = ""

    reporter_answers: ReporterAnswers = ()
    solution_decisions: SolutionDecisions = ()
    effect_checks: EffectChecks = ()

    @property
    def not_settled(self) -> tuple[str, ...]:
        return ("outage",) if any(each.what is Unknown.OUTAGE for each in self.not_known) else ()

    @property
    def significant(self) -> bool:
        """Whether root cause and solution are asked for (P17)."""
        return self.major or self.impact is Impact.HIGH

    @property
    def on_hold(self) -> bool:
        return any(hold.end is None for hold in self.holds)
