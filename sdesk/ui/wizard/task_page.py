"""The middle of a wizard: one task, who does it, what stands in its way, and the forms of what it produces."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from sdesk.errors import SdeskError
from sdesk.models import Document, Record, ServiceChangeRequest, ServiceIncident
from sdesk.models.record import approval
from sdesk.packs import TaskBinding
from sdesk.practice.guidance.wizards import Doer, PageProduct, WizardPage
from sdesk.practice.lifecycle.records import new_version
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.readiness.done import still_to_read, still_to_write
from sdesk.translation import gettext as _
from sdesk.ui.control.deployment_panel import DeploymentPanel
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Callout, HelpText, PageTitle, StateLabel, Tone
from sdesk.ui.process.views import tab_of_view, view_called
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.theme.marks import Shape, StateMark
from sdesk.ui.wizard.comes_first import ComesFirst
from sdesk.ui.wizard.interval_line import IntervalLine
from sdesk.ui.wizard.not_applicable import NotApplicableDialog
from sdesk.ui.wizard.outcome_box import OutcomeBox
from sdesk.ui.wizard.page_list import mark_of_page
from sdesk.ui.wizard.product_area import UNLIMITED, ProductArea
from sdesk.ui.wizard.waiting_cases import WaitingCases
from sdesk.ui.wording import worded

MOST_CASES = 12
LEAST_HEIGHT = 200
"""Of what is to be read before a decision, however long the form below it is."""


DEPLOYMENT = "deployment"
"""The panel above the fields of a page, as bindings of tasks name it."""


class TaskPage(QWidget):
    """Shows a page and carries out what its one primary button says.

    `moved_on` says that something on the page was brought a step further; `go_asked` carries the id of the task to
    go to, `typed` says that the button may have to say something else.
    """

    moved_on = Signal()
    go_asked = Signal(str)
    typed = Signal()
    left = Signal()
    read_through = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page: WizardPage | None = None
        self._deployment: DeploymentPanel | None = None
        self._title = PageTitle("", self)
        self._title.setWordWrap(True)
        self._title.setObjectName("wizard.title")
        self._state = StateLabel(StateMark(Shape.DRAFT, ""), self)
        self._who = HelpText("", self)
        self._interval = IntervalLine(desk, self)
        self.first = ComesFirst(self, may_write=desk.may_write)
        self.first.go_asked.connect(self.go_asked)
        self._trouble = Callout(Tone.ERROR, "", self)
        self._trouble.hide()
        self._note = Callout(Tone.INFO, "", self)
        self._view = Callout(Tone.INFO, "", self)
        self._view.setObjectName("wizard.view")
        self._view.acted.connect(self._open_view)
        self.products = ProductArea(desk, self)
        self.products.stepped.connect(self._stepped)
        self.products.typed.connect(self.typed)
        self.products.left.connect(self.left)
        self.products.read_through.connect(self.read_through)
        self.products.not_applicable_asked.connect(self._ask_not_applicable)
        self._outcome = OutcomeBox(desk, self)
        self._outcome.changed.connect(self.typed)
        self._outcome.recorded.connect(self._record_outcome)
        self._cases = WaitingCases(desk, self)
        self._assemble()

    # what is shown

    @property
    def page(self) -> WizardPage | None:
        return self._page

    def show_page(self, page: WizardPage) -> None:
        """Show the page as it stands now. One that was shown already keeps what is typed and the form in sight."""
        anew = self._page is None or (self._page.key, self._page.case) != (page.key, page.case)
        self._page = page
        if anew:
            self._trouble.hide()
            self.products.forget_choice()
        self._title.setText(_(page.task.name))
        self._state.setMark(mark_of_page(page))
        self._who.setText(_who_does(page.doers))
        self._interval.show_page(page)
        self._show_standing(page)
        self._show_view(page)
        self._cases.show_page(page)
        self._show_deployment(page)
        self.products.show_page(page)
        self._outcome.show_page(page, anew=anew)
        self.typed.emit()

    def _show_standing(self, page: WizardPage) -> None:
        self.first.show_page(page)
        says = page.standing.state in ("overdue", "waiting") or page.case is not None or page.lacks
        told = page.blocked or page.finished or page.outcome or page.standing.cases
        self._note.say(Tone.INFO, worded(page.standing.detail))
        self._note.setVisible(bool(says and not told and page.standing.detail))

    def _show_view(self, page: WizardPage) -> None:
        """Where a page of the window shows what the task is about, it can be opened beside the wizard."""
        view = view_called(self._bound(page).page.view) if page.case is None else None
        self._view.setVisible(view is not None)
        if view is not None:
            said = _("“{page}” shows what this is about.").format(page=view.title())
            self._view.say(Tone.INFO, said, _("Show"))

    def _open_view(self) -> None:
        view = self._bound(self._page).page.view if self._page is not None else ""
        if view:
            self._desk.open_view(tab_of_view(view), view)

    def _bound(self, page: WizardPage) -> TaskBinding:
        return self._desk.pack.bindings.task(page.key)

    def refuse(self, text: str) -> None:
        """Say on the page why something was not done; nothing to take it back."""
        self._trouble.say(Tone.ERROR, text)
        self._trouble.setVisible(bool(text))

    def say_what_is_left(self) -> None:
        """Why the page is not done although what was typed is kept."""
        form, page = self.products.form, self._page
        record = form.record if form is not None else None
        if page is None or form is None or record is None:
            return
        to_read = still_to_read(self._desk.pack, page.key, record)
        proposed = {each.field.name for each in to_read}
        left = still_to_write(self._desk.workspace, self._desk.pack, page.key, record)
        to_write = [each for each in left if each.name not in proposed]
        said = []
        if to_write:
            named = ", ".join(_(each.label) for each in to_write)
            text = _("What you typed is kept. {task} is done once this is written too: {fields}")
            said.append(text.format(task=page.key, fields=named))
        if to_read:
            named = ", ".join(dict.fromkeys(worded(each.label) for each in to_read))
            text = _("{task} is done once this is read, and confirmed or changed: {sections}")
            said.append(text.format(task=page.key, sections=named))
        if said:
            self.refuse("\n".join(said))
            form.jump_to(to_read[0].field.name if to_read else to_write[0].name)

    # the primary button

    def finish_text(self) -> str:
        """What the primary button says; empty where there is nothing left to do on this page."""
        act = self._next_act()
        return act[0] if act else ""

    def finish(self) -> None:
        """Do what the primary button says."""
        act = self._next_act()
        self.refuse("")
        if act:
            act[1]()

    def _next_act(self) -> tuple[str, Callable[[], None]] | None:
        """The one thing to do next on this page: its words, and what does it."""
        page = self._page
        if page is None or not self._desk.may_write:
            return None
        if self.products.is_asked_for() and not self._outcome.text():
            return self._product_words(), self._finish_product
        if page.lacks and page.next_product is self.products.product:
            return _("New version"), self._start_version
        if page.outcome and not page.finished:
            return _("Record as done"), self._record_outcome
        if page.next_product is not None:
            words = _("Continue with {product}").format(product=self._called(page.next_product))
            return words, self._show_next_product
        if page.case_step is not None and not page.finished:
            return _(page.case_step.label), self._take_case_step
        return None

    def _product_words(self) -> str:
        step, product = self.products.current_step(), self.products.product
        if step is None or product is None:
            return _("Keep this draft and go on")
        if step.label == approval().label:
            return _("Approve {product}").format(product=self._called(product).lower())
        return _(step.label)

    def _called(self, product: PageProduct) -> str:
        """A document by its short name; one of many by what one of them is."""
        short = self._desk.pack.asks.work_product(product.work_product).short
        return _(short) if issubclass(product.model, Document) else _(product.model.singular)

    def _show_next_product(self) -> None:
        if self._page is not None and self._page.next_product is not None:
            self.products.show_product(self._page.products.index(self._page.next_product))
            self.typed.emit()

    def _finish_product(self) -> None:
        step, form = self.products.current_step(), self.products.form
        if form is None:
            return
        if step is not None and self._page is not None and self._page.blocked:
            if self.keep():
                self.first.refuse(self._product_words())
        elif step is not None:
            form.press_step(step.name)
        elif form.save():
            self.products.forget_choice()
            self.moved_on.emit()

    def _start_version(self) -> None:
        """What the task still lacks is said in the next version of what is approved."""
        form = self.products.form
        assert form is not None and form.record is not None
        try:
            form.show_record(new_version(self._desk.workspace, form.record))
        except SdeskError as fault:
            self.refuse(worded(fault))
            return
        self.moved_on.emit()
        form.edit()

    def _take_case_step(self) -> None:
        case, step = self._case(), self._page.case_step if self._page else None
        if case is None or step is None:
            return
        try:
            taken = take_step(self._desk.workspace, case, step.name)
        except SdeskError as fault:
            self.refuse(worded(fault))
            return
        self._desk.say(_("{number} is {state} now.").format(number=taken.number, state=_(taken.state)))
        self.moved_on.emit()

    def _case(self) -> Record | None:
        workspace, case_id = self._desk.workspace, self._page.case if self._page else None
        return workspace.get(ServiceChangeRequest, case_id) or workspace.get(ServiceIncident, case_id)

    def _record_outcome(self) -> None:
        assert self._page is not None
        if self._page.blocked:
            self.first.refuse(_("Record as done"))
            return
        if not self._outcome.text():
            self._outcome.refuse(_("Say in a sentence what came of it."))
            return
        task = self._page.key
        try:
            left = self._outcome.record(task)
        except SdeskError as fault:
            self.refuse(worded(fault))
            return
        self.moved_on.emit()
        if self._page.key == task:
            self.refuse(left)

    def _stepped(self, record: Record, step: str) -> None:
        """A paper of a case is finished: the case goes on with it, where that asks nothing more."""
        self.products.forget_choice()
        page = self._page
        reached = record.state_called(record.state)
        if page is not None and page.case_step is not None and record.id != page.case and reached.frozen:
            self._take_case_step()
        else:
            self.moved_on.emit()

    def _show_deployment(self, page: WizardPage) -> None:
        """Where a deployment is decided on or reviewed, what the records say about it stands above the fields."""
        about_it = page.case is not None and self._bound(page).page.panel == DEPLOYMENT
        case = self._case() if about_it else None
        if isinstance(case, ServiceChangeRequest) and self._deployment is None:
            self._deployment = DeploymentPanel(self._desk, self)
            self._deployment.setMinimumHeight(LEAST_HEIGHT)
            self._column.insertWidget(self._column.indexOf(self.products), self._deployment, 1)
        if self._deployment is not None:
            self._deployment.setVisible(case is not None)
            self._deployment.show_record(case)

    # the rest

    def _ask_not_applicable(self, work_product: str) -> None:
        dialog = NotApplicableDialog(self._desk, work_product, self)
        dialog.said.connect(self.moved_on)
        dialog.open()

    def keep(self) -> bool:
        """Store what is typed in the form in sight, a case past its draft too. False if something could not be: it stays
        in the form, which says why. What is approved stays there as well, as it asks for a reason first."""
        form = self.products.form
        if form is None or form.sheet is None or not form.sheet.is_unsaved:
            return True
        return form.sheet.changes_what_was_approved or form.save()

    def unsaved(self) -> Sequence[str]:
        """What is typed and could not be stored."""
        return tuple(number for form in self.products.forms() for number in form.unsaved())

    def _assemble(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, GRID)
        head.setSpacing(6)
        self._state.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        state = QHBoxLayout()
        state.setSpacing(16)
        state.addWidget(self._state)
        self._who.setMaximumWidth(UNLIMITED)
        state.addWidget(self._who, 1)
        head.addWidget(self._title)
        head.addLayout(state)
        head.addWidget(self._interval)
        for callout in (self.first, self._trouble, self._note, self._view):
            head.addWidget(callout)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._cases, 1)
        column.addWidget(self.products, 1)
        column.addWidget(self._outcome)
        column.addStretch(0)


def _who_does(doers: Sequence[Doer]) -> str:
    said = [f"{_(doer.role)} ({', '.join(doer.people)})" if doer.people else _(doer.role) for doer in doers]
    return _("Done by: {roles}").format(roles=", ".join(said))
