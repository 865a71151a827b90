"""Rows as lines of cells: walked, filled, moved, removed and brought back, by keys alone and by mouse."""

from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sdesk.ui.pieces import (
    Callout,
    Candidate,
    ChoiceField,
    DateField,
    DateTimeField,
    FieldWidget,
    LinkPicker,
    LongTextField,
    NumberField,
    RowColumn,
    RowsEditor,
    TextField,
)
from sdesk.ui.pieces.fields.row_bar import RowHead, line_height
from sdesk.ui.pieces.fields.row_cell import RowCell
from sdesk.ui.pieces.fields.row_line import RowLine
from sdesk.ui.pieces.texts import ErrorText, ReadText
from tests.ui.pieces.acts import put

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

FIRST, SECOND, THIRD = (UUID(int=number) for number in (1, 2, 3))
ANA, BEN = Candidate(UUID(int=9), "Ana Reyes"), Candidate(UUID(int=10), "Ben Okafor")
TARGETS = [
    {"id": FIRST, "measure": "Restored in time", "target": 95},
    {"id": SECOND, "measure": "Satisfied", "target": 80},
    {"id": THIRD, "measure": "Mail available", "target": None},
]


def make_kind(parent: QWidget) -> FieldWidget:
    return ChoiceField((("a", "First"), ("b", "Second")), parent)


def make_owner(parent: QWidget) -> FieldWidget:
    return LinkPicker(
        lambda typed: [each for each in (ANA, BEN) if typed.casefold() in each.text.casefold()], parent
    )


def make_tests(parent: QWidget) -> FieldWidget:
    return RowsEditor((RowColumn("test", "Test", TextField, required=True),), parent)


SHORT = (
    RowColumn("measure", "Measure", TextField, required=True, stretch=3),
    RowColumn("target", "Target", NumberField),
)
LONG = (
    RowColumn("measure", "Measure", TextField, required=True),
    RowColumn("due", "Due", DateField),
    RowColumn("kind", "Kind", make_kind),
    RowColumn("owner", "Owner", make_owner),
    RowColumn("why", "Why", LongTextField, is_long=True, explanation="So that it can be judged later."),
)


@pytest.fixture
def table(page: QWidget) -> RowsEditor:
    return put(page, RowsEditor(SHORT, add_text="Add a target"))


@pytest.fixture
def wide(page: QWidget) -> RowsEditor:
    return put(page, RowsEditor(LONG))


@pytest.fixture
def after(page: QWidget, table: RowsEditor) -> QPushButton:
    """The next field of the form."""
    return put(page, QPushButton("After"))


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key, where the focus is."""
    QTest.keyClick(focused(), key, modifier)


def write(text: str) -> None:
    """Letter by letter, each where the focus is by then."""
    for letter in text:
        QTest.keyClicks(focused(), letter)


def go(row: RowLine, name: str) -> RowCell:
    cell = row.cell(name)
    assert cell is not None
    cell.setFocus()
    return cell


def said(row: RowLine) -> list[str]:
    """What the cells of the line show."""
    cells = [row.cell(column.name) for column in row.columns]
    return [cell.text() for cell in cells if cell is not None and cell.isVisible()]


def shown(editor: RowsEditor) -> list[str]:
    """The columns that have a place in the first line."""
    row = editor.rowForms()[0]
    return [column.name for column in row.columns if row.cell(column.name) is not None]


def measures(editor: RowsEditor) -> list[str]:
    return [row["measure"] for row in editor.value()]


def live_editors(editor: RowsEditor) -> list[QWidget]:
    kinds = (QLineEdit, QComboBox, QPlainTextEdit)
    return [each for kind in kinds for each in editor.findChildren(kind) if each.isVisible()]


def test_rows_are_lines_of_text_until_a_cell_is_entered(table: RowsEditor, qtbot: QtBot):
    with qtbot.assertNotEmitted(table.changed):
        table.setValue(TARGETS)
    first = table.rowForms()[0]
    assert said(first) == ["Restored in time", "95"]
    assert live_editors(table) == [] and first.fields == {}
    assert first.height() == line_height(first)
    assert table.value() == TARGETS


def test_many_rows_have_no_fields_before_somebody_enters_one(wide: RowsEditor):
    wide.setValue([{"measure": f"Goal {at}", "due": date(2026, 3, 1), "owner": ANA} for at in range(40)])
    assert sum(len(row.fields) for row in wide.rowForms()) == 0
    assert said(wide.rowForms()[39])[:4] == ["Goal 39", "01/03/2026", "", "Ana Reyes"]
    assert len(wide.findChildren(QLineEdit)) <= 2 * len(LONG)  # those that read for all of them


def test_a_new_row_is_begun_by_typing_and_filled_with_keys_alone(table: RowsEditor, after: QPushButton):
    table.setFocus()
    write("Restored in time")
    press(Key.Key_Tab)
    assert isinstance(focused(), RowCell)
    write("95")
    assert table.value() == [{"measure": "Restored in time", "target": 95}]
    press(Key.Key_Tab)  # from the last cell of the last row to a new one
    write("Satisfied")
    assert measures(table) == ["Restored in time", "Satisfied"]
    press(Key.Key_Tab)
    press(Key.Key_Tab)
    press(Key.Key_Tab)  # from a new row in which nothing was filled in to the next field
    assert after.hasFocus()
    assert measures(table) == ["Restored in time", "Satisfied"]


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return])
def test_an_untouched_row_is_left_by_tab_and_is_not_kept(
    table: RowsEditor, after: QPushButton, qtbot: QtBot, key: Key
):
    table.setValue(TARGETS)
    table.setFocus()
    if key == Key.Key_Space:
        press(key)
    else:
        qtbot.mouseClick(focused(), Qt.MouseButton.LeftButton)
    assert len(table.rowForms()) == 4 and table.value() == TARGETS
    press(Key.Key_Tab)
    assert after.hasFocus()
    assert len(table.rowForms()) == 3 and table.value() == TARGETS


def test_an_untouched_row_goes_with_escape_and_back_with_shift_tab(table: RowsEditor, after: QPushButton):
    table.setValue(TARGETS)
    table.setFocus()
    press(Key.Key_Space)
    press(Key.Key_Escape)  # out of the cell
    press(Key.Key_Escape)  # out of the row
    assert focused() is table.focusProxy() and len(table.rowForms()) == 3
    press(Key.Key_Space)
    press(Key.Key_Backtab, SHIFT)
    assert focused() is table.rowForms()[2].cell("target") and len(table.rowForms()) == 3


def test_a_new_row_stays_when_it_is_opened_before_anything_is_typed(wide: RowsEditor):
    wide.setFocus()
    press(Key.Key_Space)
    row = wide.rowForms()[0]
    press(Key.Key_F2)
    assert wide.rowForms() == [row] and row.is_open() and row.isAncestorOf(focused())
    press(Key.Key_Escape)
    assert wide.rowForms() == [row] and focused() is row.cell("measure")
    go(row, "why")
    write("Slow")
    assert wide.value()[0]["why"] == "Slow"


def test_tab_walks_the_cells_as_they_are_seen_and_never_comes_to_the_bin(
    table: RowsEditor, after: QPushButton
):
    table.setValue(TARGETS[:2])
    go(table.rowForms()[0], "measure")
    stops: list[str] = []
    while focused() is not after and len(stops) < 20:
        stops.append(focused().property("text"))
        press(Key.Key_Tab)
    assert stops == ["Restored in time", "95", "Satisfied", "80", "Add a target"]
    back: list[str] = []
    while len(back) < 5:
        press(Key.Key_Backtab, SHIFT)
        back.append(focused().property("text"))
    assert back == stops[::-1]


def test_enter_edits_a_cell_and_ends_it_and_escape_takes_it_back(table: RowsEditor, qtbot: QtBot):
    table.setValue(TARGETS)
    row = table.rowForms()[0]
    cell = go(row, "target")
    press(Key.Key_Return)
    assert isinstance(focused(), QLineEdit) and row.entered() == "target"
    press(Key.Key_End)
    write("0")
    assert table.value()[0]["target"] == 950
    press(Key.Key_Return)
    assert focused() is cell and row.entered() == "" and cell.text() == "950"
    press(Key.Key_Return)
    press(Key.Key_Backspace)
    with qtbot.waitSignal(table.changed):
        press(Key.Key_Escape)
    assert focused() is cell and cell.text() == "950" and table.value()[0]["target"] == 950
    assert live_editors(table) == []


def test_typing_takes_the_place_of_what_stands_in_a_cell(table: RowsEditor):
    table.setValue(TARGETS)
    go(table.rowForms()[0], "measure")
    write("Sooner")
    press(Key.Key_Tab)
    assert said(table.rowForms()[0]) == ["Sooner", "95"]
    press(Key.Key_Delete)
    press(Key.Key_Return)
    assert table.value()[0] == {"id": FIRST, "measure": "Sooner", "target": None}


def test_arrows_go_from_cell_to_cell(table: RowsEditor):
    table.setValue(TARGETS)
    rows = table.rowForms()
    go(rows[0], "measure")
    press(Key.Key_Right)
    press(Key.Key_Down)
    assert focused() is rows[1].cell("target")
    press(Key.Key_Left)
    press(Key.Key_Down)
    assert focused() is rows[2].cell("measure")
    press(Key.Key_Down)
    assert focused() is table.focusProxy()


def test_a_click_enters_a_cell_and_another_leaves_it(table: RowsEditor, qtbot: QtBot):
    table.setValue(TARGETS)
    first, second, _third = table.rowForms()
    qtbot.mouseClick(first.cell("target"), Qt.MouseButton.LeftButton)
    assert first.entered() == "target"
    qtbot.mouseClick(second.cell("measure"), Qt.MouseButton.LeftButton)
    assert (first.entered(), second.entered()) == ("", "measure")


def test_choices_and_links_are_chosen_where_they_stand(wide: RowsEditor):
    wide.setValue([{"measure": "Goal"}])
    row = wide.rowForms()[0]
    go(row, "kind")
    write("S")
    press(Key.Key_Tab)
    assert wide.value()[0]["kind"] == "b"
    assert focused() is row.cell("owner")
    write("ben")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Key.Key_Return)
    assert wide.value()[0]["owner"] == BEN.id
    assert row.entered() == ""
    go(row, "owner")
    write("Ana Reyes")
    press(Key.Key_Escape)  # the list
    if row.entered():
        press(Key.Key_Escape)  # the cell
    assert wide.value()[0]["owner"] == BEN.id and said(row)[3] == "Ben Okafor"


def test_f2_opens_all_of_a_row_below_its_line_and_closes_it_again(wide: RowsEditor):
    wide.setValue([{"measure": "Goal", "why": "It is slow."}, {"measure": "Other"}])
    row = wide.rowForms()[0]
    go(row, "due")
    press(Key.Key_F2)
    assert row.is_open() and row.fields["due"].isAncestorOf(focused())
    assert all(row.fields[column.name].isVisible() for column in LONG)
    write("2/3/2026")
    press(Key.Key_Tab)
    press(Key.Key_Tab)
    press(Key.Key_Tab)
    assert row.fields["why"].isAncestorOf(focused())
    write("! ")
    press(Key.Key_Tab)
    assert focused() is wide.rowForms()[1].cell("measure")
    press(Key.Key_Backtab, SHIFT)
    press(Key.Key_F2)
    assert not row.is_open() and focused() is row.cell("why")
    assert said(row)[1] == "02/03/2026" and "It is slow." in wide.value()[0]["why"]
    write("So ")  # a long text opens its row, and is gone on with
    assert row.is_open() and wide.value()[0]["why"].endswith("So ")
    press(Key.Key_Escape)
    assert not row.is_open() and wide.value()[0]["why"].endswith("So ")


def test_rows_move_and_go_by_keys_from_a_cell_and_from_within_one(table: RowsEditor, qtbot: QtBot):
    table.setValue(TARGETS)
    go(table.rowForms()[0], "measure")
    press(Key.Key_Down, CTRL | SHIFT)
    assert measures(table) == ["Satisfied", "Restored in time", "Mail available"]
    assert focused() is table.rowForms()[1].cell("measure")
    press(Key.Key_Return)
    with qtbot.waitSignal(table.changed):
        press(Key.Key_Up, CTRL | SHIFT)
    assert table.value() == TARGETS and table.rowForms()[0].entered() == "measure"
    press(Key.Key_Up, CTRL | SHIFT)  # no further
    assert table.value() == TARGETS
    press(Key.Key_Minus, CTRL)
    assert measures(table) == ["Satisfied", "Mail available"]
    assert focused().objectName() == "action.undo"
    press(Key.Key_Space)
    assert table.value() == TARGETS
    assert focused() is table.rowForms()[0].cell("measure")


def test_tab_goes_on_from_the_place_of_a_row_that_was_removed(table: RowsEditor, after: QPushButton):
    table.setValue(TARGETS)
    first, second, third = table.rowForms()
    go(first, "target")
    press(Key.Key_Minus, CTRL)
    press(Key.Key_Tab)
    assert focused() is second.cell("measure")
    press(Key.Key_Tab, SHIFT)
    press(Key.Key_Space)
    assert len(measures(table)) == 3 and first.isAncestorOf(focused())
    go(third, "target")
    press(Key.Key_Minus, CTRL)
    press(Key.Key_Tab)
    assert focused() is table.focusProxy(), "where a row is added"
    press(Key.Key_Tab)
    assert focused() is after


def test_what_cannot_be_read_is_gone_to_before_what_is_missing(wide: RowsEditor):
    wide.setValue([{"measure": ""}, {"measure": "In time"}])
    go(wide.rowForms()[1], "due")
    write("31/31")
    press(Key.Key_Return)
    wide.goIn()
    assert wide.rowForms()[1].entered() == "due"
    press(Key.Key_A, CTRL)
    write("1/3/2026")
    press(Key.Key_Return)
    wide.goIn()
    assert wide.rowForms()[0].isAncestorOf(focused())


def test_the_keys_of_rows_within_rows_mean_the_innermost(page: QWidget):
    editor = put(page, RowsEditor((SHORT[0], RowColumn("tests", "Tests", make_tests, is_long=True))))
    inner = [{"test": "One"}, {"test": "Two"}]
    editor.setValue([{"measure": "Goal", "tests": inner}, {"measure": "Other", "tests": []}])
    outer = editor.rowForms()[0]
    go(outer, "tests")
    press(Key.Key_Return)
    tests = outer.fields["tests"]
    assert isinstance(tests, RowsEditor)
    go(tests.rowForms()[0], "test")
    press(Key.Key_Down, CTRL | SHIFT)
    assert [row["test"] for row in editor.value()[0]["tests"]] == ["Two", "One"]
    press(Key.Key_Minus, CTRL)
    assert [row["test"] for row in editor.value()[0]["tests"]] == ["Two"]
    assert measures(editor) == ["Goal", "Other"]
    assert editor.goTo("[0].tests[0].test") is not editor
    assert tests.rowForms()[0].fields["test"].isAncestorOf(focused())


def test_the_mouse_finds_its_tools_over_a_line(table: RowsEditor, qtbot: QtBot):
    table.setValue(TARGETS)
    row = table.rowForms()[2]
    assert row.findChild(QWidget, "action.row") is None
    go(row, "measure")
    tools = row.findChild(QToolButton, "action.row")
    assert tools.isVisible() and not tools.focusPolicy() & Qt.FocusPolicy.TabFocus
    up, down, remove = tools.menu().actions()
    assert (up.isEnabled(), down.isEnabled()) == (True, False)
    up.trigger()
    assert measures(table) == ["Restored in time", "Mail available", "Satisfied"]
    remove.trigger()
    assert measures(table) == ["Restored in time", "Satisfied"]


def test_the_menu_key_opens_what_can_be_done_with_a_row(table: RowsEditor, qtbot: QtBot):
    table.setValue(TARGETS)
    cell = go(table.rowForms()[0], "target")
    at = cell.rect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(cell, QContextMenuEvent(reason, at, cell.mapToGlobal(at)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [each.text().partition("\t")[0] for each in menu.actions()] == [
        "Move up", "Move down", "Remove this row",
    ]  # fmt: skip
    menu.close()
    table.setReadOnly(True)
    QApplication.sendEvent(cell, QContextMenuEvent(reason, at, cell.mapToGlobal(at)))
    assert QApplication.activePopupWidget() is None


def test_a_head_that_is_cut_says_so(page: QWidget, qtbot: QtBot):
    columns = (RowColumn("sense", "At least or at most", TextField, least=4), *SHORT)
    editor = put(page, RowsEditor(columns))
    editor.setValue([{"measure": "x", "sense": "least"}])
    page.resize(260, 300)
    head = next(each for each in editor.findChildren(RowHead) if each.text() == "At least or at most")
    qtbot.waitUntil(lambda: head.isVisible() and 0 < head.width() < 80)
    shown = head.grab().toImage()
    head.setText("At least or at most of all that there is")
    assert head.grab().toImage() == shown, "no letter is cut in two, whatever comes behind"


def test_columns_in_which_nothing_stands_are_left_out_where_it_is_only_read(wide: RowsEditor):
    wide.setValue([{"measure": "In time"}, {"measure": "At all", "why": "It is slow."}])
    heads = [column.name for column in LONG]
    assert shown(wide) == heads
    wide.setReadOnly(True)
    assert shown(wide) == ["measure", "why"]
    wide.setReadOnly(False)
    assert shown(wide) == heads


def test_what_is_missing_is_marked_in_words_and_found_by_its_place(wide: RowsEditor, qtbot: QtBot):
    wide.setValue([{"measure": "Goal"}, {"due": date(2026, 3, 2)}])
    second = wide.rowForms()[1]
    assert said(second)[0] == "! Measure?"
    assert second.cell("measure").accessibleName() == "Measure, mandatory, row 2: ! Measure?"
    wide.goTo("[1].measure")
    assert second.is_open() and second.fields["measure"].isAncestorOf(focused())
    write("Sooner")
    press(Key.Key_F2)
    assert said(second)[0] == "Sooner"
    wide.setFocus()
    press(Key.Key_Space)
    assert "!" not in "".join(said(wide.rowForms()[2])), "a row that was just begun lacks nothing yet"


def test_what_cannot_be_read_stays_and_is_said_below_its_line(table: RowsEditor):
    table.setValue(TARGETS)
    row = table.rowForms()[2]
    go(row, "target")
    write("most")
    assert "not a number" in table.error()
    press(Key.Key_Tab)
    assert said(row) == ["Mail available", "! most"]
    assert any("not a number" in each.text() for each in row.findChildren(ErrorText) if each.isVisible())
    words = table.typedWords()
    again = RowsEditor(SHORT)
    again.setValue(table.value())
    again.typeWords(words)
    assert again.typedWords() == words and "not a number" in again.error()
    again.deleteLater()
    go(row, "target")
    write("99")
    press(Key.Key_Return)
    assert table.error() == "" and table.value()[2]["target"] == 99


def paste(text: str) -> None:
    QApplication.clipboard().setText(text)
    press(Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_cells_of_a_spreadsheet_are_read_by_the_fields_they_come_to(wide: RowsEditor, page: QWidget):
    wide.setValue([{"id": FIRST, "measure": "Goal"}])
    go(wide.rowForms()[0], "measure")
    paste(
        'Sooner\t2/3/2026\tsecond\tana reyes\t"Two\nlines"\r\nLater\tsome day\tthird\tNobody\tNo\textra\r\n'
    )
    first, second = wide.value()
    assert first == {
        "id": FIRST, "measure": "Sooner", "due": date(2026, 3, 2), "kind": "b", "owner": ANA.id, "why": "Two\nlines"
    }  # fmt: skip
    assert (second["measure"], second["due"], second["kind"], second["owner"]) == ("Later", None, None, None)
    assert said(wide.rowForms()[1])[1:4] == ["! some day", "", "! Nobody"]  # what can stand there, does
    notice = wide.findChild(Callout)
    assert notice is not None and notice.isVisible()
    assert notice.text() == "Row 2, Kind: “third” is not read.\nRow 2: “extra” has no cell."
    go(wide.rowForms()[0], "measure")
    paste("Words of one cell")
    assert measures(wide) == ["Words of one cell", "Later"]


def test_a_table_is_pasted_from_within_a_cell_and_into_new_rows(table: RowsEditor):
    table.setFocus()
    paste("One\t1\nTwo\t2")
    assert table.value() == [{"measure": "One", "target": 1}, {"measure": "Two", "target": 2}]
    go(table.rowForms()[0], "target")
    press(Key.Key_Return)
    paste("7\n8\n9")
    assert [row["target"] for row in table.value()] == [7, 8, 9]
    go(table.rowForms()[0], "measure")
    press(Key.Key_Return)
    press(Key.Key_End)
    paste(" more")
    assert measures(table)[0] == "One more"


def test_the_last_columns_fold_where_it_is_narrow(wide: RowsEditor, page: QWidget, qtbot: QtBot):
    page.resize(900, 700)
    wide.setValue([{"measure": "Goal", "why": "It is slow."}])
    row = wide.rowForms()[0]

    def lines() -> list[int]:
        cells = [row.cell(column.name) for column in LONG]
        return [cell.y() // line_height(row) for cell in cells if cell is not None]

    qtbot.waitUntil(lambda: lines() == [0, 0, 0, 0, 0])
    page.resize(420, 700)
    qtbot.waitUntil(lambda: lines() == [0, 0, 0, 1, 1])
    qtbot.waitUntil(lambda: row.height() == 2 * line_height(row))


def test_rows_to_read_are_lines_that_open_and_change_nothing(table: RowsEditor, after: QPushButton):
    table.setValue(TARGETS)
    table.setReadOnly(True)
    row = table.rowForms()[0]
    go(row, "measure")
    write("x")
    press(Key.Key_Minus, CTRL)
    press(Key.Key_Down, CTRL | SHIFT)
    assert table.value() == TARGETS and live_editors(table) == []
    press(Key.Key_Tab)
    assert focused() is table.rowForms()[1].cell("measure"), "one stop a row; arrows go on"
    press(Key.Key_Right)
    assert focused() is table.rowForms()[1].cell("target")
    press(Key.Key_F2)
    assert table.rowForms()[1].fields["target"].findChild(ReadText).text() == "80"
    assert not table.focusProxy().isVisible()
    table.setValue([])
    assert any(found.isVisible() for found in table.findChildren(ReadText))
    table.setReadOnly(False)
    assert table.focusProxy().isVisible()


def test_screen_readers_hear_row_column_and_what_stands_there(table: RowsEditor):
    table.setValue(TARGETS)
    assert table.rowForms()[1].accessibleName() == "2 Satisfied · 80"
    assert table.rowForms()[1].cell("target").accessibleName() == "Target, row 2: 80"
    assert table.rowForms()[2].cell("target").accessibleName() == "Target, row 3: empty"
    table.setAccessibleName("Targets")
    assert table.focusProxy().accessibleName() == "Targets: Add a target"


def test_a_day_with_its_time_has_room_in_its_line(page: QWidget, qtbot: QtBot):
    editor = put(page, RowsEditor((RowColumn("at", "When", DateTimeField), SHORT[0], SHORT[1])))
    editor.setValue([{"measure": "x"}])
    row = editor.rowForms()[0]
    go(row, "at")
    write("2/3/2026")
    press(Key.Key_Tab)
    write("9:15")
    press(Key.Key_Return)
    assert said(row)[0] == "02/03/2026 09:15"
    assert editor.value()[0]["at"].isoformat().startswith("2026-03-02T")


@pytest.mark.parametrize("columns", [SHORT, LONG])
def test_what_is_only_read_asks_for_nothing(qtbot: QtBot, columns) -> None:
    """No star, and no help with filling in; both are back where it can be written again."""
    editor = RowsEditor(columns)
    qtbot.addWidget(editor)
    editor.setValue([{"id": FIRST, "measure": "In time"}])
    editor.resize(800, 400)
    editor.show()
    editor.rowForms()[0].set_open(True)

    def labels() -> str:
        return "\n".join(each.text() for each in editor.findChildren(QLabel) if each.isVisible())

    written = labels()
    assert "Measure *" in written and ("judged later" in written) == (columns is LONG)
    editor.setReadOnly(True)
    assert "Measure" in labels() and "*" not in labels() and "judged later" not in labels()
    editor.setReadOnly(False)
    assert labels() == written
