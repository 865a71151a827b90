"""Files from elsewhere, read as far as they may be large."""

from pathlib import Path

from sdesk.errors import SdeskError
from sdesk.storage.file.faults import not_read
from sdesk.storage.file.held import refuse_held
from sdesk.translation import message as _

LARGEST_FILE = 100 * 1024 * 1024
"""Bytes, of a workbook when it is unpacked too."""

CUT = _("Cut it into several files.")


def read_bytes(path: Path, largest: int = LARGEST_FILE) -> bytes:
    """Raises SdeskError also for what is no file: reading from a pipe would wait for ever; and for the open workspace."""
    refuse_held(path)
    try:
        if path.exists() and not path.is_file():
            raise SdeskError(_("{file} is not a file.", file=str(path)), _("Choose a file."))
        if path.stat().st_size > largest:
            raise SdeskError(_("{file} is larger than {most} MB.", file=path.name, most=in_mb(largest)), CUT)
        return path.read_bytes()
    except OSError as fault:
        raise not_read(path, fault) from fault
    except ValueError as fault:
        said = _("{file} could not be read: no file is called so.", file=str(path))
        raise SdeskError(said, _("Check the name of the file.")) from fault


def read_text(path: Path, largest: int) -> str:
    """A file of text in UTF-8. Raises SdeskError."""
    try:
        return read_bytes(path, largest).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise SdeskError(_("{file} is not written in UTF-8.", file=path.name), _("Save it so.")) from fault


def in_mb(size: int) -> int:
    return size // 1024 // 1024
