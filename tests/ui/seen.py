"""Everything that a widget says: on the screen, in tips, and to a screen reader."""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QTreeView,
    QWidget,
)

MOST_ROWS = 40
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


def texts_of(top: QWidget) -> Iterator[tuple[str, str]]:
    """Where it is said (the names of the widgets that lead there), and what."""
    for widget in (top, *top.findChildren(QWidget)):
        if not _belongs_to_qt(widget):
            place = _place(widget)
            yield from ((place, text) for text in _texts(widget) if text)


def _belongs_to_qt(widget: QWidget) -> bool:
    """What Qt makes, Qt translates."""
    return isinstance(widget.window(), QFileDialog) or isinstance(widget.parent(), QTabBar)


def _place(widget: QWidget) -> str:
    names = []
    at: QWidget | None = widget
    while at is not None:
        names.append(at.objectName() or type(at).__name__)
        at = at.parentWidget()
    return " < ".join(names[:6])


def _texts(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.statusTip(), widget.accessibleName(), widget.accessibleDescription())
    yield from (action.text() for action in widget.actions())
    yield from (action.toolTip() for action in widget.actions() if action.text())
    if widget.isWindow():
        yield widget.windowTitle()
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit():
            yield from (widget.text(), widget.placeholderText())
        case QPlainTextEdit() | QTextEdit():
            yield from (widget.toPlainText(), widget.placeholderText())
        case QTabBar():
            yield from (widget.tabText(at) for at in range(widget.count()))
            yield from (widget.accessibleTabName(at) for at in range(widget.count()))
            yield from (widget.tabToolTip(at) for at in range(widget.count()))
        case QComboBox():
            yield from (widget.itemText(at) for at in range(widget.count()))
        case QMenu():
            yield widget.title()
        case QHeaderView():
            pass
        case QAbstractItemView() if widget.model() is not None:
            yield from _items(widget.model(), widget)


def _items(
    model: QAbstractItemModel, view: QAbstractItemView, under: QModelIndex | None = None
) -> Iterator[str]:
    parent = under or QModelIndex()
    columns = range(1 if isinstance(view, QListView) else model.columnCount(parent))
    rows = range(min(model.rowCount(parent), MOST_ROWS))
    for role in ROLES:
        if under is None:
            yield from (str(model.headerData(at, Qt.Orientation.Horizontal, role) or "") for at in columns)
        yield from (str(model.index(row, at, parent).data(role) or "") for row in rows for at in columns)
    if isinstance(view, QTreeView):
        for row in rows:
            yield from _items(model, view, model.index(row, 0, parent))
