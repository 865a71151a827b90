"""Which press confirms: one that somebody meant for what is on the screen now."""

from time import monotonic

IGNORED_FOR = 0.4
"""Seconds after a press that counted in which another is taken for part of the same."""


class Presses:
    """Remembers when the last press counted."""

    def __init__(self) -> None:
        self._last: float | None = None

    def is_meant(self) -> bool:
        """Whether a press now is one of its own, and no second half of the last."""
        return self._last is None or self.now() - self._last >= IGNORED_FOR

    def counted(self) -> None:
        """A press was taken, and the screen shows something else now."""
        self._last = self.now()

    @staticmethod
    def now() -> float:
        """Seconds, from whenever."""
        return monotonic()
