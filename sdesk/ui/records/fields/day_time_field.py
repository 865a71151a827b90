"""A time of day that may be the midnight at the day's end."""

from sdesk.ui.pieces import TimeField

DAY_END = 24 * 60
DAY_END_TEXT = "24:00"


class DayTimeField(TimeField):
    """Minutes after local midnight, 0 to 1440; "24:00" is the end of the day."""

    def value(self) -> int | None:
        return DAY_END if self._is_day_end() else super().value()

    def setValue(self, value: int | None) -> None:
        super().setValue(None if value == DAY_END else value)
        if value == DAY_END:
            self._edit.setText(DAY_END_TEXT)
            self._refresh_reading()

    def typedProblem(self) -> str:
        return "" if self._is_day_end() else super().typedProblem()

    def _is_day_end(self) -> bool:
        return self._edit.text().strip() in (DAY_END_TEXT, "24", "24.00", "2400")
