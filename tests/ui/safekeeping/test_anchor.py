"""The anchor in the window: given out, and one that was kept held against the history."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton
from sqlalchemy import text

from sdesk.models import Customer
from sdesk.practice.lifecycle.records import create
from sdesk.practice.safekeeping import anchor_now
from sdesk.practice.workspaces import start_workspace
from sdesk.ui.pieces import Callout, Tone
from sdesk.ui.safekeeping.anchor import AnchorDialog
from sdesk.ui.safekeeping.copy_list import CopyList
from tests.ui.shell import inside, shown_window


@pytest.fixture
def dialog(qtbot, provider, tmp_path):
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        window.show_copies()
        listed = inside(window, "copies", CopyList)
        inside(listed, "copies.anchor", QPushButton).click()
        yield inside(listed, "anchor", AnchorDialog)


def line(dialog, name: str) -> QLineEdit:
    return inside(dialog, f"anchor.{name}", QLineEdit)


def check(qtbot, dialog, anchor: str) -> tuple[Tone, str]:
    """As somebody types it who was told it, with Return."""
    line(dialog, "kept").clear()
    qtbot.keyClicks(line(dialog, "kept"), anchor)
    qtbot.keyClick(line(dialog, "kept"), Qt.Key.Key_Return)
    said = inside(dialog, "anchor.said", Callout)
    return said.tone(), said.text()


def test_it_is_given_out(dialog, provider):
    assert line(dialog, "now").text() == anchor_now(provider.workspace)
    assert line(dialog, "now").isReadOnly()
    inside(dialog, "anchor.copy", QPushButton).click()
    assert QGuiApplication.clipboard().text() == anchor_now(provider.workspace)


def test_one_that_was_kept_is_held_against_the_history(qtbot, dialog, provider, tmp_path):
    kept = anchor_now(provider.workspace)
    create(provider.workspace, Customer, {"name": "Later"})
    tone, said = check(qtbot, dialog, kept.lower().replace("-", " "))
    assert tone is Tone.OK
    assert "Written since: 1." in said
    with start_workspace(tmp_path / "other.sdesk", "Another") as other:
        tone, said = check(qtbot, dialog, anchor_now(other))
    assert (tone, "stands for nothing" in said) == (Tone.ERROR, True)
    tone, said = check(qtbot, dialog, kept[:-1])
    assert (tone, "is no anchor" in said) == (Tone.ERROR, True)


def test_nothing_is_said_of_a_damaged_workspace_but_its_damage(qtbot, dialog, provider):
    kept = anchor_now(provider.workspace)
    with provider.workspace.reading() as session, session.begin():
        session.execute(text("UPDATE person SET notes = 'Never written' WHERE name = 'Ana Reyes'"))
    tone, said = check(qtbot, dialog, kept)
    assert tone is Tone.ERROR
    assert said.startswith("The workspace is damaged, so that no anchor says anything of it: ")
    assert "“notes” is not what its history says" in said


def test_what_was_said_of_one_is_not_said_of_the_next(qtbot, dialog, provider):
    check(qtbot, dialog, anchor_now(provider.workspace))
    qtbot.keyClicks(line(dialog, "kept"), "X")
    assert not inside(dialog, "anchor.said", Callout).isVisible()
    line(dialog, "kept").clear()
    assert not inside(dialog, "anchor.check", QPushButton).isEnabled()
