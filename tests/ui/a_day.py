"""A day in the window, as a program of its own: it prints what of all that it made others may read, while it is open and
when it has ended. Its one argument is the workspace; HOME, the temporary folder and the umask are what it was started with."""

import os
import sys
from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sdesk.__main__ import main
from sdesk.app import Program
from sdesk.models import ServiceIncident
from sdesk.practice.exchange.csv_files import export
from sdesk.practice.exchange.handouts import hand_out
from sdesk.practice.kept_copies import Places
from sdesk.practice.lifecycle.attachments import attach
from sdesk.practice.passphrase import change_passphrase
from sdesk.practice.workspaces import people, work_as
from sdesk.ui.exchange.mail_drafts import open_draft
from sdesk.ui.records.attachments_panel import open_copy
from sdesk.ui.window.main_window import MainWindow
from tests.ui.shell import inside


def open_to_others(home: Path, given: Collection[Path]) -> list[str]:
    """What below a folder somebody else may read, write or look into, but what was there before."""
    found = (each for each in home.rglob("*") if each not in given and not each.is_symlink())
    return sorted(
        f"{each.relative_to(home)} {mode:o}"
        for each in found
        if (mode := each.stat().st_mode & 0o777) & 0o077
    )


def work(program: Program, home: Path) -> None:
    window = program.window
    assert isinstance(window, MainWindow)
    workspace, second = window.desk.workspace, home / "stick"
    window.settings.places = Places(home / "copies", second)
    work_as(workspace, people(workspace)[0])
    case = workspace.find(ServiceIncident)[-1]
    open_copy(window.desk, attach(workspace, case, "photo.txt", b"a photo"))
    open_draft(b"a letter", "a.eml")
    hand_out(workspace, home / "report.pdf", b"%PDF")
    export(workspace, home / "exported")
    window.copies.copy_now()
    change_passphrase(workspace, "vexing otter pumps", "vexing otter pumps")
    window.show_preferences()
    window.new_incident()
    QTest.keyClicks(inside(window, "quick.what.edit"), "typed and not saved")
    window.locking.lock()


def day(program: Program, path: Path | None) -> None:
    home, given = Path.home(), {Path(each) for each in os.environ["GIVEN"].split(os.pathsep)}
    program.worker.at_once = True
    begin(program, path)
    work(program, home)
    QApplication.processEvents()
    assert list(home.rglob("*.unsaved"))
    print(*open_to_others(home, given), sep="\n")
    QTimer.singleShot(0, program.end_locked)


if __name__ == "__main__":
    begin = Program.start
    Program.start = day  # type: ignore[method-assign, assignment]
    QDesktopServices.openUrl = lambda *_url: True  # type: ignore[method-assign]
    sys.exit(main(sys.argv[1:]))
