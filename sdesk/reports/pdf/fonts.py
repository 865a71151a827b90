"""Typefaces on paper: those in the program's own folder and no others, so that a report is the same everywhere.

Every sign is drawn from the first font that has it. What none has is drawn as a box with its code, and
`missing_characters` tells so before.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from typing import Any, Literal, TypeAlias

import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from sdesk.errors import SdeskError
from sdesk.paths import resource
from sdesk.reports.pdf.scripts import ZWJ, ZWNJ, clusters
from sdesk.reports.plain import plain
from sdesk.translation import message as _

Face: TypeAlias = Literal["regular", "bold", "italic"]

FONT_FOLDER = resource("fonts")
MAIN: dict[Face, str] = {
    "regular": "NotoSans-Regular",
    "bold": "NotoSans-Bold",
    "italic": "NotoSans-Italic",
}
SCRIPTS = ("NotoSansArabic", "NotoSansHebrew", "NotoSansDevanagari", "NotoSansThai")
SIGNS = ("NotoSansMath-Regular", "NotoSansSymbols2-Regular", "NotoEmoji-Regular", "DroidSansFallback")
SIGNS_REMEMBERED = 20_000  # a letter may carry any number of marks
PRIVATE = range(0xE000, 0xF900)


class Font(TTFont):  # type: ignore[misc]  # ReportLab has no types
    """A TrueType font each of whose glyphs has a character by which a page can name it.

    ReportLab names glyphs by characters below U+10000. What shaping brings forth has none, and gets one for
    private use: always the same, because a document made again has to have the same bytes.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name, str(FONT_FOLDER / f"{name}.ttf"), shapable=True)

    def name_of(self, glyph: int, char: str) -> str:
        """The character that names a glyph: the one that it was made of, if it is its own."""
        return (
            char
            if self.face.charToGlyph.get(ord(char)) == glyph and char < "\U00010000"
            else self._names[glyph]
        )

    @cached_property
    def _names(self) -> dict[int, str]:
        face = self.face
        named = {glyph: code for code, glyph in face.charToGlyph.items() if code < 0x10000}
        nameless = (glyph for glyph in range(self.hbFace.glyph_count) if glyph not in named)
        free = (code for code in PRIVATE if code not in face.charToGlyph)
        for glyph, code in list(zip(nameless, free, strict=False)):
            named[glyph] = code
            face.charToGlyph[code] = glyph
            face.charWidths[code] = self.pdfScale(self.measure.get_glyph_h_advance(glyph))
        return {glyph: chr(code) for glyph, code in named.items()}

    @cached_property
    def measure(self) -> Any:
        """The font as HarfBuzz shapes with it, in the font's own units."""
        return uharfbuzz.Font(self.hbFace)

    @cached_property
    def characters(self) -> frozenset[int]:
        return frozenset(self.face.charToGlyph) - frozenset(PRIVATE)


@cache
def font_named(name: str) -> Font:
    try:
        font = Font(name)
    except (TTFError, OSError) as fault:
        path = str(FONT_FOLDER / f"{name}.ttf")
        raise SdeskError(
            _("The font {path} cannot be read: {fault}.", path=path, fault=str(fault)),
            _("Install sdesk again."),
        ) from fault
    pdfmetrics.registerFont(font)
    return font


def main_font(face: Face) -> Font:
    return font_named(MAIN[face])


@cache
def common_characters(face: Face) -> frozenset[str]:
    """What the main font draws with one glyph after the other, left to right."""
    return frozenset(
        char
        for char in map(chr, main_font(face).characters)
        if unicodedata.bidirectional(char) not in ("R", "AL", "AN", "NSM")
        and (char.isprintable() or unicodedata.category(char) == "Zs")
    )


@lru_cache(SIGNS_REMEMBERED)
def font_of(cluster: str, face: Face) -> Font | None:
    """The first font that has all characters of what a reader takes for one sign, or None."""
    codes = {ord(char) for char in cluster if char not in (ZWNJ, ZWJ)}
    return next((font for font in _fonts(face) if codes <= font.characters), None)


def _fonts(face: Face) -> Iterator[Font]:
    yield main_font(face)
    weight = "Bold" if face == "bold" else "Regular"
    yield from (font_named(f"{script}-{weight}") for script in SCRIPTS)
    yield from (font_named(name) for name in SIGNS)


def pieces(text: str, face: Face) -> list[tuple[Font | None, str]]:
    """Text in reading order, split where the font changes. A character that no font has is a piece of its own."""
    found: list[tuple[Font | None, str]] = []
    for cluster in clusters(text):
        for sign in [cluster] if font_of(cluster, face) else cluster:
            font = font_of(sign, face)
            if font and found and found[-1][0] is font:
                found[-1] = (font, found[-1][1] + sign)
            else:
                found.append((font, sign))
    return found


def missing_characters(text: str) -> list[str]:
    """The characters of a text that no font has, each once, in reading order."""
    if common_characters("regular").issuperset(text):
        return []
    drawn = plain(text).replace("\n", "")
    return list(dict.fromkeys(sign for font, sign in pieces(drawn, "regular") if font is None))
