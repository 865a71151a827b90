"""The Reports tab, with real keys and clicks: choosing, preparing, approving, saving, printing."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QObject, Qt
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from sdesk.models import HANDOUT, HistoryEntry, PerformanceReport
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.reporting.printing import kept_print
from sdesk.ui.pieces import Callout, DateField, EmptyState
from sdesk.ui.registry import open_desk
from sdesk.ui.reporting.output import Output, file_name, print_pages
from sdesk.ui.reporting.preview import PdfPane
from sdesk.ui.reporting.report_list import ReportList
from sdesk.ui.reporting.reports_tab import ReportsTab
from sdesk.ui.worker import Worker
from tests.provider import Provider, new_provider
from tests.reported_quarter import Quarter, march_at
from tests.ui.shell import inside

Part = TypeVar("Part", bound=QObject)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long work is done before `start` returns."""
    monkeypatch.setattr(Worker, "at_once", True)


@pytest.fixture
def quarter(tmp_path: Path) -> Iterator[Quarter]:
    made = march_at(tmp_path / "harbour.sdesk")
    made.provider.works(made.provider.ben)
    yield made
    made.provider.workspace.close()


@pytest.fixture
def tab(qtbot, quarter: Quarter) -> ReportsTab:
    """Opened on 2 April: the last month and the last quarter end with March."""
    return opened(qtbot, quarter.provider)


def opened(qtbot, provider: Provider) -> ReportsTab:
    tab = ReportsTab(open_desk(provider.workspace))
    qtbot.addWidget(tab)
    tab.resize(1024, 620)
    tab.show()
    qtbot.waitExposed(tab)
    return tab


def shown_text(tab: ReportsTab) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pane(tab).content)).pages)


def pane(tab: ReportsTab) -> PdfPane:
    return part(tab, PdfPane)


def part(tab: ReportsTab, kind: type[Part]) -> Part:
    """The one part of that kind. Fails if there is none."""
    found = tab.findChild(kind)
    assert isinstance(found, kind)
    return found


def press(qtbot, tab: QWidget, name: str) -> None:
    button = inside(tab, name, QPushButton)
    assert button.isVisible() and button.isEnabled(), name
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose_last_month(qtbot, tab: ReportsTab) -> None:
    qtbot.keyClick(inside(tab, "reports.period", QComboBox), Qt.Key.Key_Down)
    assert inside(tab, "reports.period", QComboBox).currentText() == "Last month"


def prepare(qtbot, tab: ReportsTab) -> PerformanceReport:
    press(qtbot, tab, "action.prepare")
    qtbot.waitUntil(lambda: tab.shown_record() is not None)
    report = tab._desk.workspace.first(PerformanceReport)
    assert report is not None
    return report


def fill_in(quarter: Quarter, report: PerformanceReport) -> PerformanceReport:
    owner = quarter.provider.ana.id
    return quarter.provider.save(
        report,
        performance="As agreed but for the line.",
        conclusions="Good.",
        proposed_actions=({"description": "A second line", "owner": owner, "due": "2026-05-01"},),
    )


def test_reports_stand_by_occasion(tab: ReportsTab) -> None:
    lines = part(tab, ReportList).lines()
    occasions = [line.text for line in lines if line.is_heading]
    assert occasions == ["Customer review", "Management review", "Audit", "Daily"]
    assert [line.text for line in lines if not line.is_heading][:4] == [
        "Service performance report",
        "Statement of work",
        "Service catalogue",
        "Improvement report",
    ]


def test_the_real_pdf_of_the_chosen_period_is_shown(qtbot, tab: ReportsTab) -> None:
    assert "1 Jan – 31 Mar 2026" in shown_text(tab)
    choose_last_month(qtbot, tab)
    assert "1 Mar – 31 Mar 2026" in shown_text(tab)
    assert "Pier Dental" in shown_text(tab)
    assert inside(tab, "reports.page", QLabel).text() == f"Page 1 of {pane(tab).pages()}"
    assert inside(tab, "reports.preview", QPdfView).document().pageCount() == pane(tab).pages() > 1


def test_walking_down_the_list_shows_each_report(qtbot, tab: ReportsTab) -> None:
    reports = part(tab, ReportList)
    titles = set()
    for line in reports.lines():
        if not line.is_heading:
            assert reports.choose(line.kind, line.record)
            titles.add(inside(tab, "reports.title", QLabel).text())
            assert pane(tab).content.startswith(b"%PDF")
            assert not inside(tab, "action.print", QPushButton).isHidden()
    assert len(titles) == 14


def test_own_days_are_typed_and_a_reversed_period_says_so(qtbot, tab: ReportsTab) -> None:
    last = inside(tab, "reports.last", DateField).findChild(QLineEdit)
    before = pane(tab).content
    last.selectAll()
    qtbot.keyClicks(last, "2025-12-01")
    assert any("ends" in label.text() for label in tab.findChildren(QLabel) if label.isVisible())
    assert pane(tab).content == before
    last.selectAll()
    qtbot.keyClicks(last, "2026-02-28")
    assert "1 Jan – 28 Feb 2026" in shown_text(tab)
    assert inside(tab, "reports.period", QComboBox).currentText() == "Other days"


def test_preparing_makes_a_draft_and_opens_its_form(qtbot, tab: ReportsTab, quarter: Quarter) -> None:
    choose_last_month(qtbot, tab)
    with qtbot.waitSignal(tab._desk.record_asked) as asked:
        report = prepare(qtbot, tab)
    assert asked.args == [report.id]
    assert (report.state, report.subject) == ("draft", "Pier Dental, March 2026")
    lines = [line for line in part(tab, ReportList).lines() if line.record == report.id]
    assert [(str(line.mark), report.number in line.text) for line in lines] == [("○ Draft", True)]
    assert tab.shown_record() == report.id
    assert "Performance in the period is missing." in inside(tab, "reports.missing", QLabel).text()


def test_a_report_on_the_same_days_is_pointed_to(qtbot, tab: ReportsTab) -> None:
    report = prepare(qtbot, tab)
    tab.show_kind("performance")
    note = inside(tab, "reports.note", Callout)
    assert report.number in note.text()
    qtbot.mouseClick(note.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert tab.shown_record() == report.id


def test_approving_an_unfinished_report_leads_to_what_is_missing(qtbot, tab: ReportsTab) -> None:
    report = prepare(qtbot, tab)
    with qtbot.waitSignal(tab._desk.record_asked) as asked:
        press(qtbot, tab, "action.approve")
    assert asked.args == [report.id]
    assert reload(tab._desk.workspace, report).state == "draft"


def test_what_was_approved_is_shown_the_same_ever_after(qtbot, tab: ReportsTab, quarter: Quarter) -> None:
    report = fill_in(quarter, prepare(qtbot, tab))
    qtbot.waitUntil(lambda: "Ready" in ready(tab))
    press(qtbot, tab, "action.approve")
    press(qtbot, tab, "dialog.confirm")
    workspace = quarter.provider.workspace
    qtbot.waitUntil(lambda: kept_print(workspace, report) is not None)
    kept = kept_print(workspace, report)
    assert pane(tab).content == kept
    assert inside(tab, "reports.state", QLabel).text() == "Approved"
    quarter.incident(quarter.provider.clock.now, priority="4 low")
    tab.refresh()
    assert pane(tab).content == kept
    assert inside(tab, "action.approve", QPushButton).isHidden()


def test_what_has_no_font_is_told_before_a_report_is_approved(
    qtbot, tab: ReportsTab, quarter: Quarter
) -> None:
    """Any script prints; a character that no font of the program has stops no print and is named."""
    report = fill_in(quarter, prepare(qtbot, tab))
    assert inside(tab, "reports.remark", Callout).isHidden()
    quarter.provider.save(report, conclusions="الطابعة 🔥 受付 and ሰላም.")
    qtbot.waitUntil(lambda: inside(tab, "reports.remark", Callout).isVisible())
    assert "ETHIOPIC SYLLABLE SA (U+1230)" in inside(tab, "reports.remark", Callout).text()
    assert "ETHIOPIC SYLLABLE SA (U+1230)" in " ".join(shown_text(tab).split())
    press(qtbot, tab, "action.approve")
    press(qtbot, tab, "dialog.confirm")
    qtbot.waitUntil(lambda: kept_print(quarter.provider.workspace, report) is not None)


def ready(tab: ReportsTab) -> str:
    return " ".join(label.text() for label in tab.findChildren(QLabel) if label.isVisible())


def test_saving_writes_what_is_shown(tab: ReportsTab, tmp_path: Path) -> None:
    said: list[str] = []
    tab._desk.said.connect(said.append)
    part(tab, Output).write_pdf(tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes() == pane(tab).content
    assert said == ["Saved as report.pdf."]


def test_a_place_that_cannot_be_written_is_said_beside_the_report(tab: ReportsTab, tmp_path: Path) -> None:
    part(tab, Output).write_pdf(tmp_path / "no such folder" / "report.pdf")
    note = inside(tab, "reports.note", Callout)
    assert note.isVisible()
    assert "Choose another place." in note.text()


def test_the_catalogue_is_saved_for_browsers(tab: ReportsTab, tmp_path: Path) -> None:
    tab.show_kind("catalogue")
    assert inside(tab, "action.save-html", QPushButton).isVisible()
    part(tab, Output).write_html(tmp_path / "catalogue.html")
    assert "Service catalogue" in (tmp_path / "catalogue.html").read_text(encoding="utf-8")


def test_printing_prints_every_page(tab: ReportsTab, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(72)
    assert print_pages(printer, pane(tab).document) == pane(tab).pages()
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == pane(tab).pages()


def left(quarter: Quarter, record: UUID | None = None) -> list[tuple[str, str]]:
    """What history tells that left the workspace, of a record or of the whole."""
    workspace = quarter.provider.workspace
    ours = organization(workspace)
    assert ours is not None
    about = (HistoryEntry.model == HANDOUT, HistoryEntry.record_id == (record or ours.id))
    return [(each.action, each.changes["name"][1]) for each in workspace.find(HistoryEntry, *about)]


def test_what_is_saved_is_told_with_its_record_or_with_the_organization(
    tab: ReportsTab, quarter: Quarter, tmp_path: Path
) -> None:
    part(tab, Output).write_pdf(tmp_path / "preview.pdf")
    tab.show_record(quarter.item.id)
    part(tab, Output).write_pdf(tmp_path / "item.pdf")
    part(tab, Output).write_pdf(tmp_path / "nowhere" / "item.pdf")
    assert left(quarter) == [("save file", "preview.pdf")]
    assert left(quarter, quarter.item.id) == [("save file", "item.pdf")]


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_what_is_printed_is_told_when_the_printer_took_it(
    qtbot, tab: ReportsTab, quarter: Quarter, tmp_path: Path
) -> None:
    tab.show_record(quarter.item.id)
    for place in (tmp_path / "printed.pdf", tmp_path / "no such folder" / "printed.pdf"):
        part(tab, Output).print()
        asking = inside(tab, "reports.printer", QPrintDialog)
        asking.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        asking.printer().setOutputFileName(str(place))
        asking.accepted.emit(asking.printer())
        asking.close()
        assert inside(tab, "reports.note", Callout).isVisible() == (not place.exists())
        qtbot.waitUntil(lambda: tab.findChild(QPrintDialog) is None)
        assert left(quarter, quarter.item.id) == [("print", part(tab, Output).name)]


def test_finding_a_word_goes_to_its_page(qtbot, tab: ReportsTab) -> None:
    find = inside(tab, "reports.find", QLineEdit)
    qtbot.keyClicks(find, "figures were computed from")
    qtbot.waitUntil(lambda: pane(tab)._found.rowCount(pane(tab)._found.index(-1, -1)) > 0)
    qtbot.keyClick(find, Qt.Key.Key_Return)
    assert pane(tab).page() == page_with(tab, "figures were computed from")


def page_with(tab: ReportsTab, words: str) -> int:
    pages = PdfReader(BytesIO(pane(tab).content)).pages
    return next(at for at, page in enumerate(pages) if words in page.extract_text())


def test_any_record_can_be_looked_at_as_it_prints(tab: ReportsTab, quarter: Quarter) -> None:
    tab.show_record(quarter.item.id)
    assert quarter.item.number in inside(tab, "reports.title", QLabel).text()
    assert quarter.item.number in shown_text(tab)
    assert not inside(tab, "reports.period", QComboBox).isVisibleTo(tab)


def test_a_change_of_the_records_is_seen_at_once(qtbot, tab: ReportsTab, quarter: Quarter) -> None:
    """In a period that is under way: what is over keeps the names that it had."""
    periods = inside(tab, "reports.period", QComboBox)
    while periods.currentText() != "This month":
        assert periods.currentIndex() < periods.count() - 1
        qtbot.keyClick(periods, Qt.Key.Key_Down)
    assert "Pier Dental Clinic" not in shown_text(tab)
    provider = quarter.provider
    provider.save(provider.extra["customer"], name="Pier Dental Clinic")
    qtbot.waitUntil(lambda: "Pier Dental Clinic" in shown_text(tab))


def test_without_an_agreement_the_way_to_the_first_is_shown(qtbot, tmp_path: Path) -> None:
    provider = new_provider(tmp_path / "new.sdesk")
    tab = opened(qtbot, provider)
    empty = part(tab, EmptyState)
    assert "No agreement is approved yet." in empty.accessibleName()
    with qtbot.waitSignal(tab._desk.work_product_asked) as asked:
        qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert asked.args == ["WP.03"]
    assert not inside(tab, "action.print", QPushButton).isEnabled()
    provider.workspace.close()


def test_file_names_are_taken_by_every_system() -> None:
    assert file_name("SPR-2026-01", 'Pier/Dental: "Q1"?') == "SPR-2026-01 Pier-Dental- -Q1--"
    assert file_name("", " ") == "Report"


def test_in_a_narrow_low_window_nothing_is_squeezed_or_covered(qtbot, tab: ReportsTab) -> None:
    """1024 by 700 at half as much again, as the smallest window that is promised."""
    tab.resize(682, 380)
    left, center, right = tab.panes()
    qtbot.waitUntil(lambda: right.geometry().right() < tab.width() and tab.width() == 682)
    assert left.geometry().right() < center.geometry().left()
    assert center.geometry().right() < right.geometry().left()
    for each in right.findChildren(DateField) + right.findChildren(QPushButton):
        assert not each.isVisible() or each.height() >= each.minimumSizeHint().height(), each.objectName()
        assert not each.isVisible() or each.width() >= each.minimumSizeHint().width(), each.objectName()


def test_whoever_is_on_a_button_is_on_it_when_the_paper_was_made_anew(qtbot, tab: ReportsTab):
    """It is grey meanwhile, and Qt puts the keys on something else; somebody who goes elsewhere stays there."""
    tab.show_kind("performance")
    save = inside(tab, "action.save-pdf", QPushButton)
    save.setFocus()
    actions = save.parentWidget()
    assert tab.window().focusWidget() is save
    actions.allow_output(False)
    assert tab.window().focusWidget() is not save
    actions.allow_output(True)
    assert tab.window().focusWidget() is save
    actions.allow_output(False)
    inside(tab, "reports.agreement", QComboBox).setFocus()
    actions.allow_output(True)
    assert tab.window().focusWidget() is inside(tab, "reports.agreement", QComboBox)
