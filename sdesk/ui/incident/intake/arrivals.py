"""What comes into the small window from outside: a mail fills its fields, all of it is kept with what is recorded."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sdesk.errors import SdeskError
from sdesk.models import Contact, Record, ServiceIncident
from sdesk.practice.exchange.incoming_mail import Mail, read_mail
from sdesk.practice.incident.by_mail import caller_by, case_of, into_story, is_open, taken_before, words_of
from sdesk.practice.intake.came_with import CameWith, is_mail, mail_at
from sdesk.translation import gettext as _
from sdesk.ui.desk import Desk
from sdesk.ui.incident.intake.call_fields import CallFields
from sdesk.ui.incident.intake.came_list import CameList, sender_of, subject_of, where_it_is
from sdesk.ui.pieces import Callout, Candidate, Tone, column_of
from sdesk.ui.records.naming import heading_of
from sdesk.ui.wording import worded


class Arrivals(QWidget):
    """What is to be known of what came, and the case that a mail is an answer to; the `list` of it stands elsewhere.

    `changed` says that there is more or less of it; `answered` that a mail went into its case's story, with that case.
    """

    changed = Signal()
    answered = Signal(object)

    def __init__(self, desk: Desk, fields: CallFields, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._fields = fields
        self._pictures = 0
        self._said: list[str] = []
        self._filled: dict[CameWith, dict[str, object]] = {}
        self._known: Record | None = None
        self._answer: tuple[CameWith, ServiceIncident] | None = None
        self.list = CameList(parent)
        self._note = Callout(Tone.INFO, "", self)
        self._note.setObjectName("came.note")
        self._offer = Callout(Tone.INFO, "", self)
        self._offer.setObjectName("came.offer")
        column_of(self._note, self._offer, inside=self)
        self.list.chosen.connect(self.take_files)
        self.list.changed.connect(self._look_for_case)
        self.list.changed.connect(self.changed)
        self._note.acted.connect(self._open_known)
        self._offer.acted.connect(self._put_into_story)
        for each in (self._note, self._offer, self):
            each.hide()

    # what comes

    def take_files(self, names: Iterable[str]) -> None:
        """Files at these paths; mails among them are read at once."""
        self._say()
        for name in names:
            path = Path(name)
            if path.is_dir():
                said = _("{file} is a folder. Take the files in it.")
                self._say(Tone.WARNING, said.format(file=path.name))
            elif is_mail(path):
                self._take_mail_at(path)
            else:
                self._add(CameWith(path.name, path))

    def take_content(self, content: bytes) -> None:
        """A mail that a mail program hands over without a file."""
        self._say()
        try:
            self.take_mail(read_mail(content))
        except SdeskError as fault:
            self._say(Tone.ERROR, worded(fault))

    def take_picture(self, content: bytes) -> None:
        self._say()
        self._pictures += 1
        self._add(CameWith(_("Picture {n}.png").format(n=self._pictures), picture=content))

    def take_mail(self, mail: Mail, path: Path | None = None) -> None:
        """It fills what nothing was said of yet; one that is kept in the workspace is not taken twice."""
        before = taken_before(self._desk.workspace, mail)
        if before is not None:
            self._known = before
            self._say(
                Tone.INFO,
                _("{number} has this mail already.").format(number=before.number),
                _("Open {number}").format(number=before.number),
            )
            return
        came = CameWith(subject_of(mail), path, mail)
        if not self.list.has(came):
            self._fill(came, mail)
        self._add(came)

    def _take_mail_at(self, path: Path) -> None:
        try:
            mail = mail_at(path)
        except SdeskError as fault:
            kept = _("{why} {file} is kept as a file.").format(why=worded(fault), file=path.name)
            is_there = path.is_file()
            if is_there:
                self._add(CameWith(path.name, path))
            self._say(Tone.WARNING, kept if is_there else worded(fault))
        else:
            self.take_mail(mail, path)

    def _add(self, came: CameWith) -> None:
        if self.list.has(came):
            self._say(Tone.INFO, _("{file} is in the list already.").format(file=came.name))
        else:
            self.list.add(came)

    # what the window uses

    def all(self) -> tuple[CameWith, ...]:
        return self.list.all()

    def paths(self) -> list[str]:
        """Where what came lies; a picture that was pasted lies nowhere."""
        return [str(each.path) for each in self.list.all() if each.path is not None]

    def belongs_to(self) -> list[ServiceIncident]:
        """The cases that are over to which a mail is an answer: what is recorded belongs to them."""
        mails = [each.mail for each in self.list.all() if each.mail]
        found = [case_of(self._desk.workspace, mail) for mail in mails]
        return [case for case in found if case is not None and not is_open(case)]

    def clear(self) -> None:
        self._filled.clear()
        self._pictures = 0
        self._say()
        self.list.clear()

    # what a mail says

    def _fill(self, came: CameWith, mail: Mail) -> None:
        fields, filled = self._fields, self._filled.setdefault(came, {})
        if fields.who.is_empty():
            caller = caller_by(self._desk.workspace, mail.email)
            if caller is not None:
                fields.who.pick(Candidate(caller.id, caller.name, ""))
            elif mail.name or mail.email:
                fields.who.type_in(Contact(name=mail.name or mail.email, email=mail.email))
            filled["who"] = fields.who.said()
        for name, value in words_of(self._desk.workspace, mail).items():
            field = fields.by_name()[name]
            if value and not field.value() and not field.typedProblem():
                field.setValue(value)
                filled[name] = field.value()
                field.changed.emit()

    def _empty(self, came: CameWith) -> None:
        """Take back what the mail said, where nobody wrote anything else."""
        for name, value in self._filled.pop(came, {}).items():
            if name == "who":
                if self._fields.who.said() == value:
                    self._fields.who.clear()
            elif (field := self._fields.by_name()[name]).value() == value:
                field.setValue(None)

    # a mail that is an answer

    def _look_for_case(self) -> None:
        self._answer = None
        for came in self.list.all():
            case = case_of(self._desk.workspace, came.mail) if came.mail else None
            if case is not None and came.mail is not None:
                self._say_answer(came, case, came.mail)
                break
        self._offer.setVisible(self._answer is not None or bool(self.belongs_to()))
        self._show_if_needed()

    def _say_answer(self, came: CameWith, case: ServiceIncident, mail: Mail) -> None:
        told = {"name": sender_of(mail), "number": case.number, "title": heading_of(case)}
        if is_open(case):
            self._answer = (came, case)
            said = _("The mail from {name} is an answer to {number}: {title}.")
            self._offer.say(Tone.INFO, said.format(**told), _("Put it into its story"))
        else:
            said = _(
                "The mail from {name} is an answer to {number}, which is over. What you record belongs to it."
            )
            self._offer.say(Tone.INFO, said.format(**told))

    def _put_into_story(self) -> None:
        if self._answer is None or self._answer[0].mail is None:
            return
        came, case = self._answer
        try:
            taken = into_story(self._desk.workspace, case, self._answer[0].mail)
        except SdeskError as fault:
            self._say(Tone.ERROR, worded(fault))
            return
        self._empty(came)
        self.list.remove(came)
        text = where_it_is(taken)
        self._say()
        self._say(Tone.OK, text)
        self._desk.say(text)
        self.answered.emit(case)

    # what is said

    def _say(self, tone: Tone = Tone.INFO, text: str = "", action: str = "") -> None:
        """What is said of several that come at once is all said."""
        self._said = [*self._said, text] if text else []
        if not action:
            self._known = None
        self._note.say(tone, " ".join(self._said), action)
        self._note.setVisible(bool(self._said))
        self._show_if_needed()

    def _show_if_needed(self) -> None:
        self.setHidden(self._note.isHidden() and self._offer.isHidden())

    def _open_known(self) -> None:
        if self._known is not None:
            self._desk.open_record(self._known.id)


__all__ = ["Arrivals"]
