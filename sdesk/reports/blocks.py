"""What a report says, as values: a Document is a tuple of blocks, and a renderer puts it on paper or on a page.

Every text is plain text, never markup: `<b>` prints as `<b>`. A value that is not there is None or "", and is
shown as such; it is never 0. Whoever composes reports imports this module only.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, TypeAlias

from sdesk.translation.catalogues import language_spoken

ParagraphStyle: TypeAlias = Literal["normal", "lead", "muted", "small"]
Align: TypeAlias = Literal["left", "right", "center"]
RowKind: TypeAlias = Literal["normal", "group", "emphasis", "total"]
ChartKind: TypeAlias = Literal["bars", "lines", "stacked", "target-bars"]
CalloutKind: TypeAlias = Literal["info", "warning", "ok"]
CardKind: TypeAlias = Literal["neutral", "ok", "warning"]
Paper: TypeAlias = Literal["A4", "Letter"]


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 opens a chapter, 2 a section, 3 a part of one. All of them become bookmarks. One with a `name` can be led to."""

    text: str
    level: int = 1
    name: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """The headings of the document down to a level, each with its page, and leading there."""

    depth: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Line breaks in the text are kept; an empty line separates paragraphs. One that belongs to what follows it stays with
    that, as a heading does."""

    text: str
    style: ParagraphStyle = "normal"
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """`leads_to` says of each item where it leads, as of a row; or nothing of any."""

    items: tuple[str, ...]
    leads_to: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value side by side, as on the front of a file. An empty value shows as a dash."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """`weight` is the share of the width; 0 leaves it to the content. `numeric` aligns right.

    What stands in a column that is `whole` is a number, a date or a state, and keeps its line.
    """

    title: str
    align: Align = "left"
    weight: float = 0
    numeric: bool = False
    whole: bool = False

    @property
    def alignment(self) -> Align:
        return "right" if self.numeric and self.align == "left" else self.align


@dataclass(frozen=True, slots=True)
class Row:
    """One row. A group row has one cell, a heading across all columns.

    A row with a `name` can be led to. It leads to the first of the names in `leads_to` that is in the document.
    """

    cells: tuple[str, ...]
    kind: RowKind = "normal"
    name: str = ""
    leads_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows may be given as plain tuples of cells. Without rows it shows `empty_text` below its head.

    By its `name` its caption can be led to, and is a bookmark; it leads on as a row does.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row | tuple[str, ...], ...] = ()
    caption: str = ""
    empty_text: str = ""
    total: tuple[str, ...] | None = None
    name: str = ""
    leads_to: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for row in self.all_rows():
            allowed = {1} if row.kind == "group" else {len(self.columns)}
            if len(row.cells) not in allowed:
                raise ValueError(f"{len(self.columns)} columns, but the {row.kind} row is {row.cells!r}")

    def all_rows(self) -> tuple[Row, ...]:
        """Every row as a Row, the total last."""
        rows = tuple(row if isinstance(row, Row) else Row(row) for row in self.rows)
        return rows if self.total is None else (*rows, Row(self.total, "total"))

    def told(self, nothing: str = "", of: Collection[str] = ()) -> "Table":
        """The table without the columns in which nothing stands; the first column stays.

        In the columns `of` these titles `nothing` stands for that too; elsewhere it is something to be told.
        """
        rows = [row.cells for row in self.all_rows() if row.kind != "group"]

        def empty(title: str) -> tuple[str, ...]:
            return ("", "–", nothing) if title in of else ("", "–")

        kept = [
            at
            for at, column in enumerate(self.columns)
            if not at or not rows or any(row[at] not in empty(column.title) for row in rows)
        ]
        if len(kept) == len(self.columns):
            return self

        def chosen(cells: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(cells[at] for at in kept)

        return replace(
            self,
            columns=tuple(self.columns[at] for at in kept),
            rows=tuple(
                row if row.kind == "group" else replace(row, cells=chosen(row.cells))
                for row in (each if isinstance(each, Row) else Row(each) for each in self.rows)
            ),
            total=None if self.total is None else chosen(self.total),
        )


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One big number. An empty value shows "No data". `comparison` is the target or the previous period. It leads on as a
    row does."""

    label: str
    value: str
    comparison: str = ""
    note: str = ""
    kind: CardKind = "neutral"
    leads_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyFigures:
    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One value for each category of the chart; None where there is no data."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A level that the values are held against, drawn across a bar or line chart."""

    label: str
    value: float


@dataclass(frozen=True, slots=True)
class Chart:
    """`target-bars` draws one bar for each category of the only series, held against `targets`.

    `targets` has one value for each category (None: no target agreed), and `held` says of each whether it is held (None, or
    nothing: that is not said yet). `target_lines` belong to bars and lines. `decimals` is how many the labels show. `bounds` are the least and
    the most that a value of a line chart can be, where there are such: they are the ends of its scale.
    """

    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    target_lines: tuple[TargetLine, ...] = ()
    targets: tuple[float | None, ...] = ()
    held: tuple[bool | None, ...] = ()
    caption: str = ""
    decimals: int = 0
    bounds: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        for series in self.series:
            if len(series.values) != len(self.categories):
                raise ValueError(f"Series {series.name!r}: {len(self.categories)} values expected")
        if self.targets and len(self.targets) != len(self.categories):
            raise ValueError(f"{len(self.categories)} targets expected, not {len(self.targets)}")
        if self.kind == "target-bars" and len(self.series) != 1:
            raise ValueError("A chart of target bars has one series")


@dataclass(frozen=True, slots=True)
class Callout:
    """A remark that must not be missed, in a box. `title` stands above the text, bold."""

    text: str
    kind: CalloutKind = "info"
    title: str = ""


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """Who agreed. Without `when` it is a line to sign on; `hash` is the SHA-256 of what was agreed to, `anchor` a code for
    the history up to then."""

    who: str
    role: str
    when: str = ""
    how: str = ""
    hash: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    lines: tuple[SignatureLine, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Spacer:
    """Empty height in points (1/72 inch)."""

    height: float = 12


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


@dataclass(frozen=True, slots=True)
class KeepTogether:
    """Blocks that stay on one page, unless that could leave a page half empty."""

    blocks: tuple["Block", ...]


Block: TypeAlias = (
    Heading
    | Contents
    | Paragraph
    | Bullets
    | Facts
    | Table
    | KeyFigures
    | Chart
    | Callout
    | Signature
    | Spacer
    | PageBreak
    | KeepTogether
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. `facts` stand under the title; `logo` is the bytes of a PNG or JPEG picture.

    `footer_note` says at the foot of every page what the report was computed from; `content_hash` is the SHA-256
    of the approved content, in hexadecimal digits. `date` is the date as it is printed, `status` as it is read;
    `state` is that of the record, by which a draft is known in every language ("": as `status`). `landscape` None
    leaves it to what stands in the tables. `moment` is when it was agreed to, or made: the date of its file.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    subtitle: str = ""
    number: str = ""
    version: str = ""
    issuer: str = ""
    status: str = "draft"
    state: str = ""
    date: str = ""
    language: str = field(default_factory=language_spoken)
    paper: Paper = "A4"
    landscape: bool | None = False
    footer_note: str = ""
    content_hash: str = ""
    logo: bytes | None = field(default=None, repr=False)
    facts: tuple[tuple[str, str], ...] = ()
    moment: datetime | None = None

    @property
    def is_draft(self) -> bool:
        return self._state == "draft"

    @property
    def is_not_in_force(self) -> bool:
        """Whether it is marked on every page, so that nobody takes it for what is in force."""
        return self._state in ("draft", "superseded", "withdrawn")

    @property
    def _state(self) -> str:
        return self.state or self.status.strip().lower()


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks in reading order, those inside a KeepTogether included."""
    for block in blocks:
        if isinstance(block, KeepTogether):
            yield from flat(block.blocks)
        else:
            yield block


def names(document: Document) -> frozenset[str]:
    """What can be led to: the names of its headings, tables and rows."""
    headings = (block.name for block in flat(document.blocks) if isinstance(block, Heading))
    tables = [block for block in flat(document.blocks) if isinstance(block, Table)]
    rows = (row.name for table in tables for row in table.all_rows())
    return frozenset((*headings, *(table.name for table in tables if table.caption), *rows)) - {""}


def way(leads_to: Iterable[str], there: Collection[str]) -> str:
    """Where that leads in a document that has these names; "" where none of them is there."""
    return next((name for name in leads_to if name in there), "")
