"""Change requests (WP.11)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from sqlmodel import Field

from sdesk.models.content import Choice, ContactColumn, Content, Row, ServiceLink, choice, link, links, rows
from sdesk.models.control.change_steps import (
    BEFORE_DEPLOYMENT,
    CHANGE_STATES,
    ChangeKind,
    confirmed_afterwards,
)
from sdesk.models.priorities import Priority
from sdesk.models.record import Record, State, Step
from sdesk.models.steps_taken import StepTaken


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


class Consent(Row):
    """Somebody at the customer agreed to the change."""

    who: Annotated[str, Content("Who agreed", needed_for="*", example="Marta Lemos, office manager")] = ""
    on: Annotated[date | None, Content("When", needed_for="*")] = None
    how: Annotated[str, Content("How", needed_for="*", example="By e-mail")] = ""


class ServiceChangeRequest(Record, table=True):
    """WP.11: somebody asks for a service, or a part of one, to be changed."""

    singular: ClassVar[str] = "Change request"
    plural: ClassVar[str] = "Change requests"
    prefix: ClassVar[str] = "CHG"
    yearly: ClassVar[bool] = True
    title: ClassVar[str] = "purpose"
    why: ClassVar[str] = (
        "What is to change, why, and who decided. An auditor wants a record even of a change asked for on the telephone."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "purpose", "kind", "priority", "state", "date_needed")
    states: ClassVar[tuple[State, ...]] = CHANGE_STATES
    steps: ClassVar[tuple[Step, ...]] = (
        Step("submit", "Submit request", ("draft",), "requested"),
        Step("approve", "Approve change", ("requested",), "approved", roles=("CM",), approves=True, asks=("decision_reason",), kinds=("normal", "emergency")),
        Step("reject", "Reject change", ("requested",), "rejected", roles=("CM",), approves=True, asks=("decision_reason",), main=False),
        Step("schedule", "Put on the schedule", ("approved",), "scheduled", roles=("CM",), asks=("planned_start", "planned_end")),
        Step("schedule pre-approved", "Put on the schedule", ("requested",), "scheduled", roles=("CM", "PT"), asks=("planned_start", "planned_end"), kinds=("pre-approved",)),
        Step("use standing procedure", "Ready by standing procedure", ("scheduled",), "confirmed", roles=("CM", "PT"), kinds=("pre-approved",)),
        Step("design", "Design done", ("scheduled",), "designed", roles=("PT", "CM"), kinds=("normal", "emergency")),
        Step("build", "Build done", ("designed",), "built", roles=("PT", "CM")),
        Step("test", "Tests done", ("built",), "tested", roles=("PT", "CM")),
        Step("clear", "Approve deployment", ("tested",), "cleared", roles=("CM",), approves=True, asks=("deployment_reason",)),
        Step("refuse", "Reject deployment", ("tested",), "rejected", roles=("CM",), approves=True, asks=("deployment_reason",), main=False),
        Step("redesign", "Send back to design", ("tested",), "designed", roles=("CM",), reason=True, main=False),
        Step("confirm", "Confirm on the schedule", ("cleared",), "confirmed", roles=("CM",), asks=("planned_start", "planned_end")),
        Step("deploy", "Deployed", ("confirmed",), "deployed", roles=("PT", "CM"), asks=("deployed_at", "deployed_by", "deployment_outcome")),
        Step("deploy emergency", "Deployed as an emergency", ("requested", "approved", "scheduled", "designed", "built", "tested", "cleared"), "deployed",
             roles=("CM",), asks=("deployed_at", "deployed_by", "deployment_outcome"), kinds=("emergency",), main=False),
        Step("roll back", "Rolled back", ("confirmed", "deployed"), "rolled back", roles=("PT", "CM"), reason=True, asks=("deployed_at", "deployed_by"), main=False),
        *confirmed_afterwards("deployed", "afterwards"),
        *confirmed_afterwards("rolled back", "after roll-back"),
        Step("close", "Close change", ("deployed", "rolled back"), "closed", roles=("CM", "SM"), approves=True, asks=("review_result", "review")),
        Step("withdraw", "Withdraw request", BEFORE_DEPLOYMENT, "withdrawn", reason=True, main=False),
    )  # fmt: skip

    purpose: Annotated[
        str,
        Content(
            "Purpose",
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
        Content("Priority", needed_for="requested", group="Request"),
        choice(Priority),
    ] = None
    date_needed: Annotated[
        date | None,
        Content(
            "Date needed",
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
    supplier: Annotated[
        UUID | None,
        *link("Supplier"),
        Content("Made by a supplier", group="Request", help="Who makes the change, if not we ourselves."),
    ] = None
    customer: Annotated[UUID | None, *link("Customer"), Content("Customer", group="Request")] = None
    requirement: Annotated[
        str,
        Content(
            "Problem to correct or function required",
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
    steps_taken: Annotated[
        tuple[StepTaken, ...],
        Content(
            "Steps taken",
            plural=True,
            group="Schedule",
            open_until="closed",
            help="What was done for it, with who and when; the minutes go into the statement of work.",
        ),
        rows(StepTaken),
    ] = ()
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
            help="What they agreed to, and what they asked for in return.",
        ),
    ] = ""
    consents: Annotated[
        tuple[Consent, ...],
        Content(
            "Agreed by the customer",
            group="Deployment",
            open_until="deployed",
            help="Who at the customer agreed, when and how, where the agreement asks for it.",
        ),
        rows(Consent),
    ] = ()
    deployed_at: Annotated[
        datetime | None,
        Content(
            "Deployed at", needed_for="deployed", group="Deployment", open_until="deployed", happened=True
        ),
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
