"""A table of contents: each heading with its page, which is known only when all pages are filled."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from sdesk.reports.blocks import Heading
from sdesk.reports.pdf.pages import Page, Piece, Stack
from sdesk.reports.pdf.style import BODY, BODY_BOLD, RULE, TextStyle
from sdesk.reports.pdf.text import TextPiece, draw_line, height_of, text_piece
from sdesk.reports.plain import plain

NUMBER_WIDTH = 36
INDENT = 14
STYLES = {1: BODY_BOLD, 2: BODY}


def key_of(heading: Heading, number: int) -> str:
    """By what the bookmark of the heading is known, the `number`th of the document."""
    return heading.name or f"heading-{number}"


def contents_lines(
    headings: Sequence[Heading], depth: int, width: float, pages: Mapping[str, int]
) -> Iterator[Piece]:
    """A line for each heading down to a level. `pages` may be filled later: it is looked into when a line is drawn."""
    for number, heading in enumerate(headings, start=1):
        level = max(heading.level, 1)
        if level <= depth:
            style, key = STYLES.get(level, BODY), key_of(heading, number)
            text = text_piece(
                " ".join(plain(heading.text).split()) or "–",
                style,
                width - NUMBER_WIDTH,
                indent=INDENT * (level - 1),
                space=(8 if level == 1 else 1, 1),
                leads_to=key,
            )
            yield ContentsLine(text, key, style, width, pages)


@dataclass(frozen=True, slots=True)
class ContentsLine:
    text: TextPiece
    key: str
    style: TextStyle
    width: float
    pages: Mapping[str, int]
    keep_with_next: bool = False

    @property
    def height(self) -> float:
        return self.text.height

    @property
    def least(self) -> float:
        return self.text.height

    @property
    def space_before(self) -> float:
        return self.text.space_before

    @property
    def space_after(self) -> float:
        return self.text.space_after

    def split(self, room: float) -> None:
        return None

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """The number stands on the last line of the heading, after a hairline that leads the eye to it."""
        self.text.draw(canvas, x, top)
        last = self.text.lines[-1]
        down = top - height_of(self.text.lines[:-1], self.style)
        page = str(self.pages.get(self.key, ""))
        draw_line(
            canvas, page, self.style.aligned("right"), x + self.width - NUMBER_WIDTH, down, NUMBER_WIDTH
        )
        start, end = x + self.text.indent + last.width + 6, x + self.width - 8 * len(page) - 4
        if start < end and not last.right_to_left:
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.4)
            canvas.line(start, down - 0.8 * self.style.leading, end, down - 0.8 * self.style.leading)


def pages_of_bookmarks(pages: Iterable[Page]) -> dict[str, int]:
    """On which page each bookmark stands, counted from 1."""
    return {
        piece.bookmark.key: number
        for number, page in enumerate(pages, start=1)
        for placed in page.placed
        for piece in _pieces_in(placed.piece)
        if isinstance(piece, TextPiece) and piece.bookmark
    }


def _pieces_in(piece: Piece) -> Iterator[Piece]:
    if isinstance(piece, Stack):
        for each in piece.pieces:
            yield from _pieces_in(each)
    else:
        yield piece
