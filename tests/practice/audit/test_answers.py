"""Answers of people: who and when, kept beside the program's word, told when the records behind them changed."""

import pytest

from sdesk.models import Audit, BusinessGoals, ChecklistAnswer, Customer, HistoryEntry, ServiceIncident
from sdesk.practice.audit.checklist.answers import (
    answer_point,
    answer_statement,
    answers_given,
    changed_since,
)
from sdesk.practice.audit.checklist.lines import Said, checklist
from sdesk.practice.audit.checklist.points import points_of
from sdesk.practice.lifecycle.problem import Refused
from sdesk.storage import col
from tests.delivery import PACK
from tests.provider import Provider, incident

GOALS_COME_FROM_BUSINESS, STORED, GOALS = (f"29110-4-3/WP.01/{place}" for place in (2, 3, 1))
WHY_NOT = "The owner of the firm has never seen these goals."


def line(provider: Provider, point: str, **asked):
    return checklist(provider.workspace, **asked).line(point)


def test_an_answer_says_who_and_when(provider):
    provider.works(provider.ben)
    answer_point(provider.workspace, GOALS_COME_FROM_BUSINESS, "yes")
    found = line(provider, GOALS_COME_FROM_BUSINESS)
    assert found.stands is Said.YES
    assert found.answer.answered_by == provider.ben.id
    assert found.answer.answered_at <= provider.clock.now
    assert found.changed == frozenset()


def test_answering_again_is_told_in_its_history_and_keeps_its_record(provider):
    first = answer_point(provider.workspace, STORED, "yes")
    provider.works(provider.ben)
    again = answer_point(provider.workspace, STORED, "no", WHY_NOT)
    assert again.id == first.id
    assert (again.answered_by, line(provider, STORED).stands) == (provider.ben.id, Said.NO)
    told = provider.workspace.find(HistoryEntry, col(HistoryEntry.record_id) == first.id)
    assert [each.changes.get("answer") for each in told][-1] == ["yes", "no"]


@pytest.mark.parametrize("note", ["", "x", "n/a", "no no no no no no no no no no"])
@pytest.mark.parametrize("answer", ["no", "not applicable"])
def test_a_no_says_why(provider, answer, note):
    with pytest.raises(Refused):
        answer_point(provider.workspace, STORED, answer, note)
    assert line(provider, STORED).stands is Said.OPEN


def test_nobody_answers_without_a_name(provider):
    provider.works(None)
    with pytest.raises(Refused, match="who gave it"):
        answer_point(provider.workspace, STORED, "yes")


@pytest.mark.parametrize("point", ["29110-4-3/WP.01/4", "29110-4-3/WP.99/1", "WP.01/1", "", "x"])
def test_a_point_that_there_is_not(provider, point):
    with pytest.raises(Refused):
        answer_point(provider.workspace, point, "yes")


def test_a_yes_does_not_lift_what_the_program_judged(provider):
    answer_point(provider.workspace, GOALS, "yes", "I have seen them in another place.")
    found = line(provider, GOALS)
    assert (found.stands, found.disagree) == (Said.NO, True)


def test_records_that_changed_since_are_told_and_the_answer_stays(provider):
    goals = provider.approved(BusinessGoals)
    answer_point(provider.workspace, STORED, "yes", evidence=(goals.id,))
    provider.create(Customer, name="Nobody it concerns")
    assert line(provider, STORED).changed == frozenset()
    provider.take(goals, "withdraw", "Nobody goes by them any more.")
    found = line(provider, STORED)
    assert goals.id in found.changed
    assert (found.stands, found.answer.note) == (Said.YES, "")
    answer_point(provider.workspace, STORED, "yes", "Looked at them again after that.")
    assert line(provider, STORED).changed == frozenset()


def test_new_and_deleted_records_of_its_kind_are_changes_too(provider):
    point = "29110-4-3/WP.06/2"
    answer_point(provider.workspace, point, "yes")
    from sdesk.models import FeedbackEntry

    entry = provider.create(FeedbackEntry)
    assert line(provider, point).changed == {entry.id}


def test_what_is_named_as_evidence_counts_of_whatever_kind(provider):
    one = incident(provider)
    made = answer_point(provider.workspace, STORED, "yes", evidence=(one.id,))
    provider.save(one, summary="Something else happened")
    assert changed_since(provider.workspace, made) == {one.id}
    assert changed_since(provider.workspace, made, (ServiceIncident,)) == {one.id}


def test_a_clock_that_is_set_back_hides_no_change(provider):
    goals = provider.approved(BusinessGoals)
    answer_point(provider.workspace, STORED, "yes")
    provider.clock.pass_time(days=-20)
    provider.take(goals, "withdraw", "Nobody goes by them any more.")
    assert line(provider, STORED).changed == {goals.id}


def test_each_audit_has_answers_of_its_own(provider):
    audit = provider.create(Audit, subject="Incidents and changes of the first half-year").id
    answer_point(provider.workspace, STORED, "yes")
    answer_point(provider.workspace, STORED, "no", WHY_NOT, audit=audit)
    assert line(provider, STORED).stands is Said.YES
    assert line(provider, STORED, audit=audit).stands is Said.NO
    assert provider.workspace.count(ChecklistAnswer) == 2


def test_nothing_is_answered_in_an_audit_that_is_over(provider):
    audit = provider.create(Audit, subject="Incidents and changes of the first half-year")
    made = answer_point(provider.workspace, STORED, "yes", audit=audit.id)
    with provider.workspace.transaction("repair") as session:
        session.get_one(Audit, audit.id).state = "reported"
    with pytest.raises(Refused, match="no audit that goes on"):
        answer_point(provider.workspace, STORED, "no", WHY_NOT, audit=audit.id)
    with pytest.raises(Refused, match="no audit that goes on"):
        provider.save(made, answer="no", note=WHY_NOT)
    with pytest.raises(Refused, match="no audit that goes on"):
        answer_point(provider.workspace, STORED, "yes", audit=incident(provider).id)
    assert line(provider, STORED, audit=audit.id).stands is Said.YES


def test_a_withdrawn_answer_is_none(provider):
    made = answer_point(provider.workspace, STORED, "yes")
    provider.take(made, "withdraw", "It was of another firm.")
    assert line(provider, STORED).stands is Said.OPEN
    answer_point(provider.workspace, STORED, "yes")
    assert line(provider, STORED).stands is Said.YES


def test_looking_changes_no_answer(provider):
    for point in points_of(PACK):
        answer_point(provider.workspace, point.id, "no", WHY_NOT)
    before = {each.point: each.model_dump() for each in provider.workspace.find(ChecklistAnswer)}
    provider.approved(BusinessGoals)
    provider.clock.pass_time(days=400)
    assert {each.stands for each in checklist(provider.workspace).lines} == {Said.NO}
    assert {each.point: each.model_dump() for each in provider.workspace.find(ChecklistAnswer)} == before


def test_a_statement_is_answered(provider):
    made = answer_statement(provider.workspace, "29110-4-3/P17", applies=True, met="met")
    assert answers_given(provider.workspace, type(made)) == {"29110-4-3/P17": made}
    with pytest.raises(Refused):
        answer_statement(provider.workspace, "29110-4-3/P17", applies=True, met="not met")
    with pytest.raises(Refused):
        answer_statement(provider.workspace, "29110-4-3/P17", applies=False, met="met", note=WHY_NOT)
    with pytest.raises(Refused):
        answer_statement(provider.workspace, "29110-4-3/P17", applies=False)
    assert answer_statement(provider.workspace, "29110-4-3/P17", applies=False, note=WHY_NOT).id == made.id


def test_a_statement_that_there_is_not(provider):
    with pytest.raises((Refused, KeyError)):
        answer_statement(provider.workspace, "29110-4-3/P99", applies=True)
