"""Incidents that belong together: linked, reported once more, or merged where they are one and the same."""

from collections.abc import Iterable
from uuid import UUID

from sdesk.models import Contact, ServiceIncident
from sdesk.models.incident import IncidentStep, PartyToTell
from sdesk.practice.exchange.mail_drafts import local_time
from sdesk.practice.incident.handling import changing, note_answer
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import delete_draft, write
from sdesk.practice.lifecycle.steps import take_step


def link_incidents(workspace: Workspace, one: ServiceIncident, other: ServiceIncident) -> None:
    """Let each name the other among its related records. Raises Refused for an incident and itself."""
    _refuse_same(one, other)
    with workspace.transaction("link", f"{one.number} and {other.number} belong together") as session:
        for here, there in ((one, other), (other, one)):
            live = session.get_one(ServiceIncident, here.id)
            write(workspace, live, {"related": _with(live.related, [there.id])})


def report_again(
    workspace: Workspace, incident: ServiceIncident, reporter: Contact | None, text: str = ""
) -> ServiceIncident:
    """Somebody else reports what is known already: they are noted as waiting to hear, and what they said."""
    name = str(reporter) if reporter else ""
    said = f"Reported again{f' by {name}' if name else ''}{f': {text.strip()}' if text.strip() else ''}."
    with changing(workspace, incident, "report again") as live:
        if reporter is not None:
            live.parties_to_tell = (*live.parties_to_tell, *_new_parties(live, [_waiting(reporter, None)]))
        _add_step(workspace, live, said.replace("..", "."))
    return live


def merge(
    workspace: Workspace, duplicate: ServiceIncident, into: ServiceIncident, reason: str
) -> ServiceIncident:
    """Go on with `into` alone; what the duplicate knows is taken over, and it is cancelled as a duplicate.

    Returns what goes on. A duplicate that is still a draft is deleted. Raises Refused without a reason, for an
    incident and itself, and where one of the two is over.
    """
    _refuse_same(duplicate, into)
    if not reason.strip():
        raise Refused("Say why the two are the same.", [Problem("reason", "The reason is missing.")])
    told = f"{duplicate.number} is the same as {into.number}: {reason.strip()}"
    with (
        changing(workspace, into, "merge", told) as kept,
        changing(workspace, duplicate, "merge", told) as gone,
    ):
        if kept.is_draft:
            raise Refused(
                f"{kept.number} is still a draft.", hint="Record it first, or merge the other way round."
            )
        _take_over(workspace, kept, gone)
        gone.duplicate_of = kept.id
        gone.related = _with(gone.related, [kept.id])
        if gone.is_draft:
            delete_draft(workspace, gone)
        else:
            take_step(workspace, gone, "cancel", reason=f"Duplicate of {kept.number}: {reason.strip()}")
    return kept


def _take_over(workspace: Workspace, kept: ServiceIncident, gone: ServiceIncident) -> None:
    """Who waits, what was done, what was noted, what it is about, and since when."""
    waiting = [_waiting(gone.reporter, gone.id)] if gone.reporter else []
    others = [
        each.model_copy(update={"reported_in": each.reported_in or gone.id}) for each in gone.parties_to_tell
    ]
    kept.parties_to_tell = (*kept.parties_to_tell, *_new_parties(kept, [*waiting, *others]))
    for field in ("configuration_items", "known_errors", "changes"):
        setattr(kept, field, _with(getattr(kept, field), getattr(gone, field)))
    kept.related = _with(kept.related, [gone.id])
    kept.notes = "\n\n".join(each for each in (kept.notes, _noted(gone)) if each)
    if gone.started_at and kept.started_at and gone.service == kept.service:
        kept.started_at = min(kept.started_at, gone.started_at)
        kept.outage = kept.outage or gone.outage
    _add_step(workspace, kept, _done_so_far(workspace, gone))


def _noted(gone: ServiceIncident) -> str:
    return f"From {gone.number}: {gone.notes.strip()}" if gone.notes.strip() else ""


def _done_so_far(workspace: Workspace, gone: ServiceIncident) -> str:
    people = entries(workspace, [step.person for step in gone.steps_taken if step.person])
    lines = [f"Merged with {gone.number}, “{gone.summary}”."]
    for step in gone.steps_taken:
        who = people[step.person].title if step.person in people else ""
        at = local_time(workspace, step.at) if step.at else ""
        lines.append(f"{', '.join(each for each in (at, who) if each)}: {step.text}")
    return "\n".join(lines)


def _add_step(workspace: Workspace, live: ServiceIncident, text: str) -> None:
    step = IncidentStep(at=workspace.clock(), person=workspace.person_id, text=text)
    live.steps_taken = (*live.steps_taken, step)
    note_answer(live)


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
        raise Refused(f"{one.number} cannot be joined with itself.", hint="Choose another incident.")


__all__ = ["link_incidents", "merge", "report_again"]
