"""Work that was done on a case, line by line: on an incident, on a change."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from sdesk.models.content import Content, Depth, Row, link


class StepTaken(Row):
    """Something that was done, by whom, and how long it took."""

    at: Annotated[datetime | None, Content("When", needed_for="*", happened=True)] = None
    person: Annotated[UUID | None, *link("Person"), Content("Who", needed_for="*")] = None
    text: Annotated[str, Content("What was done", needed_for="*", long=True, depth=Depth.STEPS)] = ""
    minutes: Annotated[int | None, Content("Minutes spent", unit="minutes")] = None
