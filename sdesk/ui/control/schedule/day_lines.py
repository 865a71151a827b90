"""A day of the schedule as a cell shows it: its lines, how they read, and where they stand in the cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QDate, QLocale, QRect, QTime

from sdesk import local_time
from sdesk.practice.calendar.schedule import KIND_NAMES, Slot, SlotKind
from sdesk.translation import gettext as _
from sdesk.ui import wall
from sdesk.ui.theme.marks import Shape, StateMark
from sdesk.ui.wording import worded

LINE_HEIGHT = 22
EDGE = 6
SHORT = QLocale.FormatType.ShortFormat


@dataclass(frozen=True)
class DayLine:
    """A slot as it stands in the cell of one day. `start` and `end` are what it takes of it; None where that is all of it."""

    record_id: UUID
    when: str
    text: str
    mark: StateMark
    role: str
    tooltip: str
    movable: bool = True
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True)
class Day:
    """One cell: the day, whether it belongs to the month shown, and its lines in order of time."""

    day: date
    inside: bool
    today: bool
    lines: tuple[DayLine, ...]


KIND_ROLES = {
    SlotKind.CHANGE: "info_soft",
    SlotKind.MAINTENANCE: "sunken",
    SlotKind.EVENT: "warning_soft",
    SlotKind.REVIEW: "surface",
    SlotKind.JOB: "surface",
    SlotKind.EXPIRY: "surface",
}


def day_line(slot: Slot, day: date, conflict: str) -> DayLine:
    """How a slot reads on a day: its time if it starts there, its name, a mark, and a warning if it conflicts."""
    start, end = wall.local(slot.start), wall.local(slot.end)
    locale = QLocale()
    first, last = (
        f"{locale.toString(QDate(each.year, each.month, each.day), SHORT)} "
        f"{locale.toString(QTime(each.hour, each.minute), SHORT)}"
        for each in (start, end)
    )
    times = "" if slot.whole_day else _("{start} – {end}").format(start=first, end=last)
    heading = worded(slot.heading)
    tooltip = "\n".join(part for part in (f"{slot.number}  {heading}", times, conflict) if part)
    starts_here = wall.day_of(slot.start) == day
    when = (
        ""
        if slot.whole_day
        else locale.toString(QTime(start.hour, start.minute), SHORT)
        if starts_here
        else "…"
    )
    return DayLine(
        slot.record_id,
        when,
        heading or slot.number,
        mark_of(slot, conflict),
        KIND_ROLES[slot.kind],
        tooltip,
        movable=not slot.over and not slot.date_field,
        start=None if slot.whole_day else max(slot.start, local_time.start_of(day, wall.zone())),
        end=None
        if slot.whole_day
        else min(slot.end, local_time.start_of(day + timedelta(days=1), wall.zone())),
    )


def mark_of(slot: Slot, conflict: str = "") -> StateMark:
    if conflict:
        return StateMark(Shape.OVERDUE, _("conflict"))
    if slot.date_field:
        return StateMark(Shape.NEEDS_REVIEW, worded(KIND_NAMES[slot.kind]))
    if slot.over:
        return StateMark(Shape.APPROVED, _(slot.state))
    if slot.kind is SlotKind.CHANGE:
        return StateMark(Shape.IN_PROGRESS if slot.state != "draft" else Shape.DRAFT, _(slot.state))
    return StateMark(Shape.NOT_APPLICABLE, worded(KIND_NAMES[slot.kind]))


def shown_lines(day: Day, cell: QRect, chosen: UUID | None = None) -> list[tuple[DayLine, QRect]]:
    """The lines of a day for which its cell has room below its number, the chosen one among them."""
    below = cell.adjusted(0, LINE_HEIGHT + 2, 0, 2 - EDGE)
    return stacked(day.lines, below, chosen)


def stacked(
    lines: Sequence[DayLine], room: QRect, chosen: UUID | None = None, high: int = LINE_HEIGHT
) -> list[tuple[DayLine, QRect]]:
    """The lines for which there is room, the chosen one among them, each with its rectangle.

    Where there is not room for all, the last line is kept for "2 more".
    """
    most = max(0, room.height() // high)
    count = len(lines) if len(lines) <= most else max(0, most - 1)
    at = next((place for place, line in enumerate(lines) if line.record_id == chosen), 0)
    first = max(0, at - count + 1)
    return [
        (line, QRect(room.left() + 3, room.top() + place * high, room.width() - 7, high - 2))
        for place, line in enumerate(lines[first : first + count])
    ]


def weeks_of_month(day: date, first_weekday: int) -> list[date]:
    """The days of the whole weeks that hold the month of `day`; 42 of them, so that the cells keep their size."""
    first = day.replace(day=1)
    start = first - timedelta(days=(first.isoweekday() - first_weekday) % 7)
    return [start + timedelta(days=n) for n in range(42)]


def week_of(day: date, first_weekday: int) -> list[date]:
    start = day - timedelta(days=(day.isoweekday() - first_weekday) % 7)
    return [start + timedelta(days=n) for n in range(7)]
