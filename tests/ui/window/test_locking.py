"""The lock: nothing can be read over it, nothing typed is lost by it, and only the passphrase opens it."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QRadioButton, QWidget
from shiboken6 import delete

from sdesk.app import Program
from sdesk.errors import SdeskError
from sdesk.practice.unsaved import offers
from sdesk.practice.workspaces import open_workspace
from sdesk.translation import message
from sdesk.ui.pieces import PlainLabel
from sdesk.ui.window.locking import LockScreen
from sdesk.ui.window.passphrase_change import ChangePassphrase
from sdesk.ui.window.preferences import PreferencesDialog
from sdesk.ui.window.problem_report import FaultDialog, tell
from tests.ui.shell import CTRL, inside
from tests.ui.test_app import program, workspace_file

__all__ = ["program"]
WORDS = "vexing otter pumps"


class Clock:
    now = datetime(2026, 7, 15, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def path(tmp_path):
    return workspace_file(tmp_path, "One", passphrase=WORDS)


@pytest.fixture
def window(program: Program, path, qtbot):
    shown = program.show(open_workspace(path, WORDS))
    shown.locking._now = Clock()
    shown.locking._last = Clock.now
    qtbot.waitActive(shown)
    return shown


def seen() -> set[str]:
    """What stands on the screen: every window that is shown, by its name."""
    QApplication.processEvents()
    return {each.objectName() for each in QApplication.topLevelWidgets() if each.isVisible()}


def unlock(window, words: str) -> None:
    inside(window.locking.screen, "lock.words", QLineEdit).setText(words)
    inside(window.locking.screen, "lock.open", QPushButton).click()


def test_nothing_but_the_lock_is_seen_whatever_was_open_or_opens(window, qtbot):
    window.new_incident()
    window.show_preferences()
    menu = window.menu
    menu.popup(window.pos())
    before = seen()
    assert len(before) > 3
    window.locking.lock()
    assert seen() == {"lock"}
    tell(SdeskError(message("Something about Quay Dental")), window)
    window.show_passphrase()
    assert seen() == {"lock"}
    shown = window.locking.screen
    texts = {each.text() for each in shown.findChildren(QWidget) if hasattr(each, "text")}
    assert not any("One" in text for text in {*texts, shown.windowTitle()})
    unlock(window, WORDS)
    assert seen() >= (before - {"menu"}) | {"fault", "passphrase.change"}
    assert "lock" not in seen()
    dialog = window.findChild(PreferencesDialog)
    assert window.findChild(FaultDialog).isVisible()
    assert dialog.isVisible()


def titles() -> set[str]:
    """What other programs of the session are told of the windows, hidden ones too."""
    QApplication.processEvents()
    return {each.title() for each in QGuiApplication.allWindows() if each.title()}


def test_no_title_names_the_workspace_while_it_is_locked(window):
    window.show_preferences()
    before = titles()
    assert any("One Ltd" in each for each in before)
    window.locking.lock()
    assert titles() == {"sdesk"}
    window.setWindowTitle("One and Two Ltd")
    tell(SdeskError(message("Something about Quay Dental")), window)
    assert titles() == {"sdesk"}
    unlock(window, WORDS)
    assert titles() >= {each for each in before if "One Ltd" not in each}
    assert any("One and Two Ltd" in each for each in titles())


def test_a_modal_dialog_is_modal_again(window):
    window.show_passphrase()
    dialog = window.findChild(ChangePassphrase)
    ended: list[int] = []
    dialog.finished.connect(ended.append)
    window.locking.lock()
    unlock(window, WORDS)
    assert (dialog.isVisible(), dialog.isModal(), ended) == (True, True, [])


def test_typed_text_stays_and_is_kept_also_when_the_program_is_ended_from_the_lock(
    window, path, program, qtbot
):
    window.new_incident()
    line = window.findChild(QWidget, "quick.what.edit")
    QTest.keyClicks(line, "Scanner reads no barcodes")
    window.locking.lock()
    unlock(window, WORDS)
    assert window.findChild(QWidget, "quick.what.edit").text() == "Scanner reads no barcodes"
    window.locking.lock()
    program._let_go()  # what is done when the program ends from the lock
    window.locking.stop()
    program.window = None
    delete(window)
    with open_workspace(path, WORDS) as workspace:
        (offer,) = offers(workspace)
        assert "Scanner reads no barcodes" in {each.field.said for each in offer.differences}


def test_it_locks_after_minutes_away_and_not_while_somebody_works(window, qtbot):
    window.settings.lock_after = 10
    clock = window.locking._now
    clock.now += timedelta(minutes=9)
    window.locking.look()
    assert window.locking.screen is None
    qtbot.mouseMove(window.windowHandle())
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    clock.now += timedelta(minutes=9)
    window.locking.look()
    assert window.locking.screen is None
    clock.now += timedelta(minutes=1)
    window.locking.look()
    assert seen() == {"lock"}


def test_the_first_key_after_a_long_sleep_locks_and_does_nothing_else(window, qtbot):
    window.locking._now.now += timedelta(hours=8)
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_I, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert seen() == {"lock"}
    assert window._quick is None


@pytest.mark.a_few(1)
@pytest.mark.parametrize("shows", ["show_preferences", "show_passphrase", "new_incident"])
def test_the_key_locks_also_while_a_dialog_is_in_front(window, qtbot, shows):
    getattr(window, shows)()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is not window)
    qtbot.keyClick(QApplication.activeWindow().windowHandle(), Qt.Key.Key_L, CTRL)
    assert seen() == {"lock"}


def test_never_means_never(window):
    window.show_preferences()
    inside(window.findChild(PreferencesDialog), "lock.0", QRadioButton).click()
    window.locking._now.now += timedelta(days=30)
    window.locking.look()
    assert window.locking.screen is None


def test_all_preferences_fit_on_a_small_screen(window):
    window.show_preferences()
    assert window.findChild(PreferencesDialog).height() < 600


def test_wrong_passphrases_wait_longer_and_longer_and_it_is_said(window):
    window.locking.lock()
    screen = window.locking.screen
    said = inside(screen, "lock.wrong", PlainLabel)
    for seconds in (1, 2, 4, 8, 16, 32, 60, 60):
        unlock(window, "vexing otter pump")
        assert f"Wait {seconds} second" in said.text()
        assert inside(screen, "lock.words", QLineEdit).isReadOnly()
        assert screen.focusWidget() is inside(
            screen, "lock.words", QLineEdit
        )  # Return must not press another
        inside(screen, "lock.words", QLineEdit).setText(WORDS)
        screen.try_it()  # the right one has to wait, too
        assert window.locking.screen is screen
        for _second in range(seconds):
            screen.count_down()
        assert "Try again" in said.text()
    unlock(window, WORDS)
    assert window.locking.screen is None


def test_closing_the_lock_does_not_get_behind_it(window):
    window.locking.lock()
    ended: list[bool] = []
    window.locking.quit_asked.disconnect()
    window.locking.quit_asked.connect(lambda: ended.append(True))
    assert not window.locking.screen.close()
    assert ended == [True]
    assert seen() == {"lock"}


def test_without_a_passphrase_no_lock_is_offered_until_there_is_one(program, tmp_path, qtbot):
    program.start(workspace_file(tmp_path, "One"))
    window = program.window
    lock = window.menu.actions_by_name["lock"]
    assert not lock.isVisible()
    assert lock not in window.menu.all_actions()
    window.locking.lock()
    assert window.locking.screen is None
    window.show_preferences()
    assert window.findChild(PreferencesDialog).findChild(QRadioButton, "lock.10") is None
    window.show_passphrase()
    dialog = window.findChild(ChangePassphrase)
    for name in ("new", "again"):
        inside(dialog, f"passphrase.{name}", QLineEdit).setText(WORDS)
    dialog.confirm()
    assert lock.isVisible()
    lock.trigger()
    assert isinstance(window.locking.screen, LockScreen)
