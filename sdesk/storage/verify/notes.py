"""What this installation remembers of a file, held against how the file ends: an older copy, or one whose end was cut off."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from sdesk.storage.installation import End
from sdesk.storage.verify.damages import Damage
from sdesk.storage.workspace import Workspace
from sdesk.translation import Message, counted
from sdesk.translation import message as _

_SHOWN = 16
"""Digits of a key by which it is told from others."""

_ENDS = """SELECT replica.id, replica.device, replica.public_key, max(operation.number) AS number
    FROM replica JOIN operation ON operation.replica = replica.id GROUP BY replica.id ORDER BY replica.id"""

_OLDER = "SELECT device, count(*) AS number FROM historyentry GROUP BY device ORDER BY min(id)"
"""What format 1 told: each change was one by itself."""


@dataclass(frozen=True)
class _Known:
    """A replica as which this installation wrote: how it left it, where the file ends, and the hash there of what was left;
    and whether what stands there is signed with another key than it holds."""

    device: str
    foreign: bool
    left: End
    ends: int
    hash: str | None


def what_is_remembered(workspace: Workspace) -> list[Message]:
    """Where this installation wrote more than the file holds. No damage: a backup that was restored holds less, too."""
    return [
        _(
            "This computer has written up to operation {written} of {device}, and the file ends with operation "
            "{number}. It is an older copy, or its end was cut off.",
            written=each.left.worked,
            number=each.ends,
            device=each.device,
        )
        for each in _known(workspace)
        if each.ends < each.left.worked
    ]


def rewritten(workspace: Workspace) -> list[Damage]:
    """Where the file holds another operation than this installation has written there or, where it ends earlier, all under
    another key: no copy of its past does."""
    known = list(_known(workspace))
    foreign = [
        _(
            "what {device} wrote is not signed with the key that this computer holds for it; it was written anew",
            device=each.device,
        )
        for each in known
        if each.foreign and each.ends < each.left.number
    ]
    return [Damage(_("history"), said) for said in foreign] + [
        Damage(
            _("history"),
            _(
                "operation {number} of {device} is not the one that this computer has written; what stands there was "
                "written anew",
                number=each.left.number,
                device=each.device,
            ),
        )
        for each in known
        if each.ends >= each.left.number and each.hash != each.left.hash
    ]


def who_wrote(workspace: Workspace) -> list[Message]:
    """Each installation that wrote in the file, how much, and by which key it signed: a stranger among them shows here."""
    with workspace.reading() as session:
        older, ends = session.execute(text(_OLDER)).all(), session.execute(text(_ENDS)).all()
    return [_wrote(row.device, row.number, "") for row in older] + [
        _wrote(row.device, row.number, row.public_key) for row in ends
    ]


def _wrote(device: str, number: int, key: str) -> Message:
    return counted(
        "{device} wrote {n} operation, {signed}.",
        "{device} wrote {n} operations, {signed}.",
        n=number,
        device=device,
        signed=_("signed with the key {key}", key=key[:_SHOWN]) if key else _("not signed"),
    )


def _known(workspace: Workspace) -> Iterator[_Known]:
    with workspace.reading() as session:
        for row in session.execute(text(_ENDS)):
            left, key = workspace.remembered(UUID(row.id)), workspace.signs_as(UUID(row.id))
            if left is not None and left.number > 0:
                foreign = key not in ("", row.public_key)
                yield _Known(row.device, foreign, left, row.number, _hash_of(session, row.id, left.number))


def _hash_of(session: Session, replica: str, number: int) -> str | None:
    query = text("SELECT hash FROM operation WHERE replica = :replica AND number = :number")
    found: str | None = session.execute(query, {"replica": replica, "number": number}).scalar()
    return found


__all__ = ["rewritten", "what_is_remembered", "who_wrote"]
