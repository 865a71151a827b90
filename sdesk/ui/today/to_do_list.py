"""The list of things to do: four sections, one line a thing. It keeps its place, and nothing moves under the pointer."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QElapsedTimer, QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from sdesk.packs import Pack
from sdesk.practice.guidance.to_do import Group, Thing
from sdesk.practice.guidance.today import ToDo
from sdesk.translation import gettext as _
from sdesk.ui.pieces.buttons import NOT_MEANT_FOR
from sdesk.ui.today.to_do_lines import FOLD_ROLE, THING_ROLE, Line, ThingLines, key_of, lines_of
from sdesk.ui.today.to_do_painter import ThingPainter

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


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
        self._lines = ThingLines(self)
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
        wanted = lines_of(found, now, pack, everything)
        same = [line.key for line in wanted] == [line.key for line in self._shown]
        self.is_behind = hold_still and not same
        if same or hold_still:
            known = {line.key: line for line in wanted}
            self._lines.say_anew([known.get(line.key, line) for line in self._shown])
        else:
            self._rebuild(wanted)
        self._painter.measure(self.fontMetrics(), [line for line in wanted if line.thing])
        self._fold()
        self.viewport().update()
        if not self._is_step_shown:
            self._is_step_shown = True
            self._since_step.start()

    @property
    def _shown(self) -> Sequence[Line]:
        return self._lines.lines

    def _rebuild(self, wanted: Sequence[Line]) -> None:
        """Others in the place of those that were; the chosen one stays at its height, or what comes in its place."""
        chosen = self.chosen()
        place = self.things().index(chosen) if chosen is not None else 0
        is_first = chosen is None
        top = self.visualRect(self.currentIndex()).top() if chosen is not None else 0
        at = self.verticalScrollBar().value()
        self._lines.put(wanted)
        self._fold()
        if is_first:
            self.choose("")
            return
        things = self.things()
        keys = [thing.key for thing in things]
        assert chosen is not None
        key = chosen.key if chosen.key in keys else keys[min(place, len(keys) - 1)] if keys else ""
        self._stay_with(key)
        self.verticalScrollBar().setValue(at)
        if key == chosen.key and (at or self._is_below()):
            self.verticalScrollBar().setValue(at + self.visualRect(self.currentIndex()).top() - top)

    def _is_below(self) -> bool:
        """Whether the chosen line is out of sight; while it is not, the list stays at its beginning, where what is new comes."""
        return self.visualRect(self.currentIndex()).bottom() > self.viewport().height()

    def _stay_with(self, key: str) -> None:
        """On that line; where its section has been folded meanwhile, on the fold."""
        known = {line.key: row for row, line in enumerate(self._shown)}
        row = known.get(key, known[key_of(Group.READY)])
        if self.isRowHidden(row):
            row = known[key_of(Group.READY)]
        at, index = self.verticalScrollBar().value(), self._lines.index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.verticalScrollBar().setValue(at)

    def _fold(self) -> None:
        """What makes ready is folded while something has to be done now, unless somebody said otherwise."""
        counts = {line.key: line.count for line in self._shown if line.count is not None}
        unfolded = self._unfolded if self._unfolded is not None else not counts.get(key_of(Group.NOW))
        for row, line in enumerate(self._shown):
            if line.key == key_of(Group.READY):
                self._lines.fold(row, not unfolded if line.count else None)
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
        return [line.spoken for line in self._shown]

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
