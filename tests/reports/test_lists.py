"""Printed lists: paper turned and columns set by what stands in them, every row, and the filter said."""

import re
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from sdesk.models import ServiceIncident
from sdesk.practice.lifecycle.lists import Listing
from sdesk.practice.reporting.printing import list_printout
from sdesk.reports.blocks import Column, Document, Row, Table
from sdesk.reports.list_print import list_document
from sdesk.reports.pdf import render_pdf
from sdesk.reports.pdf.style import CELL, CELL_HEAD
from sdesk.reports.pdf.table import table_piece
from sdesk.reports.pdf.text import text_width
from tests.provider import Provider, incident
from tests.reports.reading import pdf_text, rows, table_with, titles
from tests.thorough import examples

WHOLE = ("INC-2026-0042", "31 Dec 2026, 23:59", "◐ Investigated", "3 Moderate", "1\u202f234\u202f567.89")


def lines_of(table: Table, width: float) -> list[list[int]]:
    """How many lines each cell is set in."""
    return [[len(cell) for cell in row.cells] for row in table_piece(table, width).rows]


@settings(max_examples=examples(25, 80), deadline=None)
@given(
    st.lists(st.sampled_from(WHOLE), min_size=1, max_size=7),
    st.lists(st.text("ab Wm-", max_size=160), min_size=1, max_size=4),
    st.sampled_from((483, 499, 729)),
)
def test_a_number_a_date_or_a_state_is_never_broken(whole: list[str], texts: list[str], width: float) -> None:
    """However long the texts beside them, as long as the paper holds them side by side at all."""
    columns = (*(Column("H", whole=True) for _each in whole), *(Column("Text") for _each in texts))
    table = Table(columns, ((*whole, *texts),))
    [row] = lines_of(table, width)
    assert row[: len(whole)] == [1] * len(whole)


def test_one_word_without_end_makes_no_letters_smaller_and_breaks_nothing_beside_it() -> None:
    """An address typed as a summary set three hundred rows in a size that is hard to read."""
    heads = ("Number", "In one line", "Customer", "Service", "Priority", "State", "Started at")
    columns = tuple(
        Column(head, whole=head in ("Number", "Priority", "State", "Started at")) for head in heads
    )
    row = (
        "INC-2026-0042",
        "x" * 300,
        "Pier Dental",
        "Ä" * 60,
        "3 Moderate",
        "◐ Investigated",
        "31 Dec 2026, 23:59",
    )
    piece = table_piece(Table(columns, (row,)), 729)
    assert piece.grid.size == 1
    [drawn] = piece.rows
    assert [len(cell) for at, cell in enumerate(drawn.cells) if columns[at].whole] == [1] * 4


texts_of_cells = st.lists(st.text("ab Wm", min_size=1, max_size=120), min_size=2, max_size=6)


@settings(max_examples=examples(25, 80), deadline=None)
@given(texts_of_cells, st.lists(st.integers(1, 5), min_size=6, max_size=6))
def test_no_column_has_room_to_spare_beside_one_that_breaks_its_lines(
    texts: list[str], weights: list[int]
) -> None:
    """A share by weight is what it may have where it needs that."""
    columns = tuple(Column("H", weight=float(weight)) for weight, _text in zip(weights, texts, strict=False))
    table = Table(columns, (tuple(texts),))
    grid = table_piece(table, 483).grid
    [lines] = lines_of(table, 483)
    assert sum(grid.widths) == pytest.approx(483)
    if max(lines) > 1:
        for width, text in zip(grid.widths, texts, strict=True):
            asked = max(text_width(text, CELL), text_width("H", CELL_HEAD)) * 1.06 + 2 * grid.pad + 1
            assert width <= asked + 1


@pytest.mark.parametrize("width", [483, 729])
def test_columns_fill_the_paper_and_no_more(width: float) -> None:
    for texts in (
        ("a",),
        ("a", "b " * 200),
        ("W" * 90, "W" * 90, "x"),
        tuple("word " * 9 for _n in range(12)),
    ):
        table = Table(tuple(Column("Head") for _text in texts), (texts,))
        assert sum(table_piece(table, width).grid.widths) == pytest.approx(width)


def listed(provider: Provider, listing: Listing, columns: tuple[str, ...]) -> Document:
    return list_document(list_printout(provider.workspace, listing, columns))


def page_is_wide(document: Document) -> bool:
    box = PdfReader(BytesIO(render_pdf(document))).pages[0].mediabox
    return bool(box.width > box.height)


def test_the_paper_is_turned_by_what_stands_in_the_columns_not_by_their_count() -> None:
    short = Table(tuple(Column("H") for _n in range(8)), (("a", "b", "c", "d", "e", "f", "g", "h"),))
    long = Table(
        tuple(Column("H") for _n in range(5)), (tuple("Lorem ipsum dolor sit amet " * 3 for _n in range(5)),)
    )
    assert not page_is_wide(Document("T", (short,), landscape=None))
    assert page_is_wide(Document("T", (long,), landscape=None))
    assert not page_is_wide(Document("T", (long,)))


def test_a_list_leaves_out_columns_in_which_nothing_stands(provider: Provider) -> None:
    provider.take(incident(provider, "recorded", summary="Printer", priority=None), "record")
    listing = Listing(ServiceIncident.__name__)
    document = listed(provider, listing, ("number", "summary", "restored_at", "state"))
    assert titles(table_with(document, "Number")) == ["Number", "In one line", "State"]


def test_a_list_has_as_many_rows_as_there_are_records(provider: Provider) -> None:
    """Two thousand used to be the end, and nobody was told."""
    with provider.workspace.transaction("import") as session:
        session.add_all(ServiceIncident(number=f"INC-2026-{n:04}", state="recorded") for n in range(2100))
    document = listed(provider, Listing(ServiceIncident.__name__), ("number", "summary", "state"))
    [table] = [table_with(document, "Number")]
    assert len(rows(table)) == 2100
    printed = re.findall(r"INC-\d{4}-\d{4,5}", pdf_text(render_pdf(document)))
    assert printed == [row[0] for row in rows(table)]


def test_every_page_of_a_list_says_which_were_chosen(provider: Provider) -> None:
    for n in range(60):
        provider.take(incident(provider, "recorded", summary=f"Printer {n}"), "record")
    listing = Listing(ServiceIncident.__name__, words="printer", states=("recorded",))
    document = listed(provider, listing, ("number", "summary"))
    pages = [page.extract_text() for page in PdfReader(BytesIO(render_pdf(document))).pages]
    assert len(pages) > 1
    assert all(
        "60 incidents, with the words “printer”, in the states recorded" in " ".join(p.split()) for p in pages
    )


def test_what_a_list_is_confined_to_is_said_by_name(provider: Provider) -> None:
    customer = provider.extra["customer"].id
    made = provider.take(incident(provider, "recorded", customer=customer), "record")
    other = Listing(ServiceIncident.__name__, where=(("customer", customer),), states=("recorded",))
    document = listed(provider, other, ("number",))
    assert document.subtitle == "1 incident, in the states recorded, Customer: Pier Dental"
    assert rows(table_with(document, "Number")) == [(made.number,)]


@pytest.mark.parametrize("words", ["", "  ", "—", "!?"])
def test_signs_that_nothing_is_searched_by_are_not_called_a_filter(provider: Provider, words: str) -> None:
    made = provider.take(incident(provider, "recorded"), "record")
    document = listed(provider, Listing(ServiceIncident.__name__, words=words), ("number",))
    assert rows(table_with(document, "Number")) == [(made.number,)]
    assert document.subtitle == "1 incident"


def test_a_table_leaves_out_what_has_no_data_but_neither_zero_nor_its_first_column() -> None:
    columns = tuple(Column(title) for title in ("First", "Empty", "Zero", "No data", "Some"))
    table = Table(
        columns, (Row(("Group",), "group"), ("", "–", "0", "no data", "x"), ("", "", "0", "no data", ""))
    )
    told = table.told("no data", ("No data",))
    assert titles(told) == ["First", "Zero", "Some"]
    assert [row.cells for row in told.all_rows()] == [("Group",), ("", "0", "x"), ("", "0", "")]
    assert table.told().columns == tuple(each for each in columns if each.title != "Empty")
    assert Table(columns).told() == Table(columns)
