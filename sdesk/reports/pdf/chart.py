"""Charts on paper, as drawings of reportlab.graphics."""

from dataclasses import dataclass

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Circle, Drawing, Polygon, PolyLine, Rect, String
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from sdesk.reports.blocks import Chart
from sdesk.reports.charts import sketch_chart
from sdesk.reports.pdf.fonts import Face, bundled_font, printable, runs
from sdesk.reports.pdf.scripts import is_right_to_left, needs_order, visual_order
from sdesk.reports.pdf.style import ACCENT, ACCENT_TINT, INK, MUTED, RULE, WARNING, WHITE, TextStyle
from sdesk.reports.pdf.text import text_width
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
    return text_width(_single(text), TextStyle(size, size, _face(bold)))


def _face(bold: bool) -> Face:
    return "bold" if bold else "regular"


def _single(text: str) -> str:
    return printable(text).replace("\n", " ")


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
        renderPDF.draw(drawing(self.sketch), canvas, x, top - self.height)


def chart_piece(chart: Chart, width: float) -> ChartPiece:
    return ChartPiece(sketch_chart(chart, width, measure))


def drawing(sketch: Sketch) -> Drawing:
    picture = Drawing(sketch.width, sketch.height, initialFontName=bundled_font("regular").fontName)
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
            return _word(mark)


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


def _word(word: Word) -> list[object]:
    face = _face(word.bold)
    text = _single(word.text)
    width = text_width(text, TextStyle(word.size, word.size, face))
    x = word.x - {"start": 0.0, "middle": width / 2, "end": width}[word.anchor]
    drawn = visual_order(text, is_right_to_left(text)) if needs_order(text) else text
    main = bundled_font(face)
    shapes: list[object] = []
    for font, part in [(main, drawn)] if drawn.isascii() else runs(drawn, face):
        shapes.append(
            String(x, word.y, part, fontName=font.fontName, fontSize=word.size, fillColor=INKS[word.ink])
        )
        x += font.stringWidth(part, word.size)
    return shapes
