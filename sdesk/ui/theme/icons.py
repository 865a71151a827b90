"""Icons by name, in the colours of the theme, crisp at any size; they follow the theme when it changes."""

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from sdesk.paths import resource
from sdesk.ui.theme.look import theme


class _TintedIcon(QIconEngine):
    """Draws one SVG in a role's colour as it is at the moment of painting."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = "border" if mode == QIcon.Mode.Disabled else self._role
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        _drawing(self._name, theme().color(role).name()).render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        role = "border" if mode == QIcon.Mode.Disabled else self._role
        key = f"sdesk/{self._name}/{theme().color(role).name()}/{size.width()}x{size.height()}"
        drawn = QPixmap()
        if not QPixmapCache.find(key, drawn):
            drawn = QPixmap(size)
            drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(drawn)
            self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
            painter.end()
            QPixmapCache.insert(key, drawn)
        return drawn

    def clone(self) -> QIconEngine:
        copy = _TintedIcon(self._name, self._role)
        _copies.append(copy)
        return copy


def icon(name: str, role: str = "text") -> QIcon:
    """The Lucide icon `name`, drawn in the theme's colour `role`; FileNotFoundError if we do not carry it."""
    _source(name)
    return QIcon(_TintedIcon(name, role))


def app_icon() -> QIcon:
    """The program's own icon, the same in every theme."""
    return QIcon(str(resource("icons", "sdesk.svg")))


_copies: list[QIconEngine] = []
"""Qt owns what clone() gives it, but PySide would drop it on return."""


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _drawing(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
