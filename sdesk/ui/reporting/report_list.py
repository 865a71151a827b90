"""The list at the left: reports by occasion, and below each the ones that were prepared."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sdesk.practice.lifecycle.lists import Listing, page
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.records.marks import mark_of
from sdesk.ui.records.naming import called, heading_of
from sdesk.ui.reporting.kinds import Occasion, ReportKind
from sdesk.ui.theme.look import GRID, LIST_ROW_HEIGHT, scaled_font, theme
from sdesk.ui.theme.marks import SHAPE_SIZE, StateMark, paint_shape

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
MOST_PREPARED = 12
"""Prepared reports of a kind in the list; all of them are in their work product's list."""
_HEADING, _REPORT, _PREPARED = 40, 32, LIST_ROW_HEIGHT


@dataclass(frozen=True)
class ReportLine:
    """One line: an occasion (no kind), a kind of report, or a prepared report (a record with its mark)."""

    text: str
    kind: str = ""
    record: UUID | None = None
    mark: StateMark | None = None
    detail: str = ""

    @property
    def is_heading(self) -> bool:
        return not self.kind

    @property
    def key(self) -> tuple[str, UUID | None]:
        return self.kind, self.record


def report_lines(workspace: Workspace, kinds: Sequence[ReportKind]) -> list[ReportLine]:
    """Every occasion with its kinds of report, and below each kind those that were prepared, the newest first."""
    lines: list[ReportLine] = []
    for occasion in Occasion:
        lines.append(ReportLine(occasion.title))
        for kind in kinds:
            if kind.occasion is occasion:
                lines.append(ReportLine(kind.title, kind.name, detail=kind.why))
                lines.extend(_prepared(workspace, kind))
    return lines


def _prepared(workspace: Workspace, kind: ReportKind) -> list[ReportLine]:
    if kind.reports is None:
        return []
    listing = Listing(kind.reports.__name__, states=("draft", "approved"))
    return [
        ReportLine(
            called(report),
            kind.name,
            report.id,
            mark_of(type(report), report.state),
            _("{number}, {title}: {state}").format(
                number=report.number, title=heading_of(report), state=_(report.state)
            ),
        )
        for report in page(workspace, listing, limit=MOST_PREPARED)
    ]


class _LinePainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line: ReportLine = index.data(LINE_ROLE)
        return QSize(0, _HEADING if line.is_heading else _PREPARED if line.record else _REPORT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: ReportLine = index.data(LINE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.is_heading:
            painter.setFont(scaled_font("help", strong=True))
            painter.setPen(theme().color("muted"))
            room = option.rect.adjusted(GRID, 12, -GRID, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, line.text)
        else:
            self._line(painter, option, line)
        painter.restore()

    def _line(self, painter: QPainter, option: QStyleOptionViewItem, line: ReportLine) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("selection" if chosen else "hover"))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(0, 1, 0, -1), 5, 5)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme().color("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 2, -1, -2), 5, 5)
        room = option.rect.adjusted(GRID + (16 if line.record else 0), 0, -GRID, 0)
        if line.mark is not None:
            top = room.center().y() - SHAPE_SIZE / 2 + 1
            paint_shape(painter, line.mark.shape, QRectF(room.left(), top, SHAPE_SIZE, SHAPE_SIZE))
            room.adjust(SHAPE_SIZE + GRID, 0, 0, 0)
        painter.setPen(theme().color("on_selection" if chosen else "text"))
        painter.setFont(option.font)
        self._write(painter, option, room, line.text)

    def _write(self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, text: str) -> None:
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)


class ReportList(QListView):
    """`chosen` carries the line that was chosen; `opened` the one that was pressed twice or with Return."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reports.list")
        self.setAccessibleName(_("Reports"))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._lines = QStandardItemModel(self)
        self.setModel(self._lines)
        self.setItemDelegate(_LinePainter(self))
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(self._open)

    def show_lines(self, lines: Sequence[ReportLine]) -> None:
        """Show these; the one that was chosen stays chosen, and nobody is told."""
        before = self.current_line()
        self.selectionModel().blockSignals(True)
        self._lines.clear()
        for line in lines:
            self._lines.appendRow(_item(line))
        self.selectionModel().blockSignals(False)
        if before is not None:
            self.choose(before.kind, before.record, quietly=True)

    def choose(self, kind: str, record: UUID | None = None, *, quietly: bool = False) -> bool:
        """Choose a line; False where there is none of that kind and record."""
        for row in range(self._lines.rowCount()):
            index = self._lines.index(row, 0)
            if index.data(LINE_ROLE).key == (kind, record):
                self.selectionModel().blockSignals(quietly)
                self.setCurrentIndex(index)
                self.selectionModel().blockSignals(False)
                self.viewport().update()
                return True
        return False

    def current_line(self) -> ReportLine | None:
        line = self.currentIndex().data(LINE_ROLE) if self.currentIndex().isValid() else None
        return line if isinstance(line, ReportLine) and not line.is_heading else None

    def lines(self) -> list[ReportLine]:
        return [self._lines.index(row, 0).data(LINE_ROLE) for row in range(self._lines.rowCount())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _tell(self, current: QModelIndex) -> None:
        line = self.current_line() if current.isValid() else None
        if line is not None:
            self.chosen.emit(line)

    def _open(self, index: QModelIndex) -> None:
        line = index.data(LINE_ROLE) if index.isValid() else None
        if line is not None and not line.is_heading:
            self.opened.emit(line)


def _item(line: ReportLine) -> QStandardItem:
    words = _("{text}, {state}").format(text=line.text, state=line.mark.word) if line.mark else line.text
    item = QStandardItem(words)
    item.setData(line, LINE_ROLE)
    item.setToolTip(plain_tip(line.detail or (words if line.record else "")))
    item.setAccessibleText(words)
    enabled = (
        Qt.ItemFlag.NoItemFlags
        if line.is_heading
        else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    )
    item.setFlags(enabled)
    return item
