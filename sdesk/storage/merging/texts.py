"""A long text that was changed on both sides: put together where they changed different paragraphs."""

from difflib import SequenceMatcher
from typing import NamedTuple

_MOST = 1_000
"""Paragraphs of a text that is compared; of a longer one the later stands."""


class _Part(NamedTuple):
    """Paragraphs of what was there, and what came in their place."""

    start: int
    end: int
    instead: tuple[str, ...]


def merged_text(was: str, one: str, other: str) -> str | None:
    """The text with both changes; None where they touch, so that only a person can tell what is meant."""
    if one == other or was == other:
        return one
    if was == one:
        return other
    lines = was.split("\n")
    if max(len(lines), one.count("\n"), other.count("\n")) > _MOST:
        return None
    ours, theirs = (_parts(lines, text.split("\n")) for text in (one, other))
    if any(mine != its and _touch(mine, its) for mine in ours for its in theirs):
        return None
    result: list[str] = []
    place = 0
    for start, end, instead in sorted({*ours, *theirs}):
        result += [*lines[place:start], *instead]
        place = end
    return "\n".join([*result, *lines[place:]])


def _parts(before: list[str], after: list[str]) -> list[_Part]:
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [_Part(i, j, tuple(after[k:m])) for tag, i, j, k, m in codes if tag != "equal"]


def _touch(one: _Part, other: _Part) -> bool:
    """Whether they change the same paragraph, or put something into the same place."""
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


__all__ = ["merged_text"]
