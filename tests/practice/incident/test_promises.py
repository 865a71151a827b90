"""What was promised to an incident is fixed: later versions of agreement and policy do not touch it, corrections do."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from sdesk.models import Customer, CustomerAgreement, ServiceCalendar, ServiceDeliveryPolicy, ServiceIncident
from sdesk.models.governance import Priority
from sdesk.practice.exchange.importing import import_table, load_map, read_table
from sdesk.practice.incident.clocks import Promises, TargetTimes, clocks_of
from sdesk.practice.incident.merging import merge
from sdesk.practice.incident.priority import override_priority
from sdesk.practice.lifecycle.records import history_of, new_version, reload, save
from sdesk.practice.lifecycle.undo import undo
from sdesk.practice.safekeeping import verify
from sdesk.storage import col
from sdesk.storage.history import latest_operation
from tests.delivery import ADOPTED
from tests.provider import CALLER, Provider, assign_roles, incident, next_version

LOW, CRITICAL = TargetTimes(480, 2400), TargetTimes(30, 240)


def classified(provider: Provider, **values: Any) -> ServiceIncident:
    return provider.take(provider.take(incident(provider, "classified", **values), "record"), "classify")


def promised(provider: Provider, record: ServiceIncident) -> tuple[Any, ...]:
    kept = reload(provider.workspace, record)
    times = (kept.respond_minutes, kept.restore_minutes)
    promises = Promises(provider.workspace)
    assert getattr(promises.agreement(kept), "id", None) == kept.agreement
    return kept.promised_at, kept.agreement, kept.policy, times, promises.target(kept)


def policy_of_tenths(provider: Provider, **values: Any) -> ServiceDeliveryPolicy:
    """Another version, with a tenth of the time for everything."""
    policy = provider.workspace.find(ServiceDeliveryPolicy)[-1]
    shorter = tuple(
        each.model_copy(
            update={
                "respond_minutes": (each.respond_minutes or 0) // 10,
                "restore_minutes": (each.restore_minutes or 0) // 10,
            }
        )
        for each in policy.priority_targets
    )
    draft = save(
        provider.workspace,
        new_version(provider.workspace, policy),
        {"priority_targets": shorter, "date_of_issue": provider.clock.now.date(), **values},
    )
    return provider.take(draft, "approve")


def never_open(provider: Provider) -> ServiceCalendar:
    return provider.create(
        ServiceCalendar,
        name="Sunday's hour",
        time_zone="UTC",
        weekly_hours=({"weekday": "sunday", "start_minute": 0, "end_minute": 60},),
    )


# ---------------------------------------------------------------- fixed


def test_versions_are_fixed_when_it_is_recorded_and_times_when_it_is_classified(provider: Provider) -> None:
    customer = provider.extra["customer"].id
    agreement = provider.approved(CustomerAgreement, customer=customer)
    [policy] = provider.workspace.find(ServiceDeliveryPolicy)
    draft = incident(provider, "classified", customer=customer, impact=None, urgency=None)
    assert draft.promised_at is None
    record = provider.take(draft, "record")
    assert (record.agreement, record.policy) == (agreement.id, policy.id)
    assert record.promised_at and record.respond_minutes is None
    record = provider.take(record, "classify", impact="low", urgency="low")
    assert (record.respond_minutes, record.restore_minutes) == (480, 2400)


def test_later_versions_do_not_touch_it(provider: Provider) -> None:
    customer = provider.extra["customer"].id
    agreement = provider.approved(CustomerAgreement, customer=customer)
    record = classified(provider, customer=customer)
    before, clocks = promised(provider, record), clocks_of(provider.workspace, record)
    at = provider.clock.now
    policy_of_tenths(provider)
    newer = next_version(provider, agreement)
    save(provider.workspace, newer, {"service_hours": never_open(provider).id})
    provider.take(newer, "approve")
    provider.take(newer, "end", "No longer ours")
    assert promised(provider, record) == before and before[3] == (480, 2400)
    assert clocks_of(provider.workspace, record, at) == clocks_of(provider.workspace, record, at)
    assert clocks_of(provider.workspace, record, at).restoration.target == clocks.restoration.target


def test_a_first_agreement_approved_later_does_not_take_in_what_is_open(provider: Provider) -> None:
    customer, today = provider.extra["customer"].id, provider.clock.now.date()
    record = classified(provider, customer=customer)
    before = promised(provider, record)
    provider.approved(CustomerAgreement, customer=customer, start=today, end=date(2028, 1, 1))
    assert promised(provider, record) == before and before[1] is None
    provider.save(record, impact="high", urgency="high")
    assert reload(provider.workspace, record).agreement is None


def test_where_nothing_was_promised_a_first_policy_approved_later_promises_nothing(
    beginner: Provider,
) -> None:
    assign_roles(beginner)
    beginner.extra["customer"] = beginner.create(Customer, name="Pier Dental")
    beginner.extra["service"] = None
    with beginner.workspace.transaction("import") as session:  # what was kept elsewhere
        record = ServiceIncident(
            number="X-1", summary="Out", state="classified", priority=Priority.LOW, reporter=CALLER,
            recorded_at=beginner.clock.now, promised_at=beginner.clock.now,
        )  # fmt: skip
        session.add(record)
    before = promised(beginner, record)
    beginner.approved(ServiceDeliveryPolicy)
    assert promised(beginner, record) == before and before[4] == TargetTimes()


def test_one_recorded_before_there_is_a_policy_goes_by_that_which_it_is_classified_by(
    beginner: Provider,
) -> None:
    provider = beginner
    assign_roles(provider)
    provider.extra["service"] = None
    record = incident(provider, "recorded", impact=None, urgency=None)
    with provider.workspace.transaction("record") as session:
        live = session.get_one(ServiceIncident, record.id)
        live.state, live.recorded_at, live.promised_at = "recorded", provider.clock.now, provider.clock.now
    first = provider.approved(ServiceDeliveryPolicy)
    provider.clock.pass_time(days=1)
    record = provider.save(record, impact="low", urgency="low")
    assert (record.policy, record.restore_minutes) == (first.id, 2400)
    before = promised(provider, record)
    policy_of_tenths(provider)
    assert promised(provider, record) == before


def test_one_of_an_older_format_is_looked_up_and_fixed_once_it_is_corrected(provider: Provider) -> None:
    record = classified(provider)
    with provider.workspace.transaction("save") as session:
        live = session.get_one(ServiceIncident, record.id)
        live.promised_at = live.policy = live.respond_minutes = live.restore_minutes = None
    assert Promises(provider.workspace).target(reload(provider.workspace, record)) == LOW
    policy_of_tenths(provider)
    provider.clock.pass_time(days=1)
    assert Promises(provider.workspace).target(reload(provider.workspace, record)) == LOW
    provider.save(record, impact="high", urgency="high")
    assert promised(provider, record)[3:] == ((30, 240), CRITICAL)


# ---------------------------------------------------------------- corrected


def test_a_corrected_priority_has_the_times_of_its_own_policy_and_history_says_so(provider: Provider) -> None:
    record = classified(provider)
    own = record.policy
    policy_of_tenths(provider)
    provider.clock.pass_time(days=1)
    record = override_priority(provider.workspace, record, Priority.CRITICAL, "The board meets today")
    assert (record.policy, record.respond_minutes, record.restore_minutes) == (own, 30, 240)
    changes = history_of(provider.workspace, record)[0].changes
    assert changes["restore_minutes"] == [2400, 240] and "promised_at" in changes


def test_the_matrix_is_that_of_its_own_policy(provider: Provider) -> None:
    record = classified(provider)
    [policy] = provider.workspace.find(ServiceDeliveryPolicy)
    all_low = tuple(each.model_copy(update={"priority": Priority.LOW}) for each in policy.matrix)
    policy_of_tenths(provider, matrix=all_low)
    provider.clock.pass_time(days=1)
    assert provider.save(record, impact="high", urgency="high").priority is Priority.CRITICAL
    assert classified(provider, impact="high", urgency="high").priority is Priority.LOW


def test_a_corrected_customer_or_service_has_the_agreement_of_the_day_it_was_recorded(
    provider: Provider,
) -> None:
    workspace, other = provider.workspace, provider.create(Customer, name="Harbour School")
    first = provider.approved(CustomerAgreement, customer=other.id)
    record = classified(provider, customer=provider.extra["customer"].id)
    assert record.agreement is None
    provider.clock.pass_time(days=1)
    provider.take(next_version(provider, first), "approve")
    record = provider.save(record, customer=other.id)
    assert record.agreement == first.id
    assert history_of(workspace, record)[0].changes["agreement"] == [None, str(first.id)]


def test_a_corrected_time_of_recording_has_what_was_in_effect_then(provider: Provider) -> None:
    [first] = provider.workspace.find(ServiceDeliveryPolicy)
    before = provider.clock.now
    policy_of_tenths(provider)
    provider.clock.pass_time(days=1)
    record = classified(provider)
    assert record.restore_minutes == 240
    record = provider.save(record, recorded_at=before, started_at=before)
    assert (record.policy, record.restore_minutes) == (first.id, 2400)


@pytest.mark.parametrize("what", ["notes", "steps", "hold", "reopen", "merge"])
def test_what_corrects_nothing_leaves_it(provider: Provider, what: str) -> None:
    record = classified(provider, assigned_to=provider.ana.id)
    before = promised(provider, record)
    policy_of_tenths(provider)
    provider.clock.pass_time(days=1)
    match what:
        case "notes":
            assert record.started_at
            provider.save(record, notes="Called", started_at=record.started_at - timedelta(hours=1))
        case "steps":
            provider.save(record, steps_taken=({"at": provider.clock.now, "text": "Looked"},))
        case "merge":
            merge(provider.workspace, classified(provider), record, "The same")
        case "reopen":
            step = {"at": provider.clock.now, "person": provider.ana.id, "text": "Done"}
            record = provider.save(record, steps_taken=(step,))
            for name in ("investigate", "restore", "reopen"):
                record = provider.take(record, name, "Not yet")
            assert record.state == "classified"
    assert promised(provider, record) == before


def test_undo_brings_back_what_was_promised_before(provider: Provider) -> None:
    record = classified(provider)
    before = promised(provider, record)
    provider.save(record, impact="high", urgency="high")
    assert promised(provider, record) != before
    undo(provider.workspace, latest_operation(provider.workspace))
    assert promised(provider, record) == before
    assert verify(provider.workspace) == []


# ---------------------------------------------------------------- imported


def bring_in(provider: Provider, tmp_path: Path, service: str, urgency: str = "low") -> ServiceIncident:
    heads = "Ticket;Title;Date/Time;Service;Contact Name;Priority;Impact;Urgency\n"
    line = f"I00001;No mail;02/03/2026 09:00;{service};Lin;4;low;{urgency}\n"
    table, columns = tmp_path / "log.csv", tmp_path / "log.toml"
    table.write_text(heads + line, encoding="utf-8")
    columns.write_text(MAP, encoding="utf-8")
    outcome = import_table(provider.workspace, read_table(table), load_map(columns, ADOPTED))
    assert not outcome.problems
    return provider.workspace.find(ServiceIncident, col(ServiceIncident.reference) == "I00001")[0]


MAP = """
work_product = "WP.18"
key = "reference"
[file]
dates = "day-month-year"
[fields]
reference = "Ticket"
summary = "Title"
details = "Title"
started_at = "Date/Time"
service = "Service"
customer = { text = "Pier Dental" }
"reporter.name" = "Contact Name"
"reporter.organization" = { text = "Pier Dental" }
"reporter.address" = { text = "1 Quay Street" }
"reporter.telephone" = { text = "1" }
"reporter.email" = { text = "lin@pier.example" }
impact = "Impact"
urgency = "Urgency"
configuration_items = { text = "CI-0001" }
assigned_to = { text = "@me" }
state = { text = "classified" }
"""


def test_imported_incidents_get_their_promise_too(provider: Provider, tmp_path: Path) -> None:
    agreement = provider.approved(CustomerAgreement, customer=provider.extra["customer"].id)
    [policy] = provider.workspace.find(ServiceDeliveryPolicy)
    service = provider.extra["catalogue"].services[0].name
    provider.clock.pass_time(days=1)
    newer = policy_of_tenths(provider)
    provider.clock.pass_time(days=1)
    record = bring_in(provider, tmp_path, service)
    assert (record.agreement, record.policy) == (agreement.id, policy.id)
    before = promised(provider, record)
    assert before[3] == (480, 2400) and newer.state == "approved"
    assert promised(provider, bring_in(provider, tmp_path, service)) == before
    bring_in(provider, tmp_path, service, "high")
    assert promised(provider, record)[3] == (240, 1440)
    assert verify(provider.workspace) == []
