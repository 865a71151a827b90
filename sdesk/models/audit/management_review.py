"""Management looks at the whole: what came of it, what was said to each part, and what was decided."""

from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from sdesk.models.content import Choice, Content, Depth, RecordLink, Row, choice, link, links, rows
from sdesk.models.governance.reports import ProposedAction
from sdesk.models.record import APPROVED, DRAFT, WITHDRAWN, Record, State, Step, approval, withdrawal


class ReviewSubject(Choice):
    """What a management review looks at."""

    RESULTS = "results against goals"
    FEEDBACK = "feedback"
    PERFORMANCE = "performance"
    AUDITS = "audits"
    ACTIONS = "previous actions"
    CHANGES = "changes"
    RISKS = "risks"
    RESOURCES = "resources"


class ReviewInput(Row):
    """What the program found on a subject, and what was said to it. `found` is never typed."""

    subject: Annotated[
        ReviewSubject | None, Content("Subject", needed_for="*", computed=True), choice(ReviewSubject)
    ] = None
    found: Annotated[str, Content("What the records say", long=True, computed=True)] = ""
    records: Annotated[tuple[UUID, ...], *links("Record"), Content("Records", computed=True)] = ()
    remark: Annotated[
        str,
        Content(
            "Remark", needed_for="*", long=True, depth=Depth.STATEMENT, help="What management says to it."
        ),
    ] = ""


class ReviewedDocument(Row):
    """A document or agreement that was due: whether it is lived by, still fits, what changes, and by what one saw it."""

    record: Annotated[RecordLink, Content("Document", needed_for="*")] = None
    version: Annotated[int | None, Content("Version", needed_for="*")] = None
    followed: Annotated[bool | None, Content("Is it followed?", needed_for="*")] = None
    fits: Annotated[bool | None, Content("Does it still fit?", needed_for="*")] = None
    changes: Annotated[
        str,
        Content(
            "What changes", needed_for="*", long=True, depth=Depth.STATEMENT, help="Or why nothing does."
        ),
    ] = ""
    draws_on: Annotated[
        tuple[UUID, ...],
        *links("Record"),
        Content(
            "Seen by",
            needed_for="*",
            help="The report, feedback, deployment review or incident that shows it.",
        ),
    ] = ()


class ReviewDecision(Row):
    """Something that management decided in the review."""

    decision: Annotated[str, Content("Decision", needed_for="*", long=True, depth=Depth.STATEMENT)] = ""
    subject: Annotated[ReviewSubject | None, Content("About"), choice(ReviewSubject)] = None


class Participant(Row):
    """Somebody who was there."""

    person: Annotated[UUID | None, *link("Person"), Content("Person")] = None
    name: Annotated[str, Content("Name", help="Of somebody from outside.")] = ""
    part: Annotated[str, Content("As what", example="Management")] = ""


class ManagementReview(Record, table=True):
    """Management looks at the results of a period and decides. One such review may cover all that is due."""

    singular: ClassVar[str] = "Management review"
    plural: ClassVar[str] = "Management reviews"
    prefix: ClassVar[str] = "MRV"
    yearly: ClassVar[bool] = True
    digits: ClassVar[int] = 2
    title: ClassVar[str] = "subject"
    why: ClassVar[str] = (
        "Management's own look at how service delivery goes. The figures are collected by the program; what is said "
        "and decided is theirs."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "subject", "held_on", "period_end", "state")
    groups: ClassVar[tuple[str, ...]] = (
        "Review",
        "What was looked at",
        "Documents and agreements",
        "What follows",
    )
    states: ClassVar[tuple[State, ...]] = (DRAFT, APPROVED, WITHDRAWN)
    steps: ClassVar[tuple[Step, ...]] = (approval("MGT"), withdrawal("MGT"))

    subject: Annotated[str, Content("Title", needed_for="approved", group="Review")] = ""
    held_on: Annotated[
        date | None,
        Content("Held on", needed_for="approved", group="Review", help="The day on which you met."),
    ] = None
    period_start: Annotated[date | None, Content("First day", needed_for="approved", group="Review")] = None
    period_end: Annotated[date | None, Content("Last day", needed_for="approved", group="Review")] = None
    present: Annotated[
        tuple[Participant, ...],
        Content("Present", needed_for="approved", group="Review", help="Who was there, and as what."),
        rows(Participant),
    ] = ()
    collected_at: Annotated[
        datetime | None,
        Content(
            "Collected at",
            computed=True,
            group="What was looked at",
            help="As of when the records were read.",
        ),
    ] = None
    inputs: Annotated[
        tuple[ReviewInput, ...],
        Content(
            "Inputs",
            plural=True,
            needed_for="approved",
            group="What was looked at",
            help="Collected by the program. Say to each what you make of it.",
            depth=Depth.STATEMENT,
        ),
        rows(ReviewInput),
    ] = ()
    documents: Annotated[
        tuple[ReviewedDocument, ...],
        Content(
            "Documents and agreements",
            plural=True,
            group="Documents and agreements",
            help="What was due for review: is it followed, does it still fit, what changes, and what shows it.",
            depth=Depth.STATEMENT,
        ),
        rows(ReviewedDocument),
    ] = ()
    decisions: Annotated[
        tuple[ReviewDecision, ...],
        Content("Decisions", plural=True, needed_for="approved", group="What follows", depth=Depth.STATEMENT),
        rows(ReviewDecision),
    ] = ()
    agreed_actions: Annotated[
        tuple[ProposedAction, ...],
        Content(
            "Actions",
            plural=True,
            group="What follows",
            help="Who does what by when. Approving the review makes action items of them.",
        ),
        rows(ProposedAction),
    ] = ()
    conclusions: Annotated[
        str,
        Content(
            "Conclusions",
            plural=True,
            needed_for="approved",
            long=True,
            group="What follows",
            depth=Depth.SECTION,
            help="Whether service delivery is suitable and works, and what has to be better in a year.",
        ),
    ] = ""

    @property
    def actions(self) -> tuple[ProposedAction, ...]:
        return self.agreed_actions


__all__ = [
    "ManagementReview",
    "Participant",
    "ReviewDecision",
    "ReviewInput",
    "ReviewSubject",
    "ReviewedDocument",
]
