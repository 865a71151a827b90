"""The list of things to do: three groups, one line a thing, opened by Return or a click."""

from datetime import datetime

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sdesk.packs import Pack
from sdesk.practice.guidance.to_do import Group, Thing
from sdesk.practice.guidance.today import ToDo
from sdesk.translation import gettext as _
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.records.marks import shape_of
from sdesk.ui.theme.look import GRID, scaled_font, tabular, theme
from sdesk.ui.theme.marks import SHAPE_SIZE, paint_shape
from sdesk.ui.today.to_do_words import heading_of, nothing_in, when, who
from sdesk.ui.wording import worded

THING_ROLE = Qt.ItemDataRole.UserRole + 1
_COUNT_ROLE = Qt.ItemDataRole.UserRole + 2
_COLUMNS_ROLE = Qt.ItemDataRole.UserRole + 3
LINE, HEADING, NOTHING = 34, 44, 32
WHO_FROM = 620
"""Width of the list from which whose it is has room."""


class _ThingPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        if index.data(THING_ROLE) is not None:
            return QSize(0, LINE)
        return QSize(0, HEADING if index.data(_COUNT_ROLE) is not None else NOTHING)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        thing = index.data(THING_ROLE)
        if thing is not None:
            self._line(painter, option, thing, index.data(_COLUMNS_ROLE))
        elif index.data(_COUNT_ROLE) is not None:
            self._heading(painter, option.rect, index.data(), index.data(_COUNT_ROLE))
        else:
            painter.setPen(theme().color("muted"))
            room = option.rect.adjusted(2 * GRID + SHAPE_SIZE, 0, 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, index.data())
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, text: str, count: int) -> None:
        font = scaled_font("group_title")
        room = rect.adjusted(GRID, 12, -GRID, -4)
        painter.setFont(font)
        painter.setPen(theme().color("text"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        if count:
            after = QFontMetrics(font).horizontalAdvance(text) + GRID
            painter.setFont(scaled_font("body"))
            painter.setPen(theme().color("muted"))
            painter.drawText(room.adjusted(after, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(count))

    def _line(
        self, painter: QPainter, option: QStyleOptionViewItem, thing: Thing, columns: tuple[str, str]
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        text, muted = ("on_selection", "on_selection") if chosen else ("text", "muted")
        room = option.rect.adjusted(GRID, 0, -GRID, 0)
        square = QRectF(room.left(), room.center().y() - SHAPE_SIZE / 2 + 1, SHAPE_SIZE, SHAPE_SIZE)
        paint_shape(painter, shape_of(thing.shape), square)
        room.adjust(SHAPE_SIZE + GRID, 0, 0, 0)
        metrics = option.fontMetrics
        said, whose = columns
        if option.rect.width() >= WHO_FROM:
            side = min(168, room.width() // 5)
            self._write(painter, metrics, room.adjusted(room.width() - side, 0, 0, 0), whose, muted)
            room.adjust(0, 0, -side - 2 * GRID, 0)
        urgent = thing.group is Group.NOW and not chosen
        right = min(metrics.horizontalAdvance(said) + 2, room.width() // 2)
        self._write(
            painter,
            metrics,
            room.adjusted(room.width() - right, 0, 0, 0),
            said,
            "danger" if urgent else muted,
            Qt.AlignmentFlag.AlignRight,
        )
        room.adjust(0, 0, -right - 2 * GRID, 0)
        painter.setFont(tabular(option.font))
        number = metrics.horizontalAdvance(thing.number + "  ")
        self._write(painter, metrics, room, thing.number, muted)
        painter.setFont(option.font)
        self._write(painter, metrics, room.adjusted(max(number, 116), 0, 0, 0), worded(thing.title), text)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        state = option.state
        chosen, hovered = (
            bool(state & flag) for flag in (QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_MouseOver)
        )
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        if chosen or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("selection" if chosen else "hover"))
            painter.drawRoundedRect(box, 5, 5)

    def _write(
        self,
        painter: QPainter,
        metrics: QFontMetrics,
        room: QRect,
        text: str,
        role: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        painter.setPen(theme().color(role))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | side, shown)


class ThingList(QListView):
    """`opened` carries the Thing that was chosen."""

    opened = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("today.list")
        self.setAccessibleName(_("What to do now"))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSelectionRectVisible(False)
        self._lines = QStandardItemModel(self)
        self.setModel(self._lines)
        self.setItemDelegate(_ThingPainter(self))
        self.clicked.connect(self._open)

    def show_things(self, found: ToDo, now: datetime, pack: Pack, everything: ToDo | None = None) -> None:
        """Show these, of `everything` there is; what was chosen stays chosen."""
        chosen = self.chosen()
        self._lines.clear()
        for group in Group:
            things = found.of(group)
            self._lines.appendRow(_heading(group, len(things)))
            for thing in things:
                self._lines.appendRow(_line(thing, (when(thing, now), who(thing, found.names, pack))))
            if not things:
                others = len(everything.of(group)) if everything else 0
                self._lines.appendRow(_plain(nothing_in(group, others)))
        self.choose(chosen.key if chosen else "")

    def things(self) -> list[Thing]:
        rows = (self._lines.item(row).data(THING_ROLE) for row in range(self._lines.rowCount()))
        return [thing for thing in rows if thing is not None]

    def texts(self) -> list[str]:
        """Every line as a screen reader says it."""
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(self._lines.item(row).data(role)) for row in range(self._lines.rowCount())]

    def chosen(self) -> Thing | None:
        thing = self.currentIndex().data(THING_ROLE)
        return thing if isinstance(thing, Thing) else None

    def choose(self, key: str) -> None:
        """Put the choice on the thing with that key; on the first, if it is done and gone."""
        rows = [
            (row, thing)
            for row in range(self._lines.rowCount())
            if (thing := self._lines.item(row).data(THING_ROLE)) is not None
        ]
        row = next((row for row, thing in rows if thing.key == key), rows[0][0] if rows else -1)
        if row >= 0:
            index = self._lines.index(row, 0)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            if self.things()[0].key == index.data(THING_ROLE).key:
                self.scrollToTop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen() is not None:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        thing = index.data(THING_ROLE)
        if thing is not None:
            self.opened.emit(thing)


def _heading(group: Group, count: int) -> QStandardItem:
    item = _plain(heading_of(group))
    item.setData(count, _COUNT_ROLE)
    item.setData(f"{heading_of(group)}: {count}", Qt.ItemDataRole.AccessibleTextRole)
    return item


def _plain(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    item.setData(text, Qt.ItemDataRole.AccessibleTextRole)
    return item


def _line(thing: Thing, columns: tuple[str, str]) -> QStandardItem:
    called = f"{thing.number} {worded(thing.title)}"
    item = QStandardItem(called)
    item.setEditable(False)
    item.setData(thing, THING_ROLE)
    item.setData(columns, _COLUMNS_ROLE)
    spoken = ", ".join(part for part in (called, *columns) if part)
    item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
    item.setToolTip(plain_tip(spoken))
    return item
