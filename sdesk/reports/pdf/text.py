"""Plain text set in lines: measured, broken, drawn. No markup is read anywhere."""

import re
from bisect import bisect_right
from codecs import BOM_UTF16_BE
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.lib.colors import Color
from reportlab.lib.rl_accel import fp_str
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from sdesk.reports.blocks import Align
from sdesk.reports.pdf.fonts import Face, common_characters, main_font
from sdesk.reports.pdf.scripts import clusters, is_right_to_left
from sdesk.reports.pdf.shaping import CODE_SIZE, Run, code_rows, shaped
from sdesk.reports.pdf.style import TextStyle
from sdesk.reports.plain import plain

# A word with the spaces after it. "pre-approved" may break at its hyphen, "INC-2026-0042" and "Wi-Fi" may not.
WORD = re.compile(r"\s+|\S+?(?:(?<=[^\W\d_]{2}-)(?=[^\W\d_]{3})|(?=\s)|$)[^\S\xa0\u202f]*")
# Scripts written without spaces may break between any two characters.
UNSPACED = re.compile(
    "([\u0e00-\u0eff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff])"
)
NOT_FIRST = frozenset("、。，．！？：；）」』】〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%…")
BREAK_AFTER = "/\\-_.,:;@&=?"

_word_widths: dict[Face, dict[str, float]] = {"regular": {}, "bold": {}, "italic": {}}
WORDS_REMEMBERED = 20_000
ROUNDING = 1e-3  # points, or lines: what sums of heights may be off by


@dataclass(frozen=True, slots=True)
class Line:
    """One line in reading order. `simple`: one font, left to right, drawn as it is."""

    text: str
    width: float
    simple: bool = True
    right_to_left: bool = False


def text_width(text: str, style: TextStyle) -> float:
    return _unit_width(text, style.face) * style.size


def _unit_width(text: str, face: Face) -> float:
    """The width at a size of one point, remembered for each word."""
    remembered = _word_widths[face]
    width = remembered.get(text)
    if width is None:
        if len(remembered) > WORDS_REMEMBERED:
            remembered.clear()
        width = remembered[text] = _measured(text, face)
    return width


def _measured(text: str, face: Face) -> float:
    if common_characters(face).issuperset(text):
        return float(main_font(face).stringWidth(text, 1))
    return sum(run.width for run in shaped(text, face, is_right_to_left(text)))


def break_lines(text: str, style: TextStyle, width: float) -> tuple[Line, ...]:
    """The lines of a text no wider than `width`; words that are wider break inside. At least one line."""
    lines: list[Line] = []
    common = common_characters(style.face)
    for paragraph in plain(text).split("\n"):
        simple = common.issuperset(paragraph)
        if simple and len(paragraph) * style.size * 0.3 < width:
            whole = text_width(paragraph, style)
            if whole <= width:
                lines.append(Line(paragraph, whole))
                continue
        right_to_left = not simple and is_right_to_left(paragraph)
        for line in _wrapped(_pieces(paragraph, simple), style, width):
            bare = line.rstrip()
            lines.append(Line(bare, text_width(bare, style), simple, right_to_left))
    return tuple(lines)


def _pieces(paragraph: str, simple: bool) -> list[str]:
    words: list[str] = WORD.findall(paragraph)
    if simple:
        return words
    pieces: list[str] = []
    for part in (part for word in words for part in UNSPACED.split(word) if part):
        if pieces and (
            part[0] in NOT_FIRST or part.isspace() or len(clusters(pieces[-1][-1:] + part[0])) == 1
        ):
            pieces[-1] += part
        else:
            pieces.append(part)
    return pieces


def _wrapped(pieces: Sequence[str], style: TextStyle, width: float) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for piece in pieces:
        bare = text_width(piece.rstrip(), style)
        if line and used + bare > width:
            lines.append(line)
            line, used = "", 0.0
            piece = piece.lstrip() or piece
        if bare > width:
            *full, piece = _broken_word(piece, style, width)
            lines.extend(full)
        line += piece
        used += text_width(piece, style)
    return [*lines, line]


def _broken_word(word: str, style: TextStyle, width: float) -> list[str]:
    """A word too wide for a line in parts that fit, broken after a sign like / or @ where there is one."""
    parts: list[str] = []
    while word.rstrip() and text_width(word.rstrip(), style) > width:
        room, at = width, 0
        for cluster in clusters(word):
            room -= text_width(cluster, style)
            if room < 0 and at:
                break
            at += len(cluster)
        sign = max(word.rfind(mark, at // 2, at) for mark in BREAK_AFTER) + 1
        at = sign or at
        parts.append(word[:at])
        word = word[at:]
    return [*parts, word]


def widest(lines: Sequence[Line]) -> float:
    return max((line.width for line in lines), default=0)


def height_of(lines: Sequence[Line], style: TextStyle) -> float:
    return len(lines) * style.leading


def draw_lines(
    canvas: Canvas, lines: Sequence[Line], style: TextStyle, x: float, top: float, width: float
) -> None:
    """Draw lines downwards from `top`, aligned within `width`."""
    pen = Pen(canvas)
    pen.write(lines, style, x, top, width)
    pen.lift()


class _Text(PDFTextObject):  # type: ignore[misc]
    """ReportLab forgets the height of a mark that comes right after another one, and all that follows stays up there."""

    def setRise(self, rise: float) -> None:
        self._rise = rise
        self._code.append(f"{fp_str(rise)} Ts")


class Pen:
    """Writes many texts in one go: PDF text objects are costly to open, fonts and colours to set again."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.text = _Text(canvas)
        self.style: TextStyle | None = None
        self._boxes: list[tuple[float, float, float, float, Color]] = []

    def lift(self) -> None:
        self.canvas.drawText(self.text)
        for x, y, width, height, ink in self._boxes:
            self.canvas.setStrokeColor(ink)
            self.canvas.setLineWidth(0.4)
            self.canvas.rect(x, y, width, height, stroke=1, fill=0)

    def write(
        self,
        lines: Sequence[Line],
        style: TextStyle,
        x: float,
        top: float,
        width: float,
        align: Align | None = None,
    ) -> None:
        """Lines downwards from `top`; `align` takes the place of the style's own alignment."""
        baseline = top - (style.leading + style.size * 0.72) / 2
        for line in lines:
            self.write_line(line, style, x + _indent(line, align or style.align, width), baseline)
            baseline -= style.leading

    def write_line(self, line: Line, style: TextStyle, x: float, baseline: float) -> None:
        """One line that begins at `x`."""
        if not line.text:
            return
        text = self.text
        main = main_font(style.face).fontName
        if style is not self.style:
            text.setFillColor(style.ink)
            text.setFont(main, style.size)
            self.style = style
        if line.simple:
            text.setTextOrigin(round(x, 2), round(baseline, 2))
            text.textOut(line.text)
            return
        for run in shaped(line.text, style.face, line.right_to_left):
            self._write_run(run, style, x, baseline)
            x += run.width * style.size
        text.setFont(main, style.size)

    def _write_run(self, run: Run, style: TextStyle, x: float, baseline: float) -> None:
        """Glyphs, with the text where they do not name it, so that a viewer can copy and find it."""
        text = self.text
        if not run.names_its_text:
            text._code.append(f"/Span <</ActualText <{_utf16(run.text)}>>> BDC")
        if run.font:
            text.setTextOrigin(round(x, 2), round(baseline, 2))
            text.setFont(run.font.fontName, style.size)
            text.textOut(run.glyphs)
        else:
            self._write_code(run, style, x, baseline)
        if not run.names_its_text:
            text._code.append("EMC")

    def _write_code(self, run: Run, style: TextStyle, x: float, baseline: float) -> None:
        """A box with the code of a character that no font has."""
        size, gap = style.size, 0.05 * style.size
        low, high = baseline - 0.16 * size, 0.95 * size
        self._boxes.append((x + gap, low, run.width * size - 2 * gap, high, style.ink))
        self.text.setFont(main_font(style.face).fontName, CODE_SIZE * size)
        for number, row in enumerate(code_rows(run.text)):
            up = low + high * (0.56 - 0.46 * number)
            self.text.setTextOrigin(round(x + 0.09 * size, 2), round(up, 2))
            self.text.textOut(row)


def _utf16(text: str) -> str:
    return (BOM_UTF16_BE + text.encode("utf-16-be")).hex()


def _indent(line: Line, align: Align, width: float) -> float:
    if align == "center":
        return (width - line.width) / 2
    if align == "right" or line.right_to_left:
        return width - line.width
    return 0


def one_line(text: str, style: TextStyle, width: float) -> Line:
    """The text in one line, cut with an ellipsis where it is too long."""
    text = plain(text).replace("\n", " ")
    simple = common_characters(style.face).issuperset(text)
    right_to_left = not simple and is_right_to_left(text)
    if text_width(text, style) > width:
        letters = bisect_right(
            range(1, len(text)), width, key=lambda count: text_width(text[:count] + "…", style)
        )
        text = text[:letters].rstrip() + "…"
    return Line(text, text_width(text, style), simple, right_to_left)


def draw_line(canvas: Canvas, text: str, style: TextStyle, x: float, top: float, width: float) -> None:
    """One line where the style puts it, whatever the direction of its script."""
    line = one_line(text, style, width)
    draw_lines(canvas, (line,), style, x, top, line.width if style.align == "left" else width)


@dataclass(frozen=True, slots=True)
class Box:
    """What stands behind a text: a tint, and a bar in ink at its left."""

    tint: Color | None = None
    bar: Color | None = None
    side: float = 0  # padding left and right
    above: float = 0
    below: float = 0


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline that a PDF viewer shows beside the pages."""

    key: str
    title: str
    level: int


def link(canvas: Canvas, to: str, said: str, x: float, top: float, width: float, height: float) -> None:
    """A field of the page that leads to a place in the same file; `said` is for those who do not see it."""
    if to:
        field = (round(x, 2), round(top - height, 2), round(x + width, 2), round(top, 2))
        canvas.linkRect(" ".join(plain(said).split()), to, field, thickness=0)


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Lines of one style on the page; splits between lines, never leaving one line alone."""

    lines: tuple[Line, ...]
    style: TextStyle
    width: float
    box: Box = Box()
    indent: float = 0
    mark: str = ""
    space_before: float = 0
    space_after: float = 6
    keep_with_next: bool = False
    bookmark: Bookmark | None = None
    leads_to: str = ""

    @property
    def height(self) -> float:
        return height_of(self.lines, self.style) + self.box.above + self.box.below

    @property
    def least(self) -> float:
        lines = self.lines if len(self.lines) <= 3 else self.lines[:2]
        return height_of(lines, self.style) + self.box.above + self.box.below

    def split(self, room: float) -> "tuple[TextPiece, TextPiece] | None":
        fitting = int((room - self.box.above - self.box.below) / self.style.leading + ROUNDING)
        fitting = max(min(fitting, len(self.lines) - 2), 1)
        if fitting >= len(self.lines):
            return None
        above = replace(self, lines=self.lines[:fitting])
        return above, replace(self, lines=self.lines[fitting:], mark="", bookmark=None)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        self._draw_box(canvas, x, top)
        if self.bookmark:
            canvas.bookmarkHorizontal(self.bookmark.key, 0, top + 6)
            canvas.addOutlineEntry(self.bookmark.title, self.bookmark.key, self.bookmark.level)
        link(canvas, self.leads_to, self.lines[0].text, x, top, self.width, self.height)
        top -= self.box.above
        width = self.width - 2 * self.box.side - self.indent
        left = x + self.box.side
        if self.mark and self.lines[0].right_to_left:
            draw_line(canvas, self.mark, self.style, left + width + 4, top, 11)
        else:
            left += self.indent
            draw_line(canvas, self.mark, self.style, left - 11, top, 11)
        draw_lines(canvas, self.lines, self.style, left, top, width)

    def _draw_box(self, canvas: Canvas, x: float, top: float) -> None:
        for ink, width in ((self.box.tint, self.width), (self.box.bar, 3)):
            if ink:
                canvas.setFillColor(ink)
                canvas.rect(x, top - self.height, width, self.height, stroke=0, fill=1)


def text_piece(
    text: str,
    style: TextStyle,
    width: float,
    *,
    measure: float = 0,
    box: Box = Box(),
    indent: float = 0,
    mark: str = "",
    space: tuple[float, float] = (0, 6),
    keep_with_next: bool = False,
    bookmark: Bookmark | None = None,
    leads_to: str = "",
) -> TextPiece:
    """Set a text in the given width, in lines no longer than `measure`."""
    room = width - 2 * box.side - indent
    lines = break_lines(text, style, min(room, measure or room))
    return TextPiece(
        lines, style, width, box, indent, mark, space[0], space[1], keep_with_next, bookmark, leads_to
    )
