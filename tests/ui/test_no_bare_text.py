"""In another language nothing on the screen stays English but what people have typed."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QWidget

from sdesk.models import RECORDS, Customer, Record, ServiceChangeRequest, ServiceIncident, Supplier
from sdesk.practice.lifecycle.lists import Listing, page
from sdesk.practice.workspaces import Workspace, open_workspace, people, work_as
from sdesk.translation import catalogues
from sdesk.ui.desk import Desk
from sdesk.ui.records.create_dialog import open_create_dialog
from sdesk.ui.records.form.step_dialog import StepDialog
from sdesk.ui.window.main_window import MainWindow
from tests.conftest import SAMPLE_TODAY
from tests.pseudo import PseudoLanguage, bare, write_cyrillic
from tests.ui.seen import texts_of
from tests.ui.shell import shown_window

MODELS = [model for model in RECORDS if model.states]


@pytest.fixture(scope="session")
def cyrillic_path(sample_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, of people who have no Latin letters."""
    path = Path(shutil.copy(sample_path, tmp_path_factory.mktemp("cyrillic") / "harbour.sdesk"))
    with open_workspace(path) as workspace:
        write_cyrillic(workspace)
    return path


@pytest.fixture
def other_language(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    english = catalogues.catalogue("en")
    monkeypatch.setattr(
        catalogues, "catalogue", lambda language: english if language == "en" else PseudoLanguage()
    )
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.Greek))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def window(other_language: None, cyrillic_path: Path, tmp_path: Path, qtbot) -> Iterator[MainWindow]:
    copy = Path(shutil.copy(cyrillic_path, tmp_path / "harbour.sdesk"))
    morning = datetime.combine(SAMPLE_TODAY, time(8, 30), UTC)
    with open_workspace(copy, clock=lambda: morning) as workspace:
        work_as(workspace, people(workspace)[0])
        with shown_window(qtbot, workspace, tmp_path) as shown:
            shown.resize(1366, 768)
            yield shown


def assert_nothing_bare(*beside: QWidget) -> None:
    """Of all windows that are there, and of what is shown in none yet."""
    QApplication.processEvents()
    shown = [*(each for each in QApplication.topLevelWidgets() if each.isVisible()), *beside]
    said = dict.fromkeys((text, place) for top in shown for place, text in texts_of(top))
    found = [f"{' '.join(words)!r} in {text!r} ({place})" for text, place in said if (words := bare(text))]
    assert not found, "\n".join([f"{len(found)} texts", *found])


def records(workspace: Workspace, model: type[Record]) -> list[Record]:
    """One in each state that the sample has."""
    states = [state.name for state in model.states]
    found = (page(workspace, Listing(model.__name__, states=(state,)), 0, 1) for state in states)
    return [record for some in found for record in some]


def step_dialogs(desk: Desk, record: Record, parent: QWidget) -> list[QWidget]:
    return [
        desk.screens.dialog_for(record, step, StepDialog)(desk, record, step, open_create_dialog, parent)
        for step in record.steps
        if record.state in step.from_states
    ]


@pytest.mark.parametrize("tab", range(7))
def test_tabs(window: MainWindow, tab: int) -> None:
    window.show_tab(tab)
    assert_nothing_bare()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_records(window: MainWindow, model: type[Record]) -> None:
    workspace = window.desk.workspace
    dialogs = []
    for record in records(workspace, model):
        window.show_record(record.id)
        dialogs += step_dialogs(window.desk, record, window)
        for action in window.desk.screens.actions_of(record):
            action.title()
    assert_nothing_bare(*dialogs)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_new_records(window: MainWindow, model: type[Record]) -> None:
    window.show_new(model)
    assert_nothing_bare()


def first(workspace: Workspace, model: type[Record], *states: str) -> Record:
    return page(workspace, Listing(model.__name__, states=states), 0, 1)[0]


PLACES: dict[str, Callable[[MainWindow], object]] = {
    "trends": lambda window: window.show_trends(),
    "parties": lambda window: window.show_parties(),
    "preferences": lambda window: window.show_preferences(),
    "about": lambda window: window.show_about(),
    "keys": lambda window: window.show_keys(),
    "palette": lambda window: window.show_palette(),
    "quick incident": lambda window: window.new_incident(),
    "import": lambda window: window.show_import(),
    "who": lambda window: window.working.ask(),
    "all that is left": lambda window: window.show_activity(""),
    "a change": lambda window: window.show_case(
        first(window.desk.workspace, ServiceChangeRequest, "tested", "designed").id
    ),
    "an incident": lambda window: window.show_case(
        first(window.desk.workspace, ServiceIncident, "classified").id
    ),
    "schedule": lambda window: window.show_work_product("WP.12"),
    "customer": lambda window: window.show_record(first(window.desk.workspace, Customer).id),
    "supplier": lambda window: window.show_record(first(window.desk.workspace, Supplier).id),
}


@pytest.mark.parametrize("place", PLACES)
def test_places(window: MainWindow, place: str) -> None:
    PLACES[place](window)
    assert_nothing_bare()


@pytest.mark.parametrize("at", range(11))
def test_wizards(window: MainWindow, at: int) -> None:
    activities = window.desk.pack.asks.activities
    window.show_activity(activities[at].id)
    assert_nothing_bare()


def test_the_check_finds_what_is_bare(window: MainWindow, qtbot) -> None:
    window.setWindowTitle("Bare words")
    with pytest.raises(AssertionError, match="Bare words"):
        assert_nothing_bare()
