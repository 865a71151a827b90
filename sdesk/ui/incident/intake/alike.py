"""What is open or known already and looks the same as the call that is being typed."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from sdesk.practice.finding.similar import similar_open
from sdesk.practice.incident.known_errors import known_errors_like
from sdesk.ui.desk import Desk
from sdesk.ui.incident.similar_list import FoundList
from sdesk.ui.pieces import column_of
from sdesk.ui.theme.look import GRID

FEWEST_LETTERS = 3
MOST_HEIGHT = 184
"""Pixels: one of them whole, and that there are more."""


class Alike(QScrollArea):
    """In sight whatever is being typed, and not there where nothing is alike. `linked` are the incidents that it belongs to, `known` the known errors that it is a case of, both as they were
    chosen here; `same` says that it is nothing new."""

    same = Signal(object)
    grown = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.linked: set[UUID] = set()
        self.known: set[UUID] = set()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room = QWidget(self)
        self.found = FoundList(room)
        column_of(self.found, inside=room, margins=(0, 0, GRID, 0))
        self.setWidget(room)
        self.hide()
        self.found.opened.connect(desk.open_record)
        self.found.linked.connect(self._link)
        self.found.used.connect(self._use_known)
        self.found.same.connect(self.same)

    def look(self, words: str, service: UUID | None, besides: UUID | None) -> None:
        """Show what there is; `besides` is the draft that was kept of this very call."""
        enough = len(words) >= FEWEST_LETTERS
        workspace = self._desk.workspace
        incidents = similar_open(workspace, words, service, besides=besides) if enough else []
        errors = known_errors_like(workspace, words, service) if enough else []
        self.found.show_found(incidents, errors, frozenset(self.linked | self.known))
        self._show(bool(incidents or errors))

    def clear(self) -> None:
        self.linked.clear()
        self.known.clear()
        self.found.show_found([], [])
        self._show(False)

    def _show(self, is_any: bool) -> None:
        self.setVisible(is_any)
        if is_any:
            self.found.show()
            self.setFixedHeight(min(self.found.sizeHint().height() + GRID, MOST_HEIGHT))
            self.grown.emit()

    def _link(self, record_id: UUID, chosen: bool) -> None:
        (self.linked.add if chosen else self.linked.discard)(record_id)

    def _use_known(self, record_id: UUID, chosen: bool) -> None:
        (self.known.add if chosen else self.known.discard)(record_id)


__all__ = ["Alike"]
