"""Days as the provider counts them: by the calendar on their own wall, whatever day it is in UTC or on this computer."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sdesk import local_time
from sdesk.models import Organization
from sdesk.practice.calendar.service_hours import find_zone
from sdesk.storage import Workspace


def zone_name(workspace: Workspace) -> str:
    """The name of the organization's time zone; UTC until there is an organization."""
    return workspace.kept("time zone", lambda: _zone_name(workspace), of=(Organization,))


def _zone_name(workspace: Workspace) -> str:
    ours = workspace.first(Organization)
    return ours.time_zone if ours else "UTC"


def zone_of(workspace: Workspace) -> ZoneInfo:
    """The organization's time zone. Raises SdeskError when this computer does not know it."""
    return find_zone(zone_name(workspace))


def day_of(workspace: Workspace, moment: datetime) -> date:
    """The day on which the moment falls in the organization's time zone."""
    return local_time.day_of(moment, zone_of(workspace))


def today(workspace: Workspace) -> date:
    """The day it is now in the organization's time zone."""
    return day_of(workspace, workspace.clock())


def start_of(workspace: Workspace, day: date) -> datetime:
    """Midnight in the organization's time zone, in UTC."""
    return local_time.start_of(day, zone_of(workspace))


def moment_on(workspace: Workspace, day: date, at: time) -> datetime:
    """The moment, in UTC, at which the organization's clock shows that time on that day."""
    return local_time.moment_on(day, at, zone_of(workspace))


__all__ = ["day_of", "moment_on", "start_of", "today", "zone_name", "zone_of"]
