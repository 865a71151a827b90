"""The impact as a picture: boxes in columns, lines from what fails to what is hit by it."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from sdesk.practice.finding.impact import Impact
from sdesk.translation import gettext as _
from sdesk.ui.control.impact.layers import Layers, Node, NodeKind, layers_of
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.look import scaled_font, theme

BOX_WIDTH, BOX_HEIGHT = 164, 44
GAP_ACROSS, GAP_DOWN = 44, 10
BEND_HEIGHT = 6
SMALLEST, LARGEST = 0.8, 2.0

_FILLS = {
    NodeKind.ORIGIN: "danger_soft",
    NodeKind.ITEM: "surface",
    NodeKind.SERVICE: "info_soft",
    NodeKind.CUSTOMER: "warning_soft",
}


class Box(QGraphicsItem):
    """One item, service or customer."""

    def __init__(self, node: Node) -> None:
        super().__init__()
        self.node = node
        self.chosen = False
        self.aside = False
        self.setToolTip(plain_tip(f"{node.number} {node.title}".strip()))
        self.setZValue(1)

    def boundingRect(self) -> QRectF:
        return QRectF(-2, -2, BOX_WIDTH + 4, BOX_HEIGHT + 4)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setOpacity(0.45 if self.aside else 1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "focus" if self.chosen else "danger" if self.node.kind is NodeKind.ORIGIN else "border"
        painter.setPen(QPen(theme().color(edge), 2 if self.chosen else 1))
        painter.setBrush(theme().color(_FILLS[self.node.kind]))
        painter.drawRoundedRect(QRectF(0, 0, BOX_WIDTH, BOX_HEIGHT), 6, 6)
        self._write(painter)

    def _write(self, painter: QPainter) -> None:
        small = self.node.number or (_("vital service") if self.node.vital else _kind_word(self.node.kind))
        painter.setFont(scaled_font("help"))
        painter.setPen(theme().color("muted" if self.node.kind is NodeKind.ITEM else "text"))
        painter.drawText(QRectF(10, 4, BOX_WIDTH - 20, 16), Qt.AlignmentFlag.AlignVCenter, small)
        painter.setFont(scaled_font("body"))
        painter.setPen(theme().color("text"))
        room = BOX_WIDTH - 20
        title = painter.fontMetrics().elidedText(self.node.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(10, 20, room, 20), Qt.AlignmentFlag.AlignVCenter, title)


def _kind_word(kind: NodeKind) -> str:
    return {
        NodeKind.ORIGIN: _("fails"),
        NodeKind.ITEM: _("item"),
        NodeKind.SERVICE: _("service"),
        NodeKind.CUSTOMER: _("customer"),
    }[kind]


class Line(QGraphicsPathItem):
    """From one box to one in a column further right, round the boxes between."""

    def __init__(self, source: Box, target: Box, bends: Sequence[QPointF]) -> None:
        super().__init__()
        self.source, self.target = source.node.id, target.node.id
        path = QPainterPath(source.pos() + QPointF(BOX_WIDTH, BOX_HEIGHT / 2))
        for bend in bends:
            _curve_to(path, bend)
            path.lineTo(bend + QPointF(BOX_WIDTH, 0))
        end = target.pos() + QPointF(0, BOX_HEIGHT / 2)
        _curve_to(path, end)
        path.addPolygon([end + QPointF(-7, -4), end, end + QPointF(-7, 4)])
        self.setPath(path)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        super().paint(painter, option, widget)

    def show_as(self, *, followed: bool) -> None:
        self.setPen(QPen(theme().color("link" if followed else "border"), 2 if followed else 1))
        self.setZValue(0.5 if followed else 0)


def _curve_to(path: QPainterPath, end: QPointF) -> None:
    start = path.currentPosition()
    half = QPointF((end.x() - start.x()) / 2, 0)
    path.cubicTo(start + half, end - half, end)


class ImpactPicture(QGraphicsView):
    """`chosen` carries the id of the box that the cursor is on, `opened` the one to go into.

    Arrow keys go from box to box, Return opens, Ctrl with the wheel, + and − make it larger and smaller, 0 fits it.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("impact.picture")
        self.setAccessibleName(_("What would be hit, as a picture; the list beside it says the same"))
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self._drawn = QGraphicsScene(self)
        self.setScene(self._drawn)
        self._layers = Layers((), (), {})
        self._boxes: dict[UUID, Box] = {}
        self._lines: list[Line] = []
        self._current: UUID | None = None
        self._fits = True
        self._begins = True
        theme().changed.connect(self._recolour)
        self._recolour()

    def show_impact(self, impact: Impact) -> None:
        """Draw it anew; the cursor stands on what fails."""
        self._layers = layers_of(impact)
        self._drawn.clear()
        self._boxes.clear()
        bends: dict[UUID, QPointF] = {}
        for column, nodes in enumerate(self._layers.columns):
            across, down = column * (BOX_WIDTH + GAP_ACROSS), -_height_of(nodes) / 2
            for node in nodes:
                if node.is_box:
                    box = self._boxes[node.id] = Box(node)
                    box.setPos(across, down)
                    self._drawn.addItem(box)
                else:
                    bends[node.id] = QPointF(across, down + BEND_HEIGHT / 2)
                down += (BOX_HEIGHT if node.is_box else BEND_HEIGHT) + GAP_DOWN
        self._lines = [
            Line(self._boxes[one], self._boxes[other], [bends[each] for each in through])
            for (one, other), through in self._layers.routes.items()
        ]
        for line in self._lines:
            self._drawn.addItem(line)
        self._drawn.setSceneRect(self._drawn.itemsBoundingRect().adjusted(-12, -12, 12, 12))
        self._current = next(iter(self._boxes), None)
        self._begins = True
        self._highlight()
        self.fit()

    def choose(self, node: UUID) -> None:
        """Put the cursor on a box, and show the ways that lead to it and from it."""
        if node not in self._boxes or node == self._current:
            return
        self._current = node
        self._begins = False
        self._highlight()
        self.ensureVisible(self._boxes[node], 24, 24)
        self.chosen.emit(node)

    def current(self) -> UUID | None:
        return self._current

    def fit(self) -> None:
        """As large as the room allows, but never so small that it cannot be read."""
        self._fits = True
        room, drawn = self.viewport().rect(), self._drawn.sceneRect()
        if drawn.isEmpty():
            return
        scale = min(room.width() / drawn.width(), room.height() / drawn.height(), 1.0)
        self.resetTransform()
        self.scale(max(scale, SMALLEST), max(scale, SMALLEST))
        if self._current is not None:
            self.centerOn(self._boxes[self._current])

    def zoom(self, factor: float) -> None:
        """Make it larger or smaller, between half and double size."""
        now = self.transform().m11()
        wanted = min(LARGEST, max(SMALLEST / 2, now * factor))
        self._fits = False
        self.scale(wanted / now, wanted / now)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if event.key() in ways and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._step(*ways[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current is not None:
            self.opened.emit(self._current)
        elif event.text() in ("+", "-"):
            self.zoom(1.25 if event.text() == "+" else 0.8)
        elif event.text() == "0":
            self.fit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        box = self._box_at(event.position())
        if box is not None:
            self.choose(box.node.id)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        box = self._box_at(event.position())
        if box is not None:
            self.opened.emit(box.node.id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.15 if event.angleDelta().y() > 0 else 0.87)
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def _box_at(self, point: QPointF) -> Box | None:
        found = self.itemAt(point.toPoint())
        return found if isinstance(found, Box) else None

    def _step(self, across: int, down: int) -> None:
        """To the next box that way; across, to the one nearest in height in the next column."""
        if self._current is None:
            return
        column, row = self._layers.place(self._current)
        if down:
            nodes = self._layers.boxes(column)
            self.choose(nodes[min(len(nodes) - 1, max(0, row + down))].id)
        elif 0 <= column + across < len(self._layers.columns):
            height = self._boxes[self._current].y()
            nodes = self._layers.boxes(column + across)
            self.choose(min(nodes, key=lambda node: abs(self._boxes[node.id].y() - height)).id)

    def _highlight(self) -> None:
        on_the_way = self._joined()
        for node, box in self._boxes.items():
            box.chosen = node == self._current
            box.aside = node not in on_the_way
            box.update()
        for line in self._lines:
            followed = line.source in on_the_way and line.target in on_the_way
            line.show_as(followed=followed and not self._begins)

    def _joined(self) -> set[UUID]:
        """The cursor's box, all that leads to it and all that it leads to; everything before somebody has chosen."""
        if self._current is None or self._begins:
            return set(self._boxes)
        lines = self._layers.lines
        onward = _reached(self._current, lines)
        back = _reached(self._current, [(target, source) for source, target in lines])
        return onward | back

    def _recolour(self) -> None:
        self.setBackgroundBrush(theme().color("window"))
        self._highlight()


def _height_of(nodes: Sequence[Node]) -> float:
    return sum((BOX_HEIGHT if node.is_box else BEND_HEIGHT) + GAP_DOWN for node in nodes) - GAP_DOWN


def _reached(begin: UUID, lines: Iterable[tuple[UUID, UUID]]) -> set[UUID]:
    found, waiting = {begin}, [begin]
    known = list(lines)
    while waiting:
        at = waiting.pop()
        for source, target in known:
            if source == at and target not in found:
                found.add(target)
                waiting.append(target)
    return found
