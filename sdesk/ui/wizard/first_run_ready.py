"""The last page of the first run: what will be made, and a passphrase for those who want one."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QWidget

from sdesk.models.governance.organization import Variant
from sdesk.practice.governance.first_run import NewProvider
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.passphrase import problems_of, strength
from sdesk.translation import gettext as _
from sdesk.translation import message
from sdesk.ui.pieces import Callout, Card, HelpText, ReadText, Tone
from sdesk.ui.pieces.secret import secret_line
from sdesk.ui.theme.look import PAGE_MARGIN
from sdesk.ui.wizard.first_run_page import FirstRunPage
from sdesk.ui.wording import worded

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
        self._first = secret_line("first-run.passphrase", _("Passphrase"), self)
        self._again = secret_line("first-run.passphrase-again", _("The same again"), self)
        self._secrets = QWidget(self)
        line = QHBoxLayout(self._secrets)
        line.setContentsMargins(28, 0, 0, 0)
        for field in (self._first, self._again):
            line.addWidget(field)
        self.column.addWidget(self._secrets)
        self._strength = HelpText("", self)
        self._strength.setObjectName("first-run.strength")
        self._first.textChanged.connect(self._show_strength)
        self.column.addWidget(self._strength)
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
        return problems_of(self._first.text(), self._again.text())

    def sum_up(self, provider: NewProvider, path: Path, copies: Path | None) -> None:
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
            *([(_("Copies of it"), str(copies))] if copies is not None else []),
        ):
            reading = ReadText(text, self)
            reading.setAccessibleName(label)
            self._facts.addRow(HelpText(label, self), reading)

    def focus_first(self) -> None:
        """Nothing has to be filled in here: the button that makes the workspace keeps the focus."""

    def _show_strength(self, words: str) -> None:
        self._strength.setText(worded(strength(words).said) if words else "")

    def _show_passphrase(self, shown: bool) -> None:
        self._secrets.setVisible(shown)
        self._strength.setVisible(shown)
        self._warning.setVisible(shown)
        if shown:
            self._first.setFocus()
