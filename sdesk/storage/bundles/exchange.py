"""Exchange with a folder: what others wrote there is taken in, and what was written here goes there.

Every file in it is foreign until its signature says otherwise. What does not fit waits or is left where it is, and is said;
nothing in the folder, not even that it is empty, takes anything away here.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from sdesk.errors import SdeskError
from sdesk.storage.bundles.bundle import (
    MOST,
    Bundle,
    Head,
    NewerBundle,
    NoBundle,
    NoKey,
    looked_at,
    opened,
    written,
)
from sdesk.storage.bundles.folder import Listed, listed_in, put, refuse_a_workspace_there
from sdesk.storage.bundles.laptops import JOIN, Laptops, box_of, keys_of, laptops_in, note, pledge
from sdesk.storage.bundles.sealing import NotSealed, name_of, sealed_for
from sdesk.storage.bundles.sealing import opened as opened_box
from sdesk.storage.merging.came import Came, NotTakenIn
from sdesk.storage.merging.coming import SameReplica
from sdesk.storage.merging.content import content_hash
from sdesk.storage.merging.giving import content_of, files_in, hash_of, operations_of, sizes_of
from sdesk.storage.merging.pasts import ends_in, pasts_in
from sdesk.storage.merging.taking_in import take_in_here
from sdesk.storage.schema import SCHEMA_VERSION
from sdesk.storage.signing import Key
from sdesk.storage.workspace import Workspace
from sdesk.translation import Message
from sdesk.translation import message as _

_AT_ONCE = 64 * 1024 * 1024
"""Bytes of bundles that are taken in in one transaction."""
_ONE_FILE = 32 * 1024 * 1024
"""Bytes of attached files after which another bundle is begun."""


class ContentDiffers(NotTakenIn):
    """Two laptops have the same operations and not the same content."""


@dataclass(frozen=True)
class Missing:
    """Operations that another laptop knows of, and that have not come."""

    replica: UUID
    device: str
    first: int
    last: int


@dataclass
class Exchanged:
    """`came`: replica -> how many of its operations. `went`: how many of ours. `said`: what was left where it is, and why."""

    came: dict[UUID, int] = field(default_factory=dict)
    operations: list[UUID] = field(default_factory=list)
    records: set[UUID] = field(default_factory=set)
    went: int = 0
    missing: list[Missing] = field(default_factory=list)
    said: list[Message] = field(default_factory=list)
    content: str = ""


class Exchange:
    """Of one workspace with one folder; what it has looked at once it does not look at again."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self._workspace, self._folder = workspace, folder
        self._done: set[str] = set()
        self._heads: dict[str, Head] = {}
        self._own: dict[str, Head] = {}
        self._opened: dict[str, bytes] = {}

    def run(self) -> Exchanged:
        """Raises SdeskError where the folder is not reached, this copy is none of the laptops, or two have the same replica."""
        refuse_a_workspace_there(self._folder, self._workspace.path)
        listed_in(self._folder)
        own, key = self._as_a_laptop()
        found = Exchanged()
        self._take(own, found)
        self._give(own, key, found)
        with self._workspace.reading() as session:
            found.content = content_hash(session.connection())
        found.missing = list(self._missing())
        return found

    # ---------------------------------------------------------------- who we are

    def _laptops(self) -> Laptops:
        with self._workspace.reading() as session:
            found = laptops_in(session.connection())
        if found is None or found.begun is None:
            raise SdeskError(
                _("Nobody else has this workspace yet, so there is nobody to exchange with."),
                _("Add a laptop first: sdesk invite FILE -o INVITATION"),
            )
        return found

    def _as_a_laptop(self) -> tuple[UUID, Key]:
        laptops = self._laptops()
        signer = self._workspace.signer()
        if signer is not None and signer[0] in laptops.out:
            raise SdeskError(
                _(
                    "This laptop was taken out of those that exchange. Nothing was taken in, and nothing went out."
                ),
                _("To work with the others again, have it invited anew."),
            )
        if signer is None or not self._is_known(laptops, signer[0]):
            self._vouch_for_ourselves(laptops)
            signer = self._workspace.signer()
            assert signer
        return signer

    def _is_known(self, laptops: Laptops, own: UUID) -> bool:
        """Whether the others know this replica: it was there before they were, or was brought in."""
        assert laptops.begun
        with self._workspace.reading() as session:
            known = pasts_in(session.connection()).at(*laptops.begun)
        return own in laptops.vouched or known.get(own, 0) > 0

    def _vouch_for_ourselves(self, laptops: Laptops) -> None:
        """A copy that was restored goes on as a replica of its own: the key of the one that it was says that it is ours."""
        keys = (
            (each, self._workspace.key_of(each)) for each in laptops.public_keys if each not in laptops.out
        )
        ours = next(
            ((each, key) for each, key in keys if key and key.public == laptops.public_keys[each]), None
        )
        if ours is None:
            raise SdeskError(
                _("This copy of the workspace is none of the laptops that exchange: it was copied by hand."),
                _("Have this laptop invited, and join with the invitation."),
            )
        before, key = ours
        folder_keys = keys_of(laptops, before, key)
        with self._workspace.transaction(JOIN):
            replica, own = self._workspace.about_to_sign()
            said = pledge(laptops.workspace, replica, own.public)
            brings_in(self._workspace, replica, own, before.hex, key.sign(said), folder_keys, laptops.key)

    # ---------------------------------------------------------------- what came

    def _ends(self) -> dict[UUID, int]:
        with self._workspace.reading() as session:
            return {end.replica: end.number for end in ends_in(session.connection())}

    def _take(self, own: UUID, found: Exchanged) -> None:
        self._learn_heads()
        went_on = True
        while went_on:
            found.said.clear()
            batch = list(self._fitting(own, found))
            went_on = bool(batch) and self._take_batch(batch, found)

    def _learn_heads(self) -> None:
        """What all know of each other, before anything is taken in: it says up to where one that is out is needed."""
        laptops = self._laptops()
        for each in listed_in(self._folder):
            if laptops.out and str(each.path) not in self._heads and (raw := each.read()) is not None:
                with suppress(SdeskError):
                    self._head_of(each, raw, laptops)

    def _fitting(self, own: UUID, found: Exchanged) -> Iterator[Bundle]:
        """The bundles that can be opened and have something new, as many as are taken in at once."""
        laptops, ends, size = self._laptops(), self._ends(), 0
        keys = self._keys(laptops, own)
        for each in listed_in(self._folder):
            if str(each.path) in self._done:
                continue
            raw = each.read()
            if raw is None:
                found.said.append(_not_whole(each))
                continue
            try:
                head = self._head_of(each, raw, laptops)
                if not self._is_new(head, laptops, ends, own):
                    if head.replica not in laptops.out:  # of one that is out, others may have built on more
                        self._done.add(str(each.path))
                    continue
                if head.key and head.key not in keys:
                    keys = self._keys(laptops, own)
                bundle = opened(raw, head, keys)
            except SameReplica:
                raise
            except SdeskError as fault:
                found.said.append(fault.message)
                continue
            yield self._up_to_the_last(bundle, laptops)
            size += len(raw)
            if size > _AT_ONCE:
                return

    def _keys(self, laptops: Laptops, own: UUID) -> Mapping[str, bytes]:
        """Those that were put into our box by operations, and those that come with what others write."""
        signer = self._workspace.signer()
        if signer is None:
            return {}
        if own not in laptops.out:
            for head in self._heads.values():
                self._open_box(head, signer[1], own)
        return {**self._opened, **keys_of(laptops, own, signer[1])}

    def _open_box(self, head: Head, key: Key, own: UUID) -> None:
        sealed = head.sealed.get(own.hex)
        if sealed and head.key not in self._opened:
            with suppress(NotSealed):
                raw = opened_box(key.secret, sealed)
                self._opened |= {name_of(raw): raw} if name_of(raw) == head.key else {}

    def _head_of(self, each: Listed, raw: bytes, laptops: Laptops) -> Head:
        """Raises SdeskError for what is no laptop's of this workspace, as far as is known here by now."""
        head = looked_at(raw)
        if head.workspace != laptops.workspace or (head.replica, head.first, head.last) != (
            each.replica, each.first, each.last,
        ):  # fmt: skip
            raise NoBundle(_("A file in the exchange folder is of another workspace, or has another's name."))
        if not laptops.belongs(head.replica, head.public_key, head.voucher):
            raise NoBundle(
                _(
                    "A laptop that nobody invited, as far as is known here, has written into the exchange folder."
                )
            )
        self._heads[str(each.path)] = head
        return head

    def _is_new(self, head: Head, laptops: Laptops, ends: Mapping[UUID, int], own: UUID) -> bool:
        """Raises SameReplica where another one stands in the place of what came."""
        there = ends.get(head.replica, 0)
        if head.last <= there or head.replica == own:
            if head.last > there or self._hash_of(head.replica, head.last) != head.last_hash:
                raise SameReplica(
                    _(
                        "Two laptops write as {device}: operation {number} that came is another one than that which is here. "
                        "One of the two is a copy of the other.",
                        device=laptops.devices.get(head.replica, "?"),
                        number=head.last,
                    ),
                    _("Take the copy out of use, and have it invited if it is to go on."),
                )
            return False
        last = self._last_taken(head.replica, laptops)
        return last is None or (head.first <= last and there < last)

    def _hash_of(self, replica: UUID, number: int) -> str | None:
        with self._workspace.reading() as session:
            return hash_of(session.connection(), replica, number)

    def _last_taken(self, replica: UUID, laptops: Laptops) -> int | None:
        """Of a laptop that was taken out: what those who belong built on is needed, and no more."""
        if replica not in laptops.out:
            return None
        known = (
            head.past.get(replica, 0) for head in self._heads.values() if head.replica not in laptops.out
        )
        return max((laptops.out[replica], *known))

    def _up_to_the_last(self, bundle: Bundle, laptops: Laptops) -> Bundle:
        last = self._last_taken(bundle.head.replica, laptops)
        if last is None:
            return bundle
        return bundle._replace(operations=tuple(each for each in bundle.operations if each.number <= last))

    def _take_batch(self, batch: list[Bundle], found: Exchanged) -> bool:
        """Together, in one transaction; where one of them is wrong, each by itself, so that it does not keep the others out."""
        try:
            return self._take_together(batch, found)
        except (SameReplica, ContentDiffers):
            raise
        except NotTakenIn:
            if len(batch) == 1:
                raise
        went_on = False
        faults: list[Message] = []
        for each in batch:
            try:
                went_on = self._take_together([each], found) or went_on
            except (SameReplica, ContentDiffers):
                raise
            except NotTakenIn as fault:
                faults.append(fault.message)
        if faults and not went_on:
            raise NotTakenIn(faults[0])
        return went_on

    def _take_together(self, batch: Iterable[Bundle], found: Exchanged) -> bool:
        operations = [each for bundle in batch for each in bundle.operations]
        files = {digest: content for bundle in batch for digest, content in bundle.files.items()}
        with self._workspace.taking_in() as session:
            taken = take_in_here(session, operations, files)
            if taken.operations:
                self._refuse_other_content(session, [bundle.head for bundle in batch])
        for each in taken.operations:
            found.came[each.replica] = found.came.get(each.replica, 0) + 1
            found.operations.append(each.id)
        found.records |= taken.records
        return bool(taken.operations)

    def _refuse_other_content(self, session: object, heads: Iterable[Head]) -> None:
        connection = session.connection()  # type: ignore[attr-defined]
        ends = {end.replica: end.number for end in ends_in(connection)}
        same = [
            each
            for each in heads
            if each.content and each.schema == SCHEMA_VERSION and dict(each.past) == ends
        ]
        if same and any(each.content != content_hash(connection) for each in same):
            raise ContentDiffers(
                _(
                    "With what came, this laptop would have other content than the one that wrote it. Nothing was taken in."
                ),
                _("Verify both: sdesk verify. One of the two is damaged, or runs another version of sdesk."),
            )

    # ---------------------------------------------------------------- what goes

    def _give(self, own: UUID, key: Key, found: Exchanged) -> None:
        laptops = self._laptops()
        folder_key = b""
        if laptops.key:
            folder_key = self._keys(laptops, own).get(laptops.key, b"")
            if not folder_key:
                raise NoKey(
                    _("This laptop has not got the key of the exchange folder, so nothing of it went there."),
                    _(
                        "It comes with what the others write; if it does not come, have this laptop invited again."
                    ),
                )
        assert laptops.begun
        boxes = {each: box for each, box in laptops.boxes.items() if each not in laptops.out}
        there = laptops.sealed.get(laptops.key, {})
        sealed = {
            each.hex: there.get(each.hex) or sealed_for(box, folder_key)
            for each, box in boxes.items()
            if folder_key
        }
        begin = laptops.begun[1] if laptops.begun[0] == own else 1
        covered = self._covered(own, key)
        with self._workspace.reading() as session:
            connection = session.connection()
            ends = {end.replica: end.number for end in ends_in(connection)}
            content = content_hash(connection)
            for first, last in _gaps(begin, ends[own], covered):
                for some in _parted(connection, operations_of(connection, own, first, last)):
                    head = Head(
                        laptops.workspace, own, some[0].number, some[-1].number, some[-1].hash, key.public,
                        laptops.vouched.get(own, {}), ends, content if some[-1].number == ends[own] else "", SCHEMA_VERSION,
                        sealed=sealed,
                    )  # fmt: skip
                    files = ((each, content_of(connection, each)) for each in files_in(some))
                    put(self._folder, own, head.first, head.last, written(head, some, files, key, folder_key))
                    found.went += len(some)

    def _covered(self, own: UUID, key: Key) -> set[int]:
        """The numbers of our operations that lie there; what is signed by another is none of ours, whatever its name is."""
        numbers: set[int] = set()
        for each in listed_in(self._folder):
            if each.replica != own:
                continue
            head = self._own.get(str(each.path))
            if head is None:
                try:
                    raw = each.read()
                    head = looked_at(raw) if raw is not None else None
                except (NoBundle, NewerBundle):
                    head = None
            named = (each.first, each.last)
            if head is not None and head.public_key == key.public and (head.first, head.last) == named:
                self._own[str(each.path)] = head
                numbers.update(range(head.first, head.last + 1))
        return numbers

    # ---------------------------------------------------------------- what is missing

    def _missing(self) -> Iterator[Missing]:
        laptops, ends = self._laptops(), self._ends()
        known: dict[UUID, int] = {}
        for head in self._heads.values():
            if head.replica in laptops.out:
                continue
            for replica, number in {**head.past, head.replica: head.last}.items():
                known[replica] = max(known.get(replica, 0), number)
        for replica, number in sorted(known.items()):
            if number > ends.get(replica, 0):
                yield Missing(replica, laptops.devices.get(replica, ""), ends.get(replica, 0) + 1, number)


def brings_in(
    workspace: Workspace,
    replica: UUID,
    key: Key,
    by: str,
    signature: str,
    keys: Mapping[str, bytes],
    current: str,
) -> None:
    """Let the operation under way say how the replica came in, with the keys of the folder for its own box."""
    box = box_of(key.secret)
    note(workspace, replica, by=by, signature=signature, box=box)
    for name, raw in sorted(keys.items(), key=lambda each: each[0] == current):
        note(workspace, replica, key=name, sealed={replica.hex: sealed_for(box, raw)})


def _gaps(first: int, last: int, covered: set[int]) -> Iterator[tuple[int, int]]:
    """The numbers that are not covered, in runs."""
    begin: int | None = None
    for number in range(first, last + 2):
        if number > last or number in covered:
            if begin is not None:
                yield begin, number - 1
            begin = None
        elif begin is None:
            begin = number


def _parted(connection: object, operations: list[Came]) -> Iterator[list[Came]]:
    """In bundles that are not too large."""
    some: list[Came] = []
    size = 0
    for each in operations:
        sizes = sizes_of(connection, files_in([each]))  # type: ignore[arg-type]
        if some and (len(some) >= MOST or size + sum(sizes.values()) > _ONE_FILE):
            yield some
            some, size = [], 0
        some.append(each)
        size += sum(sizes.values())
    if some:
        yield some


def _not_whole(each: Listed) -> Message:
    return _(
        "The bundle {name} in the exchange folder is not all there yet, or was changed.", name=each.path.name
    )


__all__ = ["ContentDiffers", "Exchange", "Exchanged", "Missing", "brings_in"]
