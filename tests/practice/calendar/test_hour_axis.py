"""The hours of a week down the side: each moment has a place of its own, also where a clock goes forward or back."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.local_time import start_of
from sdesk.practice.calendar.hour_axis import AxisHour, Stretch, axis_of, length_of, side_by_side

ZONES = ["Europe/Lisbon", "Australia/Lord_Howe", "America/Havana", "Asia/Kolkata", "Africa/Cairo", "UTC"]
LISBON = ZoneInfo("Europe/Lisbon")


def week(first: date) -> list[date]:
    return [first + timedelta(days=each) for each in range(7)]


def test_an_ordinary_week_has_24_hours_and_lacks_none() -> None:
    axis = axis_of(week(date(2026, 3, 9)), LISBON)
    assert axis.hours == tuple(AxisHour(hour) for hour in range(24))
    assert [axis.missing(day) for day in week(date(2026, 3, 9))] == [()] * 7


def test_the_day_of_23_hours_lacks_the_one_that_is_skipped() -> None:
    axis = axis_of(week(date(2026, 3, 23)), LISBON)
    assert len(axis.hours) == 24
    assert axis.missing(date(2026, 3, 29)) == ((1, 2),) and axis.missing(date(2026, 3, 28)) == ()
    assert length_of(date(2026, 3, 29), LISBON) == timedelta(hours=23)
    assert axis.place(datetime(2026, 3, 29, 1, 0, tzinfo=UTC)) == 2
    assert axis.end_place(datetime(2026, 3, 29, 1, 0, tzinfo=UTC)) == pytest.approx(1)


def test_the_day_of_25_hours_has_one_of_them_twice_and_the_others_lack_it() -> None:
    axis = axis_of(week(date(2026, 10, 19)), LISBON)
    assert (
        axis.hours[:4] == (AxisHour(0), AxisHour(1), AxisHour(1, True), AxisHour(2)) and len(axis.hours) == 25
    )
    assert axis.missing(date(2026, 10, 25)) == () and axis.missing(date(2026, 10, 24)) == ((2, 3),)
    first, again = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
    assert (axis.place(first), axis.place(again)) == (1.5, 2.5)


@pytest.mark.parametrize("zone", ZONES)
def test_what_is_there_of_a_day_is_as_long_as_the_day(zone: str) -> None:
    """All weeks of a year: no minute is lost and none is there twice."""
    for number in range(53):
        days = week(date(2026, 1, 1) + timedelta(weeks=number))
        axis = axis_of(days, ZoneInfo(zone))
        for day in days:
            there = len(axis.hours) - sum(end - top for top, end in axis.missing(day))
            assert timedelta(hours=there) == length_of(day, ZoneInfo(zone)), day


@pytest.mark.parametrize(
    ("zone", "first"), [("Europe/Lisbon", 19), ("Europe/Lisbon", 12), ("Africa/Cairo", 26)]
)
@given(data=st.data())
def test_between_two_places_lies_the_time_between_their_moments(
    zone: str, first: int, data: st.DataObject
) -> None:
    days = week(date(2026, 10, first))
    axis, there = axis_of(days, ZoneInfo(zone)), ZoneInfo(zone)
    day = data.draw(st.sampled_from(days))
    minutes = st.integers(0, length_of(day, there) // timedelta(minutes=1) - 1)
    one, other = (start_of(day, there) + timedelta(minutes=data.draw(minutes)) for _ in range(2))
    found = axis.hours_between(day, axis.place(one), axis.place(other))
    assert found == pytest.approx((other - one) / timedelta(hours=1))


@pytest.mark.parametrize("zone", ZONES)
@given(data=st.data())
def test_what_is_later_stands_further_down_and_in_no_gap(zone: str, data: st.DataObject) -> None:
    there = ZoneInfo(zone)
    day = data.draw(
        st.dates(date(2026, 1, 1), date(2026, 12, 31))
        | st.sampled_from([date(2026, 3, 29), date(2026, 10, 25), date(2026, 4, 5), date(2026, 3, 8)])
    )
    axis, length = axis_of(week(day), there), length_of(day, there)
    minutes = st.integers(0, length // timedelta(minutes=1) - 1)
    one, other = sorted(data.draw(st.tuples(minutes, minutes).filter(lambda both: both[0] != both[1])))
    start = start_of(day, there)
    places = [axis.place(start + timedelta(minutes=each)) for each in (one, other)]
    assert places[0] < places[1]
    for place in places:
        assert not any(top <= place < end for top, end in axis.missing(day))
    gone = sum(
        min(end, places[1]) - max(top, places[0])
        for top, end in axis.missing(day)
        if places[0] < end <= places[1]
    )
    assert places[1] - places[0] - gone == pytest.approx((other - one) / 60)


stretches = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda each: Stretch(each[0], each[0] + each[1])),
    max_size=12,
)


@given(stretches)
def test_those_that_overlap_stand_side_by_side(found: list[Stretch]) -> None:
    placed = side_by_side(found)
    for at, (lane, lanes) in enumerate(placed):
        assert 0 <= lane < lanes
        for other, (its_lane, its_lanes) in enumerate(placed):
            one, two = found[at], found[other]
            if at != other and one.top < two.end and two.top < one.end:
                assert lane != its_lane and lanes == its_lanes
        alone = not any(
            at != other and found[at].top < two.end and two.top < found[at].end
            for other, two in enumerate(found)
        )
        assert not alone or (lane, lanes) == (0, 1), "what stands alone has all the room"
