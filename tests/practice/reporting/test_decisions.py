"""Management decides on each proposed action (GO.4.2): nothing is approved undecided, nothing declined is done."""

from datetime import date
from typing import Any

import pytest

from sdesk.models import ActionItem, ImprovementReport
from sdesk.models.governance import ActionDecision, ImprovementAction
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import new_version, reload
from sdesk.practice.reporting import printing
from sdesk.reports.paper import document_of
from sdesk.storage import col
from tests.provider import Provider, agreed
from tests.reports.reading import table_with, titles

DUE, LATER = date(2026, 6, 1), date(2026, 9, 1)


def report(provider: Provider, *lines: dict[str, Any]) -> ImprovementReport:
    return provider.complete(ImprovementReport, "approved", improvement_actions=lines)


def line(provider: Provider, **values: Any) -> dict[str, Any]:
    return {**agreed(provider), "description": "Buy a router", "owner": provider.ben.id, "due": DUE, **values}


def items(provider: Provider) -> list[tuple[Any, ...]]:
    made = provider.workspace.find(ActionItem, order_by=[col(ActionItem.number)])
    return [(each.description, each.owner, each.due) for each in made]


def refusal(provider: Provider, draft: ImprovementReport) -> list[str]:
    with pytest.raises(Refused) as refused:
        provider.take(draft, "approve")
    assert {each.field for each in refused.value.problems} == {"improvement_actions"}
    assert reload(provider.workspace, draft).state == "draft" and items(provider) == []
    return [str(each.text) for each in refused.value.problems]


CHANGED = {"decision": "changed", "why": "Too dear", "decided_due": LATER}
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no decision": ({"decision": None}, "On “Buy a router” management has not decided yet."),
    "no person": ({"decided_by": None}, "On “Buy a router” management has not decided yet."),
    "no day": ({"decided_on": None}, "On “Buy a router” management has not decided yet."),
    "declined without why": ({"decision": "declined", "why": " "}, "“Buy a router” is declined, but not why."),
    "changed without why": ({**CHANGED, "why": "\n"}, "“Buy a router” is changed, but not why."),
    "changed into nothing": (
        {**CHANGED, "decided_due": None},
        "“Buy a router” is changed, but nothing else was decided than what was proposed.",
    ),
    "changed into the same": (
        {**CHANGED, "decided_due": DUE, "decided_action": "Buy a router"},
        "“Buy a router” is changed, but nothing else was decided than what was proposed.",
    ),
    "agreed, and otherwise": (
        {"decided_due": LATER},
        "“Buy a router” is agreed, but something else was decided.",
    ),
    "declined, and otherwise": (
        {"decision": "declined", "why": "No", "decided_action": "Lease one"},
        "“Buy a router” is declined, but something else was decided.",
    ),
    "tomorrow": (
        {"decided_on": date(2030, 1, 1)},
        "Improvement actions, line 2: Decided on is later than now: 1 January 2030.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_not_decided_in_full_is_not_approved(provider: Provider, name: str) -> None:
    wrong, said = WRONG[name]
    draft = report(provider, line(provider, description="Train"), line(provider, **wrong))
    assert refusal(provider, draft) == [said]


def test_only_management_decides(provider: Provider) -> None:
    [said] = refusal(provider, report(provider, line(provider, decided_by=provider.cleo.id)))
    assert (
        said
        == "“Buy a router” is decided by Cleo Sand, who did not hold the role Management on 2 March 2026."
    )
    [said] = refusal(provider, report(provider, line(provider, decided_on=date(2025, 12, 31))))
    assert said.endswith("who did not hold the role Management on 31 December 2025.")


def test_action_items_are_made_of_what_is_agreed_and_changed_as_decided(provider: Provider) -> None:
    lines = (
        line(provider, description="Agreed"),
        line(provider, description="Declined", decision="declined", why="No need"),
        line(provider, description="Postponed", **CHANGED),
        line(
            provider, description="Whole", decision="changed", why="Simpler", decided_action="Half",
            decided_owner=provider.cleo.id,
        ),
    )  # fmt: skip
    approved = provider.take(report(provider, *lines), "approve")
    ben, cleo = provider.ben.id, provider.cleo.id
    assert items(provider) == [("Agreed", ben, DUE), ("Postponed", ben, LATER), ("Half", cleo, DUE)]
    kept = reload(provider.workspace, approved).improvement_actions
    assert [(each.description, each.due) for each in kept][2:] == [("Postponed", DUE), ("Whole", DUE)]


def test_nothing_declined_becomes_an_action_item_and_all_may_be_declined(provider: Provider) -> None:
    lines = [line(provider, decision="declined", why="No", description=f"Action {n}") for n in range(3)]
    assert provider.take(report(provider, *lines), "approve").state == "approved"
    assert items(provider) == []


def test_an_approved_report_of_before_stays_as_it_is(provider: Provider) -> None:
    """Its lines have no decision: it can be read, printed, given to somebody, withdrawn."""
    made = provider.take(report(provider, line(provider)), "approve")
    bare = ImprovementAction(description="Old", owner=provider.ben.id, due=DUE)
    with provider.workspace.transaction("as it was before") as session:
        session.get_one(ImprovementReport, made.id).improvement_actions = (bare,)
    old = reload(provider.workspace, made)
    assert bare.settled == bare
    given = provider.save(old, given_to=({"on": provider.clock.now.date(), "who": "Everybody"},))
    assert given.state == "approved"
    table = table_with(document_of(printing.printout_of(provider.workspace, given)), "Owner")
    assert titles(table) == ["Action", "Owner", "Due"] or "Decision" not in titles(table)
    second = new_version(provider.workspace, given)
    with pytest.raises(Refused) as refused:
        provider.take(second, "approve")
    assert str(refused.value.problems[0].text) == "On “Old” management has not decided yet."
    second = provider.save(second, improvement_actions=(bare.model_copy(update=agreed(provider)),))
    provider.take(second, "approve")
    assert items(provider) == [("Buy a router", provider.ben.id, DUE)], "what was agreed then has its item"


@pytest.mark.parametrize("withdrawn", [False, True])
def test_a_new_version_decides_what_was_not_carried_out_and_nothing_else(
    provider: Provider, withdrawn: bool
) -> None:
    lines = (line(provider), line(provider, description="Later", decision="declined", why="Not now"))
    first = provider.take(report(provider, *lines), "approve")
    if withdrawn:
        first = provider.take(first, "withdraw", "A slip")
    second = new_version(provider.workspace, first)
    router, later = second.improvement_actions
    for change in ({"decision": ActionDecision.DECLINED, "why": "No"}, {"due": LATER}, {**CHANGED}):
        turned = ImprovementAction.model_validate({**router.model_dump(), **change})
        draft = provider.save(second, improvement_actions=(turned, later))
        with pytest.raises(Refused) as refused:
            provider.take(draft, "approve")
        assert [str(each.text) for each in refused.value.problems] == [
            "“Buy a router” is an action item already, as an earlier version decided."
        ]
    now = later.model_copy(update={"decision": ActionDecision.AGREED, "why": ""})
    provider.take(provider.save(second, improvement_actions=(router, now)), "approve")
    assert [each[0] for each in items(provider)] == ["Buy a router", "Later"]
