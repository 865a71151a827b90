"""A field of rows, edited in place: goals, targets, steps taken, tests."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces.fields.field import FieldWidget
from sdesk.ui.pieces.fields.new_row import NewRow
from sdesk.ui.pieces.fields.row_bar import RowHeads
from sdesk.ui.pieces.fields.row_columns import (
    BEFORE,
    BEHIND,
    WIDE,
    Row,
    RowColumn,
    fitted,
    leaving_room,
    planned,
)
from sdesk.ui.pieces.fields.row_fields import RowManner
from sdesk.ui.pieces.fields.row_keys import RowKeys
from sdesk.ui.pieces.fields.row_line import RowLine
from sdesk.ui.pieces.fields.row_paste import Unread, UnreadNotice, paste_into, table_of
from sdesk.ui.pieces.layouts import STRETCH, STYLE, column_of, row_of, tell_height


class RowsEditor(FieldWidget):
    """A table of lines, one a row, under the heads of their columns.

    `value()` is a list of dicts by column name; keys that are no column, such as a row's id, come back as they
    were given, and are missing from new rows. A new row in which nothing is filled in is no row. A removed row leaves a
    line to undo it, and is no more in `value()`. Ctrl+Shift+↑ and Ctrl+Shift+↓ move the row that has the focus, Ctrl+-
    removes it.
    """

    def __init__(
        self,
        columns: Sequence[RowColumn],
        parent: QWidget | None = None,
        *,
        add_text: str = "",
        manner: RowManner | None = None,
        is_fixed: bool = False,
    ) -> None:
        """`is_fixed`: what rows there are is not a person's to say; they fill in what is theirs in each."""
        super().__init__(parent)
        self._manner = manner or RowManner()
        self._is_fixed = is_fixed
        policy = QSizePolicy.Policy.Preferred
        self.setSizePolicy(policy, policy)  # lines that break in a narrow row need more than the hint
        self._columns = tuple(columns)
        self._rows: list[RowLine] = []
        self._samples: dict[str, FieldWidget] = {}
        self._keys: RowKeys | None = None
        self._watches = False
        editor = QWidget(self)
        self._lines = column_of(inside=editor, spacing=0)
        self._heads = RowHeads(self._columns, editor)
        self._lines.addWidget(self._heads)
        self._add = NewRow(add_text or _("New row"), editor)
        self._add.clicked.connect(self._add_by_hand)
        self._add.typed.connect(self._type_in_new)
        self._add.pasted.connect(self._paste_below)
        self._beside: list[QPushButton] = []
        self._foot = row_of(self._add, STRETCH, spacing=STYLE)
        self._lines.addLayout(self._foot)
        self._lines.addStretch(1)
        self._unread: UnreadNotice | None = None
        self._install(editor, self._add)
        self._arrange()

    # the field protocol

    def value(self) -> list[Row]:
        return [row.value() for row in self._kept()]

    def setValue(self, value: Sequence[Row]) -> None:
        for row in list(self._rows):
            self._drop(row)
        for given in value:
            self._append(given)
        self._arrange()

    def displayText(self) -> str:
        return "\n".join(row.summary() for row in self._kept())

    def typedProblem(self) -> str:
        """The first thing wrong in a row; the row's own line says it, so it is not repeated here."""
        return next((text for row in self._kept() for text in row.problems()), "")

    def typedWords(self) -> dict[str, str]:
        return {
            f"{at} {column} {place}": text
            for at, row in enumerate(self._kept())
            for column, field in row.fields.items()
            for place, text in field.typedWords().items()
        }

    def typeWords(self, words: Mapping[str, str]) -> None:
        theirs: dict[tuple[int, str], dict[str, str]] = {}
        for place, text in words.items():
            if (found := _WORDS.fullmatch(place)) is not None:
                theirs.setdefault((int(found[1]), found[2]), {})[found[3]] = text
        kept = self._kept()
        for (at, column), said in theirs.items():
            if at < len(kept) and any(each.name == column for each in self._columns):
                kept[at].type_words(column, said)

    def readWords(self, text: str) -> bool:
        """A table does not go into a cell."""
        return not text.strip()

    def asItIs(self) -> Any:
        return self.value(), {}

    def setReadOnly(self, read_only: bool) -> None:
        """Rows stay lines to read: only the ways to change them go."""
        self._read_only = read_only
        for row in self._rows:
            row.set_read_only(read_only)
        self._heads.set_read_only(read_only)
        self._say_unread(())
        self._arrange()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._add.setAccessibleName(_("{field}: {action}").format(field=name, action=self._add.text()))

    def canBeFilledIn(self) -> bool:
        return not self._read_only and (bool(self._present()) or not self._is_fixed)

    def goIn(self) -> QWidget:
        """To what cannot be read; to the first row in which something is missing, opened; else to where a row is added,
        or to the first."""
        for row in self._kept():
            if name := row.unreadable():
                row.reach(name)
                row.enter(name)
                return row
        lacking = next((row for row in self._kept() if not self._read_only and row.lacks()), None)
        if lacking is not None:
            return lacking.focus_lacking()
        if self._present() and (self._is_fixed or self._read_only):
            self._present()[0].focus_first()
            return self._present()[0]
        super().goIn()
        return self

    def goTo(self, place: str) -> QWidget:
        """To a cell, such as "[2].measure", with its row opened; to what is missing where there is no such cell."""
        found = _PLACE.fullmatch(place)
        rows = self._kept()
        if (
            found is None
            or int(found[1]) >= len(rows)
            or not any(each.name == found[2] for each in self._columns)
        ):
            return self.goIn()
        return rows[int(found[1])].go_to(found[2], found[3])

    def as_read(self) -> list[QWidget]:
        """Row by row, the way back of one that was removed in its place; then where one is added: not behind a new row
        in which nothing was filled in yet."""
        rows = self._rows
        ends_blank = bool(rows) and not rows[-1].is_removed and rows[-1].is_untouched()
        late = [each for each in (self._reading, self._unread) if each is not None]
        return [*rows, *([] if ends_blank else [self._add]), *self._beside, *late]

    # rows

    def rowForms(self) -> list[RowLine]:
        """The rows as widgets, without those that are removed."""
        return self._present()

    def addRow(self, row: Row | None = None) -> RowLine:
        """Append a row and go to its first cell."""
        made = self._append(row or {})
        self._arrange()
        made.focus_first()
        return made

    def addButton(self, button: QPushButton) -> None:
        """Put another way to come to a row beside *New row*."""
        self._foot.insertWidget(self._foot.count() - 1, button)
        self._beside.append(button)
        self._arrange()

    def _add_by_hand(self) -> None:
        made = self.addRow()
        self._watch_new()
        name = made.first_to_enter()
        if name and not made.column(name).opens:
            made.enter(name)

    def _type_in_new(self, event: QKeyEvent) -> None:
        """The first letter of a new row."""
        made = self.addRow()
        self._watch_new()
        focused = self.window().focusWidget()
        if focused is not None and made.isAncestorOf(focused):
            QApplication.sendEvent(focused, event)

    def _append(self, given: Row) -> RowLine:
        made = RowLine(self._columns, given, self._editor, self._manner, self._read, is_fixed=self._is_fixed)
        made.changed.connect(self._edited)
        made.reshaped.connect(self._plan_lines)
        made.moved.connect(self._move)
        made.removed.connect(self._row_came_or_went)
        made.restored.connect(self._row_came_or_went)
        made.stepped.connect(self._step)
        made.pasted.connect(self._paste)
        made.given_up.connect(self._give_up)
        made.set_read_only(self._read_only)
        self._lines.insertWidget(1 + len(self._rows), made)
        self._rows.append(made)
        if self.isVisible():
            made.arrange(self._heads.plan())
        made.show()  # now, not when the event loop gets to it: it is about to take the focus
        return made

    def _drop(self, row: RowLine) -> None:
        row.end()
        self._rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.setParent(None)
        row.deleteLater()

    def _read(self, column: RowColumn, value: Any) -> tuple[Any, str]:
        """What a field of this column makes of a value, asked of one field that is never shown."""
        if column.name not in self._samples:
            sample = column.make_widget(self._editor)
            sample.hide()
            self._samples[column.name] = sample
        return self._samples[column.name].asRead(value)

    def _present(self) -> list[RowLine]:
        return [row for row in self._rows if not row.is_removed]

    def _kept(self) -> list[RowLine]:
        """Those that count: without new ones in which nothing is filled in."""
        return [row for row in self._rows if not row.is_removed and not row.is_untouched()]

    def _watch_new(self) -> None:
        if not self._watches:
            self._watches = True
            _app().focusChanged.connect(self._focus_went)

    def _focus_went(self, _before: QWidget | None, now: QWidget | None) -> None:
        """A new row in which nothing was filled in goes when it is left."""
        if now is None or now.window() is not self.window():
            return
        for row in [each for each in self._present() if each.is_untouched() and not each.isAncestorOf(now)]:
            self._drop(row)
            self._arrange()
        if self._watches and not any(row.is_new for row in self._rows):
            self._watches = False
            _app().focusChanged.disconnect(self._focus_went)

    def _move(self, moving: RowLine, step: int) -> None:
        """Change places with the next row that is there, keeping the focus where it is."""
        present = self._present()
        at = present.index(moving)
        if self._is_fixed or self._read_only or not 0 <= at + step < len(present):
            return
        focus = self.window().focusWidget()
        target = self._rows.index(present[at + step])
        self._rows.remove(moving)
        self._rows.insert(target, moving)
        self._lines.removeWidget(moving)
        self._lines.insertWidget(1 + target, moving)
        if focus is not None and moving.isAncestorOf(focus):
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._arrange()
        self._edited()

    def _step(self, row: RowLine, name: str, step: int) -> None:
        """To the same column of another row; below the last is the new one."""
        present = self._present()
        at = present.index(row) + step
        if 0 <= at < len(present):
            present[at].reach(name)
        elif at == len(present) and not self._add.isHidden():
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_up(self, row: RowLine) -> None:
        """A new row in which nothing was filled in: there is nothing to bring back."""
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        if row in self._rows:
            self._drop(row)
            self._arrange()

    def _row_came_or_went(self) -> None:
        self._arrange()
        self._edited()

    # pasting

    def _paste(self, row: RowLine, name: str) -> None:
        self.paste(QApplication.clipboard().text(), row, name)

    def _paste_below(self) -> None:
        self.paste(QApplication.clipboard().text())

    def paste(self, text: str, row: RowLine | None = None, name: str = "") -> None:
        """Put the cells of a spreadsheet in those from here on, to the right and down; rows come as they are needed."""
        present = self._present()
        at = present.index(row) if row is not None else len(present)
        shown = self._heads.plan().names() or tuple(column.name for column in self._columns)
        names = shown[shown.index(name) if name else 0 :]
        unread: list[Unread] = []
        for line, cells in enumerate(table_of(text), start=at):
            if line >= len(self._present()) and self._is_fixed:
                unread += [Unread("", line + 1, cell) for cell in cells if cell]
                continue
            target = self._present()[line] if line < len(self._present()) else self._append({})
            unread += paste_into(target, names, cells, line + 1)
        self._arrange()
        self._say_unread(unread)
        self._edited()
        self._present()[min(at, len(self._present()) - 1)].reach(name or names[0])

    def _say_unread(self, unread: Sequence[Unread]) -> None:
        if unread and self._unread is None:
            self._unread = UnreadNotice(self._editor)
            self._lines.insertWidget(self._lines.count() - 1, self._unread)
        if self._unread is not None:
            self._unread.say_unread(unread)

    # lines

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._plan_lines()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._keys is None:
            self._keys = RowKeys(self)
        self._plan_lines()

    def _plan_lines(self) -> None:
        """The columns that matter to a row, in the places that there are; nothing where nobody looks."""
        if not self.isVisible():
            return
        present = self._present()
        columns = [
            column
            for column in self._columns
            if column.required or not present or any(row.matters(column.name) for row in present)
        ]
        behind = 0 if self._read_only or self._is_fixed else BEHIND
        if present:
            answers = [row.answers() for row in present]
            said = {column.name: [each[column.name] for each in answers] for column in columns}
            if self._read_only:
                columns = fitted(columns, said)
            elif self.width() >= WIDE:
                columns = leaving_room(columns, said)
        letter = self.fontMetrics().averageCharWidth()
        plan = planned(columns, max(self.width() - BEFORE - behind, 0), letter)
        is_as_high = plan.lines == self._heads.plan().lines
        self._heads.arrange(plan)
        for row in present:
            if not row.is_arranged(plan):
                row.arrange(plan)
        if not is_as_high:
            tell_height(self)

    def _arrange(self) -> None:
        present = self._present()
        for at, row in enumerate(present):
            row.set_place(at, len(present))
        self._heads.setVisible(bool(present))
        for button in (self._add, *self._beside):
            button.setVisible(not self._read_only and not self._is_fixed)
        nothing_to_read = (self._read_only or self._is_fixed) and not present
        if nothing_to_read and self._reading is None:
            self._add_reading()
        if self._reading is not None:
            self._reading.setVisible(nothing_to_read)
            self._reading.setValueText("")
        self._plan_lines()
        tell_height(self)

    def _shown_error(self) -> str:
        return self._given_error


_PLACE = re.compile(r"\[(\d+)\]\.(\w+)(.*)")
"""The place of a cell: which row, which column, and where in that."""
_WORDS = re.compile(r"(\d+) (\w+) (.*)")


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


__all__ = ["RowsEditor"]
