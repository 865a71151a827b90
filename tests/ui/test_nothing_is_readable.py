"""What stands in an encrypted workspace is readable nowhere else: not beside the window that works in it, and not after."""

import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from sdesk.models import ServiceIncident
from sdesk.practice.kept_copies import Places
from sdesk.practice.lifecycle.attachments import attach, attachments_of
from sdesk.practice.workspaces import open_workspace, people, work_as
from sdesk.ui.exchange.mail_drafts import open_draft
from sdesk.ui.records.attachments_panel import open_copy
from sdesk.ui.window.main_window import MainWindow
from tests.provider import incident, working_provider
from tests.ui.cases import turn_to_form
from tests.ui.shell import inside
from tests.ui.test_app import program

__all__ = ["program"]

KNOWN = "Querformat"
PASSPHRASE = "correct horse battery"


def readable(folder: Path) -> set[str]:
    """The files below a folder in which the known word stands, as programs may write it."""
    written = [KNOWN.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    files = (each for each in folder.rglob("*") if each.is_file())
    return {file.name for file in files if any(word in file.read_bytes() for word in written)}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    return folder


@pytest.mark.parametrize("passphrase", [PASSPHRASE, ""])
def test_a_day_of_work_leaves_nothing_that_somebody_without_the_passphrase_reads(
    qtbot, program, tmp_path: Path, temporary: Path, passphrase: str
) -> None:
    """Without one it is readable: what is looked for here can be found."""
    provider = working_provider(tmp_path / "office.sdesk", passphrase)
    provider.take(incident(provider, "recorded", summary=f"{KNOWN} does not print"), "record")
    provider.workspace.close()
    (tmp_path / "copies").mkdir()
    program.settings.places = Places(tmp_path / "copies")
    workspace = open_workspace(tmp_path / "office.sdesk", passphrase)
    work_as(workspace, people(workspace)[0])
    (case,) = workspace.find(ServiceIncident)
    attach(workspace, case, f"{KNOWN}.txt", KNOWN.encode())
    window = program.show(workspace)
    assert isinstance(window, MainWindow)

    search = inside(window, "search")
    qtbot.keyClicks(search, KNOWN)
    qtbot.keyClick(search, Qt.Key.Key_Return)
    window.show_record(case.id)
    turn_to_form(window.current_page().form)
    details = inside(window.current_page().form, "ServiceIncident.details.edit")
    qtbot.keyClicks(details, f"{KNOWN}, typed and not saved")
    qtbot.waitUntil(lambda: any(tmp_path.glob("*.unsaved")), timeout=20_000)
    window.copies.copy_now()
    assert len(list((tmp_path / "copies").rglob("*.sdesk"))) == 1
    if passphrase:
        assert readable(tmp_path) == set()

    open_copy(window.desk, attachments_of(workspace, case)[0])
    open_draft(KNOWN.encode(), "a.eml")
    assert readable(temporary) == {f"{KNOWN}.txt", "a.eml"}
    window.print_this()
    window.locking.lock()
    if passphrase:
        assert readable(tmp_path) == {f"{KNOWN}.txt", "a.eml"}

    if not passphrase:
        window.show_record(case.id)
        assert window.current_page().form.save() and window.close()
    program._let_go()  # as whoever ends it while it is locked
    window.locking.stop()
    left = readable(tmp_path)
    assert left == set() if passphrase else "office.sdesk" in left
    assert readable(temporary) == set()
