"""Shown before a window goes: what is being done before that, and what kept a copy from being made."""

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from sdesk.errors import SdeskError
from sdesk.practice.kept_copies import Outcome
from sdesk.translation import gettext as _
from sdesk.ui.pieces import Dialog, GroupTitle, column_of
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.window.leaving import LeavingDialog
from sdesk.ui.wording import worded


class UnderWay(Dialog):
    """It goes by itself, when the work is done or has failed."""

    def __init__(self, name: str, title: str, text: str, parent: QWidget) -> None:
        super().__init__(name, title, parent, width=440, modal=True)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.windowTitle())
        column_of(
            GroupTitle(text, self),
            self._bar,
            inside=self,
            margins=PAGE_MARGIN,
            spacing=GRID,
        )

    def reject(self) -> None:
        """Escape does not end it."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()


def copy_under_way(parent: QWidget) -> UnderWay:
    said = _("A copy is made and checked before sdesk closes.")
    return UnderWay("closing-copy", _("Making a copy"), said, parent)


def copy_failed(outcome: Outcome, parent: QWidget) -> LeavingDialog:
    """What went wrong; try again, close all the same, or keep working."""
    return LeavingDialog(
        "copy-failed",
        _("Not everything was copied"),
        _("There is a good copy, but not in both places.") if outcome.good else _("No good copy was made."),
        map(told, outcome.faults),
        parent,
        gives_up=_("Close all the same"),
        stays=_("Keep working"),
        goes_on=_("Try again"),
    )


def told(fault: Exception) -> str:
    if isinstance(fault, SdeskError):
        return worded(fault)
    return _("This is a fault of the program: {fault}").format(fault=repr(fault))
