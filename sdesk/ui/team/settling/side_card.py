"""One side of what met: where, who and when, and what they made of it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from sdesk.models import FieldSpec, Kind, field_of
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.team.settling import Side, ToSettle
from sdesk.practice.team.ways import brought_about, is_ours, stands
from sdesk.practice.unsaved import as_json
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.pieces import (
    STRETCH,
    Card,
    FieldTitle,
    GroupTitle,
    HelpText,
    ReadText,
    StateLabel,
    column_of,
    row_of,
)
from sdesk.ui.records.history_text import FieldChange, ids_in, value_text
from sdesk.ui.records.marked_text import FEW, ChangedText
from sdesk.ui.records.naming import name_of
from sdesk.ui.records.reading import moment_text
from sdesk.ui.team.settling.words import deed, field_label, said_of, written_by
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.theme.marks import Shape, StateMark

LEAST_SIDE = 264
LONG = 200
"""Letters after which also a value of one line is shown with what was changed in it."""


class SideCard(Card):
    """Of a field its value, marked where it is long; of all else what was done, field by field."""

    def __init__(self, workspace: Workspace, each: ToSettle, side: Side, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._each, self.side = workspace, each, side
        self.is_ours = is_ours(workspace, side.replica)
        self.where = _("Here") if self.is_ours else side.device or _("a laptop without a name")
        self.stands = stands(workspace, each, side)
        self.setObjectName("settle.side")
        head = row_of(GroupTitle(self.where, self), STRETCH)
        mark = self._mark()
        if mark is not None:
            head.addWidget(StateLabel(mark, self), 0, Qt.AlignmentFlag.AlignVCenter)
        who = side.who or _("nobody named")
        told = [who, moment_text(side.at)]
        if self.is_ours and side.device:
            told.append(side.device)
        body = column_of(head, HelpText(" · ".join(told), self), inside=self, margins=PAGE_MARGIN, spacing=4)
        body.addSpacing(GRID)
        self._say(body)
        body.addStretch(1)
        self.setAccessibleName(", ".join([self.where, *told, *([mark.word] if mark else [])]))

    def _mark(self) -> StateMark | None:
        if self.stands is None:
            return None
        if self.stands:
            return StateMark(Shape.APPROVED, _("stands now"))
        return StateMark(Shape.NOT_APPLICABLE, _("does not stand"))

    def _say(self, body: QVBoxLayout) -> None:
        if isinstance(self.side.value, list) and self._each.kind in ("field", "text"):
            body.addWidget(self._value())
            return
        body.addWidget(FieldTitle(deed(self._each, self.side), self))
        for change in written_by(self._workspace, self._each, self.side):
            body.addSpacing(4)
            body.addWidget(HelpText(change.label, self))
            body.addWidget(self._change(change))
        besides = brought_about(self._workspace, self._each, self.side)
        if besides:
            body.addSpacing(4)
            body.addWidget(HelpText(_("What came with it"), self))
        for besides_it in besides:
            body.addWidget(ReadText(said_of(besides_it, falls=self.stands is False), self))

    def _value(self) -> QWidget:
        before, after = (_words(self._workspace, self._each, value) for value in self.side.value)
        shown = _read(before, after, self)
        shown.setObjectName("settle.value")
        shown.setAccessibleName(f"{field_label(self._each)}: {self.where}")
        return shown

    def _change(self, change: FieldChange) -> QWidget:
        sides = (change.before, change.after)
        if all(sides) and (_is_long(*sides) or all(len(text.split()) > FEW for text in sides)):
            return ChangedText(*sides, self)
        said = f"{change.before}  →  {change.after or '–'}" if change.before else change.after
        return ReadText(said, self)


class SideBySide(QWidget):
    """The sides beside each other as far as there is room, else one below the other."""

    def __init__(self, cards: Sequence[SideCard], parent: QWidget) -> None:
        super().__init__(parent)
        self._cards, self._columns = cards, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2 * GRID)
        self._arrange(len(cards))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_SIDE, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width() // LEAST_SIDE)

    def _arrange(self, room: int) -> None:
        count = len(self._cards)
        columns = max(1, min(room, 2 if count in (2, 4) else 3, count))
        if columns == self._columns:
            return
        for at in range(self._columns):
            self._grid.setColumnStretch(at, 0)
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // columns, place % columns)
            self._grid.setColumnStretch(place % columns, 1)
        self._columns = columns


def _read(before: str, after: str, parent: QWidget) -> ReadText:
    if before and after and _is_long(before, after):
        return ChangedText(before, after, parent)
    return ReadText(after, parent)


def _is_long(before: str, after: str) -> bool:
    return any("\n" in text or len(text) > LONG for text in (before, after))


def before_both(workspace: Workspace, each: ToSettle) -> str:
    """What the field said before any side wrote it; "" where that is long, for then each side shows it struck through."""
    if each.kind != "field":
        return ""
    sides = [side.value for side in each.sides if isinstance(side.value, list)]
    said = {_words(workspace, each, value[0]) for value in sides}
    after = [_words(workspace, each, value[1]) for value in sides]
    before = said.pop() if len(said) == 1 else ""
    return "" if any(_is_long(before, text) for text in after) else before


def _words(workspace: Workspace, each: ToSettle, value: object) -> str:
    spec = _spec(each)
    plain = as_json(value)
    if spec is None:
        return "" if plain is None else str(plain)
    if spec.kind in (Kind.TEXT, Kind.LONG_TEXT):
        return str(plain or "").strip()
    names = {key: name_of(entry) for key, entry in entries(workspace, set(ids_in(spec, plain))).items()}
    return value_text(spec, plain, names)


def _spec(each: ToSettle) -> FieldSpec | None:
    try:
        return field_of(each.model, each.field)
    except StopIteration:
        return None


__all__ = ["SideBySide", "SideCard", "before_both"]
