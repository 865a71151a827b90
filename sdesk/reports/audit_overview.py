"""The audit overview: every requirement of the profile with the evidence there is for it."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from sdesk.local_time import local
from sdesk.models.printout import AuditPrintout, EvidenceLine, RequirementLine
from sdesk.reports import blocks
from sdesk.reports.blocks import Block, Callout, Column, Heading, KeyFigure, KeyFigures, Row, Table
from sdesk.reports.sheet import paper_of
from sdesk.reports.words import day_at, moment
from sdesk.translation import Message, word
from sdesk.translation import gettext as _


def audit_document(printout: AuditPrintout) -> blocks.Document:
    """How many are met, which and what is missing, then each with its work products and tasks."""
    head = printout.letterhead
    at = moment(printout.printed_at, head.time_zone)
    return blocks.Document(
        title=_("Audit overview"),
        blocks=(
            *_summary(printout.requirements),
            Heading(_("Requirements")),
            *(
                block
                for each in printout.requirements
                for block in _requirement(each, ZoneInfo(head.time_zone))
            ),
        ),
        subtitle=_(printout.profile),
        issuer=head.name,
        status=_("as of {moment}").format(moment=at),
        date=day_at(printout.printed_at, head.time_zone),
        moment=local(printout.printed_at, ZoneInfo(head.time_zone)),
        paper=paper_of(head),
        logo=head.logo,
        facts=((_("Part of the profile"), _(printout.variant)),),
        footer_note=_("Computed from the records as they stood on {moment}.").format(moment=at),
    )


def _summary(requirements: Sequence[RequirementLine]) -> tuple[Block, ...]:
    met = sum(1 for each in requirements if each.met)
    late = sum(1 for each in requirements if each.overdue)
    cards = (
        KeyFigure(
            _("Requirements with their evidence"),
            _("{met} of {all}").format(met=met, all=len(requirements)),
            kind="ok" if met == len(requirements) else "warning",
        ),
        KeyFigure(_("With something missing"), str(len(requirements) - met)),
        KeyFigure(_("With something overdue"), str(late)),
    )
    columns = (Column("", weight=0.8), Column(_("Requirement"), weight=6), Column(_("Evidence"), weight=1.6))
    rows = tuple(
        Row((each.id, _(each.statement), _evidence(each)), "normal" if each.met else "emphasis")
        for each in requirements
    )
    return (KeyFigures(cards), Table(columns, rows))


def _evidence(requirement: RequirementLine) -> str:
    if not requirement.met:
        return _("▲ missing")
    return _("◆ there, late") if requirement.overdue else _("● there")


def _requirement(requirement: RequirementLine, zone: ZoneInfo) -> Iterator[Block]:
    yield Heading(f"{requirement.id} {_(requirement.statement)}", 2)
    if requirement.missing:
        yield Callout(_lines(requirement.missing, zone), "warning", _("Missing"))
    if requirement.overdue:
        yield Callout(_lines(requirement.overdue, zone), "info", _("Overdue"))
    if requirement.work_products:
        yield _table(_("Work product"), _("Records"), requirement.work_products, zone)
    if requirement.tasks:
        yield _table(_("Task"), _("How it stands"), requirement.tasks, zone)


def _lines(said: Sequence[Message], zone: ZoneInfo) -> str:
    return "\n".join(word(each, zone=zone) for each in said)


def _table(first: str, last: str, lines: Sequence[EvidenceLine], zone: ZoneInfo) -> Table:
    columns = (Column(first, weight=4), Column(_("State"), weight=1.6, whole=True), Column(last, weight=3))
    return Table(columns, tuple(_line(each, zone) for each in lines))


def _line(line: EvidenceLine, zone: ZoneInfo) -> tuple[str, ...]:
    mark = f"{'●' if line.met else '▲'} {_(line.state)}"
    return word(line.name, zone=zone), mark, word(line.detail, zone=zone) or "–"
