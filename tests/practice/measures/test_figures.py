"""Figures: examples worked out by hand, and laws that hold for every set of outages and cases."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.models.measures import Sense
from sdesk.practice.measures.clocks import ALWAYS, Clock, ServiceHours, service_minutes
from sdesk.practice.measures.counting import (
    ChangeOutcome,
    Outage,
    TargetCase,
    availability,
    change_success_rate,
    complaints,
    incidents_by_priority,
    mean_time,
    median_time,
    satisfaction,
    share_within_target,
)
from sdesk.practice.measures.figures import NO_DATA, Count, Figure, compare
from sdesk.practice.measures.periods import Period

MINUTE = timedelta(minutes=1)
OFFICE = ServiceHours(tuple((day, 540, 1020) for day in range(5)), frozenset(), "Europe/Lisbon")
MARCH = Period.month(2026, 3, "Europe/Lisbon")
AFTER = datetime(2026, 6, 1, tzinfo=UTC)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def counts(figure: Figure) -> dict[str, int]:
    return {each.of: each.number for each in figure.counts}


# ---------------------------------------------------------------- availability


def test_a_month_without_an_outage_is_fully_available_and_says_of_how_much() -> None:
    figure = availability(OFFICE, MARCH, [], AFTER)
    assert str(figure.text) == "100 %"
    assert counts(figure) == {
        "minutes of service hours": 10560,
        "minutes of downtime within them": 0,
        "outages": 0,
    }
    assert figure.period == MARCH


def test_downtime_counts_once_and_only_within_service_hours() -> None:
    outages: list[Outage] = [
        (utc(2026, 3, 6, 16, 0), utc(2026, 3, 9, 10, 0)),  # over the weekend: 120 minutes of service
        (utc(2026, 3, 9, 9, 30), utc(2026, 3, 9, 10, 30)),  # 30 more
        (utc(2026, 3, 14, 9, 0), utc(2026, 3, 16, 9, 0)),  # a weekend, until the doors open
    ]
    figure = availability(OFFICE, MARCH, outages, AFTER)
    assert figure.value == 100 * (10560 - 150) / 10560
    assert str(figure.text) == "98.58 %"
    assert figure.count("minutes of downtime within them") == 150
    assert figure.count("outages") == 2
    assert figure.count("outages outside the service hours or the period") == 1


def test_an_open_outage_counts_until_the_end_of_the_period() -> None:
    figure = availability(OFFICE, MARCH, [(utc(2026, 3, 31, 8, 0), None)], AFTER)
    assert figure.count("minutes of downtime within them") == 480


def test_a_period_that_is_not_over_counts_until_now() -> None:
    now = utc(2026, 3, 3, 11, 0)
    figure = availability(OFFICE, MARCH, [(utc(2026, 3, 3, 10, 0), None)], now)
    assert figure.count("minutes of service hours") == 480 + 120
    assert figure.value == 90
    assert figure.until == now


@pytest.mark.parametrize(
    ("period", "now"),
    [(MARCH, utc(2026, 2, 1)), (Period(date(2026, 3, 7), date(2026, 3, 8), "Europe/Lisbon"), AFTER)],
    ids=["all in the future", "a weekend"],
)
def test_without_service_hours_there_is_no_data(period: Period, now: datetime) -> None:
    figure = availability(OFFICE, period, [(utc(2026, 3, 7), None)], now)
    assert figure.value is None
    assert figure.text == NO_DATA


def test_nearly_always_is_not_shown_as_always() -> None:
    outage = (utc(2025, 5, 5, 10, 0), utc(2025, 5, 5, 10, 1))
    figure = availability(ALWAYS, Period.year(2025, "UTC"), [outage], AFTER)
    assert str(figure.text) == "99.99 %"
    never = availability(
        ALWAYS, Period.year(2025, "UTC"), [(utc(2024, 1, 1), utc(2025, 12, 31, 23, 59))], AFTER
    )
    assert str(never.text) == "0.01 %"


def outages() -> st.SearchStrategy[list[Outage]]:
    moment = st.integers(-3 * 1440, 34 * 1440).map(lambda minute: MARCH.start_utc + minute * MINUTE)
    closed = st.tuples(moment, st.integers(0, 4000)).map(lambda each: (each[0], each[0] + each[1] * MINUTE))
    still_open = moment.map(lambda start: (start, None))
    return st.lists(st.one_of(closed, still_open), max_size=6)


@settings(deadline=None, max_examples=100)
@given(outages(), st.sampled_from([OFFICE, ALWAYS]), st.integers(1440 * 3, 40 * 1440))
def test_availability_is_between_none_and_all_and_falls_with_each_outage(
    happened: list[Outage], hours: ServiceHours, minutes: int
) -> None:
    now = MARCH.start_utc + minutes * MINUTE
    value = availability(hours, MARCH, happened, now).value
    assert value is not None
    assert 0 <= value <= 100
    for outage in happened:
        one = availability(hours, MARCH, [outage], now).value
        assert one is not None
        assert one >= value


@settings(deadline=None, max_examples=100)
@given(outages(), st.data())
def test_an_outage_inside_another_changes_nothing(happened: list[Outage], data: st.DataObject) -> None:
    inside: list[Outage] = []
    for start, end in happened:
        length = ((end or AFTER) - start) // MINUTE
        offset = data.draw(st.integers(0, length))
        inside.append((start + offset * MINUTE, start + data.draw(st.integers(offset, length)) * MINUTE))
    assert (
        availability(OFFICE, MARCH, happened + inside, AFTER).value
        == availability(OFFICE, MARCH, happened, AFTER).value
    )


@settings(deadline=None, max_examples=60)
@given(outages())
def test_downtime_and_uptime_are_the_service_hours(happened: list[Outage]) -> None:
    figure = availability(OFFICE, MARCH, happened, AFTER)
    whole = service_minutes(OFFICE, MARCH.start_utc, MARCH.end_utc)
    down = figure.count("minutes of downtime within them")
    assert figure.count("minutes of service hours") == whole
    assert figure.value == 100 * (whole - down) / whole


# ---------------------------------------------------------------- within target


def test_share_within_target_by_hand() -> None:
    cases = [
        TargetCase(60, 60),  # exactly the target is within
        TargetCase(61, 60),
        TargetCase(10, 240),
        TargetCase(500, 240, is_open=True),  # open and over: not within
        TargetCase(240, 240, is_open=True),  # can still go either way
        TargetCase(30, None),
    ]
    figure = share_within_target(cases, MARCH)
    assert (figure.value, figure.unit) == (50, "%")
    assert counts(figure) == {
        "incidents counted": 4,
        "within target": 2,
        "open and not over target, not counted": 1,
        "without a target, not counted": 1,
    }
    assert (figure.targets, figure.period) == ((60, 240), MARCH)


def test_nothing_decided_is_no_data() -> None:
    for cases in ([], [TargetCase(5, 60, is_open=True)], [TargetCase(5, None)]):
        assert share_within_target(cases).text == NO_DATA


def test_a_case_is_what_its_clock_shows() -> None:
    assert TargetCase.of(Clock(70, 60, "paused", None)) == TargetCase(70, 60, is_open=True)
    assert TargetCase.of(Clock(50, 60, "stopped", None)) == TargetCase(50, 60, is_open=False)


target_cases = st.lists(
    st.builds(TargetCase, st.integers(0, 100), st.none() | st.integers(0, 100), st.booleans()), max_size=20
)


@settings(deadline=None, max_examples=150)
@given(target_cases)
def test_every_case_is_counted_once(cases: list[TargetCase]) -> None:
    figure = share_within_target(cases)
    counted = figure.count("incidents counted")
    left_out = figure.count("open and not over target, not counted") + figure.count(
        "without a target, not counted"
    )
    assert counted + left_out == len(cases)
    assert (figure.value is None) == (counted == 0)
    if figure.value is not None:
        assert figure.value == 100 * figure.count("within target") / counted


@settings(deadline=None, max_examples=100)
@given(target_cases, st.integers(1, 100))
def test_more_time_never_makes_it_better(cases: list[TargetCase], minutes: int) -> None:
    closed = [TargetCase(case.minutes, case.target) for case in cases]
    slower = [TargetCase(case.minutes + minutes, case.target) for case in closed]
    before, after = share_within_target(closed).value, share_within_target(slower).value
    assert (before is None and after is None) or (
        before is not None and after is not None and after <= before
    )


# ---------------------------------------------------------------- rates and counts


def test_mean_and_median_time() -> None:
    assert mean_time([10, 20, 90]).value == 40
    assert median_time([10, 20, 90]).value == 20
    assert str(mean_time([10, 20, 90]).text) == "40 min"
    assert counts(mean_time([10, 20, 90], MARCH)) == {"incidents counted": 3}
    assert mean_time([]).text == median_time([]).text == NO_DATA
    figure = median_time([10, 20, 90, 100], MARCH)
    assert figure == Figure(55.0, "minutes", (Count("incidents counted", 4),), MARCH)
    assert median_time([5]).counts == (Count("incidents counted", 1),)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (100.0, "100 %"),
        (99.999, "99.99 %"),
        (0.0, "0 %"),
        (0.001, "0.01 %"),
        (12.3456, "12.35 %"),
        (10.0, "10 %"),
    ],
)
def test_a_figure_has_two_decimals_and_only_a_whole_is_a_hundred(value: float, text: str) -> None:
    assert str(Figure(value, "%").text) == text


def test_a_figure_that_ends_in_an_x_or_a_zero_keeps_it() -> None:
    assert str(Figure(100.5, "count").text) == "100.5"
    assert str(Figure(0.999, "of 5").text) == "1 of 5"


def test_incidents_by_priority_keeps_the_order_of_the_matrix() -> None:
    counted = incidents_by_priority(["2", None, "2", "5", "1"], order=["1", "2", "3"])
    assert list(counted.items()) == [("1", 1), ("2", 2), ("3", 0), ("5", 1), (None, 1)]
    assert list(incidents_by_priority(["1"], order=["1"])) == ["1"], "nothing is said of what there is not"


def test_change_success_rate_counts_what_was_deployed_or_rolled_back() -> None:
    changes = [
        ChangeOutcome(closed=True, deployed=True),
        ChangeOutcome(closed=True, deployed=True),
        ChangeOutcome(closed=True, deployed=True),
        ChangeOutcome(closed=True, deployed=False, rolled_back=True),
        ChangeOutcome(closed=True, deployed=False),
        ChangeOutcome(closed=False, deployed=True),
    ]
    figure = change_success_rate(changes, MARCH)
    assert (str(figure.text), figure.period) == ("75 %", MARCH)
    assert figure.counts == (
        Count("closed changes deployed or rolled back", 4),
        Count("deployed with no roll-back", 3),
        Count("closed without deployment, not counted", 1),
        Count("not closed, not counted", 1),
    )
    assert change_success_rate(changes[4:]).text == NO_DATA


def test_satisfaction_is_the_mean_of_valid_scores_with_their_count() -> None:
    figure = satisfaction([5, 4, 4, 9])
    assert str(figure.text) == "4.33 of 5"
    assert counts(figure) == {"survey scores": 3, "scores outside 1 to 5, not counted": 1}
    assert satisfaction([]).text == NO_DATA
    edges = satisfaction([0, 1, 5, 6], MARCH)
    assert (edges.value, edges.count("survey scores"), edges.period) == (3, 2, MARCH)


def test_no_complaint_is_a_fact() -> None:
    assert str(complaints(0, 0, 0).text) == "0 complaints"
    assert counts(complaints(3, 2, 1)) == {"received": 3, "closed in it": 2, "open at its end": 1}
    assert complaints(3, 2, 1, MARCH).period == MARCH


# ---------------------------------------------------------------- comparison


@given(st.integers(0, 1000))
def test_a_share_that_is_the_target_meets_it(within: int) -> None:
    cases = [TargetCase(0, 1)] * within + [TargetCase(2, 1)] * (1000 - within)
    typed = float(f"{within // 10}.{within % 10}")
    figure = share_within_target(cases)
    assert figure.value is not None
    assert all(sense.holds(figure.value, typed) for sense in Sense)


def test_compare_says_which_way() -> None:
    up = compare(Figure(99.9, "%"), Figure(99.5, "%"))
    assert (up.change, up.direction, str(up.text)) == (0.4, "up", "up 0.4")
    slower = compare(Figure(90, "minutes"), Figure(60, "minutes"))
    assert (slower.change, slower.direction) == (30, "up")
    same = compare(Figure(5, "%"), Figure(5.0000001, "%"))
    assert (same.change, same.direction, str(same.text)) == (0, "same", "no change")
    down = compare(Figure(99.5, "%"), Figure(99.9, "%"))
    assert (down.change, down.direction, str(down.text)) == (-0.4, "down", "down 0.4")
    assert compare(Figure(5, "%"), Figure(None, "%")).text == NO_DATA
    barely = compare(Figure(5, "%"), Figure(4.999, "%"))
    assert str(barely.text) == "up 0.01"


def test_figures_of_different_units_are_not_compared() -> None:
    with pytest.raises(ValueError, match="cannot compare"):
        compare(Figure(5, "%"), Figure(5, "minutes"))
