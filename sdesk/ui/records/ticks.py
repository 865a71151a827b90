"""What can be ticked: a filter, the list, and beside it what is to be known of the one in focus."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QListWidget, QListWidgetItem, QWidget

from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.pieces import Aside, FieldTitle, HelpText, column_of, row_of
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.look import LIST_ROW_HEIGHT
from sdesk.ui.unsaved.typing import SPOKEN_FOR

FEWEST_LINES, MOST_LINES = 3, 10


@dataclass(frozen=True)
class Offer:
    """What can be ticked, by its key; `words` are what is to be known of it, a line each."""

    key: str
    name: str
    words: Sequence[str] = ()


class TickList(QListWidget):
    """A click anywhere on a line ticks it, as Space does."""

    def __init__(self, parent: QWidget, columns: int) -> None:
        super().__init__(parent)
        self._columns = columns
        self._pressed: tuple[QListWidgetItem, Qt.CheckState] | None = None
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)

    def fit(self) -> None:
        """As many columns as there is room for, and as high as the lines that are shown."""
        bar = self.verticalScrollBar().sizeHint().width()
        room = max((self.width() - 2 * self.frameWidth() - bar - 2) // self._columns, 120)
        self.setGridSize(QSize(room, LIST_ROW_HEIGHT))
        items = [self.item(at) for at in range(self.count())]
        blocked = self.blockSignals(True)  # how wide an item is is no tick
        for item in items:
            item.setSizeHint(QSize(room - 4, LIST_ROW_HEIGHT))
        self.blockSignals(blocked)
        shown = sum(not item.isHidden() for item in items)
        lines = min(max(-(-shown // self._columns), FEWEST_LINES), MOST_LINES)
        self.setFixedHeight(lines * LIST_ROW_HEIGHT + 2 * self.frameWidth() + 6)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        self._pressed = (item, item.checkState()) if item is not None else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is None or self.itemAt(event.position().toPoint()) is not pressed[0]:
            return
        item, was = pressed
        if item.checkState() is was:
            ticked = Qt.CheckState.Unchecked if was is Qt.CheckState.Checked else Qt.CheckState.Checked
            item.setCheckState(ticked)


class Ticks(QWidget):
    """`ticked` says that a person ticked something or took a tick away, by its key."""

    ticked = Signal(str, bool)
    focused = Signal(str)

    def __init__(
        self, name: str, title: str, parent: QWidget | None = None, *, columns: int = 2, filters: bool = True
    ) -> None:
        super().__init__(parent)
        self._offers: dict[str, Offer] = {}
        self._items: dict[str, QListWidgetItem] = {}
        self._filter = QLineEdit(self)
        self._filter.setObjectName(f"{name}.filter")
        self._filter.setProperty(SPOKEN_FOR, True)
        self._filter.setPlaceholderText(_("Filter"))
        self._filter.setAccessibleName(_("Filter: {list}").format(list=title))
        self._filter.setMaximumWidth(180)
        self._filter.textChanged.connect(self._narrow)
        self._filter.setVisible(filters)
        self._count = Aside("", self)
        self._count.setObjectName(f"{name}.count")
        self._list = TickList(self, columns)
        self._list.setObjectName(f"{name}.list")
        self._list.setAccessibleName(title)
        self._list.itemChanged.connect(self._changed)
        self._list.currentItemChanged.connect(self._tell)
        self._said = QFrame(self)
        self._name = FieldTitle("", self._said)
        self._name.setWordWrap(True)
        self._words = [HelpText("", self._said) for _line in range(5)]
        self.beside = column_of(self._name, *self._words, inside=self._said, spacing=2)
        self.beside.addStretch(1)
        self._said.setFixedWidth(232)
        column_of(
            row_of(self._filter, self._count, -1),
            row_of((self._list, 1), (self._said, 0, Qt.AlignmentFlag.AlignTop), spacing=16),
            inside=self,
            spacing=4,
        )
        self.setFocusProxy(self._list)

    # what is said

    def offer(self, offers: Sequence[Offer]) -> None:
        """What there is to tick, in this order; ticks stay."""
        ticked, current = self.keys(), self.current()
        blocked = self._list.blockSignals(True)
        self._list.clear()
        self._offers = {each.key: each for each in offers}
        self._items = {}
        for each in offers:
            item = QListWidgetItem(each.name, self._list)
            item.setData(Qt.ItemDataRole.UserRole, each.key)
            item.setToolTip(plain_tip(each.name))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self._items[each.key] = item
        self._list.blockSignals(blocked)
        self.tick(ticked)
        at = self._items.get(current) or self._list.item(0)
        if at is not None:
            self._list.setCurrentItem(at)
        self._tell()
        self._narrow(self._filter.text())

    def say(self, offer: Offer) -> None:
        """What is to be known of one that is offered, from now on."""
        self._offers[offer.key] = offer
        self._tell()

    def tick(self, keys: Collection[str]) -> None:
        """Show these as ticked, and no others."""
        blocked = self._list.blockSignals(True)
        for key, item in self._items.items():
            item.setCheckState(Qt.CheckState.Checked if key in keys else Qt.CheckState.Unchecked)
        self._list.blockSignals(blocked)
        self._show_count()

    def keys(self) -> tuple[str, ...]:
        """What is ticked."""
        return tuple(key for key, item in self._items.items() if item.checkState() is Qt.CheckState.Checked)

    def current(self) -> str:
        item = self._list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    # what people do

    def _changed(self, item: QListWidgetItem) -> None:
        self._show_count()
        key = str(item.data(Qt.ItemDataRole.UserRole))
        self.ticked.emit(key, item.checkState() is Qt.CheckState.Checked)

    def _narrow(self, words: str) -> None:
        wanted = words.casefold().split()
        for key, item in self._items.items():
            offer = self._offers[key]
            said = " ".join((offer.name, *offer.words)).casefold()
            item.setHidden(not all(word in said for word in wanted))
        self._list.fit()
        at = self._list.currentItem()
        if at is None or at.isHidden():  # Space acts on the current one: it has to be in sight
            shown = (each for each in self._items.values() if not each.isHidden())
            self._list.setCurrentItem(next(shown, None))  # type: ignore[arg-type]  # Qt takes null for none

    def _tell(self, *_moved: object) -> None:
        offer = self._offers.get(self.current())
        self._name.setText(offer.name if offer else _("Nothing matches."))
        words = list(offer.words) if offer else []
        for label, said in zip(self._words, [*words, *[""] * len(self._words)], strict=False):
            label.setText(said)
            label.setVisible(bool(said))
        self.focused.emit(self.current())

    def _show_count(self) -> None:
        n = len(self.keys())
        self._count.setText(ngettext("{n} chosen", "{n} chosen", n).format(n=n))


__all__ = ["Offer", "Ticks"]
