"""The application of Qt: its name, its faults and its look. Knows nothing of workspaces, as a picture stands before them."""

import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from sdesk.ui.settings import Settings
from sdesk.ui.theme.icons import app_icon
from sdesk.ui.theme.look import apply_theme


def started_application(settings: Settings) -> QApplication:
    """The one that there is, or a new one, dressed as the settings say."""
    there = QApplication.instance()
    if isinstance(there, QApplication):
        return there
    qInstallMessageHandler(_hear_qt)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("sdesk")
    app.setApplicationDisplayName("sdesk")
    app.setDesktopFileName("sdesk")
    app.setWindowIcon(app_icon())
    apply_theme(app, settings.theme, compact=settings.compact)
    return app


def _hear_qt(kind: QtMsgType, _context: QMessageLogContext, said: str) -> None:
    """Its words mean nothing to a person, but the last ones before it ends the program."""
    if kind == QtMsgType.QtFatalMsg:
        print("sdesk:", " ".join(said.split()), file=sys.stderr)
