"""Files kept with records: the bytes once under their SHA-256, the original untouched."""

import mimetypes
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import column, func, insert, select, table

from sdesk.errors import SdeskError
from sdesk.file_names import safe_name
from sdesk.models import Attachment, Record
from sdesk.storage.file.faults import not_read
from sdesk.storage.file.held import refuse_held
from sdesk.storage.ledger import sha256
from sdesk.storage.workspace import Workspace
from sdesk.translation import message as _

LARGEST = 100 * 1024 * 1024
"""Bytes of the largest file that is taken in."""


_CONTENT: Any = table("content", column("sha256"), column("bytes"))


def attach_file(workspace: Workspace, record: Record, path: Path, purpose: str = "") -> Attachment:
    """Keep a copy of the file at `path` with the record. Raises SdeskError when it cannot be read or is too large."""
    refuse_held(path)
    try:
        if path.stat().st_size > LARGEST:
            raise SdeskError(
                _("{file} is larger than {megabytes} MB.", file=path.name, megabytes=LARGEST // 1024 // 1024),
                _("Keep it where it is, and write down where and its SHA-256."),
            )
        content = path.read_bytes()
    except OSError as fault:
        raise not_read(path, fault) from fault
    return attach(workspace, record, path.name, content, purpose)


def attach(workspace: Workspace, record: Record, name: str, content: bytes, purpose: str = "") -> Attachment:
    """Keep `content` with the record under a cleaned name."""
    digest = sha256(content)
    attachment = Attachment(
        record_id=record.id,
        name=safe_name(name),
        media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        size=len(content),
        sha256=digest,
        purpose=purpose,
        added_at=workspace.clock(),
        added_by=workspace.person_id,
    )
    with workspace.transaction("attach") as session:
        connection, stored = (
            session.connection(),
            select(_CONTENT.c.sha256).where(_CONTENT.c.sha256 == digest),
        )
        if connection.execute(stored).first() is None:
            connection.execute(insert(_CONTENT).values(sha256=digest, bytes=content))
        session.add(attachment)
    return attachment


def content_of_attachment(workspace: Workspace, attachment: Attachment) -> bytes:
    """The bytes. Raises SdeskError when they are missing or are not what was put in."""
    is_blob = func.typeof(_CONTENT.c.bytes) == "blob"  # another may be no text either
    query = select(_CONTENT.c.bytes).where(_CONTENT.c.sha256 == attachment.sha256, is_blob)
    with workspace.reading() as session:
        content: bytes | None = session.connection().execute(query).scalar()
    if content is None or sha256(content) != attachment.sha256:
        said = _("{file} is damaged in this workspace.", file=attachment.name)
        raise SdeskError(said, _("Restore it from a backup."))
    return content


def remove_attachment(workspace: Workspace, key: UUID) -> None:
    """Take an attachment out of its record's list; the bytes and the history stay."""
    with workspace.transaction("remove attachment") as session:
        session.get_one(Attachment, key).removed_at = workspace.clock()
