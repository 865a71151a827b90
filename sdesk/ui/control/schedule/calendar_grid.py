"""The days of a month or of a week as cells with what happens on them; by mouse and by keys."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import (
    QDate,
    QEvent,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QToolTip,
    QWidget,
)

from sdesk.translation import gettext as _
from sdesk.ui.control.schedule.day_lines import EDGE, LINE_HEIGHT, SHORT, Day, DayLine, shown_lines
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.look import theme
from sdesk.ui.theme.marks import paint_shape

DAY_ROLE = Qt.ItemDataRole.UserRole + 1
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
"""Keys that move a line with Ctrl: days, and weeks in a month or hours in a week."""


class CalendarGrid(QTableWidget):
    """Seven columns of days. `opened` says which record was asked for; `day_chosen` where a new one would go.

    `moved` carries a record and by how many days and hours it is to be moved: dragged, or with Ctrl and the arrows.
    Space goes to the next line of the chosen day.
    """

    opened = Signal(object)
    day_chosen = Signal(object)
    line_chosen = Signal(object)
    moved = Signal(object, int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.can_move = True
        self.setObjectName("ChangeSchedule.calendar")
        self.setAccessibleName(_("Calendar of the change schedule"))
        self.setColumnCount(7)
        self.setShowGrid(True)
        self.setMouseTracking(True)
        self.chosen_line: UUID | None = None
        self.grabbed: tuple[DayLine, date, QPoint] | None = None
        self._target: date | None = None
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setVisible(False)
        for heads in (self.horizontalHeader(), self.verticalHeader()):
            heads.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            heads.setHighlightSections(False)
        self.verticalHeader().setMinimumSectionSize(64)
        self.setItemDelegate(DayDelegate(self))
        self.currentItemChanged.connect(self._tell_day)

    def show_days(self, days: Sequence[Day]) -> None:
        """Show whole weeks, from their first day; the day that was chosen stays chosen if it is there."""
        chosen = self.chosen_day()
        self.blockSignals(True)
        self.setRowCount(len(days) // 7)
        names = [QLocale().dayName(day.day.isoweekday(), SHORT) for day in days[:7]]
        self.setHorizontalHeaderLabels(names)
        for place, day in enumerate(days):
            self.setItem(place // 7, place % 7, self._cell(day))
        self.blockSignals(False)
        kept = chosen if any(day.day == chosen for day in days) else None
        self.choose(kept or next((day.day for day in days if day.today), days[0].day))
        cell = self.currentItem()
        if cell is not None:
            self._choose_line_of(cell.data(DAY_ROLE))

    def _cell(self, day: Day) -> QTableWidgetItem:
        locale = QLocale()
        spoken = [
            locale.toString(QDate(day.day.year, day.day.month, day.day.day), QLocale.FormatType.LongFormat)
        ]
        spoken += [
            _("{when} {what}, {state}").format(when=line.when, what=line.text, state=line.mark.word)
            for line in day.lines
        ] or [_("nothing")]
        cell = QTableWidgetItem()
        cell.setData(DAY_ROLE, day)
        cell.setData(Qt.ItemDataRole.AccessibleTextRole, "; ".join(spoken))
        return cell

    def choose(self, day: date) -> None:
        for row in range(self.rowCount()):
            for column in range(7):
                if self.model().index(row, column).data(DAY_ROLE).day == day:
                    self.setCurrentCell(row, column)

    def chosen_day(self) -> date | None:
        cell = self.currentItem()
        return cell.data(DAY_ROLE).day if cell else None

    def _tell_day(self, cell: QTableWidgetItem | None, _before: object = None) -> None:
        if cell is None:
            return
        day: Day = cell.data(DAY_ROLE)
        self.day_chosen.emit(day.day)
        self._choose_line_of(day)

    def _choose_line_of(self, day: Day) -> None:
        """The first line of the day, unless one of them is chosen already."""
        if self.chosen_line not in [line.record_id for line in day.lines]:
            self._choose_line(day.lines[0].record_id if day.lines else None)

    def choose_line(self, record_id: UUID, day: date) -> None:
        """Put the cursor on a line of a day."""
        self.choose(day)
        self._choose_line(record_id)

    def _choose_line(self, record_id: UUID | None) -> None:
        self.chosen_line = record_id
        self.line_chosen.emit(record_id)
        self.viewport().update()

    def _next_line(self, day: Day) -> None:
        ids = [line.record_id for line in day.lines]
        if ids:
            at = ids.index(self.chosen_line) if self.chosen_line in ids else -1
            self._choose_line(ids[(at + 1) % len(ids)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cell = self.currentItem()
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _WAYS:
            self._move_by_keys(*_WAYS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape and self.grabbed is not None:
            self._let_go()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and cell is not None:
            self._open_of(cell.data(DAY_ROLE))
        elif event.key() == Qt.Key.Key_Space and cell is not None:
            self._next_line(cell.data(DAY_ROLE))
        else:
            super().keyPressEvent(event)

    def _move_by_keys(self, across: int, down: int) -> None:
        if self.chosen_line is not None and self.can_move:
            in_week = self.rowCount() == 1
            self.moved.emit(self.chosen_line, across + (0 if in_week else 7 * down), down if in_week else 0)

    # dragging

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        line, cell = self._line_at(event.position().toPoint()), self.itemAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and line is not None and cell is not None:
            self._choose_line(line.record_id)
            self.grabbed = (line, cell.data(DAY_ROLE).day, event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self.grabbed is None:
            line = self._line_at(point)
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if line else Qt.CursorShape.ArrowCursor
            )
            super().mouseMoveEvent(event)
            return
        line, _day, begun = self.grabbed
        if (
            line.movable
            and self.can_move
            and (point - begun).manhattanLength() >= QApplication.startDragDistance()
        ):
            cell = self.itemAt(point)
            self._target = cell.data(DAY_ROLE).day if cell else None
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        grabbed, target = self.grabbed, self._target
        self._let_go()
        super().mouseReleaseEvent(event)
        if grabbed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        line, day, begun = grabbed
        hours = self.hours_between(line, target, begun, event.position().toPoint()) if target else 0
        if target is not None and (target != day or hours):
            self.moved.emit(line.record_id, (target - day).days, hours)
        elif target is None and self._line_at(event.position().toPoint()) == line:
            self.opened.emit(line.record_id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On "2 more": say which, to choose from."""
        cell = self.itemAt(event.position().toPoint())
        if cell is not None and self._line_at(event.position().toPoint()) is None:
            self._offer_lines(cell.data(DAY_ROLE), event.globalPosition().toPoint())

    def _let_go(self) -> None:
        self.grabbed = self._target = None
        self.viewport().unsetCursor()
        self.viewport().update()

    def hours_between(self, line: DayLine, day: date, begun: QPoint, point: QPoint) -> int:
        """How much later it is on that day for a line dragged from one point to the other: nothing, where a day is a cell."""
        return 0

    @property
    def target(self) -> date | None:
        """The day over which a line is being dragged."""
        return self._target

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            line = self._line_at(event.pos())
            QToolTip.showText(event.globalPos(), plain_tip(line.tooltip) if line else "", self)
            return True
        return super().viewportEvent(event)

    def _line_at(self, point: QPoint) -> DayLine | None:
        cell = self.itemAt(point)
        if cell is None:
            return None
        lines = shown_lines(cell.data(DAY_ROLE), self.visualItemRect(cell), self.chosen_line)
        return next((line for line, rect in lines if rect.contains(point)), None)

    def _open_of(self, day: Day) -> None:
        """Open the chosen line of a day."""
        if self.chosen_line in [line.record_id for line in day.lines]:
            self.opened.emit(self.chosen_line)

    def _offer_lines(self, day: Day, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for line in day.lines:
            text = f"{line.when}  {line.text}".strip().replace("&", "&&")
            menu.addAction(text).setData(line.record_id)
        menu.triggered.connect(self._open_chosen)
        menu.popup(at)

    def _open_chosen(self, action: QAction) -> None:
        self.opened.emit(action.data())

    def sizeHint(self) -> QSize:
        return QSize(640, 420)


class DayDelegate(QStyledItemDelegate):
    """Paints a day: its number, its lines as bars with a mark and a name, and how many more there are."""

    def __init__(self, grid: CalendarGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        day: Day = index.data(DAY_ROLE)
        grid = self._grid
        chosen = grid.currentIndex() == index
        painter.save()
        painter.fillRect(option.rect, theme().color("surface" if day.inside else "window"))
        self._number(painter, option, day)
        lines = shown_lines(day, option.rect, grid.chosen_line)
        marked = grid.chosen_line if chosen and len(day.lines) > 1 else None
        for line, rect in lines:
            self.line(painter, option, line, rect)
            if line.record_id == marked:
                self.frame(painter, rect.adjusted(0, 0, 1, 1), grid.hasFocus())
        if len(lines) < len(day.lines):
            self.more(painter, option, len(day.lines) - len(lines))
        dragged_here = grid.target == day.day
        if chosen or dragged_here:
            self.frame(painter, option.rect, dragged_here or grid.hasFocus())
        painter.restore()

    def _number(self, painter: QPainter, option: QStyleOptionViewItem, day: Day) -> None:
        rect = option.rect.adjusted(EDGE, 3, -EDGE, 0)
        rect.setHeight(LINE_HEIGHT - 2)
        font = QFont(option.font)
        font.setBold(day.today)
        painter.setFont(font)
        painter.setPen(theme().color("link" if day.today else "text" if day.inside else "muted"))
        text = str(day.day.day) if not day.today else _("Today, {day}").format(day=day.day.day)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, text)

    def line(self, painter: QPainter, option: QStyleOptionViewItem, line: DayLine, rect: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(line.role))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(rect, 3, 3)
        paint_shape(painter, line.mark.shape, QRectF(rect.left() + 5, rect.center().y() - 4.5, 10, 10))
        painter.setFont(option.font)
        painter.setPen(theme().color("text"))
        inner = rect.adjusted(20, 0, -4, 0)
        roomy = inner.width() > 110 and line.when not in ("", "…")
        words = f"{line.when}  {line.text}" if roomy else line.text
        shown = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, shown)

    def more(self, painter: QPainter, option: QStyleOptionViewItem, count: int) -> None:
        rect = option.rect.adjusted(EDGE, 0, -EDGE, -3)
        rect.setTop(rect.bottom() - LINE_HEIGHT + 4)
        painter.setFont(option.font)
        painter.setPen(theme().color("muted"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, _("{count} more").format(count=count))

    def frame(self, painter: QPainter, rect: QRect, focused: bool) -> None:
        pen = painter.pen()
        pen.setColor(theme().color("focus" if focused else "border"))
        pen.setWidth(2 if focused else 1)
        pen.setStyle(Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -2, -2))
