"""What is said to somebody who does not see the window, as they did not ask for it: that it was saved, what is wrong."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def say_aloud(widget: QWidget, text: str, *, at_once: bool = False) -> None:
    """A screen reader says it when it is done with what it says; `at_once`, before that, for what is wrong."""
    if not text.strip() or not QAccessible.isActive() or not widget.isVisible():
        return
    told = QAccessibleAnnouncementEvent(widget, text)
    politeness = QAccessible.AnnouncementPoliteness
    told.setPoliteness(politeness.Assertive if at_once else politeness.Polite)
    QAccessible.updateAccessibility(told)
