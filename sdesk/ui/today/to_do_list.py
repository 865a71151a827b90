"""The list of things to do: four sections, one line a thing. It keeps its place, and nothing moves under the pointer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QElapsedTimer, QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QWidget

from sdesk.packs import Pack
from sdesk.practice.guidance.to_do import Group, Thing
from sdesk.practice.guidance.today import ToDo
from sdesk.translation import gettext as _
from sdesk.ui.pieces.buttons import NOT_MEANT_FOR
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.today.to_do_painter import (
    COLUMNS_ROLE,
    COUNT_ROLE,
    FOLD_ROLE,
    THING_ROLE,
    Columns,
    ThingPainter,
)
from sdesk.ui.today.to_do_words import heading_of, nothing_in, when, who
from sdesk.ui.wording import worded

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class _Line:
    """A line as it should stand: what it is known by, and what it says."""

    key: str
    text: str
    spoken: str
    thing: Thing | None = None
    columns: Columns | None = None
    count: int | None = None


class ThingList(QListView):
    """`opened` carries the Thing that was chosen, `stepped` one whose next step is to be taken.

    `left` tells that the pointer has gone while lines were held back for it.
    """

    opened = Signal(object)
    stepped = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("today.list")
        self.setAccessibleName(_("What to do now"))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSelectionRectVisible(False)
        self._lines = QStandardItemModel(self)
        self._shown: list[_Line] = []
        self._unfolded: bool | None = None
        self._since_step = QElapsedTimer()
        self._is_step_shown = True
        self.is_behind = False
        self.setModel(self._lines)
        self._painter = ThingPainter(self)
        self.setItemDelegate(self._painter)
        self.clicked.connect(self._pressed)

    # ------------------------------------------------------------ showing

    def show_things(
        self,
        found: ToDo,
        now: datetime,
        pack: Pack,
        everything: ToDo | None = None,
        *,
        hold_still: bool = False,
    ) -> None:
        """Show these, of `everything` there is; what was chosen stays chosen, and where it is.

        Where it is to `hold_still`, lines stay where they are until the pointer has left; their words are those of now.
        """
        wanted = list(_lines_of(found, now, pack, everything))
        known = {line.key: line for line in wanted}
        same = [line.key for line in wanted] == [line.key for line in self._shown]
        self.is_behind = hold_still and not same
        if same or hold_still:
            self._shown = [known.get(line.key, line) for line in self._shown]
            for row, line in enumerate(self._shown):
                _fill(self._lines.item(row), line)
        else:
            self._rebuild(wanted)
        self._painter.measure(
            self.fontMetrics(), [(line.thing, line.columns) for line in wanted if line.thing and line.columns]
        )
        self._fold()
        self.viewport().update()
        if not self._is_step_shown:
            self._is_step_shown = True
            self._since_step.start()

    def _rebuild(self, wanted: list[_Line]) -> None:
        """Others in the place of those that were; the chosen one stays at its height, or what comes in its place."""
        chosen = self.chosen()
        place = self.things().index(chosen) if chosen is not None else 0
        is_first = chosen is None
        top = self.visualRect(self.currentIndex()).top() if chosen is not None else 0
        at = self.verticalScrollBar().value()
        self._lines.clear()
        for line in wanted:
            self._lines.appendRow(_fill(QStandardItem(), line))
        self._shown = wanted
        self._fold()
        if is_first:
            self.choose("")
            return
        things = self.things()
        keys = [thing.key for thing in things]
        assert chosen is not None
        key = chosen.key if chosen.key in keys else keys[min(place, len(keys) - 1)] if keys else ""
        self._stay_with(key)
        self.doItemsLayout()
        self.verticalScrollBar().setValue(at)
        if key == chosen.key:
            self.verticalScrollBar().setValue(at + self.visualRect(self.currentIndex()).top() - top)

    def _stay_with(self, key: str) -> None:
        """On that line; where its section has been folded meanwhile, on the fold."""
        known = {line.key: row for row, line in enumerate(self._shown)}
        row = known.get(key, known[_key(Group.READY)])
        if self.isRowHidden(row):
            row = known[_key(Group.READY)]
        at, index = self.verticalScrollBar().value(), self._lines.index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.verticalScrollBar().setValue(at)

    def _fold(self) -> None:
        """What makes ready is folded while something has to be done now, unless somebody said otherwise."""
        counts = {line.key: line.count for line in self._shown if line.count is not None}
        unfolded = self._unfolded if self._unfolded is not None else not counts.get(_key(Group.NOW))
        for row, line in enumerate(self._shown):
            if line.key == _key(Group.READY):
                can_fold = bool(line.count)
                self._lines.item(row).setData(not unfolded if can_fold else None, FOLD_ROLE)
                flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
                self._lines.item(row).setFlags(flags if can_fold else Qt.ItemFlag.NoItemFlags)
            is_ready = line.thing is not None and line.thing.group is Group.READY
            self.setRowHidden(row, is_ready and not unfolded)

    def _set_unfolded(self, unfolded: bool) -> None:
        self._unfolded = unfolded
        self._fold()

    # ------------------------------------------------------------ what is there

    def things(self) -> list[Thing]:
        """All of them in their order, also those of a section that is folded."""
        return [line.thing for line in self._shown if line.thing is not None]

    def texts(self) -> list[str]:
        """Every line as a screen reader says it."""
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(self._lines.item(row).data(role)) for row in range(self._lines.rowCount())]

    def chosen(self) -> Thing | None:
        thing = self.currentIndex().data(THING_ROLE)
        return thing if isinstance(thing, Thing) else None

    def choose(self, key: str) -> None:
        """Put the choice on the thing with that key, were it folded away; on the first that is seen, if it is gone."""
        rows = [(row, line.thing) for row, line in enumerate(self._shown) if line.thing is not None]
        seen = [row for row, _thing in rows if not self.isRowHidden(row)]
        row = next((row for row, thing in rows if thing.key == key), seen[0] if seen else -1)
        if row < 0:
            return
        if self.isRowHidden(row):
            self._set_unfolded(True)
        index = self._lines.index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if row == rows[0][0]:
            self.scrollToTop()

    # ------------------------------------------------------------ keys and the mouse

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_step(event):
            event.accept()  # it is the line's, not that of what stands around
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        heading = self.currentIndex().data(FOLD_ROLE)
        if _is_step(event):
            self._step(event)
        elif event.key() in _ENTER:
            if not event.isAutoRepeat():
                self._pressed(self.currentIndex())
        elif heading is not None and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._set_unfolded(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self.is_behind:
            self.left.emit()

    def _step(self, event: QKeyEvent) -> None:
        thing = self.chosen()
        too_soon = self._since_step.isValid() and self._since_step.elapsed() < NOT_MEANT_FOR
        if thing is not None and not event.isAutoRepeat() and not too_soon:
            self._is_step_shown = False
            self.stepped.emit(thing)
            self._since_step.start()

    def _pressed(self, index: QModelIndex) -> None:
        thing = index.data(THING_ROLE)
        if thing is not None:
            self.opened.emit(thing)
        elif index.data(FOLD_ROLE) is not None:
            self._set_unfolded(index.data(FOLD_ROLE))


def _is_step(event: QKeyEvent) -> bool:
    return event.key() in _ENTER and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _key(group: Group) -> str:
    return f"section/{group.value}"


def _lines_of(found: ToDo, now: datetime, pack: Pack, everything: ToDo | None) -> Iterator[_Line]:
    for group in Group:
        things, title = found.of(group), heading_of(group)
        yield _Line(_key(group), title, f"{title}: {len(things)}", count=len(things))
        for thing in things:
            called = f"{thing.number} {worded(thing.title)}".strip()
            customer = found.names.get(thing.customer, "") if thing.customer else ""
            columns = Columns(customer, when(thing, now), who(thing, found.names, pack))
            parts = (called, columns.customer, columns.said, columns.whose)
            yield _Line(thing.key, called, ", ".join(filter(None, parts)), thing, columns)
        if not things:
            said = nothing_in(group, len(everything.of(group)) if everything else 0)
            yield _Line(f"nothing/{group.value}", said, said)


def _fill(item: QStandardItem, line: _Line) -> QStandardItem:
    item.setEditable(False)
    item.setText(line.text)
    item.setData(line.spoken, Qt.ItemDataRole.AccessibleTextRole)
    item.setData(line.thing, THING_ROLE)
    item.setData(line.columns, COLUMNS_ROLE)
    item.setData(line.count, COUNT_ROLE)
    if line.thing is None:
        item.setFlags(Qt.ItemFlag.NoItemFlags)
    else:
        item.setToolTip(plain_tip(line.spoken))
    return item
