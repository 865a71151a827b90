"""The last page of the first run: what will be made, and a passphrase for those who want one."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from sdesk.models.governance.organization import Variant
from sdesk.practice.governance.first_run import NewProvider
from sdesk.practice.lifecycle.problem import Problem
from sdesk.translation import gettext as _
from sdesk.translation import message
from sdesk.ui.pieces import Callout, Card, HelpText, ReadText, Tone
from sdesk.ui.theme.look import PAGE_MARGIN
from sdesk.ui.wizard.first_run_page import FirstRunPage
from sdesk.ui.wording import worded

SHORTEST = 8

_TAKEN_ON = {
    Variant.FULL: message("Everything"),
    Variant.OPERATIONAL: message("Daily operation"),
    Variant.GOVERNANCE: message("Governance"),
}


class ReadyPage(FirstRunPage):
    """A summary, and the one button that makes the workspace."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "ready",
            _("Ready to begin"),
            _("This is what will be made. Then a page at a time leads you through what is set up once."),
            ("passphrase", "again"),
            parent,
        )
        card = Card(self)
        self._facts = QFormLayout(card)
        self._facts.setContentsMargins(PAGE_MARGIN, 12, PAGE_MARGIN, 12)
        self._facts.setHorizontalSpacing(24)
        self._facts.setVerticalSpacing(6)
        self.column.addWidget(card)
        self._wanted = QCheckBox(_("Protect the file with a passphrase"), self)
        self._wanted.setObjectName("first-run.protect")
        self._wanted.toggled.connect(self._show_passphrase)
        self.column.addSpacing(8)
        self.column.addWidget(self._wanted)
        self._first = _secret("first-run.passphrase", _("Passphrase"), self)
        self._again = _secret("first-run.passphrase-again", _("The same again"), self)
        self._secrets = QWidget(self)
        line = QHBoxLayout(self._secrets)
        line.setContentsMargins(28, 0, 0, 0)
        for field in (self._first, self._again):
            line.addWidget(field)
        self.column.addWidget(self._secrets)
        self._warning = Callout(
            Tone.WARNING,
            _("Nobody can open the file without it, and nobody can find it again for you."),
            self,
        )
        self.column.addWidget(self._warning)
        self.column.addStretch(1)
        self._show_passphrase(False)

    def passphrase(self) -> str:
        return self._first.text() if self._wanted.isChecked() else ""

    def problems(self) -> list[Problem]:
        if not self._wanted.isChecked():
            return []
        if len(self._first.text()) < SHORTEST:
            return [
                Problem(
                    "passphrase",
                    message("The passphrase is shorter than {n} characters.", n=SHORTEST),
                    message("Make it longer."),
                )
            ]
        if self._first.text() != self._again.text():
            return [Problem("again", message("The two passphrases differ."), message("Type them again."))]
        return []

    def sum_up(self, provider: NewProvider, path: Path) -> None:
        """Show what the other pages say."""
        while self._facts.rowCount():
            self._facts.removeRow(0)
        me = provider.people[provider.working].name if 0 <= provider.working < len(provider.people) else ""
        names = ", ".join(person.name for person in provider.people)
        for label, text in (
            (_("Organization"), provider.name),
            (_("People"), names),
            (_("You are"), me),
            (_("Taken on"), worded(_TAKEN_ON[provider.variant])),
            (_("Time zone, paper"), f"{provider.time_zone}, {provider.paper.value}"),
            (_("File"), str(path)),
        ):
            reading = ReadText(text, self)
            reading.setAccessibleName(label)
            self._facts.addRow(HelpText(label, self), reading)

    def focus_first(self) -> None:
        """Nothing has to be filled in here: the button that makes the workspace keeps the focus."""

    def _show_passphrase(self, shown: bool) -> None:
        self._secrets.setVisible(shown)
        self._warning.setVisible(shown)
        if shown:
            self._first.setFocus()


def _secret(name: str, title: str, parent: QWidget) -> QLineEdit:
    made = QLineEdit(parent)
    made.setObjectName(name)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setPlaceholderText(title)
    made.setAccessibleName(title)
    return made
