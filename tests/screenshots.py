"""The pictures of the documentation, from the sample workspace: python -m tests.screenshots FOLDER

Always of the same day, so that a picture changes only when what it shows does.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "Europe/Lisbon"  # as where the provider is, so that nothing is said of another clock

from PIL import Image
from PySide6.QtCore import QEventLoop, QLocale, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from sdesk.models import Record, ServiceChangeRequest, ServiceIncident
from sdesk.practice.lifecycle.lists import Listing, page
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.reporting.printing import keep_prints
from sdesk.practice.workspaces import Workspace, open_workspace, people, work_as
from sdesk.reports.paper import pdf_of
from sdesk.sample import make_sample
from sdesk.ui.registry import open_desk
from sdesk.ui.settings import Settings
from sdesk.ui.team.laptops.joining import JoinDialog
from sdesk.ui.theme.look import apply_theme
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.worker import Worker
from tests.ui.a_team import JULIA, share
from tests.ui.screens.fitting import write_screens

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
SIZE = (1280, 800)
COLOURS = 128
"""Of one picture: as many as anybody sees in it, in a third of the bytes."""


class Photographer:
    """Shows the window of the sample and keeps pictures of it."""

    def __init__(self, app: QApplication, workspace: Workspace, folder: Path, settings: Settings) -> None:
        self.app = app
        self.folder = folder
        worker = Worker()
        worker.at_once = True
        self.window = MainWindow(open_desk(workspace), settings, worker)
        self.window.resize(*SIZE)
        self.window.show()

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """A picture of the window, or of a window beside it, as NAME.png."""
        self.rest()
        shown = (widget or self.window).grab().toImage()
        path = self.folder / f"{name}.png"
        shown.save(str(path), quality=0)
        with Image.open(path) as taken:
            small = taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(path, optimize=True)
        print(path)

    def rest(self) -> None:
        """Let the window finish what it does by and by: pages of a PDF, lists that load."""
        was_busy = self._is_busy()
        loop = QEventLoop()
        QTimer.singleShot(600, loop.quit)
        loop.exec()
        if was_busy or self._is_busy():  # what it made is still to be drawn
            self.rest()

    def _is_busy(self) -> bool:
        return any(worker.is_busy() for worker in self.window.findChildren(Worker))

    def newest_window(self) -> QWidget:
        """The dialog or wizard that was opened last."""
        others = [each for each in self.app.topLevelWidgets() if each.isVisible() and each is not self.window]
        return others[-1]


def first(workspace: Workspace, model: type[Record], *states: str) -> Record:
    """The newest record of the model in one of the states."""
    return page(workspace, Listing(model.__name__, states=states), 0, 1)[0]


def pictures(camera: Photographer, workspace: Workspace) -> None:
    window = camera.window
    camera.take("today")
    for work_product, name in (("WP.14", "governance"), ("WP.12", "schedule"), ("WP.10", "relationships")):
        window.show_work_product(work_product)
        camera.take(name)
    window.show_record(first(workspace, ServiceChangeRequest, "tested", "designed", "scheduled").id)
    camera.take("control")
    window.show_record(first(workspace, ServiceIncident, "classified", "investigated").id)
    camera.take("incidents")
    for tab, name in ((5, "audit"), (6, "reports")):
        window.show_tab(tab)
        camera.take(name)
    window.show_tab(0)
    beside: list[tuple[str, Callable[[], object]]] = [
        ("wizard-activity", lambda: window.show_activity("GO.2")),
        (
            "wizard-change",
            lambda: window.show_case(first(workspace, ServiceChangeRequest, "tested", "designed").id),
        ),
        ("wizard-incident", lambda: window.show_case(first(workspace, ServiceIncident, "classified").id)),
        ("quick-incident", window.new_incident),
        ("help", lambda: _helped(window)),
        ("import", window.show_import),
    ]
    for name, show in beside:
        show()
        camera.rest()
        shown = camera.newest_window()
        camera.take(name, shown)
        shown.close()


def _helped(window: MainWindow) -> None:
    """F1 in a fact of an incident."""
    window.show_record(first(window.desk.workspace, ServiceIncident, "classified").id)
    fact = window.findChild(QWidget, "fact.impact")
    assert fact is not None
    fact.setFocus()
    window.help.ask(window)


def of_a_team(camera: Photographer, workspace: Workspace, home: Path) -> None:
    """The screens of a workspace that several laptops share."""
    folder = share(workspace, home, NOON)
    window = camera.window
    ours = organization(workspace)
    assert ours
    window.settings.remember_exchange_folder(ours.id, folder)
    shown: list[tuple[str, Callable[[], object]]] = [
        ("laptops", window.show_laptops),
        ("to-settle", window.show_settling),
        ("join", lambda: _joining(window)),
    ]
    for name, show in shown:
        show()
        camera.rest()
        made = camera.newest_window()
        camera.take(name, made)
        made.close()


def _joining(window: MainWindow) -> None:
    asking = JoinDialog(window)
    asking.findChild(QLineEdit, "join.file").setText(f"/media/stick/{JULIA}.invitation")
    asking.open()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    with tempfile.TemporaryDirectory() as home:
        if (
            os.environ["QT_QPA_PLATFORM"] == "offscreen"
        ):  # its own screen is smaller than any that people have
            write_screens(Path(home) / "screens.json", [(1366, 768)])
            os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(home) / 'screens.json'}"
        app = QApplication.instance() or QApplication([])
        assert isinstance(app, QApplication)
        path = Path(home) / "harbour.sdesk"
        make_sample(path, today=TODAY)
        with open_workspace(path, device="office server", clock=lambda: NOON) as workspace:
            keep_prints(workspace, pdf_of)
            work_as(workspace, people(workspace)[0])
            apply_theme(app, "light")
            camera = Photographer(app, workspace, folder, Settings(Path(home) / "settings.ini"))
            pictures(camera, workspace)
            of_a_team(camera, workspace, Path(home))
            camera.window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
