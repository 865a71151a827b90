"""The register of documents: each with its version, its state, its place, when it is looked at again, who has to know it,
and who does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sdesk.models import (
    RECORDS,
    Agreement,
    Approval,
    Document,
    DocumentEntry,
    ExternalDocument,
    Person,
    ReadConfirmation,
    Record,
)
from sdesk.models.audit import Reader
from sdesk.models.governance import ServiceRole
from sdesk.practice.audit.reviewing import edition_of
from sdesk.practice.calendar.days import day_of
from sdesk.practice.calendar.days import today as today_of
from sdesk.practice.lifecycle.approvals import digest_of
from sdesk.practice.lifecycle.obsolete import OBSOLETE, obsolete
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.lifecycle.reviews import next_review, reviews_without_change
from sdesk.practice.lifecycle.roles import holders
from sdesk.practice.lifecycle.versions import each_in_effect
from sdesk.storage import col
from sdesk.storage.directory import entries as called


@dataclass(frozen=True)
class Knows:
    """Somebody has read a version: the one whose edition this is, on that day, by confirming or by approving it."""

    edition: str
    on: date
    by_approval: bool = False


@dataclass(frozen=True)
class HasToKnow:
    """Somebody who has to know a document, and the version that they last said they know; none where nothing was said."""

    person: Person
    roles: tuple[ServiceRole, ...]
    knows: Knows | None
    is_current: bool


@dataclass(frozen=True)
class Registered:
    """A document in the register, in the version that counts; in the one that is being written where none does yet.

    `readers` are those who have to know it: `declared`, or else as the tasks of their roles propose it.
    """

    record: Record
    edition: str
    place: str
    next_review: date | None
    looked_at: date | None
    readers: tuple[HasToKnow, ...]
    declared: tuple[Reader, ...] | None
    is_late: bool = False
    is_obsolete: bool = False

    @property
    def can_be_confirmed(self) -> bool:
        return self.record.state in ("approved", "in use")

    @property
    def known_by(self) -> int:
        return sum(each.is_current for each in self.readers)


def register(
    workspace: Workspace, today: date | None = None, *, with_obsolete: bool = False
) -> tuple[Registered, ...]:
    """Our documents, then agreements, then those of others; where asked for, every version that no longer counts too."""
    day = today or today_of(workspace)
    people = _Knowledge(workspace)
    kinds: list[type[Record]] = [
        *(each for each in RECORDS if issubclass(each, Document)),
        *(each for each in RECORDS if issubclass(each, Agreement)),
        ExternalDocument,
    ]
    return tuple(
        _registered(workspace, record, day, people)
        for model in kinds
        for record in _versions(workspace, model, with_obsolete=with_obsolete)
    )


def registered(workspace: Workspace, record: Record, today: date | None = None) -> Registered:
    """One version as the register tells it."""
    return _registered(workspace, record, today or today_of(workspace), _Knowledge(workspace))


def readers_of(
    workspace: Workspace, record: Record, readers: Sequence[Reader], today: date
) -> tuple[HasToKnow, ...]:
    """Those people, and whether they know this version."""
    return tuple(_Knowledge(workspace).of(record, today, readers))


def to_be_read(workspace: Workspace, today: date) -> tuple[tuple[Record, UUID], ...]:
    """The documents in force of which somebody declared that a person has to know them, and which they have not confirmed.

    What is only proposed is left to the register.
    """
    entries = workspace.find(DocumentEntry)
    declared = {each.subject for each in entries if each.readers}
    kinds = {each.prefix: each for each in RECORDS}
    named = {kinds[number.rpartition("-")[0]] for number in declared if number.rpartition("-")[0] in kinds}
    people = _Knowledge(workspace) if named else None
    return tuple(
        (record, reader.person.id)
        for model in RECORDS
        if model in named and people is not None
        for record in _versions(workspace, model, with_obsolete=False)
        if record.number in declared and record.state in ("approved", "in use")
        for reader in people.of(record, today)
        if not reader.is_current
    )


def _versions(workspace: Workspace, model: type[Record], *, with_obsolete: bool) -> Iterator[Record]:
    """By number; of each the one that counts, or the newest, and where asked for those that no longer do."""
    found: dict[str, list[Record]] = {}
    for each in workspace.find(model, order_by=[col(model.number), col(model.version).desc()]):
        found.setdefault(each.number, []).append(each)
    counting = (
        {} if model is ExternalDocument else {each.number: each for each in each_in_effect(workspace, model)}
    )
    for number, versions in found.items():
        approved = next((each for each in versions if each.state == "approved"), None)
        current = counting.get(number) or approved or versions[0]
        is_over = current.state_called(current.state).ended and number not in counting
        if with_obsolete or not is_over:
            yield current
        if with_obsolete:
            yield from (each for each in versions if each.state in OBSOLETE and each.id != current.id)


def _registered(workspace: Workspace, record: Record, day: date, people: "_Knowledge") -> Registered:
    entry = people.entries.get(record.number)
    review = next_review(workspace, record, day)
    signed = people.approved_on(record)
    read = [each.on for each in reviews_without_change(workspace).get(record.id, ()) if each.on <= day]
    place = record.place if isinstance(record, ExternalDocument) else entry.place if entry else ""
    over = obsolete(workspace, record)
    is_obsolete = record.state == "left" or (over is not None and not over.still_counts)
    counts = record.state in ("approved", "in use") or (over is not None and over.still_counts)
    return Registered(
        record=record,
        edition=edition_of(record),
        place=place,
        next_review=review if counts else None,
        looked_at=max((*read, *signed), default=None),
        readers=tuple(people.of(record, day)),
        declared=entry.readers if entry else None,
        is_late=bool(counts and review and review < day),
        is_obsolete=is_obsolete,
    )


class _Knowledge:
    """Who knows what, read once for all documents."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.entries = {each.subject: each for each in workspace.find(DocumentEntry)}
        self._people = {each.id: each for each in workspace.find(Person)}
        self._confirmed = _signed_confirmations(workspace)
        self._approved: dict[UUID, list[Approval]] = {}
        for each in workspace.find(Approval, col(Approval.step) == "approve", order_by=[col(Approval.at)]):
            self._approved.setdefault(each.record_id, []).append(each)

    def approved_on(self, record: Record) -> list[date]:
        return [day_of(self._workspace, each.at) for each in self._approved.get(record.id, ())]

    def of(self, record: Record, day: date, readers: Sequence[Reader] | None = None) -> Iterator[HasToKnow]:
        """Those who have to know it, or those given, by name."""
        entry = self.entries.get(record.number)
        declared = entry.readers if entry else proposed_readers(self._workspace, type(record))
        wanted = declared if readers is None else readers
        found: dict[UUID, tuple[ServiceRole, ...]] = {}
        for reader in wanted:
            if reader.role:
                for person in holders(self._workspace, [reader.role], day):
                    found[person.id] = (*found.get(person.id, ()), reader.role)
            if reader.person:
                found.setdefault(reader.person, ())
        at_work = [
            self._people[key] for key in found if key in self._people and self._people[key].state == "in use"
        ]
        for person in sorted(at_work, key=lambda each: each.name.casefold()):
            knows, is_current = self._knows(record, person.id)
            yield HasToKnow(person, found[person.id], knows, is_current)

    def _knows(self, record: Record, person: UUID) -> tuple[Knows | None, bool]:
        """What they last said that they know of it, and whether that is this version."""
        edition = edition_of(record)
        for signed in self._approved.get(record.id, ()):
            if signed.person_id == person:
                return Knows(edition, day_of(self._workspace, signed.at), by_approval=True), True
        said = [each for each in self._confirmed.get(record.number, ()) if each.person == person]
        for each in reversed(said):
            if each.document == record.id and each.edition == edition and each.confirmed_at:
                return Knows(edition, day_of(self._workspace, each.confirmed_at)), True
        last = said[-1] if said else None
        if last is None or last.confirmed_at is None:
            return None, False
        return Knows(last.edition, day_of(self._workspace, last.confirmed_at)), False


def _signed_confirmations(workspace: Workspace) -> Mapping[str, Sequence[ReadConfirmation]]:
    """By the number of the document, the oldest first: those that the person signed as they stand."""
    about = [Approval.model == ReadConfirmation.__name__, Approval.step == "record"]
    signed = {(each.record_id, each.sha256, each.person_id) for each in workspace.find(Approval, *about)}
    order = [col(ReadConfirmation.confirmed_at), col(ReadConfirmation.number)]
    recorded = workspace.find(ReadConfirmation, col(ReadConfirmation.state) == "recorded", order_by=order)
    documents = called(workspace, (each.document for each in recorded if each.document), deleted=False)
    found: dict[str, list[ReadConfirmation]] = {}
    for each in recorded:
        document = documents.get(each.document) if each.document else None
        if document and (each.id, digest_of(workspace, each), each.person) in signed:
            found.setdefault(document.number, []).append(each)
    return found


# ---------------------------------------------------------------- who has to know it


def proposed_readers(workspace: Workspace, model: type[Record]) -> tuple[Reader, ...]:
    """The roles whose tasks need a document of the kind, or make it; nobody for agreements and what others issue."""
    if not issubclass(model, Document):
        return ()
    pack = workspace.packs.first
    products = {key for key, bound in pack.bindings.work_products.items() if bound.record == model.__name__}
    roles = {
        role
        for task in pack.asks.tasks_in_order
        if products & {each.work_product for each in (*task.needs, *task.produces)}
        for role in pack.our_roles(task.roles)
    }
    return tuple(Reader(role=role) for role in ServiceRole if role in roles)


def declare(
    workspace: Workspace, record: Record, readers: Sequence[Reader], place: str = ""
) -> DocumentEntry:
    """Say who has to know a document, in whatever version, and where else it is kept."""
    said = tuple(each for each in readers if each.role or each.person)
    values = {"readers": said, "place": place.strip()}
    known = workspace.first(DocumentEntry, col(DocumentEntry.subject) == record.number)
    if known is not None:
        return save(workspace, known, values)
    return create(workspace, DocumentEntry, {"subject": record.number, **values})


__all__ = [
    "HasToKnow", "Knows", "Registered", "declare", "proposed_readers", "readers_of", "register", "registered",
    "to_be_read",
]  # fmt: skip
