"""Directory, links and search, held against the records that they are made from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from sdesk.models import Record, ServiceCatalogue, fields_of
from sdesk.storage.changes import Rows, State
from sdesk.storage.ledger import entry_of, links_in, searched_words
from sdesk.storage.replay.entries import Told, replay
from sdesk.storage.verify.chains import Entry
from sdesk.translation import Message
from sdesk.translation import message as _

Said = tuple[Message | str, Message]
Called = tuple[Mapping[str, Any], str]
"""An entry of the directory, and the words that it is found by."""


@dataclass(frozen=True)
class _Lists:
    """What lists, links and search are read from, as it lies in the file."""

    directory: dict[str, RowMapping]
    links: dict[str, set[tuple[str, str]]]
    search: dict[int, tuple[str, str, str]]


def derived_damages(session: Session, records: Iterable[Record], history: Iterable[Entry]) -> Iterator[Said]:
    """(number of the record, what is wrong) for each record that lists, links or search do not show as it is."""
    lists = _read(session)
    for record in records:
        key = record.id.hex
        found = lists.directory.pop(key, None)
        yield from _entry_damages(record, found, lists)
        if _links_of(record) != lists.links.pop(key, set()):
            yield record.number, _("its links are not those that were written down for looking them up")
    for source in lists.links:
        found = lists.directory.get(source)
        yield found["number"] if found else source, _("links of a record that is not there")
    yield from _service_damages(lists, history)
    for entry in lists.directory.values():
        yield str(entry["number"] or entry["title"]), _("the directory has it, and there is no such record")
    if lists.search:
        yield _("search"), _("it has words of something that is not there")
    yield from _search_damages(session)


def _read(session: Session) -> _Lists:
    links: dict[str, set[tuple[str, str]]] = {}
    for row in session.execute(text("SELECT source, field, target FROM record_link")):
        links.setdefault(row.source, set()).add((row.field, row.target))
    directory = {row["id"]: row for row in session.execute(text("SELECT * FROM directory")).mappings()}
    search = {row[0]: tuple(row[1:]) for row in session.execute(text("SELECT rowid, * FROM search"))}
    return _Lists(directory, links, search)


def _bare(words: Sequence[Any]) -> list[Any]:
    """Without the spaces of empty fields: one that came with a later format adds one."""
    return [each.split() if isinstance(each, str) else each for each in words]


def _entry_damages(record: Record, found: RowMapping | None, lists: _Lists) -> Iterator[Said]:
    if found is None:
        yield record.number, _("it is missing from the directory")
        return
    wanted = entry_of(record)
    if any(found[name] != value for name, value in wanted.items()):
        yield record.number, _("the directory calls it something else")
    words = (wanted["number"], wanted["title"], searched_words(record))
    if _bare(lists.search.pop(found["place"], ())) != _bare(words):
        yield record.number, _("the search index has other words")


def _links_of(record: Record) -> set[tuple[str, str]]:
    return {
        (spec.name, target.hex)
        for spec in fields_of(type(record))
        for target in links_in(spec, getattr(record, spec.name))
    }


def _service_damages(lists: _Lists, history: Iterable[Entry]) -> Iterator[Said]:
    """Services stay in the directory when their catalogue drops them: each is called what a catalogue called it once."""
    known = _services(history)
    for key, calls in known.items():
        found = lists.directory.pop(key, None)
        title = str(calls[-1][0]["title"])
        if found is None:
            yield title, _("it is missing from the directory")
            continue
        words = lists.search.pop(found["place"], None)
        if not any(_is(found, call) and words == ("", call[0]["title"], call[1]) for call in calls):
            yield title, _("the directory or the search index calls it something else")


def _is(found: RowMapping, call: Called) -> bool:
    return all(found[name] == value for name, value in call[0].items())


def _services(history: Iterable[Entry]) -> dict[str, list[Called]]:
    """Id of a service -> all that it was called, by the history of the catalogues."""
    told = Told()
    found: dict[str, list[Called]] = {}
    for entry in history:
        if entry.model == ServiceCatalogue.__name__:
            told = replay([entry], told)
            state = told.values.get(entry.item, {})  # that of a damaged entry is another
            for key, service in _rows(state, "services"):
                found.setdefault(key, []).append(_called(entry.item.hex, state, service))
    return found


def _rows(state: State, name: str) -> Iterable[tuple[str, State]]:
    rows = state.get(name)
    return [(key.replace("-", ""), row) for key, row in rows.items()] if isinstance(rows, Rows) else []


def _called(catalogue: str, state: State, service: State) -> Called:
    entry = {
        "model": "Service",
        "number": "",
        "version": state.get("version"),
        "title": service.get("name", ""),
        "state": state.get("state"),
        "deleted": int("deleted_at" in state),
        "part_of": catalogue,
    }
    return entry, f"{service.get('description', '')} {service.get('how_to_use', '')}"


def _search_damages(session: Session) -> Iterator[Said]:
    """FTS5's own check: it raises when the index and the words beside it differ."""
    settings = [tuple(row) for row in session.execute(text("SELECT k, v FROM search_config"))]
    try:
        session.execute(text("INSERT INTO search (search, rank) VALUES ('integrity-check', 0)"))
    except DatabaseError:
        settings = []
    if settings != [("version", 4)]:
        yield _("search"), _("the index is damaged")


__all__ = ["derived_damages"]
