"""Two versions beside each other on paper: every field that differs, and nothing else."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from sdesk.local_time import local
from sdesk.models import Kind
from sdesk.models.differing import FieldDifference, RowDifference, differences, paragraphs
from sdesk.models.printout import DifferencePrintout, Printout
from sdesk.reports import blocks
from sdesk.reports.blocks import Block, Column, Heading, KeepTogether, Paragraph, Row, Table
from sdesk.reports.record_print import row_cell
from sdesk.reports.sheet import paper_of
from sdesk.reports.words import NOTHING, day_at, moment, shown
from sdesk.translation import gettext as _
from sdesk.translation import ngettext, word


def differences_document(printout: DifferencePrintout) -> blocks.Document:
    """What the newer version says otherwise than the older one."""
    older, newer, head = printout.older, printout.newer, printout.letterhead
    found = differences(older, newer)
    at = moment(printout.printed_at, head.time_zone)
    said = ngettext("{n} field differs", "{n} fields differ", len(found)).format(n=len(found))
    return blocks.Document(
        title=_("{document}: version {older} and version {newer}").format(
            document=word(newer.heading) or _(newer.singular), older=older.version, newer=newer.version
        ),
        blocks=tuple(block for each in found for block in _field(printout, each))
        or (Paragraph(_("Both versions say the same.")),),
        subtitle=said if found else "",
        number=newer.number,
        issuer=head.name,
        status=_("as of {moment}").format(moment=at),
        date=day_at(printout.printed_at, head.time_zone),
        moment=local(printout.printed_at, ZoneInfo(head.time_zone)),
        paper=paper_of(head),
        logo=head.logo,
        facts=tuple(
            (
                _("Version {version}").format(version=record.version),
                ", ".join(
                    part for part in (_(record.state), word(by, zone=ZoneInfo(head.time_zone))) if part
                ),
            )
            for record, by in zip((older, newer), printout.approved, strict=True)
        ),
        footer_note=_("Compared on {moment}.").format(moment=at),
    )


def _field(printout: DifferencePrintout, found: FieldDifference) -> tuple[Block, ...]:
    heading = Heading(_(found.field.label), 2)
    if found.field.kind is Kind.ROWS:
        note = (Paragraph(_("Lines stand in another order."), "muted"),) if found.reordered else ()
        table = (_rows(printout, found),) if found.rows else ()
        return (heading, *note, *table)
    return (KeepTogether((heading, _two(printout, tuple(_texts(printout, found))))),)


def _two(printout: DifferencePrintout, rows: tuple[tuple[str, str], ...]) -> Table:
    heads = (printout.older.version, printout.newer.version)
    columns = tuple(Column(_("Version {version}").format(version=each), weight=1) for each in heads)
    return Table(columns, tuple(Row((one or NOTHING, other or NOTHING)) for one, other in rows))


def _texts(printout: DifferencePrintout, found: FieldDifference) -> Iterator[tuple[str, str]]:
    """Of a long text the paragraphs that differ, of anything else the values."""
    if found.field.kind is Kind.LONG_TEXT:
        yield from paragraphs(found.before, found.after) or ((found.before, found.after),)
        return
    zone = printout.letterhead.time_zone
    one, other = (
        shown(found.field, value, printout.labels, zone) if value is not None else ""
        for value in (found.before, found.after)
    )
    yield one, other


def _rows(printout: DifferencePrintout, found: FieldDifference) -> Table:
    """Each line with what became of it: which column says what instead of what; of a new one or one left out, all of it."""
    columns = (
        Column(_("Line"), weight=2),
        Column(_("What"), weight=2),
        Column(_("Version {version}").format(version=printout.older.version), weight=4),
        Column(_("Version {version}").format(version=printout.newer.version), weight=4),
    )
    return Table(columns, tuple(row for each in found.rows for row in _line(printout, found, each)))


def _line(printout: DifferencePrintout, found: FieldDifference, each: RowDifference) -> Iterator[Row]:
    as_print = Printout(printout.newer, printout.letterhead, printout.printed_at, printout.labels)
    specs, row = found.field.columns, each.after or each.before
    assert row is not None
    name = row_cell(as_print, specs[0], row)
    if each.how != "changed":
        said = "\n".join(
            f"{_(spec.label)}: {row_cell(as_print, spec, row)}"
            for spec in specs[1:]
            if not spec.is_empty(getattr(row, spec.name))
        )
        said = said or NOTHING
        word_ = _("new") if each.how == "added" else _("left out")
        yield Row((name, word_, "" if each.how == "added" else said, said if each.how == "added" else ""))
        return
    for spec in each.columns:
        before = row_cell(as_print, spec, each.before) if each.before else ""
        after = row_cell(as_print, spec, each.after) if each.after else ""
        yield Row((name, _(spec.label), before or NOTHING, after or NOTHING))
        name = ""
