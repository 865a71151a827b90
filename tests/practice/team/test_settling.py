"""Each rule of docs/team.md through real use cases: what stands, what is said, and that settling closes it everywhere."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from sdesk.models import Approval, AssignedRoles, BusinessGoals, Record, ServiceScope
from sdesk.models.governance import Goal
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import delete_draft, new_version, reload, save, versions_of
from sdesk.practice.lifecycle.undo import last_done, undo
from sdesk.practice.lifecycle.versions import in_effect
from sdesk.practice.team.settling import LACKING, put_together, settle, to_settle
from sdesk.storage.history import BEGINNING, came_since, latest_operation
from sdesk.storage.merging.settling import ROLE
from tests.provider import incident
from tests.storage.merging.team import Laptop, exchanged, team


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Sequence[Laptop]]:
    with team(tmp_path, "office", "site") as laptops:
        for each in laptops:  # their clocks agree
            each.clock = laptops[0].clock
            each.workspace.clock = laptops[0].clock
        yield laptops


R = TypeVar("R", bound=Record)


def on(laptop: Laptop, record: R) -> R:
    return reload(laptop.workspace, record)


def open_on_both(laptops: Sequence[Laptop]) -> list[tuple[str, str]]:
    """What is to settle, which is the same on all."""
    found = [sorted((each.kind, each.field) for each in to_settle(one.workspace)) for one in laptops]
    assert all(each == found[0] for each in found)
    return found[0]


def shared(laptops: Sequence[Laptop], record: R) -> R:
    exchanged(laptops)
    return record


def test_nothing_is_to_settle_where_one_laptop_writes(two: Sequence[Laptop]) -> None:
    incident(two[0], "recorded")
    assert open_on_both(two) == []


def test_a_field_of_both_names_both_and_is_settled_for_all(two: Sequence[Laptop]) -> None:
    office, site = two
    mine = shared(two, incident(office, "recorded", summary="No mail"))
    for each in two:
        each.save(on(each, mine), summary=f"No mail, says {each.name}")
    exchanged(two)
    assert open_on_both(two) == [("field", "summary")]
    (open_one,) = to_settle(office.workspace)
    said = str(open_one.said)
    assert all(
        word in said for word in ("office", "site", "No mail, says office", "No mail, says site", "Ana Reyes")
    )
    losing = next(
        side for side in (open_one.one, open_one.other) if side.value[1] != on(office, mine).summary
    )
    settle(office.workspace, open_one, losing)
    assert on(office, mine).summary == losing.value[1]
    exchanged(two)
    assert open_on_both(two) == []
    assert on(site, mine).summary == losing.value[1]


def test_what_the_program_notes_itself_is_nobodys_to_settle(two: Sequence[Laptop]) -> None:
    """With the impact goes since when the targets count, which nobody typed."""
    office, site = two
    mine = shared(two, incident(office, "recorded", impact=None))
    for each, impact in ((office, "high"), (site, "low")):
        each.clock.pass_time(hours=1)
        each.save(on(each, mine), impact=impact)
    exchanged(two)
    assert open_on_both(two) == [("field", "impact")]


def test_letting_it_stand_settles_it_too(two: Sequence[Laptop]) -> None:
    mine = shared(two, incident(two[0], "recorded"))
    for each in two:
        each.save(on(each, mine), summary=each.name)
    exchanged(two)
    before = on(two[1], mine).summary
    settle(two[1].workspace, to_settle(two[1].workspace)[0])
    with pytest.raises(Refused, match="not undone"):
        undo(two[1].workspace, latest_operation(two[1].workspace))
    exchanged(two)
    assert open_on_both(two) == []
    assert on(two[0], mine).summary == before


def test_settled_on_one_side_while_the_other_wrote_again_is_open_again(two: Sequence[Laptop]) -> None:
    office, site = two
    mine = shared(two, incident(office, "recorded"))
    for each in two:
        each.save(on(each, mine), summary=each.name)
    exchanged(two)
    settle(office.workspace, to_settle(office.workspace)[0])
    office.save(on(office, mine), summary="settled")
    site.save(on(site, mine), summary="written again")
    exchanged(two)
    assert open_on_both(two) == [("field", "summary")]


def test_paragraphs_of_both_are_put_together_and_shown(two: Sequence[Laptop]) -> None:
    mine = shared(two, incident(two[0], "recorded", notes="one\ntwo\nthree"))
    two[0].save(on(two[0], mine), notes="ONE\ntwo\nthree")
    two[1].save(on(two[1], mine), notes="one\ntwo\nTHREE")
    exchanged(two)
    assert on(two[0], mine).notes == "ONE\ntwo\nTHREE"
    assert open_on_both(two) == []
    assert [each.meeting.field for each in put_together(two[1].workspace)] == ["notes"]


def test_a_step_on_both_sides(two: Sequence[Laptop]) -> None:
    office, site = two
    mine = incident(office, "closed")
    for step in ("record", "classify", "investigate"):
        mine = office.take(mine, step)
    exchanged(two)
    office.take(on(office, mine), "cancel", reason="No fault.")
    site.save(on(site, mine), notes="so that it is later")
    site.take(on(site, mine), "restore")
    stands = on(office, mine).state
    exchanged(two)
    assert on(site, mine).state == stands
    assert on(site, mine).restored_at is None
    assert ("step", "") in open_on_both(two)
    said = next(str(each.said) for each in to_settle(site.workspace) if each.kind == "step")
    assert "desk-1" in said and "site" in said


def test_an_approval_does_not_stand_for_a_text_that_was_changed_elsewhere(two: Sequence[Laptop]) -> None:
    office, site = two
    scope = shared(two, office.complete(ServiceScope, "approved"))
    approved = office.take(on(office, scope), "approve")
    assert approvals_of(office.workspace, approved) != []
    site.save(on(site, scope), technology="Another one")
    exchanged(two)
    for each in two:
        live = on(each, scope)
        assert (live.state, live.technology) == ("draft", "Another one")
        assert approvals_of(each.workspace, live) == []
        assert in_effect(each.workspace, ServiceScope) is None
    assert open_on_both(two) == [("approval", "")]
    site.take(on(site, scope), "approve")
    exchanged(two)
    assert open_on_both(two) == []
    assert on(office, scope).state == "approved"
    assert office.workspace.count(Approval, Approval.record_id == scope.id) == 1


def test_an_approval_stands_where_only_what_stays_open_was_changed(two: Sequence[Laptop]) -> None:
    scope = shared(two, two[0].complete(ServiceScope, "approved"))
    two[0].take(on(two[0], scope), "approve")
    two[1].save(on(two[1], scope), notes="Seen.")
    exchanged(two)
    assert (on(two[1], scope).state, on(two[0], scope).notes) == ("approved", "Seen.")
    assert open_on_both(two) == []


def test_two_versions_approved_apart(two: Sequence[Laptop]) -> None:
    office, site = two
    scope = shared(two, office.approved(ServiceScope))
    for each in two:
        draft = each.save(new_version(each.workspace, on(each, scope)), technology=each.name)
        each.take(draft, "approve")
    exchanged(two)
    states = sorted(each.state for each in versions_of(office.workspace, scope))
    assert states == ["approved", "draft", "superseded"]
    assert open_on_both(two) == [("version", "")]
    effective = [in_effect(each.workspace, ServiceScope) for each in two]
    assert effective[0] is not None and effective[1] is not None
    assert effective[0].technology == effective[1].technology
    delete_draft(site.workspace, next(each for each in versions_of(site.workspace, scope) if each.is_draft))
    exchanged(two)
    assert open_on_both(two) == []


def test_what_was_read_before_is_not_gone_by_any_more(two: Sequence[Laptop]) -> None:
    """Versions that were read are kept: what comes is written by nobody here."""
    office, site = two
    scope = shared(two, office.approved(ServiceScope))

    def effective() -> list[int]:
        found = [in_effect(each.workspace, ServiceScope) for each in two]
        return [each.version for each in found if each is not None]

    assert effective() == [1, 1]
    draft = new_version(site.workspace, on(site, scope))
    site.take(site.save(draft, technology="Servers of our own"), "approve")
    assert effective() == [1, 2]
    exchanged(two)
    assert effective() == [2, 2]


def test_a_draft_deleted_here_and_changed_there(two: Sequence[Laptop]) -> None:
    mine = shared(two, incident(two[0], "draft"))
    delete_draft(two[0].workspace, on(two[0], mine))
    two[1].save(on(two[1], mine), summary="Still needed")
    exchanged(two)
    assert on(two[0], mine).deleted_at is None
    assert open_on_both(two) == [("deleted", "")]
    delete_draft(two[0].workspace, on(two[0], mine))
    exchanged(two)
    assert open_on_both(two) == []
    assert on(two[1], mine).deleted_at is not None


def test_what_lacks_something_now_is_told(two: Sequence[Laptop]) -> None:
    office, site = two
    mine = shared(two, incident(office, "recorded", summary="No mail"))
    office.take(on(office, mine), "record")
    site.save(on(site, mine), summary="")
    exchanged(two)
    assert (LACKING, "") in open_on_both(two)
    (lacking,) = [each for each in to_settle(site.workspace) if each.kind == LACKING]
    assert lacking.problems
    site.save(on(site, mine), summary="No mail again")
    exchanged(two)
    assert open_on_both(two) == []


def test_a_role_that_was_taken_away_from_who_then_approved(two: Sequence[Laptop]) -> None:
    office, site = two
    scope = shared(two, office.complete(ServiceScope, "approved"))
    roles = in_effect(office.workspace, AssignedRoles)
    assert roles
    draft = new_version(office.workspace, roles)
    others = tuple(
        each.model_copy(update={"person": office.ben.id}) if each.person == office.ana.id else each
        for each in draft.assignments
    )
    known = tuple(each.model_copy(update={"person": office.ben.id}) for each in draft.competences)
    office.take(office.save(draft, assignments=others, competences=known), "approve")
    site.take(on(site, scope), "approve")
    exchanged(two)
    assert on(office, scope).state == "approved"
    assert open_on_both(two) == [(ROLE, "")]
    (one,) = to_settle(site.workspace)
    assert "Ana Reyes" in str(one.said)
    settle(office.workspace, one)
    exchanged(two)
    assert open_on_both(two) == []


def test_rows_of_both_and_a_row_taken_out_elsewhere(two: Sequence[Laptop]) -> None:
    office, site = two
    goals = shared(two, office.create(BusinessGoals, goals=(Goal(statement="one"), Goal(statement="two"))))
    first, second = on(office, goals).goals
    office.save(on(office, goals), goals=(first,))
    site.save(on(site, goals), goals=(first, second.model_copy(update={"statement": "two and a half"})))
    exchanged(two)
    assert [each.statement for each in on(office, goals).goals] == ["one", "two and a half"]
    assert open_on_both(two) == [("row", "goals")]
    office.save(on(office, goals), goals=(first,))
    exchanged(two)
    assert open_on_both(two) == []


def test_a_form_that_was_open_hears_of_what_came(two: Sequence[Laptop]) -> None:
    """What another laptop wrote long ago is newer than the form, if it came after it was shown."""
    office, site = two
    mine = shared(two, incident(office, "recorded", summary="No mail"))
    site.save(on(site, mine), summary="From the site")
    for n in range(5):
        office.save(on(office, mine), notes=f"{n}")
    base = latest_operation(office.workspace)
    office.take_from(site)
    with pytest.raises(Refused, match="changed by somebody else"):
        save(office.workspace, on(office, mine), {"summary": "From the form"}, base=base)


def test_nobody_undoes_here_what_they_did_elsewhere(two: Sequence[Laptop]) -> None:
    office, site = two
    mine = shared(two, incident(office, "recorded", summary="No mail"))
    office.save(on(office, mine), reference="here")
    site.save(on(site, mine), notes="there, and later")
    exchanged(two)
    last = last_done(office.workspace, BEGINNING)
    assert last is not None
    undo(office.workspace, last.id)
    assert (on(office, mine).reference, on(office, mine).notes) == ("", "there, and later")


def test_who_settles_otherwise_than_another_leaves_it_to_settle(two: Sequence[Laptop]) -> None:
    """One lets stand what stands, the other writes what does not, and none knew of the other."""
    office, site = two
    mine = shared(two, incident(office, "recorded", summary="No mail"))
    for each in two:
        each.save(on(each, mine), summary=f"No mail, says {each.name}")
    exchanged(two)
    stands = on(office, mine).summary
    other = next(name for name in ("No mail, says office", "No mail, says site") if name != stands)
    (found,) = to_settle(office.workspace)
    settle(office.workspace, found)
    site.save(on(site, mine), summary=other)
    assert to_settle(office.workspace) == to_settle(site.workspace) == []
    exchanged(two)
    assert on(office, mine).summary == other
    assert open_on_both(two) == [("field", "summary")]
    (again,) = to_settle(office.workspace)
    settle(office.workspace, again)
    exchanged(two)
    assert open_on_both(two) == []


def test_two_who_let_it_stand_have_settled_it(two: Sequence[Laptop]) -> None:
    office, _site = two
    mine = shared(two, incident(office, "recorded", summary="No mail"))
    for each in two:
        each.save(on(each, mine), summary=f"No mail, says {each.name}")
    exchanged(two)
    for each in two:
        (found,) = to_settle(each.workspace)
        settle(each.workspace, found)
    exchanged(two)
    assert open_on_both(two) == []


def test_a_step_that_does_not_stand_is_no_news(two: Sequence[Laptop]) -> None:
    """What was approved there and changed here is told as changed; so is what was brought about with it."""
    office, site = two
    scope = shared(two, office.complete(ServiceScope, "approved"))
    since = latest_operation(site.workspace)
    office.take(on(office, scope), "approve")
    site.save(on(site, scope), technology="Servers of our own")
    exchanged(two)
    assert on(site, scope).state == "draft"
    signer = office.workspace.signer()
    assert signer
    told = came_since(site.workspace, since, [signer[0]], 10)
    assert {each.state for each in told} == {""}
    assert scope.id in {each.record for each in told}
