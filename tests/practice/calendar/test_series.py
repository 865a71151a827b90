"""Maintenance that comes back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.models import ScheduleEntry
from sdesk.practice.calendar.schedule import reschedule, slots
from sdesk.practice.calendar.series import Unit, cancel_from, days_of_series, repeat, series_of
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import history_of, latest_operation, reload
from sdesk.practice.lifecycle.undo import last_done
from sdesk.practice.measures.clocks import find_zone
from tests.provider import Provider

EVENING = datetime(2026, 3, 10, 20, 0, tzinfo=UTC)


def draft(provider: Provider) -> ScheduleEntry:
    return provider.create(
        ScheduleEntry,
        name="Patch evening",
        kind="maintenance window",
        starts_at=EVENING,
        ends_at=EVENING + timedelta(hours=2),
    )


def window(provider: Provider) -> ScheduleEntry:
    return provider.take(draft(provider), "plan")


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


def test_a_series_is_told_and_cancelled_by_time_also_where_one_of_it_was_moved(provider: Provider) -> None:
    workspace = provider.workspace
    first = window(provider)
    second, moved = repeat(workspace, first, 1, Unit.WEEKS, date(2026, 3, 24))
    reschedule(workspace, moved.id, EVENING - timedelta(days=1), EVENING)
    assert [each.id for each in series_of(workspace, second)] == [moved.id, first.id, second.id]
    since = latest_operation(workspace)
    assert cancel_from(workspace, reload(workspace, first), "The contract ends") == 2
    assert [each.state for each in series_of(workspace, second)] == ["planned", "cancelled", "cancelled"]
    done = last_done(workspace, since)
    assert (done.action, done.reason) == ("cancel", "The contract ends")


def test_a_draft_comes_back_as_a_draft_and_its_history_says_how_often(provider: Provider) -> None:
    first = draft(provider)
    [made] = repeat(provider.workspace, first, 20, Unit.DAYS, date(2026, 4, 1))
    assert made.state == "draft"
    for each in (first, made):
        told = [(change.action, change.reason) for change in history_of(provider.workspace, each)]
        assert told == [("repeat", f"{first.number}: every 20 days"), ("create", "")]


@pytest.mark.parametrize(
    ("every", "unit", "days", "said", "fields"),
    [
        (0, Unit.DAYS, 9, "It has to be every day at the most. The interval is below one.", ["every"]),
        (1, Unit.WEEKS, 6, "Until that day it does not come back. The last day is too early.", ["until"]),
        (1, Unit.DAYS, 201, "That would make more than 200 entries. Choose an earlier last day.", []),
    ],
)
def test_what_makes_no_sense_is_refused_and_makes_nothing(
    provider: Provider, every: int, unit: Unit, days: int, said: str, fields: list[str]
) -> None:
    entry = window(provider)
    with pytest.raises(Refused) as refusal:
        repeat(provider.workspace, entry, every, unit, EVENING.date() + timedelta(days=days))
    assert (str(refusal.value), [each.field for each in refusal.value.problems]) == (said, fields)
    assert provider.workspace.count(ScheduleEntry) == 1


@pytest.mark.parametrize("missing", ["starts_at", "ends_at"])
def test_what_has_no_times_does_not_come_back(provider: Provider, missing: str) -> None:
    timeless = provider.save(draft(provider), **{missing: None})
    with pytest.raises(Refused) as refusal:
        repeat(provider.workspace, timeless, 1, Unit.DAYS, date(2026, 5, 1))
    assert str(refusal.value) == f"{timeless.number} has no times yet. Say when it starts and ends."


def test_an_entry_that_stands_alone_is_cancelled_alone(provider: Provider) -> None:
    entry = window(provider)
    assert series_of(provider.workspace, entry) == []
    assert cancel_from(provider.workspace, entry, "Not needed") == 1
