"""Fields for days, times of day and moments."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, tzinfo

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from sdesk.local_time import day_of, local
from sdesk.translation import gettext as _
from sdesk.ui import wall
from sdesk.ui.pieces.buttons import tool_button
from sdesk.ui.pieces.fields.calendar_popup import CalendarPopup
from sdesk.ui.pieces.fields.date_reading import read_date, read_time, written_date, written_time
from sdesk.ui.pieces.fields.field import FieldWidget
from sdesk.ui.pieces.layouts import row_of
from sdesk.ui.pieces.lines import add_opener

DATE_WIDTH = 160
TIME_WIDTH = 104


class DateEdit(QLineEdit):
    """A line for a day: typed in many ways, written back in one; F4 or ↓ opens the calendar."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumWidth(DATE_WIDTH)
        opens = add_opener(self, "calendar", _("Choose from a calendar (F4)"))
        opens.triggered.connect(self.openCalendar)
        self.textEdited.connect(self.edited)
        self.editingFinished.connect(self.tidy)

    def day(self) -> date | None:
        return read_date(self.text(), self.locale(), wall.today())

    def setDay(self, day: date | None) -> None:
        self.setText("" if day is None else written_date(day, self.locale()))

    def problem(self) -> str:
        if not self.text().strip() or self.day() is not None:
            return ""
        return _("This is not a date. Type it like {example}, or today, or +7 for in a week.").format(
            example=written_date(wall.today(), self.locale())
        )

    def tidy(self) -> None:
        if self.day() is not None:
            self.setDay(self.day())

    def openCalendar(self) -> None:
        if self.isReadOnly():
            return
        chosen = self.day() or wall.today()
        popup = CalendarPopup(QDate(chosen.year, chosen.month, chosen.day), self)
        popup.chosen.connect(self._take)
        popup.openAt(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _take(self, day: QDate) -> None:
        self.setDay(date(day.year(), day.month(), day.day()) if day.isValid() else None)
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_F4, Qt.Key.Key_Down) and not event.modifiers() & _CTRL:
            self.openCalendar()
        else:
            super().keyPressEvent(event)


_CTRL = Qt.KeyboardModifier.ControlModifier


class TimeEdit(QLineEdit):
    """A line for a time of day, in minutes since midnight."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumWidth(TIME_WIDTH)
        self.setPlaceholderText(written_time(9 * 60 + 30, self.locale()))
        self.textEdited.connect(self.edited)
        self.editingFinished.connect(self.tidy)

    def minutes(self) -> int | None:
        return read_time(self.text(), self.locale())

    def setMinutes(self, minutes: int | None) -> None:
        self.setText("" if minutes is None else written_time(minutes, self.locale()))

    def problem(self) -> str:
        if not self.text().strip() or self.minutes() is not None:
            return ""
        example = written_time(9 * 60 + 30, self.locale())
        return _("This is not a time of day. Type it like {example}.").format(example=example)

    def tidy(self) -> None:
        if self.minutes() is not None:
            self.setMinutes(self.minutes())


class DateField(FieldWidget):
    """A day, or none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = DateEdit(self)
        self._edit.edited.connect(self._edited)
        self._edit.editingFinished.connect(self._show_error)
        self._install(self._edit)

    def value(self) -> date | None:
        return self._edit.day()

    def setValue(self, value: date | None) -> None:
        self._edit.setDay(value)
        self._refresh_reading()

    def displayText(self) -> str:
        return self._edit.text()

    def typedProblem(self) -> str:
        return self._edit.problem()

    def openCalendar(self) -> None:
        self._edit.openCalendar()


class TimeField(FieldWidget):
    """A time of day as minutes since midnight, or none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = TimeEdit(self)
        self._edit.edited.connect(self._edited)
        self._edit.editingFinished.connect(self._show_error)
        self._install(self._edit)

    def value(self) -> int | None:
        return self._edit.minutes()

    def setValue(self, value: int | None) -> None:
        self._edit.setMinutes(value)
        self._refresh_reading()

    def displayText(self) -> str:
        return self._edit.text()

    def typedProblem(self) -> str:
        return self._edit.problem()


class DateTimeField(FieldWidget):
    """A moment: typed and shown as the organization's clock shows it, kept as an aware datetime in UTC."""

    def __init__(self, parent: QWidget | None = None, *, zone: tzinfo | None = None) -> None:
        """`zone` is where the clock hangs; None for the organization's."""
        super().__init__(parent)
        self._given_zone = zone
        self._moment: datetime | None = None
        editor = QWidget(self)
        self._date = DateEdit(editor)
        self._time = TimeEdit(editor)
        now = tool_button("clock", _("Now"), editor)
        now.clicked.connect(self._set_now)
        line = row_of(inside=editor, spacing=8)
        for edit, share in ((self._date, 3), (self._time, 2)):
            edit.edited.connect(self._changed_by_typing)
            edit.installEventFilter(self)
            line.addWidget(edit, share)
        line.addWidget(now)
        line.addStretch(0)
        self._install(editor, self._date)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._date.setAccessibleName(_("{field}, date").format(field=name))
        self._time.setAccessibleName(_("{field}, time").format(field=name))

    def value(self) -> datetime | None:
        """The moment; the one that was set, to the second, as long as nobody typed."""
        if self._moment is not None:
            return self._moment
        shown = self._typed()
        return None if shown is None or self.typedProblem() else shown.astimezone(UTC)

    def setValue(self, value: datetime | None) -> None:
        self._moment = value
        shown = None if value is None else local(value, self._zone)
        self._date.setDay(None if value is None else day_of(value, self._zone))
        self._time.setMinutes(None if shown is None else shown.hour * 60 + shown.minute)
        self._refresh_reading()

    def displayText(self) -> str:
        return f"{self._date.text()} {self._time.text()}".strip()

    def typedProblem(self) -> str:
        said = self._date.problem() or self._time.problem()
        if said:
            return said
        if bool(self._date.text().strip()) != bool(self._time.text().strip()):
            return _("Type the time, too.") if self._date.text().strip() else _("Type the date, too.")
        shown = self._typed()
        if shown is not None and self._moment is None and self._is_skipped(shown):
            return _("This time does not exist on that day: the clocks go forward over it.")
        return ""

    def typedWords(self) -> dict[str, str]:
        return {"": self._date.text(), "time": self._time.text()} if self.typedProblem() else {}

    def typeWords(self, words: Mapping[str, str]) -> None:
        self._date.setText(words.get("", ""))
        self._time.setText(words.get("time", ""))
        self._changed_by_typing()

    def readWords(self, text: str) -> bool:
        """The day first, then the time."""
        day, _space, hour = text.strip().replace("T", " ").rpartition(" ")
        self.typeWords({"": day, "time": hour} if day else {"": hour})
        return not self.typedProblem()

    def whose_clock(self) -> str:
        return "" if self._given_zone else wall.whose_times()

    @property
    def _zone(self) -> tzinfo:
        return self._given_zone or wall.zone()

    def _typed(self) -> datetime | None:
        day, minutes = self._date.day(), self._time.minutes()
        if day is None or minutes is None:
            return None
        return datetime.combine(day, time(minutes // 60, minutes % 60), self._zone)

    def _is_skipped(self, shown: datetime) -> bool:
        there_and_back = local(shown.astimezone(UTC), self._zone)
        return there_and_back.replace(tzinfo=None) != shown.replace(tzinfo=None)

    def _changed_by_typing(self) -> None:
        self._moment = None
        self._edited()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Complain of what is missing only to somebody who has left both lines."""
        if event.type() == QEvent.Type.FocusOut and watched in (self._date, self._time):
            staying = self._date.hasFocus() or self._time.hasFocus()
            if not staying or self._date.problem() or self._time.problem():
                self._show_error()
        return super().eventFilter(watched, event)

    def _set_now(self) -> None:
        self.setValue(wall.now().replace(second=0, microsecond=0))
        self._edited()
