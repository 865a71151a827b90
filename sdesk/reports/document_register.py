"""The register of documents on paper: each with its version, state, place and next review, and who has to know it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sdesk.local_time import local
from sdesk.models.printout import ReaderLine, RegisterLine, RegisterPrintout
from sdesk.models.record import Shape
from sdesk.reports import blocks
from sdesk.reports.blocks import Block, Column, Heading, Paragraph, Row, Table
from sdesk.reports.sheet import paper_of
from sdesk.reports.words import NOTHING, day, day_at, moment
from sdesk.translation import gettext as _
from sdesk.translation import word


def register_document(printout: RegisterPrintout) -> blocks.Document:
    """First all of them, kind by kind; then of each who has to know it and which version they have confirmed."""
    head = printout.letterhead
    at = moment(printout.printed_at, head.time_zone)
    late = sum(each.is_late for each in printout.lines)
    return blocks.Document(
        title=_("Register of documents"),
        blocks=(_all(printout.lines), *_readers(printout.lines)),
        subtitle=_("{n} documents, {late} past their review").format(n=len(printout.lines), late=late)
        if late
        else _("{n} documents").format(n=len(printout.lines)),
        issuer=head.name,
        status=_("as of {moment}").format(moment=at),
        date=day_at(printout.printed_at, head.time_zone),
        moment=local(printout.printed_at, ZoneInfo(head.time_zone)),
        paper=paper_of(head),
        landscape=None,
        logo=head.logo,
        footer_note=_("As it stood on {moment}.").format(moment=at),
    )


def _all(lines: Sequence[RegisterLine]) -> Table:
    columns = (
        Column(_("Number"), whole=True),
        Column(_("Document")),
        Column(_("Version")),
        Column(_("State"), whole=True),
        Column(_("Issuer")),
        Column(_("Kept at")),
        Column(_("Looked at"), whole=True),
        Column(_("Next review"), whole=True),
        Column(_("Known by"), whole=True),
    )
    rows: list[Row] = []
    kind = None
    for each in lines:
        if each.kind is not kind and each.kind.one_for_each is None:
            rows.append(Row((_(each.kind.plural),), "group"))
        kind = each.kind
        rows.append(Row(_line(each)))
    return Table(columns, tuple(rows), empty_text=_("There is none.")).told()


def _line(each: RegisterLine) -> tuple[str, ...]:
    known = sum(one.is_current for one in each.readers)
    review = day(each.next_review) or NOTHING
    return (
        each.number,
        word(each.name),
        each.edition,
        f"{each.kind.state_called(each.state).shape} {_(each.state)}",
        each.issuer,
        each.place,
        day(each.looked_at) or NOTHING,
        _("{mark} {day}, passed").format(mark=Shape.OVERDUE, day=review) if each.is_late else review,
        _("{n} of {all}").format(n=known, all=len(each.readers)) if each.readers else NOTHING,
    )


def _readers(lines: Sequence[RegisterLine]) -> tuple[Block, ...]:
    rows: list[Row] = []
    for each in lines:
        if each.readers:
            title = _("{number} {document}, version {version}").format(
                number=each.number, document=word(each.name), version=each.edition
            )
            by = _("as declared") if each.is_declared else _("as the tasks of their roles propose it")
            rows.append(Row((f"{title} ({by})",), "group"))
            rows.extend(Row((one.name, _knows(one), day(one.on) or NOTHING)) for one in each.readers)
    if not rows:
        return ()
    columns = (Column(_("Who has to know it")), Column(_("What they know")), Column(_("Since"), whole=True))
    return (
        Heading(_("Read and understood")),
        Paragraph(_("Who approved a version knows it. Each new version is confirmed anew."), "muted"),
        Table(columns, tuple(rows)),
    )


def _knows(reader: ReaderLine) -> str:
    if reader.is_current:
        return _("● approved it") if reader.by_approval else _("● confirmed")
    if reader.edition:
        return _("◆ version {version}, not this one").format(version=reader.edition)
    return _("○ nothing confirmed")
