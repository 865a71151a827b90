"""The left side of a process tab: its work products, its lists and its tasks, each with where it stands."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from sdesk.models import Record
from sdesk.practice.readiness.tasks import TaskStanding
from sdesk.practice.readiness.work_products import WorkProductStanding
from sdesk.translation import gettext as _
from sdesk.ui.pieces import PlainLabel, SidePanel, tool_button
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.records.marks import shape_of
from sdesk.ui.records.naming import key_of
from sdesk.ui.theme.look import GRID, LIST_ROW_HEIGHT, scaled_font, theme
from sdesk.ui.theme.marks import SHAPE_SIZE, Shape, paint_shape, shape_square
from sdesk.ui.wording import worded

PANEL_WIDTH, STRIP_WIDTH = 240, 48
SHORT = 3
"""Letters by which a name is told from the others on the strip."""
TASK_SHAPES = {
    "done": Shape.APPROVED,
    "ready": Shape.DRAFT,
    "waiting": Shape.IN_PROGRESS,
    "overdue": Shape.OVERDUE,
    "blocked": Shape.BLOCKED,
}
"""A case that waits is no alarm; what should have been done is one."""


class PanelRow(QAbstractButton):
    """One line: a mark, an id, a name, and a word or a number at the right."""

    def __init__(self, name: str, code: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setText(text)
        self.setFixedHeight(LIST_ROW_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._code = code
        self._mark: Shape | None = None
        self._tail = ""
        self._is_folded = False
        self.setToolTip(plain_tip(f"{code} {text}".strip()))

    def fold(self, folded: bool) -> None:
        """Folded it is its mark and the number behind its set, "17" of "WP.17"; its tip says the rest."""
        self._is_folded = folded
        self.update()

    def stand(self, mark: Shape | None, tail: str, word: str, detail: str) -> None:
        """Show where it stands: a mark, what is at the right, and in words for who cannot see."""
        self._mark, self._tail = mark, tail
        said = ", ".join(filter(None, (f"{self._code} {self.text()}".strip(), word)))
        self.setAccessibleName(said)
        self.setAccessibleDescription(detail)
        self.setToolTip(plain_tip(f"{said}\n{detail}" if detail else said))
        self.update()

    def tail(self) -> str:
        return self._tail

    def mark(self) -> Shape | None:
        return self._mark

    def sizeHint(self) -> QSize:
        return QSize(PANEL_WIDTH, LIST_ROW_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._go(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _go(self, step: int) -> None:
        parent = self.parentWidget()
        rows = [row for row in parent.findChildren(PanelRow) if row.isVisible()] if parent else []
        at = rows.index(self) + step
        if 0 <= at < len(rows):
            rows[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        if self._is_folded:
            self._paint_short(painter)
            return
        inner = self.rect().adjusted(12, 0, -12, 0)
        if self._mark is not None:
            paint_shape(painter, self._mark, shape_square(inner))
        colour = theme().color("on_selection" if self.isChecked() else "text")
        muted = theme().color("on_selection" if self.isChecked() else "muted")
        left = inner.left() + SHAPE_SIZE + GRID
        right = inner.right()
        if self._tail:
            painter.setFont(scaled_font("help"))
            painter.setPen(muted)
            painter.drawText(inner, _RIGHT, self._tail)
            right -= painter.fontMetrics().horizontalAdvance(self._tail) + GRID
        if self._code:
            painter.setFont(scaled_font("help"))
            painter.setPen(muted)
            painter.drawText(QRect(left, 0, 56, self.height()), _LEFT, self._code)
            left += painter.fontMetrics().horizontalAdvance(self._code) + 6
        painter.setFont(self.font())
        painter.setPen(colour)
        room = QRect(left, 0, right - left + 1, self.height())
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, shown)

    def _paint_short(self, painter: QPainter) -> None:
        inner = self.rect().adjusted(8, 0, -7, 0)
        if self._mark is not None:
            paint_shape(painter, self._mark, shape_square(inner))
        painter.setFont(scaled_font("help"))
        painter.setPen(theme().color("on_selection" if self.isChecked() else "text"))
        painter.drawText(inner, _RIGHT, self.short())

    def short(self) -> str:
        """What is left of it on the strip: the number of a work product or task, or how its name begins."""
        return self._code.partition(".")[2] or self.text()[:SHORT].strip()

    def _paint_ground(self, painter: QPainter) -> None:
        ground = self.rect().adjusted(4, 1, -4, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("selection" if self.isChecked() else "hover"))
            painter.drawRoundedRect(ground, 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().color("focus"), 2))
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 4, 4)


_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class ProcessPanel(SidePanel):
    """`product_chosen` carries a work product's id, `list_chosen` a model's name, `view_chosen` a page's, `task_chosen` a task's id."""

    product_chosen = Signal(str)
    list_chosen = Signal(str)
    view_chosen = Signal(str)
    task_chosen = Signal(str)

    def __init__(
        self,
        work_products: Sequence[tuple[str, str]],
        lists: Sequence[type[Record]],
        tasks: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        views: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(parent)
        self._rows: dict[str, PanelRow] = {}
        self._heads: list[PlainLabel] = []
        page = QWidget(self)
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, GRID, 0, GRID)
        self._column.setSpacing(0)
        self._page = page
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
            self._head(_("Tasks"))
        for task, name in tasks:
            row = self._add(task, f"task.{task}", task, _(name))
            row.setCheckable(False)
            row.clicked.connect(self._task)
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

    def fold(self, folded: bool) -> None:
        """Folded it is a strip of marks, and a menu of the names."""
        self.setFixedWidth(STRIP_WIDTH if folded else PANEL_WIDTH)
        self._names.setVisible(folded)
        for head in self._heads:
            head.setText("" if folded else head.property("title"))
        for row in self._rows.values():
            row.fold(folded)
        bars = Qt.ScrollBarPolicy
        self._scroll.setVerticalScrollBarPolicy(bars.ScrollBarAlwaysOff if folded else bars.ScrollBarAsNeeded)

    def enter(self) -> None:
        """Go by key to the line that is chosen."""
        for row in self._rows.values():
            if row.isChecked():
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, key: str) -> None:
        """Mark what is shown now."""
        for name, row in self._rows.items():
            row.setChecked(name == key and row.isCheckable())

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

    def _head(self, title: str) -> None:
        head = PlainLabel(title, self._page)
        head.setContentsMargins(12, GRID, 12, 4)
        head.setFont(scaled_font("help", strong=True))
        head.setProperty("title", title)
        self._heads.append(head)
        self._column.addWidget(head)

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
            if isinstance(each, PanelRow):
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

    def _task(self) -> None:
        self.task_chosen.emit(self.sender().property("key"))


def _tail_of(standing: WorkProductStanding) -> str:
    if standing.count:
        return str(standing.count)
    words = {"missing": _("missing"), "draft": _("draft"), "needs review": _("review")}
    return words.get(standing.state, "")
