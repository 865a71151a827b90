"""Where somebody says that they have done a task that leaves no record of its own, and what came of it."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sdesk.practice.audit.performing import read_as_a_rule
from sdesk.practice.guidance.wizards import WizardPage
from sdesk.practice.readiness.evidence.reviews import too_little_for_management
from sdesk.practice.readiness.tasks import perform_task, why_not_done
from sdesk.translation import NOTHING_SAID
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Callout, Card, FieldTitle, HelpText, LabelledField, TextField, Tone, button
from sdesk.ui.records.fields.looked_at_field import LookedAtField
from sdesk.ui.theme.look import PAGE_MARGIN
from sdesk.ui.unsaved.fields import OpenFields
from sdesk.ui.wording import worded


class OutcomeBox(QWidget):
    """`changed` says that something was typed, `recorded` that the button or Return was pressed."""

    changed = Signal()
    recorded = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        card = Card(self)
        self._title = FieldTitle(_("Done? Say in a sentence what came of it"), card)
        self._field = TextField(card)
        self._field.setObjectName("wizard.outcome")
        self._field.setAccessibleName(self._title.text())
        self._field.setReadOnly(not desk.may_write)
        self._field.changed.connect(self.changed)
        self._field.changed.connect(self._remark_on)
        self._note = HelpText("", card)
        self._remark = Callout(Tone.WARNING, "", card)
        self._remark.setObjectName("wizard.outcome-thin")
        self._remark.hide()
        self._task = ""
        self._looked_at = LookedAtField(desk, card)
        self._looked_at.setObjectName("wizard.looked-at")
        self._asked = LabelledField(_("What was looked at"), self._looked_at, card, required=True)
        record = button(_("Record as done"), card, icon_name="check", name="wizard.record")
        desk.writes(record).clicked.connect(self.recorded)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._field, 1, Qt.AlignmentFlag.AlignTop)
        line.addWidget(record, 0, Qt.AlignmentFlag.AlignTop)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.setSpacing(4)
        inside.addWidget(self._title)
        inside.addLayout(line)
        inside.addWidget(self._note)
        inside.addWidget(self._remark)
        inside.addSpacing(4)
        inside.addWidget(self._asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, 8, PAGE_MARGIN, 12)
        column.addWidget(card)
        self._open_fields = OpenFields(desk, self, "", "", {"outcome": self._field})

    def show_page(self, page: WizardPage, *, anew: bool) -> None:
        self.setVisible(bool(page.outcome) and not page.blocked)
        example = _("For example: {example}").format(example=worded(page.outcome))
        told = page.standing.last_done or page.standing.state == "ready"
        known = worded(page.standing.detail) if told else ""
        self._note.setText(f"{known} {example}".strip())
        self._task = page.key
        if anew:
            self.clear()
            self._looked_at.setValue(read_as_a_rule(self._desk.workspace, page.key))
            self._open_fields.about(f"task {page.key}", f"{page.key} {_(page.task.name)}")
            self._open_fields.take_over()

    def _remark_on(self) -> None:
        """What is typed may be recorded so; where management's review rests on it, it is told what it lacks."""
        said = self.text()
        why = too_little_for_management(self._desk.workspace, self._task, said) if said else NOTHING_SAID
        if why:
            self._remark.say(Tone.WARNING, worded(why))
        self._remark.setVisible(bool(why))

    def text(self) -> str:
        return self._field.value().strip()

    def looked_at(self) -> tuple[UUID, ...]:
        return tuple(self._looked_at.value())

    def record(self, task: str) -> str:
        """Record the task; why it is not done all the same, in words. Raises SdeskError."""
        self._open_fields.about_to_save()
        perform_task(self._desk.workspace, task, self.text(), self.looked_at())
        self.clear()
        left = why_not_done(self._desk.workspace, task)
        if not left:
            self._desk.say(_("{task} is recorded as done.").format(task=task))
            return ""
        said = _("{task} is recorded, and not done yet. {why}").format(task=task, why=worded(left))
        self._desk.say(said)
        return said

    def clear(self) -> None:
        self._open_fields.over()
        self._field.setValue("")
        self._field.setError("")
        self._remark.hide()

    def refuse(self, text: str) -> None:
        """Say beside the field what is missing, and go there."""
        self._field.setError(text)
        self._field.setFocus()
