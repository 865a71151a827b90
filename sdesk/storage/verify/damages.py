"""Reading a whole workspace and saying what is wrong with it: the file, its history, approvals, attachments, search."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_jsonable_python
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, select

from sdesk.errors import SdeskError
from sdesk.models import Approval, Attachment, Record, fields_of
from sdesk.models.record import open_until_reached
from sdesk.storage.file.faults import said_by_sqlite
from sdesk.storage.operations import sha256
from sdesk.storage.replay.entries import Told, replay
from sdesk.storage.state import without_empty
from sdesk.storage.stored_rows import unreadable
from sdesk.storage.verify.chains import History, entries_in, history_damages, read_history
from sdesk.storage.verify.derived import derived_damages
from sdesk.storage.verify.forms import form_damages
from sdesk.storage.verify.merged import merged_damages, merged_of
from sdesk.storage.verify.told import KEPT, Kept, attachment_called, told_damages
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


Said = tuple[Message | str, Message]
Progress = Callable[[int, int], object]
"""Hears how much is done of how much."""

_OF_VALUES = (
    "CHECK constraint failed",
    "NULL value in",
    "fts5: checksum mismatch",
    "wrong # of entries in",
    "row ",
)
"""What SQLite says of a value that does not fit, or of an index: the rows themselves can be read on."""


_PARTS = len(KEPT) + 4
"""Of verifying, which say how far it is: each kind of what is kept, then the chains, what they tell, what is derived."""


def verify(workspace: Workspace, progress: Progress = lambda _done, _total: None) -> list[Damage]:
    """Every damage in the workspace; none if it is whole. Reads everything, changes nothing.

    `progress` hears how far it is, and may call it off by raising.
    """
    damages: list[Damage] = []
    with workspace.reading() as session:
        try:
            progress(0, _PARTS)
            for said in _said_of_the_file(session):
                damages.append(Damage(_("file"), said))
            if all(str(each.text).startswith(_OF_VALUES) for each in damages):
                for where, fault in _content(session, bool(damages), progress):
                    damages.append(Damage(where, fault))
        except DatabaseError as fault:
            damages.append(Damage(_("file"), said_by_sqlite(fault.orig or fault)))
    return damages


def _content(session: Session, each_row: bool, progress: Progress) -> Iterator[Said]:
    kept, found, incomplete = _readable(session, each_row, progress)
    yield from found
    yield from _links(session)
    yield from form_damages(session)
    progress(len(KEPT) + 1, _PARTS)
    history = read_history(session)
    yield from history_damages(history)
    progress(len(KEPT) + 2, _PARTS)
    merged = merged_of(history)
    yield from merged_damages(session.connection(), merged)
    told = replay(entries_in(history, merged.counted), Told(lost=merged.lost))
    yield from told_damages(session, told, kept, incomplete)
    records = [each for each in kept if isinstance(each, Record)]
    yield from _approvals([each for each in kept if isinstance(each, Approval)], told, records)
    yield from _attachments(session, [each for each in kept if isinstance(each, Attachment)])
    yield from _numbers(session, [*(each.number for each in records), *_numbers_given(history)])
    progress(len(KEPT) + 3, _PARTS)
    yield from derived_damages(session, records, entries_in(history, merged.counted))


def _said_of_the_file(session: Session) -> Iterator[Message | str]:
    """By SQLite: of values and indexes in its own words; of pages, of which it says no more than numbers, that some are."""
    lines = [
        line for (said,) in session.execute(text("PRAGMA integrity_check")) for line in str(said).splitlines()
    ]
    are_pages = False
    for line in lines:
        if line.startswith(_OF_VALUES):
            yield line
        elif line != "ok" and not line.startswith("***"):
            are_pages = True
    if are_pages:
        yield _("pages of it are damaged")


def _readable(
    session: Session, each_row: bool, progress: Progress
) -> tuple[list[Kept], list[Said], set[str]]:
    """All that history tells of and that can be read, deleted drafts too; the fields that keep others from it; their kinds.

    `each_row`: every row is looked at by itself, also where reading them all raises nothing.
    """
    kept: list[Kept] = []
    damages: list[Said] = []
    incomplete: set[str] = set()
    for place, model in enumerate(KEPT, start=1):
        progress(place, _PARTS)
        try:
            if not each_row:
                kept.extend(session.exec(select(model)).all())
                continue
        except (SdeskError, AttributeError, LookupError, TypeError, ValueError):
            session.expunge_all()
        found = list(unreadable(session, model))
        damages.extend((each.record, each.fault) for each in found)
        incomplete |= {model.__name__} if found else set()
        places = sorted({each.place for each in found})
        whole = text(f"rowid NOT IN ({', '.join(map(str, places))})")
        kept.extend(session.exec(select(model).where(whole)))
    return kept, damages, incomplete


def _links(session: Session) -> Iterator[Said]:
    for table, _row, target, _key in session.execute(text("PRAGMA foreign_key_check")):
        yield str(table), _("a link to {table} leads to nothing", table=str(target))


def _approvals(approvals: Sequence[Approval], told: Told, records: Sequence[Record]) -> Iterator[Said]:
    by_id = {record.id: record for record in records}
    by_key = {each.id: each for each in approvals}
    for each in sorted(approvals, key=lambda approval: (approval.at, approval.id)):
        if sha256(each.content) != each.sha256:
            said = _("the approval “{step}” does not hold what was approved", step=term(each.step))
            yield each.number, said
    for key in dict.fromkeys(each.record_id for each in approvals):
        approval = by_key.get(told.approved_by.get(key, key))
        record = by_id.get(key)
        if record is None:
            number = (
                approval.number
                if approval
                else next(each.number for each in approvals if each.record_id == key)
            )
            yield number, _("the approved record is missing")
        elif approval is not None and told.approval_holds(key):
            yield from _changed_since(record, approval)


def _changed_since(record: Record, approval: Approval) -> Iterator[Said]:
    """Fields that are frozen still and differ from what was approved. Computed ones go on by themselves."""
    if not record.state_called(record.state).frozen:
        return
    now, approved = to_jsonable_python(record), _approved(approval)
    for spec in fields_of(type(record)):
        kept = spec.name in approved and not spec.content.computed and not open_until_reached(record, spec)
        if kept and without_empty(now[spec.name]) != without_empty(approved[spec.name]):
            yield record.number, _("“{field}” is not what was approved", field=term(spec.label))


def _approved(approval: Approval) -> dict[str, Any]:
    """Nothing where it cannot be read: its history tells what it was."""
    try:
        fields = json.loads(approval.content)["fields"]
    except (LookupError, TypeError, ValueError):
        return {}
    return fields if isinstance(fields, dict) else {}


def _attachments(session: Session, attachments: Sequence[Attachment]) -> Iterator[Said]:
    """Each file is there with what was attached, and nothing that was not."""
    sizes: dict[str, int | None] = {}
    blobs = "SELECT sha256, iif(typeof(bytes) = 'blob', bytes, NULL) FROM content"  # another may be no text either
    for key, held in session.execute(text(blobs)):
        sizes[key] = len(held) if held is not None and sha256(held) == key else None
    for each in attachments:
        if each.sha256 not in sizes:
            yield attachment_called(each.name), _("its content is missing")
        elif sizes[each.sha256] != each.size:
            yield attachment_called(each.name), _("its content is not what was attached")
    for key in sizes.keys() - {each.sha256 for each in attachments}:
        yield _("file"), _("it holds the content {hash}, which nobody attached", hash=str(key)[:16])


def _numbers_given(history: History) -> Iterator[str]:
    """What two laptops made at the same time has one of the numbers that they gave it."""
    for changes in history.changes.values():
        for each in changes:
            given = each["changes"].get("number") if isinstance(each["changes"], dict) else None
            if isinstance(given, list) and isinstance(given[-1], str):
                yield given[-1]


def _numbers(session: Session, numbers: Iterable[str]) -> Iterator[Said]:
    """A counter behind its own records would give a number twice; one ahead of them knows of records that are gone."""
    counters = {row.series: row.last for row in session.execute(text("SELECT series, last FROM counter"))}
    highest: dict[str, int] = {}
    for number in numbers:
        series, _dash, digits = number.rpartition("-")
        if digits.isdecimal():
            highest[series] = max(highest.get(series, 0), int(digits))
    for series in sorted({*highest, *map(str, counters)}):
        counted, given = counters.get(series, 0), highest.get(series, 0)
        if counted == given != 0:
            continue
        where = _("numbers of {series}", series=series)
        if counted == 0 == given:
            yield where, _("they are counted, and there is none")
        elif given > (counted if isinstance(counted, int) else 0):
            yield where, _("they are counted to {number} only", number=counted)
        else:
            said = _(
                "they are counted to {number}, but the last that there is is {last}",
                number=counted,
                last=given,
            )
            yield where, said


__all__ = ["Damage", "verify"]
