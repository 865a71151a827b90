"""What a deployment made of the configuration items: asked line by line, in the dialog of the step."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from sdesk.models import ConfigurationItem, ServiceChangeRequest
from sdesk.practice.control.deployment import ItemUpdate, proposed_updates, states_after
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import ChoiceField, FieldTitle, TextField
from sdesk.ui.records.naming import called
from sdesk.ui.theme.look import GRID


class ItemLine(QObject):
    """The fields of one item; what was not touched is left as it is."""

    def __init__(self, item: ConfigurationItem, update: ItemUpdate, parent: QWidget) -> None:
        super().__init__(parent)
        self._update = update
        self.touched = QCheckBox(called(item).replace("&", "&&"), parent)
        self.touched.setObjectName(f"deploy.{item.number}")
        self.touched.setChecked(True)
        self.release = TextField(parent)
        self.release.setObjectName(f"deploy.{item.number}.release")
        self.release.setAccessibleName(_("Version of {item}").format(item=item.number))
        self.release.setValue(update.release)
        words = [(state, _(item.state_called(state).label)) for state in states_after(item)]
        self.state = ChoiceField(words, parent, empty=None)
        self.state.setObjectName(f"deploy.{item.number}.state")
        self.state.setAccessibleName(_("State of {item} afterwards").format(item=item.number))
        self.state.setValue(update.state)
        for field in (self.release, self.state):
            self.touched.toggled.connect(field.setEnabled)

    def answer(self) -> ItemUpdate:
        return ItemUpdate(self._update.item, str(self.release.value()).strip(), str(self.state.value()))


class ItemsAfter(QWidget):
    """A line an item: whether it was touched, its version and its state afterwards."""

    def __init__(self, desk: Desk, change: ServiceChangeRequest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("deploy.items")
        self._lines: list[ItemLine] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID)
        for column, title in enumerate((_("Touched"), _("Version"), _("State afterwards"))):
            self._grid.addWidget(FieldTitle(title, self), 0, column)
        for column, stretch in enumerate((4, 2, 3)):
            self._grid.setColumnStretch(column, stretch)
        for update in proposed_updates(desk.workspace, change):
            item = desk.workspace.get(ConfigurationItem, update.item)
            if item is not None:
                self._add(item, update)

    def updates(self) -> tuple[ItemUpdate, ...]:
        """What was answered, for every item that was touched."""
        return tuple(line.answer() for line in self._lines if line.touched.isChecked())

    def is_empty(self) -> bool:
        return not self._lines

    def _add(self, item: ConfigurationItem, update: ItemUpdate) -> None:
        line = ItemLine(item, update, self)
        for column, widget in enumerate((line.touched, line.release, line.state)):
            self._grid.addWidget(widget, len(self._lines) + 1, column)
        self._lines.append(line)
