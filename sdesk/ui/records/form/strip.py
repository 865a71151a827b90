"""What stands above the form: that a record is only claimed, and what belongs above some kinds of record."""

from PySide6.QtWidgets import QWidget

from sdesk.models import Record
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import column_of
from sdesk.ui.records.adopting import ClaimedLine


class RecordStrip(QWidget):
    """Each is made when the first record of its kind is shown."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._made: dict[type[Record], QWidget] = {}
        self._claimed = ClaimedLine(desk, self)
        self._claimed.hide()
        self._column = column_of(self._claimed, inside=self, spacing=0)

    def show_record(self, record: Record | None) -> None:
        """Show what belongs above this record, if anything does."""
        kind = type(record) if record is not None else Record
        strips = self._desk.screens.strips
        if kind in strips and kind not in self._made:
            self._made[kind] = strips[kind](self._desk, self)
            self._column.addWidget(self._made[kind])
        for each, strip in self._made.items():
            strip.setVisible(each is kind)
            if each is kind:
                strip.show_record(record)  # type: ignore[attr-defined]
        self._claimed.show_record(record)
        self.setVisible(kind in strips or self._claimed.isVisibleTo(self))
