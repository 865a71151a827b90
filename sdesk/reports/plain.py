"""The one way in which text that people typed gets onto paper: as plain text, without control characters."""

import unicodedata

LINE_ENDS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
JOINERS = "\u200c\u200d"  # they decide how Arabic letters join, and are taken out after that


class _Printable(dict[int, str]):
    """What each character prints as, decided when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _printed_as(chr(code))
        return self[code]


def _printed_as(char: str) -> str:
    category = unicodedata.category(char)
    if char == "\n" or char in JOINERS:
        return char
    if char in LINE_ENDS:
        return "\n"
    if category == "Cc" or char in "\u1680\u205f\u3000":
        return "    " if char == "\t" else " "
    if category == "Cs":
        return "\ufffd"
    if category == "Cf" and not unicodedata.name(char, "").startswith(("ARABIC", "KAITHI", "SYRIAC")):
        return ""  # marks for direction, soft hyphens, tags: they have no shape of their own
    if "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef" or char == "\u034f":
        return ""
    return char


_PRINTABLE = _Printable()


def plain(text: str) -> str:
    """The text as it is printed: composed characters, `\\n` for every kind of line end, no control characters.

    Nothing in it is markup. Renderers draw what this returns character by character; HTML escapes it besides.
    """
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(_PRINTABLE)
