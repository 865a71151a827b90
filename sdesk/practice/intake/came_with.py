"""What comes with a call: mails, files and pictures, which are kept with the record that is made of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sdesk.errors import SdeskError
from sdesk.models import Record
from sdesk.practice.exchange.incoming_mail import LARGEST, Mail, read_mail
from sdesk.practice.incident.by_mail import keep_mail, taken_before
from sdesk.practice.lifecycle.attachments import attach, attach_file
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage.file.held import refuse_held
from sdesk.translation import message as _

MAIL_ENDING = ".eml"


@dataclass(frozen=True)
class CameWith:
    """A file is read where it lies when the call is recorded; a mail and a picture are held until then."""

    name: str
    path: Path | None = None
    mail: Mail | None = None
    picture: bytes = b""

    @property
    def what_it_is(self) -> tuple[object, ...]:
        """By what the same thing is known when it comes again."""
        return (self.mail.content,) if self.mail else (self.path, self.picture)


def is_mail(path: Path) -> bool:
    return path.suffix.casefold() == MAIL_ENDING


def mail_at(path: Path) -> Mail:
    """Raises SdeskError for one that cannot be read, and says which."""
    refuse_held(path)
    try:
        with path.open("rb") as file:
            return read_mail(file.read(LARGEST + 1))
    except OSError as fault:
        raise is_gone(path) from fault


def is_gone(path: Path) -> SdeskError:
    return SdeskError(
        _("{file} cannot be read any more where it was.", file=path.name),
        _("Put it back, or take it off the list."),
    )


def lacking(came: Iterable[CameWith]) -> list[CameWith]:
    """The files that lie no more where they were."""
    return [each for each in came if each.mail is None and each.path is not None and not each.path.is_file()]


def keep_with(workspace: Workspace, record: Record, came: Iterable[CameWith]) -> None:
    """All of it, or an SdeskError that says what cannot be kept. A mail that is kept with another record stays there."""
    for each in came:
        if each.mail is not None:
            _keep_once(workspace, record, each.mail)
        elif each.path is None:
            attach(workspace, record, each.name, each.picture)
        elif each.path.is_file():
            attach_file(workspace, record, each.path)
        else:
            raise is_gone(each.path)


def _keep_once(workspace: Workspace, record: Record, mail: Mail) -> None:
    before = taken_before(workspace, mail)
    if before is None:
        keep_mail(workspace, record, mail)
    elif before.id != record.id:
        said = _("{number} has this mail already.", number=before.number)
        raise SdeskError(said, _("Take it off the list, or put what is new into that one."))


__all__ = ["CameWith", "is_gone", "is_mail", "keep_with", "lacking", "mail_at"]
