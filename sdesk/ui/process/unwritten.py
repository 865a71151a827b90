"""A document that nobody has written yet: what it is for, the first step, and the way out where it does not apply."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sdesk.models import Record
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import EmptyState, quiet_button
from sdesk.ui.theme.look import PAGE_MARGIN


class UnwrittenPage(QWidget):
    """`started`: write it; `not_applicable`: it does not apply here."""

    started = Signal()
    not_applicable = Signal()

    def __init__(
        self, desk: Desk, model: type[Record], why: str, parent: QWidget, *, may_not_apply: bool = True
    ) -> None:
        super().__init__(parent)
        sentence = _("{document}: not written yet").format(document=_(model.singular))
        invitation = EmptyState(sentence, why, _("Start writing"), self, icon_name="file-text")
        desk.writes(invitation.button)
        invitation.started.connect(self.started)
        way_out = quiet_button(_("It does not apply here…"), self, name="action.not-applicable")
        way_out.setVisible(may_not_apply)
        desk.writes(way_out).clicked.connect(self.not_applicable)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, PAGE_MARGIN)
        column.addWidget(invitation, 1)
        column.addWidget(way_out, 0, Qt.AlignmentFlag.AlignHCenter)
