"""The paper as a reader gets it: what stands on each page of the finished PDF."""

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from sdesk.errors import SdeskError
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
    Paper,
    Paragraph,
    Row,
    Series,
    Signature,
    SignatureLine,
    Table,
)
from sdesk.reports.pdf import remark_on, render_pdf
from tests.reports.demo import HASH, demo, logo
from tests.thorough import examples


def pages_of(document: Document) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(render_pdf(document))).pages]


def text_of(*blocks: Block) -> str:
    return "\n".join(pages_of(Document("T", blocks, status="approved")))


def unspaced(text: str) -> str:
    return "".join(text.split())


def test_every_page_says_which_it_is_of_how_many() -> None:
    pages = pages_of(demo())
    assert len(pages) > 5
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page


def test_every_page_names_issuer_number_version_hash_and_what_it_was_computed_from() -> None:
    for page in pages_of(demo()):
        assert "Harbour IT Services" in page
        assert "SPR-2026-03 · Version 1" in page
        assert f"SHA-256 {HASH[:16]}" in page
        assert "Computed from 50 incidents" in page


def test_every_page_of_a_draft_is_marked_and_no_page_of_an_approved_report() -> None:
    assert all(
        page.count("Draft") >= 3 for page in pages_of(demo("draft"))
    )  # header, footer, across the page
    assert not any("Draft" in page for page in pages_of(demo("approved")))


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render_pdf(demo()) == render_pdf(demo())


def test_another_document_gives_other_bytes() -> None:
    assert render_pdf(demo()) != render_pdf(replace(demo(), version="2"))


def test_the_file_knows_title_author_subject_language_and_headings() -> None:
    reader = PdfReader(BytesIO(render_pdf(demo())))
    assert reader.metadata is not None
    assert reader.metadata.title == "Service performance report"
    assert reader.metadata.author == "Harbour IT Services"
    assert reader.metadata.subject == "Harbour Dental · 1 July to 30 September 2026"
    assert str(reader.root_object["/Lang"]) == "en"
    chapters = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert chapters == [
        "Summary",
        "Performance against the agreement",
        "Incidents of the period",
        "Action items",
    ]
    sections: Any = next(entry for entry in reader.outline if isinstance(entry, list))
    assert [entry.title for entry in sections] == [
        "Availability of each service",
        "Incidents",
        "Response and restoration",
    ]


def test_bookmarks_lead_to_the_page_of_their_heading() -> None:
    reader = PdfReader(BytesIO(render_pdf(demo())))
    for entry in reader.outline:
        if not isinstance(entry, list):
            page = reader.get_destination_page_number(entry)
            assert page is not None
            assert str(entry.title) in reader.pages[page].extract_text()


@pytest.mark.parametrize(("paper", "width"), [("A4", 595), ("Letter", 612)])
def test_paper_sizes(paper: Paper, width: int) -> None:
    box = PdfReader(BytesIO(render_pdf(demo(paper=paper)))).pages[0].mediabox
    assert round(float(box.width)) == width


def test_all_fonts_are_embedded() -> None:
    reader = PdfReader(BytesIO(render_pdf(demo())))
    resources: Any = [page["/Resources"] for page in reader.pages]
    fonts = [font for resource in resources for font in resource["/Font"].values()]
    assert fonts
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)


def test_a_table_over_many_pages_repeats_its_head_and_loses_no_row() -> None:
    rows = tuple((f"INC-{number}", "mail") for number in range(300))
    pages = pages_of(Document("T", (Table((Column("Number"), Column("What")), rows),)))
    assert len(pages) > 3
    assert all("What" in page for page in pages)
    printed = [word for page in pages for word in page.split() if word.startswith("INC-")]
    assert printed == [row[0] for row in rows]


def test_a_group_that_goes_on_says_so_on_the_next_page() -> None:
    rows = (Row(("Telephony",), "group"), *(Row((f"INC-{number}",)) for number in range(60)))
    pages = pages_of(Document("T", (Table((Column("Number"),), rows),)))
    assert "Telephony (continued)" in pages[1]


def test_a_total_does_not_stand_alone_on_a_page() -> None:
    for count in range(25, 45):
        rows = tuple((f"INC-{number}",) for number in range(count))
        pages = pages_of(Document("T", (Table((Column("Number"),), rows, total=("In all",)),)))
        if len(pages) > 1:
            assert "INC-" in pages[-1]


@pytest.mark.parametrize("lines", range(20, 50))
def test_no_page_ends_with_a_lone_heading(lines: int) -> None:
    filler = Paragraph("\n".join(["line"] * lines))
    following = Table((Column("Head"),), (("first",), ("second",)), caption="Caption")
    for page in pages_of(Document("T", (filler, Heading("Chapter"), Heading("Section", 2), following))):
        if "Chapter" in page:
            assert "Section" in page
            assert "first" in page


def test_blocks_kept_together_stand_on_one_page() -> None:
    for lines in range(24, 50, 3):
        filler = Paragraph("\n".join(["line"] * lines))
        kept = KeepTogether((Paragraph("beginning"), Paragraph("\n".join(["x"] * 8)), Paragraph("ending")))
        for page in pages_of(Document("T", (filler, kept))):
            assert ("beginning" in page) == ("ending" in page)


def test_more_than_a_page_kept_together_is_printed_all_the_same() -> None:
    kept = KeepTogether(tuple(Paragraph(f"part {number}") for number in range(100)))
    assert "part 99" in text_of(kept)


MARKUP = (
    '<img src="file:///etc/passwd"/> <font color="red">x</i> <b>bold &amp; &nope; <!-- ]]> %s {x} \\n </para>'
)


@pytest.mark.parametrize(
    "block",
    [
        Heading(MARKUP),
        Paragraph(MARKUP),
        Bullets((MARKUP,)),
        Facts(((MARKUP, "x"),)),
        Table((Column("A"), Column("B")), ((MARKUP, "b"),)),
        Table((Column("A"),), (), caption=MARKUP),
        Callout(MARKUP),
        KeyFigures((KeyFigure("label", "1", note=MARKUP),)),
        Signature((SignatureLine(MARKUP, "role"),)),
    ],
)
def test_markup_is_printed_as_it_was_typed(block: Block) -> None:
    assert unspaced(MARKUP) in unspaced(text_of(block))


def test_control_characters_are_not_printed() -> None:
    printed = text_of(Paragraph("a\x00b\x07c\u200bd\u202ee\ufefff\tg"))
    assert "a b cdef" in printed
    assert "\x00" not in printed


def test_words_wider_than_the_page_are_broken_and_nothing_is_lost() -> None:
    word = "https://example.org/" + "a1b2" * 200
    assert unspaced(word) in unspaced(text_of(Paragraph(word)))
    assert unspaced(word) in unspaced(text_of(Table((Column("A"),), ((word,),))))


def test_a_cell_higher_than_a_page_goes_on_overleaf() -> None:
    cell = "\n".join(f"step {number}" for number in range(200))
    pages = pages_of(Document("T", (Table((Column("When"), Column("What")), (("Monday", cell),)),)))
    assert len(pages) > 2
    steps = [int(number) for page in pages for number in re.findall(r"step (\d+)", page)]
    assert steps == list(range(200))


def test_a_value_that_is_not_there_says_so() -> None:
    figures = KeyFigures((KeyFigure("Satisfaction", ""),))
    chart = Chart("bars", "Complaints", ("Jan",), (Series("All", (None,)),))
    assert "No data" in text_of(figures)
    assert "No data" in text_of(chart)


def test_a_table_without_rows_says_what_is_not_there() -> None:
    assert "No suppliers." in text_of(Table((Column("Supplier"),), empty_text="No suppliers."))


def test_characters_without_a_font_are_named_with_their_place() -> None:
    document = Document(
        "T", (Heading("Steps"), Table((Column("A"),), (("fine",), ("\ue000",)), caption="Log"))
    )
    told = "character without a name (U+E000) in the table “Log”, row 2, section “Steps”"
    assert told in str(remark_on(document))
    printed = " ".join(pages_of(document)[-1].split())
    assert "Characters without a font" in printed
    assert told in printed


def test_a_document_with_every_character_says_nothing_of_fonts() -> None:
    assert remark_on(Document("नमस्ते 受付 🔥 الطابعة")) is None


def test_a_document_has_the_same_bytes_whatever_was_printed_before() -> None:
    """ReportLab hands out names of glyphs as they come; here each has its own."""
    document = Document("क्षमा करें", (Paragraph("👩‍👩‍👧 الطابعة"),))
    first = hashlib.sha256(render_pdf(document)).hexdigest()
    made_alone = subprocess.run(
        [sys.executable, "-c", PRINTED_AFTER_ANOTHER], capture_output=True, text=True, check=True
    )
    assert made_alone.stdout.strip() == first


PRINTED_AFTER_ANOTHER = """
import hashlib
from sdesk.reports.blocks import Document, Paragraph
from sdesk.reports.pdf import render_pdf
render_pdf(Document("स्वागत कक्ष", (Paragraph("❤️‍🔥 🇸🇰 לא پرنٹر"),)))
print(hashlib.sha256(render_pdf(Document("क्षमा करें", (Paragraph("👩‍👩‍👧 الطابعة"),)))).hexdigest())
"""


def test_a_damaged_logo_is_an_error_that_people_can_act_on() -> None:
    with pytest.raises(SdeskError, match="logo"):
        render_pdf(Document("T", logo=logo()[:200]))


def document_with(text: str) -> Document:
    """The text in every place where people's text can stand."""
    figure = KeyFigure(text, text, text, text, "warning")
    charts = [
        Chart(kind, text, (text, "b"), (Series(text, (1, None)),), unit=text, caption=text)
        for kind in ("bars", "lines", "stacked", "target-bars")
    ]
    blocks: tuple[Block, ...] = (
        Heading(text),
        Paragraph(text),
        Bullets((text,)),
        Facts(((text, text),)),
        Table((Column(text), Column("B")), ((text, text), Row((text,), "group")), text, text, (text, text)),
        KeyFigures((figure, figure)),
        *charts,
        Callout(text, "ok", text),
        Signature((SignatureLine(text, text, text, text, text), SignatureLine(text, text)), text),
    )
    return Document(text, blocks, text, text, text, text, text, text, footer_note=text, facts=((text, text),))


@settings(max_examples=examples(20, 60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300))
def test_any_text_is_printed_or_refused_by_naming_its_characters(text: str) -> None:
    try:
        assert render_pdf(document_with(text)).startswith(b"%PDF")
    except SdeskError as refused:
        assert "U+" in str(refused)


@settings(max_examples=examples(12, 40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(
        st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=("Cc", "Cf", "Cs")),
        max_size=60,
    ),
    st.integers(1, 60),
)
def test_western_text_of_any_length_is_always_printed(text: str, times: int) -> None:
    assert render_pdf(document_with(text * times)).startswith(b"%PDF")


def test_the_bytes_do_not_depend_on_the_process() -> None:
    program = (
        "import hashlib; from tests.reports.demo import demo; from sdesk.reports.pdf import render_pdf;"
        "print(hashlib.sha256(render_pdf(demo())).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert digests == {hashlib.sha256(render_pdf(demo())).hexdigest() + "\n"}
