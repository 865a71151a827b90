"""How wide the columns of a list are, and which there is no room for."""

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView

from sdesk.models import Kind, Record
from sdesk.ui.records.list.columns import ListColumn
from sdesk.ui.records.list.table_model import RecordTableModel
from sdesk.ui.theme.marks import GAP_BEFORE, SHAPE_GAP, SHAPE_SIZE, STATE_MARK_ROLE

NARROWEST_TITLE = 170
READABLE_TITLE = 240
"""Before a title has so much, no column joins number, title and state; a computed one does."""
_GIVEN_UP = 50
"""What the title gives up for a computed column, which is worth as much."""

_BY_NAME = {"number": 122, "state": 126, "version": 70}
_BY_KIND = {
    Kind.DATE: 102,
    Kind.DATE_TIME: 140,
    Kind.CHOICE: 104,
    Kind.YES_NO: 70,
    Kind.NUMBER: 84,
    Kind.LINK: 136,
    Kind.LINKS: 160,
}


MEASURED = 40
"""Lines of a list by which its columns are as wide as they are."""
NARROWEST, WIDEST = 56, 190
_ARROW = 18

Needed = Mapping[str, int]
"""Pixels by the name of a column."""


def measured(rows: RecordTableModel, letters: QFontMetrics, heads: QHeaderView) -> dict[str, int]:
    """Pixels that the first lines of a list take in each column, and its head; nothing for a list without lines."""
    found: dict[str, int] = {}
    for place, column in enumerate(rows.columns if rows.rowCount() else ()):
        widest = heads.fontMetrics().horizontalAdvance(column.title) + _ARROW
        for row in range(min(rows.rowCount(), MEASURED)):
            index = rows.index(row, place)
            mark = SHAPE_SIZE + SHAPE_GAP if index.data(STATE_MARK_ROLE) else 0
            widest = max(widest, mark + letters.horizontalAdvance(str(index.data() or "")))
        found[column.name] = min(WIDEST, max(NARROWEST, widest + 2 * GAP_BEFORE + 2))
    return found


def needed(column: ListColumn, need: Needed) -> int:
    """Pixels in which most of its values can be read; a guess by their kind where there are none."""
    if column.name in need:
        return need[column.name]
    if column.name in _BY_NAME:
        return _BY_NAME[column.name]
    if column.live is not None:
        return 116
    if column.spec is None:
        return _BY_KIND[Kind.DATE_TIME]
    return _BY_KIND.get(column.spec.kind, 150)


def too_many(
    columns: Sequence[ListColumn],
    model: type[Record],
    room: int,
    need: Needed,
    worth: Sequence[str] = (),
) -> set[str]:
    """The names of the columns that stay away, the least telling first.

    `worth` names them by what they are worth beside the title; without it number and state always stay, and of the others
    the first.
    """
    if worth:
        return _less_worth(columns, model, room, need, worth)
    telling = ("number", model.title, "state")
    kept = [column for column in columns if column.name in telling]
    left = room - sum(_least(column, model, need) for column in kept)
    for_title = READABLE_TITLE - NARROWEST_TITLE
    hidden = set()
    for column in columns:
        if column.name not in telling:
            left -= needed(column, need) - (_GIVEN_UP if column.live else 0)
            if left < (0 if column.live else for_title):
                hidden.add(column.name)
    return hidden


def _less_worth(
    columns: Sequence[ListColumn], model: type[Record], room: int, need: Needed, worth: Sequence[str]
) -> set[str]:
    rank = {name: place for place, name in enumerate(worth)}
    others = [column for column in columns if column.name != model.title]
    left = room - READABLE_TITLE
    hidden = set()
    for column in sorted(others, key=lambda each: rank.get(each.name, len(rank))):
        left -= needed(column, need)
        if left < 0:
            hidden.add(column.name)
    return hidden


def widths_for(columns: Sequence[ListColumn], model: type[Record], room: int, need: Needed) -> dict[str, int]:
    """What each needs, and the rest of the room to the title."""
    widths = {column.name: _least(column, model, need) for column in columns}
    if model.title in widths and any(column.live for column in columns):
        widths[model.title] -= _GIVEN_UP
    over = room - sum(widths.values())
    if over > 0 and model.title in widths:
        widths[model.title] += over
    return widths


def _least(column: ListColumn, model: type[Record], need: Needed) -> int:
    return NARROWEST_TITLE if column.name == model.title else needed(column, need)
