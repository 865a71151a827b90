"""A list saved as a file is what is shown: its columns, its order, its filter; and history tells that it left."""

import csv
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QToolButton

from sdesk.models import ActionItem, ServiceIncident
from sdesk.practice.lifecycle.records import history_of
from sdesk.practice.lifecycle.versions import organization
from sdesk.ui.records.list.choices import ALL
from sdesk.ui.records.list.record_table import RecordTable
from sdesk.ui.registry import open_desk
from tests.provider import Provider, incident
from tests.ui.shell import inside


@pytest.fixture
def actions(show, provider: Provider):
    for place, (text, due) in enumerate(
        (("Order disks", date(2026, 5, 1)), ("=Order()", date(2026, 4, 1)), ("Call them", date(2026, 6, 1)))
    ):
        made = provider.create(ActionItem, description=text, owner=provider.ben.id, due=due)
        if place == 2:
            provider.take(made, "cancel", reason="They came by themselves.")
    return show(provider, ActionItem, 900)


def save(qtbot, table: RecordTable, kind: str, path: Path) -> None:
    """By its menu, as a person does."""
    more = inside(table, f"{table.objectName()}.more", QToolButton)
    more.menu().aboutToShow.emit()
    lines = {each.objectName(): each for each in more.menu().actions()}
    lines[f"action.save-list{kind}"].trigger()
    dialog = inside(table, "reports.file", QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()


def test_a_filtered_list_is_saved_as_it_is_shown(qtbot, provider: Provider, actions, tmp_path: Path) -> None:
    actions.show_columns(["due", "description", "owner", "state"])
    actions.filter_by("order")
    actions.view.horizontalHeader().sortIndicatorChanged.emit(0, Qt.SortOrder.AscendingOrder)
    save(qtbot, actions, ".xlsx", tmp_path / "list.xlsx")
    heads, *lines = load_workbook(tmp_path / "list.xlsx").worksheets[0].iter_rows(values_only=True)
    assert heads == ("Due", "What is to be done", "Owner", "State")
    assert [(due.date(), *rest) for due, *rest in lines] == [
        (date(2026, 4, 1), "=Order()", "Ben Okafor", "Open"),
        (date(2026, 5, 1), "Order disks", "Ben Okafor", "Open"),
    ]
    shown = actions.view.model()
    assert [shown.index(row, 1).data() for row in range(shown.rowCount())] == [line[1] for line in lines]
    ours = organization(provider.workspace)
    assert ours
    assert history_of(provider.workspace, ours)[0].changes["name"][1] == "list.xlsx"


def test_as_csv_with_nothing_that_computes(qtbot, actions, tmp_path: Path) -> None:
    save(qtbot, actions, ".csv", tmp_path / "list.csv")
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert {line["What is to be done"] for line in lines} == {"Order disks", "'=Order()"}
    assert {line["Due"] for line in lines} == {"2026-04-01", "2026-05-01"}


def test_of_a_list_of_several_pages_all_is_saved(qtbot, provider: Provider, actions, tmp_path: Path) -> None:
    for at in range(205):
        provider.create(ActionItem, description=f"Line {at}", owner=provider.ana.id, due=date(2026, 5, 1))
    actions.show_states(ALL)
    save(qtbot, actions, ".xlsx", tmp_path / "all.xlsx")
    assert load_workbook(tmp_path / "all.xlsx").worksheets[0].max_row == 1 + 208


def timeless(words: str) -> str:
    """The clock of the provider ticks from look to look."""
    return re.sub(r"\d+ min", "… min", words)


def test_what_is_computed_is_saved_too(qtbot, provider: Provider, tmp_path: Path) -> None:
    provider.take(incident(provider, "recorded"), "record")
    table = RecordTable(open_desk(provider.workspace), ServiceIncident)
    qtbot.addWidget(table)
    save(qtbot, table, ".xlsx", tmp_path / "cases.xlsx")
    _heads, line = load_workbook(tmp_path / "cases.xlsx").worksheets[0].iter_rows(values_only=True)
    shown: Any = table.view.model()
    computed = [place for place, column in enumerate(shown.columns) if column.live]
    assert computed
    for place in computed:
        assert timeless(str(line[place] or "")) == timeless(shown.index(0, place).data())


def test_the_workspace_itself_is_not_written_over(qtbot, provider: Provider, actions) -> None:
    before = provider.workspace.path.stat().st_ino
    save(qtbot, actions, ".csv", provider.workspace.path)
    assert provider.workspace.path.stat().st_ino == before
