"""Drafts that the program has written do no task and meet no requirement before somebody has read them."""

from pathlib import Path

from sdesk.models import ServiceDeliveryPolicy
from sdesk.practice.lifecycle.proposed.reading import confirm
from sdesk.practice.lifecycle.proposed.sections import unread
from sdesk.practice.readiness.progress import progress_of
from sdesk.practice.readiness.tasks import standing_of
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
