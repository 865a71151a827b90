"""Writing systems: Arabic letters take their joined forms, right-to-left text gets its order on the line.

The order follows the Unicode bidirectional algorithm (UAX #9) without its embedding characters, which `plain`
takes out. Scripts whose letters change place or merge (Devanagari, Tamil, Khmer, …) would come out wrong when
their characters are set side by side; `is_unshaped` names them so that the caller can refuse.
"""

import re
import unicodedata
from functools import cache

COMPLEX = re.compile(
    "DEVANAGARI|BENGALI|GURMUKHI|GUJARATI|ORIYA|TAMIL|TELUGU|KANNADA|MALAYALAM|SINHALA|TIBETAN|MYANMAR|KHMER|"
    "SYRIAC|NKO|MANDAIC|MONGOLIAN|BALINESE|JAVANESE|SUNDANESE|CHAM|LEPCHA|LIMBU|BATAK|BUGINESE|MEETEI|ADLAM|"
    "KAITHI|GRANTHA|CHAKMA|SHARADA|TIRHUTA|NEWA|BRAHMI|KHAROSHTHI|PHAGS-PA|TAI THAM"
)
TATWEEL, ZWNJ, ZWJ = "\u0640", "\u200c", "\u200d"
JOINING = re.compile("[\u0600-\u06ff\u200c\u200d]")
MIRRORED = dict(zip("()[]{}<>«»‹›≤≥", ")(][}{><»«›‹≥≤", strict=True))


def _arabic_forms() -> tuple[dict[str, dict[str, str]], dict[tuple[str, str], str]]:
    """The joined form of each letter, and of lam with alef, from the compatibility characters of Unicode."""
    forms: dict[str, dict[str, str]] = {}
    ligatures: dict[tuple[str, str], str] = {}
    for code in range(0xFB50, 0xFEFD):
        tag, *bases = unicodedata.decomposition(chr(code)).split() or [""]
        if len(bases) == 1 and tag.startswith("<"):
            forms.setdefault(chr(int(bases[0], 16)), {})[tag.strip("<>")] = chr(code)
        elif code >= 0xFEF5:
            ligatures[chr(int(bases[1], 16)), tag.strip("<>")] = chr(code)
    return forms, ligatures


FORMS, LAM_ALEF = _arabic_forms()


def is_unshaped(char: str) -> bool:
    """True for a letter that would print in a wrong form or place."""
    if COMPLEX.match(unicodedata.name(char, "")) and unicodedata.category(char)[0] in "LM":
        return True
    is_arabic_letter = unicodedata.bidirectional(char) == "AL" and unicodedata.category(char) == "Lo"
    has_form = char in FORMS or "\ufb50" <= char <= "\ufefc" or "\u0780" <= char <= "\u07bf"
    return is_arabic_letter and not has_form


def joined(text: str) -> str:
    """The text with Arabic letters in the form that their neighbours ask for."""
    if text.isascii() or not JOINING.search(text):
        return text
    letters = list(text)
    out: list[str] = []
    skip_alef_at = -1
    for at, char in enumerate(letters):
        if at == skip_alef_at or char in (ZWNJ, ZWJ):
            continue
        after = _neighbour(letters, at, 1)
        to_previous = _joins(_neighbour(letters, at, -1), "next") and _joins(char, "previous")
        ligature = (after, "final" if to_previous else "isolated") if char == "\u0644" else ("", "")
        if ligature in LAM_ALEF and letters[at + 1] == after:
            out.append(LAM_ALEF[ligature])
            skip_alef_at = at + 1
        else:
            out.append(_form(char, to_previous, _joins(char, "next") and _joins(after, "previous")))
    return "".join(out)


def _neighbour(letters: list[str], at: int, step: int) -> str:
    """The next letter in a direction; vowel marks do not come between letters."""
    at += step
    while 0 <= at < len(letters) and unicodedata.category(letters[at]) == "Mn":
        at += step
    return letters[at] if 0 <= at < len(letters) else ""


def _joins(char: str, side: str) -> bool:
    if char in (TATWEEL, ZWJ):
        return True
    return ("initial" if side == "next" else "final") in FORMS.get(char, {})


def _form(char: str, to_previous: bool, to_next: bool) -> str:
    forms = FORMS.get(char, {})
    wanted = (
        "medial"
        if to_previous and to_next
        else "final"
        if to_previous
        else "initial"
        if to_next
        else "isolated"
    )
    return forms.get(wanted, char)


@cache
def direction(char: str) -> str:
    return unicodedata.bidirectional(char) or "L"


def is_right_to_left(text: str) -> bool:
    """The direction of a paragraph is that of its first letter (UAX #9, P2 and P3)."""
    return next((direction(char) != "L" for char in text if direction(char) in ("L", "R", "AL")), False)


def needs_order(text: str) -> bool:
    return any(direction(char) in ("R", "AL", "AN") for char in text)


def visual_order(line: str, right_to_left: bool) -> str:
    """One line in the order in which it is drawn from left to right; brackets face the right way."""
    clusters: list[str] = []
    for char in line:
        if clusters and direction(char) == "NSM":
            clusters[-1] += char
        else:
            clusters.append(char)
    levels = _levels([direction(cluster[0]) for cluster in clusters], int(right_to_left))
    turned = [
        MIRRORED.get(cluster, cluster) if level % 2 else cluster
        for cluster, level in zip(clusters, levels, strict=True)
    ]
    for threshold in range(max(levels, default=0), 0, -1):
        _reverse_from(threshold, levels, turned)
    return "".join(turned)


def _reverse_from(threshold: int, levels: list[int], clusters: list[str]) -> None:
    """Turn round every stretch at this level or above (rule L2)."""
    start = 0
    while start < len(levels):
        end = start
        while end < len(levels) and levels[end] >= threshold:
            end += 1
        if end > start:
            clusters[start:end] = clusters[start:end][::-1]
            levels[start:end] = levels[start:end][::-1]
        start = end + 1


def _levels(kinds: list[str], base: int) -> list[int]:
    """The embedding level of each cluster (rules W2 to W7, N1, N2, I1, I2, L1)."""
    blank = [kind in ("WS", "B", "S") for kind in kinds]
    kinds = _weak(kinds, "R" if base else "L")
    kinds = _neutral(kinds, "R" if base else "L")
    levels = [_level(kind, base) for kind in kinds]
    for at in range(len(levels) - 1, -1, -1):
        if not blank[at]:
            break
        levels[at] = base
    return levels


def _level(kind: str, base: int) -> int:
    if base:
        return 1 if kind == "R" else 2
    return {"L": 0, "R": 1}.get(kind, 2)


def _weak(kinds: list[str], start: str) -> list[str]:
    strong = start
    for at, kind in enumerate(kinds):
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[at] = "AN"
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    for at in range(1, len(kinds) - 1):
        around = (kinds[at - 1], kinds[at + 1])
        if kinds[at] in ("ES", "CS") and around == ("EN", "EN"):
            kinds[at] = "EN"
        elif kinds[at] == "CS" and around == ("AN", "AN"):
            kinds[at] = "AN"
    for order in (range(1, len(kinds)), range(len(kinds) - 2, -1, -1)):
        for at in order:
            if kinds[at] == "ET" and kinds[at - order.step] == "EN":
                kinds[at] = "EN"
    strong = start
    for at, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"
    return kinds


def _neutral(kinds: list[str], base: str) -> list[str]:
    """Neutral characters go with what stands on both sides of them, else with the paragraph."""
    side = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
    start = 0
    while start < len(kinds):
        end = start
        while end < len(kinds) and kinds[end] not in side:
            end += 1
        if end > start:
            before = side[kinds[start - 1]] if start else base
            after = side[kinds[end]] if end < len(kinds) else base
            kinds[start:end] = [before if before == after else base] * (end - start)
        start = end + 1
    return kinds
