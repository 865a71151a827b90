"""A field of rows, edited in place: goals, targets, steps taken, tests."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces.buttons import quiet_button
from sdesk.ui.pieces.fields.field import FieldWidget
from sdesk.ui.pieces.fields.row_columns import Row, RowColumn
from sdesk.ui.pieces.fields.row_forms import RowCard, RowForm, RowManner
from sdesk.ui.pieces.fields.row_grid import GridHeads, GridRow
from sdesk.ui.pieces.layouts import STRETCH, STYLE, column_of, row_of

MOST_GRID_COLUMNS = 4
OPEN_CARDS = 3
"""So many cards are shown unfolded; from more, one sees all rows at once and unfolds what one wants."""


class RowsEditor(FieldWidget):
    """Rows as lines of a grid, or as cards where columns are many or long.

    `value()` is a list of dicts by column name; keys that are no column, such as a row's id, come back as they
    were given, and are missing from new rows. Alt+↑ and Alt+↓ move the row that has the focus. A removed row
    leaves a line to undo it, and is no more in `value()`. A card shows the hint that `manner` has for its row.
    """

    def __init__(
        self,
        columns: Sequence[RowColumn],
        parent: QWidget | None = None,
        *,
        add_text: str = "",
        manner: RowManner | None = None,
        as_cards: bool = False,
        is_fixed: bool = False,
    ) -> None:
        """`is_fixed`: what rows there are is not a person's to say; they fill in what is theirs in each."""
        super().__init__(parent)
        self._manner = manner
        self._is_fixed = is_fixed
        policy = QSizePolicy.Policy.Preferred
        self.setSizePolicy(policy, policy)  # lines that break in a narrow row need more than the hint
        self._columns = tuple(columns)
        is_crowded = len(self._columns) > MOST_GRID_COLUMNS
        self._as_cards = as_cards or is_crowded or any(column.is_long for column in self._columns)
        self._rows: list[RowForm] = []
        self._samples: dict[str, FieldWidget] = {}
        editor = QWidget(self)
        self._lines = column_of(inside=editor, spacing=8 if self._as_cards else 4)
        self._heads = None if self._as_cards else GridHeads(self._columns, editor)
        if self._heads is not None:
            self._lines.addWidget(self._heads)
        self._add = quiet_button(add_text or _("Add a row"), editor, icon_name="plus", name="action.add")
        self._add.clicked.connect(self._add_by_hand)
        self._beside: list[QPushButton] = []
        self._foot = row_of(self._add, STRETCH, spacing=STYLE)
        self._lines.addLayout(self._foot)
        self._install(editor, self._add)
        self._arrange()

    # the field protocol

    def value(self) -> list[Row]:
        return [row.value() for row in self._rows if not row.is_removed]

    def setValue(self, value: Sequence[Row]) -> None:
        for row in self._rows:
            self._lines.removeWidget(row)
            row.hide()
            row.setParent(None)
            row.deleteLater()
        self._rows = []
        for given in value:
            self._append(given, is_open=len(value) <= OPEN_CARDS)
        self._arrange()

    def displayText(self) -> str:
        return "\n".join(row.summary() for row in self._rows if not row.is_removed)

    def typedProblem(self) -> str:
        """The first thing wrong in a row; the row's own field says it, so it is not repeated here."""
        said = [text for row in self._rows if not row.is_removed for text in row.problems()]
        return said[0] if said else ""

    def typedWords(self) -> dict[str, str]:
        return {
            f"{at} {column} {place}": text
            for at, row in enumerate(self._present())
            for column, field in row.fields.items()
            for place, text in field.typedWords().items()
        }

    def typeWords(self, words: Mapping[str, str]) -> None:
        for at, row in enumerate(self._present()):
            for column, field in row.fields.items():
                start = f"{at} {column} "
                theirs = {
                    place.removeprefix(start): text
                    for place, text in words.items()
                    if place.startswith(start)
                }
                if theirs:
                    field.typeWords(theirs)

    def setReadOnly(self, read_only: bool) -> None:
        """Rows stay rows: only their fields become text, and the buttons go."""
        self._read_only = read_only
        for row in self._rows:
            row.set_read_only(read_only)
        if self._heads is not None:
            self._heads.set_read_only(read_only)
        self._arrange()

    def _shown_error(self) -> str:
        return self._given_error

    def canBeFilledIn(self) -> bool:
        return not self._read_only and (bool(self._present()) or not self._is_fixed)

    def goIn(self) -> QWidget:
        """To the first row in which something is missing, unfolded; else to where a row is added, or to the first."""
        lacking = next((row for row in self._present() if not self._read_only and row.lacks()), None)
        if lacking is not None:
            lacking.focus_lacking()
            return lacking
        if self._is_fixed and self._present():
            self._present()[0].focus_first()
            return self._present()[0]
        super().goIn()
        return self

    # rows

    def rowForms(self) -> list[RowForm]:
        """The rows as widgets, without those that are removed."""
        return self._present()

    def addRow(self, row: Row | None = None) -> RowForm:
        """Append a row and go to its first field."""
        made = self._append(row or {}, is_open=True)
        self._arrange()
        made.focus_first()
        return made

    def addButton(self, button: QPushButton) -> None:
        """Put another way to come to a row beside *Add*."""
        self._foot.insertWidget(self._foot.count() - 1, button)
        self._beside.append(button)
        self._arrange()

    def _add_by_hand(self) -> None:
        self.addRow()
        self._edited()

    def _append(self, given: Row, *, is_open: bool) -> RowForm:
        holder = self._editor
        made: RowForm
        if self._as_cards:
            made = RowCard(self._columns, given, holder, self._manner, is_open=is_open, reader=self._read)
        else:
            made = GridRow(self._columns, given, holder, self._manner)
        made.changed.connect(self._edited)
        made.moved.connect(self._move)
        made.removed.connect(self._row_came_or_went)
        made.restored.connect(self._row_came_or_went)
        made.is_fixed = self._is_fixed
        made.set_read_only(self._read_only)
        self._lines.insertWidget(self._lines.count() - 1, made)
        made.show()  # now, not when the event loop gets to it: it is about to take the focus
        self._rows.append(made)
        return made

    def _read(self, column: RowColumn, value: Any) -> tuple[Any, str]:
        """What a field of this column makes of a value, asked of one field that is never shown."""
        if column.name not in self._samples:
            sample = column.make_widget(self._editor)
            sample.hide()
            self._samples[column.name] = sample
        sample = self._samples[column.name]
        sample.setValue(value)
        return sample.value(), sample.displayText()

    def _present(self) -> list[RowForm]:
        return [row for row in self._rows if not row.is_removed]

    def _move(self, moving: RowForm, step: int) -> None:
        """Change places with the next row that is there, keeping the focus where it is."""
        present = self._present()
        at = present.index(moving)
        if self._is_fixed or not 0 <= at + step < len(present):
            return
        focus = moving.focusWidget()
        target = self._rows.index(present[at + step])
        self._rows.remove(moving)
        self._rows.insert(target, moving)
        first_line = 0 if self._heads is None else 1
        self._lines.removeWidget(moving)
        self._lines.insertWidget(first_line + target, moving)
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._arrange()
        self._edited()

    def _row_came_or_went(self) -> None:
        self._arrange()
        self._edited()

    def _arrange(self) -> None:
        present = self._present()
        for at, row in enumerate(present):
            row.set_place(at, len(present))
        if self._heads is not None:
            self._heads.setVisible(bool(present))
        for button in (self._add, *self._beside):
            button.setVisible(not self._read_only and not self._is_fixed)
        nothing_to_read = (self._read_only or self._is_fixed) and not present
        if nothing_to_read and self._reading is None:
            self._add_reading()
        if self._reading is not None:
            self._reading.setVisible(nothing_to_read)
            self._reading.setValueText("")
