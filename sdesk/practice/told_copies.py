"""That a copy was verified, or failed, told in the history of the workspace that it is a copy of; and what was told so.

The order is: the copy, its verification, the entry. Whoever is killed between has a copy that is told nowhere. No copy holds
the entry about itself, and none lacks anything by that: whoever asks what a copy lacks looks past such entries.
"""

import stat
from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sdesk.errors import SdeskError
from sdesk.models import TELLS_OF_COPIES, Change, Operation
from sdesk.models.ledger import FAILED_COPY, MADE_COPY
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.measures.clocks import utc
from sdesk.practice.measures.copies import ToldCopy
from sdesk.storage import col, history
from sdesk.storage.anchors import code_of
from sdesk.storage.counts import values_of
from sdesk.storage.file.copies import NotWhole, Verified
from sdesk.storage.head import hash_of
from sdesk.translation import Message
from sdesk.translation import message as _


class Place(StrEnum):
    """What kind of place a copy lies in: a folder of the program's copies, or where somebody put it."""

    FIRST = "first"
    SECOND = "second"
    ELSEWHERE = "elsewhere"


def tell_of_copy(
    workspace: Workspace, copy: Verified, place: Place = Place.ELSEWHERE, action: str = MADE_COPY
) -> Message | None:
    """Tell that it has just been verified; or return why that is not told. The copy is what it is in any case."""
    head = hash_of(workspace, copy.mark)
    if head is None:
        return _("{file} is no copy of what {name} is or was.", file=copy.path.name, name=workspace.path.name)
    anchor = code_of(head) if head else ""
    return _told(workspace, action, copy.path.name, place, copy, anchor=anchor)


def tell_of_failure(
    workspace: Workspace, name: str, fault: SdeskError, place: Place = Place.ELSEWHERE
) -> Message | None:
    """Tell that a copy of that name was found damaged; or return why that is not told."""
    damages = fault.damages if isinstance(fault, NotWhole) else ()
    damage = damages[0].whole if damages else fault.message
    return _told(workspace, FAILED_COPY, name, place, damage=str(damage))


def not_told(why: Message) -> SdeskError:
    """A copy that is verified and stands nowhere."""
    return SdeskError(_("The copy is verified, but the history does not tell it. {why}", why=why))


def _told(
    workspace: Workspace, action: str, name: str, place: Place, copy: Verified | None = None, **more: str
) -> Message | None:
    ours = organization(workspace)
    if ours is None:
        return _("Nothing is written in the workspace yet.")
    if workspace.read_only:
        return workspace.read_only
    if workspace.owner_elsewhere is not None:
        return _("Another computer has the workspace open, by the note beside it.")
    try:
        if not workspace.path.stat().st_mode & stat.S_IWUSR:
            return _("The workspace may not be written to.")
        with workspace.transaction(action):
            if copy is not None and not copy.is_still_there():
                return _("{file} is not what was verified any more.", file=name)
            history.tell_of_handout(workspace, ours.id, name, place=place.value, **more)
    except SdeskError as fault:
        return fault.message
    except OSError:
        return _("The workspace is not at its place.")
    return None


# ---------------------------------------------------------------- what was told


def told_copies(workspace: Workspace) -> tuple[ToldCopy, ...]:
    """All that was ever told, in the order of the history."""
    ours = organization(workspace)
    if ours is None:
        return ()
    columns = (Operation.tick, Operation.id, Operation.at, Operation.action, Change.changes)
    told = (
        col(Change.record) == ours.id,
        col(Change.action).in_(TELLS_OF_COPIES),
        col(Operation.id) == col(Change.operation),
    )
    return tuple(_read(*row) for _tick, *row in values_of(workspace, *columns, where=told))


def _read(key: UUID, at: datetime, action: str, changes: dict[str, Any]) -> ToldCopy:
    said = {name: str(changes.get(name, ("", ""))[1] or "") for name in ("name", "place", "anchor")}
    return ToldCopy(key, utc(at), action == FAILED_COPY, **said)


def names_of(workspace: Workspace, entries: Collection[UUID]) -> dict[UUID, str]:
    """What the copies were called of which these entries of the history tell."""
    found = (each for each in told_copies(workspace) if each.id in entries) if entries else ()
    return {each.id: each.name for each in found}


__all__ = ["Place", "names_of", "not_told", "tell_of_copy", "tell_of_failure", "told_copies"]
