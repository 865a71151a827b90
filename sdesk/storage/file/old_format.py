"""A file of an older format, copied as it is before it is brought to today's, and known to come through that."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from sdesk.errors import SdeskError
from sdesk.storage.file.backup import Progress, place_for, unheard, write_copy
from sdesk.storage.file.copies import NotWhole, free_name
from sdesk.storage.file.files import copy_file, settle
from sdesk.storage.file.opening import OldFile
from sdesk.storage.migrations import version_of
from sdesk.storage.verify.damages import Damage, verify
from sdesk.storage.workspace import Workspace
from sdesk.translation import message as _


class LeftAsItIs(SdeskError):
    """A file of an older format was not brought to today's, because whoever opened it changes nothing."""


def leave_old(old: OldFile) -> None:
    """To be done before a migration that is not to be. Raises LeftAsItIs."""
    said = _(
        "{file} has format {format} and was left as it is.", file=old.path.name, format=version_of(old.engine)
    )
    raise LeftAsItIs(said)


def keep_old(
    old: OldFile,
    place: Path,
    named: Callable[[Workspace, str], Path | None],
    progress: Progress = unheard,
) -> None:
    """Write a verified copy of a file, as it is, below the folder `place`: to where `named` says of the workspace and
    what tells its format; nowhere, if that says so.

    What is verified is a second copy in today's format: all that is in the first comes through. Raises NotWhole where
    something does not, SdeskError where it cannot be written; nothing is kept then.
    """
    with place_for(place / old.path.name) as part:
        write_copy(old.engine, part, progress)
        brought = part.with_name(f"today {part.name}")
        copy_file(part, brought)
        with Workspace.open(brought, old.passphrase) as workspace:
            damages = verify(workspace, progress)
            if damages:
                raise _left(old.path.name, damages)
            copy = named(workspace, f" in format {version_of(old.engine)}")
        if copy is not None:
            settle(part, copy)
            with suppress(OSError):  # not to be worked in by mistake
                copy.chmod(0o400)


def _left(name: str, damages: Sequence[Damage]) -> NotWhole:
    said = _(
        "{file} has an older format and is damaged, so it was left as it is: {damage}.",
        file=name,
        damage=damages[0].whole,
    )
    return NotWhole(said, _("Restore a copy of it, or save what can be read: sdesk rescue"), damages)


def keep_old_beside(old: OldFile, progress: Progress = unheard) -> None:
    """In the folder of the file itself, under a name that nothing has."""
    keep_old(old, old.path.parent, lambda _workspace, what: free_name(old.path, what.strip()), progress)


__all__ = ["LeftAsItIs", "OldFile", "keep_old", "keep_old_beside", "leave_old"]
