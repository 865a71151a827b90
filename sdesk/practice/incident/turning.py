"""A call that was no incident: nothing was broken, something was wanted or said. It goes on as what it is."""

from collections.abc import Mapping
from typing import Any

from sdesk.models import FeedbackEntry, Record, ServiceChangeRequest, ServiceIncident
from sdesk.practice.incident.handling import changing
from sdesk.practice.incident.story import steps_as_lines
from sdesk.practice.lifecycle.attachments import attach, attachments_of, content_of_attachment
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create, delete_draft
from sdesk.practice.lifecycle.steps import take_step
from sdesk.translation import message as _
from sdesk.translation import term, word

KINDS: tuple[type[Record], ...] = (ServiceChangeRequest, FeedbackEntry)
"""What a call may turn out to be."""

_TURNED_FROM = ("draft", "recorded", "classified", "investigated")


def turn_into(workspace: Workspace, incident: ServiceIncident, kind: type[Record], reason: str) -> Record:
    """A draft of `kind` with what the incident knows; the incident is cancelled, and no figure counts it any more.

    The new record has the number of the incident as its reference, its files, and, in its notes, what was done. An
    incident that is still a draft is deleted. Raises Refused without a reason, and for one that was restored: its end
    stands in figures, so that it is taken up again first.
    """
    if kind not in KINDS:
        raise KeyError(kind.__name__)
    if not reason.strip():
        missing = Problem("reason", _("The reason is missing."))
        raise Refused(_("Say why {number} was no incident.", number=incident.number), [missing])
    if incident.state not in _TURNED_FROM:
        said = _("{number} is {state}.", number=incident.number, state=term(incident.state))
        raise Refused(
            said, hint=_("Only an open incident that is not restored can be turned into something else.")
        )
    with changing(workspace, incident, "turn", reason.strip()) as gone:
        made = create(workspace, kind, _known(workspace, gone, kind))
        for file in attachments_of(workspace, gone):
            attach(workspace, made, file.name, content_of_attachment(workspace, file), file.purpose)
        gone.turned_into = made.id
        gone.related = tuple(dict.fromkeys((*gone.related, made.id)))
        if gone.is_draft:
            delete_draft(workspace, gone)
        else:
            why = _("Turned into {number}: {reason}", number=made.number, reason=reason.strip())
            take_step(workspace, gone, "cancel", reason=word(why))
    return made


def _known(workspace: Workspace, gone: ServiceIncident, kind: type[Record]) -> Mapping[str, Any]:
    common = {
        "customer": gone.customer,
        "service": gone.service,
        "reference": gone.number,
        "related": (gone.id, *gone.related),
        "notes": "\n".join(filter(None, (gone.notes.strip(), *steps_as_lines(workspace, gone)))),
    }
    told = "\n\n".join(filter(None, (gone.summary.strip(), gone.details.strip())))
    if kind is FeedbackEntry:
        received = gone.recorded_at or gone.started_at or gone.created_at
        return {**common, "description": told, "contact": gone.reporter, "received_at": received}
    return {
        **common,
        "purpose": gone.summary,
        "requirement": gone.details,
        "requester": gone.reporter,
        "priority": gone.priority,
        "configuration_items": gone.configuration_items,
        "assigned_to": gone.assigned_to,
    }


__all__ = ["KINDS", "turn_into"]
