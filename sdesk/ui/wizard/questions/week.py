"""The hours of a week in lines: some days, from and to."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sdesk.models import Row
from sdesk.models.governance.service_calendar import Weekday, WeeklyHours
from sdesk.translation import gettext as _
from sdesk.ui.pieces import FieldWidget, TimeField, column_of
from sdesk.ui.wizard.questions.cells import DAYS, DaysField
from sdesk.ui.wizard.questions.line_rows import Cell, LineRows


class Span(Row):
    """The same hours on some days. Not stored: a day has its own hours there."""

    days: frozenset[Weekday] = frozenset()
    start: int | None = None
    end: int | None = None


class WeekRows(QWidget):
    """A line for each span; a day with a break at noon is in two."""

    changed = Signal()

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: Sequence[WeeklyHours] = ()
        self.rows: LineRows[Span] = LineRows(
            name,
            title,
            Span,
            (
                Cell("days", _("Days"), DaysField, 3, needed=True),
                Cell("start", _("From"), TimeField, 1, needed=True),
                Cell("end", _("To"), TimeField, 1, needed=True),
            ),
            self,
        )
        self.rows.changed.connect(self.changed)
        column_of(self.rows, inside=self)

    def set_hours(self, hours: Sequence[WeeklyHours]) -> None:
        self._before = hours
        spans = dict.fromkeys((each.start_minute, each.end_minute) for each in hours)
        self.rows.set_rows([Span(days=_days_of(hours, span), start=span[0], end=span[1]) for span in spans])

    def contradicting(self) -> FieldWidget | None:
        """The end of the first line that ends before it begins, or has hours of a day that another one has."""
        taken: list[Span] = []
        for line in self.rows.lines():
            span = line.said()
            if span.start is None or span.end is None:
                continue
            if span.end <= span.start or any(_overlap(span, each) for each in taken):
                return line.fields["end"]
            taken.append(span)
        return None

    def hours(self) -> tuple[WeeklyHours, ...]:
        """By day; hours that stood there already keep their id."""
        there = {(each.weekday, each.start_minute, each.end_minute): each for each in self._before}
        said = [
            (day, span.start, span.end)
            for day in DAYS
            for span in sorted(self.rows.rows(), key=lambda span: (span.start or 0, span.end or 0))
            if day in span.days
        ]
        return tuple(
            there.get(each) or WeeklyHours(weekday=each[0], start_minute=each[1], end_minute=each[2])
            for each in dict.fromkeys(said)
        )


def _overlap(one: Span, other: Span) -> bool:
    assert None not in (one.start, one.end, other.start, other.end)
    return bool(one.days & other.days) and one.start < other.end and other.start < one.end  # type: ignore[operator]


def _days_of(hours: Sequence[WeeklyHours], span: tuple[int | None, int | None]) -> frozenset[Weekday]:
    return frozenset(
        each.weekday for each in hours if each.weekday and (each.start_minute, each.end_minute) == span
    )


__all__ = ["WeekRows"]
