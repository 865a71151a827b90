"""What lasts, as pieces from a second to a second: for tests that count once more."""

from collections.abc import Iterable
from datetime import UTC, datetime

Piece = tuple[float, float]


def seconds(moment: datetime) -> float:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def without(pieces: Iterable[Piece], gaps: Iterable[Piece]) -> list[Piece]:
    """A gap that ends before it starts takes nothing away."""
    left = list(pieces)
    for start, end in gaps:
        if start < end:
            parts = [part for a, b in left for part in ((a, min(b, start)), (max(a, end), b))]
            left = [part for part in parts if part[0] < part[1]]
    return left


def lasting(pieces: Iterable[Piece]) -> float:
    """Seconds of all pieces together; what overlaps counts once."""
    reached, sum_ = float("-inf"), 0.0
    for start, end in sorted(pieces):
        sum_ += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return sum_
