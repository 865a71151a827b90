"""Potential incidents (IN.1.3): what happens more often than it should."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

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
from sdesk.practice.finding.words import stem, telling_words
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import reload, save
from sdesk.storage import col
from tests.conftest import SAMPLE_TODAY
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


PLAINLY: dict[Grouping, Callable[[ServiceIncident], Iterable[object]]] = {
    Grouping.SERVICE: lambda each: [each.service] if each.service else [],
    Grouping.ITEM: lambda each: each.configuration_items,
    Grouping.CUSTOMER: lambda each: [each.customer] if each.customer else [],
    Grouping.CAUSE: lambda each: {stem(word) for word in telling_words(each.root_cause or each.summary) if not word.isdecimal()},
}  # fmt: skip


@pytest.mark.a_few(4)
@pytest.mark.parametrize("grouping", Grouping)
@pytest.mark.parametrize("months", [1, 6, 30])
def test_the_lines_are_those_of_a_look_at_each_incident(
    sample: Workspace, grouping: Grouping, months: int
) -> None:
    """A slow and plain second count, also after the facts have changed."""
    for _turn in range(2):
        found = trends(sample, grouping, months, SAMPLE_TODAY)
        wanted: dict[object, list[ServiceIncident]] = {}
        for each in sample.find(ServiceIncident, col(ServiceIncident.state).not_in(("draft", "cancelled"))):
            if each.started_at and any(span.contains(each.started_at) for span in found.months):
                for key in PLAINLY[grouping](each):
                    wanted.setdefault(key, []).append(each)
        fewest = 2 if grouping is Grouping.CAUSE else 1
        assert {line.key: set(line.incidents) for line in found.lines} == {
            key: {each.id for each in cases} for key, cases in wanted.items() if len(cases) >= fewest
        }
        for line in found.lines:
            assert line.counts == tuple(
                sum(bool(each.started_at and span.contains(each.started_at)) for each in wanted[line.key])
                for span in found.months
            )
            if isinstance(line.key, UUID):
                assert line.label == entries(sample, [line.key])[line.key].label
        newest, other = (
            next(each for each in newest_first(sample) if each.state != "closed" and each.service != service)
            for service in (None, newest_first(sample)[0].service)
        )
        values = {"summary": "Chimney smoke", "service": other.service, "customer": other.customer}
        save(sample, newest, {**values, "configuration_items": other.configuration_items})


def newest_first(workspace: Workspace) -> list[ServiceIncident]:
    model = ServiceIncident
    return workspace.find(model, col(model.started_at).is_not(None), order_by=[col(model.started_at).desc()])
