"""What stands where, before anything is drawn."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.reports.blocks import (
    Block,
    Chart,
    Column,
    Document,
    Heading,
    KeepTogether,
    Paragraph,
    Row,
    RowKind,
    Series,
    Table,
)
from sdesk.reports.pdf.chart import ChartPiece
from sdesk.reports.pdf.compose import Composer
from sdesk.reports.pdf.pages import Blank, Page, Piece, Stack, gap, paginate
from sdesk.reports.pdf.style import BODY
from sdesk.reports.pdf.table import LEFT_EMPTY_MOST, TablePiece
from sdesk.reports.pdf.text import TextPiece, break_lines, text_piece, text_width
from tests.reports.demo import demo
from tests.reports.test_pdf import document_with
from tests.thorough import examples

WIDTH, HEIGHT = 483.0, 698.0


def pages_for(document: Document) -> list[Page]:
    composer = Composer(WIDTH, HEIGHT)
    return paginate([*composer.front(document), *composer.pieces(document.blocks)], HEIGHT)


def overflowing(pages: list[Page]) -> list[float]:
    """By how much pieces reach below their page, or into the piece below them."""
    over = []
    for page in pages:
        for at, placed in enumerate(page.placed):
            below = page.placed[at + 1].down if at + 1 < len(page.placed) else HEIGHT
            over.append(placed.down + placed.piece.height - below)
    return [excess for excess in over if excess > 0.1]


def test_nothing_reaches_below_a_page_or_into_its_neighbour() -> None:
    assert overflowing(pages_for(demo(incidents=200))) == []


@pytest.mark.torture
@settings(max_examples=examples(40, 400), deadline=None)
@given(st.text("ab \n-/.●∑", min_size=1, max_size=60), st.integers(1, 150))
def test_long_texts_stay_on_their_pages_wherever_they_stand(text: str, times: int) -> None:
    assert overflowing(pages_for(document_with(text * times))) == []


@settings(max_examples=examples(30, 100), deadline=None)
@given(st.text("ab é-\n/@.W", max_size=300), st.floats(20, 500))
def test_lines_fit_and_nothing_is_lost(text: str, width: float) -> None:
    lines = break_lines(text, BODY, width)
    assert all(line.width <= width + 0.01 for line in lines)
    assert "".join("".join(line.text.split()) for line in lines) == "".join(text.split())


def test_numbers_of_records_are_not_broken_at_their_hyphens() -> None:
    width = text_width("see INC-2026-00", BODY)
    assert [line.text for line in break_lines("see INC-2026-0042", BODY, width)] == ["see", "INC-2026-0042"]


def test_short_names_are_not_broken_at_their_hyphen() -> None:
    width = text_width("the Wi-", BODY)
    assert [line.text for line in break_lines("the Wi-Fi", BODY, width)] == ["the", "Wi-Fi"]


def test_compound_words_may_break_at_their_hyphen() -> None:
    width = text_width("a pre-app", BODY)
    assert [line.text for line in break_lines("a pre-approved", BODY, width)] == ["a pre-", "approved"]


def test_a_paragraph_leaves_no_single_line_behind() -> None:
    piece = text_piece("\n".join("abcde"), BODY, WIDTH)
    parts = piece.split(BODY.leading * 4.5)
    assert parts is not None
    assert [len(part.lines) for part in parts] == [3, 2]


@pytest.mark.parametrize("breaks", [1, 2, 3])
def test_page_breaks_leave_no_empty_page(breaks: int) -> None:
    text = text_piece("text", BODY, WIDTH)
    pages = paginate(
        [*[Blank(ends_page=True)] * breaks, text, *[Blank(ends_page=True)] * breaks, text], HEIGHT
    )
    assert len(pages) == 2


def test_spaces_between_pieces_are_shared() -> None:
    above, below = text_piece("a", BODY, WIDTH, space=(0, 8)), text_piece("b", BODY, WIDTH, space=(12, 0))
    assert gap(above, below) == 12
    assert gap(None, below) == 0


kinds = st.sampled_from(("normal", "normal", "normal", "group", "emphasis"))


@settings(max_examples=examples(60, 200), deadline=None)
@given(st.lists(kinds, min_size=1, max_size=120), st.booleans(), st.integers(0, 48), st.integers(1, 4))
def test_tables_part_where_a_reader_can_follow(
    rows: list[RowKind], with_total: bool, filler: int, lines: int
) -> None:
    """Not after one row, nor before the last, nor below the head of a group; what goes on says of which group."""
    cell = "\n".join(["x"] * lines)
    made = tuple(Row((cell,) if kind == "group" else (cell, "y"), kind) for kind in rows)
    table = Table((Column("A"), Column("B")), made, total=("all", "z") if with_total else None)
    document = Document(
        "",
        (
            Paragraph("\n".join(["f"] * filler)),
            Heading("H"),
            Table(table.columns, made, "C", "", table.total),
        ),
    )
    pages = pages_for(document)
    assert overflowing(pages) == []
    pieces = [placed.piece for page in pages for placed in page.placed]
    parts = [piece for piece in pieces if isinstance(piece, TablePiece)]
    assert [row.kind for part in parts for row in part.rows] == [row.kind for row in table.all_rows()]
    heads = [at for at, page in enumerate(pages) for placed in page.placed if shows(placed.piece, "C")]
    firsts = [at for at, page in enumerate(pages) if any(placed.piece is parts[0] for placed in page.placed)]
    assert heads == firsts
    group = False
    for part, following in itertools.pairwise(parts):
        assert part.rows[-1].kind != "group" or all(row.kind == "group" for row in part.rows)
        if sum(row.kind != "group" for row in (*part.rows, *following.rows)) > 3:
            assert sum(row.kind != "group" for row in part.rows) > 1 or too_high(part, following)
        assert len(following.rows) > 1 or too_high(part, following)
        group = group or any(row.kind == "group" for row in part.rows)
        assert (following.group is not None) == (group and following.rows[0].kind not in ("group", "total"))


def shows(piece: Piece, text: str) -> bool:
    return isinstance(piece, TextPiece) and [line.text for line in piece.lines] == [text]


def too_high(part: TablePiece, following: TablePiece) -> bool:
    """Whether a better end would have left too much of a page empty."""
    heads = sum(row.kind == "group" for row in part.rows)
    return heads > 0 and part.height + following.rows[0].height > LEFT_EMPTY_MOST


@pytest.mark.parametrize("filler", range(0, 50, 7))
def test_no_page_is_left_half_empty_for_what_could_be_parted(filler: int) -> None:
    """A long table that is to be kept together begins where it stands."""
    rows = tuple((f"row {n}",) for n in range(30))
    kept = KeepTogether((Heading("H"), Table((Column("A"),), rows)))
    after = Paragraph("\n".join(["g"] * 60))
    pages = pages_for(Document("", (Paragraph("\n".join(["f"] * filler)), kept, after)))
    for page in pages[:-1]:
        last = page.placed[-1]
        assert last.down + last.piece.height > HEIGHT * 0.6


@pytest.mark.parametrize("filler", range(30, 50))
def test_what_belongs_to_the_next_stays_with_it(filler: int) -> None:
    """A verdict below its heading goes with both onto the next page."""
    said = (Heading("P06"), Paragraph("● met", "lead", keep_with_next=True))
    table = Table((Column("A"),), tuple((f"row {n}",) for n in range(4)))
    pages = pages_for(Document("", (Paragraph("\n".join(["f"] * filler)), *said, table)))
    (page,) = [page for page in pages if any(shows(each.piece, "● met") for each in page.placed)]
    assert isinstance(page.placed[-1].piece, TablePiece)


@pytest.mark.parametrize("count", range(3, 80))
def test_no_row_of_a_table_stands_alone_on_a_page(count: int) -> None:
    table = Table((Column("A"),), tuple((f"row {n}",) for n in range(count)))
    for filler in (0, 40, 44, 45, 46):
        pages = pages_for(Document("", (Paragraph("\n".join(["f"] * filler)), table)))
        parts = [each.piece for page in pages for each in page.placed if isinstance(each.piece, TablePiece)]
        assert min(len(part.rows) for part in parts) > 1


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("filler", range(0, 50, 3))
def test_the_remark_below_a_table_stays_with_its_last_rows(filler: int, together: bool) -> None:
    for count in (1, 2, 5, 30, 60):
        table: Block = Table((Column("A"),), tuple((f"row {n}",) for n in range(count)))
        remark = Paragraph("Computed from 3 incidents.", "small")
        made = KeepTogether((table,)) if together else table
        before = Paragraph("\n".join(["f"] * filler))
        pages = pages_for(Document("", (before, made, remark, Paragraph("after"))))
        assert overflowing(pages) == []
        pieces = [piece for page in pages for each in page.placed for piece in parts_of(each.piece)]
        tables = [piece for piece in pieces if isinstance(piece, TablePiece)]
        assert [part.note is not None for part in tables] == [False] * (len(tables) - 1) + [True]
        assert sum(len(part.rows) for part in tables) == count
        assert count == 1 or min(len(part.rows) for part in tables) > 1


def parts_of(piece: Piece) -> tuple[Piece, ...]:
    return piece.pieces if isinstance(piece, Stack) else (piece,)


@pytest.mark.parametrize("filler", range(0, 50, 2))
def test_a_chart_stays_with_its_heading_and_its_title(filler: int) -> None:
    chart = Chart("lines", "Share", ("a", "b"), (Series("s", (1, 2)),), caption="Remark")
    before = Paragraph("\n".join(["f"] * filler))
    pages = pages_for(Document("", (before, Heading("Chapter"), chart)))
    found = [[placed.piece for placed in page.placed] for page in pages]
    [page] = [page for page in found if any(shows(piece, "Chapter") for piece in page)]
    at = next(at for at, piece in enumerate(page) if shows(piece, "Chapter"))
    assert shows(page[at + 1], "Share")
    drawn = page[at + 2]
    assert isinstance(drawn, ChartPiece) and drawn.height > 100
    assert drawn.note and shows(drawn.note, "Remark")
