"""One hash over all that is work: two laptops that have the same operations have the same, or something is wrong."""

import hashlib
import json
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from sdesk.models import RECORDS, Approval, Attachment, Operation, Stored
from sdesk.models.content import JsonText
from sdesk.storage.merging.pasts import ends_in
from sdesk.storage.operations import canonical_json
from sdesk.storage.state import without_empty
from sdesk.storage.workspace import Workspace

_ALL: tuple[type[Stored], ...] = (*RECORDS, Approval, Attachment)
_KINDS = sorted(_ALL, key=lambda model: model.__name__)
_AT_ONCE = 80
"""Rows that are read before others may come to the file."""
_ATTEMPTS = 4
_BESIDE = (
    "SELECT record, field, item, at FROM order_key ORDER BY record, field, item",
    "SELECT operation, place, changes FROM counted ORDER BY operation, place",
    "SELECT approval FROM lost ORDER BY approval",
    "SELECT record, kind, field, part, one, other FROM met ORDER BY record, kind, field, part, one, other",
)


def content_hash(connection: Connection) -> str:
    """SHA-256 in hexadecimal over all records, approvals and attachments, and what met. What an earlier program wrote with fewer parts
    counts as what this one writes; the bytes of files are told by their own hash."""
    digest = hashlib.sha256()
    for model in _KINDS:
        _add_head(digest, model)
        _add_some(digest, connection, model, "", -1)
    _add_beside(digest, connection)
    return digest.hexdigest()


def content_of_workspace(workspace: Workspace) -> str:
    """The same of an open workspace, kept until something is written; read at one go where others write all the while."""
    content, _ends = content_and_ends(workspace)
    if not content:
        with workspace.reading() as session:
            content = content_hash(session.connection())
    return content


def content_and_ends(workspace: Workspace) -> tuple[str, dict[UUID, int]]:
    """The hash, and of which operations: the last number of each replica. Read a few rows at a time, so that it keeps nobody from
    the file for long; "" where others wrote all the while. Kept until something is written."""
    return workspace.kept(("content and ends",), lambda: _read_apart(workspace), of=(Operation,))


def _read_apart(workspace: Workspace) -> tuple[str, dict[UUID, int]]:
    ends = _ends(workspace)
    for _attempt in range(_ATTEMPTS):
        digest = hashlib.sha256()
        for model in _KINDS:
            _add_head(digest, model)
            last: str | None = ""
            while last is not None:
                with workspace.reading() as session:
                    last = _add_some(digest, session.connection(), model, last)
        with workspace.reading() as session:
            _add_beside(digest, session.connection())
        now = _ends(workspace)
        if now == ends:
            return digest.hexdigest(), ends
        ends = now
    return "", ends


def _ends(workspace: Workspace) -> dict[UUID, int]:
    with workspace.reading() as session:
        return {end.replica: end.number for end in ends_in(session.connection())}


def _add_beside(digest: Any, connection: Connection) -> None:
    for query in _BESIDE:
        for row in connection.execute(text(query)):
            digest.update(canonical_json(list(row)).encode() + b"\n")


def _add_head(digest: Any, model: Any) -> None:
    digest.update(f"{model.__name__} {' '.join(model.__table__.columns.keys())}\n".encode())


def _add_some(
    digest: Any, connection: Connection, model: Any, after: str, most: int = _AT_ONCE
) -> str | None:
    """The rows behind that one, `most` of them; the last of these, None where no others follow."""
    table = model.__table__
    names = list(table.columns.keys())
    packed = {place for place, name in enumerate(names) if isinstance(table.columns[name].type, JsonText)}
    columns = ", ".join(f"[{name}]" for name in names)
    query = text(f"SELECT {columns} FROM {table.name} WHERE id > :after ORDER BY id LIMIT :most")
    rows = connection.execute(query, {"after": after, "most": most}).all()
    for row in rows:
        values = [_plain(value) if place in packed else value for place, value in enumerate(row)]
        digest.update(repr(values).encode() + b"\n")
    return str(rows[-1][names.index("id")]) if most > 0 and len(rows) == most else None


def _plain(held: str | None) -> str:
    """What says nothing is left out: rows of an earlier format have fewer parts."""
    if held is None or held in ("[]", "null"):
        return ""
    return canonical_json(without_empty(json.loads(held)))


__all__ = ["content_and_ends", "content_hash", "content_of_workspace"]
