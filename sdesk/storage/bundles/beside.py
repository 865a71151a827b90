"""Exchange while somebody works: what takes long is done in a thread beside the window, what writes goes in piece by piece.

The window's own thread takes in, so that whatever it reads and shows in one go is of one state; each piece is an operation or a few,
and after each of them the file holds a set of operations like any other.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, perf_counter
from uuid import UUID

from sqlalchemy import Connection

from sdesk.storage.bundles.bundle import Bundle
from sdesk.storage.bundles.exchange import Exchange, Exchanged
from sdesk.storage.bundles.folder import Listed, refuse_a_workspace_there
from sdesk.storage.bundles.membership import as_a_laptop, laptops_of
from sdesk.storage.bundles.presence import AtWork, Presence
from sdesk.storage.bundles.refusing import refuse_other_content, tells_content
from sdesk.storage.bundles.telling import Telling
from sdesk.storage.merging.came import Came, NotTakenIn
from sdesk.storage.merging.coming import Coming, SameReplica
from sdesk.storage.merging.content import content_and_ends
from sdesk.storage.merging.pasts import pasts_in
from sdesk.storage.merging.taking_in import named_unfit, take_in_here
from sdesk.storage.merging.trial import Trial
from sdesk.storage.signing import Key
from sdesk.storage.workspace import Workspace
from sdesk.translation import NOTHING_SAID, Message
from sdesk.translation import message as _

A_PIECE = 0.04
"""Seconds that a piece is to take; what one operation wrote goes in at once, however much it is."""
QUIET = 30.0
"""Seconds in which nothing came or was written before it is told what is had: others need it to compare, and to nothing else."""
_LEAST, _MOST = 8, 400
_AGAIN_AFTER = 60.0
"""Seconds until a file is looked at again that did not fit, though nothing came meanwhile by which it would."""


@dataclass
class _Part:
    """Bundles that are taken in together, and what of them is still to come, in its order."""

    bundles: Sequence[Bundle]
    waiting: list[Came]

    @classmethod
    def of(cls, bundles: Sequence[Bundle]) -> "_Part":
        operations = [each for bundle in bundles for each in bundle.operations]
        return cls(bundles, sorted(operations, key=lambda each: (each.tick, each.id), reverse=True))


@dataclass
class Arrived:
    """What lay in the folder and fits, looked at and unpacked. `records` changed by what was taken in of it so far."""

    parts: list[_Part]
    said: list[Message]
    bundles: Sequence[Bundle] = ()
    came: dict[UUID, int] = field(default_factory=dict)
    operations: list[UUID] = field(default_factory=list)
    records: set[UUID] = field(default_factory=set)

    @property
    def left(self) -> int:
        return sum(len(each.waiting) for each in self.parts)


@dataclass(frozen=True)
class _Left:
    """A file that did not fit when so much was known."""

    size: int
    changed: int
    known: int
    until: float
    said: Message


class ExchangeBeside(Exchange):
    """In this order, again and again: `begin` and `take_some` in the window's thread, `look` and `finish` in one beside it."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        super().__init__(workspace, folder)
        self._own: tuple[UUID, Key] | None = None
        self._lying: list[Listed] = []
        self._left: dict[str, _Left] = {}
        self._many = _LEAST
        self._trial = Trial(workspace)
        self._telling = Telling(QUIET)
        self._presence = Presence()
        self._coming: tuple[Coming, int] | None = None

    def begin(self) -> None:
        """As which laptop we exchange; a copy that was restored says here that it is ours. Raises SdeskError."""
        self._own = as_a_laptop(self._workspace)

    @property
    def own(self) -> UUID:
        assert self._own
        return self._own[0]

    # ---------------------------------------------------------------- beside the window

    def look(self) -> Arrived:
        """What others wrote there. Raises SdeskError where the folder is not reached, or two laptops have the same replica."""
        refuse_a_workspace_there(self._folder, self._workspace.path)
        known, found, lying = self._known(), Exchanged(), self._looked_in()
        self._left = {path: each for path, each in self._left.items() if _is_still_so(path, each, known)}
        self._lying = [each for each in lying if str(each.path) not in self._left]
        self._learn_heads()
        apart: list[Message] = []
        batch = self._tried(self._batch(self.own, found), apart)
        said = apart + [each.said for each in self._left.values() if each.said]
        return Arrived([_Part.of(batch)] if batch else [], list(dict.fromkeys(said)), batch)

    def _tried(self, batch: Sequence[Bundle], said: list[Message]) -> Sequence[Bundle]:
        """Those of which that content comes which was told, before anything of them is kept. Where nobody told any, all."""
        ends = self._ends()
        for each in (one for bundle in batch for one in bundle.operations):
            ends[each.replica] = max(ends.get(each.replica, 0), each.number)
        if not any(tells_content(each.head, ends) for each in batch):
            return batch
        try:
            content, of = self._trial.content_with([one for each in batch for one in each.operations])
        except SameReplica:
            raise
        except NotTakenIn as fault:
            if len(batch) > 1:
                return [one for each in batch for one in self._tried([each], said)]
            said.append(self._set_wrong(batch[0].head, fault))
            return []
        honest = []
        for bundle in batch:
            try:
                refuse_other_content([bundle.head], of, content)
                honest.append(bundle)
            except NotTakenIn as fault:
                said.append(self._set_wrong(bundle.head, fault))
        return batch if len(honest) == len(batch) else self._tried(honest, said)

    def at_work(self, at: AtWork) -> dict[UUID, AtWork]:
        """Say who is at what here, and give what the others say: replica -> that. Nothing where this cannot be."""
        assert self._own
        own, key = self._own
        laptops = laptops_of(self._workspace)
        keys = self._keys(laptops, own)
        if not keys.get(laptops.key):
            return {}
        others = self._presence.hear(self._folder, laptops, own, keys)
        with suppress(OSError):  # the next bundle says what is wrong
            self._presence.tell(self._folder, laptops.workspace, own, key, keys[laptops.key], at)
        return others

    def finish(self, arrived: Arrived) -> Exchanged:
        """What was written here goes there; and how far everybody is. Raises SdeskError."""
        assert self._own
        found = Exchanged(arrived.came, arrived.operations, arrived.records)
        self._lying = self._looked_in()
        content, of = content_and_ends(self._workspace)
        sent = self._ends().get(self.own, 0)
        self._give(*self._own, found)
        self._put_by_what_waits(arrived)
        found.sent = sent
        found.said = [*arrived.said, *self._of_whom_nothing_lies_there()]
        self._compare(found, self.own, content, of)
        self._trial.close()  # what it holds is in no file, and encrypted nowhere
        return found

    def _of_whom_nothing_lies_there(self) -> Iterator[Message]:
        """Of laptops from which something came through the folder: what they told last may not have been seen here."""
        laptops, ends = laptops_of(self._workspace), self._ends()
        with self._workspace.reading() as session:
            joined = pasts_in(session.connection()).at(self.own, 1)
        lying = {replica for each in self._lying for replica in (each.replica, each.author)}
        gone = sorted(
            laptops.devices.get(replica, "?")
            for replica, number in ends.items()
            if replica not in (self.own, *laptops.out, *lying, *self._unreadable)
            and number > joined.get(replica, 0)
        )
        if gone:
            yield _(
                "Nothing that {laptops} wrote lies in the exchange folder any more: it was emptied, or is another one. Nothing "
                "is lost here, and each laptop puts its own there again.",
                laptops=", ".join(gone),
            )

    def _listed(self) -> list[Listed]:
        return self._lying

    def _put_by_what_waits(self, arrived: Arrived) -> None:
        """Bundles of which the past has not come are not opened again until more is known."""
        ends, waiting = self._ends(), {id(each.head) for each in arrived.bundles}
        for path, head in {**self._heads, **self._passed_on}.items():
            if id(head) in waiting and head.last > ends.get(head.author, 0):
                self._put_by(Path(path), NOTHING_SAID)

    def _known(self) -> int:
        return sum(self._ends().values()) + len(self._heads) + len(self._opened)

    def _leave(self, each: Listed, said: Message, found: Exchanged) -> None:
        """It is not read again every few seconds."""
        super()._leave(each, said, found)
        self._put_by(each.path, said)

    def _put_by(self, path: Path, said: Message) -> None:
        try:
            stat = path.stat()
        except OSError:
            return
        until = monotonic() + _AGAIN_AFTER
        self._left[str(path)] = _Left(stat.st_size, stat.st_mtime_ns, self._known(), until, said)

    # ---------------------------------------------------------------- in the window's thread

    def take_some(self, arrived: Arrived) -> bool:
        """The next few operations, all of them or none. False when nothing is left. Raises SdeskError."""
        if not arrived.parts:
            return False
        part = arrived.parts[0]
        some = part.waiting[-self._many :][::-1]
        begun = perf_counter()
        try:
            self._take_piece(arrived, part, some)
        except SameReplica:
            raise
        except NotTakenIn as fault:
            self._set_aside(arrived, part, fault)
        else:
            del part.waiting[-self._many :]
            took = max(perf_counter() - begun, 0.001)
            self._many = max(_LEAST, min(_MOST, 2 * self._many, int(self._many * A_PIECE / took)))
            if not part.waiting:
                arrived.parts.pop(0)
        return bool(arrived.parts)

    def _take_piece(self, arrived: Arrived, part: _Part, some: Iterable[Came]) -> None:
        files = {digest: content for each in part.bundles for digest, content in each.files.items()}
        with named_unfit(), self._workspace.taking_in(tells=False) as session:
            coming, self._coming = self._coming_to(session.connection()), None
            taken = take_in_here(session, some, files, coming)
        self._coming = coming, self._workspace.times_written
        for each in taken.operations:
            arrived.came[each.replica] = arrived.came.get(each.replica, 0) + 1
            arrived.operations.append(each.id)
        arrived.records |= taken.records

    def _coming_to(self, connection: Connection) -> Coming:
        """That of the piece before, unless something else was written since: it takes longer to read than a piece may take."""
        if self._coming is None or self._coming[1] != self._workspace.times_written:
            return Coming(connection)
        self._coming[0].go_on(connection)
        return self._coming[0]

    def _set_aside(self, arrived: Arrived, part: _Part, fault: NotTakenIn) -> None:
        """Each bundle by itself, so that one that is wrong does not keep the others out."""
        arrived.parts.pop(0)
        if len(part.bundles) > 1:
            arrived.parts[:0] = [_Part.of([each]) for each in part.bundles]
        else:
            arrived.said.append(self._set_wrong(part.bundles[0].head, fault))


def _is_still_so(path: str, each: _Left, known: int) -> bool:
    try:
        stat = Path(path).stat()
    except OSError:
        return False
    unchanged = (stat.st_size, stat.st_mtime_ns, known) == (each.size, each.changed, each.known)
    return unchanged and monotonic() < each.until


__all__ = ["A_PIECE", "Arrived", "ExchangeBeside"]
