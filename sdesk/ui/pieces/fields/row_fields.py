"""One row of a RowsEditor: its values, and the fields in which they are filled in, made when they are needed."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from sdesk.ui.pieces.fields.choice_field import ChoiceField
from sdesk.ui.pieces.fields.field import FieldWidget
from sdesk.ui.pieces.fields.number_field import NumberField
from sdesk.ui.pieces.fields.row_columns import Hint, Row, RowColumn

Reader = Callable[[RowColumn, Any], tuple[Any, str]]
"""What a column's field would make of a value: the value it gives back, and the text it shows."""


def has_focus(field: FieldWidget | None) -> bool:
    focused = QApplication.focusWidget()
    return field is not None and focused is not None and field.isAncestorOf(focused)


class RowManner:
    """How the rows of one kind say themselves in short, how their fields suit each other, and what is hinted at."""

    def summary(self, row: "RowFields") -> str:
        """The first few answers in one line."""
        return " · ".join(list(filter(None, row.answers().values()))[:4])

    def suit(self, row: "RowFields") -> None:
        """Called when the row is first seen, and after each change."""

    def hint(self, values: Row) -> Hint | None:
        """What stands below the line."""
        return None


class RowFields(QWidget):
    """The values of a row. Of a column that nobody has entered there is no field, only what one would make of its value."""

    changed = Signal()

    def __init__(
        self,
        columns: Sequence[RowColumn],
        row: Row,
        parent: QWidget,
        manner: RowManner,
        reader: Reader,
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self.manner = manner
        self.row = dict(row)
        self.fields: dict[str, FieldWidget] = {}
        self.is_new = not row
        self.is_removed = False
        self._reader = reader
        self._read: dict[str, tuple[Any, str]] = {}
        self._settled = {column.name for column in columns if column.is_shown}
        self._idle: frozenset[str] = frozenset()
        self._units: dict[str, str] = {}
        self._means: dict[str, str] = {}
        self._read_only = False

    # values

    def value(self) -> Row:
        """The row as it is now: the fields' values, and whatever else came with it (its id) untouched."""
        return self.row | {column.name: self._value_of(column) for column in self.columns}

    def is_untouched(self) -> bool:
        """A new row in which nothing was filled in."""
        return self.is_new and all(
            not field.typedProblem() and field.value() == self._as_read(name)[0]
            for name, field in self.fields.items()
        )

    def summary(self) -> str:
        return self.manner.summary(self)

    def answers(self) -> dict[str, str]:
        """What stands in each column, in one line."""
        return {column.name: " ".join(self.text_of(column).split()) for column in self.columns}

    def text_of(self, column: RowColumn) -> str:
        """What stands in the column, also where it is no value."""
        if column.name not in self.fields:
            text = self._as_read(column.name)[1]
            unit = self._units.get(column.name)
            return f"{text} {unit}" if text and unit else text
        field = self.fields[column.name]
        return field.typedText() if field.typedProblem() else field.displayText()

    def is_in_use(self, name: str) -> bool:
        """Something stands in it, or somebody is about to type."""
        return bool(self.text_of(self.column(name))) or has_focus(self.fields.get(name))

    def problems(self) -> list[str]:
        return [field.error() for field in self.fields.values() if field.error()]

    def unreadable(self) -> str:
        """The first column in which what is typed is no value; "" if there is none."""
        found = (each.name for each in self.columns if each.name in self.fields)
        return next((name for name in found if self.fields[name].typedProblem()), "")

    def lacks(self) -> list[str]:
        """The columns that ask for something, and in which nothing stands that a person could put there."""
        return [
            column.name
            for column in self.columns
            if column.required and not column.is_shown and not self.text_of(column).strip()
        ]

    def column(self, name: str) -> RowColumn:
        return next(column for column in self.columns if column.name == name)

    # fields

    def field(self, name: str) -> FieldWidget:
        """The field of a column."""
        if name not in self.fields:
            self._make_field(self.column(name))
        return self.fields[name]

    def can_be_filled_in(self, name: str) -> bool:
        return not self._read_only and name not in self._settled

    def type_words(self, name: str, words: Mapping[str, str]) -> None:
        """Put words in a column as if a person typed them, whether they are a value or not."""
        self.field(name).typeWords(words)

    def read_words(self, name: str, text: str) -> bool:
        """Read a cell of elsewhere; whether it is a value, or stands in the column to be put right."""
        field = self.field(name)
        return field.readWords(text) or bool(field.typedProblem())

    # what a manner says

    def show_only(self, names: Collection[str]) -> None:
        """Leave out the other columns: they do not matter beside what is filled in."""
        self._idle = frozenset(column.name for column in self.columns if column.name not in names)

    def matters(self, name: str) -> bool:
        return name not in self._idle

    def settle(self, name: str) -> None:
        """What stands there is not for this row to say."""
        self._settled.add(name)
        if name in self.fields:
            self.fields[name].setReadOnly(True)

    def set_unit(self, name: str, unit: str) -> None:
        """What the number is counted in, where that depends on another column."""
        self._units[name] = unit
        field = self.fields.get(name)
        if isinstance(field, NumberField):
            field.setUnit(unit)

    def set_empty_text(self, name: str, text: str) -> None:
        """What it means if nothing is chosen."""
        self._means[name] = text
        field = self.fields.get(name)
        if isinstance(field, ChoiceField):
            field.setEmptyText(text)

    # for subclasses

    def _store(self) -> QWidget:
        """What holds the fields that are not seen."""
        return self

    def _field_changed(self) -> None:
        self.manner.suit(self)
        self.changed.emit()

    def _value_of(self, column: RowColumn) -> Any:
        return (
            self.fields[column.name].value() if column.name in self.fields else self._as_read(column.name)[0]
        )

    def _as_read(self, name: str) -> tuple[Any, str]:
        if name not in self._read:
            self._read[name] = self._reader(self.column(name), self.row.get(name))
        return self._read[name]

    def _make_field(self, column: RowColumn) -> None:
        field = column.make_widget(self._store())
        field.hide()
        field.setObjectName(column.name)
        field.setAccessibleName(column.title)
        if column.name in self.row:
            field.setValue(self.row[column.name])
        field.changed.connect(self._field_changed)
        self.fields[column.name] = field
        if isinstance(field, NumberField) and self._units.get(column.name):
            field.setUnit(self._units[column.name])
        if isinstance(field, ChoiceField) and column.name in self._means:
            field.setEmptyText(self._means[column.name])
        if not self.can_be_filled_in(column.name):
            field.setReadOnly(True)


__all__ = ["Reader", "RowFields", "RowManner", "has_focus"]
