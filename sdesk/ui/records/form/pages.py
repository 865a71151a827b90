"""The pages of a record behind their tabs: fields, attachments, what links to it, history, and its own extras."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from sdesk.models import Proposable, Record, ServiceBuild, Step
from sdesk.practice.lifecycle.attachments import attachments_of
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk, OwnStep, RecordPage
from sdesk.ui.pieces import STRETCH, HelpText, column_of, row_of
from sdesk.ui.pieces.tab_order import stops_in
from sdesk.ui.reading.page import ReadingPage, shows
from sdesk.ui.reading.taken_over_line import TakenOverLine
from sdesk.ui.records.attachments_panel import AttachmentsPanel
from sdesk.ui.records.fields.link_fields import Create
from sdesk.ui.records.form.beside import BesideForm
from sdesk.ui.records.form.sheet import RecordSheet
from sdesk.ui.records.history_panel import HistoryPanel
from sdesk.ui.records.links_panel import LinksPanel, links_to
from sdesk.ui.theme.look import PAGE_MARGIN

READ, FIELDS, FILES, LINKS, HISTORY = range(-1, 4)
"""Their tabs, counted from that of the fields: before it stands what is to be read, where there is anything."""


class RecordPages(QWidget):
    """The first page holds the fields; the others are read from the workspace when they are looked at.

    A draft of which the program has written something is read first, in its sections; `read_through` says that nothing
    of it is left to be read, `turned` that another page is looked at.
    """

    record_asked = Signal(object)
    new_asked = Signal(object, object)
    attach_asked = Signal()
    read_through = Signal()
    turned = Signal()

    def __init__(
        self,
        desk: Desk,
        create: Create,
        parent: QWidget | None = None,
        *,
        compact: bool = False,
        only_fields: Collection[str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._create = create
        self._only_fields = only_fields
        self._reading: ReadingPage | None = None
        self._is_read_first = False
        self._how_far = HelpText("", self)
        self._how_far.setObjectName("record.read")
        self._how_far.setWordWrap(False)
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
        self._tabs.currentChanged.connect(self.turned)
        self._files.add_asked.connect(self.attach_asked)
        self._links.new_asked.connect(self.new_asked)
        self._history.version_asked.connect(self.record_asked)
        self._tabs.setContentsMargins(PAGE_MARGIN, 0, 0, 0)
        top = row_of(self._tabs, STRETCH, self._how_far, margins=(0, 0, PAGE_MARGIN, 0))
        self._taken_over = TakenOverLine(desk, self)
        column_of(top, self._taken_over, (self._stack, 1), inside=self, spacing=0)

    def show_record(self, record: Record | None) -> None:
        """Say what there is of this record; a new one has fields only."""
        is_another = record is None or self._record is None or record.id != self._record.id
        if is_another:
            self._go(FIELDS)
        self._record = record
        self._beside.show_record(record)
        self._offer_reading(record, anew=is_another)
        self._taken_over.show_record(record)
        self._offer_extras(self._desk.screens.pages_of(record) if record is not None else ())
        if is_another and record is not None and not self._compact:
            self._show_leading(record)
        self._tabs.setVisible(not self._compact or self._is_read_first)
        for page in range(self._tab(FILES), self._tabs.count()):
            self._tabs.setTabEnabled(page, record is not None)
        if record is not None:
            self._tabs.setTabText(
                self._tab(FILES), _counted(_("Files"), len(attachments_of(self._desk.workspace, record)))
            )
            self._tabs.setTabText(
                self._tab(LINKS), _counted(_("Links"), len(links_to(self._desk, record.id)))
            )
            self._turn(self._tabs.currentIndex())

    def _show_leading(self, record: Record) -> None:
        """The page that is looked at first, where the record has one that is not its fields."""
        leading = (each for each in self._offered if each.leads(self._desk.workspace, record))
        for extra in leading:
            self.show_extra(extra.name)

    def asides(self) -> tuple[QWidget, ...]:
        """What stands beside the fields now."""
        return self._beside.asides()

    def go_into_extra(self) -> bool:
        """Go to where something is to be filled in on the page that is looked at, if that is one to be filled in."""
        enter = getattr(self._looked_at(), "edit", None)
        if enter is not None:
            enter()
        return enter is not None

    def take_step(self, step: Step) -> bool:
        """Whether the page that is looked at takes this step in its own way."""
        takes = getattr(self._looked_at(), "takes", None)
        return takes is not None and bool(takes(step))

    def own_step(self, record: Record) -> OwnStep | None:
        """The next step in the words of the page that is looked at, if that takes it in its own way."""
        says = getattr(self._looked_at(), "own_step", None)
        return says(record) if says is not None else None

    def _looked_at(self) -> QWidget | None:
        at = self._page() - HISTORY - 1
        return self._extras.get(self._offered[at].name) if at >= 0 else None

    def show_fields(self) -> None:
        self._go(FIELDS)

    def turn_page(self, by: int) -> None:
        """To the next page that can be looked at, or the one before, around the end, and into it."""
        tabs = self._tabs
        open_ones = [at for at in range(tabs.count()) if tabs.isTabVisible(at) and tabs.isTabEnabled(at)]
        if len(open_ones) < 2:
            return
        tabs.setCurrentIndex(open_ones[(open_ones.index(tabs.currentIndex()) + by) % len(open_ones)])
        page = self._stack.currentWidget()
        sheet = self.sheets.currentWidget()
        stops = [] if self._page() == FIELDS or page is None else stops_in(page)
        first = sheet if self._page() == FIELDS and sheet is not None else stops[0] if stops else tabs
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def shows_fields(self) -> bool:
        return self._page() == FIELDS

    def show_links(self) -> None:
        self._go(LINKS)

    # what is to be read

    @property
    def reading(self) -> ReadingPage | None:
        """The page in sight, if it is the one on which the record is read."""
        return self._reading if self._is_read_first and self._page() == READ else None

    def read_section(self, field: str) -> bool:
        """Go to a field where it is read: if that is in sight, or if nobody has read it yet."""
        page = self._reading
        if page is None or not self._is_read_first or not (self.reading or page.asks_for(field)):
            return False
        self._go(READ)
        return page.go_to(field)

    def flush(self) -> None:
        """Keep what is typed where the record is read; never asks and never complains."""
        if self._reading is not None:
            self._reading.flush()

    def unsaved(self) -> tuple[str, ...]:
        """The record of which something is typed there that could not be stored."""
        return self._reading.unsaved() if self._reading is not None else ()

    def _offer_reading(self, record: Record | None, *, anew: bool) -> None:
        """A tab before the others, and first in sight where something of it waits to be read."""
        offered = shows(record)
        if offered != self._is_read_first:
            self._tabs.blockSignals(True)
            self._is_read_first = offered
            self._tabs.insertTab(0, _("Read")) if offered else self._tabs.removeTab(0)
            self._tabs.blockSignals(False)
            for page in (FILES, LINKS, HISTORY):
                self._tabs.setTabVisible(self._tab(page), not self._compact)
        self._tabs.setTabText(self._tab(FIELDS), _("Form") if offered else _("Record"))
        self._how_far.setVisible(offered)
        if offered and isinstance(record, Proposable):
            reading = self._make_reading()
            reading.show_record(record)
            if anew and reading.has_to_be_read():
                self._go(READ)

    def _make_reading(self) -> ReadingPage:
        if self._reading is None:
            self._reading = ReadingPage(self._desk, self._create, self, only_fields=self._only_fields)
            self._reading.read_through.connect(self.read_through)
            self._reading.counted.connect(self._how_far.setText)
            self._stack.addWidget(self._reading)
        return self._reading

    def _tab(self, page: int) -> int:
        return page + self._is_read_first

    def _page(self) -> int:
        return self._tabs.currentIndex() - self._is_read_first

    def _go(self, page: int) -> None:
        self._tabs.setCurrentIndex(self._tab(page))

    def show_extra(self, name: str) -> None:
        """Show a page that only some records have, if this one has it."""
        for place, extra in enumerate(self._offered, start=HISTORY + 1):
            if extra.name == name:
                self._go(place)

    def take_files(self, record: Record, names: Sequence[str]) -> str:
        """Keep copies of files with the record, and show them where its fields don't. What could not be kept."""
        if not self._compact and not isinstance(record, ServiceBuild):
            self._go(FILES)
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
        at = self._page() - HISTORY - 1
        looked_at = self._offered[at].name if at >= 0 else ""
        self._offered = offered
        self._tabs.blockSignals(True)
        while self._tabs.count() > self._tab(HISTORY) + 1:
            self._tabs.removeTab(self._tab(HISTORY) + 1)
        for extra in offered:
            at = self._tabs.addTab(extra.title())
            self._tabs.setTabVisible(at, not self._compact)
        self._tabs.blockSignals(False)
        if looked_at:
            self._go(FIELDS)
            self.show_extra(looked_at)

    def _show_extra(self, extra: RecordPage) -> None:
        if extra.name not in self._extras:
            self._extras[extra.name] = extra.make(self._desk, self)
            self._stack.addWidget(self._extras[extra.name])
        page = self._extras[extra.name]
        self._stack.setCurrentWidget(page)
        page.show_record(self._record)  # type: ignore[attr-defined]

    def _turn(self, tab: int) -> None:
        page = tab - self._is_read_first
        if page == READ:
            self._turn_to_reading()
            return
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

    def _turn_to_reading(self) -> None:
        """What was typed in the form is read here; what could not be saved stays there."""
        sheet = self.sheets.currentWidget()
        if isinstance(sheet, RecordSheet):
            sheet.flush()
        self._stack.setCurrentWidget(self._make_reading())


def _counted(title: str, count: int) -> str:
    return f"{title} {count}" if count else title
