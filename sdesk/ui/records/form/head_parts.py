"""What the head of a record is made of: its clock, its next step, the menu of everything else."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from sdesk.models import Record
from sdesk.practice.lifecycle.records import reload
from sdesk.translation import gettext as _
from sdesk.ui.desk import AtIt, Desk
from sdesk.ui.pieces import ElidedLabel, StateLabel
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.look import CONTROL_HEIGHT
from sdesk.ui.theme.marks import SHAPE_GAP, SHAPE_SIZE, Shape, StateMark

STEP_WIDTH, MORE_WIDTH = 168, 36
AROUND = 28
"""Pixels of padding and border at both sides of a button."""
AT_WORK_WIDTH = 216
"""Pixels up to which it is said whole who is at the record on another laptop."""
TICK = 20_000
"""Milliseconds between two looks at a clock: it shows minutes."""


class ElidedHelp(ElidedLabel):
    """What is said beside the state, muted, as much of it as there is room for."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class AtWorkHelp(ElidedHelp):
    """Who is at the record on another laptop, shortly, and in its tip on which; what stands beside it makes room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setObjectName("record.at-work")
        self._whole = ""
        self.hide()

    def say(self, at_it: AtIt | None) -> None:
        short, self._whole = at_it or ("", "")
        self.setText(short)
        self.setToolTip(plain_tip(self._whole))
        self.setAccessibleName(self._whole)
        self.setMinimumWidth(min(self.sizeHint().width(), AT_WORK_WIDTH))
        self.setVisible(at_it is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(plain_tip(self._whole))


class NextStepButton(QPushButton):
    """The one primary button of a record: as wide whatever its word, so that it stays under the pointer."""

    def __init__(self, text: str, parent: QWidget, *, name: str) -> None:
        super().__init__(text, parent)
        self._text = text
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setProperty("primary", True)
        self.setFixedSize(max(STEP_WIDTH, 22 * self.fontMetrics().averageCharWidth()), CONTROL_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - AROUND
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
        keys = _("{action} (Ctrl+Enter)").format(action=self._text)
        self.setToolTip(plain_tip(keys))


class MoreButton(QPushButton):
    """A chevron beside the next step, with all that can be done besides. Its place stays where there is nothing."""

    def __init__(self, menu: QMenu, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("action.more")
        self.setAccessibleName(_("More actions"))
        self.setToolTip(plain_tip(_("More actions")))
        self.setProperty("menued", True)
        self.setMenu(menu)
        self.setFixedSize(MORE_WIDTH, CONTROL_HEIGHT)
        stays = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        stays.setRetainSizeWhenHidden(True)
        self.setSizePolicy(stays)


class HeadClock(StateLabel):
    """The clock of a record that has one, followed while it is looked at; its tip tells all clocks."""

    _word = ""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(StateMark(Shape.DRAFT, ""), parent)
        self.setObjectName("record.clock")
        self._desk = desk
        self._record: Record | None = None
        self._tick = QTimer(self, interval=TICK)
        self._tick.timeout.connect(self._look)
        self.hide()

    def show_record(self, record: Record | None) -> None:
        """Show the clock of this record; nothing where it has none."""
        self._record = record
        self._show()

    def _look(self) -> None:
        if self._record is not None and self._desk.workspace.is_open:
            self._record = reload(self._desk.workspace, self._record)
            self._show()

    def _show(self) -> None:
        reads = self._desk.screens.clocks.get(type(self._record)) if self._record is not None else None
        found = reads(self._desk.workspace, self._record) if reads else None
        self.setVisible(found is not None)
        if found is not None:
            mark, said = found
            self._word = mark.word
            self.setMark(mark)
            self._fit()
            self.setToolTip(plain_tip(said))
            self.setAccessibleName(said)

    def sizeHint(self) -> QSize:
        """As wide as all of it."""
        wide = self.fontMetrics().horizontalAdvance(self._word) + SHAPE_SIZE + SHAPE_GAP
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """It gives way before a button does."""
        return QSize(SHAPE_SIZE + SHAPE_GAP, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - SHAPE_SIZE - SHAPE_GAP
        fits = self.fontMetrics().horizontalAdvance(self._word) <= room or not self.isVisible()
        elided = self.fontMetrics().elidedText(self._word, Qt.TextElideMode.ElideRight, room)
        self.setText(self._word if fits else elided)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
