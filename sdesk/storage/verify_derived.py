"""Directory, links and search, held against the records that they are made from."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from sdesk.models import Record, fields_of
from sdesk.storage.ledger import entry_of, links_in, searched_words
from sdesk.translation import Message
from sdesk.translation import message as _

Said = tuple[Message | str, Message]


def derived_damages(session: Session, records: Iterable[Record]) -> Iterator[Said]:
    """(number of the record, what is wrong) for each record that lists, links or search do not show as it is."""
    directory = {row.id: row._asdict() for row in session.execute(text("SELECT * FROM directory"))}
    bodies = _bodies(session)
    linked = _linked(session)
    for record in records:
        yield from _entry_damages(record, directory.get(record.id.hex), bodies)
        if _links_of(record) != linked.pop(record.id, set()):
            yield record.number, _("its links are not those that were written down for looking them up")
    for source in linked:
        number = directory.get(source.hex, {}).get("number", str(source))
        yield number, _("links of a record that is not there")
    yield from _search_damages(session)


def _entry_damages(record: Record, found: dict[str, Any] | None, bodies: dict[int, str]) -> Iterator[Said]:
    if found is None:
        yield record.number, _("it is missing from the directory")
        return
    wanted = entry_of(record)
    if any(found[name] != value for name, value in wanted.items()):
        yield record.number, _("the directory calls it something else")
    if bodies.get(found["place"]) != searched_words(record):
        yield record.number, _("the search index has other words")


def _bodies(session: Session) -> dict[int, str]:
    return {row.rowid: row.body for row in session.execute(text("SELECT rowid, body FROM search"))}


def _linked(session: Session) -> dict[UUID, set[tuple[str, str]]]:
    found: dict[UUID, set[tuple[str, str]]] = {}
    for row in session.execute(text("SELECT source, field, target FROM record_link")):
        found.setdefault(UUID(row.source), set()).add((row.field, row.target))
    return found


def _links_of(record: Record) -> set[tuple[str, str]]:
    return {
        (spec.name, target.hex)
        for spec in fields_of(type(record))
        for target in links_in(spec, getattr(record, spec.name))
    }


def _search_damages(session: Session) -> Iterator[Said]:
    """FTS5's own check: it raises when the index and the words beside it differ."""
    try:
        session.execute(text("INSERT INTO search (search, rank) VALUES ('integrity-check', 0)"))
    except DatabaseError:
        yield _("search"), _("the index is damaged")


__all__ = ["derived_damages"]
