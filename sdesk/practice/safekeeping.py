"""Getting a workspace back from a backup, and reading one through for damage."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sdesk.errors import SdeskError
from sdesk.storage import Workspace
from sdesk.storage.anchors import anchor_now, point_of
from sdesk.storage.file.backup import Progress, unheard
from sdesk.storage.file.copies import (
    InUse,
    NotWhole,
    Verified,
    in_words,
    look_through,
    put_back,
    verify_apart,
)
from sdesk.storage.file.faults import not_read, reason
from sdesk.storage.file.files import copy_with_journals, refuse_existing
from sdesk.storage.file.old_format import LeftAsItIs, leave_old
from sdesk.storage.file.opening import BeforeMigrating
from sdesk.storage.file.rescue import rescue
from sdesk.storage.migrations import version_of
from sdesk.storage.schema import SCHEMA_VERSION
from sdesk.storage.verify.damages import Damage, verify
from sdesk.storage.verify.notes import rewritten, what_is_remembered, who_wrote
from sdesk.translation import Message, counted
from sdesk.translation import message as _


def restore(copy: Path, path: Path, passphrase: str = "", *, force: bool = False) -> Path | None:
    """Put a verified copy of the backup `copy` at `path`. The backup itself is not changed.

    Raises SdeskError if the backup is damaged (NotWhole), or if there is a file at `path` already. With `force` that
    file is kept beside it under another name, which is returned, with the journal that belongs to it; it must not be
    open. A journal without a file is kept too.
    """
    if not copy.is_file():
        raise SdeskError(_("There is no backup at {place}.", place=str(copy)), _("Check the name."))
    if path.exists() and copy.samefile(path):
        said = _("{place} is the place to restore to.", place=str(copy))
        raise SdeskError(said, _("Choose a backup, or another place."))
    if not force:
        refuse_existing(path)
    return put_back(copy, path, passphrase)


def save_what_can_be_read(damaged: Path, path: Path, passphrase: str = "") -> list[Damage]:
    """Make a new workspace of what can be read of a damaged one, or of a copy; what it lacks is returned, and `verify`
    says it of it from then on.

    The damaged file stays as it is. Raises SdeskError where nothing can be read or written.
    """
    return rescue(damaged, path, passphrase)


def check_copy(copy: Path, passphrase: str = "") -> Verified:
    """Read a copy through once more. Raises NotWhole if it is damaged: then its name says so; else SdeskError."""
    return look_through(copy, passphrase)


def refused_path(fault: OSError) -> SdeskError:
    """Of a path that the system does not take, or does not let us look at."""
    said = _("{file} cannot be used: {cause}.", file=str(fault.filename), cause=reason(fault))
    return SdeskError(said, _("Give another path."))


Opens = Callable[[Path, BeforeMigrating], Workspace]


@dataclass(frozen=True)
class Examined:
    """A workspace to be looked through, and the format that its file has: the workspace itself is in today's."""

    workspace: Workspace
    format: int

    @property
    def is_old(self) -> bool:
        return self.format < SCHEMA_VERSION


@contextmanager
def open_to_verify(path: Path, opens: Opens) -> Iterator[Examined]:
    """The workspace; of a file that may not be written to, as copies are, or has an older format, one that is forgotten
    afterwards: the file stays as it is.

    Raises SdeskError: no such file, not a workspace, a newer format, open elsewhere.
    """
    if os.access(path, os.W_OK) or not path.is_file():
        try:
            workspace = opens(path, leave_old)
        except LeftAsItIs:
            pass
        else:
            with workspace:
                yield Examined(workspace, SCHEMA_VERSION)
            return
    try:
        path.open("rb").close()
    except OSError as fault:
        raise not_read(path, fault) from fault
    formats = [SCHEMA_VERSION]
    with TemporaryDirectory() as folder:
        part = Path(folder) / path.name
        with in_words(part):
            copy_with_journals(path, part)
        with opens(part, lambda old: formats.append(version_of(old.engine))) as workspace:
            yield Examined(workspace, formats[-1])


def examine(
    workspace: Workspace, progress: Progress = unheard, *, apart: bool = False
) -> tuple[list[Damage], list[Message]]:
    """Every damage, also where this computer remembers another history than the file tells; without any, what else it
    remembers of it. `apart`: so that somebody can go on working meanwhile."""
    damages = (verify_apart if apart else verify)(workspace, progress) or rewritten(workspace)
    return damages, [] if damages else what_is_remembered(workspace)


def held_against(workspace: Workspace, anchor: str) -> tuple[bool, Message]:
    """Whether the history of a workspace that is whole is, up to there, the one that the anchor was given for; what to say.

    Raises SdeskError for an anchor that was not copied rightly.
    """
    point = point_of(workspace, anchor)
    if not anchor_now(workspace):
        return False, _(
            "Nothing can be held against the anchor: this history has none yet, as it was all written in format 1. The anchor "
            "was given for something that was written later, or for another workspace."
        )
    if point is None:
        return False, _(
            "The anchor stands for nothing in this history: that was rewritten or cut off, or is of another workspace."
        )
    if point.put_in:
        return False, counted(
            "{n} operation stands before the anchor and was not there when that was given.",
            "{n} operations stand before the anchor and were not there when that was given.",
            n=point.put_in,
        )
    if point.elsewhere:
        return True, _(
            "All that was there when the anchor was given, up to operation {number} of {device} ({moment}), is there as it was: "
            "{n}. What other laptops did meanwhile stands between it, and came later: {elsewhere}. Written since: {later}.",
            n=point.covered,
            number=point.number,
            device=point.device,
            moment=point.at,
            elsewhere=point.elsewhere,
            later=point.later,
        )
    return True, counted(
        "Up to operation {number} of {device} ({moment}) the history is the one that the anchor was given for: "
        "{n} operation. Written since: {later}.",
        "Up to operation {number} of {device} ({moment}) the history is the one that the anchor was given for: "
        "{n} operations. Written since: {later}.",
        n=point.covered,
        number=point.number,
        device=point.device,
        moment=point.at,
        later=point.later,
    )


def verified_against(workspace: Workspace, anchor: str) -> tuple[bool, Message]:
    """The same of a workspace of which nobody knows whether it is whole: it is read through first."""
    damages = verify(workspace)
    if not damages:
        return held_against(workspace, anchor)
    said = _(
        "The workspace is damaged, so that no anchor says anything of it: {damage}", damage=damages[0].whole
    )
    return False, said


__all__ = [
    "Damage", "Examined", "InUse", "LeftAsItIs", "NotWhole", "anchor_now", "check_copy", "examine",
    "held_against", "open_to_verify", "reason", "refused_path", "restore", "rewritten",
    "save_what_can_be_read", "verified_against", "verify", "what_is_remembered", "who_wrote",
]  # fmt: skip
