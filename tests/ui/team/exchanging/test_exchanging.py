"""Windows exchange by themselves through one folder: what one does the others have within seconds, and nobody loses a word."""

import shutil
from time import thread_time

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from sdesk.models import ServiceIncident
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.team.laptops import content_of, exchange
from sdesk.storage.bundles.beside import Arrived, ExchangeBeside
from sdesk.translation import NOTHING_SAID, message
from sdesk.ui.garbage import much_held
from sdesk.ui.pieces import ErrorText
from tests.provider import incident
from tests.storage.bundles.test_exchange import Office
from tests.ui.cases import turn_to_form
from tests.ui.shell import CTRL, SHIFT, inside
from tests.ui.team.exchanging.team_windows import Windows


def test_what_one_records_the_others_have_by_themselves(windows: Windows, firm: Office) -> None:
    site, home = firm.invited("site"), firm.invited("home")
    office, second, third = (windows.seat(each, hurried=False) for each in (firm.office, site, home))
    windows.up_to_date()
    incident(firm.office, "recorded", summary="No network at the pier")
    windows.until(lambda: second.has("No network at the pier") and third.has("No network at the pier"))
    incident(home, "recorded", summary="Printer is empty")
    windows.until(lambda: second.has("Printer is empty") and office.has("Printer is empty"))
    windows.up_to_date()
    assert len({content_of(each.workspace) for each in firm.all}) == 1


def test_nothing_is_said_where_nobody_else_has_the_workspace(windows: Windows, firm: Office) -> None:
    office = windows.seat(firm.office)
    office.press(Qt.Key.Key_F5)
    windows.until(lambda: "Nobody else has this workspace yet" in office.window._status.said())
    assert (office.words, office.settle_words) == ("", "")
    assert list(firm.folder.iterdir()) == []


def test_what_is_pulled_out_is_said_and_goes_on_by_itself(windows: Windows, firm: Office) -> None:
    site = firm.invited("site")
    office, other = windows.seat(firm.office), windows.seat(site)
    windows.up_to_date()
    away = firm.home / "pocket"
    shutil.move(firm.folder, away)
    windows.until(lambda: all(each.words.startswith("folder not reachable since ") for each in windows.seats))
    assert "cannot be read" in office.details
    incident(firm.office, "recorded", summary="Written without the stick")
    assert office.words.startswith("folder not reachable since ")
    assert not other.has("Written without the stick")
    said: list[str] = []
    for each in windows.seats:
        each.window.team.watch.told.connect(lambda _state, seat=each: said.append(seat.words))
    shutil.move(away, firm.folder)
    windows.until(lambda: other.has("Written without the stick"))
    windows.up_to_date()
    assert not [each for each in said if each.startswith("not exchanged")]


def test_what_is_typed_and_not_saved_stays_and_is_a_conflict(windows: Windows, firm: Office) -> None:
    made = firm.office.take(incident(firm.office, "recorded", summary="Wrong label"), "record")
    site = firm.invited("site")
    office, _other = windows.seat(firm.office), windows.seat(site)
    windows.up_to_date()
    office.come_to_front()
    office.window.show_record(made.id)
    form = office.window.shown_form()
    assert form is not None
    turn_to_form(form)
    edit = inside(form, "ServiceIncident.summary.edit", QLineEdit)
    edit.setFocus()
    edit.end(False)
    QTest.keyClicks(edit, " typed here")
    site.save(reload(site.workspace, site.workspace.find(ServiceIncident)[0]), summary="Changed on the site")
    windows.until(lambda: office.has("Changed on the site"))
    assert edit.text() == "Wrong label typed here"
    office.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert office.has("Changed on the site")
    assert "Changed on the site" in "".join(
        each.text() for each in form.findChildren(ErrorText) if each.isVisible()
    )
    assert edit.text() == "Wrong label typed here"


def test_a_key_exchanges_now(windows: Windows, firm: Office) -> None:
    site = firm.invited("site")
    office = windows.seat(firm.office)
    windows.up_to_date()
    office.window.team.watch._each.stop()
    incident(site, "recorded", summary="By the key alone")
    exchange(site.workspace, firm.folder)
    office.press(Qt.Key.Key_F5)
    windows.until(lambda: office.has("By the key alone"))


def test_nothing_is_taken_in_while_something_is_written(windows: Windows, firm: Office) -> None:
    site = firm.invited("site")
    office = windows.seat(firm.office)
    windows.up_to_date()
    incident(site, "recorded", summary="Comes later")
    exchange(site.workspace, firm.folder)
    with firm.office.workspace.transaction("save"):
        office.press(Qt.Key.Key_F5)
        windows.qtbot.wait(1500)  # what is not to happen is waited for
        assert not office.has("Comes later")
    windows.until(lambda: office.has("Comes later"))


def test_what_was_written_last_goes_before_the_window_is_gone(windows: Windows, firm: Office) -> None:
    site = firm.invited("site")
    office = windows.seat(firm.office)
    windows.up_to_date()
    incident(firm.office, "recorded", summary="The last of the day")
    office.window.go_without_asking()
    office.window.close()
    exchange(site.workspace, firm.folder)
    assert "The last of the day" in {each.summary for each in site.workspace.find(ServiceIncident)}


def test_a_dialog_and_a_small_window_keep_what_is_typed(windows: Windows, firm: Office) -> None:
    site = firm.invited("site")
    office = windows.seat(firm.office)
    windows.up_to_date()
    office.press(Qt.Key.Key_I, CTRL | SHIFT)
    edit = inside(office.window, "quick.what.edit", QLineEdit)
    edit.setFocus()
    QTest.keyClicks(edit, "Half a sentence")
    incident(site, "recorded", summary="Meanwhile")
    exchange(site.workspace, firm.folder)
    windows.until(lambda: office.has("Meanwhile"))
    assert edit.text() == "Half a sentence"
    assert edit.isVisible()


def test_the_window_is_kept_for_no_more_than_a_tenth_of_a_second(
    windows: Windows, firm: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_long_pieces(windows, firm, monkeypatch, 80)


def refuse_long_pieces(
    windows: Windows, firm: Office, monkeypatch: pytest.MonkeyPatch, incidents: int
) -> None:
    """Raises AssertionError where taking in five operations for each keeps the window for a tenth of a second at a time."""
    site = firm.invited("site")
    with site.workspace.at_once():
        made = [site.create(ServiceIncident, summary=f"Number {n}") for n in range(incidents)]
        for n in range(4):
            for each in made:
                site.save(each, notes=f"Said {n}")
    exchange(site.workspace, firm.folder)
    office = windows.seat(firm.office)
    takes, exchanging = [], ExchangeBeside.take_some

    def timed(self: ExchangeBeside, arrived: Arrived) -> bool:
        begun = thread_time()
        try:
            return exchanging(self, arrived)
        finally:
            takes.append(thread_time() - begun)

    monkeypatch.setattr(ExchangeBeside, "take_some", timed)
    windows.qtbot.waitUntil(lambda: office.words == "up to date", timeout=300_000)
    assert office.has(f"Number {incidents - 1}")
    assert len(takes) > 2
    assert max(takes) < 0.1, sorted(takes)[-5:]


@pytest.mark.parametrize("is_read_at_last", [True, False])
def test_what_came_waits_while_a_screen_is_read_but_not_for_ever(
    windows: Windows, firm: Office, monkeypatch: pytest.MonkeyPatch, is_read_at_last: bool
) -> None:
    site = firm.invited("site")
    office = windows.seat(firm.office)
    windows.up_to_date()
    reads = QObject()
    office.window.desk.reads_beside.add(reads)
    incident(site, "recorded", summary="Not before it is read")
    exchange(site.workspace, firm.folder)
    windows.until(lambda: "behind" in office.words)
    assert not office.has("Not before it is read")
    assert much_held
    if is_read_at_last:
        office.window.desk.reads_beside.clear()
    else:
        monkeypatch.setattr("sdesk.ui.team.exchanging.watch.WAITS_AT_MOST", 0.0)
    windows.until(lambda: office.has("Not before it is read"))
    windows.up_to_date()
    assert not much_held


def test_a_copy_that_is_read_takes_nothing_in_and_gives_nothing(windows: Windows, firm: Office) -> None:
    site = firm.invited("site")
    incident(site, "recorded", summary="Not for who reads")
    exchange(site.workspace, firm.folder)
    firm.office.workspace.read_only = message("This is a copy, to be read.")
    office = windows.seat(firm.office)
    office.press(Qt.Key.Key_F5)
    windows.qtbot.wait(1500)  # what is not to happen is waited for
    assert not office.has("Not for who reads")
    assert office.words == ""
    assert firm.bundles(firm.office) == []
    firm.office.workspace.read_only = NOTHING_SAID


@pytest.mark.torture
def test_ten_thousand_operations_keep_the_window_for_no_more(
    windows: Windows, firm: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_long_pieces(windows, firm, monkeypatch, 2_000)
