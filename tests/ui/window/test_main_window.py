"""The window as a whole: from every tab to every place by keys, and what is asked for is shown where it belongs."""

import re
from types import SimpleNamespace
from uuid import uuid4

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QPushButton, QTabBar

from sdesk.errors import SdeskError
from sdesk.models import (
    RECORDS,
    ActionItem,
    Customer,
    NotApplicable,
    Person,
    ServiceIncident,
    ServiceScope,
    TaskPerformance,
)
from sdesk.practice.backups import back_up
from sdesk.practice.lifecycle.records import history_of
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.workspaces import open_workspace
from sdesk.ui.incident.quick_window import QuickIncidentWindow
from sdesk.ui.pieces import ElidedLabel, PlainLabel
from sdesk.ui.process.process_tab import ProcessTab
from sdesk.ui.records.case.story_line import StoryLine
from sdesk.ui.settings import Settings
from sdesk.ui.today.today_tab import TodayTab
from sdesk.ui.window.commands import CommandPalette
from sdesk.ui.window.keys.key_list import KeyList
from sdesk.ui.window.main_window import SEARCH_WIDTH, room_on
from sdesk.ui.window.places import PLACES, place_of
from sdesk.ui.window.search_box import SearchBox
from sdesk.ui.window.status_line import NAMES_FROM, ROLES_FROM
from sdesk.ui.wizard import WizardWindow
from tests.delivery import ADOPTED
from tests.provider import change, incident, performed
from tests.ui.shell import ALT, CTRL, SHIFT, inside, shown_window


def tab(window) -> str:
    return PLACES[inside(window, "tabs", QTabBar).currentIndex()].name


def press(qtbot, window, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifiers)


# ---------------------------------------------------------------- tabs


@pytest.mark.a_few(3)
@pytest.mark.parametrize(("digit", "name"), [(at + 1, place.name) for at, place in enumerate(PLACES)])
def test_alt_and_a_digit_goes_to_a_tab(qtbot, window, digit, name):
    press(qtbot, window, Qt.Key(Qt.Key.Key_0 + digit), ALT)
    assert tab(window) == name
    assert inside(window, f"tab.{name}").isVisible()


def test_all_tabs_are_seen_on_a_screen_of_144_dots_an_inch(qtbot, window):
    window.resize(911, 500)
    tabs = inside(window, "tabs", QTabBar)
    qtbot.waitUntil(lambda: tabs.tabRect(len(PLACES) - 1).right() <= tabs.width())
    window.resize(1100, 700)
    qtbot.waitUntil(lambda: inside(window, "search").width() == SEARCH_WIDTH)


def test_tabs_are_made_when_they_are_first_looked_at_and_kept(qtbot, window):
    assert len(window.pages.findChildren(TodayTab)) == 1
    assert not window.pages.findChildren(ProcessTab)
    first = window.show_tab(4)
    window.show_tab(0)
    assert window.show_tab(4) is first


def test_every_kind_of_record_has_a_tab():
    assert {PLACES[place_of(ADOPTED, model)].name for model in RECORDS}.isdisjoint({"today", "reports"})


# ---------------------------------------------------------------- what is asked for


@pytest.mark.parametrize(
    ("model", "values", "name"),
    [
        (ServiceIncident, {"summary": "No e-mail"}, "incidents"),
        (ServiceScope, {}, "governance"),
        (Customer, {"name": "Quay Books"}, "relationships"),
        (Person, {"name": "Dan"}, "governance"),
    ],
)
def test_a_record_is_shown_in_the_tab_it_belongs_to(provider, window, model, values, name):
    made = provider.create(model, **values)
    window.desk.open_record(made.id)
    assert tab(window) == name
    assert window.current_page().shown_record() == made.id


def test_what_is_said_about_a_task_is_shown_with_its_process(provider, window):
    made = performed(provider, "CO.3.5", "Looked at the changes of February")
    window.desk.open_record(made.id)
    assert tab(window) == "control"
    other = provider.create(NotApplicable, subject="WP.21", reason="No suppliers")
    window.desk.open_record(other.id)
    assert tab(window) == "relationships"
    assert isinstance(made, TaskPerformance)


def test_a_service_is_shown_in_its_catalogue(provider, window):
    window.desk.open_record(provider.extra["service"])
    assert window.current_page().shown_record() == provider.extra["catalogue"].id


def test_a_record_that_is_gone_is_said_to_be(provider, window):
    window.desk.open_record(uuid4())
    assert "not there" in inside(window, "status.said", PlainLabel).text()


def test_a_work_product_and_a_new_record_are_shown_in_their_tab(window):
    window.desk.open_work_product("WP.02")
    assert tab(window) == "control"
    window.desk.new_record(ServiceIncident, {"summary": "No e-mail"})
    assert tab(window) == "incidents"


def test_ctrl_shift_i_takes_an_incident_in_from_anywhere(qtbot, window):
    press(qtbot, window, Qt.Key.Key_6, ALT)
    press(qtbot, window, Qt.Key.Key_I, CTRL | SHIFT)
    small = window.findChild(QuickIncidentWindow)
    assert small.isVisible()
    assert tab(window) == "audit"
    small.close()


def test_ctrl_p_prints_the_record_in_sight_and_says_so_where_there_is_none(qtbot, provider, window):
    press(qtbot, window, Qt.Key.Key_P, CTRL)
    assert "no record" in inside(window, "status.said", PlainLabel).text()
    made = change(provider)
    window.desk.open_record(made.id)
    press(qtbot, window, Qt.Key.Key_P, CTRL)
    assert tab(window) == "reports"
    assert window.current_page().shown_record() == made.id


def test_what_is_said_ends_in_dots_where_there_is_no_room_for_it(qtbot, window):
    window.resize(1024, 700)
    window.desk.say("Everything that is to be said of this. " * 10)
    said = inside(window, "status.said", ElidedLabel)
    qtbot.waitUntil(said.isElided)
    whole = said.text()
    assert whole.count("Everything") == 10 and said.toolTip().count("Everything") == 10
    assert said.accessibleName() == whole
    assert said.mapTo(window, said.rect().topRight()).x() <= window.width()


def test_ctrl_j_opens_the_next_thing_to_do(qtbot, provider, window):
    made = provider.create(
        ActionItem, description="Order it", owner=provider.ana.id, due=provider.clock.now.date()
    )
    press(qtbot, window, Qt.Key.Key_J, CTRL)
    assert tab(window) == "relationships"
    assert window.current_page().shown_record() == made.id


def test_a_record_that_is_opened_from_elsewhere_takes_the_keys_with_it(qtbot, provider, window):
    made = change(provider)
    inside(window, "status.who", QPushButton).setFocus()
    window.desk.open_record(made.id)
    page = window.current_page()
    assert page.isAncestorOf(window.focusWidget())
    page.form.edit()
    edited = window.focusWidget()
    window.desk.open_record(made.id)
    assert window.focusWidget() is edited, "who is writing in it goes on writing"


def test_a_task_and_a_case_open_their_wizards_over_the_window(qtbot, provider, window):
    window.desk.open_task("GO.1.1")
    window.desk.open_case(change(provider).id)
    window.show_activity("")
    wizards = window.findChildren(WizardWindow)
    assert len(wizards) == 3
    assert all(each.isVisible() for each in wizards)
    for each in wizards:
        each.close()


# ---------------------------------------------------------------- search and commands


def test_ctrl_k_finds_a_record_and_return_shows_it(qtbot, provider, window):
    made = provider.create(ServiceIncident, summary="Printer jams")
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    box = inside(window, "search", SearchBox)
    assert box.hasFocus()
    qtbot.keyClicks(box, "printer")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert tab(window) == "incidents"
    assert window.current_page().shown_record() == made.id


def test_the_palette_does_a_command_by_part_of_its_name(qtbot, window):
    press(qtbot, window, Qt.Key.Key_P, CTRL | SHIFT)
    palette = inside(window, "palette", CommandPalette)
    assert palette.isVisible()
    qtbot.keyClicks(QApplication.focusWidget(), "relationsh")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert tab(window) == "relationships"
    assert not palette.isVisible()


def test_escape_leaves_the_palette_and_gives_the_focus_back(qtbot, window):
    before = QApplication.focusWidget()
    press(qtbot, window, Qt.Key.Key_P, CTRL | SHIFT)
    press(qtbot, window, Qt.Key.Key_Escape)
    assert not inside(window, "palette").isVisible()
    assert QApplication.focusWidget() is before


def test_every_command_is_in_the_palette_and_no_key_is_given_twice(window):
    names = window.menu.actions_by_name
    assert {action.objectName() for action in window.menu.all_actions()} | {
        "action.menu",
        "action.palette",
        "action.actions",
        "action.lock",  # where there is a passphrase
    } == {f"action.{name}" for name in names}
    keys = [action.shortcut().toString() for action in names.values() if not action.shortcut().isEmpty()]
    assert len(set(keys)) == len(keys)
    assert sum(name.startswith("wizard-") for name in names) == 13


def test_ctrl_and_slash_lists_every_key(qtbot, window):
    press(qtbot, window, Qt.Key.Key_Slash, CTRL)
    listed = inside(window, "keys", KeyList)
    said = {label.text() for label in listed.findChildren(PlainLabel)}
    for action in window.menu.actions_by_name.values():
        if not action.shortcut().isEmpty():
            assert action.text() in said
    listed.close()


# ---------------------------------------------------------------- who is working, backup, closing


def test_the_status_line_says_where_who_and_when_the_last_backup_was(provider, window):
    """And gives way in that order where there is less room: where first, then the roles."""
    who = inside(window, "status.who", QPushButton)
    window.resize(NAMES_FROM, 600)
    assert inside(window, "status.workspace", PlainLabel).isVisible()
    assert inside(window, "status.workspace", PlainLabel).text() == "Harbour IT · harbour.sdesk"
    assert who.text() == "Ana Reyes (Management, Service Manager, Control Manager)"
    assert inside(window, "status.backup", QPushButton).text() == "no backup yet"
    window.resize(ROLES_FROM - 1, 600)
    assert not inside(window, "status.workspace", PlainLabel).isVisible()
    assert who.text() == "Ana Reyes" and "Service Manager" in who.accessibleName()


def test_somebody_else_can_sit_down_and_what_they_do_carries_their_name(qtbot, provider, window, tmp_path):
    qtbot.keyClick(inside(window, "status.who", QPushButton), Qt.Key.Key_Space)
    people = inside(window, "who.people")
    qtbot.keyClicks(people, "Ben")
    qtbot.keyClick(people, Qt.Key.Key_Return)
    assert inside(window, "status.who", QPushButton).text().startswith("Ben Okafor")
    made = provider.create(ServiceIncident, summary="Printer jams")
    assert history_of(provider.workspace, made)[0].person_name == "Ben Okafor"
    kept = Settings(tmp_path / "settings.ini")
    window.settings.save()
    ours = organization(provider.workspace)
    assert ours is not None
    assert kept.person(ours.id) == provider.ben.id


def test_a_backup_is_a_whole_workspace_and_the_status_line_says_when_it_was_made(provider, window, tmp_path):
    copy = tmp_path / "copy.sdesk"
    window.backups.write(str(copy))
    # the clock of the test ticks when the copy is told, too
    assert re.fullmatch(r"backup \d min ago", inside(window, "status.backup", QPushButton).text())
    provider.clock.pass_time(hours=3)
    window._show_backup()
    assert inside(window, "status.backup", QPushButton).text() == "backup 3 hours ago"
    with open_workspace(copy) as other:
        assert other.count(Person) == 3


def test_a_backup_that_cannot_be_written_says_why_and_changes_nothing(provider, window, tmp_path):
    window.backups.write(str(tmp_path / "nowhere" / "copy.sdesk"))
    fault = inside(window, "fault", QDialog)
    assert fault.isVisible()
    assert inside(window, "status.backup", QPushButton).text() == "no backup yet"
    fault.close()


def test_a_backup_never_takes_the_place_of_the_workspace(provider, window):
    with pytest.raises(SdeskError, match="open here"):
        back_up(provider.workspace, provider.workspace.path)


def test_closing_keeps_what_was_typed_in_a_draft(qtbot, provider, window):
    made = provider.create(ServiceIncident, summary="Printer jams")
    window.desk.open_record(made.id)
    field = inside(window, "ServiceIncident.summary.edit")
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_End)
    qtbot.keyClicks(field, " again")
    assert window.close()
    assert provider.workspace.get(ServiceIncident, made.id).summary == "Printer jams again"


def test_closing_asks_before_changes_of_a_record_past_draft_are_lost(qtbot, provider, window):
    customer = provider.extra["customer"]
    window.desk.open_record(customer.id)
    field = inside(window, "Customer.name.edit")
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_End)
    qtbot.keyClicks(field, " Ltd")
    assert not window.close()
    asking = inside(window, "leaving", QDialog)
    assert customer.number in " ".join(label.text() for label in asking.findChildren(PlainLabel))
    qtbot.keyClick(inside(asking, "leaving.go-on", QPushButton), Qt.Key.Key_Return)
    assert not window.isVisible()
    assert provider.workspace.get(Customer, customer.id).name == "Pier Dental Ltd"


def test_save_and_close_adds_what_stands_in_the_line_of_a_story_and_closes(qtbot, provider, window):
    first, second = (provider.take(incident(provider, summary=each), "record") for each in ("One", "Two"))
    for each, words in ((first, "Called the office"), (second, "Looked at it")):
        window.desk.open_record(each.id)
        line = window.findChild(StoryLine)
        line.start_typing()
        qtbot.keyClicks(line.findChild(QPlainTextEdit), words)
    assert not window.close()
    qtbot.keyClick(inside(window, "leaving.go-on", QPushButton), Qt.Key.Key_Return)
    assert not window.isVisible()
    for each, words in ((first, "Called the office"), (second, "Looked at it")):
        assert provider.workspace.get(ServiceIncident, each.id).steps_taken[-1].text == words


def test_what_cannot_be_saved_keeps_the_window_with_a_word(qtbot, provider, window):
    made = provider.take(incident(provider), "record")
    window.desk.open_record(made.id)
    line = window.findChild(StoryLine)
    line.start_typing()
    qtbot.keyClicks(line.findChild(QPlainTextEdit), "Looked at it")
    line.set_words("Looked at it", "a while")
    line.typed.emit()
    assert not window.close()
    qtbot.keyClick(inside(window, "leaving.go-on", QPushButton), Qt.Key.Key_Return)
    assert window.isVisible()
    assert made.number in window._status.said() and "Not all could be saved" in window._status.said()
    assert line.words() == ("Looked at it", "a while")


def test_the_window_comes_back_in_its_size(qtbot, provider, tmp_path):
    with shown_window(qtbot, provider.workspace, tmp_path) as first:
        first.resize(800, 590)
    with shown_window(qtbot, provider.workspace, tmp_path) as again:
        assert (again.width(), again.height()) == (800, 590)


def test_the_menu_offers_the_workspaces_opened_lately(qtbot, provider, window, tmp_path):
    other = tmp_path / "R&D.sdesk"
    other.touch()
    window.settings.remember(other)
    recent = window.menu._recent
    recent.aboutToShow.emit()
    with qtbot.waitSignal(window.recent_asked) as asked:
        next(action for action in recent.actions() if "R&&D  (" in action.text()).trigger()
    assert asked.args == [other]


def test_actions_have_names_that_tests_and_screen_readers_find(window):
    for action in window.findChildren(QAction):
        if action.objectName().startswith("action."):
            assert action.text()


def test_on_a_small_screen_where_all_is_drawn_larger_the_foot_stays_in_sight(qtbot, window, monkeypatch):
    """1366 x 768 at one and a half are 911 x 512: the line at the foot would lie below the screen."""
    small = QSize(911, 512)
    monkeypatch.setattr(type(window), "screen", lambda _window: SimpleNamespace(availableSize=lambda: small))
    window._place_window()
    assert room_on(small) == QSize(911, 512 - 40)
    assert window.minimumHeight() <= 472 and window.minimumWidth() == 800
    window.resize(911, 472)
    qtbot.waitUntil(lambda: window.height() == 472)
    for at in range(len(PLACES)):
        window.show_tab(at)
        QApplication.processEvents()
        assert (window.height(), window.width()) == (472, 911)
        assert window.statusBar().geometry().bottom() < 472
