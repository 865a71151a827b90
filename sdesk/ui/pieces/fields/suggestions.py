"""The list that drops down under a line while a name is typed in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from sdesk.translation import gettext as _
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.look import LIST_ROW_HEIGHT, theme

_CANDIDATE_ROLE = Qt.ItemDataRole.UserRole + 1
_DETAIL_ROLE = Qt.ItemDataRole.UserRole + 2
_TYPED_ROLE = Qt.ItemDataRole.UserRole + 3
MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that can be linked to: its id, its name, and a detail that tells it from its namesakes."""

    id: UUID
    text: str
    detail: str = ""


class PopupList(QListView):
    """The list itself."""


class _SuggestionLine(QStyledItemDelegate):
    """A name with its detail, muted, at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), LIST_ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        detail = index.data(_DETAIL_ROLE)
        if detail:
            taken = option.fontMetrics.horizontalAdvance(index.data()) + 28
            room: QRect = option.rect.adjusted(taken, 0, -10, 0)
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.save()
            painter.setPen(theme().color("on_selection" if chosen else "muted"))
            said = option.fontMetrics.elidedText(detail, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said)
            painter.restore()


class Suggestions(QObject):
    """Shows candidates under a line edit: ↑ ↓ to choose, Return or a click to take, Esc to close, Tab to go on."""

    taken = Signal(object)  # a Candidate
    createRequested = Signal(str)

    def __init__(self, edit: QLineEdit, under: QWidget) -> None:
        """`under` is the box around the line, as wide as the list will be."""
        super().__init__(edit)
        self._edit = edit
        self._under = under
        self._model = QStandardItemModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(MOST_SHOWN)
        self._popup = PopupList()
        self._completer.setPopup(self._popup)
        self._popup.installEventFilter(self)
        self._popup.setItemDelegate(_SuggestionLine(self._popup))
        self._popup.setUniformItemSizes(True)
        self._popup.setIconSize(QSize(16, 16))
        self._popup.setAccessibleName(_("Matches"))
        self._completer.setWidget(edit)
        self._completer.activated[QModelIndex].connect(self._take)  # type: ignore[index]

    def offer(self, candidates: Sequence[Candidate], *, create: str | None = None) -> None:
        """Show these, and below them *Create “…”* if `create` says what."""
        self._model.clear()
        for candidate in candidates:
            line = QStandardItem(candidate.text)
            line.setData(candidate, _CANDIDATE_ROLE)
            line.setData(candidate.detail, _DETAIL_ROLE)
            self._model.appendRow(line)
        if create is not None:
            said = _("Create “{name}”…").format(name=create) if create else _("Create a new one…")
            line = QStandardItem(icon("plus", "link"), said)
            line.setData(create, _TYPED_ROLE)
            self._model.appendRow(line)
        if not self._model.rowCount():
            typed = self._edit.text().strip()
            matches = _("Nothing matches “{words}”. Clear it to see all.").format(words=typed)
            line = QStandardItem(matches if typed else _("Nothing to choose from yet"))
            line.setFlags(Qt.ItemFlag.NoItemFlags)
            self._model.appendRow(line)
        corner = self._edit.mapFrom(self._under, QPoint(0, 0))
        self._completer.complete(QRect(corner, self._under.size() + QSize(0, 2)))
        if self._edit.text():
            self._popup.setCurrentIndex(self._popup.model().index(0, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab is for the line, which it leaves: an open list would keep the keys that are pressed next."""
        tabs = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in tabs:
            self.close()
            return QApplication.sendEvent(self._edit, event)
        return super().eventFilter(watched, event)

    def close(self) -> None:
        self._popup.hide()

    def isOpen(self) -> bool:
        return self._popup.isVisible()

    def popup(self) -> PopupList:
        return self._popup

    def texts(self) -> list[str]:
        """The lines shown now."""
        return (
            [self._model.item(row).text() for row in range(self._model.rowCount())] if self.isOpen() else []
        )

    def _take(self, index: QModelIndex) -> None:
        candidate = index.data(_CANDIDATE_ROLE)
        self.close()
        if candidate is not None:
            self.taken.emit(candidate)
        elif index.data(_TYPED_ROLE) is not None:
            self.createRequested.emit(index.data(_TYPED_ROLE))
