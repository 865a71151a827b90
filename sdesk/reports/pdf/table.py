"""Tables on paper: one set of column widths, the head repeated on every page, tall rows split between lines."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from sdesk.reports.blocks import Align, Facts, Row, RowKind, Table, way
from sdesk.reports.pdf.columns import column_widths, size_for
from sdesk.reports.pdf.pages import Piece
from sdesk.reports.pdf.style import (
    ACCENT,
    ACCENT_TINT,
    BAND,
    CELL,
    CELL_BOLD,
    CELL_EMPTY,
    CELL_HEAD,
    INK,
    LABEL_CELL,
    RULE,
    STRONG_RULE,
    TextStyle,
)
from sdesk.reports.pdf.text import ROUNDING, Line, Pen, TextPiece, break_lines, link
from sdesk.translation import gettext as _

PAD_Y = 3.6
NOTE_GAP = 8
TALL = 110  # a row higher than this may be split between its lines
HEAD_MOST = 200  # a higher head is not repeated
STANDS_ALONE = 60  # a row at least so high is not lost alone on a page
LINES_AT_LEAST = 3
LEFT_EMPTY_MOST = 180  # of a page, for rows that would better stay together

ROW_STYLES: dict[RowKind, TextStyle] = {
    "normal": CELL,
    "group": CELL_BOLD,
    "emphasis": CELL_BOLD,
    "total": CELL_BOLD,
}
ROW_TINTS: dict[RowKind, Color | None] = {
    "normal": None,
    "group": BAND,
    "emphasis": ACCENT_TINT,
    "total": None,
}


@dataclass(frozen=True, slots=True)
class Grid:
    """What all rows of a table share: column edges, alignment and padding."""

    widths: tuple[float, ...]
    aligns: tuple[Align, ...]
    pad: float
    labels_first: bool = False
    size: float = 1  # of the letters, beside the usual one

    @property
    def width(self) -> float:
        return sum(self.widths)


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row set in lines."""

    cells: tuple[tuple[Line, ...], ...]
    kind: RowKind
    style: TextStyle
    text: str = ""  # of a group row, to say that it goes on
    name: str = ""
    leads_to: str = ""
    lines: int = field(init=False)
    height: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", max(map(len, self.cells)))
        object.__setattr__(self, "height", self.lines * self.style.leading + 2 * PAD_Y)

    @property
    def least(self) -> float:
        if self.height <= TALL:
            return self.height
        return LINES_AT_LEAST * self.style.leading + 2 * PAD_Y

    def split(self, room: float) -> "tuple[SetRow, SetRow] | None":
        fitting = int((room - 2 * PAD_Y) / self.style.leading + ROUNDING)
        if self.height <= TALL or not LINES_AT_LEAST <= fitting < self.lines:
            return None
        above = tuple(cell[:fitting] for cell in self.cells)
        below = tuple(cell[fitting:] for cell in self.cells)
        return replace(self, cells=above), replace(self, cells=below, name="")


@dataclass(frozen=True, slots=True)
class TablePiece:
    """The rows of a table that are still to be placed, below its head."""

    grid: Grid
    head: SetRow | None
    rows: tuple[SetRow, ...]
    group: SetRow | None = None  # the group that the first row goes on with
    ends: bool = True
    note: TextPiece | None = None  # that says what the table was made from, below its last row
    space_before: float = 4
    space_after: float = 14
    keep_with_next: bool = False

    @property
    def height(self) -> float:
        return self._rows_end + (NOTE_GAP + self.note.height if self.note else 0)

    @property
    def _rows_end(self) -> float:
        return self._head_height + sum(row.height for row in self.rows)

    @property
    def _head_height(self) -> float:
        return sum(row.height for row in (self.head, self.group) if row)

    @property
    def least(self) -> float:
        """Its head and the rows up to the first good end; no more than a page may be left empty for."""
        height = self._head_height
        for count, row in enumerate(self.rows, start=1):
            if row.height > TALL:
                return height + row.least
            height += row.height
            if count < len(self.rows) and (height > LEFT_EMPTY_MOST or self._ends_well(count)):
                return height
        return self.height

    def split(self, room: float) -> "tuple[Piece, Piece] | None":
        left = room - self._head_height
        count = 0
        while count < len(self.rows) and self.rows[count].height <= left + ROUNDING:
            left -= self.rows[count].height
            count += 1
        if count == len(self.rows):
            return self._without_note()
        parts = self.rows[count].split(left)
        if parts:
            return self._cut((*self.rows[:count], parts[0]), (parts[1], *self.rows[count + 1 :]))
        end = next((end for end in range(count, 0, -1) if self._ends_well(end)), count)
        return self._cut(self.rows[:end], self.rows[end:]) if end else None

    def _without_note(self) -> "tuple[Piece, Piece] | None":
        """All rows fit, but not the note: some go with it to the next page."""
        if self.note is None:
            return None
        end = next((end for end in range(len(self.rows) - 1, 0, -1) if self._ends_well(end)), 0)
        return self._cut(self.rows[:end], self.rows[end:]) if end else (replace(self, note=None), self.note)

    def _ends_well(self, count: int) -> bool:
        """Whether a page may end after so many rows: two that are no head of a group, or a high one, and not with such a head.

        As many have to be left as well, and not the total first.
        """
        above, below = self.rows[:count], self.rows[count:]
        if not below:
            return True
        full = islice((row for row in above if row.kind != "group"), 2)
        left = len(below) > 1 or below[0].height >= STANDS_ALONE
        return _suffice(full) and above[-1].kind != "group" and left and below[0].kind != "total"

    def _cut(self, above: tuple[SetRow, ...], below: tuple[SetRow, ...]) -> "tuple[TablePiece, TablePiece]":
        goes_on = self._going_on(above) if below[0].kind not in ("group", "total") else None
        return replace(self, rows=above, ends=False, note=None), replace(self, rows=below, group=goes_on)

    def _going_on(self, above: tuple[SetRow, ...]) -> "SetRow | None":
        """The head of the group that the rows above end in, as it stands on the next page."""
        group = next((row for row in reversed(above) if row.kind == "group"), None)
        if group is None:
            return self.group
        return _group_row(_("{group} (continued)").format(group=group.text), self.grid)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Tints first, then rules, then all text, so that colours and fonts change as rarely as can be."""
        rows = [row for row in (self.head, self.group) if row] + list(self.rows)
        tops = [top]
        for row in rows:
            tops.append(tops[-1] - row.height)
        right = x + self.grid.width
        canvas.saveState()
        self._draw_tints(canvas, rows, tops, x)
        first = 1 if self.head else 0
        _rules(canvas, x, right, tops[first + 1 :], RULE, 0.4)
        _rules(canvas, x, right, tops[1:2] + tops[-1:] * self.ends if self.head else [], STRONG_RULE, 0.9)
        _rules(
            canvas, x, right, [y for row, y in zip(rows, tops, strict=False) if row.kind == "total"], INK, 0.9
        )
        canvas.restoreState()
        pen = Pen(canvas)
        for row, y in zip(rows, tops, strict=False):
            self._write_row(pen, row, x, y)
        pen.lift()
        for row, y in zip(rows, tops, strict=False):
            if row.name:
                canvas.bookmarkHorizontal(row.name, 0, y + 1)
            said = " ".join(line.text for line in row.cells[0])
            link(canvas, row.leads_to, said, x, y, self.grid.width, row.height)
        if self.note:
            self.note.draw(canvas, x, top - self._rows_end - NOTE_GAP)

    def _draw_tints(self, canvas: Canvas, rows: Sequence[SetRow], tops: Sequence[float], x: float) -> None:
        for row, top in zip(rows, tops, strict=False):
            tint = ROW_TINTS[row.kind]
            if tint:
                canvas.setFillColor(tint)
                canvas.rect(x, top - row.height, self.grid.width, row.height, stroke=0, fill=1)

    def _write_row(self, pen: Pen, row: SetRow, x: float, top: float) -> None:
        pad = self.grid.pad
        if len(row.cells) == 1:
            pen.write(row.cells[0], row.style, x + pad, top - PAD_Y, self.grid.width - 2 * pad)
            return
        for at, lines in enumerate(row.cells):
            width = self.grid.widths[at]
            style = LABEL_CELL if at == 0 and self.grid.labels_first else row.style
            style = style.with_ink(ACCENT) if at == 0 and row.leads_to else style
            pen.write(lines, style, x + pad, top - PAD_Y, width - 2 * pad, self.grid.aligns[at])
            x += width


def _suffice(rows: Iterable[SetRow]) -> bool:
    return sum(2 if row.height >= STANDS_ALONE else 1 for row in rows) > 1


def _rules(
    canvas: Canvas, x: float, right: float, heights: Sequence[float], ink: Color, weight: float
) -> None:
    if heights:
        canvas.setStrokeColor(ink)
        canvas.setLineWidth(weight)
        canvas.lines([(round(x, 2), round(y, 2), round(right, 2), round(y, 2)) for y in heights])


def pad_of(table: Table) -> float:
    return 6 if len(table.columns) <= 8 else 3


def table_piece(table: Table, width: float, names: Collection[str] = ()) -> TablePiece:
    """`names` are those of the places in the document that a row can lead to."""
    pad = pad_of(table)
    rows = table.all_rows()
    size = size_for(table.columns, rows, width, pad)
    widths = column_widths(table.columns, rows, width, pad, size)
    grid = Grid(widths, tuple(column.alignment for column in table.columns), pad, size=size)
    head = _set_row(Row(tuple(column.title for column in table.columns)), grid, CELL_HEAD)
    body = tuple(_tied(_body_row(row, grid), row, names) for row in rows)
    if not table.rows:
        empty = SetRow(
            (break_lines(table.empty_text or _("Nothing recorded."), CELL_EMPTY, width),),
            "normal",
            CELL_EMPTY,
        )
        body = (empty, *body)
    if head.height > HEAD_MOST:
        return TablePiece(grid, None, (head, *body))
    return TablePiece(grid, head, body)


def facts_piece(facts: Facts, width: float) -> TablePiece:
    """Labels at the left, muted; values beside them."""
    rows = tuple(Row((label, value or "–")) for label, value in facts.pairs)
    label_width = min(max(width * 0.28, 110), 160)
    grid = Grid((label_width, width - label_width), ("left", "left"), 6, labels_first=True)
    return TablePiece(grid, None, tuple(_body_row(row, grid) for row in rows))


def _body_row(row: Row, grid: Grid) -> SetRow:
    if row.kind == "group":
        return _group_row(row.cells[0], grid)
    return _set_row(row, grid, ROW_STYLES[row.kind])


def _tied(made: SetRow, row: Row, names: Collection[str]) -> SetRow:
    if not row.name and not row.leads_to:
        return made
    return replace(made, name=row.name, leads_to=way(row.leads_to, names))


def _group_row(text: str, grid: Grid) -> SetRow:
    return SetRow((break_lines(text, CELL_BOLD, grid.width - 2 * grid.pad),), "group", CELL_BOLD, text)


def _set_row(row: Row, grid: Grid, style: TextStyle) -> SetRow:
    if grid.size != 1:
        style = replace(style, size=style.size * grid.size, leading=style.leading * grid.size)
    rooms: Sequence[float] = [width - 2 * grid.pad for width in grid.widths]
    cells = tuple(break_lines(cell, style, room) for cell, room in zip(row.cells, rooms, strict=True))
    return SetRow(cells, row.kind, style)
