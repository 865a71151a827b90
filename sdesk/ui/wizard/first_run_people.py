"""The second page of the first run: who works here, and in which roles."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QRadioButton, QWidget

from sdesk.models.governance import ServiceRole
from sdesk.practice.governance.first_run import NewPerson
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.workspaces import known_packs
from sdesk.translation import gettext as _
from sdesk.ui.pieces import FieldTitle, HelpText, TextField, quiet_button, tool_button
from sdesk.ui.pieces.tips import plain_tip
from sdesk.ui.wizard.first_run_page import FirstRunPage

MOST_PEOPLE = 25
NAME, EMAIL, FIRST_ROLE = 0, 1, 2
ME = FIRST_ROLE + len(ServiceRole)
REMOVE = ME + 1


class PersonLine:
    """The widgets of one person, side by side in the grid of the page."""

    def __init__(self, page: "PeoplePage") -> None:
        self.name = TextField(page, placeholder=_("Full name"))
        self.email = TextField(page, placeholder=_("E-mail"))
        self.roles = {role: QCheckBox(page) for role in ServiceRole}
        self.me = QRadioButton(page)
        self.remove = tool_button("x", _("Remove this person"), page)
        self.remove.clicked.connect(page.remove_sender)
        for role, box in self.roles.items():
            box.setProperty("role", role.value)
            box.setToolTip(plain_tip(_(role.label)))
            box.clicked.connect(page.role_clicked)

    def widgets(self) -> list[QWidget]:
        return [self.name, self.email, *self.roles.values(), self.me, self.remove]

    def call(self, place: int) -> None:
        """Names by which a test and a screen reader find the line."""
        who = _("person {n}").format(n=place + 1)
        self.name.setObjectName(f"first-run.person.{place}.name")
        self.name.setAccessibleName(_("Name of {who}").format(who=who))
        self.email.setObjectName(f"first-run.person.{place}.email")
        self.email.setAccessibleName(_("E-mail of {who}").format(who=who))
        for role, box in self.roles.items():
            box.setObjectName(f"first-run.person.{place}.{role.value}")
            box.setAccessibleName(_("{role}: {who}").format(role=_(role.label), who=who))
        self.me.setObjectName(f"first-run.person.{place}.me")
        self.me.setAccessibleName(_("You are {who}").format(who=who))
        self.remove.setObjectName(f"first-run.person.{place}.remove")

    def said(self) -> NewPerson:
        held = tuple(role for role, box in self.roles.items() if box.isChecked())
        return NewPerson(self.name.value().strip(), self.email.value().strip(), held)


class PeoplePage(FirstRunPage):
    """One line a person. A role goes to whoever it was ticked for last; only practitioners may be several.

    `typed` says that a name or an address was typed.
    """

    typed = Signal()
    most_people = MOST_PEOPLE

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "people",
            _("People and roles"),
            _(
                "Every decision needs somebody who may make it. One person may hold every role; no role but "
                "Practitioner is held by two. This becomes the draft of your list of roles, which you approve later."
            ),
            ("people", "roles", "working"),
            parent,
        )
        self._lines: list[PersonLine] = []
        self._who = QButtonGroup(self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(NAME, 3)
        self._grid.setColumnStretch(EMAIL, 3)
        self._head()
        self._add = quiet_button(_("Add a person"), self, icon_name="plus", name="first-run.add-person")
        self._add.setAutoDefault(False)
        self._add.clicked.connect(self._add_asked)
        self.column.addLayout(self._grid)
        self.column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addSpacing(12)
        for role in ServiceRole:
            self.column.addWidget(HelpText(f"{_(role.label)}: {_(_duty_of(role))}", self))
        self.column.addStretch(1)
        first = self.add_person()
        for box in first.roles.values():
            box.setChecked(True)
        first.me.setChecked(True)

    # what is said

    def people(self) -> tuple[NewPerson, ...]:
        return tuple(line.said() for line in self._lines)

    def working(self) -> int:
        """The place of whoever fills this in; -1 while nobody says so."""
        return next((at for at, line in enumerate(self._lines) if line.me.isChecked()), -1)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        unnamed = any(problem.field == "people" for problem in problems)
        for line in self._lines:
            line.name.setError(_("Missing.") if unnamed and not line.name.value().strip() else "")
        first = next((line for line in self._lines if unnamed and not line.name.value().strip()), None)
        if first is not None:
            first.name.setFocus()

    def focus_first(self) -> None:
        self._lines[0].name.setFocus()

    # lines

    def add_person(self) -> PersonLine:
        line = PersonLine(self)
        self._lines.append(line)
        self._who.addButton(line.me)
        line.name.changed.connect(self.typed)
        line.email.changed.connect(self.typed)
        self._arrange()
        return line

    def call_person(self, at: int, name: str, email: str) -> None:
        """Fill in the line at that place, if there is something to say there."""
        if not name and not email:
            return
        while len(self._lines) <= at:
            self.add_person()
        self._lines[at].name.setValue(name)
        self._lines[at].email.setValue(email)

    def _add_asked(self) -> None:
        line = self.add_person()
        line.roles[ServiceRole.PT].setChecked(True)
        line.name.setFocus()

    def remove_sender(self) -> None:
        gone = next((line for line in self._lines if line.remove is self.sender()), None)
        if gone is None or len(self._lines) == 1:
            return
        self._lines.remove(gone)
        self._who.removeButton(gone.me)
        for widget in gone.widgets():
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        if self.working() < 0:
            self._lines[0].me.setChecked(True)
        self._arrange()
        self._lines[-1].name.setFocus()

    def role_clicked(self) -> None:
        """Take the role from whoever had it."""
        box = self.sender()
        if not isinstance(box, QCheckBox) or not box.isChecked():
            return
        role = ServiceRole(box.property("role"))
        if role is ServiceRole.PT:
            return
        for line in self._lines:
            if line.roles[role] is not box:
                line.roles[role].setChecked(False)

    def _arrange(self) -> None:
        for place, line in enumerate(self._lines):
            line.call(place)
            line.remove.setEnabled(len(self._lines) > 1)
            for column, widget in enumerate(line.widgets()):
                middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
                alignment = Qt.AlignmentFlag.AlignTop if column <= EMAIL else middle
                self._grid.addWidget(widget, place + 1, column, alignment)
        self._add.setEnabled(len(self._lines) < MOST_PEOPLE)

    def _head(self) -> None:
        titles = [_("Name"), _("E-mail"), *(_(role.label) for role in ServiceRole), _("This is me")]
        for column, title in enumerate(titles):
            label = (
                FieldTitle(title, self)
                if column < FIRST_ROLE
                else HelpText(title.replace(" ", "\n", 1), self)
            )
            side = Qt.AlignmentFlag.AlignLeft if column < FIRST_ROLE else Qt.AlignmentFlag.AlignHCenter
            label.setAlignment(side)
            self._grid.addWidget(label, 0, column, side | Qt.AlignmentFlag.AlignBottom)


def _duty_of(role: ServiceRole) -> str:
    """What the standard says that the role is for."""
    pack = known_packs()[0]
    known = {bound.role: pack.asks.role(bound.id).duty for bound in pack.bindings.roles.values()}
    return known.get(role.value, "")
