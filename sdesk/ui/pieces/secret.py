"""A line in which nobody can read along."""

from PySide6.QtWidgets import QLineEdit, QWidget


def secret_line(name: str, title: str, parent: QWidget) -> QLineEdit:
    made = QLineEdit(parent)
    made.setObjectName(name)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setPlaceholderText(title)
    made.setAccessibleName(title)
    return made
