"""Both clocks of an incident in one line above its form, and what a significant one asks for."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sdesk.models import Record, ServiceIncident
from sdesk.practice.incident.clocks import Promises
from sdesk.practice.incident.significance import Significance, significance_of
from sdesk.practice.incident.standing import Awaited, standing_of
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.measures.clocks import Clock
from sdesk.practice.workspaces import now
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.incident.actions import IncidentActions
from sdesk.ui.incident.clock_words import clock_mark, standing_mark, target_words, unread_target_words
from sdesk.ui.pieces import STRETCH, Callout, FieldTitle, HelpText, StateLabel, Tone, column_of, row_of
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.look import GRID, theme
from sdesk.ui.theme.marks import Shape, StateMark

TICK = 20_000
"""Milliseconds between two looks at the clocks: they show minutes."""


class UsedBar(QWidget):
    """How much of a target is used, as a thin bar that is full when it is reached; it fills in the shape's colour."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._share = 0.0
        self._role = "info"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(80)

    def show_share(self, share: float, shape: Shape) -> None:
        self._share = max(0.0, min(share, 1.0))
        self._role = shape.role
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme().color("border"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(whole, 2.5, 2.5)
        used = QRectF(whole.left(), whole.top(), whole.width() * self._share, whole.height())
        if used.width() >= 1:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color(self._role))
            painter.drawRoundedRect(used, 2.5, 2.5)


class ClockCell(QWidget):
    """One clock: its name, how it stands, a bar, and by when."""

    def __init__(self, name: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"clock.{name}")
        self._title = title
        self._mark = StateLabel(StateMark(Shape.DRAFT, ""), self)
        self._bar = UsedBar(self)
        self._target = HelpText("", self)
        self._target.setWordWrap(False)
        line = row_of(FieldTitle(title, self), self._mark, STRETCH)
        column_of(line, self._bar, self._target, inside=self, spacing=3)

    def show_clock(self, clock: Clock, words: str, mark: StateMark | None = None) -> None:
        """The clock as it stands; the one to look at as the `mark` says how the whole incident does."""
        mark = mark or clock_mark(clock)
        self._mark.setMark(mark)
        self._bar.setVisible(clock.target is not None)
        self._bar.show_share(clock.used / clock.target if clock.target else 0.0, mark.shape)
        self._target.setText(words)
        stands = _("{clock}: {state}").format(clock=self._title, state=mark.word)
        self.setAccessibleName(_("{clock}, {target}").format(clock=stands, target=words))
        self.setToolTip(plain_tip(f"{stands}\n{words}"))

    def text(self) -> str:
        return self._mark.text()

    def mark(self) -> StateMark:
        return self._mark.mark()


class ClockStrip(QWidget):
    """Shows one incident past draft; a significant one whose solution is known offers a change request."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("incident.clocks")
        self.setAccessibleName(_("Clocks"))
        self._desk = desk
        self._incident: ServiceIncident | None = None
        self.response = ClockCell("response", _("Response"), self)
        self.restoration = ClockCell("restoration", _("Restoration"), self)
        self._significance = Callout(Tone.WARNING, "", self)
        self._actions = IncidentActions(desk, self)
        desk.writes(self._significance.button)
        self._significance.acted.connect(self._actions.request_change)
        self._tick = QTimer(self, interval=TICK)
        self._tick.timeout.connect(self._refresh)
        cells = row_of((self.response, 1), (self.restoration, 1), spacing=3 * GRID)
        column_of(cells, self._significance, inside=self, margins=(14, GRID, 14, 0))
        self.hide()

    def show_record(self, record: Record | None) -> None:
        """Show the clocks of an incident that is recorded; nothing for anything else."""
        shown = isinstance(record, ServiceIncident) and not record.is_draft
        self._incident = record if shown and isinstance(record, ServiceIncident) else None
        self._actions.incident = self._incident
        self.setVisible(shown)
        self._refresh()

    def _refresh(self) -> None:
        if self._incident is None:
            return
        workspace = self._desk.workspace
        moment = now(workspace)
        found = standing_of(Promises(workspace), self._incident, moment)
        mark, clocks = standing_mark(found, moment), found.clocks
        shown = {
            Awaited.RESPONSE: (self.response, clocks.response, target_words(clocks.response, moment)),
            Awaited.RESTORATION: (
                self.restoration,
                clocks.restoration,
                target_words(clocks.restoration, moment),
            ),
        }
        looked_at = found.awaited
        if found.unclassified is not None:
            looked_at = Awaited.RESPONSE
            shown[looked_at] = self.response, found.clock, unread_target_words(found)
        for which, (cell, clock, words) in shown.items():
            cell.show_clock(clock, words, mark if which is looked_at else None)
        self._show_significance(significance_of(workspace, self._incident))

    def _show_significance(self, found: Significance) -> None:
        incident = self._incident
        ended = incident is None or incident.state_called(incident.state).ended
        self._significance.setVisible(found.significant and not ended)
        if found.significant and incident is not None:
            offers = _("Request change") if not incident.changes and incident.solution.strip() else ""
            tone = Tone.WARNING if found.lacking else Tone.OK
            self._significance.say(tone, significance_words(found), offers)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()
        self._reread()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()

    def _reread(self) -> None:
        if self._incident is not None:
            self._incident = reload(self._desk.workspace, self._incident)
            self._refresh()


def significance_words(found: Significance) -> str:
    """Why it is significant, in the words of the agreement, and what is still to be answered."""
    asked = ", ".join(_(label).lower() for label in found.lacking)
    said = (
        _("Significant impact: {fields} are needed before closing.").format(fields=asked)
        if len(found.lacking) > 1
        else _("Significant impact: {field} is needed before closing.").format(field=asked)
        if found.lacking
        else _("Significant impact: root cause, solution and review are there.")
    )
    if found.definition and found.agreement is not None:
        number = found.agreement.number
        said += " " + _("{agreement} calls major: “{definition}”").format(
            agreement=number, definition=found.definition
        )
    return said
