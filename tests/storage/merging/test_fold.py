"""Each rule of docs/team.md, on operations as values."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from sdesk.storage.changes import Rows
from tests.storage.merging.laptops import Laptop, exchanged, kinds
from tests.storage.merging.test_laptops_by_chance import check


def two(number: str = "GOAL-1", **values: Any) -> tuple[Laptop, Laptop, UUID]:
    """Two laptops that both have a draft."""
    ours, theirs = Laptop("ours"), Laptop("theirs")
    key = ours.creates(number, **values)
    theirs.takes_in(ours.operations.values())
    return ours, theirs, key


def rows(*names: str, **more: str) -> Rows:
    keys = "123456789ABC"
    return Rows({name: {"order": keys[place], "statement": name} for place, name in enumerate(names)})


def test_different_fields_are_both_there() -> None:
    ours, theirs, key = two()
    ours.saves(key, reference="A")
    theirs.saves(key, issuing_organization="B")
    merged = exchanged(ours, theirs)
    assert (merged.states[key]["reference"], merged.states[key]["issuing_organization"]) == ("A", "B")
    assert (kinds(merged), merged.counted) == (set(), {})
    assert [each.kind for each in merged.meetings] == ["record"]


def test_of_two_values_the_later_stands_and_both_are_told() -> None:
    ours, theirs, key = two(reference="before")
    ours.saves(key, reference="A")
    theirs.saves(key, notes="first")
    theirs.saves(key, reference="B")
    merged = exchanged(ours, theirs)
    assert merged.states[key]["reference"] == "B"
    assert kinds(merged) == {("field", "reference")}


def test_the_same_value_on_both_sides_is_no_matter() -> None:
    ours, theirs, key = two(reference="before")
    ours.saves(key, reference="A")
    theirs.saves(key, reference="A")
    assert kinds(exchanged(ours, theirs)) == set()


def test_paragraphs_of_both_come_together() -> None:
    ours, theirs, key = two(scope="one\ntwo\nthree")
    ours.saves(key, scope="ONE\ntwo\nthree")
    theirs.saves(key, scope="one\ntwo\nthree\nfour")
    merged = exchanged(ours, theirs)
    assert merged.states[key]["scope"] == "ONE\ntwo\nthree\nfour"
    assert kinds(merged) == {("text", "scope")}


def test_the_same_paragraph_is_for_a_person() -> None:
    ours, theirs, key = two(scope="one\ntwo")
    ours.saves(key, scope="ours\ntwo")
    theirs.saves(key, scope="theirs\ntwo")
    merged = exchanged(ours, theirs)
    assert merged.states[key]["scope"] in ("ours\ntwo", "theirs\ntwo")
    assert kinds(merged) == {("field", "scope")}


def test_rows_of_both_are_there_each_in_a_place_of_its_own() -> None:
    ours, theirs, key = two(goals=rows("a"))
    ours.saves(key, goals=rows("a", "x"))
    theirs.saves(key, goals=rows("a", "y"))
    found = exchanged(ours, theirs).states[key]["goals"]
    assert found.keys() == {"a", "x", "y"}
    assert len({row["order"] for row in found.values()}) == 3


def test_a_row_that_was_changed_elsewhere_is_not_removed() -> None:
    for remover_first in (True, False):
        ours, theirs, key = two(goals=rows("a", "b"))
        changer, remover = (theirs, ours) if remover_first else (ours, theirs)
        if remover_first:
            changer.saves(key, notes="so that it is later")
        else:
            remover.saves(key, notes="so that it is later")
        changer.saves(key, goals=Rows({**rows("a", "b"), "b": {"order": "2", "statement": "changed"}}))
        remover.saves(key, goals=rows("a"))
        merged = exchanged(ours, theirs)
        assert merged.states[key]["goals"]["b"]["statement"] == "changed"
        assert kinds(merged) == {("row", "goals")}


def test_of_two_steps_the_earlier_stands_and_the_other_leaves_none_of_its_fields() -> None:
    ours, theirs, key = two(scope="one")
    ours.approves(key)
    theirs.takes_in(ours.operations.values())
    theirs.saves(key, notes="so that it is later")
    ours.saves(key, "withdraw", state="withdrawn", reference="ours")
    theirs.saves(key, "reopen", state="draft", reference="theirs")
    theirs.approves(key, date_of_issue="again")
    merged = exchanged(ours, theirs)
    assert (merged.states[key]["state"], merged.states[key]["reference"]) == ("withdrawn", "ours")
    assert "date_of_issue" not in merged.states[key]
    assert (len(merged.fallen), len(merged.lost)) == (2, 1)
    assert ("step", "") in kinds(merged)


def test_of_two_approvals_the_earlier_stands_whole() -> None:
    ours, theirs, key = two(scope="one")
    for each in (ours, theirs):
        each.approves(key, date_of_issue=each.name)
    merged = exchanged(ours, theirs)
    assert merged.states[key]["state"] == "approved"
    stands = min((op for op in ours.operations.values() if len(op.acts) > 1), key=lambda op: op.order)
    assert merged.states[key]["date_of_issue"] == ("ours" if stands.replica == ours.replica else "theirs")
    assert (len(merged.fallen), len(merged.lost), kinds(merged)) == (1, 1, {("step", "")})


def test_no_approval_stands_for_a_text_that_was_changed_elsewhere() -> None:
    for change, stands in (({"scope": "changed"}, False), ({"notes": "open for ever"}, True)):
        ours, theirs, key = two(scope="as it was")
        ours.approves(key, date_of_issue="today")
        theirs.saves(key, **change)
        merged = exchanged(ours, theirs)
        assert merged.states[key]["state"] == ("approved" if stands else "draft")
        assert ("date_of_issue" in merged.states[key]) == stands
        assert merged.states[key].items() >= change.items()
        assert kinds(merged) == (set() if stands else {("approval", "")})


def test_what_an_approval_brought_about_falls_with_it() -> None:
    ours, theirs, first = two(scope="one")
    ours.approves(first)
    second = ours.creates("GOAL-1", 2, scope="two")
    theirs.takes_in(ours.operations.values())
    theirs.saves(second, scope="other")
    ours.approves(second, supersedes=[first])
    merged = exchanged(ours, theirs)
    assert (merged.states[first]["state"], merged.states[second]["state"]) == ("approved", "draft")


def test_of_two_versions_approved_apart_one_counts() -> None:
    ours, theirs, first = two(scope="one")
    ours.approves(first)
    theirs.takes_in(ours.operations.values())
    versions = [each.creates("GOAL-1", 2, scope=each.name) for each in (ours, theirs)]
    theirs.saves(versions[1], reference="so that it is later")
    for each, version in zip((ours, theirs), versions, strict=True):
        each.approves(version, supersedes=[first])
    merged = exchanged(ours, theirs)
    assert [merged.states[each]["state"] for each in (first, *versions)] == [
        "superseded",
        "approved",
        "draft",
    ]
    assert kinds(merged) == {("version", "")}


def test_a_draft_that_was_changed_elsewhere_is_not_deleted() -> None:
    ours, theirs, key = two()
    ours.deletes(key)
    theirs.saves(key, reference="B")
    merged = exchanged(ours, theirs)
    assert "deleted_at" not in merged.states[key]
    assert kinds(merged) == {("deleted", "")}


def test_what_was_made_twice_keeps_the_first_number() -> None:
    ours, theirs = Laptop("ours"), Laptop("theirs")
    ours.creates("ORG-1")
    theirs.takes_in(ours.operations.values())
    key = UUID(int=1)
    theirs.saves(next(iter(ours.sees.states)), notes="later")
    ours.creates("GOAL-1", record=key, reference="A")
    theirs.creates("GOAL-2", record=key, reference="B")
    merged = exchanged(ours, theirs)
    assert (merged.states[key]["number"], merged.states[key]["reference"]) == ("GOAL-1", "B")
    assert kinds(merged) == {("created", ""), ("field", "reference")}


def test_who_knew_both_sides_has_nothing_met() -> None:
    ours, theirs, key = two()
    ours.saves(key, reference="A")
    theirs.takes_in(ours.operations.values())
    theirs.saves(key, reference="B")
    merged = exchanged(ours, theirs)
    assert (merged.states[key]["reference"], merged.meetings) == ("B", frozenset())


def test_what_is_made_approved_and_superseded_in_one_operation() -> None:
    ours, theirs, _key = two()
    with ours.together():
        first = ours.creates("GOAL-2", scope="one")
        ours.approves(first)
        second = ours.creates("GOAL-2", 2, scope="two")
        ours.approves(second, supersedes=[first])
    merged = exchanged(ours, theirs)
    assert [merged.states[each]["state"] for each in (first, second)] == ["superseded", "approved"]
    assert not (merged.fallen or merged.lost or kinds(merged))


def test_what_was_made_and_approved_on_both_sides_is_a_draft() -> None:
    ours, theirs, _key = two()
    key = UUID(int=1)
    for each in (ours, theirs):
        with each.together():
            each.creates(each.name, record=key, scope=each.name)
            each.approves(key)
    merged = exchanged(ours, theirs)
    assert (merged.states[key]["state"], len(merged.lost)) == ("draft", 2)
    assert kinds(merged) == {("created", ""), ("approval", ""), ("field", "scope")}


def test_what_was_written_on_a_step_that_fell_changes_no_approved_text() -> None:
    ours, theirs, key = two(scope="approved")
    ours.approves(key)
    theirs.takes_in(ours.operations.values())
    ours.withdraws(key)
    for n in range(2):
        theirs.saves(key, notes=f"so that it is later, {n}")
    theirs.saves(key, "reopen", state="draft")
    theirs.saves(key, scope="other", notes="seen")
    merged = exchanged(ours, theirs)
    assert {name: merged.states[key][name] for name in ("state", "scope", "notes")} == {
        "state": "withdrawn",
        "scope": "approved",
        "notes": "seen",
    }
    assert kinds(merged) == {("step", "")}
    steps = [each for each in merged.meetings if each.kind == "step"]
    assert len(steps) == 2  # the reopening, and what was written on it


def test_an_approval_afterwards_that_does_not_stand_leaves_none_of_its_fields() -> None:
    """It leads to no other state, and is a step all the same."""
    ours, theirs, key = two(scope="as it was")
    ours.approves(key)
    theirs.takes_in(ours.operations.values())
    theirs.approves(key, date_of_issue="afterwards")
    ours.saves(key, "reopen", state="draft", scope="changed")
    merged = exchanged(ours, theirs)
    assert merged.states[key]["state"] == "draft"
    assert "date_of_issue" not in merged.states[key]
    assert (len(merged.fallen), len(merged.lost), kinds(merged)) == (1, 1, {("approval", "")})


# ---------------------------------------------------------------- which row of docs/team.md wins

Does = Callable[[Laptop, UUID], object]


def signs(laptop: Laptop, key: UUID) -> None:
    """As a closing: a step that is signed, with what it fills in."""
    laptop.approves(key, date_of_issue=laptop.name)


def steps(laptop: Laptop, key: UUID) -> None:
    laptop.saves(key, "withdraw", state="withdrawn", reference=laptop.name)


def writes(laptop: Laptop, key: UUID) -> None:
    laptop.saves(key, scope=f"by {laptop.name}")


def writes_and_steps(laptop: Laptop, key: UUID) -> None:
    writes(laptop, key)
    steps(laptop, key)


def steps_and_writes(laptop: Laptop, key: UUID) -> None:
    steps(laptop, key)
    writes(laptop, key)


def writes_and_signs(laptop: Laptop, key: UUID) -> None:
    writes(laptop, key)
    signs(laptop, key)


THERE = {"state": "withdrawn", "reference": "theirs"}
EARLIER = "of whoever is earlier"


@pytest.mark.parametrize("is_first", [True, False], ids=["ours is earlier", "theirs is earlier"])
@pytest.mark.parametrize(
    ("here", "there", "stands", "met"),
    [
        (signs, writes, {"state": "draft", "scope": "by theirs", "date_of_issue": None}, {"approval"}),
        (signs, steps, {**THERE, "date_of_issue": None}, {"approval"}),
        (signs, writes_and_steps, {**THERE, "scope": "by theirs", "date_of_issue": None}, {"approval"}),
        (signs, steps_and_writes, {**THERE, "scope": "by theirs", "date_of_issue": None}, {"approval"}),
        (writes_and_signs, steps, {**THERE, "scope": "by ours", "date_of_issue": None}, {"approval"}),
        (signs, signs, {"state": "approved", "date_of_issue": EARLIER}, {"step"}),
        (signs, writes_and_signs, {"state": "approved", "scope": "by theirs", "date_of_issue": "theirs"}, {"approval"}),
        (steps, writes, {"state": "withdrawn", "reference": "ours", "scope": "by theirs"}, set()),
        (steps, writes_and_steps, {"state": "withdrawn", "reference": EARLIER, "scope": "by theirs"}, {"step"}),
        (steps, steps_and_writes, {"state": "withdrawn", "reference": EARLIER, "scope": "by theirs"}, {"step"}),
    ],
)  # fmt: skip
def test_which_rule_wins(
    here: Does, there: Does, stands: dict[str, Any], met: set[str], is_first: bool
) -> None:
    """Of a step on one side, and of another step and changes on the other; whoever is earlier, but where it is said."""
    ours, theirs, key = two(scope="as it was")
    for n in range(9):
        (theirs if is_first else ours).saves(key, notes=f"so that the rest is later, {n}")
    here(ours, key)
    there(theirs, key)
    merged = exchanged(ours, theirs)
    for each in (ours, theirs):
        check(each)
    earlier = "ours" if is_first else "theirs"
    wanted = {name: earlier if said == EARLIER else said for name, said in stands.items()}
    assert {name: merged.states[key].get(name) for name in wanted} == wanted
    assert {kind for kind, _field in kinds(merged)} == met
