"""What the status line says of the team is so. Each test tries to have it say something that is not."""

import hashlib
import os
import shutil
import time
from functools import partial
from random import Random
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from sdesk.models import ServiceIncident
from sdesk.practice.team.laptops import exchange
from sdesk.practice.workspaces import open_workspace
from sdesk.storage.bundles import beside
from sdesk.storage.bundles import exchange as module
from sdesk.storage.bundles.bundle import looked_at
from sdesk.storage.merging.pasts import ends_in
from sdesk.storage.schema import SCHEMA_VERSION
from sdesk.ui.pieces import Dialog
from tests.provider import incident
from tests.storage.bundles.test_exchange import Office
from tests.ui.shell import inside
from tests.ui.team.exchanging.team_windows import HURRIED, Seat, Windows

LOOKED_BY_THEN = HURRIED / 1000 + 3
"""Seconds after which a window has looked into the folder again."""


def what_is_told(firm: Office, since: float = 0) -> dict[UUID, int]:
    """The last operation of each laptop of which anything tells that has lain in the folder for so long, by a look of its own."""
    told: dict[UUID, int] = {}
    for path in firm.bundles():
        if time.time() - path.stat().st_mtime < since:
            continue
        head = looked_at(path.read_bytes())
        for replica, number in {**head.past, head.author: head.last}.items():
            told[replica] = max(told.get(replica, 0), number)
    return told


def refuse_untrue(firm: Office, seat: Seat) -> None:
    """Raises AssertionError where it says that it is up to date, and is not."""
    if seat.words != "up to date":
        return
    with seat.workspace.reading() as session:
        ends = {end.replica: end.number for end in ends_in(session.connection())}
    told = what_is_told(firm, LOOKED_BY_THEN)
    assert all(ends.get(replica, 0) >= number for replica, number in told.items())
    signer = seat.workspace.signer()
    assert signer
    assert what_is_told(firm).get(signer[0]) == ends[signer[0]]


def _look(firm: Office, seat: Seat, _state: object) -> None:
    refuse_untrue(firm, seat)


def test_up_to_date_never_before_it_is_so(windows: Windows, firm: Office) -> None:
    site = firm.invited("site")
    office, other = windows.seat(firm.office), windows.seat(site)
    for seat in (office, other):
        seat.window.team.watch.told.connect(partial(_look, firm, seat))
    windows.up_to_date()
    by_chance = Random(7)
    for n in range(6):
        one, another = by_chance.sample([office, other], 2)
        incident(one.laptop, "recorded", summary=f"Number {n}")
        is_told = "1 to go out" in one.words or one.words == "exchanging"
        assert is_told, one.words  # the very moment in which it is written
        windows.until(partial(another.has, f"Number {n}"))
    windows.up_to_date()
    refuse_untrue(firm, office)
    refuse_untrue(firm, other)


def test_what_was_told_and_has_not_come_is_behind(windows: Windows, firm: Office) -> None:
    site, home = firm.invited("site"), firm.invited("home")
    incident(site, "recorded", summary="Only the site has it")
    exchange(site.workspace, firm.folder)
    exchange(home.workspace, firm.folder)
    away, theirs = firm.home / "away", firm.bundles(site)[0].parent
    shutil.move(theirs, away)
    office = windows.seat(firm.office)
    windows.until(lambda: office.words.endswith(" behind"))
    assert "operations 1 to" in office.details and "have not come" in office.details
    with windows.qtbot.waitSignal(office.window.team.watch.exchanged, timeout=60_000):
        office.press(Qt.Key.Key_F5)
    assert office.words.endswith(" behind")
    shutil.move(away, firm.folder)
    (firm.folder / "away").rename(theirs)
    windows.until(lambda: office.has("Only the site has it"))
    windows.up_to_date()


def test_what_is_cut_waits_and_is_said(windows: Windows, firm: Office) -> None:
    site = firm.invited("site")
    office = windows.seat(firm.office)
    windows.up_to_date()
    incident(site, "recorded", summary="Not all of it")
    exchange(site.workspace, firm.folder)
    last = firm.bundles(site)[-1]
    whole = last.read_bytes()
    last.write_bytes(whole[:-100])
    windows.until(lambda: office.words == "something waits, see why")
    assert "not all there yet" in office.details
    last.write_bytes(whole)
    windows.until(lambda: office.has("Not all of it"))
    windows.up_to_date()


def test_what_a_stranger_put_there_is_said_and_keeps_nobody_out(windows: Windows, firm: Office) -> None:
    site = firm.invited("site")
    office = windows.seat(firm.office)
    windows.up_to_date()
    incident(site, "recorded", summary="From the site")
    exchange(site.workspace, firm.folder)
    forged = bytearray(firm.bundles(site)[-1].read_bytes())
    forged[-1] ^= 1
    place = firm.bundles(site)[-1].parent / f"000090-000091-{hashlib.sha256(forged).hexdigest()[:16]}.sdx"
    place.write_bytes(forged)
    windows.until(lambda: office.has("From the site") and office.words == "something waits, see why")
    assert "not what a laptop wrote" in office.details
    place.unlink()
    windows.up_to_date()


def test_what_a_newer_program_wrote_waits_and_is_said(
    windows: Windows, firm: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = firm.invited("site")
    office = windows.seat(firm.office)
    windows.up_to_date()
    incident(site, "recorded", summary="From the future")
    exchange(site.workspace, firm.folder)
    with monkeypatch.context() as older:
        older.setattr(module, "SCHEMA_VERSION", SCHEMA_VERSION - 1)
        windows.until(lambda: office.words.endswith(" behind"))
        assert "newer sdesk" in office.details
        made = incident(firm.office, "recorded", summary="The work here goes on")
        assert made.number
        windows.until(lambda: "to go out" not in office.words)
        assert office.words.endswith(" behind")
    windows.until(lambda: office.has("From the future"))


def test_an_emptied_folder_is_said_and_nothing_is_lost(windows: Windows, firm: Office) -> None:
    site = firm.invited("site")
    incident(site, "recorded", summary="From the site")
    office = windows.seat(firm.office)
    exchange(site.workspace, firm.folder)
    windows.until(lambda: office.has("From the site"))
    windows.up_to_date()
    for each in list(firm.folder.iterdir()):
        shutil.rmtree(each)
    windows.until(lambda: office.words == "something waits, see why")
    assert "it was emptied" in office.details
    assert office.has("From the site")
    windows.until(lambda: bool(firm.bundles(firm.office)))
    exchange(site.workspace, firm.folder)
    windows.up_to_date()


def test_two_of_one_replica_are_said_once_in_the_line_and_no_dialog_comes(
    windows: Windows, firm: Office
) -> None:
    site = firm.invited("site")
    exchange(site.workspace, firm.folder)
    twin_place = firm.home / "twin" / "twin.sdesk"
    twin_place.parent.mkdir()
    site.workspace.close()
    shutil.copy(site.workspace.path, twin_place)
    shutil.copytree(firm.notes("site"), firm.notes("twin"))
    again = open_workspace(site.workspace.path, clock=firm.office.clock, installation=firm.notes("site"))
    twin = open_workspace(twin_place, clock=firm.office.clock, installation=firm.notes("twin"))
    firm.all.remove(site)
    one, two = firm.keep(again, "site again"), firm.keep(twin, "twin")
    incident(one, "recorded", summary="As one")
    incident(two, "recorded", summary="As the other")
    exchange(one.workspace, firm.folder)
    office, other = windows.seat(firm.office), windows.seat(two)
    windows.until(lambda: other.words == "not exchanged, see why")
    assert "Two laptops" in other.details
    windows.until(lambda: office.has("As one"))
    assert not other.has("As one") and other.has("As the other")
    assert [each for each in other.window.findChildren(Dialog) if each.isVisible()] == []


def test_a_full_disk_is_said_and_what_was_written_goes_later(windows: Windows, firm: Office) -> None:
    site = firm.invited("site")
    office, other = windows.seat(firm.office), windows.seat(site)
    windows.up_to_date()
    own = firm.bundles(firm.office)[0].parent
    own.chmod(0o500)
    if os.access(own, os.W_OK):
        own.chmod(0o700)
        away = firm.home / "own"
        shutil.move(own, away)
        own.write_bytes(b"in its place")
    incident(firm.office, "recorded", summary="Nowhere to put it")
    windows.until(lambda: office.words == "not exchanged, see why")
    assert not other.has("Nowhere to put it")
    if own.is_file():
        own.unlink()
        shutil.move(away, own)
    else:
        own.chmod(0o700)
    windows.until(lambda: other.has("Nowhere to put it"))
    windows.up_to_date()


def test_what_is_written_while_the_folder_is_away_is_never_up_to_date(windows: Windows, firm: Office) -> None:
    firm.invited("site")
    office = windows.seat(firm.office)
    windows.up_to_date()
    shutil.rmtree(firm.folder)
    incident(firm.office, "recorded", summary="Alone")
    assert office.words == "1 to go out"
    windows.until(lambda: office.words.startswith("folder not reachable since "))
    firm.folder.mkdir()
    windows.up_to_date()
    refuse_untrue(firm, office)


def test_no_folder_is_said_where_somebody_else_has_the_workspace(windows: Windows, firm: Office) -> None:
    firm.invited("site")
    office = windows.seat(firm.office, folder=None)
    windows.until(lambda: office.words == "no exchange folder")
    assert not list(firm.folder.iterdir())


def test_what_is_to_settle_is_counted_until_it_is_settled(windows: Windows, firm: Office) -> None:
    made = firm.office.take(incident(firm.office, "recorded", summary="As it was"), "record")
    site = firm.invited("site")
    theirs = site.workspace.find(ServiceIncident)[0]
    firm.office.save(made, summary="As the office says")
    site.save(theirs, summary="As the site says")
    office, other = windows.seat(firm.office), windows.seat(site)
    windows.until(lambda: office.settle_words == "1 to settle" and other.settle_words == "1 to settle")
    inside(other.window, "status.settle", QPushButton).click()
    windows.until(lambda: other.window.findChild(Dialog, "settle") is not None)
    firm.office.save(made, summary="As both say")
    assert office.settle_words == ""
    windows.until(lambda: other.settle_words == "")


def test_a_fault_of_the_program_while_others_work_comes_ends_no_exchange(
    windows: Windows, firm: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said, the window goes on, and it is tried again."""
    site = firm.invited("site")
    office = windows.seat(firm.office)
    windows.up_to_date()
    said: list[str] = []
    office.window.team.watch.told.connect(lambda state: said.append(state.words))

    def once(*_given: object) -> None:
        monkeypatch.undo()
        raise RuntimeError("nobody thought of it")

    monkeypatch.setattr(beside, "take_in_here", once)
    incident(site, "recorded", summary="From the site")
    exchange(site.workspace, firm.folder)
    windows.until(lambda: office.has("From the site"))
    windows.up_to_date()
    assert "not exchanged, see why" in said
