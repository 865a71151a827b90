"""CO, Service Control: configuration items, changes with their designs, builds and tests, the schedule."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from sqlmodel import Field

from sdesk.models.content import (
    Choice,
    ContactColumn,
    Content,
    RecordLink,
    Row,
    ServiceLink,
    choice,
    link,
    links,
    rows,
)
from sdesk.models.governance import Priority
from sdesk.models.record import (
    APPROVABLE,
    DRAFT,
    Document,
    Level,
    Record,
    Shape,
    State,
    Step,
    approval,
    withdrawal,
)


class ItemType(Choice):
    HARDWARE = "hardware"
    SOFTWARE = "software"
    DOCUMENT = "document"


class RelationKind(Choice):
    PART_OF = "part of"
    DEPENDS_ON = "depends on"


class ItemRelation(Row):
    kind: Annotated[RelationKind | None, Content("Relation", needed_for="*"), choice(RelationKind)] = None
    item: Annotated[UUID | None, *link("ConfigurationItem"), Content("Item", needed_for="*")] = None


class ConfigurationItem(Record, table=True):
    """WP.02: a component that services depend on."""

    work_product: ClassVar[str] = "WP.02"
    singular: ClassVar[str] = "Configuration item"
    plural: ClassVar[str] = "Configuration items"
    prefix: ClassVar[str] = "CI"
    title: ClassVar[str] = "name"
    why: ClassVar[str] = (
        "What your services are made of. Changes and incidents name the items they touch; an auditor checks that the list is true."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "name", "type", "location", "owner", "state")
    states: ClassVar[tuple[State, ...]] = (
        State("planned", Shape.DRAFT, Level.DRAFT),
        State("in service", Shape.DONE, Level.RECORDED),
        State("faulty", Shape.OVERDUE, Level.RECORDED, exit=True, after="in service"),
        State("retired", Shape.NONE, Level.RECORDED, frozen=True, ended=True, exit=True, after="in service"),
    )
    steps: ClassVar[tuple[Step, ...]] = (
        Step(
            "put in service",
            "Put in service",
            ("planned",),
            "in service",
            task="CO.1.4",
            asks=("date_of_service",),
        ),
        Step("mark faulty", "Mark as faulty", ("in service",), "faulty", reason=True, main=False),
        Step("repaired", "Back in service", ("faulty",), "in service"),
        Step("retire", "Retire", ("in service", "faulty"), "retired", reason=True, main=False),
    )

    name: Annotated[
        str, Content("Name", needed_for="in service", group="Item", example="Backup router, dental practice")
    ] = ""
    type: Annotated[
        ItemType | None, Content("Type", item="c", needed_for="in service", group="Item"), choice(ItemType)
    ] = None
    description: Annotated[
        str,
        Content(
            "Description",
            item="a",
            needed_for="in service",
            long=True,
            group="Item",
            help="What it is and what it is for.",
        ),
    ] = ""
    owner: Annotated[
        UUID | None,
        *link("Person"),
        Content(
            "Owner",
            item="f",
            needed_for="in service",
            group="Whose and where",
            help="Who answers for it here.",
        ),
    ] = None
    location: Annotated[
        str, Content("Location", item="g", needed_for="in service", group="Whose and where")
    ] = ""
    customer: Annotated[UUID | None, *link("Customer"), Content("At customer", group="Whose and where")] = (
        None
    )
    supplier: Annotated[UUID | None, *link("Supplier"), Content("Supplier", group="Whose and where")] = None
    date_of_service: Annotated[
        date | None,
        Content(
            "Date of service",
            item="e",
            needed_for="in service",
            group="Whose and where",
            help="Since when it is used, or when it was last serviced.",
        ),
    ] = None
    release: Annotated[str, Content("Version", group="Item", help="Model, firmware or edition.")] = ""
    serial: Annotated[str, Content("Serial or licence number", group="Item")] = ""
    master_copy: Annotated[
        str,
        Content("Master copy", group="Item", help="Where the authorized copy or its configuration is kept."),
    ] = ""
    relations: Annotated[
        tuple[ItemRelation, ...],
        Content(
            "Relations",
            group="Relations",
            help="What it is part of and what it depends on. An incident on one then shows what else is hit.",
        ),
        rows(ItemRelation),
    ] = ()
    services: Annotated[
        tuple[UUID, ...],
        *links("Service"),
        Content("Supports services", group="Relations", help="Services in the catalogue that need it."),
    ] = ()


class SecureComponentProcedure(Document, table=True):
    """WP.09: how master copies of components are kept safe."""

    work_product: ClassVar[str] = "WP.09"
    singular: ClassVar[str] = "Secure component procedure"
    plural: ClassVar[str] = "Secure component procedure"
    prefix: ClassVar[str] = "SCP"
    why: ClassVar[str] = (
        "Only what was tested gets stored, and only who may touches it. After a disaster you rebuild from here."
    )
    steps: ClassVar[tuple[Step, ...]] = (approval("CM", "SM", task="CO.1.5"), withdrawal("CM", "SM"))

    storable: Annotated[
        str,
        Content(
            "What may be stored",
            item="a",
            needed_for="approved",
            long=True,
            group="Procedure",
            help="Only components that were tested to the performance their design asks for.",
        ),
    ] = ""
    add: Annotated[
        str,
        Content("Steps to add a component", item="b", needed_for="approved", long=True, group="Procedure"),
    ] = ""
    move: Annotated[
        str,
        Content("Steps to move a component", item="b", needed_for="approved", long=True, group="Procedure"),
    ] = ""
    modify: Annotated[
        str,
        Content("Steps to modify a component", item="b", needed_for="approved", long=True, group="Procedure"),
    ] = ""
    remove: Annotated[
        str,
        Content("Steps to remove a component", item="b", needed_for="approved", long=True, group="Procedure"),
    ] = ""
    authorization: Annotated[
        str,
        Content(
            "Who authorizes each",
            item="c",
            needed_for="approved",
            long=True,
            group="Procedure",
            help="By role: adding, moving, modifying, removing.",
        ),
    ] = ""


class ChangeKind(Choice):
    PRE_APPROVED = "pre-approved"
    NORMAL = "normal"
    EMERGENCY = "emergency"


class Risk(Choice):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Decision(Choice):
    APPROVED = "approved"
    REJECTED = "rejected"


class ReviewResult(Choice):
    WORKED = "worked as planned"
    PARTLY = "worked in part"
    FAILED = "did not work"


class Score(Choice):
    """How a change does by one criterion, so that two evaluations can be laid side by side."""

    GOOD = "good"
    ACCEPTABLE = "acceptable"
    POOR = "poor"


class CriterionScore(Row):
    """One of the set criteria, and how the change does by it."""

    criterion: Annotated[str, Content("Criterion", needed_for="*")] = ""
    score: Annotated[Score | None, Content("Score", needed_for="*"), choice(Score)] = None
    finding: Annotated[str, Content("Finding", needed_for="*", long=True)] = ""


_CHANGE_STATES = (
    State("draft", Shape.DRAFT),
    State("requested", Shape.IN_PROGRESS),
    State("approved", Shape.IN_PROGRESS, Level.APPROVED, frozen=True),
    State("scheduled", Shape.IN_PROGRESS, Level.APPROVED, frozen=True),
    State("designed", Shape.IN_PROGRESS, Level.APPROVED, frozen=True),
    State("built", Shape.IN_PROGRESS, Level.APPROVED, frozen=True),
    State("tested", Shape.IN_PROGRESS, Level.APPROVED, frozen=True),
    State("cleared", Shape.IN_PROGRESS, Level.APPROVED, frozen=True),
    State("confirmed", Shape.IN_PROGRESS, Level.APPROVED, frozen=True),
    State("deployed", Shape.IN_PROGRESS, Level.APPROVED, frozen=True),
    State("rolled back", Shape.REVIEW, Level.APPROVED, frozen=True, exit=True, after="confirmed"),
    State("closed", Shape.DONE, Level.APPROVED, frozen=True, ended=True),
    State("rejected", Shape.NONE, Level.RECORDED, frozen=True, ended=True, exit=True, after="requested"),
    State("withdrawn", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
)
_BEFORE_DEPLOYMENT = (
    "requested",
    "approved",
    "scheduled",
    "designed",
    "built",
    "tested",
    "cleared",
    "confirmed",
)


def _confirmed_afterwards(state: str, when: str) -> tuple[Step, ...]:
    """What the Control Manager makes good where an emergency was deployed before anybody had decided or tested."""
    return (
        Step(f"approve {when}", "Approve afterwards", (state,), state, roles=("CM",), task="CO.2.1", approves=True,
             asks=("decision_reason",), kinds=("emergency",), while_empty="decision"),
        Step(f"clear {when}", "Approve deployment afterwards", (state,), state, roles=("CM",), task="CO.3.2", approves=True,
             asks=("deployment_reason",), kinds=("emergency",), while_empty="cleared_at"),
    )  # fmt: skip


class ServiceChangeRequest(Record, table=True):
    """WP.11: somebody asks for a service, or a part of one, to be changed."""

    work_product: ClassVar[str] = "WP.11"
    singular: ClassVar[str] = "Change request"
    plural: ClassVar[str] = "Change requests"
    prefix: ClassVar[str] = "CHG"
    yearly: ClassVar[bool] = True
    title: ClassVar[str] = "purpose"
    why: ClassVar[str] = (
        "What is to change, why, and who decided. An auditor wants a record even of a change asked for on the telephone."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "purpose", "kind", "priority", "state", "date_needed")
    states: ClassVar[tuple[State, ...]] = _CHANGE_STATES
    steps: ClassVar[tuple[Step, ...]] = (
        Step("submit", "Submit request", ("draft",), "requested"),
        Step("approve", "Approve change", ("requested",), "approved", roles=("CM",), task="CO.2.1", approves=True, asks=("decision_reason",), kinds=("normal", "emergency")),
        Step("reject", "Reject change", ("requested",), "rejected", roles=("CM",), task="CO.2.1", approves=True, asks=("decision_reason",), main=False),
        Step("schedule", "Put on the schedule", ("approved",), "scheduled", roles=("CM",), task="CO.2.2", asks=("planned_start", "planned_end")),
        Step("schedule pre-approved", "Put on the schedule", ("requested",), "scheduled", roles=("CM", "PT"), task="CO.2.2", asks=("planned_start", "planned_end"), kinds=("pre-approved",)),
        Step("use standing procedure", "Ready by standing procedure", ("scheduled",), "confirmed", roles=("CM", "PT"), task="CO.3.3", kinds=("pre-approved",)),
        Step("design", "Design done", ("scheduled",), "designed", roles=("PT", "CM"), task="CO.2.3", kinds=("normal", "emergency")),
        Step("build", "Build done", ("designed",), "built", roles=("PT", "CM"), task="CO.2.4"),
        Step("test", "Tests done", ("built",), "tested", roles=("PT", "CM"), task="CO.3.1"),
        Step("clear", "Approve deployment", ("tested",), "cleared", roles=("CM",), task="CO.3.2", approves=True, asks=("deployment_reason",)),
        Step("refuse", "Reject deployment", ("tested",), "rejected", roles=("CM",), task="CO.3.2", approves=True, asks=("deployment_reason",), main=False),
        Step("redesign", "Send back to design", ("tested",), "designed", roles=("CM",), task="CO.3.2", reason=True, main=False),
        Step("confirm", "Confirm on the schedule", ("cleared",), "confirmed", roles=("CM",), task="CO.3.3", asks=("planned_start", "planned_end")),
        Step("deploy", "Deployed", ("confirmed",), "deployed", roles=("PT", "CM"), task="CO.3.4", asks=("deployed_at", "deployed_by", "deployment_outcome")),
        Step("deploy emergency", "Deployed as an emergency", ("requested", "approved", "scheduled", "designed", "built", "tested", "cleared"), "deployed",
             roles=("CM",), task="CO.3.4", asks=("deployed_at", "deployed_by", "deployment_outcome"), kinds=("emergency",), main=False),
        Step("roll back", "Rolled back", ("confirmed", "deployed"), "rolled back", roles=("PT", "CM"), task="CO.3.4", reason=True, asks=("deployed_at", "deployed_by"), main=False),
        *_confirmed_afterwards("deployed", "afterwards"),
        *_confirmed_afterwards("rolled back", "after roll-back"),
        Step("close", "Close change", ("deployed", "rolled back"), "closed", roles=("CM", "SM"), task="CO.3.5", approves=True, asks=("review_result", "review")),
        Step("withdraw", "Withdraw request", _BEFORE_DEPLOYMENT, "withdrawn", reason=True, main=False),
    )  # fmt: skip

    purpose: Annotated[
        str,
        Content(
            "Purpose",
            item="b",
            needed_for="requested",
            group="Request",
            help="What will be better afterwards, in one line.",
            example="Replace the backup router before its support ends",
        ),
    ] = ""
    kind: Annotated[
        ChangeKind | None,
        Content(
            "Kind",
            needed_for="requested",
            group="Request",
            help="As the policy defines them. A pre-approved change needs no decision; an emergency may be deployed first.",
        ),
        choice(ChangeKind),
    ] = None
    priority: Annotated[
        Priority | None,
        Content("Priority", item="c", needed_for="requested", group="Request"),
        choice(Priority),
    ] = None
    date_needed: Annotated[
        date | None,
        Content(
            "Date needed",
            item="d",
            needed_for="requested",
            group="Request",
            help="By when it has to be in place.",
        ),
    ] = None
    configuration_items: Annotated[
        tuple[UUID, ...],
        *links("ConfigurationItem"),
        Content(
            "Impacted items",
            plural=True,
            item="e",
            needed_for="requested",
            group="Request",
            help="Configuration items that will be touched or may suffer.",
        ),
    ] = ()
    service: Annotated[
        ServiceLink,
        Content("Service", group="Request", help="The service it changes, if it changes one."),
        Field(index=True),
    ] = None
    customer: Annotated[UUID | None, *link("Customer"), Content("Customer", group="Request")] = None
    requirement: Annotated[
        str,
        Content(
            "Problem to correct or function required",
            item="e",
            needed_for="requested",
            long=True,
            group="Request",
            help="What is wrong or lacking now, as the requester sees it.",
        ),
    ] = ""
    requester: Annotated[
        ContactColumn,
        Content(
            "Requested by",
            item="g",
            needed_for="requested",
            group="Request",
            help="Whom to ask and whom to tell. Pick a contact or type.",
        ),
    ] = None
    change_model: Annotated[
        UUID | None,
        *link("ChangeModel"),
        Content(
            "Change model",
            group="Request",
            computed=True,
            help="The pre-approved change that this one was made from.",
        ),
    ] = None
    standing_procedure: Annotated[
        str,
        Content(
            "Standing procedure",
            group="Request",
            help="For a pre-approved change: the written steps, tested before, that cover its design, build and test. Asked for when it is submitted.",
        ),
    ] = ""

    business_impact: Annotated[
        str,
        Content(
            "Business impact",
            item="f",
            needed_for="approved",
            long=True,
            group="Evaluation",
            open_until="approved",
            help="What the change means for customers and for us, also while it is carried out.",
        ),
    ] = ""
    risk: Annotated[
        Risk | None,
        Content(
            "Risk",
            needed_for="approved",
            group="Evaluation",
            open_until="approved",
            help="How likely and how bad is it if it goes wrong?",
        ),
        choice(Risk),
    ] = None
    evaluation: Annotated[
        tuple[CriterionScore, ...],
        Content(
            "Evaluation against the criteria",
            needed_for="approved",
            group="Evaluation",
            open_until="approved",
            help="The same criteria for every change, so that decisions can be compared.",
        ),
        rows(CriterionScore),
    ] = ()
    back_out_plan: Annotated[
        str,
        Content(
            "Back-out plan",
            long=True,
            group="Evaluation",
            open_until="deployed",
            help="How to get back to where you were, and until when that is possible.",
        ),
    ] = ""
    decision: Annotated[
        Decision | None,
        Content("Decision", group="Evaluation", computed=True),
        choice(Decision),
    ] = None
    decision_reason: Annotated[
        str,
        Content(
            "Reason for the decision",
            item="f",
            needed_for="approved",
            long=True,
            group="Evaluation",
            open_until="approved",
        ),
    ] = ""

    planned_start: Annotated[
        datetime | None,
        Content(
            "Planned start",
            needed_for="scheduled",
            group="Schedule",
            open_until="deployed",
            help="When work begins.",
        ),
        Field(index=True),
    ] = None
    planned_end: Annotated[
        datetime | None,
        Content(
            "Planned end",
            needed_for="scheduled",
            group="Schedule",
            open_until="deployed",
            help="When it is done, testing included.",
        ),
    ] = None
    assigned_to: Annotated[
        UUID | None, *link("Person"), Content("Carried out by", group="Schedule", open_until="deployed")
    ] = None
    deployment_reason: Annotated[
        str,
        Content(
            "Reason for the decision on deployment",
            needed_for="cleared",
            long=True,
            group="Deployment",
            open_until="cleared",
            help="What the test results, the acceptance criteria, the customer and the schedule say.",
        ),
    ] = ""
    cleared_at: Annotated[
        datetime | None, Content("Deployment approved at", group="Deployment", computed=True)
    ] = None
    customer_consent: Annotated[
        str,
        Content(
            "Customer's consent",
            long=True,
            group="Deployment",
            open_until="deployed",
            help="Who at the customer agreed, when and how, where the agreement asks for it.",
        ),
    ] = ""
    deployed_at: Annotated[
        datetime | None,
        Content("Deployed at", needed_for="deployed", group="Deployment", open_until="deployed"),
    ] = None
    deployed_by: Annotated[
        UUID | None,
        *link("Person"),
        Content("Deployed by", needed_for="deployed", group="Deployment", open_until="deployed"),
    ] = None
    deployment_outcome: Annotated[
        str,
        Content(
            "How deployment went", needed_for="deployed", long=True, group="Deployment", open_until="closed"
        ),
    ] = ""
    rolled_back_at: Annotated[
        datetime | None, Content("Rolled back at", group="Deployment", computed=True)
    ] = None
    roll_back_reason: Annotated[
        str, Content("Reason for rolling back", group="Deployment", computed=True)
    ] = ""
    review_result: Annotated[
        ReviewResult | None,
        Content(
            "Result",
            needed_for="closed",
            group="Review",
            open_until="closed",
            help="Did it do what it was for?",
        ),
        choice(ReviewResult),
    ] = None
    review: Annotated[
        str,
        Content(
            "Review",
            needed_for="closed",
            long=True,
            group="Review",
            open_until="closed",
            help="What went well, what did not, and which incidents followed.",
        ),
    ] = ""
    improvement: Annotated[
        str,
        Content(
            "What to improve in the procedures",
            long=True,
            group="Review",
            open_until="closed",
            help="Goes into the next version of the procedures, so that the next change goes better.",
        ),
    ] = ""

    def states_to_hold(self, state: str) -> tuple[str, ...]:
        """What skips a state need not fill what it asks for: a pre-approved change skips evaluation.

        An emergency that was deployed first is evaluated, designed, built and tested before it is closed, but it
        never was on the schedule. What it had passed before it was deployed, or has made good since, stays held.
        """
        names = super().states_to_hold(state)
        if self.kind is ChangeKind.PRE_APPROVED:
            return tuple(name for name in names if name not in ("approved", "cleared"))
        if self.kind is ChangeKind.EMERGENCY and state in ("deployed", "rolled back"):
            return ("draft", "requested", *self._made_good(), state)
        if self.rolled_back_at is not None and state in ("rolled back", "closed"):
            names = tuple(name for name in names if name != "deployed")
        if self.kind is ChangeKind.EMERGENCY and self.planned_start is None and state == "closed":
            return tuple(name for name in names if name != "scheduled")
        return names

    def _made_good(self) -> Iterator[str]:
        if self.decision is Decision.APPROVED:
            yield "approved"
        if self.cleared_at is not None:
            yield from ("designed", "built", "tested", "cleared")


class ChangeSchedule(Document, table=True):
    """WP.12: how the schedule is kept. Its lines are not typed: changes, maintenance and business events make them."""

    work_product: ClassVar[str] = "WP.12"
    singular: ClassVar[str] = "Service change schedule"
    plural: ClassVar[str] = "Service change schedule"
    prefix: ClassVar[str] = "SCH"
    why: ClassVar[str] = (
        "When what will change, and what must not be disturbed. The calendar fills itself from the changes."
    )
    steps: ClassVar[tuple[Step, ...]] = (approval("SM", "CM", task="CO.1.3"), withdrawal("CM", "SM"))

    rules: Annotated[
        str,
        Content(
            "How the schedule is kept",
            item="a",
            needed_for="approved",
            long=True,
            group="Rules",
            help="Who puts changes on it, how far ahead, who is told.",
        ),
    ] = ""
    quiet_times: Annotated[
        str,
        Content(
            "Maintenance windows and times without change",
            item="b c",
            needed_for="approved",
            long=True,
            group="Rules",
            help="When maintenance is usual, and when nothing is changed. Enter each window and event in the calendar.",
        ),
    ] = ""


class EntryKind(Choice):
    MAINTENANCE = "maintenance window"
    EVENT = "business event"


class ScheduleEntry(Record, table=True):
    """WP.12: a maintenance window or a key business event."""

    work_product: ClassVar[str] = "WP.12"
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
    ends_at: Annotated[datetime | None, Content("Ends", needed_for="planned")] = None
    customer: Annotated[UUID | None, *link("Customer"), Content("Customer")] = None
    configuration_items: Annotated[tuple[UUID, ...], *links("ConfigurationItem"), Content("Items")] = ()
    description: Annotated[str, Content("Description", long=True)] = ""
    series: Annotated[
        RecordLink,
        Content("Repeats", computed=True, help="The first entry of the series that this one belongs to."),
        Field(index=True),
    ] = None


class MasterCopy(Row):
    """The authorized copy of a component: kept here as an attachment, or elsewhere; its SHA-256 either way."""

    component: Annotated[str, Content("Component", needed_for="*")] = ""
    kept_at: Annotated[str, Content("Where it is kept", needed_for="*", example="In this workspace")] = ""
    sha256: Annotated[
        str,
        Content(
            "SHA-256", needed_for="*", help="64 hexadecimal digits. Attach the file and it is filled in."
        ),
    ] = ""


class ServiceBuild(Record, table=True):
    """WP.13: what was built for a change, ready to be tested and deployed."""

    work_product: ClassVar[str] = "WP.13"
    singular: ClassVar[str] = "Build"
    plural: ClassVar[str] = "Builds"
    prefix: ClassVar[str] = "BLD"
    yearly: ClassVar[bool] = True
    title: ClassVar[str] = "name"
    why: ClassVar[str] = "Exactly what was built, in which version, and how to build it again."
    columns: ClassVar[tuple[str, ...]] = ("number", "name", "release", "change", "state")
    states: ClassVar[tuple[State, ...]] = (
        DRAFT,
        State("built", Shape.IN_PROGRESS, Level.DRAFT, frozen=True),
        State("approved", Shape.DONE, Level.APPROVED, frozen=True),
        State("withdrawn", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
    )
    steps: ClassVar[tuple[Step, ...]] = (
        Step("build", "Mark as built", ("draft",), "built", roles=("PT", "CM"), task="CO.2.4", approves=True),
        Step(
            "approve",
            "Approve for deployment",
            ("built",),
            "approved",
            roles=("CM",),
            task="CO.3.2",
            approves=True,
        ),
        withdrawal(states=("built", "approved")),
    )

    name: Annotated[str, Content("Name", needed_for="built", group="Build")] = ""
    change: Annotated[
        UUID | None, *link("ServiceChangeRequest"), Content("Change", needed_for="built", group="Build")
    ] = None
    release: Annotated[
        str, Content("Version", item="b.3", needed_for="built", group="Build", example="1.0")
    ] = ""
    master_copies: Annotated[
        tuple[MasterCopy, ...],
        Content(
            "Master copies",
            plural=True,
            item="b.1",
            needed_for="built",
            group="Build",
            help="The components as they will be deployed. Attach small files; for others say where they are kept.",
        ),
        rows(MasterCopy),
    ] = ()
    build_procedure: Annotated[
        str,
        Content(
            "Build procedure",
            item="b.2",
            needed_for="built",
            long=True,
            group="Build",
            help="Steps by which somebody else would get the same result.",
        ),
    ] = ""


class DesignRisk(Row):
    risk: Annotated[str, Content("Risk", needed_for="*", long=True)] = ""
    assessment: Annotated[Risk | None, Content("How serious", needed_for="*"), choice(Risk)] = None
    mitigation: Annotated[str, Content("Mitigation", needed_for="*", long=True)] = ""


class AcceptanceCriterion(Row):
    criterion: Annotated[str, Content("Criterion", needed_for="*", long=True)] = ""


class ServiceDesign(Record, table=True):
    """WP.16: how a change will be carried out, and when it counts as done."""

    work_product: ClassVar[str] = "WP.16"
    singular: ClassVar[str] = "Service design"
    plural: ClassVar[str] = "Service designs"
    prefix: ClassVar[str] = "DES"
    yearly: ClassVar[bool] = True
    versioned: ClassVar[bool] = True
    title: ClassVar[str] = "name"
    why: ClassVar[str] = (
        "Thought before work: means, cost, people, risks, and what the tests will have to show."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "name", "change", "version", "state")
    states: ClassVar[tuple[State, ...]] = APPROVABLE
    steps: ClassVar[tuple[Step, ...]] = (approval("CM", "PT", task="CO.2.3"), withdrawal("CM"))

    name: Annotated[str, Content("Name", needed_for="approved", group="Design")] = ""
    change: Annotated[
        UUID | None, *link("ServiceChangeRequest"), Content("Change", needed_for="approved", group="Design")
    ] = None
    date_of_issue: Annotated[
        date | None, Content("Date of issue", item="c.2", needed_for="approved", group="Design")
    ] = None
    tools_and_methods: Annotated[
        str,
        Content(
            "Tools, methods and techniques",
            plural=True,
            item="c.4",
            needed_for="approved",
            long=True,
            group="Design",
            help="How it will be done, and with what.",
        ),
    ] = ""
    budget: Annotated[
        str,
        Content(
            "Budget and cost",
            item="c.5",
            needed_for="approved",
            long=True,
            group="Means",
            help="Money and hours; who pays.",
        ),
    ] = ""
    resources: Annotated[
        str,
        Content(
            "Resources",
            plural=True,
            item="c.6",
            needed_for="approved",
            long=True,
            group="Means",
            help="People, infrastructure and tools, and when they are needed.",
        ),
    ] = ""
    senior_responsible_owner: Annotated[
        UUID | None,
        *link("Person"),
        Content(
            "Senior responsible owner",
            item="c.7",
            needed_for="approved",
            group="Means",
            help="Who answers for it to management.",
        ),
    ] = None
    service_owner: Annotated[
        UUID | None,
        *link("Person"),
        Content(
            "Service owner",
            item="c.7",
            needed_for="approved",
            group="Means",
            help="Who looks after the service afterwards.",
        ),
    ] = None
    risks: Annotated[
        tuple[DesignRisk, ...],
        Content(
            "Risks",
            plural=True,
            item="c.8",
            needed_for="approved",
            group="Risk and quality",
            help="What can go wrong and what you do about it.",
        ),
        rows(DesignRisk),
    ] = ()
    quality_measures: Annotated[
        str,
        Content(
            "Quality and performance measures",
            plural=True,
            item="c.9",
            needed_for="approved",
            long=True,
            group="Risk and quality",
            help="What will be measured, and which value is good enough.",
        ),
    ] = ""
    acceptance_criteria: Annotated[
        tuple[AcceptanceCriterion, ...],
        Content(
            "Acceptance criteria",
            plural=True,
            needed_for="approved",
            group="Risk and quality",
            help="Each one is tested before deployment is approved.",
        ),
        rows(AcceptanceCriterion),
    ] = ()


class ChangeProcedure(Document, table=True):
    """WP.17: how changes are requested, scheduled, designed, built, tested, deployed and undone."""

    work_product: ClassVar[str] = "WP.17"
    singular: ClassVar[str] = "Service design, build, test and deployment procedures"
    plural: ClassVar[str] = "Service design, build, test and deployment procedures"
    prefix: ClassVar[str] = "PRC"
    why: ClassVar[str] = (
        "The way a change goes, the same for everybody. An auditor compares it with what was done."
    )
    steps: ClassVar[tuple[Step, ...]] = (approval("SM", "CM", task="CO.1.3"), withdrawal("CM", "SM"))

    create_request: Annotated[
        str,
        Content(
            "Create a change request",
            item="a",
            needed_for="approved",
            long=True,
            group="Procedures",
            help="Who may ask, how, and what has to be said.",
        ),
    ] = ""
    evaluation_criteria: Annotated[
        str,
        Content(
            "Criteria of evaluation",
            long=True,
            group="Procedures",
            help="One a line. Each change request is held against them.",
            example="Risk\nImpact\nBenefit\nFeasibility\nCost",
        ),
    ] = "Risk\nImpact\nBenefit\nFeasibility\nCost"
    update_schedule: Annotated[
        str,
        Content(
            "Update the change schedule",
            item="b",
            needed_for="approved",
            long=True,
            group="Procedures",
            help="Who enters what, and who is told.",
        ),
    ] = ""
    design_build_test: Annotated[
        str,
        Content(
            "Design, build, test and deploy",
            long=True,
            group="Procedures",
            help="How each is done here, and who looks over it.",
        ),
    ] = ""
    emergency: Annotated[
        str,
        Content(
            "Manage emergency changes",
            item="c",
            needed_for="approved",
            long=True,
            group="Procedures",
            help="What counts as an emergency, who may decide, what is done afterwards.",
        ),
    ] = ""
    emergency_days: Annotated[
        int | None,
        Content(
            "Papers of an emergency complete within", needed_for="approved", unit="days", group="Procedures"
        ),
    ] = 5
    removal: Annotated[
        str,
        Content(
            "Remove services or components",
            item="d",
            needed_for="approved",
            long=True,
            group="Procedures",
            help="How something is taken out of use: data, access, records, customers told.",
        ),
    ] = ""


class TestCase(Row):
    __test__: ClassVar[bool] = False

    name: Annotated[str, Content("Test", needed_for="*")] = ""
    level: Annotated[str, Content("Level", needed_for="*", example="System")] = ""
    type: Annotated[str, Content("Type", needed_for="*", example="Function")] = ""
    expected: Annotated[str, Content("Expected", needed_for="*", long=True)] = ""
    result: Annotated[str, Content("Result", needed_for="*", long=True)] = ""
    passed: Annotated[bool | None, Content("Passed", needed_for="*")] = None


class TestConclusion(Choice):
    __test__ = False

    PASSED = "passed"
    PASSED_WITH_REMARKS = "passed with remarks"
    FAILED = "failed"


class ServiceTestReport(Record, table=True):
    """WP.20: what was tested for a change, and what came out."""

    work_product: ClassVar[str] = "WP.20"
    singular: ClassVar[str] = "Test report"
    plural: ClassVar[str] = "Test reports"
    prefix: ClassVar[str] = "TST"
    yearly: ClassVar[bool] = True
    versioned: ClassVar[bool] = True
    title: ClassVar[str] = "name"
    why: ClassVar[str] = "Proof that the change does what its design asks for, before customers depend on it."
    columns: ClassVar[tuple[str, ...]] = ("number", "name", "change", "conclusion", "state")
    states: ClassVar[tuple[State, ...]] = APPROVABLE
    steps: ClassVar[tuple[Step, ...]] = (approval("PT", "CM", task="CO.3.1"), withdrawal("CM"))

    name: Annotated[str, Content("Name", needed_for="approved", group="Tests")] = ""
    change: Annotated[
        UUID | None, *link("ServiceChangeRequest"), Content("Change", needed_for="approved", group="Tests")
    ] = None
    build: Annotated[
        UUID | None, *link("ServiceBuild"), Content("Build", needed_for="approved", group="Tests")
    ] = None
    tests: Annotated[
        tuple[TestCase, ...],
        Content(
            "Tests",
            plural=True,
            item="b c",
            needed_for="approved",
            group="Tests",
            help="Every acceptance criterion of the design, and what else matters.",
        ),
        rows(TestCase),
    ] = ()
    interpretation: Annotated[
        str,
        Content(
            "How results are measured and interpreted",
            item="d",
            needed_for="approved",
            long=True,
            group="Results",
            help="When a result counts as passed, and with which tools it was read.",
        ),
    ] = ""
    errors: Annotated[
        str,
        Content(
            "Errors and their resolution",
            item="e",
            needed_for="approved",
            long=True,
            group="Results",
            help='What went wrong and how it was put right. Write "none" if there was nothing.',
        ),
    ] = ""
    performed_by: Annotated[
        UUID | None,
        *link("Person"),
        Content("Performed by", item="f", needed_for="approved", group="Who and when"),
    ] = None
    collected_at: Annotated[
        datetime | None,
        Content("Results collected at", item="f", needed_for="approved", group="Who and when"),
    ] = None
    interpreted_by: Annotated[
        UUID | None,
        *link("Person"),
        Content("Interpreted by", item="f", needed_for="approved", group="Who and when"),
    ] = None
    validated_by: Annotated[
        UUID | None,
        *link("Person"),
        Content("Validated by", item="f", needed_for="approved", group="Who and when"),
    ] = None
    conclusion: Annotated[
        TestConclusion | None,
        Content("Conclusion", item="b", needed_for="approved", group="Results"),
        choice(TestConclusion),
    ] = None
    conclusion_text: Annotated[
        str,
        Content(
            "Conclusion in words",
            needed_for="approved",
            long=True,
            group="Results",
            help="Whether it may be deployed, and under which conditions.",
        ),
    ] = ""
