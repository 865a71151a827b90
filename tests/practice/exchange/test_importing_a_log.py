"""A real incident log, all of it, and a performance report over its days, checked against the log itself."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from sdesk.models import (
    BusinessGoals,
    Contact,
    Customer,
    CustomerAgreement,
    Person,
    ServiceDeliveryPolicy,
    ServiceIncident,
)
from sdesk.models.relationship import AgreementForm, Measure, ServiceTarget, TheirApproval
from sdesk.practice.exchange.importing import ImportOutcome, import_table, load_map, read_table
from sdesk.practice.lifecycle.records import create
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.lifecycle.versions import in_effect, services
from sdesk.practice.reporting.reports import improvement_figures, performance_figures, report_period
from sdesk.reports.period.figure_blocks import count_of
from sdesk.storage import col
from tests.delivery import ADOPTED
from tests.practice.exchange.test_importing import MAP, offer_imported_service
from tests.provider import Provider, working_provider

LOG = Path(__file__).parents[2] / "fixtures" / "incident_log.csv"
LEVELS = {"1 - High": 0, "2 - Medium": 1, "3 - Low": 2}
PRIORITIES = (("1", "2", "3"), ("2", "3", "4"), ("3", "4", "4"))
"""The matrix that a new policy starts with, by impact and urgency, written down here once more on purpose."""


@pytest.fixture(scope="module")
def imported(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Provider, ImportOutcome, CustomerAgreement]]:
    provider = working_provider(tmp_path_factory.mktemp("log") / "firm.sdesk")
    offer_imported_service(provider)
    outcome = import_table(provider.workspace, read_table(LOG), load_map(MAP, ADOPTED))
    yield provider, outcome, agreement(provider)
    provider.workspace.close()


def agreement(provider: Provider) -> CustomerAgreement:
    workspace = provider.workspace
    customer = workspace.first(Customer, col(Customer.name) == "Users of the imported log")
    person = workspace.first(Person)
    contact = Contact(
        name="Head of office", organization="Users", address="Quay 1", telephone="1", email="h@example.org"
    )
    values = {
        "name": "Imported log",
        "customer": customer.id,
        "services": tuple(service.id for service in services(workspace)),
        "start": date(2016, 1, 1),
        "review_date": date(2016, 6, 1),
        "end": date(2016, 12, 31),
        "our_owner": person.id,
        "their_owner": contact,
        "their_approvals": (
            TheirApproval(
                person="Head of office", role="Head", on=date(2015, 12, 1), form=AgreementForm.EMAIL
            ),
        ),
        "service_targets": (ServiceTarget(measure=Measure.RESTORATION, target=80.0, unit="%"),),
    }
    return take_step(workspace, create(workspace, CustomerAgreement, values), "approve")


def lines() -> list[dict[str, str]]:
    with LOG.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d-%m-%Y %H:%M").replace(tzinfo=UTC)


def restored(line: dict[str, str]) -> datetime:
    return at(line["resolved_at"] if line["resolved_at"] != "?" else line["closed_at"])


def minutes(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds()) // 60


def priority(line: dict[str, str]) -> str:
    return PRIORITIES[LEVELS[line["impact"]]][LEVELS[line["urgency"]]]


def restoration_by_hand(targets: dict[str, int], end: datetime) -> tuple[int, int]:
    """How many count and how many were in time, as known at `end`: what is still open counts once it is late."""
    counted = in_time = 0
    for line in lines():
        spent = minutes(at(line["opened_at"]), min(restored(line), end))
        late = spent > targets[priority(line)]
        if restored(line) <= end or late:
            counted += 1
            in_time += not late
    return counted, in_time


def counts(figure: dict[str, Any]) -> dict[str, int]:
    return dict(figure["counts"])


def test_all_of_it_comes_in(imported):
    provider, outcome, _ = imported
    assert (len(outcome.created), outcome.problems) == (445, ())
    assert provider.workspace.count(ServiceIncident, col(ServiceIncident.state) == "closed") == 445


def test_the_same_log_again_changes_nothing(imported):
    provider, _, _ = imported
    again = import_table(provider.workspace, read_table(LOG), load_map(MAP, ADOPTED))
    assert (again.created, again.changed, again.unchanged, again.problems) == ((), (), 445, ())


def test_the_matrix_gives_the_priorities_of_the_log_itself(imported):
    provider, _, _ = imported
    found = {
        incident.reference: incident.priority.value[0]
        for incident in provider.workspace.find(ServiceIncident)
    }
    assert found == {line["number"]: line["priority"][0] for line in lines()}


@pytest.mark.parametrize("last", [date(2016, 3, 2), date(2016, 3, 31)], ids=["the days it covers", "a month"])
def test_the_report_agrees_with_the_log(imported, last):
    provider, _, promised = imported
    period = report_period(provider.workspace, date(2016, 2, 29), last)
    figures = performance_figures(provider.workspace, promised, period)
    policy = in_effect(provider.workspace, ServiceDeliveryPolicy)
    targets = {row.priority.value[0]: row.restore_minutes or 0 for row in policy.priority_targets}
    counted, in_time = restoration_by_hand(targets, period.end_utc)

    target = next(row for row in figures["targets"] if row["measure"] == "restoration within target")
    found = counts(target["value"])
    assert (found["incidents counted"], found["within target"]) == (counted, in_time)
    assert counted + found.get("open and not over target, not counted", 0) == len(lines())
    assert target["value"]["value"] == pytest.approx(100 * in_time / counted)
    assert target["met"] is False
    assert figures["counted"]["incidents"] == len(lines())
    by_priority = {row["priority"][0]: row["recorded"] for row in figures["incidents"]["by_priority"]}
    assert by_priority == Counter(priority(line) for line in lines())


def test_of_what_the_log_does_not_tell_nothing_was_met(imported):
    """Nobody wrote down complaints or changes then: that there are none here says nothing."""
    provider, _, _ = imported
    asked = ("complaints", "emergency changes", "changes rolled back", "changes deployed", "survey answers")
    none = {"set_by": "The owner", "statement": "None", "sense": "at most", "target": 0.0}
    days = {"date_of_issue": date(2016, 1, 1), "next_review_date": date(2016, 12, 1)}
    provider.approved(BusinessGoals, goals=tuple({**none, "counts": each} for each in asked), **days)
    figures = improvement_figures(
        provider.workspace, report_period(provider.workspace, date(2016, 1, 1), date(2016, 3, 31))
    )
    told = {row["measure"]: (row["value"]["value"], row["word"]) for row in figures["goals"]["rows"]}
    assert told == dict.fromkeys(asked, (None, "no data"))
    months = figures["months"]
    assert {*months["complaints"], *months["changes"]["deployed"], *months["changes"]["rolled back"]} == {
        None
    }
    assert figures["known"]["period"] and figures["known"]["changes"] == figures["known"]["feedback"] == []
    assert [count_of(figures, 0, of) for of in ("period", "changes", "feedback")] == [
        "0",
        "no data",
        "no data",
    ]
