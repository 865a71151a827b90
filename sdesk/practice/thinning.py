"""Which copies are one too many: the older they are, the fewer are kept."""

from collections.abc import Iterable
from datetime import datetime, timedelta

HOURLY, DAILY, WEEKLY = timedelta(hours=24), timedelta(days=14), timedelta(days=61)
"""How old copies may be of which one an hour, a day, a week is kept; of older ones, one a month."""

MONTHS = 12
"""For so many months."""

Span = tuple[str, datetime]


def superfluous(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Those (in UTC) that may go: of each span the latest stays, of the spans that are months the latest twelve.

    What was made after `now`, by a clock that was set back since, is not judged; the latest of all stays.
    """
    judged = sorted(moment for moment in moments if moment <= now)
    latest = {span_of(moment, now): moment for moment in judged}
    months = sorted(span for span in latest if span[0] == "month")
    kept = {moment for span, moment in latest.items() if span not in months[:-MONTHS]}
    return set(judged[:-1]) - kept


def span_of(moment: datetime, now: datetime) -> Span:
    """The hour, day, week or month that shares one copy, by how old it is: its name and its start."""
    age = now - moment
    hour = moment.replace(minute=0, second=0, microsecond=0)
    day = hour.replace(hour=0)
    if age < HOURLY:
        return "hour", hour
    if age < DAILY:
        return "day", day
    if age < WEEKLY:
        return "week", day - timedelta(days=day.weekday())
    return "month", day.replace(day=1)
