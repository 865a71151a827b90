"""A call that was no incident goes on as what it is: nothing it knew is lost, and no figure counts it."""

import pytest

from sdesk.models import Customer, FeedbackEntry, Record, ServiceChangeRequest, ServiceIncident
from sdesk.practice.incident.handling import add_step
from sdesk.practice.incident.turning import turn_into
from sdesk.practice.lifecycle.attachments import attach, attachments_of, content_of_attachment
from sdesk.practice.lifecycle.lists import search
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.undo import undo
from sdesk.practice.safekeeping import verify
from sdesk.storage.history import latest_operation
from tests.provider import Provider, incident

WHY = "They would like a second mailbox; nothing was broken."


def wanted(provider: Provider, *steps: str) -> ServiceIncident:
    made = incident(provider)
    for step in steps:
        made = provider.take(made, step)
    return made


@pytest.mark.parametrize("kind", [ServiceChangeRequest, FeedbackEntry])
def test_all_that_was_known_goes_with_it(provider: Provider, kind: type[Record]) -> None:
    call = wanted(provider, "record")
    call = add_step(provider.workspace, call, "Asked for whom it is", 10)
    attach(provider.workspace, call, "list.txt", b"names")
    made = turn_into(provider.workspace, call, kind, WHY)
    gone = reload(provider.workspace, call)
    assert (gone.state, gone.turned_into) == ("cancelled", made.id)
    assert made.reference == call.number and made.state == "draft"
    assert made.customer == call.customer and made.service == call.service  # type: ignore[attr-defined]
    assert call.summary in (str(made.heading))
    assert "Asked for whom it is" in made.notes
    [file] = attachments_of(provider.workspace, made)
    assert (file.name, content_of_attachment(provider.workspace, file)) == ("list.txt", b"names")
    assert verify(provider.workspace) == []


def test_its_number_finds_both(provider: Provider) -> None:
    call = wanted(provider, "record")
    made = turn_into(provider.workspace, call, ServiceChangeRequest, WHY)
    assert {each.id for each in search(provider.workspace, call.number)} >= {call.id, made.id}


def test_a_draft_is_deleted(provider: Provider) -> None:
    call = wanted(provider)
    made = turn_into(provider.workspace, call, FeedbackEntry, WHY)
    assert made.reference == call.number
    gone = provider.workspace.get(ServiceIncident, call.id)
    assert gone is None or gone.deleted_at is not None


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_it_says_why(provider: Provider, reason: str) -> None:
    call = wanted(provider, "record")
    with pytest.raises(Refused, match="why"):
        turn_into(provider.workspace, call, FeedbackEntry, reason)
    assert provider.workspace.count(FeedbackEntry) == 0


@pytest.mark.parametrize("steps", [("record", "classify", "investigate", "restore"), ("record", "cancel")])
def test_what_is_over_stays_what_it_was(provider: Provider, steps: tuple[str, ...]) -> None:
    """Else whatever was late could be turned out of the figures afterwards."""
    call = incident(provider)
    for step in steps:
        call = (
            provider.take(call, step, reason="It came twice.")
            if step == "cancel"
            else provider.take(call, step)
        )
    with pytest.raises(Refused):
        turn_into(provider.workspace, call, ServiceChangeRequest, WHY)
    assert reload(provider.workspace, call).state == call.state


def test_only_into_what_a_call_may_be(provider: Provider) -> None:
    with pytest.raises(KeyError):
        turn_into(provider.workspace, wanted(provider, "record"), Customer, WHY)


def test_it_is_undone_as_one(provider: Provider) -> None:
    call = wanted(provider, "record", "classify")
    made = turn_into(provider.workspace, call, ServiceChangeRequest, WHY)
    undo(provider.workspace, latest_operation(provider.workspace))
    assert (
        provider.workspace.get(ServiceChangeRequest, made.id) is None
        or reload(provider.workspace, made).deleted_at
    )
    back = reload(provider.workspace, call)
    assert (back.state, back.turned_into) == ("classified", None)
