"""What a report finds in its figures, held against the figures themselves by other code: each sentence is tried to be made false."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.models import CustomerAgreement, SupplierAgreement
from sdesk.models.measures import Measure
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.reports import agreements, improvement_figures, performance_figures, version_for
from sdesk.practice.reporting.telling.findings import Finding, Kind, findings
from sdesk.practice.reporting.telling.sentences import sentence
from sdesk.practice.workspaces import Workspace
from sdesk.reports.period.figure_blocks import reached_text
from tests.provider import Provider
from tests.reported_quarter import MARCH, Quarter, march_of
from tests.thorough import examples

Json = Any
NOW, BEFORE = ["2026-03-01", "2026-03-31"], ["2026-02-01", "2026-02-28"]
WORDS = ("met", "not met", "no data", "undecided", "so far", "in words", "no target agreed")
UNITS = {"%": (0.0, 100.0), "of 5": (1.0, 5.0), "minutes": (0.0, 6000.0), "count": (0.0, 40.0)}
MEASURES = [each for each in Measure if each is not Measure.OTHER]

cases = st.integers(0, 6)


@st.composite
def figures_of_unit(draw: st.DrawFn, unit: str) -> Json:
    least, most = UNITS[unit]
    value = draw(st.none() | st.sampled_from([least, most, (least + most) / 2]) | st.floats(least, most))
    if value is not None and unit == "count":
        value = float(round(value))
    return {
        "value": value, "unit": unit, "counts": [], "targets": [], "cases": draw(st.lists(st.sampled_from("abc"))),
        "known": draw(cases), "undecided": draw(cases), "unknown": draw(st.just(0) | cases),
    }  # fmt: skip


@st.composite
def target_rows(draw: st.DrawFn) -> Json:
    measure = draw(st.sampled_from(MEASURES))
    row: Json = {
        "measure": measure.value,
        "detail": "",
        "service": draw(st.sampled_from(["", "Mail", "Files"])),
        "priority": draw(st.sampled_from(["", "2 high"])),
        "row": "r",
    }
    word = draw(st.sampled_from(WORDS))
    nothing: Json = {"value": None, "unit": "", "counts": [], "targets": [], "cases": []}
    if word == "in words":
        judged = draw(st.sampled_from([None, "met", "not met"]))
        row |= {"measure": "other", "detail": "New mailbox", "target": 2.0, "unit": "days", "value": nothing}
        row |= {"previous": nothing, "word": judged or word}
        return row | ({"judged": {"reached": "3 days.", "by": "Ana", "grounds": "Seen"}} if judged else {})
    value = draw(figures_of_unit(measure.unit))
    if word == "no data":
        value["value"] = None
    if word in ("met", "not met", "undecided") and value["value"] is None:
        value["value"] = UNITS[measure.unit][0]
    row |= {
        "sense": draw(st.sampled_from(["at least", "at most"])),
        "unit": measure.unit,
        "window": draw(st.sampled_from(["the period", "each month", "each quarter"])),
        "target": None if word == "no target agreed" else draw(st.floats(*UNITS[measure.unit])),
        "value": value,
        "previous": draw(figures_of_unit(measure.unit)),
        "word": word,
    }
    if row["window"] != "the period":
        missed = ["not met"] if word == "not met" else []
        others = draw(st.lists(st.sampled_from(["met", "no data"]), max_size=2))
        row["windows"] = [{"value": value, "word": each} for each in (*missed, *others)]
    if draw(st.booleans()):
        row["days"] = ["2026-03-01", "2026-03-09"]
    if word == "not met" and draw(st.booleans()):
        row["missed"] = [{"number": f"INC-{n}"} for n in range(draw(st.integers(1, 9)))]
    return row


@st.composite
def reports(draw: st.DrawFn) -> Json:
    days = st.sampled_from([NOW, [], ["2026-03-05", "2026-03-31"]])
    known = {"period": draw(days), "previous": draw(st.sampled_from([BEFORE, [], ["2026-02-26", BEFORE[1]]]))}
    shared: Json = {
        "period": {"first": NOW[0], "last": NOW[1]},
        "previous_period": {"first": BEFORE[0], "last": BEFORE[1]},
        "over": draw(st.booleans()),
        "known": known,
        "outages": [{"id": key, "number": f"OUT-{key}"} for key in "ab"],
        "outages_unknown": draw(st.integers(0, 2)),
        "actions": {"items": [{"number": "ACT-1", "overdue": draw(st.booleans())}]},
    }
    rows = st.lists(target_rows(), max_size=4)
    if draw(st.booleans()):
        return shared | {"targets": draw(rows)}
    goals = [row | {"statement": f"Goal {n}."} for n, row in enumerate(draw(rows))]
    quality = [row | {"name": "Fast", "service": "Mail"} for row in draw(rows)]
    agreed = [
        {"kind": kind, "party": party, "targets": draw(rows), "known": known}
        for kind, party in (("customer", "Pier Dental"), ("supplier", "Coast Telecom"))
    ]
    return shared | {"goals": {"rows": goals}, "quality": {"rows": quality}, "agreements": agreed}


# ---------------------------------------------------------------- the same, read by other code


def all_rows(figures: Json) -> list[Json]:
    """With what can be known of each."""
    tables = [(figures.get("targets", ()), figures.get("known"))]
    tables += [(figures.get(of, {}).get("rows", ()), figures.get("known")) for of in ("goals", "objectives", "quality")]  # fmt: skip
    tables += [(each["targets"], each.get("known")) for each in figures.get("agreements", ())]
    return [(row, known) for rows, known in tables for row in rows]


def good(row: Json, known: Json, figures: Json) -> str:
    """Whether it became better or worse; "" where that cannot be said."""
    now, before = row["value"], row["previous"]
    if "sense" not in row or now["value"] is None or before["value"] is None:
        return ""
    for each in (now, before):
        if each.get("unknown", 0) or each.get("undecided", 0) > each.get("known", 0):
            return ""
    sums = row["unit"] == "count" or row["measure"] in ("outage minutes", "complaints")
    if row["window"] != "the period" and (
        len(row["windows"]) != whole_ones(row["window"], *_days(figures, "previous_period"))
        or not row["windows"]
    ):
        return ""
    if sums:
        both = known == {"period": _days(figures, "period"), "previous": _days(figures, "previous_period")}
        if not (figures["over"] and both) or row.get("days"):
            return ""
    far = now["value"] - before["value"]
    if abs(far) < 5e-7:
        return ""
    return "better" if (far > 0) == (row["sense"] == "at least") else "worse"


def whole_ones(window: str, first: str, last: str) -> int:
    """Whole months or quarters from the first day to the last, day by day."""
    step = 1 if window == "each month" else 3
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    days = {day + timedelta(n) for n in range((end - day).days + 1)}
    starts = {each for each in days if each.day == 1 and (each.month - 1) % step == 0}
    ends = ((each + timedelta(31 * step)).replace(day=1) - timedelta(1) for each in starts)
    return sum(each in days for each in ends)


def _days(figures: Json, name: str) -> list[str]:
    return [figures[name]["first"], figures[name]["last"]]


def check(figures: Json) -> None:
    """Every finding follows from a figure, and everything that has to be found is."""
    found, rows = findings(figures), all_rows(figures)
    said = [str(sentence(each)) for each in found]
    assert all(text.strip() and "{" not in text for text in said)
    assert findings(json.loads(json.dumps(figures))) == found, "of stored figures the same"
    knows = any(
        row["value"]["value"] is not None or row["word"] in ("met", "not met") for row, _known in rows
    )
    kinds = {each.kind for each in found}
    assert bool({Kind.NOTHING_KNOWN, Kind.NOTHING_REACHED} & kinds) is not knows
    if not knows:
        vouching = {Kind.RESULTS, Kind.MISSED, Kind.BETTER, Kind.WORSE}
        assert not vouching & {each.kind for each in found}
        assert not any(re.search(r"\bmet\b|better", text) for text in said)
    of = {
        kind: [id(about.row) for each in found if each.kind is kind for about in each.about] for kind in Kind
    }
    asked = [row for row, _known in rows if row["word"] != "no target agreed"]
    if knows:
        assert of[Kind.MISSED] == [id(row) for row in asked if row["word"] == "not met"]
        assert of[Kind.UNDECIDED] == [id(row) for row in asked if row["word"] == "undecided"]
        assert of[Kind.NO_DATA] == [id(row) for row in asked if row["word"] == "no data"]
        counted = [each for each in found if each.kind is Kind.RESULTS]
        assert sum(each.number for each in counted) == len(asked)
        assert sum(each.met for each in counted) == sum(row["word"] == "met" for row in asked)
        assert sum(each.missed for each in counted) == sum(row["word"] == "not met" for row in asked)
    assert of[Kind.NOT_JUDGED] == [id(row) for row in asked if row["word"] == "in words"]
    assert sorted(of[Kind.NO_TARGET]) == sorted(
        id(row) for row, _known in rows if row["word"] == "no target agreed"
    )
    for row, known in rows:
        moved = good(row, known, figures)
        for word in ("better", "worse"):
            if id(row) in of[Kind(word)]:
                assert moved == word
        seen = 2 if row["unit"] == "minutes" else 0.02
        if knows and moved and abs(row["value"]["value"] - row["previous"]["value"]) >= seen:
            assert id(row) in of[Kind(moved)]
    for each, text in zip(found, said, strict=True):
        check_sentence(each, text, figures)


def check_sentence(found: Finding, text: str, figures: Json) -> None:
    """The words that vouch, and the numbers beside them."""
    if found.kind is Kind.RESULTS and found.met:
        assert f": {found.met} of {found.number} met" in text
        assert ("missed" in text, "without" in text) == (
            found.missed > 0,
            found.met + found.missed < found.number,
        )
    assert ("missed:" in text or "was missed" in text) == (found.kind is Kind.MISSED)
    if found.kind is Kind.MISSED:
        [row] = [about.row for about in found.about]
        outages = [
            each["number"] for each in figures.get("outages", ()) if each.get("id") in row["value"]["cases"]
        ]
        cases = list(dict.fromkeys(each["number"] for each in row.get("missed", ()) if each["number"]))
        down = outages if row["measure"] in ("availability", "outage minutes", "number of outages") else []
        assert list(found.records) == (cases or down)
        assert all(number in text for number in found.records[:6])
        assert ("Because of" in text) == bool(found.records)
        assert (f"and {len(found.records) - 6} more" in text) == (len(found.records) > 6)
        if not row.get("judged"):
            assert shown(row["value"]) in text
            assert f"at {row['sense'].split()[1]} " in text
            missed = [each["word"] for each in row.get("windows", ())].count("not met")
            assert not missed or f"in {missed} of {len(row['windows'])} " in text
    if found.kind in (Kind.BETTER, Kind.WORSE):
        row = found.about[0].row
        now, before = (re.escape(shown(row[name])) for name in ("value", "previous"))
        assert re.search(rf"got {found.kind.value}: {now}\b.* after {before}\b", text)


def shown(figure: Json) -> str:
    """The number of a figure as a reader would look for it."""
    if figure["unit"] == "minutes":
        hours, minutes = divmod(round(figure["value"]), 60)
        return f"{hours:,}".replace(",", "\N{NARROW NO-BREAK SPACE}") + " h" if hours else f"{minutes} min"
    value = round(figure["value"], 2)
    if figure["unit"] == "%" and value != figure["value"] and value in (0, 100):
        value = 0.01 if value == 0 else 99.99
    return f"{value:.2f}".rstrip("0").rstrip(".")


@given(reports())
@settings(max_examples=examples(50, 150), deadline=None)
def test_every_sentence_follows_from_a_figure(figures: Json) -> None:
    check(figures)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(("now", "before"), [(3.0, 2.0), (2.0, 3.0), (2.0, 2.0)])
def test_better_is_what_is_good_of_the_measure(measure: Measure, now: float, before: float) -> None:
    whole = {"period": NOW, "previous": BEFORE}
    row = a_row(measure, now, before)
    kinds = {each.kind for each in findings(a_report(row, known=whole))}
    more_is_better = measure.sense.value == "at least"
    wanted = set() if now == before else {Kind.BETTER if (now > before) == more_is_better else Kind.WORSE}
    assert kinds & {Kind.BETTER, Kind.WORSE} == wanted


def test_numbers_of_periods_that_are_not_known_as_long_are_not_compared() -> None:
    row = a_row(Measure.INCIDENTS, 3.0, 9.0)
    unlike: tuple[Json, ...] = (
        {},
        {"period": NOW, "previous": ["2026-02-26", "2026-02-28"]},
        {"period": [], "previous": []},
    )
    for known in unlike:
        assert Kind.BETTER not in {each.kind for each in findings(a_report(row, known=known))}
    whole = {"period": NOW, "previous": BEFORE}
    assert Kind.BETTER in {each.kind for each in findings(a_report(row, known=whole))}
    assert Kind.BETTER not in {each.kind for each in findings(a_report(row, known=whole, over=False))}
    some_days = row | {"days": ["2026-03-01", "2026-03-09"]}
    assert Kind.BETTER not in {each.kind for each in findings(a_report(some_days, known=whole))}


def test_only_outages_that_its_figure_counted_are_behind_a_missed_availability() -> None:
    row = a_row(Measure.AVAILABILITY, 98.0, 98.0) | {"word": "not met", "target": 99.0}
    row["value"] |= {"cases": ["b"]}
    outages = [{"id": key, "number": f"OUT-{key}"} for key in "abc"]
    _results, missed = findings(a_report(row) | {"outages": outages})
    assert missed.records == ("OUT-b",)
    assert (
        str(sentence(missed)) == "Availability was missed: 98 % instead of at least 99 %. Because of OUT-b."
    )
    assert findings(a_report(row))[1].records == (), "older figures do not say which"


@pytest.mark.parametrize("window", ["month", "quarter"])
@pytest.mark.parametrize("words", [["not met"], ["not met", "met", "not met"]])
def test_one_window_is_one_and_several_are_several(window: str, words: list[str]) -> None:
    row = a_row(Measure.INCIDENTS, 3.0, 3.0) | {"window": f"each {window}", "word": "not met"}
    row["windows"] = [{"value": row["value"], "word": each} for each in words]
    n, missed = len(words), words.count("not met")
    named = window if n == 1 else f"{window}s"
    [said] = [str(sentence(each)) for each in findings(a_report(row)) if each.kind is Kind.MISSED]
    assert (
        said
        == f"Incidents was missed in {missed} of {n} {named}: at worst 3 instead of at most 1 each {window}."
    )
    shown = f"3\n{missed} of {n} missed" if window == "month" else f"3\n{missed} of {n} {named} missed"
    assert reached_text(row) == shown


def test_a_worst_window_is_better_only_after_one_of_as_many_and_as_long() -> None:
    def kinds(row: Json, **report: Any) -> set[Kind]:
        whole = {"known": {"period": NOW, "previous": BEFORE}} | report
        return {each.kind for each in findings(a_report(row, **whole))} & {Kind.BETTER, Kind.WORSE}

    def monthly(measure: Measure, *words: str) -> Json:
        row = a_row(measure, 300.0, 90.0) if measure.unit == "minutes" else a_row(measure, 5.0, 3.0)
        return row | {
            "window": "each month",
            "windows": [{"value": row["value"], "word": each} for each in words],
        }

    for measure in (Measure.INCIDENTS, Measure.COMPLAINTS, Measure.OUTAGE_MINUTES):
        row = monthly(measure, "met")
        assert kinds(row) == {Kind.WORSE}
        assert not kinds(row, known={"period": NOW, "previous": ["2026-02-26", BEFORE[1]]})
        assert not kinds(row, over=False)
        assert not kinds(row | {"days": ["2026-03-01", "2026-03-31"]})
    for measure in (Measure.INCIDENTS, Measure.SATISFACTION, Measure.MEAN_RESTORATION):
        row = monthly(measure, "met")
        assert kinds(row) and not kinds(monthly(measure)), "no whole month lies in it"
        assert not kinds(monthly(measure, "met", "met")), "the worst of two is not compared with the only one"
        assert not kinds({name: row[name] for name in row if name != "windows"})
        assert not kinds(row | {"window": "each quarter"}), "no whole quarter lies in the period before"
    assert kinds(monthly(Measure.SATISFACTION, "met"), over=False)


def test_lengths_that_read_the_same_are_neither_better_nor_worse() -> None:
    row = a_row(Measure.MEAN_RESTORATION, 480.2, 480.4)
    assert {each.kind for each in findings(a_report(row))} == {Kind.RESULTS}


def test_what_reads_the_same_is_neither_better_nor_worse() -> None:
    row = a_row(Measure.AVAILABILITY, 99.9812, 99.9797)
    assert {each.kind for each in findings(a_report(row))} == {Kind.RESULTS}


def test_a_figure_of_which_most_is_not_known_says_so_even_where_it_was_missed() -> None:
    row = a_row(Measure.RESPONSE, 40.0, 90.0) | {"word": "not met"}
    row["value"] |= {"known": 2, "unknown": 5}
    found = {each.kind: str(sentence(each)) for each in findings(a_report(row))}
    assert Kind.WORSE not in found
    assert found[Kind.MOSTLY_UNKNOWN] == (
        "Response within target stands on 2 of 7 cases: the others are not known or not decided."
    )


def test_the_same_goal_of_two_versions_is_told_with_its_days() -> None:
    goal = a_row(Measure.SATISFACTION, 4.5, 4.0) | {"statement": "All are glad.", "row": "a"}
    days = (["2026-03-01", "2026-03-14"], ["2026-03-15", "2026-03-31"])
    report = a_report(goal) | {"targets": [], "goals": {"rows": [goal | {"days": each} for each in days]}}
    assert [str(sentence(each)) for each in findings(report)][1:] == [
        "Goal “All are glad”, 1 Mar – 14 Mar 2026 got better: 4.5 of 5 after 4 of 5.",
        "Goal “All are glad”, 15 Mar – 31 Mar 2026 got better: 4.5 of 5 after 4 of 5.",
    ]


def test_where_nothing_is_known_nothing_is_well() -> None:
    row = a_row(Measure.SATISFACTION, 4.0, 4.0) | {"word": "no data"}
    row["value"] = row["value"] | {"value": None}
    assert [str(sentence(each)) for each in findings(a_report(row))] == [
        "There is no data on this period: nothing can be said of what was reached."
    ]


def a_row(measure: Measure, now: float, before: float) -> Json:
    def figure(value: float) -> Json:
        return {"value": value, "unit": measure.unit, "counts": [], "targets": [], "cases": [], "known": 5}

    return {
        "measure": measure.value, "detail": "", "service": "", "priority": "", "target": 1.0, "unit": measure.unit,
        "sense": measure.sense.value, "window": "the period", "word": "met", "value": figure(now), "previous": figure(before),
    }  # fmt: skip


def a_report(row: Json, known: Json = None, *, over: bool = True) -> Json:
    return {
        "period": {"first": NOW[0], "last": NOW[1]},
        "previous_period": {"first": BEFORE[0], "last": BEFORE[1]},
        "over": over,
        "known": known or {},
        "targets": [row],
    }


# ---------------------------------------------------------------- of real records


ZONE = "Europe/Lisbon"


@pytest.fixture
def quarter(provider: Provider) -> Quarter:
    return march_of(provider)


@pytest.mark.a_few(1)
@pytest.mark.parametrize(
    "period",
    [
        Period.quarter(2026, 2, ZONE),
        Period.quarter(2026, 1, ZONE),
        Period.month(2026, 5, ZONE),
        Period.year(2020, ZONE),
    ],
)
def test_all_that_the_sample_says(sample: Workspace, period: Period) -> None:
    for model in (CustomerAgreement, SupplierAgreement):
        for each in agreements(sample, model):
            check(performance_figures(sample, version_for(sample, each, period), period))
    check(improvement_figures(sample, period))


def test_a_march_by_hand(quarter: Quarter) -> None:
    figures = performance_figures(quarter.provider.workspace, quarter.agreement, MARCH)
    check(figures)
    said = [str(sentence(each)) for each in findings(figures)]
    assert said[0] == "Agreed targets: 2 of 6 met, 3 missed, 1 without a result."
    [availability] = [each for each in said if each.startswith("Availability") and "missed" in each]
    outages = " and ".join(each["number"] for each in figures["outages"])
    assert availability.endswith(f"was missed: 98.58 % instead of at least 99 %. Because of {outages}.")
    [changes] = [row["missed"] for row in figures["targets"] if row["measure"] == "change success rate"]
    missed = "Change success rate was missed: 66.67 % instead of at least 90 %."
    assert f"{missed} Because of {changes[0]['number']}." in said and len(changes) == 1
    assert "Satisfaction got better: 4.5 of 5 after 3 of 5." in said
    assert "“New mailbox” is not judged: somebody has to say whether it was reached." in said


def test_what_waits_is_named_once_and_what_is_in_order_is_not() -> None:
    def item(number: str, *, overdue: bool) -> Json:
        return {"number": number, "overdue": overdue}

    report = a_report(a_row(Measure.SATISFACTION, 4.0, 4.0)) | {
        "actions": {"items": [item("ACT-1", overdue=True), item("ACT-2", overdue=False)]},
        "previous": {
            "items": [item("ACT-1", overdue=True)],
            "older": [item("ACT-3", overdue=True), item("ACT-4", overdue=False)],
        },
        "practices": {
            "tasks": [
                {"task": "RE.2.4", "state": "late"},
                *({"task": "GO.2.4", "state": state} for state in ("in time", "not done yet", "blocked")),
            ],
            "documents": [
                {"number": "POL-0001", "word": "review overdue"},
                {"number": "CAT-0001", "word": "review overdue"},
                {"number": "GOAL-0001", "word": "in order"},
                {"number": "", "word": "none approved"},
            ],
        },
    }
    assert [str(sentence(each)) for each in findings(report)][1:] == [
        "2 action items are overdue: ACT-1 and ACT-3.",
        "1 recurring task is late: RE.2.4.",
        "The reviews of 2 documents are overdue: POL-0001 and CAT-0001.",
    ]
