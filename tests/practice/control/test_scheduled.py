"""What stands on the schedule is the content of its version: not typed, and kept as it was when it was approved."""

from datetime import timedelta

import pytest

from sdesk.models import ChangeSchedule, ScheduleEntry
from sdesk.practice.calendar.schedule import slots
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import new_version, reload
from sdesk.practice.lifecycle.steps import missing, warnings
from tests.provider import START, Provider, change


def entry(provider: Provider, name: str, kind: str, days: int) -> ScheduleEntry:
    begins = START + timedelta(days=days)
    made = provider.create(
        ScheduleEntry, name=name, kind=kind, starts_at=begins, ends_at=begins + timedelta(hours=2)
    )
    return provider.take(made, "plan")


def told(schedule: ChangeSchedule) -> list[str]:
    return [f"{line.kind}: {line.what}" for line in schedule.lines]


def test_a_version_has_what_the_calendar_has_up_to_its_review(provider: Provider) -> None:
    patch = entry(provider, "Patch day", "maintenance window", 10)
    fair = entry(provider, "Trade fair", "business event", 20)
    entry(provider, "Long after", "business event", 900)
    entry(provider, "Over by now", "maintenance window", -10)
    request = provider.take(provider.take(change(provider, "approved"), "submit"), "approve")
    begins = START + timedelta(days=5)
    request = provider.take(
        request, "schedule", planned_start=begins, planned_end=begins + timedelta(hours=1)
    )
    schedule = provider.approved(ChangeSchedule)
    assert told(schedule) == [
        f"change: {request.number} {request.purpose}",
        f"maintenance window: {patch.number} Patch day",
        f"business event: {fair.number} Trade fair",
    ]
    ahead = slots(provider.workspace, provider.clock(), START + timedelta(days=366))
    assert [line.record for line in schedule.lines] == [slot.record_id for slot in ahead]


def test_a_version_keeps_what_it_had_and_the_next_one_begins_anew(provider: Provider) -> None:
    patch = entry(provider, "Patch day", "maintenance window", 10)
    schedule = provider.approved(ChangeSchedule)
    provider.save(patch, name="Moved")
    provider.take(patch, "cancel", reason="Not needed")
    later = entry(provider, "Trade fair", "business event", 20)
    assert told(reload(provider.workspace, schedule)) == [f"maintenance window: {patch.number} Patch day"]
    again = provider.take(new_version(provider.workspace, schedule), "approve")
    assert told(again) == [f"business event: {later.number} Trade fair"]


def test_nobody_types_it(provider: Provider) -> None:
    schedule = provider.complete(ChangeSchedule, "approved")
    provider.save(schedule, lines=({"kind": "change", "what": "CHG-1 Anything"},))
    assert provider.take(schedule, "approve").lines == ()
    with pytest.raises(Refused, match="content cannot be changed"):
        provider.save(schedule, lines=({"kind": "change", "what": "CHG-1 Anything"},))


def test_who_approves_a_calendar_without_maintenance_or_events_is_told(provider: Provider) -> None:
    schedule = provider.complete(ChangeSchedule, "approved")
    step = ChangeSchedule.step_called("approve")
    assert missing(provider.workspace, schedule, step) == []
    said = " ".join(map(str, warnings(provider.workspace, schedule, step)))
    assert "No maintenance window" in said and "No business event" in said
    entry(provider, "Patch day", "maintenance window", 10)
    entry(provider, "Trade fair", "business event", 20)
    said = " ".join(map(str, warnings(provider.workspace, schedule, step)))
    assert "No maintenance window" not in said and "No business event" not in said
