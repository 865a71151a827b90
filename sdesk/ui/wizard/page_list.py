"""The pages of a wizard down its left side, each with its state."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sdesk.models.record import approval
from sdesk.practice.guidance.wizards import WizardPage
from sdesk.translation import gettext as _
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.look import scaled_font, theme
from sdesk.ui.theme.marks import SHAPE_SIZE, Shape, StateMark, paint_shape
from sdesk.ui.wording import worded

INDENT = 34
"""From the left edge to the text, the shape standing before it."""
RIGHT = 10
ABOVE = 6
MOST_LINES = 2


def mark_of_page(page: WizardPage) -> StateMark:
    """How far a page has come, as shape and word."""
    if page.finished:
        return StateMark(Shape.APPROVED, _("done"))
    if page.standing.state == "overdue":
        return StateMark(Shape.OVERDUE, _("overdue"))
    if page.standing.state == "waiting":
        planned = page.task.cadence == "setup"
        return StateMark(Shape.IN_PROGRESS, _("planned") if planned else _("waiting"))
    if page.blocked and page.case is not None:
        return StateMark(Shape.DRAFT, _("later"))
    if page.case is not None:
        return StateMark(Shape.IN_PROGRESS, _("now"))
    begun = any(product.record is not None for product in page.products if not product.optional)
    if page.holds_back:
        return StateMark(Shape.BLOCKED, _held_back(page, begun))
    return StateMark(Shape.IN_PROGRESS, _("begun")) if begun else StateMark(Shape.DRAFT, _("ready"))


def _held_back(page: WizardPage, begun: bool) -> str:
    """What waits, where there is something to write; whether it is begun."""
    if not page.products:
        return _("blocked")
    steps = [each.step for each in page.products if each.step and not each.finished]
    if steps and all(step.label == approval().label for step in steps):
        return _("begun, approval waits") if begun else _("approval waits")
    return _("begun, last step waits") if begun else _("last step waits")


class PageEntry(QAbstractButton):
    """One page: its state's shape, the task's name, and below it its number and state in words."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._mark = StateMark(Shape.DRAFT, "")
        self._name = ""
        self.setObjectName(f"task.{key}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self.update)

    def show_page(self, page: WizardPage) -> None:
        self._name = _(page.task.name)
        self._mark = mark_of_page(page)
        self.setText(self._name)
        self.updateGeometry()
        self.setToolTip(plain_tip(f"{page.key} {self._name}\n{worded(page.standing.detail)}"))
        self.setAccessibleName(f"{page.key} {self._name}, {self._mark.word}")
        self.update()

    def mark(self) -> StateMark:
        return self._mark

    def sizeHint(self) -> QSize:
        return QSize(220, self.heightForWidth(220))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = len(self._lines(width - INDENT - RIGHT))
        below = QFontMetrics(scaled_font("help")).lineSpacing()
        return 2 * ABOVE + lines * self._name_metrics().lineSpacing() + below + 2

    def _name_metrics(self) -> QFontMetrics:
        """Of the stronger font, so that a name takes the same room whether its page is shown or not."""
        return QFontMetrics(scaled_font("body", strong=True))

    def _lines(self, width: int) -> list[str]:
        """The name in at most two lines; the second ends in … if it has to."""
        metrics = self._name_metrics()
        lines: list[str] = [""]
        for word in self._name.split():
            longer = f"{lines[-1]} {word}".strip()
            if metrics.horizontalAdvance(longer) <= width or not lines[-1]:
                lines[-1] = longer
            elif len(lines) < MOST_LINES:
                lines.append(word)
            else:
                lines[-1] = metrics.elidedText(f"{longer} …", Qt.TextElideMode.ElideRight, width)
                break
        return lines

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        spacing = self._name_metrics().lineSpacing()
        paint_shape(
            painter, self._mark.shape, QRectF(14, ABOVE + (spacing - SHAPE_SIZE) / 2, SHAPE_SIZE, SHAPE_SIZE)
        )
        text = theme().color("on_selection" if self.isChecked() else "text")
        painter.setPen(text)
        painter.setFont(scaled_font("body", strong=self.isChecked()))
        room = self.width() - INDENT - RIGHT
        top = ABOVE
        for line in self._lines(room):
            painter.drawText(QRect(INDENT, top, room, spacing), Qt.AlignmentFlag.AlignVCenter, line)
            top += spacing
        painter.setFont(scaled_font("help"))
        painter.setPen(text if self.isChecked() else theme().color("muted"))
        below = painter.fontMetrics().lineSpacing()
        said = f"{self.key} · {self._mark.word}"
        painter.drawText(QRect(INDENT, top + 2, room, below), Qt.AlignmentFlag.AlignVCenter, said)

    def _paint_ground(self, painter: QPainter) -> None:
        room = QRectF(self.rect()).adjusted(4, 1, -4, -1)
        ground = "selection" if self.isChecked() else "hover" if self.underMouse() else ""
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color(ground))
            painter.drawRoundedRect(room, 5, 5)
        if self.hasFocus():
            painter.setPen(QPen(theme().color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(room.adjusted(1, 1, -1, -1), 5, 5)


class PageList(QScrollArea):
    """`chosen` carries the key of the page that a person went to. Up and Down go to the neighbours."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wizard.pages")
        self.setAccessibleName(_("Pages"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._entries: dict[str, PageEntry] = {}
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._clicked)
        self._inside = QWidget(self)
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(4, 4, 4, 8)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self.setWidget(self._inside)

    def show_pages(self, pages: Sequence[WizardPage]) -> None:
        """Show these pages as they stand now."""
        if list(self._entries) != [page.key for page in pages]:
            self._rebuild([page.key for page in pages])
        for page in pages:
            self._entries[page.key].show_page(page)

    def choose(self, key: str) -> None:
        """Mark a page as the one that is shown."""
        entry = self._entries.get(key)
        if entry is not None:
            entry.setChecked(True)
            self.ensureWidgetVisible(entry, 0, entry.height())

    def entry(self, key: str) -> PageEntry:
        """Raises KeyError for a page that is not here."""
        return self._entries[key]

    def focus_current(self) -> None:
        current = self._group.checkedButton()
        if current is not None:
            current.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rebuild(self, keys: Sequence[str]) -> None:
        for entry in self._entries.values():
            self._group.removeButton(entry)
            entry.hide()
            entry.deleteLater()
        self._entries = {key: PageEntry(key, self._inside) for key in keys}
        for place, entry in enumerate(self._entries.values()):
            self._group.addButton(entry, place)
            self._column.insertWidget(place, entry)

    def _clicked(self, place: int) -> None:
        self.chosen.emit(list(self._entries)[place])
