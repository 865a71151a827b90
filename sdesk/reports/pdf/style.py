"""How paper looks: one type scale, neutral greys, one accent. Measures are points (1/72 inch)."""

from dataclasses import dataclass, replace
from typing import TypeAlias

from reportlab.lib.colors import Color, HexColor

from sdesk.reports.blocks import Align, Paper
from sdesk.reports.pdf.fonts import Face

Ink: TypeAlias = Color

INK = HexColor(0x1F2933)
MUTED = HexColor(0x52606D)
RULE = HexColor(0xCBD2D9)
STRONG_RULE = HexColor(0x7B8794)
BAND = HexColor(0xF1F4F6)
ACCENT = HexColor(0x0B5A5E)
ACCENT_TINT = HexColor(0xE4F0F0)
WARNING = HexColor(0x8A3B12)
WARNING_TINT = HexColor(0xFBF1E9)
WATERMARK = HexColor(0xEFF1F3)
WHITE = HexColor(0xFFFFFF)

PAGE_SIZES: dict[Paper, tuple[float, float]] = {"A4": (595.28, 841.89), "Letter": (612, 792)}
MARGIN_SIDE = 56
MARGIN_TOP = 74
MARGIN_FOOT = 70
MEASURE = 424  # a line of running text holds some 78 characters


@dataclass(frozen=True, slots=True)
class TextStyle:
    size: float
    leading: float
    face: Face = "regular"
    ink: Color = INK
    align: Align = "left"

    def with_ink(self, ink: Color) -> "TextStyle":
        return replace(self, ink=ink)

    def aligned(self, align: Align) -> "TextStyle":
        return replace(self, align=align)


TITLE = TextStyle(25, 30, "bold")
SUBTITLE = TextStyle(12.5, 17, ink=MUTED)
HEADINGS = {
    1: TextStyle(16, 20, "bold", ACCENT),
    2: TextStyle(12, 16, "bold"),
    3: TextStyle(9.5, 13, "bold", MUTED),
}
HEADING_SPACE = {1: (24, 8), 2: (16, 5), 3: (11, 3)}

BODY = TextStyle(9.5, 13.8)
LEAD = TextStyle(11.5, 16.5)
BODY_MUTED = BODY.with_ink(MUTED)
FACT_VALUE = TextStyle(9, 12.4, "bold")
SMALL = TextStyle(7.8, 10.8, ink=MUTED)
BODY_BOLD = TextStyle(9.5, 13.8, "bold")

CELL = TextStyle(8.4, 11.4)
CELL_BOLD = TextStyle(8.4, 11.4, "bold")
CELL_HEAD = TextStyle(7.8, 10.4, "bold", MUTED)
LABEL_CELL = CELL.with_ink(MUTED)
CELL_EMPTY = TextStyle(8.4, 11.4, "italic", MUTED)
CAPTION = TextStyle(9, 12.4, "bold")
NOTE = TextStyle(7.8, 10.8, "italic", MUTED)

CARD_LABEL = TextStyle(8, 10.6, ink=MUTED)
CARD_VALUE = TextStyle(20, 25, "bold")
CARD_NO_VALUE = TextStyle(13, 25, ink=MUTED)
CARD_NOTE = TextStyle(7.8, 10.6)

HEADER = TextStyle(7.8, 10, ink=MUTED)
HEADER_BOLD = TextStyle(7.8, 10, "bold")
FOOTER = TextStyle(7.2, 9.4, ink=MUTED)
