"""What lasts whole days is kept as days: it begins at midnight wherever the organization is."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sdesk.models import Organization, ScheduleEntry
from sdesk.practice.calendar.icalendar import calendar_of
from sdesk.practice.calendar.schedule import Slot, reschedule, slots
from sdesk.practice.calendar.series import Unit, repeat
from sdesk.practice.lifecycle.problem import Refused
from tests.provider import Provider

FIRST, LAST = date(2026, 3, 9), date(2026, 3, 11)


def closing(provider: Provider, **values: object) -> ScheduleEntry:
    given = {
        "name": "Year-end closing",
        "kind": "business event",
        "first_day": FIRST,
        "last_day": LAST,
        **values,
    }
    return provider.take(provider.create(ScheduleEntry, **given), "plan")


def shown(provider: Provider) -> list[Slot]:
    around = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 30, tzinfo=UTC)
    return [slot for slot in slots(provider.workspace, *around) if slot.whole_day]


def move_to(provider: Provider, zone: str) -> None:
    [ours] = provider.workspace.find(Organization)
    provider.save(ours, time_zone=zone)


@pytest.mark.parametrize("zone", ["Pacific/Chatham", "America/Los_Angeles", "Europe/Lisbon", "UTC"])
def test_it_begins_and_ends_at_midnight_also_after_a_move(provider: Provider, zone: str) -> None:
    closing(provider)
    move_to(provider, zone)
    [slot] = shown(provider)
    starts, ends = (each.astimezone(ZoneInfo(zone)) for each in (slot.start, slot.end))
    assert (starts.date(), starts.hour, starts.minute) == (FIRST, 0, 0)
    assert (ends.date(), ends.hour, ends.minute) == (LAST + timedelta(days=1), 0, 0)
    assert [day for n in range(7) if slot.is_on(day := date(2026, 3, 7) + timedelta(n))] == [
        FIRST,
        date(2026, 3, 10),
        LAST,
    ]


def test_one_day_is_first_and_last(provider: Provider) -> None:
    entry = closing(provider, last_day=None)
    assert entry.last_day == FIRST
    assert [(slot.whole_day, slot.last_day) for slot in shown(provider)] == [(FIRST, FIRST)]


def test_moved_it_stays_as_many_days(provider: Provider) -> None:
    entry = closing(provider)
    [slot] = shown(provider)
    reschedule(provider.workspace, entry.id, slot.start + timedelta(days=7), slot.end + timedelta(days=7))
    assert [(each.whole_day, each.last_day) for each in shown(provider)] == [
        (FIRST + timedelta(days=7), LAST + timedelta(days=7))
    ]


def test_times_take_the_days_out(provider: Provider) -> None:
    entry = closing(provider)
    entry = provider.save(entry, starts_at=datetime(2026, 3, 9, 8, tzinfo=UTC))
    assert (entry.first_day, entry.last_day) == (None, None)


def test_repeated_it_stays_whole_days(provider: Provider) -> None:
    repeat(provider.workspace, closing(provider), 1, Unit.WEEKS, date(2026, 3, 31))
    assert [(each.whole_day, each.last_day) for each in shown(provider)] == [
        (FIRST + timedelta(days=7 * n), LAST + timedelta(days=7 * n)) for n in range(4)
    ]


def test_the_last_is_not_before_the_first(provider: Provider) -> None:
    for days in ({"last_day": FIRST - timedelta(days=1)}, {"first_day": None}):
        with pytest.raises(Refused):
            closing(provider, **days)


def test_a_calendar_file_has_days(provider: Provider) -> None:
    closing(provider)
    lines = calendar_of(shown(provider), "x", provider.clock()).decode().splitlines()
    assert "DTSTART;VALUE=DATE:20260309" in lines
    assert "DTEND;VALUE=DATE:20260312" in lines
    assert "TRANSP:TRANSPARENT" not in lines
