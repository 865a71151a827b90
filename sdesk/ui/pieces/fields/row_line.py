"""One row of a field: a line of cells that opens to all its fields, moves, and goes with a way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces.buttons import quiet_button
from sdesk.ui.pieces.callout import Callout, Tone
from sdesk.ui.pieces.fields.link_picker import LinkPicker
from sdesk.ui.pieces.fields.row_body import RowBody
from sdesk.ui.pieces.fields.row_cells import OTHER, PLAIN, RowCells
from sdesk.ui.pieces.fields.row_columns import Hint, LinePlan, Row, RowColumn
from sdesk.ui.pieces.fields.row_fields import Reader, RowManner, has_focus
from sdesk.ui.pieces.layouts import STRETCH, STYLE, column_of, row_of
from sdesk.ui.pieces.texts import ElidedLabel, ErrorText


class RowLine(RowCells):
    """F2 opens it below its line, and closes it again."""

    moved = Signal(object, int)  # itself, and how far
    removed = Signal()
    restored = Signal()
    given_up = Signal(object)  # itself, new and empty
    reshaped = Signal()  # other columns matter now

    def __init__(
        self,
        columns: tuple[RowColumn, ...],
        row: Row,
        parent: QWidget,
        manner: RowManner,
        reader: Reader,
        *,
        is_fixed: bool = False,
    ) -> None:
        super().__init__(columns, row, parent, manner, reader)
        self.is_fixed = is_fixed
        self._has_suited = self._is_seen = False
        self._body: RowBody | None = None
        self._error: ErrorText | None = None
        self._hint: Callout | None = None
        self._removed_line: QWidget | None = None
        self._bar.offers_tools = not is_fixed
        self._bar.fold.clicked.connect(self._toggle)
        self._bar.up_asked.connect(self.move_up)
        self._bar.down_asked.connect(self.move_down)
        self._bar.bin_asked.connect(self.remove)
        self._column = column_of(self._bar, inside=self, spacing=0)

    def as_read(self) -> list[QWidget]:
        """Cell by cell; of a new row in which nothing was filled in only where one is, so that Tab goes on."""
        if self._removed_line is not None and self.is_removed:
            return [self._removed_line]
        if self._body is not None:
            return [*self._hints(), self._body]
        stops = self.stops()
        if self.is_untouched():
            focused = self.window().focusWidget()
            stops = [each for each in stops if focused in (each, *each.findChildren(QWidget))] or stops[:1]
        return [*stops, *self._hints()]

    def arrange(self, plan: LinePlan) -> None:
        if not self._is_seen:
            self._is_seen = True
            self.manner.suit(self)
            self._show_hint()
        super().arrange(plan)
        self._show_title()

    def matters(self, name: str) -> bool:
        """Asked before the row is seen, too."""
        if not self._has_suited:
            self._has_suited = True
            self.manner.suit(self)
        return super().matters(name)

    def set_place(self, at: int, count: int) -> None:
        """Know the place among the rows."""
        is_elsewhere = at != self.place
        self.place = at
        self._bar.set_ends(at == 0, at == count - 1)
        if self._is_seen:
            self._show_title()
        if is_elsewhere:
            self._show_cells()

    def set_read_only(self, read_only: bool) -> None:
        self.end()
        self._read_only = read_only
        self._bar.offers_tools = not read_only and not self.is_fixed
        self._bar.show_tools(False)
        for name, field in self.fields.items():
            field.setReadOnly(not self.can_be_filled_in(name))
        if self._is_seen:
            self.manner.suit(self)
            self._show_hint()
        self._show_cells()
        if self._body is not None:
            self._body.suit(read_only=read_only)

    def reach(self, name: str) -> None:
        """Go to the cell of a column, or to the first; in an opened row to its field."""
        if self.is_open():
            self.open_at(name)
        elif (cell := self.cell(name)) is not None and self.matters(name):
            cell.setFocus(OTHER)
        else:
            self.focus_first()

    def focus_lacking(self) -> QWidget:
        """Go to the first that asks for something, with the row opened."""
        return self.go_to(self.lacks()[0])

    def go_to(self, name: str, rest: str = "") -> QWidget:
        """Go to the field of a column, with the row opened; `rest` is a place in that field."""
        self.set_open(True)
        field = self.field(name)
        if rest:
            return field.goTo(rest)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return field

    # open and closed

    def is_open(self) -> bool:
        return self._body is not None

    def set_open(self, is_open: bool) -> None:
        if is_open == self.is_open() or self.is_removed:
            return
        if self.isAncestorOf(self.window().focusWidget() or self):
            self.setFocus(OTHER)  # what hides would send it out of the row, and one that is new would go
        self.end()
        if is_open:
            self._body = RowBody(self, self)
            self._column.insertWidget(self._column.indexOf(self._bar) + 1, self._body)
            self._body.suit(read_only=self._read_only)
            self._body.show()
        elif self._body is not None:
            body, self._body = self._body, None
            body.give_back(self._bar)
            body.hide()
            body.setParent(None)
            body.deleteLater()
        self._bar.show_open(is_open)
        self.arrange(self._plan)
        self._show_error()

    def open_at(self, name: str) -> None:
        self.set_open(True)
        names = (name, *(each.name for each in self.columns if self.can_be_entered(each.name)))
        field = next((self.field(each) for each in names if each), None)
        if field is not None:
            field.setFocus(OTHER)

    def _toggle(self) -> None:
        if self.is_open():
            self._close()
        else:
            self.open_at("")

    def _close(self) -> None:
        """What is typed stays; the focus stays in the column."""
        focused = self.window().focusWidget() or self
        name = next((name for name, each in self.fields.items() if each.isAncestorOf(focused)), "")
        self.set_open(False)
        if self.cell(name) is not None:
            self.focus_cell(name)
        else:
            self.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        closes = event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F2) and event.modifiers() in PLAIN
        gives_up = event.key() == Qt.Key.Key_Escape and self.is_untouched() and not self.entered()
        if closes and self.is_open():
            self._close()
        elif gives_up:
            self.given_up.emit(self)
        else:
            super().keyPressEvent(event)

    # moved and removed

    def move_up(self) -> None:
        self.moved.emit(self, -1)

    def move_down(self) -> None:
        self.moved.emit(self, 1)

    def remove(self) -> None:
        if self.is_fixed or self._read_only:
            return
        self.end()
        if self.is_untouched():
            self.given_up.emit(self)
            return
        self._set_removed(True)
        self._removed_text.setText(_("Removed: {row}").format(row=self.summary() or _("an empty row")))
        self._undo.setFocus(OTHER)
        self.removed.emit()

    def restore(self) -> None:
        self._set_removed(False)
        self.restored.emit()
        self.focus_first()

    def _set_removed(self, is_removed: bool) -> None:
        if is_removed:
            self.set_open(False)
        self.is_removed = is_removed
        if self._removed_line is None:
            self._removed_line = self._make_removed_line()
            self._column.addWidget(self._removed_line)
        for widget in (self._bar, self._error, self._hint):
            if widget is not None:
                widget.setVisible(not is_removed and widget is self._bar)
        self._removed_line.setVisible(is_removed)
        if not is_removed:
            self._show_hint()
            self._show_error()

    def _make_removed_line(self) -> QWidget:
        holder = QWidget(self)
        self._removed_text = ElidedLabel("", holder)
        self._undo = quiet_button(_("Undo"), holder, icon_name="undo-2", name="action.undo")
        self._undo.clicked.connect(self.restore)
        row_of(self._removed_text, self._undo, STRETCH, inside=holder, margins=(8, 0, 0, 0), spacing=STYLE)
        return holder

    # what a change brings with it

    def was_left(self) -> None:
        self._show_error()

    def _field_changed(self) -> None:
        before = self._idle
        self.manner.suit(self)
        self._take_picked()
        self._show_cells()
        self._show_title()
        self._show_hint()
        if self._body is not None:
            self._body.suit(read_only=self._read_only)
        self.changed.emit()
        if before != self._idle:
            self.reshaped.emit()

    def _take_picked(self) -> None:
        """What is picked from a list ends its cell."""
        field = self.fields.get(self._entered)
        is_picked = isinstance(field, LinkPicker) and field.value() is not None and not field.typedProblem()
        if is_picked and field is self.sender() and has_focus(field):
            self.end(stay=True)

    def _show_title(self) -> None:
        said = self.summary() or _("New row")
        self.setAccessibleName(_("{number} {row}").format(number=self.place + 1, row=said))
        self._bar.fold.setAccessibleDescription(self.accessibleName())
        self._bar.title.setText(said)
        number = str(self.place + 1)
        self._bar.number.setText(_("! {text}").format(text=number) if self._lacks_below() else number)

    def _lacks_below(self) -> bool:
        """Whether something is missing that is not seen in the line."""
        if self._read_only or self.is_open() or self.is_untouched():
            return False
        return any(self.cell(name) is None for name in self.lacks())

    def _show_error(self) -> None:
        """What cannot be read in a cell of the closed line is said below it."""
        said = "" if self.is_open() else " ".join(dict.fromkeys(self.problems()))
        if said and self._error is None:
            self._error = ErrorText("", self)
            self._error.setContentsMargins(62, 2, 0, 4)
            self._column.insertWidget(1, self._error)
        if self._error is not None:
            self._error.setText(said)
            self._error.setVisible(bool(said))

    # hints

    def _hints(self) -> list[QWidget]:
        return [self._hint] if self._hint is not None else []

    def _hint_now(self) -> Hint | None:
        """None while something is typed that is no value yet: nothing that was typed is lost."""
        is_typed = any(field.typedProblem() for field in self.fields.values())
        return None if self._read_only or is_typed else self.manner.hint(self.value())

    def _show_hint(self) -> None:
        hint = self._hint_now()
        if hint is not None and self._hint is None:
            self._hint = Callout(Tone.INFO, "", self, action=hint.action)
            self._hint.button.setObjectName("action.take-hint")
            self._hint.acted.connect(self._take_hint)
            self._column.insertWidget(1, self._hint)
        if self._hint is not None:
            self._hint.setVisible(hint is not None)
        if self._hint is not None and hint is not None:
            self._hint.say(Tone.INFO, hint.text, hint.action)

    def _take_hint(self) -> None:
        """As if a person had filled it in: the row unfolds, so that one sees what came of it."""
        hint = self._hint_now()
        if hint is None:
            return
        self.set_open(True)
        for name, value in hint.values.items():
            self.field(name).setValue(value)
        self.field(next(iter(hint.values))).setFocus(OTHER)
        self._field_changed()


__all__ = ["RowLine"]
