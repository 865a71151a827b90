"""What a chart shows, as marks: true lengths, no colour needed, and no data said as such."""

import calendar
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.reports.blocks import Chart, ChartKind, Series, TargetLine
from sdesk.reports.charts import sketch_chart
from sdesk.reports.sketch import (
    Box,
    Dot,
    Sketch,
    Stroke,
    Word,
    apart,
    fitted,
    hatching,
    number_text,
    scale_for,
    tick_text,
)
from tests.reports.demo import MONTHS, SERVICES

WIDTH = 480.0


def measure(text: str, size: float, bold: bool) -> float:
    return len(text) * size * 0.55


def sketch(chart: Chart) -> Sketch:
    return sketch_chart(chart, WIDTH, measure)


def marks(chart: Chart, kind: type) -> list:
    return [mark for mark in sketch(chart).marks if isinstance(mark, kind)]


def words(chart: Chart) -> list[str]:
    return [word.text for word in marks(chart, Word)]


def test_bars_are_as_high_as_their_values() -> None:
    boxes = marks(Chart("bars", "t", ("a", "b"), (Series("s", (2, 4)),)), Box)
    assert boxes[1].height == pytest.approx(2 * boxes[0].height)
    assert boxes[0].y == boxes[1].y


def test_values_stand_at_their_bars() -> None:
    assert {"2", "4"} <= set(words(Chart("bars", "t", ("a", "b"), (Series("s", (2, 4)),))))


def test_no_data_is_said_and_draws_no_bar() -> None:
    chart = Chart("bars", "t", ("a", "b"), (Series("s", (2, None)),))
    assert "no data" in words(chart)
    assert len(marks(chart, Box)) == 1


def test_zero_is_a_value_and_not_missing() -> None:
    chart = Chart("bars", "t", ("a", "b"), (Series("s", (2, 0)),))
    assert "no data" not in words(chart)
    assert words(chart).count("0") == 2  # on the scale and at the bar


@pytest.mark.parametrize("kind", ["bars", "lines", "stacked", "target-bars"])
def test_a_chart_without_any_data_says_only_that(kind: ChartKind) -> None:
    chart = Chart(kind, "t", ("a", "b"), (Series("s", (None, None)),))
    assert words(chart) == ["No data"]
    assert marks(chart, Box) == marks(chart, Dot) == []


def test_series_differ_without_colour() -> None:
    series = tuple(Series(name, (1, 2)) for name in ("p", "q", "r", "s"))
    legend = marks(Chart("bars", "t", ("a", "b"), series), Box)[-4:]
    assert len({box.pattern for box in legend}) == 4
    lines = Chart("lines", "t", ("a", "b"), series)
    assert len({dot.shape for dot in marks(lines, Dot)}) == 4
    assert len({line.dash for line in marks(lines, Stroke) if line.ink == "accent"}) == 4


def test_stacks_reach_the_sum_and_name_it() -> None:
    chart = Chart("stacked", "t", ("a",), (Series("s", (3,)), Series("u", (4,))))
    lower, upper = marks(chart, Box)[:2]
    assert upper.y == pytest.approx(lower.y + lower.height)
    assert "7" in words(chart)


def test_a_line_is_interrupted_where_data_is_missing() -> None:
    chart = Chart("lines", "t", ("a", "b", "c", "d", "e"), (Series("s", (1, 2, None, 3, 4)),))
    assert len([line for line in marks(chart, Stroke) if line.ink == "accent"]) == 2
    assert len(marks(chart, Dot)) == 4
    assert "no data" in words(chart)


def test_a_missed_target_looks_different_and_says_so() -> None:
    chart = Chart(
        "target-bars", "t", ("a", "b"), (Series("s", (10, 90)),), "%", targets=(50, 50), held=(False, True)
    )
    assert [box.pattern for box in marks(chart, Box)] == ["hatch", "solid"]
    assert "▲ 10\u202f%, target 50\u202f% missed" in words(chart)
    assert "90\u202f%, target 50\u202f% met" in words(chart)


def test_whether_a_target_is_held_is_told_and_not_read_off_the_bar() -> None:
    """Of a period that is not over, or of cases that nobody decided yet, it is not said."""
    chart = Chart("target-bars", "t", ("a", "b"), (Series("s", (60, 40)),), "%", targets=(50, 50))
    assert [box.pattern for box in marks(chart, Box)] == ["solid", "solid"]
    assert not [word for word in words(chart) if "met" in word or "missed" in word]


def test_a_target_without_data_is_neither_met_nor_missed() -> None:
    chart = Chart("target-bars", "t", ("a", "b"), (Series("s", (None, 99)),), "%", targets=(95, 95))
    assert "no data" in words(chart)
    assert "target 95\u202f%" in words(chart)


def test_values_close_together_are_points_on_a_scale_that_shows_where_it_begins() -> None:
    chart = Chart(
        "target-bars", "t", SERVICES, (Series("s", (99.9, 99, 98, 99.5, 99.7, 100)),), "%", decimals=1
    )
    assert marks(chart, Box) == []
    assert len(marks(chart, Dot)) == 6
    assert "97.5\u202f%" in words(chart)
    assert "100.5\u202f%" not in words(chart)


def test_target_lines_are_named_with_their_value() -> None:
    chart = Chart(
        "bars", "t", MONTHS, (Series("s", (1, 2, 3, 4, 5, 6)),), target_lines=(TargetLine("Planned", 4),)
    )
    assert "Planned 4" in words(chart)


@given(
    st.sampled_from(["bars", "lines", "stacked", "target-bars"]),
    st.lists(st.one_of(st.none(), st.floats(0, 1e7)), min_size=1, max_size=30),
    st.text(max_size=40),
)
def test_every_mark_stays_on_the_sketch(kind: ChartKind, values: list[float | None], name: str) -> None:
    chart = Chart(kind, "t", tuple(f"{name}{n}" for n in range(len(values))), (Series(name, tuple(values)),))
    drawn = sketch(chart)
    for mark in drawn.marks:
        if isinstance(mark, Box):
            assert mark.x >= -0.1
            assert mark.y >= -0.1
            assert mark.x + mark.width <= WIDTH + 0.1
            assert mark.y + mark.height <= drawn.height + 0.1
        elif isinstance(mark, Stroke):
            assert all(-0.1 <= x <= WIDTH + 0.1 and -0.1 <= y <= drawn.height + 0.1 for x, y in mark.points)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1), st.booleans())
def test_a_scale_holds_its_values_with_a_handful_of_steps(values: list[float], from_zero: bool) -> None:
    scale = scale_for(values, 0, 100, room_above=True, from_zero=from_zero)
    assert all(-0.01 <= scale.at(value) <= 100.01 for value in values)
    assert 2 <= len(scale.ticks()) <= 9
    if from_zero:
        assert scale.low <= 0 <= scale.high


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=8), st.integers(0, 2), st.booleans())
def test_a_scale_of_whole_numbers_has_whole_ticks_and_one_of_cents_no_finer(
    values: list[int], decimals: int, from_zero: bool
) -> None:
    """Nine incidents stood on a scale of 2.5, 5.0, 7.5."""
    least = 10.0**-decimals
    scale = scale_for(
        [value * least for value in values], 0, 100, room_above=True, from_zero=from_zero, least_step=least
    )
    assert all(abs(tick / least - round(tick / least)) < 1e-6 for tick in scale.ticks())
    assert len(tick_text(scale.step, scale.step).partition(".")[2]) <= decimals


def test_numbers_have_thin_spaces_and_a_real_minus() -> None:
    assert number_text(-1234567.891, 1) == "−1\u202f234\u202f567.9"


def test_a_label_is_cut_to_its_room() -> None:
    cut = fitted("Remote desktop", 8, 40, measure)
    assert cut.endswith("…")
    assert measure(cut, 8, False) <= 40 < measure("Remote desktop", 8, False)


@given(st.floats(0.5, 100), st.floats(0.5, 100), st.booleans())
def test_hatching_ends_at_the_edges(width: float, height: float, falling: bool) -> None:
    for line in hatching(Box(10, 20, width, height), falling=falling):
        assert all(9.9 <= x <= 10.1 + width and 19.9 <= y <= 20.1 + height for x, y in line.points)


def extent(word: Word) -> tuple[float, float, float, float]:
    """Left, right, foot and top of a word, as ink stands on paper."""
    width = measure(word.text, word.size, word.bold)
    left = word.x - {"start": 0.0, "middle": width / 2, "end": width}[word.anchor]
    return left, left + width, word.y, word.y + word.size * 0.72


def colliding(chart: Chart) -> list[tuple[str, str]]:
    found = [(word.text, extent(word)) for word in marks(chart, Word) if word.text]
    return [
        (one, other)
        for at, (one, (left, right, foot, top)) in enumerate(found)
        for other, (left2, right2, foot2, top2) in found[at + 1 :]
        if left < right2 - 0.1 and left2 < right - 0.1 and foot < top2 - 0.1 and foot2 < top - 0.1
    ]


shares = st.one_of(st.none(), st.floats(0, 100))


@given(
    st.sampled_from(["bars", "lines", "stacked"]),
    st.integers(1, 13).flatmap(
        lambda n: st.lists(st.lists(shares, min_size=n, max_size=n), min_size=1, max_size=4)
    ),
    st.lists(st.floats(0, 100), max_size=2),
    st.sampled_from(["%", ""]),
)
def test_words_of_a_chart_do_not_collide(
    kind: ChartKind, values: list[list[float | None]], targets: list[float], unit: str
) -> None:
    names = ("1 Critical", "2 High", "3 Moderate", "Restoration")
    series = tuple(Series(name, tuple(each)) for name, each in zip(names, values, strict=False))
    months = tuple(f"{month} 2026" for month in (*calendar.month_abbr[1:], "Jan"))
    lines = tuple(TargetLine("Target", value) for value in targets)
    assert colliding(Chart(kind, "t", months[: len(values[0])], series, unit, lines)) == []


@given(
    st.lists(st.tuples(st.one_of(st.none(), st.floats(95, 100)), st.floats(95, 100)), min_size=1, max_size=9)
)
def test_words_of_a_chart_of_targets_do_not_collide(values: list[tuple[float | None, float]]) -> None:
    services = tuple(f"A service with a long name {n}" for n in range(len(values)))
    reached, targets = zip(*values, strict=True)
    chart = Chart(
        "target-bars",
        "t",
        services,
        (Series("s", reached),),
        "%",
        (),
        targets,
        (False,) * len(values),
        decimals=2,
    )
    assert colliding(chart) == []


def test_two_targets_close_together_are_both_legible() -> None:
    lines = (TargetLine("Response target", 95), TargetLine("Restoration target", 92))
    chart = Chart("lines", "t", MONTHS[:2], (Series("A", (100, 75)), Series("B", (100, 60))), "%", lines)
    assert {"Response target 95", "Restoration target 92"} <= set(words(chart))
    assert colliding(chart) == []


@pytest.mark.parametrize("values", [(3.9, 4.2), (1.0, 5.0), (None, 4.0), (2.5, 2.5)])
def test_a_scale_of_satisfaction_goes_from_one_to_five(values: tuple[float | None, ...]) -> None:
    chart = Chart("lines", "t", ("a", "b"), (Series("s", values),), decimals=1, bounds=(1, 5))
    scale = [word.text for word in marks(chart, Word) if word.anchor == "end"]
    assert scale == ["1", "2", "3", "4", "5"]


def test_a_value_that_cannot_be_is_shown_all_the_same() -> None:
    """An older report may have one: the scale goes as far as it."""
    chart = Chart("lines", "t", ("a", "b"), (Series("s", (4.0, 9.0)),), decimals=1, bounds=(1, 5))
    [_first, last] = marks(chart, Dot)
    assert last.y <= sketch(chart).height
    assert "9.0" in words(chart)


@given(st.lists(st.floats(0, 100), max_size=8))
def test_heights_are_moved_apart_and_stay_in_order(places: list[float]) -> None:
    moved = apart(sorted(places), 8, 120)
    assert all(b - a >= 8 - 1e-6 for a, b in pairwise(moved))
    assert max(moved, default=0) <= 120
