"""At which hour a week begins that is not seen whole: with the work, and with now in sight."""

from collections.abc import Sequence

from sdesk.practice.calendar.hour_axis import Stretch

BEFORE = 1
"""Hours above the first that is open, and around now."""
USUAL_OPENING = 8


def first_hour(opened: Sequence[Stretch], now: float | None, seen: float) -> float:
    """The hour at the top where so many are seen; `now` is None in a week that today is not in."""
    first = min((each.top for each in opened), default=USUAL_OPENING) - BEFORE
    if now is not None:
        first = min(max(first, now + BEFORE - seen), now - BEFORE)
    return max(0.0, first)
