"""Numbers and lengths of time in sentences and on paper: here alone. Fields of the window write them as its locale does."""

from decimal import ROUND_DOWN, Decimal

from sdesk.translation.message import NOTHING_SAID, Message
from sdesk.translation.message import message as _


def number(value: float | int) -> str:
    """At most four decimals, thousands apart. What has more is cut, never rounded up to a number that nobody said; only
    what is not 0 does not read as 0."""
    if value == int(value):
        return f"{int(value):,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    exact = Decimal(str(round(value, 9)))  # without the dust of 0.1 + 0.2
    shown = exact.quantize(_LEAST, ROUND_DOWN) or _LEAST.copy_sign(Decimal(value))
    return f"{shown:,f}".rstrip("0").rstrip(".").replace(",", "\N{NARROW NO-BREAK SPACE}")


_LEAST = Decimal("0.0001")


def length(minutes: float | None, longest: str = "d") -> Message:
    """As "2 h 15 min", "3 d 4 h"; "" for nothing. `longest` is "h" where days could be taken for working days."""
    if minutes is None:
        return NOTHING_SAID
    hours, rest = divmod(round(minutes), 60)
    if hours >= 48 and longest == "d":
        days, hours = divmod(hours, 24)
        return _("{days} d {hours} h", days=days, hours=hours) if hours else _("{days} d", days=days)
    if hours:
        shown = number(hours)
        return (
            _("{hours} h {minutes} min", hours=shown, minutes=rest) if rest else _("{hours} h", hours=shown)
        )
    return _("{minutes} min", minutes=rest)


__all__ = ["length", "number"]
