"""A lock for several threads on one connection, of which one draws the window: that one comes first."""

import threading


class Turns:
    """Whoever holds it may take it again. Where the thread that made it waits, no other comes before."""

    def __init__(self) -> None:
        self.home = threading.get_ident()
        self._changed = threading.Condition(threading.Lock())
        self._home_waits = False
        self._holder: int | None = None
        self._times = 0

    def __enter__(self) -> None:
        me = threading.get_ident()
        with self._changed:
            if self._holder != me:
                self._wait(is_home=me == self.home)
                self._holder = me
            self._times += 1

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._times -= 1
            if not self._times:
                self._holder = None
                self._changed.notify_all()

    def is_awaited(self) -> bool:
        """Whether the thread that comes first waits for it."""
        return self._home_waits

    def _wait(self, *, is_home: bool) -> None:
        self._home_waits = self._home_waits or is_home
        try:
            while self._holder is not None or (self._home_waits and not is_home):
                self._changed.wait()
        finally:
            if is_home:
                self._home_waits = False
                self._changed.notify_all()


__all__ = ["Turns"]
