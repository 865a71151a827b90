"""How many clicks, keys and typed texts lie between the first start and a workspace: `pytest -s` prints it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.starter.answers import answers, open_questions
from sdesk.practice.workspaces import people
from tests.journeys.hands import Key
from tests.journeys.story import Journey, open_program
from tests.ui.shell import end

MOST_ACTIONS = 15


@pytest.fixture
def ana(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Journey]:
    monkeypatch.setattr("sdesk.ui.wizard.first_run_fields.user_documents_path", lambda: tmp_path)
    program = open_program(qapp, tmp_path)
    yield Journey(qtbot, program, tmp_path)
    end(program)


def test_from_the_first_start_to_a_workspace(ana: Journey) -> None:
    ana.starts()
    hands = ana.hands
    hands.press("action.new-workspace")
    hands.front()
    hands.write("Harbour IT")
    hands.key(Key.Key_Tab)
    hands.write("Ana Reyes")
    hands.key(Key.Key_Return)
    hands.wait(lambda: hands.front().objectName() == "questions", "the questions are asked")
    print(f"start to workspace: {hands.actions} actions")
    assert hands.actions <= MOST_ACTIONS
    assert ana.workspace.path == ana.folder / "harbour-it.sdesk"
    ours = organization(ana.workspace)
    assert ours is not None and ours.name == "Harbour IT"
    assert [each.name for each in people(ana.workspace)] == ["Ana Reyes"]
    assert len(open_questions(answers(ana.workspace))) == 10
