"""What the workspace keeps about its records and never changes again: history, approvals, attachments."""

from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from sqlalchemy import Dialect, UniqueConstraint
from sqlmodel import Field

from sdesk.models.content import Choice, JsonText, choice
from sdesk.models.format_1 import read_changes
from sdesk.models.record import Stored, Table


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


class Replica(Table, table=True):
    """One installation that writes in one copy of the workspace. What it writes is counted and chained by itself.

    `workspace` is the random id that all copies share. `code` stands in the numbers that the replica gives; the one
    that made the workspace has none. `public_key` is that of the key (Ed25519, in hexadecimal) with which it signs
    its operations; one that was begun before operations were signed has none.
    """

    id: UUID = Field(primary_key=True)
    workspace: UUID
    code: str
    device: str
    public_key: str = ""


class Operation(Table, table=True):
    """Everything that one use case wrote. Known by its replica and the number within it, of which its id is made.

    `tick` is larger than that of every operation known when it was written (Lamport), because clocks lie.
    `previous_hash` is the hash of the replica's operation before it, of the first one that of all that format 1 told;
    behind it stand, with spaces between, the last ones of other replicas that were written since. `hash` covers
    all of it, its changes and the workspace, and so everything that was known; `signature` is over the hash.
    """

    __table_args__ = (UniqueConstraint("replica", "number"),)

    id: UUID = Field(primary_key=True)
    replica: UUID = Field(foreign_key="replica.id")
    number: int
    tick: int = Field(index=True)
    at: datetime
    person_id: UUID | None = None
    person_name: str = ""
    action: str
    reason: str = ""
    undoes: UUID | None = None
    previous_hash: str
    hash: str
    signature: str = ""


class Change(Table, table=True):
    """What an operation did to one thing. `record` is the one it belongs to, `item` the thing itself: the record, or
    an attachment or approval of it. `changes` are those of storage/changes.py."""

    operation: UUID = Field(foreign_key="operation.id", primary_key=True)
    place: int = Field(primary_key=True)
    record: UUID = Field(index=True)
    model: str
    item: UUID
    action: str
    reason: str = ""
    changes: Annotated[dict[str, Any], Field(sa_type=JsonText(dict[str, Any]), nullable=False)]


HANDOUT = "Handout"
"""The `model` of a change that changed nothing here: something left the workspace, a print or a file. `name` says what."""

SETTLED = "Settled"
"""The `model` of a change that changed nothing: a person settled what met. `about` says what kind of meeting, `field` of which
field, which is empty where it is of the record as a whole."""

LAPTOP = "Laptop"
"""The `model` of a change that changed no record: a laptop was invited, joined, or was taken out."""

NOTES = (HANDOUT, SETTLED, LAPTOP)
"""What changes no record."""

TELLS_OF_COPIES = MADE_COPY, CHECKED_COPY, FAILED_COPY = ("make copy", "check copy", "fail copy")
"""The actions by which an operation tells of a copy that it was verified when it was made, again later, or that it failed.
Such an operation changes no record, and no copy lacks anything that lacks it: whoever asks how far the work has come looks
past it."""

COMPUTED_ANEW = "compute anew"
"""The action by which a laptop writes what the program computes of fields that came together of several: nobody's work."""


class ChangesText(JsonText):
    """Changes of any format, read as they are written now."""

    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return read_changes(super().process_result_value(value, dialect) or {})


class HistoryEntry(Table, table=True):
    """One change of one thing, as people read it: a row of the view over operations and the entries of format 1.

    `operation` is the id of the operation in hexadecimal, "" for an entry of format 1. The order of all entries is
    that of `tick`, `operation` and `place`.
    """

    __tablename__ = "history"
    __table_args__: ClassVar = {"info": {"is_view": True}}

    operation: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    tick: int
    record_id: UUID
    item: UUID
    model: str
    number: str
    at: datetime
    device: str
    person_id: UUID | None = None
    person_name: str = ""
    action: str
    reason: str = ""
    changes: Annotated[dict[str, Any], Field(sa_type=ChangesText(dict[str, Any]), nullable=False)]
    previous_hash: str
    hash: str


class EntryOfFormat1(Table, table=True):
    """History as format 1 wrote it: kept verbatim, with its own chain of hashes for each device. It grows no more."""

    __tablename__ = "historyentry"

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
