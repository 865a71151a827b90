"""Opening the workspace that a command names."""

import getpass
import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sdesk.errors import SdeskError
from sdesk.practice.chosen_places import places_here
from sdesk.practice.kept_copies import before_migrating, keep_copies, latest_copy
from sdesk.practice.workspaces import BeforeMigrating, InUse, Workspace, needs_passphrase, open_workspace
from sdesk.translation import Message, message, word
from sdesk.translation import gettext as _


def opened(path: Path, before: BeforeMigrating | None = None) -> Workspace:
    """The workspace, to be used in a `with` block. Raises SdeskError; where somebody has it, with the latest copy.

    One of an older format is copied first, where nothing else is to be done `before` it is brought to today's.
    """
    try:
        return open_workspace(
            path, passphrase_of(path), before_migrating=before or before_migrating(places_here())
        )
    except InUse as fault:
        fault.hint = _what_to_do(fault)
        raise


@contextmanager
def to_write_in(path: Path) -> Iterator[Workspace]:
    """The workspace, for what changes its content: as the window does, a good copy is made before it is closed.

    Where none can be made that is said, and what was done stands.
    """
    with opened(path) as workspace:
        yield workspace
        for fault in keep_copies(workspace, places_here()).faults:
            if not isinstance(fault, SdeskError):
                raise fault
            print(f"sdesk: {word(fault.whole)}", file=sys.stderr)


def _what_to_do(fault: InUse) -> Message:
    known = fault.owner and fault.owner.workspace
    copy = latest_copy(known, places_here()) if known else None
    if copy is None:
        return fault.hint
    return message(
        "Close it there first. To read the copy of {moment}: sdesk restore {copy} NEW-FILE",
        moment=copy.moment,
        copy=shlex.quote(str(copy.path)),
    )


def copy_first(workspace: Workspace, wanted: Path | None = None) -> None:
    """See that what is in the workspace is in a good copy, as the window does, and leave the `wanted` one there.

    Raises SdeskError where it is in none.
    """
    outcome = keep_copies(workspace, places_here(), wanted)
    if outcome.faults and not outcome.good:
        raise outcome.faults[0]


def passphrase_of(path: Path) -> str:
    """From SDESK_PASSPHRASE, or asked for where somebody is there to answer; "" for a file that needs none."""
    if not needs_passphrase(path):
        return ""
    given = os.environ.get("SDESK_PASSPHRASE", "")
    if given or not sys.stdin.isatty():
        return given
    return getpass.getpass(_("Passphrase of {file}: ").format(file=path.name))
