"""Copies of a workspace: one function says whether one is whole, for those who make them and those who put them back."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from sdesk.errors import SdeskError
from sdesk.storage.file.backup import Progress, place_for, unheard, write_copy
from sdesk.storage.file.faults import not_written, reason
from sdesk.storage.file.files import (
    copy_file,
    copy_with_journals,
    discard,
    hot_journals,
    journal_of,
    place_apart,
    refuse_existing,
    settle,
    sync_folder,
)
from sdesk.storage.file.held import refuse_held
from sdesk.storage.head import mark_of_head
from sdesk.storage.verify.damages import Damage, verify
from sdesk.storage.workspace import InUse, Workspace, refuse_if_open
from sdesk.translation import Message, counted
from sdesk.translation import message as _
from sdesk.whole_files import take_place


class NotWhole(SdeskError):
    """A copy in which something is not as it was written."""

    def __init__(self, message: Message, hint: Message, damages: Sequence[Damage]) -> None:
        super().__init__(message, hint)
        self.damages = tuple(damages)


@dataclass(frozen=True)
class Verified:
    """A copy that has just passed every check: the mark of the last work in it, and the size and time by which it is seen
    whether somebody has written to it since."""

    path: Path
    mark: str
    size: int
    written: int

    @classmethod
    def at(cls, path: Path, mark: str, looked_at: Path) -> "Verified":
        """What lies at `looked_at` comes to `path`, or lies there. Raises OSError."""
        found = looked_at.stat()
        return cls(path, mark, found.st_size, found.st_mtime_ns)

    def is_still_there(self) -> bool:
        try:
            found = self.path.stat()
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns) == (self.size, self.written)


def damages_in(copy: Path, passphrase: str, progress: Progress = unheard) -> list[Damage]:
    """Everything that is wrong with a copy that lies in a place apart: it is opened, its own journal is played.

    Raises SdeskError when it cannot be opened at all.
    """
    with Workspace.open(copy, passphrase) as workspace:
        return verify(workspace, progress)


def verify_apart(workspace: Workspace, progress: Progress = unheard) -> list[Damage]:
    """Every damage in the open workspace, looked for in its very bytes in a place apart: whoever saves meanwhile waits
    no longer than they take to be copied. Where they cannot be, or not be opened, it is read where it is."""
    with suppress(OSError, SdeskError), place_apart(workspace.path.resolve()) as part:
        workspace.write_bytes_to(part)
        return damages_in(part, workspace.passphrase, progress)
    return verify(workspace, progress)


def refuse_no_file(place: Path) -> None:
    """Folders, devices and pipes are not replaced. Raises SdeskError."""
    if place.exists() and not place.is_file():
        said = _("{place} is not a file, so nothing was written there.", place=str(place))
        raise SdeskError(said, _("Choose another name."))


# ---------------------------------------------------------------- making one


def back_up_whole(workspace: Workspace, copy: Path, progress: Progress = unheard) -> Verified:
    """Write a copy of the open workspace to `copy`, where an older copy is replaced, if every check is passed.

    Called off by `progress`, it leaves all as it was.
    Raises NotWhole when something is damaged: the copy is kept under a name that says so, and no older one is touched.
    """
    copy = copy.resolve()
    refuse_held(copy)
    refuse_no_file(copy)
    with place_for(copy) as part:
        if copy.exists():
            refuse_if_open(copy, workspace.passphrase)
        with workspace.reading():  # nothing is written to the workspace meanwhile
            passphrase = workspace.passphrase
            write_copy(workspace.engine, part, progress)
            mark = mark_of_head(workspace) or ""
        damages = damages_in(part, passphrase, progress)
        if damages:
            _keep_unverified(part, copy, damages)
        verified = Verified.at(copy, mark, part)
        settle(part, copy)
    return verified


def _keep_unverified(part: Path, copy: Path, damages: Sequence[Damage]) -> None:
    kept = free_name(copy, "not verified")
    settle(part, kept)
    said = _(
        "The workspace is damaged, and so is what was copied: {damage}. The copy is not verified; it was kept as {file}. "
        "An older backup was left as it is.",
        damage=_first_of(damages),
        file=str(kept),
    )
    raise NotWhole(said, _("All that is damaged says: sdesk verify"), damages)


def copy_whole(copy: Verified, place: Path, passphrase: str) -> Verified:
    """Put a verified copy of `copy`, which has been closed, at `place`; what was there is replaced.

    Raises NotWhole when what was written does not pass every check: then it is not kept; SdeskError, also where the copy is
    another file by now.
    """
    refuse_no_file(place)
    with place_for(place) as part:
        copy_file(copy.path, part)
        if not copy.is_still_there():
            said = _("{file} is not what it was when it was verified.", file=copy.path.name)
            raise SdeskError(said, _("Somebody has written to it. Make another copy."))
        try:
            damages = damages_in(part, passphrase)
        except SdeskError as fault:  # not even a workspace any more
            damages = [Damage(_("file"), fault.message)]
        if damages:
            said = _(
                "What was copied to {folder} is damaged and was not kept: {damage}.",
                folder=str(place.parent),
                damage=_first_of(damages),
            )
            raise NotWhole(said, _("Choose another disk and try again."), damages)
        verified = Verified.at(place, copy.mark, part)
        settle(part, place)
    return verified


def save_whole_to(workspace: Workspace, path: Path) -> None:
    """Write everything, also when the open file has gone from its place, to the new file `path`, and go on with that.

    Raises SdeskError, NotWhole where what is open cannot be read whole any more; the workspace is what it was then.
    """
    refuse_existing(path)
    try:
        back_up_whole(workspace, path)
    except SdeskError as fault:
        if workspace.is_written_over and not isinstance(
            fault.__cause__, (OSError, sqlcipher.OperationalError)
        ):
            raise _written_over(workspace) from fault
        raise
    with Workspace.open(path, workspace.passphrase) as copy:
        is_all = workspace.is_all_in(copy)
    if not is_all:
        discard(path)
        raise _written_over(workspace)
    workspace.go_on_at(path)


def _written_over(workspace: Workspace) -> NotWhole:
    said = _(
        "{file} was written over by another program, and what was open cannot be read whole any more. Nothing was saved.",
        file=workspace.path.name,
    )
    return NotWhole(said, _("Restore the last good copy to a new file. What is typed here is kept."), ())


def look_through(copy: Path, passphrase: str) -> Verified:
    """Verify a copy once more, without changing it. One that is damaged gets a name that says so.

    Raises NotWhole when it is damaged, SdeskError when it cannot be opened: it may have another passphrase.
    """
    with place_for(copy) as part:
        verified = Verified.at(copy, "", copy)
        copy_file(copy, part)
        with Workspace.open(part, passphrase) as workspace:
            damages = verify(workspace)
            verified = replace(verified, mark=mark_of_head(workspace) or "")
    if not damages:
        return verified
    named = free_name(copy, "damaged")
    try:
        take_place(copy, named)
    except OSError:
        named = copy
    said = _("{file} is damaged: {damage}.", file=named.name, damage=_first_of(damages))
    raise NotWhole(said, _("Take another copy."), damages)


# ---------------------------------------------------------------- putting one back


@contextmanager
def looked_into(copy: Path, path: Path, passphrase: str) -> Iterator[tuple[Workspace, str]]:
    """What is in `copy`, open in a place apart beside `path`, and the digest by which `put_back` knows it again.

    Raises SdeskError.
    """
    with in_words(path), place_apart(path.with_name(f"{path.name}.looked-into")) as apart:
        part = apart.with_name(copy.name)
        _copy_apart(copy, part)
        digest = _digest_of(part)
        with Workspace.open(part, passphrase) as workspace:
            yield workspace, digest


def _digest_of(part: Path) -> str:
    """Over a file and the journals that belong to it."""
    digest = sha256()
    for each in (part, *hot_journals(part).values()):
        with each.open("rb") as file:
            digest.update(file_digest(file, sha256).digest())
    return digest.hexdigest()


def put_back(copy: Path, path: Path, passphrase: str, shown: str = "") -> Path | None:
    """Put what is in `copy`, if it is whole, in the place of what is at `path`; returns where that is kept, if it was.

    `shown` is the digest of what somebody looked into: anything else is refused.
    Whenever the program is killed, at `path` lies what was there or what comes there, and no journal of another file.
    Raises SdeskError; what was there is there still.
    """
    path = path.resolve()
    refuse_no_file(path)
    with in_words(path), place_apart(path) as apart:
        part = apart.with_name(copy.name)  # what cannot be opened is called by the name of the backup
        _copy_apart(copy, part)
        if shown and _digest_of(part) != shown:
            said = _("{file} is not what it was when you looked into it.", file=copy.name)
            raise SdeskError(said, _("Look into it again."))
        _refuse_damaged(copy, part, passphrase)
        aside = _keep_what_is_there(path, apart.with_name(f"not {copy.name}"), passphrase)
        try:
            settle(part, path)
        except OSError:
            _forget(aside, path)
            raise
    return aside


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """What the system refuses, as a SdeskError."""
    try:
        yield
    except OSError as fault:
        raise not_written(str(path), fault) from fault


def _copy_apart(copy: Path, part: Path) -> None:
    try:
        copy_with_journals(copy, part)
    except OSError as fault:
        said = _(
            "{file} could not be copied to {folder}: {cause}.",
            file=copy.name,
            folder=str(part.parent.parent),
            cause=reason(fault),
        )
        raise SdeskError(said, _("Choose another place.")) from fault


def _refuse_damaged(copy: Path, part: Path, passphrase: str) -> None:
    journals = ", ".join(journal.name for journal in hot_journals(copy).values())
    if journals:
        hint = _(
            "The journal that lies beside it ({journals}) was played into what was looked through. If that is of "
            "another file, take the backup into a folder without it and try again.",
            journals=journals,
        )
    else:
        hint = _("Take another backup.")
    try:
        damages = damages_in(part, passphrase)
    except SdeskError as fault:
        said = _("{file} was not restored: {why}", file=copy.name, why=fault.message)
        raise SdeskError(said, hint if journals else fault.hint) from fault
    if damages:
        said = _(
            "{file} is damaged and was not restored: {damage}.", file=copy.name, damage=_first_of(damages)
        )
        raise NotWhole(said, hint, damages)


def _keep_what_is_there(path: Path, apart: Path, passphrase: str) -> Path | None:
    """A copy of what lies at `path`, with the journal that belongs to it: to open that is to play it.

    After that, what lies at `path` has played its journal, if it can be opened at all. Raises SdeskError, OSError.
    """
    journals = hot_journals(path)
    if not path.exists() and not journals:
        return None
    if path.exists() and not journals:
        refuse_if_open(path, passphrase)
    aside = free_name(path, f"replaced {datetime.now():%Y-%m-%d %H-%M-%S}")
    try:
        for ending, journal in journals.items():
            copy_file(journal, aside.with_name(aside.name + ending))
        if path.exists():
            copy_file(path, apart)
            take_place(apart, aside)
        sync_folder(path.parent)
        if path.exists() and journals:
            refuse_if_open(path, passphrase)
    except (SdeskError, OSError):
        _forget(aside, path)
        raise
    return aside if aside.exists() else journal_of(aside)


def _forget(aside: Path | None, path: Path) -> None:
    """What was there is there still: the copy of it is one too many, unless its journal was taken away."""
    if aside is None or not path.exists():
        return
    for kept in (aside, *(aside.with_name(aside.name + ending) for ending in ("-journal", "-wal"))):
        with suppress(OSError):
            kept.unlink(missing_ok=True)


def free_name(path: Path, what: str) -> Path:
    """A name beside `path` that says `what` it is, and that no file has."""
    wanted = path.with_name(f"{path.stem} {what}{path.suffix}")
    number = 1
    while wanted.exists() or hot_journals(wanted):
        number += 1
        wanted = path.with_name(f"{path.stem} {what} ({number}){path.suffix}")
    return wanted


def _first_of(damages: Sequence[Damage]) -> Message:
    first, more = damages[0].whole, len(damages) - 1
    return (
        counted("{damage} (and {n} more)", "{damage} (and {n} more)", n=more, damage=first) if more else first
    )


__all__ = [
    "InUse",
    "NotWhole",
    "Verified",
    "back_up_whole",
    "copy_whole",
    "damages_in",
    "free_name",
    "look_through",
    "looked_into",
    "put_back",
    "save_whole_to",
    "verify_apart",
]
