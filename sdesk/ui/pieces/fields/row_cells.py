"""The cells of a row in its line: each is text until it is entered, and then the field of its column."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QRadioButton, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.pieces.fields.field import FieldWidget
from sdesk.ui.pieces.fields.row_bar import RowBar, line_height
from sdesk.ui.pieces.fields.row_cell import RowCell
from sdesk.ui.pieces.fields.row_columns import LinePlan, Row, RowColumn
from sdesk.ui.pieces.fields.row_fields import Reader, RowFields, RowManner, has_focus

OTHER = Qt.FocusReason.OtherFocusReason
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class RowCells(RowFields):
    """A cell is entered by Enter, by typing, by a click. Enter ends it, Esc takes back what was typed in it."""

    stepped = Signal(object, str, int)  # from this row, to the cell of a column, so many rows on
    pasted = Signal(object, str)  # in this row, from the cell of a column on

    def __init__(
        self,
        columns: tuple[RowColumn, ...],
        row: Row,
        parent: QWidget,
        manner: RowManner,
        reader: Reader,
    ) -> None:
        super().__init__(columns, row, parent, manner, reader)
        self.place = 0
        self._plan = LinePlan()
        self._arranged: tuple[LinePlan, int, int] | None = None
        self._cells: dict[str, RowCell] = {}
        self._entered = ""
        self._before: object = None
        self._watched: QWidget | None = None
        self._bar = RowBar(self)

    # places

    def arrange(self, plan: LinePlan) -> None:
        """Put the cells in their places."""
        self._plan = plan
        height = line_height(self)
        self._arranged = plan, height, self._bar.width()
        for name, cell in self._cells.items():
            cell.setVisible(name in plan.names() and not self.is_open())
        self._bar.setFixedHeight(height * (1 if self.is_open() else plan.lines))
        for place in plan.places:
            cell = self._cells.get(place.column.name) or self._make_cell(place.column)
            cell.setGeometry(self._bar.place(place, height))
            cell.setVisible(not self.is_open())
        self._show_cells()
        if self._entered:
            self._put_in_line(self.field(self._entered))

    def is_arranged(self, plan: LinePlan) -> bool:
        """Whether its cells stand so already; what they say follows its values, not the places."""
        return self._arranged == (plan, line_height(self), self._bar.width())

    def cell(self, name: str) -> RowCell | None:
        """The cell of a column, if it can be seen."""
        return self._cells.get(name) if name in self._plan.names() and not self.is_open() else None

    def focus_cell(self, name: str) -> None:
        cell = self.cell(name)
        if cell is not None and cell.focusPolicy() != Qt.FocusPolicy.NoFocus:
            cell.setFocus(OTHER)

    def focus_first(self) -> None:
        """The first cell that can be filled in, or read."""
        self.focus_cell(self.first_to_enter() or next(iter(self._plan.names()), ""))

    def first_to_enter(self) -> str:
        """The first column in the line that a person fills in; "" if there is none."""
        return next((name for name in self._plan.names() if self.can_be_entered(name)), "")

    def stops(self) -> list[QWidget]:
        """The cells, and in place of the one that is entered its field."""
        names = [name for name in self._plan.names() if name in self._cells]
        return [self.field(name) if name == self._entered else self._cells[name] for name in names]

    # entered, and left

    def entered(self) -> str:
        """The column of the cell that is edited now."""
        return self._entered

    def can_be_entered(self, name: str) -> bool:
        return self.can_be_filled_in(name) and self.matters(name)

    def enter(self, name: str) -> FieldWidget | None:
        """Edit a cell where it stands; what is long, below the line. None if it is not for a person to say."""
        if not self.can_be_entered(name):
            return None
        if self.column(name).opens:
            self.open_at(name)
            return self.field(name)
        self.end()
        field = self.field(name)
        self._before = field.asItIs()
        self._entered = name
        field.setInLine(True)
        self._put_in_line(field)
        field.show()
        field.raise_()
        field.setFocus(OTHER)
        _app().focusChanged.connect(self._focus_went)
        self._watched = _focused(self)
        self._watched.installEventFilter(self)
        return field

    def end(self, *, take_back: bool = False, stay: bool = False) -> None:
        """Text again; `stay` keeps the focus on the cell."""
        if not self._entered:
            return
        name, self._entered = self._entered, ""
        _app().focusChanged.disconnect(self._focus_went)
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None
        field = self.field(name)
        if take_back:
            field.putBack(self._before)
        self._show_cells()
        if stay or has_focus(field):  # what hides with the focus would send it out of the row
            self.focus_cell(name)
        field.hide()
        field.setInLine(False)
        self._show_cells()
        self._bar.show_tools(self._bar.isAncestorOf(_focused(self)))
        self.was_left()

    def _focus_went(self, _before: QWidget | None, now: QWidget | None) -> None:
        """To another place of the window: a list or calendar that pops up is still the cell's."""
        field = self.field(self._entered)
        if (
            now is not None
            and now.window() is self.window()
            and not (now is field or field.isAncestorOf(now))
        ):
            self.end()

    def _put_in_line(self, field: FieldWidget) -> None:
        """Over its cell, and further where it needs more."""
        cell = self._cells[field.objectName()]
        wide = min(max(cell.width(), field.sizeHint().width()), self._bar.width())
        left = min(cell.x(), self._bar.width() - wide)
        if self.isRightToLeft():
            left = max(cell.geometry().right() + 1 - wide, 0)
        field.setGeometry(QRect(left, cell.y(), wide, cell.height()))

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the field in which one types leaves over."""
        key = event.key() if event.modifiers() in PLAIN else 0
        if self._entered and key in _ENDS:
            self.end(stay=True)
        elif self._entered and key == Qt.Key.Key_Escape:
            self.end(take_back=True, stay=True)
        elif self._entered and key == Qt.Key.Key_F2:
            self.open_at(self._entered)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Several cells go over several, also while one is edited; the words of one go into it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._entered:
            text = QApplication.clipboard().text().rstrip("\r\n")
            if event.matches(QKeySequence.StandardKey.Paste) and any(each in text for each in "\t\r\n"):
                name = self._entered
                self.end(stay=True)
                self.pasted.emit(self, name)
                return True
        return super().eventFilter(watched, event)

    def cell_key(self, cell: RowCell, event: QKeyEvent) -> bool:
        name, key = cell.column.name, Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.text_of(cell.column))
        elif event.matches(QKeySequence.StandardKey.Paste) and not self._read_only:
            self.pasted.emit(self, name)
        elif event.modifiers() not in PLAIN or key not in (*_ENDS, *_ARROWS, Qt.Key.Key_F2):
            return self._type_into(name, event)
        elif key in _ARROWS:
            down, aside = _ARROWS[key]
            self._step(name, down, -aside if self.isRightToLeft() else aside)
        elif key == Qt.Key.Key_F2 or self.enter(name) is None:
            self.open_at(name)
        return True

    def cell_composed(self, cell: RowCell, event: QInputMethodEvent) -> None:
        """The first letter of an input method, or one with an accent."""
        field = self.enter(cell.column.name)
        if field is not None:
            field.startOver()
            QApplication.sendEvent(_focused(self), event)

    def cell_clicked(self, cell: RowCell) -> None:
        if self.enter(cell.column.name) is None:
            cell.setFocus(Qt.FocusReason.MouseFocusReason)

    def cell_opened(self, cell: RowCell) -> None:
        self.open_at(cell.column.name)

    def cell_reached(self, is_here: bool) -> None:
        self._bar.show_tools(is_here or self._bar.isAncestorOf(_focused(self)))

    def _type_into(self, name: str, event: QKeyEvent) -> bool:
        """A letter enters the cell and takes the place of what stands in it; a space only enters it, or ticks a box."""
        opens_list = event.key() == Qt.Key.Key_F4 or (
            event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier
        )
        clears = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if not (opens_list or clears or types(event)) or (field := self.enter(name)) is None:
            return False
        inner = _focused(self)
        if isinstance(inner, QCheckBox):
            takes = event.text() == " "
        elif isinstance(inner, QRadioButton):
            takes = clears
        elif isinstance(inner, QComboBox):
            takes = opens_list or (types(event) and event.text() != " ")
        else:
            takes = event.text() != " " and not (clears and self.column(name).opens)
            if takes and not opens_list:
                field.startOver()
                field.setFocus(OTHER)
        if takes:
            QApplication.sendEvent(_focused(self), event)
        return True

    def _step(self, name: str, down: int, aside: int) -> None:
        if down:
            self.stepped.emit(self, name, down)
            return
        names = [each for each in self._plan.names() if self.matters(each)]
        at = names.index(name) + aside
        if 0 <= at < len(names):
            self.focus_cell(names[at])

    # what cells show

    def _make_cell(self, column: RowColumn) -> RowCell:
        made = self._cells[column.name] = RowCell(column, self, self._bar)
        return made

    def _store(self) -> QWidget:
        return self._bar

    def _show_cells(self) -> None:
        first = True
        for name in self._plan.names():
            cell = self._cells.get(name)
            if cell is None:
                continue
            text, tone = self._said(cell.column)
            cell.say(text, tone, self._named(cell.column, text))
            is_stop = self.can_be_entered(name) or (self._read_only and first)
            first = first and not is_stop
            reached = Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus
            cell.setReached(reached if self.matters(name) else Qt.FocusPolicy.NoFocus)

    def _said(self, column: RowColumn) -> tuple[str, str]:
        """What a cell says, and in which colour: what is missing and what cannot be read says so in words."""
        text = self.text_of(column)
        field = self.fields.get(column.name)
        if field is not None and field.typedProblem():
            return _("! {text}").format(text=text), "danger"
        if not self.matters(column.name):
            return "", "muted"
        if text:
            return text, "text"
        if column.required and self.can_be_filled_in(column.name) and not self.is_untouched():
            return _("! {question}").format(question=_asked(column.title)), "warning"
        if self._read_only:
            return "–", "muted"
        return self._means.get(column.name, ""), "muted"

    def _named(self, column: RowColumn, text: str) -> str:
        """For who does not see in which row and column a cell stands."""
        title = _("{field}, mandatory").format(field=column.title) if column.required else column.title
        said = _("{field}, row {number}: {text}")
        return said.format(field=title, number=self.place + 1, text=text or _("empty"))

    # for subclasses

    def is_open(self) -> bool:
        raise NotImplementedError

    def open_at(self, name: str) -> None:
        """Open the row, and go to the field of a column in it."""
        raise NotImplementedError

    def was_left(self) -> None:
        """A cell is text again."""
        raise NotImplementedError


def _asked(title: str) -> str:
    return title if title.endswith("?") else _("{field}?").format(field=title)


def types(event: QKeyEvent) -> bool:
    not_text = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
    altgr = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    is_held = event.modifiers() & not_text and event.modifiers() & altgr != altgr
    return bool(event.text()) and event.text().isprintable() and not is_held


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def _focused(widget: QWidget) -> QWidget:
    """What has the focus in the window of a widget; itself if nothing has."""
    return widget.window().focusWidget() or widget


__all__ = ["OTHER", "PLAIN", "RowCells", "types"]
