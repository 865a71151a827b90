"""A month to pick a day from, opened by a date field."""

from PySide6.QtCore import QDate, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QToolButton, QWidget

from sdesk.translation import gettext as _
from sdesk.ui import wall
from sdesk.ui.pieces.buttons import quiet_button
from sdesk.ui.pieces.layouts import STRETCH, STYLE, column_of, row_of
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.look import theme


class PopupFrame(QFrame):
    """The edge around something that pops up."""


class MonthGrid(QCalendarWidget):
    """A month whose days are painted in our colours: the chosen one filled, today ringed, other months muted."""

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate) -> None:
        chosen = day == self.selectedDate()
        in_month = day.month() == self.monthShown()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, theme().color("raised"))
        painter.setPen(Qt.PenStyle.NoPen)
        cell = QRectF(rect).adjusted(2, 1, -2, -1)
        if chosen:
            painter.setBrush(theme().color("accent"))
            painter.drawRoundedRect(cell, 5, 5)
        elif day == _today():
            painter.setPen(theme().color("focus"))
            painter.drawRoundedRect(cell, 5, 5)
        painter.setPen(theme().color("on_accent" if chosen else "text" if in_month else "muted"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.locale().toString(day.day()))
        painter.restore()


class CalendarPopup(PopupFrame):
    """`chosen` carries the day, or an invalid QDate for none. Arrow keys, Page up/down, Return, Esc."""

    chosen = Signal(QDate)

    def __init__(self, day: QDate, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Calendar"))
        self.calendar = MonthGrid(self)
        self.calendar.setLocale(parent.locale())
        self.calendar.setSelectedDate(day)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self.calendar.setMinimumSize(288, 248)
        self.calendar.clicked.connect(self._choose)
        self.calendar.activated.connect(self._choose)
        self._dress()
        column_of(self.calendar, self._foot(), inside=self, margins=4, spacing=4)

    def openAt(self, place: QPoint) -> None:
        """Show with the top left corner at `place`, or as near as the screen allows."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        left = max(room.left(), min(place.x(), room.right() - self.width()))
        top = max(room.top(), min(place.y(), room.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _foot(self) -> QHBoxLayout:
        today = quiet_button(_("Today"), self)
        today.clicked.connect(self._choose_today)
        nothing = quiet_button(_("No date"), self)
        nothing.clicked.connect(self._choose_nothing)
        return row_of(today, STRETCH, nothing, spacing=STYLE)

    def _dress(self) -> None:
        """Put our colours where the calendar brings its own."""
        head = QTextCharFormat()
        head.setForeground(theme().color("muted"))
        head.setBackground(theme().color("raised"))
        for weekday in Qt.DayOfWeek:
            self.calendar.setWeekdayTextFormat(weekday, head)
        self.calendar.setHeaderTextFormat(head)
        for name, picture in (
            ("qt_calendar_prevmonth", "chevron-left"),
            ("qt_calendar_nextmonth", "chevron-right"),
        ):
            arrow = self.calendar.findChild(QToolButton, name)
            if arrow is not None:
                arrow.setIcon(icon(picture))

    def _choose_today(self) -> None:
        self._choose(_today())

    def _choose_nothing(self) -> None:
        self._choose(QDate())

    def _choose(self, day: QDate) -> None:
        self.chosen.emit(day)
        self.close()


def _today() -> QDate:
    today = wall.today()
    return QDate(today.year, today.month, today.day)
