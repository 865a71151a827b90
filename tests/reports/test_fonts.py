"""Every character on paper has a font, its form and its place on the line, or is named."""

import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from sdesk.reports.blocks import Document, Paragraph
from sdesk.reports.pdf import fonts, render_pdf
from sdesk.reports.pdf.fonts import FONT_FOLDER, missing_characters, pieces
from sdesk.reports.pdf.scripts import clusters, is_right_to_left, visual_runs
from sdesk.reports.pdf.shaping import Run, shaped
from sdesk.reports.pdf.style import BODY
from sdesk.reports.plain import plain

ALEF, BEH, LAM = "\u0627", "\u0628", "\u0644"
SAMPLES = {
    "Arabic": "الطابعة في مكتب الاستقبال لا تعمل",
    "Persian": "چاپگر کار نمی\u200cکند",
    "Urdu": "پرنٹر کام نہیں کر رہا",
    "Hebrew": "המדפסת אינה פועלת",
    "Devanagari": "स्वागत कक्ष का प्रिंटर काम नहीं कर रहा है",
    "Thai": "เครื่องพิมพ์ไม่ทำงาน",
    "Chinese": "前台的打印机不能用了",
    "Japanese": "受付のプリンターが動きません",
    "Korean": "프린터가 작동하지 않습니다",
    "emoji": "🔥🚒👍🏽👩\u200d👩\u200d👧🇸🇰🦩",
}


def runs(text: str, right_to_left: bool = False) -> list[Run]:
    return list(shaped(text, "regular", right_to_left))


def test_the_licence_stands_beside_the_fonts() -> None:
    licence = (FONT_FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Copyright 2015 Google" in licence


@pytest.mark.parametrize("char", "○◐●◆▲■–→≥≤−×✓✗…“”„‘’«»€£µ°·•½²\u00a0\u2009\u202f\u2011\ufffd")
@pytest.mark.parametrize("face", ["regular", "bold", "italic"])
def test_signs_that_reports_use_come_from_the_programs_own_fonts(char: str, face: fonts.Face) -> None:
    font = fonts.font_of(char, face)
    assert font is not None
    assert font.fontName.startswith("NotoSans")
    assert str(FONT_FOLDER) in str(font.face.filename)


@pytest.mark.parametrize("text", ["Žluťoučký kůň", "Ελληνικά", "Кириллица", "Tiếng Việt", "İstanbul"])
def test_european_and_vietnamese_text_needs_one_font(text: str) -> None:
    assert [font and font.fontName for font, _ in pieces(plain(text), "bold")] == ["NotoSans-Bold"]


@pytest.mark.parametrize("script", SAMPLES)
def test_every_promised_script_has_its_letters_in_the_programs_own_fonts(script: str) -> None:
    assert missing_characters(SAMPLES[script]) == []
    assert all(str(FONT_FOLDER) in str(run.font.face.filename) for run in runs(SAMPLES[script]) if run.font)


def test_text_is_split_where_the_font_changes_and_nothing_is_lost() -> None:
    text = "at least ≥ 5 ● done"
    parts = pieces(text, "regular")
    assert "".join(part for _, part in parts) == text
    assert len({font.fontName for font, _ in parts if font}) == 3


@given(st.text())
def test_every_text_has_its_place_on_the_line(text: str) -> None:
    """Whatever people type: it can be set, and no sign gets lost on the way."""
    line = plain(text).replace("\n", "")
    for right_to_left in (False, True):
        drawn = runs(line, right_to_left)
        assert sorted("".join(run.text for run in drawn)) == sorted(line.replace("\xa0", " "))
        assert all(run.width >= 0 for run in drawn)


def test_missing_characters_are_found_once_each_also_inside_of_a_sign() -> None:
    assert missing_characters("a\ue000b\ue001\ue000") == ["\ue000", "\ue001"]
    assert missing_characters("ሰላም e\u0301") == ["ሰ", "ላ", "ም"]


def test_a_sign_stays_together() -> None:
    assert clusters("क्षि👍🏽👩\u200d👧🇸🇰🇩🇪e\u0301a") == [
        "क्षि",
        "👍🏽",
        "👩\u200d👧",
        "🇸🇰",
        "🇩🇪",
        "e\u0301",
        "a",
    ]
    assert [len(run.glyphs) for run in runs("👩\u200d👩\u200d👧")] == [1]


def test_plain_text_has_no_control_characters_and_one_kind_of_line_end() -> None:
    assert plain("a\r\nb\rc\x0bd\u2028e\x00f\u202eg\u200bh\ufeff\x9b") == "a\nb\nc\nd\ne fgh "
    assert plain("e\u0301") == "é"
    assert plain("\ud800") == "\ufffd"


@given(st.text())
def test_plain_text_is_plain(text: str) -> None:
    assert not any(
        unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in plain(text) if char != "\n"
    )


def test_arabic_letters_join() -> None:
    (word,) = runs("مرحبا")
    names = [unicodedata.name(char) for char in reversed(word.glyphs)]
    assert [name.split()[-2] for name in names] == ["INITIAL", "FINAL", "INITIAL", "MEDIAL", "FINAL"]


def test_lam_and_alef_become_one_letter() -> None:
    (word,) = runs(LAM + ALEF)
    assert [unicodedata.name(char) for char in word.glyphs] == ["ARABIC LIGATURE LAM WITH ALEF ISOLATED FORM"]
    (word,) = runs(BEH + LAM + ALEF)
    assert "FINAL" in unicodedata.name(word.glyphs[0])


def test_vowel_signs_take_their_place_before_the_letter() -> None:
    """कि is written with its vowel at the left; ka and ssa become one letter."""
    ka, ki, ksha = runs("क"), runs("कि"), runs("क्ष")
    assert ki[0].glyphs[-1] == ka[0].glyphs
    assert len(ki[0].glyphs) == 2
    assert len(ksha[0].glyphs) == 1


@pytest.mark.parametrize("script", ["Devanagari", "emoji"])
def test_shaped_text_can_be_found_and_copied(script: str) -> None:
    """Where glyphs do not name their text, the page says it beside them."""
    page = PdfReader(BytesIO(render_pdf(Document("T", (Paragraph(SAMPLES[script]),))))).pages[0]
    content = page.get_contents()
    assert content is not None
    spans = re.findall(rb"/ActualText <([0-9a-f]+)>", content.get_data())
    said = "".join(bytes.fromhex(span.decode()).decode("utf-16") for span in spans)
    drawn = page.extract_text()
    assert said
    assert all(word in said or word in drawn for word in SAMPLES[script].split())


@pytest.mark.parametrize(
    ("logical", "right_to_left", "visual"),
    [
        ("abc", False, "abc"),
        ("אבג", True, "גבא"),
        ("see אבג now", False, "see גבא now"),
        ("אבג 12 דה", True, "הד 12 גבא"),
        ("אבג 12:30", True, "12:30 גבא"),
        ("אבג (abc)", True, "(abc) גבא"),
        ("(אבג)", True, "(גבא)"),
        ("abc, אבג", False, "abc, גבא"),
        ("אבג, INC-2026-0042", True, "INC-2026-0042 ,גבא"),
        ("price 5 % אב", False, "price 5 % בא"),
        ("", True, ""),
    ],
)
def test_right_to_left_text_is_drawn_in_its_order(logical: str, right_to_left: bool, visual: str) -> None:
    drawn = "".join(
        text[::-1].translate(MIRRORED) if backwards else text
        for text, backwards in visual_runs(logical, right_to_left)
    )
    assert drawn == visual


MIRRORED = str.maketrans("()", ")(")


def test_brackets_face_the_right_way() -> None:
    glyphs = "".join(run.glyphs for run in runs("(אבג)", right_to_left=True))
    assert (glyphs[0], glyphs[-1]) == ("(", ")")


def test_a_paragraph_has_the_direction_of_its_first_letter() -> None:
    assert is_right_to_left("1. אבג abc")
    assert not is_right_to_left("abc אבג")


def raised(content: bytes) -> Iterator[tuple[float, str]]:
    """How high each text of the first page is set over its line, as a viewer keeps it: until it is told otherwise."""
    rise = 0.0
    page = PdfReader(BytesIO(content)).pages[0]
    stream = page.get_contents()
    assert stream is not None
    for operands, operator in stream.operations:
        if operator == b"Ts":
            rise = float(operands[0])
        elif operator == b"Tm":
            yield rise, "begins"
        elif operator in (b"Tj", b"TJ"):
            yield rise, "shown"


MARKED = (
    "W" + "\u0301\u0302\u0303" * 30 + " x",
    "مُحَمَّدٌ رَسُولُ",  # two marks over one letter
    "שָׁלוֹם עֲלֵיכֶם",
    "नि\u0902र्\u0902 क्\u0901",
    "ที่นี่ น้ำ ปั๊ม",
    "a\u0301\u0302\u0316b",
)


@given(
    st.lists(
        st.one_of(st.sampled_from(MARKED), st.text("aW\u0301\u0302\u0323\u0331 بَّ", max_size=12)), max_size=6
    )
)
def test_marks_over_letters_raise_nothing_but_themselves(lines: list[str]) -> None:
    """Two in a row left all that followed on the page as high as the second, over other lines and the foot."""
    found = list(raised(render_pdf(Document("T", (Paragraph("\n".join((*lines, "last"))),)))))
    assert all(rise == 0 for rise, what in found if what == "begins")
    assert found[-1] == (0, "shown")
    assert all(abs(rise) < 20 for rise, _what in found)


@pytest.mark.parametrize("text", MARKED)
def test_each_mark_is_as_high_as_its_form_asks(text: str) -> None:
    size = BODY.size
    asked = [
        round(size * glyph.y_offset / 1000, 2)
        for run in runs(text, is_right_to_left(text))
        for glyph in run.glyphs.__shapeData__  # type: ignore[attr-defined]
    ]
    found = [
        round(rise, 2)
        for rise, what in raised(render_pdf(Document("", (Paragraph(text),), status="approved")))
        if what == "shown"
    ]
    assert set(asked) - {0.0} <= set(found) <= set(asked) | {0.0}
