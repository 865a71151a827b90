"""Incidents that belong together: linked, reported once more, or merged where they are one and the same."""

from collections.abc import Iterable
from operator import itemgetter
from uuid import UUID

from sdesk.models import Contact, ServiceIncident
from sdesk.models.incident import PartyToTell, Unknown
from sdesk.models.steps_taken import StepTaken
from sdesk.practice.incident.handling import changing, note_answer
from sdesk.practice.incident.story import steps_as_lines
from sdesk.practice.incident.unknown import is_unknown, mark_unknown
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import delete_draft, write
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.measures.clocks import utc
from sdesk.translation import Message, word
from sdesk.translation import message as _


def link_incidents(workspace: Workspace, one: ServiceIncident, other: ServiceIncident) -> None:
    """Let each name the other among its related records. Raises Refused for an incident and itself."""
    _refuse_same(one, other)
    reason = _("{one} and {other} belong together", one=one.number, other=other.number)
    with workspace.transaction("link", word(reason)) as session:
        for here, there in ((one, other), (other, one)):
            live = session.get_one(ServiceIncident, here.id)
            write(workspace, live, {"related": _with(live.related, [there.id])})


def report_again(
    workspace: Workspace, incident: ServiceIncident, reporter: Contact | None, text: str = ""
) -> ServiceIncident:
    """Somebody else reports what is known already: they are noted as waiting to hear, and what they said."""
    with changing(workspace, incident, "report again") as live:
        if reporter is not None:
            live.parties_to_tell = (*live.parties_to_tell, *_new_parties(live, [_waiting(reporter, None)]))
        _add_step(workspace, live, word(_said_again(str(reporter or ""), text.strip().removesuffix("."))))
    return live


def _said_again(name: str, text: str) -> Message:
    if name and text:
        return _("Reported again by {name}: {text}.", name=name, text=text)
    if name:
        return _("Reported again by {name}.", name=name.removesuffix("."))
    return _("Reported again: {text}.", text=text) if text else _("Reported again.")


def merge(
    workspace: Workspace, duplicate: ServiceIncident, into: ServiceIncident, reason: str
) -> ServiceIncident:
    """Go on with `into` alone; what the duplicate knows is taken over, and it is cancelled as a duplicate.

    Returns what goes on. A duplicate that is still a draft is deleted. Raises Refused without a reason, for an
    incident and itself, and where one of the two is over.
    """
    _refuse_same(duplicate, into)
    if not reason.strip():
        raise Refused(_("Say why the two are the same."), [Problem("reason", _("The reason is missing."))])
    same = _(
        "{number} is the same as {other}: {reason}",
        number=duplicate.number,
        other=into.number,
        reason=reason.strip(),
    )
    told = word(same)
    with (
        changing(workspace, into, "merge", told) as kept,
        changing(workspace, duplicate, "merge", told) as gone,
    ):
        if kept.is_draft:
            raise Refused(
                _("{number} is still a draft.", number=kept.number),
                hint=_("Record it first, or merge the other way round."),
            )
        _refuse_another_outage(kept, gone)
        _take_over(workspace, kept, gone)
        gone.duplicate_of = kept.id
        gone.related = _with(gone.related, [kept.id])
        if gone.is_draft:
            delete_draft(workspace, gone)
        else:
            why = _("Duplicate of {number}: {reason}", number=kept.number, reason=reason.strip())
            take_step(workspace, gone, "cancel", reason=word(why))
    return kept


def _refuse_another_outage(kept: ServiceIncident, gone: ServiceIncident) -> None:
    """What was out for another customer, or was another service, would be in no report afterwards."""
    if gone.outage and (gone.customer, gone.service) != (kept.customer, kept.service):
        raise Refused(
            _(
                "{number} is an outage for another customer or of another service than {other}.",
                number=gone.number,
                other=kept.number,
            ),
            hint=_(
                "Link the two instead, so that each counts where it was. Or correct customer and service first."
            ),
        )


def _take_over(workspace: Workspace, kept: ServiceIncident, gone: ServiceIncident) -> None:
    """Who waits, what was done, what was noted, what it is about, to whom it went, who caused it, and since when."""
    waiting = [_waiting(gone.reporter, gone.id)] if gone.reporter else []
    others = [
        each.model_copy(update={"reported_in": each.reported_in or gone.id}) for each in gone.parties_to_tell
    ]
    kept.parties_to_tell = (*kept.parties_to_tell, *_new_parties(kept, [*waiting, *others]))
    for field in ("configuration_items", "known_errors", "changes"):
        setattr(kept, field, _with(getattr(kept, field), getattr(gone, field)))
    asked = ((utc(each.at), each) for each in (*kept.escalations, *gone.escalations) if each.at)
    kept.escalations = tuple(row for _at, row in sorted(asked, key=itemgetter(0)))
    kept.escalated_to = kept.escalations[-1].to if kept.escalations else kept.escalated_to
    kept.caused_by = kept.caused_by or gone.caused_by
    kept.related = _with(kept.related, [gone.id])
    kept.notes = "\n\n".join(each for each in (kept.notes, _noted(gone)) if each)
    if gone.started_at and kept.started_at and gone.service == kept.service:
        kept.started_at = min(kept.started_at, gone.started_at)
        kept.outage = kept.outage or gone.outage
        if is_unknown(gone, Unknown.OUTAGE):
            mark_unknown(kept, {Unknown.OUTAGE})
    _add_step(workspace, kept, _done_so_far(workspace, gone))


def _noted(gone: ServiceIncident) -> str:
    notes = gone.notes.strip()
    return word(_("From {number}: {notes}", number=gone.number, notes=notes)) if notes else ""


def _done_so_far(workspace: Workspace, gone: ServiceIncident) -> str:
    merged = _("Merged with {number}, “{summary}”.", number=gone.number, summary=gone.summary)
    return "\n".join((word(merged), *steps_as_lines(workspace, gone)))


def _add_step(workspace: Workspace, live: ServiceIncident, text: str) -> None:
    step = StepTaken(at=workspace.clock(), person=workspace.person_id, text=text)
    before, live.steps_taken = live.steps_taken, (*live.steps_taken, step)
    note_answer(live, before)


def _waiting(contact: Contact, reported_in: UUID | None) -> PartyToTell:
    return PartyToTell(
        who=str(contact), email=contact.email, telephone=contact.telephone, reported_in=reported_in
    )


def _new_parties(live: ServiceIncident, parties: Iterable[PartyToTell]) -> list[PartyToTell]:
    """Those who are not waiting already, each once."""
    known = {(each.who, each.email) for each in live.parties_to_tell}
    if live.reporter is not None:
        known.add((str(live.reporter), live.reporter.email))
    found: dict[tuple[str, str], PartyToTell] = {}
    for party in parties:
        if (party.who, party.email) not in known:
            found.setdefault((party.who, party.email), party)
    return list(found.values())


def _with(ids: tuple[UUID, ...], more: Iterable[UUID]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys((*ids, *more)))


def _refuse_same(one: ServiceIncident, other: ServiceIncident) -> None:
    if one.id == other.id:
        said = _("{number} cannot be joined with itself.", number=one.number)
        raise Refused(said, hint=_("Choose another incident."))


__all__ = ["link_incidents", "merge", "report_again"]
