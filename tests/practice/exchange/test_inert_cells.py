"""What is written for spreadsheets runs in none of them, and comes back as it was."""

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sdesk.models import ServiceIncident
from sdesk.practice.exchange.csv_files import export, write_table
from sdesk.practice.exchange.importing import read_table
from sdesk.practice.exchange.inert_cells import as_it_was, inert
from tests.provider import Provider

CELL = some.text(
    some.characters(exclude_categories=["Cs"]) | some.sampled_from("=+-@'\t\r\n 1.,;\"＝"), max_size=12
)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1", "'=1", "-", "\n=1"]
)
def test_a_formula_is_made_inert(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "-5", "+5", "-3.25", "-3,25", "7", "it's", "'quoted'", "a=b", "2026-01-02", "[1]"]
)
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert inert(text) == text
    assert as_it_was(text) == text


@given(CELL)
def test_it_comes_back_as_it_was(text: str) -> None:
    assert as_it_was(inert(text)) == text


@given(some.lists(some.tuples(CELL, CELL), min_size=1, max_size=5))
def test_a_table_comes_back_as_it_was_and_holds_no_formula(
    tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[str, str]]
) -> None:
    file = io.StringIO(newline="")
    write_table(file, ["one", "two", "three"], [("x", *line) for line in lines])
    path = tmp_path_factory.mktemp("inert") / "table.csv"
    path.write_text(file.getvalue(), encoding="utf-8-sig", newline="")
    written = [tuple(re.sub("\r\n?", "\n", cell) for cell in line) for line in lines]
    assert [line[1:] for line in read_table(path).lines] == written
    for line in csv.reader(io.StringIO(file.getvalue(), newline="")):
        for cell in line:
            assert not cell.strip().startswith(("=", "@"))


def test_an_export_holds_none(provider: Provider, tmp_path: Path) -> None:
    provider.create(ServiceIncident, summary="=HYPERLINK(A1)", details="\t@cmd", reference="-1+1")
    export(provider.workspace, tmp_path / "all")
    for path in (tmp_path / "all").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for line in csv.reader(file) for cell in line]
        assert not [cell for cell in cells if cell != as_it_was(cell) and not cell.startswith("'")]
        assert not [cell for cell in cells if cell.strip().startswith(("=", "@", "-1+"))]
    (incidents,) = (tmp_path / "all").glob("WP.18-incidents.csv")
    with incidents.open(encoding="utf-8-sig", newline="") as file:
        (line,) = csv.DictReader(file)
    assert line["summary"] == "'=HYPERLINK(A1)"
    assert next(iter(read_table(incidents).cells()))[1]["summary"] == "=HYPERLINK(A1)"
