"""Many small bundles of ours become few: every look at the folder looks at each, and whoever comes late reads them all."""

from collections.abc import Sequence
from contextlib import suppress

from sdesk.storage.bundles.folder import Listed
from sdesk.storage.bundles.going import Giving

MANY = 64
"""Small ones behind each other, from which on they are put together."""
_NEWEST = 16
"""Those that others may be about to read, and of which one says what our content is: they stay."""
_SMALL = 256 * 1024
"""Bytes."""


def tidy(giving: Giving, listed: Sequence[Listed]) -> None:
    """What is put together lies there whole before the parts of it go. Raises SdeskError where it cannot be written."""
    own = [each for each in listed if each.replica == each.author == giving.own]
    _take_away_parts(own)
    for run in _runs(own):
        giving.write(giving.own, run[0].first, run[-1].last)
        for each in run:
            _take_away(each)


def _runs(own: Sequence[Listed]) -> list[list[Listed]]:
    """Small ones that follow each other without a gap, as many as are worth it."""
    runs: list[list[Listed]] = [[]]
    for each in sorted(own, key=lambda each: each.first)[:-_NEWEST]:
        follows = runs[-1] and each.first == runs[-1][-1].last + 1
        if not _is_small(each):
            runs.append([])
        elif follows or not runs[-1]:
            runs[-1].append(each)
        else:
            runs.append([each])
    return [each for each in runs if len(each) >= MANY]


def _take_away_parts(own: Sequence[Listed]) -> None:
    """Of what was put together before, where it was not seen through."""
    whole = [each for each in own if each.last - each.first >= MANY - 1]
    for each in own:
        over = (big for big in whole if big.first <= each.first and each.last <= big.last and big != each)
        if any(big.last - big.first > each.last - each.first and big.read() is not None for big in over):
            _take_away(each)


def _take_away(each: Listed) -> None:
    with suppress(OSError):  # it is in the way of nobody
        each.path.unlink()


def _is_small(each: Listed) -> bool:
    try:
        return each.path.stat().st_size < _SMALL
    except OSError:
        return False


__all__ = ["MANY", "tidy"]
