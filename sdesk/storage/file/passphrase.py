"""Another passphrase for the open workspace: written once more under it, looked through, and put in its place."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine

from sdesk.errors import SdeskError
from sdesk.storage.file.backup import compare
from sdesk.storage.file.copies import NotWhole, damages_in, in_words
from sdesk.storage.file.faults import reason
from sdesk.storage.file.files import SQLITE_HEAD, made_private, place_apart
from sdesk.storage.file.held import head_of
from sdesk.storage.workspace import Workspace
from sdesk.translation import message as _


def change_passphrase(workspace: Workspace, passphrase: str) -> None:
    """From now on the workspace, and what is kept beside it, is encrypted with this one ("" for not at all).

    A rekey in place would write every page of the only file there is, and leave the rest of a plain one on the disk
    where a page was longer. So it goes like a restore: a new file is verified and takes the place of the old one.
    Whenever the program is killed, there lies the whole under the old passphrase or the whole under the new one.
    Raises SdeskError; it is as before then. Raises NotWhole when the workspace is damaged.
    """
    workspace.unsaved.change_passphrase(passphrase, lambda: _exchange(workspace, passphrase))


def _exchange(workspace: Workspace, passphrase: str) -> None:
    path = workspace.path.resolve()
    with in_words(path), place_apart(path) as part, workspace.reading():  # nothing is written to it meanwhile
        write_anew(workspace.engine, part, passphrase)
        damages = damages_in(part, passphrase)
        if damages:
            said = _("The workspace is damaged, so its passphrase was not changed.")
            raise NotWhole(said, _("All that is damaged says: sdesk verify"), damages)
        workspace.give_way_to(part, passphrase)


def write_anew(engine: Engine, part: Path, passphrase: str) -> None:
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("ATTACH DATABASE ? AS copy KEY ?", (str(made_private(part)), passphrase))
        try:
            _fill(cursor)
            compare(cursor)
        finally:
            cursor.execute("DETACH DATABASE copy")
    except sqlcipher.Error as fault:
        said = _("The passphrase was not changed: {cause}.", cause=reason(fault))
        raise SdeskError(
            said, _("Make room on the disk, or mend what is wrong with it, and try again.")
        ) from fault
    finally:
        raw.close()


def _fill(cursor: Any) -> None:
    cursor.execute("SELECT sqlcipher_export('copy')").fetchall()
    for mark in ("application_id", "user_version"):  # they are in the head of a file, which is not copied
        value = cursor.execute(f"PRAGMA main.{mark}").fetchone()[0]
        cursor.execute(f"PRAGMA copy.{mark} = {value}")


def readable_beside(workspace: Workspace) -> list[Path]:
    """What is read without any passphrase: older copies in the folder of the workspace, and typed text of it.

    Typed text may have been put aside, or lie beside another name that the file was opened by.
    """
    path = workspace.path.resolve()
    named = sorted([*path.parent.glob("*.sdesk"), *path.parent.glob(".*.unsaved*")])
    return [each for each in named if each != path and _is_of(path, each) and _is_plain(each)]


def _is_of(path: Path, other: Path) -> bool:
    return other.name.lstrip(".").startswith(path.stem)


def _is_plain(path: Path) -> bool:
    try:
        return head_of(path, len(SQLITE_HEAD))[0] == SQLITE_HEAD
    except OSError:
        return False


__all__ = ["change_passphrase", "readable_beside"]
