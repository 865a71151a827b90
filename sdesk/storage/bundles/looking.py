"""What the laptops said of themselves when they wrote into the exchange folder last; nothing is taken in and nothing written."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from sdesk.errors import SdeskError
from sdesk.storage.bundles.bundle import Head, looked_at
from sdesk.storage.bundles.comparing import Missing, missing
from sdesk.storage.bundles.folder import Listed, listed_in
from sdesk.storage.bundles.laptops import Laptops, laptops_in
from sdesk.storage.bundles.telling import told_in
from sdesk.storage.merging.content import content_of_workspace
from sdesk.storage.merging.pasts import ends_in
from sdesk.storage.schema import SCHEMA_VERSION
from sdesk.storage.workspace import Workspace


@dataclass(frozen=True)
class Looked:
    """`had`: replica -> which operations it had. `same`: replica -> whether its content is ours, of those alone that had the very
    operations that are here. `missing`: what others know of, and is not here; `lying`: of these, whose next operation lies in the folder,
    so that an exchange takes it in, or refuses it."""

    had: Mapping[UUID, Mapping[UUID, int]] = field(default_factory=dict)
    same: Mapping[UUID, bool] = field(default_factory=dict)
    missing: tuple[Missing, ...] = ()
    lying: tuple[Missing, ...] = ()


def look_into(workspace: Workspace, folder: Path) -> Looked:
    """Raises SdeskError where the folder is not reached."""
    with workspace.reading() as session:
        laptops = laptops_in(session.connection())
    heads = _newest_heads(folder, laptops) if laptops is not None else {}
    ends = _ends(workspace)
    content = content_of_workspace(workspace)
    if _ends(workspace) != ends:  # somebody wrote meanwhile: the hash may be of more than that
        content = ""
    same = {
        replica: head.content == content
        for replica, head in heads.items()
        if content and head.content and head.schema == SCHEMA_VERSION and dict(head.past) == ends
    }
    had = {replica: head.past for replica, head in heads.items()}
    lacking = missing([*heads.values()], laptops, ends) if laptops else ()
    lacks = [each for each in lacking if laptops and each.replica not in laptops.out]
    by_whom = _by_whom(folder) if lacks else {}
    lying = [each for each in lacks if laptops and _lies_there(each, by_whom, laptops)]
    return Looked(had, same, tuple(lacks), tuple(lying))


def _ends(workspace: Workspace) -> dict[UUID, int]:
    with workspace.reading() as session:
        return {end.replica: end.number for end in ends_in(session.connection())}


def _newest_heads(folder: Path, laptops: Laptops) -> dict[UUID, Head]:
    """Of each laptop that belongs the head of what it wrote last of its own; what is not whole, or nobody signed, says nothing."""
    found: dict[UUID, Head] = {}
    for each in sorted(listed_in(folder, {}), key=lambda each: each.last, reverse=True):
        if each.author != each.replica or each.replica in found or each.replica in laptops.out:
            continue
        head = _head_of(each, laptops)
        if head is not None:
            found[each.replica] = head
    for _place, head in told_in(folder, laptops):
        before = found.get(head.replica)
        if before is None or sum(before.past.values()) < sum(head.past.values()):
            found[head.replica] = head
    return found


def _lies_there(missing: Missing, by_whom: Mapping[UUID, Sequence[Listed]], laptops: Laptops) -> bool:
    """What comes next of it, by its own hand."""
    return any(
        each.first <= missing.first <= each.last and _head_of(each, laptops) is not None
        for each in by_whom.get(missing.replica, ())
    )


def _by_whom(folder: Path) -> dict[UUID, list[Listed]]:
    """What each wrote of its own."""
    found: dict[UUID, list[Listed]] = {}
    for each in listed_in(folder, {}):
        if each.replica == each.author:
            found.setdefault(each.replica, []).append(each)
    return found


def _head_of(each: Listed, laptops: Laptops) -> Head | None:
    raw = each.read()
    if raw is None:
        return None
    with suppress(SdeskError):
        head = looked_at(raw)
        is_its = (head.workspace, head.replica, head.of, head.last) == (
            laptops.workspace, each.replica, None, each.last,
        )  # fmt: skip
        if is_its and laptops.belongs(head.replica, head.public_key, head.voucher):
            return head
    return None


__all__ = ["Looked", "look_into"]
