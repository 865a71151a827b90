"""States: which mandatory fields hold in which, by the way that leads there."""

import pytest

from sdesk.models import ConfigurationItem, CustomerAgreement, ServiceChangeRequest, ServiceIncident, field_of
from sdesk.models.control import ChangeKind
from sdesk.models.record import open_until_reached


@pytest.mark.parametrize(
    ("state", "held"),
    [
        ("draft", ("draft",)),
        ("recorded", ("draft", "recorded")),
        ("restored", ("draft", "recorded", "classified", "investigated", "restored")),
        ("cancelled", ("cancelled",)),
    ],
)
def test_a_state_asks_for_what_those_before_it_asked_for(state: str, held: tuple[str, ...]) -> None:
    assert ServiceIncident().states_to_hold(state) == held


def test_a_way_out_asks_for_what_led_to_it() -> None:
    assert ConfigurationItem().states_to_hold("retired") == ("planned", "in service", "retired")
    assert CustomerAgreement().states_to_hold("ended") == ("draft", "approved", "ended")


@pytest.mark.parametrize(
    ("kind", "state", "not_asked_for"),
    [
        (ChangeKind.PRE_APPROVED, "deployed", {"approved", "cleared"}),
        (ChangeKind.EMERGENCY, "deployed", {"approved", "scheduled", "designed", "built", "tested", "cleared", "confirmed"}),
        (ChangeKind.NORMAL, "deployed", set()),
    ],
)  # fmt: skip
def test_what_a_kind_of_change_skips_it_is_not_asked_for(
    kind: ChangeKind, state: str, not_asked_for: set[str]
) -> None:
    held = set(ServiceChangeRequest(kind=kind).states_to_hold(state))
    normal = set(ServiceChangeRequest(kind=ChangeKind.NORMAL).states_to_hold(state))
    assert normal - held == not_asked_for


def test_some_fields_stay_open_for_a_while_after_approval() -> None:
    planned = field_of(ServiceChangeRequest, "planned_start")
    purpose = field_of(ServiceChangeRequest, "purpose")
    notes = field_of(ServiceChangeRequest, "notes")
    approved = ServiceChangeRequest(state="approved")
    deployed = ServiceChangeRequest(state="deployed")
    assert [open_until_reached(approved, spec) for spec in (planned, purpose, notes)] == [True, False, True]
    assert [open_until_reached(deployed, spec) for spec in (planned, purpose, notes)] == [False, False, True]


def test_a_draft_is_a_first_state_that_may_be_incomplete() -> None:
    assert ServiceIncident(state="draft").is_draft
    assert not ServiceIncident(state="recorded").is_draft
    assert ConfigurationItem(state="planned").is_draft


def test_a_heading_is_the_first_line_of_what_it_is_called_by() -> None:
    assert ServiceIncident(summary="  No e-mail\nat all").heading == "No e-mail"
    assert ServiceIncident().heading == ""
