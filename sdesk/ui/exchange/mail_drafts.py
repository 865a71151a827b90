"""Drafts for the mail program: written out and opened there."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from sdesk.errors import SdeskError
from sdesk.translation import message as _
from sdesk.ui.records.opened_copies import write_out


def open_draft(content: bytes, name: str) -> Path:
    """Write an .eml draft and open it with the mail program. Raises SdeskError, with where it is, if none opens."""
    draft = write_out(content, name, read_only=False)
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(draft))):
        raise SdeskError(
            _("No mail program opened the draft."),
            _("It is at {path}; open it from there.", path=str(draft)),
        )
    return draft
