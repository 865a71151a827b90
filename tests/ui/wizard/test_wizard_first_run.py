"""The first run, filled in with keys and clicks: one page, and the workspace is there."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from sdesk.models import AssignedRoles, Person
from sdesk.models.governance import ServiceRole
from sdesk.models.governance.organization import Variant
from sdesk.practice.lifecycle.attachments import attachments_of
from sdesk.practice.lifecycle.versions import draft_of, organization
from sdesk.practice.workspaces import Workspace, open_workspace, working_person
from sdesk.ui.wizard import FirstRunWizard
from sdesk.ui.wizard.first_run_fields import proposed_path, zones
from tests.practice.governance.test_first_run import LOGO
from tests.ui.shell import inside

LEFT = Qt.MouseButton.LeftButton


def ours(workspace: Workspace) -> Any:
    return organization(workspace)


class Newcomer:
    """Somebody at the keyboard, with the wizard in front of them."""

    def __init__(self, qtbot, folder: Path, copies: Path | None = None) -> None:
        self.qtbot = qtbot
        self.made: list[Workspace] = []
        self.chosen: list[Path] = []
        self.wizard = FirstRunWizard("laptop-1", copies=copies)
        self.wizard.copies_chosen.connect(self.chosen.append)
        qtbot.addWidget(self.wizard)
        self.wizard.made.connect(self.made.append)
        self.wizard.open()
        qtbot.waitExposed(self.wizard)
        self.path = folder / "harbour.sdesk"

    def press(self, name: str, kind: type[QWidget] = QPushButton) -> None:
        QApplication.processEvents()
        self.qtbot.mouseClick(inside(self.wizard, name, kind), LEFT)

    def finish(self) -> None:
        self.press("wizard.finish")

    def type(self, name: str, text: str) -> None:
        edit = inside(self.wizard, f"first-run.{name}.edit")
        edit.setFocus()
        edit.selectAll()
        self.qtbot.keyClicks(edit, text)

    def fill(self) -> None:
        self.type("name", "Harbour IT Services")
        self.type("person", "Ana Reyes")
        self.wizard.firm.file.setValue(self.path)

    def more(self) -> None:
        """Unfold what can wait."""
        self.press("fold.More", QToolButton)


@pytest.fixture
def newcomer(qtbot, tmp_path: Path):
    made = Newcomer(qtbot, tmp_path)
    yield made
    for workspace in made.made:
        workspace.close()


def test_from_nothing_to_a_workspace_that_knows_who_begins_it(newcomer: Newcomer):
    newcomer.fill()
    newcomer.finish()
    [workspace] = newcomer.made
    assert workspace.path == newcomer.path
    assert workspace.device == "laptop-1"
    firm = ours(workspace)
    assert (firm.name, firm.variant) == ("Harbour IT Services", Variant.FULL)
    assert [person.name for person in workspace.find(Person)] == ["Ana Reyes"]
    me: Any = working_person(workspace)
    assert me.name == "Ana Reyes"
    roles: Any = draft_of(workspace, AssignedRoles)
    assert {each.role for each in roles.assignments} == set(ServiceRole)


def test_nothing_is_written_before_the_end(newcomer: Newcomer):
    newcomer.fill()
    newcomer.press("wizard.leave")
    assert newcomer.made == []
    assert not newcomer.path.exists()


def test_what_is_missing_is_said_beside_it(newcomer: Newcomer):
    newcomer.finish()
    assert newcomer.made == []
    assert "no name" in newcomer.wizard.firm.name.error()
    assert "your own name" in newcomer.wizard.firm.person.error()
    assert newcomer.wizard.firm.name.focusProxy() is newcomer.wizard.focusWidget()
    newcomer.fill()
    newcomer.finish()
    assert len(newcomer.made) == 1


def test_what_can_wait_is_folded_away_and_kept_where_it_is_filled_in(newcomer: Newcomer, tmp_path: Path):
    assert not newcomer.wizard.firm.address.isVisible()
    newcomer.fill()
    newcomer.more()
    assert newcomer.wizard.firm.address.isVisible()
    text = inside(newcomer.wizard, "first-run.address.edit")
    newcomer.qtbot.keyClicks(text, "2 Quay Street")
    picture = tmp_path / "logo.png"
    picture.write_bytes(LOGO)
    newcomer.press("first-run.logo.edit")
    inside(newcomer.wizard, "file.logo", QFileDialog).fileSelected.emit(str(picture))
    newcomer.finish()
    [workspace] = newcomer.made
    assert ours(workspace).address == "2 Quay Street"
    assert [each.name for each in attachments_of(workspace, ours(workspace))] == ["logo.png"]


def test_what_is_wrong_behind_more_unfolds_it(newcomer: Newcomer, tmp_path: Path):
    text = tmp_path / "logo.png"
    text.write_text("no picture")
    newcomer.fill()
    newcomer.wizard.firm.logo.setValue(text)
    newcomer.finish()
    assert newcomer.made == []
    assert newcomer.wizard.firm.logo.isVisible()
    assert "PNG or JPEG" in newcomer.wizard.firm.logo.error()


def test_a_file_that_is_there_is_not_written_over(newcomer: Newcomer):
    newcomer.path.write_text("something else")
    newcomer.fill()
    newcomer.finish()
    assert newcomer.made == []
    assert "already a file" in newcomer.wizard.firm.file.error()
    assert newcomer.path.read_text() == "something else"


def test_a_passphrase_has_to_be_typed_twice(newcomer: Newcomer):
    newcomer.fill()
    inside(newcomer.wizard, "first-run.protect", QCheckBox).click()
    first = inside(newcomer.wizard, "first-run.passphrase", QLineEdit)
    newcomer.qtbot.keyClicks(first, "a long sentence")
    newcomer.finish()
    assert newcomer.made == []
    newcomer.qtbot.keyClicks(
        inside(newcomer.wizard, "first-run.passphrase-again", QLineEdit), "a long sentence"
    )
    newcomer.finish()
    newcomer.made.pop().close()
    with open_workspace(newcomer.path, "a long sentence") as workspace:
        assert ours(workspace).name == "Harbour IT Services"


def test_return_makes_it(newcomer: Newcomer):
    newcomer.fill()
    newcomer.qtbot.keyClick(inside(newcomer.wizard, "first-run.name.edit"), Qt.Key.Key_Return)
    assert len(newcomer.made) == 1


def test_the_file_is_named_after_the_organization_until_somebody_says_otherwise(newcomer: Newcomer):
    newcomer.type("name", "Harbour IT")
    assert newcomer.wizard.firm.path().name == "harbour-it.sdesk"
    newcomer.wizard.firm.file.setValue(newcomer.path)
    newcomer.type("name", "Other")
    assert newcomer.wizard.firm.path() == newcomer.path


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path):
    assert proposed_path("Müller & Söhne", tmp_path).name == "müller-söhne.sdesk"
    (tmp_path / "harbour.sdesk").touch()
    assert proposed_path("Harbour", tmp_path).name == "harbour-2.sdesk"


def test_time_zones_are_places():
    assert zones()[0] == "UTC"
    assert "Europe/Lisbon" in zones()
    assert "US/Eastern" not in zones()


def test_others_can_be_opened_instead(newcomer: Newcomer, qtbot):
    with qtbot.waitSignal(newcomer.wizard.sample_asked):
        newcomer.press("first-run.sample")
    assert newcomer.made == []


@pytest.fixture
def with_copies(qtbot, tmp_path):
    (tmp_path / "copies").mkdir()
    made = Newcomer(qtbot, tmp_path, tmp_path / "copies")
    yield made
    for workspace in made.made:
        workspace.close()


def test_the_folder_for_copies_is_named_and_kept_as_it_is(with_copies, tmp_path):
    assert with_copies.wizard.firm.copies.value() == str(tmp_path / "copies")
    with_copies.fill()
    with_copies.finish()
    assert len(with_copies.made) == 1 and with_copies.chosen == []


def test_another_folder_for_copies_is_chosen_if_it_is_there(with_copies, tmp_path):
    with_copies.fill()
    with_copies.wizard.firm.copies.setValue(str(tmp_path / "stick"))
    with_copies.finish()
    assert with_copies.made == [] and "There is no folder" in with_copies.wizard.firm.copies.error()
    (tmp_path / "stick").mkdir()
    with_copies.press("first-run.choose-copies")
    inside(with_copies.wizard, "file.copies-first", QFileDialog).fileSelected.emit(str(tmp_path / "stick"))
    inside(with_copies.wizard, "file.copies-first", QFileDialog).close()
    assert with_copies.chosen == []
    with_copies.finish()
    assert with_copies.chosen == [tmp_path / "stick"] and len(with_copies.made) == 1


def test_where_none_are_made_no_folder_is_asked_for(newcomer: Newcomer):
    newcomer.more()
    assert newcomer.wizard.firm.address.isVisible()
    assert not newcomer.wizard.firm.copies.isVisible()
