"""The left side of a process tab: its work products, its lists and its tasks, each with where it stands."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QToolButton, QVBoxLayout, QWidget

from sdesk.models import Record
from sdesk.practice.readiness.tasks import TaskStanding
from sdesk.practice.readiness.work_products import WorkProductStanding
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.pieces import PlainLabel, SidePanel, tool_button
from sdesk.ui.process.panel_rows import PANEL_WIDTH, STRIP_WIDTH, FoldRow, PanelRow
from sdesk.ui.records.marks import shape_of
from sdesk.ui.records.naming import key_of
from sdesk.ui.records.remembered import remember_words, remembered_words
from sdesk.ui.theme.look import GRID, scaled_font, theme
from sdesk.ui.theme.marks import Shape
from sdesk.ui.wording import worded

TASK_SHAPES = {
    "done": Shape.APPROVED,
    "ready": Shape.DRAFT,
    "waiting": Shape.IN_PROGRESS,
    "overdue": Shape.OVERDUE,
    "blocked": Shape.BLOCKED,
}
"""A case that waits is no alarm; what should have been done is one."""


class ProcessPanel(SidePanel):
    """`product_chosen` carries a work product's id, `list_chosen` a model's name, `view_chosen` a page's, `task_chosen` a task's id;
    `queue_chosen` the name of a view of the records that people work through here. Where there are such, tasks are folded
    until somebody unfolds them.
    """

    product_chosen = Signal(str)
    list_chosen = Signal(str)
    view_chosen = Signal(str)
    task_chosen = Signal(str)
    queue_chosen = Signal(str)

    def __init__(
        self,
        work_products: Sequence[tuple[str, str]],
        lists: Sequence[type[Record]],
        tasks: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        views: Sequence[tuple[str, str]] = (),
        queue: Sequence[tuple[str, str]] = (),
    ) -> None:
        """`queue` are names and titles of its views."""
        super().__init__(parent)
        self._key = "/".join(("tasks", *(product for product, _short in work_products[:1])))
        self._chosen = ("", "")
        self._is_strip = False
        self._queue: dict[str, PanelRow] = {}
        self._tasks: list[PanelRow] = []
        self._fold_row: FoldRow | None = None
        self._rows: dict[str, PanelRow] = {}
        self._heads: list[PlainLabel] = []
        page = QWidget(self)
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, GRID, 0, GRID)
        self._column.setSpacing(0)
        self._page = page
        self._queue_heads = [self._head(_("Views"))] if queue else []
        self.offer_views(queue)
        if work_products:
            self._head(_("Work products"))
        for product, short in work_products:
            self._add(product, f"panel.{product}", product, _(short)).clicked.connect(self._product)
        if lists or views:
            self._head(_("Lists") if work_products else "")
        for name, title in views:
            self._add(name, f"panel.{name}", "", title).clicked.connect(self._view)
        for model in lists:
            key = key_of(model)
            self._add(key, f"panel.{key}", "", _(model.plural)).clicked.connect(self._list)
        if tasks:
            self._add_fold(folded_at_first=bool(queue))
        for task, name in tasks:
            row = self._add(task, f"task.{task}", task, _(name))
            row.setCheckable(False)
            row.clicked.connect(self._task)
            self._tasks.append(row)
        self._column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll = scroll
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._names = tool_button(
            "list", _("Work products, lists and tasks by name"), self, name="panel.names"
        )
        self._names.setMenu(QMenu(self._names))
        self._names.menu().aboutToShow.connect(self._list_names)
        self._names.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        column.addWidget(self._names, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(scroll)
        self.fold(False)
        theme().changed.connect(self.update)

    def offer_views(self, queue: Sequence[tuple[str, str]]) -> None:
        """The views there are now, by names and titles: those that are gone go, new ones come below the others."""
        for name in self._queue.keys() - {name for name, _title in queue}:
            gone = self._queue.pop(name)
            del self._rows[f"view:{name}"]
            self._column.removeWidget(gone)
            gone.setParent(None)
            gone.deleteLater()
        for place, (name, title) in enumerate(queue, start=1):
            if name in self._queue:
                self._queue[name].setText(title)
                continue
            row = self._add(f"view:{name}", f"panel.view.{name}", "", title)
            row.setProperty("view", name)
            row.clicked.connect(self._queue_view)
            self._column.insertWidget(place, row)
            row.setVisible(not self._is_strip)
            self._queue[name] = row
        self.choose(*self._chosen)

    def fold(self, folded: bool) -> None:
        """Folded it is a strip of marks, and a menu of the names."""
        self.setFixedWidth(STRIP_WIDTH if folded else PANEL_WIDTH)
        self._names.setVisible(folded)
        for head in self._heads:
            head.setText("" if folded else head.property("title"))
        self._is_strip = folded
        for row in (*self._rows.values(), *((self._fold_row,) if self._fold_row else ())):
            row.fold(folded)
        self._show_parts()
        bars = Qt.ScrollBarPolicy
        self._scroll.setVerticalScrollBarPolicy(bars.ScrollBarAlwaysOff if folded else bars.ScrollBarAsNeeded)

    def _show_parts(self) -> None:
        """On the strip the views are a menu of the list; tasks that are folded are in neither."""
        for each in (*self._queue_heads, *self._queue.values()):
            each.setVisible(not self._is_strip)
        for row in self._tasks:
            row.setVisible(self._fold_row is None or self._fold_row.is_open)
        self.choose(*self._chosen)

    def enter(self) -> None:
        """Go by key to the line that is chosen."""
        chosen = [row for row in self._rows.values() if row.isChecked() and not row.isHidden()]
        if chosen:
            chosen[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, key: str, view: str = "") -> None:
        """Mark what is shown now: the view of the list where its lines are seen, else the list."""
        self._chosen = (key, view)
        views_are_seen = bool(view) and not self._is_strip
        for name, row in self._rows.items():
            row.setChecked(name == key and row.isCheckable() and not views_are_seen)
        for each, row in self._queue.items():
            row.setChecked(each == view and views_are_seen)

    def count(self, counts: Mapping[str, int]) -> None:
        """Show how many records stand in each view."""
        for name, row in self._queue.items():
            n = counts.get(name, 0)
            row.stand(None, str(n), ngettext("{n} record", "{n} records", n).format(n=n), "")

    def row(self, key: str) -> PanelRow:
        """The line of a work product, a list or a task. Raises KeyError."""
        return self._rows[key]

    def stand(self, products: Mapping[str, WorkProductStanding], tasks: Sequence[TaskStanding]) -> None:
        """Show where everything stands."""
        for key, standing in products.items():
            if key in self._rows:
                self._rows[key].stand(
                    shape_of(standing.shape) if standing.shape else None,
                    _tail_of(standing),
                    _(standing.state),
                    worded(standing.text),
                )
        for task in tasks:
            if task.task.id in self._rows:
                late = _("overdue") if task.state == "overdue" else ""
                tail = str(len(task.cases)) if task.cases else late
                self._rows[task.task.id].stand(
                    TASK_SHAPES[task.state], tail, _(task.state), worded(task.detail)
                )
        if self._fold_row is not None:
            here = [task for task in tasks if task.task.id in self._rows]
            is_late = any(task.state == "overdue" for task in here)
            waiting = sum(len(task.cases) for task in here)
            said = _("overdue") if is_late else ""
            self._fold_row.stand(Shape.OVERDUE if is_late else None, str(waiting or ""), said, "")

    def _head(self, title: str) -> PlainLabel:
        head = PlainLabel(title, self._page)
        head.setContentsMargins(12, GRID, 12, 4)
        head.setFont(scaled_font("help", strong=True))
        head.setProperty("title", title)
        self._heads.append(head)
        self._column.addWidget(head)
        return head

    def _add_fold(self, *, folded_at_first: bool) -> None:
        known = remembered_words(self._key) or ["folded" if folded_at_first else "open"]
        self._fold_row = FoldRow("panel.tasks", _("Tasks"), self._page, is_open=known[0] == "open")
        self._fold_row.setProperty("title", _("Tasks"))
        self._fold_row.turned.connect(self._tasks_turned)
        self._column.addSpacing(GRID)
        self._column.addWidget(self._fold_row)

    def _tasks_turned(self, is_open: bool) -> None:
        remember_words(self._key, ["open" if is_open else "folded"])
        self._show_parts()

    def _add(self, key: str, name: str, code: str, text: str) -> PanelRow:
        row = PanelRow(name, code, text, self._page)
        row.setCheckable(True)
        row.setProperty("key", key)
        row.setAccessibleName(f"{code} {text}".strip())
        self._rows[key] = row
        self._column.addWidget(row)
        return row

    def _list_names(self) -> None:
        menu = self._names.menu()
        menu.clear()
        for each in self._page.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if isinstance(each, PanelRow) and not isinstance(each, FoldRow):
                said = each.accessibleName().replace("&", "&&")
                action = menu.addAction(said, each.click)
                action.setCheckable(each.isChecked())
                action.setChecked(each.isChecked())
            else:
                menu.addSection(each.property("title"))

    def _product(self) -> None:
        self.product_chosen.emit(self.sender().property("key"))

    def _list(self) -> None:
        self.list_chosen.emit(self.sender().property("key"))

    def _view(self) -> None:
        self.view_chosen.emit(self.sender().property("key"))

    def _queue_view(self) -> None:
        self.queue_chosen.emit(self.sender().property("view"))

    def _task(self) -> None:
        self.task_chosen.emit(self.sender().property("key"))


def _tail_of(standing: WorkProductStanding) -> str:
    if standing.count:
        return str(standing.count)
    words = {"missing": _("missing"), "draft": _("draft"), "needs review": _("review")}
    return words.get(standing.state, "")
