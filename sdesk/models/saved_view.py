"""A way to look at a list that somebody wants to have again."""

from typing import Annotated, ClassVar
from uuid import UUID

from sqlmodel import Field

from sdesk.models.content import Content, link
from sdesk.models.record import IN_USE, KEEPING, LEFT, Record, State, Step


class SavedView(Record, table=True):
    """A filter, a sorting and columns of a list, under a name; its owner finds it beside the list."""

    singular: ClassVar[str] = "Saved view"
    plural: ClassVar[str] = "Saved views"
    prefix: ClassVar[str] = "VIEW"
    title: ClassVar[str] = "name"
    columns: ClassVar[tuple[str, ...]] = ("name", "shows", "filter", "owner", "state")
    states: ClassVar[tuple[State, ...]] = (IN_USE, LEFT)
    steps: ClassVar[tuple[Step, ...]] = KEEPING

    name: Annotated[str, Content("Name", needed_for="in use", example="The school")] = ""
    shows: Annotated[
        str,
        Content("List", needed_for="in use", help="The kind of record that it shows."),
        Field(index=True),
    ] = ""
    filter: Annotated[
        str, Content("Filter", help="The line above the list.", example="customer:school priority:2")
    ] = ""
    sort: Annotated[str, Content("Sorted by")] = ""
    descending: Annotated[bool, Content("Last first")] = False
    shown_columns: Annotated[str, Content("Columns", help="Separated by commas; none: as usual.")] = ""
    owner: Annotated[UUID | None, *link("Person"), Content("Whose", help="None: everybody's.")] = None
