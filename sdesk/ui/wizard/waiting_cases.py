"""On the page of a task that is done case by case: the cases that wait at it, or the way to begin one."""

from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sdesk.practice.guidance.wizards import WizardPage
from sdesk.practice.lifecycle.lists import entries
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import EmptyState, HelpText, button
from sdesk.ui.records.naming import name_of
from sdesk.ui.theme.look import GRID, PAGE_MARGIN

MOST_CASES = 12


class WaitingCases(QWidget):
    """Opens a case in its own wizard, or begins a new one in its tab."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page: WizardPage | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(PAGE_MARGIN, GRID, PAGE_MARGIN, PAGE_MARGIN)
        self._column.setSpacing(GRID)

    def show_page(self, page: WizardPage) -> None:
        self._page = page
        while item := self._column.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        belongs = page.task.cadence == "case" and page.case is None
        self.setVisible(belongs)
        if not belongs:
            return
        if page.standing.cases:
            self._list_cases(page)
        else:
            self._column.addWidget(self._no_case(page))
        self._column.addStretch(1)

    def _list_cases(self, page: WizardPage) -> None:
        number = len(page.standing.cases)
        self._column.addWidget(
            HelpText(
                ngettext("{n} case waits here. Open it to go on with it.", "{n} cases wait here. Open one to go on with it.", number).format(n=number),
                self,
            )
        )  # fmt: skip
        for case, entry in entries(self._desk.workspace, page.standing.cases[:MOST_CASES]).items():
            line = button(
                name_of(entry).replace("&", "&&"), self, icon_name="arrow-right", name=f"case.{entry.number}"
            )
            line.setStyleSheet("text-align: left;")
            line.setProperty("case", str(case))
            line.clicked.connect(self._open_case)
            self._column.addWidget(line)
        if number > MOST_CASES:
            rest = _("{n} more are in the list of {process}.").format(
                n=number - MOST_CASES, process=page.task.case
            )
            self._column.addWidget(HelpText(rest, self))

    def _no_case(self, page: WizardPage) -> QWidget:
        model = self._desk.workspace.model_of(page.task.case)
        action = _("New {kind}").format(kind=_(model.singular.lower()))
        made = EmptyState(_("No case waits here"), _(model.why), action, self)
        self._desk.writes(made.button)
        made.started.connect(self._begin_case)
        return made

    def _open_case(self) -> None:
        self._desk.open_case(UUID(self.sender().property("case")))

    def _begin_case(self) -> None:
        if self._page is not None:
            self._desk.new_record(self._desk.workspace.model_of(self._page.task.case))
