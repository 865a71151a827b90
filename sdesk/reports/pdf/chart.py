"""Charts on paper, as drawings of reportlab.graphics."""

from dataclasses import dataclass, field, replace
from math import inf

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Circle, Drawing, Polygon, PolyLine, Rect
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from sdesk.reports.blocks import Chart
from sdesk.reports.charts import sketch_chart
from sdesk.reports.pdf.fonts import main_font
from sdesk.reports.pdf.style import ACCENT, ACCENT_TINT, INK, MUTED, RULE, WARNING, WHITE, TextStyle
from sdesk.reports.pdf.text import ROUNDING, Pen, TextPiece, one_line
from sdesk.reports.sketch import PITCH, PLOT_HEIGHT, Box, Dot, Ink, Mark, Sketch, Stroke, Word, hatching

INKS: dict[Ink, Color] = {
    "ink": INK,
    "muted": MUTED,
    "rule": RULE,
    "accent": ACCENT,
    "tint": ACCENT_TINT,
    "grey": RULE,
    "paper": WHITE,
    "warning": WARNING,
}


def measure(text: str, size: float, bold: bool) -> float:
    return one_line(text, _style(size, bold), inf).width


def _style(size: float, bold: bool, ink: Color = INK) -> TextStyle:
    return TextStyle(size, size, "bold" if bold else "regular", ink)


LEAST_PLOT = 72  # points: a lower plot cannot be read
LEAST_BARS = 3
NOTE_GAP = 4


@dataclass(frozen=True, slots=True)
class ChartPiece:
    """A chart with its remark. Where the page ends a plot is drawn lower, and target bars are parted between two bars."""

    chart: Chart
    width: float
    note: TextPiece | None = None
    plot: float = PLOT_HEIGHT
    bars: tuple[int, int] = (0, 0)
    sketch: Sketch = field(init=False)
    space_before: float = 4
    space_after: float = 10
    keep_with_next: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "sketch", self._sketched(self.plot, self.bars))

    def _sketched(self, plot: float, bars: tuple[int, int]) -> Sketch:
        return sketch_chart(self.chart, self.width, measure, plot, bars)

    @property
    def height(self) -> float:
        return self.sketch.height + self._note_height

    @property
    def _note_height(self) -> float:
        return NOTE_GAP + self.note.height if self.note else 0

    @property
    def least(self) -> float:
        first, last = self.bars
        if self.chart.kind == "target-bars":
            few = last - first < 2 * LEAST_BARS
            return self.height if few else self._sketched(self.plot, (first, first + LEAST_BARS)).height
        return self._sketched(LEAST_PLOT, self.bars).height + self._note_height

    def split(self, room: float) -> "tuple[ChartPiece, ChartPiece | None] | None":
        if self.chart.kind == "target-bars":
            return self._parted(room)
        lower = self.plot - (self.height - room)
        return (replace(self, plot=lower), None) if LEAST_PLOT <= lower < self.plot else None

    def _parted(self, room: float) -> "tuple[ChartPiece, ChartPiece] | None":
        first, last = self.bars
        fitting = int((room - self.sketch.height) / PITCH + (last - first) + ROUNDING)
        end = first + min(fitting, last - first - LEAST_BARS)
        if end < first + LEAST_BARS:
            return None
        return replace(self, bars=(first, end), note=None), replace(self, bars=(end, last))

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        bottom = top - self.sketch.height
        renderPDF.draw(drawing(self.sketch), canvas, x, bottom)
        if self.note:
            self.note.draw(canvas, x, bottom - NOTE_GAP)
        for word in self.sketch.marks:
            if isinstance(word, Word):
                _write(canvas, word, x, bottom)


def chart_piece(chart: Chart, width: float, note: TextPiece | None = None) -> ChartPiece:
    return ChartPiece(chart, width, note, bars=(0, len(chart.categories)))


def drawing(sketch: Sketch) -> Drawing:
    """What a chart is made of without its words."""
    picture = Drawing(sketch.width, sketch.height, initialFontName=main_font("regular").fontName)
    for mark in sketch.marks:
        for shape in _shapes(mark):
            picture.add(shape)
    return picture


def _shapes(mark: Mark) -> list[object]:
    match mark:
        case Box():
            return _box(mark)
        case Stroke():
            return [_stroke(mark)]
        case Dot():
            return [_dot(mark)]
        case Word():
            return []


def _box(box: Box) -> list[object]:
    fill = {"solid": ACCENT, "grey": RULE}.get(box.pattern, WHITE)
    edge = Rect(box.x, box.y, box.width, box.height, fillColor=fill, strokeColor=ACCENT, strokeWidth=0.6)
    lines = hatching(box) if box.pattern in ("hatch", "cross") else []
    if box.pattern == "cross":
        lines += hatching(box, falling=True)
    return [edge, *(_stroke(line) for line in lines)]


def _stroke(stroke: Stroke) -> object:
    flat = [value for point in stroke.points for value in point]
    dash = list(stroke.dash) or None
    return PolyLine(flat, strokeColor=INKS[stroke.ink], strokeWidth=stroke.weight, strokeDashArray=dash)


def _dot(dot: Dot) -> object:
    look = {"fillColor": WHITE, "strokeColor": ACCENT, "strokeWidth": 1.2}
    x, y, r = dot.x, dot.y, dot.radius
    match dot.shape:
        case "circle":
            return Circle(x, y, r, **{**look, "fillColor": ACCENT})
        case "square":
            return Rect(x - r, y - r, 2 * r, 2 * r, **look)
        case "triangle":
            return Polygon([x - r, y - r, x + r, y - r, x, y + r], **look)
        case "diamond":
            return Polygon([x - r, y, x, y - r, x + r, y, x, y + r], **look)


def _write(canvas: Canvas, word: Word, left: float, bottom: float) -> None:
    """Each by itself, so that whoever reads the text of a page aloud does not read labels as one."""
    style = _style(word.size, word.bold, INKS[word.ink])
    line = one_line(word.text, style, inf)
    x = left + word.x - {"start": 0.0, "middle": line.width / 2, "end": line.width}[word.anchor]
    pen = Pen(canvas)
    pen.write_line(line, style, x, bottom + word.y)
    pen.lift()
