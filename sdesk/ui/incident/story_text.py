"""The story of an incident as one text: what happened in the order of time, to be read, selected and copied."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QFont, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from sdesk.practice.incident.story import Happening, Moment
from sdesk.translation import gettext as _
from sdesk.ui import wall
from sdesk.ui.pieces.fields.date_reading import written_date, written_time
from sdesk.ui.pieces.fields.number_field import written_duration
from sdesk.ui.records.reading import moment_text
from sdesk.ui.theme.look import GRID, theme

LINE_BREAK = "\u2028"
TIME_WIDTH = 7
"""Letters of the column in which the times stand."""


def words_of(moment: Moment) -> str:
    """What happened, as the head of a line."""
    said = {
        Happening.STARTED: _("It began"),
        Happening.RECORDED: _("{who} reported it") if moment.who else _("Recorded"),
        Happening.STEP: "{who}",
        Happening.TOLD: _("Told {who}"),
        Happening.HELD: _("Put on hold until {until}") if moment.until else _("Put on hold"),
        Happening.RESUMED: _("Resumed"),
        Happening.ESCALATED: _("Escalated to {who}"),
        Happening.RESTORED: _("Service restored"),
        Happening.REOPENED: _("Reopened"),
        Happening.CLOSED: _("Closed by {who}"),
        Happening.CORRECTED: _("Corrected by {who}"),
        Happening.CANCELLED: _("Cancelled by {who}"),
        Happening.CLASSIFIED: _("Classified by {who}"),
        Happening.INVESTIGATED: _("Investigation done, by {who}"),
    }[moment.what]
    return said.format(who=moment.who, until=moment_text(moment.until) if moment.until else "")


class StoryText(QTextEdit):
    """Oldest first, by days; the newest is in sight when it is opened, and when something is added to it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("case.story")
        self.setAccessibleName(_("What happened"))
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(2 * GRID)
        self._moments: tuple[Moment, ...] | None = None
        theme().changed.connect(self._dress)

    def show_story(self, moments: Sequence[Moment], *, anew: bool) -> None:
        """Show these; where one reads stays, unless there is more at the end."""
        told = tuple(moments)
        if told == self._moments and not anew:
            return
        bar = self.verticalScrollBar()
        at, grown = bar.value(), len(told) > len(self._moments or ())
        if told != self._moments:
            self._moments = told
            self._write()
        if anew or grown:
            self.show_end()
        else:
            bar.setValue(at)

    def show_end(self) -> None:
        """Scroll to the newest."""
        self.moveCursor(QTextCursor.MoveOperation.End)
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the end was in sight, it stays so."""
        bar = self.verticalScrollBar()
        was_at_end = bar.value() >= bar.maximum()
        super().resizeEvent(event)
        if was_at_end:
            bar.setValue(bar.maximum())

    def _dress(self) -> None:
        at = self.verticalScrollBar().value()
        self._write()
        self.verticalScrollBar().setValue(at)

    def _write(self) -> None:
        self.clear()
        cursor = self.textCursor()
        cursor.beginEditBlock()
        day: date | None = None
        for moment in self._moments or ():
            on = wall.day_of(moment.at)
            if on != day:
                self._begin(cursor, self._of_day(is_first=day is None))
                cursor.insertText(written_date(on, QLocale()), _form("muted", weight=QFont.Weight.DemiBold))
                day = on
            self._tell(cursor, moment)
        cursor.endEditBlock()

    def _begin(self, cursor: QTextCursor, form: QTextBlockFormat) -> None:
        if self.document().isEmpty():
            cursor.setBlockFormat(form)
        else:
            cursor.insertBlock(form)

    def _tell(self, cursor: QTextCursor, moment: Moment) -> None:
        local = wall.local(moment.at)
        at = written_time(local.hour * 60 + local.minute, QLocale())
        self._begin(cursor, self._of_moment())
        cursor.insertText(f"{at}\t", _form("muted"))
        cursor.insertText(words_of(moment), _form("text", weight=QFont.Weight.DemiBold))
        if moment.text.strip():
            gap = "  " if moment.what is Happening.STEP else LINE_BREAK
            said = LINE_BREAK.join(moment.text.strip().splitlines())
            cursor.insertText(f"{gap}{said}", _form("text"))
        if moment.minutes:
            cursor.insertText(f"  {written_duration(moment.minutes)}", _form("muted"))

    def _of_day(self, *, is_first: bool) -> QTextBlockFormat:
        form = QTextBlockFormat()
        form.setTopMargin(0 if is_first else GRID)
        form.setBottomMargin(2)
        return form

    def _of_moment(self) -> QTextBlockFormat:
        """The time stands alone at the side, the rest beside it, however long."""
        form = QTextBlockFormat()
        side = TIME_WIDTH * self.fontMetrics().averageCharWidth()
        form.setLeftMargin(side)
        form.setTextIndent(-side)
        form.setTabPositions([QTextOption.Tab(side, QTextOption.TabType.LeftTab)])
        form.setBottomMargin(5)
        return form


def _form(role: str, *, weight: QFont.Weight = QFont.Weight.Normal) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(theme().color(role))
    form.setFontWeight(weight)
    return form


__all__ = ["StoryText", "words_of"]
