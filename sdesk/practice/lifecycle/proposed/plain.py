"""Texts as they are compared: what they say, not how it looks."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=1024)  # the words of forms are compared with whatever is typed into them
def plain_text(text: str) -> str:
    """Its letters and digits, whatever they look like, with the marks that some scripts write as vowels."""
    if text.isascii():
        return "".join(filter(str.isalnum, text.casefold()))
    said = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in said if char.isalnum() or is_mark(char))


def is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Mc")


__all__ = ["is_mark", "plain_text"]
