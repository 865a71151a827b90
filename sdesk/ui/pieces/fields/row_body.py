"""An opened row: all its fields below the line, with their names and their help."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from sdesk.ui.pieces.fields.field import FieldWidget, LabelledField
from sdesk.ui.pieces.fields.row_columns import RowColumn
from sdesk.ui.pieces.fields.row_fields import RowFields
from sdesk.ui.pieces.layouts import row_of

TWO_COLUMNS_FROM = 520


class RowBody(QWidget):
    """The fields of a row, in two columns where there is room, long texts across both. They are lent: see `give_back`."""

    def __init__(self, row: RowFields, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = row
        self._columns = 0
        self._shown: tuple[str, ...] = ()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        row_of((self._grid, 1), inside=self, margins=(30, 4, 12, 12))
        self._blocks = {column.name: self._block(column) for column in row.columns}
        self.suit(read_only=False)

    def suit(self, *, read_only: bool) -> None:
        """Show the fields that matter; what is only read needs nothing, and no help with filling it in."""
        for column in self._row.columns:
            block = self._blocks[column.name]
            writes = not read_only
            block.setRequired(column.required and writes)
            block.setHelpVisible(writes)
        self._arrange()

    def give_back(self, holder: QWidget) -> None:
        """The fields go on living where the row keeps them."""
        for field in self._fields():
            field.saysErrorsIn(None)
            field.hide()
            field.setParent(holder)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _fields(self) -> list[FieldWidget]:
        return [block.field for block in self._blocks.values()]

    def _block(self, column: RowColumn) -> LabelledField:
        field = self._row.field(column.name)
        field.setInLine(False)
        block = LabelledField(
            column.title,
            field,
            self,
            required=column.required,
            item=column.item,
            explanation=column.explanation,
            example=column.example,
        )
        field.show()
        return block

    def _arrange(self) -> None:
        columns = 2 if self.width() >= TWO_COLUMNS_FROM else 1
        shown = tuple(name for name in self._blocks if self._row.matters(name))
        if (columns, shown) == (self._columns, self._shown):
            return
        self._columns, self._shown = columns, shown
        line, side = 0, 0
        for column in self._row.columns:
            block = self._blocks[column.name]
            self._grid.removeWidget(block)
            block.setVisible(column.name in shown)
            if column.name not in shown:
                continue
            across = column.is_long or columns == 1
            if across and side:
                line, side = line + 1, 0
            self._grid.addWidget(block, line, side, 1, 2 if across else 1)
            line, side = (line + 1, 0) if across or side else (line, 1)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)


__all__ = ["RowBody"]
