"""Order keys: short texts by which rows sort, so that a row can be put between two others without touching them."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
"""In the order of their characters. No key ends with the first of them, so that there is room before every key."""

_LAST = len(_DIGITS) - 1


_LONGEST = 500
"""Characters of a key: those of a list of 30,000 rows."""


def is_key(held: object) -> bool:
    """Whether somebody wrote it who writes keys."""
    is_some = isinstance(held, str) and 0 < len(held) <= _LONGEST
    return is_some and set(held) <= set(_DIGITS) and held[-1] != _DIGITS[0]  # type: ignore[call-overload, index]


def order_keys(ids: Sequence[str], known: Mapping[str, str]) -> dict[str, str]:
    """A key for each id, so that they sort in this order; as many as possible keep the one they are known by."""
    kept = _longest_rising(ids, known)
    following: list[str] = []
    for each in reversed(ids):
        following.append(known[each] if each in kept else (following or [""])[-1])
    keys: dict[str, str] = {}
    last = ""
    for each, high in zip(ids, reversed(following), strict=True):
        last = known[each] if each in kept else _next(last, high)
        keys[each] = last
    return keys


def _next(low: str, high: str) -> str:
    return between(low, high) if high else after(low)


def after(low: str) -> str:
    """The key that follows `low` where nothing stands behind it: 1 to 9, A to Z, a to z, z1, …"""
    if not low or low[-1] == _DIGITS[_LAST]:
        return low + _DIGITS[1]
    return low[:-1] + _DIGITS[_DIGITS.index(low[-1]) + 1]


def between(low: str, high: str) -> str:
    """A key between two others; "" as the lower one is the beginning. Raises ValueError where there is none."""
    place = 0
    while _digit(low, place) == _digit(high, place):
        place += 1
        if place >= len(high):
            raise ValueError(high)
    near, far = _digit(low, place), _digit(high, place)
    if far - near > 1:
        return high[:place] + _DIGITS[(near + far) // 2]
    return high[:place] + _DIGITS[near] + _beyond(low[place + 1 :])


def _beyond(low: str) -> str:
    """A key after `low`, half way to the end of what is possible, so that keys between neighbours stay short."""
    near = _digit(low, 0)
    if near == _LAST:
        return _DIGITS[_LAST] + _beyond(low[1:])
    return _DIGITS[(near + _LAST + 1) // 2]


def _digit(key: str, place: int) -> int:
    return _DIGITS.index(key[place]) if place < len(key) else 0


def _longest_rising(ids: Sequence[str], known: Mapping[str, str]) -> set[str]:
    """The largest choice of ids whose known keys rise from one to the next: the others are those that were moved."""
    ends: list[str] = []
    chains: list[Any] = []  # (id, the chain before it), for each length
    for each in ids:
        if each in known:
            place = bisect_left(ends, known[each])
            chain = (each, chains[place - 1] if place else None)
            ends[place : place + 1], chains[place : place + 1] = [known[each]], [chain]
    longest, chosen = chains[-1] if chains else None, set()
    while longest is not None:
        each, longest = longest
        chosen.add(each)
    return chosen


__all__ = ["after", "between", "is_key", "order_keys"]
