"""What of other laptops is not taken in, in words: which laptop it is, and what can be done."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import Connection

from sdesk.storage.bundles.bundle import Head
from sdesk.storage.bundles.laptops import Laptops
from sdesk.storage.merging.came import NotTakenIn
from sdesk.storage.merging.content import content_hash
from sdesk.storage.merging.pasts import ends_in
from sdesk.storage.schema import SCHEMA_VERSION
from sdesk.translation import Message
from sdesk.translation import message as _


def tells_content(head: Head, ends: Mapping[UUID, int]) -> bool:
    """Whether it says what content comes of these operations."""
    return bool(head.content) and head.schema == SCHEMA_VERSION and dict(head.past) == ends


def refuse_other_content(heads: Iterable[Head], ends: Mapping[UUID, int], content: str) -> None:
    """Raises NotTakenIn where one of them says another one. `content`: that comes of these operations here."""
    if any(tells_content(each, ends) and each.content != content for each in heads if content):
        raise NotTakenIn(
            _(
                "With what came, this laptop would have other content than the one that wrote it. Nothing of it was taken in."
            ),
            _("Verify both: sdesk verify. One of the two is damaged, or runs another version of sdesk."),
        )


def refuse_what_comes_to_another_content(connection: Connection, heads: Iterable[Head]) -> None:
    ends = {end.replica: end.number for end in ends_in(connection)}
    told = [each for each in heads if tells_content(each, ends)]
    if told:
        refuse_other_content(told, ends, content_hash(connection))


def said_of(head: Head, fault: NotTakenIn, laptops: Laptops) -> Message:
    """Which laptop it is, and what can be done."""
    device = laptops.devices.get(head.replica) or _("a laptop that is not known here yet")
    if head.author != head.replica:
        author = laptops.devices.get(head.author, "?")
        return _(
            "{device} passes on something as {author} did not write it, which is left where it is: {fault}",
            device=device,
            author=author,
            fault=fault.message,
        )
    return _(
        "Something of {device} is not taken in: {fault} If it stays so, take that laptop out and have it invited anew.",
        device=device,
        fault=fault.whole,
    )


__all__ = ["refuse_other_content", "refuse_what_comes_to_another_content", "said_of", "tells_content"]
