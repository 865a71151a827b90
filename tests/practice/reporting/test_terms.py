"""What a report is measured by, as it governed each day of its period: agreement, service hours, holidays, target times."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sdesk.models import ServiceCalendar, ServiceDeliveryPolicy
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.versions import newest_approved, to_go_by
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting import printing
from sdesk.practice.reporting import reports as reporting
from sdesk.reports.blocks import Facts, Table, flat
from sdesk.reports.paper import document_of
from sdesk.reports.period.terms_blocks import terms_blocks
from tests.provider import Provider, next_version
from tests.reported_quarter import MARCH, Quarter, at, march_of
from tests.reports.reading import facts, rows, tables

ZONE = "Europe/Lisbon"
SPRING = Period(date(2026, 3, 1), date(2026, 5, 31), ZONE)


@pytest.fixture
def quarter(provider: Provider) -> Quarter:
    return march_of(provider)


def terms(quarter: Quarter, period: Period) -> Any:
    return reporting.performance_figures(quarter.provider.workspace, quarter.agreement, period)["terms"]


def days(*ends: date) -> list[str]:
    return [each.isoformat() for each in ends]


def test_what_governed_all_of_the_period_is_told_once(quarter: Quarter) -> None:
    said = terms(quarter, MARCH)
    [version] = said["versions"]
    assert (version["number"], version["version"]) == (quarter.agreement.number, 1)
    [hours] = said["hours"]
    assert hours["weekly"] == [
        [day, 540, 1020] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
    ]
    assert (hours["name"], hours["time_zone"], hours["holidays"]) == ("Office hours", "UTC", [])
    [priorities] = said["priorities"]
    assert priorities["days"] == days(MARCH.first, MARCH.last)
    assert priorities["times"][1] == ["2 high", 60, 480]
    assert ["high", "high", "1 critical"] in priorities["matrix"]


def renewed_policy(provider: Provider, moment: datetime, respond: int) -> ServiceDeliveryPolicy:
    provider.works(provider.ana)
    provider.clock.now = moment
    newest = newest_approved(provider.workspace, ServiceDeliveryPolicy)
    assert newest is not None
    draft = next_version(provider, newest)
    times = tuple(each.model_copy(update={"respond_minutes": respond}) for each in draft.priority_targets)
    provider.save(draft, priority_targets=times)
    return provider.take(draft, "approve")


def test_each_version_of_the_policy_has_its_days_as_incidents_go_by_it(quarter: Quarter) -> None:
    provider = quarter.provider
    first = newest_approved(provider.workspace, ServiceDeliveryPolicy)
    renewed_policy(provider, at(4, 10, 15), 7)
    renewed_policy(provider, at(4, 20, 9), 9)
    renewed_policy(provider, at(4, 20, 16), 11)  # the one of the morning governs no day
    provider.clock.now = at(6, 2, 9)
    told = terms(quarter, SPRING)["priorities"]
    assert [each["days"] for each in told] == [
        days(SPRING.first, date(2026, 4, 9)),
        days(date(2026, 4, 10), date(2026, 4, 19)),
        days(date(2026, 4, 20), SPRING.last),
    ]
    assert [each["times"][0][1] for each in told] == [first.priority_targets[0].respond_minutes, 7, 11]
    day, zone = SPRING.first, ZoneInfo(ZONE)
    while day <= SPRING.last:
        last = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(days=1, microseconds=-1)
        policy = to_go_by(provider.workspace, ServiceDeliveryPolicy, last.astimezone(UTC))
        [held] = [each for each in told if each["days"][0] <= day.isoformat() <= each["days"][1]]
        assert policy is not None
        assert (held["document"], held["version"]) == (policy.number, policy.version)
        assert [each[1] for each in held["times"]] == [
            each.respond_minutes for each in policy.priority_targets
        ]
        day += timedelta(days=1)


def test_a_version_that_comes_later_changes_nothing_of_a_period_that_is_over(quarter: Quarter) -> None:
    provider = quarter.provider
    before = terms(quarter, MARCH)
    renewed_policy(provider, at(4, 10, 15), 7)
    second = next_version(provider, quarter.agreement)
    provider.save(second, start=date(2026, 4, 15))
    provider.take(second, "approve")
    calendar = hours(quarter)
    provider.save(
        calendar, valid_from=date(2026, 4, 20), holidays=({"day": date(2026, 4, 25), "name": "Freedom Day"},)
    )
    assert terms(quarter, MARCH) == before


def hours(quarter: Quarter) -> ServiceCalendar:
    assert quarter.agreement.service_hours is not None
    found = quarter.provider.workspace.get(ServiceCalendar, quarter.agreement.service_hours)
    assert found is not None
    return found


def test_hours_that_changed_have_their_days_and_the_holidays_in_them(quarter: Quarter) -> None:
    provider = quarter.provider
    provider.works(provider.ana)
    provider.clock.now = at(4, 6, 9)
    week = tuple(each.model_copy(update={"end_minute": 840}) for each in hours(quarter).weekly_hours)
    holidays = tuple(
        {"day": day, "name": name}
        for day, name in (
            (date(2026, 4, 25), "Freedom Day"),
            (date(2026, 5, 1), "Labour Day"),
            (date(2026, 6, 10), "Portugal Day"),
        )
    )
    provider.save(hours(quarter), valid_from=date(2026, 4, 20), weekly_hours=week, holidays=holidays)
    provider.clock.now = at(6, 20, 9)
    before, after = terms(quarter, SPRING)["hours"]
    assert before["days"][1:] + after["days"] == days(date(2026, 4, 19), date(2026, 4, 20), SPRING.last)
    assert {each[2] for each in before["weekly"]} == {1020}
    assert {each[2] for each in after["weekly"]} == {840}
    assert before["holidays"] == []
    assert after["holidays"] == [["2026-04-25", "Freedom Day"], ["2026-05-01", "Labour Day"]], (
        "those of the period"
    )


def test_a_new_version_that_says_the_same_hours_tells_them_once(quarter: Quarter) -> None:
    provider = quarter.provider
    provider.works(provider.ana)
    provider.clock.now = at(4, 6, 9)
    second = next_version(provider, quarter.agreement)
    provider.save(second, start=date(2026, 4, 15))
    provider.take(second, "approve")
    provider.clock.now = at(6, 2, 9)
    said = terms(quarter, SPRING)
    assert [(each["version"], each["days"][1]) for each in said["versions"]] == [
        (1, "2026-04-14"),
        (2, "2026-05-31"),
    ]
    assert len(said["hours"]) == 1


def test_days_without_an_agreement_are_not_told_as_its_own(quarter: Quarter) -> None:
    provider = quarter.provider
    provider.works(provider.ana)
    provider.clock.now = at(4, 6, 9)
    second = next_version(provider, quarter.agreement)
    provider.save(second, end=date(2026, 4, 10))
    second = provider.take(second, "approve")
    third = next_version(provider, second)
    provider.clock.now = at(4, 20, 9)
    provider.save(third, start=date(2026, 4, 20), end=date(2027, 4, 20))
    provider.take(third, "approve")
    provider.clock.now = at(6, 2, 9)
    said = terms(quarter, SPRING)
    ends = [each["days"] for each in said["hours"]]
    assert ends == [days(SPRING.first, date(2026, 4, 10)), days(date(2026, 4, 20), SPRING.last)]
    assert [each["version"] for each in said["versions"]] == [1, 2, 3]


def test_it_is_printed_with_its_days_only_where_these_are_not_the_whole_period(quarter: Quarter) -> None:
    provider = quarter.provider
    document = document_of(printing.performance_preview(provider.workspace, quarter.agreement, MARCH))
    said = facts(document)
    assert said["Service hours"] == "Office hours\nMonday to Friday 09:00–17:00"
    assert (said["Time zone"], said["Holidays without service"]) == ("UTC", "none in the period")
    [times] = [each for each in tables(document) if each.caption.startswith("Priorities and target times")]
    assert rows(times)[1] == ("2 High", "1 h", "8 h")
    renewed_policy(provider, at(3, 20, 15), 7)
    provider.clock.now = at(4, 6, 9)
    document = document_of(printing.performance_preview(provider.workspace, quarter.agreement, MARCH))
    two = [
        each.caption for each in tables(document) if each.caption.startswith("Priorities and target times")
    ]
    assert [each.rpartition(", ")[2] for each in two] == ["1 Mar – 19 Mar 2026", "20 Mar – 31 Mar 2026"]


def test_broken_days_and_nights_are_printed_as_they_are() -> None:
    period = {"first": "2026-03-01", "last": "2026-03-31"}
    whole = ["2026-03-01", "2026-03-31"]
    weekly = [
        ["monday", 480, 720],
        ["monday", 780, 1080],
        ["wednesday", 0, 1440],
        ["saturday", 0, 1440],
        ["sunday", 0, 1440],
    ]
    said = {
        "versions": [{"number": "AGR-1", "version": 2, "days": whole}],
        "hours": [{"days": whole, "name": "Odd", "time_zone": "UTC", "weekly": weekly, "holidays": [["2026-03-08", ""]]}],
        "priorities": [],
    }  # fmt: skip
    blocks = list(flat(terms_blocks({"period": period, "terms": said})))
    [shown] = [dict(each.pairs) for each in blocks if isinstance(each, Facts)]
    assert shown["Service hours"].splitlines() == [
        "Odd",
        "Monday 08:00–12:00, 13:00–18:00",
        "Wednesday 00:00–24:00",
        "Saturday to Sunday 00:00–24:00",
    ]
    assert shown["Holidays without service"] == "8 Mar 2026"
    assert not any(isinstance(each, Table) for each in blocks)
    assert terms_blocks({"period": period}) == ()


def test_no_supplier_goes_by_our_priorities(quarter: Quarter) -> None:
    workspace = quarter.provider.workspace
    said = reporting.performance_figures(workspace, quarter.supplied, MARCH)["terms"]
    assert "priorities" not in said
    assert said["hours"][0]["name"] == "Office hours"
    document = document_of(printing.performance_preview(workspace, quarter.supplied, MARCH))
    assert facts(document)["Agreement"] == f"{quarter.supplied.number}, version 1"
    assert not any(each.caption.startswith("Priorities") for each in tables(document))


def test_an_approved_report_keeps_what_it_was_measured_by(quarter: Quarter) -> None:
    provider = quarter.provider
    provider.works(provider.ben)
    made = reporting.prepare_performance_report(provider.workspace, quarter.agreement, MARCH)
    action = {"description": "A second line", "owner": provider.ana.id, "due": date(2026, 5, 1)}
    provider.save(made, performance="Two outages.", conclusions="Mine.", proposed_actions=(action,))
    approved = provider.take(made, "approve")
    before = approved.figures["terms"]
    provider.works(provider.ana)
    provider.save(hours(quarter), name="Other hours")
    assert reload(provider.workspace, approved).figures["terms"] == before
