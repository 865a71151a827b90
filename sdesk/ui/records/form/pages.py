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
from sdesk.ui.records.case.page import CasePage
from sdesk.ui.records.fields.link_fields import Create
from sdesk.ui.records.form.beside import BesideForm
from sdesk.ui.records.form.sheet import RecordSheet
from sdesk.ui.records.history_panel import HistoryPanel
from sdesk.ui.records.links_panel import LinksPanel, links_to
from sdesk.ui.theme.look import PAGE_MARGIN

READ, FIELDS, FILES, LINKS, HISTORY = "read", "fields", "files", "links", "history"
"""The pages that every record has, by name; before its fields stands what leads: what is to be read, and its case."""


class RecordPages(QWidget):
    """All pages but the fields are read from the workspace when they are looked at.

    A draft of which the program has written something is read first, in its sections; `read_through` says that nothing
    of it is left to be read, `turned` that another page is looked at. A case asks for what only the form does: to
    save, to take the next step, to go to a field that it does not show.
    """

    record_asked = Signal(object)
    new_asked = Signal(object, object)
    attach_asked = Signal()
    read_through = Signal()
    turned = Signal()
    save_asked = Signal()
    step_asked = Signal()
    field_asked = Signal(str)

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
        self._own: dict[str, QWidget] = {
            FIELDS: self._beside,
            FILES: self._files,
            LINKS: self._links,
            HISTORY: self._history,
        }
        self._extras: dict[str, QWidget] = {}
        self._offered: dict[str, RecordPage] = {}
        self._leading: tuple[str, ...] = ()
        self._order: tuple[str, ...] = ()
        self._tabs = QTabBar(self)
        self._tabs.setObjectName("record.tabs")
        self._tabs.setAccessibleName(_("Pages of the record"))
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        self._stack = QStackedWidget(self)
        for page in self._own.values():
            self._stack.addWidget(page)
        self._put_in_order((FIELDS, FILES, LINKS, HISTORY))
        self._tabs.currentChanged.connect(self._turn)
        self._tabs.currentChanged.connect(self.turned)
        self._files.add_asked.connect(self.attach_asked)
        self._links.new_asked.connect(self.new_asked)
        self._history.version_asked.connect(self.record_asked)
        self._tabs.setContentsMargins(PAGE_MARGIN, 0, 0, 0)
        top = row_of(self._tabs, STRETCH, self._how_far, margins=(0, 0, PAGE_MARGIN, 0))
        self._taken_over = TakenOverLine(desk, self)
        column_of(top, self._taken_over, (self._stack, 1), inside=self, spacing=0)

    def show_record(self, record: Record | None, *, anew: bool = False) -> None:
        """Say what there is of this record; a new one has fields only. With `anew`, what leads is looked at."""
        self._record = record
        self._beside.show_record(record)
        self._taken_over.show_record(record)
        reads, extras = shows(record), self._desk.screens.pages_of(record) if record is not None else ()
        self._offered = {each.name: each for each in extras}
        if reads and isinstance(record, Proposable):
            self._make_reading().show_record(record)
        if anew:
            self._leading = self._what_leads(record)
        shown_first = [*([READ] if reads else []), *(name for name in self._leading if name in self._offered)]
        rest = [name for name in self._offered if name not in self._leading]
        looked_at = self._first(reads, shown_first) if anew else self.page()
        self._put_in_order((*shown_first, FIELDS, FILES, LINKS, HISTORY, *rest), looked_at)
        self._how_far.setVisible(reads)
        self._name_tabs(record)
        self._turn(self._tabs.currentIndex())

    def _what_leads(self, record: Record | None) -> tuple[str, ...]:
        """The pages that stand before the fields."""
        if record is None or self._compact:
            return ()
        leads = (each for each in self._offered.values() if each.leads(self._desk.workspace, record))
        return tuple(each.name for each in leads)[:1]

    def _first(self, reads: bool, shown_first: Sequence[str]) -> str:
        """What is looked at first: what is to be read only while something of it is."""
        if reads:
            return READ if self._make_reading().has_to_be_read() else FIELDS
        return next(iter(shown_first), FIELDS)

    def _put_in_order(self, order: tuple[str, ...], looked_at: str = FIELDS) -> None:
        """A tab for each, where the tabs are not those already."""
        self._tabs.blockSignals(True)
        if order != self._order:
            while self._tabs.count():
                self._tabs.removeTab(0)
            self._order = order
            for name in order:
                at = self._tabs.addTab(self._title(name))
                self._tabs.setTabVisible(at, not self._compact or name in (READ, FIELDS))
        self._tabs.setCurrentIndex(order.index(looked_at if looked_at in order else FIELDS))
        self._tabs.blockSignals(False)

    def _title(self, name: str) -> str:
        if name in self._offered:
            return self._offered[name].title()
        return {
            READ: _("Read"),
            FIELDS: _("Record") if self._order[:1] == (FIELDS,) else _("Form"),
            FILES: _("Files"),
            LINKS: _("Links"),
            HISTORY: _("History"),
        }[name]

    def _name_tabs(self, record: Record | None) -> None:
        self._tabs.setVisible(not self._compact or READ in self._order)
        for at, name in enumerate(self._order):
            self._tabs.setTabEnabled(at, record is not None or name == FIELDS)
        if record is not None:
            files, links = (
                len(attachments_of(self._desk.workspace, record)),
                len(links_to(self._desk, record.id)),
            )
            self._tabs.setTabText(self._order.index(FILES), _counted(_("Files"), files))
            self._tabs.setTabText(self._order.index(LINKS), _counted(_("Links"), links))

    # what is looked at

    def page(self) -> str:
        """The name of the page that is looked at."""
        return self._order[self._tabs.currentIndex()]

    def shows_fields(self) -> bool:
        return self.page() == FIELDS

    def asides(self) -> tuple[QWidget, ...]:
        """What stands beside what is looked at now."""
        case = self._case()
        return case.asides() if case is not None else self._beside.asides()

    def go_into_extra(self) -> bool:
        """Go to where something is to be filled in on the page that is looked at, if that is one to be filled in."""
        enter = getattr(self._looked_at(), "edit", None)
        if enter is not None:
            enter()
        return enter is not None

    def read_extra(self) -> bool:
        """Go to where the page that is looked at is read, if it is one of the record's own."""
        enter = getattr(self._looked_at(), "enter", None)
        if enter is not None:
            enter()
        return enter is not None or self.go_into_extra()

    def take_step(self, step: Step) -> bool:
        """Whether the page that is looked at takes this step in its own way."""
        takes = getattr(self._looked_at(), "takes", None)
        return takes is not None and bool(takes(step))

    def own_step(self, record: Record) -> OwnStep | None:
        """The next step in the words of the page that is looked at, if that takes it in its own way."""
        says = getattr(self._looked_at(), "own_step", None)
        return says(record) if says is not None else None

    def go_to(self, field: str) -> bool:
        """Go to a field where the case shows it, if that is looked at."""
        case = self._case()
        return case is not None and case.go_to(field)

    def _looked_at(self) -> QWidget | None:
        return self._extras.get(self.page())

    def _case(self) -> CasePage | None:
        page = self._looked_at()
        return page if isinstance(page, CasePage) else None

    def show_fields(self) -> None:
        self._go(FIELDS)

    def turn_page(self, by: int) -> None:
        """To the next page that can be looked at, or the one before, around the end, and into it."""
        tabs = self._tabs
        open_ones = [at for at in range(tabs.count()) if tabs.isTabVisible(at) and tabs.isTabEnabled(at)]
        if len(open_ones) < 2:
            return
        tabs.setCurrentIndex(open_ones[(open_ones.index(tabs.currentIndex()) + by) % len(open_ones)])
        if self.page() == READ:
            self._make_reading().enter()
        elif self.shows_fields() and (sheet := self.sheets.currentWidget()) is not None:
            sheet.setFocus(Qt.FocusReason.TabFocusReason)
        elif not self.read_extra():
            page = self._stack.currentWidget()
            stops = stops_in(page) if page is not None else []
            (stops[0] if stops else tabs).setFocus(Qt.FocusReason.TabFocusReason)

    def show_links(self) -> None:
        self._go(LINKS)

    def show_extra(self, name: str) -> None:
        """Show a page that only some records have, if this one has it."""
        if name in self._offered:
            self._go(name)

    # what is to be read

    @property
    def reading(self) -> ReadingPage | None:
        """The page in sight, if it is the one on which the record is read."""
        return self._reading if self.page() == READ else None

    def read_section(self, field: str) -> bool:
        """Go to a field where it is read: if that is in sight, or if nobody has read it yet."""
        page = self._reading
        if page is None or READ not in self._order or not (self.reading or page.asks_for(field)):
            return False
        self._go(READ)
        return page.go_to(field)

    def flush(self) -> None:
        """Keep what is typed where the record is read, and in its case; never asks and never complains."""
        if self._reading is not None:
            self._reading.flush()
        for case in self._cases():
            case.flush()

    def unsaved(self) -> tuple[str, ...]:
        """The records of which something is typed here that could not be stored."""
        read = self._reading.unsaved() if self._reading is not None else ()
        return (*read, *(name for case in self._cases() for name in case.unsaved()))

    def add_words(self) -> bool:
        """Whether all is added that is typed in lines of cases."""
        done = [case.add_words() for case in self._cases()]
        return all(done)

    def _cases(self) -> list[CasePage]:
        return [each for each in self._extras.values() if isinstance(each, CasePage)]

    def _make_reading(self) -> ReadingPage:
        if self._reading is None:
            self._reading = ReadingPage(self._desk, self._create, self, only_fields=self._only_fields)
            self._reading.read_through.connect(self.read_through)
            self._reading.counted.connect(self._how_far.setText)
            self._stack.addWidget(self._reading)
        return self._reading

    def _go(self, page: str) -> None:
        self._tabs.setCurrentIndex(self._order.index(page))

    def take_files(self, record: Record, names: Sequence[str]) -> str:
        """Keep copies of files with the record, and show them where its fields don't. What could not be kept."""
        if not self._compact and not isinstance(record, ServiceBuild):
            self._go(FILES)
        return self._files.take(record, names)

    def _show_extra(self, extra: RecordPage) -> None:
        if extra.name not in self._extras:
            self._extras[extra.name] = page = extra.make(self._desk, self)
            self._stack.addWidget(page)
            if isinstance(page, CasePage):
                page.save_asked.connect(self.save_asked)
                page.step_asked.connect(self.step_asked)
                page.field_asked.connect(self.field_asked)
        page = self._extras[extra.name]
        sheet = self.sheets.currentWidget()
        if isinstance(page, CasePage) and isinstance(sheet, RecordSheet):
            page.work_on(sheet)
        page.show_record(self._record)
        self._stack.setCurrentWidget(page)

    def _turn(self, tab: int) -> None:
        page = self._order[tab]
        for case in self._cases():
            if case is not self._extras.get(page):
                case.leave()
        if page == READ:
            self._turn_to_reading()
        elif page in self._offered:
            self._show_extra(self._offered[page])
        else:
            self._show_own(page)

    def _show_own(self, page: str) -> None:
        sheet = self.sheets.currentWidget()
        if page == FIELDS and isinstance(sheet, RecordSheet):
            sheet.body.lay_out_in_sight()
        self._stack.setCurrentWidget(self._own[page])
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
