"""Who is working? Asked at opening, and whenever somebody else sits down."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from sdesk.models import Person
from sdesk.translation import gettext as _
from sdesk.ui.pieces import (
    STRETCH,
    STYLE,
    Dialog,
    HelpText,
    PageTitle,
    button,
    column_of,
    primary_button,
    row_of,
)
from sdesk.ui.theme.look import GRID, PAGE_MARGIN


class WhoDialog(Dialog):
    """One line a person, with the roles they hold today; `chosen` carries the Person, or None for "nobody of these"."""

    chosen = Signal(object)
    people_asked = Signal()

    def __init__(self, people: Sequence[tuple[Person, str]], current: Person | None, parent: QWidget) -> None:
        super().__init__("who", _("Who is working?"), parent, width=420)
        self._list = QListWidget(self)
        self._list.setObjectName("who.people")
        self._list.setAccessibleName(_("People"))
        for person, roles in people:
            item = QListWidgetItem(f"{person.name}   {roles}" if roles else person.name)
            item.setData(Qt.ItemDataRole.UserRole, person)
            self._list.addItem(item)
            if current is not None and person.id == current.id:
                self._list.setCurrentItem(item)
        if self._list.currentRow() < 0:
            self._list.setCurrentRow(0)
        self._list.itemActivated.connect(self._take)
        self._lay_out()

    def _lay_out(self) -> None:
        take = primary_button(_("Work as this person"), self, name="action.work-as")
        take.setDefault(True)
        take.clicked.connect(lambda: self._take(self._list.currentItem()))
        others = button(_("Add or change people…"), self, name="action.people")
        others.clicked.connect(self._ask_for_people)
        feet = row_of(others, STRETCH, take, spacing=STYLE)
        column_of(
            PageTitle(self.windowTitle(), self),
            HelpText(_("Everything that is changed or approved from now on carries this name."), self),
            (self._list, 1),
            GRID,
            feet,
            inside=self,
            margins=PAGE_MARGIN,
        )
        self._list.setFocus()

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            person = item.data(Qt.ItemDataRole.UserRole)
            self.accept()
            self.chosen.emit(person)

    def _ask_for_people(self) -> None:
        self.reject()
        self.people_asked.emit()
