"""On paper: what nobody knows is said beside every figure that it concerns, and each outage has its line."""

from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sdesk.models import ServiceIncident, ServiceReport
from sdesk.models.incident import NotKnown, Unknown
from sdesk.models.printout import Printout
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting import printing
from sdesk.practice.reporting import reports as reporting
from sdesk.practice.reporting.telling.sentences import figure_said
from sdesk.reports.paper import document_of, pdf_of
from sdesk.reports.period.figure_blocks import (
    change_text,
    nothing_known,
    short_text,
    unknown_text,
    value_text,
)
from sdesk.reports.period.target_blocks import target_cards
from sdesk.translation import word
from tests.reported_quarter import MARCH, Quarter
from tests.reports.reading import card, cell, pdf_text, rows, table_with, words

FIGURE: dict[str, Any] = {
    "value": 90.0, "unit": "%", "counts": [["incidents counted", 71]], "targets": [],
    "known": 71, "undecided": 0, "unknown": 19,
}  # fmt: skip
ALL = tuple(NotKnown(what=each) for each in Unknown)


@pytest.fixture(params=["performance", "improvement"])
def printout(quarter: Quarter, request: pytest.FixtureRequest) -> Printout:
    provider = quarter.provider
    if request.param == "performance":
        made: Any = reporting.prepare_performance_report(provider.workspace, quarter.agreement, MARCH)
    else:
        made = reporting.prepare_improvement_report(provider.workspace, MARCH)
    return printing.printout_of(provider.workspace, made)


def marked(quarter: Quarter, some: int) -> None:
    workspace = quarter.provider.workspace
    with workspace.transaction("mark"):
        for each in workspace.find(ServiceIncident, order_by=["started_at"])[-some:]:
            each.not_known, each.outage = ALL, False


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_figure_in_words() -> None:
    assert plain(value_text(FIGURE)) == "90 % of 71; not known of 19"
    assert (plain(short_text(FIGURE)), unknown_text(FIGURE)) == ("90 %", "not known of 19 of 90")
    assert value_text({**FIGURE, "value": None}) == short_text({**FIGURE, "value": None}) == "no data"


def test_a_figure_of_an_older_report_reads_as_it_was_printed() -> None:
    older = {name: FIGURE[name] for name in ("value", "unit", "counts", "targets")}
    assert plain(value_text(older)) == plain(short_text(older)) == "90 %"
    assert unknown_text(older) == ""


MINUTES = {**FIGURE, "value": 3119.0, "unit": "minutes"}


def test_a_length_is_worded_alike_in_table_and_sentence_and_says_what_is_not_known() -> None:
    assert value_text(MINUTES) == word(figure_said(MINUTES)) == "51 h 59 min; not known of 19 of 90"
    assert short_text(MINUTES) == "51 h 59 min"
    assert value_text({**MINUTES, "unknown": 0}, longest="d") == "2 d 3 h"


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [(3119.0, 1000.0, "up 35 h 19 min"), (60.0, 150.0, "down 1 h 30 min"), (60.0, 59.8, "up 1 min")],
)
def test_a_change_of_lengths_is_a_length(now: float, before: float, said: str) -> None:
    row = {"value": {**MINUTES, "value": now}, "previous": {**MINUTES, "value": before}}
    assert change_text(row) == said


def test_times_day_and_night_alone_have_days(quarter: Quarter) -> None:
    printed = printing.performance_preview(quarter.provider.workspace, quarter.agreement, MARCH)
    made = deepcopy(dict(printed.figures))
    time = made["incidents"]["time"]
    for each in ("mean_service", "mean_elapsed"):
        time[each] |= {"value": 3119.0}
    table = table_with(document_of(replace(printed, figures=made)), "Time to resolve")
    assert cell(table, "within service hours", "Mean") == "51 h 59 min"
    assert cell(table, "elapsed, day and night", "Mean") == "2 d 3 h"


def test_every_outage_has_its_line(printout: Printout) -> None:
    table = table_with(document_of(printout), "Cause")
    listed = printout.figures["outages"]
    assert len(rows(table)) == len(listed) == 2
    assert [cell(table, each["number"], "Within service hours") for each in listed] == ["2 h", "1 h"]
    assert cell(table, listed[0]["number"], "Cause") == "not known yet"
    assert cell(table, listed[0]["number"], "From, to") == "3 Mar 2026, 09:30\n3 Mar 2026, 11:30"
    assert "Outages of the period" in pdf_text(pdf_of(printout))


def test_an_older_report_has_no_list_and_says_nothing_of_outages(printout: Printout) -> None:
    older = deepcopy(dict(printout.figures))
    del older["outages"], older["outages_unknown"]
    said = words(document_of(replace(printout, figures=older)))
    assert "Outages of the period" not in said and "No outage" not in said


def test_what_nobody_knows_is_said_beside_the_figures(quarter: Quarter) -> None:
    marked(quarter, 2)
    workspace = quarter.provider.workspace
    made = reporting.prepare_performance_report(workspace, quarter.agreement, MARCH)
    document = document_of(printing.printout_of(workspace, made))
    table = table_with(document, "Reached")
    assert plain(cell(table, "Response within target", "Reached")) == "66.67 % of 3; not known of 1"
    assert "not known of 1" in card(document, "Response within target").note
    assert "Of 1 incident of the period nobody knows whether the service was out." in words(document)


def test_of_nothing_known_paper_says_so_and_vouches_for_nothing(quarter: Quarter) -> None:
    marked(quarter, 100)
    workspace = quarter.provider.workspace
    made = reporting.prepare_performance_report(workspace, quarter.agreement, MARCH)
    document = document_of(printing.printout_of(workspace, made))
    table = table_with(document, "Reached")
    for measure in ("Availability", "Response within target"):
        assert cell(table, measure, "Reached") == "no data"
        assert cell(table, measure, "Result") == "– no data"
        assert card(document, measure).value == ""
        assert card(document, measure).kind == "neutral"
    assert "nobody knows whether the service was out" in words(document)


@pytest.mark.parametrize(
    ("others", "kind", "value"),
    [((), "ok", "99.5"), ((100.0,), "ok", "99.5"), ((98.0,), "neutral", "98"), ((None,), "ok", "99.5")],
)
def test_a_card_is_good_only_where_the_lowest_value_it_shows_was_agreed_and_met(
    others: tuple[float | None, ...], kind: str, value: str
) -> None:
    def row(reached: float | None, target: float | None, result: str) -> dict[str, Any]:
        figure: Any = {"value": reached, "unit": "%", "counts": [], "targets": []}
        said = {"measure": "availability", "detail": "", "service": "Mail", "unit": "%"}
        return {**said, "target": target, "word": result, "value": figure, "previous": figure}

    (made,) = target_cards(
        [row(99.5, 99.0, "met"), *(row(each, None, "no target agreed") for each in others)]
    )
    assert (made.kind, plain(made.value)) == (kind, f"{value} %")
    (missed,) = target_cards(
        [row(98.5, 99.0, "not met"), *(row(each, None, "no target agreed") for each in others)]
    )
    assert missed.kind == "warning"


@pytest.mark.parametrize("of", ["performance", "improvement"])
def test_of_days_on_which_nobody_noted_anything_yet_nothing_is_counted_as_none(
    quarter: Quarter, of: str
) -> None:
    """0 complaints, no outage: years before the workspace began that would be a claim."""
    workspace = quarter.provider.workspace
    long_ago = Period(date(2020, 1, 1), date(2020, 3, 31), MARCH.time_zone)
    made: Any = (
        reporting.prepare_performance_report(workspace, quarter.agreement, long_ago)
        if of == "performance"
        else reporting.prepare_improvement_report(workspace, long_ago)
    )
    paper = document_of(printing.printout_of(workspace, made))
    for title in ("Recorded", "This period"):
        for row in rows(table_with(paper, title)):
            assert "0" not in row, row
    assert card(paper, "Complaints received").value == ""
    for claim in ("No outage of the period", "had significant impact", "0 received"):
        assert claim not in words(paper)


def test_where_something_could_be_noted_none_is_none(quarter: Quarter, printout: Printout) -> None:
    assert isinstance(printout.record, ServiceReport)
    assert not nothing_known(printout.record.figures)
    assert nothing_known({"known": {"period": []}, "counted": {"incidents": 0, "agreements": 3}})
    assert not nothing_known({"known": {"period": []}, "counted": {"incidents": 1}})
    assert not nothing_known({}), "an older report prints as it did"
