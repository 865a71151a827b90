"""Counts once more what is a supplier's: by looking, for every ten minutes, at what was recorded until then.

On purpose it knows nothing of how the program counts: no clocks, no intervals, only what was so at a moment.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sdesk.models import ServiceIncident, Supplier

STEP = timedelta(minutes=10)
IsOpen = Callable[[datetime], bool]
"""Whether the ten minutes from a moment are within service hours."""


def in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def is_theirs(incident: ServiceIncident, supplier: UUID, items: Iterable[UUID]) -> bool:
    """Whether they caused it."""
    if incident.caused_by == supplier:
        return True
    if incident.caused_by is not None or incident.root_cause.strip():
        return False
    return any(each in items for each in incident.configuration_items)


def asked_of(incident: ServiceIncident, supplier: Supplier) -> list[datetime]:
    whom = [supplier.id] + [each.id for each in supplier.contacts]
    return sorted(in_utc(each.at) for each in incident.escalations if each.at and each.to in whom)


@dataclass
class Seen:
    """One incident and one supplier, as they stand at any moment up to `until`: what was opened again later had been solved."""

    incident: ServiceIncident
    supplier: Supplier
    is_open: IsOpen
    until: datetime

    @property
    def asked(self) -> list[datetime]:
        return asked_of(self.incident, self.supplier)

    def _row_at(self, moment: datetime) -> int | None:
        """Which escalation to them was the last until then."""
        return max((place for place, at in enumerate(self.asked) if at <= moment), default=None)

    def _rows(self) -> list[tuple[datetime | None, datetime | None]]:
        whom = [self.supplier.id] + [each.id for each in self.supplier.contacts]
        rows = [each for each in self.incident.escalations if each.at and each.to in whom]
        rows.sort(key=lambda each: in_utc(each.at or datetime.max))
        return [(each.answered_at, each.solved_at) for each in rows]

    def standing(self, moment: datetime) -> str:
        """ "not yet" with them, "open", "solved" by them, or "restored" by nobody knows whom."""
        place = self._row_at(moment)
        if place is None:
            return "not yet"
        solved = self._rows()[place][1]
        if solved and in_utc(solved) <= moment:
            return "solved"
        incident = self.incident
        restored: list[tuple[datetime | None, datetime | None, bool]] = [
            (
                each.restored_at,
                each.reopened_at,
                in_utc(each.reopened_at) > self.until and self._said_to_be_theirs(),
            )
            for each in incident.reopenings
            if each.reopened_at
        ]
        if not any(in_utc(each.reopened_at) > self.until for each in incident.reopenings if each.reopened_at):
            restored.append((incident.restored_at, None, self._said_to_be_theirs()))
        for start, end, by_them in restored:
            if start is None or in_utc(start) > moment or (end and moment >= in_utc(end)):
                continue
            run = self._row_at(in_utc(start))
            if run is not None and self._rows()[run][1] is None:
                return "solved" if by_them else "restored"
        return "open"

    def _said_to_be_theirs(self) -> bool:
        who = self.incident.resolver
        if who is None:
            return False
        if who.organization.strip():
            return who.organization.strip().lower() == self.supplier.name.strip().lower()
        return who.name.strip().lower() in [each.name.strip().lower() for each in self.supplier.contacts]

    def minutes(self, until: datetime) -> int:
        """With them and within service hours, until then."""
        return sum(10 for at in self._slots(until) if self.standing(at) == "open")

    def minutes_to_answer(self, until: datetime) -> int:
        answered = self.answered()
        return sum(10 for at in self._slots(until) if answered is None or at < answered)

    def _slots(self, until: datetime) -> list[datetime]:
        at, found = self.asked[0], []
        while at < until:
            if self.is_open(at):
                found.append(at)
            at += STEP
        return found

    def answered(self) -> datetime | None:
        return min((in_utc(answered) for answered, _solved in self._rows() if answered), default=None)

    def answer_by(self, moment: datetime, within: int) -> str:
        """ "in time", "late", "undecided" or "not known" of their answer, with what is known of later too."""
        answered = self.answered()
        if answered is None:
            return "not known"
        if self.minutes_to_answer(moment) > within:
            return "late"
        return "in time" if answered <= moment else "undecided"

    def solution_by(self, moment: datetime, within: int) -> str:
        if self.minutes(moment) > within:
            return "late"
        return {"open": "undecided", "solved": "in time", "restored": "not known"}[self.standing(moment)]

    def ended(self, moment: datetime, as_: str) -> datetime | None:
        """Since when it stands so."""
        if self.standing(moment) != as_:
            return None
        at = moment
        while at >= self.asked[0] and self.standing(at) == as_:
            at -= STEP
        return at + STEP


Judge = Callable[[Seen, datetime, int], str]


def shares(
    cases: Sequence[Seen], judge: Judge, start: datetime, end: datetime, within: int
) -> dict[str, list[Seen]]:
    """The cases that came to their verdict from start to end, by verdict, and those undecided at its end."""
    found: dict[str, list[Seen]] = {"in time": [], "late": [], "undecided": [], "not known": []}
    for each in cases:
        if each.asked[0] >= end:
            continue
        if each.asked[0] < start and judge(each, start, within) != "undecided":
            continue
        found[judge(each, end, within)].append(each)
    return found
