"""The list of laptops in real windows: what it says of each, one more with its words, one less after it was asked."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QTableWidget

from sdesk.models import ServiceIncident
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.team.laptops import join
from sdesk.practice.team.standings import standings
from sdesk.practice.workspaces import open_workspace
from sdesk.translation import message
from sdesk.ui.pieces import Callout
from sdesk.ui.team.laptops.adding import AddLaptop
from sdesk.ui.team.laptops.laptop_list import LaptopList
from sdesk.ui.team.laptops.taking_out import TakeOutLaptop
from sdesk.ui.window.main_window import MainWindow
from tests.ui.shell import inside, shown_window
from tests.ui.team.firm import Firm


def listed(qtbot, window: MainWindow, folder: Path | None = None) -> LaptopList:
    ours = organization(window.desk.workspace)
    if folder is not None:
        window.settings.remember_exchange_folder(ours.id, folder)
    window.desk.open_laptops()
    shown = inside(window, "laptops", LaptopList)
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def lines(shown: LaptopList) -> dict[str, list[str]]:
    table = inside(shown, "laptops.table", QTableWidget)
    rows = [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]
    return {row[0]: row[1:] for row in rows}


def said(shown: LaptopList) -> str:
    callout = inside(shown, "laptops.said", Callout)
    return callout.text() if callout.isVisible() else ""


def choose(shown: LaptopList, name: str) -> None:
    inside(shown, "laptops.table", QTableWidget).selectRow(list(lines(shown)).index(name))


def test_one_alone_says_so(qtbot, window: MainWindow) -> None:
    shown = listed(qtbot, window)
    assert lines(shown) == {}
    assert "This laptop alone" in said(shown)
    assert not inside(shown, "laptops.take-out", QPushButton).isEnabled()


def test_each_says_how_far_it_is(qtbot, two: Firm, tmp_path: Path) -> None:
    office, site = two
    site.create(ServiceIncident, summary="At the site")
    two.exchange()
    with shown_window(qtbot, office.workspace, tmp_path) as window:
        shown = listed(qtbot, window, office.folder)
        assert list(lines(shown)) == ["desk-1 (this one)", "site"]
        who, _wrote, behind, content = lines(shown)["site"]
        assert (who, behind, content) == ("Ben Okafor", "had all that is here", "the same content as here")
        assert said(shown) == ""
        office.create(ServiceIncident, summary="At the office")
        assert lines(shown)["site"][2:] == ["1 operation behind", "not comparable yet"]


def test_without_a_folder_nothing_is_said_of_content(qtbot, two: Firm, tmp_path: Path) -> None:
    two[1].create(ServiceIncident, summary="At the site")
    two.exchange()
    with shown_window(qtbot, two[0].workspace, tmp_path) as window:
        shown = listed(qtbot, window)
        assert lines(shown)["site"][3] == "not comparable yet"
        assert "No exchange folder" in said(shown)


def test_a_folder_that_is_not_there_is_said(qtbot, two: Firm, tmp_path: Path) -> None:
    with shown_window(qtbot, two[0].workspace, tmp_path) as window:
        shown = listed(qtbot, window, tmp_path / "gone")
        assert "gone" in said(shown)
        assert lines(shown)["site"][3] == "not comparable yet"


def write_invitation(qtbot, shown: LaptopList, name: str, place: Path) -> AddLaptop:
    """By the keys, up to where the system asks for the file."""
    inside(shown, "laptops.add", QPushButton).click()
    adding = inside(shown, "add-laptop", AddLaptop)
    qtbot.waitUntil(adding.isActiveWindow)
    QTest.keyClicks(QApplication.focusWidget() or adding, name)
    QTest.keyClick(QApplication.focusWidget() or adding, Qt.Key.Key_Return)
    chosen = adding.findChild(QFileDialog)
    if chosen is not None:
        chosen.fileSelected.emit(str(place))
        chosen.close()
    return adding


def words_of(adding: AddLaptop) -> str:
    return " ".join(inside(adding, "add-laptop.words").text().split())


def test_one_more_joins_with_the_words_that_are_shown(qtbot, two: Firm, tmp_path: Path) -> None:
    office = two[0]
    with shown_window(qtbot, office.workspace, tmp_path) as window:
        shown = listed(qtbot, window, office.folder)
        QApplication.clipboard().setText("something else")
        adding = write_invitation(qtbot, shown, "home", tmp_path / "home.invitation")
        words = words_of(adding)
        assert len(words.split()) == 5
        assert QApplication.clipboard().text() == "something else"
        adding.reject()  # Esc does not take them away
        assert adding.isVisible()
        inside(adding, "add-laptop.copy", QPushButton).click()
        assert QApplication.clipboard().text() == words
        inside(adding, "add-laptop.close", QPushButton).click()
        assert words_of(adding) == ""
        assert lines(shown)["home"][1] == "invited, not heard of yet"
    home = join(
        tmp_path / "home.invitation", tmp_path / "home.sdesk", words, open_workspace, clock=office.clock,
        installation=tmp_path / "notes of home",
    )  # fmt: skip
    home.close()
    kept = [*tmp_path.rglob("*.ini"), *(tmp_path.rglob("*.log"))]
    assert not any(words.split()[0] in each.read_text(errors="replace") for each in kept)


def test_without_a_name_nobody_is_invited(qtbot, two: Firm, tmp_path: Path) -> None:
    with shown_window(qtbot, two[0].workspace, tmp_path) as window:
        shown = listed(qtbot, window)
        adding = write_invitation(qtbot, shown, "  ", tmp_path / "x.invitation")
        assert "has no name" in adding.trouble.text()
        assert not (tmp_path / "x.invitation").exists()
        adding.reject()


def test_nothing_is_written_over_by_an_invitation(qtbot, two: Firm, tmp_path: Path) -> None:
    (tmp_path / "x.invitation").write_text("mine")
    with shown_window(qtbot, two[0].workspace, tmp_path) as window:
        adding = write_invitation(qtbot, listed(qtbot, window), "home", tmp_path / "x.invitation")
        assert "already" in adding.trouble.text()
        adding.reject()
        assert [each.device for each in standings(two[0].workspace)] == ["desk-1", "site"]
    assert (tmp_path / "x.invitation").read_text() == "mine"


@pytest.mark.parametrize("agrees", [True, False])
def test_one_is_taken_out_after_it_was_asked(qtbot, two: Firm, tmp_path: Path, agrees: bool) -> None:
    office, site = two
    with shown_window(qtbot, office.workspace, tmp_path) as window:
        shown = listed(qtbot, window, office.folder)
        choose(shown, "site")
        inside(shown, "laptops.take-out", QPushButton).click()
        asking = inside(shown, "take-out.dialog", TakeOutLaptop)
        assert "cannot be taken back" in "".join(
            each.text() for each in asking.findChildren(type(asking.trouble._text))
        )
        if agrees:
            asking.confirm()
            assert lines(shown)["site"][2] == "taken out"
        else:
            asking.reject()
            assert lines(shown)["site"][2] != "taken out"
    site.create(ServiceIncident, summary="Written after that")
    site.exchange()
    office.exchange()
    found = [each.summary for each in office.workspace.find(ServiceIncident)]
    assert ("Written after that" in found) is not agrees


def test_why_one_is_not_taken_out_stands_in_the_dialog(qtbot, two: Firm, tmp_path: Path) -> None:
    with shown_window(qtbot, two[0].workspace, tmp_path) as window:
        shown = listed(qtbot, window)
        for name, sentence in (
            ("desk-1 (this one)", "on which you work"),
            ("site", ""),
            ("site", "taken out already"),
        ):
            choose(shown, name)
            inside(shown, "laptops.take-out", QPushButton).click()
            asking = shown.findChildren(TakeOutLaptop)[-1]
            asking.confirm()
            assert asking.isVisible() is bool(sentence)
            if sentence:
                assert sentence in asking.trouble.text()
                asking.reject()
        choose(shown, "desk-1 (this one)")
        inside(shown, "laptops.take-out", QPushButton).click()
        asking = shown.findChildren(TakeOutLaptop)[-1]
        asking.confirm()
        assert "only laptop" in asking.trouble.text()
        asking.reject()


def test_nobody_is_added_from_a_copy_that_is_read(qtbot, two: Firm, tmp_path: Path) -> None:
    two[0].workspace.read_only = message("This is a copy.")
    with shown_window(qtbot, two[0].workspace, tmp_path) as window:
        shown = listed(qtbot, window)
        choose(shown, "site")
        assert not inside(shown, "laptops.add", QPushButton).isEnabled()
        assert not inside(shown, "laptops.take-out", QPushButton).isEnabled()


def test_what_came_is_said_with_whose_it_is(three: Firm) -> None:
    """For scripts and for the screen: however many there are, the sentence is right."""
    office, site, home = three
    site.create(ServiceIncident, summary="At the site")
    site.exchange()
    (came, *_rest) = office.exchange().said
    assert str(came) == "1 operation came, of site."
    office.create(ServiceIncident, summary="At the office")
    office.exchange()
    (came, *_rest) = home.exchange().said
    assert str(came) == "2 operations came, of desk-1 and site."
