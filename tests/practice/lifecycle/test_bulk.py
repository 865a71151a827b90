"""Many records at once: all or none, and taken back in one act."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.models import ActionItem, ConfigurationItem, ScheduleEntry, ServiceChangeRequest
from sdesk.practice.lifecycle.bulk import (
    bulk_reschedule,
    bulk_save,
    moving_fields,
    people_fields,
    takes,
)
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import history_of, reload
from sdesk.practice.lifecycle.undo import reach, undo
from tests.provider import START, Provider, change, new_provider

FIRST_HALF = st.dates(date(2026, 1, 1), date(2026, 6, 30))


def todo(provider: Provider, text: str, due: date = date(2026, 4, 1)) -> ActionItem:
    return provider.create(ActionItem, description=text, owner=provider.ana.id, due=due)


def test_all_get_the_value_and_undo_gives_each_its_own_back(provider: Provider) -> None:
    mine, theirs = todo(provider, "One"), todo(provider, "Two")
    theirs = provider.save(theirs, owner=provider.ben.id)
    done = bulk_save(provider.workspace, [mine, theirs], {"owner": provider.cleo.id}, "Cleo takes over")
    assert {reload(provider.workspace, each).owner for each in (mine, theirs)} == {provider.cleo.id}
    assert history_of(provider.workspace, mine)[0].reason == "Cleo takes over"
    assert done is not None
    undo(provider.workspace, done)
    owners = [reload(provider.workspace, each).owner for each in (mine, theirs)]
    assert owners == [provider.ana.id, provider.ben.id]


def test_if_one_cannot_take_it_none_does(provider: Provider) -> None:
    open_one, done_one = todo(provider, "One"), todo(provider, "Two")
    done_one = provider.take(done_one, "finish", outcome="Done")
    with pytest.raises(Refused, match=done_one.number):
        bulk_save(provider.workspace, [open_one, done_one], {"owner": provider.cleo.id})
    assert reload(provider.workspace, open_one).owner == provider.ana.id


def test_what_somebody_changed_since_is_not_overwritten(provider: Provider) -> None:
    one, two = todo(provider, "One"), todo(provider, "Two")
    done = bulk_save(provider.workspace, [one, two], {"owner": provider.cleo.id})
    assert done is not None
    provider.save(two, owner=provider.ben.id)
    with pytest.raises(Refused, match=two.number):
        undo(provider.workspace, done)
    assert reload(provider.workspace, one).owner == provider.cleo.id


def test_changes_move_by_days_at_the_same_local_time(provider: Provider) -> None:
    """Over the last Sunday of March, when clocks go forward in Lisbon, 20:00 stays 20:00."""
    evening = START.replace(day=27, hour=20)
    request = change(provider, planned_start=evening, planned_end=evening + timedelta(hours=2))
    unplanned = change(provider)
    fields = moving_fields(ServiceChangeRequest)
    assert fields == ("planned_start", "planned_end")
    done = bulk_reschedule(provider.workspace, [request, unplanned], fields, 7)
    moved = reload(provider.workspace, request)
    assert moved.planned_start == evening + timedelta(days=7, hours=-1)
    assert done is not None
    assert reach(provider.workspace, [done]) == {done: 1}
    undo(provider.workspace, done)
    assert reload(provider.workspace, request).planned_start == evening


def test_which_fields_say_whose_it_is_and_when(provider: Provider) -> None:
    assert people_fields(ConfigurationItem) == ("owner",)
    assert people_fields(ServiceChangeRequest) == ("assigned_to",)
    assert moving_fields(ActionItem) == ("due",)
    assert moving_fields(ScheduleEntry) == ("starts_at", "ends_at")
    done = provider.take(todo(provider, "One"), "finish", outcome="Done")
    assert not takes(done, ("owner",))
    assert takes(todo(provider, "Two"), ("owner",))


@settings(max_examples=10)
@given(st.lists(FIRST_HALF, min_size=1, max_size=5), st.integers(-90, 90))
def test_undo_is_the_way_back_from_any_shift(dues: list[date], days: int) -> None:
    with TemporaryDirectory() as folder:
        provider = new_provider(Path(folder) / "firm.sdesk")
        records = [todo(provider, f"Number {place}", due) for place, due in enumerate(dues)]
        done = bulk_reschedule(provider.workspace, records, ("due",), days)
        moved = [reload(provider.workspace, each).due for each in records]
        assert moved == [due + timedelta(days=days) for due in dues]
        assert (done is None) == (days == 0)
        if done is not None:
            undo(provider.workspace, done)
        assert [reload(provider.workspace, each).due for each in records] == dues
        provider.workspace.close()
