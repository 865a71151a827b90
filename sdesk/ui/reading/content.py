"""What a section says, as text to read: paragraphs, lines with labels, small tables. Nothing in it can be edited."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from sdesk.models import FieldSpec, Kind, Proposable, Row
from sdesk.models.governance import Impact, MatrixCell, Urgency
from sdesk.models.record import content_fields
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.proposed.sections import Section
from sdesk.practice.measures.targets import TargetRow
from sdesk.practice.unsaved import as_json
from sdesk.practice.workspaces import Workspace
from sdesk.reports.period.figure_blocks import target_asked
from sdesk.translation import gettext as _
from sdesk.ui.records.history_text import ids_in, value_text
from sdesk.ui.records.naming import name_of
from sdesk.ui.records.reading import Names

Write = Callable[[str], str]
"""Makes markup of a plain text."""

MOST_COLUMNS = 4
NOTHING = "–"
_TEXTS = (Kind.TEXT, Kind.LONG_TEXT)
_OF_A_TARGET = ("target", "unit", "sense", "window")
_LONG = (Kind.LONG_TEXT, Kind.ROWS)


@dataclass(frozen=True)
class Paragraph:
    text: str
    label: str = ""
    is_title: bool = False

    def markup(self, write: Write) -> str:
        said = write(self.text).replace("\n", "<br>")
        said = f"<b>{said}</b>" if self.is_title else said
        label = _("{field}: ").format(field=self.label) if self.label else ""
        return f'<p style="margin: 0 0 4px 0">{escape(label)}{said}</p>'

    def plain(self) -> str:
        return _("{field}: {value}").format(field=self.label, value=self.text) if self.label else self.text


@dataclass(frozen=True)
class Grid:
    head: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]

    def markup(self, write: Write) -> str:
        head = "".join(f'<th align="left">{escape(each)}</th>' for each in self.head)
        lines = "".join(
            f"<tr>{''.join(f'<td>{write(cell)}</td>' for cell in line)}</tr>" for line in self.lines
        )
        return f'<table cellspacing="0" cellpadding="3"><tr>{head}</tr>{lines}</table>'

    def plain(self) -> str:
        """As a screen reader says it: each cell with its heading."""
        return "\n".join(
            ", ".join(
                _("{field}: {value}").format(field=head, value=cell)
                for head, cell in zip(self.head, line, strict=True)
            )
            for line in self.lines
        )


Part = Paragraph | Grid


def parts_of(names: Names, section: Section) -> tuple[Part, ...]:
    """The text of a section, in full."""
    if section.field.is_empty(section.value):
        return ()
    if section.row is not None:
        title = _title_column(section.field.columns)
        return tuple(_row_parts(names, section.row, section.field.columns, title))
    if section.field.kind is Kind.ROWS:
        return tuple(_rows(names, section.field, section.value))
    return (Paragraph(words_of(names, section.field, section.value)),)


def names_in(workspace: Workspace, record: Proposable) -> Names:
    """What everything is called that a record leads to, and who has read its sections."""
    said = {spec: as_json(getattr(record, spec.name)) for spec in content_fields(record)}
    wanted = {key for spec, value in said.items() for key in ids_in(spec, value)}
    wanted |= {each.read_by for each in record.proposed if each.read_by is not None}
    return {key: name_of(each) for key, each in entries(workspace, wanted).items()}


def words_of(names: Names, spec: FieldSpec, value: Any) -> str:
    """A value as text; empty if nothing has been said."""
    if spec.is_empty(value):
        return ""
    if spec.kind in _TEXTS:
        return str(value).strip()
    said = value_text(spec, as_json(value), names)
    if spec.kind is Kind.NUMBER and spec.content.unit not in ("", "minutes", "time of day"):
        return _("{number} {unit}").format(number=said, unit=_(spec.content.unit))
    return said


def _title_column(columns: Sequence[FieldSpec]) -> str:
    return next((spec.name for spec in columns if spec.kind in _TEXTS), "")


def _rows(names: Names, spec: FieldSpec, rows: Sequence[Row]) -> Iterator[Part]:
    columns = [
        each for each in spec.columns if any(not each.is_empty(getattr(row, each.name)) for row in rows)
    ]
    if spec.row is MatrixCell:
        yield _matrix(rows)
    elif len(columns) <= MOST_COLUMNS and not any(each.kind in _LONG for each in columns):
        yield Grid(
            tuple(_(each.label) for each in columns),
            tuple(
                tuple(words_of(names, each, getattr(row, each.name)) or NOTHING for each in columns)
                for row in rows
            ),
        )
    else:
        title = _title_column(spec.columns)
        for row in rows:
            name = str(getattr(row, title, "")).strip().partition("\n")[0]
            yield from ((Paragraph(name, is_title=True),) if name else ())
            yield from _row_parts(names, row, spec.columns, title)


def _row_parts(names: Names, row: Row, columns: Sequence[FieldSpec], title: str) -> Iterator[Part]:
    """What a row says under its title: short values in a line, long ones in paragraphs of their own."""
    short = []
    for spec in columns:
        said = _cell(names, row, spec)
        if spec.name == title:
            said = said.partition("\n")[2].strip()
            yield from ((Paragraph(said),) if said else ())
        elif said and spec.kind in _LONG:
            yield Paragraph(said, _(spec.label))
        elif said:
            short.append(_("{field}: {value}").format(field=_(spec.label), value=said))
    if short:
        yield Paragraph(" · ".join(short))


def _cell(names: Names, row: Row, spec: FieldSpec) -> str:
    """A value of a row. What is asked of a figure reads as one: side, number and window."""
    value = getattr(row, spec.name)
    if isinstance(row, TargetRow) and spec.name in _OF_A_TARGET:
        return target_asked(row) if spec.name == "target" and row.target is not None else ""
    if spec.kind is Kind.ROWS:
        return "\n".join(
            " · ".join(filter(None, (_cell(names, each, column) for column in spec.columns)))
            for each in value
        )
    return words_of(names, spec, value)


def _matrix(cells: Sequence[Any]) -> Grid:
    """Impact down, urgency across, the priority where they meet."""
    found = {(each.impact, each.urgency): each.priority for each in cells}
    lines = []
    for impact in Impact:
        priorities = (found.get((impact, urgency)) for urgency in Urgency)
        lines.append((_(impact.label), *(_(each.label) if each else NOTHING for each in priorities)))
    heads = (_("Urgency {level}").format(level=_(urgency.value)) for urgency in Urgency)
    return Grid((_("Impact"), *heads), tuple(lines))


__all__ = ["Part", "names_in", "parts_of", "words_of"]
