"""A log of what the program did and what went wrong in it, without a word of anybody's.

That no text gets in is not left to care: an event is one of a list, what is told of it are numbers, and of a fault its
kind, the sentence in the code without what was filled in, and where in our code it was.
"""

import logging
import platform
import traceback
from contextlib import suppress
from enum import StrEnum
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from platformdirs import user_state_path

from sdesk import __version__
from sdesk.errors import SdeskError
from sdesk.whole_files import own_file, own_folder

LARGEST = 200_000
"""Bytes in a file of it; the three before are kept."""
_OURS = Path(__file__).resolve().parent

_log = logging.getLogger("sdesk.log")
_log.propagate = False
_log.setLevel(logging.INFO)
_log.addHandler(logging.NullHandler())


class Event(StrEnum):
    STARTED = "started"
    OPENED = "opened"
    CLOSED = "closed"
    BACKED_UP = "backed up"
    RESTORED = "restored"
    PASSPHRASE_CHANGED = "passphrase changed"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    WRONG_PASSPHRASE = "wrong passphrase"


class _OwnersFile(RotatingFileHandler):
    """Read by its owner alone; a disk that refuses it stops nobody."""

    def _open(self) -> TextIOWrapper:
        own_file(Path(self.baseFilename))
        return super()._open()

    def handleError(self, _record: logging.LogRecord) -> None:
        pass


def log_file() -> Path:
    return user_state_path("sdesk", appauthor=False) / "log" / "sdesk.log"


def start_log() -> None:
    """From now on it is written."""
    stop_log()
    with suppress(OSError):
        own_folder(log_file().parent)
    handler = _OwnersFile(log_file(), maxBytes=LARGEST, backupCount=3, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    _log.addHandler(handler)
    _log.info("%s: %s", Event.STARTED, versions())


def stop_log() -> None:
    for handler in _log.handlers[1:]:
        _log.removeHandler(handler)
        handler.close()


def note(event: Event, **figures: float) -> None:
    """Raises TypeError for what is no number: text has no place here."""
    if not all(isinstance(each, int | float) for each in figures.values()):
        raise TypeError("only numbers are logged")
    _log.info("%s", " ".join([event.value, *(f"{name}={each:g}" for name, each in figures.items())]))


def note_fault(fault: BaseException) -> None:
    _log.error("fault %s", " from ".join(f"{kind_of(each)}{_places(each)}" for each in chain(fault)))


def chain(fault: BaseException | None) -> list[BaseException]:
    """With what led to it; at most ten."""
    found: list[BaseException] = []
    while fault is not None and fault not in found and len(found) < 10:
        found.append(fault)
        fault = fault.__cause__ or fault.__context__
    return found


def kind_of(fault: BaseException) -> str:
    """What it is, with its number, and its sentence if that is one of ours: none of what people wrote."""
    said = f" “{fault.message.text}”" if isinstance(fault, SdeskError) else ""  # the parts are data: not they
    code = getattr(getattr(fault, "orig", fault), "sqlite_errorcode", None) or getattr(fault, "errno", None)
    number = f" {code}" if isinstance(code, int) else ""
    return f"{type(fault).__name__}{number}{said}"


def _places(fault: BaseException) -> str:
    """Where in our code it was, the innermost last."""
    frames = [(Path(frame.filename), frame) for frame in traceback.extract_tb(fault.__traceback__)]
    ours = [
        f"{path.relative_to(_OURS).as_posix()}:{frame.lineno}"
        for path, frame in frames
        if _OURS in path.parents
    ]
    return f" ({' > '.join(ours[-8:])})" if ours else ""


def versions() -> str:
    return f"sdesk {__version__}, Python {platform.python_version()}, {platform.platform()}"


def recent(lines: int = 200) -> str:
    """The end of the log, to pass on; empty where there is none."""
    try:
        return "\n".join(log_file().read_text(encoding="utf-8").splitlines()[-lines:])
    except OSError:
        return ""


__all__ = [
    "Event",
    "chain",
    "kind_of",
    "log_file",
    "note",
    "note_fault",
    "recent",
    "start_log",
    "stop_log",
    "versions",
]
