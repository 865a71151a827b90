"""A row of one priority says so wherever it has a name, and speaks for no other priority."""

from copy import deepcopy
from typing import Any

import pytest

from sdesk.models.governance import Priority
from sdesk.practice.reporting.reports import performance_figures
from sdesk.reports.blocks import Chart, TargetLine
from sdesk.reports.period.figure_tables import incident_blocks
from sdesk.reports.period.missed_blocks import missed_blocks
from sdesk.reports.period.target_blocks import availability_chart, card_kind, source_table, target_cards
from tests.reported_quarter import MARCH, Quarter

Json = Any
RESPONSE = "response within target"


@pytest.fixture
def figures(quarter: Quarter) -> Json:
    return deepcopy(performance_figures(quarter.provider.workspace, quarter.agreement, MARCH))


@pytest.fixture
def row(figures: Json) -> Json:
    return next(each for each in figures["targets"] if each["measure"] == RESPONSE)


def of_each(row: Json) -> list[Json]:
    return [
        {**row, "priority": each.value, "target": 90.0 + n, "value": {**row["value"], "value": 10.0 * n}}
        for n, each in enumerate(Priority)
    ]


def test_a_card_names_the_priority_of_its_row(row: Json) -> None:
    [card] = target_cards([{**row, "priority": "1 critical"}])
    assert card.label == f"Response within target, {Priority.CRITICAL.label}"


def test_a_card_speaks_for_one_priority(row: Json) -> None:
    """Each beside its own target, and a missed one warns on its own card alone."""
    rows = of_each(row)
    rows[2]["word"] = "met"
    cards = target_cards([*rows, row])
    labels = [f"Response within target, {each.label}" for each in Priority]
    assert [each.label for each in cards] == [*labels, "Response within target"]
    assert [f"{each['target']:g}" in card.comparison for each, card in zip(rows, cards, strict=False)] == [
        True
    ] * len(rows)
    assert [each.kind for each in cards] == [card_kind([each["word"]]) for each in (*rows, row)]
    assert cards[2].kind == "ok" and cards[1].kind == "warning"


def test_rows_of_several_priorities_never_read_alike(row: Json, figures: Json) -> None:
    rows = [row, *of_each(row)]
    for names in (
        [each.cells[0] for each in source_table(rows, figures).all_rows()],
        [getattr(each, "caption", "") for each in missed_blocks(rows, figures)],
    ):
        assert len(set(names)) == len(names) == len(rows)


def test_the_paper_has_one_name_for_a_row(row: Json, figures: Json) -> None:
    one = {**row, "priority": "2 high", "agreement": "AGR-0001", "service": "Mail", "days": ["2026-03-01", "2026-03-09"]}  # fmt: skip
    [source] = source_table([one], figures).all_rows()
    [table] = missed_blocks([one], figures)
    assert getattr(table, "caption", "").startswith(f"{source.cells[0]}: ")


def drawn(figures: Json, *rows: Json) -> tuple[TargetLine, ...]:
    figures["months"] |= {"response": [90.0, 80.0, 70.0, 60.0, 50.0, 40.0]}
    blocks = incident_blocks({**figures, "targets": rows})
    [chart] = [each for each in blocks if isinstance(each, Chart) and each.title == "Share within target"]
    return chart.target_lines


@pytest.mark.parametrize(
    "narrower",
    [{"priority": "1 critical"}, {"days": ["2026-03-01", "2026-03-09"]}, {"service": "Mail"}, {"within": 60}],
)
def test_over_the_share_of_all_no_line_of_some_is_drawn(row: Json, figures: Json, narrower: Json) -> None:
    """The chart counts all incidents of all days, each by the time promised to it."""
    of_all, of_some = {**row, "target": 90.0}, {**row, "target": 55.0, **narrower}
    [line] = drawn(figures, of_all)
    assert line.value == 90.0
    assert drawn(figures, of_all, of_some) == drawn(figures, of_some, of_all) == (line,)
    assert drawn(figures, of_some) == ()


@pytest.mark.parametrize(
    "word, held",
    [("met", True), ("not met", False), ("so far", None), ("undecided", None), ("no data", None)],
)
def test_the_chart_of_availability_says_what_the_table_says(
    figures: Json, word: str, held: bool | None
) -> None:
    """Of a quarter of which two weeks were over, its table said "so far" and the chart below it "met"."""
    row = next(each for each in figures["targets"] if each["measure"] == "availability" and each["service"])
    (chart,) = availability_chart([{**row, "word": word}, {**row, "word": "met"}])
    assert isinstance(chart, Chart) and chart.held == (held, True)
