"""Files kept with records."""

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from sdesk.models import Attachment, Record, ServiceBuild
from sdesk.models.control import MasterCopy
from sdesk.practice.lifecycle.approvals import attachments_of
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import reload, save
from sdesk.storage import attachments as kept
from sdesk.storage import col
from sdesk.storage.attachments import attach, content_of_attachment, remove_attachment
from sdesk.translation import message as _
from sdesk.translation import word

MASTER_COPY = "Master copy"


def attach_file(workspace: Workspace, record: Record, path: Path, purpose: str = "") -> Attachment:
    """Keep a copy of the file at `path` with the record; with a build in draft, as one of its master copies.

    Raises SdeskError when the file cannot be read or is too large.
    """
    if isinstance(record, ServiceBuild) and record.is_draft:
        return _keep_master_copy(workspace, record, path)
    return kept.attach_file(workspace, record, path, purpose)


def _keep_master_copy(workspace: Workspace, build: ServiceBuild, path: Path) -> Attachment:
    """The file, and the line among the master copies that says what it is (WP.13 b.1)."""
    with workspace.transaction("attach master copy"):
        file = kept.attach_file(workspace, build, path, MASTER_COPY)
        copies = reload(workspace, build).master_copies
        if file.sha256 not in {copy.sha256.strip().lower() for copy in copies}:
            kept_at = word(_("In this workspace"))
            copy = MasterCopy(component=file.name, kept_at=kept_at, sha256=file.sha256)
            save(workspace, build, {"master_copies": (*copies, copy)})
    return file


def file_names(workspace: Workspace, keys: Iterable[UUID]) -> dict[UUID, str]:
    """What the files among these are called: a logo is one, and no record."""
    found = workspace.find(Attachment, col(Attachment.id).in_(list(keys)))
    return {each.id: each.name for each in found}


__all__ = [
    "attach",
    "attach_file",
    "attachments_of",
    "content_of_attachment",
    "file_names",
    "remove_attachment",
]
