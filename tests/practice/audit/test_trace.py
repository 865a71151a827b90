"""Evidence both ways: from a record to statements, to approvals and what was done since; between sets; other sets answered."""

import pytest

from sdesk.models import BusinessGoals, ServiceIncident
from sdesk.practice.audit.adoption import adopt
from sdesk.practice.audit.checklist.answers import answer_statement
from sdesk.practice.audit.statements import Answered, statements
from sdesk.practice.audit.trace import evidence_for, points_about, related_to, trace_of
from sdesk.practice.lifecycle.records import new_version
from sdesk.practice.readiness.requirements import requirements
from tests.practice.audit.raising import EFFECT, carried_out, finding, planned
from tests.provider import incident

ISO_20000 = "20000-1-2011"


@pytest.fixture
def both(provider):
    adopt(provider.workspace, ISO_20000)
    return provider


def statement(provider, key: str):
    return next(
        each
        for each in statements(provider.workspace, provider.workspace.packs.pack(ISO_20000))
        if each.requirement.id == key
    )


def test_a_record_is_evidence_for_the_statements_of_its_work_product(provider):
    goals = provider.approved(BusinessGoals)
    found = {each.requirement.id: each for each in evidence_for(provider.workspace, goals)}
    assert "P01" in found and found["P01"].work_products == ("WP.01",)
    assert found["P01"].counts
    assert "P17" not in found
    assert [each.short for each in points_about(provider.workspace, goals)] == [
        "WP.01.1",
        "WP.01.2",
        "WP.01.3",
    ]


def test_what_does_not_pass_is_told_with_the_question(provider):
    goals = provider.create(BusinessGoals)
    assert all(
        passes is False for each in evidence_for(provider.workspace, goals) for _asked, passes in each.judged
    )


def test_who_approved_which_version_and_what_was_done_since(provider):
    goals = provider.approved(BusinessGoals)
    trace = trace_of(provider.workspace, goals)
    (signed,) = trace.versions
    assert [each.person_name for each in signed.approvals] == ["Ana Reyes"]
    assert signed.fits is True and trace.since == ()
    second = provider.take(new_version(provider.workspace, goals), "approve")
    trace = trace_of(provider.workspace, second)
    assert [each.record.version for each in trace.versions] == [2, 1]
    assert trace.versions[1].fits is True  # superseded, and what it was
    provider.save(second, notes="Spoken about in the meeting of Monday.")
    trace = trace_of(provider.workspace, second)
    assert [each.action for each in trace.since] == ["save"] and trace.versions[0].fits is True


def test_content_that_was_changed_past_its_approval_is_told(provider):
    goals = provider.approved(BusinessGoals)
    with provider.workspace.transaction("repair") as session:
        session.get_one(BusinessGoals, goals.id).scope = "Something else than what was approved."
    assert trace_of(provider.workspace, goals).versions[0].fits is False


def test_nobody_approved_a_draft(provider):
    one = incident(provider)
    (signed,) = trace_of(provider.workspace, one).versions
    assert (signed.approvals, signed.fits) == ((), None)


def test_relations_are_told_from_both_sides(provider):
    ours = provider.workspace.packs.first
    theirs = next(pack for pack in provider.workspace.known_packs if pack.id == ISO_20000)
    told = {each.full_id: each for each in related_to(provider.workspace, ours, ours.asks.requirement("P17"))}
    assert told["20000-1-2011/8.2"].relation == "wider"
    assert told["20000-1-2011/8.1"].relation == "touches"
    fits = theirs.asks.requirement("4.1.2 f")
    told = {each.full_id: each for each in related_to(provider.workspace, theirs, fits)}
    assert told["29110-4-3/P05"].relation == "wider"  # the policy is a part of what management reviews
    inside = next(each for each in theirs.asks.requirements if each.clause == "8.2")
    back = {each.full_id: each for each in related_to(provider.workspace, theirs, inside)}
    assert (
        back["29110-4-3/P17"].relation == "touches"
    )  # the clause as a whole is wider, not each sentence of it


def test_a_statement_stands_as_a_person_says(both):
    key = next(
        each.requirement.id
        for each in statements(both.workspace, both.workspace.packs.pack(ISO_20000))
        if [model for model, _count, _newest in each.records] == [ServiceIncident]
    )
    assert statement(both, key).stands is Answered.NOTHING_YET
    one = both.take(incident(both), "record")
    line = statement(both, key)
    assert line.stands is Answered.HAS_RECORDS and one.id in [id_ for each in line.records for id_ in each[2]]
    full = f"{ISO_20000}/{key}"
    answer_statement(both.workspace, full, applies=True)
    assert statement(both, key).stands is Answered.APPLIES
    answer_statement(both.workspace, full, applies=True, met="met")
    assert statement(both, key).stands is Answered.MET
    both.save(one, summary="Something else happened")
    line = statement(both, key)
    assert line.stands is Answered.MET and line.changed == {one.id}


def test_what_nothing_carries_is_told_and_can_be_answered(both):
    found = statements(both.workspace, both.workspace.packs.pack(ISO_20000))
    bare = [each for each in found if each.stands is Answered.NOT_CARRIED]
    assert bare and all(not each.records for each in bare)
    key = bare[0].requirement.id
    answer_statement(
        both.workspace, f"{ISO_20000}/{key}", applies=False, note="We have no part that this could speak of."
    )
    assert statement(both, key).stands is Answered.DOES_NOT_APPLY


def test_a_case_that_was_put_right_passes_here_as_it_does_there(provider):
    """The same question, in the same words, as the requirement is judged by."""
    one = provider.take(incident(provider, "recorded"), "record")
    with provider.workspace.transaction("repair") as session:
        session.get_one(ServiceIncident, one.id).details = ""
    made = finding(provider, cases=(one.id,), statement="P14")
    carried_out(provider, planned(provider, made), provider.ben)
    provider.works(provider.cleo)
    provider.take(made, "verify", effect=EFFECT)
    provider.clock.pass_time(days=90)
    standing = next(each for each in requirements(provider.workspace) if each.requirement.id == "P14")
    here = next(each for each in evidence_for(provider.workspace, one) if each.requirement.id == "P14")
    assert any(shown.corrected for each in standing.asked for shown in each.records)
    assert {asked for asked, _passes in here.judged} <= set(standing.asked)
