"""Numbers as people write them: none reads as another one than was typed."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.models import CustomerAgreement
from sdesk.models.measures import Measure
from sdesk.models.relationship import ServiceTarget
from sdesk.practice.measures.counting import ChangeOutcome, change_success_rate, rolled_back_rate
from sdesk.practice.measures.figures import Figure, amount
from sdesk.practice.measures.targets import target_problems
from sdesk.practice.reporting.judging import to_judge
from sdesk.practice.reporting.telling.conclusions import proposed_conclusions
from sdesk.practice.reporting.telling.findings import Kind, findings
from sdesk.practice.reporting.telling.sentences import sentence
from sdesk.reports.period.figure_blocks import reached_text, value_text
from sdesk.reports.words import with_unit
from sdesk.translation import Message
from sdesk.translation.amounts import number
from tests.practice.reporting.test_findings import a_report, a_row

GAP = "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (99.999, "99.999"),
        (0.001, "0.001"),
        (99.99999, "99.9999"),
        (99.98765, "99.9876"),
        (0.00001, "0.0001"),
        (-0.00001, "-0.0001"),
        (4.6 - 3, "1.6"),
        (0.1 + 0.2, "0.3"),
        (100.0, "100"),
        (-1.0, "-1"),
        (0, "0"),
        (1_250_000.0, f"1{GAP}250{GAP}000"),
        (1234.5, f"1{GAP}234.5"),
    ],
)
def test_a_number_reads_as_it_was_typed(value: float, text: str) -> None:
    assert number(value) == text


@given(st.decimals(-(10**6), 10**6, places=4))
def test_four_decimals_are_all_kept(typed: Decimal) -> None:
    said = number(float(typed))
    assert Decimal(said.replace(GAP, "")) == typed and not said.endswith(".")


@given(st.floats(0, 10**6))
def test_no_number_reads_as_more_than_it_is_or_as_none(typed: float) -> None:
    read = Decimal(number(typed).replace(GAP, ""))
    assert (read == 0) == (typed == 0)
    assert read <= Decimal(typed) + Decimal("1e-9") or read == Decimal("0.0001")


def test_whoever_says_a_number_says_it_so() -> None:
    row = {"row": str(CustomerAgreement().id), "word": "in words", "measure": "other", "detail": "Turnover"}
    [asked] = to_judge({"targets": [{**row, "target": 1_250_000.0, "unit": "EUR"}]})
    assert asked.what == f"Turnover, 1{GAP}250{GAP}000 EUR"
    [problem] = target_problems("x", [ServiceTarget(measure=Measure.AVAILABILITY, target=1_000_000.25)])
    assert f"can never be 1{GAP}000{GAP}000.25" in str(problem.text)
    assert str(Figure(1250.0, "count").text) == f"1{GAP}250"


# ---------------------------------------------------------------- beside the number that was asked

SIDES = {"%": (0.0, 100.0), "of 5": (1.0, 5.0), "minutes": (0.0, 6000.0), "count": (0.0, 40.0)}


@st.composite
def beside(draw: st.DrawFn) -> tuple[str, float, float]:
    """A unit, a figure and what was asked, often all but the same."""
    unit = draw(st.sampled_from(sorted(SIDES)))
    least, most = SIDES[unit]
    asked = draw(st.integers(int(least) * 100, int(most) * 100)) / (1 if unit == "minutes" else 100)
    by = draw(st.sampled_from([0.0, 1e-6, 1e-4, 0.004, 0.3]) | st.floats(0, 5)) * draw(
        st.sampled_from([-1, 1])
    )
    value = max(least, asked + by) if by < 0 or unit == "minutes" else min(most, asked + by)
    return unit, value, asked


def read(text: str) -> Decimal:
    """What a reader takes it for, in minutes where it is a length."""
    text = text.replace(GAP, "")
    parts = [each.split() for each in re.findall(r"[\d.]+ (?:h|min)", text)]
    if parts:
        return sum((Decimal(n) * (60 if unit == "h" else 1) for n, unit in parts), Decimal(0))
    return Decimal(text.split()[0])


@given(beside())
def test_a_figure_stands_on_the_side_of_what_was_asked_on_which_it_reads(
    case: tuple[str, float, float],
) -> None:
    unit, value, asked = case
    said = str(Figure(value, unit).said(apart_from=asked))
    exact = Decimal(str(round(value, 9)))
    if abs(value - asked) > 1e-8:
        assert (read(said) < Decimal(str(asked))) == (exact < Decimal(str(asked))), said
        assert (read(said) > Decimal(str(asked))) == (exact > Decimal(str(asked))), said
    if unit == "%" and 1e-8 < value < 100 - 1e-8:
        assert read(said) not in (0, 100)
    assert abs(read(said) - exact) <= (Decimal("0.5") if unit == "minutes" else Decimal("0.01"))


@pytest.mark.parametrize(
    ("unit", "value", "asked", "text"),
    [
        ("minutes", 480.2, 480.0, "8 h 0.2 min"),
        ("minutes", 480.0, 480.0, "8 h"),
        ("minutes", 495.4, 480.0, "8 h 15 min"),
        ("minutes", 0.25, 0.0, "0.2 min"),
        ("%", 89.996, 90.0, "89.996 %"),
        ("%", 89.996, 89.999, "89.996 %"),
        ("%", 5.000004, 5.0, "5.000004 %"),
        ("%", 99.9996, 100.0, "99.99 %"),
        ("%", 99.9995, 99.999, "99.9995 %"),
        ("%", 90.0, 90.0, "90 %"),
        ("of 5", 3.998, 4.0, "3.998 of 5"),
    ],
)
def test_as_many_digits_as_make_them_differ(unit: str, value: float, asked: float, text: str) -> None:
    assert str(Figure(value, unit).said(apart_from=asked)) == text


def test_what_was_missed_never_reads_as_what_was_asked() -> None:
    row = a_row(Measure.MEAN_RESTORATION, 480.2, 400.0) | {"target": 480.0, "word": "not met"}
    report = a_report(row)
    [said] = [str(sentence(each)) for each in findings(report) if each.kind is Kind.MISSED]
    assert said == "Mean time to restore was missed: 8 h 0.2 min instead of at most 8 h."
    assert "(8 h 0.2 min instead of at most 8 h)" in proposed_conclusions(report)
    assert reached_text(row) == "8 h 0.2 min"
    assert value_text(row["value"]) == "8 h", "where nothing was asked it is as long as ever"


@given(st.integers(1, 2000), st.data())
def test_the_share_rolled_back_is_exact_to_the_last_digit(tried: int, data: st.DataObject) -> None:
    """What asks for at most 0.7 % holds where 7 of 1000 were rolled back."""
    back = data.draw(st.integers(0, tried))
    changes = [ChangeOutcome(True, True, n < back) for n in range(tried)]
    assert rolled_back_rate(changes).value == 100 * back / tried
    assert change_success_rate(changes).value == 100 * (tried - back) / tried


# ---------------------------------------------------------------- with its unit


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1.0, "count", "1 case"),
        (2.0, "count", "2 cases"),
        (0.0, "complaints", "0 complaints"),
        (1, "complaints", "1 complaint"),
        (1.5, "complaints", "1.5 complaints"),
        (1250, "complaints", f"1{GAP}250 complaints"),
        (1, "days", "1 day"),
        (1, "minutes", "1 minute"),
        (1, "EUR", "1 EUR"),
        (1, "{odd}", "1 {odd}"),
        (1, "%", "1 %"),
        (4.0, "", "4"),
    ],
)
def test_one_is_one_and_more_are_more(value: float, unit: str, text: str) -> None:
    assert str(amount(value, unit)) == text


def test_one_complaint_stands_so_in_figures_and_in_what_a_person_is_asked() -> None:
    assert str(Figure(1.0, "complaints").text) == "1 complaint"
    assert str(Figure(2.0, "complaints").text) == "2 complaints"
    row = {"row": str(CustomerAgreement().id), "word": "in words", "measure": "other", "detail": "Answer"}
    [asked] = to_judge({"targets": [{**row, "target": 1.0, "unit": "days"}]})
    assert asked.what == "Answer, 1 day"
    assert with_unit(1, "days") == "1 day" and with_unit(30, "days") == "30 days"


def test_other_languages_have_their_own_plurals() -> None:
    with pytest.raises(ValueError, match="other places"):
        Message("{number} case", {"number": "1", "n": 1})
    said = amount(3, "complaints")
    assert isinstance(said, Message) and (said.plural, said.parts["n"]) == ("{number} complaints", 3)
