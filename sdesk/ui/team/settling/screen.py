"""The screen to settle: what met, both sides beside each other, and one key for each way out of it."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QScrollArea, QStackedWidget, QWidget

from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.team.laptops import laptops
from sdesk.practice.team.settling import ToSettle, to_look_at, to_settle
from sdesk.practice.team.ways import sides_to_read, state_of, ways_of
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk, QueueRow
from sdesk.ui.pieces import (
    STRETCH,
    Aside,
    Dialog,
    EmptyState,
    FieldTitle,
    GroupTitle,
    PageTitle,
    WrappedLabel,
    button,
    column_of,
    row_of,
)
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.records.list.queue_delegate import QueueDelegate
from sdesk.ui.records.list.table_model import ROW_ROLE
from sdesk.ui.records.naming import name_of
from sdesk.ui.team.settling.acts import Acts
from sdesk.ui.team.settling.side_card import SideBySide, SideCard, before_both
from sdesk.ui.team.settling.words import explained, title_of
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.theme.marks import Shape, StateMark

SIZE = (1000, 640)
LIST_WIDTH = 296
_LINE = Qt.ItemDataRole.UserRole + 1

Place = tuple[UUID, str, str, str]


def open_settling(desk: Desk, over: QWidget, record: UUID | None = None) -> "SettleScreen":
    """The screen over a window; the one that is there, if it is. With `record`, at the first thing of that one."""
    window = over.window()
    shown = window.findChild(SettleScreen)
    if shown is None or not shown.isVisible():
        shown = SettleScreen(desk, window)
        shown.show()
    shown.choose(record)
    shown.raise_()
    shown.activateWindow()
    return shown


class SettleScreen(Dialog):
    """Left what is to settle, and below it texts that were put together; right the chosen one. What is settled goes, and the choice
    goes to the next one."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__("settle", _("To settle"), parent)
        self._desk = desk
        self._lines: list[ToSettle] = []
        self._count = Aside("", self)
        self._count.setObjectName("settle.count")
        self._count.setContentsMargins(0, 0, 0, 4)
        self._make_list()
        self._make_page()
        self.acts = Acts(desk, self)
        self.acts.settled.connect(self._say_settled)
        self.acts.record_asked.connect(self._open_record)
        self._lay_out()
        desk.changed.connect(self.refresh)
        QShortcut(QKeySequence("F6"), self, self._next_pane)
        self.refresh()
        self.fit(*SIZE)

    # ------------------------------------------------------------ making

    def _make_list(self) -> None:
        self._model = QStandardItemModel(self)
        self._list = QListView(self)
        self._list.setObjectName("settle.list")
        self._list.setAccessibleName(_("What is to settle"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(QueueDelegate(self._list))
        self._list.setMinimumWidth(LIST_WIDTH)
        self._list.setMaximumWidth(LIST_WIDTH)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.keyboardSearch = lambda _typed: None  # type: ignore[method-assign]
        self._list.selectionModel().currentChanged.connect(self._chosen)

    def _make_page(self) -> None:
        self._page = QScrollArea(self)
        self._page.setObjectName("settle.page")
        self._page.setWidgetResizable(True)
        self._page.setFrameShape(QFrame.Shape.NoFrame)
        self._page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page.setAccessibleName(_("Both sides"))
        self._page.setProperty("ringed", True)

    def _lay_out(self) -> None:
        self._empty = EmptyState("", "", "", self, icon_name="circle-check")
        self._empty.setObjectName("settle.empty")
        sides = QWidget(self)
        right = column_of((self._page, 1), self.trouble, self.acts, spacing=GRID)
        row_of(self._list, (right, 1), inside=sides, spacing=PAGE_MARGIN)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(sides)
        self._stack.addWidget(self._empty)
        head = row_of(
            PageTitle(self.windowTitle(), self), (self._count, 0, Qt.AlignmentFlag.AlignBottom), STRETCH
        )
        close = button(_("Close"), self, name="settle.close")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        head.addWidget(close)
        column_of(head, (self._stack, 1), inside=self, margins=PAGE_MARGIN, spacing=2 * GRID)

    # ------------------------------------------------------------ what there is

    def refresh(self) -> None:
        """Read again; what was chosen stays chosen, or what comes in its place."""
        chosen = self.chosen()
        row = max(self._list.currentIndex().row(), 0)
        open_ones = to_settle(self._desk.workspace)
        self._lines = [*open_ones, *to_look_at(self._desk.workspace)]
        self._count.setText(counted(len(open_ones), len(self._lines) - len(open_ones)))
        self._fill(len(open_ones))
        if not self._lines:
            self._empty.say(*_nothing(len(laptops(self._desk.workspace))), "")
            self._empty.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stack.setCurrentIndex(0 if self._lines else 1)
        places = [_place(each) for each in self._lines]
        wanted = places.index(_place(chosen)) if chosen is not None and _place(chosen) in places else row
        self._go_to(min(wanted, len(self._lines) - 1))

    def _fill(self, open_ones: int) -> None:
        self._list.selectionModel().blockSignals(True)
        self._model.clear()
        names = entries(self._desk.workspace, {each.record for each in self._lines})
        for place, each in enumerate(self._lines):
            mark = StateMark(Shape.NEEDS_REVIEW if place < open_ones else Shape.DRAFT, "")
            of = name_of(names[each.record]) if each.record in names else ""
            row = QueueRow(mark, title_of(each), (of.removeprefix(each.number).strip(),), each.number)
            item = QStandardItem()
            item.setEditable(False)
            item.setData(row, ROW_ROLE)
            item.setData(place, _LINE)
            item.setData(row.spoken, Qt.ItemDataRole.AccessibleTextRole)
            item.setToolTip(plain_tip(row.tip))
            self._model.appendRow(item)
        self._list.selectionModel().blockSignals(False)

    def lines(self) -> Sequence[ToSettle]:
        return self._lines

    def chosen(self) -> ToSettle | None:
        row = self._list.currentIndex().data(_LINE) if self._list.currentIndex().isValid() else None
        return self._lines[row] if isinstance(row, int) and row < len(self._lines) else None

    def choose(self, record: UUID | None) -> None:
        """Go to the first thing of that record; without one, stay."""
        places = [place for place, each in enumerate(self._lines) if record and each.concerns(record)]
        if places:
            self._go_to(places[0])
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to(self, row: int) -> None:
        if row >= 0:
            self._list.setCurrentIndex(self._model.index(row, 0))
        self._chosen(self._list.currentIndex())

    def _chosen(self, _index: QModelIndex) -> None:
        each = self.chosen()
        self.trouble.hide()
        before = self._page.takeWidget()
        page = QWidget(self._page)
        cards = self._show(each, page) if each is not None else []
        self._page.setWidget(page)
        if before is not None:
            before.deleteLater()
        self.acts.offer(each, cards)

    def _show(self, each: ToSettle, page: QWidget) -> list[SideCard]:
        workspace = self._desk.workspace
        names = entries(workspace, {each.record})
        called = name_of(names[each.record]) if each.record in names else each.number
        title = GroupTitle(called if called.startswith(each.number) else f"{each.number} {called}", page)
        title.setWordWrap(True)
        column = column_of(
            title,
            WrappedLabel(explained(each, state_of(workspace, each), ways_of(workspace, each)), page),
            inside=page,
            spacing=GRID,
        )
        if before := before_both(workspace, each):
            column.addSpacing(GRID)
            heading = (FieldTitle(_("Before"), page), 0, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row_of(heading, (WrappedLabel(before, page), 1), spacing=2 * GRID))
        column.addSpacing(GRID)
        cards = [SideCard(workspace, each, side, page) for side in sides_to_read(workspace, each)]
        cards.sort(key=lambda card: not card.is_ours)  # the first key is always for what was written here
        column.addWidget(SideBySide(cards, page))
        column.addStretch(1)
        return cards

    # ------------------------------------------------------------ what happens

    def _say_settled(self, said: str) -> None:
        """It is gone from the list; the keys are for the next one."""
        self.take_no_press_yet()
        self._desk.say(said)
        (self._list if self._lines else self._empty).setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_record(self, record: UUID) -> None:
        self.accept()
        self._desk.open_record(record)

    def _next_pane(self) -> None:
        shown = (
            self._list if self._page.isAncestorOf(self.focusWidget()) or self._page.hasFocus() else self._page
        )
        shown.setFocus(Qt.FocusReason.TabFocusReason)


def counted(to_settle: int, put_together: int = 0) -> str:
    """As "2 to settle, 1 text put together"; "" where there is nothing."""
    said = []
    if to_settle:
        said.append(ngettext("{n} to settle", "{n} to settle", to_settle).format(n=to_settle))
    if put_together:
        text = ngettext("{n} text put together", "{n} texts put together", put_together)
        said.append(text.format(n=put_together))
    return ", ".join(said)


def _nothing(laptops_here: int) -> tuple[str, str]:
    if laptops_here < 2:
        return (
            _("Nothing is to settle"),
            _("One laptop writes in this workspace. What two laptops write in one place comes here."),
        )
    return (
        _("Nothing is to settle of what has come"),
        _("What others have written and not exchanged yet may still meet what was written here."),
    )


def _place(each: ToSettle) -> Place:
    return each.record, each.kind, each.field, each.row


__all__ = ["SettleScreen", "counted", "open_settling"]
