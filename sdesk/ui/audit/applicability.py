"""Saying that a work product does not apply here, and taking it back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from sdesk.errors import SdeskError
from sdesk.models import ApprovalForm, NotApplicable
from sdesk.practice.lifecycle.approvals import role_to_act_in
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.readiness.work_products import (
    declare_not_applicable,
    make_applicable,
    not_applicable,
    propose_not_applicable,
)
from sdesk.practice.workspaces import working_person
from sdesk.translation import gettext as _
from sdesk.translation import message
from sdesk.ui.desk import Desk
from sdesk.ui.fitting import FitsScreen
from sdesk.ui.pieces import (
    Callout,
    ChoiceField,
    HelpText,
    LabelledField,
    LongTextField,
    PageTitle,
    TabsAsRead,
    Tone,
    WrappedLabel,
    button,
    primary_button,
)
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.unsaved.fields import OpenFields
from sdesk.ui.wording import worded

EXAMPLE = message("We use no suppliers: all services run on our own equipment.")


class ApplicabilityDialog(FitsScreen, TabsAsRead, QDialog):
    """Asks for a reason. With `applies`, it takes the statement back; else it makes and approves it.

    Whoever does not hold the role for approving it leaves the statement for those who do.
    """

    decided = Signal()

    def __init__(self, desk: Desk, work_product: str, parent: QWidget, *, applies: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setObjectName("applicability.dialog")
        self._desk = desk
        self._product = work_product
        self._applies = applies
        self._may_approve = applies or _may_approve(desk)
        name = desk.pack.asks.work_product(work_product).name
        self.setWindowTitle(_("It applies again") if applies else _("Does not apply"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        self._column.setSpacing(2 * GRID)
        self._column.addWidget(PageTitle(self.windowTitle(), self))
        self._column.addWidget(HelpText(f"{work_product} {_(name)}", self))
        self._reason = LongTextField(self, placeholder="" if applies else worded(EXAMPLE))
        self._reason.setObjectName("applicability.reason")
        label = _("Why it applies again") if applies else _("Why it does not apply")
        self._column.addWidget(LabelledField(label, self._reason, self, required=True))
        self._form: ChoiceField | None = None
        if not applies:
            self._add_approval()
        self._trouble = Callout(Tone.ERROR, "", self)
        self._trouble.hide()
        self._column.addWidget(self._trouble)
        self._column.addLayout(self._buttons())
        self.setMinimumWidth(520)
        waiting = not_applicable(desk.workspace, work_product)
        self._reason.setValue(waiting.reason if waiting and not applies else "")
        self._open_fields = OpenFields(
            desk, self, f"applicability {work_product}", f"{work_product}: {self.windowTitle()}"
        )
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        """Carry it out; what keeps it from being done is said in the dialog."""
        if not self._reason.value().strip():
            self._reason.setError(_("The reason is missing."))
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._open_fields.about_to_save()
        try:
            self._carry_out(self._reason.value())
        except SdeskError as fault:
            self._trouble.say(Tone.ERROR, worded(fault))
            self._trouble.show()
            return
        self.decided.emit()
        self.accept()

    def _carry_out(self, reason: str) -> None:
        workspace = self._desk.workspace
        if self._applies:
            make_applicable(workspace, self._product, reason)
        elif self._may_approve:
            form = self._form.value() if self._form else None
            declare_not_applicable(
                workspace,
                self._product,
                reason,
                form=form if isinstance(form, ApprovalForm) else ApprovalForm.SIGNED_HERE,
            )
        else:
            propose_not_applicable(workspace, self._product, reason)

    def _add_approval(self) -> None:
        if not self._may_approve:
            text = _("Management or the Service Manager approves this; until then it waits.")
            self._column.addWidget(Callout(Tone.INFO, text, self))
            return
        person = working_person(self._desk.workspace)
        who = person.name if person else _("nobody named")
        self._column.addWidget(
            WrappedLabel(_("{person} approves that it does not apply.").format(person=who), self)
        )
        self._form = ChoiceField([(form, _(form.label)) for form in ApprovalForm], self, empty=None)
        self._form.setValue(ApprovalForm.SIGNED_HERE)
        self._column.addWidget(LabelledField(_("Form of approval"), self._form, self))

    def _buttons(self) -> QHBoxLayout:
        if self._applies:
            text = _("Make it apply again")
        else:
            text = _("Set to not applicable") if self._may_approve else _("Ask for approval")
        confirm = primary_button(text, self, name="dialog.confirm")
        confirm.setDefault(True)
        confirm.clicked.connect(self.confirm)
        back = button(_("Keep it as it is"), self, name="dialog.keep-editing")
        back.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addStretch(1)
        line.addWidget(back)
        line.addWidget(confirm)
        return line


def _may_approve(desk: Desk) -> bool:
    try:
        role_to_act_in(desk.workspace, NotApplicable.step_called("approve"))
    except Refused:
        return False
    return True


class ApplicabilityLine(Callout):
    """Above a work product that does not apply: why, and the way back."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(Tone.INFO, "", parent)
        self.setObjectName("applicability")
        self._desk = desk
        self._product = ""
        self._is_approved = False
        desk.writes(self.button)
        self.acted.connect(self._act)
        self.hide()

    def show_for(self, work_product: str) -> None:
        """Say what there is to say about this work product; nothing for "" and for one that applies."""
        self._product = work_product
        found = not_applicable(self._desk.workspace, work_product) if work_product else None
        self.setVisible(found is not None)
        if found is None:
            return
        self._is_approved = found.state == "approved"
        if self._is_approved:
            text = _("{product} does not apply here: {reason}")
            self.say(Tone.INFO, text.format(product=work_product, reason=found.reason), _("It applies again"))
        else:
            text = _("That {product} does not apply waits for approval: {reason}")
            self.say(Tone.WARNING, text.format(product=work_product, reason=found.reason), _("Approve"))

    def _act(self) -> None:
        ApplicabilityDialog(self._desk, self._product, self.window(), applies=self._is_approved).open()
