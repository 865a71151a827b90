"""Writing systems: what belongs together when a text is broken, and the order in which a line is drawn (UAX #9)."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby, pairwise

from bidi import algorithm as bidi

ZWNJ, ZWJ = "\u200c", "\u200d"
VIRAMA = 9  # the combining class of the sign that ties a consonant to the next one
SKIN_TONES = range(0x1F3FB, 0x1F400)
FLAG_LETTERS = range(0x1F1E6, 0x1F200)


def is_right_to_left(text: str) -> bool:
    """The direction of a paragraph is that of its first letter (P2 and P3)."""
    return bool(bidi.get_base_level(text))


def clusters(text: str) -> list[str]:
    """The text in pieces that a reader takes for one sign: a letter with its marks, a conjunct, a joined emoji."""
    starts: list[int] = []
    for at, char in enumerate(text):
        if not starts or not _continues(text[at - 1], at - starts[-1], char):
            starts.append(at)
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]


def _continues(last: str, length: int, char: str) -> bool:
    """Whether `char` belongs to the sign of so many characters that ends with `last`."""
    if char in (ZWNJ, ZWJ) or unicodedata.category(char)[0] == "M" or ord(char) in SKIN_TONES:
        return True
    if ord(char) in FLAG_LETTERS:
        return length == 1 and ord(last) in FLAG_LETTERS
    return last == ZWJ or (unicodedata.combining(last) == VIRAMA and unicodedata.category(char)[0] == "L")


def visual_runs(line: str, right_to_left: bool) -> Iterator[tuple[str, bool]]:
    """Stretches of one direction in the order in which they stand on the line from left to right.

    Each is given in reading order, with True when it is written from right to left.
    """
    if not right_to_left and not any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in line):
        yield line, False
        return
    storage = bidi.get_empty_storage()
    storage["base_level"], storage["base_dir"] = int(right_to_left), "LR"[right_to_left]
    bidi.get_embedding_levels(line, storage)
    for at, char in enumerate(storage["chars"]):
        char["at"] = at
        char["type"] = char["type"] or "L"  # of a character that this Unicode does not know yet
    bidi.explicit_embed_and_overrides(storage)  # takes out what has no width, the joiners too
    bidi.resolve_weak_types(storage)
    bidi.resolve_neutral_types(storage, False)
    bidi.resolve_implicit_levels(storage, False)
    bidi.reorder_resolved_levels(storage, False)
    for level, chars in groupby(storage["chars"], key=lambda char: char["level"]):
        places = [char["at"] for char in chars]
        yield line[min(places) : max(places) + 1], bool(level % 2)
