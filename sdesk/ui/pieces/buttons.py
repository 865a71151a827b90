"""Buttons: the one primary step, ordinary ones, quiet ones, and icons for toolbars."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.icons import icon

ICON_SIDE = 16


def button(text: str, parent: QWidget | None = None, *, icon_name: str = "", name: str = "") -> QPushButton:
    """An ordinary button."""
    return _made(text, parent, icon_name, name, "text")


def primary_button(
    text: str, parent: QWidget | None = None, *, icon_name: str = "", name: str = ""
) -> QPushButton:
    """The next step of what is on the screen; at most one in sight."""
    made = _made(text, parent, icon_name, name, "on_accent")
    made.setProperty("primary", True)
    return made


def quiet_button(
    text: str, parent: QWidget | None = None, *, icon_name: str = "", name: str = ""
) -> QPushButton:
    """A button that stays in the background, like a link: add a row, undo, show all."""
    made = _made(text, parent, icon_name, name, "link")
    made.setProperty("quiet", True)
    return made


def danger_button(
    text: str, parent: QWidget | None = None, *, icon_name: str = "", name: str = ""
) -> QPushButton:
    """A step that takes something away."""
    made = _made(text, parent, icon_name, name, "danger")
    made.setProperty("danger", True)
    return made


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


def _made(text: str, parent: QWidget | None, icon_name: str, name: str, role: str) -> QPushButton:
    made = QPushButton(text, parent)
    made.setObjectName(name)
    made.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
    if icon_name:
        made.setIcon(icon(icon_name, role))
    return made
