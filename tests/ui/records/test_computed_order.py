"""A list of incidents begins with what is due first, as Today does, until somebody sorts it otherwise."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from sdesk.models import ServiceIncident
from sdesk.practice.guidance.today import to_do
from sdesk.practice.incident.handling import put_on_hold
from sdesk.ui.records.list import computed_order
from sdesk.ui.records.list.choices import ALL
from sdesk.ui.records.list.record_table import RecordTable
from sdesk.ui.records.list.table_model import RecordTableModel
from sdesk.ui.registry import open_desk
from tests.provider import Provider, incident


@pytest.fixture
def cases(provider: Provider) -> list[ServiceIncident]:
    """The earlier they came, the earlier they are due: by number, the newest first, they would stand the other way round."""
    made = []
    for at in range(5):
        made.append(provider.take(incident(provider, "classified", summary=f"Call {at}"), "record"))
        provider.clock.pass_time(minutes=7 * 60)
    return made


@pytest.fixture
def table(qtbot, provider: Provider, cases: list[ServiceIncident]) -> Callable[[], RecordTable]:
    def shown() -> RecordTable:
        made = RecordTable(open_desk(provider.workspace), ServiceIncident)
        qtbot.addWidget(made)
        made.resize(1400, 600)
        made.show()
        return made

    return shown


def rows_of(table: RecordTable) -> RecordTableModel:
    rows = table.view.model()
    assert isinstance(rows, RecordTableModel)
    return rows


def listed(table: RecordTable) -> list[str]:
    rows = rows_of(table)
    found = [rows.record_at(at) for at in range(rows.rowCount())]
    return [each.number for each in found if each is not None]


def as_today(provider: Provider) -> list[str]:
    things = to_do(provider.workspace).things
    numbers = [each.number for each in things if each.number.startswith("INC")]
    return list(dict.fromkeys(numbers))


def test_it_stands_in_the_order_of_today(provider, table, cases):
    for held, days in ((cases[1], 2), (cases[3], 1)):
        put_on_hold(provider.workspace, held, "A part", provider.clock.now + timedelta(days=days))
        provider.clock.pass_time(minutes=30)
    assert listed(table()) == as_today(provider)
    provider.clock.pass_time(days=3)
    assert listed(table()) == as_today(provider)
    assert listed(table()) != sorted((each.number for each in cases), reverse=True)


def test_one_that_is_sorted_stays_so_and_can_be_sorted_by_the_time_left_again(qtbot, provider, table, cases):
    shown = table()
    names = [each.name for each in rows_of(shown).columns]
    first = listed(shown)
    shown.view.horizontalHeader().setSortIndicator(names.index("number"), Qt.SortOrder.DescendingOrder)
    by_number = sorted((each.number for each in cases), reverse=True)
    assert listed(shown) == by_number
    assert listed(table()) == by_number, "as it was left"
    shown.view.horizontalHeader().setSortIndicator(names.index("time_left"), Qt.SortOrder.AscendingOrder)
    assert listed(shown) == first
    shown.view.horizontalHeader().setSortIndicator(names.index("time_left"), Qt.SortOrder.DescendingOrder)
    assert listed(shown) == first[::-1]


def test_what_comes_and_goes_finds_its_place_and_the_cursor_stays_on_its_record(provider, table, cases):
    shown = table()
    chosen = rows_of(shown).record_at(1)
    shown.select(chosen.id)
    put_on_hold(provider.workspace, cases[0], "A part", provider.clock.now.replace(hour=23, minute=50))
    shown.refresh()
    assert listed(shown) == as_today(provider)
    assert [each.id for each in shown.chosen()] == [chosen.id]
    incident(provider, "classified", summary="A new one")
    shown.refresh()
    assert sorted(listed(shown)) == sorted(as_today(provider))


def test_of_too_many_the_newest_stand_first(provider, table, cases, monkeypatch):
    monkeypatch.setattr(computed_order, "MOST", len(cases) - 1)
    assert listed(table()) == sorted((each.number for each in cases), reverse=True)


def test_those_that_are_over_stand_last_and_all_are_in_a_file(provider, table, cases):
    over = provider.take(incident(provider, "recorded", summary="Not ours"), "record")
    over = provider.take(over, "cancel", "Nothing was broken: they asked for a new one")
    shown = table()
    shown.show_states(ALL)
    assert listed(shown)[-1] == over.number and len(listed(shown)) == len(cases) + 1
    assert [line[shown_number(shown)] for line in rows_of(shown).table().lines] == listed(shown)


def shown_number(table: RecordTable) -> int:
    return [each.name for each in rows_of(table).columns].index("number")
