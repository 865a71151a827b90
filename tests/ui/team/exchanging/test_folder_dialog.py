"""The exchange folder is chosen on each laptop; what can be none is refused in words."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.team.folders import refuse_folder
from sdesk.practice.team.laptops import exchange
from sdesk.practice.workspaces import Workspace
from sdesk.storage.bundles import exchange as exchanging
from sdesk.storage.bundles.folder import listed_in
from sdesk.ui.pieces import Callout
from sdesk.ui.team.exchanging import place
from sdesk.ui.team.exchanging.place import ExchangeFolderDialog
from tests.storage.bundles.test_exchange import Office
from tests.ui.shell import inside
from tests.ui.team.exchanging.team_windows import Seat, Windows


def dialog_of(seat: Seat) -> ExchangeFolderDialog:
    QTest.mouseClick(inside(seat.window, "status.team", QPushButton), Qt.MouseButton.LeftButton)
    shown = inside(seat.window, "exchange-folder", ExchangeFolderDialog)
    assert shown.isVisible()
    return shown


def chosen(seat: Seat) -> Path | None:
    ours = organization(seat.workspace)
    assert ours
    return seat.window.settings.exchange_folder(ours.id)


def choose(dialog: ExchangeFolderDialog, folder: Path) -> None:
    """As in the dialog of the system, which tests have none of."""
    QTest.mouseClick(inside(dialog, "action.choose-exchange", QPushButton), Qt.MouseButton.LeftButton)
    files = inside(dialog, "file.exchange", QFileDialog)
    files.fileSelected.emit(str(folder))
    files.close()


def choose_and_wait(windows: Windows, dialog: ExchangeFolderDialog, folder: Path) -> None:
    choose(dialog, folder)
    windows.until(lambda: not dialog._worker.is_busy())


def test_a_folder_that_is_chosen_is_exchanged_with_at_once(windows: Windows, firm: Office) -> None:
    firm.invited("site")
    office = windows.seat(firm.office, folder=None)
    windows.until(lambda: office.words == "no exchange folder")
    dialog = dialog_of(office)
    assert not inside(dialog, "action.exchange-here", QPushButton).isEnabled()
    choose(dialog, firm.folder)
    windows.until(lambda: office.words == "up to date")
    assert inside(dialog, "exchange.state", QLabel).text() == "Up to date."
    assert chosen(office) == firm.folder
    assert firm.bundles(firm.office)
    QTest.mouseClick(inside(dialog, "action.no-exchange", QPushButton), Qt.MouseButton.LeftButton)
    assert (chosen(office), office.words) == (None, "no exchange folder")


@pytest.mark.parametrize(
    ("which", "said"),
    [
        ("not there", "is not a folder that is there"),
        ("a file", "is not a folder that is there"),
        ("around the workspace", "lies in the exchange folder"),
        ("beside the workspace", "lies in the folder of office.sdesk"),
        ("with a workspace", "no workspace may lie where laptops exchange"),
    ],
)
def test_nonsense_is_refused_in_words(windows: Windows, firm: Office, which: str, said: str) -> None:
    firm.invited("site")
    home = firm.home
    inner, other = home / "office" / "exchange", home / "other"
    inner.mkdir()
    other.mkdir()
    (other / "old.sdesk").write_bytes(b"")
    place = {
        "not there": home / "nowhere",
        "a file": home / "site.invitation",
        "around the workspace": home / "office",
        "beside the workspace": inner,
        "with a workspace": other,
    }[which]
    office = windows.seat(firm.office)
    windows.up_to_date()
    dialog = dialog_of(office)
    choose_and_wait(windows, dialog, place)
    trouble = [each.text() for each in dialog.findChildren(Callout) if each.isVisible()]
    assert any(said in each for each in trouble), trouble
    assert chosen(office) == firm.folder
    choose_and_wait(windows, dialog, firm.folder)
    assert not dialog.trouble.isVisible()


def test_a_folder_that_cannot_be_written_into_is_refused(
    windows: Windows, firm: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    firm.invited("site")
    office = windows.seat(firm.office)
    windows.up_to_date()
    dialog = dialog_of(office)
    frozen = firm.home / "frozen"
    frozen.mkdir()
    opens = Path.open

    def refuses(path: Path, *more, **rest):
        if path.parent == frozen:
            raise PermissionError(13, "Permission denied")
        return opens(path, *more, **rest)

    monkeypatch.setattr(Path, "open", refuses)
    choose_and_wait(windows, dialog, frozen)
    assert "Nothing can be written into" in dialog.trouble.text()
    assert chosen(office) == firm.folder


def test_a_share_that_hangs_holds_no_window(
    windows: Windows, firm: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is looked at beside the window: who waits no longer chooses another folder, or closes."""
    firm.invited("site")
    office = windows.seat(firm.office)
    windows.up_to_date()
    dead, answers = firm.home / "dead", threading.Event()

    def hangs(workspace: Workspace, folder: Path) -> None:
        if folder == dead:
            answers.wait(60)
        refuse_folder(workspace, folder)

    monkeypatch.setattr(place, "refuse_folder", hangs)
    dialog = dialog_of(office)
    try:
        choose(dialog, dead)
        assert inside(dialog, "exchange.folder", QLabel).text() == f"Looking at {dead}…"
        assert chosen(office) == firm.folder
        choose_and_wait(windows, dialog, firm.folder)
        assert inside(dialog, "exchange.folder", QLabel).text() == str(firm.folder)
        choose(dialog, dead)
        dialog.reject()
        assert not dialog.isVisible()
    finally:
        answers.set()
    assert chosen(office) == firm.folder


def test_where_one_folder_hangs_another_is_exchanged_with_at_once(
    windows: Windows, firm: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits for the dead one is left to wait."""
    site = firm.invited("site")
    office = windows.seat(firm.office)
    windows.up_to_date()
    dead, answers = firm.folder, threading.Event()

    def listed(folder: Path, *more, **named):
        if dead in (folder, *folder.parents):
            answers.wait(60)
        return listed_in(folder, *more, **named)

    monkeypatch.setattr(exchanging, "listed_in", listed)
    another = firm.home / "another"
    another.mkdir()
    try:
        office.window.team.watch.look()
        windows.until(office.window.team.watch._worker.is_busy)
        choose(dialog_of(office), another)
        windows.until(lambda: office.words == "up to date" and any(another.iterdir()))
    finally:
        answers.set()
    exchange(site.workspace, another)
