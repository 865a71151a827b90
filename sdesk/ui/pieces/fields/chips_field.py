"""Picking things by typing part of a name: what is picked shows as chips."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces.chip import CHIP_HEIGHT, Chip
from sdesk.ui.pieces.fields.field import FieldWidget
from sdesk.ui.pieces.fields.suggestions import Candidate, Suggestions
from sdesk.ui.pieces.flow_layout import FlowLayout
from sdesk.ui.pieces.lines import add_opener
from sdesk.ui.theme.look import CONTROL_HEIGHT, LIST_ROW_HEIGHT, theme

Search = Callable[[str], Sequence[Candidate]]
"""Given what is typed (perhaps nothing), the best matches first; at most some twenty."""


class PickerFrame(QFrame):
    """The box around chips and the line to type in; it wears the focus ring of what is in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flow = FlowLayout(self, spacing=4)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._above = 3
        self.set_low(False)
        self.set_bare(False)

    def set_bare(self, bare: bool) -> None:
        """Without box and padding: only chips to read."""
        self.bare = bare
        side = 0 if bare else 3
        self.flow.setContentsMargins(side, self._above, side, self._above)

    def set_low(self, low: bool) -> None:
        """As low as a line of a list."""
        self._above = (LIST_ROW_HEIGHT - CHIP_HEIGHT) // 2 if low else 3
        self.setMinimumHeight(LIST_ROW_HEIGHT if low else CONTROL_HEIGHT)
        self.flow.setContentsMargins(3, self._above, 3, self._above)

    def watch(self, widget: QWidget) -> None:
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        target = self.focusProxy()
        if target is not None:
            target.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.bare:
            return
        focused = self.isAncestorOf(self.window().focusWidget() or self) and self.window().isActiveWindow()
        wrong = bool(self.property("wrong"))
        width = 2 if focused else 1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme().color("surface" if self.isEnabled() else "window"))
        painter.setPen(QPen(theme().color("danger" if wrong else "focus" if focused else "border"), width))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 5, 5)


class ChipsField(FieldWidget):
    """What picking one link and picking several have in common."""

    opened = Signal(UUID)
    createRequested = Signal(str)
    most = 10_000

    def __init__(
        self,
        search: Search,
        parent: QWidget | None = None,
        *,
        placeholder: str = "",
        can_create: bool = False,
    ) -> None:
        """With `can_create`, the list ends in *Create “what was typed”…*, which emits `createRequested`."""
        super().__init__(parent)
        self._search = search
        self._can_create = can_create
        self._placeholder = placeholder or _("Type part of a name")
        self._chips: list[Chip] = []
        self._frame = PickerFrame(self)
        self._edit = QLineEdit(self._frame)
        self._edit.setProperty("bare", True)
        self._edit.setMinimumWidth(120)
        self._edit.setFixedHeight(CHIP_HEIGHT)
        self._edit.setPlaceholderText(self._placeholder)
        self._edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._edit.installEventFilter(self)
        shows_all = add_opener(self._edit, "chevron-down", _("Show what can be chosen (F4)"))
        shows_all.triggered.connect(self.showMatches)
        self._suggestions = Suggestions(self._edit, self._frame)
        self._suggestions.taken.connect(self._pick)
        self._suggestions.createRequested.connect(self._ask_for_new)
        self._edit.textEdited.connect(self._typed)
        self._edit.editingFinished.connect(self._finish)
        self._frame.flow.addWidget(self._edit)
        self._frame.watch(self._edit)
        self._frame.setFocusProxy(self._edit)
        self._install(self._frame, self._edit)

    # the field protocol

    def chosen(self) -> tuple[UUID, ...]:
        """The ids of the chips, in the order in which they were picked."""
        return tuple(chip.chosen for chip in self._chips)

    def setChosen(self, candidates: Sequence[Candidate]) -> None:
        for chip in list(self._chips):
            self._drop(chip)
        for candidate in candidates:
            self._add_chip(candidate)
        self._edit.clear()
        self._arrange()

    def add(self, candidate: Candidate) -> None:
        """Pick something, as if a person had; what `createRequested` led to, for one."""
        self._pick(candidate)

    def displayText(self) -> str:
        return ", ".join(chip.text() for chip in self._chips)

    def typedProblem(self) -> str:
        typed = self._edit.text().strip()
        if not typed:
            return ""
        return _("“{name}” is not picked yet. Choose a line of the list, or clear it.").format(name=typed)

    def readWords(self, text: str) -> bool:
        """Names typed in full, with a semicolon between several; what is none of them stays as typed."""
        names = text.split(";") if self.most > 1 else [text]
        self.setChosen(())
        for name in names:
            if not self._edit.text():
                self._edit.setText(name.strip())
                self._finish()
        self._edited()
        return not self.typedProblem()

    def asItIs(self) -> tuple[list[Candidate], str]:
        chips = [Candidate(chip.chosen, chip.text(), chip.detail) for chip in self._chips]
        return chips, self._edit.text()

    def putBack(self, was: tuple[list[Candidate], str]) -> None:
        self._suggestions.close()
        self.setChosen(was[0])
        self._edit.setText(was[1])
        self._edited()

    def startOver(self) -> None:
        """Several links get one more, a single one gives way."""
        if self.most == 1 and self._chips:
            self._go_to_line()
            self.setChosen(())
            self._edited()
        self._edit.selectAll()

    def setInLine(self, in_line: bool) -> None:
        super().setInLine(in_line)
        self._frame.set_low(in_line)

    def setReadOnly(self, read_only: bool) -> None:
        super().setReadOnly(read_only)
        self._arrange()

    # typing

    def showMatches(self) -> None:
        """Drop down what matches what is typed; everything offered first if nothing is."""
        typed = self._edit.text().strip()
        taken = set(self.chosen())
        found = [candidate for candidate in self._search(typed) if candidate.id not in taken]
        self._suggestions.offer(found, create=typed if self._can_create else None)

    def suggestions(self) -> Suggestions:
        return self._suggestions

    def _typed(self, text: str) -> None:
        if text.strip():
            self.showMatches()
        else:
            self._suggestions.close()
        self._edited()

    def _finish(self) -> None:
        """Take a name typed in full; complain of one that is not."""
        typed = self._edit.text().strip().casefold()
        if typed and not self._suggestions.isOpen():
            named = [
                found for found in self._search(self._edit.text().strip()) if found.text.casefold() == typed
            ]
            if len(named) == 1:
                self._pick(named[0])
        if not self._suggestions.isOpen():
            self._show_error()

    def _ask_for_new(self, text: str) -> None:
        self.createRequested.emit(text)

    def _pick(self, candidate: Candidate) -> None:
        self._edit.clear()
        if candidate.id not in self.chosen():
            if len(self._chips) >= self.most:
                self._drop(self._chips[-1])
            self._add_chip(candidate)
        self._arrange()
        self._edited()
        self._show_error()

    # chips

    def _add_chip(self, candidate: Candidate) -> None:
        chip = Chip(candidate.id, candidate.text, candidate.detail, self._frame)
        chip.opened.connect(self.opened)
        chip.removed.connect(self._remove)
        chip.stepped.connect(self._step)
        self._frame.watch(chip)
        self._frame.flow.insertWidget(len(self._chips), chip)
        self._chips.append(chip)
        chip.show()

    def _drop(self, chip: Chip) -> None:
        self._chips.remove(chip)
        self._frame.flow.removeWidget(chip)
        chip.hide()
        chip.setParent(None)
        chip.deleteLater()

    def _remove(self, chosen: UUID) -> None:
        at = self.chosen().index(chosen)
        had_focus = self._frame.isAncestorOf(self.window().focusWidget() or self)
        if had_focus:
            self._go_to_line()
        self._drop(self._chips[at])
        self._arrange()
        if had_focus:
            self._focus_chip(at)
        self._edited()

    def _go_to_line(self) -> None:
        """Before a chip goes: what has the focus and hides would send it out of the field."""
        self._edit.show()
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, step: int) -> None:
        focused = [at for at, chip in enumerate(self._chips) if chip.hasFocus()]
        if focused:
            self._focus_chip(max(focused[0] + step, 0))

    def _focus_chip(self, at: int) -> None:
        """The chip at a place, or the line after the last one."""
        target = self._chips[at] if at < len(self._chips) else self._edit
        if target.isHidden() and self._chips:
            target = self._chips[-1]
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        """Show what belongs to the state: full, read-only, empty."""
        full = len(self._chips) >= self.most
        self._edit.setPlaceholderText("" if self._chips else self._placeholder)
        tabbed = full or self._read_only
        for chip in self._chips:
            chip.setRemovable(not self._read_only)
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tabbed else Qt.FocusPolicy.ClickFocus)
        if tabbed and self._edit.hasFocus() and self._chips:
            self._chips[-1].setFocus(Qt.FocusReason.OtherFocusReason)
        self._edit.setVisible(not tabbed)
        self._frame.set_bare(self._read_only)
        shows_chips = self._read_only and bool(self._chips)
        self._frame.setVisible(shows_chips or not self._read_only)
        if self._reading is not None:
            self._reading.setVisible(self._read_only and not shows_chips)
            self._refresh_reading()
        self.setFocusProxy(self._first_focus())
        self._frame.setFocusProxy(self._first_focus())
        self._frame.flow.invalidate()
        self._frame.updateGeometry()
        self._frame.update()

    def _first_focus(self) -> QWidget:
        if self._read_only and not self._chips and self._reading is not None:
            return self._reading
        return self._chips[0] if self._chips and self._edit.isHidden() else self._edit

    def _mark_wrong(self, wrong: bool) -> None:
        self._frame.setProperty("wrong", wrong)
        self._frame.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            at_start = self._edit.cursorPosition() == 0 and not self._edit.hasSelectedText()
            if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Backspace) and at_start and self._chips:
                self._focus_chip(len(self._chips) - 1)
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4) and not self._suggestions.isOpen():
                self.showMatches()
                return True
        return super().eventFilter(watched, event)
