"""Everything the window can do, by name: actions with their keys, and the palette that finds them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces import column_of
from sdesk.ui.pieces.fields.calendar_popup import PopupFrame
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.look import GRID, PAGE_MARGIN
from sdesk.ui.unsaved.typing import SPOKEN_FOR
from sdesk.ui.window.found_list import FoundLine, FoundList

PALETTE_WIDTH = 560
LINES_SHOWN = 14


@dataclass(frozen=True)
class Command:
    """One thing that can be done from anywhere in the window, or `everywhere` in the program: in a wizard beside it, for one.

    `group` heads it in the palette. One that `writes` is not there where a copy is read.
    """

    name: str
    text: str
    run: Callable[[], object]
    keys: str = ""
    icon: str = ""
    group: str = ""
    writes: bool = False
    everywhere: bool = False
    more_keys: tuple[str, ...] = ()


def action_of(command: Command, window: QWidget) -> QAction:
    """The command as an action of the window, its keys alive wherever the focus is."""
    action = QAction(command.text, window)
    action.setObjectName(f"action.{command.name}")
    if command.icon:
        action.setIcon(icon(command.icon))
        action.setProperty("icon_name", command.icon)
    if command.keys:
        action.setShortcuts([QKeySequence(each) for each in (command.keys, *command.more_keys)])
    if command.everywhere:
        action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
    action.setProperty("group", command.group)
    action.triggered.connect(lambda _checked=False: command.run())
    window.addAction(action)
    return action


def keys_of(action: QAction) -> str:
    """As they are written on this system; what a menu shows behind the words of an action counts, too."""
    own = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return own or action.text().partition("\t")[2]


def words_of(action: QAction) -> str:
    return action.text().partition("\t")[0]


class CommandPalette(PopupFrame):
    """Type part of a command's name; Return does it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.setAccessibleName(_("Commands"))
        self._actions: Sequence[QAction] = ()
        self._line = QLineEdit(self)
        self._line.setObjectName("palette.words")
        self._line.setProperty(SPOKEN_FOR, True)
        self._line.setPlaceholderText(_("What do you want to do?"))
        self._line.setAccessibleName(self._line.placeholderText())
        self._line.textChanged.connect(self._filter)
        self._list = FoundList(self, "palette.list", _("Commands"))
        self._list.serve(self._line)
        self._list.taken.connect(self._take)
        self._line.installEventFilter(self)
        self._before: QWidget | None = None
        column_of(self._line, (self._list, 1), inside=self, margins=GRID)
        self.hide()

    def popUp(self, actions: Iterable[QAction], focused: QWidget | None) -> None:
        """Show the commands, ready to type; the focus goes back to where it was. What is grey says why."""
        self._actions = [each for each in actions if each.text() and (each.isEnabled() or _why_grey(each))]
        self._before = focused
        window = self.window()
        width = min(PALETTE_WIDTH, window.width() - 2 * PAGE_MARGIN)
        self._line.clear()
        self._filter("")
        height = min(
            self._line.sizeHint().height() + self._list.neededHeight() + 4 * GRID, window.height() - 96
        )
        self.setGeometry((window.width() - width) // 2, 48, width, min(height, LINES_SHOWN * 30 + 64))
        self.show()
        self.raise_()
        self._line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self._leave()
            event.accept()  # also the shortcut override: Esc is ours while we are open
            return True
        return super().eventFilter(watched, event)

    def _filter(self, words: str) -> None:
        wanted = words.casefold().split()
        lines: list[FoundLine] = []
        group = ""
        for action in self._actions:
            heading = action.property("group")
            if not all(word in f"{heading} {words_of(action)}".casefold() for word in wanted):
                continue
            if heading != group:
                lines.append(FoundLine(heading))
                group = heading
            lines.append(_line_of(action))
        self._list.offer(lines or [FoundLine(_("No command has these words."))])

    def _leave(self) -> None:
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def _take(self, action: QAction) -> None:
        self._leave()
        action.trigger()


def _line_of(action: QAction) -> FoundLine:
    is_grey = not action.isEnabled()
    detail = _why_grey(action) if is_grey else keys_of(action)
    picture = action.property("icon_name") or ""
    return FoundLine(words_of(action), detail, action, picture, is_grey=is_grey)


def _why_grey(action: QAction) -> str:
    """What the tip of a command says that cannot be used now; Qt makes tips of the words of all others."""
    return str(action.property("why") or "")
