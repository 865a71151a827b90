"""Incidents and changes in rows of two lines: what they say at 300 pixels, what is cut first, and what keys do there."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics

from sdesk.models import Customer, ServiceChangeRequest, ServiceIncident
from sdesk.practice.incident.handling import put_on_hold
from sdesk.ui.desk import QueueRow
from sdesk.ui.records.list.list_view import COLUMNS_FROM
from sdesk.ui.records.list.queue_delegate import ROW_HEIGHT, QueueLines
from sdesk.ui.records.list.record_table import RecordTable
from sdesk.ui.records.list.table_model import ROW_ROLE
from sdesk.ui.theme.look import apply_theme, scaled_font, theme
from sdesk.ui.theme.marks import SHAPE_GAP, SHAPE_SIZE, Shape, StateMark
from tests.provider import Provider, change, incident
from tests.ui.shell import newest_first

Key, SHIFT, CTRL = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def classified(provider: Provider, summary: str, **values) -> ServiceIncident:
    case = incident(provider, "classified", summary=summary, **values)
    for step in ("record", "classify"):
        case = provider.take(case, step)
    return case


def rows(table: RecordTable) -> dict[str, QueueRow]:
    model = table.view.model()
    said = [model.index(at, table.view.lead).data(ROW_ROLE) for at in range(model.rowCount())]
    return {row.title: row for row in said}


def seen_columns(table) -> list[str]:
    columns = table.view.model().columns
    return [each.name for at, each in enumerate(columns) if not table.view.isColumnHidden(at)]


def test_a_row_says_time_title_customer_priority_and_owner(show, provider: Provider):
    customer = provider.create(Customer, name="Pier Dental")
    case = classified(provider, "X-ray opens slowly", customer=customer.id)
    table = show(provider, ServiceIncident, 300)
    row = rows(table)["X-ray opens slowly"]
    assert row.mark.word.endswith(" left") and row.mark.shape is Shape.IN_PROGRESS
    assert row.detail[:2] == ("Pier Dental", f"P{case.priority.value[0]}")
    assert row.detail[2] == "Ana Reyes" and row.number == case.number
    provider.clock.pass_time(days=30)
    table.refresh()
    row = rows(table)["X-ray opens slowly"]
    assert row.mark.word.endswith(" late") and row.mark.shape is Shape.OVERDUE


def test_what_is_on_hold_says_so_by_word_and_shape(show, provider: Provider):
    case = classified(provider, "Printer")
    put_on_hold(provider.workspace, case, "The maker looks")
    assert rows(show(provider, ServiceIncident, 300))["Printer"].mark == StateMark(Shape.BLOCKED, "on hold")


def test_nobody_and_nothing_are_said_too(show, provider: Provider):
    provider.create(ServiceIncident, summary="Printer", assigned_to=None)
    row = rows(show(provider, ServiceIncident, 300))["Printer"]
    assert row.mark.word.startswith("not recorded for ") and row.mark.shape is Shape.IN_PROGRESS
    assert row.detail[:3] == ("no customer", "no priority", "unassigned")


def test_a_change_says_its_state_priority_day_and_who(show, provider: Provider):
    needed = provider.clock.now.date() + timedelta(days=10)
    request = provider.take(change(provider, purpose="Replace the router", date_needed=needed), "submit")
    table = show(provider, ServiceChangeRequest, 300)
    row = rows(table)["Replace the router"]
    assert row.mark.word == "Requested"
    assert (
        row.detail[0] == f"P{request.priority.value[0]}" and row.detail[1] == f"by {needed.day} {needed:%b}"
    )
    provider.save(request, date_needed=provider.clock.now.date() - timedelta(days=1))
    table.refresh()
    row = rows(table)["Replace the router"]
    assert row.mark == StateMark(Shape.OVERDUE, "late") and "Requested" in row.detail


def test_under_720_there_are_rows_and_from_there_on_columns(qtbot, show, provider: Provider):
    for text in ("Printer", "Router"):
        classified(provider, text)
    table = show(provider, ServiceIncident, width=COLUMNS_FROM - 1)
    assert table.view.in_rows and seen_columns(table) == ["summary"]
    assert table.view.rowHeight(0) == ROW_HEIGHT and not table.view.horizontalHeader().isVisible()
    table.enter()
    qtbot.keyClick(table.view, Key.Key_Down)
    chosen = [each.id for each in table.chosen()]
    table.resize(COLUMNS_FROM + 20, 500)
    assert not table.view.in_rows and table.view.horizontalHeader().isVisible()
    assert {"summary", "priority", "customer", "assigned_to", "time_left"} <= {
        each.name for each in table.view.model().columns
    }
    assert [each.id for each in table.chosen()] == chosen and table.view.currentIndex().row() == 1
    table.resize(300, 500)
    assert table.view.in_rows and [each.id for each in table.chosen()] == chosen
    assert not table.view.isColumnHidden(table.view.currentIndex().column())
    qtbot.waitUntil(lambda: table.view.horizontalScrollBar().maximum() == 0)


def test_columns_are_as_wide_as_what_stands_in_them_and_the_title_gets_the_rest(show, provider: Provider):
    customer = provider.create(Customer, name="Transport company of the whole of the north")
    classified(provider, "Router", customer=customer.id)
    table = show(provider, ServiceIncident, width=1400)
    view, names = table.view, [each.name for each in table.view.model().columns]
    letters = QFontMetrics(view.font())
    for place, name in enumerate(names):
        if name not in ("summary", "customer") and not view.isColumnHidden(place):
            text = view.model().index(0, place).data()
            assert view.columnWidth(place) > letters.horizontalAdvance(text), name
    assert view.columnWidth(names.index("priority")) < view.columnWidth(names.index("customer"))
    assert sum(view.columnWidth(at) for at in range(len(names))) == view.viewport().width()


@given(
    title=st.text(st.characters(codec="latin-1", categories=("L", "Nd", "Zs")), max_size=80),
    tag=st.sampled_from(("", "20 h late", "on hold", "Investigated")),
    width=st.integers(250, 720),
)
def test_the_title_is_cut_last(qapp, title: str, tag: str, width: int):
    row = QueueRow(StateMark(Shape.OVERDUE, tag), title, ("Pier Dental", "P2", "Julia"), "INC-2026-0167")
    said = QueueLines(row, width)
    room = width - SHAPE_SIZE - SHAPE_GAP
    fits = QFontMetrics(scaled_font("body")).horizontalAdvance(title) <= room
    assert (said.title == title) == fits
    small = QFontMetrics(scaled_font("help"))
    used = small.horizontalAdvance(said.detail) + small.horizontalAdvance(said.number)
    assert used <= room
    assert said.tag or not tag or said.detail.startswith(tag[:3]), "the time is said in one of the lines"


@given(
    customer=st.text(st.characters(codec="latin-1", categories=["Lu", "Ll"]), min_size=1, max_size=60),
    width=st.integers(280, 720),
)
def test_priority_and_owner_survive_a_long_name_of_a_customer(qapp, customer: str, width: int):
    row = QueueRow(
        StateMark(Shape.OVERDUE, "20 h late"), "x" * 200, (customer, "P2", "Julia", "Classified"), ""
    )
    detail = QueueLines(row, width).detail
    assert detail.startswith("20 h late · ") and " · P2 · Julia" in detail


@pytest.mark.parametrize("tag", ["hold is over", "20 h late"])
def test_who_is_at_it_is_read_whole_in_the_narrowest_list(qapp, tag: str):
    row = QueueRow(
        StateMark(Shape.OVERDUE, tag), "x" * 200, ("Transitários Mar & Cia", "P3", "Júlia Marques"), "INC-2026-0155",
        now="Júlia Marques is at it now",
    )  # fmt: skip
    assert QueueLines(row, 288).detail.startswith(f"{tag} · Júlia Marques is at it now")
    assert "Júlia Marques is at it now" in row.spoken and "Júlia Marques is at it now" in row.tip


def test_the_whole_row_is_read_aloud(show, provider: Provider):
    case = classified(provider, "X-ray opens slowly")
    table = show(provider, ServiceIncident, 300)
    heard = QAccessible.queryAccessibleInterface(table.view)
    parts = [heard.child(place) for place in range(heard.childCount())]
    row = rows(table)["X-ray opens slowly"]
    index = table.view.model().index(0, table.view.lead)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == row.spoken
    for part in (case.number, row.mark.word, "X-ray opens slowly", "Ana Reyes"):
        assert part in row.spoken
    assert case.number in index.data(Qt.ItemDataRole.ToolTipRole)
    assert row.spoken in [each.text(QAccessible.Text.Name) for each in parts if each]
    table.resize(1000, 500)
    index = table.view.model().index(0, table.view.lead)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) is None, "each cell speaks for itself"


def test_keys_do_in_rows_what_they_do_in_columns(qtbot, show, provider: Provider):
    cases = [
        provider.create(ServiceIncident, summary=text) for text in ("Printer", "Router", "Scanner", "Switch")
    ]
    newest_first(ServiceIncident)
    table = show(provider, ServiceIncident, 300)
    table.enter()
    qtbot.keyClick(table.view, Key.Key_Down, SHIFT)
    assert [each.summary for each in table.chosen()] == ["Switch", "Scanner"]
    qtbot.keyClick(table.view, Key.Key_A, CTRL)
    assert len(table.chosen()) == len(cases)
    qtbot.keyClicks(table.view, "pri")
    assert [each.summary for each in table.chosen()] == ["Printer"]
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table.view, Key.Key_Return)
    assert opened.args == [cases[0].id]


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_a_late_row_is_drawn_in_the_colours_of_the_theme(qapp, show, provider: Provider, look):
    classified(provider, "X-ray opens slowly")
    provider.clock.pass_time(days=30)
    apply_theme(qapp, look)
    try:
        image = show(provider, ServiceIncident, 300).view.viewport().grab().toImage()
        line = {image.pixelColor(x, y).name() for y in range(ROW_HEIGHT) for x in range(image.width())}
        assert {theme().color("danger").name(), theme().color("surface").name()} <= line
    finally:
        apply_theme(qapp, "light")


@given(
    tag=st.sampled_from(
        ("at risk, not classified for 22 h", "1307 h late, not classified", "on hold until Mon 09:00")
    ),
    customer=st.text(st.characters(codec="latin-1", categories=["Lu", "Ll"]), min_size=1, max_size=60),
    owner=st.text(st.characters(codec="latin-1", categories=["Lu", "Ll"]), min_size=1, max_size=40),
    width=st.integers(280, 420),
)
def test_how_it_stands_is_whole_as_long_as_anything_else_is_there(
    qapp, tag: str, customer: str, owner: str, width: int
):
    said = QueueLines(QueueRow(StateMark(Shape.OVERDUE, tag), "x" * 200, (customer, "P2", owner), ""), width)
    assert said.detail == tag or said.detail.startswith(f"{tag} · ")
