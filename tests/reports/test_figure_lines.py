"""The lines beside the form and the paper say the same of the same figures: results, targets, what was reached."""

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from gettext import NullTranslations
from typing import Any

import pytest

from sdesk.models import CustomerAgreement
from sdesk.models.printout import Printout
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting import printing
from sdesk.practice.reporting.judging import to_judge
from sdesk.practice.reporting.reports import agreements, improvement_figures, performance_figures
from sdesk.practice.workspaces import Workspace
from sdesk.reports.blocks import Block, KeepTogether, Table
from sdesk.reports.paper import document_of
from sdesk.reports.period.figure_lines import Group, Line, figure_groups, standing
from sdesk.translation import catalogues
from tests.practice.reporting.test_measures import goals_in_march
from tests.practice.reporting.test_missed import BY_HAND
from tests.reported_quarter import MARCH, Quarter, at

SPRING = Period(date(2026, 4, 1), date(2026, 6, 30), "Europe/Lisbon")
RESULTS = ("● met", "▲ not met", "– no data", "○ undecided", "– not judged")


def tables(blocks: Any) -> Iterator[Table]:
    block: Block
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, KeepTogether):
            yield from tables(block.blocks)


def on_paper(printout: Printout) -> Counter[tuple[str, str, str]]:
    """Target, what was reached, result of every row of the paper that has a result."""
    found: Counter[tuple[str, str, str]] = Counter()
    for table in tables(document_of(printout).blocks):
        heads = [column.title for column in table.columns]
        if "Result" in heads:
            for row in table.all_rows():
                if row.kind != "group":
                    plain = (cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row.cells)
                    cells = dict(zip(heads, plain, strict=True))
                    reached = cells["Reached"].replace("\n", ", ") if "Reached" in cells else ""
                    found[cells["Target"], reached, cells.get("Result", "")] += 1
    return found


def beside(figures: Any) -> Counter[tuple[str, str, str]]:
    asked = [line for group in figure_groups(figures) for line in group.lines if is_asked(line)]
    return Counter(parts(line) for line in asked)


def is_asked(line: Line) -> bool:
    return line.asked or "none agreed" in line.said


def parts(line: Line) -> tuple[str, str, str]:
    """Read back from the line what the cells of the paper say; nothing there is a dash on paper."""
    said = line.said.replace("\N{NO-BREAK SPACE}", " ").split(" · ")
    reached = next((each.removeprefix("reached ") for each in said if each.startswith("reached ")), "–")
    starts = ("at least", "at most", "none agreed")
    target = next((each for each in said if each.startswith(starts)), said[-1] if said != [""] else "–")
    return target, reached, line.result.replace("\N{NO-BREAK SPACE}", " ")


def of_sample(sample: Workspace, kind: str) -> Printout:
    if kind == "improvement":
        return printing.improvement_preview(sample, SPRING)
    return printing.performance_preview(sample, agreements(sample, CustomerAgreement)[int(kind)], SPRING)


@pytest.mark.parametrize("kind", ["0", "1", "2", "improvement"])
def test_every_result_of_the_paper_stands_beside_the_form_and_no_other(sample: Workspace, kind: str) -> None:
    printout = of_sample(sample, kind)
    paper, lines = on_paper(printout), beside(printout.figures)
    assert sum(paper.values()) > 4
    assert only_results(lines) == only_results(paper)
    assert comparable(lines) == comparable(paper)


def only_results(found: Counter[tuple[str, str, str]]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for (_target, _reached, result), n in found.items():
        counted[result] += n
    return counted


def comparable(found: Counter[tuple[str, str, str]]) -> Counter[tuple[str, ...]]:
    """What a person judges has words of its own for what was not reached yet."""
    counted: Counter[tuple[str, ...]] = Counter()
    for (target, reached, result), n in found.items():
        if "not judged" not in result:
            counted[target, reached, result] += n
    return counted


@pytest.mark.parametrize("kind", ["0", "1", "improvement"])
def test_how_many_are_met_is_counted_from_the_results(sample: Workspace, kind: str) -> None:
    printout = of_sample(sample, kind)
    paper = only_results(on_paper(printout))
    counted = {word: word[2:].replace("no data", "without data") for word in RESULTS}
    expected = [f"{word[0]} {paper[word]} {counted[word]}" for word in RESULTS if paper[word]]
    assert sorted(standing(figure_groups(printout.figures)).split(" · ")) == sorted(expected)


def test_what_was_missed_stands_first() -> None:
    words = ("met", "no data", "undecided", "not met", "so far", "in words", "met")
    lines = tuple(Line("", "", "● whatever\nis said there", word=each) for each in words)
    counted, not_agreed = Line("Incidents", "", "7"), Line("Response", "", "–", word="no target agreed")
    expected = "▲ 1 not met · ○ 1 undecided · ○ 1 not over yet · – 1 without data · – 1 not judged · ● 2 met"
    assert standing([Group("", (*lines, counted, not_agreed))]) == expected
    assert [each.asked for each in (*lines, counted, not_agreed)] == [True] * len(lines) + [False] * 2


class Esperanto(NullTranslations):
    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        ending = "" if n == 1 else "j"
        return {"{n} not met": f"maltrafita{ending}: {{n}}"}.get(msgid1, msgid1)


def test_how_many_came_to_a_result_is_one_sentence_of_the_translator(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a number before a word: elsewhere the word stands before it, or changes with it."""
    monkeypatch.setattr(catalogues, "catalogue", lambda _language: Esperanto())
    told = [standing([Group("", (Line("", "", "", word="not met"),) * n)]) for n in (1, 3)]
    assert told == ["▲ maltrafita: 1", "▲ maltrafitaj: 3"]


def test_the_cases_of_a_missed_target_are_named_with_how_much(quarter: Quarter) -> None:
    """Of March, one incident was restored after 600 minutes for... 1440: only its response is over, 360 for 240."""
    figures = performance_figures(quarter.provider.workspace, quarter.agreement, MARCH)
    lines = [line for line in figure_groups(figures)[0].lines if line.title == "Response within target"]
    assert [line.result for line in lines] == ["▲ not met"]
    found = [(case.by, bool(case.record)) for case in lines[0].cases]
    assert ("over by 2 h", True) in found
    missed = next(row for row in figures["targets"] if row["measure"] == "response within target")["missed"]
    assert [case.record for case in lines[0].cases] == [each["id"] for each in missed]


def test_a_case_of_an_older_report_has_no_record(quarter: Quarter) -> None:
    figures = deepcopy(performance_figures(quarter.provider.workspace, quarter.agreement, MARCH))
    for row in figures["targets"]:
        for each in row.get("missed", ()):
            each.pop("id")
    for name in ("outages", "outages_unknown"):
        figures.pop(name)
    assert {
        case.record for group in figure_groups(figures) for line in group.lines for case in line.cases
    } == {""}


def test_a_case_that_was_not_late_is_named_without_a_time(quarter: Quarter) -> None:
    figures = performance_figures(quarter.provider.workspace, quarter.agreement, MARCH)
    row = next(row for row in figures["targets"] if row["measure"] == "change success rate")
    row["missed"] = [{"id": "", "number": "CHG-2026-0003"}]
    (case,) = next(
        line for line in figure_groups(figures)[0].lines if line.title == "Change success rate"
    ).cases
    assert (case.number, case.title, case.by) == ("CHG-2026-0003", "", "")


def test_the_cases_of_every_measure_are_named(quarter: Quarter) -> None:
    rows = goals_in_march(quarter, *(goal for goal, _cases in BY_HAND))
    figures = improvement_figures(quarter.provider.workspace, MARCH)
    shown = [
        len(line.cases) for group in figure_groups(figures) if group.title == "Goals" for line in group.lines
    ]
    assert sum(shown) and shown == [len(row.get("missed", ())) for row in rows]


def test_what_nobody_judged_is_not_judged_and_not_missed(quarter: Quarter) -> None:
    figures = performance_figures(quarter.provider.workspace, quarter.agreement, MARCH)
    line = next(line for line in figure_groups(figures)[0].lines if line.title == "New mailbox")
    assert (line.result, line.said) == ("– not judged", "2\N{NO-BREAK SPACE}days")
    assert [each.met for each in to_judge(figures)] == [None]


def test_nothing_before_is_not_said_at_every_line(quarter: Quarter) -> None:
    figures = performance_figures(quarter.provider.workspace, quarter.agreement, MARCH)
    said = [line.said for line in figure_groups(figures)[0].lines]
    assert any("before: " in each for each in said)
    for row in figures["targets"]:
        row["previous"] = {**row["previous"], "value": None}
    assert not any("before" in line.said for line in figure_groups(figures)[0].lines)


def test_what_happened_after_is_in_the_counts(quarter: Quarter) -> None:
    def all_recorded() -> str:
        figures = performance_figures(quarter.provider.workspace, quarter.agreement, MARCH)
        found = {group.title: group.lines for group in figure_groups(figures)}
        return next(line.result for line in found["Incidents by priority"] if line.title == "All")

    before = all_recorded()
    quarter.incident(at(3, 30, 9), priority="4 low")
    assert int(all_recorded()) == int(before) + 1
