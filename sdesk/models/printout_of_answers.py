"""What a checklist, and the way through another standard, say on paper, as values."""

from dataclasses import dataclass
from datetime import datetime

from sdesk.models.printout import Letterhead
from sdesk.translation import NOTHING_SAID, Message


@dataclass(frozen=True)
class AnswerLine:
    """What a person answered; `changed` are the numbers of the records behind it to which something was done since."""

    said: Message
    by: str
    at: datetime | None
    note: str = ""
    evidence: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class PointLine:
    """A point of evidence: the program's word with its reason, what it laid out, and a person's answer."""

    id: str
    work_product: str
    text: str
    judge: str
    stands: str
    sentence: Message | None = None
    failing: tuple[tuple[str, Message], ...] = ()
    prepared: tuple[Message, ...] = ()
    answer: AnswerLine | None = None


@dataclass(frozen=True)
class ChecklistPrintout:
    """All points of the chosen part, in an audit or in none."""

    profile: str
    variant: str
    audit: str
    lines: tuple[PointLine, ...]
    letterhead: Letterhead
    printed_at: datetime
    laptops: Message = NOTHING_SAID


@dataclass(frozen=True)
class StatementPrintLine:
    """A statement of another standard: what carries it, what it has to do with ours, and a person's answer."""

    id: str
    part: str
    statement: str
    stands: str
    records: tuple[tuple[str, int], ...] = ()
    related: tuple[tuple[str, str], ...] = ()
    answer: AnswerLine | None = None


@dataclass(frozen=True)
class StatementsPrintout:
    """Another standard, statement by statement."""

    standard: str
    lines: tuple[StatementPrintLine, ...]
    letterhead: Letterhead
    printed_at: datetime
