"""The lines at the top of a page of a wizard: what has to come first, with the way there, and the way back from there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sdesk.practice.guidance.wizards import WizardPage
from sdesk.translation import gettext as _
from sdesk.ui.pieces import Callout, Tone
from sdesk.ui.theme.look import GRID
from sdesk.ui.wording import worded


class ComesFirst(QWidget):
    """`go_asked` carries the task to go to, `back_asked` says that somebody wants to be where they came from."""

    go_asked = Signal(str)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None, *, may_write: bool = True) -> None:
        super().__init__(parent)
        self._may_write = may_write
        self._page: WizardPage | None = None
        self._refused = ""
        self.line = Callout(Tone.WARNING, "", self)
        self.line.setObjectName("wizard.first")
        self.line.button.setObjectName("wizard.go-first")
        self.line.acted.connect(self._go)
        self.way_back = Callout(Tone.INFO, "", self)
        self.way_back.setObjectName("wizard.came-from")
        self.way_back.button.setObjectName("wizard.come-back")
        self.way_back.acted.connect(self.back_asked)
        self.way_back.hide()
        for each in (self.line, self.way_back):
            each.button.setAutoDefault(True)  # so that Return presses the one that has the focus
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.way_back)
        column.addWidget(self.line)
        self.hide()

    def show_page(self, page: WizardPage) -> None:
        """What has to come before the page is finished, and that writing waits for nothing.

        What was refused on the page stays told until somebody goes to another one, or nothing has to come first.
        """
        same = self._page is not None and (self._page.key, self._page.case) == (page.key, page.case)
        self._page = page
        if not (same and page.blocked):
            self._refused = ""
        self._say()
        self.line.setVisible(page.blocked)
        self._suit()

    def refuse(self, step: str) -> None:
        """Why the step that finishes the page is not taken; the way to what comes first is one key away."""
        self._refused = step
        self._say()
        self.line.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self) -> None:
        if self._page is None:
            return
        first, tone = worded(self._page.first), Tone.WARNING
        if self._refused:
            said = _("“{step}” has to wait, and what you typed is kept. {first}")
            first, tone = said.format(step=self._refused, first=first), Tone.ERROR
        elif self._page.products and self._may_write:
            first = _("{first} You can write here all the same.").format(first=first)
        self.line.say(tone, first, self._way_there(first))

    def _way_there(self, said: str) -> str:
        """Where something has to come before that which has to come first, the way begins there."""
        assert self._page is not None
        task = self._page.leads_to
        if not task:
            return ""
        return (_("Go to {task}") if task in said else _("Begin with {task}")).format(task=task)

    def offer_way_back(self, key: str) -> None:
        """The way to the page from which somebody was sent here; "" for none."""
        said = _("You came here from {task}, which waits for this.").format(task=key)
        self.way_back.say(Tone.INFO, said, _("Back to {task}").format(task=key))
        self.way_back.setVisible(bool(key))
        self._suit()

    def _suit(self) -> None:
        self.setVisible(not (self.line.isHidden() and self.way_back.isHidden()))

    def _go(self) -> None:
        if self._page is not None:
            self.go_asked.emit(self._page.leads_to)
