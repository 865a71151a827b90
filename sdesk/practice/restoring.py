"""Putting a copy in the place of the workspace: what differs, seen before, and what was there, kept."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path
from uuid import UUID

from sdesk.errors import SdeskError
from sdesk.models import TELLS_OF_COPIES, HistoryEntry, Operation
from sdesk.practice.kept_copies import moment_in
from sdesk.practice.lifecycle.lists import Entry
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.workspaces import Workspace
from sdesk.storage import Workspace as File
from sdesk.storage import col
from sdesk.storage.differing import called_in, told_only_in
from sdesk.storage.file.copies import looked_into, put_back
from sdesk.storage.file.opening import NotOpened
from sdesk.storage.operations import IS_WORK
from sdesk.storage.verify.damages import Damage, verify
from sdesk.translation import Message
from sdesk.translation import message as _


class Fate(Enum):
    """What becomes of a record when the copy takes the place of the workspace."""

    GOES = "goes"
    AS_IT_WAS = "as it was"
    COMES_BACK = "comes back"


@dataclass(frozen=True)
class Difference:
    """A record that is another one in the copy, or only in one of both; `told` is the newest that only one of them tells."""

    entry: Entry
    fate: Fate
    told: HistoryEntry


@dataclass(frozen=True)
class Seen:
    """A copy that was looked into: `digest` is that of what was seen.

    `differences` are None where nothing can be said of them: `unknown` says why.
    """

    copy: Path
    passphrase: str
    digest: str
    made: datetime | None
    last_written: datetime | None
    organization: str
    damages: Sequence[Damage]
    differences: Sequence[Difference] | None
    unknown: Message | None = None
    is_other: bool = False
    """A copy of another workspace."""
    counts: Counter[Fate] = field(default_factory=Counter)


def refuse_itself(copy: Path, present: Workspace) -> None:
    """To open the file of an open workspace, if only to look, would give its lock away. Raises SdeskError."""
    if copy.exists() and copy.samefile(present.path):
        said = _("{file} is the workspace itself.", file=copy.name)
        raise SdeskError(said, _("Choose a copy of it."))


def look_into(
    copy: Path,
    path: Path,
    passphrase: str = "",
    present: Workspace | None = None,
    progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> Seen:
    """Verify a copy that may take the place of `path`, and see what differs from what is there, if that is open.

    `progress` hears how far it is, and may call it off by raising.
    Raises SdeskError: it cannot be opened, or only under another passphrase, or by a newer program.
    """
    with looked_into(copy, path, passphrase) as (workspace, digest):
        damages = verify(workspace, progress)
        ours = None if damages else organization(workspace)
        latest = None if damages else _last_work(workspace)
        is_other = False
        differences, unknown = None, None
        try:
            if present is not None:
                is_other = present.id != workspace.id
                differences = None if is_other else _differences(present, workspace)
        except SdeskError as fault:  # what is there is damaged: that is no reason not to take a copy
            unknown = fault.message
        named = moment_in(copy.name)
        return Seen(
            copy,
            passphrase,
            digest,
            named if named.year > 1 else None,
            latest.at if latest else None,
            ours.name if ours else "",
            damages,
            differences,
            unknown,
            is_other,
            Counter(each.fate for each in differences or ()),
        )


def _last_work(workspace: File) -> Operation | None:
    return workspace.first(Operation, IS_WORK, order_by=[col(Operation.tick).desc()])


def _differences(present: Workspace, copy: File) -> list[Difference]:
    """Newest first; of each record once. That a copy was verified is told of none."""
    told = [*told_only_in(present, copy), *told_only_in(copy, present)]
    told = [each for each in told if each.action not in TELLS_OF_COPIES]
    newest: dict[UUID, HistoryEntry] = {}
    for each in sorted(told, key=lambda each: each.at, reverse=True):
        newest.setdefault(each.record_id, each)
    here, there = (called_in(each, newest) for each in (present, copy))
    found = []
    for key, entry in newest.items():
        called = here.get(key) or there.get(key)
        if called is not None:
            found.append(Difference(called, _fate(key in here, key in there), entry))
    return found


def _fate(is_here: bool, is_there: bool) -> Fate:
    if is_here and is_there:
        return Fate.AS_IT_WAS
    return Fate.GOES if is_here else Fate.COMES_BACK


def restore_seen(seen: Seen, path: Path) -> Path | None:
    """Put the copy that was looked into in the place of what is at `path`, which must not be open.

    Returns where what was there is kept. Raises SdeskError, also where the copy is another one by now; what was there
    is there still.
    """
    if path.exists() and seen.copy.exists() and seen.copy.samefile(path):
        said = _("{place} is the place to restore to.", place=str(path))
        raise SdeskError(said, _("Choose a backup, or another place."))
    return put_back(seen.copy, path, seen.passphrase, seen.digest)


__all__ = ["Difference", "Fate", "NotOpened", "Seen", "look_into", "restore_seen"]
