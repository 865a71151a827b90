"""Telling the customer: the policy's standard messages, filled in, as e-mail drafts for the mail program."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from sdesk.errors import SdeskError
from sdesk.file_names import safe_name
from sdesk.local_time import local
from sdesk.models import Contact, Person, Record, ServiceIncident
from sdesk.models.governance import ServiceDeliveryPolicy, StandardMessage
from sdesk.practice.calendar.days import day_of, zone_of
from sdesk.practice.incident.handling import tell_party
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import draft_of, organization, to_go_by
from sdesk.translation import message as _
from sdesk.translation import term, word


@dataclass(frozen=True)
class Addressee:
    """Somebody to tell: what they are called and where a message reaches them."""

    name: str
    email: str = ""
    telephone: str = ""

    @property
    def person(self) -> str:
        """Their own name, without their organization."""
        return self.name.split(",")[0].strip()


def standard_messages(workspace: Workspace) -> tuple[StandardMessage, ...]:
    """Those of the policy in effect; while none is approved, those of its draft."""
    policy = to_go_by(workspace, ServiceDeliveryPolicy) or draft_of(workspace, ServiceDeliveryPolicy)
    return policy.standard_messages if policy else ()


def parties_of(incident: ServiceIncident) -> tuple[Addressee, ...]:
    """Whom to tell: who reported it first, then the others who did."""
    first = (addressee_of(incident.reporter),) if incident.reporter else ()
    return (*first, *(Addressee(each.who, each.email, each.telephone) for each in incident.parties_to_tell))


def addressee_of(contact: Contact) -> Addressee:
    return Addressee(str(contact), contact.email, contact.telephone)


def words_for(workspace: Workspace, record: Record, to: Addressee) -> Mapping[str, str]:
    """What the places of a standard message stand for, such as {number}; {name} is who looks after the record."""
    assignee = getattr(record, "assigned_to", None) or workspace.person_id
    links = [
        each
        for each in (assignee, getattr(record, "service", None), getattr(record, "customer", None))
        if each
    ]
    names = {each: entry.title for each, entry in entries(workspace, links).items()}
    ours = organization(workspace)
    priority = getattr(record, "priority", None)
    restored = getattr(record, "restored_at", None)
    words = {
        "number": record.number,
        "summary": word(record.heading),
        "state": word(term(record.state)),
        "priority": word(term(priority.label)) if priority else "",
        "name": names.get(assignee, "") if assignee else "",
        "contact": to.person,
        "service": names.get(getattr(record, "service", None), ""),  # type: ignore[arg-type]
        "customer": names.get(getattr(record, "customer", None), ""),  # type: ignore[arg-type]
        "time": local_time(workspace, restored) if restored else "",
        "organization": ours.name if ours else "",
    }
    return {name: said for name, said in words.items() if said}


def filled(text: str, words: Mapping[str, str]) -> str:
    """The text with its places filled; a place that nothing is known for stays, to be filled by hand."""
    return re.sub(r"\{(\w+)\}", lambda found: words.get(found[1].casefold(), found[0]), text)


def open_places(text: str) -> tuple[str, ...]:
    """The places that are still to be filled by hand."""
    return tuple(dict.fromkeys(re.findall(r"\{\w+\}", text)))


def letter(
    workspace: Workspace, record: Record, message: StandardMessage | None, to: Addressee
) -> tuple[str, str]:
    """Subject and text of a message to somebody about a record, greeting and signature included."""
    words = words_for(workspace, record, to)
    body = filled(message.text, words) if message else ""
    greeting = _("Dear {name},", name=to.person) if to.person else _("Hello,")
    subject = f"{record.number}: {word(record.heading)}"
    return subject, f"{word(greeting)}\n\n{body}\n\n{_signature(workspace)}"


def _signature(workspace: Workspace) -> str:
    person = workspace.get(Person, workspace.person_id) if workspace.person_id else None
    ours = organization(workspace)
    lines = [
        person.name if person else "",
        ours.name if ours else "",
        (person.telephone if person else "") or (ours.telephone if ours else ""),
    ]
    return "\n".join(line for line in lines if line)


def local_time(workspace: Workspace, moment: datetime) -> str:
    """As people write it, in the time zone of the organization: worded at once, for it stands in a letter."""
    at = local(moment, zone_of(workspace))
    return word(_("{time} on {day}", time=f"{at:%H:%M}", day=day_of(workspace, moment)))


def email_draft(workspace: Workspace, to: Addressee, subject: str, text: str) -> bytes:
    """As `unsent`, from whoever is working here."""
    return unsent(_our_address(workspace), to, subject, text)


def unsent(sender: Address | None, to: Addressee, subject: str, text: str) -> bytes:
    """An .eml file that mail programs open as a message to be sent. Raises SdeskError for an address that is none."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if sender is not None:
        message["From"] = sender
    if to.email.strip():
        message["To"] = _address(to.person, to.email)
    message["Subject"] = _in_a_header(subject)
    message.set_content(text.encode(errors="replace").decode())
    return message.as_bytes()


def _our_address(workspace: Workspace) -> Address | None:
    person = workspace.get(Person, workspace.person_id) if workspace.person_id else None
    ours = organization(workspace)
    email = (person.email if person else "") or (ours.email if ours else "")
    return _address(person.name if person else (ours.name if ours else ""), email) if email.strip() else None


def _address(name: str, email: str) -> Address:
    try:
        return Address(display_name=_in_a_header(name), addr_spec=email.strip())
    except (ValueError, IndexError, MessageError) as fault:
        said = _("“{email}” is not an e-mail address.", email=email)
        raise SdeskError(said, _("Correct it in the contact.")) from fault


def _in_a_header(text: str) -> str:
    """In one line, without control characters and halves of characters."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", " ", text).split())


def file_name(record: Record, to: Addressee) -> str:
    """What a draft to somebody about a record is called as a file."""
    called = re.sub(r"[^\w-]+", "-", f"{record.number} {to.person}").strip("-")
    return safe_name(f"{called}.eml")


def note_told(workspace: Workspace, incident: ServiceIncident, to: Addressee, text: str) -> ServiceIncident:
    """Keep who was told, when and what. Raises Refused without a name."""
    return tell_party(workspace, incident, to.name, text.strip())


__all__ = [
    "Addressee", "addressee_of", "email_draft", "file_name", "filled", "letter", "local_time", "note_told", "open_places",
    "parties_of", "standard_messages", "unsent", "words_for",
]  # fmt: skip
