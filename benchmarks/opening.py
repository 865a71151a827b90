"""The program as `sdesk FILE` starts it, until what it shows is on the screen. Runs in a process of its own."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QTableView

from sdesk.app import Program
from sdesk.ui.settings import Settings
from sdesk.ui.theme.icons import app_icon
from sdesk.ui.theme.look import apply_theme
from sdesk.ui.window.main_window import MainWindow

INCIDENTS_TAB = 4


def usable(path: Path, what: str) -> None:
    """Return when the window is painted and, with "incidents", the first rows of that list are in it."""
    app = QApplication([])
    app.setWindowIcon(app_icon())
    settings = Settings(path.with_suffix(".ini"))
    apply_theme(app, settings.theme)
    program = Program(app, settings)
    program.start(path)
    window = program.window
    assert isinstance(window, MainWindow)
    app.processEvents()
    if what == "incidents":
        window.show_tab(INCIDENTS_TAB)
        app.processEvents()
        view = next(view for view in window.findChildren(QTableView) if view.isVisible())
        assert view.model().index(0, 0).data()
