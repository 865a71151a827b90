"""Lines to type in that are no field of a record: what is searched for, and what nobody may read along."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.theme.icons import icon

_CLEARS = "_q_qlineeditclearaction"
"""What Qt calls the action behind the × in a line."""


def secret_line(name: str, title: str, parent: QWidget) -> QLineEdit:
    made = QLineEdit(parent)
    made.setObjectName(name)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setPlaceholderText(title)
    made.setAccessibleName(title)
    return made


def make_searching(line: QLineEdit) -> None:
    """With a glass before what is typed and a × behind it; both have a word, for who does not see them."""
    line.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition).setText(_("Search"))
    line.setClearButtonEnabled(True)
    clears = line.findChild(QAction, _CLEARS)
    if clears is not None:
        clears.setText(_("Empty the line"))


def add_opener(line: QLineEdit, picture: str, word: str) -> QAction:
    """A small button at the end of a line that opens what can be chosen; keys open it, too."""
    made = line.addAction(icon(picture, "muted"), QLineEdit.ActionPosition.TrailingPosition)
    made.setText(word)
    return made
