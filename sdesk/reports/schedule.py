"""The change schedule (WP.12) of a period: day by day what changes, who does it, what must not be disturbed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from sdesk.local_time import day_of, local
from sdesk.models.printout import ScheduleLine, SchedulePrintout
from sdesk.reports import blocks
from sdesk.reports.blocks import Block, Callout, Column, Heading, KeyFigure, KeyFigures, Paragraph, Row, Table
from sdesk.reports.sheet import paper_of
from sdesk.reports.words import day, day_at, days, moment
from sdesk.translation import Message, message, word
from sdesk.translation import gettext as _


def schedule_document(printout: SchedulePrintout) -> blocks.Document:
    """Conflicts first, then the days, then the rules by which the schedule is kept."""
    head = printout.letterhead
    return blocks.Document(
        title=_("Change schedule"),
        blocks=(
            *_summary(printout),
            *_conflicts(printout.lines, ZoneInfo(head.time_zone)),
            _table(printout),
            *_rules(_("How the schedule is kept"), printout.rules),
            *_rules(_("Maintenance windows and times without change"), printout.quiet_times),
        ),
        subtitle=days(printout.first, printout.last),
        issuer=head.name,
        status=_("as of {day}").format(day=day_at(printout.printed_at, head.time_zone)),
        date=day_at(printout.printed_at, head.time_zone),
        moment=local(printout.printed_at, ZoneInfo(head.time_zone)),
        paper=paper_of(head),
        landscape=None,
        logo=head.logo,
        facts=((_("Period"), days(printout.first, printout.last)), (_("Times in"), head.time_zone)),
        footer_note=_("As it stood on {moment}.").format(moment=moment(printout.printed_at, head.time_zone)),
    )


def _summary(printout: SchedulePrintout) -> tuple[Block, ...]:
    kinds = [line.kind for line in printout.lines]
    clashing = sum(1 for line in printout.lines if line.conflicts)
    cards = (
        KeyFigure(_("Changes"), str(kinds.count("change"))),
        KeyFigure(_("Maintenance windows"), str(kinds.count("maintenance window"))),
        KeyFigure(_("Business events"), str(kinds.count("business event"))),
        KeyFigure(_("In conflict"), str(clashing), kind="warning" if clashing else "ok"),
    )
    return (KeyFigures(cards),)


def _conflicts(lines: Sequence[ScheduleLine], zone: ZoneInfo) -> tuple[Block, ...]:
    """Each conflict once, from the change's side."""
    texts = [
        _("{change}: {conflict}").format(
            change=f"{line.number} {word(line.title)}", conflict=word(conflict, zone=zone)
        )
        for line in lines
        if line.kind == "change"
        for conflict in line.conflicts
    ]
    return (Callout("\n".join(texts), "warning", _("To be settled")),) if texts else ()


def _table(printout: SchedulePrintout) -> Table:
    columns = (
        Column(_("Time"), weight=1.9, whole=True),
        Column(_("What"), weight=4),
        Column(_("Kind"), weight=1.7),
        Column(_("Carried out by"), weight=1.7),
        Column(_("Items and customer"), weight=3),
        Column(_("State"), weight=1.4, whole=True),
    )
    zone = ZoneInfo(printout.letterhead.time_zone)
    rows: list[Row] = []
    for on, lines in groupby(printout.lines, key=lambda line: day_of(line.start, zone)):
        rows.append(Row((_weekday(on),), "group"))
        rows.extend(_line(line, zone) for line in lines)
    return Table(columns, tuple(rows), empty_text=_("Nothing is on the schedule in these days."))


_KINDS: Mapping[str, Message] = {
    "change": message("change"),
    "maintenance window": message("maintenance window"),
    "business event": message("business event"),
    "review date": message("review date"),
}


def _line(line: ScheduleLine, zone: ZoneInfo) -> Row:
    clashes = (f"▲ {word(each, zone=zone)}" for each in line.conflicts)
    what = "\n".join((line.number, word(line.title), *clashes))
    about = "\n".join(word(part) for part in (*line.items, line.customer) if part)
    cells = (
        _times(line.start, line.end, zone),
        what,
        word(_KINDS[line.kind]),
        word(line.carried_out_by) or "–",
        about or "–",
        _(line.state),
    )
    return Row(cells, "emphasis" if line.conflicts else "normal")


def _times(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """The end on another day stands on a line of its own; neither is broken."""
    last_day, until = day_of(end, zone), f"{local(end, zone):%H:%M}"
    other = last_day != day_of(start, zone)
    if other:
        until = _("{day}, {time}").format(day=day(last_day), time=until)
    first = f"{local(start, zone):%H:%M}"
    times = _("{first} – {last}").format(first=first, last=f"\n{until}" if other else until)
    return times.replace(" \n", "\n").replace(" ", "\N{NO-BREAK SPACE}")


def _weekday(on: date) -> str:
    names = (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")
    )  # fmt: skip
    return _("{weekday}, {day}").format(weekday=names[on.weekday()], day=day(on))


def _rules(title: str, text: str) -> tuple[Block, ...]:
    return (Heading(title, 2), Paragraph(text.strip())) if text.strip() else ()
