"""The keys that are for a whole row, pressed anywhere in it: Ctrl+Shift+↑ and ↓ move it, Ctrl+- removes it."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from sdesk.ui.pieces.fields.row_line import RowLine


class RowKeys(QObject):
    """Of a field of rows. Where rows stand within rows, the innermost is meant."""

    def __init__(self, rows: QWidget) -> None:
        super().__init__(rows)
        keys = {"Ctrl+Shift+Up": self._up, "Ctrl+Shift+Down": self._down, "Ctrl+-": self._remove}
        for each, does in keys.items():
            shortcut = QShortcut(
                QKeySequence(each), rows, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            )
            shortcut.activated.connect(does)
            shortcut.activatedAmbiguously.connect(does)  # one of those around it has it, too

    def _up(self) -> None:
        if (row := _row_with_focus()) is not None:
            row.move_up()

    def _down(self) -> None:
        if (row := _row_with_focus()) is not None:
            row.move_down()

    def _remove(self) -> None:
        if (row := _row_with_focus()) is not None:
            row.remove()


def _row_with_focus() -> RowLine | None:
    around = QApplication.focusWidget()
    while around is not None and not isinstance(around, RowLine):
        around = around.parentWidget()
    return around


__all__ = ["RowKeys"]
