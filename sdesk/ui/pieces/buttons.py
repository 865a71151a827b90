"""Buttons: the one primary step, ordinary ones, quiet ones, and icons for toolbars."""

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.icons import icon

ICON_SIDE = 16


def button(
    text: str,
    parent: QWidget | None = None,
    *,
    icon_name: str = "",
    name: str = "",
    kind: str = "",
    role: str = "text",
) -> QPushButton:
    """An ordinary button, unless it has a `kind` in the style sheet; `role` is the colour of its icon."""
    made = QPushButton(text, parent)
    made.setObjectName(name)
    made.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
    if icon_name:
        made.setIcon(icon(icon_name, role))
    if kind:
        made.setProperty(kind, True)
    return made


primary_button = partial(button, kind="primary", role="on_accent")
"""The next step of what is on the screen; at most one in sight."""
quiet_button = partial(button, kind="quiet", role="link")
"""A button that stays in the background, like a link: add a row, undo, show all."""
danger_button = partial(button, kind="danger", role="danger")
"""A step that takes something away."""


def menu_button(text: str, menu: QMenu, parent: QWidget | None = None, *, name: str = "") -> QPushButton:
    """A button that opens a menu, with the chevron that says so."""
    made = button(text, parent, name=name)
    made.setProperty("menued", True)
    made.setMenu(menu)
    return made


def tool_button(
    icon_name: str, tooltip: str, parent: QWidget | None = None, *, name: str = ""
) -> QToolButton:
    """An icon alone; its tooltip is its accessible name, and its keys if it has any come after a tab."""
    made = QToolButton(parent)
    made.setIcon(icon(icon_name))
    made.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
    made.setFixedSize(28, 28)
    made.setToolTip(plain_tip(tooltip.replace("\t", "  ")))
    made.setAccessibleName(tooltip.partition("\t")[0])
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setObjectName(name)
    return made
