"""Buttons: the one primary step, ordinary ones, quiet ones, and icons for toolbars."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.icons import icon

ICON_SIDE = 16
NOT_MEANT_FOR = 400
"""Milliseconds after something has come, or a step was taken: what is pressed in them was meant for what was there before."""


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


class Unhurried(QObject):
    """Keeps a button from a press that was not meant for it: during the `pause`, and by a key that is held."""

    _KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select)

    def __init__(self, kept: QPushButton, pause: QTimer) -> None:
        super().__init__(kept)
        self._pause = pause
        kept.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() in self._KEYS:
            is_press = event.type() == QEvent.Type.KeyPress
            return is_press and (self._pause.isActive() or event.isAutoRepeat())
        presses = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        return event.type() in presses and self._pause.isActive()
