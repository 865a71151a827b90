"""The audit tab: each requirement with what stands behind it, and from every line to where it is."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QComboBox

from sdesk.models import BusinessGoals, ServiceScope
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.versions import in_effect
from sdesk.practice.readiness.requirements import requirements
from sdesk.ui.audit.evidence import EvidenceTree
from sdesk.ui.audit.requirement_list import RequirementList, fitted_lines
from sdesk.ui.audit.requirements_page import RequirementsPage
from sdesk.ui.pieces import Aside, Callout, StateLabel
from sdesk.ui.registry import open_desk
from sdesk.ui.worker import Worker
from tests.practice.readiness.rules.cheats import by_one_person, in_own_words
from tests.practice.readiness.test_requirements import somebody_complains
from tests.ui.shell import inside


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The requirements are judged before the tab is shown, not on a worker."""
    monkeypatch.setattr(Worker, "at_once", True)


def shown(qtbot, workspace) -> RequirementsPage:
    tab = RequirementsPage(open_desk(workspace))
    qtbot.addWidget(tab)
    tab.resize(1100, 700)
    tab.show()
    qtbot.waitExposed(tab)
    return tab


@pytest.fixture
def tab(qtbot, beginner):
    return shown(qtbot, beginner.workspace)


def requirement_list(tab) -> RequirementList:
    return inside(tab, "audit.requirements", RequirementList)


def tree(tab) -> EvidenceTree:
    return inside(tab, "audit.evidence", EvidenceTree)


def line_of(tab, text: str) -> QModelIndex:
    model = tree(tab).model()
    found = model.match(
        model.index(0, 0),
        Qt.ItemDataRole.DisplayRole,
        text,
        1,
        Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive,
    )
    assert found, f"no line starts with {text}"
    return found[0]


def test_all_seventeen_requirements_are_there_and_none_is_met_in_an_empty_workspace(tab):
    texts = requirement_list(tab).texts()
    assert len(texts) == 17
    assert texts[0] == "P01 Not met: Management defines what service delivery covers."
    assert inside(tab, "audit.figure", Aside).text().startswith("0 of 17 requirements are met")


def test_a_requirement_says_what_is_missing_and_what_stands_behind_it(tab):
    assert tab.chosen() == "P01"
    assert "Not in force: Service delivery scope." in inside(tab, "audit.missing", Callout).text()
    texts = tree(tab).texts()
    assert {
        "What is asked",
        "Management has not approved the scope.",
        "Work products",
        "WP.01  Business goals and objectives",
        "WP.15  Service delivery scope",
        "Tasks",
    } <= {*texts}
    assert "GO.1.1  Define scope of service delivery" in texts


def test_down_goes_to_the_next_requirement(qtbot, tab):
    qtbot.keyClick(requirement_list(tab), Qt.Key.Key_Down)
    assert tab.chosen() == "P02"
    assert any(text.startswith("GO.2.1") for text in tree(tab).texts())


def test_a_requirement_becomes_met_when_its_evidence_is_approved(qtbot, beginner, tab):
    by_one_person(beginner, "Certificate 2026-118")
    in_own_words(beginner, BusinessGoals)
    scope = in_own_words(beginner, ServiceScope)
    somebody_complains(beginner)
    qtbot.waitUntil(lambda: requirement_list(tab).texts()[0].startswith("P01 Met:"))
    assert inside(tab, "audit.state", StateLabel).mark().word == "Met"
    assert not inside(tab, "audit.missing").isVisible()
    assert f"{scope.number} Service delivery scope" in tree(tab).texts()


def test_when_the_review_date_has_passed_it_says_so(qtbot, beginner, tab):
    by_one_person(beginner, "Certificate 2026-118")
    in_own_words(beginner, BusinessGoals)
    review = beginner.clock.now.date() + timedelta(days=10)
    in_own_words(beginner, ServiceScope, next_review_date=review)
    beginner.clock.pass_time(days=20)
    tab.refresh()
    assert "review" in inside(tab, "audit.missing", Callout).text().casefold()


@pytest.mark.parametrize(
    ("text", "signal", "opened"),
    [("WP.15", "work_product_asked", "WP.15"), ("GO.1.1", "task_asked", "GO.1.1")],
)
def test_return_opens_the_work_product_or_the_task_of_a_line(qtbot, tab, text, signal, opened):
    tree(tab).setCurrentIndex(line_of(tab, text))
    with qtbot.waitSignal(getattr(tab._desk, signal)) as asked:
        qtbot.keyClick(tree(tab), Qt.Key.Key_Return)
    assert asked.args == [opened]


def test_return_opens_the_record_behind_a_work_product(qtbot, beginner, tab):
    scope = beginner.approved(ServiceScope)
    qtbot.waitUntil(lambda: any(text.startswith(scope.number) for text in tree(tab).texts()))
    tree(tab).setCurrentIndex(line_of(tab, scope.number))
    with qtbot.waitSignal(tab._desk.record_asked) as asked:
        qtbot.keyClick(tree(tab), Qt.Key.Key_Return)
    assert asked.args == [scope.id]


def test_a_part_of_the_profile_can_be_looked_at_alone(qtbot, tab):
    variant = inside(tab, "audit.variant", QComboBox)
    variant.setFocus()
    qtbot.keyClick(variant, Qt.Key.Key_Home)
    assert variant.currentText() == "Governance"
    assert all("P0" in text for text in requirement_list(tab).texts())
    assert len(requirement_list(tab).texts()) < 17


@pytest.mark.torture
def test_every_record_named_as_evidence_of_a_year_is_there(qtbot, sample):
    tab = shown(qtbot, sample)
    met = sum(each.met for each in requirements(sample))
    assert inside(tab, "audit.figure", Aside).text().startswith(f"{met} of 17 requirements are met")
    scope = in_effect(sample, ServiceScope)
    assert scope is not None
    assert entries(sample, [scope.id])[scope.id].label in tree(tab).texts()


@pytest.mark.parametrize("width", [180, 240, 286, 310])
def test_a_statement_stands_in_two_lines_whatever_its_words(qapp, provider, width):
    font, metrics = qapp.font(), QFontMetricsF(qapp.font())
    for asked in provider.workspace.packs.first.asks.requirements:
        lines = fitted_lines(asked.statement, font, width)
        assert len(lines) <= 2 and all(metrics.horizontalAdvance(each) <= width for each in lines)
        assert " ".join(lines) == asked.statement or lines[-1].endswith("…")


@pytest.mark.parametrize("width", [863, 976, 1318])
def test_no_column_of_the_evidence_is_out_of_sight(qtbot, provider, width):
    """863: what is left of 911 beside the strip, on a screen of 144 dots an inch."""
    tab = shown(qtbot, provider.workspace)
    tab.resize(width, 500)
    tab.choose("29110-4-3/P07")
    tree = inside(tab, "audit.evidence", EvidenceTree)
    qtbot.waitUntil(lambda: tree.horizontalScrollBar().maximum() == 0)
