"""The pages of a record behind their tabs: fields, attachments, what links to it, history."""

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from sdesk.models import Record
from sdesk.practice.attachments import attachments_of
from sdesk.ui.desk import Desk
from sdesk.ui.records.attachments_panel import AttachmentsPanel
from sdesk.ui.records.history_panel import HistoryPanel
from sdesk.ui.records.links_panel import LinksPanel, links_to
from sdesk.ui.theme import PAGE_MARGIN

FIELDS, FILES, LINKS, HISTORY = range(4)


class RecordPages(QWidget):
    """The first page holds the fields; the others are read from the workspace when they are looked at."""

    record_asked = Signal(object)
    new_asked = Signal(object, object)
    attach_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(parent)
        self._desk = desk
        self._record: Record | None = None
        self._compact = compact
        self.sheets = QStackedWidget(self)
        self._files = AttachmentsPanel(desk, self)
        self._links = LinksPanel(desk, self)
        self._history = HistoryPanel(desk, self)
        self._tabs = QTabBar(self)
        self._tabs.setObjectName("record.tabs")
        self._tabs.setAccessibleName(_("Pages of the record"))
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        self._stack = QStackedWidget(self)
        for page, title in self._titled():
            self._stack.addWidget(page)
            self._tabs.addTab(title)
        self._tabs.currentChanged.connect(self._turn)
        self._files.add_asked.connect(self.attach_asked)
        self._links.new_asked.connect(self.new_asked)
        self._history.version_asked.connect(self.record_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._tabs.setContentsMargins(PAGE_MARGIN, 0, 0, 0)
        column.addWidget(self._tabs)
        column.addWidget(self._stack, 1)

    def show_record(self, record: Record | None) -> None:
        """Say what there is of this record; a new one has fields only."""
        if record is None or self._record is None or record.id != self._record.id:
            self._tabs.setCurrentIndex(FIELDS)
        self._record = record
        self._tabs.setVisible(record is not None and not self._compact)
        if record is not None:
            self._tabs.setTabText(
                FILES, _counted(_("Files"), len(attachments_of(self._desk.workspace, record)))
            )
            self._tabs.setTabText(LINKS, _counted(_("Links"), len(links_to(self._desk, record.id))))
            self._turn(self._tabs.currentIndex())

    def show_fields(self) -> None:
        self._tabs.setCurrentIndex(FIELDS)

    def show_links(self) -> None:
        self._tabs.setCurrentIndex(LINKS)

    def take_files(self, record: Record, names: Sequence[str]) -> None:
        """Keep copies of files with the record and show them."""
        self._tabs.setCurrentIndex(FILES)
        self._files.take(record, names)

    def _titled(self) -> tuple[tuple[QWidget, str], ...]:
        return (
            (self.sheets, _("Record")),
            (self._files, _("Files")),
            (self._links, _("Links")),
            (self._history, _("History")),
        )

    def _turn(self, page: int) -> None:
        self._stack.setCurrentIndex(page)
        if page == FILES:
            self._files.show_record(self._record)
        elif page == LINKS:
            self._links.show_record(self._record)
        elif page == HISTORY:
            self._history.show_record(self._record)


def _counted(title: str, count: int) -> str:
    return f"{title} {count}" if count else title
