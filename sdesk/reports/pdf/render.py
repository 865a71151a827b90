"""Pages to PDF: header, footer, the mark of a draft, and what the viewer knows about the document."""

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from sdesk.reports.blocks import Block, Document, Heading, Table, flat, names
from sdesk.reports.front import status_word
from sdesk.reports.pdf.about import describe
from sdesk.reports.pdf.columns import room_asked
from sdesk.reports.pdf.compose import Composer
from sdesk.reports.pdf.contents import pages_of_bookmarks
from sdesk.reports.pdf.fonts import main_font
from sdesk.reports.pdf.pages import Page, paginate
from sdesk.reports.pdf.style import (
    ACCENT,
    FOOTER,
    HEADER,
    HEADER_BOLD,
    MARGIN_FOOT,
    MARGIN_SIDE,
    MARGIN_TOP,
    PAGE_SIZES,
    RULE,
    WARNING,
    WATERMARK,
)
from sdesk.reports.pdf.table import pad_of
from sdesk.reports.pdf.text import break_lines, draw_line, draw_lines, text_width
from sdesk.reports.plain import plain
from sdesk.translation import gettext as _

rl_config.useA85 = 0  # PDF has been binary for decades: smaller files, less to compute

HASH_DIGITS = 16


Heard = Callable[[int, int], object]
"""Hears how much is done, of how much; it may call the rest off by raising."""


def unheard(_done: int, _total: int) -> None:
    pass


def render(document: Document, heard: Heard = unheard) -> bytes:
    """Half of the work is to set the blocks, half to draw the pages."""
    size = PAGE_SIZES[document.paper]
    if _lies_across(document):
        size = size[::-1]
    width, body_height = size[0] - 2 * MARGIN_SIDE, size[1] - MARGIN_TOP - MARGIN_FOOT
    headings = tuple(block for block in flat(document.blocks) if isinstance(block, Heading))
    composer = Composer(width, body_height, names(document), headings)
    blocks = _told(document.blocks, len(document.blocks), heard)
    pages = paginate([*composer.front(document), *composer.pieces(blocks)], body_height)
    composer.pages.update(pages_of_bookmarks(pages))
    output = BytesIO()
    canvas = _canvas(document, output, size)
    for number, page in enumerate(pages, start=1):
        heard(len(pages) + number, 2 * len(pages))
        _draw_page(canvas, document, page, number, len(pages), size)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def _told(blocks: Iterable[Block], total: int, heard: Heard) -> Iterator[Block]:
    for number, block in enumerate(blocks, start=1):
        heard(number, 2 * total)
        yield block


def _lies_across(document: Document) -> bool:
    """Whether the paper is turned; where that is left to the content, if upright a table would not read well."""
    if document.landscape is not None:
        return document.landscape
    room = PAGE_SIZES[document.paper][0] - 2 * MARGIN_SIDE
    tables = (block for block in flat(document.blocks) if isinstance(block, Table))
    return any(room_asked(each.columns, each.all_rows(), pad_of(each)) > room for each in tables)


def _canvas(document: Document, output: BytesIO, size: tuple[float, float]) -> Canvas:
    """A canvas whose file depends on the document only, not on the time."""
    font = main_font("regular").fontName
    canvas = Canvas(output, pagesize=size, invariant=1, lang=document.language, initialFontName=font)
    describe(canvas, document)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _draw_page(
    canvas: Canvas, document: Document, page: Page, number: int, total: int, size: tuple[float, float]
) -> None:
    if document.is_not_in_force:
        _draw_watermark(canvas, document, size)
    _draw_header(canvas, document, number, size)
    top = size[1] - MARGIN_TOP
    for placed in page.placed:
        placed.piece.draw(canvas, MARGIN_SIDE, top - placed.down)
    _draw_footer(canvas, document, number, total, size)


def _draw_watermark(canvas: Canvas, document: Document, size: tuple[float, float]) -> None:
    word = status_word(document)
    canvas.saveState()
    canvas.setFillColor(WATERMARK)
    canvas.setFont(main_font("bold").fontName, min(120, 800 / len(word)))
    canvas.translate(size[0] / 2, size[1] / 2)
    canvas.rotate(52)
    canvas.drawCentredString(0, -36, word)
    canvas.restoreState()


def _draw_header(canvas: Canvas, document: Document, number: int, size: tuple[float, float]) -> None:
    top, right = size[1] - 36, size[0] - MARGIN_SIDE
    reference = " · ".join(part for part in (document.number, _version(document)) if part)
    if document.is_not_in_force:
        right -= _draw_chip(canvas, status_word(document), right, top) + 8
    room = right - MARGIN_SIDE
    draw_line(canvas, reference, HEADER.aligned("right"), right - room * 0.4, top, room * 0.4)
    draw_line(canvas, document.issuer, HEADER_BOLD, MARGIN_SIDE, top, room * 0.28)
    if number > 1:
        start = min(text_width(plain(document.issuer), HEADER_BOLD), room * 0.28)
        start += 10 if document.issuer else 0
        draw_line(canvas, document.title, HEADER, MARGIN_SIDE + start, top, room * 0.58 - start)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN_SIDE, top - 15, size[0] - MARGIN_SIDE, top - 15)
    else:
        canvas.setFillColor(ACCENT)
        canvas.rect(0, size[1] - 6, size[0], 6, stroke=0, fill=1)


def _draw_chip(canvas: Canvas, word: str, right: float, top: float) -> float:
    """The status in a frame; returns its width."""
    style = HEADER_BOLD.with_ink(WARNING)
    width = text_width(word, style) + 14
    canvas.setStrokeColor(WARNING)
    canvas.setLineWidth(0.8)
    canvas.roundRect(right - width, top - 12.2, width, 14.4, 3, stroke=1, fill=0)
    draw_line(canvas, word, style, right - width + 7, top, width)
    return width


def _version(document: Document) -> str:
    return _("Version {version}").format(version=document.version) if document.version else ""


def _draw_footer(
    canvas: Canvas, document: Document, number: int, total: int, size: tuple[float, float]
) -> None:
    top, width = MARGIN_FOOT - 20, size[0] - 2 * MARGIN_SIDE
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN_SIDE, top + 4, MARGIN_SIDE + width, top + 4)
    page_of = _("Page {number} of {total}").format(number=number, total=total)
    draw_line(canvas, page_of, FOOTER.aligned("right"), MARGIN_SIDE + width - 90, top, 90)
    digest = f"SHA-256 {document.content_hash[:HASH_DIGITS]}…" if document.content_hash else ""
    parts = (document.number, _version(document), status_word(document), digest)
    draw_line(canvas, " · ".join(part for part in parts if part), FOOTER, MARGIN_SIDE, top, width - 100)
    if document.footer_note:
        lines = break_lines(document.footer_note, FOOTER, width)
        draw_lines(canvas, lines[:2], FOOTER, MARGIN_SIDE, top - FOOTER.leading, width)
