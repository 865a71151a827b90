"""Rules of service hours: what is kept can be read by every clock."""

from collections.abc import Iterator, Mapping

from sdesk.errors import SdeskError
from sdesk.models import Record, ServiceCalendar
from sdesk.practice.incident.clocks import hours_of
from sdesk.practice.lifecycle.problem import Problem, Rule
from sdesk.storage import Workspace


def clocks_can_read_it(workspace: Workspace, calendar: ServiceCalendar, state: str) -> Iterator[Problem]:
    """No span ends before it starts or leaves its day, and none overlaps another: one would stop all clocks."""
    try:
        hours_of(calendar)
    except SdeskError as fault:
        yield Problem("weekly_hours", fault.message, fault.hint)


RULES: Mapping[type[Record], tuple[Rule, ...]] = {ServiceCalendar: (clocks_can_read_it,)}
