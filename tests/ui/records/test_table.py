"""Lists: sorted, filtered and paged in the file, with the columns that somebody chose, the cursor kept."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableView

from sdesk.models import ActionItem, Customer, ServiceIncident, SurveyScore
from sdesk.practice.lifecycle.lists import Listing
from sdesk.practice.lifecycle.records import delete_draft
from sdesk.ui.pieces import EmptyState
from sdesk.ui.records.list.choices import ALL
from sdesk.ui.records.list.columns import columns_of, default_columns
from sdesk.ui.records.list.table_model import PAGE, RecordTableModel
from sdesk.ui.theme.marks import STATE_MARK_ROLE, Shape
from tests.provider import Provider, incident, new_provider, working_provider
from tests.ui.shell import inside

Key = Qt.Key


@pytest.fixture
def provider(tmp_path: Path):
    made = new_provider(tmp_path / "harbour.sdesk")
    yield made
    made.workspace.close()


def column(table, name: str) -> list[str]:
    rows = table.view.model()
    place = [each.name for each in rows.columns].index(name)
    return [rows.index(row, place).data() for row in range(rows.rowCount())]


def incidents(provider: Provider, *summaries: str) -> list[ServiceIncident]:
    return [provider.create(ServiceIncident, summary=summary) for summary in summaries]


def test_the_newest_number_stands_first_and_names_replace_ids(qtbot, show, provider: Provider):
    customer = provider.create(Customer, name="Pier Dental")
    provider.create(ServiceIncident, summary="Printer", customer=customer.id)
    incidents(provider, "Router")
    table = show(provider, ServiceIncident)
    assert table.objectName() == "ServiceIncident.list"
    assert column(table, "number") == ["INC-2026-0002", "INC-2026-0001"]
    assert column(table, "customer") == ["", "Pier Dental"]
    assert column(table, "assigned_to") == ["Ana Reyes", "Ana Reyes"]


def test_a_state_is_a_shape_and_a_word(qtbot, show, provider: Provider):
    incidents(provider, "Printer")
    table = show(provider, ServiceIncident)
    rows = table.view.model()
    place = [each.name for each in rows.columns].index("state")
    assert rows.index(0, place).data() == "Draft"
    assert rows.index(0, place).data(STATE_MARK_ROLE).shape is Shape.DRAFT


def test_numbers_stand_at_the_right(qtbot, show, provider: Provider):
    provider.create(SurveyScore, score=4)
    table = show(provider, SurveyScore)
    rows = table.view.model()
    place = [each.name for each in rows.columns].index("score")
    assert rows.index(0, place).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_a_click_on_a_head_sorts_and_a_second_turns_it_round(qtbot, show, provider: Provider):
    incidents(provider, "Bravo", "Alpha", "Charlie")
    table = show(provider, ServiceIncident)
    heads = table.view.horizontalHeader()
    place = [each.name for each in table.view.model().columns].index("summary")
    for wanted in (["Alpha", "Bravo", "Charlie"], ["Charlie", "Bravo", "Alpha"]):
        middle = heads.sectionViewportPosition(place) + heads.sectionSize(place) // 2
        qtbot.mouseClick(
            heads.viewport(), Qt.MouseButton.LeftButton, pos=heads.rect().center().__class__(middle, 8)
        )
        assert column(table, "summary") == wanted


def test_typing_words_filters(qtbot, show, provider: Provider):
    incidents(provider, "Printer on fire", "Router slow", "Printer jam")
    table = show(provider, ServiceIncident)
    qtbot.keyClicks(inside(table, "ServiceIncident.list.filter", QLineEdit), "prin")
    qtbot.waitUntil(lambda: column(table, "summary") == ["Printer jam", "Printer on fire"])
    assert inside(table, "ServiceIncident.list.count", QLabel).text() == "2 of 3"


def test_ended_ones_stay_away_until_asked_for(qtbot, show, tmp_path: Path):
    provider = working_provider(tmp_path / "busy.sdesk")
    case = provider.take(incident(provider, "recorded"), "record")
    provider.take(case, "cancel", "It was nothing")
    provider.create(ServiceIncident, summary="Printer")
    table = show(provider, ServiceIncident)
    states = inside(table, "ServiceIncident.list.states", QPushButton)
    assert column(table, "state") == ["Draft"] and states.text() == "Open"
    next(each for each in states.menu().actions() if each.objectName() == "states.all").trigger()
    assert sorted(column(table, "state")) == ["Cancelled", "Draft"]
    next(each for each in states.menu().actions() if each.objectName() == "states.cancelled").trigger()
    assert column(table, "state") == ["Cancelled"]
    assert show(provider, ServiceIncident).choices.states == "cancelled"
    provider.workspace.close()


def test_chosen_columns_are_shown_and_remembered(qtbot, show, provider: Provider):
    incidents(provider, "Printer")
    table = show(provider, ServiceIncident)
    table.menu.fill()
    columns = table.menu.actions()[0].menu()
    next(each for each in columns.actions() if each.objectName() == "column.impact").trigger()
    assert "impact" in [each.name for each in table.view.model().columns]
    again = show(provider, ServiceIncident)
    assert "impact" in [each.name for each in again.view.model().columns]
    again.show_columns(())
    assert [each.name for each in again.view.model().columns] == list(
        default_columns(ServiceIncident, again.choices.live)
    )


def test_in_a_narrow_list_number_title_and_state_stay(qtbot, show, provider: Provider):
    provider.create(ActionItem, description="Call them", owner=provider.ana.id, due=date(2026, 4, 1))
    table = show(provider, ActionItem, width=430)
    visible = [
        each.name
        for place, each in enumerate(table.view.model().columns)
        if not table.view.isColumnHidden(place)
    ]
    assert {"number", "description", "state"} <= set(visible)
    assert table.view.horizontalScrollBar().maximum() == 0


def test_the_cursor_follows_its_record_when_others_come(qtbot, show, provider: Provider):
    one, _other = incidents(provider, "Printer", "Router")
    table = show(provider, ServiceIncident)
    with qtbot.assertNotEmitted(table.picked):
        assert table.select(one.id)
    assert table.view.currentIndex().row() == 1
    incidents(provider, "Switch")
    assert table.view.currentIndex().row() == 2
    assert [each.id for each in table.chosen()] == [one.id]


def test_the_arrow_keys_pick_and_return_opens(qtbot, show, provider: Provider):
    one, other = incidents(provider, "Printer", "Router")
    table = show(provider, ServiceIncident)
    with qtbot.waitSignal(table.picked) as picked:
        table.enter()
    assert picked.args == [other.id]
    with qtbot.waitSignal(table.picked) as picked:
        qtbot.keyClick(table.view, Key.Key_Down)
    assert picked.args == [one.id]
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table.view, Key.Key_Return)
    assert opened.args == [one.id]


def test_an_empty_list_says_what_it_is_for_and_offers_the_first(qtbot, show, provider: Provider):
    table = show(provider, ServiceIncident)
    page = next(each for each in table.findChildren(EmptyState) if each.isVisible())
    assert "auditor" in " ".join(label.text() for label in page.findChildren(QLabel))
    with qtbot.waitSignal(table.new_asked) as asked:
        page.button.click()
    assert asked.args == [ServiceIncident]


def test_nothing_found_is_not_nothing_there(qtbot, show, provider: Provider):
    incidents(provider, "Printer")
    table = show(provider, ServiceIncident)
    table.filter_by("xyzzy")
    page = next(each for each in table.findChildren(EmptyState) if each.isVisible())
    assert page.accessibleName() == "Nothing matches “xyzzy” among “Open”"
    assert page.button.text() == "Clear the filter and show all"
    assert inside(table, "ServiceIncident.list.filter", QLineEdit).isVisible()


def test_states_that_leave_out_all_are_named(qtbot, show, provider: Provider):
    incidents(provider, "Printer")
    table = show(provider, ServiceIncident)
    table.show_states("closed")
    page = next(each for each in table.findChildren(EmptyState) if each.isVisible())
    assert page.accessibleName() == "None of them is among “Closed”" and page.button.text() == "Show all"
    table.show_states(ALL)
    table.filter_by("xyzzy")
    assert page.accessibleName() == "Nothing matches “xyzzy”" and page.button.text() == "Clear the filter"


def test_from_nothing_found_one_click_shows_what_is_there(qtbot, show, provider: Provider):
    incidents(provider, "No e-mail")
    table = show(provider, ServiceIncident)
    table.filter_by("printer")
    button = table.findChild(QPushButton, "action.show-all")
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert table.view.isVisible()
    assert table.view.model().rowCount() == 1


def test_a_deleted_draft_is_brought_back_from_the_menu(qtbot, show, provider: Provider):
    draft = incidents(provider, "Printer")[0]
    incidents(provider, "Router")
    table = show(provider, ServiceIncident)
    delete_draft(provider.workspace, draft)
    assert column(table, "summary") == ["Router"]
    table.menu.fill()
    deleted = next(
        each.menu() for each in table.menu.actions() if each.menu() and "deleted" in each.text().lower()
    )
    deleted.actions()[0].trigger()
    assert column(table, "summary") == ["Router", "Printer"]


def test_only_the_pages_looked_at_are_read(provider: Provider):
    with provider.workspace.transaction("many"):
        for place in range(3 * PAGE + 5):
            provider.create(ServiceIncident, summary=f"Case {place}")
    columns = [each for each in columns_of(ServiceIncident) if each.name in ServiceIncident.columns]
    rows = RecordTableModel(provider.workspace, Listing("ServiceIncident", descending=False), columns)
    assert rows.rowCount() == 3 * PAGE + 5
    assert rows.index(2 * PAGE, 1).data() == f"Case {2 * PAGE}"
    assert list(rows._pages) == [2]
    last = rows.record_at(3 * PAGE + 4)
    assert last is not None and rows.row_of(last.id) == 3 * PAGE + 4


def test_a_list_that_is_not_seen_is_read_when_it_is(qtbot, show, provider: Provider):
    incidents(provider, "Printer")
    table = show(provider, ServiceIncident)
    table.hide()
    incidents(provider, "Router")
    table.show()
    assert column(table, "summary") == ["Router", "Printer"]
    assert isinstance(table.view, QTableView)
