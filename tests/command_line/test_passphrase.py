"""`sdesk passphrase`, and the page with it that is locked away."""

import io
import os
import stat
from pathlib import Path

import pytest
from pypdf import PdfReader

from sdesk.errors import SdeskError
from sdesk.models import HistoryEntry, Person
from sdesk.practice.lifecycle.records import create
from sdesk.practice.workspaces import needs_passphrase, open_workspace, start_workspace
from tests.command_line.asking import Sdesk, one_line

WORDS = "vexing otter <b>pumps</b> & gravel"


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    with start_workspace(tmp_path / "harbour.sdesk", "Harbour IT") as workspace:
        create(workspace, Person, {"name": "Ana Reyes"})
    return tmp_path / "harbour.sdesk"


def test_it_is_set_changed_and_removed(
    sdesk: Sdesk, harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDESK_NEW_PASSPHRASE", "Harbour IT")
    status, out, _ = sdesk("passphrase", harbour)
    assert (status, needs_passphrase(harbour)) == (0, True)
    assert "weak" in out
    monkeypatch.setenv("SDESK_PASSPHRASE", "Harbour IT")
    monkeypatch.setenv("SDESK_NEW_PASSPHRASE", WORDS)
    sheet = tmp_path / "key.pdf"
    status, out, _ = sdesk("passphrase", harbour, "--sheet", sheet)
    assert (status, "Strong" in out, WORDS in out) == (0, True, False)
    pages = PdfReader(io.BytesIO(sheet.read_bytes())).pages
    assert len(pages) == 1
    text = " ".join(pages[0].extract_text().split())
    assert WORDS in text
    assert "This page is the key" in text
    if os.name == "posix":
        assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    with pytest.raises(SdeskError):
        open_workspace(harbour, "Harbour IT")
    monkeypatch.setenv("SDESK_PASSPHRASE", WORDS)
    assert sdesk("passphrase", harbour, "--remove")[0] == 0
    assert not needs_passphrase(harbour)
    with open_workspace(harbour) as workspace:
        assert [each.name for each in workspace.find(Person)] == ["Ana Reyes"]
        (told,) = workspace.find(HistoryEntry, HistoryEntry.action == "print passphrase")
        assert told.changes == {"name": [None, "key.pdf"]}


def test_without_anybody_to_ask_or_anything_to_remove_it_is_refused_in_one_line(
    sdesk: Sdesk, harbour: Path
) -> None:
    for arguments in ((), ("--remove",)):
        status, out, err = sdesk("passphrase", harbour, *arguments)
        assert (status, out, one_line(err)) == (2, "", True)
    assert not needs_passphrase(harbour)


def test_copies_that_anybody_reads_are_named(
    sdesk: Sdesk, harbour: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = harbour.with_name("harbour-2026-01-01.sdesk")
    sdesk("backup", harbour, "-o", copy)
    monkeypatch.setenv("SDESK_NEW_PASSPHRASE", WORDS)
    assert f"Anybody can still read: {copy}" in sdesk("passphrase", harbour)[1]
