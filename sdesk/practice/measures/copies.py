"""Copies of the workspace that were verified: how many, by what the history tells of them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sdesk.local_time import day_of
from sdesk.practice.measures.clocks import find_zone
from sdesk.practice.measures.figures import Count, Figure, all_counts, in_order
from sdesk.practice.measures.periods import Period


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
    counts = all_counts(
        Count("copies verified", len(found)),
        left_out=[
            Count("times that a copy was found damaged, not counted", failed),
            Count("days before any copy was told of, not known", before),
        ],
    )
    cases = in_order(each.id for each in found)
    return Figure(float(len(found)), "count", counts, period, cases=cases)


__all__ = ["ToldCopy", "verified_copies", "verified_in"]
