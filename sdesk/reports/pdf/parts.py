"""The parts of a page that are neither running text nor table: front matter, cards, signatures."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from sdesk.errors import SdeskError
from sdesk.reports.blocks import CardKind, KeyFigure, SignatureLine, way
from sdesk.reports.pdf.style import (
    ACCENT,
    BAND,
    BODY,
    BODY_BOLD,
    CARD_LABEL,
    CARD_NO_VALUE,
    CARD_NOTE,
    CARD_VALUE,
    FACT_VALUE,
    INK,
    MUTED,
    SMALL,
    STRONG_RULE,
    WARNING,
    TextStyle,
)
from sdesk.reports.pdf.text import Line, break_lines, draw_lines, height_of, link, text_width
from sdesk.translation import gettext as _
from sdesk.translation import message

CARD_MARKS: dict[CardKind, tuple[str, Color]] = {
    "neutral": ("", INK),
    "ok": ("● ", INK),
    "warning": ("▲ ", WARNING),
}
GUTTER = 12
SIGNING_HEIGHT = 32  # enough to write a name by hand
LOGO_MOST = (150, 44)


@dataclass(frozen=True, slots=True)
class SetText:
    lines: tuple[Line, ...]
    style: TextStyle
    down: float

    @property
    def end(self) -> float:
        return self.down + height_of(self.lines, self.style)


@dataclass(slots=True)
class Panel:
    """Texts below each other in a field of the page."""

    width: float
    side: float
    down: float
    tint: Color | None = None
    bar: Color | None = None
    texts: list[SetText] = field(default_factory=list)
    rules: list[float] = field(default_factory=list)
    leads_to: str = ""

    def add(self, text: str, style: TextStyle, space: float = 0) -> None:
        if text:
            lines = break_lines(text, style, self.width - 2 * self.side)
            self.texts.append(SetText(lines, style, self.down + space))
            self.down = self.texts[-1].end

    def draw(self, canvas: Canvas, x: float, top: float, height: float) -> None:
        if self.tint:
            canvas.setFillColor(self.tint)
            canvas.rect(x, top - height, self.width, height, stroke=0, fill=1)
        if self.bar:
            canvas.setFillColor(self.bar)
            canvas.rect(x, top - 2, self.width, 2, stroke=0, fill=1)
        for down in self.rules:
            canvas.setStrokeColor(STRONG_RULE)
            canvas.setLineWidth(0.7)
            canvas.line(x + self.side, top - down, x + self.width - self.side, top - down)
        for text in self.texts:
            draw_lines(
                canvas, text.lines, text.style, x + self.side, top - text.down, self.width - 2 * self.side
            )
        if self.leads_to:
            said = " ".join(line.text for text in self.texts for line in text.lines)
            link(canvas, self.leads_to, said, x, top, self.width, height)


@dataclass(frozen=True, slots=True)
class PanelRow:
    """Panels side by side, all as high as the highest."""

    panels: tuple[Panel, ...]
    gutter: float = GUTTER
    foot: float = 0
    tint: Color | None = None
    space_before: float = 0
    space_after: float = GUTTER
    keep_with_next: bool = False

    @property
    def height(self) -> float:
        return max(panel.down for panel in self.panels) + self.foot

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float) -> None:
        return None

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        if self.tint:
            width = sum(panel.width + self.gutter for panel in self.panels) - self.gutter
            canvas.setFillColor(self.tint)
            canvas.rect(x, top - self.height, width, self.height, stroke=0, fill=1)
        for panel in self.panels:
            panel.draw(canvas, x, top, self.height)
            x += panel.width + self.gutter


def _rows(count: int, across: int) -> list[slice]:
    return [slice(at, at + across) for at in range(0, count, across)]


def card_rows(figures: Sequence[KeyFigure], width: float, names: Collection[str] = ()) -> list[PanelRow]:
    """Up to four cards in a row; five, six or nine in rows of three."""
    across = min(len(figures), 3 if len(figures) in (5, 6, 9) else 4)
    each = (width - GUTTER * (max(across, 2) - 1)) / max(across, 2)
    return [_card_row(figures[some], each, names) for some in _rows(len(figures), across)]


def _card_row(figures: Sequence[KeyFigure], width: float, names: Collection[str]) -> PanelRow:
    """Cards whose numbers stand on one line, below the longest label."""
    labels = [break_lines(figure.label, CARD_LABEL, width - 20) for figure in figures]
    label_height = max(height_of(lines, CARD_LABEL) for lines in labels)
    cards = (_card(figure, width, label_height, way(figure.leads_to, names)) for figure in figures)
    return PanelRow(tuple(cards), foot=9)


def _card(figure: KeyFigure, width: float, label_height: float, leads_to: str) -> Panel:
    mark, ink = CARD_MARKS[figure.kind]
    bar = WARNING if figure.kind == "warning" else ACCENT
    panel = Panel(width, 10, 10, BAND, bar, leads_to=leads_to)
    panel.add(figure.label, CARD_LABEL.with_ink(ACCENT) if leads_to else CARD_LABEL)
    panel.down = 10 + label_height
    if figure.value:
        panel.add(figure.value, _card_value_style(figure.value, width - 20), 2)
    else:
        panel.add(_("No data"), CARD_NO_VALUE, 2)
    panel.add(f"{mark}{figure.comparison}" if figure.comparison else "", CARD_NOTE.with_ink(ink), 2)
    panel.add(figure.note, CARD_NOTE.with_ink(MUTED), 1)
    return panel


def _card_value_style(value: str, room: float) -> TextStyle:
    """As big as fits in one line."""
    for size in (CARD_VALUE.size, 17, 14, 11.5):
        style = TextStyle(size, CARD_VALUE.leading, CARD_VALUE.face, CARD_VALUE.ink)
        if "\n" not in value and text_width(value, style) <= room:
            return style
    return TextStyle(11.5, 15, "bold")


def signature_rows(lines: Sequence[SignatureLine], width: float) -> list[PanelRow]:
    each = (width - 2 * GUTTER) / 2
    return [
        PanelRow(
            tuple(_signature(line, each) for line in lines[some]), 2 * GUTTER, space_before=6, space_after=16
        )
        for some in _rows(len(lines), 2)
    ]


def _signature(line: SignatureLine, width: float) -> Panel:
    panel = Panel(width, 0, 0)
    panel.add(line.role, CARD_LABEL)
    panel.add(line.who, BODY_BOLD)
    foot = panel.down + SIGNING_HEIGHT
    panel.add(line.when, BODY, SIGNING_HEIGHT - BODY.leading - 4)
    panel.down = max(foot, panel.down + 4)
    panel.rules.append(panel.down)
    panel.down += 3
    panel.add(line.how or ("" if line.when else _("Signature and date")), SMALL)
    half = len(line.hash) // 2
    panel.add(f"SHA-256 {line.hash[:half]}\n{line.hash[half:]}" if line.hash else "", SMALL)
    panel.add(_("Anchor {code}").format(code=line.anchor) if line.anchor else "", SMALL)
    return panel


def fact_rows(facts: Sequence[tuple[str, str]], width: float) -> list[PanelRow]:
    """The facts under the title: three in a row, the label above its value."""
    across = 3
    side = 12
    each = (width - GUTTER * (across - 1)) / across
    rows: list[PanelRow] = []
    slices = _rows(len(facts), across)
    for at, some in enumerate(slices):
        panels = tuple(_fact(label, value, each, side, 12 if at == 0 else 4) for label, value in facts[some])
        padding = Panel(each * (across - len(panels)) + GUTTER * (across - len(panels) - 1), 0, 0)
        last = at == len(slices) - 1
        filled = panels if len(panels) == across else (*panels, padding)
        rows.append(PanelRow(filled, foot=12 if last else 4, tint=BAND, space_after=18 if last else 0))
    return rows


def _fact(label: str, value: str, width: float, side: float, down: float) -> Panel:
    panel = Panel(width, side, down)
    panel.add(label, CARD_LABEL)
    panel.add(value or "–", FACT_VALUE, 1)
    return panel


@dataclass(frozen=True, slots=True)
class Drawn:
    """A piece of given height that a function draws."""

    height: float
    paint: Callable[[Canvas, float, float], None]
    space_before: float = 0
    space_after: float = 0
    keep_with_next: bool = True

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float) -> None:
        return None

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        self.paint(canvas, x, top)


def accent_bar() -> Drawn:
    def paint(canvas: Canvas, x: float, top: float) -> None:
        canvas.setFillColor(ACCENT)
        canvas.rect(x, top - 3, 44, 3, stroke=0, fill=1)

    return Drawn(3, paint, space_before=12, space_after=18)


def logo_piece(logo: bytes) -> Drawn:
    """The logo, no larger than it is and than 150 by 44 points."""
    picture, width, height = _picture(logo)
    scale = min(LOGO_MOST[0] / width, LOGO_MOST[1] / height)

    def paint(canvas: Canvas, x: float, top: float) -> None:
        canvas.drawImage(picture, x, top - height * scale, width * scale, height * scale, mask="auto")

    return Drawn(height * scale, paint, space_after=26)


def _picture(logo: bytes) -> tuple[Any, float, float]:
    try:
        picture = ImageReader(BytesIO(logo))
        width, height = picture.getSize()
        picture.getRGBData()
    except Exception as fault:  # the picture library raises many kinds, for damaged and for foreign files
        raise SdeskError(
            message("The logo cannot be read as a picture."), message("Choose a PNG or JPEG file.")
        ) from fault
    return picture, width, height
