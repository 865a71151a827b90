"""Whose a record is: taken by whoever works here, or given to somebody."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from sdesk.models import Record
from sdesk.practice.lifecycle.bulk import people_fields
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.records import is_frozen, save
from sdesk.practice.workspaces import people
from sdesk.translation import gettext as _
from sdesk.translation import message
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import Candidate, LinkPicker
from sdesk.ui.record_command import RecordCommand, Sense
from sdesk.ui.records.naming import called
from sdesk.ui.unsaved.dialog import WritingDialog


def _whose(record: Record) -> str:
    """The field that says whose it is; "" for what belongs to nobody."""
    return next(iter(people_fields(type(record))), "")


def _has_owner(record: Record) -> bool:
    return bool(_whose(record))


def _why_not(desk: Desk, record: Record) -> str:
    is_over = is_frozen(record, _whose(record))
    return _("It is “{state}”: nobody else gets it now.").format(state=_(record.state)) if is_over else ""


def _why_not_mine(desk: Desk, record: Record) -> str:
    me = desk.workspace.person_id
    if me is None:
        return _("Say first who is working.")
    is_mine = getattr(record, _whose(record)) == me
    return _why_not(desk, record) or (_("It is yours already.") if is_mine else "")


def _take(desk: Desk, record: Record, over: QWidget) -> None:
    save(desk.workspace, record, {_whose(record): desk.workspace.person_id})


def _give(desk: Desk, record: Record, over: QWidget) -> None:
    AssignDialog(desk, record, over).open()


OWNER_COMMANDS = (
    RecordCommand(
        "mine",
        lambda: _("Assign to me"),
        "user",
        _has_owner,
        _take,
        Sense.WHO,
        "Ctrl+Shift+M",
        _why_not_mine,
    ),
    RecordCommand(
        "assign",
        lambda: _("Assign to somebody…"),
        "users",
        _has_owner,
        _give,
        Sense.WHO,
        "Ctrl+Shift+O",
        _why_not,
    ),
)


class AssignDialog(WritingDialog):
    """Asks for one of those who work here."""

    def __init__(self, desk: Desk, record: Record, parent: QWidget) -> None:
        self._record = record
        title = _("Assign to somebody")
        super().__init__(desk, record, "assign", title, called(record), parent, does=_("Assign"))

    def make_fields(self) -> None:
        self.add_field("who", _("To whom"), LinkPicker(self._who, self), required=True)

    def carry_out(self) -> None:
        chosen: Any = self.fields["who"].value()
        if chosen is None:
            raise Refused(message("Choose a person."), [Problem("who", message("Nobody is chosen."))])
        save(self.desk.workspace, self._record, {_whose(self._record): chosen})

    def _who(self, words: str) -> Sequence[Candidate]:
        wanted = words.casefold().split()
        return [
            Candidate(each.id, each.name)
            for each in people(self.desk.workspace)
            if all(word in each.name.casefold() for word in wanted)
        ]
