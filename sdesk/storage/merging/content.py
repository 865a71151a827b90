"""One hash over all that is work: two laptops that have the same operations have the same, or something is wrong."""

import hashlib
import json
from typing import Any

from sqlalchemy import Connection, text

from sdesk.models import RECORDS, Approval, Attachment, Operation, Stored
from sdesk.models.content import JsonText
from sdesk.storage.operations import canonical_json
from sdesk.storage.state import without_empty
from sdesk.storage.workspace import Workspace

_ALL: tuple[type[Stored], ...] = (*RECORDS, Approval, Attachment)
_KINDS = sorted(_ALL, key=lambda model: model.__name__)
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
        _add_rows(digest, connection, model)
    for query in _BESIDE:
        for row in connection.execute(text(query)):
            digest.update(canonical_json(list(row)).encode() + b"\n")
    return digest.hexdigest()


def content_of_workspace(workspace: Workspace) -> str:
    """The same of an open workspace, kept until something is written."""

    def read() -> str:
        with workspace.reading() as session:
            return content_hash(session.connection())

    return workspace.kept(("content hash",), read, of=(Operation,))


def _add_rows(digest: Any, connection: Connection, model: Any) -> None:
    table = model.__table__
    names = list(table.columns.keys())
    packed = {place for place, name in enumerate(names) if isinstance(table.columns[name].type, JsonText)}
    digest.update(f"{model.__name__} {' '.join(names)}\n".encode())
    columns = ", ".join(f"[{name}]" for name in names)
    for row in connection.execute(text(f"SELECT {columns} FROM {table.name} ORDER BY id")):
        values = [_plain(value) if place in packed else value for place, value in enumerate(row)]
        digest.update(repr(values).encode() + b"\n")


def _plain(held: str | None) -> str:
    """What says nothing is left out: rows of an earlier format have fewer parts."""
    if held is None or held in ("[]", "null"):
        return ""
    return canonical_json(without_empty(json.loads(held)))


__all__ = ["content_hash", "content_of_workspace"]
