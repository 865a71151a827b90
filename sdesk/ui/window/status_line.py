"""The bar at the foot of the window: which workspace, who is working, the last backup, what was just done."""

from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStatusBar, QWidget

from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.pieces import BusyLine, PlainLabel, UndoBar, quiet_button
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.records.reading import moment_text
from sdesk.ui.team.exchanging.team_line import TeamLine
from sdesk.ui.worker import Worker

ROLES_FROM, BACKUP_FROM = 900, 600
"""Pixels from which the roles of whoever works, and the age of the last copy, have room."""

NAMES_FROM = 1150
"""Pixels from which the workspace is named here; in less what was just done needs the room, and the title names it."""

OF_TEAM = 240
"""Pixels that what is said of the team needs; where nobody shares the workspace, nothing is."""

CLOCKS_DIFFER = timedelta(minutes=10)
"""What a clock may be put right by, without a word."""


class StatusLine(QStatusBar):
    """Organization · file · who (role) · last backup · the team · whose time, if not this laptop's; messages at the right."""

    who_asked = Signal()
    backup_asked = Signal()
    undo_asked = Signal()

    def __init__(self, worker: Worker, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setSizeGripEnabled(False)
        self._person = ("", "")
        self._differs = False
        self._place = PlainLabel("", self)
        self._place.setObjectName("status.workspace")
        self._who = quiet_button("", self, name="status.who")
        self._who.setToolTip(_("Who is working? Changes and approvals carry this name."))
        self._who.clicked.connect(self.who_asked)
        self._backup = quiet_button("", self, name="status.backup")
        self._backup.clicked.connect(self.backup_asked)
        self._zone = PlainLabel("", self)
        self._zone.setObjectName("status.zone")
        self._zone.hide()
        self.team = TeamLine(self)
        self.team.came_or_went.connect(self._make_room)
        self.done = UndoBar(self)
        self.done.undo_asked.connect(self.undo_asked)
        self._busy = BusyLine(self)
        self.addWidget(self._place)
        self._of_work = (PlainLabel("·", self), self._who, PlainLabel("·", self), self._backup)
        for widget in self._of_work:
            self.addWidget(widget)
        self.addWidget(self.team)
        self.addWidget(self._zone)
        self.addPermanentWidget(self.done)
        self.addPermanentWidget(self._busy)
        worker.started.connect(self._busy.start)
        worker.progressed.connect(self._busy.setProgress)
        worker.finished.connect(self._busy.finish)
        self._busy.cancelled.connect(worker.cancel)

    def showWorkspace(self, organization: str, file: str, path: str) -> None:
        self._place.setText(f"{organization} · {file}")
        self._place.setToolTip(plain_tip(path))

    def hideWork(self) -> None:
        """Where a copy is read nobody works, and none needs a backup."""
        for widget in self._of_work:
            widget.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _room(self) -> int:
        return self.width() - (OF_TEAM if self.team.isVisibleTo(self) else 0)

    def _make_room(self) -> None:
        self._place.setVisible(self._room() >= NAMES_FROM)
        self.showPerson(*self._person)
        self._zone.setVisible(self._differs and self._room() >= BACKUP_FROM)
        for each in self._of_work[2:]:
            each.setVisible(self._room() >= BACKUP_FROM and self._who.isVisibleTo(self))
        self._of_work[0].setVisible(self._place.isVisibleTo(self) and self._who.isVisibleTo(self))

    def showPerson(self, name: str, roles: str) -> None:
        self._person = (name, roles)
        said = (f"{name} ({roles})" if roles else name) or _("Who is working?")
        shown = said if self._room() >= ROLES_FROM else name or said
        self._who.setText(shown.replace("&", "&&"))
        self._who.setAccessibleName(_("Working: {name}").format(name=said))

    def showBackup(
        self, made_at: datetime | None, now: datetime, absent: str = "", remembered: str = ""
    ) -> None:
        """`absent` is the second place for copies, where that is not there now, `remembered` where a backup was put."""
        said, tip = _of_backup(made_at, now, remembered)
        missing = _("The second place for copies, {folder}, is not there now.").format(folder=absent)
        self._backup.setText(said)
        self._backup.setToolTip(plain_tip("\n".join([tip, missing] if absent else [tip])))

    def showZone(self, name: str, *, differs: bool) -> None:
        """Name the time zone of every day and time in the window where this laptop's clock shows another time."""
        self._zone.setText(_("· Times of {zone}").format(zone=name.replace("_", " ")))
        self._zone.setToolTip(
            plain_tip(
                _(
                    "Days and times are those of {zone}, where the organization is. The clock of this laptop differs."
                ).format(zone=name)
            )
        )
        self._differs = differs
        self._zone.setVisible(differs and self._room() >= BACKUP_FROM)

    def say(self, text: str) -> None:
        self.done.say(text)

    def said(self) -> str:
        return self.done.said()


def _of_backup(made_at: datetime | None, now: datetime, remembered: str) -> tuple[str, str]:
    """What is said of the last that is there, and its tip."""
    if made_at is None and remembered:
        tip = _(
            "The last backup is not at its place any more, or is not what it was: {file}. Click to make one."
        )
        return _("backup not found"), tip.format(file=remembered)
    if made_at is None:
        return _("no backup yet"), _("No backup was made on this laptop. Click to make one.")
    if made_at > now + CLOCKS_DIFFER:
        tip = _(
            "The last backup says it is of {when}, which lies ahead: a clock was wrong. Click to make one."
        )
        return _("backup of unknown time"), tip.format(when=moment_text(made_at))
    tip = _("Last backup: {when}. Click to make one.")
    return _("backup {ago}").format(ago=ago(made_at, now)), tip.format(when=moment_text(made_at))


def ago(moment: datetime, now: datetime) -> str:
    """How long ago that was, in the largest unit that fits."""
    minutes = max(0, int((now - moment).total_seconds() // 60))
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("{n} min ago", "{n} min ago", minutes).format(n=minutes)
    if minutes < 24 * 60:
        return ngettext("{n} hour ago", "{n} hours ago", minutes // 60).format(n=minutes // 60)
    days = minutes // (24 * 60)
    return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
