"""The days of a month or of a week as cells with what happens on them; by mouse and by keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from gettext import gettext as _
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
    QTime,
    Signal,
)
from PySide6.QtGui import QAction, QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QToolTip,
    QWidget,
)

from sdesk.practice.schedule import Slot, SlotKind
from sdesk.ui.theme import theme
from sdesk.ui.theme_marks import Shape, StateMark, paint_shape

DAY_ROLE = Qt.ItemDataRole.UserRole + 1
LINE_HEIGHT = 22
EDGE = 6
SHORT = QLocale.FormatType.ShortFormat


@dataclass(frozen=True)
class DayLine:
    """A slot as it stands in the cell of one day."""

    record_id: UUID
    when: str
    text: str
    mark: StateMark
    role: str
    tooltip: str


@dataclass(frozen=True)
class Day:
    """One cell: the day, whether it belongs to the month shown, and its lines in order of time."""

    day: date
    inside: bool
    today: bool
    lines: tuple[DayLine, ...]


KIND_ROLES = {SlotKind.CHANGE: "info_soft", SlotKind.MAINTENANCE: "sunken", SlotKind.EVENT: "warning_soft"}


def day_line(slot: Slot, day: date, conflict: str) -> DayLine:
    """How a slot reads on a day: its time if it starts there, its name, a mark, and a warning if it conflicts."""
    start, end = slot.start.astimezone(), slot.end.astimezone()
    locale = QLocale()
    times = " – ".join(each.strftime("%d.%m. %H:%M") for each in (start, end))
    tooltip = "\n".join(part for part in (f"{slot.number}  {slot.title}", times, conflict) if part)
    when = locale.toString(QTime(start.hour, start.minute), SHORT) if start.date() == day else "…"
    return DayLine(
        slot.record_id,
        when,
        slot.title or slot.number,
        mark_of(slot, conflict),
        KIND_ROLES[slot.kind],
        tooltip,
    )


def mark_of(slot: Slot, conflict: str = "") -> StateMark:
    if conflict:
        return StateMark(Shape.OVERDUE, _("conflict"))
    if slot.over:
        return StateMark(Shape.APPROVED, slot.state)
    if slot.kind is SlotKind.CHANGE:
        return StateMark(Shape.IN_PROGRESS if slot.state != "draft" else Shape.DRAFT, slot.state)
    return StateMark(Shape.NOT_APPLICABLE, slot.kind.value)


class CalendarGrid(QTableWidget):
    """Seven columns of days. `opened` says which record was asked for; `day_chosen` where a new one would go."""

    opened = Signal(object)
    day_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("WP.12.calendar")
        self.setAccessibleName(_("Calendar of the change schedule"))
        self.setColumnCount(7)
        self.setShowGrid(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setVisible(False)
        for heads in (self.horizontalHeader(), self.verticalHeader()):
            heads.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            heads.setHighlightSections(False)
        self.verticalHeader().setMinimumSectionSize(64)
        self.setItemDelegate(_DayDelegate(self))
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

    def _cell(self, day: Day) -> QTableWidgetItem:
        locale = QLocale()
        spoken = [
            locale.toString(QDate(day.day.year, day.day.month, day.day.day), QLocale.FormatType.LongFormat)
        ]
        spoken += [f"{line.when} {line.text}, {line.mark.word}" for line in day.lines] or [_("nothing")]
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
        if cell is not None:
            self.day_chosen.emit(cell.data(DAY_ROLE).day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cell = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and cell is not None:
            self._open_of(cell.data(DAY_ROLE), self.visualItemRect(cell).bottomLeft())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        line = self._line_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and line is not None:
            self.opened.emit(line.record_id)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            line = self._line_at(event.pos())
            QToolTip.showText(event.globalPos(), line.tooltip if line else "", self)
            return True
        return super().viewportEvent(event)

    def _line_at(self, point: QPoint) -> DayLine | None:
        cell = self.itemAt(point)
        if cell is None:
            return None
        lines = shown_lines(cell.data(DAY_ROLE), self.visualItemRect(cell))
        return next((line for line, rect in lines if rect.contains(point)), None)

    def _open_of(self, day: Day, below: QPoint) -> None:
        """Open the one record of a day, or ask which."""
        if len(day.lines) == 1:
            self.opened.emit(day.lines[0].record_id)
        elif day.lines:
            menu = QMenu(self)
            for line in day.lines:
                menu.addAction(f"{line.when}  {line.text}").setData(line.record_id)
            menu.triggered.connect(self._open_chosen)
            menu.popup(self.viewport().mapToGlobal(below))

    def _open_chosen(self, action: QAction) -> None:
        self.opened.emit(action.data())

    def sizeHint(self) -> QSize:
        return QSize(640, 420)


def shown_lines(day: Day, cell: QRect) -> list[tuple[DayLine, QRect]]:
    """The lines for which the cell has room, each with its rectangle; the last line is kept for "2 more"."""
    room = max(0, (cell.height() - LINE_HEIGHT - EDGE) // LINE_HEIGHT)
    fitting = day.lines if len(day.lines) <= room else day.lines[: max(0, room - 1)]
    top = cell.top() + LINE_HEIGHT + 2
    return [
        (line, QRect(cell.left() + 3, top + place * LINE_HEIGHT, cell.width() - 7, LINE_HEIGHT - 2))
        for place, line in enumerate(fitting)
    ]


class _DayDelegate(QStyledItemDelegate):
    """Paints a day: its number, its lines as bars with a mark and a name, and how many more there are."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        day: Day = index.data(DAY_ROLE)
        grid = self.parent()
        chosen = isinstance(grid, QTableWidget) and grid.currentIndex() == index
        painter.save()
        painter.fillRect(option.rect, theme().color("surface" if day.inside else "window"))
        self._number(painter, option, day)
        lines = shown_lines(day, option.rect)
        for line, rect in lines:
            self._line(painter, option, line, rect)
        if len(lines) < len(day.lines):
            self._more(painter, option, len(day.lines) - len(lines))
        if chosen:
            self._frame(painter, option.rect, isinstance(grid, QWidget) and grid.hasFocus())
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

    def _line(self, painter: QPainter, option: QStyleOptionViewItem, line: DayLine, rect: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(line.role))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(rect, 3, 3)
        paint_shape(painter, line.mark.shape, QRectF(rect.left() + 5, rect.center().y() - 4.5, 10, 10))
        painter.setFont(option.font)
        painter.setPen(theme().color("text"))
        inner = rect.adjusted(20, 0, -4, 0)
        roomy = inner.width() > 110 and line.when != "…"
        words = f"{line.when}  {line.text}" if roomy else line.text
        shown = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, shown)

    def _more(self, painter: QPainter, option: QStyleOptionViewItem, count: int) -> None:
        rect = option.rect.adjusted(EDGE, 0, -EDGE, -3)
        rect.setTop(rect.bottom() - LINE_HEIGHT + 4)
        painter.setFont(option.font)
        painter.setPen(theme().color("muted"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, _("{count} more").format(count=count))

    def _frame(self, painter: QPainter, rect: QRect, focused: bool) -> None:
        pen = painter.pen()
        pen.setColor(theme().color("focus" if focused else "border"))
        pen.setWidth(2 if focused else 1)
        pen.setStyle(Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -2, -2))


def weeks_of_month(day: date, first_weekday: int) -> list[date]:
    """The days of the whole weeks that hold the month of `day`; 42 of them, so that the cells keep their size."""
    first = day.replace(day=1)
    start = first - timedelta(days=(first.isoweekday() - first_weekday) % 7)
    return [start + timedelta(days=n) for n in range(42)]


def week_of(day: date, first_weekday: int) -> list[date]:
    start = day - timedelta(days=(day.isoweekday() - first_weekday) % 7)
    return [start + timedelta(days=n) for n in range(7)]
