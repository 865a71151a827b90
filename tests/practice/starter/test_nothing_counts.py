"""Drafts that the program has written do no task and meet no requirement before somebody has read them."""

from pathlib import Path

import pytest

from sdesk.models import CustomerAgreement, ServiceDeliveryPolicy
from sdesk.models.governance.answers import QUESTIONS
from sdesk.models.relationship import Consulted
from sdesk.practice.calendar import days
from sdesk.practice.lifecycle.proposed.reading import confirm
from sdesk.practice.lifecycle.proposed.sections import unread
from sdesk.practice.lifecycle.records import save
from sdesk.practice.readiness.progress import progress_of
from sdesk.practice.readiness.tasks import standing_of
from sdesk.practice.starter.answers import answers, open_questions, put_off, save_answers
from sdesk.practice.starter.drafting import draft_all
from tests.practice.starter.firms import answered, the, three

DRAFTS_THE_POLICY = "GO.2.1"
AGREES_ON_CHANGES = "CO.1.1"
SIGNS_IT = "RE.2.1"


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


def test_a_task_waits_for_what_its_page_shows_and_not_for_the_rest_of_the_record(tmp_path: Path) -> None:
    with answered(three, tmp_path) as workspace:
        draft_all(workspace)
        for agreement in workspace.find(CustomerAgreement):
            asked = Consulted(who="Eva Sol", on=days.today(workspace), said="It is what we asked for.")
            save(workspace, agreement, {"consulted": (asked,)})
        pack = workspace.packs.first
        shown = pack.bindings.task(AGREES_ON_CHANGES).page.fields_of("CustomerAgreement")
        [agreement, *_others] = workspace.find(CustomerAgreement)
        for section in unread(agreement):
            progress = progress_of(workspace)
            standing = standing_of(pack.asks.task(AGREES_ON_CHANGES), progress)
            left = any(each.field.name in shown for each in unread(agreement))
            assert (standing.state == "done") is not left, standing.detail
            if section.field.name in shown:
                agreement = confirm(workspace, agreement, section.place)
        assert unread(agreement), "the rest is read on other pages"
        assert standing_of(pack.asks.task(SIGNS_IT), progress_of(workspace)).state != "done"


@pytest.mark.a_few(2)
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
