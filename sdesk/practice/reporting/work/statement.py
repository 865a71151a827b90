"""The hours of a month: what was done for a customer under an agreement, what of it the price includes, what goes beyond."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sdesk.local_time import local
from sdesk.models import Customer, CustomerAgreement, ServiceIncident
from sdesk.models.incident import IncidentStep
from sdesk.models.printout import WorkLine, WorkPrintout
from sdesk.practice.calendar.days import day_of, zone_of
from sdesk.practice.exchange.list_files import ListTable
from sdesk.practice.incident.clocks import Promises
from sdesk.practice.lifecycle.lists import Entry, entries
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import versions
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.printing import letterhead
from sdesk.storage import col
from sdesk.translation import message as _
from sdesk.translation import word


@dataclass(frozen=True)
class Hours:
    """Minutes of a month under an agreement: `included` is None where none were agreed."""

    used: int
    included: int | None = None

    @property
    def beyond(self) -> int:
        """What the price does not cover; all of it where nothing is included."""
        return max(self.used - (self.included or 0), 0)

    @property
    def left(self) -> int:
        return max((self.included or 0) - self.used, 0)


def month_of(workspace: Workspace, moment: datetime) -> Period:
    """The organization's month around a moment."""
    day = day_of(workspace, moment)
    return Period.month(day.year, day.month, zone_of(workspace).key)


def hours_of(workspace: Workspace, agreement: CustomerAgreement, period: Period) -> Hours:
    """What was used of an agreement in a month, by the version that is to go by at its end."""
    used = sum(step.minutes or 0 for _incident, step in _done(workspace, agreement, period))
    return Hours(used, _included(workspace, agreement, period))


def hours_around(workspace: Workspace, incident: ServiceIncident) -> Hours | None:
    """What was used this month of the agreement that the incident falls under; None where it falls under none."""
    agreement = Promises(workspace).agreement(incident)
    return hours_of(workspace, agreement, month_of(workspace, workspace.clock())) if agreement else None


def work_printout(workspace: Workspace, agreement: CustomerAgreement, period: Period) -> WorkPrintout:
    """The statement of a period, step by step in the order in which they were done."""
    done = sorted(_done(workspace, agreement, period), key=lambda each: (each[1].at, each[0].number))
    names = entries(workspace, [step.person for _incident, step in done if step.person])
    customer = workspace.get(Customer, agreement.customer) if agreement.customer else None
    return WorkPrintout(
        customer=customer.name if customer else "",
        agreement=agreement.number,
        name=agreement.name,
        first=period.first,
        last=period.last,
        lines=tuple(_line(incident, step, names) for incident, step in done),
        included=_included(workspace, agreement, period),
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
    assert step.at is not None
    who = names[step.person].title if step.person and step.person in names else ""
    return WorkLine(step.at, incident.number, incident.summary, who, step.text, step.minutes or 0)


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


def _included(workspace: Workspace, agreement: CustomerAgreement, period: Period) -> int | None:
    """Of a month; of several months so many times, of a part of one all of it."""
    then = versions(workspace, CustomerAgreement).at(min(period.last_moment, workspace.clock()))
    version = next((each for each in then if each.number == agreement.number), agreement)
    if version.included_minutes is None:
        return None
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    return version.included_minutes * months


__all__ = ["Hours", "hours_around", "hours_of", "month_of", "work_printout", "work_table"]
