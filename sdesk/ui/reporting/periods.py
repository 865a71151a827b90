"""The periods that a person chooses from, so that they seldom have to type two dates."""

from dataclasses import dataclass
from datetime import date, timedelta

from sdesk.practice.measures.periods import Period
from sdesk.translation import gettext as _


@dataclass(frozen=True)
class NamedPeriod:
    title: str
    period: Period


def periods_to_report_on(
    today: date, time_zone: str, *, a_year: bool = False, a_month: bool = False
) -> list[NamedPeriod]:
    """Whole months, quarters and years that are over, then those under way; `a_year` or `a_month` offers a whole one
    first."""
    month = Period.month(today.year, today.month, time_zone)
    quarter = Period.quarter(today.year, (today.month + 2) // 3, time_zone)
    year = Period.year(today.year, time_zone)
    shorter = [
        NamedPeriod(_("Last quarter"), quarter.previous()),
        NamedPeriod(_("Last month"), month.previous()),
    ]
    longer = [
        NamedPeriod(_("Last twelve months"), _twelve_months_before(month)),
        NamedPeriod(_("Last year"), year.previous()),
    ]
    if a_month:
        shorter = shorter[::-1]
    return [
        *(longer + shorter if a_year else shorter + longer),
        NamedPeriod(_("This quarter"), quarter),
        NamedPeriod(_("This month"), month),
        NamedPeriod(_("This year"), year),
    ]


def _twelve_months_before(month: Period) -> Period:
    first = month.first.replace(year=month.first.year - 1)
    return Period(first, month.first - timedelta(days=1), month.time_zone)


def periods_to_plan(today: date, time_zone: str) -> list[NamedPeriod]:
    """What lies ahead, in whole weeks and months."""
    monday = today - timedelta(days=today.weekday())
    month = Period.month(today.year, today.month, time_zone)
    following = Period.month(month.last.year + month.last.month // 12, month.last.month % 12 + 1, time_zone)

    def weeks(number: int) -> Period:
        return Period(monday, monday + timedelta(days=7 * number - 1), time_zone)

    return [
        NamedPeriod(_("Four weeks from this Monday"), weeks(4)),
        NamedPeriod(_("This week"), weeks(1)),
        NamedPeriod(
            _("Next week"), Period(monday + timedelta(days=7), monday + timedelta(days=13), time_zone)
        ),
        NamedPeriod(_("This month"), month),
        NamedPeriod(_("Next month"), following),
    ]
