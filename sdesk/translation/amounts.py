"""Numbers and lengths of time as people write them: here alone."""

from sdesk.translation.message import NOTHING_SAID, Message
from sdesk.translation.message import message as _


def number(value: float | int) -> str:
    """At most two decimals, thousands apart."""
    if isinstance(value, int) or value == int(value):
        return f"{int(value):,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return f"{value:,.2f}".rstrip("0").replace(",", "\N{NARROW NO-BREAK SPACE}")


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
