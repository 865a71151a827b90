"""What came with the call and is kept with its record: a short list, with a way to take each away."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from sdesk.practice.exchange.incoming_mail import Mail
from sdesk.practice.incident.by_mail import Taken
from sdesk.practice.intake.came_with import CameWith
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.pieces import STRETCH, ElidedLabel, HelpText, column_of, quiet_button, row_of, tool_button
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.look import GRID


class CameLine(QWidget):
    """One of them."""

    removed = Signal()

    def __init__(self, came: CameWith, parent: QWidget) -> None:
        super().__init__(parent)
        picture = QLabel(self)
        picture.setPixmap(icon(_icon_of(came), "muted").pixmap(16, 16))
        text = said_of(came)
        away = tool_button("x", _("Take away {file}").format(file=text), self, name="came.away")
        away.clicked.connect(self.removed)
        row_of(picture, (ElidedLabel(text, self), 1), away, inside=self)
        self.setAccessibleName(text)


class CameList(QWidget):
    """`changed` says that there is more or less of it, `chosen` carries the paths of files that somebody chose."""

    changed = Signal()
    chosen = Signal(list)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("came")
        self._came: list[CameWith] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        add = quiet_button(_("Attach files…"), self, icon_name="paperclip", name="came.attach")
        add.setAutoDefault(False)
        add.clicked.connect(self.choose)
        hint = HelpText(_("Or drop or paste a mail, files or a picture."), self)
        hint.setWordWrap(False)
        column_of(self._lines, row_of(add, hint, STRETCH), inside=self, spacing=GRID // 2)

    def all(self) -> tuple[CameWith, ...]:
        return tuple(self._came)

    def has(self, came: CameWith) -> bool:
        return any(each.what_it_is == came.what_it_is for each in self._came)

    def add(self, came: CameWith) -> None:
        self._came.append(came)
        self._show()

    def remove(self, came: CameWith) -> None:
        self._came.remove(came)
        self._show()

    def clear(self) -> None:
        if self._came:
            self._came.clear()
            self._show()

    def choose(self) -> None:
        dialog = QFileDialog(self, _("Attach files"))
        dialog.setObjectName("file.came")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.chosen)
        dialog.open()

    def _show(self) -> None:
        while item := self._lines.takeAt(0):
            if (line := item.widget()) is not None:
                line.hide()
                line.deleteLater()
        for each in self._came:
            line = CameLine(each, self)
            line.removed.connect(partial(self.remove, each))
            self._lines.addWidget(line)
            line.show()
        self.changed.emit()


def said_of(came: CameWith) -> str:
    """A mail says from whom it is, and how many files are in it."""
    if came.mail is None:
        return came.name
    said = _("Mail from {name}: {subject}").format(name=sender_of(came.mail), subject=subject_of(came.mail))
    count = len(came.mail.files)
    return (
        ngettext("{mail}, {n} file", "{mail}, {n} files", count).format(mail=said, n=count) if count else said
    )


def sender_of(mail: Mail) -> str:
    return mail.name or mail.email or _("nobody named")


def subject_of(mail: Mail) -> str:
    return mail.about or _("no subject")


def where_it_is(taken: Taken) -> str:
    """What came of putting a mail into a story."""
    said = _("{number} has this mail already.") if taken.known else _("The mail is in the story of {number}.")
    return said.format(number=taken.record.number)


def _icon_of(came: CameWith) -> str:
    return "mail" if came.mail else "image" if came.picture else "paperclip"


__all__ = ["CameList", "said_of", "sender_of", "subject_of", "where_it_is"]
