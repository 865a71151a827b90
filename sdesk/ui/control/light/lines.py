"""Lines of a band: what is asked at the left, its field at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from sdesk.ui.pieces import FieldTitle, FieldWidget
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.look import GRID

LABEL_WIDTH = 148
FIELD_WIDTH = 620


class Lines(QWidget):
    """`edited` says that a person changed one of the fields."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self.setMaximumWidth(LABEL_WIDTH + FIELD_WIDTH)
        self.fields: list[FieldWidget] = []

    def ask(self, title: str, field: FieldWidget, name: str, explanation: str = "") -> FieldWidget:
        """A line with this field; its name is what tests and a screen reader find it by."""
        label = FieldTitle(title, self)
        label.setWordWrap(True)
        label.setContentsMargins(0, 6, 0, 0)
        label.setBuddy(field)
        label.setToolTip(plain_tip(explanation))
        field.setParent(self)
        field.setObjectName(f"light.{name}")
        field.setAccessibleName(title)
        field.setAccessibleDescription(explanation)
        field.changed.connect(self.edited)
        field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        at = self._grid.rowCount()
        self._grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, at, 1)
        self.fields.append(field)
        return field

    def add(self, widget: QWidget, title: str = "") -> None:
        """Something else in the place of a field."""
        at = self._grid.rowCount()
        if title:
            self._grid.addWidget(FieldTitle(title, self), at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, at, 1)
