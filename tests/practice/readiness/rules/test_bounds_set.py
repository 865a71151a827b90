"""How strictly a provider judges itself: more strictly than the least, never less."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.models import Organization
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.readiness.rules.asked import Held
from sdesk.practice.readiness.rules.bounds import Bounds, bounds_of

ORDER = [Held.FAILS, Held.PARTLY, Held.HOLDS]
numbers = st.one_of(st.none(), st.integers(-1000, 1000))


@pytest.mark.parametrize(
    ("high", "fair", "said"),
    [
        (89, None, "It can be 90 to 100 per cent."),
        (101, None, "It can be 90 to 100 per cent."),
        (None, 59, "It can be 60 to 90 per cent."),
        (95, 96, "It can be 60 to 95 per cent."),
    ],
)
def test_looser_bounds_are_refused(beginner, high, fair, said):
    with pytest.raises(Refused) as refused:
        beginner.save(organization(beginner.workspace), high_share=high, fair_share=fair)
    assert [str(each.text) for each in refused.value.problems] == [said]
    assert organization(beginner.workspace).high_share is None


def test_tighter_ones_count(beginner):
    beginner.save(organization(beginner.workspace), high_share=100, fair_share=80)
    bounds = bounds_of(organization(beginner.workspace))
    assert (bounds.share(99, 100), bounds.share(79, 100)) == (Held.PARTLY, Held.FAILS)


@given(numbers, numbers, st.integers(0, 60), st.integers(1, 60))
def test_whatever_stands_in_the_file_nothing_counts_for_more_than_by_the_least(high, fair, passed, judged):
    """A crafted file, an import: what is looser is read as the least."""
    bounds = bounds_of(Organization(name="Harbour", high_share=high, fair_share=fair))
    passed = min(passed, judged)
    assert ORDER.index(bounds.share(passed, judged)) <= ORDER.index(Bounds().share(passed, judged))
