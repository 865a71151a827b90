"""The hours at the side of a week, by the organization's clock, and what stands above its days."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QRect, Qt, QTime
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from sdesk.practice.calendar.hour_axis import AxisHour, HourAxis
from sdesk.translation import gettext as _
from sdesk.ui.control.schedule.day_lines import SHORT, Day
from sdesk.ui.theme.look import scaled_font, theme

SIDE = 6


class HourHeader(QHeaderView):
    """One section, as high as the day is long; the band of whole days stays above it in sight."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setObjectName("ChangeSchedule.axis")
        self.setAccessibleName(_("Hours"))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self._axis: HourAxis | None = None
        self._band = self._hour = 0

    def show_axis(self, axis: HourAxis, band: int, hour: int) -> None:
        """These hours, each so high, below a band."""
        self._axis, self._band, self._hour = axis, band, hour
        self.setFont(scaled_font("help"))
        said = [*self.words(), _("All day")]
        self.setFixedWidth(max(map(self.fontMetrics().horizontalAdvance, said)) + 2 * SIDE)
        self.viewport().update()

    def words(self) -> list[str]:
        """What stands at each hour."""
        return [_written(each) for each in self._axis.hours] if self._axis else []

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        painter.fillRect(rect, theme().color("window"))
        painter.setFont(self.font())
        for place, said in enumerate(self.words()):
            top = rect.top() + self._band + place * self._hour
            painter.setPen(theme().color("line"))
            painter.drawLine(rect.left(), top, rect.right(), top)
            painter.setPen(theme().color("muted"))
            within = QRect(rect.left() + SIDE, top, rect.width() - 2 * SIDE, self._hour)
            painter.drawText(within, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, said)
        band = QRect(rect.left(), 0, rect.width(), self._band)
        painter.fillRect(band, theme().color("window"))
        painter.setPen(theme().color("muted"))
        painter.drawText(
            band.adjusted(SIDE, 4, -SIDE, 0),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop,
            _("All day"),
        )
        painter.setPen(theme().color("border"))
        painter.drawLine(band.bottomLeft(), band.bottomRight())
        painter.restore()


def _written(hour: AxisHour) -> str:
    said = QLocale().toString(QTime(hour.hour, 0), SHORT)
    return _("{time} again").format(time=said) if hour.again else said


def heads_within(days: Sequence[Day], header: QHeaderView) -> list[str]:
    """Above the days, as much as there is room for above each of them: the day, its weekday, and which is today."""
    font = header.font()
    font.setBold(True)
    room = min((header.sectionSize(at) for at in range(len(days))), default=0) - SIDE
    for says_today in (True, False):
        said = [_head(day, says_today=says_today) for day in days]
        if max(map(QFontMetrics(font).horizontalAdvance, said), default=0) <= room:
            return said
    return [str(day.day.day) for day in days]


def _head(day: Day, *, says_today: bool) -> str:
    name = QLocale().dayName(day.day.isoweekday(), SHORT)
    said = _("{weekday} {day}, today") if day.today and says_today else _("{weekday} {day}")
    return said.format(weekday=name, day=day.day.day)


__all__ = ["HourHeader", "heads_within"]
