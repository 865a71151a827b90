"""Today as it was, at once: painted before what reads a workspace is imported, veiled, and with the time that it is of."""

import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QByteArray, QDeadlineTimer, QEvent, QLocale, QObject, Qt, QThread, QTimer
from PySide6.QtGui import QAccessible, QCloseEvent, QImage, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from sdesk import __version__
from sdesk.kept_pictures import Picture, picture_of
from sdesk.local_time import day_of, local, utc_now
from sdesk.paths import settings_folder
from sdesk.translation import gettext as _
from sdesk.translation.catalogues import language_spoken
from sdesk.translation.dates import day_in_words
from sdesk.ui.aloud import say_aloud
from sdesk.ui.application import started_application
from sdesk.ui.settings import SETTINGS_FILE, Settings
from sdesk.ui.theme.look import GRID, theme

VEIL = 0.5
"""How much of the window's colour lies over it: it can be read, and nobody takes it for live."""
PATIENCE = 300
"""Milliseconds that are given to the desktop to put the window up: without its paint it would stand there empty."""
LONGEST = 3000
"""Milliseconds that it waits for the window in its place to be painted."""


def show_picture(path: Path | None) -> "PictureWindow | None":
    """The picture of the workspace that is about to be opened, on the screen; None where none is true of it."""
    settings = Settings(settings_folder() / SETTINGS_FILE)
    path = path or settings.last
    if path is None or not settings.keeps_pictures:
        return None
    found = picture_of(path, utc_now())
    if found is None:
        return None
    started_application(settings)
    image = QImage.fromData(found.image)
    window = PictureWindow(found, image)
    window.restoreGeometry(settings.layout("window"))
    if image.isNull() or look_here(settings, window.screen(), found.look.get("organization")) != found.look:
        window.deleteLater()
        return None
    window.come()
    return window


def look_here(settings: Settings, screen: QScreen, organization: object) -> Mapping[str, Any]:
    """All that makes a window of the same lines look otherwise, or show others, as JSON has it."""
    at = screen.geometry()
    return {
        "version": __version__,
        "platform": sys.platform + QApplication.platformName(),
        "language": [language_spoken(), QLocale().name()],
        "theme": [settings.theme, theme().palette.name, settings.compact],
        "letters": QApplication.font().toString(),
        "screen": [at.x(), at.y(), at.width(), at.height(), screen.devicePixelRatio(), screen.logicalDotsPerInch()],
        "layout": bytes(settings.layout("window").toHex().data()).decode(),
        "organization": organization,
        "person": settings.person_said(str(organization)),
        "mine": settings.word("today-mine"),
    }  # fmt: skip


def as_of(moment: datetime, now: datetime, zone: str) -> str:
    """By the organization's clock; with the day, where that is another."""
    here = ZoneInfo(zone)
    at = f"{local(moment, here):%H:%M}"
    day = day_of(moment, here)
    if day == day_of(now, here):
        return _("As of {time}. Opening …").format(time=at)
    return _("As of {time} on {day}. Opening …").format(time=at, day=day_in_words(day))


class PictureWindow(QWidget):
    """Takes keys and presses and does nothing with them. It does not count as a window that keeps the program running."""

    def __init__(self, picture: Picture, image: QImage) -> None:
        super().__init__(None)
        self.setObjectName("picture")
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._image = image
        self._is_said = self._is_painted = False
        self._put_at = QByteArray()
        self._successor: QWidget | None = None
        said = as_of(picture.moment, utc_now(), picture.zone)
        self.setWindowTitle(picture.title)
        self.setAccessibleName(said)
        self.setMinimumSize(
            image.deviceIndependentSize().toSize()
        )  # as that of the window keeps it from becoming less
        self.resize(self.minimumSize())
        self._line = QLabel(said, self)
        self._line.setObjectName("picture.line")
        self._line.setAccessibleName(said)
        self._line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._line.setStyleSheet(
            f"background: {theme().palette.warning_soft}; color: {theme().palette.text}; padding: {GRID}px;"
            f"border-bottom: 1px solid {theme().palette.border}; font-weight: 600;"
        )

    def come(self) -> None:
        """Come back when it is painted."""
        until = QDeadlineTimer(PATIENCE)
        self.show()
        self.go_on()
        while not (self._is_painted or until.hasExpired()):
            QThread.msleep(2)
            self.go_on()
        self.go_on()
        self._put_at = self.saveGeometry()

    def go_on(self) -> None:
        """Let the screen have what was painted, and a screen reader what it says, between two pieces of work."""
        QApplication.processEvents()
        if not self._is_said and QAccessible.isActive():
            self._is_said = True
            say_aloud(self, self.accessibleName())

    def go(self) -> None:
        """A dialog comes, or nothing at all: nobody is to take it for what they are asked about."""
        if self._successor is not None:
            self._successor.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def give_way_to(self, window: QWidget) -> None:
        """It goes when that window is painted in its place."""
        if self.saveGeometry() != self._put_at:  # somebody moved it meanwhile
            window.restoreGeometry(self.saveGeometry())
        self._successor = window
        window.installEventFilter(self)
        QTimer.singleShot(LONGEST, self, self.go)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._successor and event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.go)
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._is_painted = True
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("window"))
        painter.drawImage(0, 0, self._image)
        painter.setOpacity(VEIL)
        painter.fillRect(self.rect(), theme().color("window"))

    def resizeEvent(self, _event: Any) -> None:
        self._line.setGeometry(0, 0, self.width(), self._line.sizeHint().height())

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window that comes in its place can be closed."""
        event.ignore()
