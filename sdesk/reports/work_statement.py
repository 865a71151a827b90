"""The statement of work of a month: what was done for a customer, by whom, how long it took, and what goes beyond the price."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from sdesk.local_time import day_of, local
from sdesk.models.printout import WorkLine, WorkMonth, WorkPrintout
from sdesk.reports import blocks
from sdesk.reports.blocks import Block, Column, KeyFigure, KeyFigures, Paragraph, Row, Table
from sdesk.reports.sheet import paper_of
from sdesk.reports.words import day, day_at, days, moment
from sdesk.translation import gettext as _
from sdesk.translation.dates import month_in_words


def work_document(printout: WorkPrintout) -> blocks.Document:
    """The sums first, then each incident with what was done about it."""
    head = printout.letterhead
    return blocks.Document(
        title=_("Statement of work"),
        blocks=(*_sums(printout), *_by_month(printout), _table(printout)),
        subtitle=printout.customer or printout.name,
        issuer=head.name,
        status=_("as of {day}").format(day=day_at(printout.printed_at, head.time_zone)),
        date=day_at(printout.printed_at, head.time_zone),
        moment=local(printout.printed_at, ZoneInfo(head.time_zone)),
        paper=paper_of(head),
        logo=head.logo,
        facts=(
            (_("Period"), days(printout.first, printout.last)),
            (_("Agreement"), " ".join(filter(None, (printout.agreement, printout.name)))),
            (_("Times in"), head.time_zone),
        ),
        footer_note=_("As it stood on {moment}.").format(moment=moment(printout.printed_at, head.time_zone)),
    )


def _sums(printout: WorkPrintout) -> tuple[Block, ...]:
    """What is included and beyond is that of the months of which it can be said; of the rest it is said why not."""
    said = [each for each in printout.months if each.included is not None]
    used = KeyFigure(_("Used"), in_hours(printout.used))
    open_days = tuple(Paragraph(each) for each in _not_counted(printout.months))
    if not said:
        return (KeyFigures((used,)), *open_days)
    beyond = sum(each.beyond or 0 for each in said)
    cards = (
        KeyFigure(_("Included"), in_hours(sum(each.included or 0 for each in said))),
        used,
        KeyFigure(_("Beyond"), in_hours(beyond), kind="warning" if beyond else "ok"),
    )
    return (KeyFigures(cards), *open_days)


def _not_counted(months: Sequence[WorkMonth]) -> Iterator[str]:
    """Why the time of some days stands neither under what is included nor beyond it; each reason once."""
    reasons = (
        (
            _("No whole calendar month: {days}. What the price includes is agreed by the month."),
            [each for each in months if each.in_effect and not each.is_whole],
        ),
        (_("No agreement was in effect: {days}."), [each for each in months if not each.in_effect]),
        (
            _("The agreement does not say how much work its price includes: {days}."),
            [each for each in months if each.in_effect and each.is_whole and each.included is None],
        ),
    )
    for reason, found in reasons:
        if not found:
            continue
        why = reason.format(days=_(", ").join(_runs(found)))
        time = sum(each.used for each in found)
        said = _("{why} The {time} of these days are counted neither as included nor as beyond.")
        yield said.format(why=why, time=in_hours(time)) if time else why


def _runs(months: Sequence[WorkMonth]) -> Iterator[str]:
    """The days of months in words, those that follow each other as one."""
    first = months[0].first
    for one, other in zip(months, (*months[1:], None), strict=True):
        if other is None or other.first - one.last > timedelta(days=1):
            yield days(first, one.last)
            first = other.first if other else first


def _by_month(printout: WorkPrintout) -> tuple[Block, ...]:
    """What one month leaves is not used up in another: so each is told."""
    if len(printout.months) < 2:
        return ()
    columns = (
        Column(_("Month"), weight=3),
        *(Column(head, weight=1.5, numeric=True) for head in (_("Included"), _("Used"), _("Beyond"))),
    )
    rows = tuple(
        (
            month_in_words(each.first) if each.is_whole else days(each.first, each.last),
            _hours_or_none(each.included),
            in_hours(each.used),
            _hours_or_none(each.beyond),
        )
        for each in printout.months
    )
    return (Table(columns, rows).told(),)


def _hours_or_none(minutes: int | None) -> str:
    return "–" if minutes is None else in_hours(minutes)


def _table(printout: WorkPrintout) -> Table:
    columns = (
        Column(_("Day"), weight=1.6, whole=True),
        Column(_("Who"), weight=2),
        Column(_("What was done"), weight=6),
        Column(_("Time"), weight=1, align="right"),
    )
    zone = ZoneInfo(printout.letterhead.time_zone)
    lines = sorted(printout.lines, key=lambda line: (line.number, line.at))
    rows: list[Row] = []
    for number, of_it in groupby(lines, key=lambda line: line.number):
        found = tuple(of_it)
        spent = in_hours(sum(line.minutes for line in found))
        heading = _("{number} {summary}, {time}").format(number=number, summary=found[0].summary, time=spent)
        rows.append(Row((heading,), "group"))
        rows.extend(_line(line, zone) for line in found)
    total = (_("Together"), "", "", in_hours(printout.used)) if rows else None
    return Table(columns, tuple(rows), empty_text=_("No time was noted in these days."), total=total)


def _line(line: WorkLine, zone: ZoneInfo) -> Row:
    return Row((day(day_of(line.at, zone)), line.who, line.text, in_hours(line.minutes)))


def in_hours(minutes: int) -> str:
    """Hours and minutes as an invoice has them: "1:05"."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02}"
