"""Figures as a list in a narrow place: what was asked, what came of it, and the records by which it was missed."""

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sdesk.models import Shape as Declared
from sdesk.reports.period.figure_lines import Case, Group, Line
from sdesk.translation import gettext as _
from sdesk.ui.records.marks import shape_of
from sdesk.ui.theme.look import GRID, scaled_font, theme
from sdesk.ui.theme.marks import SHAPE_SIZE, paint_shape

_SHOWN_ROLE = Qt.ItemDataRole.UserRole + 1
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
_SPEAKS = {each.value for each in Declared}
_FAR = 10_000


class _Pen:
    """Writes lines of text one below the other; without a painter it only finds out how high they are."""

    def __init__(self, room: QRect, painter: QPainter | None) -> None:
        self.room = QRect(room)
        self._painter = painter

    def write(self, text: str, font: QFont, role: str, width: int = 0, side: Qt.AlignmentFlag = _LEFT) -> int:
        """At the top of what room is left; the height that it takes. `width`: less than all of the room."""
        room = QRect(self.room.left(), self.room.top(), width or self.room.width(), _FAR)
        found = QFontMetrics(font).boundingRect(room, _WRAPPED | side, text).height()
        if self._painter is not None:
            self._painter.setFont(font)
            self._painter.setPen(theme().color(role))
            room.setHeight(found)
            self._painter.drawText(room, _WRAPPED | side, text)
        return found

    def line(self, text: str, font: QFont, role: str) -> None:
        if text:
            self.down(self.write(text, font, role))

    def pair(self, left: str, right: str, font: QFont, roles: tuple[str, str], shape: str = "") -> None:
        """One text at each side, the right one with its shape."""
        metrics = QFontMetrics(font)
        taken = metrics.horizontalAdvance(right) + (SHAPE_SIZE + 6 if shape else 0)
        high = self.write(left, font, roles[0], self.room.width() - taken - GRID)
        if right:
            self.write(right, font, roles[1], side=_RIGHT)
        if shape and self._painter is not None:
            top = self.room.top() + (metrics.height() - SHAPE_SIZE) / 2
            square = QRectF(self.room.right() - taken, top, SHAPE_SIZE, SHAPE_SIZE)
            paint_shape(self._painter, shape_of(Declared(shape)), square)
        self.down(high)

    def down(self, by: int) -> None:
        self.room.setTop(self.room.top() + by)


class _FigurePainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = self.parent()
        assert isinstance(view, QListView)
        width = view.viewport().width()
        return QSize(width, self._put(QRect(0, 0, width, _FAR), index.data(_SHOWN_ROLE), None, chosen=False))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        shown = index.data(_SHOWN_ROLE)
        if chosen or (hovered and isinstance(shown, Case)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("selection" if chosen else "hover"))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 5, 5)
        self._put(option.rect, shown, painter, chosen=chosen)
        painter.restore()

    def _put(
        self, rect: QRect, shown: Group | Line | Case | str, painter: QPainter | None, *, chosen: bool
    ) -> int:
        """Draw it, or find out how high it is."""
        text, muted, link = ("on_selection",) * 3 if chosen else ("text", "muted", "link")
        body, small = scaled_font("body"), scaled_font("help")
        pen = _Pen(rect.adjusted(GRID, 5, -GRID, 0), painter)
        if isinstance(shown, Group):
            heading = QFont(body)
            heading.setWeight(QFont.Weight.DemiBold)
            pen.down(GRID)
            pen.line(shown.title, heading, text)
        elif isinstance(shown, Line):
            result, _nl, more = shown.result.partition("\n")
            marked = shown.asked and result[:1] in _SPEAKS
            word = result[2:] if marked else result
            pen.pair(shown.title, word, body, (text, text), result[:1] if marked else "")
            pen.line(shown.said, small, muted)
            pen.line(more, small, muted)
        elif isinstance(shown, Case):
            pen.room.adjust(2 * GRID, -2, 0, 0)
            beside = QFontMetrics(small).horizontalAdvance(f"{shown.number}  {shown.by}") <= pen.room.width()
            number = link if shown.record else text
            pen.pair(shown.number, shown.by if beside else "", small, (number, muted))
            pen.line(shown.title, small, text)
            pen.line("" if beside else shown.by, small, muted)
        else:
            pen.down(GRID)
            pen.line(shown, small, muted)
        return pen.room.top() - rect.top() + 5


class FigureList(QListView):
    """`record_asked` carries the id of the record of a case that was chosen with Return or a click."""

    record_asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("figures.list")
        self.setAccessibleName(_("Figures"))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # its width decides the heights
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionRectVisible(False)
        self._lines = QStandardItemModel(self)
        self.setModel(self._lines)
        self.setItemDelegate(_FigurePainter(self))
        self.clicked.connect(self._open)

    def show_groups(self, groups: Iterable[Group], note: str) -> None:
        """Show these and a note below; the place in the list stays."""
        at, chosen = self.verticalScrollBar().value(), self.currentIndex().row()
        self._lines.clear()
        for group in groups:
            self._add(group, group.title)
            for line in group.lines:
                self._add(line, _joined(line.title, line.said, line.result))
                for case in line.cases:
                    self._add(case, _joined(case.number, case.title, case.by))
        if note:
            self._add(note, note)
        self.setCurrentIndex(self._lines.index(chosen, 0))
        self.verticalScrollBar().setValue(at)

    def texts(self) -> list[str]:
        """Every line as a screen reader says it."""
        return [self._lines.item(row).text() for row in range(self._lines.rowCount())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _add(self, shown: object, said: str) -> None:
        item = QStandardItem(said)
        item.setEditable(False)
        item.setData(shown, _SHOWN_ROLE)
        self._lines.appendRow(item)

    def _open(self, index: QModelIndex) -> None:
        shown = index.data(_SHOWN_ROLE)
        if isinstance(shown, Case) and shown.record:
            self.record_asked.emit(UUID(shown.record))


def _joined(*parts: str) -> str:
    return ", ".join(part.replace("\n", ", ") for part in parts if part)
