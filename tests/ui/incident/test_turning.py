"""It was no incident: by the menu of the record it goes on as a change request or as feedback, and that is shown."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from sdesk.models import FeedbackEntry, ServiceChangeRequest
from sdesk.practice.lifecycle.records import reload
from sdesk.ui.incident import dialogs
from sdesk.ui.pieces import ChoiceField
from tests.provider import incident
from tests.ui.shell import inside


@pytest.mark.parametrize("kind", [ServiceChangeRequest, FeedbackEntry])
def test_it_goes_on_as_what_it_is(window, provider, kind):
    call = provider.take(incident(provider), "record")
    window.desk.open_record(call.id)
    command = next(each for each in window.desk.screens.commands_of(call) if each.name == "turn")
    assert command.why_not(window.desk, call) == ""
    command.does(window.desk, call, window)
    dialog = next(each for each in window.findChildren(dialogs.TurnDialog) if each.isVisible())
    confirm = inside(dialog, "dialog.confirm", QPushButton)
    QTest.mouseClick(confirm, Qt.MouseButton.LeftButton)
    assert dialog.isVisible() and reload(provider.workspace, call).state == "recorded"
    inside(dialog, "incident.kind", ChoiceField).setValue(kind)
    QTest.keyClicks(inside(dialog, "incident.reason.edit", QPlainTextEdit), "They asked for a second mailbox")
    QTest.mouseClick(confirm, Qt.MouseButton.LeftButton)
    [made] = [each for each in provider.workspace.find(kind) if each.reference == call.number]
    assert reload(provider.workspace, call).turned_into == made.id
    assert window.current_page().shown_record() == made.id


def test_what_is_restored_is_not_offered(window, provider):
    call = incident(provider)
    for step in ("record", "classify", "investigate", "restore"):
        call = provider.take(call, step)
    command = next(each for each in window.desk.screens.commands_of(call) if each.name == "turn")
    assert command.why_not(window.desk, call)
