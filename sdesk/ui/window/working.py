"""Who is working in this window: asked, remembered on this laptop, and said with the roles they hold today."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sdesk.models import Person
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.roles import roles_of
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.workspaces import people, work_as, working_person
from sdesk.translation import gettext as _
from sdesk.translation import ngettext
from sdesk.ui.desk import Desk
from sdesk.ui.settings import Settings
from sdesk.ui.window.who import WhoDialog

MOST_SAID = 3
"""Roles that are named; of more, only the first."""


class Working(QObject):
    """`people_asked` says that somebody wants to add or change people instead."""

    people_asked = Signal()

    def __init__(self, desk: Desk, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._settings = settings
        self._window = window

    def name_and_roles(self) -> tuple[str, str]:
        """Of whoever is working; empty while nobody has said so."""
        person = working_person(self._desk.workspace)
        return (person.name, self.roles(person)) if person else ("", "")

    def roles(self, person: Person) -> str:
        """The roles somebody holds today; all six are too many to say."""
        held = roles_of(self._desk.workspace, person.id, today(self._desk.workspace))
        if len(held) > MOST_SAID:
            said = ngettext("{role} and {n} more role", "{role} and {n} more roles", len(held) - 1)
            return said.format(role=_(held[0].label), n=len(held) - 1)
        return ", ".join(_(role.label) for role in held)

    def ask(self) -> None:
        """Let somebody say that they are working now; without any people, they are added first."""
        workspace = self._desk.workspace
        known = [(person, self.roles(person)) for person in people(workspace)]
        if not known:
            self.people_asked.emit()
            self._desk.say(_("Add the people who work here first."))
            return
        asking = WhoDialog(known, working_person(workspace), self._window)
        asking.chosen.connect(self.set_person)
        asking.people_asked.connect(self.people_asked)
        asking.open()

    def set_person(self, person: Person | None) -> None:
        """From now on this person works here; this laptop remembers it."""
        workspace = self._desk.workspace
        work_as(workspace, person)
        ours = organization(workspace)
        if ours is not None:
            self._settings.remember_person(ours.id, person.id if person else None)
        self._desk.changed.emit(frozenset())
