"""Requirements are judged beside the window: what was asked for last is what is told."""

import pytest

from sdesk.models import ServiceScope
from sdesk.practice.readiness.requirements import requirements
from sdesk.ui.audit.judging import Judging
from sdesk.ui.registry import open_desk


@pytest.fixture
def desk(beginner):
    return open_desk(beginner.workspace)


def test_what_was_written_before_it_was_asked_is_in_it(qtbot, beginner, desk):
    judging = Judging(beginner.workspace, desk)
    scope = beginner.approved(ServiceScope)
    with qtbot.waitSignal(judging.judged) as told:
        judging.ask(requirements)
    behind = {each.record for standing in told.args[0] for asked in standing.asked for each in asked.records}
    assert scope.id in behind
