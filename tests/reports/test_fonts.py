"""Every character on paper has a font, is in the right order, or is named."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.reports.pdf import fonts
from sdesk.reports.pdf.fonts import FONT_FOLDER, missing_characters, missing_error, printable, runs
from sdesk.reports.pdf.scripts import is_right_to_left, is_unshaped, joined, visual_order
from sdesk.reports.plain import plain

ALEF, BEH, TEH_MARBUTA, LAM, MEEM, REH, HAH = (
    "\u0627",
    "\u0628",
    "\u0629",
    "\u0644",
    "\u0645",
    "\u0631",
    "\u062d",
)


def companion_for(char: str) -> bool:
    return fonts.font_of(char, "regular") is not None


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
    assert [font.fontName for font, _ in runs(printable(text), "bold")] == ["NotoSans-Bold"]


def test_text_is_split_where_the_font_changes_and_nothing_is_lost() -> None:
    text = "at least ≥ 5 ● done"
    parts = runs(text, "regular")
    assert "".join(part for _, part in parts) == text
    assert len({font.fontName for font, _ in parts}) == 3


def test_missing_characters_are_named_once_each() -> None:
    assert missing_characters("a\ue000b\ue001\ue000") == ["\ue000", "\ue001"]
    error = missing_error({"\u0928": "the title"})
    assert "DEVANAGARI LETTER NA (U+0928) in the title" in str(error.message)


def test_an_error_does_not_list_hundreds_of_characters() -> None:
    assert "and 92 more" in str(missing_error({chr(0xE000 + n): "the title" for n in range(100)}))


def test_fonts_are_looked_up_where_this_system_keeps_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("WINDIR", "/windows")
    assert any(folder.as_posix().endswith("/windows/Fonts") for folder in fonts.font_folders())
    monkeypatch.setattr("sys.platform", "darwin")
    assert any(folder.as_posix() == "/System/Library/Fonts" for folder in fonts.font_folders())


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
    names = [unicodedata.name(char) for char in joined(MEEM + REH + HAH + BEH + ALEF)]  # marhaba
    assert [name.split()[-2] for name in names] == ["INITIAL", "FINAL", "INITIAL", "MEDIAL", "FINAL"]


def test_lam_and_alef_become_one_letter() -> None:
    assert [unicodedata.name(char) for char in joined(LAM + ALEF)] == [
        "ARABIC LIGATURE LAM WITH ALEF ISOLATED FORM"
    ]
    assert "FINAL" in unicodedata.name(joined(BEH + LAM + ALEF)[-1])


def test_vowel_marks_do_not_part_letters() -> None:
    assert unicodedata.name(joined(BEH + "\u064e" + BEH)[0]).endswith("INITIAL FORM")


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
    assert visual_order(logical, right_to_left) == visual


@given(st.text(st.sampled_from("abאבג12٣(),.- %\u05b0\u0627\u0628")), st.booleans())
def test_ordering_loses_no_character(text: str, right_to_left: bool) -> None:
    mirrored = str.maketrans(")", "(")
    assert sorted(visual_order(text, right_to_left).translate(mirrored)) == sorted(text.translate(mirrored))


def test_a_paragraph_has_the_direction_of_its_first_letter() -> None:
    assert is_right_to_left("1. אבג abc")
    assert not is_right_to_left("abc אבג")


@pytest.mark.parametrize("char", "नமခ\u0672")
def test_scripts_that_would_come_out_wrong_are_known(char: str) -> None:
    assert is_unshaped(char)
    assert not companion_for(char)


@pytest.mark.parametrize("char", "aЖبאไ漢")
def test_scripts_that_come_out_right_are_not_refused(char: str) -> None:
    assert not is_unshaped(char)
