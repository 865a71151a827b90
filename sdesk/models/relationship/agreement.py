"""Agreements with customers and suppliers (WP.03, WP.21)."""

from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from sdesk.models.content import (
    Choice,
    ContactColumn,
    Content,
    Depth,
    Row,
    ServiceLink,
    choice,
    link,
    links,
    rows,
)
from sdesk.models.measures import Measure, PriorityField, SenseField, WindowField
from sdesk.models.record import APPROVED, DRAFT, SUPERSEDED, Level, Proposable, Shape, State, Step, approval
from sdesk.models.relationship.consulted import CONSULTED, Consulted


class ServiceTarget(Row):
    """A value that the agreement promises, in the unit of its measure."""

    measure: Annotated[
        Measure | None,
        Content("Measure", needed_for="*", help="What the program counts; “other” is judged by a person."),
        choice(Measure),
    ] = None
    service: Annotated[ServiceLink, Content("Service", help="None: all.")] = None
    priority: PriorityField = None
    sense: SenseField = None
    target: Annotated[float | None, Content("Target")] = None
    unit: Annotated[str, Content("Unit in words", help="Empty: that of the measure.")] = ""
    window: WindowField = None
    within: Annotated[
        int | None,
        Content(
            "Within",
            unit="minutes",
            help="Of response and restoration: in which time. None: as the policy says; of a supplier, not agreed.",
        ),
    ] = None
    detail: Annotated[str, Content("In words")] = ""


class AgreementForm(Choice):
    SIGNED = "signed paper"
    EMAIL = "e-mail"
    CONTRACT = "part of a contract"
    MEETING = "minutes of a meeting"


class TheirApproval(Row):
    """Somebody on the other side agreed."""

    person: Annotated[str, Content("Who agreed", needed_for="*")] = ""
    role: Annotated[str, Content("Their role there", needed_for="*", example="Office manager")] = ""
    on: Annotated[date | None, Content("When", needed_for="*", happened=True)] = None
    form: Annotated[AgreementForm | None, Content("Form", needed_for="*"), choice(AgreementForm)] = None
    file: Annotated[
        str,
        Content(
            "File or place",
            help="The name of the attached file, or where the original is.",
            example="agreement-signed.pdf",
        ),
    ] = ""


class AgreementDate(Choice):
    REVIEW = "review"
    END = "end"


class Acknowledgement(Row):
    """Somebody has seen that a date of the agreement comes near, and said what they will do about it."""

    what: Annotated[AgreementDate | None, Content("Which date", needed_for="*"), choice(AgreementDate)] = None
    day: Annotated[date | None, Content("The date", needed_for="*")] = None
    at: Annotated[datetime | None, Content("Seen at", needed_for="*")] = None
    person: Annotated[UUID | None, *link("Person"), Content("Seen by")] = None
    plan: Annotated[str, Content("What is done about it", long=True)] = ""


OTHER_SIDE = "Approval by the other side"


class Agreement(Proposable):
    """What customer agreements and supplier agreements have in common."""

    versioned: ClassVar[bool] = True
    title: ClassVar[str] = "name"
    counts_from: ClassVar[str] = "start"
    counts_until: ClassVar[str] = "end"
    states: ClassVar[tuple[State, ...]] = (
        DRAFT,
        APPROVED,
        State("ended", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True, after="approved"),
        SUPERSEDED,
    )
    steps: ClassVar[tuple[Step, ...]] = (
        approval("SM"),
        Step("end", "End agreement", ("approved",), "ended", roles=("SM", "RM"), reason=True, main=False),
    )

    name: Annotated[
        str,
        Content("Name", needed_for="approved", group="Agreement", example="Support of the dental practice"),
    ] = ""
    services: Annotated[
        tuple[UUID, ...],
        *links("Service"),
        Content(
            "Scope: services",
            plural=True,
            needed_for="approved",
            group="Agreement",
            help="Services in the catalogue that it covers.",
        ),
    ] = ()
    scope_detail: Annotated[
        str,
        Content("Scope in detail", long=True, group="Agreement", help="What is included, what is not."),
    ] = ""
    start: Annotated[date | None, Content("Start", needed_for="approved", group="Dates and owners")] = None
    review_date: Annotated[
        date | None,
        Content(
            "Review",
            needed_for="approved",
            group="Dates and owners",
            help="When both sides look at it again.",
        ),
    ] = None
    end: Annotated[date | None, Content("End", needed_for="approved", group="Dates and owners")] = None
    our_owner: Annotated[
        UUID | None,
        *link("Person"),
        Content("Owner on our side", needed_for="approved", group="Dates and owners"),
    ] = None
    their_owner: Annotated[
        ContactColumn,
        Content("Owner on their side", needed_for="approved", group="Dates and owners"),
    ] = None
    form_of_approval: Annotated[
        AgreementForm | None,
        Content(
            "Form of approval",
            group=OTHER_SIDE,
            only_where=("their_approvals",),
            help="As it was written before: say below who agreed, in which role and when.",
        ),
        choice(AgreementForm),
    ] = None
    approval_evidence: Annotated[
        str,
        Content(
            "Evidence of approval",
            long=True,
            group=OTHER_SIDE,
            only_where=("their_approvals",),
            help="As it was written before.",
        ),
    ] = ""
    their_approvals: Annotated[
        tuple[TheirApproval, ...], Content("Approved by", group=OTHER_SIDE), rows(TheirApproval)
    ] = ()
    service_targets: Annotated[
        tuple[ServiceTarget, ...],
        Content("Service targets", group="Targets", help="What the performance report is measured against."),
        rows(ServiceTarget),
    ] = ()
    service_hours: Annotated[
        UUID | None,
        *link("ServiceCalendar"),
        Content(
            "Service hours",
            plural=True,
            group="Targets",
            help="Clocks and availability count within these hours only.",
        ),
    ] = None
    acknowledgements: Annotated[
        tuple[Acknowledgement, ...],
        Content(
            "Reminders seen",
            group="Dates and owners",
            open_until="*",
            computed=True,
            help="Who has seen that the review or the end comes near.",
        ),
        rows(Acknowledgement),
    ] = ()


class CustomerAgreement(Agreement, table=True):
    """WP.03: what is delivered to a customer, and how well."""

    singular: ClassVar[str] = "Customer agreement"
    plural: ClassVar[str] = "Customer agreements"
    prefix: ClassVar[str] = "AGR"
    why: ClassVar[str] = (
        "What you promised a customer, with dates, owners and targets. An auditor wants to see that the customer agreed."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "customer", "name", "state", "review_date", "end")

    groups: ClassVar[tuple[str, ...]] = (
        "Agreement",
        "Targets",
        "Definitions",
        "Consulted",
        "Dates and owners",
    )

    customer: Annotated[
        UUID | None, *link("Customer"), Content("Customer", needed_for="approved", group="Agreement")
    ] = None
    their_approvals: Annotated[
        tuple[TheirApproval, ...],
        Content(
            "Approved by",
            needed_for="approved",
            group=OTHER_SIDE,
            help="Who agreed at the customer, in which role there, when and how. Attach the proof.",
        ),
        rows(TheirApproval),
    ] = ()
    consulted: Annotated[tuple[Consulted, ...], CONSULTED, rows(Consulted)] = ()
    change_definitions: Annotated[
        str,
        Content(
            "Kinds of change and how to request one",
            long=True,
            group="Definitions",
            help="Pre-approved, normal and emergency change as this customer understands them.",
        ),
    ] = ""
    complaint_definition: Annotated[
        str, Content("What counts as a complaint", long=True, group="Definitions")
    ] = ""
    major_incident_definition: Annotated[
        str, Content("What counts as a major incident", long=True, group="Definitions")
    ] = ""
    consent_to_changes: Annotated[
        bool,
        Content(
            "Changes need the customer's consent",
            group="Definitions",
            help="Then deployment is not approved without it.",
        ),
    ] = False
    included_minutes: Annotated[
        int | None,
        Content(
            "Work included in a month",
            unit="minutes",
            group="Agreement",
            help="What the price covers; the monthly statement of work says what went beyond. None: nothing was agreed.",
        ),
    ] = None


class PublishedTerms(Row):
    """Conditions that a supplier publishes for everybody, and who of ours accepted them."""

    name: Annotated[str, Content("Which conditions", needed_for="*", example="General terms of hosting")] = ""
    edition: Annotated[str, Content("Version", help="Or their day.", example="4.2")] = ""
    of: Annotated[date | None, Content("Of")] = None
    accepted_by: Annotated[UUID | None, *link("Person"), Content("Accepted by", needed_for="*")] = None
    accepted_on: Annotated[date | None, Content("Accepted on", needed_for="*", happened=True)] = None
    place: Annotated[str, Content("Where they are", help="The name of the attached file, or an address.")] = (
        ""
    )


class SupplierAgreement(Agreement, table=True):
    """WP.21: what a supplier delivers to us, and how well."""

    singular: ClassVar[str] = "Supplier agreement"
    plural: ClassVar[str] = "Supplier agreements"
    prefix: ClassVar[str] = "SUP"
    why: ClassVar[str] = (
        "What you can count on from a supplier. Your own promises can be no better than these."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "supplier", "name", "state", "review_date", "end")

    groups: ClassVar[tuple[str, ...]] = ("Agreement", "Targets", "Requirements", "Dates and owners")

    supplier: Annotated[
        UUID | None, *link("Supplier"), Content("Supplier", needed_for="approved", group="Agreement")
    ] = None
    their_approvals: Annotated[
        tuple[TheirApproval, ...],
        Content(
            "Approved by",
            group=OTHER_SIDE,
            help="Who agreed at the supplier, in which role there, when and how. Where they publish their conditions for everybody, name those instead.",
        ),
        rows(TheirApproval),
    ] = ()
    conditions: Annotated[
        tuple[PublishedTerms, ...],
        Content(
            "Conditions",
            group=OTHER_SIDE,
            help="Published terms, with their version or day, and who of us accepted them.",
        ),
        rows(PublishedTerms),
    ] = ()
    assurance: Annotated[
        str,
        Content(
            "Assurance",
            long=True,
            group="Requirements",
            help="How you know that their people are able to do it: certificates, training, references. Needed where incidents are handed to them.",
            example="Certified for data centres, shown each year; their engineers are trained by the maker.",
            depth=Depth.STATEMENT,
        ),
    ] = ""
    legal_requirements: Annotated[
        str,
        Content(
            "Legal, regulatory, statutory or organizational requirements",
            plural=True,
            needed_for="approved",
            long=True,
            group="Requirements",
            help="What the law, a regulator or your own organization asks of this supplier.",
        ),
    ] = ""
