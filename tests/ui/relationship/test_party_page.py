"""A customer on one page: what is agreed, open and said, the review to prepare and the dates to know of."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from sdesk.models import CustomerAgreement, PerformanceReport, Supplier, SurveyScore
from sdesk.models.governance import Priority
from sdesk.models.relationship import AgreementDate, Measure, ServiceTarget
from sdesk.models.relationship.party import Party
from sdesk.practice.guidance.today import to_do
from sdesk.practice.lifecycle.proposed.sections import unread
from sdesk.practice.lifecycle.records import create, reload
from sdesk.practice.relationship.reminders import acknowledge
from sdesk.reports.period.figure_blocks import called, result_of
from sdesk.ui.pieces import Callout, StateLabel
from sdesk.ui.relationship.parties_page import PartiesPage
from sdesk.ui.relationship.party_dialogs import AcknowledgeDialog
from sdesk.ui.relationship.party_page import PartyPage, TargetTable
from sdesk.ui.relationship.score_chart import ScoreChart
from tests.provider import incident
from tests.ui.shell import inside, shown_window

JUNE = datetime(2026, 6, 20, 9, tzinfo=ZoneInfo("Europe/Lisbon"))


@pytest.fixture
def page(qtbot, desk, provider) -> PartyPage:
    made = PartyPage(desk)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show_record(provider.extra["customer"])
    made.show()
    return made


def links(page) -> list[str]:
    found = page.widget().findChildren(QPushButton)
    return [each.objectName() for each in found if each.objectName().startswith("link.")]


def said(page) -> list[str]:
    return [each.text() for each in page.widget().findChildren(Callout) if not each.isHidden()]


def test_it_shows_the_agreement_and_what_is_open(page, provider):
    case = provider.take(incident(provider, "recorded", customer=provider.extra["customer"].id), "record")
    page.refresh()
    assert {"link.AGR-0001", f"link.{case.number}"} <= set(links(page))


def test_a_line_opens_its_record(page, desk, provider, qtbot):
    with qtbot.waitSignal(desk.record_asked) as asked:
        inside(page, "link.AGR-0001", QPushButton).click()
    assert asked.args == [provider.extra["agreement"].id]


def test_performance_stands_beside_the_targets(page):
    said = [label.text() for label in page.findChild(TargetTable).findChildren(QLabel)]
    assert said[:3] == ["Target", "Asked", "Was"]
    assert said[3:5] == ["Restoration within target", "at\N{NO-BREAK SPACE}least 90 %"]


@pytest.mark.parametrize("word", ["met", "not met", "no data", "undecided", "so far", "in words"])
def test_a_target_is_called_and_its_result_worded_as_on_paper(qtbot, word):
    of_all = asked_row(ServiceTarget(measure=Measure.RESPONSE, target=90.0), word)
    of_some = asked_row(
        ServiceTarget(measure=Measure.RESPONSE, target=95.0, priority=Priority.CRITICAL), word
    )
    of_some["days"] = ["2026-03-01", "2026-03-09"]
    parent = QWidget()
    qtbot.addWidget(parent)
    table = TargetTable([of_all, of_some], parent)
    said = [each.text() for each in table.findChildren(QLabel)]
    for row in (of_all, of_some):
        assert called(row) in said
    assert [str(each.mark()) for each in table.findChildren(StateLabel)] == [result_of(of_all)] * 2


def asked_row(target, word):
    figure = {
        "value": 92.0,
        "unit": "%",
        "counts": [],
        "targets": [],
        "known": 0,
        "undecided": 0,
        "unknown": 0,
    }
    row = {"measure": target.measure.value, "detail": "", "service": "", "priority": target.priority or ""}
    return {**row, "target": target.target, "unit": "%", "sense": "at least", "window": "the period"} | {
        "value": figure,
        "word": word,
    }


def test_satisfaction_is_drawn_once_somebody_was_asked(page, provider):
    assert page.widget().findChild(ScoreChart) is None
    customer = provider.extra["customer"].id
    score = provider.create(SurveyScore, customer=customer, score=4, asked_on=provider.clock.now.date())
    provider.take(score, "record")
    page.refresh()
    chart = page.widget().findChild(ScoreChart)
    assert chart is not None and "4.0 from 1" in chart.accessibleDescription()
    chart.grab()


def test_preparing_a_review_makes_its_report_and_shows_it(page, desk, provider, qtbot):
    with qtbot.waitSignal(desk.record_asked) as asked:
        inside(page, "prepare.AGR-0001", QPushButton).click()
    report = provider.workspace.get(PerformanceReport, asked.args[0])
    assert report and report.customer_agreement == provider.extra["agreement"].id


def reminded(things) -> list[str]:
    return [thing.matter.value for thing in things if thing.number == "AGR-0001"]


def test_a_date_that_comes_near_is_acknowledged_here_and_leaves_today(page, desk, provider, qtbot):
    provider.clock.now = JUNE
    page.refresh()
    assert "AGR-0001 is reviewed on" in said(page)[0]
    near = datetime(2026, 6, 28, 9, tzinfo=ZoneInfo("Europe/Lisbon"))
    assert "review" in reminded(to_do(provider.workspace, near).things)
    callout = inside(page, "acknowledge.AGR-0001.review", Callout)
    callout.acted.emit()
    dialog = page.findChild(AcknowledgeDialog)
    dialog.plan.setValue("Meeting on the 25th")
    dialog.confirm()
    agreement = reload(provider.workspace, provider.extra["agreement"])
    assert agreement.acknowledgements[-1].person == provider.ana.id
    assert "Ana Reyes knows: Meeting on the 25th" in said(page)[0]
    assert "review" not in reminded(to_do(provider.workspace, near).things)


def test_what_was_acknowledged_comes_back_once_it_is_late(provider):
    late = datetime(2026, 7, 3, 9, tzinfo=ZoneInfo("Europe/Lisbon"))
    provider.clock.now = JUNE
    acknowledge(provider.workspace, provider.extra["agreement"], AgreementDate.REVIEW, "Meeting")
    assert "review" in reminded(to_do(provider.workspace, late).things)


def test_all_parties_are_listed_customers_first(qtbot, desk, provider):
    provider.create(Supplier, name="Northnet")
    made = PartiesPage(desk)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    texts = [made._list.item(at).text() for at in range(made._list.count())]
    assert texts == ["Customers", "Pier Dental", "Suppliers", "Northnet"]
    assert made.chosen() == provider.extra["customer"].id
    provider.create(Supplier, name="Able Hosting")
    assert made.chosen() == provider.extra["customer"].id


def test_a_date_nobody_has_seen_marks_its_party(qtbot, desk, provider):
    provider.clock.now = JUNE
    made = PartiesPage(desk)
    qtbot.addWidget(made)
    made.refresh()
    assert made._list.item(1).text() == "Pier Dental  ◆ date near"


def test_it_has_its_place_in_the_relationships_tab(qtbot, provider, tmp_path: Path):
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        tab = window.show_tab(3)
        tab.panel.row("parties").click()
        assert inside(tab, "parties", PartiesPage).isVisible()


def test_a_supplier_has_no_satisfaction(qtbot, desk, provider):
    supplier = provider.create(Supplier, name="Northnet")
    made = PartyPage(desk)
    qtbot.addWidget(made)
    made.show_record(supplier)
    assert made.findChild(ScoreChart) is None


def test_an_agreement_is_drafted_with_what_the_documents_say(page, desk, provider, qtbot):
    with qtbot.waitSignal(desk.record_asked) as asked:
        inside(page, "draft.agreement", QPushButton).click()
    drafted = provider.workspace.get(CustomerAgreement, asked.args[0])
    assert drafted.customer == provider.extra["customer"].id
    assert {"change_definitions", "service_targets"} <= {each.place for each in unread(drafted)}
    page.refresh()
    assert not [
        each for each in page.widget().findChildren(QPushButton) if each.objectName() == "draft.agreement"
    ]


def test_coming_to_the_page_reads_a_party_once(qtbot, provider, tmp_path, monkeypatch):
    shown: list[Party] = []
    as_it_is = PartyPage.show_record

    def counted(page, party):
        shown.append(party)
        as_it_is(page, party)

    monkeypatch.setattr(PartyPage, "show_record", counted)
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        window.show_view("relationships", "parties")
        assert [party.id for party in shown] == [provider.extra["customer"].id]
        window.show_view("relationships", "parties")
        assert len(shown) == 2  # whoever asks for it again sees it as it is now


def test_choosing_another_party_reads_it_once(qtbot, desk, provider, monkeypatch):
    create(provider.workspace, Supplier, {"name": "Rede Norte"})
    page = PartiesPage(desk)
    qtbot.addWidget(page)
    page.show()
    shown: list[Party] = []
    monkeypatch.setattr(page.page, "show_record", shown.append)
    other = next(
        row
        for row in range(page._list.count())
        if page._list.item(row).data(256) not in (None, page.chosen())
    )
    page._list.setCurrentRow(other)
    assert [party.id for party in shown] == [page.chosen()]
