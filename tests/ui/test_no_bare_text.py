"""In another language nothing on the screen stays English but what people have typed."""

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime, time
from itertools import islice
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QWidget

from sdesk.models import RECORDS, Customer, Record, ServiceChangeRequest, ServiceIncident, Supplier
from sdesk.practice.calendar.public_holidays import Place, countries, parts_of, public_holidays
from sdesk.practice.lifecycle.lists import Listing, page
from sdesk.practice.workspaces import Workspace, open_workspace, people, work_as
from sdesk.translation import catalogues
from sdesk.ui.pieces import TextField
from sdesk.ui.records.create_dialog import open_create_dialog
from sdesk.ui.records.form.step_dialog import StepDialog
from sdesk.ui.safekeeping.anchor import AnchorDialog
from sdesk.ui.team.laptops.adding import AddLaptop
from sdesk.ui.team.laptops.joining import JoinDialog
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.wizard.questions import QuestionsWindow
from sdesk.ui.wizard.questions.offers import data_to_offer, goals_to_offer, services_to_offer, tools_to_offer
from tests.conftest import SAMPLE_TODAY
from tests.pseudo import PseudoLanguage, bare, write_cyrillic
from tests.ui.seen import texts_of
from tests.ui.shell import inside, shown_window

MODELS = [model for model in RECORDS if model.states]
HERE = "рабочий стол"
"""What this laptop is called, by people who have no Latin letters."""


@pytest.fixture(scope="session")
def cyrillic_path(sample_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, of people who have no Latin letters."""
    path = Path(shutil.copy(sample_path, tmp_path_factory.mktemp("cyrillic") / "harbour.sdesk"))
    with open_workspace(path, device=HERE) as workspace:
        write_cyrillic(workspace)
    return path


@pytest.fixture
def other_language(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    english, other = catalogues.catalogue("en"), PseudoLanguage()
    monkeypatch.setattr(catalogues, "catalogue", lambda language: english if language == "en" else other)
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.Greek))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def window(other_language: None, cyrillic_path: Path, tmp_path: Path, qtbot) -> Iterator[MainWindow]:
    copy = Path(shutil.copy(cyrillic_path, tmp_path / "harbour.sdesk"))
    morning = datetime.combine(SAMPLE_TODAY, time(8, 30), UTC)
    with open_workspace(copy, device=HERE, clock=lambda: morning) as workspace:
        work_as(workspace, people(workspace)[0])
        with shown_window(qtbot, workspace, tmp_path) as shown:
            shown.resize(1366, 768)
            yield shown
        for each in QApplication.topLevelWidgets():
            each.close()


def windows() -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


def bare_in(seen: Iterable[QWidget], data: Collection[str] = ()) -> list[str]:
    """What is said there in plain letters, and where; but for what is data."""
    QApplication.processEvents()
    said = dict.fromkeys((text, place) for each in seen for place, text in texts_of(each) if text not in data)
    return [f"{' '.join(words)!r} in {text!r} ({place})" for text, place in said if (words := bare(text))]


def assert_none(found: Iterable[str]) -> None:
    each = list(dict.fromkeys(found))
    assert not each, "\n".join([f"{len(each)} texts", *each])


def records(workspace: Workspace, model: type[Record]) -> Iterator[Record]:
    """One in each state that the sample has."""
    for state in model.states:
        yield from page(workspace, Listing(model.__name__, states=(state.name,)), 0, 1)


def step_dialogs(window: MainWindow, record: Record) -> Iterator[QWidget]:
    for step in record.steps:
        if record.state in step.from_states:
            asking = window.desk.screens.dialog_for(record, step, StepDialog)
            yield asking(window.desk, record, step, open_create_dialog, window)


def test_tabs(window: MainWindow) -> None:
    found = []
    for tab in range(7):
        window.show_tab(tab)
        found += bare_in([window.current_page()])
    assert_none([*found, *bare_in([window])])


@pytest.mark.a_few(1)
@pytest.mark.parametrize(
    ("part", "states"),
    [
        *((part, 2) for part in range(4)),
        *(pytest.param(part, 99, marks=pytest.mark.torture) for part in range(4)),
    ],
)
@pytest.mark.torture
def test_records_and_their_steps(window: MainWindow, part: int, states: int) -> None:
    """In every run the first states in which there is one: the steps of a draft, and of what is at work."""
    found, workspace = [], window.desk.workspace
    for model in MODELS[part::4]:
        for record in islice(records(workspace, model), states):
            window.show_record(record.id)
            found += bare_in([window.current_page(), *step_dialogs(window, record)])
        window.show_new(model)
        found += bare_in([window.current_page()])
    assert_none(found)


def first(workspace: Workspace, model: type[Record], *states: str) -> Record:
    return page(workspace, Listing(model.__name__, states=states), 0, 1)[0]


PLACES: dict[str, Callable[[MainWindow], object]] = {
    "trends": lambda window: window.show_trends(),
    "parties": lambda window: window.show_parties(),
    "schedule": lambda window: window.show_work_product("WP.12"),
    "week": lambda window: inside(window, "ChangeSchedule.week").click(),
    "customer": lambda window: window.show_record(first(window.desk.workspace, Customer).id),
    "supplier": lambda window: window.show_record(first(window.desk.workspace, Supplier).id),
    "preferences": lambda window: window.show_preferences(),
    "copies": lambda window: window.show_copies(),
    "anchor": lambda window: AnchorDialog(window.desk, window).open(),
    "about": lambda window: window.show_about(),
    "keys": lambda window: window.show_keys(),
    "palette": lambda window: window.show_palette(),
    "quick incident": lambda window: window.new_incident(),
    "import": lambda window: window.show_import(),
    "who": lambda window: window.working.ask(),
    "laptops": lambda window: window.show_laptops(),
    "one more laptop": lambda window: AddLaptop(window.desk, window).open(),
    "joining": lambda window: JoinDialog(window).open(),
    "to settle": lambda window: window.show_settling(),
}


@pytest.mark.torture
def test_places(window: MainWindow) -> None:
    found = []
    for place in PLACES.values():
        place(window)
        beside = [each for each in windows() if each is not window]
        found += bare_in(beside or [window.current_page()], said_by_others(beside))
        for each in beside:
            each.close()
    assert_none(found)


def said_by_others(seen: Iterable[QWidget]) -> set[str]:
    """Names of libraries, their licences, and paths."""
    theirs = ("about.parts", "about.licence", "about.facts")
    return {text for each in seen for place, text in texts_of(each) if place.startswith(theirs)}


@pytest.mark.torture
def test_wizards(window: MainWindow) -> None:
    found, workspace = [], window.desk.workspace
    for activity in ("", *(each.id for each in window.desk.pack.asks.activities)):
        window.show_activity(activity)
        found += bare_in(each for each in windows() if each is not window)
    window.show_case(first(workspace, ServiceChangeRequest, "tested", "designed").id)
    window.show_case(first(workspace, ServiceIncident, "classified").id)
    assert_none([*found, *bare_in(each for each in windows() if each is not window)])


@pytest.mark.torture
def test_questions(window: MainWindow) -> None:
    """All three screens, and what keeps one from being left. What can be ticked is data, of which each language has its own."""
    offers = (*services_to_offer(), *tools_to_offer(), *data_to_offer(), *goals_to_offer())
    data = {text for each in offers for text in (each.name, *each.words)}
    data |= {name for _code, name in (*countries(), *parts_of("PT", [2026]))}
    data |= {each.name for each in public_holidays(Place("PT"), range(2025, 2031))}
    assert not [text for text in data if text.endswith((" count", "minutes"))], "what is measured is worded"
    window.show_questions()
    [asked] = window.findChildren(QuestionsWindow)
    found = []
    for number in (1, 4, 8):
        asked.open_question(number)
        found += bare_in([asked], data)
    customer = inside(asked, "question.4.customers.0.contact", TextField)
    customer.typeWords({"": "Ева"})
    asked.go_on()
    assert asked.isVisible()
    assert_none([*found, *bare_in([asked], data)])


def test_the_check_finds_what_is_bare(window: MainWindow) -> None:
    window.setWindowTitle("Bare words")
    assert ["Bare words" in each for each in bare_in([window])].count(True) == 1
