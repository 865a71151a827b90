"""The file of the open window is taken away: nothing is shown as saved, what is typed stays, and there is a way out."""

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from sdesk.errors import SdeskError
from sdesk.models import Customer, ServiceIncident
from sdesk.practice.safekeeping import verify
from sdesk.practice.workspaces import open_workspace
from sdesk.translation import message
from sdesk.ui.pieces import Callout, PlainLabel, Tone
from tests.provider import working_provider
from tests.ui.shell import inside, shown_window

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="elsewhere the system keeps an open file in its place"
)


@pytest.fixture
def provider(tmp_path):
    made = working_provider(tmp_path / "harbour.sdesk")
    yield made
    made.workspace.close()


@pytest.fixture
def window(qtbot, provider, tmp_path):
    with shown_window(qtbot, provider.workspace, tmp_path) as shown:
        yield shown


def type_into(qtbot, window, name, text):
    field = inside(window, name)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_End)
    qtbot.keyClicks(field, text)
    return field


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
    assert form.unsaved() and not form.form._trouble.isVisible()
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
