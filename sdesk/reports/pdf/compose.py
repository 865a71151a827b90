"""Blocks to pieces: which block is set how."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from sdesk.reports.blocks import (
    Block,
    Bullets,
    Callout,
    CalloutKind,
    Chart,
    Contents,
    Document,
    Facts,
    Heading,
    KeepTogether,
    KeyFigures,
    PageBreak,
    Paragraph,
    Signature,
    Spacer,
    Table,
    way,
)
from sdesk.reports.front import chart_title, document_facts
from sdesk.reports.pdf.chart import chart_piece
from sdesk.reports.pdf.contents import contents_lines, key_of
from sdesk.reports.pdf.pages import Blank, Piece, Stack
from sdesk.reports.pdf.parts import accent_bar, card_rows, fact_rows, logo_piece, signature_rows
from sdesk.reports.pdf.style import (
    ACCENT,
    ACCENT_TINT,
    BAND,
    BODY,
    BODY_BOLD,
    BODY_MUTED,
    CAPTION,
    HEADING_SPACE,
    HEADINGS,
    LEAD,
    MEASURE,
    NOTE,
    SMALL,
    STRONG_RULE,
    SUBTITLE,
    TITLE,
    WARNING,
    WARNING_TINT,
    TextStyle,
)
from sdesk.reports.pdf.table import TablePiece, facts_piece, table_piece
from sdesk.reports.pdf.text import Bookmark, Box, TextPiece, text_piece
from sdesk.reports.plain import plain
from sdesk.translation import gettext as _

PARAGRAPHS: dict[str, tuple[TextStyle, float]] = {
    "normal": (BODY, 7),
    "lead": (LEAD, 10),
    "muted": (BODY_MUTED, 7),
    "small": (SMALL, 5),
}
CALLOUTS: dict[CalloutKind, tuple[str, Box]] = {
    "info": ("", Box(BAND, STRONG_RULE, 14)),
    "ok": ("● ", Box(ACCENT_TINT, ACCENT, 14)),
    "warning": ("▲ ", Box(WARNING_TINT, WARNING, 14)),
}
NOTE_MOST = 60  # points: the height of a remark
KEPT_MOST = 0.4  # of a page: more is parted rather than leave so much of one empty


@dataclass(slots=True)
class Composer:
    """Sets blocks for a page body of this size; `names` are those of the places in the document, `headings` all there are.

    `pages` says, once that is known, on which page each bookmark stands.
    """

    width: float
    body_height: float
    names: frozenset[str] = frozenset()
    headings: tuple[Heading, ...] = ()
    pages: dict[str, int] = field(default_factory=dict)
    bookmarks: int = 0
    level: int = field(default=-1)

    def front(self, document: Document) -> Iterator[Piece]:
        """What opens the first page: logo, title, and the facts of the document."""
        if document.logo:
            yield logo_piece(document.logo)
        yield text_piece(document.title, TITLE, self.width, space=(0, 2), keep_with_next=True)
        if document.subtitle:
            yield text_piece(document.subtitle, SUBTITLE, self.width, space=(2, 4), keep_with_next=True)
        yield accent_bar()
        facts = document_facts(document)
        if facts:
            rows = fact_rows(facts, self.width)
            small = sum(row.height for row in rows) < self.body_height / 2
            yield from rows if small else [facts_piece(Facts(facts), self.width)]

    def pieces(self, blocks: Iterable[Block]) -> Iterator[Piece]:
        """A small remark right below a table stays with its last rows."""
        above: Piece | None = None
        for block in blocks:
            for piece in self._block(block):
                if (
                    above
                    and isinstance(block, Paragraph)
                    and block.style == "small"
                    and (kept := _noted(above, piece))
                ):
                    above = kept
                    continue
                if above:
                    yield above
                above = piece
        if above:
            yield above

    def _block(self, block: Block) -> Iterator[Piece]:
        match block:
            case Heading():
                yield self._heading(block)
            case Contents():
                yield from contents_lines(self.headings, block.depth, self.width, self.pages)
            case Paragraph():
                yield from self._paragraph(block)
            case Bullets():
                yield from self._bullets(block)
            case Facts():
                if block.pairs:
                    yield facts_piece(block, self.width)
            case Table():
                yield from self._table(block)
            case KeyFigures():
                yield from self._key_figures(block)
            case Chart():
                yield from self._chart(block)
            case Callout():
                yield from self._callout(block)
            case Signature():
                yield from self._signature(block)
            case Spacer():
                yield Blank(min(max(block.height, 0), self.body_height))
            case PageBreak():
                yield Blank(ends_page=True)
            case KeepTogether():
                yield from self._together(block)

    def _heading(self, heading: Heading) -> Piece:
        level = min(max(heading.level, 1), 3)
        # An outline may not skip a level: a section without a chapter goes to the top.
        self.level = min(level - 1, self.level + 1)
        self.bookmarks += 1
        title = " ".join(plain(heading.text).split())
        bookmark = Bookmark(key_of(heading, self.bookmarks), title, self.level)
        return text_piece(
            heading.text,
            HEADINGS[level],
            self.width,
            space=HEADING_SPACE[level],
            keep_with_next=True,
            bookmark=bookmark,
        )

    def _paragraph(self, paragraph: Paragraph) -> Iterator[Piece]:
        style, after = PARAGRAPHS[paragraph.style]
        for part in plain(paragraph.text).split("\n\n"):
            if part.strip():
                yield text_piece(
                    part.strip("\n"),
                    style,
                    self.width,
                    measure=MEASURE,
                    space=(0, after),
                    keep_with_next=paragraph.keep_with_next,
                )

    def _bullets(self, bullets: Bullets) -> Iterator[Piece]:
        for at, item in enumerate(bullets.items):
            after = 8 if at == len(bullets.items) - 1 else 2.5
            to = way(bullets.leads_to[at], self.names) if bullets.leads_to else ""
            yield text_piece(
                item,
                BODY.with_ink(ACCENT) if to else BODY,
                self.width,
                measure=MEASURE - 14,
                indent=14,
                mark="•",
                space=(0, after),
                leads_to=to,
            )

    def _table(self, table: Table) -> Iterator[Piece]:
        yield from self._caption(table.caption, table.name, way(table.leads_to, self.names))
        yield table_piece(table, self.width, self.names)

    def _caption(self, text: str, name: str = "", leads_to: str = "") -> Iterator[Piece]:
        if text:
            title = " ".join(plain(text).split())
            bookmark = Bookmark(name, title, self.level + 1) if name else None
            style = CAPTION.with_ink(ACCENT) if leads_to else CAPTION
            yield text_piece(
                text,
                style,
                self.width,
                space=(10, 4),
                keep_with_next=True,
                bookmark=bookmark,
                leads_to=leads_to,
            )

    def _key_figures(self, key_figures: KeyFigures) -> Iterator[Piece]:
        if not key_figures.figures:
            return
        rows = card_rows(key_figures.figures, self.width, self.names)
        if max(row.height for row in rows) > self.body_height / 2:
            pairs = [
                (figure.label, "\n".join((figure.value or _("No data"), figure.comparison, figure.note)))
                for figure in key_figures.figures
            ]
            yield facts_piece(Facts(tuple(pairs)), self.width)
        else:
            yield from (*rows[:-1], replace(rows[-1], space_after=16))

    def _chart(self, chart: Chart) -> Iterator[Piece]:
        yield from self._caption(chart_title(chart) if chart.title else "")
        if not chart.caption:
            yield chart_piece(chart, self.width)
            return
        note = text_piece(chart.caption, NOTE, self.width, measure=MEASURE, space=(4, 14))
        if note.height <= NOTE_MOST:
            yield replace(chart_piece(chart, self.width, note), space_after=14)
        else:
            yield from (replace(chart_piece(chart, self.width), keep_with_next=True), note)

    def _callout(self, callout: Callout) -> Iterator[Piece]:
        mark, box = CALLOUTS[callout.kind]
        title, text = callout.title, callout.text
        if not title:
            yield text_piece(
                f"{mark}{text}", BODY, self.width, box=replace(box, above=10, below=10), space=(6, 12)
            )
            return
        head = replace(box, above=10, below=0 if text else 10)
        yield text_piece(
            f"{mark}{title}",
            BODY_BOLD,
            self.width,
            box=head,
            space=(6, 0 if text else 12),
            keep_with_next=True,
        )
        if text:
            yield text_piece(text, BODY, self.width, box=replace(box, above=2, below=10), space=(0, 12))

    def _signature(self, signature: Signature) -> Iterator[Piece]:
        if signature.title:
            yield text_piece(
                signature.title, HEADINGS[2], self.width, space=HEADING_SPACE[2], keep_with_next=True
            )
        rows = signature_rows(signature.lines, self.width)
        if max((row.height for row in rows), default=0) > self.body_height / 2:
            pairs = [
                (line.role, "\n".join((line.who, line.when, line.how, line.hash, line.anchor)))
                for line in signature.lines
            ]
            yield facts_piece(Facts(tuple(pairs)), self.width)
        else:
            yield from rows

    def _together(self, block: KeepTogether) -> Iterator[Piece]:
        pieces = tuple(self.pieces(block.blocks))
        plain_stack = pieces and not any(isinstance(piece, Blank) and piece.ends_page for piece in pieces)
        stack = Stack(pieces)
        if plain_stack and stack.height <= self.body_height * KEPT_MOST:
            yield stack
        else:
            yield from pieces


def _noted(above: Piece, note: Piece) -> Piece | None:
    """A table with its remark; None if it is none, has one, or the remark is a text of its own."""
    if not isinstance(note, TextPiece) or note.height > NOTE_MOST:
        return None
    if isinstance(above, Stack):
        last = _noted(above.pieces[-1], note)
        return Stack((*above.pieces[:-1], last)) if last else None
    return replace(above, note=note) if isinstance(above, TablePiece) and above.note is None else None
