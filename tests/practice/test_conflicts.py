"""Two forms on one record: what was changed in the one and not in the other stays; what was changed in both is shown."""

import pytest

from sdesk.models import BusinessGoals, ServiceIncident
from sdesk.models.governance import Goal
from sdesk.practice.lifecycle.conflicts import Conflict
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import latest_operation, reload, save
from sdesk.practice.lifecycle.steps import take_step
from tests.provider import Provider, incident


def goals(*names: str) -> tuple[Goal, ...]:
    return tuple(Goal(statement=name, set_by="Owners") for name in names)


def test_a_field_changed_by_somebody_else_is_a_conflict(provider: Provider) -> None:
    draft = provider.create(ServiceIncident, summary="No e-mail", details="Since nine")
    base = latest_operation(provider.workspace)
    provider.works(provider.ben)
    theirs = provider.save(draft, summary="No e-mail at the desk")
    provider.works(provider.ana)
    with pytest.raises(Refused) as refusal:
        save(provider.workspace, draft, {"summary": "Mail is down", "notes": "Seen"}, base=base)
    (conflict,) = refusal.value.problems
    assert isinstance(conflict, Conflict)
    assert (conflict.field, conflict.mine, conflict.theirs) == (
        "summary", "Mail is down", "No e-mail at the desk",
    )  # fmt: skip
    assert (conflict.who, conflict.when) == ("Ben Okafor", theirs.changed_at)
    assert "Ben Okafor" in str(conflict)
    assert "No e-mail at the desk" in str(conflict)
    kept = reload(provider.workspace, draft)
    assert (kept.summary, kept.notes) == ("No e-mail at the desk", "")
    again = save(
        provider.workspace, draft, {"summary": "Mail is down"}, base=latest_operation(provider.workspace)
    )
    assert again.summary == "Mail is down"


def test_fields_that_only_one_changed_go_together(provider: Provider) -> None:
    draft = provider.create(ServiceIncident, summary="No e-mail", details="Since nine")
    base = latest_operation(provider.workspace)
    provider.save(draft, summary="No e-mail at the desk")
    as_shown = {"summary": "No e-mail", "details": "Since eight"}  # a form gives what it showed, too
    saved = save(provider.workspace, draft, as_shown, base=base)
    assert (saved.summary, saved.details) == ("No e-mail at the desk", "Since eight")


def test_the_same_change_made_twice_is_none(provider: Provider) -> None:
    draft = provider.create(ServiceIncident, summary="No e-mail")
    base = latest_operation(provider.workspace)
    provider.save(draft, summary="Mail is down")
    assert save(provider.workspace, draft, {"summary": "Mail is down"}, base=base).summary == "Mail is down"


def test_what_was_changed_and_changed_back_is_no_conflict(provider: Provider) -> None:
    draft = provider.create(ServiceIncident, summary="No e-mail")
    base = latest_operation(provider.workspace)
    provider.save(draft, summary="Mail is down")
    provider.save(draft, summary="No e-mail")
    assert save(provider.workspace, draft, {"summary": "Mine"}, base=base).summary == "Mine"


def test_rows_of_both_stand_in_the_list(provider: Provider) -> None:
    one, two, three = goals("one", "two", "three")
    draft = provider.create(BusinessGoals, goals=(one, two))
    base = latest_operation(provider.workspace)
    better = two.model_copy(update={"statement": "second"})
    provider.save(draft, goals=(three, one, better))
    (four,) = goals("four")
    other = two.model_copy(update={"set_by": "Board"})
    saved = save(provider.workspace, draft, {"goals": (one, four, other)}, base=base)
    assert [each.statement for each in saved.goals] == ["three", "one", "four", "second"]
    assert saved.goals[-1].set_by == "Board"


@pytest.mark.parametrize("theirs", [{"statement": "their own"}, None], ids=["changed", "removed"])
def test_a_row_that_both_changed_is_a_conflict(provider: Provider, theirs: dict[str, str] | None) -> None:
    one, two = goals("one", "two")
    draft = provider.create(BusinessGoals, goals=(one, two))
    base = latest_operation(provider.workspace)
    provider.save(draft, goals=(one, two.model_copy(update=theirs)) if theirs else (one,))
    mine = (one, two.model_copy(update={"statement": "my own"}))
    with pytest.raises(Refused) as refusal:
        save(provider.workspace, draft, {"goals": mine}, base=base)
    assert [(type(each), each.field) for each in refusal.value.problems] == [(Conflict, "goals")]


def test_links_of_both_are_there(provider: Provider) -> None:
    ana, ben, cleo = provider.ana.id, provider.ben.id, provider.cleo.id
    draft = provider.create(ServiceIncident, related=(ana,))
    base = latest_operation(provider.workspace)
    provider.save(draft, related=(ana, ben))
    saved = save(provider.workspace, draft, {"related": (cleo,)}, base=base)
    assert set(saved.related) == {ben, cleo}


def test_a_step_knows_conflicts_too(provider: Provider) -> None:
    record = provider.take(incident(provider), "record")
    base = latest_operation(provider.workspace)
    provider.save(record, details="Theirs")
    with pytest.raises(Refused) as refusal:
        take_step(provider.workspace, record, "classify", {"details": "Mine"}, base=base)
    assert isinstance(refusal.value.problems[0], Conflict)
    assert take_step(provider.workspace, record, "classify", {"notes": "Mine"}, base=base).details == "Theirs"
