"""From a requirement to an approval in three actions, from a record to what it is evidence for, and another standard answered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QTabBar

from sdesk.models import BusinessGoals, ManagementReview, StatementAnswer
from sdesk.practice.audit.adoption import adopt
from sdesk.practice.lifecycle.records import new_version
from sdesk.ui.audit.collecting import collect_inputs
from sdesk.ui.audit.comparing import CompareDialog
from sdesk.ui.audit.evidence import EvidenceTree
from sdesk.ui.audit.requirement_list import RequirementList
from sdesk.ui.audit.requirements_page import RequirementsPage
from sdesk.ui.audit.tracing.trace_panel import TracePanel
from sdesk.ui.pieces import Aside, StateLabel
from sdesk.ui.registry import open_desk
from sdesk.ui.worker import Worker
from tests.provider import decided
from tests.ui.shell import inside, shown_window

OTHER = "20000-1-2011"


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(Worker, "at_once", True)


@pytest.fixture
def page(qtbot, provider):
    made = RequirementsPage(open_desk(provider.workspace))
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_three_actions_lead_to_the_approval(qtbot, provider, page):
    goals = provider.approved(BusinessGoals)
    page.refresh()
    listed = inside(page, "audit.requirements", RequirementList)
    at = listed.visualRect(listed.model().index(0, 0)).center()
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=at)  # one: the requirement
    tree = inside(page, "audit.evidence", EvidenceTree)
    assert not inside(page, "audit.trace", TracePanel).isVisible()
    found = tree.model().match(
        tree.model().index(0, 0),
        Qt.ItemDataRole.DisplayRole,
        goals.number,
        1,
        Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive,
    )[0]
    tree.expand(found.parent())  # two: what stands behind it
    tree.scrollTo(found)
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(found).center())  # three
    trace = inside(page, "audit.trace", TracePanel)
    assert trace.isVisible()
    said = trace.texts()
    assert any(text.startswith("Approve: Ana Reyes as ") for text in said)
    assert any(text.startswith("SHA-256 ") and len(text) == 72 for text in said)
    assert "Nothing was done to it since it was approved." in said


def test_another_requirement_clears_what_was_told(provider, page):
    goals = provider.approved(BusinessGoals)
    trace = inside(page, "audit.trace", TracePanel)
    trace.show_record(goals.id)
    page._list.choose("P02")
    assert not trace.isVisible()


def test_what_was_changed_past_its_approval_is_said(provider, page):
    goals = provider.approved(BusinessGoals)
    with provider.workspace.transaction("repair") as session:
        session.get_one(BusinessGoals, goals.id).scope = "Something else than what was approved."
    trace = inside(page, "audit.trace", TracePanel)
    trace.show_record(goals.id)
    assert "Its content is not what was approved: the SHA-256 differs." in trace.texts()


def test_what_was_done_since_the_approval_says_what_changed(provider, page):
    request = decided(provider)
    trace = inside(page, "audit.trace", TracePanel)
    trace.show_record(request.id)
    assert any(text.startswith("Approve change: ") for text in trace.texts()), trace.texts()
    assert "Nothing was done to it since it was approved." in trace.texts()
    provider.clock.pass_time(minutes=5)
    provider.save(request, notes="Asked again a week later: all is well.")
    trace.show_record(request.id)
    assert "Done since it was approved: 1" in trace.texts()
    assert "Notes: Asked again a week later: all is well." in trace.texts()


def test_two_versions_are_compared_from_there(qtbot, provider, page):
    goals = provider.approved(BusinessGoals)
    trace = inside(page, "audit.trace", TracePanel)
    trace.show_record(goals.id)
    assert trace.findChild(QPushButton, "trace.compare") is None
    second = new_version(provider.workspace, goals)
    trace.show_record(second.id)
    qtbot.mouseClick(inside(trace.widget(), "trace.compare", QPushButton), Qt.MouseButton.LeftButton)
    (dialog,) = page.window().findChildren(CompareDialog)
    assert {each.version for each in dialog._chosen()} == {1, 2}


def test_another_standard_is_answered(qtbot, provider, page):
    adopt(provider.workspace, OTHER)
    page.choose(f"{OTHER}/8.2 a")
    assert page.chosen() == "8.2 a"
    assert inside(page, "audit.variant", QComboBox).currentText().startswith("ISO/IEC 20000-1")
    qtbot.mouseClick(inside(page, "audit.answer.met", QPushButton), Qt.MouseButton.LeftButton)
    page.refresh()
    assert inside(page, "audit.state", StateLabel).mark().word == "Met"
    assert inside(page, "audit.figure", Aside).text().endswith("Answered: 1")
    (answer,) = provider.workspace.find(StatementAnswer)
    assert (answer.statement, answer.answered_by) == (f"{OTHER}/8.2 a", provider.ana.id)
    page.choose("29110-4-3/P17")
    assert page.chosen() == "P17"
    assert not inside(page, "audit.answer").isVisible()


@pytest.fixture
def window(qtbot, provider, tmp_path):
    with shown_window(qtbot, provider.workspace, tmp_path) as shown:
        yield shown


def test_a_record_says_what_it_is_evidence_for_and_leads_there(qtbot, provider, window):
    goals = provider.approved(BusinessGoals)
    window.show_record(goals.id)
    tabs = next(each for each in window.findChildren(QTabBar, "record.tabs") if each.isVisible())
    titles = [tabs.tabText(at) for at in range(tabs.count())]
    tabs.setCurrentIndex(titles.index("Evidence for"))
    page = next(each for each in window.findChildren(QPushButton, "statement.P01") if each.isVisible())
    qtbot.mouseClick(page, Qt.MouseButton.LeftButton)
    assert window.findChild(RequirementsPage).chosen() == "P01"


def test_the_inputs_of_a_review_are_collected_by_one_action(qtbot, provider):
    desk = open_desk(provider.workspace)
    review = provider.create(ManagementReview)
    assert review.inputs == ()
    over = RequirementsPage(desk)
    qtbot.addWidget(over)
    collect_inputs(desk, review, over)
    live = provider.workspace.get(ManagementReview, review.id)
    assert len(live.inputs) == 8 and live.collected_at is not None
