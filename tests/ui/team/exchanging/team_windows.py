"""Windows of laptops that share a workspace, each with its own file, settings and folder of notes, and one folder between them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from sdesk.models import ServiceIncident
from sdesk.practice.lifecycle.versions import organization
from sdesk.ui.registry import open_desk
from sdesk.ui.settings import Settings
from sdesk.ui.window.main_window import MainWindow
from sdesk.ui.worker import Worker
from tests.storage.bundles.test_exchange import Office
from tests.storage.merging.team import Laptop
from tests.ui.shell import inside

PATIENCE = 30_000
HURRIED = 200
"""Milliseconds between two looks into the folder, where it is not to be seen how long people wait."""


@dataclass
class Seat:
    """Somebody at a laptop."""

    laptop: Laptop
    window: MainWindow
    qtbot: QtBot

    @property
    def workspace(self):
        return self.laptop.workspace

    @property
    def words(self) -> str:
        """What the status line says of the team; nothing where it has no place for it."""
        line = inside(self.window, "status.team", QPushButton)
        return (
            line.text()
            if line.isVisibleTo(self.window) and line.parentWidget().isVisibleTo(self.window)
            else ""
        )

    @property
    def details(self) -> str:
        return inside(self.window, "status.team", QPushButton).toolTip()

    @property
    def settle_words(self) -> str:
        line = inside(self.window, "status.settle", QPushButton)
        return line.text() if line.isVisibleTo(self.window) else ""

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.come_to_front()
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def come_to_front(self) -> None:
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def has(self, summary: str) -> bool:
        return any(each.summary == summary for each in self.workspace.find(ServiceIncident))


@dataclass
class Windows:
    """The windows of a firm: `seat` opens one more. They exchange in threads of their own, as they do for people."""

    qtbot: QtBot
    firm: Office

    def __post_init__(self) -> None:
        self.seats: list[Seat] = []

    def seat(self, laptop: Laptop, *, folder: Path | str | None = "", hurried: bool = True) -> Seat:
        settings = Settings(self.firm.home / f"settings of {laptop.name}" / "sdesk.ini")
        ours = organization(laptop.workspace)
        assert ours
        chosen = self.firm.folder if folder == "" else folder
        settings.remember_exchange_folder(ours.id, Path(chosen) if chosen else None)
        window = MainWindow(open_desk(laptop.workspace), settings, Worker())
        if hurried:
            window.team.watch._each.setInterval(HURRIED)
        self.qtbot.addWidget(window)
        window.show()
        self.qtbot.waitActive(window)
        made = Seat(laptop, window, self.qtbot)
        self.seats.append(made)
        return made

    def until(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=PATIENCE)

    def up_to_date(self) -> None:
        self.until(lambda: all(each.words == "up to date" for each in self.seats))

    def close(self) -> None:
        for each in self.seats:
            each.window.go_without_asking()
            each.window.close()
