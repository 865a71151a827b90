"""Findings on paper: a table of them, and each from what was seen to whether it helped."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from sdesk.local_time import local
from sdesk.models.audit.finding import Finding, Grade
from sdesk.models.printout import FindingLine, FindingsPrintout, Letterhead, Printout
from sdesk.reports import blocks
from sdesk.reports.blocks import (
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    KeepTogether,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Row,
    Table,
)
from sdesk.reports.record_print import note_blocks
from sdesk.reports.sheet import closing_blocks, paper_of, sheet
from sdesk.reports.words import NOTHING, day, day_at, moment, state_mark
from sdesk.translation import Message, word
from sdesk.translation import gettext as _

Labels = Mapping[UUID, Message | str]
_UNDER_WAY = ("raised", "planned", "carried out")


def finding_document(printout: Printout) -> blocks.Document:
    """One finding."""
    (line,) = printout.audit.findings
    assert isinstance(printout.record, Finding)
    return sheet(
        printout,
        line.finding.summary,
        (
            *_seen(line, printout.labels),
            *_done(line, printout.labels),
            *note_blocks(printout),
            *closing_blocks(printout),
        ),
        subtitle=_("Finding"),
        footer_note=_printed(printout),
    )


def _printed(printout: Printout) -> str:
    at = moment(printout.printed_at, printout.letterhead.time_zone)
    return _("Printed on {moment}.").format(moment=at)


def findings_document(printout: FindingsPrintout) -> blocks.Document:
    """All findings: how many, the table, then each."""
    head: Letterhead = printout.letterhead
    at = moment(printout.printed_at, head.time_zone)
    found = printout.findings
    return blocks.Document(
        title=_("Findings"),
        blocks=(
            finding_figures(found),
            findings_table(found, printout.labels),
            *(block for each in found for block in finding_section(each, printout.labels)),
        ),
        issuer=head.name,
        status=_("as of {moment}").format(moment=at),
        date=day_at(printout.printed_at, head.time_zone),
        moment=local(printout.printed_at, ZoneInfo(head.time_zone)),
        paper=paper_of(head),
        logo=head.logo,
    )


def finding_figures(found: Sequence[FindingLine]) -> Block:
    grades = Counter(each.finding.grade for each in found)
    waiting = sum(each.finding.state in _UNDER_WAY for each in found)
    verified = sum(each.finding.state == "verified" for each in found)
    return KeyFigures(
        (
            *(KeyFigure(_(grade.label), str(grades[grade])) for grade in Grade),
            KeyFigure(_("Under way"), str(waiting), kind="warning" if waiting else "neutral"),
            KeyFigure(_("Verified"), str(verified), kind="ok" if verified else "neutral"),
        )
    )


def findings_table(found: Sequence[FindingLine], labels: Labels) -> Table:
    columns = (
        Column(_("Number"), weight=1.8, whole=True),
        Column(_("Grade"), weight=1.5),
        Column(_("Finding"), weight=4.5),
        Column(_("Against"), weight=1.5),
        Column(_("Owner"), weight=1.8),
        Column(_("By when"), weight=1.6, whole=True),
        Column(_("State"), weight=1.8, whole=True),
    )
    rows = tuple(_row(each, labels) for each in found)
    return Table(columns, rows, empty_text=_("Nothing was found."))


def _row(line: FindingLine, labels: Labels) -> Row:
    found = line.finding
    return Row(
        (
            found.number,
            _(found.grade.label) if found.grade else NOTHING,
            found.summary,
            found.statement.rpartition("/")[2],
            _who(found.owner, labels),
            day(found.due) or NOTHING,
            state_mark(found, found.state),
        ),
        leads_to=(name_of(found),),
    )


def name_of(finding: Finding) -> str:
    """By which its section can be led to."""
    return finding.id.hex


def finding_section(line: FindingLine, labels: Labels) -> Iterator[Block]:
    """One finding below a heading of its own."""
    found = line.finding
    heading = Heading(f"{found.number} {found.summary}", 2, name=name_of(found))
    first, *others = _seen(line, labels)
    yield KeepTogether((heading, first))
    yield from others
    yield from _done(line, labels)


def _seen(line: FindingLine, labels: Labels) -> Iterator[Block]:
    found = line.finding
    yield Facts(
        (
            (_("Grade"), _(found.grade.label) if found.grade else ""),
            (_("State"), state_mark(found, found.state)),
            (_("Against"), word(line.statement) if line.statement else found.statement),
            (_("Owner"), _who(found.owner, labels)),
            (_("Audit"), _who(found.audit, labels)),
        )
    )
    yield from _text(_("What was seen"), found.seen)
    yield from _text(_("Evidence"), found.evidence)
    if found.cases:
        yield Bullets(tuple(word(labels.get(each, str(each))) for each in found.cases))


def _done(line: FindingLine, labels: Labels) -> Iterator[Block]:
    found = line.finding
    yield from _text(_("Correction"), found.correction)
    yield from _text(_("Cause"), found.cause)
    yield from _text(_("Corrective action"), found.corrective_action)
    if line.actions:
        columns = (
            Column(_("Action item"), weight=1.8, whole=True),
            Column(_("What is to be done"), weight=5),
            Column(_("Due"), weight=1.6, whole=True),
            Column(_("State"), weight=1.8, whole=True),
        )
        yield Table(
            columns,
            tuple(
                (each.number, each.description, day(each.due) or NOTHING, state_mark(each, each.state))
                for each in line.actions
            ),
        )
    yield from _text(_("What was done"), found.outcome)
    if found.done_on:
        said = _("{who}, {day}").format(who=_who(found.done_by, labels), day=day(found.done_on))
        yield Facts(((_("Carried out"), said),))
    yield from _text(_("Effect"), found.effect)
    if found.verified_on and found.state == "verified":
        said = _("{who}, {day}").format(who=_who(found.verified_by, labels), day=day(found.verified_on))
        yield Facts(((_("Verified"), said),))
        if line.alone:
            note = _("Verified by who carried it out: nobody else was there. It was looked at again 30 days after, or later.")  # fmt: skip
            yield Paragraph(note, "muted")


def _text(label: str, text: str) -> Iterator[Block]:
    if text.strip():
        yield KeepTogether((Heading(label, 3), Paragraph(text.strip())))


def _who(key: UUID | None, labels: Labels) -> str:
    return word(labels.get(key, str(key))) if key else NOTHING


__all__ = ["finding_document", "finding_figures", "finding_section", "findings_document", "findings_table"]
