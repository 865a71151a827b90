"""What is asked about a document: that it still fits, that somebody has read it, and who has to."""

from PySide6.QtWidgets import QCheckBox, QGridLayout, QPushButton, QWidget

from sdesk.models import Person, Record
from sdesk.models.audit import Reader
from sdesk.models.governance import ServiceRole
from sdesk.practice.audit.documents import declare, proposed_readers, registered
from sdesk.practice.audit.reviewing import confirm_read, edition_of, review_without_change, who_reviews
from sdesk.practice.lifecycle.roles import any_of
from sdesk.practice.workspaces import people
from sdesk.translation import gettext as _
from sdesk.ui import wall
from sdesk.ui.desk import Desk
from sdesk.ui.pieces import AskingDialog, DateField, FieldTitle, HelpText, LongTextField, TextField
from sdesk.ui.records.naming import called
from sdesk.ui.theme.look import GRID
from sdesk.ui.unsaved.dialog import WritingDialog
from sdesk.ui.wording import worded


def version_called(record: Record) -> str:
    return _("{document}, version {version}").format(document=called(record), version=edition_of(record))


class ReviewDialog(WritingDialog):
    """Somebody has read it again and says that it still fits."""

    def __init__(self, desk: Desk, record: Record, parent: QWidget | None) -> None:
        self._record = record
        explanation = _(
            "{document}. The version and its approval stay as they are; what is recorded is that it was read today, by you, "
            "and when it is to be read next. Who may say so: {roles}."
        ).format(document=version_called(record), roles=worded(any_of(who_reviews(desk.workspace, record))))
        super().__init__(
            desk,
            record,
            "review",
            _("Review without change"),
            explanation,
            parent,
            does=_("Record review"),
            keeps=_("Not now"),
        )

    def make_fields(self) -> None:
        self.outcome = LongTextField(
            self, placeholder=_("What you held it against, and why it still fits as it stands")
        )
        self.next = DateField(self)
        today = wall.today()
        self.next.setValue(today.replace(year=today.year + 1, day=min(today.day, 28)))
        self.add_field("outcome", _("What came of it"), self.outcome, required=True)
        self.add_field("next", _("Next review"), self.next, required=True)

    def carry_out(self) -> None:
        review_without_change(
            self.desk.workspace, self._record, self.outcome.value() or "", self.next.value()
        )


class ConfirmDialog(AskingDialog):
    """Whoever works says with their name that they know this version."""

    def __init__(self, desk: Desk, record: Record, parent: QWidget | None) -> None:
        self._desk = desk
        self._record = record
        workspace = desk.workspace
        person = workspace.get(Person, workspace.person_id) if workspace.person_id else None
        said = (
            _("You, {name}, say that you have read {document} and understood it. It is kept with your name, the time and the SHA-256 of this version; a new version is confirmed anew.")
            if person
            else _("Nobody is working in this workspace now. Say who you are first.")
        ).format(name=person.name if person else "", document=version_called(record))  # fmt: skip
        super().__init__(
            "confirm",
            _("Read and understood"),
            said,
            parent,
            does=_("I have read and understood it"),
            keeps=_("Not yet"),
        )
        for each in self.findChildren(QPushButton, "dialog.confirm"):
            each.setEnabled(person is not None)

    def make_fields(self) -> None:
        pass

    def carry_out(self) -> None:
        confirm_read(self._desk.workspace, self._record)


class ReadersDialog(WritingDialog):
    """Everybody in a role, and single people; and where else the document is kept."""

    def __init__(self, desk: Desk, record: Record, parent: QWidget | None) -> None:
        self._record = record
        super().__init__(
            desk,
            record,
            "readers",
            _("Who has to know it"),
            _("{document}. Each of them confirms each version. At first it is as the tasks of the roles propose it.").format(document=called(record)),
            parent,
            does=_("Save"),
            keeps=_("Keep as it was"),
        )  # fmt: skip

    def make_fields(self) -> None:
        workspace = self.desk.workspace
        line = registered(workspace, self._record)
        declared = line.declared or ()
        roles = {each.role for each in declared if each.role}
        if line.declared is None:
            roles = {each.role for each in proposed_readers(workspace, type(self._record)) if each.role}
        named = {each.person for each in declared if each.person}
        self.roles = {role: self._tick(_(role.label), role in roles) for role in ServiceRole}
        self.people = {each.id: self._tick(each.name, each.id in named) for each in people(workspace)}
        self._ticks(_("Everybody in the role"), [*self.roles.values()])
        self._ticks(_("And these people"), [*self.people.values()])
        self.place = TextField(self, placeholder=_("For example: folder in the office"))
        self.place.setValue(line.place)
        if self._record.versioned:  # a document of others says itself where it is kept
            self.add_field(
                "place",
                _("Also kept at"),
                self.place,
                explanation=_("Copies besides this workspace: on paper, with a customer."),
            )
        else:
            self.place.hide()

    def _tick(self, text: str, on: bool) -> QCheckBox:
        made = QCheckBox(text.replace("&", "&&"), self)
        made.setObjectName(f"readers.{text}")
        made.setChecked(on)
        return made

    def _ticks(self, title: str, ticks: list[QCheckBox]) -> None:
        self.column.addWidget(FieldTitle(title, self))
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        for at, each in enumerate(ticks):
            grid.addWidget(each, at // 2, at % 2)
        self.column.addLayout(grid)
        if not ticks:
            self.column.addWidget(HelpText(_("Nobody yet."), self))

    def carry_out(self) -> None:
        readers = [Reader(role=role) for role, tick in self.roles.items() if tick.isChecked()]
        readers += [Reader(person=key) for key, tick in self.people.items() if tick.isChecked()]
        place = self.place.value() or "" if self._record.versioned else ""
        declare(self.desk.workspace, self._record, readers, place)


__all__ = ["ConfirmDialog", "ReadersDialog", "ReviewDialog", "version_called"]
