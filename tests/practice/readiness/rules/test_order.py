"""The order of what happened, and service days: held against a slow second way to count them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.practice.calendar.service_hours import ALWAYS, ServiceHours
from sdesk.practice.readiness.rules.grounds import grounds_of
from sdesk.practice.readiness.rules.order import out_of_order, service_days
from sdesk.translation import message as _
from tests.provider import Provider

NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)
OFFICE = ServiceHours(
    tuple((weekday, 480, 1080) for weekday in range(5)),
    frozenset({date(2026, 6, 10), date(2026, 6, 24)}),
    "Europe/Lisbon",
)
NIGHTS = ServiceHours(((6, 0, 300), (2, 1380, 1440)), frozenset(), "Pacific/Auckland")
NEVER = ServiceHours((), frozenset(), "UTC")
moments = st.datetimes(datetime(2026, 2, 1), datetime(2026, 12, 1)).map(lambda each: each.replace(tzinfo=UTC))


def counted_by_the_minute(hours: ServiceHours, since: datetime, until: datetime) -> int:
    """Each quarter of an hour: is it open, and on which day is that on the wall of the calendar?"""
    zone = ZoneInfo(hours.time_zone)
    first, days = since.astimezone(zone).date(), set()
    at = since.replace(minute=since.minute // 15 * 15, second=0, microsecond=0)
    while at < until:
        wall = at.astimezone(zone)
        minute = wall.hour * 60 + wall.minute
        is_open = any(day == wall.weekday() and start <= minute < end for day, start, end in hours.weekly)
        if is_open and wall.date() > first and wall.date() not in hours.holidays:
            days.add(wall.date())
        at += timedelta(minutes=15)
    return len(days)


@given(moments, st.integers(0, 21 * 96), st.sampled_from([OFFICE, NIGHTS, NEVER, ALWAYS]))
def test_service_days_are_the_days_on_which_it_was_open(since, quarters, hours):
    since = since.replace(minute=since.minute // 15 * 15, second=0, microsecond=0)
    until = since + timedelta(minutes=15 * quarters)
    assert service_days(hours, since, until, 99) == counted_by_the_minute(hours, since, until)


@given(moments, moments, st.sampled_from([OFFICE, NIGHTS, ALWAYS]), st.integers(0, 9))
def test_nobody_counts_past_enough(since, until, hours, enough):
    assert service_days(hours, since, until, enough) == min(enough, service_days(hours, since, until, 999))


def test_a_weekend_and_a_holiday_are_no_service_days():
    friday = datetime(2026, 6, 5, 17, tzinfo=UTC)
    assert service_days(OFFICE, friday, datetime(2026, 6, 8, 6, 59, tzinfo=UTC), 9) == 0
    assert service_days(OFFICE, friday, datetime(2026, 6, 8, 7, 1, tzinfo=UTC), 9) == 1
    assert service_days(OFFICE, friday, datetime(2026, 6, 12, 20, tzinfo=UTC), 9) == 4


def told(provider: Provider, *at: datetime | None) -> bool:
    provider.clock.now = NOW
    on = grounds_of(provider.workspace, NOW.date(), frozenset(), ())
    return bool(out_of_order(on, *((_("one"), each) for each in at)))


@pytest.mark.parametrize(
    ("minutes", "wrong"),
    [
        ((0, 1, 2), False),
        ((0, 0, 0), False),
        ((0, 2, 1), True),
        ((2, None, 1), True),
        ((None, None, None), False),
        ((None, 1, None, 3), False),
    ],
)
def test_moments_that_are_known_are_in_order(provider: Provider, minutes, wrong):
    start = NOW - timedelta(days=9)
    at = [None if each is None else start + timedelta(minutes=each) for each in minutes]
    assert told(provider, *at) is wrong


def test_people_give_minutes_and_programs_seconds(provider: Provider):
    start = datetime.combine(NOW.date(), time(9, 30), UTC)
    assert not told(provider, start + timedelta(seconds=40), start)
    assert told(provider, start + timedelta(seconds=60), start)
    assert told(provider, NOW + timedelta(hours=1))
