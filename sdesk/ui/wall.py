"""The clock and the calendar on the organization's wall, for every widget that shows or reads a day or a time.

There is one open workspace at a time; its desk hangs them up, and again when the time zone is changed. Before the
first, they show UTC.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo

from sdesk import local_time
from sdesk.practice.calendar.days import zone_of
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _

_zone: tzinfo = UTC
_clock: Callable[[], datetime] = local_time.utc_now


def hang(workspace: Workspace) -> None:
    """From here on the time zone and the clock are this workspace's. Raises SdeskError for a zone nobody knows."""
    global _zone, _clock
    _zone, _clock = zone_of(workspace), workspace.clock


def take_down() -> None:
    global _zone, _clock
    _zone, _clock = UTC, local_time.utc_now


def zone() -> tzinfo:
    return _zone


def now() -> datetime:
    return _clock()


def today() -> date:
    return day_of(now())


def local(moment: datetime) -> datetime:
    """The moment with the date and the time of day that the organization's clock shows."""
    return local_time.local(moment, _zone)


def day_of(moment: datetime) -> date:
    return local_time.day_of(moment, _zone)


def whose_times() -> str:
    """Whose clock all times show, where that of this computer shows others; "" where it shows the same."""
    if local_time.is_shown_by_this_computer(_zone, now()):
        return ""
    return _("Times of {zone}.").format(zone=str(_zone).replace("_", " "))
