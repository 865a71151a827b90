"""The line of a row, and the heads above the lines: cells in the places of a plan."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QStyle, QToolButton, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces.buttons import tool_button
from sdesk.ui.pieces.fields.row_columns import BEFORE, BEHIND, LinePlan, Place, RowColumn
from sdesk.ui.pieces.texts import ElidedLabel, FieldTitle, PlainLabel
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.look import LIST_ROW_HEIGHT, theme

TOOL_SIDE = BEHIND


def line_height(widget: QWidget) -> int:
    return max(LIST_ROW_HEIGHT, widget.fontMetrics().height() + 8)


class Placed(QWidget):
    """Puts what belongs to columns in its places, from the side from which one reads."""

    def place(self, place: Place, height: int) -> QRect:
        """Where something of this column stands."""
        rect = QRect(BEFORE + place.left, place.line * height, place.width, height)
        return self.mirrored(rect)

    def mirrored(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), rect)


class RowHead(FieldTitle):
    """The head of a column, cut where there is no room; its tip says all of it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, QStyle.visualAlignment(self.layoutDirection(), self.alignment()), text)


class RowHeads(Placed):
    """The heads above the lines."""

    def __init__(self, columns: Sequence[RowColumn], parent: QWidget) -> None:
        super().__init__(parent)
        self._plan = LinePlan()
        self._titles: dict[str, RowHead] = {}
        for column in columns:
            title = RowHead(column.heading(), self)
            title.setToolTip(plain_tip("\n".join(filter(None, (column.title, column.explanation)))))
            title.setContentsMargins(6, 0, 2, 0)
            self._titles[column.name] = title
        self._columns = columns

    def set_read_only(self, read_only: bool) -> None:
        for column in self._columns:
            self._titles[column.name].setText(column.title if read_only else column.heading())

    def plan(self) -> LinePlan:
        return self._plan

    def arrange(self, plan: LinePlan) -> None:
        self._plan = plan
        self.setFixedHeight(plan.lines * self._height())
        for name, title in self._titles.items():
            title.setVisible(name in plan.names())
        self._put()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._put()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme().color("border"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _height(self) -> int:
        return self.fontMetrics().height() + 6

    def _put(self) -> None:
        for place in self._plan.places:
            self._titles[place.column.name].setGeometry(self.place(place, self._height()))


class RowTools(QToolButton):
    """The menu of what is done with a whole row by the mouse; keys do it from any cell."""

    def __init__(self, parent: "RowBar") -> None:
        super().__init__(parent)
        said = _("Move or remove this row")
        self.setObjectName("action.row")
        self.setIcon(icon("ellipsis"))
        self.setToolTip(plain_tip(said))
        self.setAccessibleName(said)
        self.setFixedSize(TOOL_SIDE, TOOL_SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self.up = menu.addAction(icon("chevron-up"), _("Move up\tCtrl+Shift+↑"))
        self.down = menu.addAction(icon("chevron-down"), _("Move down\tCtrl+Shift+↓"))
        self.bin = menu.addAction(icon("trash-2"), _("Remove this row\tCtrl+-"))
        self.up.triggered.connect(parent.up_asked)
        self.down.triggered.connect(parent.down_asked)
        self.bin.triggered.connect(parent.bin_asked)
        self.setMenu(menu)


class RowBar(Placed):
    """The line: what unfolds the row, its number, its cells or, when it is open, its title, and its tools."""

    up_asked = Signal()
    down_asked = Signal()
    bin_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.fold = tool_button("chevron-right", "", self, name="action.fold")
        self.fold.setFixedSize(TOOL_SIDE, TOOL_SIDE)
        self.fold.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.number = PlainLabel("", self)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.title = ElidedLabel("", self)
        self._tools: RowTools | None = None
        self._ends = (True, True)
        self.offers_tools = True
        self.setFixedHeight(line_height(self))
        self.show_open(False)

    def show_open(self, is_open: bool) -> None:
        said = _("Close the row") if is_open else _("Open the row")
        self.fold.setIcon(icon("chevron-down" if is_open else "chevron-right"))
        self.fold.setToolTip(plain_tip(f"{said}  F2"))
        self.fold.setAccessibleName(said)
        self.title.setVisible(is_open)

    def set_ends(self, is_first: bool, is_last: bool) -> None:
        """Where a row cannot go further."""
        self._ends = (is_first, is_last)
        self._arm()

    def show_tools(self, wanted: bool) -> None:
        """They are made where the pointer or the focus comes, and seen while it is there."""
        wanted = wanted and self.offers_tools
        if wanted and self._tools is None:
            self._tools = RowTools(self)
            self._arm()
            self._put()
        if self._tools is not None:
            self._tools.setVisible(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._put()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.show_tools(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.show_tools(self._has_focus())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A right click in the line, or Shift+F10 in a cell."""
        self.show_tools(True)
        if self._tools is not None and self.offers_tools:
            self._tools.menu().popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme().color("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _has_focus(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _arm(self) -> None:
        if self._tools is not None:
            self._tools.up.setEnabled(not self._ends[0])
            self._tools.down.setEnabled(not self._ends[1])

    def _put(self) -> None:
        height = line_height(self)
        above = (height - TOOL_SIDE) // 2
        self.fold.move(self.mirrored(QRect(0, above, TOOL_SIDE, TOOL_SIDE)).topLeft())
        self.number.setGeometry(self.mirrored(QRect(TOOL_SIDE, 0, BEFORE - TOOL_SIDE - 2, height)))
        room = self.width() - (BEHIND if self.offers_tools else 0)
        self.title.setGeometry(self.mirrored(QRect(BEFORE + 6, 0, room - BEFORE - 6, height)))
        if self._tools is not None:
            self._tools.setGeometry(self.mirrored(QRect(room, above, BEHIND, TOOL_SIDE)))


__all__ = ["RowBar", "RowHeads", "line_height"]
