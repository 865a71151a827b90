"""RE, Service Relationship: catalogue, agreements with customers and suppliers, performance report."""

from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from sdesk.models.content import (
    Choice,
    ContactColumn,
    Content,
    Row,
    ServiceLink,
    choice,
    link,
    links,
    rows,
)
from sdesk.models.governance import ImprovementAction, ServiceReport
from sdesk.models.record import (
    APPROVED,
    DRAFT,
    SUPERSEDED,
    Document,
    Level,
    Record,
    Shape,
    State,
    Step,
    approval,
    withdrawal,
)


class QualityMeasure(Row):
    name: Annotated[str, Content("Measure", needed_for="*", example="Availability")] = ""
    target: Annotated[float | None, Content("Target", needed_for="*")] = None
    unit: Annotated[str, Content("Unit", needed_for="*", example="%")] = ""


class Service(Row):
    """A service in the catalogue. It keeps its id from version to version, so that records can point to it."""

    name: Annotated[str, Content("Name", needed_for="*", example="E-mail and calendar")] = ""
    description: Annotated[
        str,
        Content(
            "Description in business terms",
            item="a",
            needed_for="*",
            long=True,
            help="What customers can do because of it.",
        ),
    ] = ""
    hours: Annotated[
        str,
        Content(
            "Service hours", plural=True, item="b", needed_for="*", example="Monday to Friday, 8:00 to 18:00"
        ),
    ] = ""
    how_to_use: Annotated[
        str,
        Content(
            "How to use it",
            item="d",
            needed_for="*",
            long=True,
            help="How a customer gets it, and where they turn for help.",
        ),
    ] = ""
    quality_measures: Annotated[
        tuple[QualityMeasure, ...],
        Content("Quality measures", plural=True, item="c", needed_for="*"),
        rows(QualityMeasure),
    ] = ()
    dependencies: Annotated[
        str,
        Content(
            "Dependencies",
            plural=True,
            item="f",
            needed_for="*",
            long=True,
            help='Other services, suppliers and whatever else it needs. Write "none" if it needs nothing.',
        ),
    ] = ""
    configuration_items: Annotated[
        tuple[UUID, ...], *links("ConfigurationItem"), Content("Items it depends on", item="f")
    ] = ()
    standards: Annotated[
        str,
        Content(
            "Standards and policies",
            plural=True,
            item="g",
            needed_for="*",
            long=True,
            help="Rules that apply: laws, standards, your own policies.",
        ),
    ] = ""
    costs: Annotated[str, Content("Costs", item="e", help="Where appropriate.")] = ""
    vital: Annotated[bool, Content("Vital to the customers' business")] = False
    owner: Annotated[UUID | None, *link("Person"), Content("Owner")] = None


class ServiceCatalogue(Document, table=True):
    """WP.10: every service on offer, in business terms."""

    work_product: ClassVar[str] = "WP.10"
    singular: ClassVar[str] = "Service catalogue"
    plural: ClassVar[str] = "Service catalogue"
    prefix: ClassVar[str] = "CAT"
    why: ClassVar[str] = "What customers can have, in their words. Publish it as a PDF or one HTML file."
    steps: ClassVar[tuple[Step, ...]] = (approval("SM", "RM", task="RE.1.2"), withdrawal("SM"))

    services: Annotated[
        tuple[Service, ...],
        Content(
            "Services",
            plural=True,
            item="a b c d e f g",
            needed_for="approved",
            group="Services",
            help="What customers get. Incidents, changes and agreements name these services.",
        ),
        rows(Service),
    ] = ()
    feedback_handling: Annotated[
        str,
        Content(
            "How compliments, complaints and disputes are handled",
            needed_for="approved",
            long=True,
            group="Services",
            help="Where customers turn, what happens then, and who decides in a dispute.",
        ),
    ] = ""


class Measure(Choice):
    """What a service target measures; the program computes all but the last."""

    AVAILABILITY = "availability"
    RESPONSE = "response within target"
    RESTORATION = "restoration within target"
    CHANGE_SUCCESS = "change success rate"
    SATISFACTION = "satisfaction"
    OTHER = "other"


class ServiceTarget(Row):
    """A value that the agreement promises. Rates in %, satisfaction 1 to 5."""

    measure: Annotated[Measure | None, Content("Measure", needed_for="*"), choice(Measure)] = None
    service: Annotated[ServiceLink, Content("Service")] = None
    target: Annotated[float | None, Content("At least", needed_for="*")] = None
    unit: Annotated[str, Content("Unit", needed_for="*", example="%")] = "%"
    detail: Annotated[str, Content("In words")] = ""


class AgreementForm(Choice):
    SIGNED = "signed paper"
    EMAIL = "e-mail"
    CONTRACT = "part of a contract"
    MEETING = "minutes of a meeting"


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


class Agreement(Record):
    """What customer agreements and supplier agreements have in common."""

    versioned: ClassVar[bool] = True
    title: ClassVar[str] = "name"
    states: ClassVar[tuple[State, ...]] = (
        DRAFT,
        APPROVED,
        State("ended", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True, after="approved"),
        SUPERSEDED,
    )
    steps: ClassVar[tuple[Step, ...]] = (
        approval("SM", task="RE.2.2"),
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
            item="c",
            needed_for="approved",
            group="Agreement",
            help="Services in the catalogue that it covers.",
        ),
    ] = ()
    scope_detail: Annotated[
        str,
        Content(
            "Scope in detail", item="c", long=True, group="Agreement", help="What is included, what is not."
        ),
    ] = ""
    start: Annotated[
        date | None, Content("Start", item="d", needed_for="approved", group="Dates and owners")
    ] = None
    review_date: Annotated[
        date | None,
        Content(
            "Review",
            item="d",
            needed_for="approved",
            group="Dates and owners",
            help="When both sides look at it again.",
        ),
    ] = None
    end: Annotated[date | None, Content("End", item="d", needed_for="approved", group="Dates and owners")] = (
        None
    )
    our_owner: Annotated[
        UUID | None,
        *link("Person"),
        Content("Owner on our side", item="e", needed_for="approved", group="Dates and owners"),
    ] = None
    their_owner: Annotated[
        ContactColumn,
        Content("Owner on their side", item="e", needed_for="approved", group="Dates and owners"),
    ] = None
    form_of_approval: Annotated[
        AgreementForm | None,
        Content(
            "Form of approval",
            item="b",
            needed_for="approved",
            group="Approval by the other side",
            help="How they agreed.",
        ),
        choice(AgreementForm),
    ] = None
    approval_evidence: Annotated[
        str,
        Content(
            "Evidence of approval",
            item="b",
            needed_for="approved",
            long=True,
            group="Approval by the other side",
            help="Who agreed, when, and where the proof is. Attach it.",
            example="Signed by both on 3 March 2026; scan attached.",
        ),
    ] = ""
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

    work_product: ClassVar[str] = "WP.03"
    singular: ClassVar[str] = "Customer agreement"
    plural: ClassVar[str] = "Customer agreements"
    prefix: ClassVar[str] = "AGR"
    why: ClassVar[str] = (
        "What you promised a customer, with dates, owners and targets. An auditor wants to see that the customer agreed."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "customer", "name", "state", "review_date", "end")

    groups: ClassVar[tuple[str, ...]] = ("Agreement", "Targets", "Definitions", "Dates and owners")

    customer: Annotated[
        UUID | None, *link("Customer"), Content("Customer", needed_for="approved", group="Agreement")
    ] = None
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


class SupplierAgreement(Agreement, table=True):
    """WP.21: what a supplier delivers to us, and how well."""

    work_product: ClassVar[str] = "WP.21"
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
    legal_requirements: Annotated[
        str,
        Content(
            "Legal, regulatory, statutory or organizational requirements",
            plural=True,
            item="f",
            needed_for="approved",
            long=True,
            group="Requirements",
            help="What the law, a regulator or your own organization asks of this supplier.",
        ),
    ] = ""


class PerformanceReport(ServiceReport, table=True):
    """WP.19: how a service did in a period against its agreement."""

    work_product: ClassVar[str] = "WP.19"
    singular: ClassVar[str] = "Service performance report"
    plural: ClassVar[str] = "Service performance reports"
    prefix: ClassVar[str] = "SPR"
    why: ClassVar[str] = (
        "What was promised beside what was done, for the customer's review. Figures come from the records."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "subject", "period_start", "period_end", "state")
    steps: ClassVar[tuple[Step, ...]] = (approval("RM", "SM", task="RE.2.4"), withdrawal("SM"))

    customer_agreement: Annotated[
        UUID | None,
        *link("CustomerAgreement"),
        Content("Customer agreement", group="Report", help="Or a supplier agreement below."),
    ] = None
    supplier_agreement: Annotated[
        UUID | None, *link("SupplierAgreement"), Content("Supplier agreement", group="Report")
    ] = None
    recipients: Annotated[
        str,
        Content(
            "Who receives it",
            needed_for="approved",
            long=True,
            group="Report",
            help="Names or roles, on both sides.",
        ),
    ] = ""
    performance: Annotated[
        str,
        Content(
            "Performance in the period",
            item="b",
            needed_for="approved",
            long=True,
            group="Performance",
            help="The figures stand above. Say what they mean and what explains them.",
        ),
    ] = ""
    previous_actions: Annotated[
        str,
        Content(
            "Previous action items",
            plural=True,
            item="c",
            needed_for="approved",
            long=True,
            group="Action items",
            help='Their status is listed by the program; say what it means. Write "first report" if there were none.',
        ),
    ] = ""
    proposed_actions: Annotated[
        tuple[ImprovementAction, ...],
        Content(
            "Proposed action items",
            plural=True,
            item="d",
            needed_for="approved",
            group="Action items",
            help="For the coming period, with owner and date. Approving the report makes action items of them.",
        ),
        rows(ImprovementAction),
    ] = ()
    conclusions: Annotated[
        str, Content("Conclusions", plural=True, needed_for="approved", long=True, group="Conclusions")
    ] = ""

    @property
    def actions(self) -> tuple[ImprovementAction, ...]:
        return self.proposed_actions
