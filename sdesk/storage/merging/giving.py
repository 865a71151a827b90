"""What a replica wrote, to be given to others."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, column, func, select, table

from sdesk.models import Attachment, Change, Operation
from sdesk.storage.merging.came import Came

_TABLES: tuple[Any, ...] = (Operation, Change)
_OPERATION, _CHANGE = (model.__table__ for model in _TABLES)
_CONTENT: Any = table("content", column("sha256"), column("bytes"))


def operations_of(
    connection: Connection, replica: UUID, first: int = 1, last: int | None = None
) -> list[Came]:
    """The operations of a replica with these numbers, in order; to its end where none is named as the last."""
    of_it = [_OPERATION.c.replica == replica, _OPERATION.c.number >= first]
    of_it += [] if last is None else [_OPERATION.c.number <= last]
    changes: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    query = select(_CHANGE).join(_OPERATION, _OPERATION.c.id == _CHANGE.c.operation).where(*of_it)
    for row in connection.execute(query.order_by(_CHANGE.c.operation, _CHANGE.c.place)).mappings():
        said = dict(row)
        changes[said.pop("operation")].append(said)
    written = connection.execute(select(_OPERATION).where(*of_it).order_by(_OPERATION.c.number)).mappings()
    return [Came(dict(row), changes[row["id"]]) for row in written]


def hash_of(connection: Connection, replica: UUID, number: int) -> str | None:
    """Of one operation; None where it is not there."""
    query = select(_OPERATION.c.hash).where(_OPERATION.c.replica == replica, _OPERATION.c.number == number)
    found: str | None = connection.execute(query).scalar()
    return found


def numbers_after(connection: Connection, replica: UUID, numbers: range, tick: int) -> list[int]:
    """Of these operations of a replica, those that are younger than the tick."""
    query = select(_OPERATION.c.number).where(
        _OPERATION.c.replica == replica,
        _OPERATION.c.number.between(numbers.start, numbers.stop - 1),
        _OPERATION.c.tick > tick,
    )
    return list(connection.execute(query).scalars())


def files_in(operations: Iterable[Came]) -> list[str]:
    """The SHA-256 of each file that was attached in them."""
    found = (
        str(act.changes["sha256"][1])
        for each in operations
        for act in each.acts
        if act.model == Attachment.__name__ and act.creates
    )
    return list(dict.fromkeys(found))


def sizes_of(connection: Connection, files: Iterable[str]) -> dict[str, int]:
    query = select(_CONTENT.c.sha256, func.length(_CONTENT.c.bytes)).where(_CONTENT.c.sha256.in_(list(files)))
    return {row[0]: row[1] for row in connection.execute(query)}


def content_of(connection: Connection, file: str) -> bytes:
    """Raises LookupError where it is not there."""
    found = connection.execute(select(_CONTENT.c.bytes).where(_CONTENT.c.sha256 == file)).scalar()
    if not isinstance(found, bytes):
        raise LookupError(file)
    return found


__all__ = ["content_of", "files_in", "hash_of", "numbers_after", "operations_of", "sizes_of"]
