"""The hours of a month: what was done for a customer under an agreement, what of it the price includes, what goes beyond."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from sdesk.local_time import local
from sdesk.models import (
    Approval,
    Customer,
    CustomerAgreement,
    Organization,
    ServiceChangeRequest,
    ServiceIncident,
)
from sdesk.models.incident import IncidentStep
from sdesk.models.printout import WorkLine, WorkMonth, WorkPrintout
from sdesk.practice.calendar.days import day_of, zone_of
from sdesk.practice.exchange.list_files import ListTable
from sdesk.practice.incident.clocks import Promises
from sdesk.practice.lifecycle.lists import Entry, entries
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import Held, each_in_effect, versions
from sdesk.practice.measures.periods import Period, monthly_buckets
from sdesk.practice.reporting.printing import letterhead
from sdesk.storage import col
from sdesk.storage.counts import mentions
from sdesk.translation import message as _
from sdesk.translation import word

MOST_DAYS = 800
"""Of so many the months are asked for one by one; of more, all that was ever noted is read."""


def month_of(workspace: Workspace, moment: datetime) -> Period:
    """The organization's month around a moment."""
    day = day_of(workspace, moment)
    return Period.month(day.year, day.month, zone_of(workspace).key)


def months_of(workspace: Workspace, agreement: CustomerAgreement, period: Period) -> tuple[WorkMonth, ...]:
    """Month by month what was used of an agreement, by the version that held in it last."""
    return _months(workspace, agreement, period, [*_done(workspace, agreement, period)])


def hours_around(workspace: Workspace, incident: ServiceIncident) -> WorkMonth | None:
    """What was used this month of the agreement that the incident falls under; None where none of it is in effect now."""
    agreement = Promises(workspace).agreement(incident)
    return _this_month(workspace, agreement.number) if agreement else None


def hours_around_change(workspace: Workspace, change: ServiceChangeRequest) -> WorkMonth | None:
    """The same of the customer's agreement that covers the service of a change, else of their first."""
    theirs = [each for each in _in_effect(workspace) if change.customer and each.customer == change.customer]
    covering = [each for each in theirs if change.service in each.services]
    found = next(iter(covering or theirs), None)
    return _this_month(workspace, found.number) if found else None


def _this_month(workspace: Workspace, number: str) -> WorkMonth | None:
    month = month_of(workspace, workspace.clock())
    agreement = next((each for each in _in_effect(workspace) if each.number == number), None)
    if agreement is None:
        return None
    return workspace.kept(
        ("work this month", agreement.id, month),
        lambda: months_of(workspace, agreement, month)[0],
        of=(ServiceIncident, CustomerAgreement, Approval, Organization),
    )


def _in_effect(workspace: Workspace) -> Sequence[CustomerAgreement]:
    return each_in_effect(workspace, CustomerAgreement)


def work_printout(workspace: Workspace, agreement: CustomerAgreement, period: Period) -> WorkPrintout:
    """The statement of a period, step by step in the order in which they were done."""
    done = sorted(_done(workspace, agreement, period), key=lambda each: (_at(each[1]), each[0].number))
    names = entries(workspace, [step.person for _incident, step in done if step.person])
    customer = workspace.get(Customer, agreement.customer) if agreement.customer else None
    return WorkPrintout(
        customer=customer.name if customer else "",
        agreement=agreement.number,
        name=agreement.name,
        first=period.first,
        last=period.last,
        lines=tuple(_line(incident, step, names) for incident, step in done),
        months=_months(workspace, agreement, period, done),
        letterhead=letterhead(workspace),
        printed_at=workspace.clock(),
    )


def work_table(workspace: Workspace, agreement: CustomerAgreement, period: Period) -> ListTable:
    """The same for a spreadsheet, in the organization's time."""
    printout = work_printout(workspace, agreement, period)
    zone = zone_of(workspace)
    heads = (_("When"), _("Incident"), _("In one line"), _("Who"), _("What was done"), _("Minutes"))
    lines = tuple(
        (
            local(each.at, zone).replace(tzinfo=None),
            each.number,
            each.summary,
            each.who,
            each.text,
            each.minutes,
        )
        for each in printout.lines
    )
    title = _("Work for {customer}", customer=printout.customer)
    return ListTable(word(title), tuple(word(head) for head in heads), lines)


def _line(incident: ServiceIncident, step: IncidentStep, names: Mapping[UUID, Entry]) -> WorkLine:
    who = names[step.person].title if step.person and step.person in names else ""
    return WorkLine(_at(step), incident.number, incident.summary, who, step.text, step.minutes or 0)


def _done(
    workspace: Workspace, agreement: CustomerAgreement, period: Period
) -> Iterator[tuple[ServiceIncident, IncidentStep]]:
    """The steps with minutes of that time, of all incidents that fall under any version of the agreement.

    Also of those that turned out to be none, or to be the same as another: the work was done.
    """
    promises = Promises(workspace)
    theirs = workspace.find(
        ServiceIncident,
        col(ServiceIncident.customer) == agreement.customer,
        col(ServiceIncident.changed_at) >= period.start_utc,
        *_noted_about(period),
        order_by=[col(ServiceIncident.number)],
    )
    for incident in theirs:
        steps = [
            step
            for step in incident.steps_taken
            if step.minutes and step.at and period.start_utc <= step.at < period.end_utc
        ]
        if not steps:
            continue
        found = promises.agreement(incident)
        if found is not None and found.number == agreement.number:
            yield from ((incident, step) for step in steps)


def _noted_about(period: Period) -> tuple[Any, ...]:
    """Conditions that hold of all incidents with a step of that time, and of few others: nobody reads the rest.

    The rows name the months in UTC, which may be a day off.
    """
    if period.days > MOST_DAYS:
        return ()
    days = (period.first + timedelta(days=each) for each in range(-1, period.days + 1))
    months = sorted({f"{day:%Y-%m}-" for day in days})
    noted = (mentions(col(ServiceIncident.steps_taken), each) for each in months)
    return (reduce(or_, noted),)


def _months(
    workspace: Workspace,
    agreement: CustomerAgreement,
    period: Period,
    done: Iterable[tuple[ServiceIncident, IncidentStep]],
) -> tuple[WorkMonth, ...]:
    held = [each for each in versions(workspace, CustomerAgreement).held if each.number == agreement.number]
    work = [step for _incident, step in done]
    return tuple(_month(workspace, held, each, work) for each in monthly_buckets(period))


def _month(
    workspace: Workspace, held: Iterable[Held], days: Period, work: Iterable[IncidentStep]
) -> WorkMonth:
    """What is included is agreed by the month: of a part of one nobody can say it."""
    month = Period.month(days.first.year, days.first.month, days.time_zone)
    used = sum(step.minutes or 0 for step in work if days.contains(_at(step)))
    in_it = [
        each
        for each in held
        if each.start < month.end_utc and (each.end is None or each.end > month.start_utc)
    ]
    last = max(in_it, key=lambda each: each.start, default=None)
    version = workspace.get(CustomerAgreement, last.record) if last else None
    whole = days == month
    included = version.included_minutes if version and whole else None
    return WorkMonth(days.first, days.last, used, included, whole, version is not None)


def _at(step: IncidentStep) -> datetime:
    assert step.at is not None
    return step.at


__all__ = ["hours_around", "hours_around_change", "month_of", "months_of", "work_printout", "work_table"]
