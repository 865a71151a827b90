"""Maintenance windows and business events, past and to come."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sdesk.models import ScheduleEntry
from sdesk.practice.lifecycle.records import create
from sdesk.practice.lifecycle.steps import take_step
from sdesk.sample.firm import Firm, Texts, texts
from sdesk.sample.year import Story, Turn


def calendar_stories(firm: Firm) -> Iterator[Story]:
    return (_entry(firm, told) for told in texts("calendar")["entry"])


def _entry(firm: Firm, told: Texts) -> Story:
    first = _first_day(firm, told)
    starts, ends = _hours(firm, told, first)
    known = min(told["day"] - told.get("known_before", 20), -1)
    yield Turn(firm.year.at(known, "11:05"), "tomas")
    links = {"configuration_items": told.get("items", [])}
    if "customer" in told:
        links["customer"] = told["customer"]
    plain = {name: told[name] for name in ("name", "kind", "description") if name in told}
    values = {**plain, **firm.values(ScheduleEntry, links), "starts_at": starts, "ends_at": ends}
    entry = create(firm.workspace, ScheduleEntry, values)
    entry = take_step(firm.workspace, entry, "plan")
    if "cancelled" in told:
        yield Turn(firm.year.at(told["day"] - 2, "9:25"), "tomas")
        take_step(firm.workspace, entry, "cancel", reason=told["cancelled"])


def _first_day(firm: Firm, told: Texts) -> date:
    """The weekday told, on or after the day; any day where none is told."""
    day = firm.year.day(told["day"])
    return day + timedelta((told["weekday"] - day.weekday()) % 7) if "weekday" in told else day


def _hours(firm: Firm, told: Texts, first: date) -> tuple[datetime, datetime]:
    last = first + timedelta(told.get("days", 1) - 1)
    return firm.year.moment(first, told["from"]), firm.year.moment(last, told["to"])
