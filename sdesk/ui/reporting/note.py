"""The line above a report: what is looked at, what there is already, what went wrong."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sdesk.practice.reporting import reports as reporting
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.pieces import Callout, Tone
from sdesk.ui.reporting.kinds import ReportKind, Wanted, find_agreement


class ReportNote(Callout):
    """Hidden while there is nothing to say. `report_asked` carries the report that there is already."""

    report_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Tone.INFO, "", parent)
        self.setObjectName("reports.note")
        self._there: UUID | None = None
        self.acted.connect(self._ask)
        self.hide()

    def say_kind(self, workspace: Workspace, kind: ReportKind, wanted: Wanted) -> None:
        """Of a kind of report that is prepared: that this is a look, and whether there is one on these days."""
        if kind.reports is None or wanted.period is None:
            return
        agreement = find_agreement(workspace, wanted.agreement) if kind.asks_agreement else None
        there = reporting.report_on(workspace, kind.reports, wanted.period, agreement)
        self._there = there.id if there else None
        if there is None:
            self.say(Tone.INFO, _("The figures as they are now. Prepare the report to write it and keep it."))
        else:
            text = _("{number} is about these days already. Here are the figures as they are now.")
            self.say(Tone.INFO, text.format(number=there.number), _("Show it"))
        self.show()

    def complain(self, text: str) -> None:
        self.say(Tone.ERROR, text)
        self.show()

    def _ask(self) -> None:
        if self._there is not None:
            self.report_asked.emit(self._there)
