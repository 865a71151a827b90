"""The table of contents in the finished PDF: every heading that it promises, on the page where it stands."""

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from sdesk.reports.blocks import Block, Column, Contents, Document, Heading, PageBreak, Paragraph, Row, Table
from sdesk.reports.html import render_html
from sdesk.reports.pdf import render_pdf
from tests.reports.reading import first_below, links, printed
from tests.thorough import examples

headings = st.lists(
    st.tuples(st.integers(1, 3), st.booleans(), st.integers(0, 60), st.integers(1, 9)),
    min_size=1,
    max_size=25,
)


@settings(max_examples=examples(15, 25), deadline=None)
@given(headings, st.integers(1, 3))
def test_each_heading_stands_on_the_page_that_is_said_and_is_led_to(made: Any, depth: int) -> None:
    blocks: list[Block] = [Contents(depth), PageBreak()]
    for at, (level, named, filler, words) in enumerate(made):
        text = " ".join([f"H{at}x", *["word"] * 4 * words])
        blocks += [Heading(text, level, f"place-{at}" if named else ""), Paragraph("\n".join(["f"] * filler))]
    reader = PdfReader(BytesIO(render_pdf(Document("T", tuple(blocks)))))
    texts = printed(reader)
    led = links(reader)
    promised = [f"H{at}x" for at, (level, *_rest) in enumerate(made) if level <= depth]

    assert [each.said.split()[0] for each in led] == promised
    for each in led:
        assert first_below(texts, each.to_page, each.top).text.split()[0] == each.said.split()[0]
        low, high, right = each.field[1], each.field[3], each.field[2]
        beside = [t.text for t in texts if t.page == each.page and low <= t.y <= high and t.x >= right]
        assert beside == [str(each.to_page + 1)]


def test_a_heading_with_a_name_is_led_to_from_a_row() -> None:
    row = Row(("go",), leads_to=("nowhere", "there"))
    blocks = (Table((Column("A"),), (row,)), PageBreak(), Heading("Here it is", name="there"))
    reader = PdfReader(BytesIO(render_pdf(Document("T", blocks))))
    (led,) = links(reader)
    assert first_below(printed(reader), led.to_page, led.top).text == "Here it is"


def test_other_scripts_and_what_is_long_have_their_page_too() -> None:
    texts = ("قائمة الأدوار", "役割の一覧", "רשימת תפקידים", "W" * 300, "a\nb")
    blocks: tuple[Block, ...] = (Contents(), PageBreak(), *(Heading(text) for text in texts))
    reader = PdfReader(BytesIO(render_pdf(Document("T", blocks))))
    assert [each.to_page for each in links(reader)] == [1] * len(texts)
    assert len([each for each in printed(reader) if each.page == 0 and each.text == "2"]) == len(texts)


def test_a_web_page_lists_its_chapters_by_itself() -> None:
    assert render_html(Document("T", (Contents(), Heading("One")))).count("One") == 1


def test_it_says_how_far_it_is_and_can_be_called_off() -> None:
    class Off(Exception):
        pass

    heard: list[tuple[int, int]] = []
    document = Document("T", (Contents(), *(Heading(f"H{at}") for at in range(90))))
    content = render_pdf(document, lambda done, total: heard.append((done, total)))
    shares = [done / total for done, total in heard]
    assert shares == sorted(shares) and shares[-1] == 1
    assert content == render_pdf(document)

    def call_off(done: int, total: int) -> None:
        if 2 * done > total:
            raise Off

    with pytest.raises(Off):
        render_pdf(document, call_off)
