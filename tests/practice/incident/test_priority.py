"""Priority: from the matrix, unless another one is chosen with a reason; agreement and clocks follow the record."""

from datetime import date, timedelta

import pytest

from sdesk.models import CustomerAgreement, ServiceCalendar, ServiceDeliveryPolicy, ServiceIncident
from sdesk.models.governance import Priority
from sdesk.practice.incident.clocks import clocks_of
from sdesk.practice.incident.escalation import escalate
from sdesk.practice.incident.handling import add_step
from sdesk.practice.incident.priority import follow_matrix, override_priority, priority_of_matrix
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import history_of, new_version, reload, save
from tests.provider import Provider, incident, next_version


def classified(provider: Provider, **values: object) -> ServiceIncident:
    record = provider.take(incident(provider, "classified", **values), "record")
    return provider.take(record, "classify")


def test_changing_impact_gives_another_priority_and_history_says_so(provider: Provider) -> None:
    record = classified(provider, impact="low", urgency="low")
    assert record.priority is Priority.LOW
    record = save(provider.workspace, record, {"impact": "high", "urgency": "high"})
    assert record.priority is Priority.CRITICAL
    assert history_of(provider.workspace, record)[0].changes["priority"] == ["4 low", "1 critical"]


def test_a_draft_shows_its_priority_as_soon_as_it_can_be_known(provider: Provider) -> None:
    draft = provider.create(ServiceIncident)
    assert (
        save(provider.workspace, draft, {"impact": "high", "urgency": "high"}).priority is Priority.CRITICAL
    )


def test_a_chosen_priority_stays_until_the_matrix_is_followed_again(provider: Provider) -> None:
    record = classified(provider)
    record = override_priority(provider.workspace, record, Priority.HIGH, "The board meets today")
    record = save(provider.workspace, record, {"impact": "medium"})
    assert record.priority is Priority.HIGH
    assert priority_of_matrix(provider.workspace, record) is Priority.LOW
    record = follow_matrix(provider.workspace, record)
    assert (record.priority, record.priority_chosen, record.priority_reason) == (Priority.LOW, None, "")


def test_choosing_a_priority_needs_a_reason_whichever_way(provider: Provider) -> None:
    record = classified(provider)
    with pytest.raises(Refused):
        override_priority(provider.workspace, record, Priority.HIGH, " ")
    with pytest.raises(Refused):
        save(provider.workspace, record, {"priority_chosen": "2 high"})
    assert reload(provider.workspace, record).priority is Priority.LOW


def test_the_reason_is_in_the_history(provider: Provider) -> None:
    record = override_priority(
        provider.workspace, classified(provider), Priority.HIGH, "The board meets today"
    )
    assert history_of(provider.workspace, record)[0].reason == "The board meets today"


def test_the_target_follows_the_priority(provider: Provider) -> None:
    record = classified(provider)
    before = clocks_of(provider.workspace, record).restoration
    record = override_priority(provider.workspace, record, Priority.CRITICAL, "The board meets today")
    after = clocks_of(provider.workspace, record).restoration
    assert before.target and after.target and after.target < before.target


def test_what_was_agreed_when_an_incident_was_recorded_stays_with_it(provider: Provider) -> None:
    workspace, customer = provider.workspace, provider.extra["customer"].id
    agreement = provider.approved(CustomerAgreement, customer=customer)
    record = classified(provider, customer=customer)
    assert record.agreement == agreement.id
    office = provider.create(
        ServiceCalendar,
        name="Nobody's hours",
        time_zone="UTC",
        weekly_hours=({"weekday": "sunday", "start_minute": 0, "end_minute": 60},),
    )
    provider.clock.pass_time(days=1)
    ran = clocks_of(workspace, record).restoration.used
    newer = save(workspace, next_version(provider, agreement), {"service_hours": office.id})
    newer = provider.take(newer, "approve")
    later = classified(provider, customer=customer)
    provider.take(newer, "end", "No longer ours")
    assert [reload(workspace, each).agreement for each in (record, later)] == [agreement.id, newer.id]
    assert clocks_of(workspace, record).restoration.used >= ran > 1000
    provider.clock.pass_time(days=1)
    assert clocks_of(workspace, later).restoration.used == 0
    assert classified(provider, customer=customer).agreement is None


def test_targets_are_those_of_the_policy_of_that_time(provider: Provider) -> None:
    workspace = provider.workspace
    older = classified(provider)
    policy = workspace.find(ServiceDeliveryPolicy)[0]
    provider.clock.pass_time(days=1)
    tenth = [
        each.model_copy(update={"restore_minutes": (each.restore_minutes or 0) // 10})
        for each in policy.priority_targets
    ]
    draft = save(
        workspace,
        new_version(workspace, policy),
        {"priority_targets": tuple(tenth), "date_of_issue": date(2026, 3, 10)},
    )
    provider.take(draft, "approve")
    between = classified(provider)
    provider.clock.pass_time(days=10)
    newer = classified(provider)
    targets = [clocks_of(workspace, each).restoration.target for each in (older, between, newer)]
    assert targets == [2400, 2400, 240]


def test_who_has_answered_first_stays_known_when_it_is_handed_on(provider: Provider) -> None:
    provider.works(provider.cleo)
    record = classified(provider, assigned_to=provider.cleo.id)
    record = add_step(provider.workspace, record, "Called back")
    answered = clocks_of(provider.workspace, record).response
    provider.clock.pass_time(hours=2)
    record = escalate(provider.workspace, record, provider.ana.id, "Needs the firewall", hand_over=True)
    assert record.assigned_to == provider.ana.id and record.escalated_to == provider.ana.id
    assert record.escalations[-1].reason == "Needs the firewall"
    assert clocks_of(provider.workspace, record).response == answered
    assert "Needs the firewall" in history_of(provider.workspace, record)[0].reason


def test_a_corrected_time_of_the_answer_counts(provider: Provider) -> None:
    record = add_step(provider.workspace, classified(provider), "Called back")
    earlier = record.steps_taken[0].at
    assert earlier
    provider.clock.pass_time(hours=1)
    corrected = record.steps_taken[0].model_copy(update={"at": earlier + timedelta(minutes=30)})
    record = save(provider.workspace, record, {"steps_taken": (corrected,)})
    assert record.answered_at == earlier + timedelta(minutes=30)


def test_a_step_of_somebody_else_does_not_become_the_answer_when_it_is_handed_to_them(
    provider: Provider,
) -> None:
    """Ana looked while it was Cleo's: handing it to her months later tells nothing of when it was answered."""
    record = classified(provider, assigned_to=provider.cleo.id)
    provider.works(provider.ana)
    record = add_step(provider.workspace, record, "Looked over her shoulder")
    assert clocks_of(provider.workspace, record).response.state == "running"
    provider.clock.pass_time(days=40)
    record = save(provider.workspace, record, {"assigned_to": provider.ana.id})
    assert clocks_of(provider.workspace, record).response.state == "running"
    record = add_step(provider.workspace, record, "Looked again")
    assert record.answered_at == record.steps_taken[1].at
    moved = record.steps_taken[0].model_copy(update={"text": "Looked over her shoulder, and left"})
    record = save(provider.workspace, record, {"steps_taken": (moved, record.steps_taken[1])})
    assert record.answered_at == record.steps_taken[1].at


def test_without_its_first_step_the_next_of_whoever_has_it_is_the_answer(provider: Provider) -> None:
    record = classified(provider)
    for text in ("Called back", "Restarted"):
        record = add_step(provider.workspace, record, text)
    record = save(provider.workspace, record, {"steps_taken": record.steps_taken[1:]})
    assert record.answered_at == record.steps_taken[0].at
    assert save(provider.workspace, record, {"steps_taken": ()}).answered_at is None


def test_escalating_needs_a_reason_and_somebody(provider: Provider) -> None:
    record = classified(provider)
    with pytest.raises(Refused):
        escalate(provider.workspace, record, provider.ana.id, "")
    with pytest.raises(Refused):
        escalate(provider.workspace, record, provider.extra["customer"].id, "They should know")
