"""Columns and rows of widgets, in one call each."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from sdesk.ui.theme.look import GRID

STRETCH = -1
"""Among the parts of a column or row: room that grows."""
STYLE = -1
"""As margins or spacing: what the style or the layout around it has."""

Part = QWidget | QLayout | int | tuple[QWidget | QLayout, int] | tuple[QWidget, int, Qt.AlignmentFlag]
"""A widget or layout, with its stretch and alignment where they are not the usual; or pixels of room."""
Margins = int | tuple[int, int, int, int]
Box = TypeVar("Box", bound=QBoxLayout)


def column_of(
    *parts: Part, inside: QWidget | None = None, margins: Margins = 0, spacing: int = GRID
) -> QVBoxLayout:
    """One below the other; with `inside`, it is the layout of that widget."""
    return _fill(QVBoxLayout(), parts, inside, margins, spacing)


def row_of(
    *parts: Part, inside: QWidget | None = None, margins: Margins = 0, spacing: int = GRID
) -> QHBoxLayout:
    """One beside the other; with `inside`, it is the layout of that widget."""
    return _fill(QHBoxLayout(), parts, inside, margins, spacing)


def tell_height(widget: QWidget) -> None:
    """It needs another: to all that it is in at once, as by themselves layouts hear of it one after the other, as events come."""
    around: QWidget | None = widget
    while around is not None and not around.isWindow() and not isinstance(around, QScrollArea):
        around.updateGeometry()
        around = around.parentWidget()


def _fill(box: Box, parts: tuple[Part, ...], inside: QWidget | None, margins: Margins, spacing: int) -> Box:
    if inside is not None:
        inside.setLayout(box)
    if isinstance(margins, tuple):
        box.setContentsMargins(*margins)
    elif margins != STYLE:
        box.setContentsMargins(margins, margins, margins, margins)
    if spacing != STYLE:
        box.setSpacing(spacing)
    for part in parts:
        _add(box, part)
    return box


def _add(box: QBoxLayout, part: Part) -> None:
    if part == STRETCH:
        box.addStretch(1)
    elif isinstance(part, int):
        box.addSpacing(part)
    else:
        what, *how = part if isinstance(part, tuple) else (part,)
        add: Callable[..., None] = box.addLayout if isinstance(what, QLayout) else box.addWidget
        add(what, *how)
