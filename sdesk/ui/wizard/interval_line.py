"""How often a task that comes back is done here: one quiet line, changed in place."""

from typing import cast

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from sdesk.errors import SdeskError
from sdesk.practice.guidance.wizards import WizardPage
from sdesk.practice.readiness.tasks import LONGEST_INTERVAL, interval_here, set_interval
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import HelpText, NumberField
from sdesk.ui.theme.look import GRID
from sdesk.ui.wording import worded


class IntervalLine(QWidget):
    """Shown for recurring tasks only. What is typed is kept on Return, or when the field is left."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._task = ""
        said = HelpText(_("At least every"), self)
        said.setWordWrap(False)
        self._days = NumberField(self, minimum=1, maximum=LONGEST_INTERVAL, unit=_("days"))
        self._days.setObjectName("wizard.interval")
        self._days.setAccessibleName(_("Days within which this is done again"))
        cast(QLineEdit, self._days.focusProxy()).editingFinished.connect(self._keep)
        self._days.setReadOnly(not desk.may_write)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        line.addWidget(said)
        line.addWidget(self._days)
        line.addStretch(1)
        self.hide()

    def show_page(self, page: WizardPage) -> None:
        self._task = page.key if page.case is None and page.task.cadence == "recurring" else ""
        self.setVisible(bool(self._task))
        if self._task:
            self._days.setValue(interval_here(self._desk.workspace, self._task))

    def _keep(self) -> None:
        days = self._days.value()
        if not self._task or days is None or days == interval_here(self._desk.workspace, self._task):
            return
        try:
            set_interval(self._desk.workspace, self._task, int(days))
        except SdeskError as fault:
            self._days.setError(worded(fault))
            return
        said = ngettext("{task} comes back every {n} day.", "{task} comes back every {n} days.", int(days))
        self._desk.say(said.format(task=self._task, n=int(days)))
