"""Until when an incident waits for somebody else."""

from datetime import datetime, time, timedelta

from sdesk.models import ServiceIncident
from sdesk.practice.calendar.days import day_of, moment_on
from sdesk.practice.calendar.service_hours import ALWAYS, open_intervals
from sdesk.practice.incident.clocks import Promises
from sdesk.practice.lifecycle.record_type import Workspace

MORNING, EVENING = time(6), time(12)
NINE = time(9)
_FAR = 21
_SATURDAY = 5


def next_morning(workspace: Workspace, incident: ServiceIncident, now: datetime) -> datetime:
    """When to look again, if nothing else is said: the first morning after today on which its service is open.

    It begins when the service opens, or at nine where it is open all night; weekends are none where no hours are agreed.
    """
    hours, today = Promises(workspace).hours(incident), day_of(workspace, now)
    for away in range(1, _FAR):
        day = today + timedelta(days=away)
        dawn, noon = (moment_on(workspace, day, clock) for clock in (MORNING, EVENING))
        found = open_intervals(hours, dawn, noon)
        if found and (hours != ALWAYS or day.weekday() < _SATURDAY):
            opens = found[0].start
            return opens if opens > dawn else moment_on(workspace, day, NINE)
    return moment_on(workspace, today + timedelta(days=1), NINE)
