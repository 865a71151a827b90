"""What the program proposes counts for nothing until somebody has read it, section by section."""

import pytest

from sdesk.models import Approval, BusinessGoals, ServiceDeliveryPolicy
from sdesk.models.governance import Goal
from sdesk.models.proposed import ProposedSection
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.proposed.reading import Proposal, confirm, propose, write_section
from sdesk.practice.lifecycle.proposed.sections import (
    Standing,
    digest_of_section,
    place_of,
    section_at,
    unread,
)
from sdesk.practice.lifecycle.records import create, new_version, reload, save
from sdesk.practice.lifecycle.steps import missing, take_step
from sdesk.practice.lifecycle.undo import undo
from sdesk.practice.lifecycle.versions import in_effect
from sdesk.practice.readiness.evidence.in_force import force_of
from sdesk.practice.safekeeping import verify
from sdesk.storage.history import latest_operation

WORDS = "Whoever takes a call tells the customer within an hour what happens next, and again at each change."


def proposed(workspace, record, **given):
    """The proposals as they come from a question."""
    with workspace.transaction("propose") as session:
        live = session.get_one(type(record), record.id)
        differing = propose(
            workspace, live, {name: Proposal(value, "question 7") for name, value in given.items()}
        )
    return reload(workspace, record), differing


@pytest.fixture
def policy(beginner):
    record, _ = proposed(
        beginner.workspace, create(beginner.workspace, ServiceDeliveryPolicy), communication=WORDS
    )
    return record


def policy_of(workspace) -> ServiceDeliveryPolicy:
    found = in_effect(workspace, ServiceDeliveryPolicy)
    assert found is not None
    return found


def test_it_is_unread_until_it_is_confirmed_or_put_in_other_words(beginner, policy):
    workspace = beginner.workspace
    assert [each.place for each in unread(policy)] == ["communication"]
    assert (
        section_at(confirm(workspace, policy, "communication"), "communication").standing
        is Standing.CONFIRMED
    )
    changed = save(workspace, policy, {"communication": WORDS + " Complaints are answered by Ana herself."})
    assert section_at(changed, "communication").standing is Standing.OWN


@pytest.mark.parametrize("same", [WORDS + " ", WORDS.upper(), WORDS.replace(",", ""), f"\n{WORDS}"])
def test_a_space_or_a_capital_makes_no_words_of_ones_own(beginner, policy, same):
    assert unread(save(beginner.workspace, policy, {"communication": same}))


def test_each_section_by_itself_and_by_a_person(beginner, policy):
    workspace = beginner.workspace
    policy, _ = proposed(
        workspace,
        policy,
        integrity="Only who is named for it changes what is stored, and each change tells who made it.",
    )
    read = confirm(workspace, policy, "communication")
    assert [each.place for each in unread(read)] == ["integrity"]
    said = next(each for each in read.proposed if each.place == "communication")
    assert said.read_by == workspace.person_id
    with pytest.raises(Refused):
        confirm(workspace, read, "availability")  # nothing is proposed there


def test_an_open_question_cannot_be_confirmed(beginner, policy):
    workspace = beginner.workspace
    policy, _ = proposed(workspace, policy, availability=None)
    assert section_at(policy, "availability").standing is Standing.OPEN
    with pytest.raises(Refused):
        confirm(workspace, policy, "availability")


def test_what_was_read_stays_and_is_told_where_another_answer_would_say_something_else(beginner, policy):
    workspace = beginner.workspace
    anew, differing = proposed(workspace, policy, communication=WORDS + " By telephone.")
    assert anew.communication.endswith("By telephone.")
    assert differing == ()
    read = confirm(workspace, anew, "communication")
    kept, differing = proposed(
        workspace, read, communication="Something else is said to customers from now on."
    )
    assert kept.communication == read.communication
    assert [each.place for each in differing] == ["communication"]


def test_rows_are_sections_of_their_own(beginner):
    workspace = beginner.workspace
    goals = create(workspace, BusinessGoals)
    row = Goal(statement="Customers work without a break")
    goals, _ = proposed(workspace, goals, **{place_of("goals", row): row})
    own = save(workspace, goals, {"goals": (*goals.goals, Goal(statement="Ours"))})
    assert [each.label for each in unread(own)] == ["Customers work without a break"]
    changed = write_section(workspace, own, place_of("goals", row), row.model_copy(update={"set_by": "Ana"}))
    assert unread(changed) == ()
    assert [each.statement for each in changed.goals] == ["Customers work without a break", "Ours"]


def test_no_step_takes_what_is_not_read_and_the_approval_keeps_who_read_it(provider):
    workspace = provider.workspace
    draft = new_version(workspace, policy_of(workspace))
    draft = save(workspace, draft, {"communication": ""})
    draft, _ = proposed(workspace, draft, communication=WORDS)
    step = draft.step_called("approve")
    assert [each.field for each in missing(workspace, draft, step)] == ["communication"]
    with pytest.raises(Refused):
        take_step(workspace, draft, "approve")
    approved = take_step(workspace, confirm(workspace, draft, "communication"), "approve")
    kept = workspace.first(Approval, Approval.record_id == approved.id)
    assert str(workspace.person_id) in kept.content.partition('"read"')[2]
    assert not unread_in_force(workspace, approved)
    with pytest.raises(Refused):
        confirm(workspace, approved, "communication")
    again = new_version(workspace, approved)
    assert unread(again) == ()


def test_it_is_no_evidence_however_it_came_to_be_called_approved(provider):
    workspace = provider.workspace
    policy = policy_of(workspace)
    assert not unread_in_force(workspace, policy)
    said = ProposedSection(
        place="communication", source="question 7", digest=digest_of_section(policy.communication)
    )
    with workspace.transaction("import") as session:
        session.get_one(ServiceDeliveryPolicy, policy.id).proposed = (said,)
    assert unread_in_force(workspace, reload(workspace, policy))


def unread_in_force(workspace, record) -> bool:
    wanting = [str(each) for each in force_of(workspace, record, today(workspace)).wanting]
    return "“Communication practices” is proposed and not read yet." in wanting


def test_reading_is_taken_back_as_any_other_work(beginner, policy):
    workspace = beginner.workspace
    confirm(workspace, policy, "communication")
    undo(workspace, latest_operation(workspace))
    assert unread(reload(workspace, policy))
    assert verify(workspace) == []
