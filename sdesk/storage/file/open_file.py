"""The file that a workspace has open: whether its path leads to it still, and nobody else has written into it."""

import os
from pathlib import Path

from sdesk.errors import SdeskError
from sdesk.storage.file.files import journal_of, made_private
from sdesk.storage.file.held import hold, identity_of, let_go
from sdesk.storage.file.owner import OwnersNote
from sdesk.translation import message as _

_HEAD = 100
"""Bytes at the start of a database, in which SQLite counts its changes and pages."""

_PIECE = 1 << 20


class FileGone(SdeskError):
    """The path of the open workspace does not lead to the open file any more: what is saved there goes nowhere."""


class OpenFile:
    """To be made when the database holds its lock, and closed after it lets go.

    A file that is closed takes the locks along that the same program holds on it, on POSIX.
    """

    def __init__(self, path: Path, owners: OwnersNote, descriptor: int) -> None:
        """`owners` says beside it that we have it; `descriptor` is of what was at `path` before the database opened it.

        Raises FileGone if it is another file now.
        """
        self.path, self.owners, self._descriptor = path.absolute(), owners, descriptor
        opened = os.fstat(descriptor)
        self._identity = (opened.st_dev, opened.st_ino)
        if identity_of(self.path) != self._identity:
            raise _gone(path)
        hold(self._identity, self._descriptor, journal_of(self.path))
        self.note()

    def note(self) -> None:
        """What stands in the file now was written by us, and the journal beside it is ours."""
        self._written = self._look()
        self._journal = identity_of(journal_of(self.path))

    def has_its_journal(self) -> bool:
        """Whether the journal that the database keeps between two transactions lies where it would be looked for."""
        return self._journal is None or identity_of(journal_of(self.path)) == self._journal

    @property
    def is_in_place(self) -> bool:
        return identity_of(self.path) == self._identity

    def check(self) -> None:
        """Raises FileGone."""
        if not self.is_in_place:
            raise _gone(self.path)

    def check_untouched(self) -> None:
        """To be asked between two transactions. Raises FileGone, also when somebody else wrote into the file."""
        self.check()
        if self._look() != self._written:
            said = _(
                "{file} was written over by another program while it was open here. Nothing was saved.",
                file=self.path.name,
            )
            hint = _("Save the whole workspace to a new place, and look there at what is missing.")
            raise FileGone(said, hint)

    def write_to(self, part: Path) -> None:
        """All bytes of it, as they are, into a new file. To be asked between two transactions. Raises OSError."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        with made_private(part).open("r+b") as copy:
            while piece := os.read(self._descriptor, _PIECE):
                copy.write(piece)

    def close(self) -> None:
        let_go(self._identity)
        os.close(self._descriptor)

    def _look(self) -> tuple[bytes, int, int] | None:
        """The head, the size and the time of the last writing; that time is exact and at once known on POSIX only."""
        try:
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            found = os.fstat(self._descriptor)
            return (
                os.read(self._descriptor, _HEAD),
                found.st_size,
                found.st_mtime_ns if os.name == "posix" else 0,
            )
        except OSError:
            return None


def _gone(path: Path) -> FileGone:
    if identity_of(path) is None:
        said = _(
            "{file} is not at its place any more: it was moved, renamed or removed, or its disk is gone. "
            "Nothing was saved.",
            file=path.name,
        )
    else:
        said = _(
            "At the place of {file} lies another file now; perhaps a program that synchronises put it there. "
            "Nothing was saved.",
            file=path.name,
        )
    return FileGone(said, _("Put it back where it was, or save the whole workspace to a new place."))
