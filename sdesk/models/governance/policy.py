"""The service delivery policy with its prioritization matrix (WP.14)."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from sdesk.models.content import Content, Depth, Row, ServiceLink, choice, link, rows
from sdesk.models.measures import MeasureField, PriorityField, SenseField, WindowField
from sdesk.models.priorities import Impact, Priority, Urgency
from sdesk.models.record import Document, Step, approval, withdrawal


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
    counts: MeasureField = None
    service: Annotated[ServiceLink, Content("Service", help="None: all.")] = None
    priority: PriorityField = None
    sense: SenseField = None
    measure: Annotated[str, Content("Measure in words")] = ""
    target: Annotated[float | None, Content("Target")] = None
    unit: Annotated[str, Content("Unit in words", help="Empty: that of the measure.")] = ""
    window: WindowField = None
    due: Annotated[date | None, Content("Due")] = None
    owner: Annotated[UUID | None, *link("Person"), Content("Owner")] = None


class PlannedWork(Row):
    """Something that is done to reach the objectives."""

    what: Annotated[
        str,
        Content(
            "What is done",
            needed_for="*",
            long=True,
            depth=Depth.STATEMENT,
            example="Second line for the school, so that one cut does not stop lessons.",
        ),
    ] = ""
    who: Annotated[UUID | None, *link("Person"), Content("Who", needed_for="*")] = None
    due: Annotated[date | None, Content("By when", needed_for="*")] = None


class DeliveryRisk(Row):
    """What can keep service delivery from reaching its objectives."""

    risk: Annotated[str, Content("Risk", needed_for="*", long=True, depth=Depth.STEPS)] = ""
    answer: Annotated[str, Content("What is done about it", needed_for="*", long=True, depth=Depth.STEPS)] = (
        ""
    )
    owner: Annotated[UUID | None, *link("Person"), Content("Owner")] = None


class ServiceDeliveryPolicy(Document, table=True):
    """WP.14: the policy, its objectives and plans, with the prioritization matrix that cases go by."""

    singular: ClassVar[str] = "Service delivery policy, objectives and plan(s)"
    plural: ClassVar[str] = "Service delivery policy, objectives and plan(s)"
    prefix: ClassVar[str] = "POL"
    sections: ClassVar[Depth] = Depth.SECTION
    why: ClassVar[str] = (
        "The rules of the house: how work is prioritized, how changes are sorted, how customers are told, how information is kept safe."
    )
    by_row: ClassVar[tuple[str, ...]] = ("objectives",)
    steps: ClassVar[tuple[Step, ...]] = (approval("MGT", "SM"), withdrawal("MGT", "SM"))

    catalogue_creation: Annotated[
        str,
        Content(
            "How the service catalogue is made",
            needed_for="approved",
            long=True,
            group="Policy",
            help="Who drafts it, who is asked, who approves it, how it reaches customers.",
        ),
    ] = ""
    objectives: Annotated[
        tuple[Objective, ...],
        Content(
            "Objectives",
            plural=True,
            needed_for="approved",
            group="Objectives and plan",
            help="What service delivery wants to reach this year, measured as a goal is.",
            depth=Depth.STATEMENT,
        ),
        rows(Objective),
    ] = ()
    plans: Annotated[
        tuple[PlannedWork, ...],
        Content(
            "Plan",
            needed_for="approved",
            group="Objectives and plan",
            help="What is done to reach them, by whom and by when.",
            depth=Depth.STATEMENT,
        ),
        rows(PlannedWork),
    ] = ()
    risks: Annotated[
        tuple[DeliveryRisk, ...],
        Content(
            "Risks",
            group="Objectives and plan",
            help="What could keep you from it, and what you do about that.",
            depth=Depth.STEPS,
        ),
        rows(DeliveryRisk),
    ] = ()
    training: Annotated[
        str,
        Content(
            "Training",
            long=True,
            group="Objectives and plan",
            help="What people have to learn for it. Who learns what by when stands in the list of roles.",
            example="Júlia learns to plan Wi-Fi before the school's new network is built.",
            depth=Depth.STATEMENT,
        ),
    ] = ""
    ending: Annotated[
        str,
        Content(
            "What ends it",
            long=True,
            group="Objectives and plan",
            help="When objectives and plan are done with, and what would end them sooner.",
            example="At the end of the year. Sooner if we lose a customer or take on a fifth.",
            depth=Depth.STATEMENT,
        ),
    ] = ""
    matrix: Annotated[
        tuple[MatrixCell, ...],
        Content(
            "Prioritization matrix",
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
            needed_for="approved",
            long=True,
            group="Communication",
            help="When and how often customers hear from you.",
        ),
    ] = ""
    objection_days: Annotated[
        int | None,
        Content(
            "Days to object",
            unit="days",
            group="Communication",
            help="Who reported an incident and was told that it is over agrees by saying nothing for so many days. Empty: they have to say so.",
        ),
    ] = None
    standard_messages: Annotated[
        tuple[StandardMessage, ...],
        Content(
            "Standard messages",
            plural=True,
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
            needed_for="approved",
            long=True,
            group="Review",
            help="When in the year the policy is reviewed, by whom, on what grounds.",
        ),
    ] = ""
