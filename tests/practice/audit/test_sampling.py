"""A sample is drawn again the same, whoever draws it; every stratum is in it; what it is drawn from can be told."""

from collections import Counter
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from sdesk.practice.audit.samples.sampling import Stratum, draw, fingerprint

strata = some.tuples(some.sampled_from(["closed", "open", ""]), some.sampled_from(["high", "low", "ünï\n"]))
populations = some.dictionaries(some.uuids(), strata, max_size=60)
seeds = some.text(max_size=20)


def shuffled(cases: dict[UUID, Stratum]) -> dict[UUID, Stratum]:
    order = list(cases)
    Random(1).shuffle(order)
    return {each: cases[each] for each in order}


@given(populations, some.integers(0, 80), seeds)
def test_the_same_seed_draws_the_same_whatever_comes_first(
    cases: dict[UUID, Stratum], wanted: int, seed: str
) -> None:
    assert draw(cases, wanted, seed) == draw(shuffled(cases), wanted, seed)
    assert fingerprint(cases) == fingerprint(shuffled(cases))


@given(populations, some.integers(-3, 80), seeds)
def test_so_many_are_drawn_and_none_twice(cases: dict[UUID, Stratum], wanted: int, seed: str) -> None:
    drawn = draw(cases, wanted, seed)
    assert len(drawn) == len(set(drawn)) == min(max(wanted, 0), len(cases))
    assert set(drawn) <= set(cases)


@given(populations, some.integers(1, 80), seeds)
def test_every_stratum_is_in_it_where_there_is_room(
    cases: dict[UUID, Stratum], wanted: int, seed: str
) -> None:
    sizes, drawn = Counter(cases.values()), Counter(cases[each] for each in draw(cases, wanted, seed))
    if wanted >= len(sizes):
        assert set(drawn) == set(sizes)
    else:
        assert set(drawn.values()) <= {1}
        assert min((sizes[each] for each in drawn), default=0) >= max(
            (sizes[each] for each in sizes if each not in drawn), default=0
        )


@given(populations, some.integers(1, 80), seeds)
def test_a_larger_stratum_gives_no_less(cases: dict[UUID, Stratum], wanted: int, seed: str) -> None:
    sizes, drawn = Counter(cases.values()), Counter(cases[each] for each in draw(cases, wanted, seed))
    for one in sizes:
        for other in sizes:
            if sizes[one] > sizes[other]:
                assert drawn[one] >= drawn[other] or wanted < len(sizes)


@given(populations, some.integers(1, 80), seeds)
def test_more_to_draw_leaves_out_none_that_was_in_a_stratum_of_one(
    cases: dict[UUID, Stratum], wanted: int, seed: str
) -> None:
    sizes = Counter(cases.values())
    alone = {each for each, stratum in cases.items() if sizes[stratum] == 1}
    if wanted >= len(sizes):
        assert alone <= set(draw(cases, wanted, seed))


def test_another_seed_draws_others() -> None:
    cases = {UUID(int=n): ("closed", "low") for n in range(100)}
    drawn = {draw(cases, 5, str(seed)) for seed in range(20)}
    assert len(drawn) == 20


def test_each_case_is_as_likely_as_any_other() -> None:
    cases = {UUID(int=n): ("closed",) for n in range(10)}
    counted = Counter(case for seed in range(2000) for case in draw(cases, 3, str(seed)))
    assert len(counted) == 10
    assert all(500 < n < 700 for n in counted.values()), counted


def test_what_was_drawn_once_is_drawn_for_ever() -> None:
    """Counted by hand with sha256sum: a program of another year, or another one, draws these."""
    cases = {UUID(int=n): ("closed", "high" if n % 4 == 0 else "low") for n in range(12)}
    assert [each.int for each in draw(cases, 4, "harbour")] == [1, 5, 10, 0]
    assert fingerprint(cases) == "1be7759bf57bf85e79d3d3095bb9c7f0d7535df5366bd05f9fd4ebd1591aed0e"


def test_a_case_that_changes_its_stratum_is_seen() -> None:
    cases = {UUID(int=1): ("open", "low"), UUID(int=2): ("closed", "low")}
    assert fingerprint(cases) != fingerprint({**cases, UUID(int=1): ("closed", "low")})
    assert fingerprint({UUID(int=1): ("a", "b")}) != fingerprint({UUID(int=1): ("ab",)})
