"""Maintenance that comes back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.models import ScheduleEntry
from sdesk.practice.calendar.schedule import slots
from sdesk.practice.calendar.series import Unit, cancel_from, days_of_series, repeat, series_of
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.measures.clocks import find_zone
from tests.provider import Provider

EVENING = datetime(2026, 3, 10, 20, 0, tzinfo=UTC)


def window(provider: Provider, start: datetime = EVENING) -> ScheduleEntry:
    entry = provider.create(
        ScheduleEntry,
        name="Patch evening",
        kind="maintenance window",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
    )
    return provider.take(entry, "plan")


def test_it_comes_back_at_the_same_local_time_over_the_change_of_clocks(provider: Provider) -> None:
    made = repeat(provider.workspace, window(provider), 2, Unit.WEEKS, date(2026, 4, 21))
    lisbon = find_zone("Europe/Lisbon")
    starts = [each.starts_at.astimezone(lisbon) for each in made if each.starts_at]
    assert [f"{start:%d.%m. %H:%M}" for start in starts] == ["24.03. 20:00", "07.04. 20:00", "21.04. 20:00"]
    assert {each.state for each in made} == {"planned"}
    assert {each.ends_at.astimezone(lisbon).hour for each in made if each.ends_at} == {22}
    assert len(slots(provider.workspace, EVENING, EVENING + timedelta(days=60))) == 4


def test_the_31st_comes_back_on_the_last_day_of_short_months() -> None:
    days = list(days_of_series(date(2026, 1, 31), 1, Unit.MONTHS, date(2026, 5, 31)))
    assert days == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]


@given(
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    st.integers(1, 30),
    st.sampled_from(list(Unit)),
    st.integers(0, 900),
)
def test_days_of_a_series_go_on_and_stop_in_time(first: date, every: int, unit: Unit, length: int) -> None:
    until = first + timedelta(days=length)
    days = list(days_of_series(first, every, unit, until))
    assert all(first < day <= until for day in days)
    assert days == sorted(set(days))


def test_the_rest_of_a_series_is_cancelled_together(provider: Provider) -> None:
    first = window(provider)
    made = repeat(provider.workspace, first, 1, Unit.WEEKS, date(2026, 4, 1))
    assert cancel_from(provider.workspace, made[1], "The contract ends") == 2
    states = [each.state for each in series_of(provider.workspace, made[0])]
    assert states == ["planned", "planned", "cancelled", "cancelled"]


def test_what_makes_no_sense_is_refused_and_makes_nothing(provider: Provider) -> None:
    entry = window(provider)
    for every, unit, until in (
        (0, Unit.DAYS, date(2026, 5, 1)),
        (1, Unit.WEEKS, date(2026, 3, 11)),
        (1, Unit.DAYS, date(2027, 3, 1)),
    ):
        with pytest.raises(Refused):
            repeat(provider.workspace, entry, every, unit, until)
    assert provider.workspace.count(ScheduleEntry) == 1


def test_an_entry_that_stands_alone_is_cancelled_alone(provider: Provider) -> None:
    entry = window(provider)
    assert series_of(provider.workspace, entry) == []
    assert cancel_from(provider.workspace, entry, "Not needed") == 1
