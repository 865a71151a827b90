"""The first run, filled in with keys and clicks: a workspace with organization, people and roles at the end."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)

from sdesk.models import AssignedRoles, Person
from sdesk.models.governance import ServiceRole
from sdesk.models.governance.organization import Variant
from sdesk.practice.lifecycle.attachments import attachments_of
from sdesk.practice.lifecycle.versions import draft_of, organization
from sdesk.practice.workspaces import Workspace, open_workspace, working_person
from sdesk.ui.pieces import ReadText
from sdesk.ui.wizard import FirstRunWizard
from sdesk.ui.wizard.first_run_firm import proposed_path, zones
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
        self.qtbot.mouseClick(inside(self.wizard, name, kind), LEFT)

    def finish(self) -> None:
        self.press("wizard.finish")

    def type(self, name: str, text: str) -> None:
        edit = inside(self.wizard, f"first-run.{name}.edit")
        edit.setFocus()
        edit.selectAll()
        self.qtbot.keyClicks(edit, text)

    def fill_firm(self) -> None:
        self.type("name", "Harbour IT Services")
        self.wizard.firm.file.setValue(self.path)

    def person(self, place: int, name: str) -> None:
        self.type(f"person.{place}.name", name)

    def box(self, place: int, role: str) -> QCheckBox:
        return inside(self.wizard, f"first-run.person.{place}.{role}", QCheckBox)


@pytest.fixture
def newcomer(qtbot, tmp_path: Path):
    made = Newcomer(qtbot, tmp_path)
    yield made
    for workspace in made.made:
        workspace.close()


def test_from_nothing_to_a_workspace_that_knows_its_people(newcomer: Newcomer):
    newcomer.fill_firm()
    newcomer.type("email", "hello@harbour.example")
    newcomer.finish()
    newcomer.person(0, "Ana Reyes")
    newcomer.press("first-run.add-person")
    newcomer.person(1, "Ben Okafor")
    newcomer.box(1, "IM").click()
    newcomer.finish()
    newcomer.finish()
    newcomer.finish()
    [workspace] = newcomer.made
    assert workspace.path == newcomer.path
    assert workspace.device == "laptop-1"
    assert (ours(workspace).name, ours(workspace).email) == (
        "Harbour IT Services",
        "hello@harbour.example",
    )
    assert [person.name for person in workspace.find(Person)] == ["Ana Reyes", "Ben Okafor"]
    me: Any = working_person(workspace)
    assert me.name == "Ana Reyes"
    people = {person.id: person.name for person in workspace.find(Person)}
    roles: Any = draft_of(workspace, AssignedRoles)
    held = {(each.role, people[each.person]) for each in roles.assignments}
    assert (ServiceRole.IM, "Ben Okafor") in held
    assert (ServiceRole.IM, "Ana Reyes") not in held
    assert {(ServiceRole.PT, "Ana Reyes"), (ServiceRole.PT, "Ben Okafor")} <= held


def test_nothing_is_written_before_the_end(newcomer: Newcomer):
    newcomer.fill_firm()
    newcomer.finish()
    newcomer.person(0, "Ana Reyes")
    newcomer.finish()
    newcomer.press("wizard.leave")
    assert newcomer.made == []
    assert not newcomer.path.exists()


def test_a_page_is_not_left_while_something_is_missing(newcomer: Newcomer):
    newcomer.finish()
    assert newcomer.wizard.at() == 0
    assert "no name" in newcomer.wizard.firm.name.error()
    newcomer.fill_firm()
    newcomer.finish()
    assert newcomer.wizard.at() == 1
    newcomer.finish()
    assert newcomer.wizard.at() == 1


def test_a_role_goes_to_whoever_it_was_ticked_for_last(newcomer: Newcomer):
    newcomer.fill_firm()
    newcomer.finish()
    newcomer.person(0, "Ana Reyes")
    newcomer.press("first-run.add-person")
    assert newcomer.box(1, "PT").isChecked() and newcomer.box(0, "PT").isChecked()
    newcomer.box(1, "SM").click()
    assert not newcomer.box(0, "SM").isChecked()
    newcomer.box(1, "SM").click()
    newcomer.person(1, "Ben Okafor")
    newcomer.finish()
    assert newcomer.wizard.at() == 1, "nobody is Service Manager"
    newcomer.box(0, "SM").click()
    newcomer.finish()
    assert newcomer.wizard.at() == 2


def test_a_person_can_be_taken_off_again(newcomer: Newcomer):
    newcomer.fill_firm()
    newcomer.finish()
    assert not inside(newcomer.wizard, "first-run.person.0.remove", QToolButton).isEnabled()
    newcomer.press("first-run.add-person")
    newcomer.person(1, "Ben Okafor")
    inside(newcomer.wizard, "first-run.person.1.me", QRadioButton).click()
    newcomer.person(0, "Ana Reyes")
    newcomer.press("first-run.person.1.remove", QToolButton)
    assert [person.name for person in newcomer.wizard.people.people()] == ["Ana Reyes"]
    assert newcomer.wizard.people.working() == 0


def test_what_was_said_is_there_when_somebody_goes_back(newcomer: Newcomer):
    newcomer.fill_firm()
    newcomer.finish()
    newcomer.person(0, "Ana Reyes")
    newcomer.press("wizard.back")
    assert newcomer.wizard.firm.name.value() == "Harbour IT Services"
    newcomer.finish()
    assert newcomer.wizard.people.people()[0].name == "Ana Reyes"
    newcomer.press("first-run.firm", QWidget)
    assert newcomer.wizard.at() == 0


def test_the_variant_is_kept(newcomer: Newcomer):
    newcomer.fill_firm()
    newcomer.finish()
    newcomer.person(0, "Ana Reyes")
    newcomer.finish()
    inside(newcomer.wizard, "first-run.variant.governance", QRadioButton).click()
    newcomer.finish()
    newcomer.finish()
    assert ours(newcomer.made[0]).variant is Variant.GOVERNANCE


def test_a_file_that_is_there_is_not_written_over(newcomer: Newcomer):
    newcomer.path.write_text("something else")
    newcomer.fill_firm()
    newcomer.finish()
    assert newcomer.wizard.at() == 0
    assert "already a file" in newcomer.wizard.firm.file.error()
    assert newcomer.path.read_text() == "something else"


def test_a_logo_is_chosen_shown_and_kept(newcomer: Newcomer, tmp_path: Path):
    picture = tmp_path / "logo.png"
    picture.write_bytes(LOGO)
    newcomer.fill_firm()
    newcomer.press("first-run.logo.edit")
    inside(newcomer.wizard, "file.logo", QFileDialog).fileSelected.emit(str(picture))
    newcomer.finish()
    newcomer.person(0, "Ana Reyes")
    for _page in range(3):
        newcomer.finish()
    [workspace] = newcomer.made
    assert [each.name for each in attachments_of(workspace, ours(workspace))] == ["logo.png"]


def test_a_file_that_is_no_picture_is_not_taken(newcomer: Newcomer, tmp_path: Path):
    text = tmp_path / "logo.png"
    text.write_text("no picture")
    newcomer.fill_firm()
    newcomer.wizard.firm.logo.setValue(text)
    newcomer.finish()
    assert newcomer.wizard.at() == 0
    assert "PNG or JPEG" in newcomer.wizard.firm.logo.error()


def test_a_passphrase_has_to_be_typed_twice(newcomer: Newcomer):
    newcomer.fill_firm()
    newcomer.finish()
    newcomer.person(0, "Ana Reyes")
    newcomer.finish()
    newcomer.finish()
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


def test_return_goes_on(newcomer: Newcomer):
    newcomer.fill_firm()
    newcomer.qtbot.keyClick(inside(newcomer.wizard, "first-run.name.edit"), Qt.Key.Key_Return)
    assert newcomer.wizard.at() == 1


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


def copies_said(newcomer: Newcomer) -> str:
    return next(
        each.text()
        for each in newcomer.wizard.ready.findChildren(ReadText)
        if each.accessibleName() == "Copies of it"
    )


def to_the_end(newcomer: Newcomer) -> None:
    newcomer.fill_firm()
    newcomer.finish()
    if newcomer.wizard.at() == 1:
        newcomer.person(0, "Ana Reyes")
        newcomer.finish()
        newcomer.finish()


def test_the_folder_for_copies_is_named_and_kept_as_it_is(with_copies, tmp_path):
    assert with_copies.wizard.firm.copies.value() == str(tmp_path / "copies")
    to_the_end(with_copies)
    assert copies_said(with_copies) == str(tmp_path / "copies")
    with_copies.finish()
    assert len(with_copies.made) == 1 and with_copies.chosen == []


def test_another_folder_for_copies_is_chosen_if_it_is_there(with_copies, tmp_path):
    with_copies.wizard.firm.copies.setValue(str(tmp_path / "stick"))
    to_the_end(with_copies)
    assert with_copies.wizard.at() == 0 and "There is no folder" in with_copies.wizard.firm.copies.error()
    (tmp_path / "stick").mkdir()
    with_copies.press("first-run.choose-copies")
    inside(with_copies.wizard, "file.copies-first", QFileDialog).fileSelected.emit(str(tmp_path / "stick"))
    inside(with_copies.wizard, "file.copies-first", QFileDialog).close()
    to_the_end(with_copies)
    assert copies_said(with_copies) == str(tmp_path / "stick")
    assert with_copies.chosen == []
    with_copies.finish()
    assert with_copies.chosen == [tmp_path / "stick"] and len(with_copies.made) == 1


def test_where_none_are_made_no_folder_is_asked_for(qtbot, tmp_path):
    newcomer = Newcomer(qtbot, tmp_path)
    assert not inside(newcomer.wizard, "first-run.copies").isVisible()
    newcomer.wizard.reject()
