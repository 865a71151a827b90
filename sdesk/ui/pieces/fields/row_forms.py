"""One row of a RowsEditor, and how it stands on a card; as a line of a grid: `row_grid.py`."""

from collections.abc import Callable, Container, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QVBoxLayout, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces.buttons import quiet_button, tool_button
from sdesk.ui.pieces.callout import Callout, Tone
from sdesk.ui.pieces.fields.field import FieldWidget, LabelledField
from sdesk.ui.pieces.fields.row_columns import Hint, Row, RowColumn
from sdesk.ui.pieces.layouts import STRETCH, STYLE, column_of, row_of
from sdesk.ui.pieces.texts import ElidedLabel
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.icons import icon

TWO_COLUMNS_FROM = 520
ACTIONS_WIDTH = 3 * 28 + 2 * 2

Reader = Callable[["RowColumn", Any], tuple[Any, str]]
"""What a column's field would make of a value: the value it gives back, and the text it shows."""


def is_in_use(field: FieldWidget | None) -> bool:
    """Something stands in it, or somebody is about to type."""
    return field is not None and (bool(field.displayText()) or has_focus(field))


def has_focus(field: FieldWidget | None) -> bool:
    focused = QApplication.focusWidget()
    return field is not None and focused is not None and field.isAncestorOf(focused)


class RowManner:
    """How the rows of one kind say themselves in short, how their fields suit each other, and what is hinted at."""

    def summary(self, row: "RowForm") -> str:
        """The first few answers in one line."""
        return " · ".join(list(filter(None, row.answers().values()))[:4])

    def suit(self, row: "RowForm") -> None:
        """Called when its fields are there, and after each change."""

    def hint(self, values: Row) -> Hint | None:
        """What a card shows beside its fields."""
        return None


class RowForm(QWidget):
    """What a grid line and a card have in common: the fields of one row, its hidden rest, and its buttons."""

    changed = Signal()
    moved = Signal(object, int)  # itself, and how far
    removed = Signal()
    restored = Signal()
    unfolded = Signal()

    def __init__(
        self, columns: Sequence[RowColumn], row: Row, parent: QWidget, manner: RowManner | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self.manner = manner or RowManner()
        self.row = dict(row)
        self.fields: dict[str, FieldWidget] = {}
        self._kept: set[str] = set()
        self.is_removed = False
        self.is_fixed = False
        self._read_only = False
        self._summary = ""
        self.steps = QWidget(self)
        self._up = self._action("chevron-up", _("Move up\tAlt+↑"), self._move_up, Qt.FocusPolicy.ClickFocus)
        self._down = self._action(
            "chevron-down", _("Move down\tAlt+↓"), self._move_down, Qt.FocusPolicy.ClickFocus
        )
        self._bin = self._action("trash-2", _("Remove this row"), self.remove, Qt.FocusPolicy.StrongFocus)
        line = row_of(inside=self.steps, margins=(0, 2, 0, 2), spacing=2)
        for tool in (self._up, self._down, self._bin):
            line.addWidget(tool)
        self.steps.setFixedWidth(ACTIONS_WIDTH)
        for keys, does in (("Alt+Up", self._move_up), ("Alt+Down", self._move_down)):
            shortcut = QShortcut(
                QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            )
            shortcut.activated.connect(does)
        self.removed_line = self._make_removed_line()
        self.removed_line.hide()

    def value(self) -> Row:
        """The row as it is now: the fields' values, and whatever else came with it (its id) untouched."""
        return self.row | {name: field.value() for name, field in self.fields.items()}

    def summary(self) -> str:
        return self.manner.summary(self)

    def answers(self) -> dict[str, str]:
        """What stands in each column, in one line."""
        return {column.name: " ".join(self.text_of(column).split()) for column in self.columns}

    def show_only(self, names: Container[str]) -> None:
        """Hide the fields of the other columns: they do not matter beside what is filled in."""

    def text_of(self, column: RowColumn) -> str:
        return self.fields[column.name].displayText() if column.name in self.fields else ""

    def problems(self) -> list[str]:
        return [field.error() for field in self.fields.values() if field.error()]

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.steps.setVisible(not read_only and not self.is_removed and not self.is_fixed)
        for name, field in self.fields.items():
            field.setReadOnly(read_only or name in self._kept)
        self.manner.suit(self)

    def set_place(self, at: int, count: int) -> None:
        """Know the place among the rows, for the buttons and for who listens."""
        self._up.setEnabled(at > 0)
        self._down.setEnabled(at < count - 1)
        self.setAccessibleName(_("Row {number} of {count}").format(number=at + 1, count=count))

    def remove(self) -> None:
        self._set_removed(True)
        self._removed_text.setText(_("Removed: {row}").format(row=self.summary() or _("an empty row")))
        self._undo.setFocus(Qt.FocusReason.OtherFocusReason)
        self.removed.emit()

    def restore(self) -> None:
        self._set_removed(False)
        self.focus_first()
        self.restored.emit()

    def focus_first(self) -> None:
        writable = (field for field in self.fields.values() if not field.isReadOnly())
        if first := next(writable, next(iter(self.fields.values()), None)):
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def lacks(self) -> list[str]:
        """The columns that ask for something, and in which nothing stands that a person could put there."""
        return [
            column.name
            for column in self.columns
            if column.required and not column.is_shown and not self.text_of(column).strip()
        ]

    def focus_lacking(self) -> None:
        """Go to the first of these."""
        self.fields[self.lacks()[0]].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def content(self) -> list[QWidget]:
        """What is hidden while the row is removed."""
        raise NotImplementedError

    def make_field(self, column: RowColumn, parent: QWidget) -> FieldWidget:
        field = column.make_widget(parent)
        field.setObjectName(column.name)
        field.setAccessibleName(column.title)
        if column.name in self.row:
            field.setValue(self.row[column.name])
        field.changed.connect(self._field_changed)
        self.fields[column.name] = field
        if column.is_shown:
            self._kept.add(column.name)
        if self._read_only or column.is_shown:
            field.setReadOnly(True)
        return field

    def _field_changed(self) -> None:
        self.manner.suit(self)
        self.changed.emit()

    def _set_removed(self, is_removed: bool) -> None:
        self.is_removed = is_removed
        for widget in self.content():
            widget.setVisible(not is_removed)
        self.removed_line.setVisible(is_removed)

    def _action(self, picture: str, tooltip: str, does: Callable[[], None], focus: Qt.FocusPolicy) -> QWidget:
        tool = tool_button(picture, tooltip, self.steps, name=f"action.{picture}")
        tool.setFocusPolicy(focus)
        tool.clicked.connect(does)
        return tool

    def _make_removed_line(self) -> QWidget:
        holder = QWidget(self)
        self._removed_text = ElidedLabel("", holder)
        self._undo = quiet_button(_("Undo"), holder, icon_name="undo-2", name="action.undo")
        self._undo.clicked.connect(self.restore)
        row_of(self._removed_text, self._undo, STRETCH, inside=holder, margins=(8, 0, 0, 0), spacing=STYLE)
        return holder

    def _move_up(self) -> None:
        self.moved.emit(self, -1)

    def _move_down(self) -> None:
        self.moved.emit(self, 1)


class Card(QFrame):
    """A raised piece of the page."""


class RowCard(RowForm):
    """A row as a card that folds into one line; its fields are made when it is first unfolded."""

    def __init__(
        self,
        columns: Sequence[RowColumn],
        row: Row,
        parent: QWidget,
        manner: RowManner | None = None,
        *,
        is_open: bool,
        reader: Reader,
    ) -> None:
        super().__init__(columns, row, parent, manner)
        self._reader = reader
        self._hint: Callout | None = None
        self._card = Card(self)
        self._fold = tool_button("chevron-right", _("Unfold"), self._card, name="action.fold")
        self._fold.clicked.connect(self._toggle)
        self._title = ElidedLabel("", self._card)
        self._body = QWidget(self._card)
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(36, 0, 12, 12)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(16)
        self._blocks: list[tuple[RowColumn, LabelledField]] = []
        self._hidden: set[str] = set()
        self._two_columns: bool | None = None
        self._assemble()
        self.set_open(is_open)
        self._show_hint()

    def content(self) -> list[QWidget]:
        return [self._card]

    def as_read(self) -> list[QWidget]:
        """First what is filled in, then what is done with the row."""
        hint = [self._hint] if self._hint is not None else []
        return [self._fold, *hint, self._body, self.steps, self.removed_line]

    def value(self) -> Row:
        if self._blocks:
            return super().value()
        return self.row | {column.name: self._read(column)[0] for column in self.columns}

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._suit_blocks()
        self._show_hint()

    def is_open(self) -> bool:
        return not self._body.isHidden()

    def set_open(self, is_open: bool) -> None:
        if is_open:
            self._make_fields()
        self._body.setVisible(is_open)
        self._fold.setIcon(icon("chevron-down" if is_open else "chevron-right"))
        said = _("Fold") if is_open else _("Unfold")
        self._fold.setToolTip(plain_tip(said))
        self._fold.setAccessibleName(said)
        self._show_summary()

    def focus_lacking(self) -> None:
        self.set_open(True)
        super().focus_lacking()

    def focus_first(self) -> None:
        if self.is_open():
            super().focus_first()
        else:
            self._fold.setFocus(Qt.FocusReason.OtherFocusReason)

    def text_of(self, column: RowColumn) -> str:
        return super().text_of(column) if self._blocks else self._read(column)[1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().y() <= self._title.height() + 12 and not self.is_removed:
            self._toggle()

    def _assemble(self) -> None:
        head = row_of(self._fold, (self._title, 1), self.steps, margins=(4, 2, 4, 2), spacing=4)
        column_of(head, self._body, inside=self._card, spacing=4)
        column_of(self._card, self.removed_line, inside=self, spacing=STYLE)

    def _toggle(self) -> None:
        self.set_open(not self.is_open())

    def _make_fields(self) -> None:
        if self._blocks:
            return
        for column in self.columns:
            field = self.make_field(column, self._body)
            block = LabelledField(
                column.title,
                field,
                self._body,
                required=column.required,
                item=column.item,
                explanation=column.explanation,
                example=column.example,
            )
            self._blocks.append((column, block))
        self._suit_blocks()
        self.manner.suit(self)
        self._arrange()

    def _suit_blocks(self) -> None:
        """What is only read needs nothing, and no help with filling it in."""
        for column, block in self._blocks:
            block.setRequired(column.required and not self._read_only)
            block.setHelpVisible(not self._read_only)

    def show_only(self, names: Container[str]) -> None:
        hidden = {column.name for column, _block in self._blocks if column.name not in names}
        if hidden != self._hidden:
            self._hidden = hidden
            self._two_columns = None
            self._arrange()

    def _read(self, column: RowColumn) -> tuple[Any, str]:
        return self._reader(column, self.row.get(column.name))

    def _arrange(self) -> None:
        """Two columns where there is room; long texts across both."""
        two_columns = self.width() >= TWO_COLUMNS_FROM
        if two_columns is self._two_columns and self._grid.count() == len(self._blocks) - len(self._hidden):
            return
        self._two_columns = two_columns
        line, side = 0, 0
        for column, block in self._blocks:
            self._grid.removeWidget(block)
            block.setVisible(column.name not in self._hidden)
            if column.name in self._hidden:
                continue
            across = column.is_long or not two_columns
            if across and side:
                line, side = line + 1, 0
            self._grid.addWidget(block, line, side, 1, 2 if across else 1)
            line, side = (line + 1, 0) if across or side else (line, 1)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if two_columns else 0)

    def _field_changed(self) -> None:
        self._show_summary()
        self._show_hint()
        super()._field_changed()

    def _hint_now(self) -> Hint | None:
        """None while something is typed that is no value yet: nothing that was typed is lost."""
        is_typed = any(field.typedProblem() for field in self.fields.values())
        if self._read_only or is_typed:
            return None
        return self.manner.hint(self.value() if self._blocks else self.row)

    def _show_hint(self) -> None:
        hint = self._hint_now()
        if hint is not None and self._hint is None:
            self._hint = Callout(Tone.INFO, "", self._card, action=hint.action)
            self._hint.button.setObjectName("action.take-hint")
            self._hint.acted.connect(self._take_hint)
            column = self._card.layout()
            assert isinstance(column, QVBoxLayout)
            column.insertWidget(1, self._hint)
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
            self.fields[name].setValue(value)
        self.fields[next(iter(hint.values))].setFocus(Qt.FocusReason.OtherFocusReason)
        self._field_changed()

    def _show_summary(self) -> None:
        self._title.setText(self.summary() or _("New row"))
