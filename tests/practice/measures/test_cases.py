"""A figure names the records that it counted, no other, each once: whoever counts them comes to the same."""

from datetime import UTC, datetime, timedelta
from statistics import mean, median
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from sdesk.models.identity import uuid7
from sdesk.practice.measures.clocks import ServiceHours
from sdesk.practice.measures.counting import (
    ChangeOutcome,
    Outage,
    TargetCase,
    availability,
    change_success_rate,
    mean_time,
    median_time,
    satisfaction,
    share_within_target,
)
from sdesk.practice.measures.periods import Period

IDS = [uuid7() for _ in range(30)]
MARCH = Period.month(2026, 3, "Europe/Lisbon")
OFFICE = ServiceHours(tuple((day, 540, 1020) for day in range(5)), frozenset(), "Europe/Lisbon")
AFTER = datetime(2026, 6, 1, tzinfo=UTC)
EARLY = datetime(2026, 2, 20, tzinfo=UTC)
anywhere = st.permutations(IDS)
"""Records come in any order."""


def is_in_order(cases: tuple[UUID, ...]) -> bool:
    return list(cases) == sorted(set(cases))


@given(
    st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9), st.booleans()), max_size=20),
    anywhere,
)
def test_a_share_counts_the_decided_and_no_other(given_cases, ids):
    cases = {
        record: TargetCase(minutes, target, is_open, record)
        for record, (minutes, target, is_open) in zip(ids, given_cases, strict=False)
    }
    figure = share_within_target(cases.values())
    expected = set()
    for record, case in cases.items():
        if case.target is not None and (not case.is_open or case.minutes > case.target):
            expected.add(record)
    assert set(figure.cases) == expected
    assert is_in_order(figure.cases)
    within = sum(cases[each].minutes <= (cases[each].target or 0) for each in figure.cases)
    assert (figure.count("incidents counted"), figure.count("within target")) == (len(figure.cases), within)
    assert share_within_target(cases[each] for each in figure.cases).value == figure.value


@given(st.lists(st.builds(ChangeOutcome, st.booleans(), st.booleans(), st.booleans()), max_size=20), anywhere)
def test_changes_counted_are_those_that_were_tried(outcomes, ids):
    changes = {
        record: ChangeOutcome(each.closed, each.deployed, each.rolled_back, record)
        for record, each in zip(ids, outcomes, strict=False)
    }
    figure = change_success_rate(changes.values())
    assert set(figure.cases) == {
        record for record, each in changes.items() if each.closed and (each.deployed or each.rolled_back)
    }
    assert is_in_order(figure.cases)
    good = [each for each in figure.cases if not changes[each].rolled_back]
    assert figure.value == (100 * len(good) / len(figure.cases) if figure.cases else None)


@given(st.lists(st.integers(-1, 8), max_size=20), anywhere)
def test_a_mean_is_that_of_its_cases(numbers, ids):
    given_to = dict(zip(ids, numbers, strict=False))
    records = tuple(given_to)
    scored = satisfaction(numbers, MARCH, records)
    counted = [given_to[each] for each in scored.cases]
    assert all(1 <= each <= 5 for each in counted)
    assert scored.count("survey scores") == len(counted)
    assert scored.value == (mean(counted) if counted else None)
    for figure, of in (
        (mean_time(numbers, MARCH, records), mean),
        (median_time(numbers, MARCH, records), median),
    ):
        assert set(figure.cases) == set(records)
        assert is_in_order(figure.cases)
        assert figure.value == (of([given_to[each] for each in figure.cases]) if records else None)


outages = st.lists(
    st.tuples(st.integers(0, 70_000), st.none() | st.integers(0, 3_000), st.sampled_from(IDS[:4])), max_size=6
)


@given(outages, st.integers(0, 80_000))
def test_an_outage_is_a_case_where_a_minute_of_it_counted(happened, until):
    """Counted minute by minute: those of service hours of the period, before now."""
    now = EARLY + timedelta(minutes=until)
    spans: list[Outage] = [
        (EARLY + timedelta(minutes=start), None if long is None else EARLY + timedelta(minutes=start + long))
        for start, long, _record in happened
    ]
    figure = availability(OFFICE, MARCH, spans, now, [record for *_, record in happened])
    expected = set()
    minute, end = MARCH.start_utc, min(MARCH.end_utc, now)
    office = []
    while minute < end:
        if minute.weekday() < 5 and 9 <= minute.hour < 17 and minute.date().isoformat() < "2026-03-29":
            office.append(minute)
        if minute.date().isoformat() >= "2026-03-29" and minute.weekday() < 5 and 8 <= minute.hour < 16:
            office.append(minute)
        minute += timedelta(minutes=1)
    for (start, back), (*_, record) in zip(spans, happened, strict=True):
        if any(start <= each < (back or end) for each in office):
            expected.add(record)
    assert set(figure.cases) == expected
    assert is_in_order(figure.cases)
    assert figure.count("outages") == len(expected)


def test_a_record_down_twice_is_one_outage():
    """It was thought to be back and was not; the list of outages has it once too."""
    noon = datetime(2026, 3, 4, 12, tzinfo=UTC)
    spans: list[Outage] = [
        (noon, noon + timedelta(hours=1)),
        (noon + timedelta(hours=2), noon + timedelta(hours=3)),
    ]
    figure = availability(OFFICE, MARCH, spans, AFTER, [IDS[0], IDS[0]])
    assert (figure.cases, figure.count("outages")) == ((IDS[0],), 1)


@given(anywhere)
def test_cases_stand_in_one_order_whatever_order_they_come_in(ids):
    assert mean_time([1] * len(ids), MARCH, ids).cases == tuple(sorted(IDS))
