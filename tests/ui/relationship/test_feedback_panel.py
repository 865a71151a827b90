"""From a comment to a complaint, to an action, to the answer."""

from email import message_from_bytes

import pytest
from PySide6.QtWidgets import QPushButton

from sdesk.models import ActionItem
from sdesk.practice.lifecycle.records import reload
from sdesk.ui.relationship import feedback_dialogs
from sdesk.ui.relationship.feedback_dialogs import ActionDialog, AnswerDialog, ComplaintDialog
from sdesk.ui.relationship.feedback_panel import FeedbackPanel
from tests.ui.shell import inside


@pytest.fixture
def panel(qtbot, desk, feedback) -> FeedbackPanel:
    made = FeedbackPanel(desk)
    qtbot.addWidget(made)
    made.resize(600, 600)
    made.show_record(feedback)
    made.show()
    return made


@pytest.fixture
def drafts(monkeypatch) -> list[bytes]:
    opened: list[bytes] = []
    monkeypatch.setattr(feedback_dialogs, "open_draft", lambda content, name: opened.append(content))
    return opened


def test_a_comment_is_made_a_complaint_with_a_reason(panel, feedback, provider):
    inside(panel, "feedback.complaint", QPushButton).click()
    dialog = panel.findChild(ComplaintDialog)
    dialog.confirm()
    assert dialog.isVisible()
    dialog.reason.setValue("It was promised")
    dialog.confirm()
    feedback = reload(provider.workspace, feedback)
    assert (feedback.kind.value, feedback.state) == ("complaint", "in investigation")
    panel.show_record(feedback)
    assert panel.widget().findChild(QPushButton, "feedback.complaint") is None


def test_an_action_is_agreed_with_owner_and_day(panel, feedback, provider):
    inside(panel, "feedback.action", QPushButton).click()
    dialog = panel.findChild(ActionDialog)
    dialog.what.setValue("Call back within a day")
    dialog.confirm()
    action = provider.workspace.first(ActionItem)
    assert action and (action.source, action.owner) == (feedback.id, provider.ana.id)
    assert action.due is not None
    panel.show_record(feedback)
    assert panel.widget().findChild(QPushButton, f"link.{action.number}") is not None


def test_the_answer_is_a_draft_to_whoever_said_it_and_is_kept(panel, feedback, provider, drafts):
    inside(panel, "feedback.answer", QPushButton).click()
    dialog = panel.findChild(AnswerDialog)
    dialog.letter.text.setValue("We are sorry.")
    dialog.confirm()
    assert message_from_bytes(drafts[0])["To"] == "Dora Lind <dora@pier.example>"
    answer = reload(provider.workspace, feedback).answers[-1]
    assert (answer.who, answer.text) == ("Dora Lind, Pier Dental", "We are sorry.")


def test_an_answer_by_telephone_is_noted_without_a_draft(panel, feedback, provider, drafts):
    inside(panel, "feedback.answer", QPushButton).click()
    inside(panel.findChild(AnswerDialog), "dialog.only-note", QPushButton).click()
    assert drafts == []
    assert len(reload(provider.workspace, feedback).answers) == 1
