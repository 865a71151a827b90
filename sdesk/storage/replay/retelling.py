"""A workspace as it was at one moment after the other, told anew from its history into memory."""

from datetime import UTC, datetime
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import and_, column, insert, table
from sqlmodel import Session, col, func, select

from sdesk.models import RECORDS, Approval, Attachment, Change, Operation, Record, Replica, Stored
from sdesk.models.ledger import EntryOfFormat1
from sdesk.storage.file.engine import memory_engine
from sdesk.storage.ledger import Line, write_directory
from sdesk.storage.past import filled
from sdesk.storage.replay.entries import Told, entries_since, replay
from sdesk.storage.schema import create_schema
from sdesk.storage.workspace import Workspace

AnyWorkspace = TypeVar("AnyWorkspace", bound=Workspace)

_KINDS: tuple[type[Stored], ...] = (*RECORDS, Approval, Attachment)
_MODELS = {each.__name__: each for each in _KINDS}

_TABLES: tuple[Any, ...] = (Replica, EntryOfFormat1, Operation, Change)
_REPLICA, _FORMAT_1, _OPERATION, _CHANGE = (model.__table__ for model in _TABLES)


_LOST: Any = table("lost", column("approval"))
_COUNTED: Any = table("counted", column("operation"), column("place"), column("changes"))


class Place(NamedTuple):
    """How far the history had come: the last entry of format 1, and the tick of the last operation; 0 for none."""

    entry: int = 0
    tick: int = 0


def place_at(workspace: Workspace, moment: datetime) -> Place:
    """Where the history was at the moment. Clocks lie, its order does not: what came before something that was written by
    then was written by then too."""
    entry = select(func.max(EntryOfFormat1.id)).where(col(EntryOfFormat1.at) <= moment)
    tick = select(func.max(Operation.tick)).where(col(Operation.at) <= moment)
    with workspace.reading() as session:
        return Place(session.scalar(entry) or 0, session.scalar(tick) or 0)


class Retelling(Generic[AnyWorkspace]):
    """`workspace` is the other one as it was at the `moment` up to which it was told: to be read, and nowhere on a disk.

    What files hold is not told, only that they were there. To be closed.
    """

    def __init__(self, of: AnyWorkspace) -> None:
        self._of = of
        self._place, self._told = Place(), Told()
        self._engine = memory_engine()
        with self._engine.begin() as connection:
            create_schema(connection)
        self._copy(select(_REPLICA), _REPLICA)
        for derived in (_LOST, _COUNTED):
            self._copy(select(derived), derived)
        self.until(datetime.min.replace(tzinfo=UTC))

    def close(self) -> None:
        self._engine.dispose()

    def until(self, moment: datetime) -> None:
        """Tell on; never back."""
        last, self._place = self._place, place_at(self._of, moment)
        self._copy_history(last, self._place)
        self.moment, self.workspace = moment, self._of.retold(self._engine, lambda: moment)
        with Session(self._engine, autoflush=False) as session:
            before = dict(self._told.last)
            replay(entries_since(session, *last), self._told)
            for key, written in self._told.last.items():
                if before.get(key) is not written and self._told.models[key] in _MODELS:
                    self._write(session, key)
            session.commit()

    def _copy_history(self, last: Place, until: Place) -> None:
        """All that was written between the two."""
        between = and_(_OPERATION.c.tick > last.tick, _OPERATION.c.tick <= until.tick)
        entries = and_(_FORMAT_1.c.id > last.entry, _FORMAT_1.c.id <= until.entry)
        self._copy(select(_FORMAT_1).where(entries), _FORMAT_1)
        self._copy(select(_OPERATION).where(between), _OPERATION)
        self._copy(
            select(_CHANGE).join(_OPERATION, _OPERATION.c.id == _CHANGE.c.operation).where(between), _CHANGE
        )

    def _copy(self, query: Any, table: Any) -> None:
        with self._of.reading() as session:
            rows = session.execute(query).mappings().all()
        if rows:
            with self._engine.begin() as connection:
                connection.execute(insert(table), [dict(row) for row in rows])

    def _write(self, session: Session, key: UUID) -> None:
        told = self._told
        thing = filled(_MODELS[told.models[key]], told.values[key])
        if isinstance(thing, Record):
            first, last = told.first[key], told.last[key]
            thing.created_at, thing.created_by = first.at, first.by
            thing.changed_at, thing.changed_by = last.at, last.by
        session.merge(thing)
        session.flush()
        if isinstance(thing, Record):
            write_directory(session.connection(), [Line(thing)])
