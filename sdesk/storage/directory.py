"""Finding records by number, words and links, and pages of long lists."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import String, bindparam, func, select, table, type_coerce
from sqlalchemy import column as sql_column

from sdesk.models import Kind, Record, field_of, model_named
from sdesk.storage.conditions import Condition, OneOf, sql_of
from sdesk.storage.prepared.statements import Prepared
from sdesk.storage.search import best_first, having_words, ids_found, match_expression
from sdesk.storage.workspace import Workspace


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


_SHOWN = ("id", "model", "number", "version", "title", "state", "part_of")
_DIRECTORY: Any = table("directory", *(sql_column(name) for name in (*_SHOWN, "place", "deleted")))
_RECORD_LINK: Any = table("record_link", *(sql_column(name) for name in ("source", "field", "target")))
_ENTRY = select(*(_DIRECTORY.c[name] for name in _SHOWN))
_AMONG = _ENTRY.where(
    _DIRECTORY.c.id.in_(select(func.json_each(bindparam("ids")).table_valued("value").c.value))
)
_CALLED, _CALLED_AND_THERE = Prepared(_AMONG), Prepared(_AMONG.where(_DIRECTORY.c.deleted == 0))


def entries(workspace: Workspace, ids: Iterable[UUID], *, deleted: bool = True) -> dict[UUID, Entry]:
    """What each of the ids is called; ids of nothing are left out, and those of what is deleted, if that is wanted."""
    wanted = [each.hex for each in dict.fromkeys(ids)]
    if not wanted:
        return {}
    asked = _CALLED if deleted else _CALLED_AND_THERE
    with workspace.reading() as session:
        rows = asked.run(session.connection(), {"ids": json.dumps(wanted)})
    return {entry.id: entry for entry in (_entry(*row) for row in rows)}


def search(workspace: Workspace, words: str, models: Sequence[str] = (), limit: int = 20) -> list[Entry]:
    """Records whose number or text has all the words or their beginnings; best first, exact numbers before all."""
    query = _ENTRY.where(_DIRECTORY.c.deleted == 0).limit(limit)
    if models:
        query = query.where(_DIRECTORY.c.model.in_(models))
    if not match_expression(words):
        return _entries(workspace, query.order_by(_DIRECTORY.c.title))
    return _entries(workspace, best_first(query, _DIRECTORY, words))


def numbered(workspace: Workspace, number: str, version: int | None = None) -> Entry | None:
    """The record of that number, in its highest version if none is given."""
    query = _ENTRY.where(_DIRECTORY.c.number == number.strip().upper(), _DIRECTORY.c.part_of.is_(None))
    if version is not None:
        query = query.where(_DIRECTORY.c.version == version)
    latest = query.order_by(_DIRECTORY.c.deleted, _DIRECTORY.c.version.desc()).limit(1)
    return next(iter(_entries(workspace, latest)), None)


def linking_to(workspace: Workspace, target: UUID, models: Sequence[str] = ()) -> list[tuple[Entry, str]]:
    """Who links to `target`, and by which field."""
    query = (
        _ENTRY.add_columns(_RECORD_LINK.c.field)
        .join_from(_RECORD_LINK, _DIRECTORY, _DIRECTORY.c.id == _RECORD_LINK.c.source)
        .where(_RECORD_LINK.c.target == target.hex, _DIRECTORY.c.deleted == 0)
        .order_by(_DIRECTORY.c.model, _DIRECTORY.c.number.desc(), _DIRECTORY.c.version)
    )
    with workspace.reading() as session:
        found = session.connection().execute(query).all()
    return [(_entry(*row[:-1]), row.field) for row in found if not models or row.model in models]


def _entries(workspace: Workspace, query: Any) -> list[Entry]:
    with workspace.reading() as session:
        return [_entry(*row) for row in session.connection().execute(query)]


def _entry(
    key: str, model: str, number: str, version: int, title: str, state: str, part_of: str | None
) -> Entry:
    return Entry(UUID(key), model, number, version, title, state, UUID(part_of) if part_of else None)


@dataclass(frozen=True)
class Listing:
    """Which records of a model to list, and in which order. `words` filters as the search box does."""

    model: str
    words: str = ""
    states: tuple[str, ...] = ()
    sort: str = "number"
    descending: bool = True
    where: tuple[tuple[str, Any], ...] = ()
    conditions: tuple[Condition, ...] = ()


def page(workspace: Workspace, listing: Listing, offset: int = 0, limit: int = 200) -> list[Record]:
    """One page of the listing; links sort by what they are called.

    Numbers tell records without versions apart: by these alone the file reads one page, and sorts nothing. Otherwise it
    sorts ids, and reads whole rows of the page alone.
    """
    model = model_named(listing.model)
    order = _sort_key(model, listing.sort)
    ordered = order.desc() if listing.descending else order.asc()
    by_number_alone = listing.sort == "number" and not model.versioned
    same = () if by_number_alone else (_column(model, "version"), _column(model, "id"))
    order_by = (ordered, *same)
    conditions = _conditions(model, listing)
    if limit < 0:
        return workspace.find(model, *conditions, order_by=order_by, limit=limit, offset=offset)
    key, states = _column(model, "id"), _states_alone(listing)
    if by_number_alone and states is not None:
        number = _DIRECTORY.c.number
        entered = _entered(select(type_coerce(_DIRECTORY.c.id, key.type)), listing, states)
        chosen = entered.order_by(number.desc() if listing.descending else number)
    else:
        chosen = select(key).where(*conditions, _column(model, "deleted_at").is_(None)).order_by(*order_by)
    return workspace.find(model, key.in_(chosen.limit(limit).offset(offset)), order_by=order_by)


def values_in(workspace: Workspace, model: type[Record], name: str, words: str) -> list[tuple[UUID, Any]]:
    """What stands in one field of the records that have these words anywhere; of all of them, if there are none."""
    conditions = [*_conditions(model, Listing(model.__name__, words)), _column(model, "deleted_at").is_(None)]
    query = select(_column(model, "id"), _column(model, name)).where(*conditions)
    with workspace.reading() as session:
        return [(key, value) for key, value in session.connection().execute(query)]


def called(workspace: Workspace, models: Sequence[str]) -> list[Entry]:
    """All entries of these kinds, to be looked through by what they are called."""
    query = _ENTRY.where(_DIRECTORY.c.deleted == 0)
    return _entries(workspace, query.where(_DIRECTORY.c.model.in_(models)) if models else query)


def size(workspace: Workspace, listing: Listing) -> int:
    """How many the listing has; of all of a kind, of its states and by words, the directory knows it."""
    model, states = model_named(listing.model), _states_alone(listing)
    if states is None:
        return workspace.count(model, *_conditions(model, listing))
    query = _entered(select(func.count()).select_from(_DIRECTORY), listing, states)
    with workspace.reading() as session:
        return session.connection().scalar(query) or 0


def _states_alone(listing: Listing) -> tuple[frozenset[str], ...] | None:
    """In which states those of a listing are, each of the sets holding; None where it asks for more than that and words."""
    asked = [each for each in listing.conditions if isinstance(each, OneOf) and each.name == "state"]
    if listing.where or len(asked) < len(listing.conditions):
        return None
    own = (listing.states,) if listing.states else ()
    return tuple(frozenset(each) for each in (*own, *(each.values for each in asked)))


def _entered(query: Any, listing: Listing, states: tuple[frozenset[str], ...]) -> Any:
    """What the directory says of all of a kind, or of those in these states, or with these words: its rows are short."""
    known = _DIRECTORY.c
    of_it = query.where(known.model == listing.model, known.deleted == 0, known.part_of.is_(None))
    of_it = of_it.where(*(known.state.in_(sorted(each)) for each in states))
    return having_words(of_it, _DIRECTORY, listing.words) if match_expression(listing.words) else of_it


def _conditions(model: type[Record], listing: Listing) -> list[Any]:
    conditions = [_column(model, name) == value for name, value in listing.where]
    conditions += [sql_of(model, each) for each in listing.conditions]
    if listing.states:
        conditions.append(sql_of(model, OneOf("state", listing.states)))
    if match_expression(listing.words):
        key = _column(model, "id")
        conditions.append(key.in_(ids_found(listing.words).columns(id=key.type)))
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


__all__ = [
    "Entry",
    "Listing",
    "called",
    "entries",
    "linking_to",
    "numbered",
    "page",
    "search",
    "size",
    "values_in",
]
