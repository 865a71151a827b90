"""How much a row weighs: by how much it was missed or moved, in what its target leaves room for.

98 % where 99.5 % are asked lack three times the half per cent that may be lacking; 94 % of 95 % lack a fifth of it.
"""

from collections.abc import Mapping
from typing import Any

from sdesk.models.measures import Sense

Json = Any
CLEARLY = 0.5
"""What moved by less than half of its room is told by the tables alone."""
_BEST: Mapping[str, float] = {"%": 100, "of 5": 5}
_ROOM_OF_NO_TARGET = 0.1


def missed_by(row: Json) -> float:
    """0 where a person judged it: nobody says how far."""
    if row.get("judged") or row["value"]["value"] is None or row["target"] is None:
        return 0
    return float(abs(row["value"]["value"] - row["target"]) / _room(row))


def moved_by(row: Json) -> float:
    return float(abs(row["value"]["value"] - row["previous"]["value"]) / _room(row))


def _room(row: Json) -> float:
    """What may be lacking to the best, or the number itself; one point or case where a target leaves none.

    Without a target a tenth of the best, or as much as there was before.
    """
    best = _BEST.get(row["value"]["unit"])
    if row["target"] is None:
        return float((best * _ROOM_OF_NO_TARGET if best else row["previous"]["value"]) or 1)
    lacking = best is not None and row.get("sense") != Sense.AT_MOST
    return float((best - row["target"] if best and lacking else row["target"]) or 1)


__all__ = ["CLEARLY", "missed_by", "moved_by"]
