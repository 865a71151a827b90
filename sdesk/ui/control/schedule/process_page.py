"""The change schedule in its process tab: the calendar, the entries that people make, and the document above both."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from sdesk.models import ScheduleEntry
from sdesk.translation import gettext as _
from sdesk.ui.control.schedule.schedule_view import ScheduleView, Span
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import STRETCH, STYLE, column_of, row_of
from sdesk.ui.pieces.elided_button import ElidedButton
from sdesk.ui.records.list.record_table import RecordTable

CALENDAR, ENTRIES = range(2)


class SchedulePage(QWidget):
    """Stands where other work products have their list. `document_asked`: show how the schedule is kept."""

    picked = Signal(object)
    opened = Signal(object)
    new_asked = Signal(object)
    document_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ScheduleEntry
        self._calendar = ScheduleView(desk, self)
        self._entries = RecordTable(desk, ScheduleEntry, self)
        self._tabs = QTabBar(self)
        self._tabs.setObjectName("ChangeSchedule.pages")
        self._tabs.setAccessibleName(_("Calendar or entries"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(False)
        self._tabs.addTab(_("Calendar"))
        self._tabs.addTab(_("Entries"))
        rules = ElidedButton(_("How the schedule is kept"), self, name="ChangeSchedule.document")
        rules.clicked.connect(self.document_asked)
        self._pages = QStackedWidget(self)
        room = QWidget(self)
        column_of(self._calendar, inside=room, margins=(12, 0, 12, 8), spacing=STYLE)
        self._pages.addWidget(room)
        self._pages.addWidget(self._entries)
        self._tabs.currentChanged.connect(self._pages.setCurrentIndex)
        for signal, own in (
            (self._entries.picked, self.picked),
            (self._entries.opened, self.opened),
            (self._entries.new_asked, self.new_asked),
        ):
            signal.connect(own)
        head = row_of(self._tabs, STRETCH, rules, margins=(12, 8, 12, 4), spacing=STYLE)
        column_of(head, (self._pages, 1), inside=self, spacing=0)

    def select(self, record_id: UUID | None) -> bool:
        return self._entries.select(record_id)

    def actions_now(self) -> list[QAction]:
        """What can be done with what is shown of it."""
        is_list = self._tabs.currentIndex() == ENTRIES
        return self._entries.actions_now() if is_list else self._calendar.actions_now()

    def show_span(self, span: str) -> None:
        """The calendar, as "month", "week" or "list", with the keys in it."""
        self._tabs.setCurrentIndex(CALENDAR)
        self._calendar.show_span(Span(span))

    def show_entries(self) -> None:
        self._tabs.setCurrentIndex(ENTRIES)

    def enter(self) -> None:
        if self._tabs.currentIndex() == ENTRIES:
            self._entries.enter()
        else:
            self._calendar.setFocus()
