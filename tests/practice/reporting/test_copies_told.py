"""Copies verified: counted again by another way of counting, and what does not make them so."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.models import BusinessGoals, CustomerAgreement, SupplierAgreement
from sdesk.models.measures import Measure
from sdesk.practice.backups import back_up, verify_copy
from sdesk.practice.kept_copies import Places, keep_copies
from sdesk.practice.measures.copies import ToldCopy, verified_copies
from sdesk.practice.measures.figures import Figure
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.agreed import scope_of
from sdesk.practice.reporting.counted import every_figure, records_counted
from sdesk.practice.reporting.measures import COUNTED, Facts
from sdesk.practice.reporting.reports import improvement_figures
from sdesk.practice.reporting.scope import whole_scope
from sdesk.practice.safekeeping import NotWhole
from sdesk.practice.told_copies import told_copies
from tests.provider import Provider
from tests.reported_quarter import Quarter, at, reported_quarter
from tests.thorough import examples

ZONE = "Europe/Lisbon"
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31), ZONE)
Q1 = Period(date(2026, 1, 1), date(2026, 3, 31), ZONE)


def figure(provider: Provider, period: Period = MARCH) -> Figure:
    everything = whole_scope(provider.workspace, period.previous(), period)
    return COUNTED[Measure.BACKUPS](Facts(everything), period)


# ---------------------------------------------------------------- any of them


HOURS = 24 * 130
TOLD = st.lists(
    st.tuples(
        st.integers(0, HOURS),
        st.sampled_from(["a", "b"]),
        st.sampled_from(["first", "elsewhere"]),
        st.sampled_from(["anchor 1", "anchor 2", None]),  # None: it was found damaged
    ),
    max_size=25,
)


@given(
    TOLD,
    st.sampled_from([MARCH, Q1, Period(date(2026, 2, 1), date(2026, 2, 28), ZONE)]),
    st.integers(0, HOURS),
)
@settings(deadline=None, max_examples=examples(120, 400))
def test_each_copy_counts_once_if_the_last_that_was_said_of_it_is_good(
    made: list[tuple[int, str, str, str | None]], period: Period, now: int
) -> None:
    """The oracle asks of each copy that was ever named whether anything later in the period speaks against it."""
    start = datetime(2025, 12, 20, tzinfo=UTC)
    copies = tuple(
        ToldCopy(uuid(number), start + timedelta(hours=hours), anchor is None, name, place, anchor or "")
        for number, (hours, name, place, anchor) in enumerate(made)
    )
    ends = min(period.end_utc, start + timedelta(hours=now))
    known = period if period.start_utc < ends else None
    found = verified_copies(copies, period, known)

    zone = ZoneInfo(ZONE)
    first = min((each.at.astimezone(zone).date() for each in copies), default=None)
    if known is None or first is None or first > period.last:
        assert found.value is None and found.cases == ()
        return
    began = datetime.combine(period.first, time(), zone).astimezone(UTC)
    over = datetime.combine(period.last + timedelta(1), time(), zone).astimezone(UTC)
    in_it = [each for each in copies if began <= each.at < over]
    good = []
    for copy in {(each.name, each.place, each.anchor) for each in in_it if not each.failed}:
        good += last_good(copy, in_it)
    assert found.value == len(good) == found.count("copies verified")
    assert set(found.cases) == {each.id for each in good}
    assert len(set(found.cases)) == len(found.cases)


def last_good(copy: tuple[str, str, str], told: list[ToldCopy]) -> list[ToldCopy]:
    """Of a name in a place the damaged file is the one that was verified there last: walked through from the end, each
    damage takes the nearest copy before it that nothing took yet."""
    name, place, anchor = copy
    there = [each for each in told if (each.name, each.place) == (name, place)]
    lying: list[ToldCopy] = []
    for each in there:
        if each.failed:
            lying = lying[:-1]
        else:
            lying = [other for other in lying if other.anchor != each.anchor] + [each]
    return [each for each in lying if each.anchor == anchor]


def uuid(number: int) -> Any:
    from uuid import UUID

    return UUID(int=number + 1)


# ---------------------------------------------------------------- of a workspace


@pytest.fixture
def quarter(provider: Provider) -> Iterator[Quarter]:
    yield reported_quarter(provider)


def copied(provider: Provider, moment: datetime, path: Path) -> None:
    provider.clock.now = max(provider.clock.now, moment)
    back_up(provider.workspace, path)


def test_before_the_first_entry_nothing_is_known_and_after_it_none_is_none(
    quarter: Quarter, tmp_path: Path
) -> None:
    """A workspace that has worked since January, whose program told of no copy before the tenth of March."""
    provider = quarter.provider
    provider.clock.now = at(4, 2, 9)
    assert figure(provider).value is None
    copied(provider, at(4, 10, 9), tmp_path / "mine.sdesk")
    provider.clock.now = at(7, 2, 9)
    april, may = (Period.month(2026, month, ZONE) for month in (4, 5))
    assert [figure(provider, each).value for each in (MARCH, april, may)] == [None, 1.0, 0.0]
    assert figure(provider, april).count("days before any copy was told of, not known") == 9
    assert figure(provider, Period.month(2026, 8, ZONE)).value is None, "nobody knows of a month to come"


def test_what_is_counted_is_what_was_verified(quarter: Quarter, tmp_path: Path) -> None:
    provider, workspace = quarter.provider, quarter.provider.workspace
    (tmp_path / "copies").mkdir()
    (tmp_path / "stick").mkdir()
    places = Places(tmp_path / "copies", tmp_path / "stick")
    provider.clock.now = max(provider.clock.now, at(3, 20, 9))
    keep_copies(workspace, places)
    keep_copies(workspace, places)  # makes none
    assert figure(provider).value == 2.0
    mine = tmp_path / "mine.sdesk"
    copied(provider, at(3, 21, 9), mine)
    assert verify_copy(workspace, mine, places) is None
    assert figure(provider).value == 3.0, "to verify it again makes no other copy of it"
    mine.write_bytes(mine.read_bytes().replace(b"Harbour", b"Arbours"))
    with pytest.raises(NotWhole):
        verify_copy(workspace, mine, places)
    found = figure(provider)
    assert found.value == 2.0
    assert found.count("times that a copy was found damaged, not counted") == 1
    with suppress(NotWhole):
        verify_copy(workspace, tmp_path / "mine damaged.sdesk", places)
    assert figure(provider).value == 2.0
    assert set(found.cases) == {
        each.id for each in told_copies(workspace) if each.place in ("first", "second")
    }


def test_a_goal_asks_for_them_and_the_ids_are_those_of_the_history(quarter: Quarter, tmp_path: Path) -> None:
    provider, workspace = quarter.provider, quarter.provider.workspace
    goal = {"statement": "Well", "set_by": "The owner", "counts": Measure.BACKUPS}
    provider.approved(
        BusinessGoals,
        date_of_issue=date(2026, 1, 1),
        next_review_date=date(2026, 12, 1),
        goals=(
            {**goal, "target": 1.0, "window": "each month"},
            {**goal, "target": 2.0, "window": "each month"},
            {**goal, "target": 2.0},
            {**goal, "target": 2.0, "window": "each quarter"},
            {**goal, "target": 1.0, "sense": "at most"},
        ),
    )
    for month in (4, 5):
        copied(provider, at(month, 1, 9), tmp_path / f"{month}.sdesk")
    period = Period(date(2026, 4, 1), date(2026, 5, 31), ZONE)
    provider.clock.now = at(6, 2, 9)
    figures = improvement_figures(workspace, period)
    rows = figures["goals"]["rows"]
    assert [row["word"] for row in rows] == ["met", "not met", "met", "undecided", "not met"]
    assert [each["summary"] for each in rows[4]["missed"]] == ["4.sdesk", "5.sdesk"]
    ids = [each.id for each in told_copies(workspace)]
    assert sorted(rows[2]["value"]["cases"]) == sorted(str(each) for each in ids)
    named = records_counted(workspace, figures)
    assert [named[each] for each in ids] == ["4.sdesk", "5.sdesk"]
    assert {each for row in every_figure(figures) for each in row.cases} >= set(ids)


def test_an_agreement_counts_none(quarter: Quarter, tmp_path: Path) -> None:
    provider = quarter.provider
    copied(provider, at(3, 20, 9), tmp_path / "mine.sdesk")
    provider.clock.now = at(4, 2, 9)
    everything = whole_scope(provider.workspace, MARCH.previous(), MARCH)
    agreements: tuple[CustomerAgreement | SupplierAgreement, ...] = (quarter.agreement, quarter.supplied)
    for agreement in agreements:
        scope = scope_of(provider.workspace, agreement, everything, MARCH)
        assert COUNTED[Measure.BACKUPS](Facts(scope), MARCH).value is None


def test_work_done_later_and_copies_made_later_change_nothing(quarter: Quarter, tmp_path: Path) -> None:
    provider = quarter.provider
    copied(provider, at(3, 30, 9), tmp_path / "mine.sdesk")
    provider.clock.now = at(4, 2, 9)
    before = figure(provider)
    copied(provider, at(4, 3, 9), tmp_path / "other.sdesk")
    with suppress(NotWhole):
        (tmp_path / "mine.sdesk").write_bytes(
            (tmp_path / "mine.sdesk").read_bytes().replace(b"Harbour", b"Arbours")
        )
        verify_copy(provider.workspace, tmp_path / "mine.sdesk", None)
    assert figure(provider) == before and before.value == 1.0
