"""What follows from what holds: verdicts and shares."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.packs.model import Requirement
from sdesk.practice.readiness.requirements import RequirementStanding
from sdesk.practice.readiness.rules.asked import (
    Asked,
    Held,
    Lack,
    Layer,
    Verdict,
    is_ready_to_start,
    verdict_of,
)
from sdesk.practice.readiness.rules.bounds import Bounds
from sdesk.translation import message as _

ORDER = [Held.FAILS, Held.NOTHING_TO_JUDGE, Held.PARTLY, Held.HOLDS]


def asked(layer, held):
    return Asked(layer, held, _("asked"))


questions = st.lists(st.builds(asked, st.sampled_from(Layer), st.sampled_from(Held)), max_size=6)


@given(questions)
def test_advice_changes_no_verdict(asked):
    deciding = [each for each in asked if each.layer is not Layer.ASKED_NEXT]
    assert verdict_of(asked) == verdict_of(deciding)


@given(questions)
def test_met_only_where_all_is_written_and_something_was_judged(asked):
    deciding = [each for each in asked if each.layer is not Layer.ASKED_NEXT]
    if verdict_of(asked) is Verdict.MET:
        assert not any(each.held in (Held.FAILS, Held.PARTLY) for each in deciding)
        assert any(each.layer is Layer.USED and each.held is Held.HOLDS for each in deciding)
        assert all(each.held is Held.HOLDS for each in deciding if each.layer is Layer.WRITTEN)


@given(questions, st.sampled_from([Layer.WRITTEN, Layer.USED]))
def test_a_failure_is_never_outvoted(asked_before, layer):
    assert verdict_of([*asked_before, asked(layer, Held.FAILS)]) is Verdict.NOT_MET


def test_a_rule_that_asks_nothing_shows_nothing():
    assert verdict_of([]) is Verdict.NOT_SHOWN
    assert not is_ready_to_start([])


def test_a_late_document_is_partly_met_and_nothing_to_judge_is_not_met():
    assert verdict_of([asked(Layer.WRITTEN, Held.PARTLY), asked(Layer.USED, Held.HOLDS)]) is Verdict.PARTLY
    assert (
        verdict_of([asked(Layer.WRITTEN, Held.HOLDS), asked(Layer.USED, Held.NOTHING_TO_JUDGE)])
        is Verdict.NOT_SHOWN
    )


@pytest.mark.parametrize(
    "judged, high, fair",
    [
        (1, 1, 1),
        (2, 2, 2),
        (4, 4, 3),
        (5, 4, 3),
        (9, 8, 6),
        (10, 9, 6),
        (20, 18, 12),
        (100, 90, 60),
        (11, 10, 7),
    ],
)
def test_what_a_share_asks_of_few_and_many(judged, high, fair):
    """The fewest passes that are high, and fair; a slow table beside the arithmetic."""
    held = [Bounds().share(passed, judged) for passed in range(judged + 1)]
    assert held.index(Held.HOLDS) == high
    assert next(at for at, each in enumerate(held) if each is not Held.FAILS) == min(fair, high)


@given(st.integers(1, 300), st.integers(90, 100), st.integers(60, 90))
def test_more_passes_never_make_it_worse_and_tighter_bounds_never_better(judged, high, fair):
    tight, loose = Bounds(high, fair), Bounds()
    for passed in range(judged):
        assert ORDER.index(tight.share(passed, judged)) <= ORDER.index(tight.share(passed + 1, judged))
        assert ORDER.index(tight.share(passed, judged)) <= ORDER.index(loose.share(passed, judged))


def test_what_is_not_due_yet_keeps_it_from_being_met_and_not_from_being_ready():
    due_later = [asked(Layer.WRITTEN, Held.HOLDS), asked(Layer.WRITTEN, Held.NOTHING_TO_JUDGE)]
    assert verdict_of([*due_later, asked(Layer.USED, Held.HOLDS)]) is Verdict.NOT_SHOWN
    assert is_ready_to_start(due_later)
    assert not is_ready_to_start(due_later[1:])


def test_nothing_judged_is_no_share():
    assert Bounds().share(0, 0) is Held.NOTHING_TO_JUDGE


@pytest.mark.parametrize("high, fair", [(89, 60), (90, 59), (101, 60), (0, 0), (90, 91)])
def test_bounds_are_never_loosened(high, fair):
    with pytest.raises(ValueError, match="looser"):
        Bounds(high, fair)


def test_every_way_to_answer_has_a_verdict():
    for held in product(Held, repeat=2):
        assert verdict_of([asked(Layer.WRITTEN, held[0]), asked(Layer.USED, held[1])]) in Verdict


def test_what_holds_in_part_says_so_where_it_stands_alone() -> None:
    """Among what is missing, on Today and in a statement of conformity, "3 of 4 were reviewed" would sound like praise."""
    said, bare = _("3 of 4 were reviewed in time."), _("Nobody reviewed them.")
    lines = (
        Asked(Layer.USED, Held.PARTLY, said, (), (Lack(said),)),
        Asked(Layer.USED, Held.FAILS, bare, (), (Lack(bare),)),
    )
    standing = RequirementStanding(Requirement("Q1", "Statement."), lines, (), ())
    assert [str(each) for each in standing.missing] == [
        "Only in part: 3 of 4 were reviewed in time.",
        "Nobody reviewed them.",
    ]
