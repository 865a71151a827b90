"""A dialog that asks what is to be done with several records, and does it with all of them or with none."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import AskingDialog

MOST_NAMED = 6


class BulkDialog(AskingDialog):
    """`done_with` carries the operation, None if nothing changed, and what is said of it."""

    done_with = Signal(object, str)

    def __init__(self, desk: Desk, records: Sequence[Any], parent: QWidget) -> None:
        self.desk = desk
        self.records = records
        n = len(records)
        numbers = ", ".join(each.number for each in records[:MOST_NAMED])
        named = (
            numbers
            if n <= MOST_NAMED
            else _("{numbers} and {n} more").format(numbers=numbers, n=n - MOST_NAMED)
        )
        super().__init__("bulk", self.heading(), named, parent, does=self.button_text())

    def heading(self) -> str:
        """What the dialog is for."""
        raise NotImplementedError

    def button_text(self) -> str:
        """What its button says."""
        raise NotImplementedError

    def act(self) -> UUID | None:
        """Do it. Raises SdeskError, which is said in the dialog."""
        raise NotImplementedError

    def said(self) -> str:
        """What was done, for the line below the list."""
        n = len(self.records)
        return ngettext("{n} record was changed.", "{n} records were changed.", n).format(n=n)

    def carry_out(self) -> None:
        operation = self.act()
        self.done_with.emit(operation, self.said())
