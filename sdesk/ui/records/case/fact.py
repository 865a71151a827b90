"""One fact of a case: its name and what is said of it, as text, until it is entered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.look import scaled_font, theme
from sdesk.ui.theme.marks import SHAPE_SIZE, Shape, paint_shape

NAME_SHARE = 0.34
"""How much of the width the names take."""
SIDE, TOP, LEAST = 8, 4, 28
NOTHING = "–"


@dataclass(frozen=True)
class Told:
    """What is said of a fact, in lines; with a shape before it where it stands in some way."""

    lines: tuple[str, ...] = ()
    shape: Shape | None = None

    def __str__(self) -> str:
        return ", ".join(filter(None, self.lines))


@dataclass(frozen=True)
class FactKind:
    """`field` is what a person changes of the record, "" where it is computed: then `opens` may ask in a dialog.

    `height` is in lines of text.
    """

    name: str
    title: Callable[[], str]
    field: str = ""
    height: int = 1
    opens: Callable[[Desk, Any, QWidget], object] | None = None


class FactKeeper(Protocol):
    """The column that a fact stands in: what is pressed on a fact, it does."""

    def fact_key(self, fact: "Fact", event: QKeyEvent) -> bool: ...

    def fact_composed(self, fact: "Fact", event: QInputMethodEvent) -> None: ...

    def fact_clicked(self, fact: "Fact") -> None: ...


class Fact(QWidget):
    """As high whatever it says, so that none moves when another is changed."""

    def __init__(self, kind: FactKind, keeper: FactKeeper, parent: QWidget) -> None:
        super().__init__(parent)
        self.kind = kind
        self.can_be_entered = False
        self._title = kind.title()
        self._keeper = keeper
        self._told = Told()
        self._tone = "text"
        self.setObjectName(f"fact.{kind.name}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, told: Told, *, missing: bool, wrong: str, can_be_entered: bool) -> None:
        """Show what is told; `missing` where the next step needs it, `wrong` where what is typed is not saved."""
        if missing and not told.lines:
            told = Told((_("missing"),))
        self._tone = "danger" if wrong else "warning" if missing else "text" if told.lines else "muted"
        self._told, self.can_be_entered = told, can_be_entered
        said = _("{field}: {text}").format(field=self._title, text=str(told) or _("empty"))
        self.setAccessibleName(said)
        self.setAccessibleDescription(wrong)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, can_be_entered)
        self.setCursor(Qt.CursorShape.IBeamCursor if can_be_entered else Qt.CursorShape.ArrowCursor)
        self.update()

    def text(self) -> str:
        """All that is told, also what there is no room for."""
        return str(self._told)

    def told(self) -> Told:
        return self._told

    def title(self) -> str:
        return self._title

    def tone(self) -> str:
        return self._tone

    def sizeHint(self) -> QSize:
        return QSize(0, max(LEAST, self.kind.height * self.fontMetrics().lineSpacing() + 2 * TOP))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    # keys and clicks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keeper.fact_key(self, event):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.commitString() or event.preeditString():
            self._keeper.fact_composed(self, event)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._keeper.fact_clicked(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # painting

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cut = self._shown() != [line for line in self._told.lines if line]
            told = [self.accessibleDescription(), str(self._told) if cut else ""]
            QToolTip.showText(event.globalPos(), plain_tip("\n".join(filter(None, told))), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        sides, metrics = self._sides(), self.fontMetrics()
        flags = self._side() | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine
        top = TOP if self.kind.height > 1 else (self.height() - metrics.height()) // 2
        name, said = (side.adjusted(0, top, 0, 0) for side in sides)
        painter.setPen(theme().color("muted"))
        painter.setFont(scaled_font("help"))
        name.translate(0, (metrics.height() - painter.fontMetrics().height()) // 2)
        for line in self._named(painter.fontMetrics(), name.width()):
            painter.drawText(name, flags, line)
            name.translate(0, painter.fontMetrics().lineSpacing())
        painter.setFont(self.font())
        if self._told.shape is not None:
            square = QRectF(0, 0, SHAPE_SIZE, SHAPE_SIZE)
            left = said.left() if not self.isRightToLeft() else said.right() - SHAPE_SIZE
            square.moveTo(left, said.top() + (metrics.height() - SHAPE_SIZE) / 2)
            paint_shape(painter, self._told.shape, square)
            step = SHAPE_SIZE + 6
            said = said.adjusted(0, 0, -step, 0) if self.isRightToLeft() else said.adjusted(step, 0, 0, 0)
        painter.setPen(theme().color(self._tone))
        for line in self._shown() or [NOTHING]:
            painter.drawText(said, flags, line)
            said.translate(0, metrics.lineSpacing())
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme().color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _named(self, metrics: QFontMetrics, wide: int) -> list[str]:
        """Its name, in as many lines as the fact has; the last one cut."""
        lines = _broken(self._title, metrics.horizontalAdvance, wide, self.kind.height)
        return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, wide) for line in lines]

    def _side(self) -> Qt.AlignmentFlag:
        return Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft

    def _sides(self) -> tuple[QRect, QRect]:
        """Where the name stands, and what is said."""
        room = self.rect().adjusted(SIDE, 0, -SIDE, 0)
        wide = round(room.width() * NAME_SHARE)
        name, said = QRect(room), QRect(room)
        if self.isRightToLeft():
            name.setLeft(room.right() - wide)
            said.setRight(name.left() - SIDE)
        else:
            name.setWidth(wide)
            said.setLeft(name.right() + SIDE)
        return name, said

    def _shown(self) -> list[str]:
        """What there is room for: its lines, or its one line broken; the last one cut."""
        wide = self._sides()[1].width() - (SHAPE_SIZE + 6 if self._told.shape else 0)
        given = [line for line in self._told.lines if line]
        if len(given) == 1 and self.kind.height > 1:
            given = _broken(given[0], self.fontMetrics().horizontalAdvance, wide, self.kind.height)
        cut = self.fontMetrics().elidedText
        return [cut(line, Qt.TextElideMode.ElideRight, wide) for line in given[: self.kind.height]]


def _broken(text: str, width_of: Callable[[str], int], wide: int, most: int) -> list[str]:
    """Words put into lines; the last takes all that is left."""
    lines, words = [""], text.split()
    for at, word in enumerate(words):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer) > wide:
            if len(lines) == most:
                return [*lines[:-1], " ".join([lines[-1], *words[at:]])]
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


__all__ = ["Fact", "FactKind", "Told"]
