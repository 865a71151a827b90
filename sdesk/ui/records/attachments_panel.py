"""The files that are kept with a record: add, open, save as, remove."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from sdesk.errors import SdeskError
from sdesk.file_names import safe_name
from sdesk.models import Attachment, Record
from sdesk.practice.exchange.handouts import hand_out
from sdesk.practice.lifecycle.attachments import (
    attach_file,
    attachments_of,
    content_of_attachment,
    remove_attachment,
)
from sdesk.translation import gettext as _
from sdesk.translation import message
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import (
    STRETCH,
    Callout,
    HelpText,
    Tone,
    button,
    column_of,
    danger_button,
    quiet_button,
    row_of,
    tool_button,
)
from sdesk.ui.records.opened_copies import write_out
from sdesk.ui.records.reading import moment_text
from sdesk.ui.theme.look import PAGE_MARGIN
from sdesk.ui.wording import worded

FROZEN_PRINT = "frozen"
"""The purpose of the prints that the program keeps of approved reports: they stay."""

OPENED = (
    ".pdf", ".png", ".jpg", ".jpeg", ".txt", ".csv", ".md", ".docx", ".xlsx", ".odt", ".ods", ".eml", ".ics",
)  # fmt: skip
"""The types that may be opened from here: they show something and run nothing."""


def open_copy(desk: Desk, attachment: Attachment) -> Path:
    """Copy the file out, read-only, and open it with the program of the system. Raises SdeskError."""
    if Path(safe_name(attachment.name)).suffix.lower() not in OPENED:
        raise SdeskError(
            message("{file} is of a type that is not opened from here.", file=attachment.name),
            message("Save it somewhere, check it, and open it there."),
        )
    copy = write_out(content_of_attachment(desk.workspace, attachment), attachment.name)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy)))
    return copy


def write_copy(desk: Desk, attachment: Attachment, path: Path) -> None:
    """Write the file to `path`, told in the history of its record. Raises SdeskError when that cannot be."""
    content = content_of_attachment(desk.workspace, attachment)
    hand_out(desk.workspace, path, content, attachment.record_id)


class AttachmentLine(QWidget):
    """One file: its name opens it; taking it away asks once, in place."""

    opened = Signal(object)
    kept_as = Signal(object)
    removed = Signal(object)

    def __init__(self, desk: Desk, attachment: Attachment, parent: QWidget) -> None:
        super().__init__(parent)
        self.attachment = attachment
        locale = QLocale()
        size = locale.formattedDataSize(attachment.size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
        file = attachment.name
        name = quiet_button(file.replace("&", "&&"), self, icon_name="paperclip", name="attachment.open")
        name.setToolTip(_("Open a copy to read"))
        name.clicked.connect(self._open)
        about = HelpText(f"{size} · {moment_text(attachment.added_at)}", self)
        about.setWordWrap(False)
        keep = tool_button("download", _("Save {file} as…").format(file=file), self, name="attachment.save")
        desk.writes(keep).clicked.connect(self._keep)
        self._bin = tool_button(
            "trash-2", _("Remove {file}").format(file=file), self, name="attachment.remove"
        )
        self._bin.setVisible(attachment.purpose != FROZEN_PRINT)
        desk.writes(self._bin).clicked.connect(self._ask)
        self._sure = danger_button(_("Remove"), self, name="attachment.remove.sure")
        self._sure.clicked.connect(self._remove)
        self._stay = quiet_button(_("Keep"), self)
        self._stay.clicked.connect(self._calm)
        line = row_of(name, STRETCH, inside=self)
        for widget in (about, keep, self._bin, self._sure, self._stay):
            line.addWidget(widget)
        self._calm()

    def _open(self) -> None:
        self.opened.emit(self.attachment)

    def _keep(self) -> None:
        self.kept_as.emit(self.attachment)

    def _remove(self) -> None:
        self.removed.emit(self.attachment)

    def _ask(self) -> None:
        self._sure.show()
        self._stay.show()
        self._bin.hide()
        self._sure.setFocus(Qt.FocusReason.OtherFocusReason)

    def _calm(self) -> None:
        self._sure.hide()
        self._stay.hide()
        self._bin.setVisible(self.attachment.purpose != FROZEN_PRINT)


class AttachmentsPanel(QScrollArea):
    """The files of one record."""

    add_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("record.attachments")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._desk = desk
        self._record: Record | None = None
        self._page = page = QWidget(self)
        self._trouble = Callout(Tone.ERROR, "", page)
        self._trouble.hide()
        add = button(_("Attach a file…"), page, icon_name="paperclip", name="action.attach-file")
        desk.writes(add).clicked.connect(self.add_asked)
        hint = HelpText(_("Or drop files on the form. The original stays as it is."), page)
        head = row_of(add, (hint, 1), spacing=12)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        column_of(
            head,
            self._trouble,
            self._lines,
            STRETCH,
            inside=page,
            margins=(PAGE_MARGIN, 12, PAGE_MARGIN, PAGE_MARGIN),
            spacing=12,
        )
        self.setWidget(page)

    def show_record(self, record: Record | None) -> int:
        """List the record's files; how many there are."""
        if record is None or self._record is None or record.id != self._record.id:
            self._trouble.hide()
        self._record = record
        while item := self._lines.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        found = attachments_of(self._desk.workspace, record) if record else []
        for attachment in found:
            line = AttachmentLine(self._desk, attachment, self._page)
            line.opened.connect(self._open)
            line.kept_as.connect(self._save_as)
            line.removed.connect(self._remove)
            self._lines.addWidget(line)
        return len(found)

    def take(self, record: Record, names: Sequence[str]) -> str:
        """Keep copies of these files with the record; what cannot be taken in is said here, and returned."""
        faults = []
        for name in names:
            try:
                attach_file(self._desk.workspace, record, Path(name))
            except SdeskError as fault:
                faults.append(worded(fault))
        self.show_record(record)
        self._say(" ".join(faults))
        return " ".join(faults)

    def _open(self, attachment: Attachment) -> None:
        self._try(lambda: open_copy(self._desk, attachment))

    def _save_as(self, attachment: Attachment) -> None:
        dialog = QFileDialog(self, _("Save file"))
        dialog.setObjectName("file.save-attachment")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(safe_name(attachment.name))
        dialog.fileSelected.connect(
            lambda chosen: self._try(lambda: write_copy(self._desk, attachment, Path(chosen)))
        )
        dialog.open()

    def _remove(self, attachment: Attachment) -> None:
        self._try(lambda: remove_attachment(self._desk.workspace, attachment.id))
        self.show_record(self._record)

    def _try(self, does: Callable[[], object]) -> None:
        try:
            does()
        except SdeskError as fault:
            self._say(worded(fault))
        else:
            self._say("")

    def _say(self, text: str) -> None:
        self._trouble.say(Tone.ERROR, text)
        self._trouble.setVisible(bool(text))
