"""Copies for other programs: inside our own folder whatever their name says, for this user alone, and not for long."""

import os
import stat
import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from sdesk.errors import SdeskError
from sdesk.models import Attachment, ServiceIncident
from sdesk.practice.lifecycle.attachments import attach
from sdesk.ui.exchange.mail_drafts import open_draft
from sdesk.ui.records.attachments_panel import AttachmentsPanel, open_copy
from sdesk.ui.records.opened_copies import wipe_left_behind, wipe_opened, write_out
from sdesk.ui.registry import open_desk
from tests.provider import Provider, new_provider
from tests.ui.test_app import program, workspace_file

__all__ = ["program"]


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch):
    """The temporary folder of the system, empty of what other tests of this process opened."""
    wipe_opened()
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    yield folder
    wipe_opened()


def files_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.rglob("*") if each.is_file() and each.name != "in-use")


def crafted(provider: Provider, name: str):
    """An attachment whose name was written by another program."""
    record = provider.create(ServiceIncident, summary="Printer")
    attachment = attach(provider.workspace, record, "a.txt", b"known words")
    with provider.workspace.transaction("craft") as session:
        session.get_one(Attachment, attachment.id).name = name
    return record, provider.workspace.get(Attachment, attachment.id)


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/tmp/evil.txt", "..\\..\\evil.txt", ".txt/../../evil.txt"]
)
def test_a_crafted_name_stays_inside(tmp_path: Path, temporary: Path, name: str) -> None:
    provider = new_provider(tmp_path / "harbour.sdesk")
    copy = open_copy(open_desk(provider.workspace), crafted(provider, name)[1])
    assert copy.resolve().is_relative_to(temporary.resolve())
    assert not list(tmp_path.glob("*evil*"))
    assert copy.read_bytes() == b"known words"
    provider.workspace.close()


def test_the_ending_that_counts_is_that_of_the_name_on_the_disk(tmp_path: Path) -> None:
    provider = new_provider(tmp_path / "harbour.sdesk")
    with pytest.raises(SdeskError, match="not opened from here"):
        open_copy(open_desk(provider.workspace), crafted(provider, "note.txt/evil.exe")[1])
    provider.workspace.close()


def test_what_is_proposed_for_saving_is_a_safe_name(qtbot, tmp_path: Path) -> None:
    provider = new_provider(tmp_path / "harbour.sdesk")
    record, attachment = crafted(provider, "../../../evil\u202e.txt")
    panel = AttachmentsPanel(open_desk(provider.workspace))
    qtbot.addWidget(panel)
    panel.show()
    panel.show_record(record)
    panel._save_as(attachment)
    dialog = panel.findChild(QFileDialog, "file.save-attachment")
    assert Path(dialog.selectedFiles()[0]) == Path(dialog.directory().absolutePath()) / "evil_.txt"
    dialog.close()
    qtbot.waitUntil(lambda: panel.findChild(QFileDialog, "file.save-attachment") is None)
    provider.workspace.close()


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such permissions")
def test_nobody_else_may_read_it(temporary: Path) -> None:
    before = os.umask(0)
    try:
        copy, draft = write_out(b"known words", "a.txt"), open_draft(b"known words", "a.eml")
    finally:
        os.umask(before)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    (folder,) = temporary.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_it_is_wiped_when_the_workspace_is_closed(program, tmp_path: Path, temporary: Path) -> None:
    program.open(workspace_file(tmp_path, "Harbour"))
    write_out(b"known words", "a.txt")
    open_draft(b"known words", "a.eml")
    assert files_in(temporary) == ["a.eml", "a.txt"]
    program.close_workspace()
    assert files_in(temporary) == []


def test_the_next_start_wipes_what_a_program_left_that_was_killed(program, temporary: Path) -> None:
    left, running = temporary / "sdesk-opened-left", temporary / "sdesk-opened-running"
    for folder in (left, running):
        folder.mkdir()
        (folder / "a.txt").write_text("known words")
        (folder / "a.txt").chmod(0o400)
    lock = QLockFile(str(running / "in-use"))
    assert lock.tryLock(0)
    program.start(None)
    assert not left.exists()
    assert (running / "a.txt").exists()
    lock.unlock()


@pytest.mark.skipif(os.name != "posix", reason="anybody may make links there")
def test_a_link_is_not_followed(tmp_path: Path, temporary: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "a.txt").touch()
    (temporary / "sdesk-opened-x").symlink_to(precious)
    wipe_left_behind()
    assert (precious / "a.txt").exists()
