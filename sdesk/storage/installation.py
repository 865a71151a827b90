"""What this installation remembers outside of the files it writes: as which replica it writes, and how far that is.

A file that was copied or restored looks the same as the one it was made from. Only who remembers how a file ended
can tell them apart; where it does not end so, the installation goes on as a new replica. The key with which a replica
signs lies here too: without it, or with one that is not that of the workspace, nobody goes on as that replica.
"""

import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID

from platformdirs import user_state_path

from sdesk.storage.signing import Key
from sdesk.whole_files import own_file, own_folder, write_whole

_LOCKED_AT = 1 << 20
"""The byte that is locked: beyond the text, because Windows lets nobody read what is locked."""

_NOTE = re.compile(rb"([0-9]{18}) ([0-9a-f]{64})(?: ([0-9]{18}))?\n")


@dataclass(frozen=True)
class End:
    """The last operation of a replica: its number (0 where there is none yet) and its hash; `work` is the number of the last
    that did more than tell of copies, 0 where nobody noted that."""

    number: int
    hash: str
    work: int = 0

    @property
    def worked(self) -> int:
        """Up to where a copy lacks no work."""
        return self.work or self.number


class Chain(Protocol):
    """A replica as a file holds it."""

    @property
    def replica(self) -> UUID: ...

    @property
    def public_key(self) -> str: ...

    def hash_of(self, number: int) -> str | None:
        """The hash of its operation of that number, None where the file does not reach so far."""


class Note:
    """The end of one replica, held by one program at a time for as long as it has the workspace open.

    A crash between a commit and the note leaves the file ahead of it; a note is never ahead of its file, unless that
    is an older copy.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self) -> End | None:
        """None where it cannot be made out: then nobody knows how the replica ended."""
        self._file.seek(0)
        said = _NOTE.fullmatch(self._file.read(200))
        return End(int(said[1]), said[2].decode("ascii"), int(said[3] or 0)) if said else None

    def write(self, end: End) -> None:
        """Of a length that does not change, so that it is written over in one piece. Raises OSError."""
        self._file.seek(0)
        self._file.write(f"{end.number:018} {end.hash} {end.worked:018}\n".encode("ascii"))
        self._file.flush()

    def release(self) -> None:
        with suppress(OSError):
            os.fsync(self._file.fileno())
        self._file.close()


class Installation:
    """The notes of this program on this computer: in `folder` one file a replica, and beside it one with its key."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or user_state_path("sdesk", appauthor=False) / "replicas"

    def resume(self, chains: Iterable[Chain]) -> tuple[Chain, Note, Key] | None:
        """The first of the replicas that this installation may go on as: it can sign, and the file holds what it remembers."""
        for chain in chains:
            note = self._held(chain.replica)
            if note is None:
                continue
            end, key = note.read(), self._key(chain.replica)
            is_ours = key is not None and key.public == chain.public_key
            if key and is_ours and end is not None and chain.hash_of(end.number) == end.hash:
                return chain, note, key
            note.release()
        return None

    def key_of(self, replica: UUID) -> Key | None:
        """The key with which this installation signs as the replica; None where it has none."""
        return self._key(replica)

    def _key(self, replica: UUID) -> Key | None:
        try:
            return Key.read(self._key_file(replica).read_text("ascii"))
        except (OSError, ValueError):
            return None

    def _key_file(self, replica: UUID) -> Path:
        return self.folder / f"{replica.hex}.key"

    def remembered(self, replica: UUID) -> End | None:
        """How it ended when this installation last wrote as it; None where it never did, or nobody knows.

        Held by nobody: whoever writes as it now may be further.
        """
        try:
            with (self.folder / replica.hex).open("rb", buffering=0) as file:
                return Note(file).read()
        except OSError:
            return None

    def signs_as(self, replica: UUID) -> str:
        """The public half of the key with which this installation signs as it; "" where it has none."""
        key = self._key(replica)
        return key.public if key else ""

    def begin(self, replica: UUID, key: Key) -> Note | None:
        """A note for a new replica, and its key; None where nothing can be written: it is not gone on with then.

        A sample that is made once more has the ids that it had: what is remembered is the last one made.
        """
        try:
            own_folder(self.folder)
            write_whole(self._key_file(replica), key.written().encode("ascii"), private=True)
            own_file(self.folder / replica.hex)
        except OSError:
            return None
        return self._held(replica)

    def _held(self, replica: UUID) -> Note | None:
        try:
            place = self.folder / replica.hex
            file: BinaryIO = place.open("r+b", buffering=0)
            own_file(place)  # an earlier version left it open to others
        except OSError:
            return None
        try:
            _lock(file)
        except OSError:  # another program has it: it writes as this replica in another copy
            file.close()
            return None
        return Note(file)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        file.seek(_LOCKED_AT)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


__all__ = ["Chain", "End", "Installation", "Note"]
