"""Adopting another standard in Audit, and what is then shown of it."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton

from sdesk.practice.audit.adoption import adopt, can_be_adopted
from sdesk.ui.audit.adoption import AdoptDialog
from sdesk.ui.audit.evidence import EvidenceTree
from sdesk.ui.audit.requirement_list import RequirementList
from sdesk.ui.audit.requirements_page import RequirementsPage
from sdesk.ui.pieces import Aside, Callout, DateField, StateLabel
from sdesk.ui.registry import open_desk
from sdesk.ui.worker import Worker
from tests.ui.shell import inside

OTHER = "20000-1-2011"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The requirements are judged before the tab is shown, not on a worker."""
    monkeypatch.setattr(Worker, "at_once", True)


@pytest.fixture
def tab(qtbot, provider) -> RequirementsPage:
    made = RequirementsPage(open_desk(provider.workspace))
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def choose(tab: RequirementsPage, text: str) -> None:
    variant = inside(tab, "audit.variant", QComboBox)
    variant.setCurrentIndex(variant.findText(text, Qt.MatchFlag.MatchStartsWith))
    variant.activated.emit(variant.currentIndex())


def offered(tab: RequirementsPage) -> list[str]:
    variant = inside(tab, "audit.variant", QComboBox)
    return [variant.itemText(at) for at in range(variant.count())]


def test_another_standard_is_adopted_from_a_day_on(qtbot, provider, tab):
    assert len(offered(tab)) == 3
    qtbot.mouseClick(inside(tab, "audit.adopt", QPushButton), LEFT)
    dialog = tab.findChild(AdoptDialog)
    inside(dialog, "adopt.from", DateField).setValue(date(2026, 6, 1))
    qtbot.mouseClick(inside(dialog, "dialog.confirm", QPushButton), LEFT)
    qtbot.waitUntil(lambda: len(offered(tab)) == 4)
    adopted = provider.workspace.packs.adoptions[1]
    assert (adopted.pack.id, adopted.since) == (OTHER, date(2026, 6, 1))
    assert inside(tab, "audit.variant", QComboBox).currentText().startswith("ISO/IEC 20000-1")
    assert len(inside(tab, "audit.requirements", RequirementList).texts()) == 410
    assert inside(tab, "audit.figure", Aside).wordWrap(), "it is wider than the list"


def test_its_requirements_are_shown_with_what_carries_them(qtbot, provider, tab):
    adopt(provider.workspace, OTHER)
    qtbot.waitUntil(lambda: len(offered(tab)) == 4)
    choose(tab, "ISO/IEC 20000-1")
    listed = inside(tab, "audit.requirements", RequirementList)
    assert len(listed.texts()) == 410
    assert (
        inside(tab, "audit.figure", Aside).text()
        == "Records here may say something of 352 of 410 statements. Answered: 0"
    )
    listed.choose("4.1.1 b")
    assert inside(tab, "audit.state", StateLabel).mark().word == "Has records"
    assert inside(tab, "audit.evidence", EvidenceTree).texts() == [
        "Records",
        "Service delivery policy, objectives and plan(s)",
        "POL-0001 Service delivery policy, objectives and plan(s)",
        "In other standards",
        "ISO/IEC 29110-4-3:2018 Service delivery P04",
    ]
    assert inside(tab, "audit.missing", Callout).isHidden()


def test_what_nothing_carries_is_marked_as_such(qtbot, provider, tab):
    adopt(provider.workspace, OTHER)
    qtbot.waitUntil(lambda: len(offered(tab)) == 4)
    choose(tab, "ISO/IEC 20000-1")
    pack = provider.workspace.packs.pack(OTHER)
    nothing = next(each.id for each in pack.asks.requirements if not pack.records_of(each.id))
    inside(tab, "audit.requirements", RequirementList).choose(nothing)
    assert inside(tab, "audit.state", StateLabel).mark().word == "Not carried"
    assert inside(tab, "audit.missing", Callout).isVisible()
    choose(tab, "Full")
    assert len(inside(tab, "audit.requirements", RequirementList).texts()) == 17


def test_where_all_are_adopted_nothing_more_is_offered(qtbot, provider, tab):
    for pack in can_be_adopted(provider.workspace):
        adopt(provider.workspace, pack.id)
    qtbot.waitUntil(lambda: len(offered(tab)) == 5)
    assert inside(tab, "audit.adopt", QPushButton).isHidden()
