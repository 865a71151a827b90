"""Order of time (G5): whatever moments people say, by step, save or import, no record past its draft breaks it."""

import csv
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdesk.models import (
    RECORDS,
    AssignedRoles,
    ConfigurationItem,
    FeedbackEntry,
    Kind,
    Record,
    ScheduleEntry,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceIncident,
    ServiceTestReport,
    fields_of,
)
from sdesk.practice.exchange.importing import import_table, load_map, read_table
from sdesk.practice.incident.handling import add_step
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import new_version, reload, save
from sdesk.practice.lifecycle.steps import take_step
from tests.delivery import ADOPTED
from tests.provider import START, Provider, change, incident, paper, papers
from tests.thorough import examples

MINUTES = st.integers(min_value=-600, max_value=120)
"""Before and after the moment at which somebody works, so that every order comes up."""


def said_by(refusal: Refused) -> str:
    return str(refusal.whole)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return said_by(refusal.value)


# ---------------------------------------------------------------- what is declared


def test_what_is_declared_to_follow_names_a_field_beside_it() -> None:
    def held(specs: tuple[Any, ...]) -> Iterator[str]:
        names = {spec.name: spec.kind for spec in specs}
        for spec in specs:
            if spec.content.happened:
                assert spec.kind in (Kind.DATE, Kind.DATE_TIME), spec.name
            if other := spec.content.not_before:
                assert names[other] is spec.kind, spec.name
                yield spec.name
            yield from held(spec.columns)

    assert {"end", "ends_at", "answered_at"} <= {name for model in RECORDS for name in held(fields_of(model))}


FUTURE: dict[type[Record], tuple[str, str, dict[str, Any]]] = {
    ServiceIncident: ("recorded", "record", {"started_at": START + timedelta(days=900)}),
    FeedbackEntry: ("recorded", "record", {"received_at": START + timedelta(days=900)}),
    ConfigurationItem: ("in service", "put in service", {"date_of_service": date(2099, 1, 1)}),
}


@pytest.mark.parametrize("model", FUTURE, ids=lambda model: model.__name__)
def test_nothing_that_happened_is_later_than_now(provider: Provider, model: type[Record]) -> None:
    state, step, values = FUTURE[model]
    made = provider.complete(model, state, **values)
    said = refused(lambda: provider.take(made, step))
    assert "is later than now" in said and "Say when it happened" in said


def test_a_line_of_a_row_says_which_it_is(provider: Provider) -> None:
    roles = provider.workspace.find(AssignedRoles)[0]
    draft = new_version(provider.workspace, roles)
    later = roles.competences[1].model_copy(update={"achieved_on": date(2099, 1, 1)})
    ended = roles.assignments[0].model_copy(update={"end": date(2025, 12, 31)})
    provider.save(
        draft, competences=(roles.competences[0], later), assignments=(ended, *roles.assignments[1:])
    )
    said = refused(lambda: provider.take(draft, "approve"))
    assert "Competence and training, line 2: Achieved on is later than now: 1 January 2099." in said
    assert "Assignments, line 1: Until is before “From”. Correct one of the two." in said


def test_what_a_state_to_come_asks_for_may_lie_ahead(provider: Provider) -> None:
    """An item that is planned says from when it will be in use."""
    planned = provider.complete(ConfigurationItem, "planned", date_of_service=date(2099, 1, 1))
    assert provider.save(planned, name="Router").name == "Router"


def test_nothing_on_the_schedule_ends_before_it_starts(provider: Provider) -> None:
    entry = provider.complete(ScheduleEntry, "planned", ends_at=START, starts_at=START + timedelta(hours=1))
    assert "Ends is before “Starts”" in refused(lambda: provider.take(entry, "plan"))


def test_nor_does_a_record_past_its_draft_become_so(provider: Provider) -> None:
    made = provider.take(incident(provider, "recorded"), "record")
    later = provider.clock.now + timedelta(days=2)
    assert "is later than now" in refused(lambda: provider.save(made, started_at=later))
    assert "When is later than now" in refused(lambda: noted(provider, made, later))


def noted(provider: Provider, case: ServiceIncident, at: datetime) -> object:
    return add_step(provider.workspace, case, "Called back and asked", at=at)


# ---------------------------------------------------------------- an incident


def broken_by(case: ServiceIncident, now: datetime) -> list[str]:
    """A second computation, by the sentences of the specification."""
    steps = [step.at for step in case.steps_taken if step.at]
    said = [
        ("started", case.started_at),
        ("first step", min(steps, default=None)),
        ("restored", case.restored_at),
        ("now", now),
    ]
    known = [(name, at) for name, at in said if at]
    wrong = [f"{one} > {other}" for (one, a), (other, b) in pairwise(known) if a > b]
    if case.started_at and case.recorded_at and case.started_at > case.recorded_at:
        wrong.append("started > recorded")
    return wrong + [f"step {at} > now" for at in steps if at > now]


@given(started=MINUTES, first=MINUTES, second=MINUTES, restored=MINUTES, by_saving=st.booleans())
@settings(
    max_examples=examples(20, 60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_an_incident_that_came_to_an_end_is_in_order(
    provider: Provider, started: int, first: int, second: int, restored: int, by_saving: bool
) -> None:
    """started ≤ first step ≤ restored ≤ closed, started ≤ recorded; in order, nothing is refused."""
    workspace, now = provider.workspace, provider.clock.now

    def at(minutes: int) -> datetime:
        return now + timedelta(minutes=minutes)

    steps = tuple(
        {"at": at(each), "person": provider.ana.id, "text": "Looked at it and found the cause"}
        for each in (first, second)
    )
    typed = {"started_at": at(started), "steps_taken": steps}
    ended = {"restored_at": at(restored), "outage": False}
    case = incident(provider, "closed", **({"steps_taken": ()} if by_saving else typed))
    accepted = True
    try:
        for step in ("record", "classify", "investigate", "restore", "close"):
            provider.works(provider.ben)
            if by_saving and step == "classify":
                case = save(workspace, case, typed)
            case = take_step(workspace, case, step, ended if step == "restore" else {})
    except Refused as refusal:
        accepted = False
        assert refusal.problems and all(each.whole for each in refusal.problems)
    case = reload(workspace, case)
    if case.state != "draft":
        assert broken_by(case, provider.clock.now) == []
    in_order = started <= min(first, second) <= restored <= 0 and max(first, second) <= 0
    assert accepted or not in_order
    assert not accepted or case.state == "closed"


MAP = """
work_product = "WP.18"
key = "reference"
[file]
time_zone = "UTC"
[fields]
reference = "no"
state = { text = "restored" }
summary = { text = "Mail is down" }
details = { text = "Nobody can read their mail" }
customer = { text = "Users", create = true }
service = { text = "Name in words" }
"reporter.name" = { text = "Dora" }
"reporter.organization" = { text = "Users" }
"reporter.address" = { text = "Quay" }
"reporter.telephone" = { text = "12 34 56" }
"reporter.email" = { text = "d@pier.example" }
started_at = "started"
impact = { text = "low" }
urgency = { text = "low" }
configuration_items = { text = "Server", create = true }
assigned_to = { text = "@me" }
restored_at = "restored"
steps_taken = [ { at = "step", person = { text = "@me" }, text = { text = "Imported: looked at it" } } ]
"""


@given(lines=st.lists(st.tuples(MINUTES, MINUTES, MINUTES), min_size=1, max_size=4))
@settings(
    max_examples=examples(15, 25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_line_of_a_table_becomes_an_incident_out_of_order(
    provider: Provider, tmp_path: Path, lines: list[tuple[int, int, int]]
) -> None:
    now = provider.clock.now
    there = provider.workspace.count(ServiceIncident)
    path, told = tmp_path / "log.csv", tmp_path / "map.toml"
    told.write_text(MAP, encoding="utf-8")
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow(("no", "started", "step", "restored"))
        for place, moments in enumerate(lines):
            shown = (f"{now + timedelta(minutes=each):%Y-%m-%d %H:%M}" for each in moments)
            table.writerow((f"{there}-{place}", *shown))
    outcome = import_table(provider.workspace, read_table(path), load_map(told, ADOPTED))
    made = [provider.workspace.get(ServiceIncident, each) for each in outcome.created]
    assert [broken_by(each, provider.clock.now) for each in made if each] == [[] for each in made]
    for place, (started, first, restored) in enumerate(lines):
        is_in = provider.workspace.first(ServiceIncident, ServiceIncident.reference == f"{there}-{place}")
        in_order = started <= first <= restored <= 0
        assert (is_in is not None) == in_order, outcome.problems


# ---------------------------------------------------------------- a change


def brought_to(provider: Provider, state: str) -> ServiceChangeRequest:
    request = change(provider, "approved")
    for step in ("submit", "approve"):
        request = provider.take(request, step)
    if state == "approved":
        return request
    planned: dict[str, Any] = {
        "planned_start": provider.clock(),
        "planned_end": provider.clock() + timedelta(hours=1),
    }
    request = provider.take(request, "schedule", **planned)
    papers(provider, request)
    for step in ("design", "build", "test"):
        request = provider.take(request, step)
    provider.clock.pass_time(hours=1)
    request = provider.take(request, "clear", deployment_reason="All that was asked for was shown by tests.")
    return provider.take(request, "confirm")


def deployed(provider: Provider, request: ServiceChangeRequest, at: datetime, step: str = "deploy") -> Any:
    said: dict[str, Any] = {
        "deployed_by": provider.cleo.id,
        "deployment_outcome": "It went as it was planned.",
    }
    return provider.take(request, step, deployed_at=at, **said)


def test_no_change_was_deployed_before_it_was_cleared(provider: Provider) -> None:
    request = brought_to(provider, "confirmed")
    assert request.cleared_at
    before = request.cleared_at - timedelta(minutes=1)
    said = refused(lambda: deployed(provider, request, before))
    assert "deployed before its deployment was approved" in said and "really deployed" in said
    assert deployed(provider, request, request.cleared_at).state == "deployed"


def test_nor_will_it_be(provider: Provider) -> None:
    request = brought_to(provider, "confirmed")
    later = provider.clock.now + timedelta(days=1)
    assert "Deployed at is later than now" in refused(lambda: deployed(provider, request, later))


def test_an_emergency_was_deployed_before_anybody_had_asked(provider: Provider) -> None:
    request = provider.take(change(provider, kind="emergency"), "submit")
    earlier = provider.clock.now - timedelta(hours=5)
    assert deployed(provider, request, earlier, "deploy emergency").state == "deployed"


def test_a_design_is_approved_once_the_change_is(provider: Provider) -> None:
    request = provider.take(change(provider, "approved"), "submit")
    design = paper(provider, ServiceDesign, request)
    said = refused(lambda: provider.take(design, "approve"))
    assert f"{request.number} was not approved yet." in said and "decides on the change first" in said
    provider.take(request, "approve")
    assert provider.take(design, "approve").state == "approved"


def test_a_rejected_change_is_not_designed(provider: Provider) -> None:
    request = provider.take(provider.take(change(provider, "approved"), "submit"), "reject")
    design = paper(provider, ServiceDesign, request)
    assert "was not approved" in refused(lambda: provider.take(design, "approve"))


def test_what_is_built_was_designed(provider: Provider) -> None:
    request = brought_to(provider, "approved")
    build = paper(provider, ServiceBuild, request)
    said = refused(lambda: provider.take(build, "build"))
    assert "The design of" in said and "Approve the design first" in said


def test_what_is_tested_was_built_when_the_results_were_collected(provider: Provider) -> None:
    request = brought_to(provider, "approved")
    provider.take(paper(provider, ServiceDesign, request), "approve")
    build = paper(provider, ServiceBuild, request)
    report = paper(provider, ServiceTestReport, request)
    assert "is not built yet" in refused(lambda: provider.take(report, "approve"))
    provider.clock.pass_time(hours=1)
    provider.take(build, "build")
    said = refused(lambda: provider.take(report, "approve"))
    assert "collected before" in said and "test what was built" in said
    provider.save(report, collected_at=provider.clock())
    assert provider.take(report, "approve").state == "approved"
