"""Undo in the window: the link beside what was done, Ctrl+Z outside and inside of what is typed, and what is refused."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from sdesk.models import ActionItem, ServiceIncident, ServiceScope
from sdesk.practice.lifecycle.bulk import bulk_save
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.workspaces import work_as
from sdesk.ui.pieces import PlainLabel
from sdesk.ui.window.search_box import SearchBox
from tests.provider import Provider
from tests.ui.shell import CTRL, SHIFT, inside, shown_window


def link(window) -> QPushButton:
    return inside(window.statusBar(), "action.undo", QPushButton)


def said(window) -> str:
    return inside(window, "status.said", PlainLabel).text()


def press_undo(qtbot, window, more=Qt.KeyboardModifier.NoModifier) -> None:
    outside = inside(window, "status.who", QPushButton)
    outside.setFocus()
    qtbot.waitUntil(outside.hasFocus)
    qtbot.keyClick(outside, Qt.Key.Key_Z, CTRL | more)


def test_the_link_undoes_what_was_just_done_and_goes(qtbot, window, provider: Provider):
    assert not link(window).isVisible()
    draft = provider.create(ServiceIncident, summary="Printer")
    assert link(window).isVisible()
    assert said(window) == f"{draft.number}, created"
    qtbot.mouseClick(link(window), Qt.MouseButton.LeftButton)
    assert reload(provider.workspace, draft).deleted_at is not None
    assert said(window) == f"Undone: {draft.number}, created."
    assert not link(window).isVisible()


def test_the_link_stays_beside_what_is_said_of_it_only(qtbot, window, provider: Provider):
    provider.create(ServiceIncident, summary="Printer")
    window.desk.say("It was added.")
    assert link(window).isVisible()
    QApplication.processEvents()
    window.desk.say("Something else.")
    assert not link(window).isVisible()


def test_the_link_goes_with_the_message(qtbot, window, provider: Provider):
    provider.create(ServiceIncident, summary="Printer")
    window.statusBar().done.hush.timeout.emit()
    assert not link(window).isVisible()
    assert said(window) == ""


def test_no_link_beside_what_cannot_be_undone(window, provider: Provider):
    scope = provider.complete(ServiceScope, "approved")
    assert link(window).isVisible()
    provider.take(scope, "approve")
    assert not link(window).isVisible()


def test_keys_undo_and_do_again_outside_of_a_text(qtbot, window, provider: Provider):
    draft = provider.create(ServiceIncident, summary="Printer")
    provider.save(draft, summary="Router")
    press_undo(qtbot, window)
    assert reload(provider.workspace, draft).summary == "Printer"
    press_undo(qtbot, window, SHIFT)
    assert reload(provider.workspace, draft).summary == "Router"
    press_undo(qtbot, window)
    press_undo(qtbot, window)
    assert reload(provider.workspace, draft).deleted_at is not None
    press_undo(qtbot, window)
    assert said(window).startswith("There is nothing of yours to undo")


def test_in_a_text_the_key_is_that_of_the_text(qtbot, window, provider: Provider):
    draft = provider.create(ServiceIncident, summary="Printer")
    line = inside(window, "search", SearchBox).findChild(QLineEdit) or inside(window, "search", QLineEdit)
    line.setFocus()
    qtbot.keyClicks(line, "rout")
    qtbot.keyClick(line, Qt.Key.Key_Z, CTRL)
    assert line.text() != "rout"
    assert reload(provider.workspace, draft).deleted_at is None


def test_several_records_are_undone_as_one(qtbot, window, provider: Provider):
    actions = [
        provider.create(ActionItem, description=text, owner=provider.ana.id, due=provider.clock.now.date())
        for text in ("One", "Two")
    ]
    bulk_save(provider.workspace, actions, {"owner": provider.cleo.id})
    assert said(window) == "Changed in 2 records"
    qtbot.mouseClick(link(window), Qt.MouseButton.LeftButton)
    assert {reload(provider.workspace, each).owner for each in actions} == {provider.ana.id}


def test_what_another_person_did_is_not_undone_by_the_key(qtbot, window, provider: Provider):
    draft = provider.create(ServiceIncident, summary="Printer")
    work_as(provider.workspace, provider.ben)
    provider.save(draft, summary="Ben's")
    work_as(provider.workspace, provider.ana)
    press_undo(qtbot, window)
    assert reload(provider.workspace, draft).summary == "Ben's"
    assert "something later stands on it" in said(window)


def test_what_was_done_before_the_window_was_opened_is_left(qtbot, provider: Provider, tmp_path: Path):
    draft = provider.create(ServiceIncident, summary="Printer")
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        press_undo(qtbot, window)
        assert said(window).startswith("There is nothing of yours to undo")
    assert reload(provider.workspace, draft).deleted_at is None
