"""The hours of a month: what was done for a customer under an agreement, what of it the price includes, what goes beyond."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any, TypeVar
from uuid import UUID

from sdesk.local_time import local
from sdesk.models import (
    Approval,
    Customer,
    CustomerAgreement,
    Organization,
    Record,
    ServiceChangeRequest,
    ServiceIncident,
)
from sdesk.models.printout import WorkLine, WorkMonth, WorkPrintout
from sdesk.models.steps_taken import StepTaken
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

WORKED_ON = (ServiceIncident, ServiceChangeRequest)
"""Where time is noted."""
AnyCase = TypeVar("AnyCase", ServiceIncident, ServiceChangeRequest)
Done = tuple[ServiceIncident | ServiceChangeRequest, StepTaken]
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
    """The same of the agreement that a step for the change falls under if it is done now."""
    agreement = Promises(workspace).agreement_at(change.customer, change.service, workspace.clock())
    return _this_month(workspace, agreement.number) if agreement else None


def _this_month(workspace: Workspace, number: str) -> WorkMonth | None:
    month = month_of(workspace, workspace.clock())
    in_effect = each_in_effect(workspace, CustomerAgreement)
    agreement = next((each for each in in_effect if each.number == number), None)
    if agreement is None:
        return None
    return workspace.kept(
        ("work this month", agreement.id, month),
        lambda: months_of(workspace, agreement, month)[0],
        of=(*WORKED_ON, CustomerAgreement, Approval, Organization),
    )


def work_printout(workspace: Workspace, agreement: CustomerAgreement, period: Period) -> WorkPrintout:
    """The statement of a period, step by step in the order in which they were done."""
    done = sorted(_done(workspace, agreement, period), key=lambda each: (_at(each[1]), each[0].number))
    names = entries(workspace, [step.person for _case, step in done if step.person])
    customer = workspace.get(Customer, agreement.customer) if agreement.customer else None
    return WorkPrintout(
        customer=customer.name if customer else "",
        agreement=agreement.number,
        name=agreement.name,
        first=period.first,
        last=period.last,
        lines=tuple(_line(case, step, names) for case, step in done),
        months=_months(workspace, agreement, period, done),
        letterhead=letterhead(workspace),
        printed_at=workspace.clock(),
    )


def work_table(workspace: Workspace, agreement: CustomerAgreement, period: Period) -> ListTable:
    """The same for a spreadsheet, in the organization's time."""
    printout = work_printout(workspace, agreement, period)
    zone = zone_of(workspace)
    heads = (_("When"), _("Case"), _("In one line"), _("Who"), _("What was done"), _("Minutes"))
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


def _line(case: Record, step: StepTaken, names: Mapping[UUID, Entry]) -> WorkLine:
    who = names[step.person].title if step.person and step.person in names else ""
    return WorkLine(_at(step), case.number, str(case.heading), who, step.text, step.minutes or 0)


def _done(workspace: Workspace, agreement: CustomerAgreement, period: Period) -> Iterator[Done]:
    """The steps with minutes of that time that fall under any version of the agreement: of an incident all, by when it was
    recorded; of a change each, by when it was done.

    Also of those that turned out to be none, or to be the same as another, or were withdrawn: the work was done.
    """
    promises = Promises(workspace)
    for incident, steps in _noted(workspace, ServiceIncident, agreement, period):
        found = promises.agreement(incident)
        if found is not None and found.number == agreement.number:
            yield from ((incident, step) for step in steps)
    for change, steps in _noted(workspace, ServiceChangeRequest, agreement, period):
        for step in steps:
            found = promises.agreement_at(change.customer, change.service, _at(step))
            if found is not None and found.number == agreement.number:
                yield change, step


def _noted(
    workspace: Workspace, model: type[AnyCase], agreement: CustomerAgreement, period: Period
) -> Iterator[tuple[AnyCase, list[StepTaken]]]:
    """The cases of the customer with steps of that time that took minutes, and these."""
    theirs = workspace.find(
        model,
        col(model.customer) == agreement.customer,
        col(model.changed_at) >= period.start_utc,
        *_noted_about(model, period),
        order_by=[col(model.number)],
    )
    for case in theirs:
        steps = [
            step
            for step in case.steps_taken
            if step.minutes and step.at and period.start_utc <= step.at < period.end_utc
        ]
        if steps:
            yield case, steps


def _noted_about(model: type[AnyCase], period: Period) -> tuple[Any, ...]:
    """Conditions that hold of all cases with a step of that time, and of few others: nobody reads the rest.

    The rows name the months in UTC, which may be a day off.
    """
    if period.days > MOST_DAYS:
        return ()
    days = (period.first + timedelta(days=each) for each in range(-1, period.days + 1))
    months = sorted({f"{day:%Y-%m}-" for day in days})
    noted = (mentions(col(model.steps_taken), each) for each in months)
    return (reduce(or_, noted),)


def _months(
    workspace: Workspace,
    agreement: CustomerAgreement,
    period: Period,
    done: Iterable[Done],
) -> tuple[WorkMonth, ...]:
    held = [each for each in versions(workspace, CustomerAgreement).held if each.number == agreement.number]
    work = [step for _case, step in done]
    return tuple(_month(workspace, held, each, work) for each in monthly_buckets(period))


def _month(workspace: Workspace, held: Iterable[Held], days: Period, work: Iterable[StepTaken]) -> WorkMonth:
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


def _at(step: StepTaken) -> datetime:
    assert step.at is not None
    return step.at


__all__ = ["hours_around", "hours_around_change", "month_of", "months_of", "work_printout", "work_table"]
