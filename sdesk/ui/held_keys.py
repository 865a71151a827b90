"""A key that is held says so: where the system lets go of it and presses it again, in the same moment, for each repetition."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def _acts_once(event: QKeyEvent) -> bool:
    """Whether it does something once however long it is held. With Ctrl and Shift a letter takes a step, but for Z, which
    goes through what was done."""
    if event.key() in _KEYS:
        return True
    is_letter = Qt.Key.Key_A <= event.key() < Qt.Key.Key_Z
    return is_letter and event.modifiers() & _BOTH == _BOTH


class HeldKeys(QObject):
    """For the whole program. With Ctrl nothing comes of a repetition; else it is handed on as one, for who writes."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._let_go: tuple[int, int] | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not _acts_once(event) or event.isAutoRepeat():
            return False
        if event.type() == QEvent.Type.KeyRelease:
            self._let_go = (event.key(), event.timestamp())
            return False
        is_held = event.timestamp() > 0 and self._let_go == (event.key(), event.timestamp())
        if not is_held:
            return False
        has_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(has_ctrl)  # then no shortcut is looked for
            return has_ctrl
        if event.type() == QEvent.Type.KeyPress and not has_ctrl:
            again = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text(), True, event.count())
            QCoreApplication.sendEvent(watched, again)
            event.setAccepted(again.isAccepted())
        return event.type() == QEvent.Type.KeyPress


__all__ = ["HeldKeys"]
