"""Whatever leads to a record shows this record and no other, and it is this one that a key would change."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from sdesk.models import (
    RECORDS,
    Audit,
    ExternalDocument,
    Finding,
    ManagementReview,
    Record,
    ServiceIncident,
)
from sdesk.practice.lifecycle.records import create, delete_draft
from sdesk.ui.process.lists import has_list
from sdesk.ui.process.process_tab import SETTLE, ProcessTab
from sdesk.ui.records.list.record_table import RecordTable
from sdesk.ui.window.found_list import FoundList
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.window.places import PLACES
from tests.ui.shell import inside, shown_window

Key = Qt.Key


@pytest.fixture
def window(qtbot, sample, tmp_path: Path) -> Iterator[MainWindow]:
    with shown_window(qtbot, sample, tmp_path) as window:
        yield window


ALL = pytest.param("all", marks=pytest.mark.torture)
"""Of each kind, in every run, one: the furthest along, what is over, by one way and what has just begun by the other."""


def one_of_each_kind_and_state(workspace, states: str, *, newest: bool) -> list[Record]:
    """One record of each state that the sample has of a kind; of versioned kinds so also a superseded one."""
    found: dict[tuple[type[Record], str], Record] = {}
    for model in RECORDS:
        records = workspace.find(model)
        for record in records if newest else reversed(records):
            found[model, record.state] = record
    if states == "all":
        return list(found.values())
    there = {
        model: [state.name for state in model.states if (model, state.name) in found] for model in RECORDS
    }
    return [found[model, its[-1 if states == "last" else 0]] for model, its in there.items() if its]


def expect_shown(window: MainWindow, record: Record) -> None:
    """This record, also when everything that waits for a moment of rest has happened."""
    tab = window.current_page()
    for timer in (tab._settle, tab._standing):
        if timer.isActive():
            timer.stop()
            timer.timeout.emit()
    QApplication.processEvents()
    form = tab.form
    assert form.isVisible() and form.record is not None
    assert (form.record.id, form.record.number, form.record.version) == (
        record.id,
        record.number,
        record.version,
    )
    assert form.head._number.text() == record.number
    for shown in (form.sheet.record, tab.shown_record()):
        assert getattr(shown, "id", shown) == record.id
    focused = QApplication.focusWidget()
    assert focused is not None and tab.isAncestorOf(focused), focused
    chosen = [
        each.id
        for view in tab._lists.values()
        if hasattr(view, "view") and view.isVisible()
        for each in view.chosen()
    ]
    assert chosen in ([], [record.id])


def search_for(window: MainWindow, words: str) -> FoundList:
    window.find_record()
    box = inside(window, "search", QLineEdit)
    box.selectAll()
    QTest.keyClicks(box, words)
    return inside(window, "search.list", FoundList)


def take_from_search(window: MainWindow, record: Record) -> None:
    """Type the number, go down to the line of this version, and press Return."""
    found = search_for(window, record.number)
    box = inside(window, "search", QLineEdit)
    for _line in found.lines():
        if found.lines()[found.currentIndex().row()].value == record.id:
            break
        QTest.keyClick(box, Key.Key_Down)
    QTest.keyClick(box, Key.Key_Return)


@pytest.mark.parametrize("states", ["last", ALL])
def test_a_record_of_every_kind_and_state_opens_by_its_number(window: MainWindow, states: str):
    for record in one_of_each_kind_and_state(window.desk.workspace, states, newest=True):
        take_from_search(window, record)
        expect_shown(window, record)


@pytest.mark.torture
@pytest.mark.parametrize("states", ["first", ALL])
def test_a_record_of_every_kind_and_state_opens_by_a_link_to_it(window: MainWindow, states: str):
    for record in one_of_each_kind_and_state(window.desk.workspace, states, newest=False):
        window.desk.open_record(record.id)
        expect_shown(window, record)


def closed_incident(window: MainWindow) -> ServiceIncident:
    return next(each for each in window.desk.workspace.find(ServiceIncident) if each.state == "closed")


def written(number: str) -> list[str]:
    """Ways in which people type a number."""
    spaced = number.replace("-", " ")
    return [number.lower(), f"  {number} ", spaced, spaced.lower()]


def test_a_number_is_found_however_it_is_typed(window: MainWindow):
    closed = closed_incident(window)
    create(window.desk.workspace, ServiceIncident, {"summary": f"{closed.number} again, {closed.number}"})
    for words in written(closed.number):
        search_for(window, words)
        QTest.keyClick(inside(window, "search"), Key.Key_Return)
        expect_shown(window, closed)


def test_the_end_of_a_number_finds_it_before_what_mentions_it(window: MainWindow):
    closed = closed_incident(window)
    ending = closed.number.partition("-")[2]
    mention = create(window.desk.workspace, ServiceIncident, {"summary": f"{ending}, {ending} and {ending}"})
    found = [line.value for line in search_for(window, ending).lines()]
    assert found.index(closed.id) < found.index(mention.id)


@pytest.mark.torture
def test_what_is_to_do_today_opens_as_itself(window: MainWindow):
    for thing in window.show_tab(0)._list.things():
        if thing.record is not None:
            window.show_tab(0).open_thing(thing)
            assert window.current_page().shown_record() == thing.record


def test_return_on_a_line_of_today_leads_into_the_list_where_it_stands(window: MainWindow):
    """Not to the panel at the side, where the next key would show another list; also where the tab was open before."""
    for line in (0, 1):
        QTest.keyClick(window, Key.Key_1, Qt.KeyboardModifier.AltModifier)
        today = window.current_page()._list
        thing = [each for each in today.things() if each.number.startswith("INC-")][line]
        today.choose(thing.key)
        today.setFocus()
        QTest.keyClick(today, Key.Key_Return)
        tab = window.current_page()
        assert isinstance(tab, ProcessTab) and tab.shown_record() == thing.record
        assert QApplication.focusWidget() is tab._lists[ServiceIncident].view
        tab.form.read()


def test_return_takes_what_the_words_find_now_where_the_list_was_put_away(window: MainWindow):
    closed = closed_incident(window)
    search_for(window, closed.number)
    box = inside(window, "search", QLineEdit)
    window.current_page().setFocus()
    box.clearFocus()
    box.setFocus()
    QTest.keyClick(box, Key.Key_Return)
    expect_shown(window, closed)


@pytest.mark.torture
def test_the_list_does_not_choose_another_record_when_it_gets_the_focus(window: MainWindow):
    closed = closed_incident(window)
    window.show_record(closed.id)
    tab = window.current_page()
    view = tab._lists[ServiceIncident].view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.hasFocus()
    expect_shown(window, closed)
    QTest.keyClick(view, Key.Key_Return)
    expect_shown(window, closed)
    QTest.keyClick(view, Key.Key_Down)
    tab._settle.timeout.emit()
    [chosen] = tab._lists[ServiceIncident].chosen()
    assert tab.form.record.id == chosen.id != closed.id


def test_a_pending_choice_of_the_list_does_not_replace_what_is_opened_after_it(window: MainWindow):
    closed = closed_incident(window)
    tab = window.show_tab(4)
    table = tab._lists[ServiceIncident]
    table.view.setFocus()
    QTest.keyClick(table.view, Key.Key_Down)
    assert tab._settle.isActive() and tab._settle.interval() == SETTLE
    take_from_search(window, closed)
    expect_shown(window, closed)


@pytest.mark.torture
def test_what_the_list_has_chosen_is_shown_also_when_its_tab_was_left_at_once(window: MainWindow):
    tab = window.show_tab(4)
    table = tab._lists[ServiceIncident]
    table.view.setFocus()
    QTest.keyClick(table.view, Key.Key_Down)
    window.show_tab(3)
    assert not tab._settle.isActive()
    window.show_tab(4)
    assert tab._settle.isActive()
    [chosen] = table.chosen()
    expect_shown(window, chosen)


def test_a_page_without_a_form_keeps_none_beside_it_for_a_pending_choice(window: MainWindow):
    tab = window.show_tab(4)
    table = tab._lists[ServiceIncident]
    table.view.setFocus()
    QTest.keyClick(table.view, Key.Key_Down)
    assert tab._settle.isActive()
    window.show_trends()
    assert not tab._settle.isActive()
    window.show_tab(3)
    window.show_tab(4)
    assert not tab._settle.isActive() and not tab.form.isVisible()


def test_a_deleted_draft_opens_as_itself_from_the_search_box_that_knew_it(window: MainWindow):
    workspace = window.desk.workspace
    draft = create(workspace, ServiceIncident, {"summary": "Nothing after all"})
    search_for(window, draft.number)
    delete_draft(workspace, draft)
    QTest.keyClick(inside(window, "search"), Key.Key_Return)
    expect_shown(window, draft)
    assert inside(window.current_page(), "record.deleted").isVisible()


# by list, palette and Audit


def shown_lists(window: MainWindow, tabs: Iterable[int]) -> Iterator[tuple[ProcessTab, type[Record]]]:
    """Each list of the tabs, as it is chosen in the panel."""
    for at in tabs:
        tab = window.show_tab(at)
        for model in RECORDS:
            if has_list(model) and tab.lists(model):
                tab.show_list(model)
                if isinstance(tab._lists.get(model), RecordTable):
                    yield tab, model


@pytest.mark.parametrize(
    ("lines", "tabs"), [(1, (4,)), pytest.param(5, range(1, len(PLACES) - 1), marks=pytest.mark.torture)]
)
def test_the_lines_of_every_list_open_as_themselves(window: MainWindow, lines: int, tabs: Iterable[int]):
    """By the arrow, and by Return; the first lines of each, as far as they are in sight."""
    tried = 0
    for tab, model in shown_lists(window, tabs):
        table = tab._lists[model]
        table.show_states("all")
        view = table.view
        for row in range(min(lines, view.model().rowCount())):
            view.setFocus()
            view.setCurrentIndex(view.model().index(row, 0))
            tab.settle()
            [chosen] = table.chosen()
            expect_shown(window, chosen)
            QTest.keyClick(view, Key.Key_Return)
            expect_shown(window, chosen)
            tried += 1
    assert tried >= lines


@pytest.mark.torture
@pytest.mark.parametrize("states", ["last", ALL])
def test_the_palette_does_what_it_says_to_the_record_that_is_shown(window: MainWindow, states: str):
    """Of every kind: its heading names it, and what is taken from there is done with it and no other."""
    for record in one_of_each_kind_and_state(window.desk.workspace, states, newest=True):
        window.desk.open_record(record.id)
        QApplication.clipboard().clear()
        window.show_palette()
        QTest.keyClicks(inside(window, "palette.words", QLineEdit), "copy number")
        heading = inside(window, "palette.list", FoundList).lines()[0]
        assert heading.is_heading and heading.text.startswith(record.number)
        QTest.keyClick(inside(window, "palette.words"), Key.Key_Return)
        assert QApplication.clipboard().text() == record.number
        expect_shown(window, record)


@pytest.mark.torture
def test_what_stands_in_audit_opens_as_itself(window: MainWindow):
    """From whatever tab, while another record of the kind is in sight."""
    workspace = window.desk.workspace
    for model in (Audit, Finding, ExternalDocument, ManagementReview):
        for record in workspace.find(model)[:3]:
            window.show_tab(4)
            window.desk.open_record(record.id)
            expect_shown(window, record)
            QTest.keyClick(QApplication.focusWidget() or window, Key.Key_F2)
            assert window.current_page().form.record.id == record.id
