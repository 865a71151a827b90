"""The user guide in a window that stays open beside the work."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QWidget
from shiboken6 import isValid

from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.fitting import FRAME
from sdesk.ui.help.browser import PageBrowser
from sdesk.ui.help.declared import pages
from sdesk.ui.help.focus import Explained
from sdesk.ui.help.pages import FIRST_PAGE, Found, Guide
from sdesk.ui.pieces import (
    STRETCH,
    STYLE,
    Card,
    Dialog,
    GroupTitle,
    HelpText,
    button,
    column_of,
    quiet_button,
    row_of,
)
from sdesk.ui.pieces.lines import make_searching
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.settings import Settings
from sdesk.ui.theme.icons import app_icon
from sdesk.ui.theme.look import GRID
from sdesk.ui.unsaved.typing import SPOKEN_FOR
from sdesk.ui.window.found_list import FoundLine, FoundList

SIZE = QSize(560, 720)
SMALLEST = (360, 320)
LAYOUT = "help"


class HelpWindow(Dialog):
    """Of nobody's but for the window that it stands over, so that no dialog that waits for an answer keeps it from being read."""

    def __init__(self, guide: Guide, settings: Settings) -> None:
        super().__init__("help", _("User guide"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(
            Qt.WidgetAttribute.WA_DeleteOnClose, False
        )  # what was looked at is there when it comes again
        self.setWindowIcon(app_icon())
        self.setMinimumSize(*SMALLEST)
        self._guide = guide
        self._settings = settings
        self._trail: list[tuple[str, int]] = []
        self._place = -1
        self._behind: list[QWidget] = []
        self._about: Explained | None = None
        self._line = self._search_line()
        self._text = PageBrowser(self)
        self._text.asked.connect(self.show_place)
        self._text.web_asked.connect(QDesktopServices.openUrl)
        self._found = FoundList(self, "help.found", _("Lines found"))
        self._found.serve(self._line)
        self._found.taken.connect(self._take)
        self._stack = QStackedWidget(self)
        for each in (self._text, self._found):
            self._stack.addWidget(each)
        self._lay_out()
        for keys, does in self._keys().items():
            QShortcut(QKeySequence(keys), self, does)
        self.resize(SIZE)
        self._is_placed = self.restoreGeometry(settings.layout(LAYOUT))

    # ------------------------------------------------------------ what is shown

    @property
    def address(self) -> str:
        """What is shown: the page, and where on it."""
        return self._trail[self._place][0] if self._trail else ""

    def explain(self, topics: Iterable[str], field: Explained | None) -> None:
        """Show what the guide has on the first topic that it knows, above it what is said of the field in hand."""
        self._about = field
        self._card.setVisible(field is not None)
        if field is not None:
            self._title.setText(field.title)
            self._said.setText(field.text)
            self._said.setVisible(bool(field.text))
            self._all.setVisible(bool(field.address))
        self._text.setAccessibleDescription(f"{field.title}. {field.text}" if field is not None else "")
        self.show_place(self._guide.page_for(topics))

    def show_place(self, address: str, words: tuple[str, ...] = ()) -> None:
        """A page from its beginning or at an anchor. What was looked at before is a step back."""
        if address.partition("#")[0] not in self._guide.pages:
            return
        if self._trail:
            self._trail[self._place] = (self.address, self._text.verticalScrollBar().value())
        if address != self.address:
            self._trail = [*self._trail[: self._place + 1], (address, 0)]
            self._place += 1
        self._draw(address, words)

    def back(self) -> None:
        self._step(-1)

    def forth(self) -> None:
        self._step(1)

    def show_contents(self) -> None:
        self.show_place(FIRST_PAGE)

    def search(self) -> None:
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def _step(self, by: int) -> None:
        if not 0 <= self._place + by < len(self._trail):
            return
        self._trail[self._place] = (self.address, self._text.verticalScrollBar().value())
        self._place += by
        address, height = self._trail[self._place]
        self._draw(address)
        self._text.verticalScrollBar().setValue(height)

    def _draw(self, address: str, words: tuple[str, ...] = ()) -> None:
        name, _hash, anchor = address.partition("#")
        page = self._guide.pages[name]
        self._line.clear()
        self._stack.setCurrentWidget(self._text)
        if self._text.page is not page:
            self._text.show_page(page)
        block = page.block_at(anchor) if anchor else None
        self._text.go_to(block.number if block is not None else 0, words)
        self._back.setEnabled(self._place > 0)
        self._forth.setEnabled(self._place < len(self._trail) - 1)
        is_first = name == FIRST_PAGE
        title = (
            _("User guide – sdesk") if is_first else _("{page} – user guide – sdesk").format(page=page.title)
        )
        self.setWindowTitle(title)
        self._text.setAccessibleName(page.title)

    # ------------------------------------------------------------ looking for words

    def _look(self) -> None:
        words = self._line.text().split()
        if not words:
            self._stack.setCurrentWidget(self._text)
            return
        found = self._guide.find(self._line.text())
        self._found.offer(
            _lines(found) or [FoundLine(_("Nothing in the guide has all of these words. Try fewer."))]
        )
        self._stack.setCurrentWidget(self._found)
        said = ngettext("one line was found", "{number} lines were found", len(found)).format(
            number=len(found)
        )
        self._line.setAccessibleDescription(said)

    def _take(self, found: Found) -> None:
        words = tuple(self._line.text().casefold().split())
        self._card.hide()
        self.show_place(found.address, words)
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes back the words that were looked for, then closes."""
        if event.key() == Qt.Key.Key_Escape and self._line.text():
            self._line.clear()
            self._text.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    # ------------------------------------------------------------ where it stands

    def show_beside(self, asked: QWidget) -> None:
        """Come to the front, over the window from which it was asked for."""
        if not self._is_placed:
            self._is_placed = True
            self.setGeometry(beside(asked.frameGeometry(), asked.screen().availableGeometry(), self.size()))
        self.show()
        self.stand_over(asked)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def stand_over(self, window: QWidget) -> None:
        """Stay in sight before this window. A dialog that waits for an answer blocks what is behind it, not what is over it."""
        self._let_go()
        self._behind = [window]
        while (around := self._behind[-1].parentWidget()) is not None:
            self._behind.append(around.window())
        window.installEventFilter(self)
        handle = self.windowHandle()
        if handle is not None:
            handle.setTransientParent(window.windowHandle())

    def event(self, event: QEvent) -> bool:
        """A dialog that is opened while the guide is open does not block it."""
        if event.type() == QEvent.Type.WindowBlocked:
            QTimer.singleShot(0, self, self._come_free)
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What it stands over goes: it stays over the window behind that."""
        if event.type() == QEvent.Type.Hide and self._behind and watched is self._behind[0]:
            QTimer.singleShot(0, self, self._fall_back)
        return super().eventFilter(watched, event)

    def _come_free(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None and self.isVisible():
            self.stand_over(dialog)

    def _fall_back(self) -> None:
        if self.isVisible() and (seen := self._seen_behind()) is not None:
            self.stand_over(seen)

    def _seen_behind(self) -> QWidget | None:
        return next((each for each in self._behind if isValid(each) and each.isVisible()), None)

    def _let_go(self) -> None:
        if self._behind and isValid(self._behind[0]):
            self._behind[0].removeEventFilter(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """Esc does not go through the closing of a window."""
        self._leave()
        super().done(result)

    def _leave(self) -> None:
        """The keys go back to the work."""
        self._settings.remember_layout(LAYOUT, self.saveGeometry())
        if self.isActiveWindow() and (seen := self._seen_behind()) is not None:
            seen.activateWindow()

    # ------------------------------------------------------------ making

    def _keys(self) -> dict[str, Callable[[], object]]:
        return {
            "Alt+Left": self.back,
            "Alt+Right": self.forth,
            "Alt+Home": self.show_contents,
            "Ctrl+F": self.search,
            "Ctrl+K": self.search,
            "Ctrl+W": self.close,
        }

    def _search_line(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName("help.words")
        line.setProperty(SPOKEN_FOR, True)
        line.setPlaceholderText(_("Search the guide  Ctrl+F"))
        line.setAccessibleName(_("Search the guide"))
        make_searching(line)
        line.textChanged.connect(self._look)
        return line

    def _lay_out(self) -> None:
        back = self._back = quiet_button(_("Back"), self, icon_name="arrow-left", name="help.back")
        forth = self._forth = quiet_button(_("Forth"), self, icon_name="arrow-right", name="help.forth")
        contents = quiet_button(_("Contents"), self, icon_name="book-open", name="help.contents")
        for made, keys, does in (
            (back, "Alt+Left", self.back),
            (forth, "Alt+Right", self.forth),
            (contents, "Alt+Home", self.show_contents),
        ):
            made.clicked.connect(does)
            made.setToolTip(plain_tip(keys))
            made.setAutoDefault(False)
        head = row_of(back, forth, contents, (self._line, 1), margins=(GRID, GRID, GRID, 0), spacing=4)
        card = self._card = Card(self)
        card.setObjectName("help.field")
        self._title, self._said = GroupTitle("", card), HelpText("", card)
        self._title.setWordWrap(True)
        self._all = quiet_button(_("All fields"), card, icon_name="list", name="help.fields")
        self._all.setAutoDefault(False)
        self._all.clicked.connect(self._show_fields)
        column_of(row_of((self._title, 1), self._all), self._said, inside=card, margins=GRID, spacing=4)
        card.hide()
        close = button(_("Close"), self, name="action.close")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        foot = row_of(STRETCH, close, margins=(GRID, 0, GRID, GRID))
        between = row_of((card, 1), margins=(GRID, 0, GRID, 0))
        column_of(head, between, (self._stack, 1), foot, inside=self, spacing=STYLE)

    def _show_fields(self) -> None:
        if self._about is not None and self._about.address:
            self.show_place(self._about.address)
            self._text.setFocus(Qt.FocusReason.OtherFocusReason)


def beside(work: QRect, screen: QRect, size: QSize) -> QRect:
    """At the right of the work where the screen has room, else at its left, else over its right edge."""
    room = screen.size() - FRAME
    size = QSize(size.width(), max(size.height(), work.height())).boundedTo(room)
    left = work.right() + 1
    if left + size.width() > screen.right():
        left = (
            work.left() - size.width()
            if work.left() - size.width() >= screen.left()
            else screen.right() - size.width()
        )
    top = max(screen.top(), min(work.top(), screen.bottom() - size.height()))
    return QRect(QPoint(left, top), size)


def _lines(found: list[Found]) -> list[FoundLine]:
    """In groups by page, each line with the heading that it stands under."""
    lines: list[FoundLine] = []
    for page in dict.fromkeys(each.page for each in found):
        lines.append(FoundLine(page))
        of_page = (each for each in found if each.page == page)
        lines += [
            FoundLine(each.text, "" if each.heading in (page, each.text) else each.heading, each)
            for each in of_page
        ]
    return lines


def open_guide() -> Guide:
    """The guide of this installation, with a page of the fields of each kind of record."""
    return Guide(pages())
