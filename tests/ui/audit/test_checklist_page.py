"""The checklist on screen: what the program says with its reason, and a person's answer with one click or with its reason."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from sdesk.models import Audit, BusinessGoals, ChecklistAnswer
from sdesk.practice.audit.checklist.answers import answer_point
from sdesk.ui.audit.checklist.answer_box import EvidenceAnswerDialog
from sdesk.ui.audit.checklist.page import ChecklistPage
from sdesk.ui.audit.evidence import EvidenceTree
from sdesk.ui.audit.requirement_list import RequirementList
from sdesk.ui.pieces import Aside, Callout, ChoiceField, StateLabel
from sdesk.ui.registry import open_desk
from sdesk.ui.worker import Worker
from tests.ui.shell import inside


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """The points are judged before the page is shown, not on a worker."""
    monkeypatch.setattr(Worker, "at_once", True)


@pytest.fixture
def page(qtbot, provider):
    made = ChecklistPage(open_desk(provider.workspace))
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def press(qtbot, page, answer: str) -> None:
    qtbot.mouseClick(inside(page, f"checklist.answer.{answer}", QPushButton), Qt.MouseButton.LeftButton)


def dialog(page) -> EvidenceAnswerDialog:
    return page.findChildren(EvidenceAnswerDialog)[-1]


def given(provider, point: str) -> ChecklistAnswer | None:
    found = (each for each in provider.workspace.find(ChecklistAnswer) if each.point == point)
    return next(found, None)


def test_all_points_are_listed_with_how_they_stand(page):
    texts = inside(page, "checklist.points", RequirementList).texts()
    assert len(texts) == 71
    assert texts[0] == "WP.01.1 No: Goals and objectives are written down"
    assert texts[1] == "WP.01.2 Not answered: They clearly come from the business"
    assert inside(page, "checklist.figure", Aside).text().startswith("2 of 71 with yes, 28 wait for a person")


def test_the_program_says_why(page, provider):
    page.choose("WP.01.1")
    assert (
        inside(page, "checklist.word", Callout).text() == "No. Not in force: Business goals and objectives."
    )
    goals = provider.approved(
        BusinessGoals,
        goals=(
            {"statement": "No clinic loses a morning to us this year.", "set_by": "The owner of the firm"},
        ),
    )
    page.refresh()
    assert inside(page, "checklist.word", Callout).text().startswith("Yes. ")
    assert any(goals.number in text for text in inside(page, "checklist.records", EvidenceTree).texts())


def test_the_answer_that_was_given_keeps_the_focus(qtbot, page, provider):
    page.choose("WP.01.2")
    page.window().activateWindow()
    yes = inside(page, "checklist.answer.yes", QPushButton)
    yes.setFocus()
    qtbot.keyClick(yes, Qt.Key.Key_Space)
    page.refresh()
    assert given(provider, "29110-4-3/WP.01/2")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert page.window().focusWidget().objectName() == "checklist.answer.yes"


def test_a_yes_is_one_click(qtbot, page, provider):
    page.choose("WP.01.2")
    press(qtbot, page, "yes")
    answer = given(provider, "29110-4-3/WP.01/2")
    assert answer and answer.answered_by == provider.ana.id
    assert inside(page, "checklist.state", StateLabel).text() == "Yes"
    assert page.chosen() == "WP.01.2"


def test_a_no_asks_why_and_is_not_given_without(qtbot, page, provider):
    page.choose("WP.01.2")
    press(qtbot, page, "no")
    dialog(page).confirm()
    assert given(provider, "29110-4-3/WP.01/2") is None
    dialog(page).fields["note"].setValue("The owner of the firm has never seen these goals.")
    dialog(page).confirm()
    answer = given(provider, "29110-4-3/WP.01/2")
    assert answer and answer.answer == "no"


def test_a_yes_of_a_person_lifts_no_no_of_the_program(qtbot, page):
    page.choose("WP.01.1")
    press(qtbot, page, "yes")
    assert inside(page, "checklist.state", StateLabel).text() == "No"
    assert "says otherwise" in inside(page, "checklist.word", Callout).text()


def test_what_changed_since_is_told(page, provider):
    answer_point(provider.workspace, "29110-4-3/WP.01/3", "yes")
    page.choose("WP.01.3")
    changed = page.answer.findChildren(Callout)[0]
    assert not changed.isVisible()
    goals = provider.create(BusinessGoals)
    page.refresh()
    assert changed.isVisible() and goals.number in changed.text()


def test_the_list_can_be_narrowed(page, provider):
    which = inside(page, "checklist.which", ChoiceField)
    which.setValue("open")
    page.refresh()
    assert len(inside(page, "checklist.points", RequirementList).texts()) == 28
    which.setValue("changed")
    page.refresh()
    assert inside(page, "checklist.points", RequirementList).texts() == []


def test_who_has_no_name_is_told(qtbot, page, provider):
    provider.works(None)
    page.choose("WP.01.2")
    press(qtbot, page, "yes")
    assert any("who gave it" in each.text() for each in page.answer.findChildren(Callout))


def test_each_audit_is_answered_for_itself(qtbot, page, provider):
    chooser = inside(page, "checklist.audit", QComboBox)
    assert not chooser.isVisible()
    audit = provider.create(Audit, subject="Incidents and changes of the first half-year")
    page.refresh()
    chooser.setCurrentIndex(chooser.findData(str(audit.id)))
    chooser.activated.emit(chooser.currentIndex())
    page.choose("WP.01.2")
    press(qtbot, page, "yes")
    answer = given(provider, "29110-4-3/WP.01/2")
    assert answer and answer.audit == audit.id
    assert inside(page, "checklist.state", StateLabel).text() == "Yes"
    chooser.setCurrentIndex(0)
    chooser.activated.emit(0)
    assert inside(page, "checklist.state", StateLabel).text() == "Not answered"
