"""The finished pages of documents of any length, measured as they lie there: where pages end, and what is torn."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from sdesk.reports.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Column,
    Document,
    Facts,
    Heading,
    KeepTogether,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Row,
    Series,
    Signature,
    SignatureLine,
    Table,
)
from sdesk.reports.pdf import render_pdf
from sdesk.reports.pdf.style import MARGIN_FOOT, MARGIN_TOP
from tests.reports.reading import Printed, printed
from tests.thorough import examples

TOP, FOOT = 841.89 - MARGIN_TOP, float(MARGIN_FOOT)
LEFT_EMPTY, LEFT_EMPTY_FOR_KEPT = 1 / 3, 0.42
"""Of a page: so much of one may be left for what begins on the next; more, where somebody asked for it to be kept together."""

kinds = st.sampled_from(
    ("heading", "section", "text", "bullets", "table", "groups", "kept", "chart", "bars", "cards", "callout", "facts", "signed")
)  # fmt: skip
contents = st.lists(st.tuples(kinds, st.integers(1, 40), st.integers(1, 9)), min_size=1, max_size=14)


def made_of(content: list[tuple[str, int, int]]) -> tuple[Block, ...]:
    """Blocks of so many rows and lines; every text that is looked for is the only one of its kind."""
    return tuple(block for at, each in enumerate(content) for block in _made(at, *each))


def _made(at: int, kind: str, many: int, lines: int) -> tuple[Block, ...]:
    text = "\n".join(f"t{at}" for _ in range(lines))
    values = tuple(float(n % 7) for n in range(many))
    rows = tuple((f"T{at}R{n}", text) for n in range(many))
    columns = (Column(f"T{at}HEAD"), Column("What"))
    match kind:
        case "heading" | "section":
            return (Heading(f"H{at}", 1 if kind == "heading" else 2), Paragraph(text))
        case "text":
            return (Paragraph("\n".join(f"p{at}" for _ in range(many))),)
        case "bullets":
            return (Bullets(tuple(f"b{n}" for n in range(many))),)
        case "table":
            return (
                Heading(f"H{at}", 2),
                Table(columns, rows, caption=f"C{at}"),
                Paragraph(text[:20], "small"),
            )
        case "groups":
            grouped = [
                each
                for n, row in enumerate(rows)
                for each in (*([Row((f"T{at}G{n}",), "group")] if n % 3 == 0 else ()), Row(row))
            ]
            return (Table(columns, tuple(grouped), caption=f"C{at}"),)
        case "kept":
            return (KeepTogether((Heading(f"H{at}", 2), Table(columns, rows[:8]))),)
        case "chart":
            months = tuple(f"m{n}" for n in range(1, 7))
            return (
                Heading(f"H{at}"),
                Chart("lines", f"C{at}", months, (Series("s", (1, 2, None, 4, 5, 3)),), caption="Remark"),
            )
        case "bars":
            names = tuple(f"T{at}B{n}" for n in range(many))
            return (
                Chart("target-bars", f"C{at}", names, (Series("s", values),), "%", targets=(None,) * many),
            )
        case "cards":
            return (KeyFigures(tuple(KeyFigure(f"k{n}", "1", "note") for n in range(many % 7 + 1))),)
        case "callout":
            return (Callout(text, "warning", f"H{at}"),)
        case "facts":
            return (Facts(tuple((f"f{n}", text) for n in range(many))),)
        case _:
            return (Signature(tuple(SignatureLine(f"s{n}", "Role", "today") for n in range(many % 4 + 1)), f"H{at}"),)  # fmt: skip


def body(document: Document) -> list[list[Printed]]:
    """The texts of each page between its head and its foot."""
    reader = PdfReader(BytesIO(render_pdf(document)))
    pages: list[list[Printed]] = [[] for _ in reader.pages]
    for each in printed(reader):
        if FOOT - 8 < each.y < TOP + 2:
            pages[each.page].append(each)
    return pages


def words(page: list[Printed]) -> list[str]:
    return [word for each in page for word in each.text.split()]


@pytest.mark.torture
@settings(max_examples=examples(12, 40), deadline=None)
@given(contents)
def test_pages_end_where_a_careful_person_would_end_them(content: list[tuple[str, int, int]]) -> None:
    blocks = made_of(content)
    pages = body(Document("Title", blocks, status="approved"))
    most = LEFT_EMPTY_FOR_KEPT if any(kind == "kept" for kind, _many, _lines in content) else LEFT_EMPTY
    for at, page in enumerate(pages):
        assert page, "an empty page"
        lowest = min(each.y for each in page)
        assert lowest > FOOT - 6, "into the foot"
        if at < len(pages) - 1:
            assert lowest - FOOT < most * (TOP - FOOT), f"page {at + 1} ends at {lowest:.0f}"
        last = [each.text for each in page if abs(each.y - lowest) < 1]
        assert not any(text.startswith(("H", "C")) for text in last), f"page {at + 1} ends with {last}"
    found = [words(page) for page in pages]
    for at, (kind, many, lines) in enumerate(content):
        if kind in ("table", "groups", "kept"):
            of_it = [[word for word in shown if word.startswith(f"T{at}R")] for shown in found]
            parts = [each for each in of_it if each]
            rows = many if kind != "kept" else min(many, 8)
            assert [word for part in parts for word in part] == [f"T{at}R{n}" for n in range(rows)]
            for shown, part in zip(found, of_it, strict=True):
                assert not part or f"T{at}HEAD" in shown, "rows without their head"
                heads = sum(word.startswith(f"T{at}G") for word in shown)
                assert len(part) + heads != 1 or len(parts) == 1 or lines > 3, "a row alone"
        if kind == "groups":
            for shown in found:
                begun = [word.removeprefix(f"T{at}G") for word in shown if word.startswith(f"T{at}G")]
                assert all(f"T{at}R{n}" in shown or "(continued)" in shown for n in begun), (
                    "a head without its rows"
                )
        if kind == "bars":
            bars = [[word for word in shown if word.startswith(f"T{at}B")] for shown in found]
            assert sorted(word for part in bars for word in part) == sorted(f"T{at}B{n}" for n in range(many))
            assert all(len(part) > 2 for part in bars if part) or many < 6
        if kind in ("table", "groups", "chart", "bars"):
            [title] = [shown for shown in found if f"C{at}" in shown]
            first = {"chart": "m1", "bars": f"T{at}B0"}.get(kind, f"T{at}R0")
            assert first in title, "a title without what it is of"


WHOLE = ("INC-2026-0042", "14 Oct 2026, 16:05", "in investigation", "12 345.67 %", "2026-10-14")


@settings(max_examples=examples(20, 30), deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(WHOLE), st.booleans()), min_size=1, max_size=8),
    st.lists(st.text("ab cde", min_size=1, max_size=90), min_size=1, max_size=5),
    st.booleans(),
)
def test_no_number_date_or_state_is_broken_in_a_list(
    whole: list[tuple[str, bool]], texts: list[str], weighted: bool
) -> None:
    """Whatever else stands in the row, and however many columns there are: the paper is turned, or letters get smaller."""
    columns = [
        *(Column(f"N{at}", numeric=numeric, whole=True) for at, (_value, numeric) in enumerate(whole)),
        *(Column("Text", weight=2.0 if weighted else 0) for _ in texts),
    ]
    row = (*(value for value, _numeric in whole), *texts)
    [page, *_more] = body(Document("T", (Table(tuple(columns), (row,)),), landscape=None, status="approved"))
    lines = [each.text for each in page]
    for value, _numeric in whole:
        assert any(value in line for line in lines), value


@pytest.mark.parametrize("many", [35, 70])
def test_target_bars_are_drawn_on_one_scale_on_all_their_pages(many: int) -> None:
    values = tuple(90 + n % 10 / 2 for n in range(many))
    chart = Chart(
        "target-bars",
        "C",
        tuple(f"b{n}" for n in range(many)),
        (Series("s", values),),
        "%",
        targets=(95.0,) * many,
    )
    pages = body(Document("T", (chart,), status="approved"))
    ticks = [
        {each.text: round(each.x, 1) for each in page if each.text.endswith("%") and "," not in each.text}
        for page in pages
    ]
    assert len(pages) > 1 and len(ticks[0]) > 2
    assert all(each == ticks[0] for each in ticks)


def test_what_is_measured_is_what_a_reader_sees() -> None:
    """The measure itself: one text at the top of a page, one at its foot."""
    [page] = body(Document("T", (Paragraph("\n".join(f"l{n}" for n in range(40))),), status="approved"))
    ys = {word: each.y for each in page for word in each.text.split()}
    assert ys["l0"] - ys["l39"] == pytest.approx(39 * 13.8, abs=0.5)
