"""Cells that a spreadsheet would take for a formula, written so that it takes them for text, and read back."""

import re

_FORMULA = re.compile(r"'*(\s*[=+\-@＝＋－＠]|[\t\r\n])")
_NUMBER = re.compile(r"'*[+-]?\d+([.,]\d+)?")


def inert(text: str) -> str:
    """With an apostrophe before it where a spreadsheet would compute it; a number stays a number."""
    return f"'{text}" if _is_formula(text) else text


def as_it_was(text: str) -> str:
    """Without the apostrophe of `inert`."""
    return text[1:] if text.startswith("'") and _is_formula(text[1:]) else text


def _is_formula(text: str) -> bool:
    """Also with apostrophes of its own before it, so that there is one way back."""
    return _FORMULA.match(text) is not None and _NUMBER.fullmatch(text) is None
