"""What goes into a binder, as values: what is said of each requirement, what is printed, and every item with its hash."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sdesk.models.ledger import Approval
from sdesk.models.printout import FindingsPrintout, Letterhead, ListPrintout, Printout, RegisterPrintout
from sdesk.models.printout_of_answers import PointLine
from sdesk.translation import NOTHING_SAID, Message


@dataclass(frozen=True)
class ShownLine:
    """A record behind an answer, and why it does not pass; nothing said where it does. One that did not and was put right
    passes, and is shown as `corrected`. `version` 0: it has none."""

    key: UUID
    number: str
    version: int
    name: Message | str
    why: Message = NOTHING_SAID
    corrected: Message = NOTHING_SAID


@dataclass(frozen=True)
class AskedLine:
    """One thing that a rule asks, in the words of layers and of what holds, with its records, those that fail first."""

    layer: str
    held: str
    sentence: Message
    records: tuple[ShownLine, ...] = ()


@dataclass(frozen=True)
class Judged:
    """A requirement with its verdict and what it follows from. `products` are the ids of its work products."""

    id: str
    statement: str
    verdict: str
    asked: tuple[AskedLine, ...] = ()
    missing: tuple[Message, ...] = ()
    advice: tuple[Message, ...] = ()
    products: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProductLine:
    """A work product that the variant asks for. Of documents `standing` says "in force", "late" or "not in force", and
    `records` are their approved versions; of what is declared so, "not applicable"; of records that are many, nothing, and
    `number` counts them. `kind` is that of its records."""

    id: str
    name: str
    standing: str = ""
    number: int = 0
    records: tuple[UUID, ...] = ()
    kind: str = ""


@dataclass(frozen=True)
class Exempted:
    """A work product that management declared not to apply, and the statement that says why."""

    id: str
    name: str
    number: str
    reason: str


@dataclass(frozen=True)
class InForce:
    """A document or agreement in state approved as it is printed; what is `wanting` keeps it from being in force."""

    printout: Printout
    wanting: tuple[Message, ...] = ()
    late: bool = False
    review: date | None = None


@dataclass(frozen=True)
class RoleLine:
    role: str
    person: Message | str
    deputy: Message | str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class HeadLine:
    """The operation with which the history ends that all this was read from, and the anchor that stands for it."""

    hash: str
    anchor: str
    number: int
    device: str
    at: datetime


@dataclass(frozen=True)
class Item:
    """A file that goes with the binder. `about` is the record that it is of, `size` in bytes."""

    path: str
    size: int
    sha256: str
    about: UUID | None = None


@dataclass(frozen=True)
class Binder:
    """Everything that is printed in one. `left_out` are work products that only another variant asks for; `laptops` says whose work
    is in it where several share the workspace."""

    profile: str
    variant: str
    day: date
    since: date
    high: int
    fair: int
    letterhead: Letterhead
    requirements: tuple[Judged, ...]
    products: tuple[ProductLine, ...]
    points: tuple[PointLine, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    exempted: tuple[Exempted, ...] = ()
    adopted: tuple[str, ...] = ()
    scope: Printout | None = None
    roles: tuple[RoleLine, ...] = ()
    documents: tuple[InForce, ...] = ()
    register: RegisterPrintout | None = None
    registers: tuple[ListPrintout, ...] = ()
    findings: FindingsPrintout | None = None
    audit: tuple[Printout, ...] = ()
    approvals: tuple[Approval, ...] = ()
    reports: tuple[Printout, ...] = ()
    items: tuple[Item, ...] = ()
    head: HeadLine | None = None
    laptops: Message = NOTHING_SAID

    @property
    def met(self) -> int:
        return sum(each.verdict == "met" for each in self.requirements)

    @property
    def all_met(self) -> bool:
        """Whether conformity may be declared; of no requirement at all it may not."""
        return bool(self.requirements) and self.met == len(self.requirements)
