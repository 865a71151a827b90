"""A record as the sections that people read: which of them the program wrote, and which somebody has found true (G2)."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from pydantic_core import to_jsonable_python

from sdesk.models import FieldSpec, Kind, Proposable, Record, Row
from sdesk.models.proposed import ProposedSection
from sdesk.models.record import content_fields
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.proposed.plain import plain_text
from sdesk.storage.ledger import canonical_json, sha256
from sdesk.storage.state import without_empty
from sdesk.translation import Message, term
from sdesk.translation import message as _


class Standing(Enum):
    """How a section stands: somebody's own words, proposed and not read, read and found true, waiting for an answer."""

    OWN = "own"
    UNREAD = "unread"
    CONFIRMED = "confirmed"
    OPEN = "open"


@dataclass(frozen=True)
class Section:
    """A field of a record or, of a field whose rows are sections, one row. `place` is where: see `ProposedSection`."""

    place: str
    field: FieldSpec
    row: Row | None
    value: Any
    proposal: ProposedSection | None

    @property
    def standing(self) -> Standing:
        return _standing(self.proposal, self.field, self.value)

    @property
    def label(self) -> Message | str:
        """What it is about: the name of the field, or what its row is called."""
        return self.row_name or term(self.field.label)

    @property
    def row_name(self) -> str:
        """The first text of its row."""
        if self.row is None:
            return ""
        first = next((spec.name for spec in self.field.columns if spec.kind in _TEXTS), "")
        return str(getattr(self.row, first, "")).strip().split("\n")[0]


_TEXTS = (Kind.TEXT, Kind.LONG_TEXT)


def sections_of(record: Proposable) -> tuple[Section, ...]:
    """All of them, in the order of its fields."""
    return tuple(_sections(record))


def _sections(record: Proposable) -> Iterator[Section]:
    proposals = {each.place: each for each in record.proposed}
    waiting = {each.digest: each for each in record.proposed if "/" in each.place and not each.read_digest}
    for spec in content_fields(record):
        value = getattr(record, spec.name)
        whole = proposals.get(spec.name)
        if spec.name not in record.by_row or (whole is not None and not value):
            yield Section(spec.name, spec, None, value, whole)
            continue
        for row in value:
            place = place_of(spec.name, row)
            told = proposals.get(place)
            if told is None and waiting:  # a copy of what nobody has read is not read either
                told = waiting.get(digest_of_section(row))
            yield Section(place, spec, row, row, told)


def place_of(field: str, row: Row | None = None) -> str:
    return f"{field}/{row.id.hex}" if row is not None else field


def section_at(record: Proposable, place: str) -> Section:
    """Raises LookupError where the record has no such section any more."""
    found = next((each for each in _sections(record) if each.place == place), None)
    if found is None:
        raise LookupError(place)
    return found


def unread(record: Record) -> tuple[Section, ...]:
    """What the program has written in it and nobody has read: it is no evidence of anything."""
    if not isinstance(record, Proposable) or not record.proposed:
        return ()
    return tuple(each for each in _sections(record) if each.standing is Standing.UNREAD)


def problems_of_unread(record: Record) -> Iterator[Problem]:
    for section in unread(record):
        yield Problem(
            section.field.name,
            _("“{section}” is proposed and not read yet.", section=section.label),
            _("Read it, and confirm it or change it."),
            is_gap=True,
            to_read=True,
        )


def questions_of(proposal: ProposedSection) -> tuple[int, ...]:
    """The numbers of the questions from whose answers a section is made."""
    return tuple(int(each) for each in re.findall(r"\bquestion (\d+)", proposal.source))


def documents_of(proposal: ProposedSection) -> tuple[str, ...]:
    """The kinds of record that it quotes, each once."""
    return tuple(dict.fromkeys(re.findall(r"\b([A-Z]\w+)\.\w", proposal.source)))


def digest_of_section(value: Any) -> str:
    """The SHA-256 of what a section says. A comma, a space or a capital more or less is the same."""
    said = without_empty(to_jsonable_python(value))
    return sha256(canonical_json(_plain(said)))


def exact_digest(value: Any) -> str:
    """As `digest_of_section`, and of the marks within words and numbers too: of an address, a time or an amount."""
    said = without_empty(to_jsonable_python(value))
    return sha256(f"exactly {canonical_json(_plain(said, _with_inner_marks))}")


def _with_inner_marks(text: str) -> str:
    return "".join(re.findall(r"\w+(?:[^\w\s]+\w+)*", unicodedata.normalize("NFKC", text).casefold()))


def says_otherwise(section: Section, value: Any) -> bool:
    """Whether what is proposed now is something else than what stands there, and than what was proposed when somebody put
    it in these words or let it stand."""
    last = section.proposal.digest if section.proposal else ""
    if exact_digest(value) in (exact_digest(section.value), last):
        return False
    digest = digest_of_section(value)
    return digest != last or digest == digest_of_section(section.value)


def _plain(value: Any, of_text: Callable[[str], str] = plain_text) -> Any:
    """A row's own id says nothing; those that it leads to do."""
    if isinstance(value, dict):
        return {name: _plain(each, of_text) for name, each in value.items() if name != "id"}
    if isinstance(value, list):
        return [_plain(each, of_text) for each in value]
    return of_text(value) if isinstance(value, str) else value


def _standing(proposal: ProposedSection | None, field: FieldSpec, value: Any) -> Standing:
    if proposal is None:
        return Standing.OWN
    if not proposal.digest and field.is_empty(value):
        return Standing.OPEN
    digest = digest_of_section(value)
    if digest == proposal.read_digest:
        return Standing.CONFIRMED
    return Standing.UNREAD if digest == proposal.digest else Standing.OWN


__all__ = [
    "Section",
    "Standing",
    "digest_of_section",
    "documents_of",
    "exact_digest",
    "place_of",
    "problems_of_unread",
    "questions_of",
    "says_otherwise",
    "section_at",
    "sections_of",
    "unread",
]
