"""Windows that are never larger than the screen, however large all is drawn on it."""

from PySide6.QtCore import QMargins, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QLayoutItem,
    QPushButton,
    QScrollArea,
    QStyle,
    QVBoxLayout,
    QWidget,
)

FRAME = QSize(16, 48)
"""What a window has around it, about."""


class FitsScreen:
    """Mixed into windows and dialogs. What there is no room for is scrolled to; the buttons at the foot stay in sight."""

    def showEvent(self: QWidget, event: QShowEvent) -> None:  # type: ignore[misc]
        super().showEvent(event)  # type: ignore[misc]
        fit(self)

    def resizeEvent(self: QWidget, event: QResizeEvent) -> None:  # type: ignore[misc]
        """What comes later makes a window larger, too."""
        super().resizeEvent(event)  # type: ignore[misc]
        if self.isVisible():
            fit(self)


class _FollowsFocus(QScrollArea):
    """Whatever gets the focus is in sight, also where it was given by the program."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._follow)
        app.focusChanged.connect(self._settled.start)

    def _follow(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now)


def fit(window: QWidget) -> None:
    """No larger than what the screen has room for, and all of it there."""
    screen = window.screen().availableGeometry()
    room = screen.size() - FRAME
    layout = window.layout()
    least = window.minimumSize() if window.minimumHeight() else QSize()
    if isinstance(layout, QBoxLayout) and not _fits(layout.totalMinimumSize().expandedTo(least), room):
        if least.width() > room.width() - _beside(window, layout):
            least.setWidth(0)  # as wide as what is in it has to be, then
        _scroll(window, layout, least)
    if not _fits(window.minimumSize(), room):
        window.setMinimumSize(window.minimumSize().boundedTo(room))
    if not _fits(window.size(), room):
        window.resize(window.size().boundedTo(room))
    place = window.frameGeometry()
    if not screen.contains(place):
        window.move(_within(place, screen).topLeft())


def _beside(window: QWidget, layout: QBoxLayout) -> int:
    """Pixels left and right of what scrolls up and down."""
    margins = layout.contentsMargins()
    bar = window.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
    return margins.left() + margins.right() + bar


def _fits(size: QSize, room: QSize) -> bool:
    return size.width() <= room.width() and size.height() <= room.height()


def _within(place: QRect, screen: QRect) -> QRect:
    moved = QRect(place)
    moved.moveRight(min(place.right(), screen.right()))
    moved.moveBottom(min(place.bottom(), screen.bottom()))
    moved.moveLeft(max(moved.left(), screen.left()))
    moved.moveTop(max(moved.top(), screen.top()))
    return moved


def _scroll(window: QWidget, layout: QBoxLayout, least: QSize) -> None:
    """Everything but the line of buttons at the foot goes into an area that scrolls, as large as it has to be; once."""
    if window.findChild(QScrollArea, "fitted") is not None:
        return
    page = QWidget()
    inside = QVBoxLayout(page) if _is_vertical(layout) else QBoxLayout(layout.direction(), page)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(layout.spacing())
    last = layout.itemAt(layout.count() - 1)
    stays = 1 if _is_vertical(layout) and last is not None and _has_buttons(last) else 0
    while layout.count() > stays:
        stretch, item = layout.stretch(0), layout.takeAt(0)
        if item is None:
            break
        widget, line = item.widget(), item.layout()
        if widget is not None:
            inside.addWidget(widget, stretch, item.alignment())
        elif line is not None:
            inside.addLayout(line, stretch)
        else:
            inside.addItem(item)
    foot = last.minimumSize().height() if stays and last is not None else 0
    around = QMargins(0, 0, _beside(window, layout), foot)  # the window does not become wider by the bar
    page.setMinimumSize(least.shrunkBy(around).expandedTo(QSize(0, 0)))
    area = _FollowsFocus(window)
    area.setObjectName("fitted")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    layout.insertWidget(0, area, 1)


def _is_vertical(layout: QBoxLayout) -> bool:
    return layout.direction() == QBoxLayout.Direction.TopToBottom


def _has_buttons(item: QLayoutItem) -> bool:
    """Whether it is a button, or a line of them."""
    widget = item.widget()
    if isinstance(widget, QPushButton):
        return True
    line = widget.layout() if widget is not None else item.layout()
    within = [line.itemAt(at) for at in range(line.count())] if line is not None else []
    return any(isinstance(each.widget(), QPushButton) for each in within if each is not None)
