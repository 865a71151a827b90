"""What stands above the calendar; where there is little room, new entries fold to one button, then it takes two lines."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QSizePolicy, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces import ElidedLabel, button, row_of, tool_button
from sdesk.ui.theme.look import GRID


class ScheduleTitle(ElidedLabel):
    """Which days are shown."""


class ScheduleHead(QWidget):
    """At the left what turns the pages and which is shown; at the right how much is, and what is begun."""

    def __init__(
        self, pages: list[QWidget], title: ScheduleTitle, spans: list[QWidget], more: QWidget
    ) -> None:
        super().__init__()
        self.window_button = button(
            _("Maintenance window"), self, icon_name="plus", name="ChangeSchedule.new-maintenance"
        )
        self.event_button = button(
            _("Business event"), self, icon_name="plus", name="ChangeSchedule.new-event"
        )
        self._both = (self.window_button, self.event_button)
        self._folded = tool_button("plus", _("New entry"), self, name="ChangeSchedule.new")
        menu = QMenu(self._folded)
        for each in self._both:
            action = menu.addAction(each.text())
            action.triggered.connect(each.click)
            menu.aboutToShow.connect(lambda act=action, of=each: act.setEnabled(of.isEnabled()))
        self._folded.setMenu(menu)
        self._folded.setPopupMode(self._folded.ToolButtonPopupMode.InstantPopup)
        self._left, self._right = QWidget(self), QWidget(self)
        row_of(*pages, (title, 1), inside=self._left)
        row_of(*spans, *self._both, self._folded, more, inside=self._right)
        self._right.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GRID)
        self._box.addWidget(self._left, 1)
        self._box.addWidget(self._right, 0, Qt.AlignmentFlag.AlignRight)
        self._title = title
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._fold(is_folded=False)

    def minimumSizeHint(self) -> QSize:
        """Of the narrowest that it can be."""
        return QSize(1, super().minimumSizeHint().height())

    def give_way(self) -> None:
        """As much as the width asks for."""
        self._fold(is_folded=False)
        if self._wanted() > self.width():
            self._fold(is_folded=True)
        beside = self._wanted() <= self.width()
        ways = QBoxLayout.Direction
        self._box.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._right.updateGeometry()
        self._box.activate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.give_way()

    def _fold(self, *, is_folded: bool) -> None:
        self._folded.setVisible(is_folded)
        for each in self._both:
            each.setVisible(not is_folded)

    def _wanted(self) -> int:
        """Pixels with which nothing is cut."""
        title = self._title.sizeHint().width() + GRID
        left, right = (each.layout() for each in (self._left, self._right))
        assert left is not None and right is not None
        left.invalidate()
        right.invalidate()
        return left.minimumSize().width() + title + GRID + right.sizeHint().width()
