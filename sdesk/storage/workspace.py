"""The open workspace: one file, one connection, transactions that write their own history."""

import getpass
import json
import os
import platform
import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Engine, func, inspect, select
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlmodel import Session, SQLModel

from sdesk.errors import SdeskError
from sdesk.models import Person, Record
from sdesk.storage.engine import APPLICATION_ID, mark_of, open_engine
from sdesk.storage.installation import Installation
from sdesk.storage.ledger import keep_ledger
from sdesk.storage.migrations import migrate
from sdesk.storage.operations import Author, Writing
from sdesk.storage.schema import create_schema

AnyModel = TypeVar("AnyModel", bound=SQLModel)
AnyValue = TypeVar("AnyValue")
Clock = Callable[[], datetime]
Listener = Callable[[frozenset[UUID]], None]


class InUse(SdeskError):
    """Another program has the workspace open."""


def utc_now() -> datetime:
    return datetime.now(UTC)


class Workspace:
    """Everything of one provider, in one file. Only one program has it open at a time.

    `person_id` is who is working now: history and approvals carry it. `clock` gives the time (UTC) that is
    written. `listeners` are called after each commit that wrote something, with the ids of the records that changed.
    `device` names this installation where it begins a replica; `installation` is the folder in which it remembers
    how far its replicas have come, that of the user if none is given.
    """

    def __init__(
        self,
        path: Path,
        engine: Engine,
        device: str = "",
        clock: Clock = utc_now,
        installation: Path | None = None,
    ) -> None:
        self.path = path
        self.clock = clock
        self.device = device or platform.node() or "this computer"
        self._author = Author(Installation(installation), self.device)
        self.person_id: UUID | None = None
        self.listeners: list[Listener] = []
        self._engine = engine
        self._lock = threading.RLock()
        self._session: Session | None = None
        self._closed = False
        self._kept: dict[Hashable, Any] = {}

    @classmethod
    def create(
        cls,
        path: Path,
        passphrase: str = "",
        *,
        device: str = "",
        clock: Clock = utc_now,
        installation: Path | None = None,
    ) -> "Workspace":
        """A new, empty workspace at `path`. Raises SdeskError if there is a file already or it cannot be written."""
        if path.exists():
            raise SdeskError(f"There is already a file at {path}.", "Choose another name, or open that file.")
        if not path.parent.is_dir():
            raise SdeskError(
                f"There is no folder {path.parent}.", "Make the folder first, or choose another place."
            )
        engine = open_engine(path, passphrase)
        try:
            with engine.begin() as connection:
                create_schema(connection)
        except BaseException as fault:
            engine.dispose()
            path.unlink(missing_ok=True)
            if not isinstance(fault, OperationalError):
                raise
            raise SdeskError(
                f"The workspace could not be written to {path}: {_cause(fault)}.", "Choose another place."
            ) from fault
        _say_who_has_it(path)
        return cls(path, engine, device, clock, installation)

    @classmethod
    def open(
        cls,
        path: Path,
        passphrase: str = "",
        *,
        device: str = "",
        clock: Clock = utc_now,
        installation: Path | None = None,
    ) -> "Workspace":
        """The workspace at `path`, brought to this program's format. Raises SdeskError when it cannot be opened."""
        if not path.is_file():
            raise SdeskError(
                f"There is no workspace at {path}.", "Check the name, or make one with: sdesk new"
            )
        if path.stat().st_size == 0:
            raise SdeskError(f"{path.name} is empty, so it is not a workspace.", "Restore it from a backup.")
        engine = open_engine(path, passphrase)
        try:
            _take_hold(engine, path)
            migrate(engine, path)
        except BaseException:
            engine.dispose()
            raise
        _say_who_has_it(path)
        return cls(path, engine, device, clock, installation)

    def close(self) -> None:
        """Let go of the file, so that another program can open it. What is under way is finished first.

        Using the workspace afterwards is a bug and raises RuntimeError: it would open the file again unseen.
        """
        with self._lock:
            self._closed = True
            self._engine.dispose()
            self._author.release()
        with suppress(OSError):
            _owner_file(self.path).unlink(missing_ok=True)

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def clock(self) -> Clock:
        """The time that is written, in UTC whatever zone the clock that was given speaks."""
        return self._clock

    @clock.setter
    def clock(self, clock: Clock) -> None:
        self._clock: Clock = lambda: clock().astimezone(UTC)

    @property
    def engine(self) -> Engine:
        """For the rest of storage only."""
        return self._engine

    @contextmanager
    def transaction(self, action: str, reason: str = "") -> Iterator[Session]:
        """One operation, all or nothing: what is added or changed in the block is written with its history.

        A transaction inside another joins its operation and is committed with it; its changes carry its own action.
        """
        with self._lock:
            if self._session is not None:
                yield from self._joined(self._session, action, reason)
                return
            with self._committing() as session:
                yield from self._as_operation(session, action, reason)
        self._tell_listeners(session)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Several operations in one commit: each transaction in the block is one, and all are written or none."""
        with self._lock:
            if self._session is not None:
                yield
                return
            with self._committing() as session:
                yield
        self._tell_listeners(session)

    @contextmanager
    def _committing(self) -> Iterator[Session]:
        session = self._begin()
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            self._author.rolled_back()
            raise
        else:
            self._author.committed()
        finally:
            self._session = None
            session.close()
            self._kept.clear()

    def _tell_listeners(self, session: Session) -> None:
        changed = session.info.get("changed")
        if changed is not None:
            for listener in self.listeners:
                listener(frozenset(changed))

    def _new_session(self) -> Session:
        if self._closed:
            raise RuntimeError(f"{self.path.name} was closed")
        return Session(self._engine, expire_on_commit=False, autoflush=False)

    def _begin(self) -> Session:
        session = self._new_session()
        keep_ledger(session)
        self._session = session
        return session

    def _joined(self, session: Session, action: str, reason: str) -> Iterator[Session]:
        """A savepoint: what is refused in here is taken back, also if whoever called goes on without it."""
        session.flush()
        writing: Writing | None = session.info.get("writing")
        so_far = len(writing.changes) if writing else 0
        try:
            with session.begin_nested():
                if writing is None:
                    yield from self._as_operation(session, action, reason)
                else:
                    yield from self._attributed(session, action, reason)
        except BaseException as fault:
            session.info.pop("noted", None)
            if writing is not None:
                del writing.changes[so_far:]
            if isinstance(fault, SdeskError):
                _load_again(session)
            raise

    def _as_operation(self, session: Session, action: str, reason: str) -> Iterator[Session]:
        """Who works and what time it is stay the same throughout an operation."""
        person = session.get(Person, self.person_id) if self.person_id else None
        replica = self._author.settle(session.connection()).replica
        writing = Writing(self.clock(), person, action, reason)
        session.info.update(writing=writing, code=replica.code)
        try:
            yield from self._attributed(session, action, reason)
            self._author.finish(session.connection(), writing)
        finally:
            session.info.pop("writing", None)

    def _attributed(self, session: Session, action: str, reason: str) -> Iterator[Session]:
        outer = {name: session.info.get(name) for name in ("action", "reason")}
        session.flush()
        session.info.update(action=action, reason=reason)
        try:
            yield session
            session.flush()
        finally:
            session.info.update(outer)

    @property
    def id(self) -> UUID:
        """What all copies of this workspace share, and no other workspace has."""
        with self.reading() as session:
            return self._author.settle(session.connection()).replica.workspace

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session to read with: that of the transaction under way, or one that ends with the block."""
        with self._lock:
            if self._session is not None:
                yield self._session
                return
            with self._new_session() as session:
                yield session

    def kept(self, key: Hashable, compute: Callable[[], AnyValue]) -> AnyValue:
        """What `compute` gives, kept until something is written: for values that are never changed, asked for often.

        Inside a transaction it is computed each time.
        """
        with self._lock:
            if self._session is not None:
                return compute()
            if key not in self._kept:
                self._kept[key] = compute()
            value: AnyValue = self._kept[key]
            return value

    def get(self, model: type[AnyModel], key: object) -> AnyModel | None:
        with self.reading() as session:
            return session.get(model, key)

    def find(
        self,
        model: type[AnyModel],
        *where: Any,
        order_by: Sequence[Any] = (),
        limit: int | None = None,
        offset: int | None = None,
        deleted: bool = False,
    ) -> list[AnyModel]:
        """The rows of `model` for which every condition holds; deleted drafts only where asked for."""
        query = (
            select(model)
            .where(*where, *_kept(model, deleted))
            .order_by(*order_by)
            .limit(limit)
            .offset(offset)
        )
        with self.reading() as session:
            return list(session.scalars(query))

    def first(self, model: type[AnyModel], *where: Any, order_by: Sequence[Any] = ()) -> AnyModel | None:
        return next(iter(self.find(model, *where, order_by=order_by, limit=1)), None)

    def count(self, model: type[AnyModel], *where: Any) -> int:
        query = select(func.count()).select_from(model).where(*where, *_kept(model, False))
        with self.reading() as session:
            return session.scalar(query) or 0


def _load_again(session: Session) -> None:
    """What a savepoint took back is read again: history has to know what was there before the next change."""
    for thing in list(session.identity_map.values()):
        if inspect(thing).expired:
            session.refresh(thing)


def _kept(model: type[SQLModel], deleted: bool) -> tuple[Any, ...]:
    return (model.deleted_at.is_(None),) if issubclass(model, Record) and not deleted else ()  # type: ignore[union-attr]


def _take_hold(engine: Engine, path: Path) -> None:
    """Take the lock and see that it is a workspace. Raises SdeskError."""
    try:
        with engine.begin() as connection:
            found = mark_of(connection)
    except OperationalError as fault:
        if "locked" in str(fault):
            raise InUse(
                f"{path.name} is open in another program{_who_has_it(path)}.", "Close it there first."
            ) from fault
        raise SdeskError(
            f"{path} could not be opened: {_cause(fault)}.", "Check that you may write to it."
        ) from fault
    except DatabaseError as fault:
        if "malformed" in str(fault):
            raise SdeskError(
                f"{path.name} is damaged: {_cause(fault)}.", "Restore it from a backup."
            ) from fault
        raise SdeskError(
            f"{path.name} is not a workspace, or its passphrase is another one.",
            "Check the file and the passphrase.",
        ) from fault
    if found != APPLICATION_ID:
        raise SdeskError(f"{path.name} is not a workspace of sdesk.", "Choose a file that ends in .sdesk.")


def _cause(fault: DatabaseError) -> str:
    return str(fault.orig)


def _owner_file(path: Path) -> Path:
    return path.with_name(f".{path.name}.in-use")


def _say_who_has_it(path: Path) -> None:
    """Only so that a second program can name the first: the lock itself is the database's."""
    owner = {"user": _user(), "computer": platform.node(), "process": os.getpid()}
    with suppress(OSError):
        _owner_file(path).write_text(json.dumps(owner), encoding="utf-8")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"


def _who_has_it(path: Path) -> str:
    try:
        owner = json.loads(_owner_file(path).read_text(encoding="utf-8"))
        return f", by {owner['user']} on {owner['computer']} (process {owner['process']})"
    except (OSError, ValueError, KeyError):
        return ""


__all__ = ["Clock", "InUse", "Workspace", "utc_now"]
