"""Today of a workspace that is not set up yet."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces import STRETCH, Card, GroupTitle, WrappedLabel, column_of, primary_button, row_of
from sdesk.ui.theme.look import PAGE_MARGIN


class SetupCard(Card):
    """Where a new workspace begins: how far the set-up is, and the wizard that goes on with it."""

    asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("today.setup")
        self._title = GroupTitle(_("Set up service delivery"), self)
        self._said = WrappedLabel("", self)
        self._go_on = primary_button("", self, icon_name="arrow-right", name="action.set-up")
        self._go_on.clicked.connect(self.asked)
        texts = column_of(self._title, self._said, spacing=2)
        row_of(
            (texts, 100),
            STRETCH,
            self._go_on,
            inside=self,
            margins=(PAGE_MARGIN, 12, PAGE_MARGIN, 12),
            spacing=PAGE_MARGIN,
        )

    def show_progress(self, done: int, total: int) -> None:
        said = (
            _("{done} of {total} set-up tasks are done. The wizard leads through the rest, one page a task.")
            if done
            else _("{total} tasks, one page each, in the order in which one builds on the other.")
        )
        self._said.setText(said.format(done=done, total=total))
        self._go_on.setText(_("Go on with the set-up") if done else _("Start the set-up"))
