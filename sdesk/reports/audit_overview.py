"""The audit overview: every requirement of the profile with the evidence there is for it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from sdesk.local_time import local
from sdesk.models.governance.organization import HIGH_SHARE
from sdesk.models.printout import AskedLine, AuditPrintout, EvidenceLine, RequirementLine
from sdesk.reports import blocks
from sdesk.reports.blocks import Block, Callout, Column, Heading, KeyFigure, KeyFigures, Paragraph, Row, Table
from sdesk.reports.marks import ASKED_NEXT, marked
from sdesk.reports.sheet import paper_of
from sdesk.reports.words import day_at, moment
from sdesk.translation import Message, ngettext, word
from sdesk.translation import gettext as _


def audit_document(printout: AuditPrintout) -> blocks.Document:
    """How many are met and which; then each with what is asked for it, its work products and tasks."""
    head = printout.letterhead
    at = moment(printout.printed_at, head.time_zone)
    return blocks.Document(
        title=_("Audit overview"),
        blocks=(
            *_summary(printout),
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


def _summary(printout: AuditPrintout) -> tuple[Block, ...]:
    requirements = printout.requirements
    verdicts = Counter(each.verdict for each in requirements)
    met, ready = verdicts["met"], sum(each.ready for each in requirements)
    cards = (
        KeyFigure(
            _("Requirements met"),
            _("{met} of {all}").format(met=met, all=len(requirements)),
            kind="ok" if met == len(requirements) else "warning",
        ),
        KeyFigure(_("Partly met"), str(verdicts["partly met"])),
        KeyFigure(_("Not shown yet"), str(verdicts["not shown yet"])),
        KeyFigure(_("Ready to start"), str(ready)),
    )
    columns = (Column("", weight=0.8), Column(_("Requirement"), weight=6), Column(_("Verdict"), weight=1.8))
    rows = tuple(
        Row(
            (each.id, _(each.statement), marked(each.verdict)),
            "normal" if each.verdict == "met" else "emphasis",
        )
        for each in requirements
    )
    zone = ZoneInfo(printout.letterhead.time_zone)
    laptops = [Paragraph(word(said, zone=zone), "small") for said in (printout.laptops,) if said]
    return (KeyFigures(cards), Table(columns, rows), Paragraph(_bounds(printout), "small"), *laptops)


def _bounds(printout: AuditPrintout) -> str:
    """The bounds in use, which a provider may have tightened."""
    said = (
        _(
            "A requirement is met by its cases where {high} per cent of them pass; of 5 to 9 cases all but one, of fewer all."
        )
        if printout.high == HIGH_SHARE
        else _("A requirement is met by its cases where {high} per cent of them pass; of fewer than 5 all.")
    ).format(high=printout.high)
    return f"{said} " + _("From {fair} per cent on it is partly met.").format(fair=printout.fair)


def _requirement(requirement: RequirementLine, zone: ZoneInfo) -> Iterator[Block]:
    yield Heading(f"{requirement.id} {_(requirement.statement)}", 2)
    yield _asked(requirement.asked, zone)
    if requirement.overdue:
        yield Callout(_lines(requirement.overdue, zone), "info", _("Overdue"))
    if requirement.work_products:
        yield _table(_("Work product"), _("Records"), requirement.work_products, zone)
    if requirement.tasks:
        yield _table(_("Task"), _("How it stands"), requirement.tasks, zone)


def _asked(asked: Sequence[AskedLine], zone: ZoneInfo) -> Table:
    """What the rule asks, with its figures; below a question the cases that do not pass, three at most."""
    columns = (
        Column(_("What is asked"), weight=6),
        Column(_("Holds"), weight=1.8, whole=True),
        Column(_("Asked by"), weight=1.6),
    )
    layers = {"written": _("the documents"), "used": _("the work"), "asked next": _("good practice")}
    rows = []
    for each in asked:
        failing = [
            f"{number}: {word(why, zone=zone)}" if why != each.sentence else number
            for number, why in each.failing
        ]
        if each.fail > len(failing):
            rest = each.fail - len(failing)
            failing.append(ngettext("and {n} more", "and {n} more", rest).format(n=rest))
        said = "\n".join((word(each.sentence, zone=zone), *failing))
        held = marked(each.held) if each.layer != "asked next" else f"{ASKED_NEXT} {_(each.layer)}"
        rows.append((said, held, layers.get(each.layer, "")))
    return Table(columns, tuple(rows))


def _lines(said: Sequence[Message], zone: ZoneInfo) -> str:
    return "\n".join(word(each, zone=zone) for each in said)


def _table(first: str, last: str, lines: Sequence[EvidenceLine], zone: ZoneInfo) -> Table:
    columns = (Column(first, weight=4), Column(_("State"), weight=1.6, whole=True), Column(last, weight=3))
    return Table(columns, tuple(_line(each, zone) for each in lines))


def _line(line: EvidenceLine, zone: ZoneInfo) -> tuple[str, ...]:
    mark = f"{'●' if line.met else '▲'} {_(line.state)}"
    return word(line.name, zone=zone), mark, word(line.detail, zone=zone) or "–"
