"""Charts: bars, stacked bars, lines, and bars held against their targets.

They are read without colour: series differ in pattern, dash and the shape of their points, values stand beside
what they measure, a missed target looks different and says so. Where there is no data the chart says that, and
draws nothing.
"""

from collections.abc import Sequence

from sdesk.reports.blocks import Chart, TargetLine
from sdesk.reports.sketch import (
    DASHES,
    LABEL_SIZE,
    PATTERNS,
    PITCH,
    PLOT_HEIGHT,
    SHAPES,
    SIZE,
    SMALL,
    Box,
    Dot,
    Ink,
    Mark,
    Measure,
    Scale,
    Sketch,
    Stroke,
    Word,
    apart,
    fitted,
    number_text,
    scale_for,
    step_of,
    tick_text,
    with_unit,
)
from sdesk.translation import gettext as _


def sketch_chart(
    chart: Chart,
    width: float,
    measure: Measure,
    plot: float = PLOT_HEIGHT,
    bars: tuple[int, int] | None = None,
) -> Sketch:
    """The marks of a chart; its title and caption are set as text around it.

    `plot` is the height of an upright plot; of target bars only those from the one to the other of `bars` are drawn.
    """
    if all(value is None for series in chart.series for value in series.values):
        return _nothing(width)
    if chart.kind == "target-bars":
        return _target_bars(chart, width, measure, bars or (0, len(chart.categories)))
    return _Plot(chart, width, measure, plot).sketch()


def _nothing(width: float) -> Sketch:
    edge = Stroke(((0, 0), (width, 0), (width, 44), (0, 44), (0, 0)), dash=(2, 2))
    return Sketch(width, 44, (edge, Word(width / 2, 19, _("No data"), SIZE + 1, "middle", "muted")))


def _target_bars(chart: Chart, width: float, measure: Measure, bars: tuple[int, int]) -> Sketch:
    """One horizontal bar for each category, its target as an upright line across it.

    Values that lie close together, such as availabilities, get a scale that does not begin at zero. Their bars
    would lie about the difference, so that points on a line take their place.
    """
    values = chart.series[0].values
    targets = chart.targets or (None,) * len(values)
    known = [value for value in (*values, *targets) if value is not None]
    as_points = min(known) > 0.8 * max(known)
    held = chart.held or (None,) * len(values)
    results = [_result(chart, *each) for each in zip(values, targets, held, strict=True)]
    left = min(max(measure(name, SIZE, False) for name in chart.categories) + 12, width * 0.36)
    right = min(max(measure(text, SIZE, missed) for text, missed in results) + 14, width * 0.42)
    scale = scale_for(
        known,
        left,
        width - left - right,
        room_above=False,
        from_zero=not as_points,
        most=_most(chart),
        least_step=10.0**-chart.decimals,
    )
    foot = 14.0 if as_points else 0.0
    first, last = bars
    height = PITCH * (last - first)
    marks: list[Mark] = _scale_foot(scale, height + foot, chart) if as_points else []
    marks.append(Stroke(((left, foot), (left, height + foot)), "muted", 0.6))
    drawn = list(zip(chart.categories, values, targets, strict=True))[first:last]
    for at, (name, value, target) in enumerate(drawn, start=first):
        middle = foot + height - PITCH * (at - first + 0.5)
        text, missed = results[at]
        label = fitted(name, SIZE, left - 10, measure)
        marks.append(Word(left - 8, middle - SIZE * 0.36, label, SIZE, "end"))
        if value is None:
            marks.append(Word(left + 5, middle - SIZE * 0.36, _("no data"), SIZE, "start", "muted"))
        elif as_points:
            marks.append(Stroke(((left, middle), (scale.at(value), middle)), "accent", 0.8))
            marks.append(Dot(scale.at(value), middle, "diamond" if missed else "circle", 4.2))
        else:
            start, end = sorted((scale.at(0), scale.at(value)))
            marks.append(Box(start, middle - 5.5, end - start, 11, "hatch" if missed else "solid"))
        if target is not None:
            at_target = scale.at(target)
            marks.append(Stroke(((at_target, middle - 8.5), (at_target, middle + 8.5)), "ink", 1.6))
        ink: Ink = "warning" if missed else "ink" if value is not None else "muted"
        marks.append(Word(width - right + 12, middle - SIZE * 0.36, text, SIZE, "start", ink, missed))
    return Sketch(width, height + foot, tuple(marks))


def _scale_foot(scale: Scale, height: float, chart: Chart) -> list[Mark]:
    """Upright grid lines with their values, for a scale that does not begin at zero."""
    marks: list[Mark] = []
    for value in scale.ticks():
        x = scale.at(value)
        marks.append(Stroke(((x, 11), (x, height)), "rule", 0.35))
        text = with_unit(tick_text(value, scale.step), chart.unit)
        marks.append(Word(x, 2, text, SMALL, "middle", "muted"))
    return marks


def _result(chart: Chart, value: float | None, target: float | None, held: bool | None) -> tuple[str, bool]:
    """What stands at the end of a bar, and whether the target was missed."""
    goal = with_unit(number_text(target, chart.decimals), chart.unit) if target is not None else ""
    if value is None:
        return (_("target {goal}").format(goal=goal) if goal else ""), False
    shown = with_unit(number_text(value, chart.decimals), chart.unit)
    if target is None:
        return _("{value}, no target").format(value=shown), False
    if held is None:
        return _("{value}, target {goal}").format(value=shown, goal=goal), False
    words = _("{value}, target {goal} met") if held else _("▲ {value}, target {goal} missed")
    return words.format(value=shown, goal=goal), not held


class _Plot:
    """Upright bars, stacked bars, or lines over the categories."""

    def __init__(self, chart: Chart, width: float, measure: Measure, plot: float) -> None:
        self.chart, self.width, self.measure, self.plot = chart, width, measure, plot
        self.marks: list[Mark] = []
        self.head = 18.0 if len(chart.series) > 1 and chart.kind != "lines" else 12.0
        self.foot = 17.0
        self.scale = self._values_scale()
        ticks = [tick_text(value, self.scale.step) for value in self.scale.ticks()]
        self.left = max(measure(text, SMALL, False) for text in ticks) + 7
        self.right = self._room_at_right()
        self.slot = (width - self.left - self.right) / max(len(chart.categories), 1)
        self.some_missing = False
        self.room = self.slot - 5  # for the name of a category
        if any(len(self._two_rows(name, self.room)) > 1 for name in chart.categories):
            self.foot = 26.0
            words = [name.split() for name in chart.categories]
            if all(len(each) == 2 for each in words):  # months and their years: all of them in two rows
                widest = max(measure(word, SIZE, False) for each in words for word in each)
                self.room = min(self.room, widest)
            self.scale = self._values_scale()

    def sketch(self) -> Sketch:
        self._grid()
        draw = {"bars": self._bars, "stacked": self._stacks, "lines": self._lines}[self.chart.kind]
        draw()
        self._target_lines()
        self._names_at_right()
        self._categories()
        self._legend()
        return Sketch(self.width, self.foot + self.plot + self.head, tuple(self.marks))

    def _values_scale(self) -> Scale:
        chart = self.chart
        values: list[float | None] = [line.value for line in chart.target_lines]
        if chart.kind == "stacked":
            values += [_total(column) for column in zip(*(s.values for s in chart.series), strict=True)]
        else:
            values += [value for series in chart.series for value in series.values]
        from_zero = chart.kind != "lines"
        if chart.bounds and all(
            value is None or chart.bounds[0] <= value <= chart.bounds[1] for value in values
        ):
            low, high = chart.bounds
            return Scale(low, high, self.foot, self.plot, step_of((high - low) / 4))
        return scale_for(
            values,
            self.foot,
            self.plot,
            room_above=True,
            from_zero=from_zero,
            most=_most(chart),
            least_step=10.0**-chart.decimals,
        )

    def _room_at_right(self) -> float:
        """For what stands beside the plot: the names of lines, or of targets."""
        labels = [self._target_label(line) for line in self.chart.target_lines]
        if self.chart.kind == "lines":
            labels += [self._line_label(series.name, series.values) for series in self.chart.series]
        widest = max((self.measure(label, LABEL_SIZE, True) for label in labels if label), default=0)
        return min(widest + 12, self.width * 0.3) if widest else 4

    def _line_label(self, name: str, values: Sequence[float | None]) -> str:
        """The title names the only line; several are named where they end, with their last value."""
        last = _last(values)
        return f"{name} {self._shown(last)}" if len(self.chart.series) > 1 and last is not None else ""

    def _target_label(self, line: TargetLine) -> str:
        return f"{line.label} {self._shown(line.value)}"

    def _shown(self, value: float) -> str:
        return number_text(value, self.chart.decimals)

    def _grid(self) -> None:
        for value in self.scale.ticks():
            y = self.scale.at(value)
            base = abs(value) < self.scale.step * 1e-6 or value == self.scale.low
            ink: Ink = "muted" if base else "rule"
            weight = 0.7 if base else 0.35
            self.marks.append(Stroke(((self.left, y), (self.width - self.right, y)), ink, weight))
            self.marks.append(
                Word(
                    self.left - 5, y - SMALL * 0.36, tick_text(value, self.scale.step), SMALL, "end", "muted"
                )
            )

    def _middle(self, at: int) -> float:
        return self.left + self.slot * (at + 0.5)

    def _bars(self) -> None:
        count = len(self.chart.series)
        bar = min(self.slot * 0.72 / count, 34)
        for number, series in enumerate(self.chart.series):
            for at, value in enumerate(series.values):
                x = self._middle(at) + (number - count / 2) * bar
                if value is None:
                    self._missing(x + bar / 2, bar)
                    continue
                low, high = sorted((self.scale.at(0), self.scale.at(value)))
                gap = 0.8 if count > 1 else 0
                self.marks.append(Box(x + gap, low, bar - 2 * gap, high - low, PATTERNS[number % 4]))
                self._bar_label(x + bar / 2, high, value, bar)

    def _bar_label(self, x: float, top: float, value: float, room: float) -> None:
        text = self._shown(value)
        size = LABEL_SIZE if self.measure(text, LABEL_SIZE, False) <= room else LABEL_SIZE - 1.4
        if self.measure(text, size, False) <= self._pitch(room) - 1:
            self.marks.append(Word(x, top + 3, text, size, "middle"))

    def _pitch(self, bar: float) -> float:
        """From the middle of one bar to that of the next."""
        return bar if self.chart.kind == "bars" and len(self.chart.series) > 1 else self.slot

    def _missing(self, x: float, room: float) -> None:
        text = _("no data")
        if self.measure(text, SMALL - 0.6, False) > min(room + 6, self._pitch(room)) - 1:
            text, self.some_missing = "×", True
        self.marks.append(
            Word(x, self.scale.at(max(self.scale.low, 0)) + 3, text, SMALL - 0.6, "middle", "muted")
        )

    def _stacks(self) -> None:
        bar = min(self.slot * 0.64, 40)
        for at in range(len(self.chart.categories)):
            column = [series.values[at] for series in self.chart.series]
            total = _total(column)
            x = self._middle(at) - bar / 2
            if total is None:
                self._missing(self._middle(at), bar)
                continue
            below = 0.0
            for number, value in enumerate(column):
                if value:
                    low, high = self.scale.at(below), self.scale.at(below + value)
                    self.marks.append(Box(x, low, bar, high - low, PATTERNS[number % 4]))
                    below += value
            self._bar_label(self._middle(at), self.scale.at(below), total, bar)

    def _lines(self) -> None:
        for number, series in enumerate(self.chart.series):
            points = [
                None if value is None else (self._middle(at), self.scale.at(value))
                for at, value in enumerate(series.values)
            ]
            for stretch in _stretches(points):
                if len(stretch) > 1:
                    self.marks.append(Stroke(tuple(stretch), "accent", 1.4, DASHES[number % 4]))
                self.marks += [Dot(x, y, SHAPES[number % 4]) for x, y in stretch]
            if len(self.chart.series) == 1:
                self._point_labels(series.values)
        for at in range(len(self.chart.categories)):
            if all(series.values[at] is None for series in self.chart.series):
                self._missing(self._middle(at), self.slot)

    def _point_labels(self, values: Sequence[float | None]) -> None:
        if any(
            self.measure(self._shown(v), LABEL_SIZE, False) + 3 > self.slot for v in values if v is not None
        ):
            return
        for at, value in enumerate(values):
            if value is not None:
                y = self.scale.at(value) + 5
                self.marks.append(Word(self._middle(at), y, self._shown(value), LABEL_SIZE, "middle"))

    def _names_at_right(self) -> None:
        """Targets, and each line with its last value, beside where they end, moved apart where that is close."""
        names = [
            (self.scale.at(line.value), self._target_label(line), True) for line in self.chart.target_lines
        ]
        if self.chart.kind == "lines":
            for series in self.chart.series:
                label, last = self._line_label(series.name, series.values), _last(series.values)
                if label and last is not None:
                    names.append((self.scale.at(last), label, False))
        names.sort()
        top = self.foot + self.plot + self.head - LABEL_SIZE
        places = apart([y - LABEL_SIZE * 0.36 for y, _label, _bold in names], LABEL_SIZE * 1.15, top)
        for (_y, label, bold), place in zip(names, places, strict=True):
            shown = fitted(label, LABEL_SIZE, (self.right - 6) * (0.94 if bold else 1), self.measure)
            self.marks.append(Word(self.width - self.right + 6, place, shown, LABEL_SIZE, bold=bold))

    def _target_lines(self) -> None:
        for line in self.chart.target_lines:
            y = self.scale.at(line.value)
            right = self.width - self.right
            self.marks.append(Stroke(((self.left, y), (right, y)), "ink", 1, (4, 2)))

    def _categories(self) -> None:
        widest = max(self.measure(name, SIZE, False) for name in self.chart.categories)
        every = (
            1
            if self.chart.kind != "lines"
            else max(1, -(-int(min(widest, 40) + 4) // max(int(self.slot), 1)))
        )
        for at, name in enumerate(self.chart.categories):
            if at % every == 0:
                for row, part in enumerate(self._two_rows(name, self.room * every)):
                    y = self.foot - 10 - row * 8.6
                    self.marks.append(Word(self._middle(at), y, part, SIZE, "middle"))
        if self.some_missing:
            self.marks.append(Word(self.width, 1, _("× no data"), SMALL, "end", "muted"))

    def _two_rows(self, name: str, room: float) -> list[str]:
        first, rest = "", name.split()
        while rest and self.measure(f"{first} {rest[0]}".strip(), SIZE, False) <= room:
            first = f"{first} {rest.pop(0)}".strip()
        if not first:
            return [fitted(name, SIZE, room, self.measure)]
        return [first, fitted(" ".join(rest), SIZE, room, self.measure)] if rest else [first]

    def _legend(self) -> None:
        if self.chart.kind == "lines" or len(self.chart.series) == 1:
            return
        x, y = self.left, self.foot + self.plot + 9
        for number, series in enumerate(self.chart.series):
            self.marks.append(Box(x, y - 1, 11, 8, PATTERNS[number % 4]))
            self.marks.append(Word(x + 15, y, series.name, SIZE))
            x += 15 + self.measure(series.name, SIZE, False) + 16


def _most(chart: Chart) -> float | None:
    return 100 if chart.unit == "%" else None


def _total(column: Sequence[float | None]) -> float | None:
    known = [value for value in column if value is not None]
    return sum(known) if known else None


def _last(values: Sequence[float | None]) -> float | None:
    return next((value for value in reversed(values) if value is not None), None)


def _stretches(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """The points between gaps."""
    stretches: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            stretches.append([])
        else:
            stretches[-1].append(point)
    return [stretch for stretch in stretches if stretch]
