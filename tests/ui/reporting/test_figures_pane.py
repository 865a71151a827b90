"""The figures beside the form of a report: they follow what they speak of, and stay as they were once approved."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QToolButton, QWidget

from sdesk.models import ImprovementReport, PerformanceReport
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.reporting.reports import prepare_improvement_report, prepare_performance_report
from sdesk.reports.period.figure_lines import Case, Group, Line
from sdesk.ui.pieces import Callout
from sdesk.ui.records.form.record_form import RecordForm
from sdesk.ui.records.form.step_dialog import StepDialog
from sdesk.ui.registry import open_desk
from sdesk.ui.reporting.figure_list import FigureList
from sdesk.ui.reporting.figures_pane import FiguresPane
from sdesk.ui.worker import Worker
from tests.reported_quarter import MARCH, Quarter, at, march_at
from tests.ui.shell import inside

WIDE, NARROW = (1000, 700), (520, 460)
OF_SMALLEST_WINDOW = (672, 480)
"""What a form has of a window of 1024 x 700."""


@pytest.fixture
def quarter(tmp_path: Path) -> Iterator[Quarter]:
    made = march_at(tmp_path / "harbour.sdesk")
    made.provider.works(made.provider.ben)
    yield made
    made.provider.workspace.close()


@pytest.fixture
def report(quarter: Quarter) -> PerformanceReport:
    return prepare_performance_report(quarter.provider.workspace, quarter.agreement, MARCH)


@pytest.fixture
def form(qtbot, quarter: Quarter) -> Iterator[RecordForm]:
    made = RecordForm(open_desk(quarter.provider.workspace))
    qtbot.addWidget(made)
    made.resize(*WIDE)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()
    for worker in made.findChildren(Worker):
        worker.wait()


def pane(form: RecordForm) -> FiguresPane:
    return inside(form, "figures", FiguresPane)


def texts(form: RecordForm) -> list[str]:
    return inside(form, "figures.list", FigureList).texts()


def said(form: RecordForm, start: str) -> str:
    return next((each for each in texts(form) if each.startswith(start)), "")


def note(form: RecordForm) -> str:
    return inside(form, "figures.note", QLabel).text()


def show(qtbot, form: RecordForm, report: PerformanceReport | ImprovementReport) -> None:
    form.show_record(report)
    qtbot.waitUntil(lambda: "counted on" in note(form))


def test_what_is_told_of_a_case_does_not_cover_its_number_nor_its_title(qtbot) -> None:
    """Of an answer to a survey it is longer than the line."""
    told = "Who: Pier Dental · When: 7 Aug 2026 · Score: 3 · Below by: 1"
    home = QWidget()
    qtbot.addWidget(home)
    home.show()
    high = []
    for by in ("", "over by 3 h", told):
        figures = FigureList(home)
        figures.resize(300, 400)
        figures.show()
        case = Case("", "SUR-2026-0001", "Too long.", by)
        line = Line("Satisfaction", "", "", (case,), "not met")
        figures.show_groups((Group("Targets", (line,)),), "")
        high.append(figures.sizeHintForRow(2))
    assert high[0] == high[1] < high[2]


def test_the_form_is_there_before_the_figures_are_counted(qtbot, form: RecordForm, report) -> None:
    """They are counted on a worker, and say nothing until then."""
    form.show_record(report)
    assert form.sheet is not None and form.sheet.isVisible()
    assert note(form) == "The figures are being counted."
    assert texts(form) == []
    qtbot.waitUntil(lambda: "Availability" in said(form, "Availability"))
    assert note(form).startswith("1 Mar – 31 Mar 2026. As the records are now, counted on ")
    assert inside(form, "figures.standing", QLabel).text().startswith("▲ ")


def test_what_is_asked_and_reached_stands_with_its_result(qtbot, form: RecordForm, report) -> None:
    show(qtbot, form, report)
    assert "at least 95 %" in said(form, "Response within target").replace("\N{NO-BREAK SPACE}", " ")
    assert said(form, "Response within target").endswith("▲ not met")
    assert said(form, "New mailbox").endswith("– not judged")
    assert "Incidents by priority" in texts(form)


def test_a_case_opens_its_record_by_key_and_by_click(qtbot, form: RecordForm, report) -> None:
    show(qtbot, form, report)
    figures = inside(form, "figures.list", FigureList)
    row = next(at for at, text in enumerate(texts(form)) if "over by" in text)
    figures.setFocus()
    figures.setCurrentIndex(figures.model().index(0, 0))
    opened: list[UUID] = []
    form._desk.record_asked.connect(opened.append)
    qtbot.keyClick(figures, Qt.Key.Key_Return)  # a heading leads nowhere
    assert opened == []
    while figures.currentIndex().row() != row:
        qtbot.keyClick(figures, Qt.Key.Key_Down)
    qtbot.keyClick(figures, Qt.Key.Key_Return)
    place = figures.visualRect(figures.currentIndex()).center()
    qtbot.mouseClick(figures.viewport(), Qt.MouseButton.LeftButton, pos=place)
    targets = reload(form._desk.workspace, report).figures["targets"]
    late = next(case for each in targets for case in each.get("missed", ()) if "minutes" in case)
    assert opened == [UUID(late["id"])] * 2


def test_they_follow_the_records(qtbot, form: RecordForm, report, quarter: Quarter) -> None:
    show(qtbot, form, report)
    before = said(form, "All")
    quarter.incident(at(3, 30, 9), priority="4 low")
    qtbot.waitUntil(lambda: said(form, "All") not in ("", before))


def test_they_follow_the_days_the_agreement_and_what_is_judged(
    qtbot, form: RecordForm, report, quarter: Quarter
) -> None:
    show(qtbot, form, report)
    provider = quarter.provider
    report = provider.save(report, period_end="2026-03-10")
    qtbot.waitUntil(lambda: note(form).startswith("1 Mar – 10 Mar 2026."))
    (line,) = report.judgements
    judged = line.model_copy(
        update={"met": False, "reached": "4 days", "judged_by": provider.ana.id, "grounds": "Mail of 3 March"}
    )
    report = provider.save(report, judgements=(judged,))
    qtbot.waitUntil(lambda: "▲ not met, judged by Ana Reyes" in said(form, "New mailbox"))
    assert "reached 4 days" in said(form, "New mailbox")
    provider.save(report, customer_agreement=None, supplier_agreement=quarter.supplied.id)
    qtbot.waitUntil(lambda: "Restoration within target" in said(form, "Restoration"))
    qtbot.waitUntil(lambda: said(form, "New mailbox") == "")


def test_without_days_or_agreement_they_say_what_they_wait_for(
    qtbot, form: RecordForm, report, quarter
) -> None:
    show(qtbot, form, report)
    quarter.provider.save(report, customer_agreement=None)
    qtbot.waitUntil(lambda: note(form).startswith("They are counted as soon as the report says"))
    assert texts(form) == []
    assert inside(form, "figures.standing", QLabel).text() == ""


def test_writing_counts_nothing_anew(qtbot, form: RecordForm, report) -> None:
    """The text of a report changes no figure, so that nothing is counted while somebody writes."""
    show(qtbot, form, report)
    counted: list[None] = []
    pane(form).counted.connect(lambda: counted.append(None))
    form.jump_to("conclusions")
    text = inside(form, "PerformanceReport.conclusions").findChild(QPlainTextEdit)
    text.selectAll()  # what is proposed
    qtbot.keyClicks(text, "It went well.")
    form.flush()
    assert reload(form._desk.workspace, report).conclusions == "It went well."
    assert not pane(form)._soon.isActive()
    assert counted == []


def test_an_approved_report_shows_what_was_frozen(qtbot, form: RecordForm, report, quarter: Quarter) -> None:
    provider = quarter.provider
    report = provider.save(
        report,
        performance="As agreed.", conclusions="Good.",
        proposed_actions=({"description": "A second line", "owner": provider.ana.id, "due": "2026-05-01"},),
    )  # fmt: skip
    show(qtbot, form, report)
    take_step(provider.workspace, reload(provider.workspace, report), "approve")
    qtbot.waitUntil(lambda: ". As approved: counted on " in note(form))
    frozen = texts(form)
    counted: list[None] = []
    pane(form).counted.connect(lambda: counted.append(None))
    quarter.incident(at(3, 30, 9), priority="4 low", outage=True)
    qtbot.waitUntil(lambda: bool(counted))
    assert texts(form) == frozen


def test_what_its_paper_could_not_show_is_told_before_a_report_is_approved(form, report, quarter) -> None:
    """Here it is approved, without a look at its pages."""
    provider = quarter.provider
    report = provider.save(
        report,
        performance="As agreed.", conclusions="Good.",
        proposed_actions=({"description": "ሰላም", "owner": provider.ana.id, "due": "2026-05-01"},),
    )  # fmt: skip
    form.show_record(report)
    inside(form, "action.approve", QPushButton).click()
    dialog = inside(form, "step.dialog", StepDialog)
    assert any("ETHIOPIC SYLLABLE SA (U+1230)" in each.text() for each in dialog.findChildren(Callout))


def test_a_period_that_is_not_over_says_so(qtbot, form: RecordForm, report, quarter: Quarter) -> None:
    show(qtbot, form, report)
    quarter.provider.save(report, period_end="2026-04-30")
    qtbot.waitUntil(lambda: "which is not over" in note(form))


def test_in_the_smallest_window_they_stand_beside_the_text_that_speaks_of_them(
    qtbot, form: RecordForm, report
) -> None:
    show(qtbot, form, report)
    form.resize(*OF_SMALLEST_WINDOW)
    qtbot.waitUntil(lambda: form.sheet.width() < OF_SMALLEST_WINDOW[0] // 3 * 2)
    assert inside(form, "figures.list", FigureList).isVisible()
    assert left_of(form, pane(form)) >= left_of(form, form.sheet) + form.sheet.width() - 1


def test_where_there_is_no_room_they_are_one_line_below_and_unfold_by_key(
    qtbot, form: RecordForm, report
) -> None:
    show(qtbot, form, report)
    assert form.sheet is not None
    assert left_of(form, pane(form)) >= left_of(form, form.sheet) + form.sheet.width() - 1
    form.resize(*NARROW)
    qtbot.waitUntil(lambda: not inside(form, "figures.list", FigureList).isVisible())
    assert pane(form).height() < 60
    assert form.sheet.width() > NARROW[0] - 20
    fold = inside(form, "action.fold-figures", QToolButton)
    fold.setFocus()
    qtbot.keyClick(fold, Qt.Key.Key_Space)
    assert inside(form, "figures.list", FigureList).isVisible()
    qtbot.waitUntil(lambda: pane(form).height() > 100)
    assert form.sheet.height() > 40
    form.resize(*WIDE)
    qtbot.waitUntil(lambda: left_of(form, pane(form)) > 300)


def left_of(form: RecordForm, widget) -> int:
    return widget.mapTo(form, widget.rect().topLeft()).x()


def test_the_improvement_report_has_them_too_and_an_incident_has_none(
    qtbot, form: RecordForm, quarter: Quarter
) -> None:
    workspace = quarter.provider.workspace
    show(qtbot, form, prepare_improvement_report(workspace, MARCH))
    assert any(each.startswith("Pier Dental") for each in texts(form))
    form.show_record(quarter.item.id)
    assert not pane(form).isVisible()
    assert form.sheet is not None
    qtbot.waitUntil(lambda: form.sheet.width() > WIDE[0] - 40)


def test_two_reports_one_after_the_other_show_their_own(
    qtbot, form: RecordForm, report, quarter: Quarter
) -> None:
    """What was being counted for the first is not shown for the second."""
    workspace = quarter.provider.workspace
    other = prepare_performance_report(workspace, quarter.supplied, MARCH)
    form.show_record(report)
    form.show_record(other)
    qtbot.waitUntil(lambda: "counted on" in note(form))
    assert said(form, "New mailbox") == ""
    form.show_record(report)
    qtbot.waitUntil(lambda: said(form, "New mailbox") != "")


def test_the_short_form_of_a_wizard_has_them_too(qtbot, quarter: Quarter, report: PerformanceReport) -> None:
    form = RecordForm(
        open_desk(quarter.provider.workspace), compact=True, only_fields=("performance", "conclusions")
    )
    qtbot.addWidget(form)
    form.resize(*NARROW)
    form.show()
    form.show_record(report)
    assert not inside(form, "figures.list", FigureList).isVisible(), "there is little room: one line"
    qtbot.waitUntil(lambda: pane(form).isVisible() and pane(form).height() < 60)
    qtbot.mouseClick(inside(form, "action.fold-figures", QToolButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: said(form, "New mailbox") != "")
    form.close()
    for worker in form.findChildren(Worker):
        worker.wait()
