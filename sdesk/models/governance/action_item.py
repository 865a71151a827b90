"""What was agreed to be done, by whom and until when."""

from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from sqlmodel import Field

from sdesk.models.content import Content, RecordLink, link
from sdesk.models.record import Level, Record, Shape, State, Step


class ActionItem(Record, table=True):
    """Something that somebody agreed to do by a day."""

    singular: ClassVar[str] = "Action item"
    plural: ClassVar[str] = "Action items"
    prefix: ClassVar[str] = "ACT"
    yearly: ClassVar[bool] = True
    title: ClassVar[str] = "description"
    why: ClassVar[str] = "What was agreed to be done, by whom and when. Reports show what became of them."
    columns: ClassVar[tuple[str, ...]] = ("number", "description", "owner", "due", "source", "state")
    states: ClassVar[tuple[State, ...]] = (
        State("open", Shape.DRAFT, Level.RECORDED),
        State("in progress", Shape.IN_PROGRESS),
        State("done", Shape.DONE, Level.RECORDED, frozen=True, ended=True),
        State("cancelled", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
    )
    steps: ClassVar[tuple[Step, ...]] = (
        Step("start", "Start", ("open",), "in progress"),
        Step("finish", "Mark as done", ("open", "in progress"), "done", asks=("outcome",)),
        Step("cancel", "Cancel action", ("open", "in progress"), "cancelled", reason=True, main=False),
        Step("reopen", "Reopen", ("done", "cancelled"), "open", reason=True, main=False),
    )

    description: Annotated[str, Content("What is to be done", needed_for="open")] = ""
    owner: Annotated[UUID | None, *link("Person"), Content("Owner", needed_for="open")] = None
    due: Annotated[date | None, Content("Due", needed_for="open")] = None
    source: Annotated[
        RecordLink,
        Content(
            "Comes from",
            help="The report, audit, finding, review, feedback, incident, change or training it was agreed in.",
        ),
        Field(index=True),
    ] = None
    outcome: Annotated[str, Content("What came of it", long=True, needed_for="done")] = ""
    ended_at: Annotated[
        datetime | None,
        Content(
            "Ended", computed=True, help="When it was done or cancelled. A later note does not change it."
        ),
    ] = None
