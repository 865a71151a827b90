"""What stands where, before anything is drawn."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.reports.blocks import Document
from sdesk.reports.pdf.compose import Composer
from sdesk.reports.pdf.pages import Blank, Page, gap, paginate
from sdesk.reports.pdf.style import BODY
from sdesk.reports.pdf.text import break_lines, text_piece, text_width
from tests.reports.demo import demo
from tests.reports.test_pdf import document_with

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


@settings(max_examples=150, deadline=None)
@given(st.text("ab \n-/.●∑", min_size=1, max_size=60), st.integers(1, 150))
def test_long_texts_stay_on_their_pages_wherever_they_stand(text: str, times: int) -> None:
    assert overflowing(pages_for(document_with(text * times))) == []


@settings(max_examples=100, deadline=None)
@given(st.text("ab é-\n/@.W", max_size=300), st.floats(20, 500))
def test_lines_fit_and_nothing_is_lost(text: str, width: float) -> None:
    lines = break_lines(text, BODY, width)
    assert all(line.width <= width + 0.01 for line in lines)
    assert "".join("".join(line.text.split()) for line in lines) == "".join(text.split())


def test_numbers_of_records_are_not_broken_at_their_hyphens() -> None:
    width = text_width("see INC-2026-00", BODY)
    assert [line.text for line in break_lines("see INC-2026-0042", BODY, width)] == ["see", "INC-2026-0042"]


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
