"""Back and forth through what was shown: tabs, and the records in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from sdesk.translation import gettext as _

Place = tuple[int, UUID | None]
MOST = 100
"""Places that are kept."""


class Way(QObject):
    """`note` is called with whatever comes in sight; whoever goes on from a place in between forgets what came after."""

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._window = window
        self._places: list[Place] = []
        self._at = -1
        self._is_going = False
        self._followed: set[int] = set()

    def note(self, tab: int, record: UUID | None) -> None:
        """This is in sight now. A tab alone, before something of it is shown, is no place of its own."""
        if self._is_going or self._here() == (tab, record):
            return
        here = self._here()
        if here is not None and here[0] == tab and (record is None or here[1] is None):
            if record is not None:
                self._places[self._at] = (tab, record)
            return
        self._places[self._at + 1 :] = [(tab, record)]
        del self._places[:-MOST]
        self._at = len(self._places) - 1

    def follow(self, tab: int, page: Any) -> None:
        """Note what the form of a page shows from now on."""
        form: Any = getattr(page, "form", None)
        if hasattr(form, "shown") and tab not in self._followed:
            self._followed.add(tab)
            form.shown.connect(lambda record: self.note(tab, record.id if record is not None else None))
        self.note(tab, page.shown_record() if hasattr(page, "shown_record") else None)

    def back(self) -> None:
        self._go(-1, _("There is nothing before this."))

    def forth(self) -> None:
        self._go(1, _("There is nothing after this."))

    @contextmanager
    def to_one(self) -> Iterator[None]:
        """What comes in sight on the way to a record, as the first of a list, is no place that was asked for."""
        before, self._is_going = self._is_going, True
        try:
            yield
        finally:
            self._is_going = before

    def _here(self) -> Place | None:
        return self._places[self._at] if self._places else None

    def _go(self, by: int, end: str) -> None:
        at = self._at + by
        if not 0 <= at < len(self._places):
            self._window.desk.say(end)
            return
        self._at = at
        tab, record = self._places[at]
        with self.to_one():
            page = self._window.show_tab(tab)
            if record is not None:
                page.show_record(record)
