"""Nothing is called approved that is not as far as its tasks bring it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.packs.product_state import STATES, standing_of

STATE_SETS = st.frozensets(st.sampled_from(STATES))
NEEDED = st.sampled_from(("recorded", "approved"))


def test_one_recorded_incident_of_a_log_that_ends_with_closed_ones_is_recorded() -> None:
    assert standing_of("approved", {"draft", "recorded"}, begun=True) == "recorded"


@pytest.mark.parametrize(
    ("needed", "met", "begun", "expected"),
    [
        ("approved", set(), False, "missing"),
        ("approved", set(), True, "draft"),
        ("approved", {"draft"}, True, "draft"),
        ("approved", {"draft", "recorded", "approved"}, True, "approved"),
        ("recorded", {"draft", "recorded"}, True, "recorded"),
        ("recorded", {"draft", "recorded", "approved"}, True, "recorded"),
        ("recorded", {"draft"}, True, "draft"),
    ],
)
def test_how_far_it_has_come(needed: str, met: set[str], begun: bool, expected: str) -> None:
    assert standing_of(needed, met, begun=begun) == expected


@given(NEEDED, STATE_SETS, st.booleans(), st.booleans(), st.booleans())
def test_approved_is_only_said_of_what_is(
    needed: str, met: frozenset[str], begun: bool, late: bool, applies: bool
) -> None:
    said = standing_of(needed, met, begun=begun, review_passed=late, applies=applies)
    if said == "approved":
        assert needed == "approved" and "approved" in met and applies and not late
    if said == "recorded":
        assert "recorded" in met and applies
    if said == "needs review":
        assert needed in met and late and applies
    if said == "missing":
        assert not begun and needed not in met and "recorded" not in met
    assert (said == "not applicable") is (not applies)
