"""Which standards a provider has adopted besides service delivery, which always counts."""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from sdesk.models.content import Content
from sdesk.models.record import Level, Record, Shape, State, Step


class AdoptedPack(Record, table=True):
    """A standard is adopted from a day on, and may be left again."""

    singular: ClassVar[str] = "Adopted standard"
    plural: ClassVar[str] = "Adopted standards"
    prefix: ClassVar[str] = "STD"
    title: ClassVar[str] = "pack"
    columns: ClassVar[tuple[str, ...]] = ("number", "pack", "adopted_on", "state")
    states: ClassVar[tuple[State, ...]] = (
        State("in use", Shape.DONE, Level.RECORDED),
        State("left", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
    )
    steps: ClassVar[tuple[Step, ...]] = (
        Step("leave", "Leave", ("in use",), "left", roles=("MGT", "SM"), reason=True, main=False),
    )

    pack: Annotated[str, Content("Standard", needed_for="in use"), Field(index=True)] = ""
    adopted_on: Annotated[
        date | None, Content("Adopted on", needed_for="in use", help="The first day on which it counts.")
    ] = None
