"""The application of Qt: its name, its faults and its look. Knows nothing of workspaces, as a picture stands before them."""

import os
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from sdesk.system_libraries import no_window_here
from sdesk.translation import word
from sdesk.ui.settings import Settings
from sdesk.ui.theme.icons import app_icon
from sdesk.ui.theme.look import apply_theme


def started_application(settings: Settings) -> QApplication:
    """The one that there is, or a new one, dressed as the settings say."""
    there = QApplication.instance()
    if isinstance(there, QApplication):
        return there
    qInstallMessageHandler(_hear_qt_begin)
    app = QApplication(sys.argv[:1])
    qInstallMessageHandler(_hear_qt)
    app.setApplicationName("sdesk")
    app.setApplicationDisplayName("sdesk")
    app.setDesktopFileName("sdesk")
    app.setWindowIcon(app_icon())
    apply_theme(app, settings.theme, compact=settings.compact)
    return app


def _hear_qt_begin(kind: QtMsgType, _context: QMessageLogContext, said: str) -> None:
    """Where it cannot begin, nothing is open yet, and what the system lacks is said in place of its words. It would leave a
    dump of the memory behind.
    """
    if kind == QtMsgType.QtFatalMsg:
        cause = no_window_here() if sys.platform == "linux" else None
        print("sdesk:", word(cause.whole) if cause else _in_one_line(said), file=sys.stderr, flush=True)
        os._exit(2)


def _hear_qt(kind: QtMsgType, _context: QMessageLogContext, said: str) -> None:
    """Its words mean nothing to a person, but the last ones before it ends the program."""
    if kind == QtMsgType.QtFatalMsg:
        print("sdesk:", _in_one_line(said), file=sys.stderr)


def _in_one_line(said: str) -> str:
    return " ".join(said.split())
