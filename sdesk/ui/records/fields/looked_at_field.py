"""What somebody has read before they record that a task is done: each record in the version that is picked."""

from PySide6.QtWidgets import QWidget

from sdesk.ui.desk import Desk
from sdesk.ui.records.fields.link_fields import FieldContext, RecordLinksField


class LookedAtField(RecordLinksField):
    """Records of any kind; nothing is created here."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(FieldContext(desk, lambda *_asked: None, lambda name: None), "Record", parent)
        self.setReadOnly(not desk.may_write)


__all__ = ["LookedAtField"]
