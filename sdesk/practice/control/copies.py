"""Master copies: a SHA-256 is one, a copy kept elsewhere can be found, and an item says from what it would be restored."""

from collections.abc import Iterator
from re import fullmatch

from sdesk.models import ConfigurationItem, FieldSpec, ServiceBuild, field_of
from sdesk.models.control import CopyHolder, ItemCopy, ItemType, MasterCopy
from sdesk.practice.lifecycle.approvals import attachments_of
from sdesk.practice.lifecycle.completeness import is_missing
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.translation import message as _

_ELSEWHERE = ("reached_by", "checked_on", "checked_by")


def is_sha256(said: str) -> bool:
    return fullmatch("[0-9a-fA-F]{64}", said.strip()) is not None


def copies_are_what_they_say(workspace: Workspace, build: ServiceBuild, state: str) -> Iterator[Problem]:
    """WP.13 b.1: asked when it is built. What was built before that was asked stays as it is."""
    if state != "built" or build.state != "draft":
        return
    attached = {each.name: each.sha256 for each in attachments_of(workspace, build)}
    for place, copy in enumerate(build.master_copies, start=1):
        digest = copy.sha256.strip().lower()
        if not is_sha256(digest):
            said = _("Master copies, line {n}: the SHA-256 is none.", n=place)
            yield Problem("master_copies", said, _("It has 64 hexadecimal digits. Attach the file instead."))
        elif attached.get(copy.component.strip(), digest) != digest:
            said = _("Master copies, line {n}: the SHA-256 is not that of the attached file.", n=place)
            yield Problem("master_copies", said, _("Attach the right file, or correct the line."))
        elif digest not in attached.values():
            yield from _kept_elsewhere(copy, place)


def _kept_elsewhere(copy: MasterCopy, place: int) -> Iterator[Problem]:
    """Nobody can look from here: it says who may reach it, and who last saw it there."""
    lacking = [spec for spec in map(_column, _ELSEWHERE) if spec.is_empty(getattr(copy, spec.name))]
    if lacking:
        said = _("Master copies, line {n}: {missing}", n=place, missing=is_missing(*lacking))
        remedy = _("No file with this SHA-256 is attached: it is kept elsewhere.")
        yield Problem("master_copies", said, remedy, is_gap=True)


def _column(name: str) -> FieldSpec:
    return field_of(MasterCopy, name)


def item_names_its_version(workspace: Workspace, item: ConfigurationItem, state: str) -> Iterator[Problem]:
    """WP.02: software is another thing in another version. Asked when it is put in service; a list from elsewhere may lack it."""
    if (
        state != "planned"
        and item.state == "planned"
        and item.type is ItemType.SOFTWARE
        and not item.release.strip()
    ):
        lacks = is_missing(field_of(ConfigurationItem, "release"))
        yield Problem("release", lacks, _("Software has one: say which is in use."), is_gap=True)


def item_says_its_copies(workspace: Workspace, item: ConfigurationItem, state: str) -> Iterator[Problem]:
    """What a line about a master copy has to say depends on who keeps it."""
    for place, copy in enumerate(item.master_copies if state != "planned" else (), start=1):
        needed = (field_of(ItemCopy, name) for name in _NEEDED.get(copy.held, ()) if copy.held)
        lacking = [spec for spec in needed if spec.is_empty(getattr(copy, spec.name))]
        if lacking:
            said = _("Master copies, line {n}: {missing}", n=place, missing=is_missing(*lacking))
            yield Problem("master_copies", said, is_gap=True)
        if copy.sha256.strip() and not is_sha256(copy.sha256):
            said = _("Master copies, line {n}: the SHA-256 is none.", n=place)
            yield Problem("master_copies", said, _("It has 64 hexadecimal digits."))


_NEEDED: dict[CopyHolder | None, tuple[str, ...]] = {
    CopyHolder.US: ("what", "place", "reached_by"),
    CopyHolder.MAKER: ("what", "place", "how"),
    CopyHolder.NOBODY: ("how",),
}
