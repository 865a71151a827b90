"""Asking before a laptop is taken out, with what becomes of it."""

from PySide6.QtWidgets import QWidget

from sdesk.practice.team.laptops import take_out
from sdesk.practice.team.standings import LaptopStanding
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import AskingDialog, WrappedLabel, danger_button


class TakeOutLaptop(AskingDialog):
    """What cannot be done is said in it when it is pressed."""

    def __init__(self, desk: Desk, laptop: LaptopStanding, parent: QWidget) -> None:
        self._desk, self._laptop = desk, laptop
        super().__init__(
            "take-out",
            _("Take out {device}").format(device=laptop.device),
            "",
            parent,
            does=_("Take out {device}").format(device=laptop.device),
            keeps=_("Leave it as it is"),
            makes=danger_button,
        )

    def make_fields(self) -> None:
        for text in (
            _(
                "Each laptop that has heard of it takes nothing more of {device} in, and writes with a new key: what it writes from "
                "then on {device} cannot read."
            ),
            _(
                "What came of it until now stays. What lies on it stays there too, and can be read by whoever can open its file: a "
                "passphrase protects that, taking it out does not."
            ),
            _("It cannot be taken back. To let it work with you again, it is invited anew."),
        ):
            self.column.addWidget(WrappedLabel(text.format(device=self._laptop.device), self))

    def carry_out(self) -> None:
        take_out(self._desk.workspace, self._laptop.device, self._laptop.replica)
        self._desk.say(_("{device} was taken out.").format(device=self._laptop.device))


__all__ = ["TakeOutLaptop"]
