"""Reading a whole workspace and saying what is wrong with it: the file, its history, approvals, attachments, search."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, select

from sdesk.models import RECORDS, Approval, Attachment, Record, fields_of
from sdesk.models.record import open_until_reached
from sdesk.storage.changes import State
from sdesk.storage.operations import sha256
from sdesk.storage.replay import Told, replayed
from sdesk.storage.state import is_empty, states_of
from sdesk.storage.stored_rows import unreadable
from sdesk.storage.verify_derived import derived_damages
from sdesk.storage.verify_history import history_damages
from sdesk.storage.workspace import Workspace
from sdesk.translation import Message, term
from sdesk.translation import message as _


@dataclass(frozen=True)
class Damage:
    """One thing that is not as it was written: where, and what."""

    where: Message | str
    text: Message | str

    @property
    def whole(self) -> Message:
        return _("{where}: {fault}", where=self.where, fault=self.text)

    def __str__(self) -> str:
        return str(self.whole)


_OF_VALUES = ("CHECK constraint failed", "NULL value in")
"""What SQLite says of a value that does not fit: the file itself is whole, and can be read on."""


def verify(workspace: Workspace) -> list[Damage]:
    """Every damage in the workspace; none if it is whole. Reads everything, changes nothing."""
    with workspace.reading() as session:
        try:
            said = list(_said_of_the_file(session))
            damages = [Damage(_("file"), each) for each in said]
            of_values = all(each.startswith(_OF_VALUES) for each in said)
            return [*damages, *_content(session)] if of_values else damages
        except DatabaseError as fault:
            return [Damage(_("file"), str(fault.orig))]


def _content(session: Session) -> Iterator[Damage]:
    records, damages, incomplete = _records(session)
    yield from damages
    yield from _links(session)
    yield from (Damage(where, said) for where, said in history_damages(session))
    told = replayed(session)
    yield from _as_their_history_says(told, *_kept(session, told, records), incomplete)
    yield from _approvals(session, told, records)
    yield from _attachments(session)
    yield from _numbers(session, records)
    yield from (Damage(where, said) for where, said in derived_damages(session, records))


def _said_of_the_file(session: Session) -> Iterator[str]:
    """By SQLite, in its own words."""
    for (said,) in session.execute(text("PRAGMA integrity_check")):
        if said != "ok":
            yield str(said)


def _records(session: Session) -> tuple[list[Record], list[Damage], set[str]]:
    """All records of all kinds that can be read, deleted drafts too; the fields that keep others from it; their kinds."""
    records: list[Record] = []
    damages: list[Damage] = []
    incomplete: set[str] = set()
    for model in RECORDS:
        found = list(unreadable(session, model))
        damages.extend(Damage(each.record, each.fault) for each in found)
        incomplete |= {model.__name__} if found else set()
        places = sorted({each.place for each in found})
        whole = text(f"rowid NOT IN ({', '.join(map(str, places))})")
        records.extend(session.exec(select(model).where(whole)))
    return records, damages, incomplete


_KEPT = frozenset({*(model.__name__ for model in RECORDS), Approval.__name__, Attachment.__name__})


def _kept(
    session: Session, told: Told, records: Iterable[Record]
) -> tuple[dict[UUID, State], dict[UUID, Message | str]]:
    """What all records, approvals and attachments hold, and what they are called."""
    files = [each for each in session.exec(select(Attachment)) if each.id in told.values]
    approvals = session.exec(select(Approval)).all()
    names: dict[UUID, Message | str] = {record.id: record.number for record in records}
    names |= {each.id: _attachment(each.name) for each in files}
    names |= {each.id: _("approval of {number}", number=each.number) for each in approvals}
    return states_of((*records, *files, *approvals), session), names


def _links(session: Session) -> Iterator[Damage]:
    for table, _row, target, _key in session.execute(text("PRAGMA foreign_key_check")):
        yield Damage(str(table), _("a link to {table} leads to nothing", table=str(target)))


def _as_their_history_says(
    told: Told, now: Mapping[UUID, State], names: Mapping[UUID, Message | str], incomplete: Collection[str]
) -> Iterator[Damage]:
    """Whoever changes a thing but not its history, or takes entries off its end, is found here."""
    for key, state in now.items():
        said = told.values.get(key)
        if said is None:
            yield Damage(names[key], _("there is no history of it"))
            continue
        for name in dict.fromkeys((*said, *state)):
            if not _same(said.get(name), state.get(name)):
                yield Damage(names[key], _("“{field}” is not what its history says", field=name))
    for key, model in told.models.items():
        if key not in now and key in told.values and model in _KEPT and model not in incomplete:
            yield Damage(
                str(told.values[key].get("number") or model), _("it is missing, but not its history")
            )


def _same(said: Any, found: Any) -> bool:
    return said == found or (is_empty(said) and is_empty(found))


def _approvals(session: Session, told: Told, records: list[Record]) -> Iterator[Damage]:
    by_id = {record.id: record for record in records}
    latest: dict[UUID, Any] = {}
    for row in session.execute(
        text("SELECT record_id, number, step, content, sha256 FROM approval ORDER BY at, id")
    ):
        if sha256(row.content) != row.sha256:
            said = _("the approval “{step}” does not hold what was approved", step=term(row.step))
            yield Damage(row.number, said)
        latest[UUID(row.record_id)] = row
    for key, row in latest.items():
        record = by_id.get(key)
        if record is None:
            yield Damage(row.number, _("the approved record is missing"))
        elif told.approval_holds(key):
            yield from _changed_since(record, row)


def _changed_since(record: Record, approval: Any) -> Iterator[Damage]:
    """Fields that are frozen still and differ from what was approved. Computed ones go on by themselves."""
    try:
        approved = json.loads(approval.content)["fields"]
    except (ValueError, KeyError):
        return
    if not record.state_called(record.state).frozen:
        return
    now = to_jsonable_python(record)
    for spec in fields_of(type(record)):
        kept = spec.name in approved and not spec.content.computed and not open_until_reached(record, spec)
        if kept and now[spec.name] != approved[spec.name]:
            said = _("“{field}” is not what was approved", field=term(spec.label))
            yield Damage(record.number, said)


_ATTACHMENTS = text(
    "SELECT a.name, a.sha256, a.size, c.bytes FROM attachment a LEFT JOIN content c ON c.sha256 = a.sha256 ORDER BY a.id"
)


def _attachments(session: Session) -> Iterator[Damage]:
    for row in session.execute(_ATTACHMENTS):
        if row.bytes is None:
            yield Damage(_attachment(row.name), _("its content is missing"))
        elif len(row.bytes) != row.size or sha256(row.bytes) != row.sha256:
            yield Damage(_attachment(row.name), _("its content is not what was attached"))


def _attachment(name: str) -> Message:
    return _("attachment {name}", name=name)


def _numbers(session: Session, records: list[Record]) -> Iterator[Damage]:
    """A counter behind its own records would give a number twice."""
    counters = {row.series: row.last for row in session.execute(text("SELECT series, last FROM counter"))}
    highest: dict[str, int] = {}
    for record in records:
        series, _dash, digits = record.number.rpartition("-")
        if digits.isdecimal():
            highest[series] = max(highest.get(series, 0), int(digits))
    for series, number in highest.items():
        counted = counters.get(series, 0)
        if number > counted:
            where = _("numbers of {series}", series=series)
            yield Damage(where, _("they are counted to {number} only", number=counted))


__all__ = ["Damage", "verify"]
