"""Operations: all that one use case writes, numbered and chained for each replica, with one hash over the whole."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from pydantic_core import to_jsonable_python
from sqlalchemy import Connection, func, select

from sdesk.models import TELLS_OF_COPIES, Approval, Change, Operation, Person, Replica
from sdesk.models.identity import derived_id, founding_id, replica_code
from sdesk.models.ledger import EntryOfFormat1
from sdesk.storage.changes import Changes, diff
from sdesk.storage.installation import End, Installation, Note
from sdesk.storage.merging.causality import Pasts
from sdesk.storage.merging.pasts import ends_in, unknown_ends
from sdesk.storage.prepared.statements import Prepared
from sdesk.storage.signing import Key
from sdesk.storage.stored_rows import of_history

_TABLES: tuple[Any, ...] = (Replica, Operation, Change, EntryOfFormat1)
_REPLICA, _OPERATION, _CHANGE, _FORMAT_1 = (model.__table__ for model in _TABLES)

IS_WORK: Any = _OPERATION.c.action.not_in(TELLS_OF_COPIES)
"""Of an operation that a copy without it would lack; what tells of copies alone is none."""

_BEGIN_REPLICA, _WRITE, _TELL = (Prepared(each.insert()) for each in (_REPLICA, _OPERATION, _CHANGE))


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical_json(value: Any) -> str:
    """JSON with sorted keys and no spaces: equal content gives equal text, and so an equal hash."""
    return _CANONICAL.encode(to_jsonable_python(value))


def sha256(text_or_bytes: str | bytes) -> str:
    """SHA-256 in hexadecimal; text as UTF-8."""
    raw = text_or_bytes.encode() if isinstance(text_or_bytes, str) else text_or_bytes
    return hashlib.sha256(raw).hexdigest()


def operation_hash(
    workspace: UUID, operation: Mapping[str, Any], changes: Iterable[Mapping[str, Any]]
) -> str:
    """Over all that an operation says but its own hash and signature; it holds the hash of the one before it.

    It is that of the canonical JSON of all of it, which is never there in one piece: an import changes much.
    """
    digest = hashlib.sha256()
    for part in operation_text(workspace, operation, changes):
        digest.update(part)
    return digest.hexdigest()


def operation_text(
    workspace: UUID, operation: Mapping[str, Any], changes: Iterable[Mapping[str, Any]]
) -> Iterator[bytes]:
    """What is hashed of an operation, in pieces."""
    said = {name: value for name, value in operation.items() if name not in ("hash", "signature")}
    at: datetime = operation["at"]
    said |= {"at": at.isoformat(timespec="microseconds"), "workspace": workspace, "changes": ()}
    before, after = canonical_json(said).split('"changes":[]')
    yield before.encode() + b'"changes":['
    for place, change in enumerate(changes):
        yield (("," if place else "") + canonical_json(change)).encode()
    yield b"]" + after.encode()


def operation_id(replica: UUID, number: int) -> UUID:
    return uuid5(replica, str(number))


_OF_A_NAME = 0x5000_8000_0000_0000_0000
_NAMED = ~(0xF000_C000_0000_0000_0000)
"""Of the bits of an id those that say of which kind it is."""


def is_operation_id(found: UUID, replica: UUID, number: int) -> bool:
    """The same asked, of thousands at once: without the id being made."""
    digest = hashlib.sha1(replica.bytes + b"%d" % number, usedforsecurity=False).digest()
    return found.int == int.from_bytes(digest[:16]) & _NAMED | _OF_A_NAME


def approval_id(operation: UUID, place: int) -> UUID:
    """Of the approvals that an operation gives, each has an id that no other operation can give: so nobody takes another's."""
    return uuid5(operation, f"approval {place}")


def workspace_id(connection: Connection) -> UUID | None:
    """The id that all copies of this workspace share; None while nothing has been written.

    A file of format 1 has none: it is made of the first entry of its history, which all copies of it hold.
    """
    known: UUID | None = connection.execute(select(_REPLICA.c.workspace).limit(1)).scalar()
    if known is not None:
        return known
    first = connection.execute(select(_FORMAT_1.c.hash).order_by(_FORMAT_1.c.id).limit(1)).scalar()
    return uuid5(UUID(first[:32]), "workspace") if first else None


def hash_of_format_1(hashes: Sequence[str]) -> str:
    """Before the first operation of each replica: over the hashes of all entries of format 1, in their order."""
    return sha256("\n".join(hashes)) if hashes else ""


def end_of_format_1(connection: Connection) -> str:
    return hash_of_format_1(
        connection.execute(select(_FORMAT_1.c.hash).order_by(_FORMAT_1.c.id)).scalars().all()
    )


_MANY = 100
"""Changes of an operation that are held as they are; of an import's 100,000 the rest is held as text."""


class _Packed:
    """What changed in one thing, in a tenth of the room."""

    __slots__ = ("_text",)

    def __init__(self, changes: Changes) -> None:
        self._text = zlib.compress(json.dumps(to_jsonable_python(changes), ensure_ascii=False).encode(), 1)

    def unpacked(self) -> Changes:
        found: Changes = json.loads(zlib.decompress(self._text))
        return found


@dataclass
class Writing:
    """An operation under way: whose it is, which one it takes back, and what it has changed so far."""

    at: datetime
    person: Person | None
    action: str
    reason: str
    undoes: UUID | None = None
    changes: list[dict[str, Any]] = field(default_factory=list)

    def add(self, record: UUID, model: str, item: UUID, action: str, reason: str, changes: Changes) -> None:
        said = {"record": record, "model": model, "item": item, "action": action, "reason": reason}
        self.changes.append({**said, "changes": changes if len(self.changes) < _MANY else _Packed(changes)})

    def told(self) -> Iterator[dict[str, Any]]:
        """Its changes, each with its place."""
        for place, change in enumerate(self.changes, start=1):
            changes = change["changes"]
            whole = changes.unpacked() if isinstance(changes, _Packed) else changes
            yield {**change, "changes": whole, "place": place}


def store(
    connection: Connection,
    replicas: Iterable[Mapping[str, Any]],
    operations: Iterable[Mapping[str, Any]],
    changes: Iterable[Mapping[str, Any]],
) -> None:
    """What others wrote, as it came; whoever calls has seen that it is whole."""
    _BEGIN_REPLICA.run_each(connection, replicas)
    _WRITE.run_each(connection, operations)
    _TELL.run_each(connection, changes)


@dataclass(frozen=True)
class _Chain:
    """A replica that the file holds."""

    connection: Connection
    replica: UUID
    public_key: str

    def hash_of(self, number: int) -> str | None:
        wanted = (_OPERATION.c.replica == self.replica, _OPERATION.c.number == number)
        found: str | None = self.connection.execute(select(_OPERATION.c.hash).where(*wanted)).scalar()
        return found


class Author:
    """As which replica a program writes in a file, and how far it has come. Settled when it first writes."""

    def __init__(self, installation: Installation, device: str) -> None:
        self._installation, self._device = installation, device
        self._note: Note | None = None
        self._key: Key | None = None
        self._committed: _Standing | None = None
        self._standing: _Standing | None = None
        self._ahead: tuple[UUID, Key] | None = None

    def settle(self, connection: Connection) -> "_Standing":
        """The replica to write as: one that the file leaves as this installation left it, or a new one."""
        if self._standing is None:
            latest = select(_REPLICA.c.id, _REPLICA.c.public_key).join_from(_REPLICA, _OPERATION)
            latest = latest.group_by(_REPLICA.c.id).order_by(func.max(_OPERATION.c.tick).desc())
            resumed = self._installation.resume(
                [_Chain(connection, *row) for row in connection.execute(latest)]
            )
            if resumed is not None:
                chain, self._note, self._key = resumed
                self._committed = self._standing = _standing_of(connection, chain.replica)
            else:
                self._standing = _new_standing(connection, self._device)
        return self._standing

    def finish(self, connection: Connection, writing: Writing) -> UUID | None:
        """Write the operation with its changes, and give its id. Nothing is written where nothing was changed."""
        if not writing.changes:
            return None
        standing = self.settle(connection)
        replica = standing.replica
        if self._key is None or standing.end.number == 0:
            self._key = self.about_to_sign(connection)[1]
            replica.public_key = self._key.public
            _BEGIN_REPLICA.run(connection, replica.model_dump())
            writing.changes.insert(0, _founding(replica))
        operation = _operation(standing, writing)
        operation["hash"] = operation_hash(replica.workspace, operation, writing.told())
        operation["signature"] = self._key.sign(operation["hash"])
        _WRITE.run(connection, operation)
        _TELL.run_each(connection, ({**each, "operation": operation["id"]} for each in writing.told()))
        tells = standing.end.number and writing.action in TELLS_OF_COPIES
        work = standing.end.worked if tells else operation["number"]
        end = End(operation["number"], operation["hash"], work)
        self._standing = replace(standing, end=end, tick=operation["tick"], others=())
        written: UUID = operation["id"]
        return written

    def committed(self) -> None:
        """What was finished stands in the file now. Where it cannot be noted, the file is ahead of the note."""
        if self._standing is None or self._standing is self._committed or self._key is None:
            return
        self._committed = self._standing
        self._note = self._note or self._installation.begin(self._standing.replica.id, self._key)
        if self._note is not None:
            self._note.write(self._standing.end)

    def look_again(self, connection: Connection, pasts: Pasts | None = None) -> None:
        """Operations of others came: the next one holds them. `pasts`: where they were read already."""
        standing = self._standing
        if standing is not None and standing.end.number and self._key is not None:
            self._standing = _standing_of(connection, standing.replica.id, pasts)
        else:
            self._standing = None

    def rolled_back(self) -> None:
        self._standing = self._committed

    def left_it_so(self, connection: Connection) -> bool:
        """Whether a file ends as this program last wrote or found it: it holds no other end of the history."""
        left = self._committed or self._standing
        if left is None:
            return True
        ends = {left.end.hash, *left.others} if left.end.number else {*left.others}
        held = set(connection.execute(select(_OPERATION.c.hash).where(_OPERATION.c.hash.in_(ends))).scalars())
        return held == ends and _largest_tick(connection) == left.tick

    def remembered(self, replica: UUID) -> End | None:
        """How this installation left the replica; None where it never wrote as it."""
        return self._installation.remembered(replica)

    def signs_as(self, replica: UUID) -> str:
        """The public half of the key with which this installation signs as it; "" where it has none."""
        return self._installation.signs_as(replica)

    def signer(self, connection: Connection) -> tuple[UUID, Key] | None:
        """As which replica it writes, and the key with which that signs; None where it has written nothing in this file yet."""
        standing = self.settle(connection)
        return (standing.replica.id, self._key) if self._key is not None and standing.end.number else None

    def about_to_sign(self, connection: Connection) -> tuple[UUID, Key]:
        """The same for an operation under way, which may be the first: with it, its replica begins."""
        standing = self.settle(connection)
        if self._key is None or standing.end.number == 0:
            if self._ahead is None or self._ahead[0] != standing.replica.id:
                self._ahead = standing.replica.id, Key.made()
            return self._ahead
        return standing.replica.id, self._key

    def next_approval_id(self, connection: Connection, writing: Writing) -> UUID:
        """That of one more approval in the operation under way."""
        standing = self.settle(connection)
        given = sum(each["model"] == Approval.__name__ for each in writing.changes)
        return approval_id(operation_id(standing.replica.id, standing.end.number + 1), given)

    def key_of(self, replica: UUID) -> Key | None:
        """With which this installation signs as another replica of its own; None where it has none."""
        return self._installation.key_of(replica)

    def release(self) -> None:
        if self._note is not None:
            self._note.release()
            self._note = None


@dataclass(frozen=True)
class _Standing:
    """A replica, the end of its chain, the largest tick that the file holds, and what others wrote since that end."""

    replica: Replica
    end: End
    tick: int
    others: tuple[str, ...]


def _standing_of(connection: Connection, replica: UUID, pasts: Pasts | None = None) -> _Standing:
    row = connection.execute(select(_REPLICA).where(_REPLICA.c.id == replica)).one()
    last = select(_OPERATION.c.number, _OPERATION.c.hash, _OPERATION.c.tick).where(
        _OPERATION.c.replica == replica
    )
    last = last.order_by(_OPERATION.c.number.desc()).limit(1)
    number, digest, _tick = connection.execute(last).one()
    work = connection.execute(last.where(IS_WORK)).first()
    worked = of_history(work.number, int, "number") if work else 0
    end = End(of_history(number, int, "number"), of_history(digest, str, "hash"), worked)
    unknown = unknown_ends(connection, replica, end.number, pasts)
    others = tuple(of_history(each, str, "hash") for each in unknown)
    return _Standing(Replica(**row._mapping), end, _largest_tick(connection), others)


def _all_ends(connection: Connection) -> tuple[str, ...]:
    """The hashes of the last operations of all replicas."""
    ends = sorted(ends_in(connection), key=lambda end: (end.tick, end.hash))
    return tuple(of_history(end.hash, str, "hash") for end in ends)


def _new_standing(connection: Connection, device: str) -> _Standing:
    """Only who makes the workspace gives numbers without a code: nobody does in a file that had a history."""
    workspace, replica = workspace_id(connection), founding_id()
    code = "" if workspace is None else _free_code(connection, replica)
    made = Replica(id=replica, workspace=workspace or founding_id(), code=code, device=device)
    end = End(0, end_of_format_1(connection))
    return _Standing(made, end, _largest_tick(connection), _all_ends(connection))


def _free_code(connection: Connection, replica: UUID) -> str:
    taken = set(connection.execute(select(_REPLICA.c.code)).scalars())
    candidates = (replica_code(derived_id(replica, str(n)) if n else replica) for n in range(1000))
    return next(code for code in candidates if code not in taken)


def _largest_tick(connection: Connection) -> int:
    return of_history(connection.execute(select(func.max(_OPERATION.c.tick))).scalar() or 0, int, "tick")


def _founding(replica: Replica) -> dict[str, Any]:
    """A replica is told in its own first operation."""
    said = to_jsonable_python(replica)
    changes = diff({}, {name: value for name, value in said.items() if value})
    about = {"record": replica.id, "model": "Replica", "item": replica.id}
    return {**about, "action": "begin replica", "reason": "", "changes": changes}


def _operation(standing: _Standing, writing: Writing) -> dict[str, Any]:
    number = standing.end.number + 1
    return {
        "id": operation_id(standing.replica.id, number),
        "replica": standing.replica.id,
        "number": number,
        "tick": standing.tick + 1,
        "at": writing.at,
        "person_id": writing.person.id if writing.person else None,
        "person_name": writing.person.name if writing.person else "",
        "action": writing.action,
        "reason": writing.reason,
        "undoes": writing.undoes,
        "previous_hash": " ".join(filter(None, (standing.end.hash, *standing.others))),
        "signature": "",
    }


__all__ = [
    "IS_WORK",
    "Author",
    "Writing",
    "approval_id",
    "canonical_json",
    "end_of_format_1",
    "hash_of_format_1",
    "is_operation_id",
    "operation_hash",
    "operation_id",
    "operation_text",
    "sha256",
    "store",
    "workspace_id",
]
