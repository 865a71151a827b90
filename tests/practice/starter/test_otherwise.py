"""What was read stays when an answer changes, and is listed until somebody has let it stand; then until the next change."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sdesk.models import BusinessGoals, CustomerExperienceApproach, DocumentProcedure, Proposable
from sdesk.models.governance.answers import WantedGoal
from sdesk.practice.audit.reviewing import review_without_change
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.proposed.reading import confirm, write_section
from sdesk.practice.lifecycle.proposed.sections import Standing, section_at, sections_of, unread
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.lifecycle.undo import undo
from sdesk.practice.safekeeping import verify
from sdesk.practice.starter.answers import answers, put_off, save_answers
from sdesk.practice.starter.drafting import draft_all
from sdesk.practice.starter.otherwise import said_otherwise, stands_as_it_is
from sdesk.practice.workspaces import Workspace
from sdesk.storage.history import latest_operation
from tests.practice.starter.firms import answered, the, three


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with answered(three, tmp_path) as made:
        draft_all(made)
        yield made


def read_all(workspace: Workspace, model: type[Proposable]) -> Any:
    record = the(workspace, model)
    for section in unread(record):
        record = confirm(workspace, record, section.place)
    return record


def listed(workspace: Workspace, **values: Any) -> set[str]:
    save_answers(workspace, values)
    return {each.section.place for each in draft_all(workspace).differing}


def test_it_is_not_listed_any_more_until_the_answer_changes_again(workspace: Workspace) -> None:
    procedure = read_all(workspace, DocumentProcedure)
    was = procedure.backup
    assert "backup" in listed(workspace, copies="in the bank")
    assert "backup" in {each.section.place for each in said_otherwise(workspace, procedure)}
    kept = stands_as_it_is(workspace, procedure, "backup")
    assert kept.backup == was and section_at(kept, "backup").standing is Standing.CONFIRMED
    assert "backup" not in {each.section.place for each in draft_all(workspace).differing}
    assert "backup" not in {each.section.place for each in said_otherwise(workspace, kept)}
    assert the(workspace, DocumentProcedure).backup == was
    assert "backup" in listed(workspace, copies="in the cellar")
    assert verify(workspace) == []


def test_what_would_be_said_stands_beside_it(workspace: Workspace) -> None:
    procedure = read_all(workspace, DocumentProcedure)
    listed(workspace, copies="in the bank")
    said = {each.section.place: each.value for each in said_otherwise(workspace, procedure)}
    assert "in the bank" in said["backup"]


def test_it_is_not_listed_where_the_old_answer_is_given_again(workspace: Workspace) -> None:
    procedure, before = read_all(workspace, DocumentProcedure), answers(workspace).copies
    listed(workspace, copies="in the bank")
    stands_as_it_is(workspace, procedure, "backup")
    assert "backup" not in listed(workspace, copies=before)


def test_own_words_are_let_stand_as_well(workspace: Workspace) -> None:
    own = "Each night the laptop of Iris copies all of it to a disk that she takes home, and she looks whether it opens."
    write_section(workspace, read_all(workspace, DocumentProcedure), "backup", own)
    assert "backup" in listed(workspace, copies="in the bank")
    stands_as_it_is(workspace, the(workspace, DocumentProcedure), "backup")
    assert "backup" not in {each.section.place for each in draft_all(workspace).differing}
    assert the(workspace, DocumentProcedure).backup == own


def test_letting_it_stand_is_taken_back_as_reading_is(workspace: Workspace) -> None:
    procedure = read_all(workspace, DocumentProcedure)
    listed(workspace, copies="in the bank")
    stands_as_it_is(workspace, procedure, "backup")
    undo(workspace, latest_operation(workspace))
    assert "backup" in {each.section.place for each in draft_all(workspace).differing}


def test_a_row_that_is_not_answered_any_more_is_let_stand(workspace: Workspace) -> None:
    goals = read_all(workspace, BusinessGoals)
    [gone, *rest] = answers(workspace).goals
    other = WantedGoal(statement="Every customer has met each of us in person")
    places = listed(workspace, goals=(*rest, other))
    [place] = [
        each for each in places if section_at(the(workspace, BusinessGoals), each).row_name == gone.statement
    ]
    kept = stands_as_it_is(workspace, goals, place)
    assert place not in {each.section.place for each in draft_all(workspace).differing}
    assert section_at(kept, place).standing is Standing.CONFIRMED
    assert place not in listed(workspace, goals=(gone, *rest))
    assert place in listed(
        workspace, goals=(gone.model_copy(update={"statement": "Nobody waits on us"}), *rest)
    )


def test_what_was_read_does_not_differ_from_an_answer_that_is_put_off(workspace: Workspace) -> None:
    read_all(workspace, BusinessGoals)
    put_off(workspace, 10)
    assert not any(isinstance(each.record, BusinessGoals) for each in draft_all(workspace).differing)


def test_nothing_is_let_stand_that_does_not_differ_or_is_not_read(workspace: Workspace) -> None:
    procedure = the(workspace, DocumentProcedure)
    with pytest.raises(Refused):
        stands_as_it_is(workspace, procedure, "backup")
    save_answers(workspace, {"copies": "in the bank"})
    with pytest.raises(Refused):
        stands_as_it_is(workspace, procedure, "backup")  # nobody has read it: it is brought up to date
    assert section_at(reload(workspace, procedure), "backup").standing is Standing.UNREAD
    approach = read_all(workspace, CustomerExperienceApproach)
    assert all(each.standing is not Standing.UNREAD for each in sections_of(approach))


def test_what_is_approved_is_let_stand_by_a_review_without_change(workspace: Workspace) -> None:
    procedure = take_step(workspace, read_all(workspace, DocumentProcedure), "approve")
    assert "backup" in listed(workspace, copies="in the bank")
    review_without_change(
        workspace,
        procedure,
        "Read again: what stands there holds, the bank keeps but a second copy of the same.",
    )
    assert "backup" not in {each.section.place for each in draft_all(workspace).differing}
    assert "backup" not in listed(workspace, goals=answers(workspace).goals[1:])  # another answer
    assert "backup" in listed(workspace, copies="in the cellar")
