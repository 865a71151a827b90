"""Verify and export in the window: what is said of them is true, also when they are called off or fail."""

import csv
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton, QTableWidget
from sqlalchemy import text

from sdesk.models import Customer
from sdesk.practice.lifecycle.records import create
from sdesk.practice.passphrase import change_passphrase
from sdesk.ui.pieces import Callout, PlainLabel, Tone
from sdesk.ui.safekeeping.verifying import VerifyDialog
from sdesk.ui.worker import Progress
from tests.ui.shell import inside


def verified(window) -> VerifyDialog:
    window.menu.actions_by_name["verify"].trigger()
    return inside(window, "verify", VerifyDialog)


def said(dialog) -> Callout:
    return inside(dialog, "verify.said", Callout)


def lines(dialog) -> list[tuple[str, str]]:
    table = inside(dialog, "verify.table", QTableWidget)
    return [(table.item(row, 0).text(), table.item(row, 1).text()) for row in range(table.rowCount())]


def harm(workspace, statement: str) -> None:
    with workspace.reading() as session, session.begin():
        session.execute(text(statement))
    workspace._file.note()


def test_a_whole_workspace_is_said_to_be_whole(window):
    dialog = verified(window)
    assert said(dialog).tone() is Tone.OK and lines(dialog) == []
    assert not inside(dialog, "verify.open").isEnabled() and not inside(dialog, "verify.copy").isEnabled()


def test_each_damage_is_a_line_and_its_record_is_opened(qtbot, window, provider):
    customer = create(provider.workspace, Customer, {"name": "Acme"})
    harm(provider.workspace, f"UPDATE customer SET notes = 'forged' WHERE id = '{customer.id.hex}'")
    harm(provider.workspace, "UPDATE counter SET last = last + 5 WHERE series = 'CUS'")
    dialog = verified(window)
    assert said(dialog).tone() is Tone.ERROR
    at = next(row for row, (where, _what) in enumerate(lines(dialog)) if where == customer.number)
    assert "is not what its history says" in lines(dialog)[at][1]
    inside(dialog, "verify.copy", QPushButton).click()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert len(copied) == len(lines(dialog)) and copied[at].startswith(f"{customer.number}: ")
    table = inside(dialog, "verify.table", QTableWidget)
    for row, (where, _what) in enumerate(lines(dialog)):
        table.selectRow(row)
        assert inside(dialog, "verify.open").isEnabled() == (where == customer.number)
    table.selectRow(at)
    qtbot.waitExposed(dialog)
    inside(dialog, "verify.open", QPushButton).click()
    assert not dialog.isVisible()
    assert inside(window, "Customer.name.edit").isVisible()


def test_one_that_was_called_off_vouches_for_nothing(window, monkeypatch):
    monkeypatch.setattr(Progress, "__call__", _called_off(Progress.__call__))
    dialog = verified(window)
    dialog._busy.cancelled.emit()
    assert said(dialog).tone() is Tone.WARNING and "not known whether" in said(dialog).text()


def _called_off(does):
    def call(self, done: int, total: int) -> None:
        if done > 2:
            self.call_off()
        does(self, done, total)

    return call


def test_escape_closes_it(qtbot, window):
    dialog = verified(window)
    qtbot.waitExposed(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def export_to(window, folder: Path) -> None:
    window.menu.actions_by_name["export"].trigger()
    dialog = inside(window, "file.export", QFileDialog)
    dialog.fileSelected.emit(str(folder))
    dialog.setObjectName("")
    dialog.close()


def test_an_export_is_a_new_folder_with_everything(qtbot, window, provider, tmp_path, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    create(provider.workspace, Customer, {"name": "Acme"})
    (tmp_path / "out").mkdir()
    for _time in range(2):
        export_to(window, tmp_path / "out")
        done = inside(window, "exported")
        shown = " ".join(each.text() for each in done.findChildren(PlainLabel))
        folder = max((tmp_path / "out").iterdir(), key=lambda each: len(each.name))
        assert str(folder) in shown and "encrypted" not in shown
        assert f"{sum(each.is_file() for each in folder.rglob('*'))} files were written." in shown
        inside(done, "exported.open", QPushButton).click()
        assert opened[-1] == str(folder)
        done.setObjectName("")
        qtbot.keyClick(done, Qt.Key.Key_Return)
        assert not done.isVisible()
    assert len(list((tmp_path / "out").iterdir())) == 2
    (table,) = folder.glob("*customers.csv")
    with table.open(encoding="utf-8-sig", newline="") as file:
        assert "Acme" in {line["name"] for line in csv.DictReader(file)}


def test_of_an_encrypted_one_it_is_said_that_anybody_reads_it(window, provider, tmp_path):
    change_passphrase(provider.workspace, "nobody knows these", "nobody knows these")
    export_to(window, tmp_path)
    shown = " ".join(each.text() for each in inside(window, "exported").findChildren(PlainLabel))
    assert "not encrypted" in shown


def test_one_that_was_called_off_leaves_nothing(window, tmp_path, monkeypatch):
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(Progress, "__call__", _called_off(Progress.__call__))
    export_to(window, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
    assert window.findChild(QPushButton, "exported.open") is None


def test_where_nothing_can_be_written_it_is_said(window, tmp_path):
    (tmp_path / "file").write_text("in the way")
    export_to(window, tmp_path / "file")
    assert "could not be written" in " ".join(
        each.text() for each in inside(window, "fault").findChildren(PlainLabel)
    )
    inside(window, "fault").close()
