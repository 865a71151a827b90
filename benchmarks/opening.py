"""The program as `sdesk FILE` starts it, until what it shows is on the screen. Runs in a process of its own, and imports no
more than that before it starts."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sdesk import __main__ as program
from sdesk.kept_pictures import forget_all_pictures

INCIDENTS_TAB = 4


def start(path: str, until: str) -> None:
    """Say "usable" when the picture of Today is painted ("picture"), or the window that comes after it ("live"), or comes at
    once as there is no picture ("no picture"), or the first rows of a list in it ("incidents"). Then close it as a person does.
    """
    if until == "no picture":
        forget_all_pictures()
    if until == "picture":
        picture_of_today = program.picture_of_today

        def say_when_painted(path: Path | None) -> Any:
            picture = picture_of_today(path)
            if picture is not None:
                _say_usable()
                os._exit(0)  # nothing is open yet
            return picture

        program.picture_of_today = say_when_painted
    import_before_qt = program.import_before_qt

    def import_and_watch(go_on: Callable[[], None]) -> None:
        import_before_qt(go_on)
        from sdesk.app import Program
        from sdesk.ui.audit.judging import Judge, Judging

        def never(self: Judging, judge: Judge) -> None:
            """It goes on beside the window, which waits for it when it closes."""

        Judging.ask = never  # type: ignore[method-assign]
        start_program = Program.start

        def started(self: Program, path: Path | None) -> None:
            start_program(self, path)
            _shown(self.window, until)

        Program.start = started  # type: ignore[method-assign]

    program.import_before_qt = import_and_watch  # type: ignore[assignment]
    sys.exit(program.main([path]))


def _shown(window: Any, until: str) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QDialog, QTableView

    from sdesk.practice.workspaces import people

    QApplication.processEvents()
    if until == "incidents":
        window.show_tab(INCIDENTS_TAB)
        QApplication.processEvents()
        view = next(view for view in window.findChildren(QTableView) if view.isVisible())
        assert view.model().index(0, 0).data()
    if until != "picture":  # there was none: that is a fault
        _say_usable()
    for dialog in window.findChildren(QDialog):
        dialog.close()
    if window.desk.workspace.person_id is None:  # nobody is asked at the next start
        window.working.set_person(people(window.desk.workspace)[0])
    window.go_without_asking()
    QTimer.singleShot(0, window, window.close)


def _say_usable() -> None:
    print("usable", flush=True)
