"""Each key of the sheet of all keys is pressed where it is said to work, and does there what is said."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from sdesk.models import ActionItem, ServiceCatalogue, ServiceChangeRequest, ServiceIncident
from sdesk.practice.lifecycle.records import reload
from sdesk.ui.pieces import FieldWidget, PlainLabel
from sdesk.ui.pieces.fields.calendar_popup import CalendarPopup
from sdesk.ui.process.process_tab import ProcessTab
from sdesk.ui.records.form.commands import all_keys
from sdesk.ui.window.keys.key_list import KeyList, written
from sdesk.ui.window.keys.places import place_keys
from sdesk.ui.window.places import PLACES
from tests.provider import Provider, incident, next_version
from tests.ui.cases import turn_to_form
from tests.ui.shell import inside

Key = Qt.Key
WINDOW = Qt.ShortcutContext.WindowShortcut
EVERYWHERE = Qt.ShortcutContext.ApplicationShortcut


class Scene:
    """A window with three incidents, the middle one in sight, the focus in its list."""

    def __init__(self, window, provider: Provider) -> None:
        self.window = window
        self.provider = provider
        self.cases = [provider.take(incident(provider, "classified"), "record") for _each in range(3)]
        window.resize(1366, 768)
        self.show(self.cases[1])
        self.to_list()

    @property
    def tab(self) -> Any:
        return self.window.current_page()

    @property
    def form(self) -> Any:
        return self.tab.form

    @property
    def view(self) -> Any:
        return self.tab._lists[self.tab._model].view

    @property
    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def show(self, record: Any) -> None:
        self.window.show_record(record.id)
        QApplication.processEvents()

    def to_list(self) -> None:
        self.view.setFocus()

    def press(self, keys: str) -> None:
        """As a hand does, on what has the focus."""
        combination = QKeySequence(keys)[0]  # type: ignore[index]
        key, modifiers = combination.key(), combination.keyboardModifiers()
        if key == Key.Key_Tab and modifiers & Qt.KeyboardModifier.ShiftModifier:
            key = Key.Key_Backtab
        QTest.keyClick(self.focused, key, modifiers)

    def opened(self, kind: str) -> QWidget:
        """The one window of that class that has come up."""
        found = [
            each
            for each in QApplication.topLevelWidgets()
            if type(each).__name__ == kind and each.isVisible()
        ]
        assert len(found) == 1, kind
        return found[0]

    def expect_open(self, kind: str) -> None:
        self.opened(kind).close()

    def again(self, case: ServiceIncident) -> ServiceIncident:
        return reload(self.provider.workspace, case)


@pytest.fixture
def scene(window, provider: Provider) -> Scene:
    return Scene(window, provider)


Check = Callable[[Scene, str], None]


# what the window does


def asked(signal: str) -> Check:
    def check(scene: Scene, keys: str) -> None:
        heard: list[bool] = []
        getattr(scene.window, signal).connect(lambda: heard.append(True))
        scene.press(keys)
        assert heard == [True]

    return check


def opens(kind: str) -> Check:
    def check(scene: Scene, keys: str) -> None:
        scene.press(keys)
        scene.expect_open(kind)

    return check


def goes_to_tab(at: int) -> Check:
    def check(scene: Scene, keys: str) -> None:
        scene.window.show_tab(0 if at else 1)
        scene.window._search.setFocus()
        scene.press(keys)
        assert scene.window._tabs.currentIndex() == at
        page = scene.window.current_page()
        table = page._shown_list() if isinstance(page, ProcessTab) else None
        assert table is None or scene.focused is table.view

    return check


def new_here(scene: Scene, keys: str) -> None:
    scene.press(keys)
    assert scene.form.record is None and scene.form.model is ServiceIncident
    assert scene.form.isAncestorOf(scene.focused)


def new_change(scene: Scene, keys: str) -> None:
    scene.press(keys)
    assert scene.form.record is None and scene.form.model is ServiceChangeRequest


def finds(scene: Scene, keys: str) -> None:
    scene.press(keys)
    assert scene.focused is scene.window._search or scene.window._search.isAncestorOf(scene.focused)


def filters(scene: Scene, keys: str) -> None:
    scene.press(keys)
    assert scene.focused is inside(scene.window, "ServiceIncident.list.filter")


def next_thing(scene: Scene, keys: str) -> None:
    scene.press(keys)
    today = scene.window.pages.page(0)
    assert today._opened[0] == today._list.things()[0].key


def undoes(scene: Scene, keys: str) -> None:
    case = scene.provider.save(scene.cases[1], summary="Another")
    scene.press(keys)
    assert scene.again(case).summary != "Another"


def does_again(scene: Scene, keys: str) -> None:
    case = scene.provider.save(scene.cases[1], summary="Another")
    scene.window.undoing.undo()
    scene.press(keys)
    assert scene.again(case).summary == "Another"


def prints(scene: Scene, keys: str) -> None:
    scene.press(keys)
    assert scene.window.current_page() is scene.window.pages.page(6)


def next_pane(scene: Scene, keys: str) -> None:
    scene.press(keys)
    assert scene.form.isAncestorOf(scene.focused)


def last_pane(scene: Scene, keys: str) -> None:
    scene.press(keys)
    assert scene.tab.panel.isAncestorOf(scene.focused)


def goes_back(scene: Scene, keys: str) -> None:
    """Through records of the same list and of others, and through tabs."""
    action = scene.provider.create(
        ActionItem, description="Order", owner=scene.provider.ana.id, due=scene.provider.clock.now.date()
    )
    scene.show(scene.cases[2])
    scene.show(action)
    scene.window.show_tab(0)
    scene.window._search.setFocus()
    scene.press(keys)
    assert scene.form.record.id == action.id
    for case in (scene.cases[2], scene.cases[1]):
        scene.press(keys)
        assert scene.form.record.id == case.id
    scene.press("Alt+Right")
    assert scene.form.record.id == scene.cases[2].id


def goes_forth(scene: Scene, keys: str) -> None:
    scene.show(scene.cases[0])
    scene.press("Alt+Left")
    assert scene.form.record.id == scene.cases[1].id
    scene.press(keys)
    assert scene.form.record.id == scene.cases[0].id
    scene.press(keys)
    assert scene.window.statusBar().said() == "There is nothing after this."


def goes_along_the_list(by: int) -> Check:
    def check(scene: Scene, keys: str) -> None:
        """From the list and from within the case, whose field keeps the focus or hands it to no list."""
        lines = [scene.view.model().record_at(row).id for row in range(3)]
        scene.show(reload(scene.provider.workspace, scene.cases[1]))
        at = lines.index(scene.form.record.id)
        scene.form.read()
        scene.press(keys)
        assert scene.form.record.id == lines[at + by]
        assert [each.id for each in scene.tab._lists[ServiceIncident].chosen()] == [lines[at + by]]
        assert scene.form.isAncestorOf(scene.focused)

    return check


def turns_page(by: int) -> Check:
    def check(scene: Scene, keys: str) -> None:
        tabs = inside(scene.form, "record.tabs")
        shown = [at for at in range(tabs.count()) if tabs.isTabVisible(at) and tabs.isTabEnabled(at)]
        scene.form.read()
        start = tabs.currentIndex()
        seen = []
        for _page in shown:
            scene.press(keys)
            seen.append(tabs.currentIndex())
            assert scene.form.isAncestorOf(scene.focused) and scene.focused.isVisible()
        assert sorted(seen) == shown and seen[-1] == start
        at = shown.index(start)
        assert seen[0] == shown[(at + by) % len(shown)]

    return check


def locks(scene: Scene, keys: str) -> None:
    """Only where there is a passphrase; then it stands in the menu."""
    scene.press(keys)
    assert scene.window.locking.screen is None


def shows_palette(scene: Scene, keys: str) -> None:
    scene.press(keys)
    assert inside(scene.window, "palette").isVisible()
    scene.press("Esc")
    assert scene.focused is scene.view


def shows_menu(scene: Scene, keys: str) -> None:
    seen: list[bool] = []

    def look() -> None:
        seen.append(scene.window.menu.isVisible())
        scene.window.menu.close()

    scene.window.menu.aboutToShow.connect(lambda: QTimer.singleShot(0, look))
    scene.press(keys)  # comes back once the menu is closed
    assert seen == [True]


def shows_actions(scene: Scene, keys: str) -> None:
    scene.press(keys)
    menu = inside(scene.form, "action.more", QPushButton).menu()
    assert menu is not None and menu.isVisible()
    menu.close()


def says_that_nobody_else_has_it(scene: Scene, keys: str) -> None:
    scene.press(keys)
    assert scene.window._status.said().startswith("Nobody else has this workspace yet.")


OF_WINDOW: dict[str, Check] = {
    "new": new_here,
    "new-incident": opens("QuickIncidentWindow"),
    "new-change": new_change,
    "find": finds,
    "find-here": filters,
    "next": next_thing,
    "undo": undoes,
    "redo": does_again,
    "print": prints,
    **{f"tab-{place.name}": goes_to_tab(at) for at, place in enumerate(PLACES)},
    "next-pane": next_pane,
    "last-pane": last_pane,
    "back": goes_back,
    "forth": goes_forth,
    "next-line": goes_along_the_list(1),
    "last-line": goes_along_the_list(-1),
    "next-page": turns_page(1),
    "last-page": turns_page(-1),
    "open": asked("open_asked"),
    "close": asked("welcome_asked"),
    "exchange-now": says_that_nobody_else_has_it,
    "preferences": opens("PreferencesDialog"),
    "lock": locks,
    "quit": asked("quit_asked"),
    "help": opens("HelpWindow"),
    "keys": opens("KeyList"),
    "palette": shows_palette,
    "menu": shows_menu,
    "actions": shows_actions,
}


@pytest.mark.a_few(17)
@pytest.mark.parametrize("name", OF_WINDOW)
def test_the_keys_of_the_window_do_what_they_say(scene: Scene, name: str):
    action = scene.window.menu.actions_by_name[name]
    assert action.shortcuts()
    for keys in action.shortcuts():
        OF_WINDOW[name](scene, keys.toString(QKeySequence.SequenceFormat.PortableText))


# what a place does


def opens_line(scene: Scene, keys: str) -> None:
    scene.press(keys)
    assert scene.form.isAncestorOf(scene.focused) and scene.form.record.id == scene.cases[1].id


def steps_line(scene: Scene, keys: str) -> None:
    scene.press(keys)
    assert scene.again(scene.cases[1]).state == "classified"
    assert scene.again(scene.cases[0]).state == scene.again(scene.cases[2]).state == "recorded"


def chooses_several(scene: Scene, keys: str) -> None:
    scene.press("Up" if keys == "Shift+Down" else "Down")
    scene.press(keys)
    assert len(scene.tab._lists[ServiceIncident].chosen()) == 2


def chooses_all(scene: Scene, keys: str) -> None:
    scene.press(keys)
    assert len(scene.tab._lists[ServiceIncident].chosen()) == scene.view.model().rowCount() >= 3


def takes_step(scene: Scene, keys: str) -> None:
    scene.form.read()
    scene.press(keys)
    assert scene.again(scene.cases[1]).state == "classified"


def edits(scene: Scene, keys: str) -> None:
    turn_to_form(scene.form)
    scene.form.read()
    scene.press(keys)
    around: QWidget | None = scene.focused
    while around is not None and not isinstance(around, FieldWidget):
        around = around.parentWidget()
    assert around is not None and not around.isReadOnly()


def saves(scene: Scene, keys: str) -> None:
    scene.form.jump_to("summary")
    QTest.keyClicks(scene.focused, " on fire")
    assert "on fire" not in scene.again(scene.cases[1]).summary
    scene.press(keys)
    assert "on fire" in scene.again(scene.cases[1]).summary


def leaves(scene: Scene, keys: str) -> None:
    """To the list, and nothing that was typed is lost."""
    scene.form.jump_to("summary")
    QTest.keyClicks(scene.focused, " on fire")
    scene.press(keys)
    assert scene.focused is scene.view
    assert "on fire" in inside(scene.form, "ServiceIncident.summary.edit", QLineEdit).text()


def next_field(scene: Scene, keys: str) -> None:
    scene.form.jump_to("summary")
    start = scene.focused
    scene.press(keys)
    assert scene.focused is not start and scene.form.isAncestorOf(scene.focused)
    scene.press("Shift+Tab" if keys == "Tab" else "Tab")
    assert scene.focused is start


def shows_choices(scene: Scene, keys: str) -> None:
    """Of a choice, of a day and of links."""
    turn_to_form(scene.form)
    scene.form.jump_to("impact")
    combo = scene.focused
    assert isinstance(combo, QComboBox)
    scene.press(keys)
    assert combo.view().isVisible()
    combo.hidePopup()
    scene.form.jump_to("related")
    scene.press(keys)
    field = scene.form.sheet.body.fields["related"]
    assert field._suggestions.isOpen()
    field._suggestions.close()
    owner, today = scene.provider.ana.id, scene.provider.clock.now.date()
    action = scene.provider.create(ActionItem, description="Order", owner=owner, due=today)
    scene.window.activateWindow()
    assert QTest.qWaitForWindowActive(scene.window)
    scene.show(action)
    scene.form.jump_to("due")
    scene.press(keys)
    [calendar] = [each for each in QApplication.allWidgets() if type(each) is CalendarPopup]
    assert calendar.isVisible()
    calendar.close()


def in_rows(scene: Scene) -> Any:
    """The second of three rows of a catalogue, in its first cell."""
    [there] = scene.provider.workspace.find(ServiceCatalogue)
    rows = tuple({"name": each} for each in ("One", "Two", "Three"))
    draft = scene.provider.save(next_version(scene.provider, there), services=rows)
    scene.show(draft)
    scene.form.jump_to("services[1].name")
    QApplication.processEvents()
    return scene.form.sheet.body.fields["services"]


def names(editor: Any) -> list[str]:
    return [each.name for each in editor.value()]


def moves_row(scene: Scene, keys: str) -> None:
    editor = in_rows(scene)
    before = names(editor)
    scene.press(keys)
    assert names(editor) != before and sorted(names(editor)) == sorted(before)


def removes_row(scene: Scene, keys: str) -> None:
    editor = in_rows(scene)
    before = names(editor)
    scene.press(keys)
    assert len(names(editor)) == len(before) - 1


OF_PLACES: dict[str, Check] = {
    "list.open": opens_line,
    "list.step": steps_line,
    "list.several": chooses_several,
    "list.all": chooses_all,
    "form.step": takes_step,
    "form.edit": edits,
    "form.save": saves,
    "form.leave": leaves,
    "field.next": next_field,
    "field.choices": shows_choices,
    "rows.move": moves_row,
    "rows.remove": removes_row,
}
ELSEWHERE = {
    "list.copy": "tests/ui/process/test_list_keys.py",
    "case.line": "tests/ui/incident/test_case.py",
    "case.add": "tests/ui/incident/test_case.py",
    "case.add-and-step": "tests/ui/incident/test_case.py",
    "schedule.turn": "tests/ui/control/test_schedule_view.py",
    "schedule.line": "tests/ui/control/test_schedule_view.py",
    "schedule.move": "tests/ui/control/test_schedule_view.py",
    "reading.confirm": "tests/ui/reading",
}
"""What needs a scene of its own is pressed there."""
PRESSED = [(each.name, keys) for each in place_keys() for keys in each.keys if each.name in OF_PLACES]


@pytest.mark.a_few(8)
@pytest.mark.parametrize(("name", "keys"), PRESSED)
def test_the_keys_of_a_place_do_what_they_say(scene: Scene, name: str, keys: str):
    OF_PLACES[name](scene, keys)


# the sheet


def test_no_key_of_the_sheet_is_left_out_here(scene: Scene):
    with_keys = {name for name, each in scene.window.menu.actions_by_name.items() if each.shortcuts()}
    assert with_keys == set(OF_WINDOW)
    assert {each.name for each in place_keys()} == {*OF_PLACES, *ELSEWHERE}
    assert all_keys(scene.window.desk.screens) == [f"Ctrl+Shift+{each}" for each in "DGHLMOTX"]


def test_the_sheet_has_every_key_there_is(scene: Scene):
    scene.press("Ctrl+F1")
    sheet = scene.opened("KeyList")
    assert isinstance(sheet, KeyList)
    told = {label.text() for label in sheet.findChildren(PlainLabel)}
    for action in scene.window.menu.actions_by_name.values():
        keys = [each.toString(QKeySequence.SequenceFormat.PortableText) for each in action.shortcuts()]
        assert not keys or written(*keys) in told
    for of_place in place_keys():
        assert written(*of_place.keys) in told
    for of_record in all_keys(scene.window.desk.screens):
        assert written(of_record) in told
    room = sheet.screen().availableSize()
    assert sheet.width() <= room.width() and sheet.height() <= room.height()
    assert inside(sheet, "keys.all", QScrollArea).horizontalScrollBar().maximum() == 0, "no key is cut"
    sheet.close()


# no two at once


def alive(window: QWidget) -> list[tuple[str, Qt.ShortcutContext, QWidget]]:
    """All keys that something in the window listens to now: which, from where, and whose."""
    found: list[tuple[str, Qt.ShortcutContext, QWidget]] = []
    for action in window.actions():
        for keys in action.shortcuts():
            found.append((keys.toString(), action.shortcutContext(), window))
    for shortcut in window.findChildren(QShortcut):
        parent = shortcut.parent()
        if isinstance(parent, QWidget) and parent.isVisible() and shortcut.isEnabled():
            found.append((shortcut.key().toString(), shortcut.context(), parent))
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and not button.shortcut().isEmpty():
            found.append((button.shortcut().toString(), WINDOW, button))
    return found


def meet(one: tuple[str, Any, QWidget], other: tuple[str, Any, QWidget]) -> bool:
    """Whether there is a place in which both are alive, so that Qt does neither."""
    if one[0] != other[0]:
        return False
    if WINDOW in (one[1], other[1]) or EVERYWHERE in (one[1], other[1]):
        return True
    return one[2] is other[2] or one[2].isAncestorOf(other[2]) or other[2].isAncestorOf(one[2])


def is_of_rows(key: tuple[str, Any, QWidget]) -> bool:
    """Rows within rows have the same keys, of which the innermost is meant: they see to it."""
    return key[0] in {keys for each in place_keys() if each.name.startswith("rows.") for keys in each.keys}


def test_no_two_that_can_be_meant_at_once_share_a_key(scene: Scene):
    for at in range(len(PLACES)):
        scene.window.show_tab(at)
        QApplication.processEvents()
        keys = [each for each in alive(scene.window) if each[0] and not is_of_rows(each)]
        assert len(keys) > 40
        assert [(one[0], one[2], other[2]) for one, other in combinations(keys, 2) if meet(one, other)] == []


def test_keys_of_input_methods_and_of_lines_are_left_to_them(scene: Scene):
    """Ctrl+Alt is AltGr, Alt+Shift changes the keyboard, and a line of text has uses of its own."""
    told = [keys for each in place_keys() for keys in each.keys]
    told += [each[0] for each in alive(scene.window)]
    for keys in told:
        assert not {"Ctrl", "Alt"} <= set(keys.split("+")), keys
        assert not {"Alt", "Shift"} <= set(keys.split("+")), keys
        assert keys not in ("Ctrl+Space", "Ctrl+.", "Ctrl+E", "Ctrl+U"), keys
        assert len(keys) > 1, "a single letter finds in a list"


def test_no_action_is_alive_that_is_not_told(scene: Scene):
    declared = set(scene.window.menu.actions_by_name.values())
    others = [
        each
        for each in scene.window.findChildren(QAction)
        if each not in declared and each.shortcuts() and not each.objectName().startswith("record-key.")
    ]
    assert [each.text() for each in others if each.parent() is scene.window] == []
