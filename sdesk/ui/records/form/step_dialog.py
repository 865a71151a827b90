"""What a step asks before it is taken: a few fields, a reason, an approval."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from sdesk.errors import SdeskError
from sdesk.models import ApprovalForm, Kind, Record, ServiceReport, Step, field_of
from sdesk.models.governance import ServiceRole
from sdesk.practice.calendar import days
from sdesk.practice.lifecycle.actions import is_approval
from sdesk.practice.lifecycle.approvals import role_to_act_in
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.steps import fingerprint, take_step, warnings
from sdesk.practice.lifecycle.thin import thin_answer, thin_reason
from sdesk.practice.workspaces import now, working_person
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    FEET,
    Callout,
    ChoiceField,
    Dialog,
    FieldWidget,
    GroupTitle,
    HelpText,
    LabelledField,
    LongTextField,
    PageTitle,
    Tone,
    WrappedLabel,
    column_of,
    danger_button,
    primary_button,
)
from sdesk.ui.pieces.dialog import explained
from sdesk.ui.records.fields import field_for
from sdesk.ui.records.fields.link_fields import Create, FieldContext
from sdesk.ui.records.form.head_words import who_acts
from sdesk.ui.records.form.thin_note import ThinNote
from sdesk.ui.records.hash_details import HashDetails, spaced
from sdesk.ui.records.naming import called
from sdesk.ui.theme.look import GRID, GROUP_GAP, PAGE_MARGIN
from sdesk.ui.unsaved.fields import OpenFields
from sdesk.ui.wording import worded

WIDTH = 560


def asks_nothing(desk: Desk, record: Record, step: Step) -> bool:
    """Whether the step is taken by its button alone."""
    if step.asks or step.reason or (step.approves and not step.at_once):
        return False
    return not step.approves or not (warnings(desk.workspace, record, step) or who_acts(desk, step))


class StepDialog(Dialog):
    """Take one step of one record. `taken` carries the record in its new state; `lacking` the problems elsewhere."""

    taken = Signal(object)
    lacking = Signal(object)
    width_wanted: ClassVar[int] = WIDTH

    def __init__(
        self, desk: Desk, record: Record, step: Step, create: Create, parent: QWidget | None = None
    ) -> None:
        super().__init__("step.dialog", _(step.label), parent, width=self.width_wanted)
        self.setAccessibleName(_(step.label))
        self.desk = desk
        self.record = record
        self.step = step
        self._fields: dict[str, FieldWidget] = {}
        self._reason: LongTextField | None = None
        self._form: ChoiceField | None = None
        self._evidence: LongTextField | None = None
        self._context = FieldContext(desk, create, self._value_of)
        self._assemble()
        title = f"{record.number}: {_(step.label)}"
        self._open_fields = OpenFields(desk, self, f"step {step.name}", title, record=record)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._grow)
        first = next(iter([*self._fields.values(), *filter(None, (self._reason, self._form))]), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _grow(self) -> None:
        """As high as all that is asked, where the screen has the room: nothing is scrolled for a few pixels."""
        lacking = self._scroll.verticalScrollBar().maximum()
        if self.isVisible() and lacking > 0:
            self.fit(self.width(), self.height() + lacking)

    # taking the step

    def confirm(self) -> None:
        """Take the step; what is missing is said beside the fields here, or in the form behind."""
        for field in self._fields.values():
            field.setError("")
        unreadable = [field for field in self._fields.values() if field.typedProblem()]
        if unreadable:
            unreadable[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._open_fields.about_to_save()
        try:
            taken = self.take()
        except Refused as refusal:
            self._show_refusal(refusal)
            return
        except SdeskError as fault:
            self.complain(worded(fault))
            return
        self.taken.emit(taken)
        self.accept()

    def take(self) -> Record:
        """Take the step with what was answered. Raises SdeskError."""
        form = self._form.value() if self._form is not None else None
        return take_step(
            self.desk.workspace,
            self.record,
            self.step.name,
            self.values(),
            reason=self._reason.value() if self._reason is not None else "",
            form=form if isinstance(form, ApprovalForm) else ApprovalForm.SIGNED_HERE,
            evidence=self._evidence.value() if self._evidence is not None and self._asks_evidence() else "",
        )

    def _show_refusal(self, refusal: Refused) -> None:
        elsewhere: list[Problem] = []
        for problem in refusal.problems:
            if problem.field in self._fields:
                self._fields[problem.field].setError(worded(problem))
            elif problem.field == "reason" and self._reason is not None:
                self._reason.setError(worded(problem))
            else:
                elsewhere.append(problem)
        if elsewhere or not refusal.problems:
            said = " ".join(worded(problem) for problem in elsewhere)
            self.complain(f"{worded(refusal.message)} {said or worded(refusal.hint)}".strip())
        wrong = next((field for field in self._asked() if field.error()), None)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        self.lacking.emit(elsewhere)

    def values(self) -> dict[str, Any]:
        """What was answered, by field."""
        return {name: field.value() for name, field in self._fields.items()}

    def _value_of(self, name: str) -> Any:
        return self._fields[name].value() if name in self._fields else getattr(self.record, name, None)

    def _asked(self) -> list[FieldWidget]:
        return [*self._fields.values(), *filter(None, (self._reason, self._evidence))]

    # making

    def _assemble(self) -> None:
        page = QWidget(self)
        title = PageTitle(_(self.step.label), page)
        title.setWordWrap(True)
        inside = column_of(
            title, HelpText(self._what_becomes(), page), inside=page, margins=PAGE_MARGIN, spacing=2 * GRID
        )
        self._add_refused_role(inside, page)
        for text in warnings(self.desk.workspace, self.record, self.step):
            inside.addWidget(Callout(Tone.WARNING, worded(text), page))
        self.add_before(inside, page)
        for name in self.step.asks:
            inside.addWidget(self._asked_block(name, page))
        self.add_after(inside, page)
        if self.step.reason:
            inside.addWidget(self._reason_block(page))
        if self.step.approves:
            self._add_approval(inside, page)
        inside.addWidget(self.trouble)
        inside.addStretch(1)
        scroll = self._scroll = QScrollArea(self)
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setProperty("ringed", True)
        scroll.setObjectName("step.scroll")
        scroll.verticalScrollBar().rangeChanged.connect(lambda: QTimer.singleShot(0, self, self._grow))
        scroll.setAccessibleName(_(self.step.label))
        makes = primary_button if self.step.main else danger_button
        feet = self.feet(_(self.step.label), makes=makes, margins=FEET)
        column_of((scroll, 1), feet, inside=self, spacing=0)
        self.resize(self.width_wanted, min(page.sizeHint().height() + 80, 640))

    def _what_becomes(self) -> str:
        about = called(self.record)
        said = (
            _("{record} stays “{state}”.")
            if self.step.to == self.record.state
            else _("{record} becomes “{state}”.")
        )
        return said.format(record=about, state=_(self.step.to))

    def add_before(self, column: QVBoxLayout, parent: QWidget) -> None:
        """For the dialogs of some steps: what is to be read before anything is asked."""

    def add_after(self, column: QVBoxLayout, parent: QWidget) -> None:
        """For the dialogs of some steps: what they ask besides the fields of the step."""

    def _asked_block(self, name: str, parent: QWidget) -> QWidget:
        spec = field_of(type(self.record), name)
        field = field_for(spec, self._context)
        field.setObjectName(f"step.{name}")
        field.setValue(self._proposed(name))
        self._fields[name] = field
        needed = spec.content.needed_for in self.record.states_to_hold(self.step.to)
        block = LabelledField(
            _(spec.label),
            field,
            parent,
            required=bool(spec.content.needed_for) and needed,
            item=self.desk.workspace.packs.mark_of(type(self.record).__name__, spec.name),
            explanation=explained(field, _(spec.content.help) if spec.content.help else ""),
        )
        return ThinNote(block, partial(thin_answer, self.step, spec), parent)

    def _proposed(self, name: str) -> Any:
        """What the record says already, else what is likely: now, and whoever works here."""
        value = getattr(self.record, name)
        spec = field_of(type(self.record), name)
        if not spec.is_empty(value):
            return value
        moment = now(self.desk.workspace)  # to the second: what happened a moment ago is not later
        if spec.kind is Kind.DATE_TIME and not name.startswith("planned"):
            return moment
        if spec.kind is Kind.DATE and spec.content.happened:
            return days.today(self.desk.workspace)
        if spec.kind is Kind.LINK and spec.target == "Person":
            return self.desk.workspace.person_id
        return value

    def _reason_block(self, parent: QWidget) -> QWidget:
        self._reason = LongTextField(parent)
        self._reason.setObjectName("step.reason")
        explanation = _("It is kept in the history.")
        block = LabelledField(_("Reason"), self._reason, parent, required=True, explanation=explanation)
        return ThinNote(block, thin_reason, parent)

    def _add_refused_role(self, column: QVBoxLayout, parent: QWidget) -> None:
        try:
            role_to_act_in(self.desk.workspace, self.step)
        except Refused as refusal:
            column.addWidget(Callout(Tone.WARNING, worded(refusal), parent))

    def _add_approval(self, column: QVBoxLayout, parent: QWidget) -> None:
        column.addSpacing(GROUP_GAP - 2 * GRID)
        column.addWidget(GroupTitle(_("Approval") if is_approval(self.step) else _("Signature"), parent))
        column.addWidget(WrappedLabel(self._who_signs(), parent))
        self._form = ChoiceField([(form, _(form.label)) for form in ApprovalForm], parent, empty=None)
        self._form.setObjectName("step.form")
        self._form.setValue(ApprovalForm.SIGNED_HERE)
        column.addWidget(LabelledField(_("Form"), self._form, parent))
        self._evidence = LongTextField(parent, placeholder=_("E-mail of 3 March, attached"))
        self._evidence.setObjectName("step.evidence")
        explanation = _("Where the yes can be seen. Attach the e-mail or the scan to the record.")
        self._seen_in = LabelledField(_("Evidence"), self._evidence, parent, explanation=explanation)
        column.addWidget(self._seen_in)
        self._form.changed.connect(self._ask_evidence)
        self._ask_evidence()
        if unprintable := self._unprintable():
            column.addWidget(Callout(Tone.WARNING, unprintable, parent))
        if not isinstance(self.record, ServiceReport):
            column.addWidget(HashDetails(self._hash_text, parent))

    def _asks_evidence(self) -> bool:
        """A yes that was not given here is to be seen somewhere; one that is given here is seen here."""
        return self._form is not None and self._form.value() is not ApprovalForm.SIGNED_HERE

    def _ask_evidence(self) -> None:
        self._seen_in.setVisible(self._asks_evidence())

    def _who_signs(self) -> str:
        person = working_person(self.desk.workspace)
        if person is None:
            return _("Nobody is working in this workspace now. Say who you are first.")
        try:
            role = role_to_act_in(self.desk.workspace, self.step)
        except Refused:
            return _("You work here as {person}.").format(person=person.name)
        if is_approval(self.step):
            said = _("{person} approves exactly this content as {role}.")
            alone = _("{person} approves exactly this content.")
        else:
            said = _("“{step}”: {person} signs exactly this content as {role}.")
            alone = _("“{step}”: {person} signs exactly this content.")
        called = {"person": person.name, "step": _(self.step.label)}
        return said.format(**called, role=_(ServiceRole(role).label)) if role else alone.format(**called)

    def _unprintable(self) -> str:
        """What a print of this could not show as it is written."""
        from sdesk.practice.reporting.printing import printout_of
        from sdesk.reports.paper import document_of
        from sdesk.reports.pdf import remark_on

        remark = remark_on(document_of(printout_of(self.desk.workspace, self.record)))
        return worded(remark) if remark else ""

    def _hash_text(self) -> str:
        values: Mapping[str, Any] = self.values()
        digest = fingerprint(self.desk.workspace, self.record, self.step, values)
        return _("SHA-256 of the content: {hash}").format(hash=spaced(digest))
