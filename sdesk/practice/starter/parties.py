"""Customers, suppliers, service hours and maintenance windows: what the answers name is there once."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from sdesk.models import Customer, FirmAnswers, ScheduleEntry, ServiceCalendar, Supplier
from sdesk.models.control import EntryKind
from sdesk.models.governance.answers import AnsweredCustomer, AnsweredSupplier
from sdesk.models.governance.service_calendar import Weekday
from sdesk.models.relationship.party import Party, PartyContact
from sdesk.practice.calendar.days import moment_on, today, zone_name
from sdesk.practice.calendar.series import Unit, repeat
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, save, write
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.starter.answers import is_answered
from sdesk.practice.starter.wording import substituted
from sdesk.storage import col

AnyParty = TypeVar("AnyParty", bound=Party)
AHEAD = timedelta(weeks=12)
"""So far maintenance windows are put on the calendar; who wants more repeats them there."""


def parties(workspace: Workspace, said: FirmAnswers) -> tuple[list[Party], FirmAnswers]:
    """The records of those who were named and have none yet, and the answers, which now lead to them."""
    made: list[Party] = []
    customers = tuple(_with_customer(workspace, each, made) for each in said.customers)
    suppliers = tuple(_with_supplier(workspace, each, made) for each in said.suppliers)
    if (customers, suppliers) != (said.customers, said.suppliers):
        write(workspace, said, {"customers": customers, "suppliers": suppliers})
    return made, said


def _with_customer(workspace: Workspace, row: AnsweredCustomer, made: list[Party]) -> AnsweredCustomer:
    known = workspace.get(Customer, row.customer) if row.customer else None
    found = known or _called(workspace, Customer, row.firm)
    if found is None:
        found = create(workspace, Customer, {"name": row.firm.strip(), "address": row.place.strip()})
        made.append(found)
    if row.contact.strip() and not any(each.name == row.contact.strip() for each in found.contacts):
        contact = PartyContact(name=row.contact.strip()).model_copy(update=reached(row.reach))
        save(workspace, found, {"contacts": (*found.contacts, contact)})
    elif not row.contact.strip():
        _fill(workspace, found, reached(row.reach))
    return row if row.customer == found.id else row.model_copy(update={"customer": found.id})


def _with_supplier(workspace: Workspace, row: AnsweredSupplier, made: list[Party]) -> AnsweredSupplier:
    known = workspace.get(Supplier, row.supplier) if row.supplier else None
    found = known or _called(workspace, Supplier, row.firm)
    if found is None:
        found = create(workspace, Supplier, {"name": row.firm.strip()})
        made.append(found)
    _fill(workspace, found, reached(row.reach))
    return row if row.supplier == found.id else row.model_copy(update={"supplier": found.id})


def _called(workspace: Workspace, model: type[AnyParty], name: str) -> AnyParty | None:
    found = workspace.find(model, order_by=[col(model.number)])
    return next((each for each in found if each.name.casefold() == name.strip().casefold()), None)


def _fill(workspace: Workspace, party: Party, values: dict[str, str]) -> None:
    """What is empty only: what somebody wrote there since is theirs."""
    empty = {name: said for name, said in values.items() if said and not getattr(party, name).strip()}
    if empty:
        save(workspace, party, empty)


def reached(reach: str) -> dict[str, str]:
    """The one way to reach somebody that was typed, as telephone or as e-mail."""
    return {"email" if "@" in reach else "telephone": reach.strip()}


# ---------------------------------------------------------------- service hours and windows


def calendar_of(workspace: Workspace, said: FirmAnswers) -> ServiceCalendar | None:
    """The service hours that say what was answered; else the first there are. None while there is nothing to go by."""
    found = workspace.find(
        ServiceCalendar, col(ServiceCalendar.state) == "in use", order_by=[col(ServiceCalendar.number)]
    )
    same = (each for each in found if each.weekly_hours == said.weekly_hours)
    return next(same, next(iter(found), None))


def calendar(workspace: Workspace, said: FirmAnswers) -> tuple[ServiceCalendar | None, bool]:
    """The service hours, made where there are none, and whether they were."""
    found = calendar_of(workspace, said)
    if found is not None or not is_answered(said, 3):
        return found, False
    values = {
        "name": substituted("calendar"),
        "time_zone": zone_name(workspace),
        "weekly_hours": said.weekly_hours,
        "holidays": said.holidays,
    }
    return create(workspace, ServiceCalendar, values), True


def windows(workspace: Workspace, said: FirmAnswers) -> list[ScheduleEntry]:
    """The maintenance windows of the weeks to come, where none was ever entered."""
    model = ScheduleEntry
    if not is_answered(said, 3) or workspace.find(
        model, col(model.kind) == EntryKind.MAINTENANCE, deleted=True
    ):
        return []
    values = dict(_first_window(workspace, said))
    first = take_step(workspace, create(workspace, model, values), "plan")
    again = repeat(workspace, first, 1, Unit.WEEKS, today(workspace) + AHEAD)
    return [first, *again]


def _first_window(workspace: Workspace, said: FirmAnswers) -> Iterator[tuple[str, Any]]:
    assert said.window_day and said.window_start is not None and said.window_end is not None
    day = next_on(today(workspace), said.window_day)
    over_midnight = said.window_end <= said.window_start
    yield "name", substituted("window")
    yield "kind", EntryKind.MAINTENANCE
    yield "starts_at", moment(workspace, day, said.window_start)
    yield "ends_at", moment(workspace, day + timedelta(days=over_midnight), said.window_end)


def moment(workspace: Workspace, day: date, minute: int) -> datetime:
    """1440 is the midnight at the day's end."""
    more, rest = divmod(minute, 24 * 60)
    return moment_on(workspace, day + timedelta(days=more), time(rest // 60, rest % 60))


def next_on(day: date, weekday: Weekday) -> date:
    """The first such weekday after `day`."""
    return day + timedelta(days=(list(Weekday).index(weekday) - day.weekday() - 1) % 7 + 1)


__all__ = ["calendar", "calendar_of", "next_on", "parties", "reached", "windows"]
