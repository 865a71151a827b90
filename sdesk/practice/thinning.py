"""Which copies are one too many: of hours, days, weeks and months with copies, the last of each stays for a while.

They are counted in the order of the history, and nothing is held against the clock: one that was wrong for a while is
one hour, day, week and month more, and takes nothing along.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate, pairwise

HOURS, DAYS, WEEKS, MONTHS = 24, 14, 9, 12
"""Of how many of those that hold copies the last one is kept."""


def superfluous(moments: Sequence[datetime]) -> set[int]:
    """Which of the copies that were made at these moments (in UTC, in the order of the history) may go, by their place.

    Two hours of one name are two where the clock was set back between them.
    """
    set_back = [0, *accumulate(int(later < earlier) for earlier, later in pairwise(moments))]
    spans = (
        (HOURS, [(back, f"{each:%Y-%m-%d %H}") for back, each in zip(set_back, moments, strict=False)]),
        (DAYS, [f"{each:%Y-%m-%d}" for each in moments]),
        (WEEKS, [each.isocalendar()[:2] for each in moments]),
        (MONTHS, [(each.year, each.month) for each in moments]),
    )
    kept: set[int] = set()
    for many, names in spans:
        last_of_each = {name: at for at, name in enumerate(names)}
        kept.update(sorted(last_of_each.values())[-many:])
    return {*range(len(moments))} - kept
