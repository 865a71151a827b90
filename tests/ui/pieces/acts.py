"""What a person does with a field: find its line, type in it."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from sdesk.ui.pieces import FieldWidget

W = TypeVar("W", bound=QWidget)


def put(page: QWidget, widget: W) -> W:
    """Add a widget to the page of the test, and see it."""
    page.layout().addWidget(widget)
    widget.show()
    return widget


def line_of(field: FieldWidget) -> QLineEdit:
    found = field.focusProxy()
    assert isinstance(found, QLineEdit)
    return found


def type_in(qtbot: QtBot, field: FieldWidget, text: str, *, then: Qt.Key = Qt.Key.Key_Return) -> None:
    """Replace what is there by typing."""
    edit = line_of(field)
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, then)
