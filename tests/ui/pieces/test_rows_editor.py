"""Rows edited in place: added, filled, moved, removed and brought back, by mouse and by keys alone."""

from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from sdesk.ui.pieces import (
    Candidate,
    ChoiceField,
    DateField,
    FieldWidget,
    LinkPicker,
    LongTextField,
    NumberField,
    RowColumn,
    RowsEditor,
    TextField,
)
from sdesk.ui.pieces.fields.row_forms import RowCard, RowForm
from sdesk.ui.pieces.fields.row_grid import GridRow
from sdesk.ui.pieces.texts import ReadText
from tests.ui.pieces.acts import put


def cards_of(editor: RowsEditor) -> list[RowCard]:
    return [form for form in editor.rowForms() if isinstance(form, RowCard)]


Key = Qt.Key


FIRST, SECOND, THIRD = (UUID(int=number) for number in (1, 2, 3))
ANA = Candidate(UUID(int=9), "Ana Reyes")
TARGETS = [
    {"id": FIRST, "measure": "Restored in time", "target": 95},
    {"id": SECOND, "measure": "Satisfied", "target": 80},
    {"id": THIRD, "measure": "Mail available", "target": None},
]


def make_kind(parent: QWidget) -> FieldWidget:
    return ChoiceField((("a", "First"), ("b", "Second")), parent)


def make_owner(parent: QWidget) -> FieldWidget:
    return LinkPicker(lambda typed: [ANA], parent)


SHORT = (
    RowColumn("measure", "Measure", TextField, required=True, stretch=3),
    RowColumn("target", "Target", NumberField),
)
LONG = (
    RowColumn("measure", "Measure", TextField, required=True),
    RowColumn("due", "Due", DateField),
    RowColumn("owner", "Owner", make_owner),
    RowColumn("why", "Why", LongTextField, is_long=True, explanation="So that it can be judged later."),
)


@pytest.fixture
def grid(page: QWidget) -> RowsEditor:
    return put(page, RowsEditor(SHORT, add_text="Add a target"))


@pytest.fixture
def cards(page: QWidget) -> RowsEditor:
    return put(page, RowsEditor(LONG))


def press(qtbot: QtBot, row: QWidget, name: str) -> None:
    kinds = (QToolButton, QPushButton)
    found = next(found for kind in kinds for found in row.findChildren(kind, f"action.{name}"))
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def edit_of(row: RowForm, name: str) -> QLineEdit:
    found = row.fields[name].focusProxy()
    assert isinstance(found, QLineEdit)
    return found


def measures(editor: RowsEditor) -> list[str]:
    return [row["measure"] for row in editor.value()]


def tops(editor: RowsEditor) -> list[int]:
    return [row.geometry().top() for row in editor.rowForms()]


def test_few_short_columns_are_a_grid_and_long_texts_make_cards(grid: RowsEditor, cards: RowsEditor):
    grid.setValue(TARGETS)
    cards.setValue([{"measure": "Satisfied"}])
    assert all(isinstance(row, GridRow) for row in grid.rowForms())
    assert all(isinstance(row, RowCard) for row in cards_of(cards))


def test_rows_come_back_as_they_were_given_ids_included(grid: RowsEditor, qtbot: QtBot):
    with qtbot.assertNotEmitted(grid.changed):
        grid.setValue(TARGETS)
    assert grid.value() == TARGETS


def test_a_row_is_added_and_filled_with_keys_alone(grid: RowsEditor, qtbot: QtBot):
    add = grid.focusProxy()
    add.setFocus()
    with qtbot.waitSignal(grid.changed):
        qtbot.keyClick(add, Key.Key_Space)
    first = QApplication.focusWidget()
    qtbot.keyClicks(first, "Restored in time")
    qtbot.keyClick(first, Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "95")
    assert grid.value() == [{"measure": "Restored in time", "target": 95}]


def test_tab_goes_through_the_rows_as_they_are_seen(page: QWidget, grid: RowsEditor, qtbot: QtBot):
    after = QPushButton("After")
    page.layout().addWidget(after)
    after.show()
    grid.setValue(TARGETS[:2])
    grid.addRow({"measure": "Last"})
    start = edit_of(grid.rowForms()[0], "measure")
    start.setFocus()
    stops: list[QWidget | None] = []
    while QApplication.focusWidget() is not after and len(stops) < 20:
        stops.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    texts = [stop.text() for stop in stops if isinstance(stop, QLineEdit)]
    assert texts == ["Restored in time", "95", "Satisfied", "80", "Last", ""]
    assert stops[-1] is grid.focusProxy()


def test_a_row_moves_with_alt_and_arrows_and_takes_the_focus_along(grid: RowsEditor, qtbot: QtBot):
    grid.setValue(TARGETS)
    edit = edit_of(grid.rowForms()[0], "measure")
    edit.setFocus()
    with qtbot.waitSignal(grid.changed):
        qtbot.keyClick(edit, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert measures(grid) == ["Satisfied", "Restored in time", "Mail available"]
    assert edit.hasFocus()
    qtbot.keyClick(edit, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(edit, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert grid.value() == TARGETS


def test_a_row_moves_with_its_buttons(grid: RowsEditor, qtbot: QtBot):
    grid.setValue(TARGETS)
    press(qtbot, grid.rowForms()[2], "chevron-up")
    assert measures(grid) == ["Restored in time", "Mail available", "Satisfied"]
    qtbot.waitUntil(lambda: tops(grid) == sorted(tops(grid)))


def test_the_first_row_cannot_go_up_nor_the_last_down(grid: RowsEditor):
    grid.setValue(TARGETS)
    first, _middle, last = grid.rowForms()
    assert not first.findChild(QToolButton, "action.chevron-up").isEnabled()
    assert first.findChild(QToolButton, "action.chevron-down").isEnabled()
    assert not last.findChild(QToolButton, "action.chevron-down").isEnabled()


def test_a_removed_row_leaves_a_line_to_undo_it(grid: RowsEditor, qtbot: QtBot):
    grid.setValue(TARGETS)
    row = grid.rowForms()[1]
    with qtbot.waitSignal(grid.changed):
        press(qtbot, row, "trash-2")
    assert measures(grid) == ["Restored in time", "Mail available"]
    undo = row.findChild(QPushButton, "action.undo")
    assert undo.hasFocus()
    with qtbot.waitSignal(grid.changed):
        qtbot.keyClick(undo, Key.Key_Space)
    assert grid.value() == TARGETS
    assert edit_of(row, "measure").hasFocus()


def test_a_row_steps_over_removed_ones(grid: RowsEditor, qtbot: QtBot):
    grid.setValue(TARGETS)
    press(qtbot, grid.rowForms()[1], "trash-2")
    press(qtbot, grid.rowForms()[1], "chevron-up")
    assert measures(grid) == ["Mail available", "Restored in time"]


def test_typing_in_a_row_is_a_change(grid: RowsEditor, qtbot: QtBot):
    grid.setValue(TARGETS)
    with qtbot.waitSignal(grid.changed):
        qtbot.keyClicks(edit_of(grid.rowForms()[2], "target"), "99")
    assert grid.value()[2] == {"id": THIRD, "measure": "Mail available", "target": 99}


def test_what_cannot_be_read_in_a_cell_is_an_error_of_the_rows(grid: RowsEditor, qtbot: QtBot):
    grid.setValue(TARGETS)
    edit = edit_of(grid.rowForms()[2], "target")
    qtbot.keyClicks(edit, "most")
    assert "not a number" in grid.error()
    assert edit.text() == "most"


def test_rows_to_read_have_no_controls(grid: RowsEditor):
    grid.setValue(TARGETS)
    grid.setReadOnly(True)
    row = grid.rowForms()[0]
    assert row.fields["measure"].findChild(ReadText).text() == "Restored in time"
    assert not any(tool.isVisible() for tool in grid.findChildren(QToolButton))
    assert not grid.focusProxy().isVisible()
    grid.setValue([])
    assert any(found.isVisible() for found in grid.findChildren(ReadText))
    grid.setReadOnly(False)
    assert grid.focusProxy().isVisible()


def test_many_cards_are_folded_to_a_line_that_says_what_is_in_them(cards: RowsEditor):
    rows = [
        {"id": UUID(int=at), "measure": f"Goal {at}", "due": date(2026, 3, at), "owner": ANA}
        for at in range(1, 6)
    ]
    cards.setValue(rows)
    forms = cards_of(cards)
    assert not any(form.is_open() for form in forms)
    assert forms[0].summary().startswith("Goal 1 · ")
    assert forms[0].summary().endswith(" · Ana Reyes")
    assert not forms[0].fields


def test_folded_cards_have_the_values_that_unfolded_ones_have(cards: RowsEditor):
    rows = [
        {"id": UUID(int=at), "measure": f"Goal {at}", "due": None, "owner": ANA, "why": ""}
        for at in range(1, 6)
    ]
    cards.setValue(rows)
    folded = cards.value()
    for form in cards_of(cards):
        form.set_open(True)
    assert cards.value() == folded
    assert folded[0] == {"id": UUID(int=1), "measure": "Goal 1", "due": None, "owner": ANA.id, "why": ""}


def test_a_card_unfolds_with_the_keyboard_and_keeps_what_is_typed(cards: RowsEditor, qtbot: QtBot):
    cards.setValue([{"measure": f"Goal {at}"} for at in range(5)])
    form = cards_of(cards)[3]
    fold = form.findChild(QToolButton, "action.fold")
    fold.setFocus()
    qtbot.keyClick(fold, Key.Key_Space)
    assert form.is_open()
    qtbot.keyClick(fold, Key.Key_Tab)
    field = form.fields["measure"].focusProxy()
    assert field.hasFocus()
    field.selectAll()
    qtbot.keyClicks(field, "Fewer outages")
    qtbot.keyClick(fold, Key.Key_Space)
    assert not form.is_open()
    assert cards.value()[3]["measure"] == "Fewer outages"
    assert form.summary() == "Fewer outages"


def test_an_added_card_is_open_and_has_the_focus(cards: RowsEditor, qtbot: QtBot):
    cards.setValue([{"measure": f"Goal {at}"} for at in range(5)])
    qtbot.mouseClick(cards.focusProxy(), Qt.MouseButton.LeftButton)
    assert cards_of(cards)[5].is_open()
    assert edit_of(cards_of(cards)[5], "measure").hasFocus()


def test_a_card_has_two_columns_where_there_is_room(cards: RowsEditor, page: QWidget, qtbot: QtBot):
    cards.setValue([{"measure": "Goal"}])
    form = cards_of(cards)[0]

    def heights() -> list[int]:
        return [form.fields[name].mapTo(form, form.rect().topLeft()).y() for name in ("measure", "due")]

    qtbot.waitUntil(lambda: heights()[0] == heights()[1])
    page.resize(420, 700)
    qtbot.waitUntil(lambda: heights()[0] < heights()[1])


def test_screen_readers_hear_which_row_they_are_in(grid: RowsEditor):
    grid.setValue(TARGETS)
    assert grid.rowForms()[1].accessibleName() == "Row 2 of 3"
    assert grid.rowForms()[1].fields["target"].focusProxy().accessibleName() == "Target"


def test_choices_and_calendars_that_pop_up_do_not_disturb_the_order_of_tab(
    page: QWidget, qtbot: QtBot, qtlog
):
    columns = (RowColumn("kind", "Kind", make_kind), RowColumn("due", "Due", DateField))
    editor = put(page, RowsEditor(columns))
    editor.setValue([{"kind": "a"}, {"kind": "b"}])
    edit_of(editor.rowForms()[0], "due").setFocus()
    for expected in ("action.trash-2", "kind.edit", "due.edit"):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        assert QApplication.focusWidget().objectName() == expected
    assert not [record for record in qtlog.records if "setTabOrder" in record.message]


@pytest.mark.parametrize("columns", [SHORT, LONG])
def test_what_is_only_read_asks_for_nothing(qtbot: QtBot, columns) -> None:
    """No star, and no help with filling in; both are back where it can be written again."""
    editor = RowsEditor(columns)
    qtbot.addWidget(editor)
    editor.setValue(TARGETS[:1] if columns is SHORT else [{"id": FIRST, "measure": "In time"}])
    editor.show()

    def said() -> str:
        return "\n".join(each.text() for each in editor.findChildren(QLabel) if each.isVisible())

    written = said()
    assert "Measure *" in written and ("judged later" in written) == (columns is LONG)
    editor.setReadOnly(True)
    assert "Measure" in said() and "*" not in said() and "judged later" not in said()
    editor.setReadOnly(False)
    assert said() == written
    editor.setReadOnly(True)
    editor.setValue([{"id": SECOND, "measure": "Restored"}])
    assert "*" not in said() and "judged later" not in said()
