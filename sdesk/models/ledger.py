"""What the workspace keeps about its records and never changes again: history, approvals, attachments."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from sqlmodel import Field, SQLModel

from sdesk.models.content import Choice, JsonText, choice
from sdesk.models.record import Stored


class ApprovalForm(Choice):
    """How somebody said yes."""

    SIGNED_HERE = "signed here"
    EMAIL = "e-mail"
    PAPER = "paper"


class Approval(Stored, table=True):
    """A named person, in a role, at a time, agreed to exactly this content.

    `content` is the canonical JSON of what was approved, `sha256` its hash in hexadecimal. `own_work` records
    that the person had also written what they approved.
    """

    record_id: UUID = Field(index=True)
    model: str
    number: str
    version: int
    step: str
    person_id: UUID = Field(foreign_key="person.id")
    person_name: str
    role: str
    at: datetime
    form: Annotated[ApprovalForm, choice(ApprovalForm)] = ApprovalForm.SIGNED_HERE
    evidence: str = ""
    own_work: bool = False
    content: str
    sha256: str


class Attachment(Stored, table=True):
    """A file kept with a record. The bytes are stored once under their SHA-256; the original is untouched."""

    record_id: UUID = Field(index=True)
    name: str
    media_type: str
    size: int
    sha256: str = Field(index=True)
    purpose: str = ""
    added_at: datetime
    added_by: UUID | None = None
    removed_at: datetime | None = None


class HistoryEntry(SQLModel, table=True):
    """One change of one record: append-only, each entry holding the hash of the one before it on its device.

    `changes` maps a field's name to [before, after]; of a field of rows, only the rows that differ.
    """

    id: int | None = Field(default=None, primary_key=True)
    record_id: UUID = Field(index=True)
    model: str
    number: str
    at: datetime
    device: str
    person_id: UUID | None = None
    person_name: str = ""
    action: str
    reason: str = ""
    changes: Annotated[dict[str, Any], Field(sa_type=JsonText(dict[str, Any]), nullable=False)]
    previous_hash: str
    hash: str
