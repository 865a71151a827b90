"""Charts on paper, as drawings of reportlab.graphics."""

from dataclasses import dataclass
from math import inf

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Circle, Drawing, Polygon, PolyLine, Rect
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from sdesk.reports.blocks import Chart
from sdesk.reports.charts import sketch_chart
from sdesk.reports.pdf.fonts import main_font
from sdesk.reports.pdf.style import ACCENT, ACCENT_TINT, INK, MUTED, RULE, WARNING, WHITE, TextStyle
from sdesk.reports.pdf.text import Pen, one_line
from sdesk.reports.sketch import Box, Dot, Ink, Mark, Sketch, Stroke, Word, hatching

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


@dataclass(frozen=True, slots=True)
class ChartPiece:
    """A chart is not split."""

    sketch: Sketch
    space_before: float = 4
    space_after: float = 10
    keep_with_next: bool = False

    @property
    def height(self) -> float:
        return self.sketch.height

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float) -> None:
        return None

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        bottom = top - self.height
        renderPDF.draw(drawing(self.sketch), canvas, x, bottom)
        for word in self.sketch.marks:
            if isinstance(word, Word):
                _write(canvas, word, x, bottom)


def chart_piece(chart: Chart, width: float) -> ChartPiece:
    return ChartPiece(sketch_chart(chart, width, measure))


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
