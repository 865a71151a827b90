"""What a print-out is made from, as plain values: gathered by practice, laid out by reports, which see no workspace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sdesk.models.audit import Finding
from sdesk.models.content import Row
from sdesk.models.governance.action_item import ActionItem
from sdesk.models.governance.reports import Handover
from sdesk.models.ledger import Approval, Attachment
from sdesk.models.record import Record
from sdesk.translation import NOTHING_SAID, Message


@dataclass(frozen=True)
class Letterhead:
    """Who hands it over, on which paper, and in which time zone times are shown. `logo`: a PNG or JPEG."""

    name: str = ""
    address: str = ""
    paper: str = "A4"
    time_zone: str = "UTC"
    logo: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class VersionLine:
    """One version of a record, with the labels of the fields that differ from the version before it.

    Of a report also the reasons that were given, and who received it.
    """

    version: int
    state: str
    begun: datetime | None = None
    approved: datetime | None = None
    approved_by: str = ""
    changed: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    given_to: tuple[Handover, ...] = ()


@dataclass(frozen=True)
class ReviewLine:
    """A version was read again and left as it is."""

    number: str
    on: date
    by: Message | str
    next: date
    outcome: str


@dataclass(frozen=True)
class LinkedLine:
    """A record that points to the one that is printed, and by which field."""

    label: Message | str
    kind: str
    field: str
    state: str


@dataclass(frozen=True)
class FindingLine:
    """A finding with the words of its statement and its action items; `alone` where nobody else was there to verify it."""

    finding: Finding
    statement: Message = NOTHING_SAID
    actions: tuple[ActionItem, ...] = ()
    alone: bool = False


@dataclass(frozen=True)
class AuditLines:
    """What an audit prints besides its fields: `same` says of each sample whether it was drawn again the same, `questions`
    what each answer is about, `own_work` who audits what they did."""

    same: tuple[bool, ...] = ()
    questions: Mapping[str, Message] = field(default_factory=dict)
    own_work: tuple[Message, ...] = ()
    findings: tuple[FindingLine, ...] = ()


@dataclass(frozen=True)
class Printout:
    """One record: `labels` says what each id in it is called, `figures` what a report computes, `anchors` by which code
    the history up to each approval is known.

    `work_product` is what the adopted packs call it, "" where they have no word for it. `unread` are the places of a
    draft that the program has written and nobody has read.
    """

    record: Record
    letterhead: Letterhead
    printed_at: datetime
    labels: Mapping[UUID, Message | str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    approvals: tuple[Approval, ...] = ()
    anchors: Mapping[UUID, str] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    versions: tuple[VersionLine, ...] = ()
    linked_from: tuple[LinkedLine, ...] = ()
    not_listed: int = 0
    figures: Mapping[str, Any] = field(default_factory=dict)
    work_product: str = ""
    next_review: date | None = None
    reviews: tuple[ReviewLine, ...] = ()
    obsolete: Message = NOTHING_SAID
    audit: AuditLines = field(default_factory=AuditLines)

    def is_unread(self, name: str, row: Row | None = None) -> bool:
        """Whether nobody has read this field yet, or of a field whose rows are sections this row."""
        return (name if row is None else f"{name}/{row.id.hex}") in self.unread


@dataclass(frozen=True)
class ListPrintout:
    """Several records of one kind, as a list shows them; `chosen_by` says which were chosen."""

    model: type[Record]
    records: tuple[Record, ...]
    columns: tuple[str, ...]
    letterhead: Letterhead
    printed_at: datetime
    labels: Mapping[UUID, Message | str] = field(default_factory=dict)
    chosen_by: Message = NOTHING_SAID


@dataclass(frozen=True)
class DifferencePrintout:
    """Two versions of a record, and who approved each and when; "" where nobody has."""

    older: Record
    newer: Record
    approved: tuple[Message | str, Message | str]
    letterhead: Letterhead
    printed_at: datetime
    labels: Mapping[UUID, Message | str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReaderLine:
    """Somebody who has to know a document: the version they know, since when, and whether it is the one that counts."""

    name: str
    edition: str = ""
    on: date | None = None
    is_current: bool = False
    by_approval: bool = False


@dataclass(frozen=True)
class RegisterLine:
    """One document of the register. `state` is that of a record of the kind."""

    number: str
    name: Message | str
    kind: type[Record]
    edition: str
    state: str
    issuer: str
    place: str
    next_review: date | None
    looked_at: date | None
    is_late: bool
    readers: tuple[ReaderLine, ...]
    is_declared: bool


@dataclass(frozen=True)
class RegisterPrintout:
    """The register of documents on a day."""

    lines: tuple[RegisterLine, ...]
    letterhead: Letterhead
    printed_at: datetime


@dataclass(frozen=True)
class PassphrasePrintout:
    """The key of a workspace, to be locked away on paper. It is kept nowhere."""

    passphrase: str = field(repr=False)
    file: str
    letterhead: Letterhead
    printed_at: datetime


@dataclass(frozen=True)
class ScheduleLine:
    """A change, a maintenance window or a business event; times in UTC. `conflicts` says what it clashes with."""

    number: str
    title: Message | str
    kind: str
    state: str
    start: datetime
    end: datetime
    customer: Message | str = ""
    items: tuple[Message | str, ...] = ()
    carried_out_by: Message | str = ""
    conflicts: tuple[Message, ...] = ()


@dataclass(frozen=True)
class SchedulePrintout:
    """The change schedule from one day to another, both included."""

    first: date
    last: date
    lines: tuple[ScheduleLine, ...]
    letterhead: Letterhead
    printed_at: datetime
    rules: str = ""
    quiet_times: str = ""


@dataclass(frozen=True)
class WorkLine:
    """Something that was done for a customer, and how long it took."""

    at: datetime
    number: str
    summary: str
    who: str
    text: str
    minutes: int


@dataclass(frozen=True)
class WorkMonth:
    """A calendar month of a statement, or the days of one that it is about, and what was used in it.

    `included` is what the price covers, None where that cannot be said: no agreement was in effect, it says nothing, or
    the days are no whole month.
    """

    first: date
    last: date
    used: int
    included: int | None = None
    is_whole: bool = True
    in_effect: bool = True

    @property
    def beyond(self) -> int | None:
        """What the price does not cover: of no month what another one leaves."""
        return None if self.included is None else max(self.used - self.included, 0)


@dataclass(frozen=True)
class WorkPrintout:
    """What was done under an agreement from one day to another. `months` are all its days, cut where months end."""

    customer: str
    agreement: str
    name: str
    first: date
    last: date
    lines: tuple[WorkLine, ...]
    months: tuple[WorkMonth, ...]
    letterhead: Letterhead
    printed_at: datetime

    @property
    def used(self) -> int:
        return sum(line.minutes for line in self.lines)


@dataclass(frozen=True)
class EvidenceLine:
    """One work product or task behind a requirement, and how it stands."""

    name: Message
    state: str
    detail: Message | str = NOTHING_SAID
    met: bool = True


@dataclass(frozen=True)
class AskedLine:
    """One thing that a rule asks: where the question comes from, how far it holds, and cases that do not pass."""

    layer: str
    held: str
    sentence: Message
    failing: tuple[tuple[str, Message], ...] = ()
    """The number of each and why, three at most; `fail` counts all."""
    fail: int = 0


@dataclass(frozen=True)
class RequirementLine:
    """One requirement of the profile: its verdict, what is asked for it, and the evidence there is."""

    id: str
    statement: str
    verdict: str
    ready: bool = False
    asked: tuple[AskedLine, ...] = ()
    work_products: tuple[EvidenceLine, ...] = ()
    tasks: tuple[EvidenceLine, ...] = ()
    missing: tuple[Message, ...] = ()
    overdue: tuple[Message, ...] = ()


@dataclass(frozen=True)
class AuditPrintout:
    """Every requirement of the chosen part of the profile."""

    profile: str
    variant: str
    requirements: tuple[RequirementLine, ...]
    letterhead: Letterhead
    printed_at: datetime
    high: int
    fair: int
    """Per cent of the cases from which on a requirement is met, or partly met, by them."""
    laptops: Message = NOTHING_SAID


@dataclass(frozen=True)
class FindingsPrintout:
    """Findings of all audits, those under way first."""

    findings: tuple[FindingLine, ...]
    letterhead: Letterhead
    printed_at: datetime
    labels: Mapping[UUID, Message | str] = field(default_factory=dict)
