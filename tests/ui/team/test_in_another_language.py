"""What met, and the laptops, in a language of no people: nothing stays English but what was written and what laptops are called."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QListView, QWidget

from sdesk.models import BusinessGoals, ServiceScope
from sdesk.models.governance import Goal
from sdesk.practice.lifecycle.records import delete_draft, new_version
from sdesk.practice.team.counted import laptops_counted
from sdesk.practice.team.laptops import invite, take_out
from sdesk.practice.team.standings import standings
from sdesk.translation import catalogues
from sdesk.ui.team.laptops.taking_out import TakeOutLaptop
from sdesk.ui.wording import worded
from tests.provider import incident
from tests.pseudo import PseudoLanguage, bare
from tests.ui.seen import texts_of
from tests.ui.shell import inside, shown_window
from tests.ui.team.firm import Firm
from tests.ui.team.test_laptops import listed
from tests.ui.team.test_settling import on, on_hold_here_restored_there, settling, written_on_each

DATA = (
    "of the office", "of the site", "desk-1", "site", "home", "late one", "Ana Reyes", "Ben Okafor", "Another one", "No fault.",
    "two and a half", "two", "one", "so that it is later", "INC", "office", "exchange",
)  # fmt: skip

MARKS = ("<s>", "</s>", "<b>", "</b>", "<u>", "</u>", "<i>", "</i>", "<br>")


@pytest.fixture
def other_language(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    english, other = catalogues.catalogue("en"), PseudoLanguage()
    monkeypatch.setattr(catalogues, "catalogue", lambda language: english if language == "en" else other)
    yield


def left_in(text: str) -> list[str]:
    for each in (*DATA, *MARKS):
        text = text.replace(each, " ")
    return bare(text)


def bare_in(widget: QWidget) -> list[str]:
    return [f"{words} in {text!r}" for _place, text in texts_of(widget) if (words := left_in(text))]


def test_what_met(qtbot, two: Firm, tmp_path: Path, other_language: None) -> None:
    office, site = two
    site.works(site.ana)
    stepped = on_hold_here_restored_there(two)
    mine = incident(office, "recorded", summary="one", notes="one\ntwo\nsite")
    gone = incident(office, "draft", summary="one")
    scope = office.approved(ServiceScope)
    goals = office.create(BusinessGoals, goals=(Goal(statement="one"), Goal(statement="two")))
    two.exchange()
    written_on_each(two, mine, "summary", ("of the office", "of the site"))
    written_on_each(two, mine, "notes", ("two\ntwo\nsite", "one\ntwo\noffice"))
    delete_draft(office.workspace, on(office, gone))
    site.save(on(site, gone), summary="of the site")
    for each in two:
        new_version(each.workspace, on(each, scope))
    first, second = on(office, goals).goals
    office.save(on(office, goals), goals=(first,))
    site.save(on(site, goals), goals=(first, second.model_copy(update={"statement": "two and a half"})))
    two.exchange()
    found = []
    with settling(qtbot, office, tmp_path) as screen:
        kinds = {each.kind for each in screen.lines()}
        assert kinds >= {"field", "row", "step", "deleted", "drafts", "text"}
        for at in range(len(screen.lines())):
            inside(screen, "settle.list", QListView).setCurrentIndex(screen._model.index(at, 0))
            found += bare_in(inside(screen, "settle.acts"))
            found += bare_in(inside(screen, "settle.page"))
        found += bare_in(inside(screen, "settle.list"))
    assert [each for each in found if "in words" not in each and stepped.number not in each] == []


def test_laptops(qtbot, three: Firm, tmp_path: Path, other_language: None) -> None:
    office = three[0]
    invite(office.workspace, "late one", tmp_path / "late.invitation")
    take_out(office.workspace, "home")
    with shown_window(qtbot, office.workspace, tmp_path) as window:
        shown = listed(qtbot, window, office.folder)
        asking = TakeOutLaptop(window.desk, standings(office.workspace)[1], shown)
        assert [*bare_in(shown), *bare_in(asking)] == []
        assert left_in(worded(laptops_counted(office.workspace)).replace("March", "")) == []
