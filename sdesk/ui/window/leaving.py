"""Asked when a window is about to close and not all is well: go on in the right way, give it up, or stay."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

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


class LeavingDialog(Dialog):
    """Three ways: `wanted` mends what is wrong, `given_up` closes all the same, and Escape stays."""

    wanted = Signal()
    given_up = Signal()

    def __init__(
        self,
        name: str,
        title: str,
        heading: str,
        lines: Iterable[str],
        parent: QWidget,
        *,
        gives_up: str,
        stays: str,
        goes_on: str,
    ) -> None:
        super().__init__(name, title, parent, width=520, modal=True)
        leave = danger_button(gives_up, self, name="leaving.give-up")
        leave.clicked.connect(self._give_up)
        stay = button(stays, self, name="leaving.stay")
        stay.clicked.connect(self.reject)
        go_on = primary_button(goes_on, self, name="leaving.go-on")
        go_on.setDefault(True)
        go_on.clicked.connect(self._go_on)
        column_of(
            GroupTitle(heading, self),
            *(WrappedLabel(line, self) for line in lines),
            GRID,
            row_of(leave, STRETCH, stay, go_on, spacing=STYLE),
            inside=self,
            margins=PAGE_MARGIN,
        )

    def _give_up(self) -> None:
        self.accept()
        self.given_up.emit()

    def _go_on(self) -> None:
        self.accept()
        self.wanted.emit()


def unsaved_changes(numbers: Iterable[str], parent: QWidget, goes_on: str = "") -> LeavingDialog:
    """Of the records of these numbers: save them, and close or what `goes_on` says; give them up, or keep editing."""
    return LeavingDialog(
        "leaving",
        _("Not saved yet"),
        _("There are changes that are not saved"),
        [", ".join(numbers)],
        parent,
        gives_up=_("Give up the changes"),
        stays=_("Keep editing"),
        goes_on=goes_on or _("Save and close"),
    )
