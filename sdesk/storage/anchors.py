"""Anchors: the hash of an operation as a code that can be read out. It stands for that operation and all before it.

Whoever keeps one elsewhere can tell whether what was written up to there is what it was then.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sdesk.errors import SdeskError
from sdesk.models import Approval, Change, Operation, Replica
from sdesk.storage.bundles.laptops import Laptops, laptops_in
from sdesk.storage.operations import IS_WORK
from sdesk.storage.stored_rows import DamagedRow, Unreadable
from sdesk.storage.workspace import Workspace
from sdesk.translation import message as _

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: nothing that is taken for something else."""
_MEANT = str.maketrans("OIL", "011", "- \t\n")
_DIGITS, _CHECKING, _GROUP = 23, 2, 5
_BITS = 5 * _DIGITS
_MODULUS = 1021
"""The largest prime below 32²: of two letters more, by which one wrong letter and any two exchanged ones are noticed."""

_TABLES: tuple[Any, ...] = (Operation, Change, Replica)
_OPERATION, _CHANGE, _REPLICA = (model.__table__ for model in _TABLES)


def code_of(digest: str) -> str:
    """The first 115 bits of a hash and two letters to check it by, in five groups of five."""
    value = _bits_of(digest)
    letters = _spelled(value, _DIGITS) + _spelled(value % _MODULUS, _CHECKING)
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def _bits_of(digest: Any) -> int:
    try:
        return int(digest, 16) >> (4 * len(digest) - _BITS)
    except (TypeError, ValueError) as fault:
        raise DamagedRow(Unreadable(0, _("The history"), "hash", digest)) from fault


def _spelled(value: int, length: int) -> str:
    return "".join(_LETTERS[value >> 5 * at & 31] for at in reversed(range(length)))


def _read(code: str) -> int:
    """The bits that a code stands for. Raises SdeskError where it was not copied rightly."""
    letters = code.upper().translate(_MEANT)
    if len(letters) == _DIGITS + _CHECKING and set(letters) <= set(_LETTERS):
        value = 0
        for letter in letters:
            value = value << 5 | _LETTERS.index(letter)
        bits, check = value >> 5 * _CHECKING, value & (1 << 5 * _CHECKING) - 1
        if bits % _MODULUS == check:
            return bits
    said = _("“{code}” is no anchor: a letter or digit of it is missing or wrong.", code=code[:60])
    raise SdeskError(said, _("Compare it with what you were given: five groups of five letters and digits."))


@dataclass(frozen=True)
class Point:
    """The operation that an anchor stands for. `covered` are what it holds by its hash, itself among them; `later` came
    after it; `put_in` stand before it in the history and are not held by it; `elsewhere` neither, but are of laptops that belong."""

    number: int
    device: str
    at: datetime
    covered: int
    later: int
    put_in: int
    elsewhere: int = 0


def anchor_now(workspace: Workspace) -> str:
    """That of the last operation that is work, which holds all before it, and which a full copy has too; "" where there is none
    in this program's format."""
    latest = select(_OPERATION.c.hash).where(IS_WORK)
    latest = latest.order_by(_OPERATION.c.tick.desc(), _OPERATION.c.id.desc()).limit(1)
    with workspace.reading() as session:
        digest = session.execute(latest).scalar()
    return code_of(digest) if digest else ""


def point_of(workspace: Workspace, code: str) -> Point | None:
    """Where in the history the anchor is; None if nowhere. Raises SdeskError for a code that was not copied rightly.

    It says something of a workspace that is whole: then each hash is that of what is written.
    """
    wanted = _read(code)
    names = ("hash", "previous_hash", "number", "at", "replica")
    query = select(*(_OPERATION.c[name] for name in names), _REPLICA.c.device).join_from(_OPERATION, _REPLICA)
    found: Any = None
    known: set[str] = set()
    later = covered = 0
    others: list[UUID] = []
    held: set[UUID] = set()
    with workspace.reading() as session:
        for row in session.execute(query.order_by(_OPERATION.c.tick.desc(), _OPERATION.c.id.desc())):
            if found is None and _bits_of(row.hash) == wanted:
                found, known = row, {row.hash}
            if found is None:
                later += 1
            elif row.hash in known:
                covered += 1
                held.add(row.replica)
                known.update(row.previous_hash.split())
            else:
                others.append(row.replica)
        laptops = laptops_in(session.connection()) if others else None
    if found is None:
        return None
    ours = laptops.brought_in_by(held) if laptops else held
    elsewhere = sum(each in ours and _shares(laptops) for each in others)
    return Point(found.number, found.device, found.at, covered, later, len(others) - elsewhere, elsewhere)


def _shares(laptops: Laptops | None) -> bool:
    """Whether it is a workspace of several laptops: in any other, each operation knew all before it."""
    return laptops is not None and laptops.begun is not None


def anchors_of_approvals(workspace: Workspace, record: UUID) -> dict[UUID, str]:
    """Approval of the record -> the anchor of the operation that wrote it, which never changes. Format 1 had none."""
    query = select(_CHANGE.c.item, _OPERATION.c.hash).join_from(_CHANGE, _OPERATION)
    signed = query.where(_CHANGE.c.record == record, _CHANGE.c.model == Approval.__name__)
    with workspace.reading() as session:
        rows = session.execute(signed.order_by(_OPERATION.c.tick.desc())).all()
    return {approval: code_of(digest) for approval, digest in rows}


__all__ = ["Point", "anchor_now", "anchors_of_approvals", "code_of", "point_of"]
