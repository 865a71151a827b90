"""Numbers, and durations in minutes, as people type them."""

import re

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLineEdit, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces.fields.field import FieldWidget
from sdesk.ui.pieces.layouts import row_of
from sdesk.ui.pieces.texts import PlainLabel

NUMBER_WIDTH = 144


def read_number(text: str, locale: QLocale) -> float | None:
    """The number in `text`, with the locale's separators or with a lone point or comma; None if it is not one."""
    compact = re.sub(r"[\s\u00a0\u202f'’]", "", text)
    value, understood = locale.toDouble(compact)
    if understood:
        return value
    if re.fullmatch(r"[+-]?\d*[.,]?\d+", compact):
        return float(compact.replace(",", "."))
    return None


class NumberField(FieldWidget):
    """A number or nothing: int if `decimals` is 0, float otherwise. The unit stands behind it."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        decimals: int = 0,
        minimum: float | None = None,
        maximum: float | None = None,
        unit: str = "",
    ) -> None:
        super().__init__(parent)
        self._decimals = decimals
        self._minimum = minimum
        self._maximum = maximum
        self._unit = unit
        editor = QWidget(self)
        self._edit = QLineEdit(editor)
        self._edit.setMaximumWidth(NUMBER_WIDTH)
        self._edit.textEdited.connect(self._edited)
        self._edit.editingFinished.connect(self._finish)
        line = row_of((self._edit, 1), inside=editor, spacing=8)
        self._behind = PlainLabel(unit, editor)
        self._behind.setVisible(bool(unit))
        line.addWidget(self._behind)
        line.addStretch(0)
        self._install(editor, self._edit)

    def value(self) -> int | float | None:
        number = None if self.typedProblem() else read_number(self._edit.text(), self.locale())
        return int(number) if number is not None and self._decimals == 0 else number

    def setValue(self, value: float | None) -> None:
        self._edit.setText("" if value is None else self._written(value))
        self._refresh_reading()

    def setUnit(self, unit: str) -> None:
        """What the number is counted in, where that depends on another field."""
        self._unit = unit
        self._behind.setText(unit)
        self._behind.setVisible(bool(unit))
        self._refresh_reading()

    def displayText(self) -> str:
        return f"{self._edit.text()} {self._unit}".strip() if self._edit.text() else ""

    def typedProblem(self) -> str:
        if not self._edit.text().strip():
            return ""
        number = read_number(self._edit.text(), self.locale())
        if number is None:
            return _("This is not a number. Type it like {example}.").format(example=self._written(1250.5))
        if self._decimals == 0 and number != int(number):
            return _("Type a whole number.")
        if self._minimum is not None and number < self._minimum:
            return _("Type a number not below {number}.").format(number=self._written(self._minimum))
        if self._maximum is not None and number > self._maximum:
            return _("Type a number not above {number}.").format(number=self._written(self._maximum))
        return ""

    def _finish(self) -> None:
        value = self.value()
        if value is not None:
            self._edit.setText(self._written(value))
        self._show_error()

    def _written(self, number: float) -> str:
        """As the locale writes it, without group separators, with no more decimals than it has."""
        locale = QLocale(self.locale())
        locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
        if self._decimals == 0 or number == int(number):
            return locale.toString(int(number))
        digits = f"{number:.{self._decimals}f}".rstrip("0").partition(".")[2]
        return locale.toString(float(number), "f", len(digits))


def _duration(hour: str, minute: str) -> re.Pattern[str]:
    """Hours and minutes, said in these words or in English."""
    hours = rf"(?P<hours>\d+(?:[.,]\d+)?)\s*(?:{re.escape(hour)}|h|hr|hrs|hours?)"
    minutes = rf"(?P<minutes>\d+)\s*(?:{re.escape(minute)}|m|min|mins|minutes?)?"
    return re.compile(rf"(?:{hours})?\s*(?:{minutes})?", re.IGNORECASE)


def read_duration(text: str) -> int | None:
    """Minutes in "4 h", "1 h 30", "90 min", "1:30" or "90", in the words in which it is written; None in others."""
    stripped = text.strip()
    if clock := re.fullmatch(r"(\d+):([0-5]?\d)", stripped):
        return int(clock[1]) * 60 + int(clock[2])
    hour, minute = _("{hours} h").format(hours="").strip(), _("{minutes} min").format(minutes="").strip()
    parts = _duration(hour, minute).fullmatch(stripped)
    if not stripped or parts is None:
        return None
    hours = float((parts["hours"] or "0").replace(",", "."))
    return round(hours * 60) + int(parts["minutes"] or 0)


def written_duration(minutes: int) -> str:
    """Minutes as people say them: "45 min", "4 h", "1 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)
    return _("{hours} h").format(hours=hours) if hours else _("{minutes} min").format(minutes=rest)


class DurationField(FieldWidget):
    """A duration in whole minutes, or nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = QLineEdit(self)
        self._edit.setMaximumWidth(NUMBER_WIDTH)
        self._edit.setPlaceholderText(_("1 h 30 min"))
        self._edit.textEdited.connect(self._edited)
        self._edit.editingFinished.connect(self._finish)
        self._install(self._edit)

    def value(self) -> int | None:
        return read_duration(self._edit.text())

    def setValue(self, value: int | None) -> None:
        self._edit.setText("" if value is None else written_duration(value))
        self._refresh_reading()

    def displayText(self) -> str:
        return self._edit.text()

    def typedProblem(self) -> str:
        if not self._edit.text().strip() or self.value() is not None:
            return ""
        return _("This is not a duration. Type it like 45 min, 4 h or 1 h 30 min.")

    def _finish(self) -> None:
        minutes = self.value()
        if minutes is not None:
            self._edit.setText(written_duration(minutes))
        self._show_error()
