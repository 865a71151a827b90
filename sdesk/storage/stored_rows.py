"""Rows that cannot be read as what they are: found one by one and named, so that one of them is not a fault of sdesk."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Dialect, Engine, event, inspect, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import AutoString, Session, SQLModel

from sdesk.errors import SdeskError
from sdesk.models import RECORDS, Approval, Attachment, Change, Operation, Record, Replica
from sdesk.models.content import JsonText
from sdesk.models.record import Stored
from sdesk.storage.file.faults import said_by_sqlite
from sdesk.translation import Message, term
from sdesk.translation import message as _

AnyModel = TypeVar("AnyModel")
AnyValue = TypeVar("AnyValue")

_READ_AS_THEY_ARE: tuple[type, ...] = (str, int, float, bool)
"""Types of columns that are not looked at when they are read: SQLite stores anything in any of them."""
_BROKEN = ("malformed", "not a database", "corrupt", "decode to UTF-8", "fts5", "vtable constructor failed")
_SEE = _("See all that is damaged with: sdesk verify. Then restore a backup, or ask for help with this one.")


@dataclass(frozen=True)
class Unreadable:
    """One field of one row that holds something that it cannot hold."""

    place: int
    """SQLite's own number of the row, in its table."""
    record: Message
    field: str
    held: Any

    @property
    def fault(self) -> Message:
        return _("“{field}” cannot be read: it holds {held}", field=self.field, held=repr(self.held)[:60])


class DamagedRow(SdeskError):
    """Something stored cannot be read."""

    def __init__(self, found: Unreadable) -> None:
        super().__init__(_("{record} is damaged: {fault}.", record=found.record, fault=found.fault), _SEE)


def of_history(held: Any, kind: type[AnyValue], field: str) -> AnyValue:
    """What a column of the history holds, if it is of that kind. Raises DamagedRow: whatever is written next builds on it."""
    if isinstance(held, kind):
        return held
    raise DamagedRow(Unreadable(0, _("The history"), field, held))


def unreadable(session: Session, model: type[SQLModel]) -> Iterator[Unreadable]:
    """Every field of the rows of `model` that cannot be read, each looked at by itself."""
    readers = _readers(model, session.get_bind().dialect)
    name = inspect(model).local_table.name
    for row in session.execute(text(f"SELECT rowid AS _place, * FROM {name}")).mappings():
        for field, read in readers.items():
            if not read(row[field]):
                yield Unreadable(row["_place"], _called(model, row), field, row[field])


def _called(model: type[SQLModel], row: Any) -> Message:
    number = row.get("number") or row.get("name") or row.get("id") or row.get("operation") or ""
    kind = term(getattr(model, "singular", model.__name__))
    return _("{kind} {number}", kind=kind, number=str(number)[:60])


def _readers(model: type[SQLModel], dialect: Dialect) -> dict[str, Callable[[Any], bool]]:
    """Column -> whether what it holds can be read."""
    kinds = dict(_plain_columns(model))
    states = _states(model)

    def reader(column: Any) -> Callable[[Any], bool]:
        process = column.type.dialect_impl(dialect).result_processor(dialect, None)

        def reads(held: Any) -> bool:
            if held is None:
                return bool(column.nullable)
            try:
                value = process(held) if process else held
            except Exception:  # whatever a library makes of it: it is not what was written
                return False
            kind = kinds.get(column.name)
            return (kind is None or isinstance(value, kind)) and (
                column.name != "state" or not states or value in states
            )

        return reads

    return {column.name: reader(column) for column in inspect(model).local_table.columns}


@cache
def _plain_columns(model: type[SQLModel]) -> tuple[tuple[str, tuple[type, ...]], ...]:
    """Columns without a check of their own when they are read, with the types that they may have."""
    found: list[tuple[str, tuple[type, ...]]] = []
    for column in inspect(model).local_table.columns:
        known = column.type.impl_instance if isinstance(column.type, AutoString) else column.type
        if known.python_type in _READ_AS_THEY_ARE and not isinstance(known, JsonText):
            found.append((column.name, (int, float) if known.python_type is float else (known.python_type,)))
    return tuple(found)


@cache
def _never_empty(model: type[SQLModel]) -> frozenset[str]:
    return frozenset(column.name for column in inspect(model).local_table.columns if not column.nullable)


@cache
def _states(model: type[SQLModel]) -> frozenset[str]:
    return frozenset(state.name for state in model.states) if issubclass(model, Record) else frozenset()


@event.listens_for(Replica, "load")
@event.listens_for(Stored, "load", propagate=True)
def _refuse_what_does_not_fit(row: Stored | Replica, _context: object) -> None:
    """SQLite and SQLAlchemy hand over whatever stands in a column of text or numbers, or nothing. Raises DamagedRow."""
    held = row.__dict__
    for name in _never_empty(type(row)):
        if held.get(name, name) is None:
            raise DamagedRow(Unreadable(0, _called(type(row), held), name, None))
    for name, kinds in _plain_columns(type(row)):
        value = held.get(name)
        if value is not None and not isinstance(value, kinds):
            raise DamagedRow(Unreadable(0, _called(type(row), held), name, value))
    states = _states(type(row))
    if states and held.get("state") not in states:
        raise DamagedRow(Unreadable(0, _called(type(row), held), "state", held.get("state")))


def with_keys(model: type[SQLModel], rows: list[AnyModel]) -> list[AnyModel]:
    """The rows, if there are any: SQLAlchemy hands over nothing for one without its key. Raises DamagedRow."""
    if any(row is None for row in rows):
        raise DamagedRow(Unreadable(0, _called(model, {}), "id", None))
    return rows


@contextmanager
def damage_named(engine: Engine, name: str) -> Iterator[None]:
    """What goes wrong because stored rows cannot be read becomes a clear line. Raises SdeskError.

    A fault that has nothing to do with them goes on as it is. `name` is that of the file.
    """
    try:
        yield
    except DatabaseError as fault:
        if not any(word in str(fault.orig) for word in _BROKEN):
            raise
        said = _("{file} is damaged: {cause}.", file=name, cause=said_by_sqlite(fault.orig or fault))
        raise SdeskError(said, _SEE) from fault
    except (UnicodeEncodeError, OverflowError) as fault:
        if not _came_through_the_database(fault):
            raise
        raise _cannot_be_kept(fault) from fault
    except (LookupError, ValueError, TypeError, AttributeError) as fault:
        from_there = _came_through_the_database(fault)
        if from_there and isinstance(fault, UnicodeDecodeError):  # what SQLite says of it has bytes of it
            raise SdeskError(_("{file} is damaged: it has text that is none.", file=name), _SEE) from fault
        found = _first_unreadable(engine) if from_there else None
        if found is None:
            raise
        raise DamagedRow(found) from fault


def _cannot_be_kept(fault: UnicodeEncodeError | OverflowError) -> SdeskError:
    """What somebody asked for cannot stand in any file, so that nothing is called so."""
    if isinstance(fault, OverflowError):
        return SdeskError(_("There is no number as large as that."), _("Write a smaller one."))
    return SdeskError(_("What was asked for holds a character that is none."), _("Type it again."))


_OF_THE_DATABASE = ("sqlalchemy.", "sdesk.storage.prepared")


def _came_through_the_database(fault: BaseException) -> bool:
    trace = fault.__traceback__
    while trace is not None:
        if trace.tb_frame.f_globals.get("__name__", "").startswith(_OF_THE_DATABASE):
            return True
        trace = trace.tb_next
    return False


def _first_unreadable(engine: Engine) -> Unreadable | None:
    with Session(engine) as session:
        kinds: tuple[type[SQLModel], ...] = (*RECORDS, Approval, Attachment, Replica, Operation, Change)
        for model in kinds:
            for found in unreadable(session, model):
                return found
    return None
