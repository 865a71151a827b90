"""The light way of a small change: one page of four bands, signed at four moments, each open when the one above is signed.

Small is a normal change whose risk is scored good by whoever decides on it: when it is good, the procedures (WP.17) say
beside their criterion. Its records are those of the full way, in the same states; so nothing is lost where it goes on by that.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from sdesk.models import HistoryEntry, ServiceChangeRequest, ServiceDesign
from sdesk.models.control import ChangeKind, Risk
from sdesk.practice.control.changes import paper_of
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage import col
from sdesk.storage.history import BEGINNING, taken_back_since
from sdesk.translation import NOTHING_SAID, Message, term
from sdesk.translation import message as _


class Band(StrEnum):
    ASK = "ask"
    DECIDE = "decide"
    DO = "do"
    LOOK_BACK = "look back"


BEGINS, WRITES = "begin light change", "write light change"
"""What history calls it when a change is begun, or written on, that goes the light way."""

LEAVES = "leave light way"
"""And when somebody makes a full change of it."""

SIGNS: Mapping[Band, str] = {
    Band.ASK: "sign request",
    Band.DECIDE: "sign decision",
    Band.DO: "sign what was done",
    Band.LOOK_BACK: "sign review",
}
"""And when a band is signed."""

ACTS: Mapping[Band, tuple[str, ...]] = {
    Band.DECIDE: ("approve", "schedule", "design"),
    Band.DO: ("build", "test", "clear", "confirm"),
}
"""The steps of a change that one signature takes together."""

_OPEN: Mapping[str, Band] = {
    "draft": Band.ASK,
    **dict.fromkeys(("requested", "approved", "scheduled"), Band.DECIDE),
    **dict.fromkeys(("designed", "built", "tested", "cleared"), Band.DO),
    **dict.fromkeys(("deployed", "rolled back"), Band.LOOK_BACK),
}

_RESTS = ("draft", "requested", "designed", "confirmed", "deployed", "rolled back", "closed")
"""Where a change stands between two signatures."""


def open_band(change: ServiceChangeRequest) -> Band | None:
    """The band that waits for its signature; None where the change waits for its deployment, and once it has ended."""
    return _OPEN.get(change.state)


def is_to_be_put_in_place(change: ServiceChangeRequest) -> bool:
    """Whether all that is done was signed, and it is still to be said that it is in place: no signature, but a fact."""
    return change.state == "confirmed"


def is_signed(change: ServiceChangeRequest, band: Band) -> bool:
    """Whether the change is past that band; one that was rejected or withdrawn is past those that it went through."""
    passed = {
        Band.ASK: change.state != "draft",
        Band.DECIDE: change.decision is not None and change.state not in ("approved", "scheduled"),
        Band.DO: change.cleared_at is not None and change.state != "cleared",
        Band.LOOK_BACK: change.state == "closed",
    }
    return passed[band]


def why_not_light(change: ServiceChangeRequest) -> Message:
    """Why a change has to go the full way; nothing said of one that is small, or not scored yet."""
    if change.kind not in (None, ChangeKind.NORMAL):
        kind = term(change.kind.value)
        return _("The light way is for normal changes, and this is one of the kind “{kind}”.", kind=kind)
    if change.risk not in (None, Risk.LOW):
        return _("Its risk is not scored good: a change that is not small goes the full way.")
    return NOTHING_SAID


def is_designed_small(workspace: Workspace, change: ServiceChangeRequest) -> bool:
    """Whether its design, which may be a later one than was decided on, assesses no risk as more than low."""
    design = paper_of(workspace, change, ServiceDesign)
    return design is None or all(each.assessment in (None, Risk.LOW) for each in design.risks)


def may_go_light(change: ServiceChangeRequest) -> bool:
    """Whether the four bands are offered; a large one keeps them until it is decided on, so that it can be scored anew."""
    is_kind = change.kind in (None, ChangeKind.NORMAL)
    not_decided = change.state in ("draft", "requested")
    return is_kind and (not_decided or change.risk is Risk.LOW)


def goes_light(workspace: Workspace, change: ServiceChangeRequest) -> bool:
    """Whether it was begun or written in the four bands, and was not made a full change or taken a step of one since."""
    if not may_go_light(change) or change.state not in _RESTS:
        return False
    if change.decision is not None and not is_designed_small(workspace, change):
        return False
    done = _done(workspace, change)
    chosen = [each for each in done if each & {BEGINS, WRITES, LEAVES}]
    return bool(chosen) and LEAVES not in chosen[-1] and not any(map(_is_of_the_full_way, done))


def _done(workspace: Workspace, change: ServiceChangeRequest) -> list[set[str]]:
    """What each operation on the change did, the first one first, without those that were undone."""
    entry, undone = HistoryEntry, {each.hex for each in taken_back_since(workspace, BEGINNING).by}
    order = [col(entry.tick), col(entry.operation), col(entry.place)]
    done: dict[str, set[str]] = {}
    for each in workspace.find(entry, col(entry.record_id) == change.id, order_by=order):
        if each.operation not in undone:
            done.setdefault(each.operation, set()).add(each.action)
    return list(done.values())


def _is_of_the_full_way(actions: Collection[str]) -> bool:
    """Whether in one operation a part of what one signature takes was taken alone; or the change was sent back."""
    parts = (set(steps) & set(actions) for steps in ACTS.values())
    alone = any(part and len(part) < len(steps) for part, steps in zip(parts, ACTS.values(), strict=True))
    return alone or "redesign" in actions


__all__ = [
    "ACTS",
    "BEGINS",
    "LEAVES",
    "SIGNS",
    "WRITES",
    "Band",
    "goes_light",
    "is_designed_small",
    "is_signed",
    "is_to_be_put_in_place",
    "may_go_light",
    "open_band",
    "why_not_light",
]
