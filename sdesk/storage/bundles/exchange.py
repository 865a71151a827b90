"""Exchange with a folder: what others wrote there is taken in, and what was written here goes there.

Every file in it is foreign until its signature says otherwise. What does not fit waits or is left where it is, and is said;
nothing in the folder, not even that it is empty, takes anything away here.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from uuid import UUID

from sdesk.errors import SdeskError
from sdesk.storage.bundles.bundle import (
    Bundle,
    Head,
    NewerBundle,
    NoBundle,
    NoKey,
    OfAnotherWorkspace,
    looked_at,
    opened,
    sealed_in,
)
from sdesk.storage.bundles.comparing import (
    Missing,
    behind,
    built_on_another,
    differing,
    missing,
    of_whom_nothing_can_be_read,
    telling_too_much,
)
from sdesk.storage.bundles.folder import Listed, listed_in, not_reached, refuse_a_workspace_there
from sdesk.storage.bundles.going import Giving
from sdesk.storage.bundles.laptops import Laptops, keys_of, taken_out_in
from sdesk.storage.bundles.membership import as_a_laptop, laptops_of
from sdesk.storage.bundles.refusing import refuse_what_comes_to_another_content, said_of
from sdesk.storage.bundles.sealing import NotSealed, name_of
from sdesk.storage.bundles.sealing import opened as opened_box
from sdesk.storage.bundles.telling import Telling, told_in
from sdesk.storage.bundles.tidying import tidy
from sdesk.storage.merging.came import NotTakenIn
from sdesk.storage.merging.coming import SameReplica
from sdesk.storage.merging.content import content_of_workspace
from sdesk.storage.merging.giving import hash_of, numbers_after
from sdesk.storage.merging.pasts import ends_in
from sdesk.storage.merging.taking_in import named_unfit, take_in_here
from sdesk.storage.schema import SCHEMA_VERSION
from sdesk.storage.signing import Key
from sdesk.storage.workspace import Workspace
from sdesk.translation import Message
from sdesk.translation import message as _

_AT_ONCE = 64 * 1024 * 1024
"""Bytes of bundles that are taken in in one transaction."""


@dataclass
class Exchanged:
    """`came`: replica -> how many of its operations. `went`: how many of ours. `said`: what was left where it is, and why; `beside`: what lies
    there and is none of ours, of which nothing waits.
    `behind`: replica -> how many operations that are here it had not got when it wrote last. `sent`: up to which number ours lie there."""

    came: dict[UUID, int] = field(default_factory=dict)
    operations: list[UUID] = field(default_factory=list)
    records: set[UUID] = field(default_factory=set)
    went: int = 0
    missing: list[Missing] = field(default_factory=list)
    said: list[Message] = field(default_factory=list)
    beside: list[Message] = field(default_factory=list)
    content: str = ""
    behind: dict[UUID, int] = field(default_factory=dict)
    sent: int = 0


class Exchange:
    """Of one workspace with one folder; what it has looked at once it does not look at again."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self._workspace, self._folder = workspace, folder
        self._done: set[str] = set()
        self._heads: dict[str, Head] = {}
        self._passed_on: dict[str, Head] = {}
        self._of_another: set[str] = set()
        self._whole: set[tuple[UUID, UUID, int, int, str]] = set()
        self._opened: dict[str, bytes] = {}
        self._telling = Telling()
        self._unreadable: dict[UUID, Message | str] = {}
        self._wrong: dict[tuple[UUID, UUID, int, int, str], Message] = {}

    def run(self) -> Exchanged:
        """Raises SdeskError where the folder is not reached, this copy is none of the laptops, or two have the same replica."""
        refuse_a_workspace_there(self._folder, self._workspace.path)
        self._listed()
        own, key = as_a_laptop(self._workspace)
        found = Exchanged()
        self._take(own, found)
        self._give(own, key, found)
        self._compare(found, own, content_of_workspace(self._workspace), self._ends())
        return found

    def _listed(self) -> list[Listed]:
        return self._looked_in()

    def _looked_in(self) -> list[Listed]:
        self._unreadable.clear()
        return listed_in(self._folder, self._unreadable)

    # ---------------------------------------------------------------- what came

    def _ends(self) -> dict[UUID, int]:
        with self._workspace.reading() as session:
            return {end.replica: end.number for end in ends_in(session.connection())}

    def _take(self, own: UUID, found: Exchanged) -> None:
        self._learn_heads()
        went_on = True
        while went_on:
            found.said.clear()
            batch = self._batch(own, found)
            went_on = bool(batch) and self._take_batch(batch, found)

    def _learn_heads(self) -> None:
        """What all know of each other, before anything is taken in: it says up to where one that is out is needed."""
        laptops = laptops_of(self._workspace)
        for place, head in told_in(self._folder, laptops):
            before = self._heads.get(str(place))
            if before is None or sum(before.past.values()) <= sum(head.past.values()):
                self._heads[str(place)] = head
        for each in self._listed():
            if (
                laptops.out
                and str(each.path) not in self._heads.keys() | self._of_another
                and (raw := each.read()) is not None
            ):
                with suppress(SdeskError):
                    self._head_of(each, raw, laptops)

    def _batch(self, own: UUID, found: Exchanged) -> list[Bundle]:
        """What can be taken in now. Of a laptop that is taken out in one of them nothing of the others is taken in that came later."""
        batch = list(self._fitting(own, found))
        laptops = laptops_of(self._workspace)
        told = taken_out_in((each for bundle in batch for each in bundle.operations), laptops.out)
        if not told:
            return batch
        laptops = replace(laptops, out={**told, **laptops.out})
        return [self._up_to_the_last(each, laptops) for each in batch]

    def _fitting(self, own: UUID, found: Exchanged) -> Iterator[Bundle]:
        """The bundles that can be opened and have something new, as many as are taken in at once."""
        laptops, ends, size = laptops_of(self._workspace), self._ends(), 0
        keys = self._keys(laptops, own)
        for each in self._listed():
            if str(each.path) in self._done | self._of_another:
                continue
            raw = each.read()
            if raw is None and not each.path.exists():
                continue  # whose it is put it together with others
            if raw is None:
                self._leave(each, _not_whole(each), found)
                continue
            try:
                head = self._head_of(each, raw, laptops, passed_on=True)
                if not self._is_new(head, laptops, ends):
                    if head.author not in laptops.out:  # of one that is out, others may have built on more
                        self._done.add(str(each.path))
                    continue
                if head.key and head.key not in keys:
                    keys = self._keys(laptops, own)
                bundle = opened(raw, head, keys)
                _refuse_whom_nobody_brought_in(bundle, laptops)
                self._whole.add(_named(head))
                if _named(head) in self._wrong:
                    self._leave(each, self._wrong[_named(head)], found)
                    continue
            except OfAnotherWorkspace:
                continue
            except NotTakenIn as fault:
                self._leave(each, said_of(head, fault, laptops), found)
                continue
            except SdeskError as fault:
                self._leave(each, fault.message, found)
                continue
            yield self._up_to_the_last(bundle, laptops)
            size += len(raw)
            if size > _AT_ONCE:
                return

    def _leave(self, _each: Listed, said: Message, found: Exchanged) -> None:
        found.said.append(said)

    def _keys(self, laptops: Laptops, own: UUID) -> Mapping[str, bytes]:
        """Those that were put into a box of ours by operations, and those that come with what others write. A copy that was restored
        has the boxes of the replicas as which it wrote before."""
        signer = self._workspace.signer()
        if signer is None:
            return {}
        before = ((each, self._workspace.key_of(each)) for each in laptops.boxes if each not in laptops.out)
        boxes = {own: signer[1], **{each: key for each, key in before if key}}
        if own not in laptops.out:
            for head in self._heads.values():
                self._open_boxes(sealed_in(head, boxes), boxes)
            for head in self._passed_on.values():  # whose it is, nobody knows: no more than it needs itself
                self._open_boxes(islice(sealed_in(head, boxes), 1), boxes)
        put_there = (keys_of(laptops, replica, key) for replica, key in boxes.items())
        return {**self._opened, **{name: raw for each in put_there for name, raw in each.items()}}

    def _open_boxes(self, given: Iterable[tuple[str, UUID, str]], boxes: Mapping[UUID, Key]) -> None:
        for name, replica, sealed in given:
            if name not in self._opened:
                with suppress(NotSealed):
                    raw = opened_box(boxes[replica].secret, sealed)
                    self._opened |= {name: raw} if name_of(raw) == name else {}

    def _head_of(self, each: Listed, raw: bytes, laptops: Laptops, *, passed_on: bool = False) -> Head:
        """Raises SdeskError for what is no laptop's of this workspace, as far as is known here by now. `passed_on`: what one that is
        known wrote is given also as one passes it on that is not, for each operation is signed: its own invitation may be in it."""
        head = looked_at(raw)
        if head.workspace != laptops.workspace:
            self._of_another.add(str(each.path))
            raise OfAnotherWorkspace(_("A file in the exchange folder is of another workspace."))
        if (head.replica, head.author, head.first, head.last) != (
            each.replica, each.author, each.first, each.last,
        ):  # fmt: skip
            raise NoBundle(_("A file in the exchange folder has another's name."))
        is_out = head.author != head.replica and head.replica in laptops.out
        belongs = laptops.belongs(head.replica, head.public_key, head.voucher)
        is_passed_on = head.author != head.replica and head.author in laptops.public_keys
        if is_out or not (belongs or (passed_on and is_passed_on)):
            raise _of_nobody()
        (self._heads if belongs else self._passed_on)[str(each.path)] = head
        if head.schema > SCHEMA_VERSION:
            raise NewerBundle(
                _(
                    "{device} works with a newer sdesk. What it wrote waits.",
                    device=laptops.devices.get(head.replica, "?"),
                ),
                _("Install the newer sdesk on this computer. Until then the work here goes on."),
            )
        return head

    def _is_new(self, head: Head, laptops: Laptops, ends: Mapping[UUID, int]) -> bool:
        """Or says to be another one than stands in its place, which is seen when it is opened: a head may say anything."""
        there = ends.get(head.author, 0)
        if (
            head.last <= there
        ):  # whatever is written as one that is out: nothing of that comes in, and it keeps nobody up
            return head.author not in laptops.out and self._hash_of(head.author, head.last) != head.last_hash
        last = self._last_taken(head.author, laptops)
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
        last = self._last_taken(bundle.head.author, laptops)
        if last is None:
            return bundle
        return bundle._replace(operations=tuple(each for each in bundle.operations if each.number <= last))

    def _take_batch(self, batch: list[Bundle], found: Exchanged) -> bool:
        """Together, in one transaction; where one of them is wrong, each by itself, so that it does not keep the others out."""
        try:
            return self._take_together(batch, found)
        except SameReplica:
            raise
        except NotTakenIn as fault:
            if len(batch) == 1:
                self._set_wrong(batch[0].head, fault)
                return True
        went_on = [self._take_batch([each], found) for each in batch]
        return any(went_on)

    def _set_wrong(self, head: Head, fault: NotTakenIn) -> Message:
        said = self._wrong[_named(head)] = said_of(head, fault, laptops_of(self._workspace))
        return said

    def _take_together(self, batch: Iterable[Bundle], found: Exchanged) -> bool:
        operations = [each for bundle in batch for each in bundle.operations]
        files = {digest: content for bundle in batch for digest, content in bundle.files.items()}
        with named_unfit(), self._workspace.taking_in() as session:
            taken = take_in_here(session, operations, files)
            if taken.operations:
                refuse_what_comes_to_another_content(session.connection(), [bundle.head for bundle in batch])
        for each in taken.operations:
            found.came[each.replica] = found.came.get(each.replica, 0) + 1
            found.operations.append(each.id)
        found.records |= taken.records
        return bool(taken.operations)

    # ---------------------------------------------------------------- what goes

    def _give(self, own: UUID, key: Key, found: Exchanged) -> None:
        laptops = laptops_of(self._workspace)
        keys = self._keys(laptops, own)
        if laptops.key and laptops.key not in keys:
            raise NoKey(
                _("This laptop has not got the key of the exchange folder, so nothing of it went there."),
                _(
                    "It comes with what the others write; if it does not come, have this laptop invited again."
                ),
            )
        if own in self._unreadable:  # nobody knows what of ours lies there
            raise not_reached(self._folder / own.hex, self._unreadable[own])
        giving = Giving(self._workspace, self._folder, laptops, own, key, keys)
        found.went += giving.give(self._covered(own, laptops))
        tidy(giving, self._listed())
        if not found.went:  # else the bundle says it
            self._telling.tell(giving, [each for each in self._heads.values() if each.replica == own])

    def _covered(self, own: UUID, laptops: Laptops) -> dict[UUID, set[int]]:
        """The numbers of the operations that lie there, by whose they are; what nobody signed who belongs does not count."""
        numbers: dict[UUID, set[int]] = {}
        for each in self._listed():
            if str(each.path) in self._of_another:
                continue
            head = self._heads.get(str(each.path))
            if head is None and (raw := each.read()) is not None:
                with suppress(SdeskError):
                    head = self._head_of(each, raw, laptops)
            if head is not None:
                numbers.setdefault(head.author, set()).update(self._covered_by(head, own, laptops))
        return numbers

    def _covered_by(self, head: Head, own: UUID, laptops: Laptops) -> Iterable[int]:
        """Of ours what we wrote; of others also what somebody passes on, where that is what is here, and none of it is what their
        own invitation may rest on: who lacks that does not know whose word it is."""
        all_of_it = range(head.first, head.last + 1)
        if head.replica in (head.author, own):
            return all_of_it
        if head.author == own or self._hash_of(head.author, head.last) != head.last_hash:
            return ()
        with self._workspace.reading() as session:
            return numbers_after(
                session.connection(), head.author, all_of_it, laptops.known_since(head.replica)
            )

    # ---------------------------------------------------------------- how far everybody is

    def _compare(self, found: Exchanged, own: UUID, content: str, of: Mapping[UUID, int]) -> None:
        """`content`: that of the operations `of`."""
        laptops, ends, heads = laptops_of(self._workspace), self._ends(), [*self._heads.values()]
        found.content = content
        found.said += [
            *of_whom_nothing_can_be_read(self._unreadable, laptops),
            *telling_too_much(heads, laptops, ends),
            *built_on_another(
                (each for each in heads if _named(each) in self._whole - self._wrong.keys()), laptops, ends
            ),
            *differing(heads, laptops, content, of),
        ]
        if not self._of_another.isdisjoint(str(each.path) for each in self._listed()):
            found.beside.append(
                _(
                    "Another workspace is exchanged through the same folder. What is of it lies there and is left alone."
                )
            )
        found.missing = list(missing(heads, laptops, ends))
        found.behind = behind((each for each in heads if each.replica != own), ends)


def _refuse_whom_nobody_brought_in(bundle: Bundle, laptops: Laptops) -> None:
    """A laptop begins with the key that somebody vouched for. Whoever belongs passes on what others wrote: whether these belong, their
    own first operations have to show."""
    head, first = bundle.head, bundle.operations[0]
    founded = first.founds() if first.number == 1 and head.author not in laptops.public_keys else None
    if founded is None:
        return
    key = founded["public_key"]
    is_its = key == head.public_key if head.of is None else laptops.brought_in_with(key, bundle.operations)
    if not is_its:
        raise _of_nobody()


def _of_nobody() -> NoBundle:
    return NoBundle(
        _("A laptop that nobody invited, as far as is known here, has written into the exchange folder.")
    )


def _named(head: Head) -> tuple[UUID, UUID, int, int, str]:
    """By whose it is too: what one laptop says of another's operations is nothing that this one said."""
    return head.replica, head.author, head.first, head.last, head.last_hash


def _not_whole(each: Listed) -> Message:
    return _(
        "The bundle {name} in the exchange folder is not all there yet, or was changed.", name=each.path.name
    )


__all__ = ["Exchange", "Exchanged"]
