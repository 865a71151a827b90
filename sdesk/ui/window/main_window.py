"""The window of one open workspace: tabs, search, menu, status line, and where everything asked for is shown."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QMargins, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QSizePolicy, QTabBar, QToolButton, QWidget

from sdesk.local_time import is_shown_by_this_computer
from sdesk.log import recent
from sdesk.models import (
    ChangeSchedule,
    FeedbackEntry,
    NotApplicable,
    Person,
    Record,
    ServiceChangeRequest,
    TaskInterval,
    TaskPerformance,
    model_named,
)
from sdesk.packs import AdoptedPacks
from sdesk.practice.calendar.days import zone_name
from sdesk.practice.lifecycle.lists import Entry, entries
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.safekeeping import Damage
from sdesk.practice.workspaces import now
from sdesk.translation import gettext as _
from sdesk.ui import wall
from sdesk.ui.desk import Desk
from sdesk.ui.help.helping import Helping
from sdesk.ui.pieces import TabsAsRead, column_of, row_of, tool_button
from sdesk.ui.reporting.prints import ReportPrints
from sdesk.ui.safekeeping.back_up import BackUp
from sdesk.ui.safekeeping.exporting import Exporting
from sdesk.ui.safekeeping.keeping_copies import KeepingCopies
from sdesk.ui.safekeeping.reading import ReadingBar
from sdesk.ui.safekeeping.restoring import Restored, Restoring
from sdesk.ui.safekeeping.save_elsewhere import SaveElsewhere
from sdesk.ui.safekeeping.shared_folders import SharedBar
from sdesk.ui.settings import Settings
from sdesk.ui.team.exchanging.team import Team
from sdesk.ui.theme.icons import app_icon
from sdesk.ui.theme.look import GRID
from sdesk.ui.unsaved.bar import UnsavedBar
from sdesk.ui.unsaved.loose import LooseWords
from sdesk.ui.window.commands import CommandPalette
from sdesk.ui.window.keys.key_list import KeyList
from sdesk.ui.window.keys.record_keys import RecordKeys
from sdesk.ui.window.keys.way import Way
from sdesk.ui.window.leaving import unsaved_changes
from sdesk.ui.window.locking import Locking
from sdesk.ui.window.menu import WindowMenu
from sdesk.ui.window.pages import Pages
from sdesk.ui.window.panes import Panes
from sdesk.ui.window.places import PLACES, place_called, place_of, tab_about
from sdesk.ui.window.search_box import SearchBox
from sdesk.ui.window.status_line import StatusLine
from sdesk.ui.window.undoing import Undoing
from sdesk.ui.window.working import Working
from sdesk.ui.worker import Worker

if TYPE_CHECKING:
    from sdesk.ui.incident.quick_window import QuickIncidentWindow
    from sdesk.ui.records.form.record_form import RecordForm
    from sdesk.ui.records.list.bulk_bar import BulkBar

FIRST_SIZE, LEAST_SIZE = (1280, 800), (800, 560)
TITLE_BAR = 40
"""What the desktop may put around a window; the status line stays on the screen."""
SEARCH_WIDTH, SHORT_SEARCH = 232, 156
TABS_NEED = 1000
"""Pixels of a window in which all tabs stand beside the whole search; in less it gives way to them."""
MINUTE = 60_000
AT_IT_FOR = 600.0
"""Seconds after the last key or mouse for which somebody is taken to be at the record that is shown: they read, or are on the telephone."""


def room_on(screen: QSize) -> QSize:
    """The most that a window can be on a screen with so many pixels, which are few where all is drawn larger."""
    return screen.shrunkBy(QMargins(0, 0, 0, TITLE_BAR))


class MainWindow(TabsAsRead, QMainWindow):
    """One workspace. What concerns other workspaces, or none, is asked for by its signals."""

    open_asked = Signal()
    recent_asked = Signal(Path)
    new_workspace_asked = Signal()
    join_asked = Signal()
    welcome_asked = Signal()
    quit_asked = Signal()
    restore_asked = Signal(object)
    rescue_asked = Signal(Path, str)

    def __init__(self, desk: Desk, settings: Settings, worker: Worker) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowIcon(app_icon())
        self.desk = desk
        self.settings = settings
        self.worker = worker
        self.pages = Pages(desk, settings, self)
        self.working = Working(desk, settings, self)
        self.backups = BackUp(desk, settings, worker, self)
        self.exporting = Exporting(desk, worker, self)
        self.copies = KeepingCopies(desk, settings, worker, self)
        self.restoring = Restoring(self)
        self._prints = ReportPrints(desk, worker, self)
        self._status = StatusLine(self.worker, self)
        self.team = Team(desk, settings, self._status.team, worker.at_once, self)
        self.undoing = Undoing(desk, self._status, self)
        self.locking = Locking(desk, settings, self)
        self.help = Helping(settings, self)
        self._gives_up = False
        self.way = Way(self)
        self.panes = Panes(self._panes)
        self.menu = WindowMenu(self, self)
        self.record_keys = RecordKeys(desk, self.shown_form, self.several, self)
        self._palette = CommandPalette(self)
        self._search = SearchBox(desk, self)
        self._unsaved = UnsavedBar(desk, self)
        LooseWords(desk, self)
        self.reading = ReadingBar(desk, self)
        self._tabs = self._tab_bar()
        self._quick: QuickIncidentWindow | None = None
        self._mails: QWidget | None = None
        self._lay_out()
        self._listen()
        self._name_window()
        self._show_person()
        if not desk.may_write:
            self._status.hideWork()
        self._place_window()
        self.show_tab(0)
        desk.typing.look()
        self.watch_mails_if_chosen()
        self.team.watch.shows = self.record_at_work
        QTimer.singleShot(0, self, self.team.watch.begin)

    # ------------------------------------------------------------ making

    def _tab_bar(self) -> QTabBar:
        tabs = QTabBar(self)
        tabs.setObjectName("tabs")
        tabs.setExpanding(False)
        tabs.setDrawBase(False)
        tabs.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for at, place in enumerate(PLACES):
            tabs.addTab(place.title)
            tabs.setAccessibleTabName(at, place.title)
            tabs.setTabToolTip(at, f"Alt+{at + 1}")
        tabs.currentChanged.connect(self.show_tab)
        return tabs

    def _lay_out(self) -> None:
        self._search.setFixedWidth(SEARCH_WIDTH)
        opener = tool_button("list", _("Menu") + "\tF10", self, name="action.open-menu")
        opener.setMenu(self.menu)
        opener.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._opener = opener
        head = QWidget(self)
        row_of((self._tabs, 1), self._search, opener, inside=head, margins=(GRID, 4, GRID, 4))
        body = QWidget(self)
        self.restored = Restored(body)
        shared = SharedBar(self.desk, self.settings, body)
        lost = SaveElsewhere(self.desk, body, lambda: self.copies.last_known)
        lost.go_on_asked.connect(self._go_on_elsewhere)
        above = (head, lost, self.reading, shared, self.restored, self._unsaved)
        self._body = column_of(*above, (self.pages, 1), inside=body, spacing=0)
        self.setCentralWidget(body)
        self.setStatusBar(self._status)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._search.setFixedWidth(SEARCH_WIDTH if self.width() >= TABS_NEED else SHORT_SEARCH)

    def _listen(self) -> None:
        desk = self.desk
        desk.changed.connect(self._workspace_changed)
        desk.record_asked.connect(self.show_record)
        desk.work_product_asked.connect(self.show_work_product)
        desk.new_asked.connect(self.show_new)
        desk.call_asked.connect(self.new_incident)
        desk.task_asked.connect(self.show_task)
        desk.case_asked.connect(self.show_case)
        desk.report_asked.connect(self.show_report)
        desk.work_statement_asked.connect(self.show_work_statement)
        desk.view_asked.connect(self.show_view)
        desk.statement_asked.connect(self.show_statement)
        desk.question_asked.connect(self.show_questions)
        desk.settling_asked.connect(self.show_settling)
        desk.laptops_asked.connect(self.show_laptops)
        desk.moved.connect(self._workspace_moved)
        desk.said.connect(self._status.say)
        self.restoring.ready.connect(self.restore_asked)
        self._unsaved.quick_asked.connect(self.new_incident)
        self._search.opened.connect(self.show_record)
        self._status.who_asked.connect(self.working.ask)
        self.working.people_asked.connect(self.show_people)
        self._status.backup_asked.connect(self.backups.ask)
        self.backups.made.connect(self.copies.look)
        self.copies.told.connect(self._show_backup)
        self._each_minute = QTimer(self, interval=MINUTE)
        self._each_minute.timeout.connect(self.copies.look)
        self._each_minute.start()

    def _place_window(self) -> None:
        room = room_on(self.screen().availableSize())
        self.resize(QSize(*FIRST_SIZE).boundedTo(room))
        self.setMinimumSize(QSize(*LEAST_SIZE).boundedTo(room))
        self.restoreGeometry(self.settings.layout("window"))

    def _workspace_moved(self) -> None:
        self.settings.remember(self.desk.workspace.path)
        self._name_window()
        self.menu.offer_lock()

    def _name_window(self) -> None:
        ours = organization(self.desk.workspace)
        path = self.desk.workspace.copy_of or self.desk.workspace.path
        name = ours.name if ours else path.stem
        self.setWindowTitle(f"{self.reading.named(name)} – sdesk")
        self._status.showWorkspace(name, path.name, str(path))
        self._show_zone()
        self._show_backup()

    def _show_zone(self) -> None:
        differs = not is_shown_by_this_computer(wall.zone(), wall.now())
        self._status.showZone(zone_name(self.desk.workspace), differs=differs)

    def _show_person(self) -> None:
        self._status.showPerson(*self.working.name_and_roles())

    def _show_backup(self) -> None:
        last = self.backups.last()
        self._status.showBackup(
            self.copies.last_made(),
            now(self.desk.workspace),
            self.copies.absent(),
            str(last.path) if last and self.copies.is_known else "",
        )

    # ------------------------------------------------------------ what is shown

    def show_tab(self, at: int) -> Any:
        """Show a tab, as it was left."""
        self._tabs.blockSignals(True)
        self._tabs.setCurrentIndex(at)
        self._tabs.blockSignals(False)
        shown = self.pages.show_page(at)
        self.way.follow(at, shown)
        return shown

    def go_to_tab(self, at: int) -> None:
        """Show a tab by its key: the keys that follow are for its list, where it has one."""
        shown = self.show_tab(at)
        if hasattr(shown, "come_by_key"):
            shown.come_by_key()

    def _panes(self) -> list[QWidget]:
        page = self.current_page()
        of_page = page.panes() if hasattr(page, "panes") else [page]
        mails = [self._mails] if self._mails is not None else []
        return [*of_page, self._unsaved, *mails, self._status.done, self._status]

    def current_page(self) -> Any:
        return self.pages.page(self._tabs.currentIndex())

    def show_record(self, record_id: UUID) -> None:
        """Show a record in the tab it belongs to, or where one is if that lists it too; a service in its catalogue."""
        entry = entries(self.desk.workspace, [record_id]).get(record_id)
        if entry is None:
            self.desk.say(_("That record is not there any more."))
            return
        if entry.part_of is not None:
            self.show_record(entry.part_of)
            return
        self._search.noteOpened(record_id)
        at = self._place_of(entry)
        is_elsewhere = at != self._tabs.currentIndex()
        with self.way.to_one():
            self.show_tab(at).show_record(record_id, from_elsewhere=is_elsewhere)
        self.way.note(at, record_id)

    def _lists(self, model: type[Record]) -> bool:
        """Whether the tab that is shown has a list of these: whoever follows a link in it stays there."""
        page = self.current_page()
        return hasattr(page, "lists") and page.lists(model)

    def _place_of(self, entry: Entry) -> int:
        """Most kinds of record have one place; what is said about a task or a work product is shown with it."""
        model = model_named(entry.model)
        if self._lists(model):
            return self._tabs.currentIndex()
        about = {TaskPerformance: "task", TaskInterval: "task", NotApplicable: "subject"}.get(model)
        record = self.desk.workspace.get(model, entry.id) if about else None
        tab = tab_about(self._packs, str(getattr(record, about))) if about else ""
        return place_called(tab) if tab else place_of(self._packs, model)

    @property
    def _packs(self) -> AdoptedPacks:
        return self.desk.workspace.packs

    def show_work_product(self, work_product: str) -> None:
        model = self.desk.workspace.model_of(work_product)
        self.show_tab(place_of(self._packs, model)).show_work_product(work_product)

    def show_new(self, model: type[Record], values: Mapping[str, Any] | None = None) -> None:
        here = self._tabs.currentIndex() if self._lists(model) else place_of(self._packs, model)
        self.show_tab(here).new_record(model, dict(values or {}))

    def show_report(self, record_id: UUID) -> None:
        self.show_tab(place_called("reports")).show_record(record_id)

    def show_work_statement(self, agreement_id: UUID | None = None) -> None:
        """What was done for a customer; of the agreement that was looked at last, where none is said."""
        self.show_tab(place_called("reports")).show_kind("work", agreement_id)

    def show_schedule(self, span: str) -> None:
        """The change schedule as "month", "week" or "list"."""
        self.show_tab(place_of(self._packs, ChangeSchedule)).show_schedule(span)

    # ------------------------------------------------------------ commands

    def new_here(self) -> None:
        begin = getattr(self.current_page(), "new_here", None)
        if begin is not None:
            begin()
        else:
            self.new_incident()

    def new_incident(self) -> None:
        """The small window that takes one in from anywhere; what was typed in it is still there."""
        self._quick_incident().start()

    def _quick_incident(self) -> "QuickIncidentWindow":
        if self._quick is None:
            from sdesk.ui.incident.quick_window import QuickIncidentWindow

            self._quick = QuickIncidentWindow(self.desk, self)
        return self._quick

    def watch_mails_if_chosen(self) -> None:
        """Nothing of it is made where nobody chose a folder."""
        ours = organization(self.desk.workspace)
        if ours is not None and self.desk.may_write and self.settings.mail_folder(ours.id) is not None:
            QTimer.singleShot(0, self, self.watch_mails)

    def watch_mails(self) -> None:
        """Look into the folder of mails that was chosen for this workspace on this laptop, if one was."""
        from sdesk.ui.exchange.mail_bar import MailBar
        from sdesk.ui.exchange.mail_watch import MailWatch

        if self._mails is None:
            self._mails = bar = MailBar(self)
            self._body.insertWidget(self._body.count() - 1, bar)
            self._watch = MailWatch(self.desk, self.settings, self.worker.at_once, self)
            self._watch.told.connect(bar.show_look)
            bar.taken.connect(lambda arrived: self._quick_incident().take_in(str(arrived.path)))
            bar.left.connect(self._watch.leave)
        self._watch.begin()

    def show_view(self, tab: str, name: str) -> None:
        """Show a page of a process that is no list of records."""
        self.show_tab(place_called(tab)).show_view(name)

    def show_statement(self, full_id: str) -> None:
        """Show what stands behind a statement of a standard."""
        self.show_tab(place_called("audit")).show_view("requirements").choose(full_id)

    def show_trends(self) -> None:
        """What happens more often than it should (IN.1.3)."""
        self.show_view("incidents", "trends")

    def show_parties(self) -> None:
        """How things stand with each customer and supplier."""
        self.show_view("relationships", "parties")

    def new_change(self) -> None:
        """An empty request; the window comes to the front if another one was there."""
        self.show_new(ServiceChangeRequest)
        self.raise_()
        self.activateWindow()

    def new_feedback(self) -> None:
        self.show_new(FeedbackEntry)

    def find_record(self) -> None:
        self._search.startFrom(QApplication.focusWidget())

    def find_here(self) -> None:
        """To the line that finds in what is in sight: the filter of a list, the words of a report."""
        page = self.current_page()
        getattr(page, "find_here", self.find_record)()

    def next_line(self, by: int) -> None:
        """The next record of the list beside the one that is shown, or the one before."""
        page = self.current_page()
        if hasattr(page, "next_line"):
            page.next_line(by)

    def next_page(self, by: int) -> None:
        """Another page of the record that is shown."""
        form = self.shown_form()
        if form is not None and form.isVisible():
            form.turn_page(by)

    def next_thing(self) -> None:
        """Open the first thing on Today, and from there the one after it."""
        today: Any = self.pages.page(0)
        today.open_next()

    def print_this(self) -> None:
        shown = getattr(self.current_page(), "shown_record", lambda: None)()
        if shown is not None:
            self.desk.open_report(shown)
        else:
            self.desk.say(_("There is no record in sight to print. Open one first."))

    def shown_form(self) -> "RecordForm | None":
        """The form of the record that is chosen, with what the cursor of the list has just come to."""
        page = self.current_page()
        if hasattr(page, "settle"):
            page.settle()
        if hasattr(page, "chosen_form"):
            return page.chosen_form()
        form = getattr(page, "form", None)
        return form if form is not None and form.isVisible() else None

    def record_at_work(self) -> UUID | None:
        """The record in sight, while somebody is at this window, a dialog of it or the guide: keys or mouse tell that, not that it lies open."""
        active = self.help.behind(QApplication.activeWindow())
        while active is not None and active is not self:
            active = active.parentWidget()
        is_at_it = self.locking.seconds_at_rest() < AT_IT_FOR
        if active is None or self.locking.screen is not None or not is_at_it:
            return None
        found: UUID | None = getattr(self.current_page(), "shown_record", lambda: None)()
        return found

    def several(self) -> "BulkBar | None":
        """What does something with several chosen lines of a list, while the keys are with them."""
        page = self.current_page()
        return page.several() if hasattr(page, "several") else None

    def show_palette(self) -> None:
        """Commands of the record that is shown stand first, under its number, then those of the list that it is in."""
        page = self.current_page()
        of_list = page.list_actions() if hasattr(page, "list_actions") else []
        actions = [*self.record_keys.actions(), *of_list, *self.menu.all_actions()]
        self._palette.popUp(actions, QApplication.focusWidget())

    def show_actions(self) -> None:
        self.record_keys.open_menu()

    def show_keys(self) -> None:
        KeyList(self.menu.actions_by_name.values(), self.desk.screens, self).open()

    def show_menu(self) -> None:
        self._opener.showMenu()

    def show_organization(self) -> None:
        ours = organization(self.desk.workspace)
        if ours is not None:
            self.show_record(ours.id)

    def show_people(self) -> None:
        self.show_tab(place_of(self._packs, Person)).show_list(Person)

    def show_activity(self, activity: str) -> None:
        """The wizard of an activity ("GO.1"), or of everything that is left."""
        from sdesk.ui.wizard import open_activity, open_remaining

        if activity:
            open_activity(self.desk, activity, self)
        else:
            open_remaining(self.desk, self)

    def show_set_up(self) -> None:
        """The wizard of all that is set up once."""
        from sdesk.ui.wizard import open_setup

        open_setup(self.desk, self)

    def show_questions(self, question: int = 0) -> None:
        """The ten questions about the firm, at one of them, or at the first that is open."""
        from sdesk.ui.wizard import open_questions

        if self.desk.may_write:
            open_questions(self.desk, self, question)

    def show_task(self, task: str) -> None:
        from sdesk.ui.wizard import open_task

        open_task(self.desk, task, self)

    def show_case(self, record_id: UUID) -> None:
        from sdesk.ui.wizard import open_case

        open_case(self.desk, record_id, self)

    def show_import(self) -> None:
        from sdesk.ui.exchange import ImportWindow

        ImportWindow(self.desk, self, first=self.copies.copy_before()).open()

    def show_preferences(self) -> None:
        from sdesk.ui.window.preferences import PreferencesDialog

        shown = PreferencesDialog(self.desk, self.settings, self)
        shown.mails_chosen.connect(self.watch_mails)
        shown.open()

    def show_copies(self) -> None:
        from sdesk.ui.safekeeping.copy_list import CopyList

        shown = CopyList(self.desk, self.settings, self, at_once=self.worker.at_once)
        shown.restore_agreed.connect(self.restoring.begin)
        shown.rescue_agreed.connect(self.rescue_asked)
        shown.open()

    def show_settling(self, record_id: UUID | None = None) -> None:
        """What several laptops wrote in one place, to be settled."""
        from sdesk.ui.team.settling.screen import open_settling

        open_settling(self.desk, self, record_id)

    def show_laptops(self) -> None:
        """The laptops that share the workspace: how far each is, one more, one less."""
        from sdesk.ui.team.laptops.laptop_list import open_laptops

        ours = organization(self.desk.workspace)
        folder = self.settings.exchange_folder(ours.id) if ours else None
        open_laptops(self.desk, self, folder, at_once=self.worker.at_once)

    def show_verify(self) -> None:
        from sdesk.ui.safekeeping.verifying import VerifyDialog

        VerifyDialog(self.desk, self, at_once=self.worker.at_once).open()

    def show_damages(self, damages: Sequence[Damage]) -> None:
        """What is known to be damaged, without another look."""
        from sdesk.ui.safekeeping.verifying import VerifyDialog

        VerifyDialog(self.desk, self, known=damages).open()

    def show_passphrase(self) -> None:
        """Set, change or remove it, or print it."""
        from sdesk.ui.window.passphrase_change import ChangePassphrase

        ChangePassphrase(self.desk, self.worker, self).open()

    def show_help(self) -> None:
        """The user guide, at the page for what has the focus."""
        if not self.help.ask():
            self.desk.say(_("The user guide is not installed here."))

    def help_topics(self) -> tuple[str, ...]:
        """What the guide calls the tab, where nothing in it has the focus."""
        return (f"tab.{PLACES[self._tabs.currentIndex()].name}",)

    def copy_details(self) -> None:
        """Versions and the end of the log, for whoever looks after the program."""
        from sdesk.ui.window.about import details

        QApplication.clipboard().setText(details(recent()))
        self.desk.say(_("Copied. It holds versions and what the program did, and nothing of your records."))

    def show_about(self) -> None:
        from sdesk.ui.window.about import AboutDialog

        workspace = self.desk.workspace
        AboutDialog(workspace.copy_of or workspace.path, self.settings.folder, self).open()

    # ------------------------------------------------------------ changes and the end

    def _workspace_changed(self, ids: object) -> None:
        ours = organization(self.desk.workspace)
        if ours is not None and isinstance(ids, frozenset) and ours.id in ids:
            self._name_window()
        self._show_person()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was typed is kept before the window goes: drafts by themselves, other changes if a person says so."""
        if not ((self._all_is_saved() or self._gives_up) and self.copies.may_close()):
            event.ignore()
            return
        self._each_minute.stop()
        self.help.stop()
        self.locking.stop()
        self._prints.stop()
        self.team.watch.stop()
        self.desk.typing.end()
        for worker in (self.worker, *self.findChildren(Worker)):
            worker.wait()
        self.settings.remember_layout("window", self.saveGeometry())
        self.settings.save()
        super().closeEvent(event)

    def what_is_unsaved(self) -> list[str]:
        """The numbers of records with changes that are no drafts: those are saved by themselves."""
        quick_is_kept = self._quick is None or self._quick.keep()
        self.pages.flush()
        unsaved = self.pages.unsaved()
        return unsaved if quick_is_kept else [*unsaved, _("New incident")]

    def is_kept_behind_lock(self) -> bool:
        """Before the program ends from the lock: what is typed is kept, and a copy made, of which nothing is shown.

        Where none can be, the lock says so; who ends it once more ends it all the same.
        """
        self.desk.typing.keep_now()
        screen = self.locking.screen
        if screen is None or screen.has_warned:
            return True
        screen.wait(_("A copy is made and checked before sdesk closes."))
        outcome = self.copies.last_copy()
        if outcome is not None and outcome.faults and not outcome.good:
            screen.warn(_("No good copy could be made. Unlock to see why, or quit once more without one."))
            return False
        return outcome is not None

    def _go_on_elsewhere(self, path: Path) -> None:
        """With what was restored there, and what is typed here."""
        self.desk.typing.hand_over()
        self.go_without_asking()
        self.recent_asked.emit(path)

    def go_without_asking(self) -> None:
        """What is not saved is given up, and what is there is copied: nothing keeps the window from closing."""
        self._gives_up = True
        self.copies.need_no_other()

    def _all_is_saved(self) -> bool:
        """Where it is not, somebody is asked."""
        unsaved = self.what_is_unsaved()
        if unsaved and not self._gives_up:
            asking = unsaved_changes(unsaved, self)
            asking.wanted.connect(self._save_and_close)
            asking.given_up.connect(self._give_up_and_close)
            asking.open()
        return not unsaved

    def _save_and_close(self) -> None:
        if self.pages.save():
            self.close()
        else:
            said = _("Not all could be saved: {numbers}. What is wrong stands beside it.")
            self.desk.say(said.format(numbers=", ".join(self.what_is_unsaved())))

    def _give_up_and_close(self) -> None:
        self._gives_up = True
        self.close()
