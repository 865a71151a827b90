"""How much of what is tried again and again belongs to every run, and how much to `make torture`."""

import os
from collections.abc import Sequence
from typing import Any

import pytest

TORTURE = os.environ.get("HYPOTHESIS_PROFILE") == "torture"


def examples(few: int, many: int) -> int:
    """Of a property: so few in every run, so many where there is time."""
    return many if TORTURE else few


def a_few_of(cases: Sequence[Any], number: int) -> list[Any]:
    """For `parametrize`: so many, spread over all of them, in every run; the others where there is time."""
    last = max(len(cases) - 1, 1)
    always = {round(place * last / max(number - 1, 1)) for place in range(number)}
    return [
        case if place in always else pytest.param(case, marks=pytest.mark.torture)
        for place, case in enumerate(cases)
    ]
