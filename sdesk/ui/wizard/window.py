"""The window of a wizard: its pages at the left, the page in the middle, why and what it builds on at the right."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from sdesk.practice.guidance.wizards import PageProduct, WizardPage
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk
from sdesk.ui.fitting import FRAME, FitsScreen
from sdesk.ui.pieces import (
    GroupTitle,
    HelpText,
    SidePanel,
    TabsAsRead,
    button,
    primary_button,
    quiet_button,
)
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.theme.icons import app_icon
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.wizard.background import Background
from sdesk.ui.wizard.page_list import PageList
from sdesk.ui.wizard.progress_line import ProgressLine
from sdesk.ui.wizard.sources import PageSource
from sdesk.ui.wizard.task_page import TaskPage

LIST_WIDTH = 236
BACKGROUND_WIDTH = 280
SIZE = QSize(1200, 760)
SMALLEST = (640, 400)
ALL_BESIDE = 900
"""From this width on why and what it builds on stand beside the page; below, in the place of the list, when asked for."""


class WizardWindow(FitsScreen, TabsAsRead, QWidget):
    """Walks through the pages of a source. Nothing is kept but the records: what is finished is seen from them.

    `left` says that the window was closed.
    """

    left = Signal()

    def __init__(
        self, desk: Desk, source: PageSource, parent: QWidget | None = None, *, start_at: str = ""
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.source = source
        self._desk = desk
        self._pages: tuple[WizardPage, ...] = ()
        self._at = ""
        self._from = ""
        self._asked_by: WizardWindow | None = None
        self._is_stale = True
        self.setObjectName("wizard")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowIcon(app_icon())
        self.setWindowTitle(f"{source.title} – sdesk")
        self.setMinimumSize(*SMALLEST)
        self._list = PageList(self)
        self._list.chosen.connect(self.go_to)
        self._progress = ProgressLine(self)
        self._counted = HelpText("", self)
        self._counted.setObjectName("wizard.progress")
        self.task_page = TaskPage(desk, self)
        self.task_page.moved_on.connect(self._moved_on)
        self.task_page.go_asked.connect(self.go_first)
        self.task_page.first.back_asked.connect(self.come_back)
        self.task_page.typed.connect(self._name_finish)
        self.task_page.left.connect(self._list.focus_current)
        self.task_page.read_through.connect(self._go_to_finish)
        self._background = Background(desk, self)
        self._background.opened.connect(desk.open_record)
        self._reload = QTimer(self, singleShot=True, interval=150)
        self._reload.timeout.connect(self.refresh)
        self._make_buttons()
        self._assemble()
        self._set_size(parent)
        desk.changed.connect(self._workspace_changed)
        for asked in (desk.record_asked, desk.new_asked, desk.work_product_asked, desk.report_asked):
            asked.connect(self._step_aside)
        self.refresh()
        self.go_to(start_at or self._first_to_do())

    # what is shown

    @property
    def page(self) -> WizardPage | None:
        """The page in sight."""
        return next((page for page in self._pages if page.key == self._at), None)

    def help_first(self) -> tuple[str, ...]:
        """The guide speaks of the task, whichever of its fields has the focus."""
        return (self._at,) if self._at else ()

    def pages(self) -> tuple[WizardPage, ...]:
        return self._pages

    def go_to(self, key: str) -> None:
        """Show a page, saving what is typed on the one before. A page of another wizard opens that one."""
        if not any(page.key == key for page in self._pages):
            if key:
                self._desk.open_task(key)
            return
        self.task_page.keep()
        if self._is_stale:
            self._load()
        self._at = key
        if key == self._from:
            self._forget_way_back()
        self._show()
        self._list.choose(key)
        self._focus_page()

    # to what has to come first, and back

    def go_first(self, key: str) -> None:
        """To the page of what has to come first; from there a line leads back, and so does finishing it."""
        came_from = self._at
        if any(page.key == key for page in self._pages):
            self._asked_by, self._from = None, came_from
            self.task_page.first.offer_way_back(came_from)
        self.go_to(key)

    def sent_by(self, other: "WizardWindow") -> None:
        """Somebody was sent here from a page of another wizard, which is where they come back to."""
        if other.page is None:
            return
        self._forget_way_back()
        self._asked_by, self._from = other, other.page.key
        other.left.connect(self._forget_way_back)
        self.task_page.first.offer_way_back(self._from)

    def come_back(self) -> bool:
        """To where somebody was sent here from. False if they came by themselves."""
        other, key = self._asked_by, self._from
        if not key:
            return False
        self._forget_way_back()
        if other is None:
            self.go_to(key)
        else:
            self.task_page.keep()
            other.go_to(key)
            other.raise_()
            other.activateWindow()
        return True

    def _forget_way_back(self) -> None:
        if self._asked_by is not None:
            self._asked_by.left.disconnect(self._forget_way_back)
        self._asked_by, self._from = None, ""
        self.task_page.first.offer_way_back("")

    def _focus_page(self) -> None:
        """To the first field of the page, or to its one button where nothing is to be filled in."""
        if not self.task_page.products.focus_form():
            self._finish.setFocus()

    def _go_to_finish(self) -> None:
        """All of the page is read: to what is next."""
        self._finish.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the pages as they stand now."""
        self._load()
        self._show()

    def _load(self) -> None:
        self._reload.stop()
        self._pages = self.source.load(self._desk.workspace)
        self._is_stale = False

    def _show(self) -> None:
        self._list.show_pages(self._pages)
        done = sum(page.finished for page in self._pages)
        self._counted.setText(
            ngettext("{done} of {n} page done", "{done} of {n} pages done", len(self._pages)).format(
                done=done, n=len(self._pages)
            )
        )
        self._progress.set_part(done / len(self._pages) if self._pages else 0)
        page = self.page
        if page is not None:
            self.task_page.show_page(page)
            self._background.show_page(page)
        self._name_finish()

    def _first_to_do(self) -> str:
        """Where to go on: the first page that can be done and is not, else the first unfinished, else the first."""
        unfinished = [page for page in self._pages if not page.finished]
        doable = [page for page in self._pages if page.in_turn]
        return next((page.key for page in (*doable, *unfinished, *self._pages)), "")

    def _name_finish(self) -> None:
        text = self.task_page.finish_text()
        following = self._following()
        if not text:
            text = _("Continue with {task}").format(task=following) if following else _("Close")
        self._finish.setText(text)
        self._finish.setToolTip(plain_tip(_("{text} (Ctrl+Return)").format(text=text)))
        self._finish.setAccessibleName(text)
        self._back.setEnabled(self._neighbour(-1) != "")
        self._next.setVisible(bool(self.task_page.finish_text()))
        self._next.setEnabled(self._neighbour(1) != "")

    def _following(self) -> str:
        """The next page to go to once this one is finished."""
        keys = [page.key for page in self._pages]
        place = keys.index(self._at) if self._at in keys else -1
        later = [*self._pages[place + 1 :], *self._pages[: max(place, 0)]]
        doable = [page for page in later if page.in_turn]
        return next((page.key for page in (*doable, *(each for each in later if not each.finished))), "")

    def _neighbour(self, step: int) -> str:
        keys = [page.key for page in self._pages]
        place = keys.index(self._at) + step if self._at in keys else -1
        return keys[place] if 0 <= place < len(keys) else ""

    # what people do

    def finish(self) -> None:
        """Do what the primary button says: a step on the page, or on to the next."""
        if self.task_page.finish_text():
            before = self.task_page.products.product
            self.task_page.finish()
            if self.isActiveWindow() and self._is_another_product(before):
                self._focus_page()
        elif self._following():
            self.go_to(self._following())
        else:
            self.close()

    def _is_another_product(self, before: PageProduct | None) -> bool:
        """Whether the page shows another of its products than before."""
        now = self.task_page.products.product
        return now is not None and before is not None and now.work_product != before.work_product

    def back(self) -> None:
        if self._neighbour(-1):
            self.go_to(self._neighbour(-1))

    def go_on(self) -> None:
        """To the next page, whether this one is finished or not."""
        if self._neighbour(1):
            self.go_to(self._neighbour(1))

    def _moved_on(self) -> None:
        self.refresh()
        page = self.page
        if page is None:
            self.go_to(self._first_to_do())
        elif page.finished and (self._from or self._following()):
            self._desk.say(_("{task} is done.").format(task=page.key))
            if not self.come_back():
                self.go_to(self._following())
        elif page.next_product and not (page.lacks or self.task_page.products.is_asked_for()):
            self.task_page.finish()
            self._focus_page()
        elif not page.finished:
            self.task_page.say_what_is_left()

    def _workspace_changed(self, ids: object) -> None:
        self._is_stale = True
        self._reload.start()

    def showEvent(self, event: QShowEvent) -> None:
        self._stand_alone()
        super().showEvent(event)
        QTimer.singleShot(0, self, self._focus_page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._make_room()
        super().resizeEvent(event)

    def _make_room(self) -> None:
        is_wide = self.width() >= ALL_BESIDE
        asks_why = self._why.isChecked()
        self._why.setVisible(not is_wide)
        self._left.setVisible(is_wide or not asks_why)
        self._right.setVisible(is_wide or asks_why)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The main window goes only with this one, and this one only with what is typed stored."""
        if event.type() == QEvent.Type.Close and self.isVisible() and not self.close():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Drafts are saved; what cannot be saved keeps the window open and says so."""
        self.task_page.keep()
        for form in self.task_page.products.forms():
            if form.unsaved():
                form.save()
        kept = self.task_page.unsaved()
        if kept:
            text = _("Not saved yet: {records}. Correct what is marked, or take it back with Revert.")
            self.task_page.refuse(text.format(records=", ".join(kept)))
            event.ignore()
            return
        self._desk.changed.disconnect(self._workspace_changed)
        self._reload.stop()
        super().closeEvent(event)
        self.left.emit()

    # making

    def _make_buttons(self) -> None:
        self._back = button(_("Back"), self, icon_name="arrow-left", name="wizard.back")
        self._back.clicked.connect(self.back)
        leave = _("Save and leave") if self._desk.may_write else _("Leave")
        self._leave = button(leave, self, name="wizard.leave")
        self._leave.clicked.connect(self.close)
        self._next = quiet_button(_("Skip for now"), self, name="wizard.next")
        self._next.clicked.connect(self.go_on)
        self._why = quiet_button(_("Why"), self, name="wizard.ask-why")
        self._why.setCheckable(True)
        self._why.setToolTip(_("Why, and what it builds on"))
        self._why.toggled.connect(self._make_room)
        self._finish = primary_button("", self, name="wizard.finish")
        self._finish.clicked.connect(self.finish)
        for made in (self._back, self._leave, self._why, self._next):
            made.setAccessibleName(made.text())
        for made in (self._back, self._leave, self._why, self._next, self._finish):
            made.setAutoDefault(True)  # so that Return presses the one that has the focus
        keys = {
            "Alt+Left": self.back,
            "Alt+Right": self.go_on,
            "Ctrl+Return": self.finish,
            "Ctrl+Enter": self.finish,
            "Ctrl+W": self.close,
        }
        for key, does in keys.items():
            QShortcut(QKeySequence(key), self, does).setAutoRepeat(False)

    def _assemble(self) -> None:
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        self._left, self._right = self._left_side(), self._right_side()
        middle.addWidget(self._left)
        middle.addWidget(self.task_page, 1)
        middle.addWidget(self._right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(_rule(self))
        column.addWidget(self._foot())

    def _left_side(self) -> QWidget:
        side = SidePanel(self)
        side.setFixedWidth(LIST_WIDTH)
        title = GroupTitle(self.source.title, side)
        title.setWordWrap(True)
        head = QVBoxLayout()
        head.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, GRID)
        head.setSpacing(6)
        head.addWidget(title)
        if self.source.subtitle:
            head.addWidget(HelpText(self.source.subtitle, side))
        head.addSpacing(4)
        head.addWidget(self._progress)
        head.addWidget(self._counted)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._list, 1)
        return side

    def _right_side(self) -> QWidget:
        side = SidePanel(self)
        side.setProperty("side", "right")
        side.setFixedWidth(BACKGROUND_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._background)
        return side

    def _foot(self) -> QWidget:
        foot = QWidget(self)
        line = QHBoxLayout(foot)
        line.setContentsMargins(PAGE_MARGIN, 12, PAGE_MARGIN, 12)
        line.setSpacing(GRID)
        line.addWidget(self._back)
        line.addWidget(self._leave)
        line.addWidget(self._why)
        line.addStretch(1)
        line.addWidget(self._next)
        line.addWidget(self._finish)
        return foot

    def _set_size(self, parent: QWidget | None) -> None:
        """As large as the window it belongs to and in its place, as far as the screen has room."""
        over = parent.window() if parent is not None else None
        wanted = over.size() if over is not None and over.isVisible() else SIZE
        self.resize(wanted.boundedTo(self.screen().availableSize() - FRAME))
        if over is not None:
            over.installEventFilter(self)
            if over.isVisible():
                self.move(over.frameGeometry().topLeft())

    def _stand_alone(self) -> None:
        """Let the main window come before this one: a record that is asked for from here is shown there."""
        handle = self.windowHandle()
        if handle is not None:
            handle.setTransientParent(None)  # type: ignore[arg-type]  # Qt takes null for "of nobody"

    def _step_aside(self, *_asked: object) -> None:
        over = self.parentWidget()
        if over is not None and self.isActiveWindow():
            over.window().raise_()
            over.window().activateWindow()


def _rule(parent: QWidget) -> QFrame:
    made = QFrame(parent)
    made.setFrameShape(QFrame.Shape.HLine)
    return made


__all__ = ["WizardWindow"]
