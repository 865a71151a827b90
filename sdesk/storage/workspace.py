"""The open workspace: one file, one connection, transactions that write their own history."""

import platform
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager, suppress
from copy import copy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from sqlalchemy import Engine, event, inspect
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel

from sdesk.errors import SdeskError
from sdesk.local_time import utc_now
from sdesk.models import Operation, Person
from sdesk.storage.file.engine import renew_journal
from sdesk.storage.file.faults import of_the_disk
from sdesk.storage.file.files import settle
from sdesk.storage.file.open_file import FileGone, OpenFile
from sdesk.storage.file.opening import (
    BeforeMigrating,
    InUse,
    LeftOpen,
    begun,
    name_in_note,
    opened,
    refuse_if_open,
    refuse_left_open,
)
from sdesk.storage.file.owner import Owner
from sdesk.storage.file.unsaved import UnsavedFile
from sdesk.storage.installation import End, Installation
from sdesk.storage.ledger import keep_ledger
from sdesk.storage.operations import Author, Writing
from sdesk.storage.prepared.kept import (
    Kept,
    KeptBeside,
    Lasting,
    RestsOn,
    about_to_write,
    forget,
    forget_what_rests_on_it,
)
from sdesk.storage.queries import Queries
from sdesk.storage.signing import Key
from sdesk.storage.stored_rows import damage_named
from sdesk.storage.turns import Turns
from sdesk.translation import NOTHING_SAID, Message
from sdesk.translation import message as _

AnyModel = TypeVar("AnyModel", bound=SQLModel)
AnyValue = TypeVar("AnyValue")
Clock = Callable[[], datetime]
Listener = Callable[[frozenset[UUID]], None]
Mourner = Callable[[FileGone], None]


class Workspace(Queries):
    """Everything of one provider, in one file. Only one program has it open at a time.

    `person_id` is who is working now: history and approvals carry it. `clock` gives the time (UTC) that is
    written. `listeners` are called after each commit that wrote something, with the ids of the records that changed;
    `mourners` when nothing can be saved, because the file is not at its place any more. `unsaved` is where what is
    typed is kept until it is saved. `read_only` says why nothing may be saved in it at all, where it is only
    there to be read, as a copy of the workspace at `copy_of`, made at `copied_at`.
    `device` names this installation where it begins a replica; `installation` is the folder in which it remembers
    how far its replicas have come, that of the user if none is given.
    """

    def __init__(
        self,
        file: OpenFile,
        engine: Engine,
        passphrase: str = "",
        device: str = "",
        clock: Clock = utc_now,
        installation: Path | None = None,
    ) -> None:
        self.clock = clock
        self.device = device or platform.node() or "this computer"
        self._author = Author(Installation(installation), self.device)
        self.person_id: UUID | None = None
        self.read_only: Message = NOTHING_SAID
        self.copy_of: Path | None = None
        self.copied_at: datetime | None = None
        self.listeners: list[Listener] = []
        self.mourners: list[Mourner] = []
        self._use(file, engine, passphrase)
        self._session: Session | None = None
        self._closed = False
        self._begin_turns()
        self._beside = threading.local()
        self._kept: Kept = {}
        self._for_good: dict[Hashable, Any] = {}
        self._lasting = Lasting()
        self.unsaved = UnsavedFile(
            self.path, passphrase, lambda: str(self.id), Installation(installation).folder
        )

    @classmethod
    def create(
        cls,
        path: Path,
        passphrase: str = "",
        *,
        device: str = "",
        clock: Clock = utc_now,
        installation: Path | None = None,
    ) -> Self:
        """A new, empty workspace at `path`. Raises SdeskError if there is a file already or it cannot be written."""
        file, engine = begun(path, passphrase)
        return cls(file, engine, passphrase, device, clock, installation)

    @classmethod
    def open(
        cls,
        path: Path,
        passphrase: str = "",
        *,
        device: str = "",
        clock: Clock = utc_now,
        installation: Path | None = None,
        before_migrating: BeforeMigrating | None = None,
    ) -> Self:
        """The workspace at `path`, brought to this program's format. Raises SdeskError when it cannot be opened.

        Nothing is copied before that by itself: what people open has to say what is done `before_migrating`.
        """
        file, engine = opened(path, passphrase, before_migrating)
        return cls(file, engine, passphrase, device, clock, installation)

    def retold(self, engine: Engine, clock: Clock) -> Self:
        """One without a file: `engine` holds what it is, to be read and for nothing else."""
        made = copy(self)
        made.clock, made.read_only = clock, _("This is what the workspace was. Nothing can be saved in it.")
        made.listeners, made.mourners = [], []
        made._engine, made._session, made._kept, made._lasting = engine, None, {}, Lasting()
        made._begin_turns()
        return made

    def _begin_turns(self) -> None:
        self._lock = Turns()
        self._kept_beside, self._times_written = KeptBeside(), 0

    def _use(self, file: OpenFile, engine: Engine, passphrase: str) -> None:
        self.path, self.passphrase = file.path, passphrase
        self._file, self._engine = file, engine
        self._note_what_is_written(file, engine)
        name_in_note(file, engine)

    @property
    def owner_elsewhere(self) -> Owner | None:
        """Who has it open on another computer by the note that lies beside it, although the lock was free here."""
        return self._file.owners.before

    def take_over(self) -> None:
        """Whoever works here knows of that: from now on the note says that we have it."""
        self._file.owners.take_over()

    @staticmethod
    def _note_what_is_written(file: OpenFile, engine: Engine) -> None:
        """Whatever this program commits; what else stands in the file then was written by another."""
        committed: list[bool] = []

        def note(*_: object) -> None:
            if committed:
                committed.clear()
                file.note()

        event.listen(engine, "commit", lambda _connection: committed.append(True))
        event.listen(engine, "checkin", note)

    def close(self) -> None:
        """Let go of the file, so that another program can open it. What is under way is finished first.

        Using the workspace afterwards is a bug and raises RuntimeError: it would open the file again unseen.
        """
        self.unsaved.close()
        with self._lock:
            if not self._closed:
                self._closed = True
                self._let_go()
                self._author.release()

    def _let_go(self) -> None:
        self._file.owners.remove()  # while nobody else can have written one
        self._engine.dispose()
        self._file.close()

    def go_on_at(self, path: Path) -> None:
        """Let go of the file and work with the one at `path`, a copy that has the same passphrase. Raises SdeskError."""
        with self._lock:
            self.refuse_to_save()
            self._refuse_in_a_transaction()
            file, engine = opened(path, self.passphrase)
            self._let_go()
            self._use(file, engine, self.passphrase)
            self._lasting = Lasting()
            self._forget_all()
        self.unsaved.follow(self.path)

    def give_way_to(self, part: Path, passphrase: str) -> None:
        """Let go of the file, move the finished `part` to its place, and work with that. Raises OSError, SdeskError.

        If it cannot be moved, the work goes on with the old one. Where another program takes hold of the file in that
        moment, this workspace is closed.
        """
        with self._lock, self._saving_in_place():
            self.refuse_to_save()
            self._refuse_in_a_transaction()
            self._let_go()
            self._closed = True
            try:
                settle(part, self.path.resolve())
            finally:
                now = self.passphrase if part.exists() else passphrase  # what follows the move may fail too
                self._use(*opened(self.path, now), now)
                self._closed = False
                self._lasting = Lasting()
                self._forget_all()

    def write_bytes_to(self, part: Path) -> None:
        """The file as it lies there, for somebody to read in it while others go on here. Raises OSError."""
        with self._lock:
            self._refuse_in_a_transaction()
            self._file.write_to(part)

    def refuse_to_save(self) -> None:
        """Raises SdeskError in a workspace that is there to be read."""
        if self.read_only:
            raise SdeskError(self.read_only)

    def _refuse_in_a_transaction(self) -> None:
        if self._session is not None:
            raise RuntimeError("a transaction is under way")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_open(self) -> bool:
        return not self._closed

    @property
    def clock(self) -> Clock:
        """The time that is written, in UTC whatever zone the clock that was given speaks."""
        return self._clock

    @clock.setter
    def clock(self, clock: Clock) -> None:
        self._clock: Clock = lambda: clock().astimezone(UTC)

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """What is written in the block is one act: it carries one time, however long it takes to write."""
        clock, now = self._clock, self._clock()
        self._clock = lambda: now
        try:
            yield
        finally:
            self._clock = clock

    @property
    def engine(self) -> Engine:
        """For the rest of storage only."""
        return self._engine

    @contextmanager
    def transaction(self, action: str, reason: str = "") -> Iterator[Session]:
        """One operation, all or nothing: what is added or changed in the block is written with its history.

        A transaction inside another joins its operation and is committed with it; its changes carry its own action.
        After the outermost one `session.info["operation"]` is the id of what was written, None if nothing was.
        Raises FileGone when the path does not lead to the open file, SdeskError when the disk refuses: then nothing
        was saved. (A file that goes in the very moment of the commit keeps what was written; nobody is told it was.)
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

    @property
    def times_written(self) -> int:
        """It is another number after each transaction."""
        return self._times_written

    @property
    def is_in_a_transaction(self) -> bool:
        return self._session is not None

    @contextmanager
    def taking_in(self, *, tells: bool = True) -> Iterator[Session]:
        """What others wrote comes in, all of it or nothing. What is added here is no operation of this replica.

        Where it comes in many pieces, none of them `tells`: whoever takes them in does, by `tell`.
        """
        with self._lock:
            self._refuse_in_a_transaction()
            with self._committing() as session:
                yield session
                self._author.look_again(session.connection(), session.info.get("pasts"))
            if session.info.get("anything written"):
                self._lasting = Lasting()
            self._forget_all()
        if tells:
            self._tell_listeners(session)

    def tell(self, records: Iterable[UUID]) -> None:
        """Tell the listeners that these changed."""
        for listener in self.listeners:
            listener(frozenset(records))

    @contextmanager
    def _committing(self) -> Iterator[Session]:
        self.refuse_to_save()
        with self._saving_in_place(), damage_named(self._engine, self.path.name):
            session = self._begin()
            try:
                yield session
                self._file.check()
                session.commit()
            except BaseException:
                self._take_back(session)
                self._author.rolled_back()
                raise
            else:
                with suppress(OSError):  # what was written stands; a note behind its file is gone on from
                    self._author.committed()
                if not self._file.owners.names_workspace:
                    name_in_note(self._file, self._engine)
            finally:
                self._session = None
                session.close()
                self._lasting.outlast(session)
                self._forget_all()

    def _tell_listeners(self, session: Session) -> None:
        changed = session.info.get("changed")
        if changed is not None:
            self.tell(changed)

    @contextmanager
    def _saving_in_place(self) -> Iterator[None]:
        """The open file is that at our path, before and after; what a disk refuses is said in a person's words."""
        try:
            if not self._closed:
                self._see_that_it_is_ours()
            yield
            self._file.check()
        except FileGone as gone:
            for mourner in self.mourners:
                mourner(gone)
            raise
        except DBAPIError as fault:
            raise of_the_disk(fault, self.path.name) or fault from fault

    def _see_that_it_is_ours(self) -> None:
        self._file.check_untouched()
        if not self._file.has_its_journal():
            renew_journal(self._engine)
            self._file.note()

    def _take_back(self, session: Session) -> None:
        """A full or failing disk may have made the database take everything back by itself; then there is no more to."""
        with suppress(DBAPIError):
            session.rollback()
        self._file.note()  # what did not fit into memory was in the file already

    def _new_session(self) -> Session:
        if self._closed:
            raise RuntimeError(f"{self.path.name} was closed")
        return Session(self._engine, expire_on_commit=False, autoflush=False)

    def _begin(self) -> Session:
        session = self._new_session()
        keep_ledger(session)
        event.listen(session, "before_flush", forget_what_rests_on_it)
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
            session.info.pop("kept", None)
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
            session.info["operation"] = self._author.finish(session.connection(), writing)
        finally:
            session.info.pop("writing", None)
            forget(session, lambda of: not of or Operation in of)  # history tells more now

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

    @property
    def is_written_over(self) -> bool:
        """Whether another program wrote into the open file, so that nobody knows what is read of it."""
        try:
            self._file.check_untouched()
        except FileGone:
            return self._file.is_in_place
        return False

    def is_all_in(self, copy: "Workspace") -> bool:
        """Whether a copy ends with what was last written here, by what this program knows without a look at its file."""
        with copy.reading() as session:
            return self._author.left_it_so(session.connection())

    def remembered(self, replica: UUID) -> End | None:
        """How this installation left a replica, by what it notes outside of the file; None where it never wrote as it."""
        return self._author.remembered(replica)

    def signs_as(self, replica: UUID) -> str:
        """With which key this installation signs as a replica; "" where it has none."""
        return self._author.signs_as(replica)

    def signer(self) -> tuple[UUID, Key] | None:
        """As which replica this program writes here, and its key; None where it has written nothing here yet."""
        with self.reading() as session:
            return self._author.signer(session.connection())

    def about_to_sign(self) -> tuple[UUID, Key]:
        """The same within an operation, which may be the first of the replica."""
        with self.reading() as session:
            return self._author.about_to_sign(session.connection())

    def next_approval_id(self) -> UUID:
        """Of an approval that is about to be added to the operation under way, behind those that were flushed."""
        with self.reading() as session:
            return self._author.next_approval_id(session.connection(), session.info["writing"])

    def key_of(self, replica: UUID) -> Key | None:
        """With which this installation signs as another of its replicas."""
        return self._author.key_of(replica)

    @contextmanager
    def while_awaited(self, go_on: Callable[[], None]) -> Iterator[None]:
        """Whoever reads in this thread asks each time first whether to `go_on`, which raises what ends it."""
        self._beside.go_on = go_on
        try:
            yield
        finally:
            del self._beside.go_on

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session to read with: that of the transaction under way, or one that ends with the block."""
        getattr(self._beside, "go_on", _go_on)()
        with self._lock:
            if self._session is not None:
                yield self._session
                return
            with damage_named(self._engine, self.path.name), self._new_session() as session:
                try:
                    yield session
                except DBAPIError as fault:
                    raise of_the_disk(fault, self.path.name) or fault from fault

    def kept(
        self,
        key: Hashable,
        compute: Callable[[], AnyValue],
        of: tuple[RestsOn, ...] = (),
        *,
        lasting: bool = False,
    ) -> AnyValue:
        """What `compute` gives, kept until something is written: for values that are never changed, asked for often.

        Inside a transaction until a row of the kinds `of` is written, on which alone it rests; where none are named,
        while one operation writes nothing, and between two while the clock stands. What is `lasting` is kept after
        transactions that write none of these kinds too: it holds no record, and asks no clock. What is lasting and rests on no kind at
        all is kept for every thread as long as the workspace is open: a place for answers each of which says of what it is.

        A thread beside that of the window computes without keeping others from the file, and keeps it for itself.
        """
        if lasting and not of:
            return cast(AnyValue, self._for_good.setdefault(key, compute()))
        if threading.get_ident() != self._lock.home:
            with self._lock:
                is_writing, found = self._session is not None, self._kept_beside.answers(self._times_written)
            if not is_writing:
                if key not in found:
                    found[key] = compute()
                return cast(AnyValue, found[key])
        with self._lock:
            kept = self._kept
            if self._session is not None:
                pending = about_to_write(self._session)
                if pending and not (of and pending.isdisjoint(of)):
                    return compute()
                self._forget_between_operations(self._session)
                kept = self._session.info.setdefault("kept", self._lasting.beside(self._session))
            if key not in kept:
                kept[key] = of, compute()
                if lasting:
                    self._lasting.keep(key, *kept[key], self._session)
            value: AnyValue = kept[key][1]
            return value

    def _forget_all(self) -> None:
        self._kept = self._lasting.beside()
        self._times_written += 1

    def _forget_between_operations(self, session: Session) -> None:
        now = None if "writing" in session.info else self.clock()
        if now != session.info.get("now"):
            session.info["now"] = now
            forget(session, lambda of: not of)


def _go_on() -> None:
    """Where nobody may call it off."""


def _load_again(session: Session) -> None:
    """What a savepoint took back is read again: history has to know what was there before the next change."""
    for thing in list(session.identity_map.values()):
        if inspect(thing).expired:
            session.refresh(thing)


__all__ = [
    "Clock",
    "FileGone",
    "InUse",
    "LeftOpen",
    "Workspace",
    "refuse_if_open",
    "refuse_left_open",
    "utc_now",
]
