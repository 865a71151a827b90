"""The file of the open window is taken away: nothing is shown as saved, what is typed stays, and there is a way out."""

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from sqlalchemy import text

from sdesk.errors import SdeskError
from sdesk.models import Customer, ServiceIncident
from sdesk.practice.kept_copies import Places
from sdesk.practice.lifecycle.records import create
from sdesk.practice.safekeeping import verify
from sdesk.practice.workspaces import open_workspace
from sdesk.storage.workspace import FileGone
from sdesk.translation import message
from sdesk.ui.pieces import Callout, PlainLabel, Tone
from tests.ui.shell import inside
from tests.ui.test_app import program, workspace_file

__all__ = ["program"]

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="elsewhere the system keeps an open file in its place"
)


def type_into(qtbot, window, name, text):
    field = inside(window, name)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_End)
    qtbot.keyClicks(field, text)
    return field


@pytest.mark.a_few(1)
@pytest.mark.parametrize("lose", ["removed", "renamed", "replaced"])
def test_what_is_typed_is_not_called_saved_and_is_saved_elsewhere(qtbot, provider, window, tmp_path, lose):
    made = provider.create(ServiceIncident, summary="Printer jams")
    window.desk.open_record(made.id)
    form = window.current_page()
    path = provider.workspace.path
    if lose == "replaced":
        path.with_name("other.sdesk").write_bytes(path.read_bytes())
        path.with_name("other.sdesk").replace(path)
    else:
        path.rename(path.with_name("old.sdesk")) if lose == "renamed" else path.unlink()
    field = type_into(qtbot, window, "ServiceIncident.summary.edit", " again")
    lost = inside(window, "window.lost", Callout)
    assert not lost.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert lost.isVisible()
    assert "Nothing was saved" in lost.text()
    assert form.unsaved()
    assert field.text() == "Printer jams again"
    lost.findChild(QPushButton).click()
    dialog = inside(window, "file.save-elsewhere", QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "saved.sdesk"))
    dialog.close()
    assert lost.tone() is Tone.OK and "Save again what is typed" in lost.text()
    assert not lost.findChild(QPushButton).isVisible()
    assert form.unsaved() and not form.form._note.trouble.isVisible()
    assert inside(window, "status.workspace", PlainLabel).text().endswith("saved.sdesk")
    assert window.settings.last == tmp_path / "saved.sdesk"
    qtbot.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not form.unsaved() and not lost.isVisible()
    window.close()
    provider.workspace.close()
    with open_workspace(tmp_path / "saved.sdesk") as saved:
        assert saved.get(ServiceIncident, made.id).summary == "Printer jams again"
        assert verify(saved) == []


def test_the_line_goes_when_the_file_is_back(qtbot, provider, window):
    customer = provider.extra["customer"]
    path = provider.workspace.path
    path.rename(path.with_name("old.sdesk"))
    window.desk.open_record(customer.id)
    field = type_into(qtbot, window, "Customer.name.edit", " Ltd")
    qtbot.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    lost = inside(window, "window.lost", Callout)
    assert lost.isVisible()
    path.with_name("old.sdesk").rename(path)
    qtbot.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not lost.isVisible()
    assert provider.workspace.get(Customer, customer.id).name == "Pier Dental Ltd"


def test_a_place_that_is_taken_is_refused_and_the_line_stays(qtbot, provider, window):
    path = provider.workspace.path
    path.with_name("other.sdesk").write_bytes(path.read_bytes())
    path.with_name("other.sdesk").replace(path)
    window.desk.lost.emit(SdeskError(message("It is lost.")))
    lost = inside(window, "window.lost", Callout)
    lost.write(str(path))
    assert lost.isVisible()
    assert provider.workspace.path == path
    inside(window, "fault").close()


@pytest.mark.a_few(1)
@pytest.mark.parametrize("by", ["an older copy", "another workspace", "zeros"])
def test_what_was_written_over_is_not_called_saved_and_the_last_copy_is_offered(qtbot, program, tmp_path, by):
    """As `cp` does it, into the same file: what is open is no longer there to be read."""
    path, copies = workspace_file(tmp_path, "harbour"), tmp_path / "copies"
    copies.mkdir()
    program.settings.places = Places(copies)
    window = program.show(open_workspace(path))
    older = path.read_bytes()
    create(program.workspace, Customer, {"name": "Quay Dental"})
    window.copies.copy_now()
    create(program.workspace, Customer, {"name": "In no copy"})
    contents = {
        "an older copy": older,
        "another workspace": workspace_file(tmp_path, "other", ("Ben", "Eve")).read_bytes(),
        "zeros": bytes(len(older)),
    }
    with program.workspace.reading() as session:
        session.execute(text("PRAGMA shrink_memory"))  # a large one is not all in memory
    path.write_bytes(contents[by])
    window.new_incident()
    typed = inside(window, "quick.what.edit")
    qtbot.keyClicks(typed, "Printer jams")
    with pytest.raises(FileGone):
        create(program.workspace, Customer, {"name": "Nowhere"})
    lost = inside(window, "window.lost", Callout)
    assert "written over" in lost.text()
    lost.write(str(tmp_path / "saved.sdesk"))
    assert not (tmp_path / "saved.sdesk").exists()
    assert "cannot be read whole any more" in lost.text() and "The last good copy is of" in lost.text()
    lost.findChild(QPushButton).click()
    inside(window, "file.save-elsewhere", QFileDialog).fileSelected.emit(str(tmp_path / "restored.sdesk"))
    assert program.window is not window and program.workspace.path == tmp_path / "restored.sdesk"
    assert [each.name for each in program.workspace.find(Customer)] == ["Quay Dental"]
    (offer,) = program.window.desk.typing.offers()
    assert "Printer jams" in {each.field.said for each in offer.differences}
    create(program.workspace, Customer, {"name": "Goes on"})
    assert verify(program.workspace) == []


def test_what_was_written_over_with_the_same_is_saved_elsewhere(program, tmp_path):
    window = program.show(open_workspace(workspace_file(tmp_path, "harbour")))
    path = program.workspace.path
    create(program.workspace, Customer, {"name": "Quay Dental"})
    path.write_bytes(path.read_bytes())
    inside(window, "window.lost", Callout).write(str(tmp_path / "saved.sdesk"))
    assert program.workspace.path == tmp_path / "saved.sdesk"
    assert [each.name for each in program.workspace.find(Customer)] == ["Quay Dental"]
    assert verify(program.workspace) == []
