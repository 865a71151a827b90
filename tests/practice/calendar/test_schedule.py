"""The change schedule: what is on it, and which lines stand in each other's way."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sdesk.models import (
    ChangeProcedure,
    ConfigurationItem,
    Customer,
    CustomerAgreement,
    Person,
    ScheduleEntry,
    ServiceChangeRequest,
)
from sdesk.models.control import EntryKind
from sdesk.practice.calendar.schedule import (
    Slot,
    SlotKind,
    conflicts,
    conflicts_of,
    reschedule,
    review_slots,
    slots,
)
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import create, history_of, reload, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.lifecycle.undo import undo
from sdesk.practice.workspaces import Workspace, start_workspace
from tests.provider import change

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
WEEK = (MONDAY - timedelta(days=1), MONDAY + timedelta(days=6))


@pytest.fixture
def workspace(tmp_path: Path):
    with start_workspace(tmp_path / "firm.sdesk", "Firm") as workspace:
        yield workspace


def planned(workspace: Workspace, purpose: str, start: datetime, **values) -> ServiceChangeRequest:
    made = create(workspace, ServiceChangeRequest, {"purpose": purpose, **values})
    return save(workspace, made, {"planned_start": start, "planned_end": start + HOUR})


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


def test_a_line_says_what_its_record_says(workspace):
    items, customer, who = (
        create(workspace, model, {"name": "Any"}).id for model in (ConfigurationItem, Customer, Person)
    )
    about = {"configuration_items": (items,), "customer": customer}
    request = planned(workspace, "Router", MONDAY, assigned_to=who, **about)
    entry = event(workspace, "Patch evening", MONDAY, **about, kind=EntryKind.MAINTENANCE)
    change, end = SlotKind.CHANGE, MONDAY + HOUR
    assert slots(workspace, *WEEK) == [
        Slot(request.id, request.number, "Router", change, "draft", MONDAY, end, (items,), customer, who),
        Slot(
            record_id=entry.id,
            number=entry.number,
            title="Patch evening",
            kind=SlotKind.MAINTENANCE,
            state="planned",
            start=MONDAY,
            end=MONDAY + 2 * HOUR,
            items=(items,),
            customer=customer,
        ),
    ]


def test_two_changes_of_the_same_item_at_the_same_time_conflict(workspace):
    router = create(workspace, ConfigurationItem, {"name": "Router"})
    planned(workspace, "One", MONDAY, configuration_items=(router.id,))
    planned(workspace, "Two", MONDAY + HOUR / 2, configuration_items=(router.id,))
    planned(workspace, "Other item", MONDAY)
    planned(workspace, "Right after", MONDAY + 1.5 * HOUR, configuration_items=(router.id,))
    found = conflicts(workspace, *WEEK)
    assert [(each.change.title, each.other.title) for each in found] == [("One", "Two")]
    assert "same configuration item" in str(found[0].reason)


def test_a_change_on_a_business_event_conflicts_unless_it_is_for_another_customer(workspace):
    school = create(workspace, Customer, {"name": "School"})
    practice = create(workspace, Customer, {"name": "Dental practice"})
    event(workspace, "Exams", MONDAY, customer=school.id)
    on_it = planned(workspace, "School network", MONDAY + HOUR, customer=school.id)
    beside_it = planned(workspace, "Practice router", MONDAY + HOUR, customer=practice.id)
    assert [str(each.reason) for each in conflicts_of(workspace, on_it)] == ["The change falls on “Exams”."]
    assert conflicts_of(workspace, beside_it) == []


def test_what_was_cancelled_or_withdrawn_is_off_the_schedule(workspace):
    entry = event(workspace, "Exams", MONDAY)
    take_step(workspace, entry, "cancel", reason="Moved to June")
    assert slots(workspace, *WEEK) == []


@pytest.mark.parametrize(
    ("state", "lines"),
    [("rejected", 1), ("withdrawn", 1), ("deployed", 2), ("rolled back", 2), ("closed", 2)],
)
def test_a_change_that_will_not_come_is_not_shown_and_one_that_is_over_is_in_nobodys_way(
    workspace, state, lines
):
    event(workspace, "Exams", MONDAY)
    request = planned(workspace, "Router", MONDAY)
    assert len(conflicts(workspace, *WEEK)) == 1
    with workspace.transaction("decide") as session:
        session.get_one(ServiceChangeRequest, request.id).state = state
    assert len(slots(workspace, *WEEK)) == lines
    assert conflicts(workspace, *WEEK) == []


def test_what_ends_when_the_time_begins_or_begins_when_it_ends_is_not_in_it(workspace):
    planned(workspace, "Router", MONDAY)
    event(workspace, "Exams", MONDAY, ends_at=MONDAY + HOUR)
    moment = timedelta(microseconds=1)
    assert slots(workspace, MONDAY - HOUR, MONDAY) == slots(workspace, MONDAY + HOUR, MONDAY + 2 * HOUR) == []
    assert len(slots(workspace, MONDAY - HOUR, MONDAY + moment)) == 2
    assert len(slots(workspace, MONDAY + HOUR - moment, MONDAY + 2 * HOUR)) == 2


def test_rescheduling_keeps_the_times_in_order(workspace):
    request = planned(workspace, "Router", MONDAY)
    reschedule(workspace, request.id, MONDAY + HOUR, MONDAY + 2 * HOUR)
    assert reload(workspace, request).planned_start == MONDAY + HOUR
    submitted = save(workspace, request, {"notes": "late"})
    assert submitted.planned_end == MONDAY + 2 * HOUR


def test_an_entry_that_is_cancelled_is_not_moved(workspace):
    entry = take_step(workspace, event(workspace, "Exams", MONDAY), "cancel", reason="Moved")
    with pytest.raises(Refused):
        reschedule(workspace, entry.id, MONDAY + HOUR, MONDAY + 2 * HOUR)


def test_a_move_can_be_taken_back(workspace):
    request = planned(workspace, "Router", MONDAY)
    move = reschedule(workspace, request.id, MONDAY + HOUR, MONDAY + 2 * HOUR)
    assert move.operation is not None
    undo(workspace, move.operation)
    assert reload(workspace, request).planned_start == MONDAY


def test_an_entry_is_not_turned_round(workspace):
    entry = event(workspace, "Exams", MONDAY)
    with pytest.raises(Refused, match="not after the start"):
        reschedule(workspace, entry.id, MONDAY + HOUR, MONDAY)


def test_a_change_that_was_decided_is_moved_by_who_may_put_it_on_the_schedule(provider):
    request = provider.take(change(provider, "scheduled"), "submit")
    for step in ("approve", "schedule"):
        request = provider.take(request, step)
    provider.works(provider.cleo)
    with pytest.raises(Refused, match="Control Manager"):
        reschedule(provider.workspace, request.id, MONDAY, MONDAY + HOUR)
    provider.works(provider.ana)
    reschedule(provider.workspace, request.id, MONDAY, MONDAY + HOUR)
    assert reload(provider.workspace, request).planned_start == MONDAY
    assert history_of(provider.workspace, request)[0].reason == "moved on the schedule"


def test_what_is_deployed_stays_where_it_was(provider):
    request = provider.take(
        change(provider, "scheduled", kind="pre-approved", standing_procedure="x"), "submit"
    )
    request = provider.take(provider.take(request, "schedule pre-approved"), "use standing procedure")
    values = {"deployed_at": provider.clock(), "deployed_by": provider.ana.id, "deployment_outcome": "Fine"}
    provider.take(request, "deploy", **values)
    with pytest.raises(Refused):
        reschedule(provider.workspace, request.id, MONDAY, MONDAY + HOUR)


def test_review_dates_take_their_whole_local_day(provider):
    procedure = provider.workspace.first(ChangeProcedure)
    day = procedure.next_review_date
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    found = review_slots(provider.workspace, noon - HOUR, noon + HOUR)
    ours = next(slot for slot in found if slot.record_id == procedure.id)
    assert (ours.kind, ours.whole_day, str(ours.heading)) == (
        SlotKind.REVIEW,
        day,
        f"Review: {procedure.heading}",
    )
    assert review_slots(provider.workspace, noon + timedelta(days=2), noon + timedelta(days=3)) == []


def test_both_dates_of_an_agreement_are_shown(provider):
    provider.approved(CustomerAgreement, review_date="2026-07-01", end="2026-12-31")
    start = datetime(2026, 6, 30, tzinfo=UTC)
    found = review_slots(provider.workspace, start, start + timedelta(days=200))
    said = [str(slot.heading).split(":")[0] for slot in found if slot.number.startswith("AGR")]
    assert said == ["Review", "Ends"]
