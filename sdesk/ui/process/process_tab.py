"""A process, or the audit: its work products, lists and tasks at the left, the records of the chosen one, and the chosen record."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from sdesk.models import ChangeSchedule, Record, ScheduleEntry, model_named
from sdesk.packs.dependencies import products_in_order
from sdesk.practice.lifecycle.versions import latest
from sdesk.practice.readiness.tasks import task_states
from sdesk.practice.readiness.work_products import standings
from sdesk.translation import gettext as _
from sdesk.ui.audit.applicability import ApplicabilityLine
from sdesk.ui.beside import Beside
from sdesk.ui.control.schedule.process_page import SchedulePage
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import column_of, row_of
from sdesk.ui.pieces.page_stack import PageStack
from sdesk.ui.process.applying import Applying
from sdesk.ui.process.list_split import ListSplit
from sdesk.ui.process.lists import has_list, lists_of, why_kept
from sdesk.ui.process.panel import ProcessPanel
from sdesk.ui.process.unwritten import UnwrittenPage
from sdesk.ui.process.views import VIEWS
from sdesk.ui.process.worked_through import WorkedThrough
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.records.list.bulk_bar import BulkBar
from sdesk.ui.records.list.record_table import RecordTable
from sdesk.ui.records.naming import key_of, record_called
from sdesk.ui.window.places import PLACES, place_called, processes_in

SETTLE = 120
"""Milliseconds after the cursor in a list has stopped until the record is shown."""

PANEL_FROM = 1150
"""Pixels from which the panel is whole; under them it is a strip, and the form stays beside the list."""


class ProcessTab(QWidget):
    """The screen of a process, or of the audit: what a pack asks for there, and what belongs to it."""

    def __init__(self, desk: Desk, tab: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        packs, asks = desk.workspace.packs, desk.pack.asks
        here = processes_in(packs, tab)
        self.tab = tab
        names = (_(asks.process(process).name) for process in here)
        self.setAccessibleName(", ".join(names) or PLACES[place_called(tab)].title)
        self._products = tuple(product for process in here for product in products_in_order(asks, process))
        self._desk = desk
        self._model: type[Record] | None = None
        self._lists: dict[type[Record], RecordTable | SchedulePage] = {}
        self._is_stale = True
        products = [(each, asks.work_product(each).short) for each in self._products]
        tasks = [(task.id, task.name) for process in here for task in asks.tasks_of(process)]
        views = [(view.name, view.title()) for view in VIEWS.get(tab, ())]
        self._views: dict[str, QWidget] = {}
        self._applying = Applying(desk, self)
        self._queue = WorkedThrough(desk, tab)
        self.panel = ProcessPanel(products, lists_of(packs, tab), tasks, self, views, self._queue.titles())
        self.form = RecordForm(desk, self)
        self._applicability = ApplicabilityLine(desk, self)
        self._stack = PageStack(self)
        self._right = QStackedWidget(self)
        self._nothing = QWidget(self)
        self._blank: UnwrittenPage | None = None
        self._split = ListSplit(tab, self._stack, self._right, self)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE)
        self._standing = QTimer(self, singleShot=True, interval=SETTLE)
        self._reading = Beside(desk, self)
        self._reading.found.connect(self._show_standing)
        self._picked: UUID | None = None
        self._step_from = 0
        self._assemble()
        self._connect()

    # what the window asks for

    def show_record(self, record_id: UUID, *, from_elsewhere: bool = False) -> None:
        """Show a record with the list it is in. Whoever comes `from_elsewhere` chose no place for the keys here yet."""
        record = record_called(self._desk.workspace, record_id)
        if record is None:
            return
        model = ChangeSchedule if isinstance(record, ScheduleEntry) else type(record)
        focused = self.window().focusWidget()
        self.show_list(model)
        chosen = self._lists.get(model)
        if isinstance(chosen, SchedulePage) and isinstance(record, ScheduleEntry):
            chosen.show_entries()
        self._show_in_form(record_id)
        self._split.bring(form=True)
        is_hidden = chosen is not None and not chosen.select(record_id)
        is_pushed = focused is not self.window().focusWidget()  # from a list that is not in sight any more
        self._take_focus(
            to_form=is_hidden or self._split.has_one_in_front, from_elsewhere=from_elsewhere or is_pushed
        )

    def help_topics(self) -> tuple[str, ...]:
        """What the guide speaks of, of all that is chosen here: a page, or a kind of record."""
        shown = self._stack.currentWidget()
        view = next((f"view.{name}" for name, page in self._views.items() if page is shown), "")
        return (view,) if view else (key_of(self._model),) if self._model is not None else ()

    def lists(self, model: type[Record]) -> bool:
        """Whether records of the kind have a list here."""
        return model in lists_of(self._desk.workspace.packs, self.tab)

    def show_work_product(self, work_product: str) -> None:
        """Show a work product: its document, or the list of its records."""
        model = self._desk.workspace.model_of(work_product)
        self.show_list(model)
        self._show_first(model)

    def show_list(self, model: type[Record]) -> None:
        """Show the records of a model; of a document, and of the organization, there is no list."""
        self._model = model
        self._forget_pick()
        self.panel.choose(self._key_in_panel(model))
        self._applicability.show_for(self._applying.product_of(model))
        if has_list(model):
            self._stack.setCurrentWidget(self._list_of(model))
            self._mark_view()
        self._split.show_sides(list_side=has_list(model), form_side=True)
        self._split.bring(form=False)
        self._right.setCurrentWidget(self.form)
        self._lay_out()

    def show_schedule(self, span: str) -> None:
        """Show the calendar of changes as "month", "week" or "list", ready for its keys."""
        self.show_list(ChangeSchedule)
        self._show_first(ChangeSchedule)
        if isinstance(page := self._list_of(ChangeSchedule), SchedulePage):
            page.show_span(span)

    def show_view(self, name: str) -> QWidget:
        """Show a page of the process that is no list. Raises StopIteration for a name that it has none of."""
        if name not in self._views:
            view = next(view for view in VIEWS.get(self.tab, ()) if view.name == name)
            self._views[name] = view.make(self._desk, self)
            self._stack.addWidget(self._views[name])
        page = self._views[name]
        self._forget_pick()
        if self._model is None and self._products:
            self.show_work_product(self._products[0])
        self.panel.choose(name)
        self._applicability.hide()
        page.is_stale = True  # type: ignore[attr-defined]
        self._stack.setCurrentWidget(page)
        self._split.show_sides(list_side=True, form_side=False)
        if page.is_stale:  # type: ignore[attr-defined]  # it reads when it comes into sight, and then not twice
            page.refresh()  # type: ignore[attr-defined]
        return page

    def show_queue(self, view: str) -> None:
        """Show a view of the records that people work through here, by its name."""
        if self._queue.model is not None:
            self.show_list(self._queue.model)
            if isinstance(shown := self._list_of(self._queue.model), RecordTable):
                shown.show_view(view)
            self._show_first(self._queue.model)

    def _mark_view(self) -> None:
        shown = self._lists.get(self._model) if self._model is not None else None
        if self._model is not None and self._model is self._queue.model and isinstance(shown, RecordTable):
            self.panel.choose(self._key_in_panel(self._model), shown.shown_view)

    def new_record(self, model: type[Record], values: Mapping[str, Any] | None = None) -> None:
        """Show an empty form for a new record, ready to type. Nothing, where nothing can be saved."""
        if not self._desk.may_write:
            return
        self.show_list(ChangeSchedule if model is ScheduleEntry else model)
        chosen = self._lists.get(model)
        if chosen is not None:
            chosen.select(None)
        self._split.bring(form=True)
        self._right.setCurrentWidget(self.form)
        self.form.start_new(model, values or {})
        self.form.edit()

    def new_here(self) -> None:
        """A new record of the kind that is shown (Ctrl+N)."""
        if self._model is ChangeSchedule:
            self.new_record(ScheduleEntry)
        elif self._model is not None:
            self.new_record(self._model)

    def come_by_key(self) -> None:
        """Come from another tab: to the list that is seen."""
        shown = self._shown_list()
        if shown is not None and shown.isVisible():
            shown.enter()

    def find_here(self) -> None:
        """To the filter of the list (Ctrl+F)."""
        self._split.bring(form=False)
        if (shown := self._shown_list()) is not None:
            shown.find_here()

    def next_line(self, by: int) -> None:
        """Show the record on the next line of the list, or on the one before; whoever was in the form stays in it."""
        shown = self._shown_list()
        was_in_form = self.form.isAncestorOf(self.window().focusWidget() or self)
        record_id = shown.step(by) if shown is not None else None
        if record_id is not None:
            self._show_in_form(record_id)
            if was_in_form:
                self.form.read()

    def chosen_form(self) -> RecordForm | None:
        """The form of the record that is chosen, also where its list stands in its place."""
        is_behind = self._split.has_one_in_front and self._stack.isVisible()
        is_there = self._right.currentWidget() is self.form and (self.form.isVisible() or is_behind)
        return self.form if is_there and self.isVisible() else None

    def shown_record(self) -> UUID | None:
        """The stored record that the form shows."""
        record = self.form.record
        return record.id if record is not None and self._right.currentWidget() is self.form else None

    def save(self) -> bool:
        return self.form.save_all()

    def flush(self) -> None:
        self.form.flush()

    def unsaved(self) -> tuple[str, ...]:
        return self.form.unsaved()

    def edit(self) -> None:
        """Go into the form (F2)."""
        self.form.edit()

    def _shown_list(self) -> RecordTable | None:
        """The list that is seen, or lies behind the record, if there is one."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, RecordTable) and self._split.has_list else None

    def several(self) -> BulkBar | None:
        """What does something with several chosen lines, while the keys are with them: then no key is for one record."""
        shown = self._shown_list()
        return shown.several() if shown is not None else None

    def list_actions(self) -> list[QAction]:
        """What can be done with the list that is shown, or with the calendar, for the palette."""
        shown = self._stack.currentWidget()
        return (
            shown.actions_now()
            if isinstance(shown, RecordTable | SchedulePage) and self._split.has_list
            else []
        )

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        page = self._stack.currentWidget()
        parts = page.panes() if page is not None and hasattr(page, "panes") else [page]
        shown = (self.panel, *parts, self._right.currentWidget(), *self.form.asides())
        return [each for each in shown if each is not None]

    # what happens

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_N and ctrl:
            self.new_here()
        elif event.key() == Qt.Key.Key_S and ctrl:
            self.form.save()
        elif event.key() == Qt.Key.Key_F2:
            self.form.edit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._refresh_standing()
        if self._model is None and not self._views:
            self._show_start()
        elif self._picked is not None:
            self._settle.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """What waits for a moment of rest waits until somebody looks again."""
        super().hideEvent(event)
        self._settle.stop()
        self._standing.stop()

    def _workspace_changed(self, ids: frozenset[UUID]) -> None:
        self._is_stale = True
        if self.isVisible():
            self._standing.start()

    def _refresh_standing(self) -> None:
        if not self._desk.workspace.is_open:  # closed in the moment of rest: nobody looks any more
            return
        workspace, queue = self._desk.workspace, self._queue
        self._reading.ask(lambda: (standings(workspace), task_states(workspace), queue.counted()))

    def _show_standing(self, found: tuple[Any, Any, Mapping[str, int]]) -> None:
        products, tasks, counted = found
        self._is_stale = False
        self.panel.stand(products, tasks)
        self._queue.show_in(self.panel, counted)
        model = self._model
        if model is None:
            return
        self._applicability.show_for(self._applying.product_of(model))
        if self._right.currentWidget() is not self.form and not has_list(model):
            self._show_document(model)

    def _show_start(self) -> None:
        """What is seen of the tab at first: its first work product or, where no set asks for one, its first page."""
        if self._products:
            self.show_work_product(self._products[0])
        else:
            self.show_view(VIEWS[self.tab][0].name)

    def _show_first(self, model: type[Record]) -> None:
        """What is seen of a work product at first: its document, the whole calendar, or the first of its list."""
        chosen = self._lists.get(model)
        if chosen is None:
            self._show_document(model)
        elif isinstance(chosen, SchedulePage):
            self._split.show_sides(form_side=False)
        elif self.form.model is not chosen.model:
            self.form.clear()
            chosen.select_first()

    def _show_in_form(self, record_id: UUID) -> None:
        self._forget_pick()
        self._split.show_sides(form_side=True)
        self._right.setCurrentWidget(self.form)
        self.form.show_record(record_id)

    def _show_document(self, model: type[Record]) -> None:
        """The version under way, else the one in effect; an invitation to write it if there is none."""
        found = latest(self._desk.workspace, model)
        if found is not None:
            self._show_in_form(found.id)
            return
        self.form.clear()
        if self._blank is not None:
            self._right.removeWidget(self._blank)
            self._blank.deleteLater()
        self._blank = UnwrittenPage(
            self._desk,
            model,
            why_kept(self._desk.workspace.packs, model),
            self,
            may_not_apply=self._applying.may_not_apply(model),
        )
        self._blank.started.connect(self.new_here)
        self._blank.not_applicable.connect(self._does_not_apply)
        self._right.addWidget(self._blank)
        self._right.setCurrentWidget(self._blank)
        self._split.show_sides(form_side=True)

    def _show_schedule_document(self) -> None:
        self._show_document(ChangeSchedule)

    def _pick(self, record_id: UUID) -> None:
        """Follow the cursor, but not while it is running."""
        self._picked = record_id
        self._settle.start()

    def _step_of_line(self) -> None:
        """The next step of the record that the cursor is on (Ctrl+Enter in the list)."""
        self.settle()
        if (several := self.several()) is not None:
            several.press("Ctrl+Return")
        elif self.shown_record() is not None and self.chosen_form() is not None:
            self.form.step_by_key()

    def _note_place(self) -> None:
        """Where in its list the record stands of which a step is about to be taken."""
        table = self._lists.get(self._model) if self._model is not None else None
        self._step_from = table.view.currentIndex().row() if isinstance(table, RecordTable) else 0

    def _go_on(self, record: Record, _step: str) -> None:
        """After a step: to the next line, where the record is over or has left the list; else the form knows."""
        table = self._lists.get(type(record))
        if not isinstance(table, RecordTable) or not table.isVisible():
            return
        stays = table.select(record.id)
        if stays and not record.state_called(record.state).ended:
            return
        lines = table.view.model()
        following = self._step_from + 1 if stays else self._step_from
        if lines.rowCount():
            table.view.setCurrentIndex(lines.index(min(following, lines.rowCount() - 1), 0))
            table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def settle(self) -> None:
        """Show now what the cursor has come to: what is pressed next is meant for it."""
        if self._settle.isActive():
            self._settle.stop()
            self._show_picked()

    def _forget_pick(self) -> None:
        self._settle.stop()
        self._picked = None

    def _show_picked(self) -> None:
        if self._picked is not None:
            self._show_in_form(self._picked)

    def _open(self, record_id: UUID) -> None:
        self._show_in_form(record_id)
        self._split.bring(form=True)
        self.form.edit()

    def _new_asked(self, model: type[Record]) -> None:
        self.new_record(model)

    def _created(self, record: Record) -> None:
        chosen = self._lists.get(type(record))
        if chosen is not None:
            chosen.select(record.id)

    def _take_focus(self, *, to_form: bool, from_elsewhere: bool) -> None:
        """Coming from another tab, the keys go to the list; to the record, where the list does not show it.

        Then where the focus is says nothing: when a tab comes to the front, Qt puts it on the first thing there.
        """
        focused = self.window().focusWidget()
        if not from_elsewhere and focused is not None and self.isAncestorOf(focused):
            return
        if to_form:
            self.form.read()
        else:
            self._back_to_list(keeps_form=True)

    def _back_to_list(self, *, keeps_form: bool = False) -> None:
        chosen = self._lists.get(self._model) if self._model is not None else None
        if isinstance(chosen, SchedulePage) and not keeps_form:
            self._split.show_sides(form_side=False)
        self._split.bring(form=False)
        if chosen is not None:
            chosen.enter()
        elif self._model is not None:
            self.panel.row(self._key_in_panel(self._model)).setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_list(self, key: str) -> None:
        self.show_list(model_named(key))
        self._show_first(model_named(key))

    def _does_not_apply(self) -> None:
        self._applying.ask(self._model)

    def _key_in_panel(self, model: type[Record]) -> str:
        return self._applying.product_of(model) or key_of(model)

    # making

    def _list_of(self, model: type[Record]) -> RecordTable | SchedulePage:
        if model not in self._lists:
            made: RecordTable | SchedulePage
            if model is ChangeSchedule:
                made = SchedulePage(self._desk, self)
                made.document_asked.connect(self._show_schedule_document)
            else:
                made = RecordTable(self._desk, model, self, why=why_kept(self._desk.workspace.packs, model))
                self._applying.offer(made, model)
            made.picked.connect(self._pick)
            made.opened.connect(self._open)
            made.new_asked.connect(self._new_asked)
            if isinstance(made, RecordTable):
                made.view_shown.connect(self._mark_view)
                made.offer_views(self.width() < PANEL_FROM)
            self._stack.addWidget(made)
            self._lists[model] = made
        return self._lists[model]

    def _assemble(self) -> None:
        self._right.addWidget(self._nothing)
        self._right.addWidget(self.form)
        middle = column_of(self._applicability, (self._split, 1), spacing=0)
        row_of(self.panel, (middle, 1), inside=self, spacing=0)

    def _connect(self) -> None:
        self.panel.product_chosen.connect(self.show_work_product)
        self.panel.list_chosen.connect(self._choose_list)
        self.panel.view_chosen.connect(self.show_view)
        self.panel.queue_chosen.connect(self.show_queue)
        self.panel.task_chosen.connect(self._desk.open_task)
        self.form.left.connect(self._back_to_list)
        self.form.wants_to_be_seen.connect(lambda: self._split.bring(form=True))
        self.form.taking_step.connect(self._note_place)
        self.form.finished_step.connect(self._go_on)
        self.form.record_created.connect(self._created)
        self._settle.timeout.connect(self._show_picked)
        self._standing.timeout.connect(self._refresh_standing)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            steps = QShortcut(
                QKeySequence(keys), self._stack, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            )
            steps.setAutoRepeat(False)
            steps.activated.connect(self._step_of_line)
        self._desk.changed.connect(self._workspace_changed)

    def _lay_out(self) -> None:
        wide = self.width() >= PANEL_FROM
        self.panel.fold(not wide)
        if (layout := self.layout()) is not None:  # in the middle of a change of size, it does not look again
            layout.invalidate()
            layout.activate()
        for each in self._lists.values():
            if isinstance(each, RecordTable):
                each.offer_views(not wide)
        has_aside = self._model in self._desk.screens.asides
        self._split.lay_out(
            self.width() - self.panel.minimumWidth(),
            wide=wide,
            has_aside=has_aside,
            is_queue=self._model in self._desk.screens.queues,
        )
