"""A week of the schedule with its hours down the side: what has its time stands at it, what lasts whole days in a band above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QBrush, QHideEvent, QKeyEvent, QPainter, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from sdesk.practice.calendar.hour_axis import HourAxis, Stretch, side_by_side
from sdesk.translation import gettext as _
from sdesk.ui import wall
from sdesk.ui.control.schedule.calendar_grid import DAY_ROLE, CalendarGrid, DayDelegate
from sdesk.ui.control.schedule.day_lines import LINE_HEIGHT, Day, DayLine, stacked
from sdesk.ui.control.schedule.first_hour import first_hour
from sdesk.ui.control.schedule.hour_header import HourHeader, heads_within
from sdesk.ui.theme.look import theme
from sdesk.ui.theme.marks import paint_shape

MOST_IN_BAND = 4
LINES_AN_HOUR = 1.5
NOW_MOVES = 20_000
NOW_DOT = 4


@dataclass(frozen=True)
class Bar:
    """A line at its time: from where to where, and which of the lanes of its day it has."""

    line: DayLine
    at: Stretch
    lane: int
    lanes: int


class WeekGrid(CalendarGrid):
    """One row of seven days. Up and Down go through the lines of the chosen day; Ctrl and the arrows move the chosen one.

    `day_over` says that another day is today.
    """

    day_over = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ChangeSchedule.hours")
        self.setAccessibleName(_("Week of the change schedule"))
        self.setProperty("narrow", True)  # of its heads, whatever stands around their words
        self.axis: HourAxis | None = None
        self.open_hours: Mapping[date, Sequence[Stretch]] = {}
        self.bars: dict[date, list[Bar]] = {}
        self._top: float | None = None
        self._is_laying_out = False
        self.hours = HourHeader(self)
        self.setVerticalHeader(self.hours)
        self.setItemDelegate(WeekDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoScroll(False)
        self.tick = QTimer(self, interval=NOW_MOVES)
        self.tick.timeout.connect(self._go_on)

    # what is shown

    def show_week(
        self, days: Sequence[Day], axis: HourAxis, open_hours: Mapping[date, Sequence[Stretch]]
    ) -> None:
        """Seven days. `open_hours` are the times of each in which somebody is there; {} where nobody said which."""
        self.axis, self.open_hours = axis, open_hours
        self.bars = {day.day: _bars(day, axis, self._least()) for day in days}
        self.show_days(days)
        self.setVerticalHeaderLabels([_("Hours")])
        self._lay_out()

    def band_of(self, day: Day) -> tuple[DayLine, ...]:
        """What lasts whole days."""
        return tuple(line for line in day.lines if line.start is None)

    def band_height(self) -> int:
        most = max((len(self.band_of(day)) for day in self._days()), default=0)
        return min(max(most, 1), MOST_IN_BAND) * self.line_height() + 4

    def line_height(self) -> int:
        return max(LINE_HEIGHT, self.fontMetrics().height() + 4)

    def hour_height(self) -> int:
        """As high as there is room for, and no lower than lets the hours of work fill what is in sight."""
        count = len(self.axis.hours) if self.axis else 24
        return max(round(self.line_height() * LINES_AN_HOUR), self._room() // count)

    def _room(self) -> int:
        """Pixels for the hours in sight."""
        return self.viewport().height() - self.band_height()

    def bar_rect(self, bar: Bar, cell: QRect) -> QRect:
        """Where a bar stands in the cell of its day."""
        hour, wide = self.hour_height(), cell.width() - 6
        top = cell.top() + self.band_height() + round(bar.at.top * hour)
        left, right = (wide * each // bar.lanes for each in (bar.lane, bar.lane + 1))
        high = round((bar.at.end - bar.at.top) * hour)
        return QRect(cell.left() + 3 + left, top + 1, right - left - 2, high - 2)

    def band_rects(self, day: Day, cell: QRect) -> list[tuple[DayLine, QRect]]:
        """The lines of the band, which stays in sight, as far as there is room."""
        room = QRect(cell.left(), 2, cell.width(), self.band_height() - 2)
        return stacked(self.band_of(day), room, self.chosen_line, self.line_height())

    def now_place(self, day: date) -> float | None:
        """How far down it is now, on the day that is today."""
        moment = wall.now()
        return self.axis.place(moment) if self.axis and wall.day_of(moment) == day else None

    def _go_on(self) -> None:
        """The line moves; where it has left the day, another one is today."""
        if any(day.today != (day.day == wall.today()) for day in self._days()):
            self.day_over.emit()
        self.viewport().update()

    def _days(self) -> list[Day]:
        cells = (self.model().index(0, column) for column in range(self.columnCount()))
        return [cell.data(DAY_ROLE) for cell in cells if cell.isValid()]

    # room

    def _least(self) -> float:
        """So many hours of the axis a bar takes at least, so that its name can be read."""
        return self.line_height() / max(self.hour_height(), 1)

    def _lay_out(self) -> None:
        if self.axis is None or not self.rowCount():
            self._is_laying_out = False
            return
        self.bars = {day.day: _bars(day, self.axis, self._least()) for day in self._days()}
        self._is_laying_out = True
        self.setHorizontalHeaderLabels(heads_within(self._days(), self.horizontalHeader()))
        self.hours.show_axis(self.axis, self.band_height(), self.hour_height())
        self.hours.resizeSection(0, self.band_height() + len(self.axis.hours) * self.hour_height())
        self.updateGeometries()
        top = self._opening() if self._top is None else self._top
        self.verticalScrollBar().setValue(round(top * self.hour_height()))
        self._is_laying_out = False
        self.viewport().update()

    def _opening(self) -> float:
        """The hour at the top until somebody has scrolled."""
        opened = [each for of_day in self.open_hours.values() for each in of_day]
        places = [self.now_place(day.day) for day in self._days()]
        now = next((each for each in places if each is not None), None)
        return first_hour(opened, now, self._room() / self.hour_height())

    def reveal(self) -> None:
        """Bring the chosen line into sight."""
        cell = self.currentItem()
        found = [
            each
            for each in self.bars.get(self.chosen_day() or date.min, ())
            if each.line.record_id == self.chosen_line
        ]
        if cell is None or not found:
            return
        rect, bar = self.bar_rect(found[0], self.visualItemRect(cell)), self.verticalScrollBar()
        if rect.top() < self.band_height():
            bar.setValue(bar.value() + rect.top() - self.band_height())
        elif (below := rect.bottom() + 1 - self.viewport().height()) > 0:
            bar.setValue(bar.value() + min(below, rect.top() - self.band_height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was the hour at the top stays it."""
        self._is_laying_out = True
        super().resizeEvent(event)
        self._lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The band stays where it is."""
        super().scrollContentsBy(dx, dy)
        if not self._is_laying_out:
            self._top = self.verticalScrollBar().value() / self.hour_height()
        self.viewport().update()
        self.hours.viewport().update()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """All days are in sight; which hours are says who looks at them."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.tick.start()
        self._lay_out()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.tick.stop()

    # keys and clicks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            if event.key() in ways:
                self._go_by(ways[Qt.Key(event.key())])
                return
            super().keyPressEvent(event)
            self.reveal()
        else:
            super().keyPressEvent(event)

    def _go_by(self, way: int) -> None:
        cell = self.currentItem()
        ids = [line.record_id for line in cell.data(DAY_ROLE).lines] if cell else []
        if ids:
            at = ids.index(self.chosen_line) + way if self.chosen_line in ids else 0
            self._choose_line(ids[max(0, min(at, len(ids) - 1))])
            self.reveal()

    def choose_line(self, record_id: UUID, day: date) -> None:
        super().choose_line(record_id, day)
        self.reveal()

    def rows_between(self, begun: QPoint, point: QPoint) -> int:
        """By how many hours of the axis a line is dragged."""
        return round((point.y() - begun.y()) / self.hour_height())

    def hours_between(self, line: DayLine, day: date, begun: QPoint, point: QPoint) -> int:
        if line.start is None or self.axis is None:
            return 0
        top = self.axis.place(line.start)
        return round(self.axis.hours_between(day, top, top + self.rows_between(begun, point)))

    def _line_at(self, point: QPoint) -> DayLine | None:
        cell = self.itemAt(point)
        if cell is None:
            return None
        day, rect = cell.data(DAY_ROLE), self.visualItemRect(cell)
        if point.y() < self.band_height():
            return next((line for line, place in self.band_rects(day, rect) if place.contains(point)), None)
        bars = self.bars.get(day.day, ())
        return next((each.line for each in bars if self.bar_rect(each, rect).contains(point)), None)


def _bars(day: Day, axis: HourAxis, least: float) -> list[Bar]:
    lines = [line for line in day.lines if line.start and line.end]
    at = []
    for line in lines:
        assert line.start and line.end
        top = axis.place(line.start)
        end = max(axis.end_place(line.end), top + least)
        at.append(Stretch(min(top, len(axis.hours) - least), min(end, len(axis.hours))))
    placed = zip(lines, at, side_by_side(at), strict=True)
    return [Bar(line, stretch, lane, lanes) for line, stretch, (lane, lanes) in placed]


class WeekDelegate(DayDelegate):
    """Paints a day of a week. The band is painted last, at the top of what is in sight."""

    def __init__(self, grid: WeekGrid) -> None:
        super().__init__(grid)
        self._week = grid

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        day: Day = index.data(DAY_ROLE)
        grid, cell = self._week, option.rect
        chosen = grid.currentIndex() == index
        painter.save()
        painter.setClipRect(cell)
        self._hours(painter, day, cell)
        for bar in grid.bars.get(day.day, ()):
            self._bar(painter, option, bar.line, grid.bar_rect(bar, cell), chosen=chosen)
        self._dragged(painter, day, cell)
        self._now(painter, day, cell)
        self._band(painter, option, day, chosen=chosen)
        if chosen or grid.target == day.day:
            in_sight = cell.intersected(grid.viewport().rect())
            self.frame(painter, in_sight, grid.target == day.day or grid.hasFocus())
        painter.restore()

    def _hours(self, painter: QPainter, day: Day, cell: QRect) -> None:
        grid = self._week
        top, hour = cell.top() + grid.band_height(), grid.hour_height()
        painter.fillRect(cell, theme().color("sunken" if grid.open_hours else "surface"))
        opened = [
            QRect(
                cell.left(), top + round(each.top * hour), cell.width(), round((each.end - each.top) * hour)
            )
            for each in grid.open_hours.get(day.day, ())
        ]
        for place in opened:
            painter.fillRect(place, theme().color("surface"))
        if grid.axis is None:
            return
        painter.setPen(theme().color("line"))
        for nth in range(len(grid.axis.hours)):
            painter.drawLine(cell.left(), top + nth * hour, cell.right(), top + nth * hour)
        painter.setPen(theme().color("border"))
        for place in opened:
            painter.drawLine(place.topLeft(), place.topRight())
            painter.drawLine(place.left(), place.bottom() + 1, place.right(), place.bottom() + 1)
        for start, end in grid.axis.missing(day.day):
            gone = QRect(cell.left(), top + round(start * hour), cell.width(), round((end - start) * hour))
            painter.fillRect(gone, theme().color("sunken"))
            painter.fillRect(gone, QBrush(theme().color("border"), Qt.BrushStyle.BDiagPattern))

    def _bar(
        self, painter: QPainter, option: QStyleOptionViewItem, line: DayLine, rect: QRect, *, chosen: bool
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().color("border"), 1))
        painter.setBrush(theme().color(line.role))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        high = self._week.line_height() - 2
        paint_shape(painter, line.mark.shape, QRectF(rect.left() + 5, rect.top() + high / 2 - 5, 10, 10))
        painter.setFont(option.font)
        painter.setPen(theme().color("text"))
        first = QRect(rect.left() + 20, rect.top(), rect.width() - 24, high)
        metrics, middle = option.fontMetrics, Qt.AlignmentFlag.AlignVCenter
        whole_lines = (rect.height() - high - 2) // metrics.lineSpacing()
        if whole_lines < 1:
            said = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, first.width())
            painter.drawText(first, middle, said)
        else:
            if metrics.horizontalAdvance(line.when) <= first.width():
                painter.drawText(first, middle, line.when)
            below = QRect(
                rect.left() + 6, rect.top() + high, rect.width() - 10, whole_lines * metrics.lineSpacing()
            )
            painter.save()
            painter.setClipRect(below, Qt.ClipOperation.IntersectClip)
            painter.drawText(below, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, line.text)
            painter.restore()
        if chosen and line.record_id == self._week.chosen_line:
            self.frame(painter, rect.adjusted(0, 0, 1, 1), self._week.hasFocus())

    def _dragged(self, painter: QPainter, day: Day, cell: QRect) -> None:
        """An outline where the line would go that is being dragged."""
        grid, grabbed = self._week, self._week.grabbed
        if grabbed is None or grid.target != day.day or grabbed[0].start is None:
            return
        line, was, begun = grabbed
        point = grid.viewport().mapFromGlobal(grid.cursor().pos())
        down = grid.rows_between(begun, point) * grid.hour_height()
        for bar in grid.bars.get(was, ()):
            if bar.line == line:
                there = grid.bar_rect(bar, cell).translated(0, down)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme().color("focus"), 2, Qt.PenStyle.DashLine))
                painter.drawRoundedRect(there, 3, 3)

    def _now(self, painter: QPainter, day: Day, cell: QRect) -> None:
        place = self._week.now_place(day.day)
        if place is None:
            return
        y = cell.top() + self._week.band_height() + place * self._week.hour_height()
        painter.setPen(QPen(theme().color("danger"), 2))
        painter.setBrush(theme().color("danger"))
        painter.drawLine(QPointF(cell.left(), y), QPointF(cell.right(), y))
        painter.drawEllipse(QPointF(cell.left() + NOW_DOT, y), NOW_DOT, NOW_DOT)

    def _band(self, painter: QPainter, option: QStyleOptionViewItem, day: Day, *, chosen: bool) -> None:
        grid, cell = self._week, option.rect
        band = QRect(cell.left(), 0, cell.width(), grid.band_height())
        painter.fillRect(band, theme().color("window"))
        painter.setPen(theme().color("border"))
        painter.drawLine(band.bottomLeft(), band.bottomRight())
        shown = grid.band_rects(day, cell)
        for line, rect in shown:
            self.line(painter, option, line, rect)
            if chosen and line.record_id == grid.chosen_line:
                self.frame(painter, rect.adjusted(0, 0, 1, 1), grid.hasFocus())
        if (more := len(grid.band_of(day)) - len(shown)) > 0:
            within = QStyleOptionViewItem(option)
            within.rect = band
            self.more(painter, within, more)


__all__ = ["WeekGrid"]
