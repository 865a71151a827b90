"""The commands of the window, in the groups of its menu."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.window.commands import Command, action_of
from sdesk.ui.window.places import PLACES


class Commanded(Protocol):
    """What commands ask of the window."""

    desk: Any
    settings: Any
    backups: Any
    team: Any
    exporting: Any
    undoing: Any
    working: Any
    locking: Any
    panes: Any
    way: Any
    open_asked: Any
    recent_asked: Any
    new_workspace_asked: Any
    join_asked: Any
    welcome_asked: Any
    quit_asked: Any

    def copy_details(self) -> object: ...
    def find_here(self) -> object: ...
    def find_record(self) -> object: ...
    def new_change(self) -> object: ...
    def new_feedback(self) -> object: ...
    def new_here(self) -> object: ...
    def new_incident(self) -> object: ...
    def next_thing(self) -> object: ...
    def next_line(self, by: int) -> object: ...
    def next_page(self, by: int) -> object: ...
    def print_this(self) -> object: ...
    def show_actions(self) -> object: ...
    def show_about(self) -> object: ...
    def show_copies(self) -> object: ...
    def show_help(self) -> object: ...
    def show_import(self) -> object: ...
    def show_keys(self) -> object: ...
    def show_menu(self) -> object: ...
    def show_organization(self) -> object: ...
    def show_palette(self) -> object: ...
    def show_parties(self) -> object: ...
    def show_passphrase(self) -> object: ...
    def show_people(self) -> object: ...
    def show_questions(self) -> object: ...
    def show_preferences(self) -> object: ...
    def show_laptops(self) -> object: ...
    def show_settling(self) -> object: ...
    def show_verify(self) -> object: ...
    def show_trends(self) -> object: ...
    def show_schedule(self, span: str) -> object: ...
    def show_work_statement(self) -> object: ...
    def show_set_up(self) -> object: ...
    def go_to_tab(self, at: int) -> object: ...
    def show_activity(self, activity: str) -> object: ...


def commands_of(window: Commanded) -> list[Command]:
    return [*_work(window), *_tabs(window), *_workspace(window), *_wizards(window), *_help(window)]


def _work(window: Commanded) -> list[Command]:
    group = _("Work")
    return [
        Command("new", _("New here"), window.new_here, "Ctrl+N", "plus", group, writes=True),
        Command(
            "new-incident",
            _("New incident"),
            window.new_incident,
            "Ctrl+Shift+I",
            "bell",
            group,
            writes=True,
            everywhere=True,
        ),
        Command(
            "new-change",
            _("New change request"),
            window.new_change,
            "Ctrl+Shift+R",
            "git-branch",
            group,
            writes=True,
            everywhere=True,
        ),
        Command(
            "new-feedback", _("New feedback"), window.new_feedback, "", "message-square", group, writes=True
        ),
        Command("trends", _("Potential incidents"), window.show_trends, "", "chart-column", group),
        Command(
            "parties", _("Customers and suppliers at a glance"), window.show_parties, "", "handshake", group
        ),
        Command("find", _("Find a record"), window.find_record, "Ctrl+K", "search", group),
        Command("find-here", _("Filter the list, find in the report"), window.find_here, "Ctrl+F", "", group),
        Command("next", _("Next thing to do"), window.next_thing, "Ctrl+J", "arrow-right", group),
        Command("undo", _("Undo"), window.undoing.undo, "Ctrl+Z", "undo-2", group, writes=True),
        Command("redo", _("Do again"), window.undoing.redo, "Ctrl+Shift+Z", "", group, writes=True),
        Command("print", _("Print this"), window.print_this, "Ctrl+P", "printer", group),
    ]


def _tabs(window: Commanded) -> list[Command]:
    def show(at: int) -> Callable[[], object]:
        return lambda: window.go_to_tab(at)

    group = _("Go to")
    return [
        *(
            Command(f"tab-{place.name}", place.title, show(at), f"Alt+{at + 1}", "", group)
            for at, place in enumerate(PLACES)
        ),
        *(
            Command(f"schedule-{span}", title, partial(window.show_schedule, span), "", "calendar", group)
            for span, title in (
                ("month", _("Change schedule, month")),
                ("week", _("Change schedule, week")),
                ("list", _("Change schedule, list")),
            )
        ),
        Command("work-statement", _("Statement of work"), window.show_work_statement, "", "file-text", group),
        Command("next-pane", _("Next pane"), lambda: window.panes.go(1), "F6", "", group),
        Command("last-pane", _("Pane before"), lambda: window.panes.go(-1), "Shift+F6", "", group),
        Command("back", _("Back to what was shown before"), window.way.back, "Alt+Left", "arrow-left", group),
        Command("forth", _("Forth again"), window.way.forth, "Alt+Right", "arrow-right", group),
        Command(
            "next-line", _("Next record of the list"), lambda: window.next_line(1), "Alt+PgDown", "", group
        ),
        Command("last-line", _("Record before"), lambda: window.next_line(-1), "Alt+PgUp", "", group),
        Command(
            "next-page", _("Next page of the record"), lambda: window.next_page(1), "Ctrl+Tab", "", group
        ),
        Command("last-page", _("Page before"), lambda: window.next_page(-1), "Ctrl+Shift+Tab", "", group),
    ]


def _workspace(window: Commanded) -> list[Command]:
    group = _("Workspace")
    return [
        Command("new-workspace", _("New workspace…"), window.new_workspace_asked.emit, "", "database", group),
        Command("open", _("Open workspace…"), window.open_asked.emit, "Ctrl+O", "folder-open", group),
        Command("join", _("Join with an invitation…"), window.join_asked.emit, "", "users", group),
        Command("close", _("Close workspace"), window.welcome_asked.emit, "Ctrl+W", "x", group),
        Command("back-up", _("Back up now…"), window.backups.ask, "", "save", group, writes=True),
        Command("copies", _("Copies…"), window.show_copies, "", "copy", group),
        Command("verify", _("Verify everything…"), window.show_verify, "", "shield-check", group),
        Command("laptops", _("Laptops…"), window.show_laptops, "", "monitor", group),
        Command("settle", _("What is to settle"), window.show_settling, "", "handshake", group),
        Command("import", _("Import…"), window.show_import, "", "download", group, writes=True),
        Command("export", _("Export everything…"), window.exporting.ask, "", "upload", group, writes=True),
        Command(
            "exchange-now",
            _("Exchange now"),
            window.team.exchange_now,
            "F5",
            "refresh-cw",
            group,
            writes=True,
        ),
        Command(
            "exchange-folder",
            _("Exchange folder…"),
            window.team.choose_folder,
            "",
            "folder-open",
            group,
            writes=True,
        ),
        Command("organization", _("Organization"), window.show_organization, "", "building", group),
        Command(
            "questions",
            _("Questions about the firm…"),
            window.show_questions,
            "",
            "list-checks",
            group,
            writes=True,
        ),
        Command("people", _("People"), window.show_people, "", "users", group),
        Command("who", _("Who is working…"), window.working.ask, "", "user", group, writes=True),
        Command("preferences", _("Preferences…"), window.show_preferences, "Ctrl+,", "settings", group),
        Command("passphrase", _("Passphrase…"), window.show_passphrase, "", "key-round", group, writes=True),
        Command("lock", _("Lock"), window.locking.lock, "Ctrl+L", "lock", group),
        Command("quit", _("Quit"), window.quit_asked.emit, "Ctrl+Q", "", group),
    ]


def _wizards(window: Commanded) -> list[Command]:
    def walk(activity: str) -> Callable[[], object]:
        return lambda: window.show_activity(activity)

    group = _("Wizards")
    everything = Command(
        "wizard-everything", _("Everything that is left"), walk(""), "", "list-checks", group
    )
    set_up = Command("wizard-set-up", _("What is set up once"), window.show_set_up, "", "list-checks", group)
    return [
        set_up,
        everything,
        *(
            Command(f"wizard-{each.id}", f"{each.id}  {_(each.name)}", walk(each.id), "", "", group)
            for each in window.desk.pack.asks.activities
        ),
    ]


def _help(window: Commanded) -> list[Command]:
    group = _("Help")
    return [
        Command("help", _("Help on this"), window.show_help, "F1", "help-circle", group),
        Command(
            "keys",
            _("Keyboard shortcuts"),
            window.show_keys,
            "Ctrl+/",
            "keyboard",
            group,
            more_keys=("Ctrl+F1",),
        ),
        Command("palette", _("All commands"), window.show_palette, "Ctrl+Shift+P", "list", group),
        Command("menu", _("Menu"), window.show_menu, "F10", "", group),
        Command(
            "actions", _("What can be done with this record"), window.show_actions, "Shift+F10", "", group
        ),
        Command("copy-details", _("Copy details"), window.copy_details, "", "copy", group),
        Command("about", _("About sdesk"), window.show_about, "", "info", group),
    ]


class WindowMenu(QMenu):
    """The one menu, behind ≡: as high as a small screen in one column, so that what belongs together lies one below."""

    _FIRST = ("new-workspace", "open", "join")
    _COPIES = ("back-up", "copies", "verify", None, "import", "export")
    _TEAM = ("laptops", "settle", None, "exchange-now", "exchange-folder")
    _FIRM = ("organization", "people", "questions")
    _OURS = ("who", "preferences", "passphrase", "lock", None)
    _HELP = ("help", "keys", None, "copy-details", "about")
    _LAST = (None, "close", "quit")

    def __init__(self, window: Commanded, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("menu")
        self.setAccessibleName(_("Menu"))
        self._window = window
        self.actions_by_name: dict[str, QAction] = {
            command.name: action_of(command, parent) for command in commands_of(window)
        }
        for command in commands_of(window):
            if command.writes:
                window.desk.writes(self.actions_by_name[command.name])
        self._put(self._FIRST)
        self.offer_lock()
        self._recent = self.addMenu(_("Open recent"))
        self._recent.aboutToShow.connect(self._list_recent)
        self.addSeparator()
        self._put_below(_("Copies and files"), self._COPIES)
        self._put_below(_("Team"), self._TEAM)
        self._put_below(_("The firm"), self._FIRM)
        self.addSeparator()
        self._put(self._OURS)
        self._put_below(_("Wizards"), self._wizards())
        self._put(("palette",))
        self._put_below(_("Help"), self._HELP)
        self._put(self._LAST)

    def _wizards(self) -> tuple[str | None, ...]:
        names = [name for name in self.actions_by_name if name.startswith("wizard-")]
        after = names.index("wizard-everything") + 1
        return (*names[:after], None, *names[after:])

    def all_actions(self) -> list[QAction]:
        """Every command but the menu itself, for the palette."""
        return [
            action
            for name, action in self.actions_by_name.items()
            if name not in ("menu", "palette", "actions") and action.isVisible()
        ]

    def offer_lock(self) -> None:
        """Only where there is a passphrase to open it again."""
        self.actions_by_name["lock"].setVisible(self._window.locking.is_offered)

    def _put(self, names: Sequence[str | None], below: QMenu | None = None) -> None:
        for name in names:
            if name is None:
                (below or self).addSeparator()
            else:
                (below or self).addAction(self.actions_by_name[name])

    def _put_below(self, called: str, names: Sequence[str | None]) -> None:
        self._put(names, self.addMenu(called))

    def _list_recent(self) -> None:
        self._recent.clear()
        for path in self._window.settings.recent():
            called = " ".join(f"{path.stem}  ({path.parent.name})".replace("&", "&&").split("\t"))
            self._recent.addAction(called, self._opener(path)).setToolTip(plain_tip(str(path)))
        if self._recent.isEmpty():
            self._recent.addAction(_("Nothing yet")).setEnabled(False)

    def _opener(self, path: Path) -> Callable[[], None]:
        return lambda: self._window.recent_asked.emit(path)
