"""What was approved with figures of an older format is read by everything that reads figures, and says what it said.

Each file of `tests/fixtures/figures` has the figures of three reports on one March, as the program of its time stored them.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import pytest

from sdesk.command_line.reports import _went_by
from sdesk.models.printout import Printout
from sdesk.practice.reporting import printing
from sdesk.practice.reporting.corrected.differing import differing_figures
from sdesk.practice.reporting.counted import every_figure
from sdesk.practice.reporting.judging import to_judge
from sdesk.practice.reporting.telling.conclusions import proposed_conclusions
from sdesk.practice.reporting.telling.findings import findings
from sdesk.practice.reporting.telling.sentences import sentence
from sdesk.reports.html import render_html
from sdesk.reports.paper import document_of, pdf_of
from sdesk.reports.period.figure_blocks import reached_text
from sdesk.reports.period.figure_lines import figure_groups, standing
from tests.reported_quarter import MARCH, Quarter
from tests.reports.reading import pdf_text

Json = Any
FORMATS = sorted((Path(__file__).parents[1] / "fixtures" / "figures").glob("*.json"))
KINDS = ("customer", "supplier", "improvement")


@pytest.fixture(
    params=[(path, kind) for path in FORMATS for kind in KINDS], ids=lambda each: f"{each[0].stem} {each[1]}"
)
def frozen(request: pytest.FixtureRequest, quarter: Quarter) -> Printout:
    path, kind = request.param
    workspace = quarter.provider.workspace
    if kind == "improvement":
        printout = printing.improvement_preview(workspace, MARCH)
    else:
        agreement = quarter.agreement if kind == "customer" else quarter.supplied
        printout = printing.performance_preview(workspace, agreement, MARCH)
    return replace(printout, figures=json.loads(path.read_text("utf-8"))[kind])


def lines(figures: Json) -> Iterator[Json]:
    yield from figures.get("targets", ())
    for each in figures.get("agreements", ()):
        yield from each["targets"]
    for name in ("goals", "objectives", "quality"):
        yield from figures.get(name, {}).get("rows", ())


def test_there_is_a_file_of_each_format() -> None:
    assert [each.stem[0] for each in FORMATS] == ["1", "2", "3", "4", "5"]


@pytest.mark.a_few(5)
def test_paper_prints_each_figure_of_it(frozen: Printout) -> None:
    document = document_of(frozen)
    html, pages = render_html(document), pdf_text(pdf_of(frozen))
    for row in lines(frozen.figures):
        for part in reached_text(row).split("\n"):
            assert escape(part) in html
    for written in (html, pages):
        assert not re.search(r"\bNone\b(?! proposed)|[{}]", written.split("</style>")[-1])


@pytest.mark.a_few(4)
def test_what_matters_in_it_is_found_and_said(frozen: Printout) -> None:
    told = " ".join(str(sentence(each)) for each in findings(frozen.figures))
    proposed = proposed_conclusions(frozen.figures)
    groups = figure_groups(frozen.figures)
    assert standing(groups) and proposed
    assert "None" not in told + proposed
    missed = [each for each in lines(frozen.figures) if each["met"] is False]
    assert bool(missed) == ("not met" in str(groups))


@pytest.mark.a_few(5)
def test_it_is_held_against_figures_of_now(frozen: Printout, quarter: Quarter) -> None:
    now = printing.improvement_preview(quarter.provider.workspace, MARCH).figures
    for one, other in ((frozen.figures, now), (now, frozen.figures), (frozen.figures, frozen.figures)):
        differing = differing_figures(one, other)
        assert isinstance(differing, list) and (one is not other or differing == [])
    assert list(every_figure(frozen.figures))
    assert all(number and told["version"] for _model, number, told in _went_by(frozen.figures))
    assert all(each.what for each in to_judge(frozen.figures))
