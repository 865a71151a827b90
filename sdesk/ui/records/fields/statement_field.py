"""A statement of an adopted standard: typed by its id or by a word of it, picked from a list."""

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from sdesk.practice.audit.questions import statement_called, statements
from sdesk.ui.pieces import TextField
from sdesk.ui.records.fields.link_fields import FieldContext
from sdesk.ui.wording import worded

_ID_ROLE = Qt.ItemDataRole.UserRole + 1


class _Statements(QCompleter):
    """Looks in ids and words, and gives ids."""

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(_ID_ROLE))


class StatementField(TextField):
    """`value()` is the id; to read, its words stand behind it."""

    def __init__(
        self, context: FieldContext, parent: QWidget | None = None, *, placeholder: str = ""
    ) -> None:
        super().__init__(parent, placeholder=placeholder)
        self._packs = context.desk.workspace.packs
        known = QStandardItemModel(self)
        for each in statements(self._packs):
            item = QStandardItem(worded(each.text))
            item.setData(each.id, _ID_ROLE)
            known.appendRow(item)
        completer = _Statements(known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(12)
        completer.activated.connect(self.changed)
        cast(QLineEdit, self.focusProxy()).setCompleter(completer)

    def displayText(self) -> str:
        known = statement_called(self._packs, self.value())
        return worded(known.text) if known else self.value()
