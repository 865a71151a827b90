"""A workspace that somebody else has open: who, and the latest copy of it, to be read meanwhile."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sdesk.local_time import this_computers_zone
from sdesk.practice.kept_copies import Copy, Places, latest_copy
from sdesk.practice.workspaces import InUse
from sdesk.translation import gettext as _
from sdesk.translation import message, word
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    STYLE,
    Callout,
    Dialog,
    GroupTitle,
    Tone,
    WrappedLabel,
    button,
    column_of,
    primary_button,
    row_of,
)
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.wording import worded
from sdesk.ui.worker import Worker


class InUseDialog(Dialog):
    """`again` asks to open it once more, `read` to show the copy. That is looked for beside the window: a place may be slow."""

    again = Signal(Path)
    read = Signal(object, Path)

    def __init__(
        self, fault: InUse, places: Places | None, parent: QWidget | None, *, at_once: bool = False
    ) -> None:
        super().__init__("in-use", _("Open elsewhere"), parent, width=520, modal=True)
        self._path = fault.path
        self._copy: Copy | None = None
        title = GroupTitle(_shown(fault), self)
        title.setWordWrap(True)
        self._said = WrappedLabel(worded(fault.hint), self)
        self._read = button(_("Read the copy"), self, name="in-use.read")
        self._read.clicked.connect(self._read_it)
        self._read.hide()
        close = button(_("Close"), self, name="action.close")
        close.clicked.connect(self.reject)
        again = primary_button(_("Try again"), self, name="in-use.again")
        again.setDefault(True)
        again.clicked.connect(self._try_again)
        column_of(
            title,
            self._said,
            GRID,
            row_of(self._read, STRETCH, close, again, spacing=STYLE),
            inside=self,
            margins=PAGE_MARGIN,
        )
        self._worker = Worker(self)
        self._worker.at_once = at_once
        known = fault.owner.workspace if fault.owner else None
        if known is not None and places is not None:
            self._worker.start("", lambda _progress: latest_copy(known, places), self._offer, self._lost)

    def _offer(self, copy: Copy | None) -> None:
        self._copy = copy
        if copy is None:
            return
        moment = when_made(copy)
        said = _(
            "Close it there first. Meanwhile you can read the copy that sdesk made of it on {moment}; nothing can be "
            "saved in that."
        )
        self._said.setText(said.format(moment=moment))
        self._read.setText(_("Read the copy of {moment}").format(moment=moment))
        self._read.setAccessibleName(self._read.text())
        self._read.show()

    def _lost(self, _fault: Exception) -> None:
        """Then none is offered."""

    def _read_it(self) -> None:
        self.accept()
        self.read.emit(self._copy, self._path)

    def _try_again(self) -> None:
        self.accept()
        self.again.emit(self._path)

    def done(self, result: int) -> None:
        self._worker.wait()
        super().done(result)


def when_made(copy: Copy) -> str:
    """By this computer's clock: the workspace that knows another one is not open."""
    return word(message("{moment}", moment=copy.moment), zone=this_computers_zone())


def _shown(fault: InUse) -> str:
    return word(fault.message, zone=this_computers_zone())


class ReadingBar(Callout):
    """Stays above the pages of a copy that is read; `asked` is for the workspace itself."""

    asked = Signal(Path)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(Tone.WARNING, "", parent)
        self.setObjectName("window.reading")
        self._workspace = desk.workspace
        self.acted.connect(self._ask)
        self.setVisible(bool(self._workspace.read_only))
        if self._workspace.read_only:
            self.say(Tone.WARNING, worded(self._workspace.read_only), _("Open the workspace itself"))

    def named(self, name: str) -> str:
        """What the window is called: by its organization, and as a copy where it is one."""
        if self._workspace.copied_at is None:
            return name
        moment = worded(message("{moment}", moment=self._workspace.copied_at))
        return _("{name}, copy of {moment}").format(name=name, moment=moment)

    def _ask(self) -> None:
        if self._workspace.copy_of is not None:
            self.asked.emit(self._workspace.copy_of)


__all__ = ["InUseDialog", "ReadingBar", "when_made"]
