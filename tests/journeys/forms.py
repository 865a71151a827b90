"""Filling in forms as a person does: each kind of field by clicks and keys, found by the name of the field."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QRadioButton, QTabBar, QWidget

from sdesk.ui.governance.matrix_field import MatrixField
from sdesk.ui.pieces import (
    AnswerField,
    ChoiceField,
    DateTimeField,
    FieldWidget,
    RowsEditor,
    YesNoField,
)
from sdesk.ui.pieces.chip import Chip
from sdesk.ui.pieces.fields.chips_field import ChipsField
from sdesk.ui.pieces.fields.row_line import RowLine
from sdesk.ui.pieces.fields.suggestions import Suggestions
from sdesk.ui.records.case.page import CasePage
from sdesk.ui.records.fields.contact_field import ContactField
from sdesk.ui.records.form.sections import FormSection, SectionsInSight
from tests.journeys.hands import LEFT, Hands, Key

New = tuple[str, Mapping[str, Any]]
"""What is typed into a link for something that is not there yet, and the fields of its small form."""


class Form:
    """The fields in one part of the window: a record's form, a dialog, a page of a wizard."""

    def __init__(self, hands: Hands, around: QWidget) -> None:
        self.hands = hands
        self.around = around

    def fill(self, **values: Any) -> "Form":
        """Fill in fields by name, in the order given."""
        for name, value in values.items():
            self.fill_field(self.field(name), value)
        return self

    def field(self, name: str) -> FieldWidget:
        """The field of that name, its section unfolded if it was folded away."""
        self._turn_to_the_form()
        for each in self.around.findChildren(SectionsInSight):
            each.lay_out()  # as whoever scrolls there finds it
        found = [each for each in self.around.findChildren(FieldWidget) if _is_called(each, name)]
        assert found, f"there is no field {name}: {sorted(self.names())}"
        unfolded = [each for each in found if each.isVisible()]
        if not unfolded:
            self._unfold(found[0])
            unfolded = [each for each in found if each.isVisible()]
        assert unfolded, f"{name} cannot be seen"
        return unfolded[0]

    def names(self) -> set[str]:
        return {each.objectName().rpartition(".")[2] for each in self.around.findChildren(FieldWidget)}

    def _turn_to_the_form(self) -> None:
        """By its tab, where the case is what is looked at."""
        if any(each.isVisible() for each in self.around.findChildren(CasePage)):
            tabs = self.hands.see("record.tabs", QTabBar, self.around)
            at = next(at for at in range(tabs.count()) if tabs.tabText(at) in ("Form", "Record"))
            self.hands.click(tabs, tabs.tabRect(at).center())
            self.hands.settle()

    def _unfold(self, field: QWidget) -> None:
        section = field.parentWidget()
        while section is not None and not isinstance(section, FormSection):
            section = section.parentWidget()
        assert section is not None and section.isVisible(), f"{field.objectName()} is on no page in sight"
        self.hands.press(f"fold.{section.title}", section)

    # each kind of field

    def fill_field(self, field: FieldWidget, value: Any) -> None:
        assert not field.isReadOnly(), f"{field.objectName()} is only to be read"
        match field:
            case RowsEditor():
                self._add_rows(field, value)
            case MatrixField():
                self._fill_matrix(field, value)
            case ContactField():
                self._fill_contact(field, value)
            case ChipsField():
                for each in value if isinstance(value, list) else [value]:
                    self._link(field, each)
            case ChoiceField():
                self.choose(field.findChild(QComboBox), value)
            case YesNoField():
                self.tick(field.findChild(QCheckBox), value)
            case AnswerField():
                answer = next(each for each in field.findChildren(QRadioButton) if each.text() == value)
                self.hands.click(answer, answer.rect().topLeft() + _IN_THE_MARK)
                assert answer.isChecked()
            case DateTimeField():
                day, time = field.findChildren(QLineEdit)
                self.hands.type_into(day, value.partition(" ")[0])
                self.hands.type_into(time, value.partition(" ")[2])
            case _:
                line = field.focusProxy()
                assert line is not None
                self.hands.type_into(line, str(value))
        assert not field.typedProblem(), f"{field.objectName()}: {field.typedProblem()}"

    def choose(self, combo: QComboBox | None, text: str) -> None:
        """Go down the choices with the arrow key until it says `text`."""
        assert combo is not None
        self.hands.reach(combo)
        combo.setFocus()
        QTest.keyClick(combo, Key.Key_Home)
        for _choice in range(combo.count()):
            if combo.currentText().casefold() == text.casefold():
                return
            QTest.keyClick(combo, Key.Key_Down)
        raise AssertionError(f"{text} is no choice: {[combo.itemText(at) for at in range(combo.count())]}")

    def tick(self, box: QCheckBox | None, wanted: bool) -> None:
        assert box is not None
        if box.isChecked() is not wanted:
            self.hands.click(box, box.rect().topLeft() + _IN_THE_MARK)
        assert box.isChecked() is wanted

    def _link(self, field: ChipsField, value: str | New) -> None:
        """Type part of a name and take the line that fits; or ask for a new one and fill in its form."""
        line = field.focusProxy()
        if isinstance(line, Chip):  # something is picked already, and there is room for one
            self.hands.click(line)
            QTest.keyClick(line, Key.Key_Delete)
            self.hands.settle()
            line = field.focusProxy()
        assert isinstance(line, QLineEdit), f"{field.objectName()} is full"
        typed = value if isinstance(value, str) else value[0]
        self.hands.click(line)
        QTest.keyClicks(line, typed)
        if isinstance(value, str):
            self._take(field.suggestions(), typed)
            assert typed.casefold() in field.displayText().casefold()
            return
        self._take(field.suggestions(), f"Create “{typed}”…")
        dialog = self.hands.dialog()
        assert dialog is not None and dialog.objectName() == "create.dialog"
        Form(self.hands, dialog).fill(**value[1])
        self.hands.press("dialog.confirm")
        assert self.hands.dialog() is None, "the new one is not stored"

    def _take(self, offered: Suggestions, text: str) -> None:
        lines = offered.texts()
        assert any(text.casefold() in line.casefold() for line in lines), f"{text} is not offered: {lines}"
        at = next(at for at, line in enumerate(lines) if text.casefold() in line.casefold())
        popup = offered.popup()
        place = popup.visualRect(popup.model().index(at, 0)).center()
        QTest.mouseClick(popup.viewport(), LEFT, pos=place)
        self.hands.settle()

    def _fill_contact(self, field: ContactField, value: str | Mapping[str, str]) -> None:
        """A whole contact, or the name of one that is known."""
        line = field.focusProxy()
        assert isinstance(line, QLineEdit)
        name = value if isinstance(value, str) else value["name"]
        self.hands.click(line)
        QTest.keyClicks(line, name)
        if isinstance(value, str):
            self._take(field.suggestions(), name)
            return
        if field.suggestions().isOpen():
            QTest.keyClick(field.suggestions().popup(), Key.Key_Escape)
        for part, text in value.items():
            if part != "name":
                self.hands.type_into(self.hands.see(f"contact.{part}", QLineEdit, field), text)

    def _add_rows(self, editor: RowsEditor, rows: Sequence[Mapping[str, Any]]) -> None:
        for row in rows:
            self.fill_row(self.add_row(editor), row)

    def add_row(self, editor: RowsEditor) -> RowLine:
        before = len(editor.rowForms())
        adds = editor.focusProxy()
        assert adds is not None
        self.hands.click(adds)
        self.hands.settle()
        assert len(editor.rowForms()) == before + 1
        return editor.rowForms()[-1]

    def fill_row(self, row: RowLine, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            self.fill_field(self.enter_cell(row, name), value)

    def enter_cell(self, row: RowLine, name: str) -> FieldWidget:
        """Click on a cell; where it is not in the line, open the row. The field that one comes to."""
        cell = row.cell(name)
        if row.entered() not in ("", name):
            before = QApplication.focusWidget()  # which may cover it
            assert before is not None
            QTest.keyClick(before, Key.Key_Return)
        if row.entered() == name:
            return row.fields[name]
        if cell is not None and row.can_be_entered(name):
            self.hands.click(cell)
        elif not row.is_open():
            self.hands.press("action.fold", row)
        self.hands.settle()
        return row.fields[name]

    def _fill_matrix(self, field: MatrixField, priorities: Mapping[str, str]) -> None:
        for cell, priority in priorities.items():
            self.fill_field(self.hands.see(f"matrix.{cell}", FieldWidget, field), priority)

    # files

    def attach(self, button: str, path: Path) -> None:
        self.hands.press(button, self.around)
        self.hands.choose_file(path)


_IN_THE_MARK = QPoint(9, 12)


def _is_called(field: FieldWidget, name: str) -> bool:
    return field.objectName().rpartition(".")[2] == name and _row_of(field) is None


def _row_of(widget: QWidget) -> QWidget | None:
    around = widget.parentWidget()
    while around is not None and not isinstance(around, RowLine):
        around = around.parentWidget()
    return around
