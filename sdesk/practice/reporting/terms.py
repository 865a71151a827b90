"""What a report is measured by, as values: the versions of the agreement, the service hours, priorities and target times.

Each with the days of the period that it governed; what was the same on days that follow each other is told once.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sdesk.local_time import day_of, start_of
from sdesk.models import Agreement, ServiceCalendar, ServiceDeliveryPolicy, SupplierAgreement
from sdesk.models.governance.service_calendar import Weekday
from sdesk.practice.calendar.agreed_hours import hours_of
from sdesk.practice.calendar.service_hours import ServiceHours, find_zone, held_between
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import versions
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.actions.items import as_of, end_of
from sdesk.practice.reporting.past import names_at
from sdesk.practice.reporting.spans import Span, governing

Json = Any
_DAY = timedelta(days=1)


def terms_of(workspace: Workspace, agreement: Agreement, spans: Sequence[Span], period: Period) -> Json:
    """`spans` are the versions of the agreement; on days that none of them governs, nothing is told of it."""
    found = [
        (max(each.first, period.first), min(each.last, period.last), each.agreement)
        for each in governing(spans, period.first, period.last)
        if each.first <= period.last and each.last >= period.first
    ]
    held = found or [(period.first, period.last, agreement)]
    return {
        "versions": [
            {"number": each.number, "version": each.version, "days": _days(first, last)}
            for first, last, each in held
        ],
        "hours": _told_once(each for span in held for each in _hours(workspace, *span, period)),
        **({} if isinstance(agreement, SupplierAgreement) else _of_incidents(workspace, period)),
    }


def _of_incidents(workspace: Workspace, period: Period) -> dict[str, Json]:
    """Our policy is what we promise to customers; no supplier goes by it."""
    return {"priorities": _told_once(_priorities(workspace, period))}


def _told_once(told: Iterable[Json]) -> list[Json]:
    """What says the same the day after, joined: from the first of its days to the last, with all its holidays."""
    found: list[Json] = []
    for each in told:
        before = found[-1] if found else None
        if before and _says(before) == _says(each) and _next_day(before) == each["days"][0]:
            before["days"] = [before["days"][0], each["days"][1]]
            if "holidays" in each:
                before["holidays"] = [*before["holidays"], *each["holidays"]]
        else:
            found.append(dict(each))
    return found


def _says(told: Json) -> Json:
    return {name: value for name, value in told.items() if name not in ("days", "holidays")}


def _next_day(told: Json) -> str:
    return (date.fromisoformat(told["days"][1]) + _DAY).isoformat()


def _days(first: date, last: date) -> list[str]:
    return [first.isoformat(), last.isoformat()]


# ---------------------------------------------------------------- service hours


def _hours(
    workspace: Workspace, first: date, last: date, agreement: Agreement, period: Period
) -> Iterator[Json]:
    """Without a calendar service is given around the clock."""
    calendar = workspace.get(ServiceCalendar, agreement.service_hours) if agreement.service_hours else None
    if calendar is None:
        yield {"days": _days(first, last), "name": "", "time_zone": "", "weekly": [], "holidays": []}
        return
    zone, named = find_zone(period.time_zone), _holiday_names(calendar)
    called = names_at(workspace, [calendar.id], end_of(workspace, period))[calendar.id]
    for time, hours in held_between(hours_of(calendar), start_of(first, zone), start_of(last + _DAY, zone)):
        own = find_zone(hours.time_zone)
        begun, over = day_of(time.start, own), day_of(time.end - datetime.resolution, own)
        days = max(begun, first), min(over, last)
        if days[0] <= days[1]:
            yield {"days": _days(*days), "name": called, **_said(hours, *days, named)}


def _said(hours: ServiceHours, first: date, last: date, named: dict[date, str]) -> Json:
    days = [each.value for each in Weekday]
    return {
        "time_zone": hours.time_zone,
        "weekly": [[days[day], start, end] for day, start, end in hours.weekly],
        "holidays": [
            [each.isoformat(), named.get(each, "")]
            for each in sorted(hours.holidays)
            if first <= each <= last
        ],
    }


def _holiday_names(calendar: ServiceCalendar) -> dict[date, str]:
    """The calendar's own names before those that it had for the same day earlier."""
    said = (*(each for earlier in calendar.earlier for each in earlier.holidays), *calendar.holidays)
    return {each.day: each.name.strip() for each in said if each.day and each.name.strip()}


# ---------------------------------------------------------------- priorities


def _priorities(workspace: Workspace, period: Period) -> Iterator[Json]:
    """The policy that holds at the end of each day, up to the last that can be spoken of: as incidents go by it."""
    policies, zone = versions(workspace, ServiceDeliveryPolicy), find_zone(period.time_zone)
    day, until, now = period.first, as_of(workspace, period), workspace.clock()
    said: dict[UUID, dict[str, Json]] = {}
    while day <= until:
        policy = policies.to_go_by(min(start_of(day + _DAY, zone) - datetime.resolution, now))
        if policy is not None:
            if policy.id not in said:
                said[policy.id] = _of_policy(policy)
            yield {"days": _days(day, day), **said[policy.id]}
        day += _DAY


def _of_policy(policy: ServiceDeliveryPolicy) -> dict[str, Json]:
    return {
        "document": policy.number,
        "version": policy.version,
        "times": [
            [each.priority.value, each.respond_minutes, each.restore_minutes]
            for each in policy.priority_targets
            if each.priority
        ],
        "matrix": [
            [each.impact.value, each.urgency.value, each.priority.value]
            for each in policy.matrix
            if each.impact and each.urgency and each.priority
        ],
    }


__all__ = ["terms_of"]
