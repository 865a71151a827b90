"""In which order things happened: by what a case says, what was signed and what history tells. Counted in minutes."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from sdesk.local_time import day_of, start_of
from sdesk.models import HistoryEntry, Record
from sdesk.practice.calendar import days
from sdesk.practice.calendar.service_hours import ServiceHours, find_zone, open_intervals
from sdesk.practice.readiness.rules.grounds import Grounds
from sdesk.storage import col
from sdesk.translation import NOTHING_SAID, Message
from sdesk.translation import message as _

Moment = tuple[Message, datetime | None]
"""What happened, and when, if it did."""


def moment_of(on: Grounds) -> datetime:
    """When it is judged: now, or the end of the day that was asked for."""
    now = on.workspace.clock()
    if on.today == days.day_of(on.workspace, now):
        return now
    return days.start_of(on.workspace, on.today + timedelta(days=1))


def out_of_order(on: Grounds, *moments: Moment) -> Message:
    """What did not happen yet, or happened before what comes before it; nothing said where all is in order."""
    known = [(what, at) for what, at in moments if at is not None]
    for what, at in known:
        if at > moment_of(on):
            return _("It is out of order: {what} lies ahead.", what=what)
    for (before, earlier), (after, later) in pairwise(known):
        if _minute(later) < _minute(earlier):
            return _("It is out of order: {after} before {before}.", after=after, before=before)
    return NOTHING_SAID


def _minute(moment: datetime) -> datetime:
    """People give minutes."""
    return moment.replace(second=0, microsecond=0)


def first_in_state(on: Grounds, records: Iterable[Record], state: str) -> dict[UUID, datetime]:
    """When each first came into the state, by its history."""
    held = on.values_held(records, "state")
    reached = {key: [at for at, value in values if value == state] for key, values in held.items()}
    return {key: min(moments) for key, moments in reached.items() if moments}


def rows_written(on: Grounds, records: Iterable[Record], name: str, *columns: str) -> dict[UUID, datetime]:
    """When each row of a field was written here, or one of these columns of it last was, by history."""
    keys = [each.id for each in records]
    told = on.workspace.find(
        HistoryEntry, col(HistoryEntry.record_id).in_(keys), order_by=[col(HistoryEntry.tick)]
    )
    found: dict[UUID, datetime] = {}
    for entry in told:
        rows = entry.changes.get(name)
        if isinstance(rows, Mapping):
            changed = (key for key, row in rows.get("changed", {}).items() if row.keys() & {*columns})
            found.update({UUID(key): entry.at for key in (*rows.get("added", ()), *changed)})
    return found


def service_days(hours: ServiceHours, since: datetime, until: datetime, enough: int) -> int:
    """On how many days after that of `since` the service was open, up to `until`; nobody counts past `enough`."""
    zone = find_zone(hours.time_zone)
    day, last, found = day_of(since, zone), day_of(until, zone), 0
    while day < last and found < enough:
        day += timedelta(days=1)
        ends = start_of(day + timedelta(days=1), zone)
        found += bool(open_intervals(hours, start_of(day, zone), min(ends, until)))
    return found


__all__ = ["Moment", "first_in_state", "moment_of", "out_of_order", "rows_written", "service_days"]
