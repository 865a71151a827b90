"""The mark of what the program proposed, until somebody has edited it and taken the mark out.

It stands between two signs that nobody types, so that it is known in whatever language it was proposed.
"""

import re
from unicodedata import normalize

from sdesk.translation import message as _
from sdesk.translation import word

_WORDS = _("Proposed from the figures; edit before approval:")
_SIGN = "\N{LOZENGE}"
_MARKED = re.compile(f"{_SIGN}[^{_SIGN}\\n]*{_SIGN}")


def mark() -> str:
    """In the language spoken here."""
    return f"{_SIGN} {word(_WORDS)} {_SIGN}"


def is_proposed(text: str) -> bool:
    """Whether any of it still stands anywhere: a sign, or its words, however spaced, punctuated or capitalized."""
    said = letters(text)
    return _SIGN in text or any(letters(each) in said for each in _in_words())


def without_mark(text: str) -> str:
    text = _MARKED.sub("", text)
    for each in (*_in_words(), _SIGN):
        text = text.replace(each, "")
    return text.strip()


def letters(text: str) -> str:
    """What two texts have in common that say the same."""
    return "".join(char for char in normalize("NFKC", text).casefold() if char.isalnum())


def _in_words() -> tuple[str, str]:
    """As they read here and in English: of texts from before there were signs, and where somebody took out only these."""
    return word(_WORDS), str(_WORDS)


__all__ = ["is_proposed", "letters", "mark", "without_mark"]
