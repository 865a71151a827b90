"""What met, as a value: two operations, none of which knew the other, and what both were about."""

from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Kind(StrEnum):
    """What met; docs/team.md has the rule for each."""

    FIELD = "field"
    TEXT = "text"
    ROW = "row"
    STEP = "step"
    APPROVAL = "approval"
    VERSION = "version"
    DELETED = "deleted"
    CREATED = "created"
    RECORD = "record"


class Meeting(NamedTuple):
    """`field` and `row` are "" where it is about the record as a whole. `one` is the earlier operation in the order of the
    history, `other` the later one."""

    record: UUID
    kind: Kind
    field: str
    row: str
    one: UUID
    other: UUID


__all__ = ["Kind", "Meeting"]
