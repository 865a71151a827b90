"""What the panels of a change have in common: lines that open a record, and two columns where there is room."""

from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from sdesk.models import Record
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import ElidedLabel, GroupTitle, HelpText, StateLabel, column_of, quiet_button, row_of
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.records.marks import mark_of
from sdesk.ui.records.naming import called, heading_of
from sdesk.ui.theme.look import GRID, GROUP_GAP, PAGE_MARGIN

TWO_COLUMNS_FROM = 720


class RecordLine(QWidget):
    """A record by number and title, with its state, and below it how its clocks stand, if it has any, and what is to be
    known; a click opens it."""

    def __init__(self, desk: Desk, record: Record, parent: QWidget, *, said: str = "") -> None:
        super().__init__(parent)
        self._desk = desk
        self._record_id: UUID = record.id
        opens = quiet_button(record.number, self, name=f"link.{record.number}")
        opens.setAccessibleName(called(record))
        opens.clicked.connect(self._open)
        line = row_of(
            opens,
            (ElidedLabel(heading_of(record), self), 1),
            StateLabel(mark_of(type(record), record.state), self),
        )
        column = column_of(line, inside=self, spacing=0)
        reads = desk.screens.clocks.get(type(record))
        is_open = not record.state_called(record.state).ended
        stands = reads(desk.workspace, record) if reads is not None and is_open else None
        if stands is not None:
            mark, tip = stands
            clock = StateLabel(mark, self)
            clock.setObjectName(f"clock.{record.number}")
            clock.setToolTip(plain_tip(tip))
            column.addWidget(clock, 0, Qt.AlignmentFlag.AlignRight)
        if said:
            note = HelpText(said, self)
            note.setContentsMargins(GRID, 0, 0, 0)
            column.addWidget(note)

    def _open(self) -> None:
        self._desk.open_record(self._record_id)


class Columns(QWidget):
    """Widgets side by side where there is room for it, one below the other where there is not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(GROUP_GAP)

    def add(self, widget: QWidget, stretch: int = 1) -> None:
        self._line.addWidget(widget, stretch, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= TWO_COLUMNS_FROM
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != way:
            self._line.setDirection(way)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


def group(title: str, parent: QWidget) -> tuple[QWidget, QVBoxLayout]:
    """A widget with a title, and the column under it."""
    made = QWidget(parent)
    column = column_of(GroupTitle(title, made), inside=made)
    return made, column


class PanelPage(QScrollArea):
    """A page of a record that is made anew whenever it is looked at, or when the workspace changes meanwhile."""

    def __init__(self, desk: Desk, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.desk = desk

    def begin(self) -> tuple[QWidget, QVBoxLayout]:
        """An empty page and its column; `finish` shows it."""
        page = QWidget(self)
        column = column_of(
            inside=page, margins=(PAGE_MARGIN, 12, PAGE_MARGIN, PAGE_MARGIN), spacing=GROUP_GAP
        )
        return page, column

    def finish(self, page: QWidget, column: QVBoxLayout) -> None:
        """Put it in the place of the one before, which may be in the middle of what led here and so goes later."""
        column.addStretch(1)
        at = self.verticalScrollBar().value()
        before = self.takeWidget()
        self.setWidget(page)
        if before is not None:
            before.hide()
            before.deleteLater()
        self.verticalScrollBar().setValue(at)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)
