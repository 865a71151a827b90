"""Text as glyphs: what HarfBuzz makes of each stretch of one font and one direction."""

from collections.abc import Iterator
from dataclasses import dataclass

import uharfbuzz
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr

from sdesk.reports.pdf.fonts import MAIN, PRIVATE, Face, Font, pieces
from sdesk.reports.pdf.scripts import visual_runs

_AS_UNSHAPED = {"kern": False, "liga": False}
"""Letters that need no shaping look the same in a line that does."""
MOST_RAISED = 700  # thousandths of the size: a heap of marks does not grow over the lines around it
CODE_SIZE = 0.4  # of the text: the digits in the box of a character that no font has


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line. `width` is at a size of one point; `text` is what one reads, `glyphs` what is drawn.

    Without a font it is a character that no font has: a box with its code.
    """

    text: str
    width: float
    font: Font | None = None
    glyphs: str = ""
    backwards: bool = False

    @property
    def names_its_text(self) -> bool:
        """Whether the characters of the glyphs say what is read; those of right-to-left text say it reversed."""
        if self.backwards:
            return not any(ord(char) in PRIVATE for char in self.glyphs)
        return self.glyphs == self.text


def shaped(line: str, face: Face, right_to_left: bool) -> Iterator[Run]:
    """The runs of a line in the order in which they are drawn from left to right."""
    for text, backwards in visual_runs(line.replace("\xa0", " "), right_to_left):
        parts = pieces(text, face)
        for font, part in reversed(parts) if backwards else parts:
            yield _run(font, part, backwards) if font else Run(part, _box_width(part))


def _run(font: Font, text: str, backwards: bool) -> Run:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if backwards else "ltr"
    uharfbuzz.shape(font.measure, buffer, _AS_UNSHAPED if font.fontName in MAIN.values() else None)
    scale = font.pdfScale
    names = [font.name_of(info.codepoint, text[info.cluster]) for info in buffer.glyph_infos]
    data = [
        ShapeData(
            info.cluster,
            scale(position.x_advance),
            0,
            scale(position.x_offset),
            max(-MOST_RAISED, min(MOST_RAISED, scale(position.y_offset))),
            font.face.charWidths[ord(name)],
        )
        for name, info, position in zip(names, buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]
    width = sum(glyph.x_advance for glyph in data) / 1000
    return Run(text, width, font, ShapedStr("".join(names), data), backwards)


def code_rows(char: str) -> tuple[str, str]:
    """The code of a character in hexadecimal, in two rows."""
    code = f"{ord(char):04X}" if ord(char) < 0x10000 else f"{ord(char):06X}"
    half = len(code) // 2
    return code[:half], code[half:]


def _box_width(char: str) -> float:
    return 0.16 + 0.6 * CODE_SIZE * len(code_rows(char)[0])
