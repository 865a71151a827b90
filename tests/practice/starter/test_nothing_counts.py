"""Drafts that the program has written do no task and meet no requirement before somebody has read them."""

from pathlib import Path

import pytest

from sdesk.models import ServiceDeliveryPolicy
from sdesk.models.governance.answers import QUESTIONS
from sdesk.practice.lifecycle.proposed.reading import confirm
from sdesk.practice.lifecycle.proposed.sections import unread
from sdesk.practice.readiness.progress import progress_of
from sdesk.practice.readiness.tasks import standing_of
from sdesk.practice.starter.answers import answers, open_questions, put_off, save_answers
from sdesk.practice.starter.drafting import draft_all
from tests.practice.starter.firms import answered, the, three

DRAFTS_THE_POLICY = "GO.2.1"


def test_a_task_is_not_done_by_drafts_that_nobody_has_read(tmp_path: Path) -> None:
    with answered(three, tmp_path) as workspace:
        setup = {task.id for task in workspace.packs.first.asks.tasks if task.cadence == "setup"}
        draft_all(workspace)

        def done() -> set[str]:
            progress = progress_of(workspace)
            tasks = workspace.packs.first.asks
            return {each for each in setup if standing_of(tasks.task(each), progress).state == "done"}

        assert done() == set()
        policy = the(workspace, ServiceDeliveryPolicy)
        for section in unread(policy):
            assert DRAFTS_THE_POLICY not in done()
            policy = confirm(workspace, policy, section.place)
        assert DRAFTS_THE_POLICY in done()


@pytest.mark.parametrize("question", QUESTIONS)
def test_drafts_come_of_whatever_is_answered(question: int, tmp_path: Path) -> None:
    """Without one of the questions; and of one alone, before the others."""
    with answered(three, tmp_path) as workspace:
        put_off(workspace, question)
        draft_all(workspace)
        assert question in open_questions(answers(workspace))
    (tmp_path / "alone").mkdir()
    with answered(three, tmp_path / "alone") as workspace:
        for other in QUESTIONS:
            put_off(workspace, other)
        for _twice in range(2):
            later = {*open_questions(answers(workspace))} - {2, question}  # somebody works here
            save_answers(workspace, {"later": " ".join(map(str, sorted(later)))})
            draft_all(workspace)
        save_answers(workspace, {"later": ""})
        draft_all(workspace)
        assert open_questions(answers(workspace)) == ()
        assert draft_all(workspace).made == ()
