"""Typefaces on paper: Noto Sans from the program's own folder, companions for other scripts from the machine.

Every character is drawn from the first font that has it. A character that no font has is named in an error
and never printed as a box. Companions are looked up when a text first needs one; fonts with PostScript outlines
(most `.otf`, the CJK collections of Noto) cannot be embedded and count as missing.
"""

import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, reduce
from pathlib import Path
from typing import Literal, TypeAlias

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from sdesk.errors import SdeskError
from sdesk.paths import resource
from sdesk.reports.pdf.scripts import is_unshaped, joined
from sdesk.reports.plain import plain
from sdesk.translation import Message
from sdesk.translation import message as _

Face: TypeAlias = Literal["regular", "bold", "italic"]

FONT_FOLDER = resource("fonts")
BUNDLED: dict[Face, str] = {
    "regular": "NotoSans-Regular.ttf",
    "bold": "NotoSans-Bold.ttf",
    "italic": "NotoSans-Italic.ttf",
}
BUNDLED_SYMBOLS = ("NotoSansMath-Regular.ttf", "NotoSansSymbols2-Regular.ttf")

# In order of preference: Linux, Windows and macOS names for each script, fonts with everything last.
COMPANIONS = (
    *("NotoSansArabic-Regular.ttf", "NotoSansArabic[wght].ttf", "NotoNaskhArabic-Regular.ttf"),
    *("NotoSansHebrew-Regular.ttf", "NotoSansHebrew[wght].ttf"),
    *("NotoSansThai-Regular.ttf", "NotoSansThai[wght].ttf", "leelawui.ttf", "Thonburi.ttc"),
    *("NotoSansLao-Regular.ttf", "NotoSansArmenian-Regular.ttf", "NotoSansGeorgian-Regular.ttf"),
    *("NotoSansEthiopic-Regular.ttf", "NotoSansCherokee-Regular.ttf", "NotoSansThaana-Regular.ttf"),
    *("segoeui.ttf", "arial.ttf", "tahoma.ttf"),
    *("NotoSansSC-Regular.ttf", "NotoSansJP-Regular.ttf", "NotoSansKR-Regular.ttf", "NotoSansTC-Regular.ttf"),
    *(
        "NotoSansCJK-Regular.ttc",
        "msyh.ttc",
        "YuGothR.ttc",
        "meiryo.ttc",
        "malgun.ttf",
        "msjh.ttc",
        "simsun.ttc",
    ),
    *(
        "STHeiti Light.ttc",
        "AppleGothic.ttf",
        "wqy-microhei.ttc",
        "wqy-zenhei.ttc",
        "DroidSansFallbackFull.ttf",
    ),
    *("NotoSansSymbols-Regular.ttf", "NotoEmoji-Regular.ttf", "seguisym.ttf", "seguiemj.ttf"),
    *("Apple Symbols.ttf", "Symbola.ttf", "Arial Unicode.ttf", "ARIALUNI.TTF", "DejaVuSans.ttf"),
)


def printable(text: str) -> str:
    """The text in the characters that are drawn, still in reading order."""
    return joined(plain(text))


@cache
def _bundled(file_name: str) -> TTFont:
    path = FONT_FOLDER / file_name
    try:
        return _registered(path)
    except (TTFError, OSError) as fault:
        raise SdeskError(
            _("The font {path} cannot be read: {fault}.", path=str(path), fault=str(fault)),
            _("Install sdesk again."),
        ) from fault


def _registered(path: Path) -> TTFont:
    font = TTFont(path.stem, str(path))
    pdfmetrics.registerFont(font)
    return font


def bundled_font(face: Face) -> TTFont:
    return _bundled(BUNDLED[face])


@cache
def common_characters(face: Face) -> frozenset[str]:
    """What the bundled font draws with one glyph after the other, left to right."""
    glyphs = bundled_font(face).face.charToGlyph
    return frozenset(
        char
        for char in map(chr, glyphs)
        if unicodedata.bidirectional(char) not in ("R", "AL", "AN", "NSM") and char.isprintable()
    )


@cache
def font_of(char: str, face: Face) -> TTFont | None:
    """The font that draws this character, or None when this machine has none."""
    if is_unshaped(char):
        return None
    for font in _candidates(face):
        if ord(char) in font.face.charToGlyph:
            return font
    return None


def _candidates(face: Face) -> Iterator[TTFont]:
    yield bundled_font(face)
    for file_name in BUNDLED_SYMBOLS:
        yield _bundled(file_name)
    for file_name in COMPANIONS:
        companion = _companion(file_name)
        if companion is not None:
            yield companion


@cache
def _companion(file_name: str) -> TTFont | None:
    path = _installed_fonts().get(file_name.lower())
    if path is None:
        return None
    try:
        return _registered(path)
    except Exception:  # a font file of this machine may be damaged in any way; it is then not available
        return None


@cache
def _installed_fonts() -> dict[str, Path]:
    """Every font file of this machine by its name in small letters."""
    found: dict[str, Path] = {}
    for folder in font_folders():
        for place, _folders, names in os.walk(folder):
            for name in sorted(names):
                found.setdefault(name.lower(), Path(place, name))
    return found


def font_folders() -> tuple[Path, ...]:
    """Where this system keeps fonts, the user's own first."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        return (local / "Microsoft/Windows/Fonts", Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts")
    if sys.platform == "darwin":
        return (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    shared = (Path(folder) / "fonts" for folder in ("/usr/local/share", "/usr/share", "/run/host/usr/share"))
    return (home / ".local/share/fonts", home / ".fonts", *shared)


def runs(visual: str, face: Face) -> list[tuple[TTFont, str]]:
    """Text in drawing order, split where the font changes. A mark stays in the font of its letter if it can."""
    pieces: list[tuple[TTFont, str]] = []
    for char in visual:
        font = font_of(char, face)
        if font is None:
            raise missing_error({char: f"“{visual}”"})
        if (
            pieces
            and (unicodedata.combining(char) or char == " ")
            and ord(char) in pieces[-1][0].face.charToGlyph
        ):
            font = pieces[-1][0]
        if pieces and pieces[-1][0] is font:
            pieces[-1] = (font, pieces[-1][1] + char)
        else:
            pieces.append((font, char))
    return pieces


def missing_characters(text: str) -> list[str]:
    """The characters of a text that cannot be printed, each once, in reading order."""
    if common_characters("regular").issuperset(text):
        return []
    drawn = printable(text).replace("\n", "")
    return [char for char in dict.fromkeys(drawn) if font_of(char, "regular") is None]


MOST_NAMED = 8


def missing_error(places: Mapping[str, Message | str]) -> SdeskError:
    """The error for characters without a font; each comes with the place where it stands first."""
    first = list(places.items())[:MOST_NAMED]
    named = [_("{character} in {place}", character=_shown(char), place=place) for char, place in first]
    listed = reduce(lambda some, more: _("{some}; {more}", some=some, more=more), named)
    n = len(places) - MOST_NAMED
    if n > 0:
        said = _("No usable font has these characters: {listed}, and {n} more.", listed=listed, n=n)
    else:
        said = _("No usable font has these characters: {listed}.", listed=listed)
    return SdeskError(said, _what_helps(places))


def _what_helps(missing: Iterable[str]) -> Message:
    if any(is_unshaped(char) for char in missing):
        return _("sdesk cannot set this script in the right order and form yet. Write it in another script.")
    return _(
        "Install a font that has them (Noto Sans for that script, as .ttf), or take them out of the text."
    )


def _shown(char: str) -> str:
    letter = unicodedata.normalize("NFKC", char) if "\ufb50" <= char <= "\ufefc" else char
    name = " + ".join(unicodedata.name(part, "character without a name") for part in letter)
    codes = " + ".join(f"U+{ord(part):04X}" for part in letter)
    quoted = f"{letter} " if letter.isprintable() else ""
    return f"{quoted}{name} ({codes})"
