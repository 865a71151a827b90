"""The keys of the record that is shown, alive wherever the focus is in the window: in its form, and in the list beside it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.pieces.fields.row_line import RowLine
from sdesk.ui.records.form.commands import all_keys

if TYPE_CHECKING:
    from sdesk.ui.records.form.record_form import RecordForm
    from sdesk.ui.records.list.bulk_bar import BulkBar


class RecordKeys(QObject):
    """One action for each key: which command it means, and whether that can be used now, the shown record says."""

    def __init__(
        self,
        desk: Desk,
        shown: "Callable[[], RecordForm | None]",
        several: "Callable[[], BulkBar | None]",
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._shown = shown
        self._several = several
        for keys in all_keys(desk.screens):
            action = QAction(window)
            action.setObjectName(f"record-key.{keys}")
            action.setShortcut(QKeySequence(keys))
            action.setAutoRepeat(False)
            action.triggered.connect(partial(self.press, keys))
            window.addAction(action)

    def actions(self) -> list[QAction]:
        """All that can be done with the record that is shown, for the palette."""
        form = self._shown()
        return form.actions_now() if form is not None else []

    def press(self, keys: str, _checked: bool = False) -> None:
        """Do what the key means for the record that is shown; where it means nothing now, say why."""
        if (several := self._several()) is not None:
            several.press(keys)
            return
        form = self._shown()
        if form is None or form.record is None:
            self._desk.say(_("No record is in sight that this key could be for."))
            return
        if form.step_pause.isActive():
            return  # the second of two quick presses was meant for what was there before
        number = form.record.number
        meant = next((each for each in form.actions_now() if each.property("keys") == keys), None)
        if meant is None:
            native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            self._desk.say(_("{keys} does nothing with {number}.").format(keys=native, number=number))
        elif not meant.isEnabled():
            self._desk.say(f"{number}: {meant.property('why') or meant.toolTip()}")
        else:
            meant.trigger()

    def open_menu(self) -> None:
        """The menu of all that can be done with the record that is shown; in a row of a table, that of the row."""
        focused = QApplication.focusWidget()
        if focused is not None and _is_in_row(focused):
            middle = focused.rect().center()
            why = QContextMenuEvent.Reason.Keyboard
            QApplication.sendEvent(focused, QContextMenuEvent(why, middle, focused.mapToGlobal(middle)))
            return
        form = self._shown()
        if form is None or form.record is None:
            self._desk.say(_("No record is in sight with which something could be done."))
        else:
            form.wants_to_be_seen.emit()
            form.head.open_more()


def _is_in_row(widget: QWidget | None) -> bool:
    while widget is not None and not isinstance(widget, RowLine):
        widget = widget.parentWidget()
    return widget is not None
