"""What customers say, and how it is dealt with (WP.04, WP.06)."""

from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from sdesk.models.content import Choice, ContactColumn, Content, Depth, Row, ServiceLink, choice, link, rows
from sdesk.models.record import Document, Level, Record, Shape, State, Step, approval, withdrawal


class CustomerExperienceApproach(Document, table=True):
    """WP.04: how comments of customers are taken in and dealt with."""

    singular: ClassVar[str] = "Customer experience approach"
    plural: ClassVar[str] = "Customer experience approach"
    prefix: ClassVar[str] = "CXA"
    sections: ClassVar[Depth] = Depth.SECTION
    why: ClassVar[str] = (
        "How every compliment, complaint and comment is caught and answered, so that none is lost."
    )
    steps: ClassVar[tuple[Step, ...]] = (approval("SM", "RM"), withdrawal("SM"))

    capture: Annotated[
        str,
        Content(
            "How comments are captured and the log is managed",
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
    answer_days: Annotated[
        int | None,
        Content(
            "Days to answer a complaint",
            unit="days",
            group="Comments of customers",
            help="Within how many days after it was received a complaint has its first answer. Counted from the day.",
        ),
    ] = None
    point_of_contact: Annotated[
        str,
        Content(
            "Point of contact",
            needed_for="approved",
            group="Comments of customers",
            help="Where customers turn to: a name or role, telephone, e-mail.",
        ),
    ] = ""


class FeedbackAbout(Choice):
    US = "us"
    SUPPLIER = "a supplier"
    DISPUTE = "a dispute"


class FeedbackKind(Choice):
    COMPLIMENT = "compliment"
    COMPLAINT = "complaint"
    COMMENT = "comment"


class Answer(Row):
    """What was said back to whoever gave the feedback."""

    at: Annotated[datetime | None, Content("When", needed_for="*", happened=True)] = None
    who: Annotated[str, Content("Who was answered", needed_for="*")] = ""
    text: Annotated[str, Content("What was answered", needed_for="*", long=True)] = ""


class FeedbackEntry(Record, table=True):
    """WP.06: somebody said something about the service."""

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
        Step("record", "Record feedback", ("draft",), "recorded"),
        Step("investigate", "Investigate", ("recorded",), "in investigation"),
        Step(
            "close",
            "Close feedback",
            ("recorded", "in investigation"),
            "closed",
            roles=("RM", "SM"),
            approves=True,
            asks=("outcome",),
        ),
        Step(
            "correct", "Correct", ("closed",), "in investigation", roles=("RM", "SM"), reason=True, main=False
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
            needed_for="recorded",
            group="What was said",
            help="When the customer said it.",
            happened=True,
        ),
    ] = None
    description: Annotated[
        str,
        Content(
            "Description",
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
    about: Annotated[
        FeedbackAbout | None,
        Content(
            "About",
            group="Who and about what",
            help="Whose work it is about. Empty: ours. A dispute is one with a supplier.",
        ),
        choice(FeedbackAbout),
    ] = None
    supplier: Annotated[
        UUID | None,
        *link("Supplier"),
        Content(
            "Supplier",
            group="Who and about what",
            only_where=("about", "a supplier", "a dispute"),
            help="Whom it is about, or with whom the dispute is.",
        ),
    ] = None
    contact: Annotated[
        ContactColumn,
        Content(
            "Contact",
            needed_for="recorded",
            group="Who and about what",
            help="Whom to answer, in full. What the customer's record says need not be typed again.",
            in_full=True,
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
