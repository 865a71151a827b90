"""What does not fit on which screen: `python -m tests.ui.screens.fitting FILE HOME DOTS SIZE ...` prints a line for each.

Screens of all sizes stand beside each other, as what is drawn larger has fewer pixels to stand in; the window goes from
one to the next, to all places, and opens its dialogs there.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QScrollArea,
    QWidget,
)

from sdesk.models import Record, ServiceChangeRequest, ServiceDeliveryPolicy, ServiceIncident
from sdesk.practice.team.laptops import Invited
from sdesk.practice.team.standings import standings
from sdesk.practice.workspaces import open_workspace, people, work_as
from sdesk.ui.settings import Settings
from sdesk.ui.team.exchanging.place import ExchangeFolderDialog
from sdesk.ui.team.laptops.adding import AddLaptop
from sdesk.ui.team.laptops.joining import JoinDialog
from sdesk.ui.team.laptops.taking_out import TakeOutLaptop
from sdesk.ui.theme.look import apply_theme
from sdesk.ui.window.main_window import LEAST_SIZE, MainWindow, room_on
from sdesk.ui.window.welcome import Welcome
from sdesk.ui.worker import Worker
from tests.ui.screens.shared import AT_HOME, LONG_REASONS, shared
from tests.ui.shell import window_of

SETTLED = 40
"""Milliseconds after which what came has its place."""
MOST_LOOKS = 250
WIDE_ENOUGH = 640
"""Pixels from which on nobody has to scroll sideways to read a page."""
DOTS = (96, 144, 192)
MORNING = datetime(2026, 7, 15, 8, 30, tzinfo=UTC)
CONTROLS = (QAbstractButton, QLineEdit, QComboBox)
BESIDE = 4000
"""Pixels from one screen to the next."""


def write_screens(file: Path, sizes: Sequence[tuple[int, int]], dots_of_all: Sequence[int] = DOTS) -> None:
    """For Qt's platform without a screen."""
    screens = [
        {
            "name": f"{wide}x{high} at {dots}",
            "x": at * BESIDE,
            "y": 0,
            "width": wide * 96 // dots,
            "height": high * 96 // dots,
            "logicalDpi": 96,
            "logicalBaseDpi": 96,
            "dpr": 1,
        }
        for at, (wide, high, dots) in enumerate(
            (wide, high, dots) for wide, high in sizes for dots in dots_of_all
        )
    ]
    file.write_text(json.dumps({"screens": screens}), encoding="utf-8")


def called(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.objectName()} “{text or widget.accessibleName()}”"


def around(widget: QWidget) -> Iterator[QWidget]:
    """All that it is in, as far as its window."""
    outer = widget.parentWidget()
    while outer is not None:
        yield outer
        outer = None if outer.isWindow() else outer.parentWidget()


def outside(window: QWidget) -> Iterator[QWidget]:
    """What is pressed or typed in and is cut off by what it is in; what can be scrolled to is not.

    The small pictures in a line go first where that is short.
    """
    for each in window.findChildren(QWidget):
        if not isinstance(each, CONTROLS) or isinstance(each.parentWidget(), QLineEdit):
            continue
        if not each.isVisible() or each.window() is not window:
            continue
        for outer in around(each):
            if isinstance(outer.parentWidget(), QAbstractScrollArea):
                break
            place = QRect(each.mapTo(outer, QPoint(0, 0)), each.size())
            if not outer.rect().contains(place):
                yield each
                break


def faults(screen: QScreen, place: str) -> Iterator[str]:
    room = screen.availableGeometry()
    for window in QApplication.topLevelWidgets():
        if not window.isVisible():
            continue
        if window.width() > room.width() or window.height() > room.height():
            yield f"{place}: {called(window)} is {window.width()}x{window.height()} on {room.width()}x{room.height()}"
        if not isinstance(window, QMenu):
            for each in outside(window):
                yield f"{place}: {called(each)} of {called(window)} is cut off"
        if window.width() >= WIDE_ENOUGH:
            for area in window.findChildren(QAbstractScrollArea):
                reads_across = isinstance(area, QScrollArea) or not isinstance(window, MainWindow)
                if not area.isVisible() or area.window() is not window or not reads_across:
                    continue  # a list of records has its columns beside each other, as many as somebody wants
                if area.horizontalScrollBar().maximum():
                    yield f"{place}: {called(area)} of {called(window)} scrolls sideways"


def places(window: MainWindow) -> dict[str, Callable[[], object]]:
    def show(model: type[Record], state: str) -> None:
        found = window.desk.workspace.find(model)
        window.show_record(next(each for each in found if each.state == state).id)

    return {
        "Today": lambda: window.show_tab(0),
        "incident": lambda: show(ServiceIncident, "classified"),
        "change": lambda: show(ServiceChangeRequest, "closed"),
        "policy": lambda: show(ServiceDeliveryPolicy, "approved"),
        "schedule": lambda: window.show_work_product("WP.12"),
        "Audit": lambda: window.show_tab(5),
        "reports": lambda: window.show_tab(6),
        "help": window.show_help,
        "quick window": window.new_incident,
        "preferences": window.show_preferences,
        "keys": window.show_keys,
        "copies": window.show_copies,
        "verify": window.show_verify,
        "laptops": window.show_laptops,
        "to settle": window.show_settling,
        "questions": window.show_questions,
        "set-up": window.show_set_up,
        "import": window.show_import,
        "who": window.working.ask,
        "passphrase": window.show_passphrase,
        "exchange folder": window.team.choose_folder,
        "reasons": lambda: show_reasons(window),
        "add a laptop": lambda: AddLaptop(window.desk, window).open(),
        "words": lambda: show_words(window),
        "take out": lambda: TakeOutLaptop(
            window.desk, standings(window.desk.workspace, None)[1], window
        ).open(),
        "join": lambda: JoinDialog(window).open(),
        "where it goes": lambda: show_place(window),
        "welcome": lambda: Welcome([Path.home() / f"{AT_HOME}.sdesk"], window.worker).show(),
    }


def show_reasons(window: MainWindow) -> None:
    """Why nothing goes on, in more words than there is room for."""
    shown = ExchangeFolderDialog(window.desk, Path.home() / AT_HOME / AT_HOME, window)
    shown.show_state(LONG_REASONS)
    shown.open()


def show_words(window: MainWindow) -> None:
    adding = AddLaptop(window.desk, window)
    adding._show("cinnamon harpsichord lighthouse strawberry thunderbolt", AT_HOME, Path(AT_HOME))
    adding.open()


def show_place(window: MainWindow) -> None:
    joining = JoinDialog(window)
    joining._may_join(Invited(AT_HOME, is_encrypted=True))
    joining.complain(LONG_REASONS.details[0])
    joining.open()


def screen_called(name: str) -> QScreen:
    return next(each for each in QApplication.screens() if each.name() == name)


def put_on(window: MainWindow, screen: QScreen) -> None:
    """As it begins there."""
    room = screen.availableGeometry()
    window.setMinimumSize(QSize(*LEAST_SIZE).boundedTo(room_on(room.size())))
    window.setScreen(screen)
    window.setGeometry(QRect(room.topLeft(), room_on(room.size())))
    QTest.qWait(SETTLED)


def settled(name: str, place: str) -> list[str]:
    """What does not fit once layouts have heard of each other how large they are."""
    found: list[str] = []
    for _look in range(MOST_LOOKS):
        QTest.qWait(SETTLED)
        found = list(dict.fromkeys(faults(screen_called(name), place)))
        if not found:
            break
    return found


def walk(window: MainWindow) -> Iterator[str]:
    for name in [each.name() for each in QApplication.screens()]:
        put_on(window, screen_called(name))
        for place, go in places(window).items():
            go()
            for fault in settled(name, place):
                yield f"{name}: {fault}"
            for each in QApplication.topLevelWidgets():
                if isinstance(each, QDialog) and each.isVisible():
                    each.done(0)  # also what is closed by its own button alone
                elif each.isVisible() and each is not window:
                    each.close()


def main(file: Path, home: Path, dots: str, *sizes: str) -> int:
    dots_of_all = [int(each) for each in dots.split(",")]
    sizes_of_all = [(int(wide), int(high)) for wide, high in (each.split("x") for each in sizes)]
    write_screens(home / "screens.json", sizes_of_all, dots_of_all)
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={home / 'screens.json'}"
    app = QApplication([])
    apply_theme(app, "light")
    settings = Settings(home / "settings.ini")
    with open_workspace(file, clock=lambda: MORNING) as workspace:
        work_as(workspace, people(workspace)[0])
        shared(workspace, home, settings)
        window = window_of(workspace, home)
        window.go_without_asking()
        window.show()
        for fault in walk(window):
            print(fault, flush=True)
        window.close()
        for each in window.findChildren(Worker):  # no thread is at work when the program ends
            each.wait()
    print(f"{len(sizes) * len(dots_of_all)} screens were looked at", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:]))
