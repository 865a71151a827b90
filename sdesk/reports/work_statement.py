"""The statement of work of a month: what was done for a customer, by whom, how long it took, and what goes beyond the price."""

from itertools import groupby
from zoneinfo import ZoneInfo

from sdesk.local_time import day_of, local
from sdesk.models.printout import WorkLine, WorkPrintout
from sdesk.reports import blocks
from sdesk.reports.blocks import Block, Column, KeyFigure, KeyFigures, Paragraph, Row, Table
from sdesk.reports.sheet import paper_of
from sdesk.reports.words import day, day_at, days, moment
from sdesk.translation import gettext as _


def work_document(printout: WorkPrintout) -> blocks.Document:
    """The sums first, then each incident with what was done about it."""
    head = printout.letterhead
    return blocks.Document(
        title=_("Statement of work"),
        blocks=(*_sums(printout), _table(printout)),
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
    used, included = printout.used, printout.included
    if included is None:
        said = _("The agreement does not say how much work its price includes.")
        return KeyFigures((KeyFigure(_("Used"), in_hours(used)),)), Paragraph(said)
    beyond = max(used - included, 0)
    cards = (
        KeyFigure(_("Included"), in_hours(included)),
        KeyFigure(_("Used"), in_hours(used)),
        KeyFigure(_("Beyond"), in_hours(beyond), kind="warning" if beyond else "ok"),
    )
    return (KeyFigures(cards),)


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
