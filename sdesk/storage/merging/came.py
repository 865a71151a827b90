"""An operation of another laptop, as it came: looked at whether it is what that laptop wrote."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import MAXYEAR, MINYEAR, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from pydantic_core import from_json

from sdesk.errors import SdeskError
from sdesk.models import Replica
from sdesk.storage.merging.causality import Act
from sdesk.storage.operations import is_operation_id, operation_hash, operation_text
from sdesk.storage.signing import is_signed
from sdesk.translation import message as _

_LARGEST = 1 << 53
A_PAIR = 2


class NotTakenIn(SdeskError):
    """What came is not what a laptop of this workspace writes. Nothing of it was taken in."""


class Came:
    """`operation`: its columns. `changes`: the rows of what it changed, in order, without the operation's id. `text` is what its
    hash is over, where it came so."""

    __slots__ = (
        "_acts",
        "changes",
        "hash",
        "id",
        "number",
        "operation",
        "previous_hash",
        "replica",
        "text",
        "tick",
    )

    def __init__(
        self, operation: Mapping[str, Any], changes: Sequence[Mapping[str, Any]], text: bytes = b""
    ) -> None:
        self.operation, self.changes, self.text = operation, changes, text
        self.id: UUID = operation["id"]
        self.replica: UUID = operation["replica"]
        self.number: int = operation["number"]
        self.tick: int = operation["tick"]
        self.hash: str = operation["hash"]
        self.previous_hash: str = operation["previous_hash"]
        self._acts: tuple[Act, ...] | None = None

    @classmethod
    def read(cls, text: bytes, digest: str, signature: str) -> "Came":
        """Raises NotTakenIn where it is no operation."""
        try:
            said = from_json(text)
            changes = [
                {
                    "record": _uuid(each["record"]), "model": _text(each["model"]), "item": _uuid(each["item"]),
                    "action": _text(each["action"]), "reason": _text(each["reason"]), "place": _whole(each["place"]),
                    "changes": _changes(each["changes"]),
                }
                for each in said["changes"]
            ]  # fmt: skip
            operation = {
                "id": _uuid(said["id"]), "replica": _uuid(said["replica"]), "number": _whole(said["number"]),
                "tick": _whole(said["tick"]), "at": _moment(said["at"]), "action": _text(said["action"]),
                "person_id": _uuid(said["person_id"]) if said["person_id"] else None,
                "person_name": _text(said["person_name"]), "reason": _text(said["reason"]),
                "undoes": _uuid(said["undoes"]) if said["undoes"] else None,
                "previous_hash": _text(said["previous_hash"]), "hash": digest, "signature": signature,
            }  # fmt: skip
        except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as fault:
            raise NotTakenIn(_("What came has something that is no operation.")) from fault
        return cls(operation, changes, text)

    def as_text(self, workspace: UUID) -> bytes:
        """What its hash is over."""
        return self.text or b"".join(operation_text(workspace, self.operation, self.changes))

    @property
    def at(self) -> datetime:
        found: datetime = self.operation["at"]
        return found

    @property
    def by(self) -> UUID | None:
        found: UUID | None = self.operation["person_id"]
        return found

    @property
    def acts(self) -> tuple[Act, ...]:
        if self._acts is None:
            self._acts = tuple(
                [
                    Act(
                        each["place"],
                        each["record"],
                        each["item"],
                        each["model"],
                        each["changes"],
                        each["action"],
                    )
                    for each in self.changes
                ]
            )
        return self._acts

    def founds(self) -> dict[str, Any] | None:
        """The replica that it begins, by what it says itself."""
        for each in self.changes:
            if each["model"] == Replica.__name__ and each["item"] == self.replica:
                said = {name: difference[1] for name, difference in each["changes"].items()}
                found = {"code": "", "public_key": "", **said}
                return {**found, "id": UUID(found["id"]), "workspace": UUID(found["workspace"])}
        return None

    def lines(self) -> Iterator[dict[str, Any]]:
        return ({**each, "operation": self.id} for each in self.changes)


@lru_cache(1)
def _of(workspace: UUID) -> bytes:
    """With this ends what is hashed of an operation: of its names that of the workspace is the last."""
    return f'"workspace":"{workspace}"}}'.encode()


_uuid = lru_cache(1 << 16)(UUID)
"""The same ids come again and again, and to make one takes longer than to find it."""


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _whole(value: Any) -> int:
    if type(value) is not int or not 0 < value < _LARGEST:
        raise TypeError(value)
    return value


def _moment(value: Any) -> datetime:
    """However wrong a clock was: the first and the last year have moments that no other zone has a word for."""
    found = datetime.fromisoformat(value)
    if found.tzinfo is None or not MINYEAR + 1 < found.year < MAXYEAR - 1:
        raise ValueError(value)
    return found


def _changes(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return value


def refuse_forged(came: Came, workspace: UUID) -> None:
    """Raises NotTakenIn where it does not say what its hash stands for."""
    if not is_operation_id(came.id, came.replica, came.number):
        raise NotTakenIn(_("What came has an operation whose number is not its own."))
    if came.text:
        holds = hashlib.sha256(came.text).hexdigest() == came.hash and came.text.endswith(_of(workspace))
    else:
        holds = operation_hash(workspace, came.operation, came.changes) == came.hash
    if not holds:
        raise NotTakenIn(_("What came has an operation that does not say what was written."))


def refuse_unsigned(came: Came, public_key: str) -> None:
    """Raises NotTakenIn where its hash was not signed by its laptop."""
    if not is_signed(public_key, came.hash, came.operation["signature"]):
        raise NotTakenIn(_("What came has an operation that its laptop did not sign."))


def said_by(changes: Mapping[str, Any]) -> dict[str, Any]:
    """What a note says, as far as it is one: whoever belongs may have written anything."""
    return {name: each[1] for name, each in changes.items() if isinstance(each, list) and len(each) == A_PAIR}


__all__ = ["A_PAIR", "Came", "NotTakenIn", "refuse_forged", "refuse_unsigned", "said_by"]
