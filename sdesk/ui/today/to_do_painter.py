"""The lines of Today, painted: a shape, number and subject, customer, words of time, and whose it is, in columns."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from sdesk.practice.guidance.to_do import Group, Thing
from sdesk.ui.records.marks import shape_of
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.look import GRID, scaled_font, tabular, theme
from sdesk.ui.theme.marks import SHAPE_SIZE, paint_shape
from sdesk.ui.today.to_do_lines import (
    COLUMNS_ROLE,
    COUNT_ROLE,
    FOLD_ROLE,
    THING_ROLE,
    Columns,
    Line,
    ThingLines,
)
from sdesk.ui.wording import worded

AROUND, HEADING, NOTHING = 4, 40, 28
WHO_FROM, CUSTOMER_FROM = 820, 600
"""Widths of the list from which there is room for whose it is, and for whom: the subject is cut last."""

MANY, ALL_OF_IT = 300, 10_000
_SHARES = ((0.14, 110), (0.22, 205), (0.12, 90))
"""At most, of customer, words and whose: a share of the width, and how much in any case."""


class ThingPainter(QStyledItemDelegate):
    """Columns are as wide as what stands in them, and the same for all lines; the subject gets what is left."""

    _number = 0
    _wanted = (0, 0, 0)

    def measure(self, metrics: QFontMetrics, lines: Sequence[Line]) -> None:
        """How much room the columns of these lines ask for; where there are very many, of which words are made when they come in sight,
        one of them is sure to ask for all that a column may have."""

        def widest(texts: set[str]) -> int:
            return max((metrics.horizontalAdvance(text) + 2 for text in texts), default=0)

        self._number = widest({line.number for line in lines})
        if len(lines) > MANY:
            self._wanted = (ALL_OF_IT, ALL_OF_IT, ALL_OF_IT)
            return
        columns = [line.columns for line in lines]
        self._wanted = (
            widest({each.customer for each in columns}),
            widest({each.said for each in columns}),
            widest({each.whose for each in columns}),
        )

    def widths(self, width: int) -> tuple[int, int, int]:
        """Of customer, words and whose it is, in a list so wide; 0 for what has no room."""
        customer, said, whose = (
            min(wanted, max(int(width * share), least))
            for wanted, (share, least) in zip(self._wanted, _SHARES, strict=True)
        )
        return customer if width >= CUSTOMER_FROM else 0, said, whose if width >= WHO_FROM else 0

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = cast(ThingLines, index.model()).lines[index.row()]  # of all lines, however many
        if line.thing is not None:
            return QSize(0, theme().line_height + AROUND)
        return QSize(0, HEADING if line.count is not None else NOTHING)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        thing = index.data(THING_ROLE)
        if thing is not None:
            self._line(painter, option, thing, index.data(COLUMNS_ROLE))
        elif index.data(COUNT_ROLE) is not None:
            self._heading(painter, option, index)
        else:
            painter.setPen(theme().color("muted"))
            room = option.rect.adjusted(2 * GRID + SHAPE_SIZE, 0, 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, index.data())
        painter.restore()

    def _heading(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        self._ground(painter, option)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        room = option.rect.adjusted(GRID, 8, -GRID, -4)
        folded = index.data(FOLD_ROLE)
        if folded is not None:
            sign = QRect(room.left(), room.center().y() - SHAPE_SIZE // 2, SHAPE_SIZE, SHAPE_SIZE)
            role = "on_selection" if chosen else "muted"
            mark: QIcon = icon("chevron-right" if folded else "chevron-down", role)
            mark.paint(painter, sign)
            room.adjust(SHAPE_SIZE + GRID, 0, 0, 0)
        font = scaled_font("group_title")
        painter.setFont(font)
        painter.setPen(theme().color("on_selection" if chosen else "text"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, index.data())
        after = QFontMetrics(font).horizontalAdvance(index.data()) + GRID
        if index.data(COUNT_ROLE):
            painter.setFont(scaled_font("body"))
            painter.setPen(theme().color("on_selection" if chosen else "muted"))
            painter.drawText(
                room.adjusted(after, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data(COUNT_ROLE))
            )

    def _line(self, painter: QPainter, option: QStyleOptionViewItem, thing: Thing, columns: Columns) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        text, muted = ("on_selection", "on_selection") if chosen else ("text", "muted")
        urgent = thing.group is Group.NOW and not chosen
        room = option.rect.adjusted(GRID, 0, -GRID, 0)
        square = QRectF(room.left(), room.center().y() - SHAPE_SIZE / 2 + 1, SHAPE_SIZE, SHAPE_SIZE)
        paint_shape(painter, shape_of(thing.shape), square)
        room.adjust(SHAPE_SIZE + GRID, 0, 0, 0)
        painter.setFont(tabular(option.font))
        self._write(painter, option.fontMetrics, room, thing.number, muted)
        painter.setFont(option.font)
        room.adjust(self._number + 2 * GRID, 0, 0, 0)
        customer, said, whose = self.widths(option.rect.width())
        at = room.right() + 1
        for width, words, role in (
            (whose, columns.whose, muted),
            (said, columns.said, "danger" if urgent else muted),
            (customer, columns.customer, muted),
        ):
            if width:
                at -= width
                box = QRect(at, room.top(), width, room.height())
                self._write(painter, option.fontMetrics, box, words, role)
                at -= 2 * GRID
        room.setRight(at)
        self._write(painter, option.fontMetrics, room, worded(thing.title), text)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        state = option.state
        chosen, hovered = (
            bool(state & flag) for flag in (QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_MouseOver)
        )
        hovered = hovered and bool(state & QStyle.StateFlag.State_Enabled)
        if chosen or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("selection" if chosen else "hover"))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 5, 5)

    def _write(self, painter: QPainter, metrics: QFontMetrics, room: QRect, text: str, role: str) -> None:
        painter.setPen(theme().color(role))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
