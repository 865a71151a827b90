"""What was due in a period, action items and competences, and what of it was done by its day; up to yesterday."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sdesk.local_time import day_of
from sdesk.models import ActionItem
from sdesk.models.governance import Competence
from sdesk.practice.measures.clocks import find_zone, utc
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.scope import Scope


def needed_in(scope: Scope, period: Period) -> list[Competence]:
    return [each for each in scope.competences if each.needed_by and _on(each.needed_by, scope, period)]


def achieved_in_time(competence: Competence) -> bool:
    achieved = competence.achieved_on
    return achieved is not None and achieved <= (competence.needed_by or achieved)


def due_in(scope: Scope, period: Period) -> list[ActionItem]:
    zone = find_zone(period.time_zone)
    due = [each for each in scope.actions if (day := scope.due_day(each)) and _on(day, scope, period)]
    return [each for each in due if not _ended_in_time(scope, each, "cancelled", zone)]


def done_in_time(scope: Scope, item: ActionItem, zone: ZoneInfo) -> bool:
    return _ended_in_time(scope, item, "done", zone)


def _ended_in_time(scope: Scope, item: ActionItem, state: str, zone: ZoneInfo) -> bool:
    ended = day_of(utc(item.ended_at), zone) if item.ended_at else None
    due = scope.due_day(item)
    return item.state == state and ended is not None and due is not None and ended <= due


def known_and_over(scope: Scope, period: Period) -> Period | None:
    """The days of the period of which something is known, and which are over."""
    known, over = scope.known(period), _over(scope, period)
    if known is None or over < known.first:
        return None
    return Period(known.first, min(known.last, over), period.time_zone)


def _on(day: date, scope: Scope, period: Period) -> bool:
    """Whether the day lies in the part of the period that is over."""
    return period.first <= day <= _over(scope, period)


def _over(scope: Scope, period: Period) -> date:
    """The last day of the period that is over."""
    return min(period.last, day_of(utc(scope.now), find_zone(period.time_zone)) - timedelta(days=1))


__all__ = ["achieved_in_time", "done_in_time", "due_in", "known_and_over", "needed_in"]
