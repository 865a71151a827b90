"""Measuring two ways of doing the same thing, turn by turn, so that a busy machine slows both."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Ratio:
    """How long ours takes in terms of theirs, both medians in seconds; `aim` is what we want it to be at most."""

    what: str
    ours: float
    theirs: float
    aim: float

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs


def compare(
    what: str, ours: Callable[[], float], theirs: Callable[[], float], *, aim: float, turns: int
) -> Ratio:
    """Take turns, after one each that does not count. Both give the seconds that they measured themselves."""
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(turns)]
    found = Ratio(what, median(one for one, _ in pairs), median(other for _, other in pairs), aim)
    print(f"  {found.what}: {found.ratio:.2f}", file=sys.stderr)
    return found


def seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def print_table(ratios: list[Ratio]) -> None:
    width = max(len(each.what) for each in ratios)
    print(f"{'':{width}}  {'ours':>9}  {'bare':>9}  {'ratio':>5}  {'aim':>4}")
    for each in ratios:
        mark = "" if each.ratio <= each.aim else "  above the aim"
        print(
            f"{each.what:{width}}  {_said(each.ours):>9}  {_said(each.theirs):>9}  {each.ratio:5.2f}  {each.aim:4.1f}{mark}"
        )


def _said(duration: float) -> str:
    return f"{duration:.2f} s" if duration >= 1 else f"{duration * 1000:.1f} ms"
