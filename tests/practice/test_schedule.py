"""The change schedule: what is on it, and which lines stand in each other's way."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sdesk.models import ConfigurationItem, Customer, ScheduleEntry, ServiceChangeRequest
from sdesk.models.control import EntryKind
from sdesk.practice.problem import Refused
from sdesk.practice.records import create, reload, save
from sdesk.practice.schedule import SlotKind, conflicts, conflicts_of, reschedule, slots
from sdesk.practice.steps import take_step
from sdesk.practice.workspaces import Workspace, start_workspace

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
WEEK = (MONDAY - timedelta(days=1), MONDAY + timedelta(days=6))


@pytest.fixture
def workspace(tmp_path: Path):
    with start_workspace(tmp_path / "firm.sdesk", "Firm") as workspace:
        yield workspace


def planned(workspace: Workspace, purpose: str, start: datetime, **values) -> ServiceChangeRequest:
    change = create(workspace, ServiceChangeRequest, {"purpose": purpose, **values})
    return save(workspace, change, {"planned_start": start, "planned_end": start + HOUR})


def event(workspace: Workspace, name: str, start: datetime, **values) -> ScheduleEntry:
    given = {"name": name, "kind": EntryKind.EVENT, "starts_at": start, "ends_at": start + 2 * HOUR, **values}
    return take_step(workspace, create(workspace, ScheduleEntry, given), "plan")


def test_changes_and_entries_stand_on_it_in_the_order_of_time(workspace):
    planned(workspace, "Second", MONDAY + HOUR)
    event(workspace, "First", MONDAY)
    planned(workspace, "Next month", MONDAY + timedelta(days=30))
    assert [(slot.title, slot.kind) for slot in slots(workspace, *WEEK)] == [
        ("First", SlotKind.EVENT),
        ("Second", SlotKind.CHANGE),
    ]


def test_two_changes_of_the_same_item_at_the_same_time_conflict(workspace):
    router = create(workspace, ConfigurationItem, {"name": "Router"})
    planned(workspace, "One", MONDAY, configuration_items=(router.id,))
    planned(workspace, "Two", MONDAY + HOUR / 2, configuration_items=(router.id,))
    planned(workspace, "Other item", MONDAY)
    planned(workspace, "Right after", MONDAY + 1.5 * HOUR, configuration_items=(router.id,))
    found = conflicts(workspace, *WEEK)
    assert [(each.change.title, each.other.title) for each in found] == [("One", "Two")]
    assert "same configuration item" in found[0].reason


def test_a_change_on_a_business_event_conflicts_unless_it_is_for_another_customer(workspace):
    school = create(workspace, Customer, {"name": "School"})
    practice = create(workspace, Customer, {"name": "Dental practice"})
    event(workspace, "Exams", MONDAY, customer=school.id)
    on_it = planned(workspace, "School network", MONDAY + HOUR, customer=school.id)
    beside_it = planned(workspace, "Practice router", MONDAY + HOUR, customer=practice.id)
    assert [each.reason for each in conflicts_of(workspace, on_it)] == ["The change falls on “Exams”."]
    assert conflicts_of(workspace, beside_it) == []


def test_what_was_cancelled_or_withdrawn_is_off_the_schedule(workspace):
    entry = event(workspace, "Exams", MONDAY)
    take_step(workspace, entry, "cancel", reason="Moved to June")
    assert slots(workspace, *WEEK) == []


def test_rescheduling_keeps_the_times_in_order(workspace):
    change = planned(workspace, "Router", MONDAY)
    reschedule(workspace, change.id, MONDAY + HOUR, MONDAY + 2 * HOUR)
    assert reload(workspace, change).planned_start == MONDAY + HOUR
    submitted = save(workspace, change, {"notes": "late"})
    assert submitted.planned_end == MONDAY + 2 * HOUR


def test_an_entry_that_is_cancelled_is_not_moved(workspace):
    entry = take_step(workspace, event(workspace, "Exams", MONDAY), "cancel", reason="Moved")
    with pytest.raises(Refused):
        reschedule(workspace, entry.id, MONDAY + HOUR, MONDAY + 2 * HOUR)
