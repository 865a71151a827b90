"""A report on March says what was so on its last day: what is decided later changes no figure, a correction does."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.models import (
    ActionItem,
    BusinessGoals,
    Customer,
    CustomerAgreement,
    FeedbackEntry,
    ImprovementReport,
    NotApplicable,
    Organization,
    Person,
    ServiceCatalogue,
    ServiceChangeRequest,
    ServiceDeliveryPolicy,
    ServiceIncident,
    Supplier,
    TaskPerformance,
)
from sdesk.models.incident import Reopening
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.versions import in_effect
from sdesk.practice.readiness.tasks import set_interval
from sdesk.practice.reporting.reports import improvement_figures, performance_figures, report_period
from sdesk.storage import col
from tests.provider import agreed, next_version, performed
from tests.reported_quarter import MARCH, Quarter, at, fill_march, quarter_at, quarter_once

Act = Callable[[Quarter], object]
TRENDS, CATALOGUE_REVIEW, LOG = "IN.1.3", "RE.1.3", "RE.2.3"


@quarter_once
def told_quarter(path: Path) -> Quarter:
    """A March with something of all that a report tells; the clock stands at the twentieth of April."""
    quarter = quarter_at(path)
    provider = quarter.provider
    provider.clock.now = at(3, 2, 9)
    goal = {"set_by": "The owner", "owner": provider.ana.id, "statement": "Work", "target": 95.0}
    provider.approved(BusinessGoals, goals=({"measure": "Incidents restored within target", **goal},))
    before = provider.approved(
        ImprovementReport,
        period_start=date(2026, 1, 1),
        period_end=date(2026, 2, 28),
        improvement_actions=(
            {
                **agreed(provider),
                "description": "Proposed",
                "owner": provider.ana.id,
                "due": date(2026, 3, 9),
            },
        ),
    )
    for name in ("Open", "Gone"):
        provider.create(
            ActionItem, description=name, owner=provider.ben.id, due=date(2026, 3, 20), source=before.id
        )
    done = provider.create(
        ActionItem, description="Done", owner=provider.ben.id, due=date(2026, 3, 20), source=before.id
    )
    provider.take(done, "finish", outcome="Bought")
    provider.clock.now = at(3, 14, 9)
    for task in (TRENDS, CATALOGUE_REVIEW):
        performed(provider, task, "Looked at all of it, nothing to change.")
    provider.clock.now = at(3, 15, 9)
    quarter.change("create", at(3, 15, 9), state="draft")
    fill_march(quarter)
    quarter.incident(at(3, 30, 9), priority="2 high", impact="high")
    provider.clock.now = at(4, 20, 9)
    return quarter


def figures(quarter: Quarter) -> str:
    """Everything that reports on March say in figures."""
    workspace = quarter.provider.workspace
    march = report_period(workspace, MARCH.first, MARCH.last)
    told = [
        improvement_figures(workspace, march),
        performance_figures(workspace, reload(workspace, quarter.agreement), march),
        performance_figures(workspace, reload(workspace, quarter.supplied), march),
    ]
    for each in told:
        del each["computed_at"]
    return json.dumps(told, sort_keys=True)


@pytest.fixture
def quarter(tmp_path: Path) -> Any:
    made = told_quarter(tmp_path / "march.sdesk")
    yield made
    made.provider.workspace.close()


def test_the_report_has_all_that_is_told_of_here(quarter: Quarter) -> None:
    """So that nothing stays the same for want of anything to change."""
    workspace = quarter.provider.workspace
    told = improvement_figures(workspace, MARCH)
    tasks = {each["task"]: each for each in told["practices"]["tasks"]}
    assert tasks[TRENDS]["done"] and tasks[TRENDS]["last"] == "2026-03-14"
    assert tasks[CATALOGUE_REVIEW]["done"] and tasks[CATALOGUE_REVIEW]["state"] == "in time"
    assert not tasks["RE.2.5"]["done"] and tasks["RE.2.5"]["state"] == "not done yet"
    assert [each["description"] for each in told["actions"]["items"]] == ["Proposed", "Open", "Gone", "Done"]
    assert [(each["description"], each["outcome"]) for each in told["previous"]["items"]] == [
        ("Proposed", ""), ("Open", ""), ("Gone", ""), ("Done", "Bought"),
    ]  # fmt: skip
    assert told["goals"]["rows"] and told["agreements"] and told["incidents"]["significant"]
    assert [each["state"] for each in told["feedback"]["complaint_list"]] == ["closed", "recorded"]
    assert (told["incidents"]["closed"], told["feedback"]["complaints"]["counts"][1][1]) == (6, 1)


# ---------------------------------------------------------------- what is decided later


def one(quarter: Quarter, model: type[Any], *where: Any) -> Any:
    found = quarter.provider.workspace.first(model, *where)
    assert found is not None
    return found


def stepped(quarter: Quarter, action: str, record: Any, **values: Any) -> None:
    """By the step of that name, for records that were put in as they came about."""
    quarter.provider.clock.pass_time(minutes=1)
    with quarter.provider.workspace.transaction(action) as session:
        live = session.get_one(type(record), record.id)
        for name, value in values.items():
            setattr(live, name, value)


def version_of(model: type[Any], **values: Any) -> Act:
    def approve(quarter: Quarter) -> None:
        provider = quarter.provider
        old = in_effect(provider.workspace, model)
        if old is None:
            return  # withdrawn before
        provider.works(provider.ana)
        given = {name: value(old) if callable(value) else value for name, value in values.items()}
        days = {"date_of_issue": date(2026, 4, 20), "next_review_date": date(2026, 4, 25)}
        draft = provider.save(next_version(provider, old), **{**days, **given})
        provider.take(draft, "approve")

    return approve


def withdrawn(model: type[Any]) -> Act:
    def withdraw(quarter: Quarter) -> None:
        quarter.provider.works(quarter.provider.ana)
        for each in quarter.provider.workspace.find(model, model.state == "approved"):
            quarter.provider.take(each, "withdraw", "Never mind")

    return withdraw


def next_agreement(quarter: Quarter) -> None:
    provider = quarter.provider
    provider.works(provider.ana)
    model = CustomerAgreement
    newest = provider.workspace.find(model, order_by=[col(model.version).desc()])[0]
    if newest.state == "approved":
        wanted = {
            "start": date(2026, 4, 1),
            "name": "Other",
            "service_targets": (),
            "our_owner": provider.cleo.id,
        }
        provider.take(provider.save(next_version(provider, newest), **wanted), "approve")


def end_of_agreement(quarter: Quarter) -> None:
    for model in (type(quarter.agreement), type(quarter.supplied)):
        for each in quarter.provider.workspace.find(model, model.state == "approved"):
            quarter.provider.take(each, "end", "They left")


def other_names(quarter: Quarter) -> None:
    models: tuple[type[Any], ...] = (Person, Customer, Supplier)
    for model in models:
        for each in quarter.provider.workspace.find(model):
            quarter.provider.save(each, name=f"{each.name}, renamed")


def actions_go_on(quarter: Quarter) -> None:
    provider = quarter.provider
    for each in provider.workspace.find(ActionItem):
        if each.state == "done":
            provider.take(each, "reopen", "Broken again")
        elif each.description == "Gone":
            provider.take(each, "cancel", "Not needed")
        else:
            provider.save(each, owner=provider.cleo.id, due=date(2026, 6, 1), source=None)
            provider.take(each, "finish", outcome="Done at last")
    provider.create(ActionItem, description="New", owner=provider.ana.id, due=date(2026, 3, 1))


def tasks_go_on(quarter: Quarter) -> None:
    for task in (TRENDS, CATALOGUE_REVIEW, LOG, "RE.2.5"):
        performed(quarter.provider, task, "Done in April, nothing had to change.")


def other_intervals(quarter: Quarter) -> None:
    for task in (TRENDS, CATALOGUE_REVIEW, LOG):
        set_interval(quarter.provider.workspace, task, 1)


def nothing_applies(quarter: Quarter) -> None:
    provider = quarter.provider
    provider.works(provider.ana)
    pack = provider.workspace.packs.first
    for product in ("WP.21", "WP.19", "WP.06"):
        subject = pack.full_id(product)
        if not provider.workspace.count(NotApplicable, NotApplicable.subject == subject):
            provider.approved(NotApplicable, subject=subject)


def cases_go_on(quarter: Quarter) -> None:
    """What was closed is opened again, what was open comes to its end."""
    workspace, now = quarter.provider.workspace, quarter.provider.clock.now
    for incident in workspace.find(ServiceIncident):
        if incident.state == "closed":
            spell = Reopening(restored_at=incident.restored_at, reopened_at=now, reason="Came back")
            again = (*incident.reopenings, spell)
            stepped(quarter, "reopen", incident, state="classified", restored_at=None, reopenings=again)
        elif incident.state != "restored":
            stepped(quarter, "close", incident, state="closed", restored_at=now, solution="Restarted")
    for feedback in workspace.find(FeedbackEntry):
        if feedback.state == "closed":
            stepped(quarter, "reopen", feedback, state="in investigation")
        else:
            stepped(quarter, "close", feedback, state="closed", outcome="Answered")
    for change in workspace.find(ServiceChangeRequest, ServiceChangeRequest.state == "requested"):
        stepped(quarter, "reject", change, state="rejected")


def corrections_begin(quarter: Quarter) -> None:
    """What was closed is taken up to be put right; nothing is yet, and nobody has closed it again."""
    for incident in quarter.provider.workspace.find(ServiceIncident, ServiceIncident.state == "closed"):
        stepped(quarter, "correct", incident, state="restored")
    for feedback in quarter.provider.workspace.find(FeedbackEntry, FeedbackEntry.state == "closed"):
        stepped(quarter, "correct", feedback, state="in investigation")


def corrections_end(quarter: Quarter) -> None:
    corrections_begin(quarter)
    for incident in quarter.provider.workspace.find(ServiceIncident, ServiceIncident.state == "restored"):
        stepped(quarter, "close", incident, state="closed")
    in_hand = FeedbackEntry.state == "in investigation"
    for feedback in quarter.provider.workspace.find(FeedbackEntry, in_hand):
        stepped(quarter, "close", feedback, state="closed")


def cases_go_on_again(quarter: Quarter) -> None:
    for feedback in quarter.provider.workspace.find(FeedbackEntry, FeedbackEntry.state != "closed"):
        stepped(quarter, "close", feedback, state="closed", outcome="Once more")


def request_is_made(quarter: Quarter) -> None:
    """It was begun in March: nobody had asked for it yet."""
    for change in quarter.provider.workspace.find(
        ServiceChangeRequest, ServiceChangeRequest.state == "draft"
    ):
        stepped(quarter, "submit", change, state="requested")


def item_goes_to_another(quarter: Quarter) -> None:
    other = quarter.provider.create(Supplier, name="Another")
    quarter.provider.save(reload(quarter.provider.workspace, quarter.item), supplier=other.id)


def dearer(goals: BusinessGoals) -> Any:
    return tuple(each.model_copy(update={"target": 99.9}) for each in goals.goals)


def renamed(catalogue: ServiceCatalogue) -> Any:
    return tuple(each.model_copy(update={"name": f"{each.name}, renamed"}) for each in catalogue.services)


def harder(policy: ServiceDeliveryPolicy) -> Any:
    return tuple(
        each.model_copy(update={"respond_minutes": 1, "restore_minutes": 1})
        for each in policy.priority_targets
    )


def moved_house(quarter: Quarter) -> None:
    """Whose days begin nine hours sooner from now on."""
    [ours] = quarter.provider.workspace.find(Organization)
    quarter.provider.save(ours, time_zone="Asia/Tokyo")


LATER: dict[str, Act] = {
    "moved house": moved_house,
    "corrections begin": corrections_begin,
    "corrections end": corrections_end,
    "goals": version_of(BusinessGoals, goals=dearer),
    "goals withdrawn": withdrawn(BusinessGoals),
    "catalogue": version_of(ServiceCatalogue, services=renamed),
    "policy": version_of(ServiceDeliveryPolicy, priority_targets=harder),
    "agreement": next_agreement,
    "agreements end": end_of_agreement,
    "names": other_names,
    "actions": actions_go_on,
    "tasks": tasks_go_on,
    "intervals": other_intervals,
    "not applicable": nothing_applies,
    "request": request_is_made,
    "cases": cases_go_on,
    "cases again": cases_go_on_again,
    "items": item_goes_to_another,
    "report withdrawn": withdrawn(ImprovementReport),
}


@pytest.mark.a_few(2)
@pytest.mark.parametrize("name", LATER)
def test_what_is_decided_later_changes_no_figure(quarter: Quarter, name: str) -> None:
    before = figures(quarter)
    LATER[name](quarter)
    assert json.loads(figures(quarter)) == json.loads(before)
    assert figures(quarter) == before


@pytest.mark.torture
@settings(max_examples=6, deadline=None, derandomize=True)
@given(st.permutations(sorted(LATER)))
def test_nor_does_all_of_it_in_any_order(names: list[str]) -> None:
    with TemporaryDirectory() as folder:
        quarter = told_quarter(Path(folder) / "march.sdesk")
        before = figures(quarter)
        for name in names:
            LATER[name](quarter)
        assert figures(quarter) == before, names
        quarter.provider.workspace.close()


# ---------------------------------------------------------------- what is corrected


def corrected(**values: Any) -> Act:
    def correct(quarter: Quarter) -> None:
        first = quarter.provider.workspace.find(ServiceIncident, order_by=[col(ServiceIncident.recorded_at)])[
            1
        ]
        stepped(quarter, "correct", first, **values)

    return correct


def complaint_entered_late(quarter: Quarter) -> None:
    quarter.complaint(at(3, 19, 9))
    entered = quarter.provider.workspace.find(FeedbackEntry)[-1]
    assert entered.received_at == at(3, 19, 9)
    stepped(quarter, "note", entered, notes="Found in a drawer")


CORRECTIONS: dict[str, Act] = {
    "priority": corrected(priority="4 low"),
    "restored later": corrected(restored_at=at(3, 4, 12)),
    "no outage": corrected(outage=False),
    "no incident": corrected(state="cancelled"),
    "incident entered late": lambda quarter: quarter.incident(at(3, 20, 9), priority="4 low"),
    "complaint entered late": complaint_entered_late,
    "score entered late": lambda quarter: quarter.score(date(2026, 3, 25), 1),
    "task noted late": lambda quarter: performed(
        quarter.provider, "RE.2.5", "Done in March, nothing had to change.", done_on=date(2026, 3, 20)
    ),
    "task not done": lambda quarter: quarter.provider.take(
        one(quarter, TaskPerformance), "cancel", "It was not"
    ),
}


@pytest.mark.a_few(3)
@pytest.mark.parametrize("name", CORRECTIONS)
def test_a_correction_changes_the_figures(quarter: Quarter, name: str) -> None:
    before = figures(quarter)
    CORRECTIONS[name](quarter)
    assert figures(quarter) != before
