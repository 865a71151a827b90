"""Documents in the window, by clicks: compare two versions, read one again, confirm one, declare who has to, save the list."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPushButton, QToolButton, QWidget

from sdesk.models import (
    DocumentEntry,
    DocumentReview,
    ExternalDocument,
    ReadConfirmation,
    ServiceDeliveryPolicy,
    ServiceIncident,
)
from sdesk.practice.audit.reviewing import review_without_change
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.records import history_of, new_version, reload
from sdesk.practice.lifecycle.reviews import next_review
from sdesk.ui.audit.comparing import CompareDialog
from sdesk.ui.audit.document_dialogs import ConfirmDialog, ReadersDialog, ReviewDialog
from sdesk.ui.audit.documents_page import DocumentsPage
from sdesk.ui.audit.obsolete_strip import VersionStrip
from sdesk.ui.pieces import Aside, Callout, Dialog, StateLabel
from sdesk.ui.process.process_tab import ProcessTab
from sdesk.ui.records.marked_text import MarkedText
from sdesk.ui.window.main_window import MainWindow
from tests.provider import Provider, new_provider
from tests.ui.shell import inside, shown_window

READ = "Read beside the incidents since March; nothing in it is done otherwise now."


@pytest.fixture
def policy(provider: Provider) -> ServiceDeliveryPolicy:
    found = provider.workspace.first(ServiceDeliveryPolicy)
    assert found
    return found


@pytest.fixture
def page(window: MainWindow) -> DocumentsPage:
    window.show_view("audit", "documents")
    return inside(window, "documents", DocumentsPage)


def click(qtbot, within: QWidget, name: str) -> None:
    qtbot.mouseClick(inside(within, name, QPushButton), Qt.MouseButton.LeftButton)


def dialog(window: MainWindow, kind: type[Dialog]):
    found = [each for each in window.findChildren(kind) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def cells(page: DocumentsPage, number: str) -> list[str]:
    model = page.view.model()
    for row in range(model.rowCount()):
        line = [model.index(row, at).data() for at in range(model.columnCount())]
        if line[0] == number:
            return line
    raise AssertionError(number)


def known(page: DocumentsPage, name: str) -> str:
    return inside(page.details, f"reader.{name}", StateLabel).mark().word


@pytest.mark.parametrize("width", [863, 976, 1126])
def test_names_have_room_and_nothing_is_cut_off(qtbot, page, width):
    """863: what is left of 911 beside the strip, on a screen of 144 dots an inch."""
    page.resize(width, 500)
    view = page.view
    qtbot.waitUntil(lambda: view.width() < width)
    shown = [at for at in range(view.model().columnCount()) if not view.isColumnHidden(at)]
    assert view.horizontalScrollBar().maximum() == 0
    assert view.columnWidth(1) >= 150
    heads = view.horizontalHeader()
    assert all(heads.sectionSizeHint(at) <= heads.sectionSize(at) for at in shown)


def test_it_stands_in_the_audit_tab_beside_the_requirements(window: MainWindow, page: DocumentsPage) -> None:
    tab = next(each for each in window.findChildren(ProcessTab) if each.isVisible())
    assert tab.tab == "audit"
    tab.panel.row("requirements")
    assert tab.panel.row("documents").isChecked() and page.isVisible()


def test_the_register_says_how_each_document_stands(page: DocumentsPage, policy) -> None:
    assert cells(page, policy.number)[2:6] == ["1", "Approved", "2027-03-02", "1 of 3"]
    assert inside(page, "documents.count", Aside).text() == "4 documents"


def test_somebody_confirms_a_version_with_their_name(qtbot, provider, window, page, policy) -> None:
    provider.works(provider.cleo)
    page.choose(policy.id)
    assert known(page, "Cleo Sand") == "nothing confirmed"
    click(qtbot, page, "documents.confirm")
    asked = dialog(window, ConfirmDialog)
    click(qtbot, asked, "dialog.confirm")
    [confirmed] = provider.workspace.find(ReadConfirmation)
    assert (confirmed.person, confirmed.document, confirmed.state) == (
        provider.cleo.id,
        policy.id,
        "recorded",
    )
    assert known(page, "Cleo Sand") == "confirmed, 2026-03-02"
    assert cells(page, policy.number)[5] == "2 of 3"


def test_nobody_is_asked_to_confirm_without_a_name(qtbot, provider, window, page, policy) -> None:
    provider.works(None)
    page.choose(policy.id)
    click(qtbot, page, "documents.confirm")
    assert not inside(dialog(window, ConfirmDialog), "dialog.confirm", QPushButton).isEnabled()


def test_a_review_without_change_is_recorded_and_the_day_moves(qtbot, provider, window, page, policy) -> None:
    provider.clock.pass_time(days=300)
    page.choose(policy.id)
    click(qtbot, page, "documents.review")
    asked = dialog(window, ReviewDialog)
    click(qtbot, asked, "dialog.confirm")
    assert asked.isVisible() and "What came of it" in asked.trouble.text()
    qtbot.keyClicks(asked.outcome.focusProxy(), READ)
    day = today(provider.workspace) + timedelta(days=200)
    asked.next.setValue(day)
    click(qtbot, asked, "dialog.confirm")
    [review] = provider.workspace.find(DocumentReview)
    assert (review.outcome, review.next_review) == (READ, day)
    assert next_review(provider.workspace, policy) == day
    assert reload(provider.workspace, policy).next_review_date == policy.next_review_date
    assert cells(page, policy.number)[2:5] == ["1", "Approved", day.isoformat()]


def test_two_versions_are_compared_by_click(qtbot, provider, window, page, policy, tmp_path: Path) -> None:
    draft = new_version(provider.workspace, policy)
    provider.save(draft, scope=f"{policy.scope} and <b>guests</b>", date_of_issue=policy.date_of_issue)
    newer = provider.take(draft, "approve")
    page.choose(newer.id)
    click(qtbot, page, "documents.compare")
    shown = dialog(window, CompareDialog)
    texts = {each.accessibleName(): each for each in shown.findChildren(MarkedText)}
    before = texts[f"Scope of this document, Version 1: superseded: {policy.scope}"]
    after = texts[f"Scope of this document, Version 2: approved: {policy.scope} and <b>guests</b>"]
    assert "<s>" not in before.text()
    assert "&lt;" in after.text() and "<b><u>" in after.text()
    assert after.plain == newer.scope and before.plain == policy.scope
    shown.write(tmp_path / "difference.pdf")
    assert (tmp_path / "difference.pdf").read_bytes().startswith(b"%PDF")
    assert history_of(provider.workspace, newer)[0].changes["name"][1] == "difference.pdf"


def test_who_has_to_know_it_is_declared(qtbot, provider, window, page, policy) -> None:
    page.choose(policy.id)
    click(qtbot, page, "documents.readers")
    asked = dialog(window, ReadersDialog)
    assert all(each.isChecked() for each in asked.roles.values())
    for role, tick in asked.roles.items():
        if role.value != "IM":
            tick.click()
    inside(asked, "readers.Cleo Sand", QCheckBox).click()
    asked.place.setValue("Red folder")
    click(qtbot, asked, "dialog.confirm")
    [entry] = provider.workspace.find(DocumentEntry)
    assert (entry.subject, entry.place) == (policy.number, "Red folder")
    assert cells(page, policy.number)[5:] == ["0 of 2", "Red folder"]
    assert known(page, "Ben Okafor") == known(page, "Cleo Sand") == "nothing confirmed"
    assert page.details.findChild(StateLabel, "reader.Ana Reyes") is None


def test_obsolete_versions_are_listed_where_asked_for_and_marked(
    qtbot, provider, window, page, policy
) -> None:
    newer = provider.take(new_version(provider.workspace, policy), "approve")
    assert cells(page, policy.number)[2] == "2"
    inside(page, "documents.obsolete", QCheckBox).click()
    assert page.view.model().rowCount() == 5
    window.show_record(policy.id)
    strip = next(each for each in window.findChildren(VersionStrip) if each.isVisible())
    said = inside(strip, "version.strip", Callout)
    assert said.text() == "Version 1 is obsolete: version 2 has counted in its place since 2 March 2026."
    qtbot.mouseClick(said.button, Qt.MouseButton.LeftButton)
    shown = next(each for each in window.findChildren(ProcessTab) if each.isVisible())
    assert shown.shown_record() == newer.id
    assert not any(each.isVisible() for each in window.findChildren(VersionStrip))


def test_a_version_that_was_read_again_says_so_above_its_form(window, provider, policy) -> None:
    review_without_change(provider.workspace, policy, READ)
    window.show_record(policy.id)
    strip = next(each for each in window.findChildren(VersionStrip) if each.isVisible())
    assert "left as it is (DRV-2026-0001)" in inside(strip, "version.strip", Callout).text()


def test_the_register_is_saved_as_it_is_shown(provider, page, tmp_path: Path) -> None:
    provider.create(
        ExternalDocument, name="=Act()", kind="law or regulation", issuer="Parliament",
        edition="2018", place="web", next_check=date(2026, 9, 1),
    )  # fmt: skip
    more = inside(page, "documents.more", QToolButton)
    next(each for each in more.menu().actions() if each.objectName() == "action.save-list.xlsx").trigger()
    asked = inside(page, "reports.file", QFileDialog)
    asked.fileSelected.emit(str(tmp_path / "register.xlsx"))
    asked.close()
    _heads, *lines = load_workbook(tmp_path / "register.xlsx").worksheets[0].iter_rows(values_only=True)
    assert [line[0] for line in lines] == [
        page.view.model().index(row, 0).data() for row in range(page.view.model().rowCount())
    ]
    assert lines[-1][1] == "=Act()" and lines[-1][4].date() == date(2026, 9, 1)
    assert lines[0][5:7] == (1, 3)


def test_the_register_is_printed_from_the_reports_tab(qtbot, window, page) -> None:
    more = inside(page, "documents.more", QToolButton)
    next(each for each in more.menu().actions() if each.objectName() == "action.print-register").trigger()
    assert inside(window, "reports.title").text() == "Register of documents"


def test_from_the_form_too(qtbot, provider, window, policy) -> None:
    """Under More, where the record is."""
    window.show_record(policy.id)
    tab = next(each for each in window.findChildren(ProcessTab) if each.isVisible())
    more = inside(tab, "action.more", QPushButton).menu()
    more.aboutToShow.emit()
    names = {each.objectName(): each for each in more.actions()}
    assert {"action.compare", "action.review", "action.confirm"} <= names.keys()
    names["action.review"].trigger()
    assert dialog(window, ReviewDialog)


def test_an_external_document_begins_from_the_page(qtbot, window, page) -> None:
    click(qtbot, page, "documents.new")
    tab = next(each for each in window.findChildren(ProcessTab) if each.isVisible())
    assert tab.tab == "audit" and tab.form.model is ExternalDocument


def test_nothing_else_has_a_review(window, provider) -> None:
    case = provider.create(ServiceIncident, summary="Printer")
    window.show_record(case.id)
    assert not any(each.isVisible() for each in window.findChildren(VersionStrip))


def test_of_a_document_of_others_only_the_readers_are_asked(qtbot, provider, window, page) -> None:
    made = provider.create(
        ExternalDocument, name="Act", kind="law or regulation", issuer="Parliament",
        edition="2018", place="web", next_check=date(2026, 9, 1),
    )  # fmt: skip
    page.choose(made.id)
    click(qtbot, page, "documents.readers")
    asked = dialog(window, ReadersDialog)
    assert not any(each.isChecked() for each in asked.roles.values())
    inside(asked, "readers.Ben Okafor", QCheckBox).click()
    click(qtbot, asked, "dialog.confirm")
    assert known(page, "Ben Okafor") == "nothing confirmed"


def test_where_there_is_none_it_says_what_belongs_here_and_leads_to_the_first(qtbot, tmp_path: Path) -> None:
    with shown_window(qtbot, new_provider(tmp_path / "new.sdesk").workspace, tmp_path) as window:
        window.show_view("audit", "documents")
        page = inside(window, "documents", DocumentsPage)
        assert not page.view.isVisible()
        start = next(each for each in page.findChildren(QPushButton, "action.start") if each.isVisible())
        qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
        assert window.current_page().tab == "governance"
