"""Numbers as people write them: none reads as another one than was typed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.models import CustomerAgreement
from sdesk.models.measures import Measure
from sdesk.models.relationship import ServiceTarget
from sdesk.practice.measures.figures import Figure
from sdesk.practice.measures.targets import target_problems
from sdesk.practice.reporting.judging import to_judge
from sdesk.translation.amounts import number

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
