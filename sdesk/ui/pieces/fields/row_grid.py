"""The rows of a RowsEditor as lines of a grid, under their heads."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from sdesk.ui.pieces.fields.row_columns import Row, RowColumn
from sdesk.ui.pieces.fields.row_forms import ACTIONS_WIDTH, RowForm, RowManner
from sdesk.ui.pieces.layouts import STYLE, column_of, row_of
from sdesk.ui.pieces.texts import FieldTitle
from sdesk.ui.pieces.tips import plain_tip


class GridRow(RowForm):
    """A row in one line, under the heads of its columns."""

    def __init__(
        self, columns: Sequence[RowColumn], row: Row, parent: QWidget, manner: RowManner | None = None
    ) -> None:
        super().__init__(columns, row, parent, manner)
        self._cells = QWidget(self)
        line = row_of(inside=self._cells, spacing=8)
        for column in columns:
            cell = self.make_field(column, self._cells)
            cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
            line.addWidget(cell, column.stretch, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.steps, 0, Qt.AlignmentFlag.AlignTop)
        column_of(self._cells, self.removed_line, inside=self, spacing=STYLE)
        self.manner.suit(self)

    def content(self) -> list[QWidget]:
        return [self._cells]


class GridHeads(QWidget):
    """The heads above GridRows."""

    def __init__(self, columns: Sequence[RowColumn], parent: QWidget) -> None:
        super().__init__(parent)
        self._room_for_actions = QWidget(self)
        self._room_for_actions.setFixedWidth(ACTIONS_WIDTH)
        line = row_of(inside=self, spacing=8)
        self._titles: list[tuple[RowColumn, FieldTitle]] = []
        for column in columns:
            title = FieldTitle(column.heading(), self)
            self._titles.append((column, title))
            title.setToolTip(plain_tip(column.explanation))
            title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            line.addWidget(title, column.stretch)
        line.addWidget(self._room_for_actions)

    def set_read_only(self, read_only: bool) -> None:
        self._room_for_actions.setVisible(not read_only)
        for column, title in self._titles:
            title.setText(column.title if read_only else column.heading())
