"""The schedule at its edges: who is in whose way, whole local days, the change of clocks, who may move what."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from sdesk.errors import SdeskError
from sdesk.models import Customer, CustomerAgreement, ScheduleEntry, ServiceChangeRequest
from sdesk.practice.calendar.schedule import (
    Move,
    Slot,
    SlotKind,
    conflicts,
    conflicts_of,
    days_later,
    reschedule,
    review_slots,
)
from sdesk.practice.calendar.series import Unit, cancel_from, repeat, series_of
from sdesk.practice.calendar.service_hours import ServiceHours, add_service_minutes
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import create, history_of, latest_operation, reload, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.lifecycle.undo import last_done, undo
from sdesk.practice.measures.clocks import ALWAYS
from sdesk.practice.workspaces import Workspace, start_workspace
from tests.provider import Provider, change

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def chatham(tmp_path: Path):
    """A firm whose day begins when it is 11:15 (in winter) or 10:15 (in summer) in UTC, the day before."""
    with start_workspace(tmp_path / "firm.sdesk", "Firm", time_zone="Pacific/Chatham") as workspace:
        yield workspace


def event(workspace: Workspace, customer: UUID | None = None) -> ScheduleEntry:
    given = {"name": "Exams", "kind": "business event", "starts_at": MONDAY, "ends_at": MONDAY + HOUR}
    return take_step(workspace, create(workspace, ScheduleEntry, {**given, "customer": customer}), "plan")


def planned(workspace: Workspace, customer: UUID | None = None) -> ServiceChangeRequest:
    made = create(workspace, ServiceChangeRequest, {"purpose": "Router", "customer": customer})
    return save(workspace, made, {"planned_start": MONDAY, "planned_end": MONDAY + HOUR})


@pytest.mark.parametrize("whose", ["event's", "change's"])
def test_an_event_or_a_change_that_concerns_everybody_is_in_the_way_of_one_customer(
    chatham: Workspace, whose: str
) -> None:
    school = create(chatham, Customer, {"name": "School"}).id
    event(chatham, school if whose == "event's" else None)
    planned(chatham, school if whose == "change's" else None)
    [found] = conflicts(chatham, MONDAY, MONDAY + HOUR)
    assert (found.change.kind, found.other.kind) == (SlotKind.CHANGE, SlotKind.EVENT)


def test_a_change_with_only_one_of_its_times_is_in_nobodys_way(chatham: Workspace) -> None:
    event(chatham)
    half = planned(chatham)
    half = half.model_copy(update={"planned_end": None})
    assert conflicts_of(chatham, half) == []


def test_a_review_takes_the_day_of_the_organization_and_no_moment_more(provider: Provider) -> None:
    """Lisbon is an hour ahead of UTC on 1 July: its day is from 23:00 to 23:00 UTC."""
    agreement = provider.approved(CustomerAgreement, review_date="2026-07-01", end="2026-12-31")
    midnight = datetime(2026, 6, 30, 23, tzinfo=UTC)

    def found(start: datetime, end: datetime) -> list[str]:
        return [slot.number for slot in review_slots(provider.workspace, start, end)]

    assert found(midnight - HOUR, midnight) == []
    assert found(midnight - HOUR, midnight + timedelta(minutes=1)) == [agreement.number]
    assert found(midnight + DAY - timedelta(minutes=1), midnight + DAY + HOUR) == [agreement.number]
    assert found(midnight + DAY, midnight + DAY + HOUR) == []
    [slot] = review_slots(provider.workspace, midnight, midnight + HOUR)
    assert (slot.start, slot.end) == (midnight, midnight + DAY)
    assert (slot.start.tzinfo, slot.end.tzinfo) == (UTC, UTC)
    assert (slot.state, slot.date_field, slot.whole_day) == ("approved", "review_date", date(2026, 7, 1))


def test_reviews_of_a_day_in_chatham_are_those_of_its_own_day(chatham: Workspace) -> None:
    """When the new day has begun there, UTC and most laptops are still in the day before."""
    from sdesk.models import ServiceScope

    scope = create(chatham, ServiceScope, {"next_review_date": date(2026, 7, 1)})
    with chatham.transaction("approve") as session:
        session.get_one(ServiceScope, scope.id).state = "approved"
    midnight = datetime(2026, 6, 30, 11, 15, tzinfo=UTC)
    [slot] = review_slots(chatham, midnight, midnight + HOUR)
    assert (slot.start, slot.end) == (midnight, midnight + DAY)
    assert review_slots(chatham, midnight - HOUR, midnight) == []
    assert review_slots(chatham, midnight + DAY, midnight + 2 * DAY) == []


def test_a_draft_is_not_on_the_schedule_to_be_looked_at_again(provider: Provider) -> None:
    provider.complete(CustomerAgreement, "approved", review_date="2026-07-01", end="2026-12-31")
    start = datetime(2026, 6, 1, tzinfo=UTC)
    assert not [
        s for s in review_slots(provider.workspace, start, start + 300 * DAY) if s.number.startswith("AGR")
    ]


def test_days_later_is_the_same_time_on_the_wall(chatham: Workspace) -> None:
    """Chatham goes back from 13:45 to 12:45 ahead of UTC on 5 April 2026."""
    before = datetime(2026, 4, 3, 20, 0, tzinfo=UTC)  # 4 April, 9:45 there
    later = days_later(chatham, before, 2)
    assert later == datetime(2026, 4, 5, 21, 0, tzinfo=UTC)
    assert later.tzinfo is UTC
    assert days_later(chatham, later, -2) == before


def test_a_move_says_where_to_and_by_what(chatham: Workspace) -> None:
    request = planned(chatham)
    before = latest_operation(chatham)
    move = reschedule(chatham, request.id, MONDAY + HOUR, MONDAY + 2 * HOUR)
    assert move == Move(request.id, request.number, MONDAY + HOUR, latest_operation(chatham))
    done = last_done(chatham, before)
    assert done and (done.id, done.action, done.reason) == (move.operation, "save", "moved on the schedule")
    assert move.operation is not None
    undo(chatham, move.operation)
    assert (reload(chatham, request).planned_start, reload(chatham, request).planned_end) == (
        MONDAY,
        MONDAY + HOUR,
    )
    assert reschedule(chatham, request.id, MONDAY, MONDAY + HOUR).operation is None


def test_nothing_else_is_moved_on_the_schedule(chatham: Workspace) -> None:
    school = create(chatham, Customer, {"name": "School"})
    with pytest.raises(LookupError, match=str(school.id)):
        reschedule(chatham, school.id, MONDAY, MONDAY + HOUR)


def test_an_entry_needs_some_time_between_its_ends(chatham: Workspace) -> None:
    entry = event(chatham)
    with pytest.raises(Refused) as refusal:
        reschedule(chatham, entry.id, MONDAY, MONDAY)
    assert (str(refusal.value.message), str(refusal.value.hint)) == (
        "The end is not after the start.",
        "Correct one of the two.",
    )
    reschedule(chatham, entry.id, MONDAY, MONDAY + timedelta(minutes=1))


def test_a_pre_approved_change_is_moved_by_who_may_schedule_it_without_a_decision(provider: Provider) -> None:
    request = provider.take(
        change(provider, "scheduled", kind="pre-approved", standing_procedure="x"), "submit"
    )
    request = provider.take(request, "schedule pre-approved")
    assert set(request.step_called("schedule").roles) < set(
        request.step_called("schedule pre-approved").roles
    )
    provider.works(provider.cleo)
    move = reschedule(provider.workspace, request.id, MONDAY, MONDAY + HOUR)
    assert move.start == MONDAY


def test_lines_that_touch_are_not_in_each_others_way() -> None:
    first = Slot(UUID(int=1), "1", "", SlotKind.CHANGE, "", MONDAY, MONDAY + HOUR)
    second = replace(first, start=MONDAY + HOUR, end=MONDAY + 2 * HOUR)
    assert not first.overlaps(second) and not second.overlaps(first)
    longer = replace(first, end=MONDAY + HOUR + timedelta(minutes=1))
    assert longer.overlaps(second) and second.overlaps(longer)


# ---------------------------------------------------------------- series


def test_a_series_keeps_its_place_on_the_wall_and_its_reason(chatham: Workspace) -> None:
    with chatham.transaction("test"):
        entry = save(chatham, event(chatham), {"description": "Quiet, please."})
        other = event(chatham)
    made = repeat(chatham, entry, 7, Unit.WEEKS, date(2026, 4, 30))
    other_made = repeat(chatham, other, 7, Unit.WEEKS, date(2026, 4, 30))
    assert [each.starts_at for each in made] == [datetime(2026, 4, 20, 9, tzinfo=UTC)]
    assert (made[0].name, made[0].description) == ("Exams", "Quiet, please.")
    series = series_of(chatham, made[0])
    assert [each.id for each in series] == [entry.id, made[0].id], "by time, and none of another series"
    assert cancel_from(chatham, reload(chatham, entry), "The contract ends") == 2
    last = history_of(chatham, made[0])[0]
    assert (last.action, last.reason) == ("cancel", "The contract ends")
    assert reload(chatham, other_made[0]).state == "planned"


# ---------------------------------------------------------------- service time


def test_adding_no_time_is_now_and_less_than_none_is_a_slip() -> None:
    assert add_service_minutes(ALWAYS, MONDAY, 0) == MONDAY
    assert add_service_minutes(ALWAYS, MONDAY, 1) == MONDAY + timedelta(minutes=1)
    with pytest.raises(ValueError, match="cannot be negative: -1"):
        add_service_minutes(ALWAYS, MONDAY, -1)


def test_hours_that_are_never_open_say_what_to_do() -> None:
    with pytest.raises(SdeskError, match="never add up to 5 minutes") as refusal:
        add_service_minutes(ServiceHours((), frozenset(), "UTC"), MONDAY, 5)
    assert str(refusal.value.hint) == "Enter the weekly hours."
