"""What rows of a RowsEditor have for fields, what is hinted at beside them, and where they stand in a line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces.fields.field import FieldWidget

Row = dict[str, Any]

WIDE = 640
"""From this width on, a line is made of columns that nearly have the room that they need; below, the last ones fold."""
SQUEEZED = 0.8
BEFORE = 48
"""Pixels before the cells: what unfolds the row, and its number."""
BEHIND = 24
"""Pixels behind the cells: the menu of what is done with a row."""
UNUSED = 8
"""Characters for a column in which no row says anything."""
MOST_LINES = 3
"""What has no place in so many lines, and is not mandatory, is seen where the row is opened."""


@dataclass(frozen=True, slots=True)
class RowColumn:
    """One field of every row. `is_long` text takes the whole width of an opened row; one that `is_shown` is never typed
    in. A cell has room for `least` characters, and what `holds_many` is not edited in one. What does not `stretch` is not
    squeezed either."""

    name: str
    title: str
    make_widget: Callable[[QWidget], FieldWidget]
    explanation: str = ""
    required: bool = False
    stretch: int = 1
    is_long: bool = False
    item: str = ""
    example: str = ""
    is_shown: bool = False
    least: int = 12
    holds_many: bool = False

    def heading(self) -> str:
        return _("{field} *").format(field=self.title) if self.required else self.title

    @property
    def opens(self) -> bool:
        """Whether it is filled in below the line, as a cell has no room for it."""
        return self.is_long or self.holds_many


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to know about a row, and the values that one press puts in its fields."""

    text: str
    action: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cell of a column stands: in which line, from where, how wide."""

    column: RowColumn
    line: int
    left: int
    width: int


@dataclass(frozen=True, slots=True)
class LinePlan:
    """The places of all cells of a row, the same for each row and for the heads."""

    places: tuple[Place, ...] = ()

    @property
    def lines(self) -> int:
        return 1 + max((place.line for place in self.places), default=0)

    def names(self) -> tuple[str, ...]:
        return tuple(place.column.name for place in self.places)


def planned(columns: Sequence[RowColumn], width: int, letter: int) -> LinePlan:
    """The columns in as few lines as they need; `letter` is the width of a character in pixels.

    Where that are too many, those are left out from the end that nobody has to fill in.
    """
    chosen = list(columns)
    lines = _broken(chosen, width, letter)
    if width + BEFORE + BEHIND >= WIDE or len(lines) > MOST_LINES:
        lines = min(lines, _broken(chosen, width, letter, SQUEEZED), key=len)
    while len(lines) > MOST_LINES and any(not each.required for each in chosen[1:]):
        chosen.remove(next(each for each in reversed(chosen) if not each.required))
        lines = _broken(chosen, width, letter)
    return LinePlan(tuple(each for at, line in enumerate(lines) for each in _spread(line, at, width, letter)))


def fitted(columns: Sequence[RowColumn], said: Mapping[str, Sequence[str]]) -> list[RowColumn]:
    """The columns as they are read: those in which something stands, none wider than that and its head."""
    found = [each for each in columns if any(said[each.name])]
    return [_as_wide(each, max(map(len, (each.title, *said[each.name])))) for each in found or columns]


def leaving_room(columns: Sequence[RowColumn], said: Mapping[str, Sequence[str]]) -> list[RowColumn]:
    """The columns as they are filled in: what nobody has used and nobody has to is narrow, to the good of the others."""
    return [
        each if each.required or any(said[each.name]) else replace(each, least=min(each.least, UNUSED))
        for each in columns
    ]


def _as_wide(column: RowColumn, most: int) -> RowColumn:
    stretch = max(most - column.least, 0) + 1 if column.stretch else 0
    return replace(column, least=min(column.least, most + 2), stretch=stretch)


def _broken(
    columns: Sequence[RowColumn], width: int, letter: int, squeezed: float = 1
) -> list[list[RowColumn]]:
    """Those that stretch may be squeezed; a day of which a figure is missing says nothing."""
    lines: list[list[RowColumn]] = [[]]
    left: float = width
    for column in columns:
        needs = column.least * letter * (squeezed if column.stretch else 1)
        if lines[-1] and needs > left:
            lines.append([])
            left = width
        lines[-1].append(column)
        left -= needs
    return lines


def _spread(columns: Sequence[RowColumn], line: int, width: int, letter: int) -> list[Place]:
    """Each has the least that it needs; what is left goes to those that stretch, or from them if there is too little."""
    least = [column.least * letter for column in columns]
    rest = width - sum(least)
    shares = [column.stretch * (1 if rest > 0 else column.least) for column in columns]
    places, left, given = [], 0.0, 0
    for column, needs, share in zip(columns, least, shares, strict=True):
        left += needs + rest * share / max(sum(shares), 1)
        places.append(Place(column, line, given, max(round(left) - given, 0)))
        given = round(left)
    return places
