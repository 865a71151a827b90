"""The page that makes binders: what it says beforehand is what the binder says, and called off it leaves nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton

from sdesk.models import HANDOUT, BusinessGoals, HistoryEntry
from sdesk.practice.audit.binder.collecting import collect
from sdesk.practice.audit.binder.outline import outline
from sdesk.practice.audit.binder.verifying import verify_binder
from sdesk.practice.lifecycle.attachments import attach
from sdesk.practice.lifecycle.records import delete_draft
from sdesk.storage import col
from sdesk.ui.audit.binder_page import BinderPage
from sdesk.ui.pieces import BusyLine, Callout, PlainLabel, Tone, busy_line
from sdesk.ui.records.history_text import action_text, changes_of
from sdesk.ui.registry import open_desk
from tests.provider import incident
from tests.ui.shell import inside, shown_window

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot, provider) -> BinderPage:
    made = BinderPage(open_desk(provider.workspace), at_once=True)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: "declare" in inside(made, "binder.says", Callout).text(), timeout=30_000)
    return made


def texts(page: BinderPage) -> str:
    return "\n".join(each.text() for each in page.findChildren(PlainLabel) if not each.isHidden())


def test_what_it_will_say_is_what_the_binder_says(page, provider):
    for about in (incident(provider), provider.cleo, draft := provider.create(BusinessGoals)):
        attach(provider.workspace, about, "file.txt", b"x")
    delete_draft(provider.workspace, draft)
    for variant in ("governance", "operational", "full"):
        found, binder = outline(provider.workspace, variant), collect(provider.workspace, variant).binder
        assert (found.met, found.total, found.declares) == (
            binder.met,
            len(binder.requirements),
            binder.all_met,
        )
        assert [(each.requirement.id, each.verdict.value) for each in found.others] == [
            (each.id, each.verdict) for each in binder.requirements if each.verdict != "met"
        ]
        amounts = [part.amount.parts["n"] for part in found.parts]
        files = [each for each in binder.items if each.path.startswith("attachments/")]
        assert amounts == [
            len(binder.requirements),
            len(binder.documents),
            len(binder.reports),
            len(binder.audit),
            len(binder.items) - len(files),
            len(binder.approvals),
            len(files),
        ]


def test_each_that_is_not_met_is_named_before(qtbot, page, provider):
    says = inside(page, "binder.says", Callout)
    assert says.tone() is Tone.WARNING
    assert "does not declare conformity" in says.text()
    named = dict(line.split(": ") for line in says.text().splitlines()[1:])
    others = outline(provider.workspace).others
    assert others and {(key, verdict) for verdict, keys in named.items() for key in keys.split(", ")} == {
        (each.requirement.id, each.verdict) for each in others
    }
    variant = inside(page, "binder.variant", QComboBox)
    variant.setCurrentIndex(variant.findData("governance"))
    variant.activated.emit(variant.currentIndex())
    qtbot.waitUntil(lambda: " of 5 requirements" in says.text(), timeout=30_000)
    assert "P06" not in says.text()


def test_pressed_it_asks_where_and_is_there_whole(qtbot, page, provider, tmp_path: Path):
    qtbot.mouseClick(inside(page, "binder.zip", QPushButton), LEFT)
    dialog = inside(page.window(), "binder.file", QFileDialog)
    assert dialog.selectedFiles()[0].endswith("Harbour IT Binder 2026-03-02.zip")
    path = tmp_path / "b.zip"
    dialog.fileSelected.emit(str(path))
    assert verify_binder(path).faults == ()
    said = inside(page, "binder.said", Callout)
    assert (said.tone(), said.text()) == (Tone.OK, "b.zip is written.")
    told = provider.workspace.find(HistoryEntry, col(HistoryEntry.model) == HANDOUT)[-1]
    assert action_text(told) == "Binder made"
    shown = [(each.label, each.after) for each in changes_of(provider.workspace, told)]
    assert shown == [("File", "b.zip"), ("SHA-256", verify_binder(path).seal)]
    dialog.reject()


def test_a_pdf_can_be_opened_from_there(page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    page.write(tmp_path / "b.pdf")
    said = inside(page, "binder.said", Callout)
    assert said.button.text() == "Open"
    said.button.click()
    inside(page, "binder.folder", QPushButton).click()
    assert opened == [str(tmp_path / "b.pdf"), str(tmp_path)]


@pytest.mark.torture
def test_one_is_checked_there_too(page, tmp_path: Path):
    path = tmp_path / "b.zip"
    page.write(path)
    page.check(path)
    said = inside(page, "binder.said", Callout)
    assert said.tone() is Tone.OK and "is as it was made by Harbour IT" in said.text()
    path.write_bytes(path.read_bytes()[:-1])
    page.check(path)
    assert said.tone() is Tone.ERROR and "not as it was made" in said.text()


@pytest.mark.torture
def test_what_cannot_be_written_is_said_there(page, tmp_path: Path):
    page.write(tmp_path / "nowhere" / "b.zip")
    said = inside(page, "binder.said", Callout)
    assert said.tone() is Tone.ERROR and "b.zip" in said.text()
    assert inside(page, "binder.folder", QPushButton).isHidden()


@pytest.mark.torture
def test_called_off_it_leaves_nothing(qtbot, provider, tmp_path: Path):
    page = BinderPage(open_desk(provider.workspace))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    before = {each.name for each in tmp_path.iterdir()}
    with qtbot.waitSignal(page._worker.finished, timeout=60_000):
        page.write(tmp_path / "b.zip")
        page.write(tmp_path / "other.zip")  # one at a time
        assert not inside(page, "binder.zip", QPushButton).isEnabled()
        page.findChild(BusyLine).cancelled.emit()
    assert {each.name for each in tmp_path.iterdir()} == before
    assert inside(page, "binder.said", Callout).isHidden()
    assert inside(page, "binder.zip", QPushButton).isEnabled()


def test_the_way_out_is_under_the_keys_while_it_is_made(qtbot, provider, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(busy_line, "PATIENCE", 0)
    page = BinderPage(open_desk(provider.workspace))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitActive(page)
    made = inside(page, "binder.zip", QPushButton)
    made.setFocus()
    with qtbot.waitSignal(page._worker.finished, timeout=60_000):
        page.write(tmp_path / "b.zip")
        qtbot.waitUntil(lambda: page.focusWidget() is inside(page, "action.cancel", QPushButton))
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    assert page.focusWidget() is made
    assert not (tmp_path / "b.zip").exists()


def test_it_is_a_page_of_the_audit_tab(qtbot, provider, tmp_path: Path):
    with shown_window(qtbot, provider.workspace, tmp_path) as window:
        window.desk.open_view("audit", "binder")
        page = window.findChild(BinderPage)
        assert page is not None and page.isVisible()
        qtbot.waitUntil(lambda: "declare" in inside(page, "binder.says", Callout).text(), timeout=30_000)
        inside(page, "binder.says", Callout).button.click()
        assert not page.isVisible()


def test_in_a_copy_that_is_read_nothing_is_made(qtbot, provider, tmp_path: Path):
    provider.workspace.read_only = "This is a copy."
    page = BinderPage(open_desk(provider.workspace), at_once=True)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    assert not inside(page, "binder.zip", QPushButton).isEnabled()
    assert inside(page, "binder.check", QPushButton).isEnabled()
    page.check(tmp_path / "none.zip")
    assert not inside(page, "binder.zip", QPushButton).isEnabled()
