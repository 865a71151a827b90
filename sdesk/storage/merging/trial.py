"""What came is taken in on trial, in memory, before anything of it is kept: whether the content is that of whoever sent it.

A copy without the bytes of files and without the search is kept up with the workspace, so that a trial costs no more than what
came. All of it is done beside the window, a few rows at a time.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, StaticPool, create_engine, text
from sqlmodel import Session

from sdesk.storage.merging.came import Came
from sdesk.storage.merging.coming import Coming
from sdesk.storage.merging.content import content_hash
from sdesk.storage.merging.giving import files_in, operations_of
from sdesk.storage.merging.pasts import ends_in
from sdesk.storage.merging.taking_in import take_in_here
from sdesk.storage.schema import create_schema
from sdesk.storage.workspace import Workspace

_AT_ONCE = 250
"""Rows that are read before others may come to the file."""
_TAKEN_AT_ONCE = 2_000
"""Operations after which whoever waits may call it off; each record is written once for all of them."""
_ATTEMPTS = 4
_LEFT_OUT = ("content", "search", "record_link")
_TABLES = "SELECT name, sql NOT LIKE '%WITHOUT ROWID' FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"


class Trial:
    """Of one workspace. What it holds goes with it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._engine: Engine | None = None

    def content_with(self, came: Sequence[Came]) -> tuple[str, dict[UUID, int]]:
        """The hash of the content with what came, and of which operations that is: the last number of each replica. "" where the
        workspace was written all the while.

        Raises NotTakenIn where not all of it can be taken in.
        """
        try:
            engine = self._kept_up()
            if engine is None:
                return "", {}
            self._take(engine, came)
            with engine.connect() as connection:
                return content_hash(connection), _ends(connection)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def _kept_up(self) -> Engine | None:
        """With what the workspace holds now, and no more."""
        for _attempt in range(_ATTEMPTS):
            there = self._ends_there()
            if self._engine is None:
                self._engine = _memory()
                self._copy_to(self._engine)
                if self._ends_there() != there:  # some of it is from before, some from after
                    self.close()
                    continue
            with self._engine.connect() as connection:
                held = _ends(connection)
            if any(number > there.get(replica, 0) for replica, number in held.items()):
                self.close()  # what was tried was not kept
                continue
            self._take(self._engine, list(self._written_since(held, there)))
            if self._ends_there() == there:
                return self._engine
        return None

    def _ends_there(self) -> dict[UUID, int]:
        with self._workspace.reading() as session:
            return _ends(session.connection())

    def _written_since(self, held: dict[UUID, int], there: dict[UUID, int]) -> Iterator[Came]:
        for replica, last in there.items():
            for first in range(held.get(replica, 0) + 1, last + 1, _AT_ONCE):
                with self._workspace.reading() as session:
                    yield from operations_of(
                        session.connection(), replica, first, min(last, first + _AT_ONCE - 1)
                    )

    def _copy_to(self, engine: Engine) -> None:
        with engine.begin() as connection:
            create_schema(connection)
            for name, by_rowid in connection.exec_driver_sql(_TABLES).all():
                if name not in _LEFT_OUT and not name.startswith("search_"):
                    for rows in self._rows_of(name, "rowid, *" if by_rowid else "*"):
                        held = [tuple(row)[1:] if by_rowid else tuple(row) for row in rows]
                        marks = ", ".join("?" * len(held[0]))
                        connection.exec_driver_sql(f"INSERT INTO {name} VALUES ({marks})", held)
            for rows in self._rows_of("content", "rowid, sha256"):
                connection.exec_driver_sql("INSERT INTO content VALUES (?, x'')", [(row[1],) for row in rows])

    def _rows_of(self, name: str, columns: str) -> Iterator[Sequence[Any]]:
        """A few at a time where they have numbers; what has none is small."""
        if not columns.startswith("rowid"):
            with self._workspace.reading() as session:
                rows = session.connection().exec_driver_sql(f"SELECT {columns} FROM {name}").all()
            yield from [rows] if rows else []
            return
        last = -1
        while True:
            query = f"SELECT {columns} FROM {name} WHERE rowid > {last} ORDER BY rowid LIMIT {_AT_ONCE}"
            with self._workspace.reading() as session:
                rows = session.connection().exec_driver_sql(query).all()
            if not rows:
                return
            yield rows
            last = rows[-1][0]

    def _take(self, engine: Engine, came: Sequence[Came]) -> None:
        in_order = iter(sorted(came, key=lambda each: (each.tick, each.id)))
        coming: Coming | None = None
        while some := list(islice(in_order, _TAKEN_AT_ONCE)):
            with self._workspace.reading():
                pass  # where whoever waits may call it off
            with Session(engine, autoflush=False) as session:
                connection = session.connection()
                if coming is None:
                    coming = Coming(connection)
                coming.go_on(connection)
                files = [{"sha256": each} for each in files_in(some)]
                if files:  # their bytes are no part of the content, their hashes are
                    connection.execute(text("INSERT OR IGNORE INTO content VALUES (:sha256, x'')"), files)
                take_in_here(session, some, {}, coming)
                session.commit()


def _memory() -> Engine:
    """Whichever thread is beside the window then."""
    return create_engine(
        "sqlite+sdesk://",
        creator=lambda: sqlcipher.connect(":memory:", check_same_thread=False, isolation_level=None),
        poolclass=StaticPool,
    )


def _ends(connection: Connection) -> dict[UUID, int]:
    return {end.replica: end.number for end in ends_in(connection)}


__all__ = ["Trial"]
