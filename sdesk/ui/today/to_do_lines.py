"""The lines of Today as the list has them: known by a key; what they say is put into words when somebody looks or listens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from sdesk.packs import Pack
from sdesk.practice.guidance.to_do import Group, Thing
from sdesk.practice.guidance.today import ToDo
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.today.to_do_words import heading_of, nothing_in, when, who
from sdesk.ui.wording import worded

THING_ROLE = Qt.ItemDataRole.UserRole + 1
COUNT_ROLE = Qt.ItemDataRole.UserRole + 2
COLUMNS_ROLE = Qt.ItemDataRole.UserRole + 3
FOLD_ROLE = Qt.ItemDataRole.UserRole + 4
"""Whether the section below a heading is folded; None where it cannot be."""

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Columns:
    """What stands beside a subject: for whom it is, what is to be known, whose it is."""

    customer: str = ""
    said: str = ""
    whose: str = ""


class Line:
    """A heading with its `count`, or what stands there where there is nothing."""

    thing: Thing | None = None
    columns = Columns()
    number = ""

    def __init__(self, key: str, text: str, count: int | None = None) -> None:
        self.key, self.text, self.count = key, text, count

    @property
    def spoken(self) -> str:
        return self.text if self.count is None else f"{self.text}: {self.count}"


class ThingLine(Line):
    """A thing to do."""

    def __init__(self, thing: Thing, names: Mapping[UUID, str], now: datetime, pack: Pack) -> None:
        self.key, self.count, self.thing, self.number = thing.key, None, thing, thing.number
        self._names, self._now, self._pack = names, now, pack

    @cached_property
    def text(self) -> str:  # type: ignore[override]
        assert self.thing
        return f"{self.number} {worded(self.thing.title)}".strip()

    @cached_property
    def columns(self) -> Columns:  # type: ignore[override]
        thing = self.thing
        assert thing
        customer = self._names.get(thing.customer, "") if thing.customer else ""
        return Columns(customer, when(thing, self._now), who(thing, self._names, self._pack))

    @property
    def spoken(self) -> str:
        said = self.columns
        return ", ".join(filter(None, (self.text, said.customer, said.said, said.whose)))


def key_of(group: Group) -> str:
    return f"section/{group.value}"


def lines_of(found: ToDo, now: datetime, pack: Pack, everything: ToDo | None) -> list[Line]:
    lines: list[Line] = []
    for group in Group:
        things = found.of(group)
        lines.append(Line(key_of(group), heading_of(group), len(things)))
        lines.extend(ThingLine(thing, found.names, now, pack) for thing in things)
        if not things:
            said = nothing_in(group, len(everything.of(group)) if everything else 0)
            lines.append(Line(f"nothing/{group.value}", said))
    return lines


class ThingLines(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()
        self._folds: dict[int, bool] = {}

    def put(self, lines: Sequence[Line]) -> None:
        """Others in the place of those that were."""
        self.beginResetModel()
        self.lines, self._folds = lines, {}
        self.endResetModel()

    def say_anew(self, lines: Sequence[Line]) -> None:
        """As many as there are, each in its place."""
        self.lines = lines
        if lines:
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))

    def fold(self, row: int, folded: bool | None) -> None:
        """Say of a heading whether what is below it is folded; None where it cannot be."""
        if self._folds.get(row) != folded:
            self._folds.pop(row, None)
            if folded is not None:
                self._folds[row] = folded
            self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        is_chosen = self.lines[index.row()].thing is not None or index.row() in self._folds
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen if is_chosen else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return line.spoken
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(line.spoken) if line.thing is not None else None
            case _other if role == THING_ROLE:
                return line.thing
            case _other if role == COLUMNS_ROLE:
                return line.columns if line.thing is not None else None
            case _other if role == COUNT_ROLE:
                return line.count
            case _other if role == FOLD_ROLE:
                return self._folds.get(index.row())
        return None


__all__ = [
    "COLUMNS_ROLE",
    "COUNT_ROLE",
    "FOLD_ROLE",
    "THING_ROLE",
    "Columns",
    "Line",
    "ThingLines",
    "key_of",
    "lines_of",
]
