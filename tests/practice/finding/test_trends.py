"""Potential incidents (IN.1.3): what happens more often than it should."""

from datetime import date, datetime, timedelta

from sdesk.models import ServiceIncident
from sdesk.practice.finding.trends import (
    Grouping,
    change_values,
    last_looked_at,
    last_months,
    note_looked_at,
    request_change,
    trends,
)
from sdesk.practice.lifecycle.records import reload
from tests.provider import START, Provider, incident

TODAY = date(2026, 3, 15)


def happened(provider: Provider, at: datetime, **values: object) -> ServiceIncident:
    """It was recorded a moment later, or as soon as somebody worked."""
    provider.clock.now = max(provider.clock.now, at)
    return provider.take(incident(provider, "recorded", started_at=at, **values), "record")


def test_incidents_are_counted_in_the_month_in_which_they_began(provider: Provider) -> None:
    for days in (0, 0, 40):
        happened(provider, START - timedelta(days=days))
    found = trends(provider.workspace, Grouping.SERVICE, 3, TODAY)
    assert [span.first.month for span in found.months] == [1, 2, 3]
    assert [line.counts for line in found.lines] == [(1, 0, 2)]
    assert found.lines[0].total == found.incidents == 3


def test_months_are_those_of_the_organization_s_time_zone(provider: Provider) -> None:
    happened(provider, datetime.fromisoformat("2026-03-31T22:59:00+00:00"))
    happened(provider, datetime.fromisoformat("2026-03-31T23:01:00+00:00"))  # already April in Lisbon
    found = trends(provider.workspace, Grouping.SERVICE, 2, date(2026, 4, 2))
    assert found.lines[0].counts == (1, 1)


def test_the_sums_of_the_lines_are_the_incidents_with_that_in_common(provider: Provider) -> None:
    item = provider.extra["item"].id
    happened(provider, START, configuration_items=(item,))
    happened(provider, START)
    assert [line.total for line in trends(provider.workspace, Grouping.ITEM, 2, TODAY).lines] == [1]
    assert [line.total for line in trends(provider.workspace, Grouping.CUSTOMER, 2, TODAY).lines] == [2]


def test_a_cause_is_a_word_that_several_tell(provider: Provider) -> None:
    for summary in ("Disk full on the server", "Mail stopped, disk full", "Telephone dead"):
        happened(provider, START, summary=summary)
    found = trends(provider.workspace, Grouping.CAUSE, 2, TODAY)
    assert {line.label: line.total for line in found.lines} == {"disk": 2, "full": 2}


def test_cancelled_ones_are_left_out(provider: Provider) -> None:
    provider.take(happened(provider, START), "cancel", "Told twice")
    assert trends(provider.workspace, Grouping.SERVICE, 2, TODAY).lines == ()


def test_more_lately_than_before_is_rising(provider: Provider) -> None:
    for days in (0, 1, 2):
        happened(provider, START + timedelta(days=days))
    assert trends(provider.workspace, Grouping.SERVICE, 6, TODAY).lines[0].rising


def test_a_line_becomes_a_change_request_that_names_its_incidents(provider: Provider) -> None:
    item = provider.extra["item"].id
    cases = [happened(provider, START, configuration_items=(item,)) for _ in range(2)]
    line = trends(provider.workspace, Grouping.ITEM, 2, TODAY).lines[0]
    change = request_change(provider.workspace, line)
    assert set(change.related) == {case.id for case in cases}
    assert change.configuration_items == (item,)
    assert change.service == cases[0].service
    assert all(case.number in change.requirement for case in cases)
    assert change_values(provider.workspace, line)["purpose"].startswith("Fewer incidents with CI-0001")


def test_having_looked_is_kept(provider: Provider) -> None:
    assert last_looked_at(provider.workspace) is None
    provider.works(provider.ben)
    seen = [provider.extra["item"].id]
    done = note_looked_at(provider.workspace, "Disks fill up; a change was requested", seen)
    found = last_looked_at(provider.workspace)
    assert found and found.id == done.id and found.task == "IN.1.3"
    assert reload(provider.workspace, done).state == "recorded"


def test_the_last_months_cross_the_turn_of_the_year(provider: Provider) -> None:
    spans = last_months(provider.workspace, 4, date(2026, 2, 1))
    assert [(span.first.year, span.first.month) for span in spans] == [
        (2025, 11),
        (2025, 12),
        (2026, 1),
        (2026, 2),
    ]
