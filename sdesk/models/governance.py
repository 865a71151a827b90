"""GO, Governance: goals, policy, scope, roles, procedures, feedback log, improvement report."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from sqlmodel import Field

from sdesk.models.content import (
    Choice,
    ContactColumn,
    Content,
    JsonText,
    Row,
    ServiceLink,
    choice,
    link,
    rows,
)
from sdesk.models.record import (
    APPROVABLE,
    Document,
    Level,
    Record,
    Shape,
    State,
    Step,
    approval,
    withdrawal,
)


class Goal(Row):
    statement: Annotated[
        str, Content("Goal", needed_for="*", long=True, example="Customers can work without interruption.")
    ] = ""
    measure: Annotated[str, Content("Measure", example="Incidents restored within target")] = ""
    target: Annotated[float | None, Content("Target")] = None
    unit: Annotated[str, Content("Unit", example="%")] = ""
    due: Annotated[date | None, Content("Due")] = None
    owner: Annotated[UUID | None, *link("Person"), Content("Owner")] = None
    set_by: Annotated[str, Content("Set by", needed_for="*", help="Who in the business set this goal.")] = ""


class BusinessGoals(Document, table=True):
    """WP.01: what the business wants of service delivery."""

    work_product: ClassVar[str] = "WP.01"
    singular: ClassVar[str] = "Business goals and objectives"
    plural: ClassVar[str] = "Business goals and objectives"
    prefix: ClassVar[str] = "GOAL"
    why: ClassVar[str] = (
        "Everything else follows from what the business wants. An auditor asks who set these goals."
    )
    steps: ClassVar[tuple[Step, ...]] = (approval("MGT", "SM"), withdrawal("MGT", "SM"))

    goals: Annotated[
        tuple[Goal, ...],
        Content(
            "Goals",
            plural=True,
            item="1",
            needed_for="approved",
            group="Goals",
            help="What the business wants to reach, how it is measured and who in the business said so.",
        ),
        rows(Goal),
    ] = ()


class CustomerExperienceApproach(Document, table=True):
    """WP.04: how comments of customers are taken in and dealt with."""

    work_product: ClassVar[str] = "WP.04"
    singular: ClassVar[str] = "Customer experience approach"
    plural: ClassVar[str] = "Customer experience approach"
    prefix: ClassVar[str] = "CXA"
    why: ClassVar[str] = (
        "How every compliment, complaint and comment is caught and answered, so that none is lost."
    )
    steps: ClassVar[tuple[Step, ...]] = (approval("SM", "RM", task="GO.2.3"), withdrawal("SM"))

    capture: Annotated[
        str,
        Content(
            "How comments are captured and the log is managed",
            item="a",
            needed_for="approved",
            long=True,
            group="Comments of customers",
            help="Follow a comment from the day it arrives: receive, record, prioritize, investigate, escalate, resolve, close, report back.",
            example="Whoever hears it records it the same day. Complaints go to the Relationship Manager, who answers within three working days.",
        ),
    ] = ""
    complaint: Annotated[
        str,
        Content(
            "What counts as a complaint",
            needed_for="approved",
            long=True,
            group="Comments of customers",
            help="So that everybody sorts the same remark the same way.",
            example="Any remark in which a customer says that they did not get what was agreed.",
        ),
    ] = ""
    point_of_contact: Annotated[
        str,
        Content(
            "Point of contact",
            needed_for="approved",
            group="Comments of customers",
            help="Where customers turn to: a name or role, telephone, e-mail.",
        ),
    ] = ""


class DocumentProcedure(Document, table=True):
    """WP.05: how documents and data are identified, versioned, protected and kept."""

    work_product: ClassVar[str] = "WP.05"
    singular: ClassVar[str] = "Data and document management procedure"
    plural: ClassVar[str] = "Data and document management procedure"
    prefix: ClassVar[str] = "DMP"
    why: ClassVar[str] = (
        "How you know which paper is the valid one and where it is. Every other record is held against it."
    )
    steps: ClassVar[tuple[Step, ...]] = (approval("SM", task="GO.3.2"), withdrawal("SM"))

    identification: Annotated[
        str,
        Content(
            "How documents and data are identified",
            item="a",
            needed_for="approved",
            long=True,
            group="Rules",
            help="Each has one name that nothing else has.",
            example="By the number sdesk gives; files from outside by number and date.",
        ),
    ] = ""
    versioning: Annotated[
        str,
        Content(
            "How they are versioned",
            item="b",
            needed_for="approved",
            long=True,
            group="Rules",
            help="How a reader sees which version is valid.",
            example="Whole numbers; the approved version with the highest number is valid.",
        ),
    ] = ""
    protection: Annotated[
        str,
        Content(
            "How they are protected against unauthorized change",
            item="c",
            needed_for="approved",
            long=True,
            group="Rules",
            help="Who may change what, and how a change would be noticed.",
        ),
    ] = ""
    location: Annotated[
        str,
        Content(
            "Where they are kept",
            item="d",
            needed_for="approved",
            long=True,
            group="Rules",
            help="Places, including paper and what customers keep.",
        ),
    ] = ""
    retention: Annotated[
        str,
        Content(
            "Retention", long=True, group="Keeping and disposing", help="How long each kind is kept, and why."
        ),
    ] = ""
    disposal: Annotated[
        str,
        Content(
            "Disposal",
            long=True,
            group="Keeping and disposing",
            help="How it is destroyed when its time is over.",
        ),
    ] = ""
    backup: Annotated[
        str,
        Content(
            "Backup",
            long=True,
            group="Keeping and disposing",
            help="What is copied, how often, where to, and who tries to restore it.",
        ),
    ] = ""


class FeedbackKind(Choice):
    COMPLIMENT = "compliment"
    COMPLAINT = "complaint"
    COMMENT = "comment"


class Answer(Row):
    """What was said back to whoever gave the feedback."""

    at: Annotated[datetime | None, Content("When", needed_for="*")] = None
    who: Annotated[str, Content("Who was answered", needed_for="*")] = ""
    text: Annotated[str, Content("What was answered", needed_for="*", long=True)] = ""


class FeedbackEntry(Record, table=True):
    """WP.06: somebody said something about the service."""

    work_product: ClassVar[str] = "WP.06"
    singular: ClassVar[str] = "Feedback"
    plural: ClassVar[str] = "Feedback"
    prefix: ClassVar[str] = "FB"
    yearly: ClassVar[bool] = True
    title: ClassVar[str] = "description"
    why: ClassVar[str] = (
        "Every compliment, complaint and comment, with what came of it. An auditor checks that none was left unanswered."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "kind", "description", "customer", "received_at", "state")
    states: ClassVar[tuple[State, ...]] = (
        State("draft", Shape.DRAFT),
        State("recorded", Shape.IN_PROGRESS, Level.RECORDED),
        State("in investigation", Shape.IN_PROGRESS, Level.RECORDED),
        State("closed", Shape.DONE, Level.APPROVED, frozen=True, ended=True),
        State("cancelled", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
    )
    steps: ClassVar[tuple[Step, ...]] = (
        Step("record", "Record feedback", ("draft",), "recorded", task="RE.2.3"),
        Step("investigate", "Investigate", ("recorded",), "in investigation", task="RE.2.3"),
        Step(
            "close",
            "Close feedback",
            ("recorded", "in investigation"),
            "closed",
            roles=("RM", "SM"),
            task="RE.2.3",
            approves=True,
            asks=("outcome",),
        ),
        Step("reopen", "Reopen", ("closed",), "in investigation", reason=True, main=False),
        Step(
            "cancel", "Cancel entry", ("recorded", "in investigation"), "cancelled", reason=True, main=False
        ),
    )

    kind: Annotated[
        FeedbackKind | None,
        Content("Kind", needed_for="recorded", group="What was said"),
        choice(FeedbackKind),
    ] = None
    received_at: Annotated[
        datetime | None,
        Content(
            "Date and time",
            item="c.4",
            needed_for="recorded",
            group="What was said",
            help="When the customer said it.",
        ),
    ] = None
    description: Annotated[
        str,
        Content(
            "Description",
            item="c.3",
            needed_for="recorded",
            long=True,
            group="What was said",
            help="What they said, in their words if you can.",
        ),
    ] = ""
    customer: Annotated[UUID | None, *link("Customer"), Content("Customer", group="Who and about what")] = (
        None
    )
    service: Annotated[ServiceLink, Content("Service", group="Who and about what")] = None
    contact: Annotated[
        ContactColumn,
        Content(
            "Contact",
            item="c.2",
            needed_for="recorded",
            group="Who and about what",
            help="Whom to answer. Pick one of the customer's contacts or type.",
        ),
    ] = None
    escalated_to: Annotated[
        UUID | None,
        *link("Person"),
        Content(
            "Escalated to",
            group="What came of it",
            help="Who took it over, if it was more than the first person could settle.",
        ),
    ] = None
    outcome: Annotated[
        str,
        Content(
            "Outcome of the investigation",
            item="c.5",
            needed_for="closed",
            long=True,
            group="What came of it",
            help="What you found, what you did about it, and what you answered.",
        ),
    ] = ""
    answers: Annotated[
        tuple[Answer, ...],
        Content(
            "Answers",
            group="What came of it",
            open_until="*",
            help="What was said back, to whom and when.",
        ),
        rows(Answer),
    ] = ()


class ImprovementAction(Row):
    """An action proposed in a report; approving the report makes an action item of it."""

    description: Annotated[str, Content("Action", needed_for="*", long=True)] = ""
    owner: Annotated[UUID | None, *link("Person"), Content("Owner", needed_for="*")] = None
    due: Annotated[date | None, Content("Due", needed_for="*")] = None


class ServiceReport(Record):
    """A report on a period: figures computed from records, completed by a person, then approved and frozen."""

    versioned: ClassVar[bool] = True
    yearly: ClassVar[bool] = True
    digits: ClassVar[int] = 2
    title: ClassVar[str] = "subject"
    states: ClassVar[tuple[State, ...]] = APPROVABLE
    columns: ClassVar[tuple[str, ...]] = ("number", "subject", "period_start", "period_end", "state")

    subject: Annotated[str, Content("Title", needed_for="approved", group="Report")] = ""
    period_start: Annotated[date | None, Content("First day", needed_for="approved", group="Report")] = None
    period_end: Annotated[date | None, Content("Last day", needed_for="approved", group="Report")] = None
    figures: Annotated[
        dict[str, Any], Field(default_factory=dict, sa_type=JsonText(dict[str, Any]), nullable=False)
    ]

    @property
    def actions(self) -> tuple[ImprovementAction, ...]:
        """What the report proposes to do; approving it makes an action item of each."""
        return ()


class ImprovementReport(ServiceReport, table=True):
    """WP.07: how service delivery went, seen from both sides, and what will be done better."""

    work_product: ClassVar[str] = "WP.07"
    singular: ClassVar[str] = "Improvement report"
    plural: ClassVar[str] = "Improvement reports"
    prefix: ClassVar[str] = "IMP"
    why: ClassVar[str] = (
        "Management's look at the whole, at least once a year. An auditor reads it first: are results measured and acted on?"
    )
    steps: ClassVar[tuple[Step, ...]] = (approval("MGT", task="GO.4.2"), withdrawal("MGT"))

    customer_view: Annotated[
        str,
        Content(
            "Results against the goals, as customers see them",
            item="b.1",
            needed_for="approved",
            long=True,
            group="The customer's side",
            help="Performance, satisfaction and complaints stand in the figures; say here what they mean to customers.",
        ),
    ] = ""
    customer_issues: Annotated[
        str,
        Content(
            "Customers' issues",
            plural=True,
            item="b.2",
            needed_for="approved",
            long=True,
            group="The customer's side",
            help='What troubled them. Write "none" if there was nothing.',
        ),
    ] = ""
    practice_view: Annotated[
        str,
        Content(
            "Are policies and practices followed, and do they still fit?",
            item="c.1",
            needed_for="approved",
            long=True,
            group="Our side",
            help="Actual against agreed performance stands in the figures; say here whether what is written is still what is done.",
        ),
    ] = ""
    practice_issues: Annotated[
        str,
        Content(
            "Our issues",
            plural=True,
            item="c.2",
            needed_for="approved",
            long=True,
            group="Our side",
            help='What stood in our way. Write "none" if there was nothing.',
        ),
    ] = ""
    improvement_actions: Annotated[
        tuple[ImprovementAction, ...],
        Content(
            "Improvement actions",
            plural=True,
            item="d",
            needed_for="approved",
            group="What follows",
            help="What will be done, by whom and by when. Approving the report makes action items of them.",
        ),
        rows(ImprovementAction),
    ] = ()
    review_schedule: Annotated[
        str,
        Content(
            "Review schedule",
            item="e",
            needed_for="approved",
            long=True,
            group="What follows",
            help="When services, policies and agreements are reviewed in the coming year.",
        ),
    ] = ""
    conclusions: Annotated[
        str,
        Content(
            "Conclusions",
            plural=True,
            needed_for="approved",
            long=True,
            group="What follows",
            help="What a reader with one minute should take away.",
        ),
    ] = ""

    @property
    def actions(self) -> tuple[ImprovementAction, ...]:
        return self.improvement_actions


class ServiceRole(Choice):
    """The roles of the profile that people of the provider hold, by their id in the profile."""

    MGT = "MGT"
    SM = "SM"
    CM = "CM"
    RM = "RM"
    IM = "IM"
    PT = "PT"

    @property
    def label(self) -> str:
        return _ROLE_NAMES[self.value]


_ROLE_NAMES = {
    "MGT": "Management",
    "SM": "Service Manager",
    "CM": "Control Manager",
    "RM": "Relationship Manager",
    "IM": "Incident Manager",
    "PT": "Practitioner",
}


class RoleAssignment(Row):
    """Who holds a role from a day until, and including, another."""

    role: Annotated[ServiceRole | None, Content("Role", needed_for="*"), choice(ServiceRole)] = None
    person: Annotated[UUID | None, *link("Person"), Content("Person", needed_for="*")] = None
    deputy: Annotated[UUID | None, *link("Person"), Content("Deputy")] = None
    start: Annotated[date | None, Content("From", needed_for="*")] = None
    end: Annotated[date | None, Content("Until")] = None


class Subject(Choice):
    """What a competence is about; the two that the profile asks of the Service Manager, and everything else."""

    SERVICE_MANAGEMENT = "service management"
    ISO_29110 = "ISO/IEC 29110"
    OTHER = "other"


class Competence(Row):
    person: Annotated[UUID | None, *link("Person"), Content("Person", needed_for="*")] = None
    subject: Annotated[Subject | None, Content("Subject", needed_for="*"), choice(Subject)] = None
    detail: Annotated[str, Content("In detail", example="Foundation course, two days")] = ""
    needed_by: Annotated[date | None, Content("Needed by")] = None
    achieved_on: Annotated[date | None, Content("Achieved on")] = None
    evidence: Annotated[str, Content("Evidence", example="Certificate 2026-118")] = ""
    effective: Annotated[bool | None, Content("Was it effective?")] = None


class AssignedRoles(Document, table=True):
    """WP.08: who holds which role, and what they have learnt for it."""

    work_product: ClassVar[str] = "WP.08"
    singular: ClassVar[str] = "List of assigned roles"
    plural: ClassVar[str] = "List of assigned roles"
    prefix: ClassVar[str] = "ROL"
    why: ClassVar[str] = "Who may decide what. The steps that need a role look here; so does an auditor."
    steps: ClassVar[tuple[Step, ...]] = (approval("MGT", "SM", task="GO.1.2"), withdrawal("MGT", "SM"))

    assignments: Annotated[
        tuple[RoleAssignment, ...],
        Content(
            "Assignments",
            plural=True,
            item="a",
            needed_for="approved",
            group="Roles",
            help="One person may hold several roles. No role is held by two people at the same time, unless one is the deputy.",
        ),
        rows(RoleAssignment),
    ] = ()
    competences: Annotated[
        tuple[Competence, ...],
        Content(
            "Competence and training",
            item="a.1 a.2",
            needed_for="approved",
            group="Competence",
            help="The Service Manager needs training in service management and competence in ISO/IEC 29110.",
        ),
        rows(Competence),
    ] = ()


class Impact(Choice):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Urgency(Choice):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Priority(Choice):
    """1 is the most pressing."""

    CRITICAL = "1 critical"
    HIGH = "2 high"
    MODERATE = "3 moderate"
    LOW = "4 low"

    @property
    def label(self) -> str:
        return f"{self.value[0]} {self.value[2:].capitalize()}"


class MatrixCell(Row):
    """Impact and urgency give a priority."""

    impact: Annotated[Impact | None, Content("Impact", needed_for="*"), choice(Impact)] = None
    urgency: Annotated[Urgency | None, Content("Urgency", needed_for="*"), choice(Urgency)] = None
    priority: Annotated[Priority | None, Content("Priority", needed_for="*"), choice(Priority)] = None


class PriorityTarget(Row):
    """A priority's target times, in minutes within service hours."""

    priority: Annotated[Priority | None, Content("Priority", needed_for="*"), choice(Priority)] = None
    respond_minutes: Annotated[int | None, Content("Respond within", needed_for="*", unit="minutes")] = None
    restore_minutes: Annotated[int | None, Content("Restore within", needed_for="*", unit="minutes")] = None


class StandardMessage(Row):
    occasion: Annotated[str, Content("Occasion", needed_for="*", example="Incident resolved")] = ""
    text: Annotated[str, Content("Message", needed_for="*", long=True)] = ""


class Objective(Row):
    statement: Annotated[str, Content("Objective", needed_for="*", long=True)] = ""
    measure: Annotated[str, Content("Measure")] = ""
    target: Annotated[float | None, Content("Target")] = None
    unit: Annotated[str, Content("Unit")] = ""


class ServiceDeliveryPolicy(Document, table=True):
    """WP.14: the policy, its objectives and plans, with the prioritization matrix that cases go by."""

    work_product: ClassVar[str] = "WP.14"
    singular: ClassVar[str] = "Service delivery policy, objectives and plan(s)"
    plural: ClassVar[str] = "Service delivery policy, objectives and plan(s)"
    prefix: ClassVar[str] = "POL"
    why: ClassVar[str] = (
        "The rules of the house: how work is prioritized, how changes are sorted, how customers are told, how information is kept safe."
    )
    steps: ClassVar[tuple[Step, ...]] = (approval("MGT", "SM", task="GO.2.2"), withdrawal("MGT", "SM"))

    catalogue_creation: Annotated[
        str,
        Content(
            "How the service catalogue is made",
            item="a",
            needed_for="approved",
            long=True,
            group="Policy",
            help="Who drafts it, who is asked, who approves it, how it reaches customers.",
        ),
    ] = ""
    objectives: Annotated[
        tuple[Objective, ...],
        Content("Objectives", group="Policy", help="What service delivery wants to reach this year."),
        rows(Objective),
    ] = ()
    matrix: Annotated[
        tuple[MatrixCell, ...],
        Content(
            "Prioritization matrix",
            item="b",
            needed_for="approved",
            group="Priorities",
            help="How bad and how pressing give the priority of an incident or a change.",
        ),
        rows(MatrixCell),
    ] = ()
    priority_targets: Annotated[
        tuple[PriorityTarget, ...],
        Content(
            "Target times",
            plural=True,
            item="b",
            needed_for="approved",
            group="Priorities",
            help="Within service hours. Clocks of incidents run against them.",
        ),
        rows(PriorityTarget),
    ] = ()
    pre_approved_change: Annotated[
        str,
        Content(
            "Pre-approved change",
            item="c",
            needed_for="approved",
            long=True,
            group="Kinds of change",
            help="Which changes are harmless and known enough to need no decision each time.",
        ),
    ] = ""
    emergency_change: Annotated[
        str,
        Content(
            "Emergency change",
            item="c",
            needed_for="approved",
            long=True,
            group="Kinds of change",
            help="When a change may be deployed before its papers are complete.",
        ),
    ] = ""
    normal_change: Annotated[
        str,
        Content(
            "Normal change",
            item="c",
            needed_for="approved",
            long=True,
            group="Kinds of change",
            help="All others, and how they are decided.",
        ),
    ] = ""
    communication: Annotated[
        str,
        Content(
            "Communication practices",
            plural=True,
            item="d",
            needed_for="approved",
            long=True,
            group="Communication",
            help="When and how often customers hear from you.",
        ),
    ] = ""
    standard_messages: Annotated[
        tuple[StandardMessage, ...],
        Content(
            "Standard messages",
            plural=True,
            item="d.1",
            needed_for="approved",
            group="Communication",
            help="For a resolved incident, the status of changes, the status of delivery.",
        ),
        rows(StandardMessage),
    ] = ()
    confidentiality: Annotated[
        str,
        Content(
            "Confidentiality",
            item="e e.1",
            needed_for="approved",
            long=True,
            group="Information security",
            help="What keeps information from those it is not meant for.",
        ),
    ] = ""
    integrity: Annotated[
        str,
        Content(
            "Integrity",
            item="e e.1",
            needed_for="approved",
            long=True,
            group="Information security",
            help="What keeps information from being changed by accident or by strangers.",
        ),
    ] = ""
    availability: Annotated[
        str,
        Content(
            "Availability",
            item="e e.1",
            needed_for="approved",
            long=True,
            group="Information security",
            help="What keeps information within reach when it is needed.",
        ),
    ] = ""
    annual_review: Annotated[
        str,
        Content(
            "Annual review",
            item="f",
            needed_for="approved",
            long=True,
            group="Review",
            help="When in the year the policy is reviewed, by whom, on what grounds.",
        ),
    ] = ""


class ServiceScope(Document, table=True):
    """WP.15: what service delivery covers and where it ends."""

    work_product: ClassVar[str] = "WP.15"
    singular: ClassVar[str] = "Service delivery scope"
    plural: ClassVar[str] = "Service delivery scope"
    prefix: ClassVar[str] = "SCO"
    why: ClassVar[str] = "What you answer for and what not. The first thing an auditor reads."
    steps: ClassVar[tuple[Step, ...]] = (approval("MGT", "SM", task="GO.1.1"), withdrawal("MGT", "SM"))

    services_offered: Annotated[
        str,
        Content(
            "Services offered",
            item="a",
            needed_for="approved",
            long=True,
            group="What is covered",
            help="Services, not products: what customers get from you.",
            example="Support of workplaces, e-mail and file storage, networks at customers' sites.",
        ),
    ] = ""
    boundary_customers: Annotated[
        str,
        Content(
            "Boundary: customers",
            plural=True,
            item="b",
            needed_for="approved",
            long=True,
            group="Where it ends",
            help="For whom.",
        ),
    ] = ""
    boundary_locations: Annotated[
        str,
        Content(
            "Boundary: locations",
            plural=True,
            item="b",
            needed_for="approved",
            long=True,
            group="Where it ends",
            help="Where, and when.",
        ),
    ] = ""
    boundary_legal: Annotated[
        str,
        Content(
            "Boundary: legal",
            item="b",
            needed_for="approved",
            long=True,
            group="Where it ends",
            help="Laws, contracts and licences that limit what you do.",
        ),
    ] = ""
    technology: Annotated[
        str,
        Content(
            "Technology used",
            item="c",
            needed_for="approved",
            long=True,
            group="What is covered",
            help="Name products only where they support a service.",
        ),
    ] = ""
