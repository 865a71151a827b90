"""Periods: local days, the period before, and the months of a period."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.errors import SdeskError
from sdesk.practice.measures.periods import Period, in_words, monthly_buckets

MARCH = Period.month(2026, 3, "Europe/Lisbon")


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def test_a_period_runs_from_local_midnight_to_local_midnight() -> None:
    assert (MARCH.start_utc, MARCH.end_utc) == (utc(2026, 3, 1), utc(2026, 3, 31, 23))
    assert MARCH.contains(utc(2026, 3, 1)) and MARCH.contains(utc(2026, 3, 31, 22, 59))
    assert not MARCH.contains(utc(2026, 3, 31, 23))


def test_a_day_whose_midnight_is_skipped_starts_at_the_change() -> None:
    assert Period(date(2026, 9, 6), date(2026, 9, 6), "America/Santiago").start_utc == utc(2026, 9, 6, 4)


def test_a_reversed_period_is_refused() -> None:
    with pytest.raises(
        SdeskError, match=r"ends \(1 March 2026\) before it starts \(2 March 2026\)"
    ) as refusal:
        Period(date(2026, 3, 2), date(2026, 3, 1), "UTC")
    assert str(refusal.value.hint) == "Exchange the two dates."


def test_a_mistyped_year_and_an_unknown_zone_are_refused() -> None:
    for first, last in ((date(206, 3, 2), date(2026, 3, 1)), (date(2026, 3, 1), date(3000, 1, 1))):
        with pytest.raises(SdeskError, match="1900 to 2999") as refusal:
            Period(first, last, "UTC")
        assert str(refusal.value.hint) == "Check the years of the two dates."
    assert Period(date(1900, 1, 1), date(2999, 12, 31), "UTC").days > 400_000
    with pytest.raises(SdeskError, match="not known"):
        Period(date(2026, 3, 1), date(2026, 3, 1), "Nowhere")


def test_months_quarters_and_years_are_whole() -> None:
    assert Period.month(2024, 2, "UTC") == Period(date(2024, 2, 1), date(2024, 2, 29), "UTC")
    assert Period.month(2026, 12, "Asia/Tokyo") == Period(date(2026, 12, 1), date(2026, 12, 31), "Asia/Tokyo")
    for quarter, first, last in (
        (1, date(2026, 1, 1), date(2026, 3, 31)),
        (2, date(2026, 4, 1), date(2026, 6, 30)),
        (4, date(2026, 10, 1), date(2026, 12, 31)),
    ):
        assert Period.quarter(2026, quarter, "Asia/Tokyo") == Period(first, last, "Asia/Tokyo")
    assert Period.year(2026, "UTC") == Period(date(2026, 1, 1), date(2026, 12, 31), "UTC")


def test_the_period_before_several_years_has_as_many_months() -> None:
    three_years = Period(date(2024, 4, 1), date(2027, 3, 31), "UTC")
    assert three_years.previous() == Period(date(2021, 4, 1), date(2024, 3, 31), "UTC")


def test_days_in_words() -> None:
    assert [in_words(date(2026, month, 9)) for month in (1, 2, 12)] == [
        "9 January 2026",
        "9 February 2026",
        "9 December 2026",
    ]


@pytest.mark.parametrize(
    ("period", "previous"),
    [
        (MARCH, Period.month(2026, 2, "Europe/Lisbon")),
        (Period.month(2026, 1, "UTC"), Period.month(2025, 12, "UTC")),
        (Period.quarter(2026, 1, "UTC"), Period.quarter(2025, 4, "UTC")),
        (Period.quarter(2026, 3, "UTC"), Period.quarter(2026, 2, "UTC")),
        (Period.year(2025, "UTC"), Period.year(2024, "UTC")),
        (
            Period(date(2026, 3, 10), date(2026, 3, 16), "UTC"),
            Period(date(2026, 3, 3), date(2026, 3, 9), "UTC"),
        ),
        (
            Period(date(2026, 3, 10), date(2026, 3, 31), "UTC"),
            Period(date(2026, 2, 16), date(2026, 3, 9), "UTC"),
        ),
        (
            Period(date(2026, 3, 1), date(2026, 3, 30), "UTC"),
            Period(date(2026, 1, 30), date(2026, 2, 28), "UTC"),
        ),
    ],
)
def test_the_previous_period(period: Period, previous: Period) -> None:
    assert period.previous() == previous


def periods() -> st.SearchStrategy[Period]:
    first = st.dates(date(2020, 1, 1), date(2030, 1, 1))
    zone = st.sampled_from(["Europe/Lisbon", "America/New_York", "Australia/Lord_Howe", "America/Santiago"])
    return st.builds(
        lambda day, days, tz: Period(day, day + timedelta(days=days), tz), first, st.integers(0, 400), zone
    )


@settings(deadline=None, max_examples=100)
@given(periods())
def test_periods_follow_each_other_without_gap_or_overlap(period: Period) -> None:
    assert period.previous().end_utc == period.start_utc
    buckets = monthly_buckets(period)
    assert (buckets[0].first, buckets[-1].last) == (period.first, period.last)
    assert all(a.end_utc == b.start_utc for a, b in itertools.pairwise(buckets))
    assert sum(bucket.days for bucket in buckets) == period.days
    assert all(
        (bucket.first.year, bucket.first.month) == (bucket.last.year, bucket.last.month) for bucket in buckets
    )
