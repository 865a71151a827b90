"""What is open or known already and looks the same as the call that is being typed."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sdesk.practice.finding.similar import similar_open
from sdesk.practice.incident.known_errors import known_errors_like
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.incident.similar_list import FoundList
from sdesk.ui.pieces import HelpText, column_of

FEWEST_LETTERS = 3


class Alike(QWidget):
    """`linked` are the incidents that it belongs to, `known` the known errors that it is a case of, both as they were
    chosen here; `same` says that it is nothing new."""

    same = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.linked: set[UUID] = set()
        self.known: set[UUID] = set()
        self.found = FoundList(self)
        self.found.hide()
        self._hint = HelpText(
            _("Open incidents and known errors that look the same show up here while you type."), self
        )
        column_of(self._hint, self.found, inside=self)
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
        self._hint.setVisible(not incidents and not errors)

    def clear(self) -> None:
        self.linked.clear()
        self.known.clear()
        self.found.show_found([], [])
        self._hint.show()

    def _link(self, record_id: UUID, chosen: bool) -> None:
        (self.linked.add if chosen else self.linked.discard)(record_id)

    def _use_known(self, record_id: UUID, chosen: bool) -> None:
        (self.known.add if chosen else self.known.discard)(record_id)


__all__ = ["Alike"]
