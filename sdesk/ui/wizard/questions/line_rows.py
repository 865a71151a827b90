"""A short list in lines: each cell is a field, Tab goes on to the next row, and an empty row is always there to be filled."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QGridLayout, QToolButton, QWidget

from sdesk.models import Row
from sdesk.translation import gettext as _
from sdesk.ui.pieces import FieldWidget, HelpText, column_of, tool_button
from sdesk.ui.pieces.fields.row_paste import Unread, UnreadNotice, table_of

R = TypeVar("R", bound=Row)
REMOVE_KEY = "Ctrl+-"


@dataclass(frozen=True)
class Cell:
    """A field of each row: its name in the row, its title, how it is made, in which line and how wide it stands."""

    name: str
    title: str
    make: Callable[[QWidget], FieldWidget]
    share: int = 1
    line: int = 0
    across: int = 1
    needed: bool = False
    empties: bool = True
    """Whether it makes a row out of an untouched one; not what is proposed in each."""


class Line(Generic[R]):
    """The fields of one row, and the row that they were filled from."""

    def __init__(self, rows: "LineRows[R]", row: R) -> None:
        self.row = row
        self.fields = {cell.name: cell.make(rows) for cell in rows.cells}
        for field in self.fields.values():
            field.changed.connect(rows.edited)
            (field.focusProxy() or field).installEventFilter(rows)
        self.remove: QToolButton = tool_button("x", _("Remove this row\tCtrl+-"), rows)
        self.remove.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.remove.clicked.connect(rows.remove_sender)
        self.show(row)

    def show(self, row: R) -> None:
        self.row = row
        for name, field in self.fields.items():
            field.setValue(getattr(row, name))

    def widgets(self) -> list[QWidget]:
        return [*self.fields.values(), self.remove]

    def said(self) -> R:
        """The row as it stands in the cells; what is no value stays what it was."""
        values = {name: field.value() for name, field in self.fields.items() if not field.typedProblem()}
        return self.row.model_copy(update=values)

    def is_untouched(self, cells: Sequence[Cell]) -> bool:
        telling = [cell.name for cell in cells if cell.empties]
        return not any(self.fields[name].typedText().strip() for name in telling)


class LineRows(QWidget, Generic[R]):
    """The rows of a kind, one below the other. Untouched ones are no rows; `changed` says that a person changed one."""

    changed = Signal()

    def __init__(
        self,
        name: str,
        title: str,
        new: Callable[[], R],
        cells: Sequence[Cell],
        parent: QWidget | None = None,
        *,
        most: int = 200,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.cells = tuple(cells)
        self._new = new
        self._most = most
        self._lines: list[Line[R]] = []
        self._room = QWidget(self)
        self._grid = QGridLayout(self._room)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(4)
        self._unread = UnreadNotice(self)
        column_of(self._room, self._unread, inside=self, spacing=4)
        self._head()
        removes = QShortcut(QKeySequence(REMOVE_KEY), self, self._remove_here)
        removes.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.set_rows(())

    # what is said

    def rows(self) -> tuple[R, ...]:
        return tuple(line.said() for line in self._lines if not line.is_untouched(self.cells))

    def room(self) -> int:
        """How many more rows there can be."""
        return max(self._most - len(self.rows()), 0)

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show these, and an empty one behind them."""
        while len(self._lines) > max(len(rows), 1):
            self._drop(self._lines[-1])
        if not rows and self._lines:
            self._lines[0].show(self._new())
        for line, row in zip(self._lines, rows, strict=False):
            line.show(row)
        for row in rows[len(self._lines) :]:
            self._lines.append(Line(self, row))
        self._arrange()

    def add(self, row: R) -> None:
        """Another row, as if a person typed it."""
        self.set_rows([*self.rows(), row])
        self.changed.emit()

    def take(self, gone: Callable[[R], bool]) -> None:
        """Take rows out, as if a person did."""
        self.set_rows([row for row in self.rows() if not gone(row)])
        self.changed.emit()

    def lines(self) -> tuple[Line[R], ...]:
        return tuple(self._lines)

    def fields(self, name: str) -> Iterator[Any]:
        """That cell of each row."""
        return (line.fields[name] for line in self._lines)

    def lacking(self) -> FieldWidget | None:
        """The first cell that keeps its row from being kept: empty and needed, or no value."""
        for line in self._lines:
            if line.is_untouched(self.cells):
                continue
            for cell in self.cells:
                field = line.fields[cell.name]
                if field.typedProblem() or (cell.needed and not field.typedText().strip()):
                    return field
        return None

    # what people do

    def edited(self) -> None:
        self._arrange()
        self.changed.emit()

    def remove_sender(self) -> None:
        self._remove(next((line for line in self._lines if line.remove is self.sender()), None))

    def _remove_here(self) -> None:
        focus = QApplication.focusWidget()
        within = (
            line
            for line in self._lines
            if focus is not None and any(each.isAncestorOf(focus) for each in line.fields.values())
        )
        self._remove(next(within, None))

    def _remove(self, line: Line[R] | None) -> None:
        if line is None or (line is self._lines[-1] and line.is_untouched(self.cells)):
            return
        at = self._lines.index(line)
        self._drop(line)
        self._arrange()
        next(iter(self._lines[min(at, len(self._lines) - 1)].fields.values())).setFocus()
        self.changed.emit()

    # a spreadsheet's cells

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Several cells are pasted from the one that has the focus on; what is one is pasted as text."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            text = QApplication.clipboard().text() if event.matches(QKeySequence.StandardKey.Paste) else ""
            if "\t" in text or "\n" in text.strip():
                self._paste(watched, [line for line in table_of(text) if any(map(str.strip, line))])
                return True
        return super().eventFilter(watched, event)

    def _paste(self, at: QObject, table: Sequence[Sequence[str]]) -> None:
        names = [cell.name for cell in self.cells]
        places = (
            (line, name) for line in self._lines for name in names if line.fields[name].focusProxy() is at
        )
        first, name = next(places)
        place, names, unread = self._lines.index(first), names[names.index(name) :], list[Unread]()
        for number, words in enumerate(table, start=place):
            if number < len(self._lines):
                unread += self._read(self._lines[number], names, words, number + 1)
                self._arrange()
            else:
                unread += [Unread("", number + 1, each) for each in words if each.strip()]
        self._unread.say_unread(unread)
        self.changed.emit()

    def _read(
        self, line: Line[R], names: Sequence[str], words: Sequence[str], number: int
    ) -> Iterator[Unread]:
        """Put words into the cells of a row; what is for none, and what a cell does not read, comes back."""
        titles = {cell.name: cell.title for cell in self.cells}
        for name, text in zip(names, words, strict=False):
            field = line.fields[name]
            before = field.blockSignals(True)  # rows are arranged once it is whole
            if not field.readWords(" ".join(text.split())):
                yield Unread(titles[name], number, text)
            field.blockSignals(before)
        yield from (Unread("", number, text) for text in words[len(names) :] if text.strip())

    # making

    def _drop(self, line: Line[R]) -> None:
        self._lines.remove(line)
        for widget in line.widgets():
            self._grid.removeWidget(widget)
            widget.setObjectName("")  # it stays until the event loop takes it away, and another has its name
            widget.hide()
            widget.deleteLater()

    def _head(self) -> None:
        """Titles over the first line of each row, and how wide its columns are."""
        for cell, at in self._placed(0):
            self._grid.addWidget(HelpText(cell.title, self._room), 0, at, 1, cell.across)
        last = max(cell.line for cell in self.cells)
        for cell, at in self._placed(last):
            self._grid.setColumnStretch(at, cell.share)

    def _placed(self, line: int) -> Iterator[tuple[Cell, int]]:
        """The cells of a line of a row, with the column that each begins in."""
        column = 0
        for cell in self.cells:
            if cell.line == line:
                yield cell, column
                column += cell.across

    def _arrange(self) -> None:
        """Each in its place, with names by which a test and a screen reader find it, and an empty row at the end."""
        if len(self._lines) < self._most and (
            not self._lines or not self._lines[-1].is_untouched(self.cells)
        ):
            self._lines.append(Line(self, self._new()))
        for place, line in enumerate(self._lines):
            self._place(place, line)

    def _place(self, place: int, line: Line[R]) -> None:
        n, lines = place + 1, 1 + max(cell.line for cell in self.cells)
        for part in range(lines):
            for cell, at in self._placed(part):
                field = line.fields[cell.name]
                field.setObjectName(f"{self.objectName()}.{place}.{cell.name}")
                field.setAccessibleName(_("{field}, row {n}").format(field=cell.title, n=n))
                top = 1 + place * lines + part
                self._grid.addWidget(field, top, at, 1, cell.across, Qt.AlignmentFlag.AlignTop)
        line.remove.setObjectName(f"{self.objectName()}.{place}.remove")
        line.remove.setEnabled(not line.is_untouched(self.cells))
        columns = max(at + cell.across for part in range(lines) for cell, at in self._placed(part))
        self._grid.addWidget(line.remove, 1 + place * lines, columns, Qt.AlignmentFlag.AlignTop)


__all__ = ["Cell", "Line", "LineRows"]
