"""The box at the end of the tab bar that finds any record by its number or by words in it."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from sdesk.models import RECORDS, model_named
from sdesk.practice.lifecycle.lists import Entry, entries, search
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import STYLE, column_of
from sdesk.ui.pieces.fields.calendar_popup import PopupFrame
from sdesk.ui.pieces.lines import make_searching
from sdesk.ui.records.marks import mark_of
from sdesk.ui.unsaved.typing import SPOKEN_FOR
from sdesk.ui.window.found_list import FoundLine, FoundList

POPUP_WIDTH = 520
MOST_FOUND = 20
MOST_LATELY = 8


class SearchBox(QLineEdit):
    """Type a number or words; what is found drops down, in groups by kind. Return opens the chosen record."""

    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lately: list[UUID] = []
        self.setObjectName("search")
        self.setProperty(SPOKEN_FOR, True)
        self.setPlaceholderText(_("Search  Ctrl+K"))
        self.setAccessibleName(_("Search all records"))
        self.setToolTip(_("Find any record by its number or by words in it"))
        make_searching(self)
        self._popup = PopupFrame(parent.window())
        self._popup.setObjectName("search.popup")
        self._list = FoundList(self._popup, "search.list", _("Records found"))
        self._list.serve(self)
        self._list.taken.connect(self._take)
        column_of(self._list, inside=self._popup, margins=4, spacing=STYLE)
        self._popup.hide()
        self.textEdited.connect(self._look)
        self.textChanged.connect(self._cleared)
        self._before: QWidget | None = None

    def startFrom(self, focused: QWidget | None) -> None:
        """Take the focus, to give it back on Esc."""
        self._before = focused if focused is not self else self._before
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._look()

    def noteOpened(self, record_id: UUID) -> None:
        """Offer this record first the next time, before anything is typed."""
        self._lately = [record_id, *(each for each in self._lately if each != record_id)][:MOST_LATELY]

    def found(self) -> list[FoundLine]:
        """What the popup shows."""
        return self._list.lines() if self._popup.isVisible() else []

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            self._look()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._popup.hide()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _is_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() == Qt.Key.Key_Down and not self._popup.isVisible():
            self._look()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self._look()  # the list was put away while the words stayed: it is made anew, and not taken as it was
            self._list.take()
        else:
            super().keyPressEvent(event)

    def _look(self) -> None:
        words = self.text().strip()
        if words:
            found = search(self._desk.workspace, words, limit=MOST_FOUND)
            lines = list(_grouped(found)) or [
                FoundLine(_("Nothing has “{words}”. Type less of it, or another word.").format(words=words))
            ]
        else:
            known = entries(self._desk.workspace, self._lately)
            lines = [_line(known[each]) for each in self._lately if each in known]
            lines = [FoundLine(_("Opened lately")), *lines] if lines else []
        self._list.offer(lines)
        if lines:
            self._drop_down()
        else:
            self._popup.hide()

    def _drop_down(self) -> None:
        window = self.window()
        corner = self.mapTo(window, QPoint(self.width(), self.height() + 4))
        width = min(POPUP_WIDTH, window.width() - 16)
        height = min(self._list.neededHeight() + 14, window.height() - corner.y() - 40)
        self._popup.setGeometry(max(8, corner.x() - width), corner.y(), width, height)
        self._popup.show()
        self._popup.raise_()

    def _cleared(self, text: str) -> None:
        if not text:
            self._popup.hide()

    def _take(self, record_id: UUID) -> None:
        self._popup.hide()
        self.clear()
        self.clearFocus()
        self.opened.emit(record_id)

    def _leave(self) -> None:
        if self._popup.isVisible() and self.text():
            self._popup.hide()
        self.clear()
        self._popup.hide()
        if self._before is not None:
            self._before.setFocus()
        else:
            self.clearFocus()


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape


def _grouped(found: Sequence[Entry]) -> Iterator[FoundLine]:
    """Kinds in the order of their best line; within a kind, best first."""
    for model in dict.fromkeys(entry.model for entry in found):
        yield FoundLine(_("Services") if model == "Service" else _(model_named(model).plural))
        yield from (_line(entry) for entry in found if entry.model == model)


_NAMES = {model.__name__ for model in RECORDS}


def _line(entry: Entry) -> FoundLine:
    if entry.model not in _NAMES:  # a service: a row of the catalogue
        return FoundLine(entry.label, "", entry.opens, "layers")
    model = model_named(entry.model)
    mark = mark_of(model, entry.state)
    newer = model.versioned and entry.version > 1
    said = _("{state} · version {n}").format(state=mark.word, n=entry.version) if newer else mark.word
    return FoundLine(entry.label, said, entry.opens, mark=mark)
