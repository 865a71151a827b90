"""Above the form of a finding: the statement it was raised against, in words, and who may say that it helped."""

from PySide6.QtWidgets import QWidget

from sdesk.models import Finding, Record
from sdesk.practice.audit.findings import is_alone, who_may_verify
from sdesk.practice.audit.questions import statement_called
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import HelpText, WrappedLabel, column_of
from sdesk.ui.theme.look import PAGE_MARGIN
from sdesk.ui.wording import worded


class FindingStrip(QWidget):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._statement = WrappedLabel("", self)
        self._statement.setObjectName("finding.statement")
        self._who = HelpText("", self)
        self._who.setObjectName("finding.who")
        column_of(
            self._statement, self._who, inside=self, margins=(PAGE_MARGIN, 4, PAGE_MARGIN, 4), spacing=2
        )

    def show_record(self, record: Record | None) -> None:
        finding = record if isinstance(record, Finding) else None
        workspace = self._desk.workspace
        known = statement_called(workspace.packs, finding.statement) if finding else None
        self._statement.setText(worded(known.text) if known else "")
        self._statement.setVisible(known is not None)
        said = self._said(finding) if finding else ""
        self._who.setText(said)
        self._who.setVisible(bool(said))
        self.setVisible(known is not None or bool(said))

    def _said(self, finding: Finding) -> str:
        if finding.state == "carried out":
            people = who_may_verify(self._desk.workspace, finding)
            names = ", ".join(each.name for each in people)
            if people:
                return _("Whether it helped is seen by somebody else: {people}.").format(people=names)
            return _("Nobody else is here: look yourself, not before 30 days have passed.")
        if finding.state == "verified" and is_alone(self._desk.workspace, finding):
            return _("Verified by who carried it out, as nobody else was there, 30 days after.")
        return ""
