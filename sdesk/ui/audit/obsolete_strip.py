"""Above a version that is no longer to be worked by: that it is so, and the way to the one that counts."""

from PySide6.QtWidgets import QWidget

from sdesk.models import Record
from sdesk.practice.lifecycle.obsolete import Obsolete, obsolete
from sdesk.practice.lifecycle.reviews import next_review, review_field, reviews_without_change
from sdesk.translation import gettext as _
from sdesk.translation import message
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Callout, Tone, column_of
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.wording import worded


class VersionStrip(QWidget):
    """Of an obsolete version that it is; of one that was read again without change, when it is to be read next."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._over: Obsolete | None = None
        self.callout = Callout(Tone.WARNING, "", self)
        self.callout.setObjectName("version.strip")
        self.callout.acted.connect(self._open)
        column_of(self.callout, inside=self, margins=(PAGE_MARGIN, 0, PAGE_MARGIN, GRID), spacing=0)

    def show_record(self, record: Record) -> None:
        workspace = self._desk.workspace
        self._over = obsolete(workspace, record) if record.number else None
        read = reviews_without_change(workspace).get(record.id, ()) if record.number else ()
        if self._over is not None:
            newer = self._over.newer
            action = _("Open version {version}").format(version=newer.version) if newer else ""
            tone = Tone.INFO if self._over.still_counts else Tone.WARNING
            self.callout.say(tone, worded(self._over.said(workspace)), action)
        elif read and record.state == "approved" and review_field(type(record)):
            said = message(
                "Read again on {day} and left as it is ({number}). Next review: {next}.",
                day=read[-1].on,
                number=read[-1].number,
                next=next_review(workspace, record) or read[-1].next,
            )
            self.callout.say(Tone.INFO, worded(said))
        self.setVisible(self._over is not None or bool(read and record.state == "approved"))

    def _open(self) -> None:
        if self._over is not None and self._over.newer is not None:
            self._desk.open_record(self._over.newer.id)
