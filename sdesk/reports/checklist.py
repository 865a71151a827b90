"""The checklist of evidence points on paper, and another standard statement by statement."""

from collections import Counter
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from sdesk.local_time import local
from sdesk.models.printout import Letterhead
from sdesk.models.printout_of_answers import (
    AnswerLine,
    ChecklistPrintout,
    PointLine,
    StatementPrintLine,
    StatementsPrintout,
)
from sdesk.reports import blocks
from sdesk.reports.blocks import (
    Block,
    Bullets,
    Callout,
    Column,
    Facts,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Row,
    Table,
)
from sdesk.reports.marks import marked
from sdesk.reports.sheet import paper_of
from sdesk.reports.words import day_at, moment
from sdesk.translation import Message, word
from sdesk.translation import gettext as _

SAID_ONCE = 3
"""What is laid out for so many points is said before all of them."""


def checklist_document(printout: ChecklistPrintout) -> blocks.Document:
    """How many are yes, a table of all, then each point with its reason, or what was laid out, and the answer."""
    zone = printout.letterhead.time_zone
    lines = printout.lines
    return _document(
        _("Checklist of evidence"),
        printout.letterhead,
        printout,
        subtitle=_(printout.profile),
        facts=(
            (_("Part of the profile"), _(printout.variant)),
            (_("Audit"), printout.audit or _("none: how things are here")),
        ),
        content=(
            *(Paragraph(word(said, zone=ZoneInfo(zone)), "small") for said in (printout.laptops,) if said),
            _cards(lines),
            _overview(lines),
            *_of_all(lines, zone),
            *(block for each in _by_product(lines) for block in _product(each, zone, _shared(lines))),
        ),
    )


def _document(
    title: str,
    head: Letterhead,
    printout: ChecklistPrintout | StatementsPrintout,
    *,
    subtitle: str,
    facts: tuple[tuple[str, str], ...],
    content: tuple[Block, ...],
) -> blocks.Document:
    at = moment(printout.printed_at, head.time_zone)
    return blocks.Document(
        title=title,
        blocks=content,
        subtitle=subtitle,
        issuer=head.name,
        status=_("as of {moment}").format(moment=at),
        date=day_at(printout.printed_at, head.time_zone),
        moment=local(printout.printed_at, ZoneInfo(head.time_zone)),
        paper=paper_of(head),
        logo=head.logo,
        facts=facts,
        footer_note=_("Computed from the records, and answered by people, as of {moment}.").format(moment=at),
    )


def _count(lines: Sequence[PointLine], *stands: str) -> int:
    return sum(each.stands in stands for each in lines)


def _cards(lines: Sequence[PointLine]) -> KeyFigures:
    yes, open_ = _count(lines, "yes"), _count(lines, "not answered")
    return KeyFigures(
        (
            KeyFigure(
                _("Points with yes"),
                _("{yes} of {all}").format(yes=yes, all=len(lines)),
                kind="ok" if yes == len(lines) else "warning",
            ),
            KeyFigure(_("With no, or in part"), str(_count(lines, "no", "in part"))),
            KeyFigure(_("Not answered yet"), str(open_)),
            KeyFigure(
                _("Changed since the answer"),
                str(sum(bool(each.answer and each.answer.changed) for each in lines)),
            ),
        )
    )


def _overview(lines: Sequence[PointLine]) -> Table:
    columns = (
        Column(_("Point"), whole=True),
        Column(_("What is looked for"), weight=5),
        Column(_("Judged by"), weight=1.6),
        Column(_("How it stands"), weight=1.8),
    )
    rows: list[Row] = []
    for group in _by_product(lines):
        rows.append(Row((f"{group[0].id.rpartition('.')[0]} {_(group[0].work_product)}",), "group"))
        rows += [
            Row(
                (each.id, _(each.text), _judge(each.judge), marked(each.stands)),
                "normal" if each.stands in ("yes", "not applicable") else "emphasis",
                leads_to=(f"point {each.id}",),
            )
            for each in group
        ]
    return Table(columns, tuple(rows))


def _judge(judge: str) -> str:
    return _("the program") if judge == "program" else _("a person")


def _by_product(lines: Sequence[PointLine]) -> list[list[PointLine]]:
    groups: dict[str, list[PointLine]] = {}
    for each in lines:
        groups.setdefault(each.work_product, []).append(each)
    return list(groups.values())


def _shared(lines: Sequence[PointLine]) -> frozenset[str]:
    """What is laid out for many points in the same words, so that it is said once."""
    said = Counter(str(each) for line in lines for each in line.prepared)
    return frozenset(text for text, number in said.items() if number >= SAID_ONCE)


def _of_all(lines: Sequence[PointLine], zone: str) -> Iterator[Block]:
    shared = _shared(lines)
    told = {str(each): _in(each, zone) for line in lines for each in line.prepared if str(each) in shared}
    if told:
        yield Heading(_("How all of it is kept"))
        yield Bullets(tuple(told.values()))


def _product(lines: Sequence[PointLine], zone: str, shared: frozenset[str]) -> Iterator[Block]:
    yield Heading(f"{lines[0].id.rpartition('.')[0]} {_(lines[0].work_product)}")
    for each in lines:
        yield Heading(f"{each.id} {_(each.text)}", 2, name=f"point {each.id}")
        yield from _point(each, zone, shared)


def _point(line: PointLine, zone: str, shared: frozenset[str]) -> Iterator[Block]:
    if line.sentence is not None:
        said = [_in(line.sentence, zone)]
        said += [f"{number}: {_in(why, zone)}" for number, why in line.failing]
        kind: blocks.CalloutKind = "ok" if line.stands == "yes" else "warning"
        yield Callout("\n".join(said), kind, _(line.stands))
    own = [_in(each, zone) for each in line.prepared if str(each) not in shared]
    if own:
        yield Paragraph("\n".join(own), "small")
    if line.answer:
        yield Facts(tuple(_answer(line.answer, zone)))
    elif line.judge != "program":
        yield Facts(((_("Answer"), ""), (_("By, on"), "")))


def _in(said: Message, zone: str) -> str:
    return word(said, zone=ZoneInfo(zone))


def _answer(answer: AnswerLine, zone: str) -> Iterator[tuple[str, str]]:
    yield _("Answer"), word(answer.said)
    yield _("By, on"), ", ".join(filter(None, (answer.by, moment(answer.at, zone) if answer.at else "")))
    if answer.note:
        yield _("Note"), answer.note
    if answer.evidence:
        yield _("Evidence"), ", ".join(answer.evidence)
    if answer.changed:
        yield _("Changed since"), ", ".join(answer.changed)


# ---------------------------------------------------------------- another standard


def statements_document(printouts: Sequence[StatementsPrintout]) -> blocks.Document:
    """Standard by standard, clause by clause: each statement with what carries it, what it has to do with ours, and the
    answer."""
    return _document(
        _("Where we stand with other standards"),
        printouts[0].letterhead,
        printouts[0],
        subtitle=_("That records carry a statement says where to look; whether it is met, a person says."),
        facts=tuple((_("Standard"), _(each.standard)) for each in printouts),
        content=tuple(block for each in printouts for block in _standard(each)),
    )


def _standard(printout: StatementsPrintout) -> Iterator[Block]:
    lines, zone = printout.lines, printout.letterhead.time_zone
    yield Heading(_(printout.standard))
    yield KeyFigures(
        (
            KeyFigure(_("Statements"), str(len(lines))),
            KeyFigure(_("Answered by a person"), str(sum(each.answer is not None for each in lines))),
            KeyFigure(_("Carried by no kind of record"), str(sum(not each.records for each in lines))),
        )
    )
    for part in dict.fromkeys(each.part for each in lines):
        yield from _part(part, [each for each in lines if each.part == part], zone)


def _part(part: str, lines: Sequence[StatementPrintLine], zone: str) -> Iterator[Block]:
    key, _space, name = part.partition(" ")
    yield Heading(f"{key} {_(name)}", 2)
    columns = (
        Column("", whole=True),
        Column(_("Statement"), weight=4),
        Column(_("How it stands"), weight=1.6),
        Column(_("Records"), weight=2),
        Column(_("In service delivery"), weight=1.2),
        Column(_("Answer"), weight=2),
    )
    rows = tuple(Row(_statement(each, zone)) for each in lines)
    yield Table(columns, rows).told()


def _statement(line: StatementPrintLine, zone: str) -> tuple[str, ...]:
    records = "\n".join(f"{_(kind)}: {count}" for kind, count in line.records)
    related = ", ".join(cited for _relation, cited in line.related)
    said = "\n".join(f"{label}: {text}" for label, text in _answer(line.answer, zone)) if line.answer else ""
    return (line.id, _(line.statement), marked(line.stands), records or "–", related or "–", said or "–")


__all__ = ["checklist_document", "statements_document"]
