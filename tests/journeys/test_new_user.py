"""From an empty laptop to two printed reports, as somebody does who has never seen the program: clicks and keys only.

On a real screen: QT_QPA_PLATFORM=xcb. Pictures of every stage: SDESK_JOURNEY_PICTURES=a folder, and
SDESK_JOURNEY_THEME=dark for dark ones.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from sdesk.models import (
    ActionItem,
    ConfigurationItem,
    Customer,
    CustomerAgreement,
    FeedbackEntry,
    ImprovementReport,
    PerformanceReport,
    Record,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceIncident,
    ServiceTestReport,
    SurveyScore,
)
from sdesk.practice.lifecycle.attachments import attachments_of
from sdesk.practice.readiness.requirements import requirements
from sdesk.practice.safekeeping import verify
from tests.journeys.new_user_reports import (
    a_month_begins,
    read,
    reports_to_management,
    reports_to_the_customer,
)
from tests.journeys.new_user_set_up import answers_later, begins, sets_up
from tests.journeys.new_user_work import has_incidents, hears_from_customers, makes_a_change, records_items
from tests.journeys.story import Journey, open_program
from tests.ui.shell import end


@pytest.fixture
def ana(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Journey]:
    program = open_program(qapp, tmp_path)
    yield Journey(qtbot, program, tmp_path)
    end(program)


@pytest.mark.torture
def test_from_nothing_to_two_printed_reports(ana: Journey) -> None:
    begins(ana)
    answers_later(ana)
    sets_up(ana)
    records_items(ana)
    makes_a_change(ana)
    has_incidents(ana)
    hears_from_customers(ana)
    a_month_begins(ana)
    performance = read(reports_to_the_customer(ana))
    improvement = read(reports_to_management(ana))
    for text in (
        "Service performance report",
        "Pier Dental",
        "SPR-",
        "Check all fuses",
        "Availability",
        "Page 1 of",
    ):
        assert text in performance
    for text in (
        "Improvement report",
        "Harbour IT Services",
        "IMP-",
        "Customers stay with us",
        "Answer within a day",
    ):
        assert text in improvement
    assert "DRAFT" not in (performance + improvement).upper()
    everything_is_in_order(ana)


EXPECTED: dict[type[Record], int] = {
    Customer: 1,
    CustomerAgreement: 1,
    ConfigurationItem: 2,
    ServiceChangeRequest: 1,
    ServiceDesign: 1,
    ServiceBuild: 1,
    ServiceTestReport: 1,
    ServiceIncident: 3,
    FeedbackEntry: 1,
    SurveyScore: 1,
    PerformanceReport: 1,
    ImprovementReport: 1,
    ActionItem: 2,
}


SHOWN = {
    "P01": "met", "P02": "met", "P03": "met", "P04": "not shown yet", "P05": "not shown yet", "P06": "not met",
    "P07": "met", "P08": "met", "P09": "not met", "P10": "met", "P11": "not met",
    "P12": "not shown yet", "P13": "not shown yet", "P14": "not met", "P15": "not shown yet",
    "P16": "not met", "P17": "not shown yet",
}  # fmt: skip
"""What such first days show: much is written, little was read again, and the cases are told in too few words."""


def everything_is_in_order(ana: Journey) -> None:
    """What was done is on record and whole, and there again tomorrow."""
    assert verify(ana.workspace) == []
    assert counted(ana) == EXPECTED
    assert {each.requirement.id: str(each.verdict) for each in requirements(ana.workspace)} == SHOWN
    [build] = ana.workspace.find(ServiceBuild)
    assert [copy.component for copy in build.master_copies] == ["disk-layout.txt"]
    assert [each.sha256 for each in attachments_of(ana.workspace, build)] == [build.master_copies[0].sha256]
    ana.hands.choose_from_menu("action.open-menu", "action.close")
    ana.bring_up(ana.program.window)
    ana.hands.picture("welcome-back")
    recent = ana.hands.see("welcome.recent", QListWidget)
    ana.hands.click(recent.viewport(), recent.visualItemRect(recent.item(0)).center())
    ana.bring_up(ana.window)
    ana.hands.picture("today")
    assert verify(ana.workspace) == []
    assert counted(ana) == EXPECTED
    ana.goes_to_tab("Audit")
    ana.hands.picture("audit")


def counted(ana: Journey) -> dict[type[Record], int]:
    return {model: ana.workspace.count(model) for model in EXPECTED}
