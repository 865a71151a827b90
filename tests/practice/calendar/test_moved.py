"""Where the organization moves, the days that are over stay what they were."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sdesk.models import Organization
from sdesk.practice.calendar.days import day_of, start_of, today, zone_on
from sdesk.practice.lifecycle.undo import undo
from sdesk.practice.reporting.reports import improvement_figures, report_period
from sdesk.storage.history import latest_operation
from tests.provider import Provider


def moves(provider: Provider, *zones: str) -> list[tuple[datetime, str]]:
    """Every ten days, in that order; since when each held."""
    workspace = provider.workspace
    [ours] = workspace.find(Organization)
    held = [(datetime.min.replace(tzinfo=UTC), ours.time_zone)]
    for zone in zones:
        provider.clock.pass_time(days=10)
        [ours] = workspace.find(Organization)
        provider.save(ours, time_zone=zone)
        [ours] = workspace.find(Organization)
        assert ours.changed_at
        held.append((ours.changed_at, zone))
    provider.clock.pass_time(days=10)
    return held


def zone_then(held: list[tuple[datetime, str]], day: date) -> str:
    """The last one that held already when the day ended in it."""
    last = datetime(day.year, day.month, day.day, 23, 59, 59)
    return [zone for since, zone in held if last.replace(tzinfo=ZoneInfo(zone)) >= since][-1]


def test_days_that_are_over_keep_the_zone_in_which_they_ended(provider: Provider) -> None:
    held = moves(provider, "Asia/Tokyo", "Europe/Lisbon", "UTC", "America/New_York")
    first = provider.clock.now.date() - timedelta(days=70)
    for day in (first + timedelta(days=each) for each in range(140)):
        zone = zone_on(provider.workspace, day)
        assert zone == zone_then(held, day)
        assert start_of(provider.workspace, day) == report_period(provider.workspace, day, day).start_utc
    assert zone_on(provider.workspace, today(provider.workspace)) == "America/New_York"
    for hour in range(140 * 24):
        moment = datetime(first.year, first.month, first.day, tzinfo=UTC) + timedelta(hours=hour)
        if any(abs(moment - since) < timedelta(days=1) for since, _zone in held[1:]):
            continue  # the day of a move is longer or shorter than it is in either zone
        day = day_of(provider.workspace, moment)
        assert start_of(provider.workspace, day) <= moment, "it had begun"
        assert report_period(provider.workspace, day, day).end_utc > moment, "and was not over"


def test_a_day_that_is_not_over_is_of_the_zone_of_now(provider: Provider) -> None:
    moves(provider, "Asia/Tokyo", "Pacific/Kiritimati")
    workspace = provider.workspace
    assert (
        zone_on(workspace, today(workspace)) == zone_on(workspace, date(2999, 1, 1)) == "Pacific/Kiritimati"
    )


def test_what_was_undone_held_for_no_day(provider: Provider) -> None:
    workspace = provider.workspace
    before = zone_on(workspace, today(workspace))
    moves(provider)
    [ours] = workspace.find(Organization)
    provider.save(ours, time_zone="Asia/Tokyo")
    undo(workspace, latest_operation(workspace))
    provider.clock.pass_time(days=3)
    days = [today(workspace) + timedelta(days=each) for each in range(-9, 3)]
    assert {zone_on(workspace, day) for day in days} == {before}


def test_a_report_on_days_that_are_over_is_of_the_zone_of_then_and_one_on_this_month_of_that_of_now(
    provider: Provider,
) -> None:
    workspace = provider.workspace
    over = (today(workspace) - timedelta(days=20), today(workspace) - timedelta(days=2))
    before = improvement_figures(workspace, report_period(workspace, *over))
    moves(provider, "Asia/Tokyo")
    after = improvement_figures(workspace, report_period(workspace, *over))
    assert (after["period"], after["issuer"]) == (before["period"], before["issuer"])
    assert after["period"]["time_zone"] == "Europe/Lisbon"
    now = report_period(workspace, today(workspace) - timedelta(days=5), today(workspace))
    assert improvement_figures(workspace, now)["issuer"]["time_zone"] == "Asia/Tokyo"
