"""Where somebody says that they have done a task that leaves no record of its own, and what came of it."""

from gettext import gettext as _

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sdesk.practice.wizards import WizardPage
from sdesk.ui.pieces import Card, GroupTitle, HelpText, LabelledField, LongTextField, button
from sdesk.ui.theme import GRID, PAGE_MARGIN


class OutcomeBox(QWidget):
    """`changed` says that something was typed, `recorded` that the button was pressed."""

    changed = Signal()
    recorded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = Card(self)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(PAGE_MARGIN, 12, PAGE_MARGIN, 12)
        inside.setSpacing(GRID)
        self._note = HelpText("", card)
        self._field = LongTextField(card)
        self._field.setObjectName("wizard.outcome")
        self._field.changed.connect(self.changed)
        inside.addWidget(GroupTitle(_("Done?"), card))
        inside.addWidget(self._note)
        inside.addWidget(LabelledField(_("What came of it, in a sentence"), self._field, card, required=True))
        record = button(_("Record as done"), card, icon_name="check", name="wizard.record")
        record.clicked.connect(self.recorded)
        inside.addWidget(record, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, GRID, PAGE_MARGIN, PAGE_MARGIN)
        column.addWidget(card)

    def show_page(self, page: WizardPage, *, anew: bool) -> None:
        self.setVisible(bool(page.outcome) and not page.blocked)
        days = page.standing.detail
        self._note.setText(
            _("{standing} For example: {example}").format(standing=days, example=_(page.outcome))
            if page.outcome
            else ""
        )
        if anew:
            self.clear()

    def text(self) -> str:
        return self._field.value().strip()

    def clear(self) -> None:
        self._field.setValue("")
        self._field.setError("")

    def refuse(self, text: str) -> None:
        """Say beside the field what is missing, and go there."""
        self._field.setError(text)
        self._field.setFocus()
