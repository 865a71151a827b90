"""The print of any record and any document, made from the declarations of its fields."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten
from typing import Any
from zoneinfo import ZoneInfo

from sdesk.models import Document, FieldSpec, Kind, Record, Row, field_of
from sdesk.models.governance import Competence, Impact, MatrixCell, Urgency
from sdesk.models.governance.service_calendar import EarlierHours
from sdesk.models.printout import Printout
from sdesk.models.record import groups_of
from sdesk.practice.measures.targets import TargetRow
from sdesk.reports import blocks
from sdesk.reports.blocks import Block, Column, Facts, Heading, KeepTogether, Paragraph, Table
from sdesk.reports.period.figure_blocks import target_asked
from sdesk.reports.sheet import closing_blocks, obsolete_blocks, sheet, with_standing
from sdesk.reports.words import NOTHING, cell, contact, day, moment, number, shown
from sdesk.translation import gettext as _
from sdesk.translation import word

MOST_COLUMNS = 7
"""A field of rows with more columns, or with rows in its rows, prints each row as a section of its own."""

LONGEST_TITLE = 90
"""Characters of a title that still reads as one."""

_LAST_GROUP = "Notes and links"
_HEAD_FIELDS = frozenset({"date_of_issue", "issuing_organization", "next_review_date", "scope"})
"""Fields of a document that stand in its head or begin it."""


def record_document(printout: Printout) -> blocks.Document:
    """All content of a record in the sections of its form, then links, versions and approvals."""
    record = printout.record
    is_document = isinstance(record, Document)
    return sheet(
        printout,
        _(record.singular) if is_document else _title(record),
        (*obsolete_blocks(printout), *_scope(printout), *content_blocks(printout), *closing_blocks(printout)),
        subtitle="" if is_document else _(record.singular),
        facts=_facts(printout),
        footer_note=_footer(printout),
    )


def _footer(printout: Printout) -> str:
    """On each page; of a version that is obsolete, that it is."""
    zone = printout.letterhead.time_zone
    printed = _("Printed on {moment}.").format(moment=moment(printout.printed_at, zone))
    return " ".join(part for part in (word(printout.obsolete, zone=ZoneInfo(zone)), printed) if part)


def _title(record: Record) -> str:
    """What the record is called, cut where that is a whole sentence somebody said."""
    return shorten(word(record.heading), LONGEST_TITLE, placeholder=" …") or _(record.singular)


def _facts(printout: Printout) -> tuple[tuple[str, str], ...]:
    record, zone = printout.record, printout.letterhead.time_zone
    facts = []
    if printout.work_product:
        facts.append((_("Work product"), printout.work_product))
    if isinstance(record, Document):
        facts.append((_("Next review"), day(printout.next_review)))
    for label, at, who in (
        (_("Created"), record.created_at, record.created_by),
        (_("Last changed"), record.changed_at, record.changed_by),
    ):
        by = word(printout.labels.get(who, "")) if who else ""
        if at and not isinstance(record, Document):
            told = _("{moment}, {who}").format(moment=moment(at, zone), who=by) if by else moment(at, zone)
            facts.append((label, told))
    return tuple(facts)


def _scope(printout: Printout) -> tuple[Block, ...]:
    """Where and for whom a document applies, before anything else."""
    scope = printout.record.scope.strip() if isinstance(printout.record, Document) else ""
    return (Paragraph(with_standing(printout, scope, "scope"), "lead"),) if scope else ()


def content_blocks(printout: Printout) -> tuple[Block, ...]:
    """Each group of fields under its heading; groups in which nothing stands are left out of finished records."""
    found: list[Block] = []
    groups = sorted(groups_of(type(printout.record)), key=lambda group: group[0] == _LAST_GROUP)
    for title, specs in groups:
        chosen = [spec for spec in specs if not _stands_in_the_head(printout.record, spec)]
        content = tuple(_group(printout, chosen))
        if content:
            level = 1 if isinstance(printout.record, Document) else 2
            found.extend((Heading(_(title or printout.record.singular), level), *content))
    return tuple(found)


def note_blocks(printout: Printout) -> tuple[Block, ...]:
    """Notes and links of a record that has a layout of its own; none where nothing is noted."""
    specs = next((each for title, each in groups_of(type(printout.record)) if title == _LAST_GROUP), ())
    content = tuple(_group(printout, specs))
    return (Heading(_(_LAST_GROUP), 2), *content) if content else ()


def _stands_in_the_head(record: Record, spec: FieldSpec) -> bool:
    if isinstance(record, Document):
        return spec.name in _HEAD_FIELDS
    return spec.name == record.title and _title(record) == getattr(record, spec.name).strip()


def _group(printout: Printout, specs: Sequence[FieldSpec]) -> Iterator[Block]:
    """Short fields side by side with their labels; long texts, rows under labels of their own."""
    pairs: list[tuple[str, str]] = []
    for spec in specs:
        value = getattr(printout.record, spec.name)
        if spec.kind in (Kind.LONG_TEXT, Kind.ROWS):
            long = tuple(_long(printout, spec, value))
            if long and pairs:
                yield Facts(tuple(pairs))
                pairs = []
            yield from long
        elif not spec.is_empty(value) or _expected(printout.record, spec):
            pairs.append((with_standing(printout, _(spec.label), spec.name), _short(printout, spec, value)))
    if pairs:
        yield Facts(tuple(pairs))


def _expected(record: Record, spec: FieldSpec) -> bool:
    """Whether a reader would miss the field: it is needed sooner or later, and the record is still under way."""
    return bool(spec.content.needed_for) and not record.state_called(record.state).ended


def _short(printout: Printout, spec: FieldSpec, value: Any) -> str:
    if spec.kind is Kind.CONTACT and value is not None:
        return contact(value)
    return shown(spec, value, printout.labels, printout.letterhead.time_zone)


def _long(printout: Printout, spec: FieldSpec, value: Any) -> Iterator[Block]:
    if spec.is_empty(value):
        if _expected(printout.record, spec):
            yield KeepTogether((_label(printout, spec), Paragraph(_("Nothing written yet."), "muted")))
    elif spec.kind is Kind.LONG_TEXT:
        yield _label(printout, spec)
        yield Paragraph(value.strip())
    elif spec.row is MatrixCell:
        yield _matrix(printout, spec, value)
    elif not _columns(spec, value):
        return  # lines in which nobody has written yet
    elif spec.row is EarlierHours or (
        len(_columns(spec, value)) <= MOST_COLUMNS
        and not any(each.kind is Kind.ROWS for each in spec.columns)
    ):
        yield _table(printout, spec, value)
    else:
        yield from _sections(printout, spec, value)


def _label(printout: Printout, spec: FieldSpec) -> Heading:
    title = with_standing(printout, _(spec.label), spec.name)
    return Heading(title, 2 if isinstance(printout.record, Document) else 3)


# ---------------------------------------------------------------- rows


_WITH_THE_NUMBER = ("unit", "sense", "window")
_WITH_ANOTHER: Mapping[type[Row] | None, tuple[str, ...]] = {
    Competence: ("supplier", "their_person", "service")
}
"""Columns of which one reads better in the cell of another: whose people know it, and for which service."""


def _columns(spec: FieldSpec, rows: Sequence[Row]) -> tuple[FieldSpec, ...]:
    """Those in which something stands. What belongs to a number stands with it, not in a column of its own."""
    said = (each for each in spec.columns if any(not each.is_empty(getattr(row, each.name)) for row in rows))
    elsewhere = (*_WITH_THE_NUMBER, *_WITH_ANOTHER.get(spec.row, ()))
    return tuple(column for column in said if column.name not in elsewhere)


def row_cell(printout: Printout, spec: FieldSpec, row: Row) -> str:
    zone = printout.letterhead.time_zone
    unit = getattr(row, "unit", "")
    value = getattr(row, spec.name)
    if isinstance(row, Competence):
        return _of_competence(printout, spec, row)
    if spec.name == "target" and isinstance(row, TargetRow):
        return target_asked(row)
    if spec.kind is Kind.NUMBER and unit and value is not None:
        return f"{number(value)} {unit}"
    return cell(spec, row, printout.labels, zone)


def _of_competence(printout: Printout, spec: FieldSpec, row: Competence) -> str:
    """Whose it is, also where it is a supplier's people; what it is about, and for which service."""

    def told(name: str) -> str:
        said = cell(field_of(Competence, name), row, printout.labels, printout.letterhead.time_zone)
        return "" if said == NOTHING else said

    match spec.name:
        case "person":
            return told("person") or ", ".join(filter(None, (told("supplier"), row.their_person.strip())))
        case "subject" if row.service:
            return _("{subject}, for {service}").format(subject=told("subject"), service=told("service"))
    return told(spec.name) or NOTHING


def _table(printout: Printout, spec: FieldSpec, rows: Sequence[Row]) -> Table:
    columns = _columns(spec, rows)
    return Table(
        tuple(_column(each) for each in columns),
        tuple(_cells(printout, spec, columns, row) for row in rows),
        caption=with_standing(printout, _(spec.label), spec.name),
    ).told()


def _cells(printout: Printout, spec: FieldSpec, columns: Sequence[FieldSpec], row: Row) -> tuple[str, ...]:
    first, *others = (row_cell(printout, each, row) for each in columns)
    return with_standing(printout, first, spec.name, row), *others


_WEIGHTS = {
    Kind.LONG_TEXT: 4.0,
    Kind.LINKS: 3.0,
    Kind.ROWS: 3.0,
    Kind.TEXT: 2.4,
    Kind.LINK: 2.2,
    Kind.DATE_TIME: 1.9,
}


def _column(spec: FieldSpec) -> Column:
    numeric = spec.kind is Kind.NUMBER and spec.content.unit != "time of day"
    whole = spec.kind in (Kind.DATE, Kind.DATE_TIME)
    return Column(_(spec.label), numeric=numeric, weight=_WEIGHTS.get(spec.kind, 1.5), whole=whole)


def _matrix(printout: Printout, spec: FieldSpec, cells: Sequence[Any]) -> Table:
    """Impact down, urgency across, the priority where they meet."""
    found = {(each.impact, each.urgency): each.priority for each in cells}
    rows = []
    for impact in Impact:
        priorities = (found.get((impact, urgency)) for urgency in Urgency)
        rows.append((_(impact.label), *(_(each.label) if each else NOTHING for each in priorities)))
    heads = (Column(_("Urgency {level}").format(level=_(urgency.value))) for urgency in Urgency)
    caption = with_standing(printout, _(spec.label), spec.name)
    return Table((Column(_("Impact")), *heads), tuple(rows), caption=caption)


def _sections(printout: Printout, spec: FieldSpec, rows: Sequence[Row]) -> Iterator[Block]:
    """Each row under its own name: a service of the catalogue."""
    for row in rows:
        yield from section(printout, spec, row)


def section(printout: Printout, spec: FieldSpec, row: Row) -> Iterator[Block]:
    """One row with many columns: its first field is the heading, short ones side by side, long ones as text."""
    title, *others = spec.columns
    yield Heading(with_standing(printout, row_cell(printout, title, row), spec.name, row), 3)
    short = [each for each in others if each.kind not in (Kind.LONG_TEXT, Kind.ROWS)]
    long = [each for each in others if each.kind in (Kind.LONG_TEXT, Kind.ROWS)]
    pairs = [(_(each.label), row_cell(printout, each, row)) for each in long + short]
    yield Facts(tuple((label, text) for label, text in pairs if text and text != NOTHING))
