"""Drafts for the mail program: written to a folder of their own and opened there."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from sdesk.errors import SdeskError
from sdesk.translation import gettext as _


def open_draft(content: bytes, name: str) -> Path:
    """Write an .eml draft and open it with the mail program. Raises SdeskError, with where it is, if none opens."""
    draft = Path(tempfile.mkdtemp(prefix="sdesk-")) / name
    try:
        draft.write_bytes(content)
    except OSError as fault:
        raise SdeskError(
            _("The draft could not be written: {cause}.").format(cause=fault.strerror),
            _("Free some space and try again."),
        ) from fault
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(draft))):
        raise SdeskError(
            _("No mail program opened the draft."),
            _("It is at {path}; open it from there.").format(path=draft),
        )
    return draft
