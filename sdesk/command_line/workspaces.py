"""Opening the workspace that a command names."""

import getpass
import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sdesk.command_line.parser import Options
from sdesk.errors import SdeskError
from sdesk.local_time import this_computers_zone
from sdesk.practice.chosen_places import places_here
from sdesk.practice.kept_copies import before_migrating, keep_copies, latest_copy
from sdesk.practice.shared_folders import warning_once
from sdesk.practice.workspaces import (
    BeforeMigrating,
    InUse,
    LeftOpen,
    OldFile,
    Workspace,
    needs_passphrase,
    open_workspace,
    refuse_left_open,
)
from sdesk.translation import Message, message, word
from sdesk.translation import gettext as _


def opened(path: Path, instead: BeforeMigrating | None = None) -> Workspace:
    """The workspace, to be read in a `with` block. What somebody should know of its place is said on standard error.

    One of an older format is copied first, if nothing else is done `instead`. Raises SdeskError; where somebody has it, with
    the latest copy.
    """
    copies = before_migrating(places_here())

    def before(old: OldFile) -> None:
        try:
            refuse_left_open(path)
        except LeftOpen as left:
            left.hint = message(
                "Close it there first: it has an older format, which would be changed here. If it is not open there any "
                "more, open it in the window."
            )
            raise
        copies(old)

    workspace = _opened(path, instead or before)
    say_if_left_open(path)
    return workspace


def say_if_left_open(path: Path) -> None:
    """Who has it by the note of another computer: whoever only reads goes on."""
    try:
        refuse_left_open(path)
    except LeftOpen as left:
        say(left.message)


def opened_to_write(options: Options, before: BeforeMigrating | None = None) -> Workspace:
    """The same, to be written in. Raises SdeskError too where another computer has it by its note, unless told to take over."""
    if not options.take_over:
        refuse_left_open(options.file)
    workspace = _opened(options.file, before or before_migrating(places_here()))
    workspace.take_over()
    return workspace


def _opened(path: Path, before: BeforeMigrating) -> Workspace:
    try:
        workspace = open_workspace(path, passphrase_of(path), before_migrating=before)
    except LeftOpen:
        raise
    except InUse as fault:
        fault.hint = _what_to_do(fault)
        raise
    say(warning_once(path))
    return workspace


def say(what: Message) -> None:
    """On standard error, if there is anything: what is read by scripts stays as it is."""
    if what:
        print("sdesk:", word(what, zone=this_computers_zone()), file=sys.stderr)


@contextmanager
def to_write_in(options: Options) -> Iterator[Workspace]:
    """The workspace, for what changes its content: as the window does, a good copy is made before it is closed."""
    with opened_to_write(options) as workspace:
        yield workspace
        keep_a_copy(workspace)


def keep_a_copy(workspace: Workspace) -> None:
    """See that there is a good copy. Where none can be made that is said, and what was done stands."""
    for fault in keep_copies(workspace, places_here()).faults:
        if not isinstance(fault, SdeskError):
            raise fault
        say(fault.whole)


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
