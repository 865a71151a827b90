"""Numbers and lengths of time in sentences and on paper: here alone. Fields of the window write them as its locale does."""

from decimal import ROUND_DOWN, Decimal

from sdesk.translation.message import NOTHING_SAID, Message
from sdesk.translation.message import message as _


def number(value: float | int, places: int = 4) -> str:
    """At most four decimals, thousands apart. What has more is cut, never rounded up to a number that nobody said; only
    what is not 0 does not read as 0."""
    if value == int(value):
        return f"{int(value):,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    exact, least = Decimal(str(round(value, 9))), Decimal(1).scaleb(-places)  # without the dust of 0.1 + 0.2
    shown = exact.quantize(least, ROUND_DOWN) or least.copy_sign(Decimal(value))
    return f"{shown:,f}".rstrip("0").rstrip(".").replace(",", "\N{NARROW NO-BREAK SPACE}")


def length(minutes: float | None, longest: str = "d", places: int = 0) -> Message:
    """As "2 h 15 min", "3 d 4 h"; "" for nothing. `longest` is "h" where days could be taken for working days,
    `places` the decimals that its minutes may have."""
    if minutes is None:
        return NOTHING_SAID
    hours, left = divmod(round(minutes, places), 60)
    rest = number(left, places)
    if hours >= 48 and longest == "d":
        days, hours = (int(each) for each in divmod(hours, 24))
        return _("{days} d {hours} h", days=days, hours=hours) if hours else _("{days} d", days=days)
    if hours:
        shown = number(hours)
        return (
            _("{hours} h {minutes} min", hours=shown, minutes=rest)
            if rest != "0"
            else _("{hours} h", hours=shown)
        )
    return _("{minutes} min", minutes=rest)


__all__ = ["length", "number"]
