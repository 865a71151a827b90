"""A mail that is dropped on an incident goes into its story, once; one whose subject names another case is asked about."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtWidgets import QWidget

from sdesk.errors import SdeskError
from sdesk.models import ServiceIncident
from sdesk.practice.exchange.incoming_mail import Mail
from sdesk.practice.incident.by_mail import case_of, into_story, is_open, taken_before
from sdesk.practice.intake.came_with import is_mail, mail_at
from sdesk.practice.lifecycle.attachments import attach_file
from sdesk.practice.lifecycle.records import reload
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.incident.intake.came_list import sender_of, subject_of, where_it_is
from sdesk.ui.pieces import Dialog, HelpText, PageTitle, WrappedLabel, button, column_of, primary_button
from sdesk.ui.records.naming import called
from sdesk.ui.theme.look import PAGE_MARGIN
from sdesk.ui.wording import worded


def take_dropped(
    desk: Desk, incident: ServiceIncident, names: Sequence[str], over: QWidget
) -> tuple[list[str], str]:
    """The files that are no mails for its story, and what could not be done with those that are.

    An incident that is over keeps a mail among its files: what is over is not changed.
    """
    left: list[str] = []
    faults: list[str] = []
    asked: list[WhichCase] = []
    for name in names:
        path = Path(name)
        if not is_mail(path) or not is_open(incident):
            left.append(name)
            continue
        try:
            mail = mail_at(path)
            other = _named_by(desk, mail, incident)
            if other is not None:
                asked.append(WhichCase(desk, mail, path, incident, other, over))
            else:
                put(desk, mail, incident)
        except SdeskError as fault:
            faults.append(_("{file}: {why}").format(file=path.name, why=worded(fault)))
            left += [name] if path.is_file() else []
    for this, follows in pairwise(asked):
        this.finished.connect(follows.open)
    if asked:
        asked[0].open()
    return left, " ".join(faults)


def put(desk: Desk, mail: Mail, incident: ServiceIncident) -> None:
    """Into the story; where the workspace has it already, that is said. Raises SdeskError."""
    desk.say(where_it_is(into_story(desk.workspace, reload(desk.workspace, incident), mail)))


def _named_by(desk: Desk, mail: Mail, incident: ServiceIncident) -> ServiceIncident | None:
    """The other case that its subject names, unless the mail is kept already: then nothing is to be asked."""
    if taken_before(desk.workspace, mail) is not None:
        return None
    named = case_of(desk.workspace, mail)
    return named if named is not None and named.id != incident.id else None


class WhichCase(Dialog):
    """Esc leaves the mail where it is, and nothing is done."""

    def __init__(
        self,
        desk: Desk,
        mail: Mail,
        path: Path,
        here: ServiceIncident,
        named: ServiceIncident,
        parent: QWidget,
    ) -> None:
        title = _("Which case is the mail for?")
        super().__init__("which-case", title, parent, width=560, modal=True)
        self._desk, self._mail, self._path, self._here = desk, mail, path, here
        said = _(
            "The mail from {name}, “{subject}”, was dropped on {here}. Its subject names {named}."
        ).format(name=sender_of(mail), subject=subject_of(mail), here=called(here), named=called(named))
        column = column_of(
            PageTitle(title, self), WrappedLabel(said, self), inside=self, margins=PAGE_MARGIN, spacing=12
        )
        into = _("Into the story of {number}")
        if is_open(named):
            first = primary_button(into.format(number=named.number), self, name="which-case.named")
            first.clicked.connect(partial(self._put, named))
            column.addWidget(first)
        else:
            over = _("{number} is over: what is over is not changed.").format(number=named.number)
            column.addWidget(HelpText(over, self))
        second = button(into.format(number=here.number), self, name="which-case.here")
        second.clicked.connect(partial(self._put, here))
        file = button(
            _("Only among the files of {number}").format(number=here.number), self, name="which-case.file"
        )
        file.clicked.connect(self._keep_as_file)
        nothing = button(_("Leave it"), self, name="which-case.leave")
        nothing.clicked.connect(self.reject)
        for each in (second, file, nothing):
            column.addWidget(each)
        column.addWidget(self.trouble)
        column.addStretch(1)

    def _put(self, case: ServiceIncident) -> None:
        self._do(lambda: put(self._desk, self._mail, case))

    def _keep_as_file(self) -> None:
        self._do(lambda: attach_file(self._desk.workspace, self._here, self._path))

    def _do(self, does: Callable[[], object]) -> None:
        if self.pause.isActive():
            return
        try:
            does()
        except SdeskError as fault:
            self.complain(worded(fault))
        else:
            self.accept()


__all__ = ["WhichCase", "take_dropped"]
