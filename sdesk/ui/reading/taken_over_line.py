"""Who took over what this record says, and says something else by now: a line below its head, with the way to each."""

from datetime import datetime
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from sdesk.models import Proposable, Record
from sdesk.models.record import values_of
from sdesk.practice.starter.taking_over import TakenOver, taken_over
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import FlowLayout, HelpText, quiet_button
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.records.naming import called
from sdesk.ui.theme.look import GRID, LIST_ROW_HEIGHT, PAGE_MARGIN
from sdesk.ui.wording import worded

MOST_NAMED = 6
QWIDGETSIZE_MAX = 16_777_215


class TakenOverLine(QWidget):
    """Hidden where all say the same. Asked anew when a text changed, here or elsewhere, not when something is read."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("record.taken-over")
        self._desk = desk
        self._said: tuple[Any, ...] = ()
        self._changed_at: datetime | None = None
        self._found: tuple[TakenOver, ...] = ()
        self._flow = FlowLayout(self, spacing=GRID)
        self._flow.setContentsMargins(PAGE_MARGIN, 4, PAGE_MARGIN, 4)
        self.hide()

    def show_record(self, record: Record | None) -> None:
        """Say it of this record, if it is the one that counts or is to count."""
        if not isinstance(record, Proposable) or record.state_called(record.state).ended:
            self._said = ()
            self._show(())
            return
        said = (record.id, *(value for _spec, value in values_of(record)))
        same, was_read = said == self._said, record.changed_at != self._changed_at
        self._said, self._changed_at = said, record.changed_at
        if not same or (self.isVisible() and not was_read):
            self._show(taken_over(self._desk.workspace, record))

    def _show(self, found: tuple[TakenOver, ...]) -> None:
        if found == self._found:
            return
        self._found = found
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(bool(found))
        if not found:
            return
        said = ngettext(
            "{n} section took over what stands here, and says something else:",
            "{n} sections took over what stands here, and say something else:",
            len(found),
        ).format(n=len(found))
        line = HelpText(said, self)
        line.setWordWrap(False)
        line.setMaximumWidth(QWIDGETSIZE_MAX)
        line.setFixedHeight(LIST_ROW_HEIGHT)
        self._flow.addWidget(line)
        for each in found[:MOST_NAMED]:
            self._flow.addWidget(self._way_to(each))
        for at in range(self._flow.count()):
            if (item := self._flow.itemAt(at)) is not None and (widget := item.widget()) is not None:
                widget.show()

    def _way_to(self, found: TakenOver) -> QWidget:
        number, section = found.record.number, worded(found.section.label)
        text = _("{record}: {section}").format(record=number, section=section)
        made = quiet_button(text.replace("&", "&&"), self, name=f"taken-over.{number}")
        made.setToolTip(plain_tip(called(found.record)))
        made.setFixedHeight(LIST_ROW_HEIGHT)
        made.setProperty("record", str(found.record.id))
        made.clicked.connect(self._open)
        return made

    def _open(self) -> None:
        self._desk.open_record(UUID(self.sender().property("record")))


__all__ = ["TakenOverLine"]
