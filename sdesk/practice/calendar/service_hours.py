"""Service hours: when a service is open, and how much service time lies between two moments.

Everything here is a pure function of its arguments. Moments are aware datetimes, results are in UTC, lengths
of time are real elapsed time. Service hours are what the clock on the customer's wall shows:
the service is open at a moment when the local time of that moment lies in one of the weekly spans and its
local date is no holiday. So an hour that daylight saving skips is never open, an hour that it repeats counts
twice, and 00:00 to 24:00 on a day of 23 hours is 1380 minutes.

Hours that changed keep what they said before: each of those holds until a day begins on its own wall, in its own zone,
and a moment counts by the first of them whose last day is not over.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sdesk.errors import SdeskError
from sdesk.local_time import FIRST_YEAR, LAST_YEAR, start_of
from sdesk.translation import Message, counted
from sdesk.translation import message as _

MIDNIGHT_END = 24 * 60
"""The minute of the day at which a span that lasts until midnight ends."""

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_YEARS_AHEAD = 100
_WEEKDAYS = (
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")
)  # fmt: skip

WeeklySpan = tuple[int, int, int]
"""Weekday (0 is Monday), first minute of the day, minute of the day at which it ends (1440: midnight)."""


# ---------------------------------------------------------------- intervals


class Interval(NamedTuple):
    """From start up to, and not including, end. One that does not end after its start is empty."""

    start: datetime
    end: datetime


def union(*groups: Iterable[tuple[datetime, datetime]]) -> tuple[Interval, ...]:
    """All that lies in any of the intervals, in order, without overlaps, touching ones joined."""
    merged: list[Interval] = []
    for start, end in sorted(chain.from_iterable(groups)):
        if start >= end:
            continue
        if merged and start <= merged[-1].end:
            merged[-1] = Interval(merged[-1].start, max(merged[-1].end, end))
        else:
            merged.append(Interval(start, end))
    return tuple(merged)


def intersect(
    first: Iterable[tuple[datetime, datetime]], second: Iterable[tuple[datetime, datetime]]
) -> tuple[Interval, ...]:
    """All that lies in an interval of both."""
    left, right = union(first), union(second)
    common: list[Interval] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i].start, right[j].start), min(left[i].end, right[j].end)
        if start < end:
            common.append(Interval(start, end))
        if left[i].end < right[j].end:
            i += 1
        else:
            j += 1
    return tuple(common)


def subtract(
    intervals: Iterable[tuple[datetime, datetime]], removed: Iterable[tuple[datetime, datetime]]
) -> tuple[Interval, ...]:
    """All that lies in one of the intervals and in none of those removed."""
    cuts = union(removed)
    kept: list[Interval] = []
    for start, end in union(intervals):
        for cut in cuts:
            if cut.end <= start or cut.start >= end:
                continue
            if cut.start > start:
                kept.append(Interval(start, cut.start))
            start = cut.end
        if start < end:
            kept.append(Interval(start, end))
    return tuple(kept)


def total(intervals: Iterable[tuple[datetime, datetime]]) -> timedelta:
    """The length of the union: what overlaps counts once."""
    return sum((end - start for start, end in union(intervals)), timedelta())


def length_of(openings: Iterable[Interval]) -> timedelta:
    """The same of openings, which are in order and apart."""
    return sum((end - start for start, end in openings), timedelta())


def whole_minutes(length: timedelta) -> int:
    """Completed minutes: the seconds of the whole length / 60, rounded down once, at the end."""
    return length // _MINUTE


# ---------------------------------------------------------------- service hours


@dataclass(frozen=True)
class ServiceHours:
    """When a service is open: weekly spans in local time, less the holidays, in one time zone; `earlier` what held before.

    Raises SdeskError for a time zone that is not known, a span that ends before it starts or leaves its day,
    and two spans of a day that overlap. No spans at all means never open.
    """

    weekly: tuple[WeeklySpan, ...]
    holidays: frozenset[date]
    time_zone: str
    earlier: tuple["Earlier", ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "weekly", tuple(sorted(self.weekly)))
        find_zone(self.time_zone)
        for span in self.weekly:
            _check_span(span)
        for earlier, later in pairwise(self.weekly):
            if earlier[0] == later[0] and later[1] < earlier[2]:
                both = (_span_text(earlier), _span_text(later))
                raise SdeskError(
                    _("The service hours {spans} overlap.", spans=both),
                    _("Join them into one span, or change one of them."),
                )


class Earlier(NamedTuple):
    """Hours that held until, and not including, a day of their own time zone."""

    until: date
    hours: ServiceHours

    @property
    def end(self) -> datetime:
        return start_of(self.until, find_zone(self.hours.time_zone)).astimezone(UTC)


def find_zone(name: str) -> ZoneInfo:
    """The time zone of that name. Raises SdeskError if there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SdeskError(
            _("The time zone “{name}” is not known.", name=name),
            _("Use a name like Europe/Lisbon or America/New_York."),
        ) from None


def _check_span(span: WeeklySpan) -> None:
    weekday, start, end = span
    if not 0 <= weekday <= 6:
        raise SdeskError(
            _("There is no weekday {n}.", n=weekday), _("Weekdays go from 0 (Monday) to 6 (Sunday).")
        )
    if start >= end:
        raise SdeskError(
            _("The service hours {span} end before they start.", span=_span_text(span)),
            _("For hours past midnight, enter one span until 24:00 and one from 00:00 on the next day."),
        )
    if start < 0 or end > MIDNIGHT_END:
        raise SdeskError(
            _("The service hours {span} leave their day.", span=_span_text(span)),
            _("A day goes from 00:00 to 24:00."),
        )


def _span_text(span: WeeklySpan) -> Message:
    weekday, start, end = span
    return _(
        "{weekday} {start}–{end}",
        weekday=_WEEKDAYS[weekday],
        start=_clock_text(start),
        end=_clock_text(end),
    )


def _clock_text(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


ALWAYS = ServiceHours(tuple((weekday, 0, MIDNIGHT_END) for weekday in range(7)), frozenset(), "UTC")
"""Open day and night: service time is elapsed time."""


@dataclass(frozen=True)
class HeldHours:
    """Service hours, each with the time in which they held; in no other is the service open."""

    held: tuple[tuple[Interval, ServiceHours], ...]


def open_intervals(hours: ServiceHours | HeldHours, start: datetime, end: datetime) -> tuple[Interval, ...]:
    """The intervals between start and end in which the service is open, in UTC, in order."""
    start, end = utc(start), utc(end)
    if isinstance(hours, HeldHours):
        return union(
            *(open_intervals(each, max(start, time.start), min(end, time.end)) for time, each in hours.held)
        )
    if start >= end:
        return ()
    years = range(max(start.year, FIRST_YEAR), min(end.year, LAST_YEAR) + 1)
    of_each = [cut_to(_openings_of_year(hours, year), start, end) for year in years]
    return of_each[0] if len(of_each) == 1 else union(*of_each)  # those of one year are in order and apart


def is_open_in(openings: Sequence[Interval], start: datetime, end: datetime) -> bool:
    """Whether any of the openings, which are in order and apart, lies between start and end, or a part of it."""
    place = bisect_right(openings, start, key=lambda opening: opening.end)
    return start < end and place < len(openings) and openings[place].start < end


def service_time(hours: ServiceHours, start: datetime, end: datetime) -> timedelta:
    """How long the service is open between start and end; nothing if end is not after start."""
    return total(open_intervals(hours, start, end))


def service_minutes(hours: ServiceHours, start: datetime, end: datetime) -> int:
    """Whole minutes of service time between start and end: the total of its seconds / 60, rounded down."""
    return whole_minutes(service_time(hours, start, end))


def add_service_minutes(hours: ServiceHours, start: datetime, minutes: int) -> datetime:
    """The first moment (UTC) at which that many minutes of service time have passed since start.

    An hour from Friday 16:00 with service until 17:00 is Friday 17:00, not Monday morning. Raises SdeskError
    if the service is not open long enough in the next hundred years.
    """
    if minutes < 0:
        raise ValueError(f"minutes of service time cannot be negative: {minutes}")
    start = utc(start)
    if minutes == 0:
        return start
    reached = accrued_at(openings_from(hours, start), timedelta(minutes=minutes))
    if reached is None:
        raise SdeskError(
            counted(
                "These service hours never add up to {n} minute.",
                "These service hours never add up to {n} minutes.",
                n=minutes,
            ),
            _("Enter the weekly hours."),
        )
    return reached


def utc(moment: datetime) -> datetime:
    """The moment in UTC. Raises ValueError for one without a time zone."""
    if moment.tzinfo is UTC:
        return moment
    if moment.tzinfo is None:
        raise ValueError(f"moment without a time zone: {moment}")
    return moment.astimezone(UTC)


def cut_to(openings: Sequence[Interval], start: datetime, end: datetime) -> tuple[Interval, ...]:
    """The openings, which are in order and apart, cut to start and end."""
    first = bisect_right(openings, start, key=lambda opening: opening.end)
    last = bisect_left(openings, end, key=lambda opening: opening.start)
    if first >= last:
        return ()
    begins, ends = max(openings[first].start, start), min(openings[last - 1].end, end)
    if last - first == 1:
        return (Interval(begins, ends),)
    inner = openings[first + 1 : last - 1]
    return Interval(begins, openings[first].end), *inner, Interval(openings[last - 1].start, ends)


def openings_from(hours: ServiceHours, start: datetime) -> Iterator[Interval]:
    """The openings from start on, in order, for a hundred years."""
    years = range(max(start.year, FIRST_YEAR), min(start.year + _YEARS_AHEAD, LAST_YEAR) + 1)
    for year in years if hours.weekly or any(each.hours.weekly for each in hours.earlier) else ():
        openings = _openings_of_year(hours, year)
        for opening in openings[bisect_right(openings, start, key=lambda opening: opening.end) :]:
            yield Interval(max(opening.start, start), opening.end)


def accrued_at(intervals: Iterable[Interval], wanted: timedelta) -> datetime | None:
    """The moment at which the intervals, in order and apart, add up to the time wanted."""
    for start, end in intervals:
        if end - start >= wanted:
            return start + wanted
        wanted -= end - start
    return None


@lru_cache(maxsize=64)
def _openings_of_year(hours: ServiceHours, year: int) -> tuple[Interval, ...]:
    """Every opening of a UTC year. Kept: the clocks of a list ask for the same few years again and again."""
    start, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    return union(
        *(
            _openings_of_piece(each, piece, offset)
            for span, each in held_between(hours, start, end)
            for piece, offset in _pieces_of_one_offset(find_zone(each.time_zone), *span)
        )
    )


def held_between(
    hours: ServiceHours, start: datetime, end: datetime
) -> Iterator[tuple[Interval, ServiceHours]]:
    """What held between two moments, in order: for how long, and what it said."""
    for each in hours.earlier:
        until = min(each.end, end)
        if start < until:
            yield Interval(start, until), each.hours
            start = until
    if start < end:
        yield Interval(start, end), hours


def _openings_of_piece(hours: ServiceHours, piece: Interval, offset: timedelta) -> Iterator[Interval]:
    """The openings while local time is UTC plus offset: each day's spans, cut to the piece."""
    day, last = (piece.start + offset).date(), (piece.end + offset).date()
    while day <= last:
        midnight = datetime.combine(day, time(), UTC) - offset
        for weekday, start, end in hours.weekly if day not in hours.holidays else ():
            if weekday == day.weekday():
                yield Interval(
                    max(midnight + start * _MINUTE, piece.start), min(midnight + end * _MINUTE, piece.end)
                )
        day += _DAY


def _pieces_of_one_offset(
    zone: ZoneInfo, start: datetime, end: datetime
) -> Iterator[tuple[Interval, timedelta]]:
    """The time from start to end, cut where the zone's offset from UTC changes (looked for once a day)."""
    piece_start, offset = start, _offset(zone, start)
    seen = start
    while seen < end:
        ahead = min(seen + _DAY, end)
        if _offset(zone, ahead) == offset:
            seen = ahead
            continue
        seen = _offset_change(zone, seen, ahead)
        yield Interval(piece_start, seen), offset
        piece_start, offset = seen, _offset(zone, seen)
    yield Interval(piece_start, end), offset


def _offset_change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The second at which the zone's offset stops being what it is at the moment before."""
    old = _offset(zone, before)
    seconds = range(int((after - before).total_seconds()))
    steps = bisect_left(seconds, True, key=lambda s: _offset(zone, before + timedelta(seconds=s)) != old)
    return before + timedelta(seconds=steps)


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
