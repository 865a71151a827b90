"""The window that reads a copy, walked through by everything that can be pressed: it offers nothing that it would refuse."""

import hashlib
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from sdesk.models import (
    RECORDS,
    ChangeProcedure,
    Customer,
    FeedbackEntry,
    Record,
    ServiceChangeRequest,
    ServiceIncident,
)
from sdesk.practice.kept_copies import Copy, Places
from sdesk.practice.lifecycle.lists import Listing, page
from sdesk.practice.workspaces import Workspace
from sdesk.ui.control.schedule.calendar_grid import DAY_ROLE, CalendarGrid
from sdesk.ui.pieces import Callout, FieldWidget, ReadText
from sdesk.ui.pieces.fields.row_line import RowLine
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.wizard.sources import case_source
from tests.ui.safekeeping.reading import (
    buttons_in,
    close_all_but,
    copy_of,
    lines_of,
    menu_of,
    menus_in,
    read_window,
)
from tests.ui.shell import ALT, CTRL, SHIFT, inside

MODELS = [model for model in RECORDS if model.states]
MOST_USED = [ServiceIncident, ServiceChangeRequest, Customer, FeedbackEntry, ChangeProcedure]
PARTS = 4
ELSEWHERE = ("action.lock", "action.quit", "action.close", "action.open", "action.new-workspace")


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the workspace had to refuse."""
    found: list[str] = []
    refuse = Workspace.refuse_to_save

    def tell(workspace: Workspace) -> None:
        if workspace.read_only:
            found.append("refused")
        refuse(workspace)

    monkeypatch.setattr(Workspace, "refuse_to_save", tell)
    return found


@pytest.fixture(scope="module")
def copy(sample_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return copy_of(sample_path, tmp_path_factory.mktemp("copied"))


@pytest.fixture
def window(
    qtbot, copy: Copy, tmp_path: Path, refused: list[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    with read_window(qtbot, copy, tmp_path) as shown:
        before = sha256_of(shown.desk.workspace.path)
        yield shown
        assert sha256_of(shown.desk.workspace.path) == before
        beside = {each.name for each in shown.desk.workspace.path.parent.iterdir() if each.is_file()}
        assert not [each for each in beside if each.endswith((".unsaved", "-journal"))]


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def records(workspace: Workspace, model: type[Record]) -> Iterator[Record]:
    """One in each state that the sample has."""
    for state in model.states:
        yield from page(workspace, Listing(model.__name__, states=(state.name,)), 0, 1)


def offered_in(seen: QWidget) -> list[tuple[Any, Callable[[], None]]]:
    """What can be pressed there, in menus too."""
    lines = [line for menu in menus_in(seen) for line in lines_of(menu)]
    buttons = [each for each in buttons_in(seen) if menu_of(each) is None]
    return [*((each, each.click) for each in buttons), *((each, each.trigger) for each in lines)]


def called(pressed: Any) -> str:
    """By its name without numbers of records, or else by its words: of many of a kind, one is pressed."""
    return re.sub(r"[A-Z]{2,}[-.\d]+|\d+", "#", pressed.objectName() or pressed.text())


class Walk:
    """Presses everything in what is shown, each time from the same place; keeps what was refused then."""

    def __init__(self, window: MainWindow, refused: list[str]) -> None:
        self.window, self.refused = window, refused
        self.faults: list[str] = []
        self.pressed: set[tuple[str, str]] = set()

    def through(self, place: str, show: Callable[[], QWidget]) -> None:
        seen = self.shown(place, show)
        self.faults += [f"{place}: {each} can be typed in" for each in open_fields(seen)]
        for name in self.not_pressed(place, offered_in(seen)):
            seen = self.shown(place, show)
            for each, does in offered_in(seen):
                if called(each) == name:
                    self.press(place, each, does)
                    break

    def not_pressed(self, place: str, offered: list[tuple[Any, Callable[[], None]]]) -> list[str]:
        kind = place.partition(" ")[0]
        names = dict.fromkeys(called(each) for each, _does in offered if each.objectName() not in ELSEWHERE)
        return [name for name in names if (kind, name) not in self.pressed]

    def shown(self, place: str, show: Callable[[], QWidget]) -> QWidget:
        seen = show()
        QApplication.processEvents()
        self.look(f"{place}, shown")
        return seen

    def press(self, place: str, pressed: Any, does: Callable[[], None]) -> None:
        name = called(pressed)
        self.pressed.add((place.partition(" ")[0], name))
        does()
        QApplication.processEvents()
        self.look(f"{place}: {name}")
        for each in QApplication.topLevelWidgets():
            if each.isVisible() and isinstance(each, QFileDialog):
                self.faults.append(f"{place}: {name} asks for a file")
            elif each.isVisible() and each.objectName() == "fault":
                self.faults.append(f"{place}: {name} fails")
        close_all_but(self.window)

    def look(self, what: str) -> None:
        if self.refused:
            self.faults.append(f"{what} was refused")
            self.refused.clear()

    def ends(self) -> None:
        print(f"{len(self.pressed)} kinds of button and line were pressed")
        assert not self.faults, "\n".join([f"{len(self.faults)} faults", *dict.fromkeys(self.faults)])


def open_fields(seen: QWidget) -> list[str]:
    """Where somebody could type or choose, but where lists are filtered and what is shown is chosen."""
    lines = [each for each in seen.findChildren(QLineEdit) if not each.isReadOnly()]
    texts = [each for each in seen.findChildren(QPlainTextEdit) if not each.isReadOnly()]
    fields = [each for each in seen.findChildren(FieldWidget) if not each.isReadOnly()]
    found: list[QWidget] = [*lines, *texts, *fields]
    names = [each.objectName() for each in found if each.isVisible() and each.isEnabled()]
    return [name for name in names if not name.startswith("reports.") and not name.endswith(FOR_LOOKING)]


FOR_LOOKING = (".filter", ".find", "search")
"""Also the days of which a report is shown."""


@pytest.fixture
def walk(window: MainWindow, refused: list[str]) -> Iterator[Walk]:
    walk = Walk(window, refused)
    yield walk
    walk.ends()


def shown_by(window: MainWindow, show: Callable[[], object]) -> QWidget:
    show()
    shown: QWidget = window.current_page()
    return shown


def places(window: MainWindow) -> Iterator[tuple[str, Callable[[], QWidget]]]:
    shows: dict[str, Callable[[], object]] = {
        **{f"tab{tab}": partial(window.show_tab, tab) for tab in range(7)},
        "trends": window.show_trends,
        "parties": window.show_parties,
        "schedule": partial(window.show_work_product, "WP.12"),
    }
    for name, show in shows.items():
        yield name, partial(shown_by, window, show)


@pytest.mark.torture
def test_nothing_can_be_typed_in_a_tab(walk: Walk) -> None:
    for place, show in places(walk.window):
        walk.faults += [f"{place}: {each} can be typed in" for each in open_fields(walk.shown(place, show))]


@pytest.mark.torture
def test_tabs(walk: Walk) -> None:
    for place, show in places(walk.window):
        walk.through(place, show)


@pytest.mark.a_few(1)
@pytest.mark.parametrize("model", MOST_USED, ids=lambda model: model.__name__)
def test_records(walk: Walk, model: type[Record]) -> None:
    """One that is still worked on, where there is one."""
    found = [*records(walk.window.desk.workspace, model)]
    walk_through_record(walk, found[1 if len(found) > 1 else 0])


@pytest.mark.torture
@pytest.mark.parametrize("part", range(PARTS))
def test_records_in_all_states(walk: Walk, part: int) -> None:
    for model in MODELS[part::PARTS]:
        for record in records(walk.window.desk.workspace, model):
            walk_through_record(walk, record)


def walk_through_record(walk: Walk, record: Record) -> None:
    walk.window.show_record(record.id)
    for tab in range(8):
        tabs = tabs_of_record(walk.window)
        if tabs is None or not tabs.isTabVisible(tab):  # also where there are no more
            continue
        place = f"{type(record).__name__}.{tab} {record.state}"
        walk.through(place, partial(record_page, walk.window, record, tab))


def tabs_of_record(window: MainWindow) -> QTabBar | None:
    found = window.current_page().findChildren(QTabBar, "record.tabs")
    return next((each for each in found if each.isVisible()), None)


def record_page(window: MainWindow, record: Record, tab: int) -> QWidget:
    window.show_record(record.id)
    tabs = tabs_of_record(window)
    if tabs is not None:
        tabs.setCurrentIndex(tab)
    form: QWidget = window.current_page().form
    return form


@pytest.mark.torture
def test_menu_and_palette(walk: Walk) -> None:
    offered = [each for each in walk.window.menu.all_actions() if each.isEnabled()]
    names = {each.objectName().removeprefix("action.") for each in offered}
    assert not names & {
        "new",
        "new-incident",
        "undo",
        "redo",
        "back-up",
        "import",
        "export",
        "who",
        "questions",
        "passphrase",
    }
    assert {"find", "open", "copies", "verify", "print", "preferences"} <= names
    for action in offered:
        if action.objectName() not in ELSEWHERE:
            walk.press("menu", action, action.trigger)


@pytest.mark.torture
def test_copies_are_checked_and_none_is_restored(walk: Walk, copy: Copy) -> None:
    window = walk.window
    window.settings.places = Places(copy.path.parent.parent)
    window.show_copies()
    shown = next(each for each in QApplication.topLevelWidgets() if each.objectName() == "copies")
    pressed = {each.objectName(): each for each in buttons_in(shown)}
    assert {"copies.check", "copies.open", "copies.anchor"} <= pressed.keys()
    assert not {"copies.restore", "copies.other"} & pressed.keys()
    pressed["copies.check"].click()
    assert "is whole" in inside(shown, "copies.said", Callout).text()
    pressed["copies.anchor"].click()
    walk.look("anchor")
    close_all_but(window)


def test_keys(walk: Walk) -> None:
    """Pressed where the keys of a form and of a list go to; nothing is begun, and nothing is said to be saved."""
    window = walk.window
    incident = next(records(window.desk.workspace, ServiceIncident))
    window.show_record(incident.id)
    form = window.current_page().form
    for take in (form.read, window.current_page()._back_to_list):
        take()
        for key, mods in KEYS:
            focused = window.focusWidget()
            assert focused is not None
            QTest.keyClick(focused, key, mods)
            walk.look(f"key {key}")
            assert form.head.saving_text() == ""
            assert form.record is not None
            assert form.record.id == incident.id
            assert not form.unsaved()
    assert not form.acceptDrops()


KEYS = (
    (Qt.Key.Key_S, CTRL),
    (Qt.Key.Key_N, CTRL),
    (Qt.Key.Key_Z, CTRL),
    (Qt.Key.Key_Z, CTRL | SHIFT),
    (Qt.Key.Key_I, CTRL | SHIFT),
    (Qt.Key.Key_V, CTRL),
    (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
)


def test_lines_of_the_schedule_stay_where_they_are(walk: Walk) -> None:
    window = walk.window
    window.show_work_product("WP.12")
    grid = inside(window, "ChangeSchedule.calendar", CalendarGrid)
    cell = next(
        item
        for row in range(grid.rowCount())
        for column in range(7)
        if (item := grid.item(row, column)).data(DAY_ROLE).lines and item.data(DAY_ROLE).lines[0].movable
    )
    moved: list[object] = []
    grid.moved.connect(lambda *what: moved.append(what))
    begin = grid.visualItemRect(cell).topLeft() + QPoint(30, 26)
    end = begin + QPoint(0, grid.visualItemRect(cell).height())
    QTest.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    assert grid.chosen_line is not None  # it was hit
    QTest.mouseMove(grid.viewport(), end)
    assert grid.target is None
    QTest.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, pos=end)
    QTest.keyClick(grid, Qt.Key.Key_Right, ALT)
    assert moved == []


def wizard(window: MainWindow, show: Callable[[], object]) -> QWidget:
    close_all_but(window)
    show()
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    return next(each for each in shown if each.objectName() == "wizard")


@pytest.mark.torture
def test_a_wizard_of_a_case(walk: Walk) -> None:
    window = walk.window
    case = next(iter(page(window.desk.workspace, Listing("ServiceIncident", states=("classified",)), 0, 1)))
    walk.through("case", partial(wizard, window, partial(window.show_case, case.id)))


@pytest.mark.torture
def test_wizards(walk: Walk) -> None:
    window = walk.window
    for activity in ("", *(each.id for each in window.desk.pack.asks.activities)):
        walk.through(f"wizard{activity}", partial(wizard, window, partial(window.show_activity, activity)))
    for model in (ServiceChangeRequest, ServiceIncident):
        for record in records(window.desk.workspace, model):
            assert isinstance(record, ServiceChangeRequest | ServiceIncident)
            if case_source(record).load(window.desk.workspace):
                show = partial(window.show_case, record.id)
                walk.through(f"case {record.state}", partial(wizard, window, show))


@pytest.mark.torture
def test_long_texts_in_narrow_rows_are_shown_whole(qtbot, walk: Walk) -> None:
    window = walk.window
    window.resize(1024, 700)
    case = next(
        each
        for each in window.desk.workspace.find(ServiceIncident)
        if each.state == "classified" and each.steps_taken
    )
    shown = wizard(window, partial(window.show_case, case.id))
    for row in shown.findChildren(RowLine):
        row.set_open(True)
    qtbot.waitUntil(
        lambda: any(len(each.text()) > 80 and each.isVisible() for each in shown.findChildren(ReadText))
    )
    texts = [each for each in shown.findChildren(ReadText) if each.isVisible()]
    qtbot.waitUntil(lambda: shown.width() < 1000)
    # a layout asks the one around it, which asks again
    qtbot.waitUntil(lambda: not [each for each in texts if each.height() < each.heightForWidth(each.width())])
