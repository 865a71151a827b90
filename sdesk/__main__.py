"""The program: `sdesk FILE` opens the window, `sdesk COMMAND` works on the command line."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from sdesk.command_line.run import run
from sdesk.errors import SdeskError
from sdesk.kept_pictures import is_any_kept
from sdesk.translation import message as _

if TYPE_CHECKING:
    from sdesk.ui.picture.shown import PictureWindow

SELDOM = (10_000, 10, 100)
"""When a command looks for garbage: it makes much that lasts as long as it does, which Python would look through again and again."""

BEFORE_QT = (
    "sdesk.practice.workspaces",
    "sdesk.practice.guidance.day",
    "sdesk.practice.backups",
    "sdesk.practice.chosen_places",
    "sdesk.practice.control.light.bands",
    "sdesk.practice.exchange.csv_files",
    "sdesk.practice.exchange.handouts",
    "sdesk.practice.measures.proposals",
    "sdesk.practice.passphrase",
    "sdesk.practice.reading_copies",
    "sdesk.practice.restoring",
    "sdesk.practice.safekeeping",
    "sdesk.practice.shared_folders",
    "sdesk.practice.team.exchanging",
    "sdesk.practice.team.news",
    "sdesk.practice.unsaved",
)
"""What the window and Today need of the rooms that know no Qt, and with it all that these need."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 done, 1 the answer is no, 2 it could not be done."""
    os.umask(0o077)  # what is made, also by libraries, its owner alone may read
    if arguments is None:
        gc.set_threshold(*SELDOM)
    return run(sys.argv[1:] if arguments is None else arguments, window)


def window(path: Path | None) -> int:
    """Open the window. Raises SdeskError where the system lacks what Qt needs."""
    _refuse_without_a_screen()
    gc.disable()  # a start makes thousands of lasting things and no garbage; from then on run_window collects it
    try:
        picture = picture_of_today(path)
        import_before_qt(picture.go_on if picture else lambda: None)
        from sdesk.app import run_window
    except ImportError as fault:
        from sdesk.system_libraries import lacking_here

        raise lacking_here() or SdeskError(
            _("The window could not be opened: {cause}.", cause=str(fault)),
            _("Install what is named there."),
        ) from fault
    return run_window(path, picture)


def picture_of_today(path: Path | None) -> "PictureWindow | None":
    """Today as it was when the program rested last, painted before all that reads the workspace is imported."""
    if not is_any_kept():
        return None
    from sdesk.ui.picture.shown import show_picture

    try:
        return show_picture(path)
    except Exception:  # whatever is in the way of a picture: the program starts without one
        return None


def import_before_qt(go_on: Callable[[], None] = lambda: None) -> None:
    """Modules are imported faster before PySide6 is. Where a picture is there already, it may `go_on` in between."""
    for name in BEFORE_QT:
        import_module(name)
        go_on()


def _refuse_without_a_screen() -> None:
    """Qt would end the program with words of its own and a signal."""
    if sys.platform == "linux" and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        raise SdeskError(
            _("There is no screen to open the window on."),
            _("The commands work without one: sdesk --help"),
        )


if __name__ == "__main__":
    sys.exit(main())
