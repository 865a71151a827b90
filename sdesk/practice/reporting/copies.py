"""Copies of the workspace that were verified: what the history tells of them, and how many that makes. Pure, but for reading it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sdesk.local_time import day_of
from sdesk.models import TELLS_OF_COPIES, Change, Operation
from sdesk.models.ledger import FAILED_COPY
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.measures.clocks import find_zone, utc
from sdesk.practice.measures.figures import Count, Figure, in_order
from sdesk.practice.measures.periods import Period
from sdesk.storage import col
from sdesk.storage.queries import in_parts


@dataclass(frozen=True)
class ToldCopy:
    """An entry of the history about a copy, by the id of its operation. `anchor` says up to where the copy goes; that of a
    damaged one is not known."""

    id: UUID
    at: datetime
    failed: bool
    name: str
    place: str
    anchor: str = ""


def told_copies(workspace: Workspace) -> tuple[ToldCopy, ...]:
    """All that was ever told, in the order of the history."""
    ours = organization(workspace)
    about = (col(Change.record) == ours.id, col(Change.action).in_(TELLS_OF_COPIES)) if ours else ()
    told = {each.operation: each.changes for each in workspace.find(Change, *about)} if ours else {}
    operations = [
        each
        for part in in_parts(sorted(told))
        for each in workspace.find(Operation, col(Operation.id).in_(part))
    ]
    return tuple(_read(each, told[each.id]) for each in sorted(operations, key=lambda each: each.tick))


def _read(operation: Operation, changes: dict[str, Any]) -> ToldCopy:
    said = {name: str(changes.get(name, ("", ""))[1] or "") for name in ("name", "place", "anchor")}
    return ToldCopy(operation.id, utc(operation.at), operation.action == FAILED_COPY, **said)


def names_of(workspace: Workspace, entries: Collection[UUID]) -> dict[UUID, str]:
    """What the copies were called of which these entries of the history tell."""
    found = (each for each in told_copies(workspace) if each.id in entries) if entries else ()
    return {each.id: each.name for each in found}


def verified_in(copies: Sequence[ToldCopy], period: Period) -> list[ToldCopy]:
    """Those verified in the period, each copy once, by the last time that it was. One that was found damaged after that, and
    in the period still, is none of them."""
    standing: dict[tuple[str, str, str], ToldCopy] = {}
    for each in copies:
        if not period.contains(each.at):
            continue
        if each.failed:
            so_called = [key for key in standing if key[:2] == (each.place, each.name)]
            for key in so_called[-1:]:
                del standing[key]
        else:
            key = (each.place, each.name, each.anchor)
            standing.pop(key, None)
            standing[key] = each
    return [*standing.values()]


def verified_copies(copies: Sequence[ToldCopy], period: Period, known: Period | None) -> Figure:
    """How many; `known` are the days of the period of which something is known. Before the day of the first entry ever nothing
    is known: an earlier version of the program told of no copy."""
    zone = find_zone(period.time_zone)
    since = min((day_of(each.at, zone) for each in copies), default=None)
    if known is None or since is None or since > known.last:
        return Figure(None, "count", period=period)
    found = verified_in(copies, period)
    failed = sum(1 for each in copies if each.failed and period.contains(each.at))
    before = max((since - period.first).days, 0)
    counts = (
        Count("copies verified", len(found)),
        *([Count("times that a copy was found damaged, not counted", failed)] if failed else []),
        *([Count("days before any copy was told of, not known", before)] if before else []),
    )
    cases = in_order(each.id for each in found)
    return Figure(float(len(found)), "count", counts, period, cases=cases)


__all__ = ["ToldCopy", "names_of", "told_copies", "verified_copies", "verified_in"]
