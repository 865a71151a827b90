"""Dialogs in which people write: what they typed is kept until it is done or given up."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from sdesk.models import Record
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import AskingDialog
from sdesk.ui.unsaved.fields import OpenFields


class WritingDialog(AskingDialog):
    """About one record. `act` is by what its text is found again: the name of its class, if nothing else."""

    act = ""

    def __init__(
        self,
        desk: Desk,
        record: Record,
        name: str,
        title: str,
        explanation: str,
        parent: QWidget | None,
        **how: Any,
    ) -> None:
        self.desk = desk
        super().__init__(name, title, explanation, parent, **how)
        called = f"{record.number}: {title}"
        self._open_fields = OpenFields(desk, self, self.act or type(self).__name__, called, record=record)

    def attempt(self, act: Callable[[], object]) -> None:
        self._open_fields.about_to_save()
        super().attempt(act)
