"""Where the sheets are that are not shown: clean ones to be used again, and those that hold unsaved changes."""

from collections.abc import Callable
from uuid import UUID

from shiboken6 import isValid

from sdesk.models import Record
from sdesk.ui.records.form.sheet import RecordSheet

Key = UUID | type[Record]
"""A stored record by its id; a new one by its kind."""


class SheetRack:
    """What is typed and not saved waits here, widgets and all, until somebody comes back to it."""

    def __init__(self, make: Callable[[type[Record]], RecordSheet]) -> None:
        self._make = make
        self._clean: dict[type[Record], RecordSheet] = {}
        self._waiting: dict[Key, RecordSheet] = {}

    def waiting_at(self, key: Key) -> RecordSheet | None:
        """Take out the sheet with unsaved changes of this record, if there is one."""
        return self._waiting.pop(key, None)

    def clean(self, model: type[Record]) -> RecordSheet:
        """Take out a sheet to be filled anew."""
        return self._clean.pop(model, None) or self._make(model)

    def put_away(self, sheet: RecordSheet) -> None:
        """Keep a sheet: for its unsaved changes, or to be used again."""
        if sheet.is_unsaved:
            self._waiting[sheet.record.id if sheet.record else sheet.model] = sheet
        else:
            self._clean[sheet.model] = sheet

    def waiting(self) -> tuple[RecordSheet, ...]:
        return tuple(self._waiting.values())

    def clear_away(self) -> None:
        """Delete them all: nobody comes back, and what has no parent stays otherwise."""
        for sheet in (*self._clean.values(), *self._waiting.values()):
            if isValid(sheet):  # it may have gone with what it was shown in
                sheet.deleteLater()
        self._clean.clear()
        self._waiting.clear()

    def first_waiting(self) -> Key | None:
        return next(iter(self._waiting), None)


def name_of_sheet(sheet: RecordSheet) -> str:
    """The number of its record; "new incident" for one that has none yet."""
    return sheet.name()
