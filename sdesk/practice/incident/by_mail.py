"""Mails find their case: an answer goes to the story of the incident whose number it has, any other is a new call."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sdesk.errors import SdeskError
from sdesk.file_names import safe_name
from sdesk.models import Attachment, Contact, Record, ServiceIncident, model_named
from sdesk.models.steps_taken import StepTaken
from sdesk.practice.exchange.incoming_mail import LONGEST_SUBJECT, Mail, read_mail
from sdesk.practice.incident.handling import changing
from sdesk.practice.incident.recording import Caller, callers, only_service, record_quickly
from sdesk.practice.lifecycle.attachments import attach, content_of_attachment
from sdesk.practice.lifecycle.lists import entries, numbered
from sdesk.practice.lifecycle.problem import Problem
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage import col
from sdesk.storage.operations import sha256
from sdesk.translation import message as _
from sdesk.translation import word

MAIL = "Mail"
"""The purpose under which a mail is kept with its case."""
TAKE_MAIL = "take mail"
"""What history calls it."""

_NUMBER = re.compile(rf"\b{ServiceIncident.prefix}-\d{{4}}-(?:[A-Z0-9]{{1,8}}-)?\d+\b", re.IGNORECASE)


@dataclass(frozen=True)
class Taken:
    """The record that a mail went to. `known`: it was taken in before, and nothing was done; `answered`: it was an answer to
    the case; `missing`: what a new one lacks to be recorded."""

    record: Record
    answered: bool = False
    known: bool = False
    missing: tuple[Problem, ...] = ()


def take_mail(workspace: Workspace, mail: Mail) -> Taken:
    """Put a mail where it belongs, once. It is kept with its case as it came, with the files in it.

    An answer to a case that is over is a new call, which belongs to that case: what is over is not changed. Raises
    SdeskError.
    """
    with workspace.transaction(TAKE_MAIL):
        before = taken_before(workspace, mail)
        if before is not None:
            return Taken(before, known=True)
        case = case_of(workspace, mail)
        if case is not None and is_open(case):
            return into_story(workspace, case, mail)
        kept = record_quickly(workspace, values_of(workspace, mail), belongs_to=(case.id,) if case else ())
        keep_mail(workspace, kept.incident, mail)
        return Taken(kept.incident, missing=kept.missing)


def into_story(workspace: Workspace, case: ServiceIncident, mail: Mail, action: str = TAKE_MAIL) -> Taken:
    """Put a mail into the story of this case, whatever its subject names, once. Raises SdeskError for one that is over."""
    with workspace.transaction(action):
        before = taken_before(workspace, mail)
        if before is not None:
            return Taken(before, known=True)
        return Taken(_add_to_story(workspace, case, mail), answered=True)


def is_open(case: ServiceIncident) -> bool:
    """Whether an answer still goes into its story."""
    return not ServiceIncident.state_called(case.state).ended


def case_of(workspace: Workspace, mail: Mail) -> ServiceIncident | None:
    """The incident whose number stands in the subject; where it goes on in another, that one."""
    for found in _NUMBER.findall(mail.subject):
        entry = numbered(workspace, found)
        incident = workspace.get(ServiceIncident, entry.id) if entry else None
        seen = set()
        while incident is not None and incident.duplicate_of and incident.id not in seen:
            seen.add(incident.id)
            incident = workspace.get(ServiceIncident, incident.duplicate_of)
        if incident is not None and incident.deleted_at is None:
            return incident
    return None


def values_of(workspace: Workspace, mail: Mail) -> dict[str, Any]:
    """What a mail says of a new incident: who, whose, what and since when; the service, where it can only be one."""
    caller = caller_by(workspace, mail.email)
    customer = caller.customer if caller else None
    known = caller.contact if caller else None
    contact = known or Contact(name=mail.name or mail.email, email=mail.email)
    service = only_service(workspace, customer.id) if customer else None
    said = words_of(workspace, mail)
    return {
        **said,
        "reporter": contact if contact.name or contact.email else None,
        "customer": customer.id if customer else None,
        "service": service.id if service else None,
        "started_at": said["started_at"] or workspace.clock(),
    }


def words_of(workspace: Workspace, mail: Mail) -> dict[str, Any]:
    """The same without who and whose: in one line, in full, and since when, None where it does not say when it was sent."""
    return {
        "summary": mail.about or mail.said.split("\n")[0][:LONGEST_SUBJECT],
        "details": mail.said,
        "started_at": _sent_at(workspace, mail),
    }


def _sent_at(workspace: Workspace, mail: Mail) -> datetime | None:
    """Clocks of others are ahead: nothing was sent after now."""
    return min(mail.sent_at, workspace.clock()) if mail.sent_at else None


def caller_by(workspace: Workspace, email: str) -> Caller | None:
    """Whose address it is; nobody's, where several have it."""
    if not email:
        return None
    found = [
        each
        for each in callers(workspace, email)
        if each.contact and each.contact.email.strip().casefold() == email.strip().casefold()
    ]
    return found[0] if len({each.customer.id if each.customer else None for each in found}) == 1 else None


def _add_to_story(workspace: Workspace, case: ServiceIncident, mail: Mail) -> ServiceIncident:
    """What they wrote is no step of ours: it answers no call, so that no clock stops."""
    who = _sender(mail)
    said = (
        _("Mail from {name}: {text}", name=who, text=mail.said)
        if mail.said
        else _("Mail from {name}.", name=who)
    )
    at = _sent_at(workspace, mail) or workspace.clock()
    recorded = case.recorded_at or case.created_at
    step = StepTaken(
        at=max(at, recorded) if recorded else at,
        person=workspace.person_id or case.assigned_to,
        text=word(said),
    )
    with changing(workspace, case, TAKE_MAIL, also=("restored",)) as live:
        live.steps_taken = (*live.steps_taken, step)
    keep_mail(workspace, live, mail)
    return live


def _sender(mail: Mail) -> str:
    """With the address, as the name may be anybody's."""
    return f"{mail.name} <{mail.email}>" if mail.name and mail.email else mail.name or mail.email


def keep_mail(workspace: Workspace, record: Record, mail: Mail) -> None:
    """The mail as it came, and each file in it."""
    attach(workspace, record, _file_name(mail), mail.content, MAIL)
    for file in mail.files:
        attach(workspace, record, file.name, file.content)


def _file_name(mail: Mail) -> str:
    return safe_name(f"{mail.about or 'mail'}.eml")


def taken_before(workspace: Workspace, mail: Mail) -> Record | None:
    """The record that this mail is kept with: the same bytes, or the same mail as another program saved it."""
    kept = (col(Attachment.purpose) == MAIL, col(Attachment.removed_at).is_(None))
    same = workspace.find(Attachment, col(Attachment.sha256) == sha256(mail.content), *kept)
    if mail.message_id:
        called_so = workspace.find(Attachment, col(Attachment.name) == _file_name(mail), *kept)
        same += [each for each in called_so if _is_same(workspace, each, mail)]
    there = entries(workspace, [each.record_id for each in same], deleted=False).values()
    found = [workspace.get(model_named(each.model), each.id) for each in there]
    live = [each for each in found if each is not None and each.deleted_at is None]
    return min(live, key=lambda each: each.state_called(each.state).exit, default=None)


def _is_same(workspace: Workspace, kept: Attachment, mail: Mail) -> bool:
    """What a mail calls itself is anybody's word: who sent it and what they say has to be the same too."""
    try:
        other = read_mail(content_of_attachment(workspace, kept))
    except SdeskError:  # damaged, or none: then it tells nothing
        return False
    told = (mail.message_id, mail.email, mail.said)
    return (other.message_id, other.email, other.said) == told


__all__ = [
    "MAIL", "TAKE_MAIL", "Taken", "caller_by", "case_of", "into_story", "is_open", "keep_mail", "take_mail",
    "taken_before", "values_of", "words_of",
]  # fmt: skip
