"""A folder into which somebody puts mails as .eml files: what is new in it, what answers a case, what cannot be read.

Nothing is written there, and no file is moved: which mails were taken in says the workspace.
"""

import os
import stat
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from sdesk.errors import SdeskError
from sdesk.practice.exchange.incoming_mail import Mail
from sdesk.practice.incident.by_mail import Taken, case_of, into_story, is_open, taken_before
from sdesk.practice.intake.came_with import is_mail, mail_at
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.undo import MAIL_CAME
from sdesk.storage.file.faults import reason
from sdesk.translation import Message
from sdesk.translation import message as _

AT_REST = 3.0
"""Seconds without a change after which a file counts as written."""
PATIENCE = 600.0
"""Seconds after which one that is empty, or ends in the middle, is taken for what it is."""

Mark = tuple[int, int]
"""Size and time of change: another one is looked at again."""


@dataclass(frozen=True)
class Arrived:
    """A mail in the folder, by what is to be known of it until it is taken in; `key` is the same for the same mail."""

    path: Path
    key: str
    name: str
    subject: str


@dataclass(frozen=True)
class Unreadable:
    """A file that is no mail that can be read, and why."""

    path: Path
    key: str
    why: Message


@dataclass(frozen=True)
class Look:
    """What was found: answers to open cases, new mails, what cannot be read. `waits`: something is still being written.

    `fault` says why the folder itself could not be looked into.
    """

    answers: tuple[Arrived, ...] = ()
    new: tuple[Arrived, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    waits: bool = False
    fault: Message | None = None


class MailFolder:
    """Remembers what it has read, so that looking again costs little."""

    def __init__(self, workspace: Workspace, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self.folder = folder
        self._workspace = workspace
        self._clock = clock
        self._read: dict[Path, tuple[Mark, Arrived | Unreadable]] = {}
        self._before: dict[Path, tuple[Mark, float]] = {}
        self._taken: dict[str, UUID] = {}
        """With which record a mail is kept, by its key."""
        self._mail: tuple[Path, Mail] | None = None

    def look(self, left: Collection[str] = (), goes_on: Callable[[int, int], None] | None = None) -> Look:
        """What is there now, besides the mails that the workspace has and those that are `left` out.

        `goes_on` is told how far it is, and may raise what calls it off.
        """
        try:
            files = sorted(self._files())
        except OSError as fault:
            said = _(
                "The folder of mails, {folder}, cannot be read: {cause}.",
                folder=str(self.folder),
                cause=reason(fault),
            )
            return Look(fault=said)
        there = {path for path, _mark in files}
        self._read = {path: known for path, known in self._read.items() if path in there}
        self._before = {path: known for path, known in self._before.items() if path in there}
        self._forget_what_was_deleted()
        kinds = _Kinds()
        for at, (path, mark) in enumerate(files):
            if goes_on is not None:
                goes_on(at, len(files))
            each = self._read_at(path, mark)
            if each is None:
                kinds.waits = True
            elif each.key not in left and each.key not in kinds.seen:
                kinds.seen.add(each.key)
                self._sort(each, kinds)
        self._mail = None
        return Look(tuple(kinds.answers), tuple(kinds.new), tuple(kinds.unreadable), kinds.waits)

    def take(self, arrived: Arrived) -> Taken | None:
        """Put an answer into its case's story, once; None where it is none any more. Raises SdeskError."""
        mail = mail_at(arrived.path)
        case = case_of(self._workspace, mail)
        if case is None or not is_open(case):
            return None
        return into_story(self._workspace, case, mail, MAIL_CAME)

    def _files(self) -> Iterator[tuple[Path, Mark]]:
        """Regular files alone: what is read of others never ends."""
        with os.scandir(self.folder) as entries:
            for entry in entries:
                path = Path(entry.path)
                if not is_mail(path):
                    continue
                try:
                    found = entry.stat()
                except OSError:  # gone meanwhile
                    continue
                if stat.S_ISREG(found.st_mode):
                    yield path, (found.st_size, found.st_mtime_ns)

    def _read_at(self, path: Path, mark: Mark) -> Arrived | Unreadable | None:
        """None for one that is still being written."""
        known = self._read.get(path)
        if known is not None and known[0] == mark:
            return known[1]
        rests = self._rests_for(path, mark)
        is_old = rests > PATIENCE
        if rests < AT_REST or (mark[0] == 0 and not is_old):
            return None
        try:
            mail = mail_at(path)
            after = path.stat()
        except SdeskError as fault:
            self._read[path] = mark, Unreadable(path, _key(path.name, *mark), fault.message)
            return self._read[path][1]
        except OSError:
            return None
        if (after.st_size, after.st_mtime_ns) != mark or not (mail.is_whole or is_old):
            return None
        arrived = Arrived(path, _key_of(mail), mail.name or mail.email, mail.about)
        self._read[path], self._mail = (mark, arrived), (path, mail)
        return arrived

    def _rests_for(self, path: Path, mark: Mark) -> float:
        """By its own time, or since it was first seen as it is now: clocks of other computers differ."""
        now = self._clock()
        if path not in self._before or self._before[path][0] != mark:
            self._before[path] = mark, now
        return now - min(mark[1] / 1e9, self._before[path][1])

    def _sort(self, each: Arrived | Unreadable, kinds: "_Kinds") -> None:
        """What the workspace has already is neither new nor an answer."""
        if isinstance(each, Unreadable):
            kinds.unreadable.append(each)
        elif each.key not in self._taken and (mail := self._mail_of(each)) is not None:
            case = case_of(self._workspace, mail)
            before = taken_before(self._workspace, mail)
            if before is not None:
                self._taken[each.key] = before.id
            else:
                (kinds.answers if case is not None and is_open(case) else kinds.new).append(each)

    def _forget_what_was_deleted(self) -> None:
        """A mail whose record was deleted is kept with none."""
        there = entries(self._workspace, self._taken.values(), deleted=False)
        self._taken = {key: record for key, record in self._taken.items() if record in there}

    def _mail_of(self, arrived: Arrived) -> Mail | None:
        """The one that was just read, or read again; None where it is gone: the next look tells."""
        if self._mail is not None and self._mail[0] == arrived.path:
            return self._mail[1]
        try:
            return mail_at(arrived.path)
        except SdeskError:
            return None


@dataclass
class _Kinds:
    """What is found while it is looked."""

    answers: list[Arrived] = field(default_factory=list)
    new: list[Arrived] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    waits: bool = False


def _key_of(mail: Mail) -> str:
    """As it calls itself, by whom and with what it says: programs write one mail differently."""
    if mail.message_id:
        return _key(mail.message_id, mail.email, mail.said)
    return sha256(mail.content).hexdigest()


def _key(*parts: object) -> str:
    return sha256("\n".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()


__all__ = ["Arrived", "Look", "MailFolder", "Unreadable"]
