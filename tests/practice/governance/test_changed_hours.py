"""Service hours that change: what counted before the day stays as it was, and nobody gets round that."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.models import CustomerAgreement, Organization, ServiceCalendar
from sdesk.practice.calendar.agreed_hours import hours_of
from sdesk.practice.calendar.days import start_of, today
from sdesk.practice.calendar.service_hours import open_intervals, service_minutes
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.lifecycle.undo import undo
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.printing import printout_of
from sdesk.practice.reporting.reports import (
    improvement_figures,
    performance_figures,
    prepare_performance_report,
)
from sdesk.reports.paper import pdf_of
from sdesk.storage.history import latest_operation
from sdesk.storage.verify.damages import verify
from tests.provider import Provider, working_provider
from tests.reported_quarter import MARCH, Quarter, march_of, reported_quarter
from tests.reports.reading import pdf_text
from tests.thorough import examples

TODAY = date(2026, 4, 2)
"""A Thursday: the day on which the quarter is left by its clock."""
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


def span(day: str, start: int, end: int) -> dict[str, Any]:
    return {"weekday": day, "start_minute": start, "end_minute": end}


EVENINGS = tuple(span(day, 1080, 1320) for day in ("monday", "wednesday", "thursday", "saturday"))
MORNINGS = (span("friday", 480, 600), span("thursday", 0, 60))


@pytest.fixture
def quarter(provider: Provider) -> Quarter:
    return march_of(provider)


@pytest.fixture
def office(quarter: Quarter) -> ServiceCalendar:
    return agreed_hours_of(quarter)


def agreed_hours_of(quarter: Quarter) -> ServiceCalendar:
    found = quarter.provider.workspace.get(ServiceCalendar, quarter.agreement.service_hours)
    assert found is not None
    return found


def figures(quarter: Quarter) -> str:
    workspace = quarter.provider.workspace
    told = [
        performance_figures(workspace, quarter.agreement, MARCH),
        performance_figures(workspace, quarter.supplied, MARCH),
        improvement_figures(workspace, MARCH),
    ]
    return json.dumps([{**each, "computed_at": ""} for each in told], sort_keys=True)


def minutes_on(provider: Provider, calendar: ServiceCalendar, day: date, days: int = 1) -> int:
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return service_minutes(
        hours_of(reload(provider.workspace, calendar)), start, start + timedelta(days=days)
    )


def days(calendar: ServiceCalendar) -> list[date | None]:
    return [*(each.until for each in calendar.earlier), calendar.valid_from]


CHANGES: list[dict[str, Any]] = [
    {"weekly_hours": EVENINGS},
    {"holidays": ({"day": date(2026, 3, 5), "name": "Forgotten"},)},
    {"holidays": ({"day": date(2026, 3, 5)}, {"day": TODAY}, {"day": date(2026, 12, 25)})},
    {"time_zone": "America/New_York"},
    {"time_zone": "Pacific/Kiritimati"},
    {"time_zone": "Pacific/Auckland", "weekly_hours": EVENINGS, "holidays": ({"day": date(2026, 3, 6)},)},
    {"weekly_hours": MORNINGS, "valid_from": TOMORROW},
]


@pytest.mark.a_few(3)
@pytest.mark.parametrize("values", CHANGES, ids=lambda values: " ".join(values))
def test_figures_of_a_past_period_stay_to_the_byte(
    quarter: Quarter, office: ServiceCalendar, values: dict[str, Any]
) -> None:
    before, damages = figures(quarter), verify(quarter.provider.workspace)
    changed = quarter.provider.save(office, **values)
    assert figures(quarter) == before
    assert days(changed) == [values.get("valid_from", TODAY)] * 2
    assert verify(quarter.provider.workspace) == damages, "no more than what the test stored by itself"


def test_changed_again_and_again_from_any_zone_they_stay(quarter: Quarter, office: ServiceCalendar) -> None:
    """In the far east a day begins before the organization's does: the change waits for the next one."""
    provider, before = quarter.provider, figures(quarter)
    provider.save(office, time_zone="Pacific/Kiritimati")
    provider.clock.pass_time(days=3)
    middle = minutes_on(provider, office, TODAY, 3)
    office = provider.save(office, weekly_hours=EVENINGS)
    assert days(office) == [TODAY, date(2026, 4, 6), date(2026, 4, 6)]
    provider.clock.pass_time(days=1)
    provider.save(office, time_zone="Etc/GMT+12", holidays=({"day": date(2026, 3, 10)},))
    assert minutes_on(provider, office, TODAY, 3) == middle
    assert figures(quarter) == before


def test_the_new_hours_count_from_that_day_on(quarter: Quarter, office: ServiceCalendar) -> None:
    quarter.provider.save(office, weekly_hours=EVENINGS)
    counted = [minutes_on(quarter.provider, office, each) for each in (YESTERDAY, TODAY, TOMORROW)]
    assert counted == [480, 240, 0]


def test_the_hours_before_hold_until_a_later_day(quarter: Quarter, office: ServiceCalendar) -> None:
    changed = quarter.provider.save(office, weekly_hours=MORNINGS, valid_from=TOMORROW)
    assert [minutes_on(quarter.provider, changed, each) for each in (TODAY, TOMORROW)] == [480, 120]


def test_changed_twice_on_one_day_the_later_one_replaces_the_one_of_that_day(
    quarter: Quarter, office: ServiceCalendar
) -> None:
    first = quarter.provider.save(office, weekly_hours=EVENINGS)
    second = quarter.provider.save(first, weekly_hours=MORNINGS)
    assert (days(second), second.earlier) == ([TODAY, TODAY], first.earlier)
    assert [minutes_on(quarter.provider, second, each) for each in (YESTERDAY, TODAY)] == [480, 60]


def test_what_was_planned_moves_with_its_day_and_what_comes_before_it_replaces_it(
    quarter: Quarter, office: ServiceCalendar
) -> None:
    provider, later = quarter.provider, TODAY + timedelta(days=7)
    planned = provider.save(office, weekly_hours=MORNINGS, valid_from=TOMORROW)
    moved = provider.save(planned, valid_from=later)
    assert days(moved) == [later, later]
    assert [minutes_on(provider, moved, each) for each in (TODAY, TOMORROW, later)] == [480, 480, 60]
    replaced = provider.save(moved, weekly_hours=EVENINGS, valid_from=TODAY)
    assert days(replaced) == [TODAY, TODAY]
    assert minutes_on(provider, replaced, later) == 240
    back = provider.save(replaced, valid_from=later)
    assert days(back) == [later, later] and minutes_on(provider, back, TODAY) == 480


def test_a_third_change_after_one_that_is_planned_leaves_that(
    quarter: Quarter, office: ServiceCalendar
) -> None:
    provider, later = quarter.provider, TODAY + timedelta(days=7)
    planned = provider.save(office, weekly_hours=MORNINGS, valid_from=TOMORROW)
    third = provider.save(planned, weekly_hours=EVENINGS, valid_from=later)
    assert days(third) == [TOMORROW, later, later]
    assert [minutes_on(provider, third, each) for each in (TODAY, TOMORROW, later)] == [480, 120, 240]


@pytest.mark.parametrize("values", [{"weekly_hours": EVENINGS}, {"time_zone": "Europe/Paris"}])
def test_a_day_before_today_is_refused_and_it_is_said_why(
    quarter: Quarter, office: ServiceCalendar, values: dict[str, Any]
) -> None:
    before = figures(quarter)
    with pytest.raises(Refused) as refusal:
        quarter.provider.save(office, **values, valid_from=YESTERDAY)
    [problem] = refusal.value.problems
    assert problem.field == "valid_from"
    assert str(problem) == (
        "What incidents and reports counted before 2 April 2026 stays as it was. "
        "Let the change be valid from 2 April 2026 or a later day."
    )
    assert figures(quarter) == before
    assert reload(quarter.provider.workspace, office).valid_from is None


def test_a_day_that_has_begun_is_not_moved(quarter: Quarter, office: ServiceCalendar) -> None:
    changed = quarter.provider.save(office, weekly_hours=EVENINGS)
    quarter.provider.clock.pass_time(days=5)
    before = minutes_on(quarter.provider, changed, TODAY, 5)
    for day in (YESTERDAY, TOMORROW, TODAY + timedelta(days=30)):
        with pytest.raises(Refused, match="were not changed"):
            quarter.provider.save(changed, valid_from=day)
    assert quarter.provider.save(changed, valid_from=None).valid_from == TODAY, "it is not emptied"
    assert minutes_on(quarter.provider, changed, TODAY, 5) == before


def test_a_day_says_nothing_where_nothing_else_counted(quarter: Quarter, office: ServiceCalendar) -> None:
    with pytest.raises(Refused) as refusal:
        quarter.provider.save(office, valid_from=TOMORROW)
    assert [problem.field for problem in refusal.value.problems] == ["valid_from"]
    with pytest.raises(Refused, match="not complete"):
        quarter.provider.create(ServiceCalendar, name="Other", valid_from=TOMORROW)


def test_a_holiday_to_come_needs_no_day_and_one_that_is_over_changes_nothing(
    quarter: Quarter, office: ServiceCalendar
) -> None:
    provider, christmas = quarter.provider, date(2026, 12, 25)
    added = provider.save(office, holidays=({"day": christmas, "name": "Christmas"},))
    assert days(added) == [None]
    assert minutes_on(provider, added, christmas) == 0
    over = provider.save(added, holidays=(*added.holidays, {"day": YESTERDAY}))
    assert days(over) == [TODAY, TODAY]
    assert [minutes_on(provider, over, each) for each in (YESTERDAY, TODAY, christmas)] == [480, 480, 0]
    provider.clock.pass_time(days=300)
    assert minutes_on(provider, provider.save(over, holidays=()), christmas) == 0, "it was one"


def test_a_holiday_that_would_not_count_is_refused(quarter: Quarter, office: ServiceCalendar) -> None:
    provider, later = quarter.provider, TODAY + timedelta(days=7)
    planned = provider.save(office, weekly_hours=EVENINGS, valid_from=later)
    with pytest.raises(Refused) as refusal:
        provider.save(planned, holidays=({"day": TOMORROW},))
    assert [problem.field for problem in refusal.value.problems] == ["holidays"]
    assert minutes_on(provider, provider.save(planned, holidays=({"day": later},)), later) == 0


def test_until_it_is_agreed_a_calendar_says_what_it_likes_of_all_the_past(provider: Provider) -> None:
    made = provider.create(ServiceCalendar, name="Evenings", time_zone="UTC")
    changed = provider.save(made, weekly_hours=EVENINGS)
    assert (days(changed), minutes_on(provider, changed, date(2020, 1, 2))) == ([None], 240)
    since = provider.save(changed, weekly_hours=MORNINGS, valid_from=date(2021, 1, 1))
    assert minutes_on(provider, since, date(2020, 1, 2)) == 240
    assert minutes_on(provider, since, date(2021, 1, 7)) == 60
    assert days(provider.save(since, valid_from=None)) == [None]


def test_an_agreement_that_is_a_draft_counts_nothing_yet(provider: Provider) -> None:
    calendar = provider.create(ServiceCalendar, name="Evenings", time_zone="UTC")
    values = {"customer": provider.extra["customer"].id, "service_hours": calendar.id}
    agreement = provider.complete(CustomerAgreement, "approved", **values)
    assert days(provider.save(calendar, weekly_hours=EVENINGS)) == [None]
    provider.take(agreement, "approve")
    assert days(provider.save(calendar, weekly_hours=MORNINGS))[-1] == date(2026, 3, 2)


def test_what_is_no_hours_needs_no_day(quarter: Quarter, office: ServiceCalendar) -> None:
    assert days(quarter.provider.save(office, name="Desk hours")) == [None]
    named = quarter.provider.save(office, weekly_hours=tuple(reversed(office.weekly_hours)))
    assert days(named) == [None], "the same hours in another order"


def test_hours_that_no_clock_can_read_are_still_refused(quarter: Quarter, office: ServiceCalendar) -> None:
    with pytest.raises(Refused) as refusal:
        quarter.provider.save(office, weekly_hours=(span("monday", 540, 600), span("monday", 570, 660)))
    assert [problem.field for problem in refusal.value.problems] == ["weekly_hours"]


def test_who_writes_the_hours_before_by_hand_is_not_heard(quarter: Quarter, office: ServiceCalendar) -> None:
    before = figures(quarter)
    changed = quarter.provider.save(office, weekly_hours=EVENINGS)
    quarter.provider.save(changed, earlier=())
    quarter.provider.save(changed, earlier=({"until": date(2026, 3, 9), "weekly_hours": EVENINGS},))
    assert figures(quarter) == before


# ---------------------------------------------------------------- undo


def test_a_change_is_undone_on_its_day_and_done_again(quarter: Quarter, office: ServiceCalendar) -> None:
    provider, before, damages = quarter.provider, figures(quarter), verify(quarter.provider.workspace)
    changed = provider.save(office, weekly_hours=EVENINGS, time_zone="Europe/Paris")
    undone = undo(provider.workspace, latest_operation(provider.workspace))
    back = reload(provider.workspace, office)
    assert (days(back), back.time_zone, minutes_on(provider, back, TODAY)) == ([None], "UTC", 480)
    assert figures(quarter) == before
    undo(provider.workspace, undone)
    assert reload(provider.workspace, office).earlier == changed.earlier
    assert verify(provider.workspace) == damages


def test_a_change_by_whose_hours_days_have_counted_is_not_undone(
    quarter: Quarter, office: ServiceCalendar
) -> None:
    provider = quarter.provider
    changed = provider.save(office, weekly_hours=EVENINGS)
    operation = latest_operation(provider.workspace)
    provider.clock.pass_time(days=5)
    with pytest.raises(Refused) as refusal:
        undo(provider.workspace, operation)
    assert "counted before 7 April 2026 stays as it was" in str(refusal.value.problems[0])
    assert days(reload(provider.workspace, changed)) == [TODAY, TODAY]


def test_what_is_still_planned_is_undone_days_later(quarter: Quarter, office: ServiceCalendar) -> None:
    provider = quarter.provider
    provider.save(office, weekly_hours=EVENINGS, valid_from=TODAY + timedelta(days=7))
    operation = latest_operation(provider.workspace)
    provider.clock.pass_time(days=5)
    undo(provider.workspace, operation)
    assert days(reload(provider.workspace, office)) == [None]


# ---------------------------------------------------------------- what a report says of it


def test_a_report_says_where_hours_changed_within_its_period(
    quarter: Quarter, office: ServiceCalendar
) -> None:
    """By the days of the hours that ended; of a change on the first day of a period the one before it knows nothing."""
    workspace = quarter.provider.workspace
    quarter.provider.save(office, weekly_hours=EVENINGS, time_zone="Europe/Paris")

    def said(first: date, last: date) -> tuple[str, list[str] | None]:
        period = Period(first, last, "Europe/Lisbon")
        agreement = performance_figures(workspace, quarter.agreement, period)["agreement"]
        return agreement["hours"], agreement.get("hours_changed")

    april = date(2026, 4, 1), date(2026, 4, 30)
    report = prepare_performance_report(workspace, quarter.agreement, Period(*april, "Europe/Lisbon"))
    assert "The service hours changed on 2 Apr 2026: until then times count by those before." in " ".join(
        pdf_text(pdf_of(printout_of(workspace, report))).split()
    )
    assert said(*april) == ("Office hours (UTC, Europe/Paris)", ["2026-04-02"])
    assert said(date(2026, 3, 1), YESTERDAY) == ("Office hours (UTC)", None)
    assert said(TOMORROW, date(2026, 4, 30)) == ("Office hours (Europe/Paris)", None)


# ---------------------------------------------------------------- whatever is done, in whatever order

ZONES = ["UTC", "Europe/Lisbon", "Pacific/Kiritimati", "Etc/GMT+12", "America/New_York"]
AROUND = st.integers(-3, 5).map(lambda days: TODAY + timedelta(days=days))
SAID = st.fixed_dictionaries(
    {"weekly_hours": st.sampled_from([EVENINGS, MORNINGS, EVENINGS + MORNINGS])},
    optional={
        "time_zone": st.sampled_from(ZONES),
        "holidays": st.lists(AROUND, max_size=2, unique=True).map(
            lambda days: tuple({"day": day} for day in days)
        ),
        "valid_from": st.one_of(st.none(), AROUND),
    },
)


@settings(deadline=None, max_examples=examples(10, 15))
@given(
    st.sampled_from(ZONES),
    st.lists(st.tuples(st.integers(0, 40), st.one_of(SAID, st.integers(0, 2))), min_size=3, max_size=9),
)
def test_no_minute_before_today_ever_counts_otherwise(
    zone: str, acts: list[tuple[int, dict[str, Any] | int]]
) -> None:
    """Changes and undos, hours apart, for an organization in one zone and hours in others. What is refused changes nothing."""
    with TemporaryDirectory() as folder:
        provider = working_provider(Path(folder) / "hours.sdesk")
        with provider.workspace:
            _change_and_undo(provider, zone, acts)


def _change_and_undo(provider: Provider, zone: str, acts: list[tuple[int, dict[str, Any] | int]]) -> None:
    workspace, office = provider.workspace, agreed_hours_of(reported_quarter(provider))
    ours = workspace.first(Organization)
    assert ours is not None
    provider.save(ours, time_zone=zone)
    provider.clock.now = datetime(2026, 4, 2, 9, tzinfo=UTC)
    done: list[UUID] = []
    for hours, act in acts:
        provider.clock.pass_time(hours=hours)
        past = begins(provider) - timedelta(days=9), begins(provider)
        found = reload(workspace, office)
        before, told = open_intervals(hours_of(found), *past), found.model_dump()
        try:
            if not isinstance(act, int):
                provider.save(found, **act)
            elif done:
                undo(workspace, done[-1 - act % len(done)])
            done.append(latest_operation(workspace))
        except Refused:
            assert reload(workspace, found).model_dump() == told
        live = reload(workspace, found)
        assert open_intervals(hours_of(live), *past) == before
        assert bool(live.valid_from) == bool(live.earlier)
        assert live.valid_from == (live.earlier[-1].until if live.earlier else None)
        untils = [each.until for each in live.earlier if each.until]
        assert untils == sorted(set(untils)) and len(untils) == len(live.earlier)


def begins(provider: Provider) -> datetime:
    return start_of(provider.workspace, today(provider.workspace))
