"""Reports on a period, and the one on all of service delivery (WP.07)."""

from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from sqlmodel import Field

from sdesk.models.content import Choice, Content, Depth, JsonText, Row, choice, link, rows
from sdesk.models.measures import Judgement
from sdesk.models.record import APPROVABLE, Record, State, Step, approval, withdrawal


class ProposedAction(Row):
    """An action proposed in a report; approving the report makes an action item of it."""

    description: Annotated[str, Content("Action", needed_for="*", long=True)] = ""
    owner: Annotated[UUID | None, *link("Person"), Content("Owner", needed_for="*")] = None
    due: Annotated[date | None, Content("Due", needed_for="*")] = None

    @property
    def settled(self) -> "ProposedAction | None":
        """What is to be done, by whom and by when; None where nothing is."""
        return self


class ActionDecision(Choice):
    AGREED = "agreed"
    CHANGED = "changed"
    DECLINED = "declined"


class ImprovementAction(ProposedAction):
    """An action proposed to management, and what management decided on it: what was proposed stays readable."""

    decision: Annotated[ActionDecision | None, Content("Decision"), choice(ActionDecision)] = None
    why: Annotated[str, Content("Why", long=True, help="Needed where it was changed or declined.")] = ""
    decided_action: Annotated[
        str, Content("Action decided", long=True, help="Only where it was changed: what is done instead.")
    ] = ""
    decided_owner: Annotated[
        UUID | None,
        *link("Person"),
        Content("Owner decided", help="Only where it was changed: who does it instead."),
    ] = None
    decided_due: Annotated[
        date | None, Content("Due day decided", help="Only where it was changed: by when instead.")
    ] = None
    decided_by: Annotated[UUID | None, *link("Person"), Content("Decided by")] = None
    decided_on: Annotated[date | None, Content("Decided on", happened=True)] = None

    @property
    def settled(self) -> ProposedAction | None:
        """As decided; one that nobody decided on, in a report of before, was agreed by approving the report."""
        if self.decision is ActionDecision.DECLINED:
            return None
        if self.decision is not ActionDecision.CHANGED:
            return self
        return ProposedAction(
            id=self.id,
            description=self.decided_action.strip() or self.description,
            owner=self.decided_owner or self.owner,
            due=self.decided_due or self.due,
        )


class Handover(Row):
    """Somebody was given the report."""

    on: Annotated[date | None, Content("When", needed_for="*")] = None
    who: Annotated[str, Content("Who received it", needed_for="*")] = ""
    how: Annotated[str, Content("How")] = ""


class ServiceReport(Record):
    """A report on a period: figures computed from records, completed by a person, then approved and frozen."""

    versioned: ClassVar[bool] = True
    yearly: ClassVar[bool] = True
    digits: ClassVar[int] = 2
    title: ClassVar[str] = "subject"
    states: ClassVar[tuple[State, ...]] = APPROVABLE
    columns: ClassVar[tuple[str, ...]] = ("number", "subject", "period_start", "period_end", "state")
    groups: ClassVar[tuple[str, ...]] = ("Report", "Judged by a person")
    first: ClassVar[tuple[str, ...]] = ("subject", "period_start", "period_end")

    subject: Annotated[str, Content("Title", needed_for="approved", group="Report")] = ""
    period_start: Annotated[date | None, Content("First day", needed_for="approved", group="Report")] = None
    period_end: Annotated[date | None, Content("Last day", needed_for="approved", group="Report")] = None
    purpose: Annotated[
        str,
        Content("Purpose", long=True, group="Report", help="What it is for, and what is decided by it."),
    ] = ""
    contributors: Annotated[
        str,
        Content(
            "Contributors",
            plural=True,
            long=True,
            group="Report",
            help="Who gave figures, texts or judgements.",
        ),
    ] = ""
    method: Annotated[
        str,
        Content(
            "Method",
            long=True,
            group="Report",
            help="Where the figures come from, and what was left out or corrected.",
        ),
    ] = ""
    figures: Annotated[
        dict[str, Any], Field(default_factory=dict, sa_type=JsonText(dict[str, Any]), nullable=False)
    ]
    judgements: Annotated[
        tuple[Judgement, ...],
        Content(
            "Judged by a person",
            plural=True,
            group="Judged by a person",
            help="What the program cannot count: what was reached, whether that meets the goal or target, and on what grounds.",
        ),
        rows(Judgement),
    ] = ()
    given_to: Annotated[
        tuple[Handover, ...],
        Content(
            "Given to",
            group="Given to",
            open_until="*",
            help="Who received the approved report, when and how.",
        ),
        rows(Handover),
    ] = ()

    @property
    def actions(self) -> tuple[ProposedAction, ...]:
        """What the report proposes to do; approving it makes an action item of each that is settled."""
        return ()


class ImprovementReport(ServiceReport, table=True):
    """WP.07: how service delivery went, seen from both sides, and what will be done better."""

    singular: ClassVar[str] = "Improvement report"
    plural: ClassVar[str] = "Improvement reports"
    prefix: ClassVar[str] = "IMP"
    why: ClassVar[str] = (
        "Management's look at the whole, at least once a year. An auditor reads it first: are results measured and acted on?"
    )
    steps: ClassVar[tuple[Step, ...]] = (approval("MGT"), withdrawal("MGT"))

    recipients: Annotated[
        str, Content("Who receives it", long=True, group="Report", help="Names or roles.")
    ] = ""
    customer_view: Annotated[
        str,
        Content(
            "Results against the goals, as customers see them",
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
            needed_for="approved",
            long=True,
            group="The customer's side",
            help='What troubled them. Write "none" if there was nothing.',
            answer="none",
        ),
    ] = ""
    practice_view: Annotated[
        str,
        Content(
            "Are policies and practices followed, and do they still fit?",
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
            needed_for="approved",
            long=True,
            group="Our side",
            help='What stood in our way. Write "none" if there was nothing.',
            answer="none",
        ),
    ] = ""
    improvement_actions: Annotated[
        tuple[ImprovementAction, ...],
        Content(
            "Improvement actions",
            plural=True,
            needed_for="approved",
            group="What follows",
            help="What is proposed, by whom and by when, and what management decided on each. Approving the report makes action items of those agreed and changed.",
        ),
        rows(ImprovementAction),
    ] = ()
    review_schedule: Annotated[
        str,
        Content(
            "Review schedule",
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
            depth=Depth.SECTION,
        ),
    ] = ""

    @property
    def actions(self) -> tuple[ImprovementAction, ...]:
        return self.improvement_actions
