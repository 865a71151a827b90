"""The middle of a binder: for each requirement what its rule asks and the records behind it, then prints and registers."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import shorten
from zoneinfo import ZoneInfo

from sdesk.models import Approval, ImprovementReport, PerformanceReport, model_named
from sdesk.models.binder import AskedLine, Binder, InForce, Judged, ShownLine
from sdesk.models.printout import ListPrintout, Printout
from sdesk.models.printout_of_answers import PointLine
from sdesk.reports.binder.places import (
    as_part,
    below,
    item_of,
    line_of,
    print_of,
    register_of,
    requirement_place,
    to_record,
)
from sdesk.reports.blocks import Block, Callout, Column, Heading, PageBreak, Paragraph, Row, Table
from sdesk.reports.document_register import register_document
from sdesk.reports.finding_blocks import finding_figures, findings_table
from sdesk.reports.list_print import list_document
from sdesk.reports.marks import ASKED_NEXT, MARKS, marked
from sdesk.reports.paper import document_of
from sdesk.reports.sheet import role_name
from sdesk.reports.words import day, day_at, days, moment
from sdesk.translation import gettext as _
from sdesk.translation import ngettext, word

MOST_LINES = 12
"""Of so many records that pass each has its line; of more their numbers stand in a text."""


def requirement_blocks(binder: Binder) -> Iterator[Block]:
    yield Heading(_("Evidence by requirement"))
    zone = ZoneInfo(binder.letterhead.time_zone)
    for each in binder.requirements:
        yield Heading(f"{each.id} {_(each.statement)}", 2, requirement_place(each.id))
        yield from _requirement(each, binder, zone)


def _requirement(judged: Judged, binder: Binder, zone: ZoneInfo) -> Iterator[Block]:
    products = (f"{each.id} {_(each.name)}" for each in binder.products if each.id in judged.products)
    behind = _("Work products: {products}").format(products=_(", ").join(products) or "–")
    yield Paragraph(marked(judged.verdict), "lead", keep_with_next=True)
    yield Paragraph(behind, "muted", keep_with_next=True)
    for said, kind, title in (
        (judged.missing, "warning", _("Missing")),
        (judged.advice, "info", _("Overdue")),
    ):
        if said:
            yield Callout("\n".join(word(each, zone=zone) for each in said), kind, title)  # type: ignore[arg-type]
    columns = (Column("", weight=0.4), Column(_("What is asked"), weight=8), Column(_("Kind"), weight=1.6))
    rows = tuple((_mark(each), word(each.sentence, zone=zone), _(each.layer)) for each in judged.asked)
    yield Table(columns, rows, empty_text=_("No rule says anything."))
    for asked in judged.asked:
        yield from _records(asked, zone)


def _mark(asked: AskedLine) -> str:
    return ASKED_NEXT if asked.layer == "asked next" and asked.held == "fails" else MARKS[asked.held]


def _records(asked: AskedLine, zone: ZoneInfo) -> Iterator[Block]:
    """Those that fail or were put right first, each with what is said of it; of many that pass the numbers."""
    remarked = [each for each in asked.records if each.why or each.corrected]
    passing = [each for each in asked.records if not (each.why or each.corrected)]
    told = [*remarked, *(passing if len(passing) <= MOST_LINES else ())]
    said = word(asked.sentence, zone=zone)
    caption = f"{_mark(asked)} {said}"
    if told:
        columns = (
            Column(_("Record"), weight=2, whole=True),
            Column(_("What it is"), weight=5),
            Column(_("Remark") if asked.layer == "asked next" else _("Why it does not pass"), weight=5),
        )
        rows = tuple(_line(each, zone, besides=said) for each in told)
        yield Table(columns, rows, caption=caption).told()
    if len(passing) > MOST_LINES:
        if not told:
            yield Heading(caption, 3)
        text = ngettext("Passes ({n}): {numbers}", "Pass ({n}): {numbers}", len(passing))
        numbers = _(", ").join(in_runs([_number(each) for each in passing]))
        yield Paragraph(text.format(n=len(passing), numbers=numbers), "small")


def _line(shown: ShownLine, zone: ZoneInfo, *, besides: str) -> Row:
    """A record with why it does not pass, where the caption above does not say so."""
    name = word(shown.name, zone=zone).removeprefix(shown.number).strip() or "–"
    why = word(shown.why or shown.corrected, zone=zone)
    why = "" if why == besides else why
    fails = bool(shown.why) and bool(why)
    return Row((_number(shown), name, why), "emphasis" if fails else "normal", leads_to=to_record(shown.key))


def in_runs(numbers: Iterable[str]) -> Iterator[str]:
    """Three and more that follow each other as "INC-2026-0003 – 0017"; nothing is said of one that is not among them."""
    for _key, run in groupby(enumerate(sorted(numbers)), _place_in_its_run):
        told = [number for _at, number in run]
        if len(told) < 3:
            yield from told
        else:
            yield f"{told[0]} – {told[-1].rpartition('-')[2]}"


def _place_in_its_run(numbered: tuple[int, str]) -> tuple[str, int | str]:
    """The same for numbers that follow each other: what they begin with, and how far they are ahead of their place."""
    at, number = numbered
    begins, dash, count = number.rpartition("-")
    if not dash or not (count.isascii() and count.isdigit()):
        return number, number
    return f"{begins} {len(count)}", int(count) - at


def _number(shown: ShownLine) -> str:
    if not shown.version:
        return shown.number
    return _("{number} v{version}").format(number=shown.number, version=shown.version)


# ---------------------------------------------------------------- checklist


def checklist_blocks(binder: Binder) -> Iterator[Block]:
    """Each point of evidence: what the program found, or what a person answered."""
    yield Heading(_("Checklist of evidence"))
    zone = binder.letterhead.time_zone
    said = _(
        "Judged by the program, or answered by a person with the day; what nobody answered is not a yes."
    )
    yield Paragraph(said, "muted")
    columns = (
        Column("", whole=True, weight=1),
        Column(_("What is looked for"), weight=5),
        Column(_("How it stands"), weight=2, whole=True),
        Column(_("Why"), weight=4.5),
    )
    rows = tuple(
        Row(
            (each.id, _(each.text), marked(each.stands), _why(each, zone)),
            "emphasis" if each.stands == "no" else "normal",
        )
        for each in binder.points
    )
    yield Table(columns, rows, empty_text=_("There is none."))


def _why(point: PointLine, zone: str) -> str:
    """What the program found, then what a person answered."""
    said = point.answer
    parts = (
        word(point.sentence, zone=ZoneInfo(zone)) if point.sentence else "",
        _("Answered on {day}").format(day=day_at(said.at, zone)) if said and said.at else "",
        said.note.strip() if said else "",
    )
    return "\n".join(filter(None, parts)) or "–"


# ---------------------------------------------------------------- prints


def document_blocks(binder: Binder) -> Iterator[Block]:
    yield Heading(_("Documents and agreements"))
    columns = (
        Column(_("Document"), weight=6),
        Column(_("Version"), weight=1, align="center"),
        Column(_("How it stands"), weight=3),
        Column(_("Next review"), weight=2, whole=True),
    )
    rows = tuple(
        Row(
            (
                _title(each.printout),
                str(each.printout.record.version),
                _standing(each),
                day(each.review) or "–",
            ),
            leads_to=(print_of(each.printout.record.id),),
        )
        for each in binder.documents
    )
    yield Table(columns, rows, empty_text=_("No document is approved."))
    for each in binder.documents:
        yield PageBreak()
        yield from _in_force(each)


def _standing(force: InForce) -> str:
    if force.wanting:
        return _("▲ approved, not in force")
    return _("◆ in force, review late") if force.late else _("● in force")


def _in_force(force: InForce) -> Iterator[Block]:
    zone = ZoneInfo(force.printout.letterhead.time_zone)
    heading, *print_ = _print(force.printout)
    yield heading
    if force.wanting:
        said = "\n".join(word(each, zone=zone) for each in force.wanting)
        yield Callout(said, "warning", _("Approved, but not in force"))
    elif force.late:
        yield Callout(_("In force, but its review is late."), "warning")
    yield from print_


def _print(printout: Printout) -> tuple[Block, ...]:
    title = _title(printout)
    if printout.record.versioned:
        title = _("{title}, version {version}").format(title=title, version=printout.record.version)
    return tuple(as_part(document_of(printout), printout.record.id, title))


def _title(printout: Printout) -> str:
    """Number, and what it is called in a line."""
    record = printout.record
    return (
        f"{record.number} {shorten(word(record.heading), 90, placeholder=' …') or _(record.singular)}".strip()
    )


def audit_blocks(binder: Binder) -> Iterator[Block]:
    """Audits, samples, findings and reviews, each kind below its name."""
    yield Heading(_("Audits, samples, findings and reviews"))
    if not binder.audit:
        yield Paragraph(_("No audit, finding or management review is recorded."), "muted")
        return
    if binder.findings and binder.findings.findings:
        found = binder.findings.findings
        yield from below(
            (finding_figures(found), findings_table(found, binder.findings.labels)), 2, "findings "
        )
    for each in binder.audit:
        yield from _print(each)


def report_blocks(binder: Binder) -> Iterator[Block]:
    yield Heading(_("Reports"))
    approved = {each.record_id: each.at for each in binder.approvals if each.step == "approve"}
    rows = tuple(
        Row(
            (_title(each), _period(each), day_at(approved.get(each.record.id), each.letterhead.time_zone)),
            leads_to=(print_of(each.record.id),),
        )
        for each in binder.reports
    )
    columns = (
        Column(_("Report"), weight=6),
        Column(_("Period"), weight=3, whole=True),
        Column(_("Approved"), weight=2, whole=True),
    )
    yield Table(columns, rows, empty_text=_("No report is approved."))
    for each in binder.reports:
        yield PageBreak()
        yield from _print(each)


def _period(printout: Printout) -> str:
    record = printout.record
    assert isinstance(record, ImprovementReport | PerformanceReport)
    first, last = record.period_start, record.period_end
    return days(first, last) if first and last else "–"


# ---------------------------------------------------------------- registers and approvals


def register_blocks(binder: Binder) -> Iterator[Block]:
    yield Heading(_("Registers"))
    if binder.register:
        yield Heading(_("Register of documents"), 2)
        yield from below(register_document(binder.register).blocks, 2, "register ")
    for each in binder.registers:
        yield Heading(_(each.model.plural), 2, register_of(each.model.__name__))
        yield from _register(each)


def _register(printout: ListPrintout) -> Iterator[Block]:
    """As the list is printed, each line by its name."""
    for block in list_document(printout).blocks:
        if isinstance(block, Table):
            rows = tuple(
                Row(row.cells, name=line_of(record.id), leads_to=(print_of(record.id), item_of(record.id)))
                for row, record in zip(block.all_rows(), printout.records, strict=True)
            )
            yield Table(block.columns, rows)
        else:
            yield block


def approval_blocks(binder: Binder) -> Iterator[Block]:
    """Who approved what, in which version, and the SHA-256 of exactly that content."""
    yield Heading(_("Approvals"))
    zone = binder.letterhead.time_zone
    rows = tuple(
        Row(
            (
                _signed_record(each),
                _(_step(each.model, each.step)),
                _(", ").join((each.person_name, role_name(each.role))) if each.role else each.person_name,
                "\n".join((moment(each.at, zone), *((_("own work"),) if each.own_work else ()))),
                f"{each.sha256[:32]}\n{each.sha256[32:]}",
            ),
            leads_to=to_record(each.record_id),
        )
        for each in binder.approvals
    )
    columns = (
        Column(_("Record"), weight=2.1, whole=True),
        Column(_("Step"), weight=1.5),
        Column(_("By"), weight=1.8),
        Column(_("When"), weight=1.8),
        Column(_("SHA-256 of what was approved"), weight=4.2, whole=True),
    )
    yield Table(columns, rows, empty_text=_("Nothing is approved."))


def _signed_record(approval: Approval) -> str:
    if not model_named(approval.model).versioned:
        return approval.number
    return _("{number} v{version}").format(number=approval.number, version=approval.version)


def _step(model: str, name: str) -> str:
    return next((step.label for step in model_named(model).steps if step.name == name), name)
