"""Every figure is held against its cases, and its cases against all records, counted once more by other code."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest

from sdesk.models import CustomerAgreement, FeedbackEntry, SupplierAgreement
from sdesk.models.governance import FeedbackAbout
from sdesk.models.incident import Escalation, HoldSpan, Reopening
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.counted import every_figure, records_counted
from sdesk.practice.reporting.reports import (
    agreements,
    improvement_figures,
    performance_figures,
    prepare_performance_report,
    version_for,
)
from sdesk.practice.workspaces import Workspace
from tests.practice.exchange.test_importing_a_log import imported
from tests.practice.reporting.recount import Recount
from tests.provider import Provider
from tests.reported_quarter import MARCH, OTHER_SERVICE, Quarter, at, march_of, quarter_of

__all__ = ["imported"]

ZONE = "Europe/Lisbon"
PERIODS = [
    Period.quarter(2026, 2, ZONE),
    Period.quarter(2026, 1, ZONE),
    Period.quarter(2026, 3, ZONE),  # the sample's last day lies in it
    Period(date(2025, 7, 1), date(2026, 6, 30), ZONE),
    Period(date(2026, 5, 13), date(2026, 5, 27), ZONE),
    Period.year(2020, ZONE),
]


@pytest.fixture
def quarter(provider: Provider) -> Quarter:
    return march_of(provider)


@pytest.mark.a_few(1)
@pytest.mark.parametrize("period", PERIODS, ids=lambda each: f"{each.first}-{each.last}")
def test_the_sample_counted_again(sample: Workspace, period: Period) -> None:
    for model in (CustomerAgreement, SupplierAgreement):
        for each in agreements(sample, model):
            figures = performance_figures(sample, version_for(sample, each, period), period)
            Recount(sample, figures).check()
    Recount(sample, improvement_figures(sample, period)).check()


def test_there_is_something_to_count_in_the_sample(sample: Workspace) -> None:
    checked = Recount(sample, improvement_figures(sample, PERIODS[3])).check()
    assert {
        "availability",
        "incidents counted",
        "closed changes deployed or rolled back",
        "of 5",
        "complaints",
        "minutes",
        "incidents open",
        "changes rolled back",
    } <= checked.keys()


@pytest.mark.torture
@pytest.mark.parametrize(
    "period", [Period(date(2016, 1, 1), date(2016, 12, 31), "UTC"), Period.month(2016, 3, "UTC")]
)
def test_a_real_log_counted_again(imported: Any, period: Period) -> None:
    provider, _outcome, agreement = imported
    checked = Recount(provider.workspace, performance_figures(provider.workspace, agreement, period)).check()
    assert checked["incidents counted"]
    Recount(provider.workspace, improvement_figures(provider.workspace, period)).check()


@pytest.mark.parametrize("period", [MARCH, MARCH.previous(), Period.month(2026, 4, ZONE)])
def test_a_month_by_hand_counted_again(quarter: Quarter, period: Period) -> None:
    workspace = quarter.provider.workspace
    for agreement in (quarter.agreement, quarter.supplied):
        Recount(workspace, performance_figures(workspace, agreement, period)).check()
    Recount(workspace, improvement_figures(workspace, period)).check()


def test_every_record_counted_has_its_number(quarter: Quarter) -> None:
    workspace = quarter.provider.workspace
    figures = performance_figures(workspace, quarter.agreement, MARCH)
    numbers = records_counted(workspace, figures)
    assert {case for each in every_figure(figures) for case in each.cases} == numbers.keys()
    assert numbers
    assert all(numbers.values())


def test_an_approved_report_keeps_its_cases_whatever_is_recorded_later(quarter: Quarter) -> None:
    provider, workspace = quarter.provider, quarter.provider.workspace
    provider.works(provider.ben)
    report = prepare_performance_report(workspace, quarter.agreement, MARCH)
    action = {"description": "A second line", "owner": provider.ana.id, "due": date(2026, 5, 1)}
    provider.save(report, performance="Good.", conclusions="One missed.", proposed_actions=(action,))
    provider.clock.now = at(4, 2, 10)
    approved = provider.take(report, "approve")
    counted = cases_of(performance_figures(workspace, quarter.agreement, MARCH))
    quarter.score(date(2026, 3, 23), 1)
    quarter.incident(at(3, 24, 10), restored_at=at(3, 24, 11), outage=True)
    assert cases_of(reload(workspace, approved).figures) == counted
    assert cases_of(performance_figures(workspace, quarter.agreement, MARCH)) != counted


def cases_of(figures: Any) -> list[tuple[UUID, ...]]:
    return [each.cases for each in every_figure(figures)]


def test_what_was_restored_long_before_counts_where_it_was_closed(quarter: Quarter) -> None:
    """However far back the other figures look: restored in September, closed in March."""
    incident = quarter.incident(at(1, 5, 10), restored_at=at(1, 5, 11))
    early = quarter.incident(datetime(2025, 9, 1, 10, tzinfo=UTC), state="restored")
    early.restored_at = datetime(2025, 9, 1, 11, tzinfo=UTC)
    early.state = "closed"
    quarter.happened("close", at(3, 20, 9), early)
    quarter.provider.clock.now = at(4, 2, 9)
    workspace = quarter.provider.workspace
    for figures in (
        performance_figures(workspace, quarter.agreement, MARCH),
        improvement_figures(workspace, MARCH),
    ):
        closed = figures["incidents"]["cases"]["closed"]
        assert (str(early.id) in closed, str(incident.id) in closed) == (True, False)
        Recount(workspace, figures).check()


def test_figures_of_before_have_no_cases_and_are_read() -> None:
    figure = {"value": 90.0, "unit": "%", "counts": [["incidents counted", 10]], "targets": []}
    figures = {"targets": [{"measure": "availability", "value": figure}], "incidents": {"recorded": 3}}
    (only,) = every_figure(figures)
    assert (only.place, only.cases) == (("targets", "availability", "value"), ())


def test_no_two_figures_stand_at_one_place(sample: Workspace) -> None:
    figures = improvement_figures(sample, PERIODS[0])
    places = [each.place for each in every_figure(figures)]
    assert len(set(places)) == len(places)


@pytest.mark.a_few(1)
@pytest.mark.parametrize("seed", range(6))
def test_whatever_happened_is_counted_again(
    provider: Provider, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Holds, reopenings, outages that overlap, across months, offices that are closed, and what is not over yet."""
    quarter, happened = quarter_of(provider), Random(seed)
    for _ in range(25):
        made_up(quarter, happened)
    workspace, now = provider.workspace, at(4, happened.randint(1, 20), 9)
    monkeypatch.setattr(workspace, "clock", lambda: now)  # for all figures the same
    for period in (MARCH, MARCH.previous(), Period(date(2026, 2, 17), date(2026, 4, 9), ZONE)):
        for agreement in (quarter.agreement, quarter.supplied):
            Recount(workspace, performance_figures(workspace, agreement, period)).check()
        Recount(workspace, improvement_figures(workspace, period)).check()


def made_up(quarter: Quarter, happened: Random) -> None:
    """An incident, and now and then a change, a complaint and a score."""
    moments = [at(1, 28, 9) + timedelta(minutes=happened.randint(0, 80_000))]
    for _ in range(6):
        moments.append(moments[-1] + timedelta(minutes=happened.choice((0, 7, 60, 400, 3_000, 20_000))))
    recorded, answered, held, on, again, back, restored = moments
    holds = (HoldSpan(start=held, end=happened.choice((on, None)), reason="Waits"),)
    reopened = (Reopening(restored_at=on, reopened_at=again, reason="It was not"),)
    values: dict[str, Any] = {
        "priority": happened.choice(("1 critical", "2 high", "3 moderate", "4 low", None)),
        "first_step": happened.choice((answered, None)),
        "outage": happened.random() < 0.6,
        "started_at": recorded - timedelta(minutes=happened.choice((0, 0, 30, 900))),
        "holds": happened.choice(((), holds)),
        "reopenings": happened.choice(((), (), reopened)),
        "configuration_items": happened.choice(((), (quarter.item.id,))),
        "service": happened.choice((quarter.agreement.services[0], OTHER_SERVICE, None)),
    }
    over = {"restored_at": restored} if happened.random() < 0.7 else {}
    supplier, other = quarter.supplied.supplier, quarter.provider.ana.id
    if happened.random() < 0.5:
        values["caused_by"] = happened.choice((None, supplier))
        noted: dict[str, Any] = {
            "answered_at": happened.choice((answered, None)),
            "solved_at": happened.choice((held, None)),
        }
        row = Escalation(
            at=recorded, to=happened.choice((supplier, other)), reason="More than we can", **noted
        )
        values["escalations"] = (row,)
    quarter.incident(recorded, **values, **over)
    if happened.random() < 0.4:
        deployed, undone = happened.choice(((back, None), (back, restored), (None, None)))
        quarter.change("close", restored, state="closed", deployed_at=deployed, rolled_back_at=undone)
        step, state = happened.choice(
            (("reject", "rejected"), ("withdraw", "withdrawn"), ("submit", "requested"))
        )
        quarter.change(step, back, state=state)
        said = quarter.complaint(recorded, closed=happened.choice((restored, None)))
        with quarter.provider.workspace.transaction("say about whom") as session:
            live = session.get_one(FeedbackEntry, said.id)
            live.about = happened.choice((None, *FeedbackAbout))
            live.supplier = supplier if live.about in ("a supplier", "a dispute") else None
        quarter.score(recorded.date(), happened.randint(1, 5))
