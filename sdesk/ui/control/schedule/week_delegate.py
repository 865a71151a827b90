"""Paints a day of a week: the hours in which people are there, what stands at its time, where it is now, the band above."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from sdesk.ui.control.schedule.calendar_grid import DAY_ROLE, DayDelegate
from sdesk.ui.control.schedule.day_lines import Day, DayLine
from sdesk.ui.theme.look import theme
from sdesk.ui.theme.marks import paint_shape

if TYPE_CHECKING:
    from sdesk.ui.control.schedule.week_grid import WeekGrid

NOW_DOT = 4


class WeekDelegate(DayDelegate):
    """The band is painted last, at the top of what is in sight."""

    def __init__(self, grid: "WeekGrid") -> None:
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
        hours = grid.hours_between(begun, point)
        for bar in grid.bars.get(was, ()):
            if bar.line == line:
                there = grid.bar_rect(bar, cell).translated(0, hours * grid.hour_height())
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


__all__ = ["WeekDelegate"]
