"""What was escalated to a supplier, from their side: from when they were asked until they answered, and had solved it.

Of the supplier an incident tells when it was escalated to them, and what somebody noted of their answer and solution.
Everything else in it is our own work, and says nothing of theirs. So:

- Both clocks start when it was first escalated to them, and count service hours of their agreement. That our own
  clocks are on hold stops neither: it is often them for whom we wait.
- They answered when that was noted. Where it was not, nobody knows, however long ago it was.
- They solved it when that was noted, or when the service was restored and they are said to have resolved it. Restored
  by others, or nobody knows by whom, within their time: not known. But until the service is restored it is not solved,
  so that what takes longer than their time is over it, whoever restores it then.
- What was opened again after the end of the period was solved at its end, by whoever was said to have resolved it until then.
- Escalated to them again after they had solved it, or reopened after it was restored, their clock goes on where it was.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from uuid import UUID

from sdesk.models import Contact, ServiceIncident, Supplier
from sdesk.models.incident import Escalation
from sdesk.models.priorities import Priority
from sdesk.practice.measures.clocks import (
    Clock,
    IncidentTimes,
    Restoration,
    ServiceHours,
    response_clock,
    restoration_clock,
    utc,
)


@dataclass(frozen=True)
class Escalated:
    """An incident with its escalations to one supplier, oldest first, and when it was thought restored, the last time without
    a reopening; `by_them`: they are said to have resolved it then."""

    incident: ServiceIncident
    rows: tuple[Escalation, ...]
    by_them: bool
    hours: ServiceHours
    restored: tuple[Restoration, ...]

    @property
    def id(self) -> UUID:
        return self.incident.id

    @property
    def service(self) -> UUID | None:
        return self.incident.service

    @property
    def priority(self) -> Priority | None:
        return self.incident.priority

    @property
    def since(self) -> datetime:
        """When they were first asked."""
        assert self.rows[0].at
        return utc(self.rows[0].at)

    def answer(self, within: int | None, now: datetime) -> Clock:
        """From the escalation to their first answer."""
        answered = min((each.answered_at for each in self.rows if each.answered_at), default=None)
        if answered is None:
            return _unknown(within)
        return response_clock(self.hours, self._times(now, first_response_at=answered), within)

    def solution(self, within: int | None, now: datetime) -> Clock:
        """From the escalation until they had solved it."""
        theirs, others = self._solved()
        clock = restoration_clock(self.hours, self._times(now, restorations=(*theirs, *others)), within)
        known = clock.state != "stopped" or self.solved_at(now) is not None
        return clock if known or (within is not None and clock.used > within) else _unknown(within)

    def until_restored(self, now: datetime) -> int:
        """The minutes from the escalation until the service was restored or solved, or now, whoever did it."""
        theirs, others = self._solved()
        return restoration_clock(self.hours, self._times(now, restorations=(*theirs, *others)), None).used

    def solved_at(self, now: datetime) -> datetime | None:
        """When they had solved it, if that is known, and it is solved then."""
        return self._times(now, restorations=self._solved()[0]).restored_at

    def restored_by_others(self, now: datetime) -> datetime | None:
        """When the service was restored of which nobody says that they did it, if it is restored then."""
        theirs, others = self._solved()
        restored = self._times(now, restorations=(*theirs, *others)).restored_at
        return restored if restored and self.solved_at(now) is None else None

    def _solved(self) -> tuple[tuple[Restoration, ...], tuple[Restoration, ...]]:
        """When they had solved it as far as that is known, and when the service was restored otherwise."""
        following = [*(each.at for each in self.rows[1:]), None]
        noted = [
            Restoration(row.solved_at, again)
            for row, again in zip(self.rows, following, strict=True)
            if row.solved_at
        ]
        restored = [each for each in self.restored if self._is_open_to(each.restored_at)]
        thought = [each for each in restored if each.reopened_at]
        last = [each for each in restored if not each.reopened_at]
        if self.by_them:
            return (*noted, *last), tuple(thought)
        return tuple(noted), (*thought, *last)

    def _is_open_to(self, moment: datetime) -> bool:
        """Whether it was with them then, and nobody noted of that escalation when they had solved it."""
        asked = [each for each in self.rows if each.at and utc(each.at) <= utc(moment)]
        return bool(asked) and asked[-1].solved_at is None

    def _times(
        self,
        now: datetime,
        first_response_at: datetime | None = None,
        restorations: Sequence[Restoration] = (),
    ) -> IncidentTimes:
        return IncidentTimes(
            self.since, self.since, now, first_response_at=first_response_at, restorations=tuple(restorations)
        )


def _unknown(within: int | None) -> Clock:
    return Clock(0, within, "unknown", None)


def escalated_to(
    supplier: Supplier,
    incidents: Iterable[ServiceIncident],
    hours: Callable[[datetime], ServiceHours],
    until: datetime,
    resolver_at: Callable[[ServiceIncident, datetime], Contact | None],
    supplier_now: Supplier | None = None,
) -> tuple[Escalated, ...]:
    """The incidents that were escalated to the supplier or one of their contacts, of that time or of now, seen from the moment
    `until`; `hours` and `resolver_at` say which hours there were at a moment, and who was said to have resolved it."""
    whom = {supplier.id, *(each.id for one in (supplier, supplier_now or supplier) for each in one.contacts)}
    names = {each.name.strip().casefold() for each in supplier.contacts}
    found = []
    for incident in incidents:
        asked = [(utc(each.at), each) for each in incident.escalations if each.at and each.to in whom]
        if asked:
            rows = tuple(row for _at, row in sorted(asked, key=itemgetter(0)))
            restored, opened = _restored(incident, until)
            who = resolver_at(incident, opened) if opened else incident.resolver
            by_them = _resolved_by(who, supplier.name, names)
            found.append(Escalated(incident, rows, by_them, hours(min(at for at, _row in asked)), restored))
    return tuple(found)


def _restored(incident: ServiceIncident, until: datetime) -> tuple[tuple[Restoration, ...], datetime | None]:
    """When it was thought restored, and when it was opened again after that moment, which is not said of the last time."""
    found = []
    for each in incident.reopenings:
        opened = utc(each.reopened_at) if each.reopened_at else None
        later = opened is not None and opened > until
        if each.restored_at:
            found.append(Restoration(each.restored_at, None if later else each.reopened_at))
        if later:
            return tuple(found), opened
    last = [Restoration(incident.restored_at)] if incident.restored_at else []
    return (*found, *last), None


def _resolved_by(resolver: Contact | None, supplier: str, names: set[str]) -> bool:
    """Whether it is said that they resolved it: by the organization of who did, or where that is empty by their name."""
    if resolver is None:
        return False
    said = resolver.organization.strip().casefold()
    return said == supplier.strip().casefold() if said else resolver.name.strip().casefold() in names


__all__ = ["Escalated", "escalated_to"]
