"""Charts on the screen: a Sketch as inline SVG whose colours follow the light or dark style of the page."""

from html import escape

from sdesk.reports.plain import plain
from sdesk.reports.sketch import Box, Dot, Mark, Sketch, Stroke, Word, hatching


def svg(sketch: Sketch, description: str) -> str:
    """`description` is what a screen reader says in place of the picture."""
    marks = "".join(_mark(mark, sketch.height) for mark in sketch.marks)
    return (
        f'<svg viewBox="0 0 {sketch.width:g} {sketch.height:g}" role="img" '
        f'aria-label="{escape(plain(description))}">{marks}</svg>'
    )


def _mark(mark: Mark, height: float) -> str:
    match mark:
        case Box():
            return _box(mark, height)
        case Stroke():
            return _stroke(mark, height)
        case Dot():
            return _dot(mark, height - mark.y)
        case Word():
            return _word(mark, height - mark.y)


def _box(box: Box, height: float) -> str:
    top = height - box.y - box.height
    lines = hatching(box) if box.pattern in ("hatch", "cross") else []
    if box.pattern == "cross":
        lines += hatching(box, falling=True)
    rect = (
        f'<rect class="box {box.pattern}" x="{box.x:.1f}" y="{top:.1f}" '
        f'width="{box.width:.1f}" height="{box.height:.1f}"/>'
    )
    return rect + "".join(_stroke(line, height) for line in lines)


def _stroke(stroke: Stroke, height: float) -> str:
    points = " ".join(f"{x:.1f},{height - y:.1f}" for x, y in stroke.points)
    dash = f' stroke-dasharray="{" ".join(f"{part:g}" for part in stroke.dash)}"' if stroke.dash else ""
    return f'<polyline class="line {stroke.ink}" stroke-width="{stroke.weight:g}"{dash} points="{points}"/>'


def _dot(dot: Dot, y: float) -> str:
    x, r = dot.x, dot.radius
    if dot.shape == "circle":
        return f'<circle class="dot full" cx="{x:.1f}" cy="{y:.1f}" r="{r:g}"/>'
    corners = {
        "square": [(-r, -r), (r, -r), (r, r), (-r, r)],
        "triangle": [(-r, r), (r, r), (0, -r)],
        "diamond": [(-r, 0), (0, -r), (r, 0), (0, r)],
    }[dot.shape]
    points = " ".join(f"{x + right:.1f},{y + down:.1f}" for right, down in corners)
    return f'<polygon class="dot" points="{points}"/>'


def _word(word: Word, y: float) -> str:
    weight = ' font-weight="600"' if word.bold else ""
    return (
        f'<text class="{word.ink}" x="{word.x:.1f}" y="{y:.1f}" font-size="{word.size:g}" '
        f'text-anchor="{word.anchor}"{weight}>{escape(plain(word.text))}</text>'
    )
