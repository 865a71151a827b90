"""`sdesk incident`: mails become calls, or go to the incident whose number they have."""

import sys
from pathlib import Path

from sdesk.command_line.imports import who
from sdesk.command_line.output import print_json
from sdesk.command_line.parser import Options
from sdesk.command_line.workspaces import to_write_in
from sdesk.errors import SdeskError
from sdesk.practice.exchange.incoming_mail import LARGEST, Mail, read_mail
from sdesk.practice.incident.by_mail import Taken, take_mail
from sdesk.practice.workspaces import work_as
from sdesk.translation import gettext as _
from sdesk.translation import message, word


def incident(options: Options) -> int:
    """All mails or none: each is read before the first is kept."""
    mails = [_read(path) for path in options.mails]
    with to_write_in(options) as workspace:
        if options.person:
            work_as(workspace, who(workspace, options.person))
        with workspace.transaction("take mail"):
            taken = [take_mail(workspace, mail) for mail in mails]
    if options.json:
        print_json([_as_json(each) for each in taken])
    else:
        print("\n".join(_said(each) for each in taken))
    return 1 if any(each.missing for each in taken) else 0


def _read(path: Path) -> Mail:
    """From the file, or from standard input for "-"."""
    try:
        if str(path) == "-":
            return read_mail(sys.stdin.buffer.read(LARGEST + 1))
        with path.open("rb") as file:
            return read_mail(file.read(LARGEST + 1))
    except OSError as fault:
        said = message("{file} cannot be read.", file=str(path))
        raise SdeskError(said, message("Give a mail that was saved as .eml.")) from fault


def _said(taken: Taken) -> str:
    number = taken.record.number
    if taken.known:
        return _("{number} has this mail already.").format(number=number)
    if taken.answered:
        return _("The mail is in the story of {number}.").format(number=number)
    lacking = " ".join(word(each.text) for each in taken.missing)
    if lacking:
        return _("{number} is a draft. {lacking}").format(number=number, lacking=lacking)
    return _("{number} is {state}.").format(number=number, state=_(taken.record.state))


def _as_json(taken: Taken) -> dict[str, object]:
    return {
        "number": taken.record.number,
        "state": taken.record.state,
        "answered": taken.answered,
        "known": taken.known,
        "missing": [each.field for each in taken.missing],
    }
