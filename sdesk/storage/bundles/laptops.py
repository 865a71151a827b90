"""Who belongs: told by operations, so that every laptop knows it of the others, and nobody who only reaches the folder gets in."""

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from sdesk.models import LAPTOP, Change, Operation, Replica
from sdesk.models.identity import uuid7
from sdesk.storage.bundles.sealing import KEY, NotSealed, box_of, name_of, opened, sealed_for
from sdesk.storage.changes import diff
from sdesk.storage.merging.came import Came, said_by
from sdesk.storage.operations import Writing
from sdesk.storage.signing import Key, is_signed
from sdesk.storage.workspace import Workspace

_TABLES: tuple[Any, ...] = (Operation, Change, Replica)
_OPERATION, _CHANGE, _REPLICA = (model.__table__ for model in _TABLES)

_TEXTS = ("box", "invitation", "for", "by", "signature", "out", "key")
_DEEPEST = 64
"""Copies that were restored one after the other."""

INVITE, JOIN, TAKE_OUT = "invite laptop", "join laptop", "take out laptop"


@dataclass
class Laptops:
    """What the operations say. `public_keys`: of each replica that is there. `boxes`: into which keys are put for it. `invited`:
    public key of an invitation -> for whom it is. `joined`: invitation -> who came by it. `vouched`: replica -> how it came in.
    `out`: replica -> the number of its last operation that is taken in. `begun`: who made the first invitation, and in which operation.
    `ticks`: of the operation that made an invitation."""

    workspace: UUID
    public_keys: dict[UUID, str] = field(default_factory=dict)
    devices: dict[UUID, str] = field(default_factory=dict)
    boxes: dict[UUID, str] = field(default_factory=dict)
    invited: dict[str, str] = field(default_factory=dict)
    joined: dict[str, UUID] = field(default_factory=dict)
    vouched: dict[UUID, dict[str, str]] = field(default_factory=dict)
    out: dict[UUID, int] = field(default_factory=dict)
    sealed: dict[str, dict[str, str]] = field(default_factory=dict)
    key: str = ""
    begun: tuple[UUID, int] | None = None
    invited_by: dict[str, set[UUID]] = field(default_factory=dict)
    ticks: dict[str, int] = field(default_factory=dict)

    def brought_in_by(self, replicas: Collection[UUID]) -> set[UUID]:
        """These, and whoever one of them invited or vouched for, or one that they brought in so: by signatures that hold."""
        found = set(replicas)
        while True:
            more = {each for each in self.vouched if each not in found and self._is_brought_in(each, found)}
            if not more:
                return found
            found |= more

    def _is_brought_in(self, replica: UUID, known: Collection[UUID]) -> bool:
        by, signature = self.vouched[replica]["by"], self.vouched[replica]["signature"]
        voucher = _replica(by)
        if voucher is None:
            key = by if self.invited_by.get(by, set()) & set(known) else ""
        else:
            key = self.public_keys.get(voucher, "") if voucher in known else ""
        return is_signed(key, pledge(self.workspace, replica, self.public_keys[replica]), signature)

    def belongs(
        self, replica: UUID, public_key: str, vouchers: Mapping[str, Mapping[str, str]], depth: int = 0
    ) -> bool:
        """Whether what is signed with that key is of a laptop of this workspace: it is known, was invited, or one that belongs
        vouched for it. `vouchers`: replica in hexadecimal -> its key, by whom it was brought in, and the signature of that one."""
        known = self.public_keys.get(replica)
        if known is not None:
            return bool(known) and known == public_key
        voucher = vouchers.get(replica.hex, {})
        by, signature = voucher.get("by", ""), voucher.get("signature", "")
        said = pledge(self.workspace, replica, public_key)
        if by in self.invited:
            return by not in self.joined and is_signed(by, said, signature)
        voucher_of = _replica(by)
        if voucher_of is None or voucher_of in self.out or depth > _DEEPEST:
            return False
        key = self.public_keys.get(voucher_of) or vouchers.get(by, {}).get("key", "")
        return is_signed(key, said, signature) and self.belongs(voucher_of, key, vouchers, depth + 1)

    @property
    def gone_on(self) -> set[UUID]:
        """As which nobody writes any more: of copies that were restored, which go on as others."""
        known = {each.hex: each for each in self.public_keys}
        return {known[said["by"]] for said in self.vouched.values() if said["by"] in known}

    def brought_in_with(self, key: str, operations: Iterable[Came]) -> bool:
        """Whether the first operations of a laptop say by whom it came in, and that one signed for this key of it."""
        for each in operations:
            said = pledge(self.workspace, each.replica, key)
            for act in each.acts:
                told = said_by(act.changes)
                if act.model == LAPTOP and "by" in told and _can_be_read(told):
                    voucher = _replica(told["by"])
                    by = self.public_keys.get(voucher, "") if voucher else told["by"]
                    if (voucher or by in self.invited) and is_signed(by, said, told["signature"]):
                        return True
        return False

    def first_of(self, replica: UUID) -> UUID:
        """The replica as which the same laptop began, where it went on from copies that were restored."""
        seen = {replica}
        while (
            before := _replica(self.vouched.get(replica, {}).get("by", ""))
        ) in self.public_keys and before not in seen:
            replica = before
            seen.add(before)
        return replica

    def known_since(self, replica: UUID) -> int:
        """The tick of its invitation, 0 where it needed none: who lacks what is older may not know that it belongs."""
        by = self.vouched.get(self.first_of(replica), {}).get("by", "")
        return self.ticks.get(by, 0)

    def vouchers_of(self, replica: UUID) -> dict[str, dict[str, str]]:
        """How it was brought in, and how the one was that vouched for it, up to an invitation."""
        found: dict[str, dict[str, str]] = {}
        next_one: UUID | None = replica
        while next_one in self.vouched and next_one.hex not in found:
            found[next_one.hex] = {**self.vouched[next_one], "key": self.public_keys[next_one]}
            next_one = _replica(self.vouched[next_one]["by"])
        return found


def _replica(by: str) -> UUID | None:
    """The replica that vouched; None where it was an invitation, or nothing that can be read."""
    try:
        return UUID(hex=by) if len(by) == 32 else None
    except ValueError:
        return None


def pledge(workspace: UUID, replica: UUID, public_key: str) -> str:
    """What is signed by whoever brings a replica in."""
    return f"sdesk laptop {workspace} {replica} {public_key}"


def laptops_in(connection: Connection) -> Laptops | None:
    """None where nothing was written yet."""
    replicas = connection.execute(select(_REPLICA)).all()
    if not replicas:
        return None
    found = Laptops(replicas[0].workspace)
    for row in replicas:
        found.public_keys[row.id], found.devices[row.id] = row.public_key, row.device
    query = (
        select(
            _OPERATION.c.replica, _OPERATION.c.number, _OPERATION.c.tick, _CHANGE.c.record, _CHANGE.c.changes
        )
        .join_from(_CHANGE, _OPERATION, _OPERATION.c.id == _CHANGE.c.operation)
        .where(_OPERATION.c.action.in_((INVITE, JOIN, TAKE_OUT)), _CHANGE.c.model == LAPTOP)
        .order_by(_OPERATION.c.tick, _OPERATION.c.id, _CHANGE.c.place)
    )
    for row in connection.execute(query):
        said = said_by(row.changes)
        if _can_be_read(said):
            _tell(found, row, said)
    return found


def _can_be_read(said: Mapping[str, Any]) -> bool:
    """Whoever belongs may have written anything: what is nothing that this program writes says nothing."""
    sealed = said.get("sealed", {})
    return (
        all(isinstance(said.get(name, ""), str) for name in _TEXTS)
        and isinstance(sealed, dict)
        and all(isinstance(each, str) for each in sealed.values())
        and all(with_it in said for name, with_it in (("by", "signature"), ("sealed", "key")) if name in said)
        and ("out" not in said or _out_of(said) is not None)
    )


def _out_of(said: Mapping[str, Any]) -> tuple[UUID, int] | None:
    """Who is taken out, and after which operation; None where that cannot be read."""
    try:
        replica = UUID(said["out"])
    except (AttributeError, LookupError, TypeError, ValueError):
        return None
    last = said.get("last")
    return (replica, last) if type(last) is int else None


def _tell(found: Laptops, row: Any, said: Mapping[str, Any]) -> None:
    if "box" in said:
        found.boxes[row.replica] = said["box"]
    if "invitation" in said:
        found.invited[said["invitation"]] = said.get("for", "")
        found.ticks.setdefault(said["invitation"], row.tick)
        found.invited_by.setdefault(said["invitation"], set()).add(row.replica)
        found.begun = found.begun or (row.replica, row.number)
    if "by" in said:
        found.vouched[row.replica] = {"by": said["by"], "signature": said["signature"]}
        if said["by"] in found.invited:
            found.joined.setdefault(said["by"], row.replica)
    if out := _out_of(said):
        found.out.setdefault(*out)
    if "key" in said:
        found.key = said["key"]
    if "sealed" in said:
        found.sealed.setdefault(said["key"], {}).update(said["sealed"])


def taken_out_in(came: Iterable[Came], out: Mapping[UUID, int]) -> dict[UUID, int]:
    """Who is taken out by what came, and after which operation of theirs: in the order of the history, and by nobody who is out then."""
    found: dict[UUID, int] = {}
    for each in sorted(came, key=lambda each: (each.tick, each.id)):
        last = out.get(each.replica, found.get(each.replica))
        if each.operation["action"] != TAKE_OUT or (last is not None and each.number > last):
            continue
        for act in each.acts:
            said = said_by(act.changes)
            if act.model == LAPTOP and _can_be_read(said) and (told := _out_of(said)):
                found.setdefault(*told)
    return found


def note(workspace: Workspace, about: UUID, **said: Any) -> None:
    """Let the operation under way say this of a laptop."""
    with workspace.reading() as session:
        writing: Writing = session.info["writing"]
        writing.add(about, LAPTOP, uuid7(), session.info["action"], "", diff({}, said))


def keys_of(laptops: Laptops, replica: UUID, key: Key) -> dict[str, bytes]:
    """The keys of the folder, old ones too, that were put into the box of this replica: by their names."""
    found: dict[str, bytes] = {}
    for name, sealed in laptops.sealed.items():
        try:
            raw = opened(key.secret, sealed[replica.hex])
        except (LookupError, NotSealed):
            continue
        if name_of(raw) == name:
            found[name] = raw
    return found


def sealed_for_all(laptops: Laptops, key: bytes, *, also: Mapping[UUID, str] | None = None) -> dict[str, str]:
    """The key for each laptop that belongs."""
    boxes = {**laptops.boxes, **(also or {})}
    return {
        replica.hex: sealed_for(box, key)
        for replica, box in sorted(boxes.items())
        if replica not in laptops.out
    }


def new_key() -> bytes:
    return os.urandom(KEY)


__all__ = [
    "INVITE", "JOIN", "TAKE_OUT", "Laptops", "box_of", "keys_of", "laptops_in", "new_key", "note", "pledge", "sealed_for_all",
    "taken_out_in",
]  # fmt: skip
