"""Killed while somebody types without a pause: two seconds after the first key the text is there when it starts again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sdesk.models import ServiceIncident
from sdesk.practice.lifecycle import records
from sdesk.practice.unsaved import offers
from sdesk.practice.workspaces import open_workspace, people, work_as
from tests.provider import incident, working_provider
from tests.ui.cases import line_of
from tests.ui.shell import inside, shown_window
from tests.ui.unsaved.crash import TEXT

ROOT = Path(__file__).parents[3]


def workspace_file(folder: Path, passphrase: str) -> Path:
    provider = working_provider(folder / "harbour.sdesk", passphrase)
    provider.take(incident(provider, "recorded"), "record")
    provider.create(ServiceIncident, summary="A draft")
    provider.workspace.close()
    return folder / "harbour.sdesk"


def type_and_be_killed(path: Path, passphrase: str, what: str) -> None:
    command = (sys.executable, "-m", "tests.ui.unsaved.crash", str(path), passphrase, what)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        said = program.stdout.readline()
        program.kill()
        assert said.strip() == "kept"


@pytest.mark.torture
@pytest.mark.parametrize("what", ["incident", "story", "draft", "quick", "step", "create"])
def test_the_text_is_offered_again(tmp_path: Path, what: str) -> None:
    path = workspace_file(tmp_path, "")
    type_and_be_killed(path, "", what)
    with open_workspace(path) as workspace:
        (offer,) = offers(workspace)
        assert any(each.field.said.startswith(TEXT.strip()) for each in offer.differences)
        assert offer.can_be_taken


@pytest.mark.torture
@pytest.mark.parametrize("place", ["renamed.sdesk", "another/harbour.sdesk"])
def test_it_is_offered_where_the_workspace_was_renamed_or_moved_since(tmp_path: Path, place: str) -> None:
    path = workspace_file(tmp_path, "correct horse")
    type_and_be_killed(path, "correct horse", "incident")
    (tmp_path / "another").mkdir()
    with open_workspace(path.rename(tmp_path / place), "correct horse") as workspace:
        (offer,) = offers(workspace)
        assert any(each.field.said.startswith(TEXT.strip()) for each in offer.differences)
    assert len(list(tmp_path.rglob("*.unsaved"))) == 1


@pytest.mark.torture
def test_of_an_encrypted_workspace_it_is_offered_in_the_bar_and_goes_back_into_the_form(
    qtbot, tmp_path: Path
) -> None:
    path = workspace_file(tmp_path, "correct horse")
    type_and_be_killed(path, "correct horse", "incident")
    left = [found for found in tmp_path.iterdir() if found.suffix not in (".ini",)]
    assert any(found.name.endswith(".unsaved") for found in left)
    assert not any(TEXT.strip().encode() in found.read_bytes() for found in left)
    with open_workspace(path, "correct horse") as workspace:
        work_as(workspace, people(workspace)[0])
        case = next(each for each in workspace.find(ServiceIncident) if each.state == "recorded")
        with shown_window(qtbot, workspace, tmp_path) as window:
            bar = inside(window, "unsaved")
            assert bar.isVisible()
            assert bar.text().startswith(f"Text that was not saved: {case.number}, one field, ")
            inside(window, "unsaved.take").click()
            assert not bar.isVisible()
            form = window.current_page().form
            assert form.record.id == case.id
            assert TEXT.strip() in inside(form, "ServiceIncident.details.edit").toPlainText()
            assert form.unsaved() == (case.number,)
            assert form.save()
        assert TEXT.strip() in records.reload(workspace, case).details
        assert offers(workspace) == []
    assert not any(found.name.endswith(".unsaved") for found in tmp_path.iterdir())


def test_what_was_typed_below_a_story_goes_back_into_its_line(qtbot, tmp_path: Path) -> None:
    path = workspace_file(tmp_path, "")
    type_and_be_killed(path, "", "story")
    with open_workspace(path) as workspace:
        work_as(workspace, people(workspace)[0])
        case = next(each for each in workspace.find(ServiceIncident) if each.state == "recorded")
        with shown_window(qtbot, workspace, tmp_path) as window:
            assert inside(window, "unsaved").text().startswith(f"Text that was not saved: {case.number}")
            inside(window, "unsaved.take").click()
            form = window.current_page().form
            assert form.record.id == case.id
            assert line_of(form).toPlainText().startswith(TEXT.strip())
            assert form.unsaved() == (case.number,)
            window._gives_up = True
