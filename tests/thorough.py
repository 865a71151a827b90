"""How much of what is tried again and again belongs to every run, and how much to `make torture`."""

import os
from collections.abc import Sequence
from typing import TypeVar

Case = TypeVar("Case")
TORTURE = os.environ.get("HYPOTHESIS_PROFILE") == "torture"


def examples(few: int, many: int) -> int:
    """Of a property: so few in every run, so many where there is time."""
    return many if TORTURE else few


def left_out(cases: Sequence[Case], number: int) -> list[Case]:
    """Of the cases of a test marked `a_few(number)`: those for `make torture`; so many, spread over all, are in every run."""
    last = max(len(cases) - 1, 1)
    always = {round(place * last / max(number - 1, 1)) for place in range(number)}
    return [case for place, case in enumerate(cases) if place not in always]
