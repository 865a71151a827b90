"""The list of records of one kind: filtered, sorted, with the columns that somebody chose."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QSizePolicy, QWidget

from sdesk.models import Record
from sdesk.practice.exchange.list_files import ListTable
from sdesk.practice.finding.view import View
from sdesk.practice.lifecycle.lists import size
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    Callout,
    ElidedLabel,
    HelpText,
    Tone,
    button,
    column_of,
    menu_button,
    row_of,
    tool_button,
)
from sdesk.ui.pieces.current import Current
from sdesk.ui.pieces.lines import make_searching
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.records.list.bulk_bar import BulkBar
from sdesk.ui.records.list.choices import ALL, HOME, OPEN, TableChoices
from sdesk.ui.records.list.columns import default_columns
from sdesk.ui.records.list.list_pages import ListPages
from sdesk.ui.records.list.list_view import ListView
from sdesk.ui.records.list.menus import ListMenu, StatesMenu, ViewsMenu
from sdesk.ui.records.list.narrowing import Narrowing
from sdesk.ui.records.list.reading_ahead import ReadingAhead
from sdesk.ui.records.list.saving import ListSaving
from sdesk.ui.records.list.saving_views import SavingViews
from sdesk.ui.records.list.table_model import RecordTableModel
from sdesk.ui.records.naming import key_of
from sdesk.ui.theme.look import GRID, scaled_font
from sdesk.ui.unsaved.typing import SPOKEN_FOR
from sdesk.ui.wording import worded

MINUTE = 60_000
FILTER_AFTER = 250
"""Milliseconds after the last key until the list is filtered."""


class RecordTable(Current):
    """`picked` carries the id of the record that the cursor is on, `opened` the one to go into."""

    picked = Signal(object)
    opened = Signal(object)
    new_asked = Signal(object)
    view_shown = Signal(str)

    def __init__(
        self,
        desk: Desk,
        model: type[Record],
        parent: QWidget | None = None,
        *,
        why: str = "",
    ) -> None:
        """`why` is what an empty list says."""
        super().__init__(parent)
        self.setObjectName(f"{key_of(model)}.list")
        self.setAccessibleName(_(model.plural))
        self.model = model
        self._desk = desk
        self._queue = desk.screens.queues.get(model)
        self._why = why or _(model.why)
        self._current: UUID | None = None
        self.is_stale = False
        self.choices = TableChoices.remembered(model, desk.screens.columns.get(model, ()))
        self._narrowing = Narrowing(desk.workspace, model, self.choices)
        self._rows = RecordTableModel(
            desk.workspace,
            self._narrowing.listing(),
            self.choices.shown_columns(),
            self,
            self._queue,
            self.choices.all_columns(),
        )
        self._ahead = ReadingAhead(desk.workspace, model, self)
        self._show_at_work()
        desk.at_work_told.connect(self._show_at_work)
        self._make_widgets()
        self._assemble()
        self._connect()
        self._show_size()

    def _show_at_work(self) -> None:
        self._rows.show_at_work(self._desk.at_work)

    # what the tab uses

    @property
    def menu(self) -> "ListMenu":
        """The menu of the list, for what a tab adds to it."""
        return self._menu

    def actions_now(self) -> list[QAction]:
        """What can be done with the list, under what it is called now."""
        return self._menu.actions_now(self._narrowing.title)

    def select(self, record_id: UUID | None) -> bool:
        """Put the cursor on a record, if it is in the list; says nothing to who listens."""
        self._current = record_id
        row = self._rows.row_of(record_id, self.view.currentIndex().row()) if record_id else -1
        chosen = self.view.selectionModel()
        chosen.blockSignals(True)
        if row < 0:
            chosen.clear()
        else:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            chosen.setCurrentIndex(self._rows.index(row, self.view.lead), flags)
            self.view.scrollTo(
                self._rows.index(row, self.view.lead), QAbstractItemView.ScrollHint.EnsureVisible
            )
        chosen.blockSignals(False)
        self._chosen_changed()
        self.view.viewport().update()
        return row >= 0

    def select_first(self) -> None:
        """Put the cursor on the first record, as if a person had; also where it stands there already."""
        first = self._rows.record_at(0)
        if first is None:
            return
        self._current = None
        if self.view.currentIndex().row() == 0:
            self._moved(self.view.currentIndex(), self.view.currentIndex())
        else:
            self.view.choose(0)

    def refresh(self) -> None:
        """Read the list anew, keeping the place, the cursor and what is filtered."""
        self.is_stale = False
        if self._narrowing.settle():
            self.show_view(HOME)
        top = self.view.verticalScrollBar().value()
        was_reset = self._read_anew()
        if was_reset or not self._is_current(self.view.currentIndex()):
            self.select(self._current)
            self.view.verticalScrollBar().setValue(top)
        self._show_size()

    def _read_anew(self) -> bool:
        """True where other records may stand in the rows: who is late, or whose something is, is another by now."""
        listing = self._narrowing.listing(self._filter.text())
        if listing == self._rows.listing:
            return self._rows.refresh()
        self._rows.show(listing)
        return True

    def is_empty(self) -> bool:
        """Whether there is no record of this kind at all, filtered or not."""
        return self._rows.rowCount() == 0 and self._total() == 0

    def enter(self) -> None:
        """Go to the list by key: to its first line where no record is shown yet."""
        if self._current is None and not self.view.currentIndex().isValid():
            self.view.choose(0)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def find_here(self) -> None:
        """To type what is looked for (Ctrl+F); what stands there is typed over."""
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down in the filter; no shortcut, which would take the key from others while this list is in sight."""
        if watched is self._filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
            if plain and event.key() == Qt.Key.Key_Down:
                self._go_down()
                return True
        return super().eventFilter(watched, event)

    def _go_down(self) -> None:
        """From the filter to the lines that it leaves: on the first one, where none is chosen."""
        self._apply()
        if self._rows.rowCount() and not self.view.currentIndex().isValid():
            self.view.choose(0)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> UUID | None:
        """The record so many lines on, on which the cursor is put; None where the list ends."""
        row = self.view.currentIndex().row() + by
        record = self._rows.record_at(row)
        if record is None:
            return None
        self.select(record.id)
        return record.id

    def filter_by(self, words: str) -> None:
        self._filter.setText(words)
        self._apply()

    @property
    def shown_view(self) -> str:
        """The name of the view that is shown."""
        return self.choices.view

    def show_view(self, name: str) -> None:
        """Show a view, by its name: its records, in its order and with its columns where it has such."""
        view = next((each for each in self._narrowing.views if each.name == name), None)
        self.choices.view, self.choices.states = name if view else HOME, OPEN
        if view is not None and view.sort:
            self.choices.sort, self.choices.descending = view.sort, view.descending
            self.choices.remember_order()
        self.choices.remember()
        if view is not None and view.columns:
            self.show_columns(view.columns)
        self._apply()
        self.view_shown.emit(self.choices.view)

    def _as_view(self) -> View:
        return self._narrowing.as_shown(self._filter.text())

    def _view_saved(self, name: str) -> None:
        """What was saved is shown by its name, without the line that is part of it now."""
        self._filter.clear()
        self.show_view(name)

    def offer_views(self, offered: bool) -> None:
        """Whether the title of the list is a menu of its views, as where the panel has no room for them."""
        can = offered and bool(self._narrowing.views)
        self._new.setText("" if can else _("New"))
        self._title.setVisible(not can)
        self._views.setVisible(can)

    def show_states(self, states: str) -> None:
        """Show "open" ones, "all", or those in one state."""
        self.choices.states = states
        self.choices.view = HOME
        self.choices.remember()
        self._apply()
        self.view_shown.emit(HOME)

    def _restored(self, record_id: UUID) -> None:
        self.refresh()
        self.opened.emit(record_id)

    def show_columns(self, names: Sequence[str]) -> None:
        """Show these columns, at least one."""
        self.choices.columns = list(names) or list(default_columns(self.model, self.choices.live))
        self.choices.remember()
        self._rows.show_columns(self.choices.shown_columns())
        self.select(self._current)

    # what happens

    def _show_all(self) -> None:
        self.filter_by("")
        self.show_states(ALL)
        self.view.setFocus()

    def _time_passed(self) -> None:
        """What is computed from the time is another; nothing else is."""
        if self.isVisible():
            self.refresh()

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        record = self._rows.record_at(now.row())
        if record is not None and record.id != self._current:
            self._current = record.id
            self.picked.emit(record.id)

    def chosen(self) -> list[Record]:
        """The records that are chosen, in the order of the list."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [record for row in rows if (record := self._rows.record_at(row)) is not None]

    def several(self) -> BulkBar | None:
        """What does something with the lines that are chosen, if they are several and the keys are here."""
        has_keys = self.isAncestorOf(self.window().focusWidget() or self)
        return self.bulk if has_keys and len(self.view.selectionModel().selectedRows()) > 1 else None

    def _chosen_lines(self) -> ListTable:
        return self._rows.table_of(sorted(each.row() for each in self.view.selectionModel().selectedRows()))

    def _chosen_changed(self) -> None:
        several = len(self.view.selectionModel().selectedRows()) > 1
        self.bulk.choose(self.chosen() if several else ())

    def _open(self) -> None:
        record = self._rows.record_at(self.view.currentIndex().row())
        if record is not None:
            self._current = record.id
            self.opened.emit(record.id)

    def _ask_for_new(self) -> None:
        self.new_asked.emit(self.model)

    def _apply(self) -> None:
        self._wait.stop()
        self._rows.show(self._narrowing.listing(self._filter.text()))
        self.view.fit()
        self.select(self._current)
        self._show_size()

    def _is_current(self, index: QModelIndex) -> bool:
        record = self._rows.record_at(index.row())
        return record is not None and record.id == self._current

    def _total(self) -> int:
        everything = TableChoices(self.model, states=ALL).listing()
        return size(self._desk.workspace, everything)

    def _show_size(self) -> None:
        """What is shown and how many, the word of the state filter, and what to say when there is nothing."""
        shown, total = self._rows.rowCount(), self._total()
        of = self._narrowing.total() if self._narrowing.views else total
        self._count.setText(str(of) if shown == of else _("{n} of {total}").format(n=shown, total=of))
        title = self._narrowing.title
        self._title.setText(title)
        self._views.setText(title.replace("&", "&&"))
        self._states.setText(self._states_menu.word())
        self._states.setVisible(len(self.model.states) > 1 and self._narrowing.view is None)
        self._fault.setVisible(bool(self._narrowing.fault))
        self._ahead.begin(total)
        if self._narrowing.fault:
            self._fault.say(Tone.WARNING, self._narrowing.fault)
        among = worded(view.title) if (view := self._narrowing.view) else self._states_menu.word()
        narrows = view is not None or self.choices.states != ALL
        self._pages.show_for(shown, total, self._filter.text().strip(), among if narrows else "")
        self._tools.setVisible(total > 0)

    # making

    def _make_widgets(self) -> None:
        key = key_of(self.model)
        self._title = ElidedLabel(_(self.model.plural), self)
        self._title.setFont(scaled_font("group_title"))
        self._views_menu = ViewsMenu(self._narrowing, self.choices, self)
        self._views = menu_button("", self._views_menu, self, name=f"{key}.list.views")
        self._views.setFont(scaled_font("group_title"))
        self._views.setProperty("quiet", True)
        self._views.setAccessibleDescription(_("Which of them to show"))
        self._views.hide()
        self._count = HelpText("", self)
        self._count.setObjectName(f"{key}.list.count")
        self._count.setWordWrap(False)
        self._new = button(_("New"), self, icon_name="plus", name="action.new")
        self._new.setAccessibleName(_("New"))
        self._new.setToolTip(plain_tip(_("New {kind} (Ctrl+N)").format(kind=_(self.model.singular.lower()))))
        self._menu = ListMenu(self._desk, self.choices, self)
        self._more = tool_button("ellipsis", _("Columns and more"), self, name=f"{key}.list.more")
        self._saving = ListSaving(
            self._desk, self._rows.table, self._menu.add_extra, self, self._chosen_lines
        )
        if self._narrowing.views:
            self._own_views = SavingViews(self._desk, self.model, self._as_view, self._menu.add_extra, self)
            self._own_views.saved.connect(self._view_saved)
            self._menu.aboutToShow.connect(self._own_views.look)
        self._more.setMenu(self._menu)
        self._more.setPopupMode(self._more.ToolButtonPopupMode.InstantPopup)
        self._tools = QWidget(self)
        self._filter = QLineEdit(self._tools)
        self._filter.setObjectName(f"{key}.list.filter")
        self._filter.setProperty(SPOKEN_FOR, True)
        self._filter.setPlaceholderText(_("Filter by words, or owner:me"))
        self._filter.setToolTip(
            plain_tip(_("Words, or what stands in a field: customer:clinica owner:me state:restored is:late"))
        )
        self._filter.setAccessibleName(
            _("Filter {records} by words").format(records=_(self.model.plural.lower()))
        )
        make_searching(self._filter)
        self._fault = Callout(Tone.WARNING, "", self)
        self._fault.setObjectName(f"{key}.list.filter.fault")
        self._fault.hide()
        self._states_menu = StatesMenu(self.choices, self)
        self._states = menu_button("", self._states_menu, self._tools, name=f"{key}.list.states")
        self._states.setAccessibleName(_("Which states to show"))
        self._wait = QTimer(self, singleShot=True, interval=FILTER_AFTER)
        self._minute = QTimer(self, interval=MINUTE)
        self._make_pages(key)

    def _make_pages(self, key: str) -> None:
        self.view = ListView(self.model, self._rows, self.choices, self._queue, self)
        self.view.setObjectName(f"{key}.list.table")
        self.view.setAccessibleName(_(self.model.plural))
        self.bulk = BulkBar(self._desk, self.model, self)
        self._pages = ListPages(self.view, self.model, self._why, self)

    def _assemble(self) -> None:
        top = row_of(self._title, self._views, self._count, STRETCH, self._new)
        if self.model in self._desk.screens.beginnings:
            top.addWidget(self._desk.writes(self._desk.screens.beginnings[self.model](self._desk, self)))
        top.addWidget(self._more)
        row_of((self._filter, 1), self._states, inside=self._tools)
        head = column_of(top, self._tools, self._fault, margins=(12, 12, 12, GRID))
        column_of(head, (self._pages, 1), self.bulk, inside=self, spacing=0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(280)

    def _connect(self) -> None:
        self._states_menu.states_chosen.connect(self.show_states)
        self._views_menu.view_chosen.connect(self.show_view)
        self._menu.columns_chosen.connect(self.show_columns)
        self._menu.restored.connect(self._restored)
        self._desk.writes(self._new).clicked.connect(self._ask_for_new)
        self._desk.writes(self._pages.empty.button)
        self._pages.empty.started.connect(self._ask_for_new)
        self._pages.nothing.started.connect(self._show_all)
        self._filter.textChanged.connect(self._wait.start)
        self._filter.returnPressed.connect(self._apply)
        self._filter.installEventFilter(self)
        self._wait.timeout.connect(self._apply)
        self._minute.timeout.connect(self._time_passed)
        if self.choices.live:
            self._minute.start()
        self.view.selectionModel().currentRowChanged.connect(self._moved)
        self.view.selectionModel().selectionChanged.connect(self._chosen_changed)
        self.view.opened.connect(self._open)
        self.view.copy_asked.connect(self._saving.copy)
        self.view.doubleClicked.connect(self._open)
        self.view.sorted_by.connect(self._sort)
        self.follow(self._desk.changed)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        chosen = self._rows.columns[column]
        if chosen.can_sort:
            self.choices.sort = chosen.name
            self.choices.descending = order == Qt.SortOrder.DescendingOrder
            self.choices.remember_order()
            self._rows.sort(column, order)
            self.select(self._current)

    def sizeHint(self) -> QSize:
        return QSize(520, 400)
