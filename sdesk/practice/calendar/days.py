"""Days as the provider counts them: by the calendar on their own wall, whatever day it is in UTC or on this computer.

A day that is over stays what it was: where the organization moves, its past days keep the time zone in which they ended.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sdesk import local_time
from sdesk.models import Organization
from sdesk.practice.calendar.service_hours import find_zone
from sdesk.storage import Workspace
from sdesk.storage.past import values_held

_EVER, _FOR_GOOD = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def zone_name(workspace: Workspace) -> str:
    """The name of the organization's time zone; UTC until there is an organization."""
    return workspace.kept("time zone", lambda: _zone_name(workspace), of=(Organization,), lasting=True)


def _zone_name(workspace: Workspace) -> str:
    ours = workspace.first(Organization)
    return ours.time_zone if ours else "UTC"


def zone_of(workspace: Workspace) -> ZoneInfo:
    """The organization's time zone. Raises SdeskError when this computer does not know it."""
    return find_zone(zone_name(workspace))


def zone_on(workspace: Workspace, day: date) -> str:
    """The name of the time zone in which the day ended, or will, by the organization's history."""
    return next(name for since, name in _zones_held(workspace) if _end_of(day, name) >= since)


def _zones_held(workspace: Workspace) -> Sequence[tuple[datetime, str]]:
    """The time zones of the organization, the newest first, each since when; the first one since ever."""
    return workspace.kept("time zones", lambda: _read_zones_held(workspace), of=(Organization,), lasting=True)


def _read_zones_held(workspace: Workspace) -> Sequence[tuple[datetime, str]]:
    ours = workspace.first(Organization)
    told = values_held(workspace, [ours], "time_zone", _FOR_GOOD)[ours.id] if ours else []
    held = [(since, name) for since, name in told if name]
    first = held[0][1] if held else zone_name(workspace)
    return (*reversed(held[1:]), (_EVER, first))


def _end_of(day: date, zone: str) -> datetime:
    return local_time.moment_on(day, time.max, find_zone(zone))


def day_of(workspace: Workspace, moment: datetime) -> date:
    """The day on which the moment fell, or will, in the organization's time zone of that day."""
    days = (
        (local_time.day_of(moment, find_zone(name)), name, since) for since, name in _zones_held(workspace)
    )
    return next(day for day, name, since in days if _end_of(day, name) >= since)


def today(workspace: Workspace) -> date:
    """The day it is now in the organization's time zone."""
    return day_of(workspace, workspace.clock())


def start_of(workspace: Workspace, day: date) -> datetime:
    """Midnight in the organization's time zone of that day, in UTC."""
    return local_time.start_of(day, find_zone(zone_on(workspace, day)))


def moment_on(workspace: Workspace, day: date, at: time) -> datetime:
    """The moment, in UTC, at which the organization's clock shows that time on that day."""
    return local_time.moment_on(day, at, zone_of(workspace))


__all__ = ["day_of", "moment_on", "start_of", "today", "zone_name", "zone_of", "zone_on"]
