"""Finding records by number, words and links, and pages of long lists."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import String, bindparam, func, select, table, text, type_coerce
from sqlalchemy import column as sql_column

from sdesk.models import Kind, Record, field_of, model_named
from sdesk.storage.workspace import Workspace

_DIRECTORY = table("directory", *(sql_column(name) for name in ("id", "title", "number", "place")))


@dataclass(frozen=True)
class Entry:
    """What a record, or a service in the catalogue, is called: enough to list it and to open it."""

    id: UUID
    model: str
    number: str
    version: int
    title: str
    state: str
    part_of: UUID | None = None

    @property
    def label(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def opens(self) -> UUID:
        """The record to open: the catalogue, where this is a service."""
        return self.part_of or self.id


_ENTRY = "SELECT d.id, d.model, d.number, d.version, d.title, d.state, d.part_of FROM directory d"


def entries(workspace: Workspace, ids: Iterable[UUID]) -> dict[UUID, Entry]:
    """What each of the ids is called; ids of nothing are left out."""
    wanted = [each.hex for each in dict.fromkeys(ids)]
    query = text(f"{_ENTRY} WHERE d.id IN :wanted").bindparams(bindparam("wanted", expanding=True))
    return {entry.id: entry for entry in _entries(workspace, query, {"wanted": wanted})} if wanted else {}


def search(workspace: Workspace, words: str, models: Sequence[str] = (), limit: int = 20) -> list[Entry]:
    """Records whose number or text has all the words or their beginnings; best first, numbers before all."""
    match = match_expression(words)
    chosen = " AND d.model IN :models" if models else ""
    if not match:
        query = f"{_ENTRY} WHERE NOT d.deleted{chosen} ORDER BY d.title LIMIT :limit"
    else:
        query = (
            f"{_ENTRY} JOIN search ON search.rowid = d.place WHERE search MATCH :match AND NOT d.deleted{chosen} "
            "ORDER BY d.number IN (upper(:words), :number) DESC, d.number LIKE '%-' || :number DESC, "
            "d.state IN ('superseded', 'withdrawn', 'left', 'cancelled'), bm25(search, 10.0, 5.0, 1.0) LIMIT :limit"
        )
    statement = text(query)
    if models:
        statement = statement.bindparams(bindparam("models", expanding=True))
    typed = {"match": match, "words": words.strip(), "number": "-".join(_words_of(words)).upper()}
    values = {**typed, "models": list(models), "limit": limit}
    used = {name: value for name, value in values.items() if f":{name}" in query}
    return _entries(workspace, statement, used)


def numbered(workspace: Workspace, number: str, version: int | None = None) -> Entry | None:
    """The record of that number, in its highest version if none is given."""
    query = text(
        f"{_ENTRY} WHERE d.number = :number AND (:version IS NULL OR d.version = :version) AND d.part_of IS NULL "
        "ORDER BY d.deleted, d.version DESC LIMIT 1"
    )
    return next(
        iter(_entries(workspace, query, {"number": number.strip().upper(), "version": version})), None
    )


def linking_to(workspace: Workspace, target: UUID, models: Sequence[str] = ()) -> list[tuple[Entry, str]]:
    """Who links to `target`, and by which field."""
    query = (
        "SELECT d.id, d.model, d.number, d.version, d.title, d.state, d.part_of, l.field FROM record_link l "
        "JOIN directory d ON d.id = l.source WHERE l.target = :target AND NOT d.deleted "
        "ORDER BY d.model, d.number DESC"
    )
    with workspace.reading() as session:
        found = session.execute(text(query), {"target": target.hex}).all()
    return [(_entry(row), row.field) for row in found if not models or row.model in models]


def _entries(workspace: Workspace, query: Any, values: dict[str, Any]) -> list[Entry]:
    with workspace.reading() as session:
        return [_entry(row) for row in session.execute(query, values)]


def _entry(row: Any) -> Entry:
    part_of = UUID(row.part_of) if row.part_of else None
    return Entry(UUID(row.id), row.model, row.number, row.version, row.title, row.state, part_of)


def match_expression(words: str) -> str:
    """Every word as a quoted prefix, so that nothing a person types is taken for FTS5 syntax."""
    return " ".join(f'"{word}"*' for word in _words_of(words))


def _words_of(words: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", words))


_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Listing:
    """Which records of a model to list, and in which order. `words` filters as the search box does."""

    model: str
    words: str = ""
    states: tuple[str, ...] = ()
    sort: str = "number"
    descending: bool = True
    where: tuple[tuple[str, Any], ...] = ()


def page(workspace: Workspace, listing: Listing, offset: int = 0, limit: int = 200) -> list[Record]:
    """One page of the listing; links sort by what they are called."""
    model = model_named(listing.model)
    order = _sort_key(model, listing.sort)
    ordered = order.desc() if listing.descending else order.asc()
    return workspace.find(
        model,
        *_conditions(model, listing),
        order_by=(ordered, _column(model, "id")),
        limit=limit,
        offset=offset,
    )


def size(workspace: Workspace, listing: Listing) -> int:
    model = model_named(listing.model)
    return workspace.count(model, *_conditions(model, listing))


def _conditions(model: type[Record], listing: Listing) -> list[Any]:
    conditions = [_column(model, name) == value for name, value in listing.where]
    if listing.states:
        conditions.append(_column(model, "state").in_(listing.states))
    match = match_expression(listing.words)
    if match:
        found = text(
            "SELECT d.id FROM search JOIN directory d ON d.place = search.rowid WHERE search MATCH :match"
        ).bindparams(match=match)
        conditions.append(_column(model, "id").in_(found.columns(id=_column(model, "id").type)))
    return conditions


def _sort_key(model: type[Record], name: str) -> Any:
    column = _column(model, name)
    if name in model.model_fields and _is_link(model, name):
        title = (
            select(_DIRECTORY.c.title).where(_DIRECTORY.c.id == type_coerce(column, String)).scalar_subquery()
        )
        return func.lower(title)
    return column


def _is_link(model: type[Record], name: str) -> bool:
    try:
        return field_of(model, name).kind is Kind.LINK
    except StopIteration:
        return False


def _column(model: type[Record], name: str) -> Any:
    return getattr(model, name)


__all__ = ["Entry", "Listing", "entries", "linking_to", "numbered", "page", "search", "size"]
