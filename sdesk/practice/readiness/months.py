"""The way of the figure: how the requirements stood at the end of each month, judged on what the workspace held then."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sdesk.practice.calendar import days
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.readiness.evidence.period import months_after
from sdesk.practice.readiness.progress import variant_of
from sdesk.practice.readiness.requirements import requirements
from sdesk.practice.readiness.rules.asked import Verdict
from sdesk.storage.replay.retelling import Place, Retelling, place_at

MONTHS = 12

Judged = Callable[[int, int], None]


@dataclass(frozen=True)
class MonthEnd:
    """How each requirement of a variant stood at the end of a day, by its id. `told` is how far the history had come."""

    day: date
    variant: str
    told: Place
    verdicts: Mapping[str, Verdict]

    def number(self, verdict: Verdict) -> int:
        return sum(each is verdict for each in self.verdicts.values())


Known = Mapping[tuple[date, str, Place], MonthEnd]


def month_ends(
    workspace: Workspace, variant: str | None = None, known: Known | None = None, judged: Judged | None = None
) -> tuple[MonthEnd, ...]:
    """Of the last 12 months, today the last of them, the first of them the one in which the workspace was begun.

    All are judged for one variant, the workspace's own if none is given, and by what is asked today. `known` are those
    that need not be judged again; `judged` is told after each how many of how many there are, and may raise.
    """
    of = variant or variant_of(workspace)
    wanted = {
        day: place for day in _days(workspace) if any(place := place_at(workspace, _end(workspace, day)))
    }
    found: list[MonthEnd] = []
    with closing(Retelling(workspace)) as retelling:
        for day, place in wanted.items():
            month = (known or {}).get((day, of, place))
            found.append(month or _judged(workspace, retelling, day, of, place))
            if judged is not None:
                judged(len(found), len(wanted))
    return tuple(found)


def _judged(
    workspace: Workspace, retelling: Retelling[Workspace], day: date, of: str, place: Place
) -> MonthEnd:
    """What holds now need not be told anew."""
    then = workspace
    if day < days.today(workspace):
        retelling.until(_end(workspace, day))
        then = retelling.workspace
    standings = requirements(then, of, day)
    return MonthEnd(day, of, place, {each.requirement.id: each.verdict for each in standings})


def changed(before: MonthEnd, after: MonthEnd) -> Iterator[tuple[str, Verdict, Verdict]]:
    """The requirements that stood otherwise: each with how it stood, and how it stands."""
    for requirement, verdict in after.verdicts.items():
        if (was := before.verdicts.get(requirement, verdict)) is not verdict:
            yield requirement, was, verdict


def _days(workspace: Workspace) -> Iterator[date]:
    """The last days of the months before, and today."""
    today = days.today(workspace)
    first = today.replace(day=1)
    for back in reversed(range(MONTHS - 1)):
        yield months_after(first, -back) - timedelta(days=1)
    yield today


def _end(workspace: Workspace, day: date) -> datetime:
    """The last moment of it; of today, now."""
    end = days.start_of(workspace, day + timedelta(days=1)) - datetime.resolution
    return min(end, workspace.clock())


__all__ = ["Known", "MonthEnd", "changed", "month_ends"]
