"""Shown before a window goes: that a copy is being made, and what kept it from being made."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from sdesk.errors import SdeskError
from sdesk.practice.kept_copies import Outcome
from sdesk.translation import gettext as _
from sdesk.ui.pieces import (
    STRETCH,
    STYLE,
    Dialog,
    GroupTitle,
    WrappedLabel,
    button,
    column_of,
    danger_button,
    primary_button,
    row_of,
)
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.wording import worded


class CopyUnderWay(Dialog):
    """It goes by itself, when the copy is made or has failed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("closing-copy", _("Making a copy"), parent, width=440, modal=True)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.windowTitle())
        column_of(
            GroupTitle(_("A copy is made and checked before sdesk closes."), self),
            self._bar,
            inside=self,
            margins=PAGE_MARGIN,
            spacing=GRID,
        )

    def reject(self) -> None:
        """Escape does not end it."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()


class CopyFailed(Dialog):
    """What went wrong; try again, close all the same, or keep working."""

    again_asked = Signal()
    give_up_asked = Signal()

    def __init__(self, outcome: Outcome, parent: QWidget) -> None:
        super().__init__("copy-failed", _("Not everything was copied"), parent, width=520, modal=True)
        column = column_of(
            GroupTitle(self._heading(outcome), self), inside=self, margins=PAGE_MARGIN, spacing=GRID
        )
        for fault in outcome.faults:
            column.addWidget(WrappedLabel(_told(fault), self))
        column.addLayout(self._buttons())

    def _heading(self, outcome: Outcome) -> str:
        if outcome.good:
            return _("There is a good copy, but not in both places.")
        return _("No good copy was made.")

    def _buttons(self) -> QHBoxLayout:
        leave = danger_button(_("Close all the same"), self, name="action.close-without-copy")
        leave.clicked.connect(self._leave)
        stay = button(_("Keep working"), self, name="action.keep-working")
        stay.clicked.connect(self.reject)
        again = primary_button(_("Try again"), self, name="action.try-again")
        again.setDefault(True)
        again.clicked.connect(self._again)
        return row_of(leave, STRETCH, stay, again, spacing=STYLE)

    def _leave(self) -> None:
        self.accept()
        self.give_up_asked.emit()

    def _again(self) -> None:
        self.accept()
        self.again_asked.emit()


def _told(fault: Exception) -> str:
    if isinstance(fault, SdeskError):
        return worded(fault)
    return _("This is a fault of the program: {fault}").format(fault=repr(fault))
