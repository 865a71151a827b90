"""Two laptops that compute the same at once do not meet by it, whatever anybody does beside; and whatever is written by chance, what
is computed is what the rule says."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdesk.models import (
    COMPUTED_ANEW,
    RECORDS,
    Customer,
    Operation,
    ServiceDeliveryPolicy,
    ServiceIncident,
    fields_of,
)
from sdesk.practice.incident.clocks import Promises
from sdesk.practice.incident.priority import priority_of_matrix
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.records import delete_draft, reload
from sdesk.practice.registry import RECORD_TYPES
from sdesk.practice.team.computing import compute_anew
from sdesk.practice.team.settling import to_settle
from sdesk.storage import col
from tests.provider import incident
from tests.storage.merging.team import Laptop, exchanged, team


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sequence[Laptop]]:
    with team(tmp_path_factory.mktemp("two"), "office", "site") as laptops:
        for each in laptops:
            each.clock = each.workspace.clock = laptops[0].clock
        yield laptops


def on(laptop: Laptop, made: ServiceIncident) -> ServiceIncident:
    return reload(laptop.workspace, made)


def shared(two: Sequence[Laptop], state: str = "classified", *steps: str) -> ServiceIncident:
    made = incident(two[0], state)
    for step in steps:
        made = two[0].take(made, step)
    exchanged(two)
    return made


def both_compute(two: Sequence[Laptop], made: ServiceIncident) -> None:
    """Each has what the other wrote, and neither what the other computes."""
    for one, other in ((two[0], two[1]), (two[1], two[0])):
        one.take_from(other)
    written = [each.written() for each in two]
    assert len(written[0]) == len(written[1])
    assert all(compute_anew(each.workspace, {made.id}) for each in two)


def test_both_compute_the_same_at_once(two: Sequence[Laptop]) -> None:
    made = shared(two, "classified", "record", "classify")
    two[0].save(on(two[0], made), impact="high")
    two[1].save(on(two[1], made), urgency="high")
    both_compute(two, made)
    exchanged(two)
    for each in two:
        assert on(each, made).priority == "1 critical"
        assert [one for one in to_settle(each.workspace) if one.concerns(made.id)] == []
        assert not compute_anew(each.workspace, {made.id})


def test_a_closing_stands_where_another_laptop_computes_what_was_signed(two: Sequence[Laptop]) -> None:
    made = shared(two, "closed", "record", "classify", "investigate")
    two[0].save(on(two[0], made), impact="medium")
    two[1].save(on(two[1], made), urgency="high")
    both_compute(two, made)
    two[1].take(two[1].take(on(two[1], made), "restore"), "close")
    exchanged(two)
    for each in two:
        found = on(each, made)
        assert (found.state, found.priority) == ("closed", priority_of_matrix(each.workspace, found))
        assert len(approvals_of(each.workspace, found)) == 1
        assert [one for one in to_settle(each.workspace) if one.concerns(made.id)] == []


def test_what_a_closing_that_falls_leaves_open_is_computed(two: Sequence[Laptop]) -> None:
    """And the closing alone is to settle."""
    made = shared(two, "closed", "record", "classify", "investigate")
    two[0].save(on(two[0], made), impact="medium")
    two[0].take(two[0].take(on(two[0], made), "restore"), "close")
    two[1].save(on(two[1], made), urgency="high")
    both_compute(two, made)
    exchanged(two)
    for each in two:
        found = on(each, made)
        assert (found.state, found.impact, found.urgency) == ("restored", "medium", "high")
        assert found.priority == priority_of_matrix(each.workspace, found)
        assert {one.kind for one in to_settle(each.workspace) if one.concerns(made.id)} == {"approval"}


def test_a_draft_that_is_deleted_is_not_kept_by_what_another_laptop_computes(two: Sequence[Laptop]) -> None:
    made = shared(two)
    two[0].save(on(two[0], made), impact="high")
    two[1].save(on(two[1], made), urgency="high")
    both_compute(two, made)
    delete_draft(two[1].workspace, on(two[1], made))
    exchanged(two)
    for each in two:
        assert on(each, made).deleted_at is not None
        assert [one for one in to_settle(each.workspace) if one.concerns(made.id)] == []


def test_what_is_computed_anew_is_never_typed() -> None:
    for its in RECORD_TYPES:
        computed = {each.name for each in fields_of(its.model) if each.content.computed}
        assert its.reckoned <= computed
        assert bool(its.together) == bool(its.together_of)
    assert {each.model for each in RECORD_TYPES if each.together} == {ServiceIncident} <= set(RECORDS)


_PRIORITIES = st.sampled_from(["1 critical", "2 high", "4 low"])
_LEVELS = st.sampled_from(["high", "medium", "low"])
_CHANGES = st.lists(
    st.one_of(
        st.fixed_dictionaries({"impact": _LEVELS}),
        st.fixed_dictionaries({"urgency": _LEVELS}),
        st.fixed_dictionaries({"priority_chosen": _PRIORITIES, "priority_reason": st.just("They open today.")}),
        st.just({"priority_chosen": None, "priority_reason": ""}),
        st.fixed_dictionaries({"customer": st.sampled_from(["Pier Dental", "Quay Surgery"])}),
        st.fixed_dictionaries({"summary": st.text("ab", min_size=1, max_size=3)}),
    ),
    max_size=3,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_CHANGES, _CHANGES, st.booleans())
def test_whatever_two_write_it_is_what_the_rule_says(
    two: Sequence[Laptop], here: list[dict[str, Any]], there: list[dict[str, Any]], at_once: bool
) -> None:
    office, _site = two
    customers = {each.name: each.id for each in office.workspace.find(Customer)}
    if "Quay Surgery" not in customers:
        customers["Quay Surgery"] = office.create(Customer, name="Quay Surgery").id
    made = shared(two, "classified", "record", "classify")
    for laptop, changes in zip(two, (here, there), strict=True):
        for change in changes:
            values = {n: customers[v] if n == "customer" else v for n, v in change.items()}
            laptop.save(on(laptop, made), **values)
    for one, other in ((0, 1), (1, 0)):
        two[one].take_from(two[other])
        if not at_once:
            compute_anew(two[one].workspace, {made.id})
    for each in two:
        compute_anew(each.workspace, {made.id})
    exchanged(two)
    for each in two:
        workspace, found = each.workspace, on(each, made)
        assert found.priority == (found.priority_chosen or priority_of_matrix(workspace, found))
        policy = workspace.get(ServiceDeliveryPolicy, found.policy)
        assert policy is not None
        times = next(line for line in policy.priority_targets if line.priority == found.priority)
        assert (found.respond_minutes, found.restore_minutes) == (
            times.respond_minutes,
            times.restore_minutes,
        )
        assert found.agreement == Promises(workspace).agreement_then(found)
        assert not compute_anew(workspace, {made.id})
    written = {len(each.workspace.find(Operation, col(Operation.action) == COMPUTED_ANEW)) for each in two}
    assert len(written) == 1
