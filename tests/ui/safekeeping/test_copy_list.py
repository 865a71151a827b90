"""The list of copies: what is good, checked again, and one of them in a new place."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QTableWidget

from sdesk.models import Customer
from sdesk.practice.kept_copies import Places, copies_of
from sdesk.practice.lifecycle.records import create, history_of
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.passphrase import change_passphrase
from sdesk.practice.safekeeping import verify
from sdesk.practice.told_copies import told_copies
from sdesk.practice.workspaces import open_workspace
from sdesk.ui.pieces import Callout, Tone
from sdesk.ui.records.history_text import action_text, changes_of
from sdesk.ui.safekeeping.copy_list import CopyList
from tests.ui.shell import inside, shown_window


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "copies").mkdir()
    return tmp_path / "copies"


@pytest.fixture
def window(qtbot, provider, place, tmp_path):
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        window.settings.places = Places(place)
        window.copies.copy_now()
        yield window
        window.copies._gives_up = True


@pytest.fixture
def listed(window):
    window.show_copies()
    yield inside(window, "copies", CopyList)


def rows(listed) -> list[list[str]]:
    table = inside(listed, "copies.table", QTableWidget)
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def press(listed, name: str) -> None:
    inside(listed, f"copies.{name}", QPushButton).click()


def said(listed) -> Callout:
    return inside(listed, "copies.said", Callout)


def test_each_is_listed_with_where_it_is_and_whether_it_is_good(window, provider, place):
    create(provider.workspace, Customer, {"name": "Acme"})
    window.copies.copy_now()
    folder = copies_of(provider.workspace, place)[0].path.parent
    (folder / "cut 2020-01-01 00-00-00Z 0123456789ab.sdesk").write_bytes(b"x")
    (folder / "harbour 2020-01-01 00-00-01Z 0123456789ab.sdesk").write_bytes(bytes(4096))
    window.show_copies()
    listed = inside(window, "copies", CopyList)
    good = [row for row in rows(listed) if row[3] == "Verified when made"]
    assert len(good) == len(copies_of(provider.workspace, place))
    assert {row[2] for row in rows(listed)} == {str(place)}
    assert [row[3] for row in rows(listed)[-2:]] == [
        "Verified when made; of work that was left behind",
        "No: damaged, or not whole",
    ]
    inside(listed, "copies.table", QTableWidget).selectRow(len(rows(listed)) - 1)
    assert not inside(listed, "copies.check", QPushButton).isEnabled()


def test_one_is_restored_to_a_new_place_and_the_workspace_stays(listed, provider, tmp_path):
    create(provider.workspace, Customer, {"name": "Later"})
    press(listed, "restore")
    inside(listed, "restore.elsewhere", QPushButton).click()
    place = tmp_path / "restored.sdesk"
    inside(listed, "file.restore", QFileDialog).fileSelected.emit(str(place))
    assert said(listed).tone() is Tone.OK
    with open_workspace(place) as restored:
        assert verify(restored) == []
        assert "Later" not in [each.name for each in restored.find(Customer)]
    assert "Later" in [each.name for each in provider.workspace.find(Customer)]


def test_nothing_is_written_over(listed, provider):
    before = provider.workspace.path.read_bytes()
    listed.restore_to(str(provider.workspace.path), Path("copy.sdesk"), "")
    assert said(listed).tone() is Tone.ERROR and "--force" not in said(listed).text()
    assert provider.workspace.path.read_bytes() == before


def test_the_workspace_itself_is_no_copy_of_it_and_keeps_its_lock(listed, provider, tmp_path):
    (tmp_path / "link.sdesk").symlink_to(provider.workspace.path)
    for chosen in (provider.workspace.path, tmp_path / "link.sdesk"):
        listed.look_into(chosen)
        assert "is the workspace itself" in said(listed).text()
        opens = "from sdesk.storage import Workspace; import sys, pathlib; Workspace.open(pathlib.Path(sys.argv[1]))"
        other = subprocess.run(
            [sys.executable, "-c", opens, str(provider.workspace.path)], capture_output=True, text=True
        )
        assert "InUse" in other.stderr


def test_checking_again_says_whole_or_damaged_and_a_damaged_one_is_never_good_again(
    listed, provider, place, window
):
    press(listed, "check")
    assert rows(listed)[0][3] == "Checked just now: good"
    (copy,) = copies_of(provider.workspace, place)
    copy.path.chmod(0o600)
    content = bytearray(copy.path.read_bytes())
    at = content.find(b"Ana Reyes")
    content[at : at + 3] = b"Eve"
    copy.path.write_bytes(content)
    press(listed, "check")
    assert said(listed).tone() is Tone.ERROR and "is damaged" in said(listed).text()
    assert rows(listed)[0][3] == "No: damaged, or not whole"
    assert copies_of(provider.workspace, place) == []
    window.copies.copy_now()
    assert len(copies_of(provider.workspace, place)) == 1


def test_a_damaged_one_is_not_restored(listed, provider, place, tmp_path):
    (copy,) = copies_of(provider.workspace, place)
    copy.path.chmod(0o600)
    content = bytearray(copy.path.read_bytes())
    content[-4096:] = bytes(4096)
    content[8192:9000] = bytes(808)
    copy.path.write_bytes(content)
    listed.restore_to(str(tmp_path / "restored.sdesk"), copy.path, "")
    assert said(listed).tone() is Tone.ERROR
    assert not (tmp_path / "restored.sdesk").exists()


def test_its_folder_is_opened(listed, provider, place, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    press(listed, "open")
    assert opened == [str(copies_of(provider.workspace, place)[0].path.parent)]


def test_without_a_folder_it_says_so(qtbot, provider, tmp_path):
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        window.show_copies()
        assert "no copies are made" in said(inside(window, "copies", CopyList)).text()


def test_it_says_which_passphrase_opens_each_and_restore_asks_for_it(qtbot, provider, window):
    workspace = provider.workspace
    for words in ("nobody knows these", "nobody knows those"):
        change_passphrase(workspace, words, words)
        create(workspace, Customer, {"name": words})
        later = workspace.clock() + timedelta(hours=2)
        workspace.clock = lambda later=later: later
        window.copies.copy_now()
    window.show_copies()
    listed = inside(window, "copies", CopyList)
    assert not inside(listed, "copies.table", QTableWidget).isColumnHidden(4)
    assert [row[4] for row in rows(listed)] == [
        "The one of now",
        "The one of that time",
        "None: anybody can read it",
    ]
    inside(listed, "copies.table", QTableWidget).selectRow(1)
    assert not inside(listed, "copies.check", QPushButton).isEnabled()
    press(listed, "restore")
    standing = inside(listed, "restore.standing", Callout)
    assert "when the copy was made" in standing.text()
    secret = inside(listed, "restore.passphrase", QLineEdit)
    for words, expected in (("wrong words", "does not open it"), ("nobody knows these", "It is whole")):
        secret.setText(words)
        inside(listed, "restore.try", QPushButton).click()
        assert expected in standing.text()


def test_without_any_passphrase_nothing_is_said_of_it(listed):
    assert inside(listed, "copies.table", QTableWidget).isColumnHidden(4)


def test_what_is_found_of_a_copy_is_told_in_the_history(listed, provider, place):
    copy = copies_of(provider.workspace, place)[-1]
    press(listed, "check")
    assert said(listed).tone() is Tone.OK
    copy.path.chmod(0o600)
    copy.path.write_bytes(copy.path.read_bytes().replace(b"Ana Reyes", b"Ena Reyes"))
    press(listed, "check")
    assert said(listed).tone() is Tone.ERROR
    told = told_copies(provider.workspace)
    assert [(each.failed, each.place, each.name) for each in told] == [
        (False, "first", copy.path.name),
        (False, "first", copy.path.name),
        (True, "first", copy.path.name),
    ]
    ours = organization(provider.workspace)
    assert ours is not None
    last, again, made = history_of(provider.workspace, ours)[:3]
    assert [action_text(each) for each in (made, again, last)] == [
        "Copy made and verified",
        "Copy verified again",
        "Copy not verified: damaged",
    ]
    of_made, of_last = (
        {each.label: each.after for each in changes_of(provider.workspace, one)} for one in (made, last)
    )
    assert of_made["File"] == copy.path.name and of_made["Place"] == "the folder for copies"
    assert of_made["Anchor"] == told[0].anchor and "Anchor" not in of_last
    assert of_last["What is wrong"]


def test_where_it_cannot_be_told_the_window_says_so(listed, provider):
    provider.workspace.path.chmod(0o400)
    press(listed, "check")
    assert said(listed).tone() is Tone.OK and "the history does not tell it" in said(listed).text()
    assert len(told_copies(provider.workspace)) == 1
    provider.workspace.path.chmod(0o600)
