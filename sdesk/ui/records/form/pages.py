"""The pages of a record behind their tabs: fields, attachments, what links to it, history, and its own extras."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from sdesk.models import Record, ServiceBuild
from sdesk.practice.lifecycle.attachments import attachments_of
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk, RecordPage
from sdesk.ui.pieces import column_of
from sdesk.ui.records.attachments_panel import AttachmentsPanel
from sdesk.ui.records.form.beside import BesideForm
from sdesk.ui.records.history_panel import HistoryPanel
from sdesk.ui.records.links_panel import LinksPanel, links_to
from sdesk.ui.theme.look import PAGE_MARGIN

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
        self._beside = BesideForm(desk, self.sheets, self)
        self._files = AttachmentsPanel(desk, self)
        self._links = LinksPanel(desk, self)
        self._history = HistoryPanel(desk, self)
        self._extras: dict[str, QWidget] = {}
        self._offered: tuple[RecordPage, ...] = ()
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
        self._tabs.setContentsMargins(PAGE_MARGIN, 0, 0, 0)
        column_of(self._tabs, (self._stack, 1), inside=self, spacing=0)

    def show_record(self, record: Record | None) -> None:
        """Say what there is of this record; a new one has fields only."""
        if record is None or self._record is None or record.id != self._record.id:
            self._tabs.setCurrentIndex(FIELDS)
        self._record = record
        self._beside.show_record(record)
        self._offer_extras(self._desk.screens.pages_of(record) if record is not None else ())
        self._tabs.setVisible(not self._compact)
        for page in range(FIELDS + 1, self._tabs.count()):
            self._tabs.setTabEnabled(page, record is not None)
        if record is not None:
            self._tabs.setTabText(
                FILES, _counted(_("Files"), len(attachments_of(self._desk.workspace, record)))
            )
            self._tabs.setTabText(LINKS, _counted(_("Links"), len(links_to(self._desk, record.id))))
            self._turn(self._tabs.currentIndex())

    def asides(self) -> tuple[QWidget, ...]:
        """What stands beside the fields now."""
        return self._beside.asides()

    def show_fields(self) -> None:
        self._tabs.setCurrentIndex(FIELDS)

    def show_links(self) -> None:
        self._tabs.setCurrentIndex(LINKS)

    def show_extra(self, name: str) -> None:
        """Show a page that only some records have, if this one has it."""
        for place, extra in enumerate(self._offered, start=HISTORY + 1):
            if extra.name == name:
                self._tabs.setCurrentIndex(place)

    def take_files(self, record: Record, names: Sequence[str]) -> str:
        """Keep copies of files with the record, and show them where its fields don't. What could not be kept."""
        if not self._compact and not isinstance(record, ServiceBuild):
            self._tabs.setCurrentIndex(FILES)
        return self._files.take(record, names)

    def _titled(self) -> tuple[tuple[QWidget, str], ...]:
        return (
            (self._beside, _("Record")),
            (self._files, _("Files")),
            (self._links, _("Links")),
            (self._history, _("History")),
        )

    def _offer_extras(self, offered: tuple[RecordPage, ...]) -> None:
        """A tab for each, where the tabs are not those already; the page looked at stays, if it is still there."""
        if offered == self._offered:
            return
        at = self._tabs.currentIndex() - HISTORY - 1
        looked_at = self._offered[at].name if at >= 0 else ""
        self._offered = offered
        self._tabs.blockSignals(True)
        while self._tabs.count() > HISTORY + 1:
            self._tabs.removeTab(HISTORY + 1)
        for extra in offered:
            self._tabs.addTab(extra.title())
        self._tabs.blockSignals(False)
        if looked_at:
            self._tabs.setCurrentIndex(FIELDS)
            self.show_extra(looked_at)

    def _show_extra(self, extra: RecordPage) -> None:
        if extra.name not in self._extras:
            self._extras[extra.name] = extra.make(self._desk, self)
            self._stack.addWidget(self._extras[extra.name])
        page = self._extras[extra.name]
        self._stack.setCurrentWidget(page)
        page.show_record(self._record)  # type: ignore[attr-defined]

    def _turn(self, page: int) -> None:
        if page > HISTORY:
            self._show_extra(self._offered[page - HISTORY - 1])
            return
        self._stack.setCurrentIndex(page)
        if page == FILES:
            self._files.show_record(self._record)
        elif page == LINKS:
            self._links.show_record(self._record)
        elif page == HISTORY:
            self._history.show_record(self._record)


def _counted(title: str, count: int) -> str:
    return f"{title} {count}" if count else title
