"""What can be done with the record that is shown: the same commands in its menu, in the palette and by their keys."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QPushButton, QWidget

from sdesk.models import RECORDS, ActionItem, Customer, CustomerAgreement, SavedView, ServiceIncident
from sdesk.practice.incident.handling import put_on_hold
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.steps import steps_from_here
from sdesk.practice.workspaces import work_as
from sdesk.ui.records.form.commands import commands_of
from sdesk.ui.records.list.bulk_dialog import BulkDialog
from sdesk.ui.registry import open_desk
from sdesk.ui.window.found_list import FoundLine, FoundList
from tests.provider import Provider, change, incident
from tests.ui.shell import CTRL, SHIFT, inside

Key = Qt.Key


@pytest.fixture
def case(window, provider: Provider) -> ServiceIncident:
    """A classified incident of Ben's, in sight, with the focus in the list."""
    made = provider.take(incident(provider, "classified", assigned_to=provider.ben.id), "record")
    made = provider.take(made, "classify")
    window.show_record(made.id)
    list_of(window).setFocus()
    return made


def list_of(window) -> QWidget:
    return inside(window, "ServiceIncident.list.table")


def press(key: Key, modifiers=CTRL | SHIFT) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def dialog(window, name: str = "incident.dialog") -> QWidget:
    found = [each for each in window.findChildren(QWidget, name) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def said(window) -> str:
    return window.statusBar().said()


def menu_of(window) -> QMenu:
    menu = inside(window.current_page().form, "action.more", QPushButton).menu()
    assert isinstance(menu, QMenu)
    return menu


def palette(window, words: str = "") -> list[FoundLine]:
    window.show_palette()
    QTest.keyClicks(inside(window, "palette.words", QLineEdit), words)
    return inside(window, "palette.list", FoundList).lines()


# one declaration


@pytest.mark.parametrize("states", ["two", pytest.param("all", marks=pytest.mark.torture)])
def test_of_what_can_be_done_with_a_record_no_two_have_a_name_or_a_key_in_common(sample, states: str):
    desk = open_desk(sample)
    for model in RECORDS:
        of_kind = sample.find(model)
        for record in of_kind if states == "all" else {each.state: each for each in of_kind}.values():
            commands = commands_of(desk, record)
            for twice in (Counter(each.name for each in commands), Counter(each.keys for each in commands)):
                del twice[""]
                assert not [each for each, times in twice.items() if times > 1], record.number


def test_every_step_of_every_kind_is_a_command_where_it_can_be_taken(sample):
    desk = open_desk(sample)
    for model in RECORDS:
        for record in {each.state: each for each in sample.find(model)}.values():
            usable = [each.name for each in commands_of(desk, record) if not each.why_not(desk, record)]
            for step in steps_from_here(record):
                assert step.name.replace(" ", "-") in usable, (record.number, step.name)


def test_the_menu_is_grouped_and_has_nothing_twice_nor_what_has_a_button(window, case):
    names = [each.objectName() for each in menu_of(window).actions()]
    assert len(names) == len(set(names))
    groups = [each for each in names if each.startswith("group.")]
    assert groups == [f"group.{each}" for each in ("go_on", "who", "tell", "relate", "print", "dangerous")]
    assert inside(window.current_page().form, "action.investigate", QPushButton).isVisible()
    assert "action.investigate" not in names
    assert names.index("action.cancel") > names.index("group.dangerous")
    assert names.index("group.tell") < names.index("action.tell-customer") < names.index("group.relate")


# by keys, wherever the focus is


@pytest.mark.a_few(4)
@pytest.mark.parametrize(
    ("key", "title"),
    [
        (Key.Key_H, "Put on hold"),
        (Key.Key_X, "Escalate"),
        (Key.Key_T, "Tell the customer"),
        (Key.Key_G, "Merge into another incident"),
    ],
)
@pytest.mark.parametrize("place", ["list", "form", "field"])
def test_the_keys_of_a_case_ask_from_list_and_form(window, case, key: Key, title: str, place: str):
    form = window.current_page().form
    if place == "form":
        form.read()
    elif place == "field":
        form.jump_to("summary")
    press(key)
    assert dialog(window).windowTitle() == title
    dialog(window).close()


def test_mine_takes_it_and_says_why_not_twice(window, case, provider: Provider):
    press(Key.Key_M)
    assert reload(provider.workspace, case).assigned_to == provider.ana.id
    assert QApplication.focusWidget() is list_of(window)
    press(Key.Key_M)
    assert said(window) == f"{case.number}: It is yours already."


def test_owner_gives_it_to_somebody(window, case, provider: Provider):
    press(Key.Key_O)
    asking = dialog(window, "assign.dialog")
    line = inside(asking, "assign.who.edit", QLineEdit)
    QTest.keyClicks(line, "cleo")
    QTest.keyClick(QApplication.activePopupWidget() or line, Key.Key_Return)
    inside(asking, "dialog.confirm", QPushButton).click()
    assert reload(provider.workspace, case).assigned_to == provider.cleo.id


def test_nobody_is_not_somebody(window, case, provider: Provider):
    press(Key.Key_O)
    asking = dialog(window, "assign.dialog")
    inside(asking, "dialog.confirm", QPushButton).click()
    assert asking.isVisible()
    assert reload(provider.workspace, case).assigned_to == provider.ben.id


def test_the_key_of_hold_resumes_what_is_on_hold(window, case, provider: Provider):
    put_on_hold(provider.workspace, case, "Waiting for a part")
    press(Key.Key_H)
    assert not reload(provider.workspace, case).on_hold


def test_a_step_by_its_key_and_why_not_now(window, provider: Provider):
    made = provider.take(incident(provider, "classified"), "record")
    window.show_record(made.id)
    list_of(window).setFocus()
    press(Key.Key_D)
    assert said(window) == f"{made.number}: It is “recorded”; this follows “investigated”."
    press(Key.Key_L)
    assert reload(provider.workspace, made).state == "classified"
    window.current_page().form.step_pause.stop()
    press(Key.Key_L)
    assert said(window) == f"{made.number}: It is “classified”; this follows “recorded”."


def test_mine_and_done_go_with_action_items_and_mine_with_changes(window, provider: Provider):
    action = provider.create(
        ActionItem, description="Order", owner=provider.ben.id, due=provider.clock.now.date()
    )
    window.show_record(action.id)
    window.current_page().form.read()
    press(Key.Key_M)
    assert reload(provider.workspace, action).owner == provider.ana.id
    press(Key.Key_D)
    assert dialog(window, "step.dialog").windowTitle() == "Mark as done"
    dialog(window, "step.dialog").close()
    request = change(provider)
    window.show_record(request.id)
    window.current_page().form.read()
    press(Key.Key_M)
    assert reload(provider.workspace, request).assigned_to == provider.ana.id
    press(Key.Key_T)
    assert said(window) == f"Ctrl+Shift+T does nothing with {request.number}."


def test_without_a_record_a_key_says_so(window, provider: Provider):
    window.show_tab(0)
    window._search.setFocus()
    press(Key.Key_M)
    assert "No record is in sight" in said(window)


def test_a_key_right_after_the_cursor_moved_is_for_the_line_it_is_on(window, case, provider: Provider):
    """Not for the one before, whose form is in sight until the cursor rests."""
    other = provider.take(incident(provider, "classified", assigned_to=provider.ben.id), "record")
    window.show_record(case.id)
    table = window.current_page()._lists[ServiceIncident]
    list_of(window).setFocus()
    press(Key.Key_Up, Qt.KeyboardModifier.NoModifier)
    if table.chosen() == [case]:
        press(Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    [chosen] = table.chosen()
    assert chosen.id == other.id and window.current_page()._settle.isActive()
    press(Key.Key_M)
    assert reload(provider.workspace, other).assigned_to == provider.ana.id
    assert reload(provider.workspace, case).assigned_to == provider.ben.id


def test_what_is_typed_is_saved_before_a_command_is_done(window, case, provider: Provider):
    form = window.current_page().form
    form.jump_to("summary")
    QTest.keyClicks(inside(form, "ServiceIncident.summary.edit"), " on fire")
    press(Key.Key_M)
    stored = reload(provider.workspace, case)
    assert "on fire" in stored.summary and stored.assigned_to == provider.ana.id


# in the palette


def test_the_palette_has_those_of_the_shown_record_first_under_its_number(window, case):
    lines = palette(window)
    assert lines[0].is_heading and lines[0].text.startswith(case.number)
    of_record = lines[1 : next(at for at, each in enumerate(lines) if at and each.is_heading)]
    texts = [each.text for each in of_record]
    assert {"Investigation done", "Assign to me", "Escalate…", "Cancel incident…"} <= set(texts)
    assert next(each for each in of_record if each.text == "Escalate…").detail == "Ctrl+Shift+X"
    assert next(each for each in of_record if each.text == "Investigation done").detail == "Ctrl+Return"


def test_what_cannot_be_done_now_is_grey_there_says_why_and_is_not_done(window, case, provider: Provider):
    lines = palette(window, "service restored")
    assert [(each.text, each.detail, each.is_grey) for each in lines[1:]] == [
        ("Service restored…", "It is “classified”; this follows “investigated”.", True)
    ]
    QTest.keyClick(inside(window, "palette.words"), Key.Key_Return)
    assert inside(window, "palette").isVisible()
    assert reload(provider.workspace, case).state == "classified"


def test_a_command_of_the_record_is_done_from_the_palette(window, case, provider: Provider):
    palette(window, "assign to me")
    QTest.keyClick(inside(window, "palette.words"), Key.Key_Return)
    assert reload(provider.workspace, case).assigned_to == provider.ana.id
    assert not inside(window, "palette").isVisible()


def test_without_a_record_the_palette_has_the_commands_of_the_window(window):
    window.show_tab(0)
    assert palette(window)[0].text == "Work"


# in the menu, by its key


def test_shift_f10_opens_the_menu_of_the_record(qtbot, window, case):
    press(Key.Key_F10, SHIFT)
    menu = menu_of(window)
    assert menu.isVisible()
    QTest.keyClick(menu, Key.Key_Down)
    assert menu.activeAction().objectName() == "action.add-step"
    menu.close()


def test_where_a_copy_is_read_nothing_is_written_by_any_key(window, case, provider: Provider, monkeypatch):
    monkeypatch.setattr(type(window.desk), "may_write", property(lambda desk: False))
    window.current_page().form.show_record(case.id)
    for key in "MOHTXGLD":
        press(getattr(Key, f"Key_{key}"))
        assert "This is a copy" in said(window) or "It is “" in said(window)
    assert reload(provider.workspace, case).assigned_to == provider.ben.id


def test_who_is_nobody_takes_nothing(window, case, provider: Provider):
    work_as(provider.workspace, None)
    window.current_page().form.show_record(case.id)
    press(Key.Key_M)
    assert said(window) == f"{case.number}: Say first who is working."


def choose_all(window) -> None:
    """All lines of the list, with the keys in it, while one of them is in the form."""
    press(Key.Key_A, CTRL)
    assert QApplication.focusWidget() is list_of(window)


@pytest.mark.a_few(1)
@pytest.mark.parametrize(
    ("key", "modifiers"), [(Key.Key_M, CTRL | SHIFT), (Key.Key_D, CTRL | SHIFT), (Key.Key_Return, CTRL)]
)
def test_no_key_for_one_record_is_meant_where_several_lines_are_chosen(
    window, provider: Provider, case: ServiceIncident, key: Key, modifiers
):
    others = [provider.take(incident(provider, "classified"), "record") for _each in range(2)]
    window.show_record(case.id)
    choose_all(window)
    before = [reload(provider.workspace, each).model_dump() for each in (case, *others)]
    press(key, modifiers)
    assert [reload(provider.workspace, each).model_dump() for each in (case, *others)] == before
    assert QApplication.activeModalWidget() is None
    assert "3 are chosen" in said(window)


def test_a_key_that_several_have_too_is_for_all_that_are_chosen(
    window, provider: Provider, case: ServiceIncident
):
    provider.take(incident(provider, "classified"), "record")
    window.show_record(case.id)
    choose_all(window)
    press(Key.Key_H)
    asked = dialog(window, "bulk.dialog")
    assert isinstance(asked, BulkDialog)
    assert asked.records == tuple(window.current_page()._lists[ServiceIncident].chosen())


def test_what_was_done_with_several_is_not_said_any_more_once_it_is_undone(
    window, provider: Provider, case: ServiceIncident
):
    provider.take(incident(provider, "classified"), "record")
    window.show_record(case.id)
    choose_all(window)
    window.current_page()._lists[ServiceIncident].bulk.give_to("assigned_to", provider.ana.id)
    done = inside(window, "ServiceIncident.list.bulk.done")
    assert done.isVisible()
    press(Key.Key_Z, CTRL)
    assert not done.isVisible()


# what is no record's


def taken(window, words: str) -> None:
    """Find a command in the palette, and do it."""
    palette(window, words)
    QTest.keyClick(inside(window, "palette.words"), Key.Key_Return)


def test_what_can_be_done_with_the_list_is_in_the_palette_and_is_done(window, case):
    taken(window, "save this view")
    asked = dialog(window, "save-view.dialog")
    QTest.keyClicks(inside(asked, "save-view.name.edit", QLineEdit), "Mine to do")
    QTest.mouseClick(inside(asked, "dialog.confirm", QPushButton), Qt.MouseButton.LeftButton)
    [saved] = window.desk.workspace.find(SavedView)
    assert saved.name == "Mine to do"
    assert list_of(window).isVisible()
    named = [line.text for line in palette(window, "save list")]
    assert "Save list as CSV…" in named and "Save list as XLSX…" in named


@pytest.mark.a_few(1)
@pytest.mark.parametrize("span", ["month", "week", "list"])
def test_the_schedule_is_a_command_that_ends_where_its_keys_are(window, case, span):
    taken(window, f"change schedule {span}")
    assert inside(window.current_page(), f"ChangeSchedule.{span}", QPushButton).isChecked()
    calendar = inside(window.current_page(), "ChangeSchedule.schedule")
    focused = QApplication.focusWidget()
    assert calendar.isAncestorOf(focused) and not isinstance(focused, QPushButton)
    assert "Save as a calendar file (.ics)…" in [line.text for line in palette(window, "calendar file")]


def test_the_statement_of_work_of_a_customer_is_that_of_its_agreement(window, provider: Provider):
    one = provider.extra["customer"]
    other = provider.create(Customer, name="Clinic")
    agreed = [provider.approved(CustomerAgreement, customer=each.id) for each in (one, other)]
    for customer, agreement in zip((one, other), agreed, strict=True):
        window.show_record(customer.id)
        taken(window, f"{customer.number} statement of work")
        shown = inside(window.current_page(), "reports.agreement", QComboBox)
        assert shown.isVisible() and shown.currentData() == agreement.id
    assert inside(window.current_page(), "reports.title").text() == "Statement of work"
    taken(window, "go to statement of work")
    assert inside(window.current_page(), "reports.agreement", QComboBox).currentData() == agreed[1].id


def test_a_customer_without_an_agreement_says_why_its_work_cannot_be_stated(window, provider: Provider):
    nobody = provider.create(Customer, name="Nobody yet")
    window.show_record(nobody.id)
    [line] = [each for each in palette(window, f"{nobody.number} statement of work") if each.is_grey]
    assert "agreement" in line.detail
