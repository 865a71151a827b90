"""What a page asks for: the forms of its work products, one in sight, the others behind small tabs."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from sdesk.models import Record, Step
from sdesk.practice.guidance.wizards import PageMaker, PageProduct, WizardPage
from sdesk.practice.lifecycle.lists import entries
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Callout, FlowLayout, Tone, button, quiet_button
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.records.naming import name_of
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.look import GRID, PAGE_MARGIN

UNLIMITED = 16_777_215
"""Qt's own greatest height of a widget."""
LONGEST_NAME = 48
"""Letters of another record's name that are shown on the way to it."""


class ProductArea(QWidget):
    """`stepped` says that a step was taken with a record, `typed` that a record was begun or another one is shown."""

    stepped = Signal(object, str)
    typed = Signal()
    not_applicable_asked = Signal(str)
    left = Signal()
    read_through = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page: WizardPage | None = None
        self._at = 0
        self._forms: dict[tuple[str, ...], RecordForm] = {}
        self._stack = QStackedWidget(self)
        self._tabs = QWidget(self)
        self._tab_line = QHBoxLayout(self._tabs)
        self._tab_line.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, GRID)
        self._tab_line.setSpacing(4)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.show_product)
        self._others = QWidget(self)
        self._other_line = FlowLayout(self._others, spacing=4)
        self._other_line.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 0)
        self._not_here = Callout(Tone.INFO, "", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(self._others)
        column.addWidget(self._framed(self._not_here))
        column.addWidget(self._stack, 1)

    def _framed(self, callout: Callout) -> QWidget:
        frame = QWidget(self)
        column = QVBoxLayout(frame)
        column.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, GRID)
        column.addWidget(callout)
        return frame

    # what is shown

    def show_page(self, page: WizardPage) -> None:
        """Show the products of the page; on a page that was shown before, the same one stays in sight."""
        same = self._page is not None and (self._page.key, self._page.case) == (page.key, page.case)
        self._page = page
        self.setVisible(bool(page.products))
        if not page.products:
            return
        self._show_tabs(page.products)
        wanted = page.next_product
        at = self._at if same and self._at < len(page.products) else 0
        if not same and wanted is not None:
            at = page.products.index(wanted)
        self.show_product(at)

    def show_product(self, at: int) -> None:
        """Show one of the products; a record that was begun a moment ago stays in the form."""
        if self._page is None:
            return
        self._at = at
        product = self._page.products[at]
        tab = self._group.button(at)
        if tab is not None:
            tab.setChecked(True)
        self._show_others(product)
        form = self._form_for(product)
        self._say_not_here(product)
        form.missing.setMaximumHeight(UNLIMITED if self._tells_what_is_missing(product) else 0)
        form.setVisible(not product.not_applicable)
        self._stack.setCurrentWidget(form)
        if product.not_applicable:
            return
        if product.record is not None and not self._is_on_another(form, product):
            form.show_record(product.record)
        elif product.record is None and not self._is_begun(form, product):
            form.start_new(product.model, product.values)

    def _tells_what_is_missing(self, product: PageProduct) -> bool:
        """Not where a draft is all that is asked for; nor before the turn of a page of a case, as it is the step of another
        page that comes next."""
        page = self._page
        is_ahead = page is not None and page.blocked and page.case is not None and product.record == page.case
        return not is_ahead and (product.step is not None or product.finished)

    def _is_on_another(self, form: RecordForm, product: PageProduct) -> bool:
        """Whether the form shows one of the others, or a new one, because somebody asked for it."""
        if form.model is not product.model or not form.property("chosen"):
            return False
        return form.record is None or form.record.id != product.record

    def _is_begun(self, form: RecordForm, product: PageProduct) -> bool:
        return form.model is product.model and form.record is None

    @property
    def product(self) -> PageProduct | None:
        """The product in sight."""
        return self._page.products[self._at] if self._page and self._page.products else None

    @property
    def form(self) -> RecordForm | None:
        form = self._stack.currentWidget()
        return form if isinstance(form, RecordForm) and self.product else None

    @property
    def record(self) -> Record | None:
        """The stored record in the form."""
        return self.form.record if self.form else None

    def current_step(self) -> Step | None:
        """The step that the form in sight can take next for the task of the page."""
        page, product, form = self._page, self.product, self.form
        if page is None or product is None or form is None or product.not_applicable:
            return None
        shown = form.record
        if shown is not None and shown.id == product.record:
            return product.step
        only_begun = product.step is None and not product.finished
        if only_begun or (page.case is not None and shown is None and product.finished):
            return None
        return PageMaker(self._desk.workspace).next_step(product.model, shown, page.task)

    def is_asked_for(self) -> bool:
        """Whether what is in sight can be brought a step further here: a draft, or one still to be begun."""
        product, form = self.product, self.form
        if product is None or form is None or product.not_applicable:
            return False
        shown = form.record
        if product.optional:
            return shown is not None and shown.is_draft and self.current_step() is not None
        if shown is not None and shown.id != product.record:
            return shown.is_draft
        return not product.finished and (self.current_step() is not None or shown is None or shown.is_draft)

    def forms(self) -> Sequence[RecordForm]:
        return tuple(self._forms.values())

    # parts

    def _form_for(self, product: PageProduct) -> RecordForm:
        if product.fields not in self._forms:
            form = RecordForm(self._desk, self, compact=True, only_fields=product.fields or None)
            form.finished_step.connect(self.stepped)
            form.record_created.connect(self._note)
            form.shown.connect(self._note)
            form.left.connect(self.left)
            form.read_through.connect(self.read_through)
            self._forms[product.fields] = form
            self._stack.addWidget(form)
        return self._forms[product.fields]

    def _note(self, record: Record | None) -> None:
        self.typed.emit()

    def _show_tabs(self, products: Sequence[PageProduct]) -> None:
        titles = [self._title(product) for product in products]
        if [tab.text() for tab in self._group.buttons()] != titles:
            self._rebuild_tabs(products, titles)
        for tab, product in zip(self._group.buttons(), products, strict=True):
            tab.setIcon(icon("check", "ok") if product.finished else icon("pencil", "muted"))
            state = _("finished") if product.finished else _("still to do")
            tab.setAccessibleName(f"{product.work_product} {_(product.model.singular)}, {state}")
        self._tabs.setVisible(len(products) > 1)

    def _rebuild_tabs(self, products: Sequence[PageProduct], titles: Sequence[str]) -> None:
        for tab in self._group.buttons():
            self._group.removeButton(tab)
            tab.hide()
            tab.deleteLater()
        while self._tab_line.takeAt(0):
            pass
        for at, (product, title) in enumerate(zip(products, titles, strict=True)):
            tab = button(title, self._tabs, name=f"product.{product.work_product}")
            tab.setCheckable(True)
            self._group.addButton(tab, at)
            self._tab_line.addWidget(tab)
        self._tab_line.addStretch(1)

    def _show_others(self, product: PageProduct) -> None:
        while item := self._other_line.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for button_, does in self._offers(product):
            button_.clicked.connect(does)
            self._other_line.addWidget(button_)
            button_.show()
        self._others.setVisible(self._other_line.count() > 0)

    def _offers(self, product: PageProduct) -> list[tuple[QPushButton, Callable[[], None]]]:
        """Other drafts of the kind, another new one, and the word that there is none and will be none."""
        page = self._page
        if page is None or product.not_applicable:
            return []
        made: list[tuple[QPushButton, Callable[[], None]]] = []
        named = entries(self._desk.workspace, product.others)
        for other in product.others:
            if other in named:
                made.append((self._way_to(name_of(named[other])), self._shows(other)))
        if product.repeatable and page.case is None and product.record is not None:
            text = _("New {kind}").format(kind=_(product.model.singular.lower()))
            made.append(
                (
                    self._desk.writes(
                        quiet_button(text, self._others, icon_name="plus", name="wizard.another")
                    ),
                    self.start_another,
                )
            )
        if self._may_not_apply(product) and not product.finished:
            text = _("We need none…")
            made.append(
                (
                    self._desk.writes(
                        quiet_button(text, self._others, icon_name="minus", name="wizard.not-applicable")
                    ),
                    self._ask_na,
                )
            )
        return made

    def _way_to(self, name: str) -> QPushButton:
        """All of a long name is told by the tip, and to a screen reader."""
        metrics = self.fontMetrics()
        room = metrics.averageCharWidth() * LONGEST_NAME
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        made = quiet_button(shown.replace("&", "&&"), self._others)
        made.setAccessibleName(name)
        made.setToolTip(plain_tip(name if shown != name else ""))
        return made

    def _shows(self, record_id: UUID) -> Callable[[], None]:
        def show() -> None:
            if self.form is not None:
                self.form.setProperty("chosen", True)
                self.form.show_record(record_id)

        return show

    def start_another(self) -> None:
        """An empty form for one more of the kind in sight."""
        form, product = self.form, self.product
        if form is not None and product is not None:
            form.setProperty("chosen", True)
            form.start_new(product.model, product.values)
            form.edit()

    def forget_choice(self) -> None:
        """What the page proposes is shown again, not what somebody chose in its stead."""
        for form in self._forms.values():
            form.setProperty("chosen", False)

    def _ask_na(self) -> None:
        if self.product is not None:
            self.not_applicable_asked.emit(self.product.work_product)

    def _say_not_here(self, product: PageProduct) -> None:
        name = self._desk.pack.asks.work_product(product.work_product).name
        text = _("{work_product} {name}: it is agreed that you need none.").format(
            work_product=product.work_product, name=_(name)
        )
        self._not_here.say(Tone.OK, text)
        frame = self._not_here.parentWidget()
        if frame is not None:
            frame.setVisible(product.not_applicable)

    def focus_form(self) -> bool:
        """Go to the first field of what is being written, its beginning in sight. False if nothing is."""
        form, page = self.form, self._page
        if form is None or page is None or not self.isVisible() or not self.is_asked_for():
            return False
        if page.case is None and form.record is not None and not form.record.is_draft:
            return False
        form.edit()
        if form.reading is not None:
            return True
        sheet, focus = form.sheet, form.focusWidget()
        if sheet is None or focus is None:
            return False
        top = focus.mapTo(sheet.body, QPoint(0, 0)).y()
        if top < sheet.viewport().height():
            sheet.verticalScrollBar().setValue(0)
        return True

    def _title(self, product: PageProduct) -> str:
        short = self._desk.pack.asks.work_product(product.work_product).short
        return f"{product.work_product} {_(short)}"

    def _may_not_apply(self, product: PageProduct) -> bool:
        """Whether a small provider may well have no need of it, so that the page itself offers to say so."""
        return self._desk.pack.bindings.work_products[product.work_product].may_not_apply
