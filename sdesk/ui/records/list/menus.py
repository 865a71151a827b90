"""The menus of a list: which states, which columns, drafts that were deleted."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from sdesk.models import Record
from sdesk.practice.lifecycle.claimed import all_claimed
from sdesk.practice.lifecycle.records import deleted_drafts, restore_draft
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk
from sdesk.ui.records.adopting import AdoptDialog
from sdesk.ui.records.list.choices import ALL, OPEN, TableChoices
from sdesk.ui.records.list.narrowing import Narrowing
from sdesk.ui.records.marks import mark_of
from sdesk.ui.records.naming import heading_of
from sdesk.ui.theme.icons import icon
from sdesk.ui.theme.marks import SHAPE_SIZE, Shape, paint_shape
from sdesk.ui.wording import worded

MOST_DELETED = 15


def shape_icon(shape: Shape) -> QIcon:
    """A state's shape for a menu."""
    drawn = QPixmap(QSize(32, 32))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    edge = (32 - 2 * SHAPE_SIZE) / 2
    paint_shape(painter, shape, drawn.rect().toRectF().adjusted(edge, edge, -edge, -edge))
    painter.end()
    drawn.setDevicePixelRatio(2)
    return QIcon(drawn)


class StatesMenu(QMenu):
    """Open ones, all, or those in one state."""

    states_chosen = Signal(str)

    def __init__(self, choices: TableChoices, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = choices
        self.aboutToShow.connect(self._fill)
        self._fill()

    def word(self) -> str:
        """What the button says: what is shown now."""
        chosen = self._choices.states
        known = {OPEN: _("Open"), ALL: _("All")}
        return known.get(chosen) or _(self._choices.model.state_called(chosen).label)

    def _fill(self) -> None:
        self.clear()
        self._offer(OPEN, _("Open"), None)
        self._offer(ALL, _("All"), None)
        self.addSeparator()
        for state in self._choices.model.states:
            self._offer(state.name, _(state.label), mark_of(self._choices.model, state.name).shape)

    def _offer(self, name: str, text: str, shape: Shape | None) -> None:
        action = self.addAction(text)
        action.setObjectName(f"states.{name.replace(' ', '-')}")
        action.setCheckable(shape is None)
        action.setChecked(self._choices.states == name)
        if shape is not None:
            action.setIcon(shape_icon(shape))
        action.setProperty("states", name)
        action.triggered.connect(self._choose)

    def _choose(self) -> None:
        self.states_chosen.emit(str(self.sender().property("states")))


class ViewsMenu(QMenu):
    """The views of a list, each with how many stand in it at the moment."""

    view_chosen = Signal(str)

    def __init__(self, narrowing: Narrowing, choices: TableChoices, parent: QWidget) -> None:
        super().__init__(parent)
        self._narrowing = narrowing
        self._choices = choices
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        self.clear()
        counts = self._narrowing.counts()
        for view in self._narrowing.views:
            text = _("{view} {n}").format(view=worded(view.title), n=counts[view.name])
            action = self.addAction(text.replace("&", "&&"))
            action.setObjectName(f"view.{view.name}")
            action.setCheckable(True)
            action.setChecked(view.name == self._choices.view)
            action.setProperty("view", view.name)
            action.triggered.connect(self._choose)

    def _choose(self) -> None:
        self.view_chosen.emit(str(self.sender().property("view")))


class ListMenu(QMenu):
    """Columns, deleted drafts, and what a tab has added with `extra`. `columns_chosen` gives names, none for as at first."""

    columns_chosen = Signal(object)
    restored = Signal(object)

    def __init__(self, desk: Desk, choices: TableChoices, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._choices = choices
        self._columns = QMenu(_("Columns"), self)
        self._deleted = QMenu(_("Deleted drafts"), self)
        self._extra: list[QAction] = []
        self.aboutToShow.connect(self.fill)

    def add_extra(self, action: QAction) -> None:
        """A line of the tab's own, at the end."""
        self._extra.append(action)

    def actions_now(self, group: str) -> list[QAction]:
        """Those for the palette, under this heading: what is no choice of columns or of what was deleted."""
        self.aboutToShow.emit()
        found = [each for each in self._extra if each.isVisible()]
        for each in found:
            each.setProperty("group", group)
        return found

    def fill(self) -> None:
        """Make the lines anew: what can be chosen changes."""
        self.clear()
        self._fill_columns()
        self.addMenu(self._columns)
        self._fill_deleted()
        if not self._deleted.isEmpty():
            self.addMenu(self._deleted)
        self._offer_adoption()
        if self._extra:
            self.addSeparator()
            self.addActions(self._extra)

    def _offer_adoption(self) -> None:
        found: list[Record] = all_claimed(self._desk.workspace, self._choices.model)
        if found:
            n = len(found)
            said = ngettext("Adopt {n} imported record…", "Adopt {n} imported records…", n).format(n=n)
            action = self.addAction(icon("check"), said)
            action.setObjectName("list.adopt")
            self._desk.writes(action).triggered.connect(self._adopt)

    def _adopt(self) -> None:
        found: list[Record] = all_claimed(self._desk.workspace, self._choices.model)
        AdoptDialog(self._desk, found, self.window()).open()

    def _fill_columns(self) -> None:
        self._columns.clear()
        for column in self._choices.all_columns():
            action = self._columns.addAction(column.title)
            action.setObjectName(f"column.{column.name}")
            action.setCheckable(True)
            action.setChecked(column.name in self._choices.columns)
            action.setProperty("column", column.name)
            action.triggered.connect(self._toggle_column)
        self._columns.addSeparator()
        self._columns.addAction(_("As at first")).triggered.connect(self._reset_columns)

    def _toggle_column(self) -> None:
        name = str(self.sender().property("column"))
        chosen = set(self._choices.columns) ^ {name}
        self.columns_chosen.emit(
            [column.name for column in self._choices.all_columns() if column.name in chosen]
        )

    def _reset_columns(self) -> None:
        self.columns_chosen.emit([])

    def _fill_deleted(self) -> None:
        self._deleted.clear()
        found: list[Record] = deleted_drafts(self._desk.workspace, self._choices.model)
        for record in found[-MOST_DELETED:]:
            text = _("Restore {number} {title}").format(number=record.number, title=heading_of(record))
            action = self._deleted.addAction(icon("undo-2"), text.strip().replace("&", "&&"))
            action.setObjectName(f"restore.{record.number}")
            action.setProperty("record", record)
            self._desk.writes(action).triggered.connect(self._restore)

    def _restore(self) -> None:
        record = restore_draft(self._desk.workspace, self.sender().property("record"))
        self.restored.emit(record.id)
