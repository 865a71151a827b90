"""Proposed conclusions argue from the few that matter: the worst first, no more than a dozen sentences, and nothing is lost."""

import re
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.models.measures import Measure, Sense
from sdesk.practice.reporting.telling.conclusions import proposed_conclusions
from sdesk.practice.reporting.telling.findings import Kind, findings
from tests.practice.reporting.test_findings import BEFORE, NOW, a_report, a_row, check, reports
from tests.thorough import examples

Json = Any
BEST = {"%": 100, "of 5": 5}


@st.composite
def missed_rows(draw: st.DrawFn) -> Json:
    """One that was missed indeed, on either side of its number, by the smallest part or by all."""
    measure = draw(st.sampled_from([each for each in Measure if each is not Measure.OTHER]))
    sense = measure.sense
    least, most = measure.bounds
    top = int(most or 50)
    low, high = draw(st.lists(st.integers(int(least), top), min_size=2, max_size=2, unique=True).map(sorted))
    target, value = (high, low) if sense is Sense.AT_LEAST else (low, high)
    row = a_row(measure, float(value), draw(st.integers(int(least), top).map(float)))
    return row | {"target": float(target), "word": "not met", "service": draw(st.sampled_from("ABCDEFGH"))}


def how_bad(row: Json) -> Fraction:
    """What is lacking to the best, in what may be lacking; or how often the number that was asked."""
    value, target = Fraction(row["value"]["value"]), Fraction(row["target"])
    best = BEST.get(row["unit"])
    if row["sense"] == "at most":
        return value / target if target else value + 1
    if best:
        return (best - value) / (best - target) if best != target else best - value + 1
    return 2 - value / target


def has_moved(row: Json) -> Fraction:
    """How much nearer to the best than before, or farther from it, in the same measure."""
    now, before = (row | {"value": row[name]} for name in ("value", "previous"))
    return abs(how_bad(now) - how_bad(before))


def named(text: str, beginning: str) -> tuple[list[str], int]:
    """What the sentence names, and how many more it says there are."""
    [said] = [each for each in text.splitlines() if each.startswith(beginning)] or [""]
    found = re.search(re.escape(beginning) + r": (.*?)\.(?= [A-Z]|$)", said)
    if not found:
        return [], 0
    *names, last = re.split(r"(?<=\)); ", found[1])
    more = re.fullmatch(r"and (\d+) more, in the tables", last)
    return (names, int(more[1])) if more else ([*names, last], 0)


@given(st.lists(missed_rows(), min_size=2, max_size=8))
@settings(max_examples=examples(20, 60), deadline=None)
def test_the_worst_miss_stands_first_and_none_that_is_left_out_is_worse(rows: list[Json]) -> None:
    text = proposed_conclusions(a_report(rows[0]) | {"targets": rows})
    names, more = named(text, "Missed, the worst first")
    assert len(names) + more == len(rows)
    assert more != 1 and (more == 0 or len(names) == 3)
    ranked = sorted((how_bad(each) for each in rows), reverse=True)
    shown = [_bad_of(name, rows) for name in names]
    assert all(weight in among for weight, among in zip(ranked, shown, strict=False))


def _bad_of(name: str, rows: list[Json]) -> set[Fraction]:
    """How bad those are that are called so and read so: several can."""
    alike = [each for each in rows if name in proposed_conclusions(a_report(each))]
    assert alike, name
    return {how_bad(each) for each in alike}


@given(missed_rows())
@settings(max_examples=examples(20, 60), deadline=None)
def test_clearly_is_said_of_what_moved_by_half_of_its_room_alone(row: Json) -> None:
    known = {"period": NOW, "previous": BEFORE}
    text = proposed_conclusions(a_report(row, known))
    moved = {Kind.BETTER, Kind.WORSE} & {each.kind for each in findings(a_report(row, known))}
    far = has_moved(row)
    assert ("Clearly" in text) == (bool(moved) and far >= Fraction(1, 2))
    better = row["value"]["value"] > row["previous"]["value"]
    better = better if row["sense"] == "at least" else not better
    assert ("Clearly better" in text) == ("Clearly" in text and better)


@given(reports())
@settings(max_examples=examples(25, 80), deadline=None)
def test_they_are_a_dozen_sentences_at_most_and_say_nothing_that_is_not_found(figures: Json) -> None:
    check(figures)
    text = proposed_conclusions(figures)
    lines = text.replace("3 days. ", "3 days ").split("\n\n")[1:]
    sentences = [each for line in lines for each in re.split(r"(?<=\.) (?=[A-Z0-9])", line)]
    assert len(sentences) <= 12, sentences
    found = findings(figures)
    results = [each for each in found if each.kind is Kind.RESULTS]
    met, missed, asked = (
        sum(getattr(each, name) for each in results) for name in ("met", "missed", "number")
    )
    if results:
        assert (f": {met} of {asked} met" in lines[0]) == (met + missed > 0)
        assert (f"{missed} missed" in lines[0]) == (missed > 0)
    of_kind = sum(each.kind is Kind.MISSED for each in found)
    assert of_kind == missed
    for beginning in ("Missed", "Missed, the worst first"):
        names, more = named(text, beginning)
        assert not names or len(names) + more == of_kind


@pytest.mark.parametrize(
    ("asked", "last"),
    [(3, "Availability of C"), (4, "Availability of D"), (5, "; and 2 more, in the tables")],
)
def test_one_more_is_named_where_two_more_are_counted(asked: int, last: str) -> None:
    row = a_row(Measure.AVAILABILITY, 90.0, 90.0) | {"word": "not met", "target": 99.0}
    rows = [row | {"service": name} for name in "ABCDE"[:asked]]
    text = proposed_conclusions(a_report(row) | {"targets": rows})
    assert last in text
    assert ("more, in the tables" in text) == (asked == 5)


def test_a_part_of_a_per_cent_of_availability_weighs_more_than_points_of_what_leaves_them() -> None:
    down = a_row(Measure.AVAILABILITY, 98.0, 98.0) | {"word": "not met", "target": 99.5}
    late = a_row(Measure.RESPONSE, 85.0, 85.0) | {"word": "not met", "target": 90.0}
    text = proposed_conclusions(a_report(late) | {"targets": [late, down]})
    assert text.index("Availability (98 % instead of") < text.index("Response within target (85 %")


def test_no_order_is_claimed_with_what_a_person_judged() -> None:
    nothing: Json = {"value": None, "unit": "", "counts": [], "targets": [], "cases": []}
    judged = a_row(Measure.OTHER, 0.0, 0.0) | {"value": nothing, "previous": nothing, "word": "not met"}
    judged |= {"detail": "New mailbox", "judged": {"reached": "3 days.", "by": "Ana", "grounds": "Seen"}}
    late = a_row(Measure.RESPONSE, 85.0, 85.0) | {"word": "not met", "target": 90.0}
    text = proposed_conclusions(a_report(late) | {"targets": [judged, late]})
    assert "Missed: Response within target (85 % instead of at least 90 %); “New mailbox” (3 days)." in text
