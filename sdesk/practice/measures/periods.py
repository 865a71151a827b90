"""Periods: the whole days, in local time, that a report is about."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Self

from sdesk.errors import SdeskError
from sdesk.local_time import FIRST_YEAR, LAST_YEAR, start_of
from sdesk.practice.calendar.service_hours import find_zone, utc
from sdesk.translation import message as _
from sdesk.translation.dates import day_in_words


@dataclass(frozen=True, order=True)
class Period:
    """Whole days in local time, the first and the last included.

    Raises SdeskError if it ends before it starts, lies outside the years 1900 to 2999, or its time zone is
    not known.
    """

    first: date
    last: date
    time_zone: str

    def __post_init__(self) -> None:
        find_zone(self.time_zone)
        if self.last < self.first:
            raise SdeskError(
                _("The period ends ({last}) before it starts ({first}).", last=self.last, first=self.first),
                _("Exchange the two dates."),
            )
        if self.first.year < FIRST_YEAR or self.last.year > LAST_YEAR:
            raise SdeskError(
                _(
                    "The period {first} to {last} is not one of the years {from_year} to {to_year}.",
                    first=self.first,
                    last=self.last,
                    from_year=FIRST_YEAR,
                    to_year=LAST_YEAR,
                ),
                _("Check the years of the two dates."),
            )

    @classmethod
    def month(cls, year: int, month: int, time_zone: str) -> Self:
        """A calendar month."""
        return cls(date(year, month, 1), _month_end(date(year, month, 1)), time_zone)

    @classmethod
    def quarter(cls, year: int, quarter: int, time_zone: str) -> Self:
        """A calendar quarter, 1 to 4."""
        return cls(date(year, quarter * 3 - 2, 1), _month_end(date(year, quarter * 3, 1)), time_zone)

    @classmethod
    def year(cls, year: int, time_zone: str) -> Self:
        """A calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31), time_zone)

    @cached_property
    def start_utc(self) -> datetime:
        """The moment at which the first day starts."""
        return _day_start(self.first, self.time_zone)

    @cached_property
    def end_utc(self) -> datetime:
        """The moment at which the day after the last one starts: no longer part of the period."""
        return _day_start(self.last + timedelta(days=1), self.time_zone)

    @property
    def last_moment(self) -> datetime:
        """The last moment of the last day, for what is asked as of the end of the period."""
        return self.end_utc - datetime.resolution

    @property
    def days(self) -> int:
        """How many days, the first and the last included."""
        return (self.last - self.first).days + 1

    def contains(self, moment: datetime) -> bool:
        """Whether the moment lies in the period."""
        return self.start_utc <= utc(moment) < self.end_utc

    def previous(self) -> "Period":
        """The period before it: as many calendar months if it is whole calendar months, else as many days."""
        last = self.first - timedelta(days=1)
        if self.first.day == 1 and self.last == _month_end(self.last):
            months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
            year, month = divmod(self.first.year * 12 + self.first.month - 1 - months, 12)
            return Period(date(year, month + 1, 1), last, self.time_zone)
        return Period(self.first - timedelta(days=self.days), last, self.time_zone)


def monthly_buckets(period: Period) -> tuple[Period, ...]:
    """The period cut at the ends of calendar months: together they are the period, without gap or overlap."""
    buckets: list[Period] = []
    first = period.first
    while first <= period.last:
        last = min(_month_end(first), period.last)
        buckets.append(Period(first, last, period.time_zone))
        first = last + timedelta(days=1)
    return tuple(buckets)


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


@lru_cache(4096)
def _day_start(day: date, time_zone: str) -> datetime:
    """Midnight in local time; where daylight saving skips it, the moment of the change is the same moment."""
    return start_of(day, find_zone(time_zone))


def in_words(day: date) -> str:
    """The day as people write it, "3 March 2026"."""
    return day_in_words(day)
