"""This week in seven small columns: changes, maintenance windows and business events."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QToolButton, QWidget

from sdesk.local_time import start_of
from sdesk.practice.calendar.schedule import Slot, SlotKind, conflicts_among
from sdesk.translation import gettext as _
from sdesk.ui import wall
from sdesk.ui.pieces import Aside, Callout, PlainLabel, Tone, column_of
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.look import scaled_font, theme
from sdesk.ui.today.to_do_words import moment
from sdesk.ui.wording import worded

DAYS = 7
MOST_A_DAY = 4
LEAST_DAY = 24
_ICONS = {
    SlotKind.CHANGE: ("git-branch", "link"),
    SlotKind.MAINTENANCE: ("wrench", "info"),
    SlotKind.EVENT: ("flag", "warning"),
}


def first_day(today: date) -> date:
    """The first day of this week, as weeks go here."""
    starts = QLocale().firstDayOfWeek().value
    return today - timedelta(days=(today.isoweekday() - starts) % DAYS)


def kind_name(kind: SlotKind) -> str:
    return {
        SlotKind.CHANGE: _("Change"),
        SlotKind.MAINTENANCE: _("Maintenance"),
        SlotKind.EVENT: _("Business event"),
    }[kind]


class WeekView(QWidget):
    """A mark opens its record, the head of a day the schedule; below the columns is what the marks mean."""

    opened = Signal(object)
    schedule_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("today.week")
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        self._conflict = Callout(Tone.WARNING, "", self)
        self._conflict.hide()
        column_of(self._grid, self._legend(), self._conflict, inside=self)
        self._days: list[QWidget] = []
        self._shown: tuple[date, date, tuple[Slot, ...]] | None = None

    def show_week(self, first: date, today: date, slots: Sequence[Slot]) -> None:
        """Show these days; nothing is touched while it is the same as before."""
        if self._shown == (first, today, tuple(slots)):
            return
        self._shown = (first, today, tuple(slots))
        for day in self._days:
            self._grid.removeWidget(day)
            day.deleteLater()
        self._days = [self._day(first + timedelta(days=at), today, slots) for at in range(DAYS)]
        for at, widget in enumerate(self._days):
            self._grid.addWidget(widget, 0, at)
            self._grid.setColumnStretch(at, 1)
        found = conflicts_among(slots)
        self._conflict.setVisible(bool(found))
        if found:
            first_one = found[0]
            said = _("{change} and {other}: {reason}").format(
                change=first_one.change.number, other=first_one.other.number, reason=worded(first_one.reason)
            )
            self._conflict.say(Tone.WARNING, said)

    def _day(self, day: date, today: date, slots: Sequence[Slot]) -> QWidget:
        here = [slot for slot in slots if _touches(slot, day)]
        box = DayColumn(day, day == today, self)
        box.head.clicked.connect(self.schedule_asked)
        for slot in here[: MOST_A_DAY if len(here) <= MOST_A_DAY else MOST_A_DAY - 1]:
            box.add(self._mark(slot, today))
        if len(here) > MOST_A_DAY:
            more = PlainLabel(f"+{len(here) - MOST_A_DAY + 1}", box)
            more.setToolTip(plain_tip("\n".join(_spoken(slot, today) for slot in here[MOST_A_DAY - 1 :])))
            box.add(more)
        return box

    def _mark(self, slot: Slot, today: date) -> QToolButton:
        name, role = _ICONS[slot.kind]
        mark = QToolButton(self)
        mark.setObjectName(f"week.{slot.number}")
        mark.setIcon(icon(name, role))
        mark.setIconSize(QSize(16, 16))
        mark.setToolTip(plain_tip(_spoken(slot, today)))
        mark.setAccessibleName(_spoken(slot, today))
        mark.clicked.connect(lambda _checked=False, record=slot.record_id: self.opened.emit(record))
        return mark

    def _legend(self) -> QGridLayout:
        """Two beside each other: the column is narrow."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(2)
        for place, (kind, (name, role)) in enumerate(_ICONS.items()):
            line, column = place // 2, place % 2 * 2
            grid.addWidget(_Picture(name, role, self), line, column)
            grid.addWidget(Aside(kind_name(kind), self), line, column + 1)
            grid.setColumnStretch(column + 1, 1)
        return grid


class _Picture(QLabel):
    """An icon that follows the theme."""

    def __init__(self, name: str, role: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._drawn = (name, role)
        theme().changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        self.setPixmap(icon(*self._drawn).pixmap(14, 14))


class DayColumn(QFrame):
    """A day: its name and number, and its marks below."""

    def __init__(self, day: date, is_today: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMinimumHeight(112)
        self._is_today = is_today
        self._column = column_of(inside=self, margins=(2, 4, 2, 4), spacing=2)
        name = QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
        self.head = QToolButton(self)
        self.head.setText(f"{name[:2]}\n{day.day}")
        self.head.setFont(scaled_font("help", strong=is_today))
        self.head.setAutoRaise(True)
        self.head.setStyleSheet("padding: 0px;")
        self.head.setMinimumWidth(LEAST_DAY)
        self.head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.head.setObjectName(f"week.day.{day.isoweekday()}")
        whole = QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)
        self.head.setAccessibleName(_("Schedule, {day}").format(day=whole))
        self.head.setToolTip(plain_tip(_("Open the schedule")))
        self._column.addWidget(self.head)
        if is_today:
            self.setAccessibleName(_("Today"))
        self._column.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._is_today:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 0, -1, 0), 5, 5)
        elif self.x() > 0:
            painter.setPen(theme().color("line"))
            painter.drawLine(0, 4, 0, self.height() - 4)

    def add(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, widget, 0, Qt.AlignmentFlag.AlignHCenter)


def _touches(slot: Slot, day: date) -> bool:
    start, end = start_of(day, wall.zone()), start_of(day + timedelta(days=1), wall.zone())
    return slot.start < end and slot.end > start


def _spoken(slot: Slot, today: date) -> str:
    return f"{kind_name(slot.kind)} {slot.number} {worded(slot.title)}, {moment(slot.start, today)}"
