"""What can be done with several chosen records at once: give them to somebody, move them by days; and take it back."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from sdesk.errors import SdeskError
from sdesk.models import Record, field_of
from sdesk.practice.lifecycle.bulk import bulk_reschedule, bulk_save, moving_fields, people_fields
from sdesk.practice.lifecycle.undo import is_taken_back, undo
from sdesk.practice.workspaces import people
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import BulkAction, Desk
from sdesk.ui.pieces import (
    AskingDialog,
    Callout,
    HelpText,
    NumberField,
    Tone,
    button,
    column_of,
    menu_button,
    row_of,
)
from sdesk.ui.records.naming import key_of
from sdesk.ui.theme.look import GRID
from sdesk.ui.wording import worded

OWNER = "Ctrl+Shift+O"
"""The key by which one record is given to somebody."""

Changing = Callable[[Sequence[Record]], UUID | None]


class BulkBar(QWidget):
    """Stands below a list while more than one record is chosen, and says afterwards what was done."""

    def __init__(self, desk: Desk, model: type[Record], parent: QWidget) -> None:
        super().__init__(parent)
        key = key_of(model)
        self.setObjectName(f"{key}.list.bulk")
        self._desk = desk
        self._model = model
        self._records: Sequence[Record] = ()
        self._done: UUID | None = None
        self._said = Callout(Tone.OK, "", self, action=_("Undo"))
        self._said.setObjectName(f"{key}.list.bulk.done")
        self._said.hide()
        self._said.acted.connect(self.undo)
        self._tools = QWidget(self)
        self._count = HelpText("", self._tools)
        self._count.setWordWrap(False)
        self._people = QMenu(self)
        self._people.aboutToShow.connect(self._offer_people)
        self._give_to = menu_button(_("Give to"), self._people, self._tools, name=f"{key}.list.bulk.give")
        desk.writes(self._give_to).setVisible(bool(people_fields(model)))
        move = button(_("Move by days…"), self._tools, name=f"{key}.list.bulk.move")
        self._actions = desk.screens.bulk.get(model, ())
        move.setVisible(bool(moving_fields(model)) and not self._actions)
        desk.writes(move).clicked.connect(self._ask_days)
        more = menu_button(_("More"), self._more_menu(), self._tools, name=f"{key}.list.bulk.more")
        desk.writes(more).setVisible(bool(self._actions))
        row_of((self._count, 1), self._give_to, move, more, inside=self._tools, margins=(12, GRID, 12, GRID))
        column_of(self._said, self._tools, inside=self, spacing=0)
        desk.changed.connect(self._look)
        self._tools.hide()

    def choose(self, records: Sequence[Record]) -> None:
        """These are chosen now; with one or none the bar goes away."""
        can = bool(people_fields(self._model) or moving_fields(self._model) or self._actions)
        self._records = records
        several = len(records) > 1 and can
        self._tools.setVisible(several)
        if several:
            self._count.setText(_("{n} chosen").format(n=len(records)))

    def press(self, keys: str) -> None:
        """Do with all that are chosen what the key does with one; where nothing does, say so: no other record is meant."""
        if keys == OWNER and self._give_to.isEnabled() and people_fields(self._model):
            self._give_to.showMenu()
            return
        meant = next((each for each in self._actions if each.keys == keys), None)
        if meant is not None and self._desk.may_write:
            self._ask(meant)
            return
        native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        said = _("{keys} is for one record, and {n} are chosen.")
        self._desk.say(said.format(keys=native, n=self._n))

    def give_to(self, field: str, person: Any) -> None:
        """Put a person into a field of all the chosen records."""
        values: Mapping[str, Any] = {field: person}
        name = next((each.name for each in people(self._desk.workspace) if each.id == person), "")
        said = ngettext("{n} record was given to {person}.", "{n} records were given to {person}.", self._n)
        self._change(
            lambda records: bulk_save(self._desk.workspace, records, values),
            said.format(n=self._n, person=name),
        )

    def move_by(self, days: int) -> None:
        """Move the dates of all the chosen records."""
        fields = moving_fields(self._model)
        said = ngettext("{n} record was moved by {days}.", "{n} records were moved by {days}.", self._n)
        words = ngettext("{n} day", "{n} days", abs(days)).format(n=f"{days:+d}")
        self._change(
            lambda records: bulk_reschedule(self._desk.workspace, records, fields, days),
            said.format(n=self._n, days=words),
        )

    def undo(self) -> None:
        """Take back the last change, of all of them."""
        if self._done is None:
            return
        try:
            undo(self._desk.workspace, self._done)
        except SdeskError as fault:
            self._say(Tone.ERROR, worded(fault))
        else:
            self._say(Tone.OK, _("All of them are as they were before."))
        self._done = None

    def _look(self, _ids: object) -> None:
        """What was taken back elsewhere, by key or from the status line, is not said to be so any more."""
        if self._done is not None and is_taken_back(self._desk.workspace, self._done):
            self._done = None
            self._said.hide()

    @property
    def _n(self) -> int:
        return len(self._records)

    def _change(self, does: Changing, said: str) -> None:
        try:
            self._done = does(self._records)
        except SdeskError as fault:
            self._done = None
            self._say(Tone.ERROR, worded(fault))
            return
        self._say(Tone.OK, said, _("Undo") if self._done else "")

    def _say(self, tone: Tone, text: str, action: str = "") -> None:
        self._said.say(tone, text, action)
        self._said.show()

    def _offer_people(self) -> None:
        """Everybody who works here, once for each field that says whose a record is."""
        self._people.clear()
        fields = people_fields(self._model)
        for field in fields:
            if len(fields) > 1:
                self._people.addSection(_(field_of(self._model, field).label))
            for person in people(self._desk.workspace):
                action = self._people.addAction(person.name.replace("&", "&&"))
                action.setObjectName(f"give.{field}.{person.number}")
                action.setProperty("field", field)
                action.setProperty("person", person.id)
                action.triggered.connect(self._give)

    def _give(self) -> None:
        chosen = self.sender()
        self.give_to(str(chosen.property("field")), chosen.property("person"))

    def _more_menu(self) -> QMenu:
        """What the street does with several of its records, and moving them where they have dates."""
        menu = QMenu(self)
        for each in self._actions:
            action = menu.addAction(each.title())
            action.setObjectName(f"bulk.{each.name}")
            action.triggered.connect(partial(self._ask, each))
        if moving_fields(self._model):
            menu.addAction(_("Move by days…")).triggered.connect(self._ask_days)
        return menu

    def _ask(self, action: BulkAction, _checked: bool = False) -> None:
        dialog = action.asks(self._desk, tuple(self._records), self.window())
        dialog.done_with.connect(self._was_done)
        dialog.open()

    def _was_done(self, operation: UUID | None, said: str) -> None:
        self._done = operation
        self._say(Tone.OK, said, _("Undo") if operation else "")

    def _ask_days(self) -> None:
        dialog = DaysDialog(self._n, self)
        dialog.answered.connect(self.move_by)
        dialog.open()


class DaysDialog(AskingDialog):
    """By how many days; earlier with a minus."""

    answered = Signal(int)

    def __init__(self, count: int, parent: QWidget) -> None:
        super().__init__(
            "days",
            _("Move by days"),
            "",
            parent,
            heading=ngettext("Move {n} record", "Move {n} records", count).format(n=count),
            does=_("Move"),
            keeps=_("Leave them"),
            width=0,
        )

    def make_fields(self) -> None:
        explanation = _("Later; with a minus, earlier. The time of day stays.")
        self.add_field("days", _("Days"), NumberField(self), explanation=explanation)
        self.fields["days"].setValue(7)

    def carry_out(self) -> None:
        days = int(self.fields["days"].value() or 0)
        if days:
            self.answered.emit(days)
