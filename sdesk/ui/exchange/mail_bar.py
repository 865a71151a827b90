"""The line above the pages that says which mails have come, and which cannot be read."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sdesk.practice.intake.mail_folder import Arrived, Look, Unreadable
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.pieces import Callout, Tone, column_of, quiet_button
from sdesk.ui.theme.look import GRID
from sdesk.ui.wording import worded


class MailBar(QWidget):
    """One line for the mails that came, the first of them named; one for what cannot be read. `taken` asks for the small
    window with this mail in it, `left` says that one is not wanted."""

    taken = Signal(object)
    left = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mails")
        self._first: Arrived | None = None
        self._broken: Unreadable | None = None
        self._hidden = ""
        self._came = Callout(Tone.INFO, "", self)
        self._came.setObjectName("mails.came")
        self._came.acted.connect(self._take)
        leave = quiet_button(_("Leave it out"), self._came, name="mails.leave")
        leave.clicked.connect(self._leave)
        self._came.addButton(leave)
        self._fault = Callout(Tone.WARNING, "", self)
        self._fault.setObjectName("mails.fault")
        self._fault.acted.connect(self._leave_broken)
        column_of(self._came, self._fault, inside=self, margins=(GRID, 0, GRID, 4), spacing=4)
        self.show_look(Look())

    def show_look(self, look: Look) -> None:
        self._first = look.new[0] if look.new else None
        self._broken = look.unreadable[0] if look.unreadable else None
        self._came.setVisible(self._first is not None)
        if self._first is not None:
            self._came.say(Tone.INFO, _said_of(self._first, len(look.new)), _("Take it in"))
        self._say_faults(look)
        self.setHidden(self._came.isHidden() and self._fault.isHidden())

    def _say_faults(self, look: Look) -> None:
        """The folder itself before a file in it."""
        if look.fault is not None:
            said, action = worded(look.fault), _("Hide this")
        elif self._broken is not None:
            said, action = _said_of_broken(self._broken, len(look.unreadable)), _("Leave it out")
        else:
            said, action = "", ""
        if said != self._hidden:
            self._hidden = ""
        self._fault.say(Tone.WARNING, said, action)
        self._fault.setVisible(bool(said) and said != self._hidden)

    def _take(self) -> None:
        if self._first is not None:
            self.taken.emit(self._first)

    def _leave(self) -> None:
        if self._first is not None:
            self.left.emit(self._first)

    def _leave_broken(self) -> None:
        if self._broken is not None:
            self.left.emit(self._broken)
        else:
            self._hidden = self._fault.text()
            self._fault.hide()
            self.setHidden(self._came.isHidden())


def _said_of(first: Arrived, count: int) -> str:
    said = ngettext(
        "{n} mail has come, from {name}: {subject}",
        "{n} mails have come. The first is from {name}: {subject}",
        count,
    )
    name, subject = first.name or _("nobody named"), first.subject or _("no subject")
    return said.format(n=count, name=name, subject=subject)


def _said_of_broken(broken: Unreadable, count: int) -> str:
    said = _("{file} in the folder of mails is not taken in: {why}").format(
        file=broken.path.name, why=worded(broken.why)
    )
    more = ngettext("{n} more follows.", "{n} more follow.", count - 1).format(n=count - 1)
    return f"{said} {more}" if count > 1 else said


__all__ = ["MailBar"]
