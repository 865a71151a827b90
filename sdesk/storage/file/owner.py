"""Who has a workspace open, in a note beside it: so that a second program can name the first.

The lock itself is the database's: a note that a killed program left keeps nobody out, and goes when the next one opens.
That of another computer is left to its maker until somebody takes over knowingly.
"""

import getpass
import json
import os
import platform
import stat
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from sdesk.local_time import utc_now
from sdesk.whole_files import take_place

_LARGEST = 4096
"""Bytes of a note. It may lie in a folder into which others write."""
_LONGEST = 60
"""Characters of a name."""
_BEGINNING = timedelta(seconds=10)


@dataclass(frozen=True)
class Owner:
    """Whom the note names. Nothing of what is in the workspace stands in it but its id, made at random."""

    user: str
    computer: str
    process: int
    since: datetime
    workspace: UUID | None = None

    @property
    def is_on_this_computer(self) -> bool:
        return self.computer == _computer()

    @property
    def has_just_begun(self) -> bool:
        """It is another program on this computer that may still be about to show its window."""
        is_another = self.is_on_this_computer and self.process != os.getpid()
        return is_another and abs(utc_now() - self.since) < _BEGINNING

    @property
    def is_gone(self) -> bool:
        """It was killed: its number is none of a program on this computer. Elsewhere, and on Windows, nobody knows."""
        if os.name != "posix" or not self.is_on_this_computer:
            return False
        try:
            os.kill(self.process, 0)
        except ProcessLookupError:
            return True
        except (OSError, OverflowError):
            return False
        return False


class OwnersNote:
    """The note of a program that holds the lock: written when it has it, removed before it lets go of it.

    `before` is whom the note names that lies there, if that is on another computer: where a folder is synchronised,
    the lock does not reach as far as the note. It stays there, and nothing of us is said, until `take_over`.
    """

    def __init__(self, path: Path) -> None:
        """Takes the place of whatever else lies there. A folder that takes no note keeps nobody from working."""
        self._path, self._place = path, owner_file(path)
        named = owner_of(path)
        self.before = named if named and not named.is_on_this_computer else None
        self._owner = Owner(_user(), _computer(), os.getpid(), utc_now())
        self._content = b""
        self._say()

    def take_over(self) -> None:
        """Ours takes the place of that of another computer: somebody knows of it, and goes on."""
        if self.before is not None:
            self.before = None
            self._say()

    @property
    def names_workspace(self) -> bool:
        return self._owner.workspace is not None

    def name(self, workspace: UUID | None) -> None:
        """From now on it says which workspace this is: one that is new has no id before something is written."""
        if workspace != self._owner.workspace:
            self._owner = replace(self._owner, workspace=workspace)
            self._say()

    def _say(self) -> None:
        if self.before is not None:
            return
        owner = self._owner
        said = {
            "user": owner.user,
            "computer": owner.computer,
            "process": owner.process,
            "since": owner.since.isoformat(),
            "workspace": owner.workspace.hex if owner.workspace else "",
        }
        content = json.dumps(said).encode()
        with suppress(OSError):
            self._write(content, stat.S_IMODE(self._path.stat().st_mode) & 0o666)
            self._content = content

    def _write(self, content: bytes, mode: int) -> None:
        """Whole or not at all, and for whoever may read the workspace: that may be another laptop."""
        part = self._place.with_name(f"{self._place.name}.part")
        part.unlink(missing_ok=True)
        try:
            with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(content)
            part.chmod(mode)
            take_place(part, self._place)
        except OSError:
            part.unlink(missing_ok=True)
            raise

    def remove(self) -> None:
        """That of another program stays: it has the file that came to this place meanwhile."""
        with suppress(OSError):
            if self._content and _content(self._place) == self._content:
                self._place.unlink()


def owner_file(path: Path) -> Path:
    return path.with_name(f".{path.name}.in-use")


def owner_of(path: Path) -> Owner | None:
    """Whom the note names; None where there is none, it cannot be made out, or its program has ended."""
    try:
        said = json.loads(_content(owner_file(path)))
        since = datetime.fromisoformat(str(said["since"]))
        since.astimezone(UTC)  # the first and the last day that there is are none elsewhere
        names = (_name(said["user"]), _name(said["computer"]))
        workspace = UUID(said["workspace"]) if said.get("workspace") else None
        owner = Owner(*names, int(said["process"]), since, workspace)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    return None if since.tzinfo is None or owner.is_gone else owner


def _content(place: Path) -> bytes:
    """Raises OSError: also where it is no file, which would be waited for."""
    if not stat.S_ISREG(place.lstat().st_mode):
        raise OSError("not a file")
    with place.open("rb") as file:
        return file.read(_LARGEST)


def _name(said: object) -> str:
    return "".join(char for char in str(said) if char.isprintable())[:_LONGEST] or "?"


def _computer() -> str:
    return _name(platform.node())


def _user() -> str:
    try:
        return _name(getpass.getuser())
    except (OSError, KeyError):
        return "somebody"
