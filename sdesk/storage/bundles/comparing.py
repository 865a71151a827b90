"""How far the laptops are, by what each said of itself in the folder: who is behind, who differs, and what has not come."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from sdesk.storage.bundles.bundle import Head
from sdesk.storage.bundles.laptops import Laptops
from sdesk.storage.bundles.refusing import tells_content
from sdesk.translation import Message
from sdesk.translation import message as _

_FURTHEST = 1 << 20
"""Operations by which somebody may be ahead of what is here: a laptop would have to be away for a hundred years."""


@dataclass(frozen=True)
class Missing:
    """Operations that another laptop knows of, and that have not come. `is_gone`: it was put back from a copy in which they are not,
    and no other laptop, by what it told last, has them."""

    replica: UUID
    device: str
    first: int
    last: int
    is_gone: bool = False


def behind(heads: Iterable[Head], ends: Mapping[UUID, int]) -> dict[UUID, int]:
    """Replica -> how many of these operations it had not got when it wrote last."""
    return {
        replica: sum(max(0, number - head.past.get(each, 0)) for each, number in ends.items())
        for replica, head in _newest(heads).items()
    }


def _newest(heads: Iterable[Head]) -> dict[UUID, Head]:
    """What each told last."""
    newest: dict[UUID, Head] = {}
    for head in heads:
        before = newest.get(head.replica)
        if before is None or sum(before.past.values()) < sum(head.past.values()):
            newest[head.replica] = head
    return newest


def missing(heads: Collection[Head], laptops: Laptops, ends: Mapping[UUID, int]) -> Iterator[Missing]:
    """What is told by who belongs, as far as somebody can have written it."""
    known: dict[UUID, int] = {}
    for head in heads:
        for replica, number in _told(head) if head.replica not in laptops.out else ():
            if number <= ends.get(replica, 0) + _FURTHEST:
                known[replica] = max(known.get(replica, 0), number)
    for replica, number in sorted(known.items()):
        if number > ends.get(replica, 0):
            first = ends.get(replica, 0) + 1
            is_gone = _is_gone(replica, first, heads, laptops)
            yield Missing(replica, laptops.devices.get(replica, ""), first, number, is_gone)


def _is_gone(replica: UUID, number: int, heads: Iterable[Head], laptops: Laptops) -> bool:
    """Whether it goes on as another, the operation lies nowhere, and nobody who goes on has it."""
    before = laptops.gone_on
    lies = any(each.author == replica and each.size and each.first <= number <= each.last for each in heads)
    have = (each for each in _newest(heads).values() if each.past.get(replica, 0) >= number)
    return replica in before and not lies and all(each.replica in (*before, *laptops.out) for each in have)


def _told(head: Head) -> Iterable[tuple[UUID, int]]:
    return {**head.past, head.author: head.last}.items()


def built_on_another(
    waiting: Iterable[Head], laptops: Laptops, ends: Mapping[UUID, int]
) -> Iterator[Message]:
    """Of laptops of which something waits that was opened, though all is here that it was written after, by the numbers: there they
    stand for what the copy of a laptop wrote, and here for what the other one did."""
    found = {
        laptops.devices.get(each.author, "?")
        for each in waiting
        if each.author not in laptops.out
        and each.first <= ends.get(each.author, 0) + 1 <= each.last
        and all(
            number <= ends.get(replica, 0) for replica, number in each.past.items() if replica != each.author
        )
    }
    if found:
        yield _(
            "{laptops} built on what a copy of a laptop wrote, and here stands what the other copy did: neither comes to the other any "
            "more. Take that laptop out and have it invited anew. What was written in it meanwhile can be typed again from there.",
            laptops=", ".join(sorted(found)),
        )


def telling_too_much(heads: Iterable[Head], laptops: Laptops, ends: Mapping[UUID, int]) -> Iterator[Message]:
    """Of laptops that say to know of operations which nobody can have written: what they say of these counts nowhere."""
    found = {
        laptops.devices.get(each.replica, "?")
        for each in heads
        if each.replica not in laptops.out
        and any(number > ends.get(replica, 0) + _FURTHEST for replica, number in _told(each))
    }
    if found:
        yield _(
            "{laptops} told of more operations than anybody can have written, which is not believed. If it stays so, take that "
            "laptop out and have it invited anew.",
            laptops=", ".join(sorted(found)),
        )


def differing(
    heads: Iterable[Head], laptops: Laptops, content: str, ends: Mapping[UUID, int]
) -> Iterator[Message]:
    """Of laptops that told another content of the very operations that are here."""
    found = {
        laptops.devices.get(each.replica, "?")
        for each in heads
        if content and tells_content(each, ends) and each.content != content
    }
    if found:
        yield _(
            "{laptops} told another content of the same operations than is here. One of the two is damaged, runs another "
            "version of sdesk, or tells what is not so: verify both.",
            laptops=", ".join(sorted(found)),
        )


def of_whom_nothing_can_be_read(
    unreadable: Mapping[UUID, Message | str], laptops: Laptops
) -> Iterator[Message]:
    for replica, cause in unreadable.items():
        if replica in laptops.devices:
            yield _(
                "What {device} wrote cannot be read, as its part of the exchange folder cannot: {cause}.",
                device=laptops.devices[replica],
                cause=cause,
            )


__all__ = ["Missing", "behind", "differing", "missing", "of_whom_nothing_can_be_read", "telling_too_much"]
