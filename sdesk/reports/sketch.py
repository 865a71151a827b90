"""Marks on a plane: what charts are made of, for paper and for the screen alike.

The plane is measured in points, with y upwards. Inks are names; every renderer has its own colours for them.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Ink: TypeAlias = Literal["ink", "muted", "rule", "accent", "tint", "grey", "paper", "warning"]
Anchor: TypeAlias = Literal["start", "middle", "end"]
Shape: TypeAlias = Literal["circle", "square", "triangle", "diamond"]
Pattern: TypeAlias = Literal["solid", "hatch", "grey", "cross"]
Measure: TypeAlias = Callable[[str, float, bool], float]  # text, size, bold -> width

SIZE = 7.6
SMALL = 6.8
PITCH = 21.0  # from one horizontal bar to the next
PLOT_HEIGHT = 128
LABEL_SIZE = 7.2
PATTERNS: tuple[Pattern, ...] = ("solid", "hatch", "grey", "cross")
SHAPES: tuple[Shape, ...] = ("circle", "square", "triangle", "diamond")
DASHES: tuple[tuple[float, ...], ...] = ((), (5, 2.5), (1.5, 2), (7, 2, 1.5, 2))


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    pattern: Pattern = "solid"


@dataclass(frozen=True, slots=True)
class Stroke:
    points: tuple[tuple[float, float], ...]
    ink: Ink = "rule"
    weight: float = 0.5
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    shape: Shape
    radius: float = 2.4


@dataclass(frozen=True, slots=True)
class Word:
    """A text whose baseline is at y."""

    x: float
    y: float
    text: str
    size: float = SIZE
    anchor: Anchor = "start"
    ink: Ink = "ink"
    bold: bool = False


Mark: TypeAlias = Box | Stroke | Dot | Word


@dataclass(frozen=True, slots=True)
class Sketch:
    width: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to points, between two round numbers."""

    low: float
    high: float
    start: float
    length: float
    step: float

    def at(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * self.length

    def ticks(self) -> list[float]:
        count = int((self.high - self.low) / self.step + 1e-6)
        return [self.low + self.step * n for n in range(count + 1)]


def number_text(value: float, decimals: int) -> str:
    """A number with thin spaces between thousands and a real minus sign."""
    return f"{value:,.{decimals}f}".replace(",", "\u202f").replace("-", "−")


def tick_text(value: float, step: float) -> str:
    """A value of a scale, with as many decimals as its step has."""
    decimals = next((n for n in range(4) if abs(step * 10**n - round(step * 10**n)) < 1e-6), 4)
    return number_text(value + 0.0, decimals)


def with_unit(text: str, unit: str) -> str:
    return f"{text}\u202f{unit}" if unit else text


def hatching(box: Box, gap: float = 3.2, falling: bool = False) -> list[Stroke]:
    """Diagonal lines that end at the edges of a box."""
    lines: list[Stroke] = []
    offset = gap - box.height
    while offset < box.width:
        near, far = max(0, -offset), min(box.height, box.width - offset)
        if far - near > 0.2:
            ends = [(offset + along, along) for along in (near, far)]
            if falling:
                ends = [(across, box.height - along) for across, along in ends]
            points = tuple((box.x + across, box.y + along) for across, along in ends)
            lines.append(Stroke(points, "accent", 0.5))
        offset += gap
    return lines


def fitted(text: str, size: float, room: float, measure: Measure) -> str:
    """The text, or as much of it as there is room for."""
    if measure(text, size, False) <= room:
        return text
    letters = bisect_right(
        range(1, len(text)), room, key=lambda count: measure(text[:count] + "…", size, False)
    )
    return text[:letters].rstrip() + "…"


def apart(places: Sequence[float], distance: float, top: float) -> list[float]:
    """Heights in rising order, moved as little as it takes to be so far from each other and below the top."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + distance) if moved else place)
    for at in reversed(range(len(moved))):
        top = moved[at] = min(moved[at], top)
        top -= distance
    return moved


def scale_for(
    values: Sequence[float | None],
    start: float,
    length: float,
    *,
    room_above: bool,
    from_zero: bool = True,
    most: float | None = None,
    least_step: float = 0,
) -> Scale:
    """A scale with three to six steps of 1, 2, 2.5 or 5. Bars start at zero, or they would lie.

    `most` is a limit that values cannot pass, such as 100 %. Whole numbers have a `least_step` of 1: every tick is one.
    """
    known = [value for value in values if value is not None]
    low, high = min(known), max(known)
    if from_zero or low < high / 2:
        low, high = min(low, 0), max(high, 0)
    if high == low:
        low, high = (min(low, 0), high) if high > 0 else (low, low + 1)
    step = step_of((high - low) / 4, least_step)
    bottom, top = step * (low // step), step * -(-high // step)
    if not from_zero and bottom > 0 and (low - bottom) < step * 0.3:
        bottom -= step  # no point on the foot of the plot
    if room_above and (top - high) < (top - bottom) * 0.06:
        top += step
    if most is not None and high <= most < top:
        top = most
    return Scale(bottom, top, start, length, step)


def step_of(rough: float, least: float = 0) -> float:
    """The next round step, which is so many times the least."""
    rough = max(rough, least)
    magnitude = 10.0 ** (len(f"{int(rough)}") - 1) if rough >= 1 else _below_one(rough)
    found = (magnitude * factor for factor in (1, 2, 2.5, 5, 10) if magnitude * factor >= rough * 0.999)
    return next(step for step in found if not least or abs(step / least - round(step / least)) < 1e-6)


def _below_one(rough: float) -> float:
    magnitude = 1.0
    while magnitude > rough and magnitude > 1e-9:
        magnitude /= 10
    return magnitude
