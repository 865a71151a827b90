"""A report says of a period what it was: before that is over it can be drafted, not approved, whoever tries."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from sdesk.models import CustomerAgreement, ImprovementReport, PerformanceReport
from sdesk.practice.exchange.importing import import_table, load_map, read_table
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.steps import missing
from sdesk.practice.reporting.reports import figures_of
from tests.delivery import ADOPTED
from tests.provider import Provider

REPORTS: list[Any] = [ImprovementReport, PerformanceReport]
LAST = date(2026, 7, 31)
LAST_EVENING = datetime(2026, 7, 31, 22, 0, tzinfo=UTC)  # 23:00 in Lisbon
MIDNIGHT = datetime(2026, 7, 31, 23, 0, tzinfo=UTC)


def draft_until(provider: Provider, model: type[Any], last: date) -> Any:
    provider.works(provider.ana)
    about = {"customer_agreement": provider.approved(CustomerAgreement).id}
    given = about if model is PerformanceReport else {}
    return provider.complete(model, "approved", period_start=date(2026, 7, 1), period_end=last, **given)


@pytest.mark.parametrize("model", REPORTS)
def test_a_report_is_approved_from_the_day_after_its_last_one_in_the_organizations_zone(
    provider: Provider, model: type[Any]
) -> None:
    provider.clock.now = LAST_EVENING
    report = draft_until(provider, model, LAST)
    assert figures_of(provider.workspace, report) is not None
    provider.works(provider.ana if model is ImprovementReport else provider.ben)
    provider.clock.now = LAST_EVENING
    [foreseen] = missing(provider.workspace, report, model.step_called("approve"))
    with pytest.raises(Refused) as refusal:
        provider.take(report, "approve")
    [problem] = refusal.value.problems
    assert problem.field == foreseen.field == "period_end"
    assert str(problem.text) == "The period is not over: its last day is 31 July 2026."
    assert "after that day" in str(problem.remedy)
    kept = reload(provider.workspace, report)
    assert (kept.state, kept.figures) == ("draft", {})
    provider.clock.now = MIDNIGHT
    assert provider.take(report, "approve").state == "approved"


MAP = """
work_product = "WP.07"
key = "subject"
[fields]
subject = "Title"
period_start = "From"
period_end = "To"
customer_view = { text = "Well" }
customer_issues = { text = "None" }
practice_view = { text = "Well" }
practice_issues = { text = "None" }
review_schedule = { text = "In winter" }
conclusions = { text = "Go on" }
state = { text = "approved" }
"""
LINES = "Title;From;To\nOver;2026-04-01;2026-07-30\nNot over;2026-05-01;2026-07-31\n"


def test_an_import_leaves_out_an_approved_report_on_days_to_come(provider: Provider, tmp_path: Path) -> None:
    for name, text in (("reports.toml", MAP), ("reports.csv", LINES)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    provider.clock.now = LAST_EVENING
    outcome = import_table(
        provider.workspace, read_table(tmp_path / "reports.csv"), load_map(tmp_path / "reports.toml", ADOPTED)
    )
    said = {line: [str(each.text) for each in outcome.problems if each.line == line] for line in (2, 3)}
    assert "The period is not over: its last day is 31 July 2026." in " ".join(said[3])
    assert "not over" not in " ".join(said[2])
