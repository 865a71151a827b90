"""The third page of the first run: how much of the profile to take on."""

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from sdesk.models.governance.organization import Variant
from sdesk.practice.workspaces import known_packs
from sdesk.translation import Message, message
from sdesk.translation import gettext as _
from sdesk.ui.pieces import Card, HelpText, WrappedLabel
from sdesk.ui.theme.look import PAGE_MARGIN, scaled_font
from sdesk.ui.wizard.first_run_page import FirstRunPage
from sdesk.ui.wording import worded

_MEANING = {
    Variant.FULL: (
        message("Everything"),
        message("Direction and daily work together. The choice for most, and the only one that an audit of the whole asks for."),
    ),
    Variant.OPERATIONAL: (
        message("Daily operation"),
        message("Changes, relationships and incidents. For those whose goals and policy are set elsewhere, by a parent company perhaps."),
    ),
    Variant.GOVERNANCE: (
        message("Governance"),
        message("Goals, scope, roles, policy and reviews. A first step for those who begin at the top and do the rest later."),
    ),
}  # fmt: skip


class VariantPage(FirstRunPage):
    """Three choices, each with what it means and how much it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "variant",
            _("What you take on"),
            _(
                "The profile can be used in parts. You can take on more at any time; nothing is lost by beginning small."
            ),
            ("variant",),
            parent,
        )
        self._choices: dict[Variant, QRadioButton] = {}
        group = QButtonGroup(self)
        for variant, (title, meaning) in _MEANING.items():
            choice = QRadioButton(worded(title), self)
            choice.setObjectName(f"first-run.variant.{variant.value}")
            choice.setFont(scaled_font("group_title"))
            choice.setAccessibleDescription(worded(meaning))
            group.addButton(choice)
            self._choices[variant] = choice
            self.column.addWidget(self._card(choice, meaning, variant))
        self._choices[Variant.FULL].setChecked(True)
        self.column.addStretch(1)

    def variant(self) -> Variant:
        return next(variant for variant, choice in self._choices.items() if choice.isChecked())

    def focus_first(self) -> None:
        self._choices[self.variant()].setFocus()

    def _card(self, choice: QRadioButton, meaning: Message, variant: Variant) -> Card:
        asks = known_packs()[0].asks
        count = _("{tasks} tasks, {requirements} requirements").format(
            tasks=len(asks.tasks_of_variant(variant.value)),
            requirements=len(asks.requirements_of_variant(variant.value)),
        )
        card = Card(self)
        column = QVBoxLayout(card)
        column.setContentsMargins(PAGE_MARGIN, 10, PAGE_MARGIN, 12)
        column.setSpacing(4)
        column.addWidget(choice)
        below = QVBoxLayout()
        below.setContentsMargins(28, 0, 0, 0)
        below.setSpacing(4)
        below.addWidget(WrappedLabel(worded(meaning), card))
        below.addWidget(HelpText(count, card))
        column.addLayout(below)
        return card
