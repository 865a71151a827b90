"""Incidents (IN.2.1 to IN.2.5): the clock on hold, steps, parties told, priority, reopening, and their rules."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sdesk.models import Contact, Person, ServiceDeliveryPolicy, ServiceIncident, Step, field_of
from sdesk.models.incident import HoldSpan, PartyTold, PartyToTell, Reopening, Unknown
from sdesk.models.steps_taken import StepTaken
from sdesk.practice.incident.clocks import Promises
from sdesk.practice.incident.priority import priority_of_matrix
from sdesk.practice.incident.unknown import without_mark
from sdesk.practice.lifecycle import records
from sdesk.practice.lifecycle.contacts import contact_of
from sdesk.practice.lifecycle.order_of_time import is_before
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import services, to_go_by
from sdesk.translation import Message, term
from sdesk.translation import message as _

ASKED_OF_SIGNIFICANT = ("root_cause", "solution", "review")
"""The fields that an incident with significant impact needs before it is closed."""


def significant_has_cause(workspace: Workspace, incident: ServiceIncident, state: str) -> Iterator[Problem]:
    """P17, WP.18 h: no incident with significant impact is closed without root cause, solution and a review."""
    if state != "closed" or not incident.significant:
        return
    for name in ASKED_OF_SIGNIFICANT:
        if not getattr(incident, name).strip():
            label = term(field_of(ServiceIncident, name).label)
            lacks = _("{field} is missing: the impact is significant.", field=label)
            yield Problem(name, lacks, _("Fill it in before closing."), is_gap=True)


def times_are_in_order(workspace: Workspace, incident: ServiceIncident, state: str) -> Iterator[Problem]:
    if incident.started_at and incident.restored_at and incident.restored_at < incident.started_at:
        yield Problem(
            "restored_at",
            _("The service is said to be restored before the incident started."),
            _("Correct one of the two."),
        )
    if incident.restored_at and any(
        reopening.reopened_at and incident.restored_at < reopening.reopened_at
        for reopening in incident.reopenings
    ):
        yield Problem(
            "restored_at",
            _("The service is said to be restored before the incident was reopened."),
            _("Choose a later time."),
        )
    if incident.started_at and incident.recorded_at and is_before(incident.recorded_at, incident.started_at):
        yield Problem(
            "started_at",
            _("The incident is said to have started after it was recorded."),
            _("Say when it began; what began anew is another incident."),
        )
    yield from _first_step_is_in_order(incident)


def _first_step_is_in_order(incident: ServiceIncident) -> Iterator[Problem]:
    first = min((step.at for step in incident.steps_taken if step.at), default=None)
    if first and incident.started_at and is_before(first, incident.started_at):
        yield Problem(
            "steps_taken",
            _("The first step is said to be taken before the incident started."),
            _("Correct one of the two."),
        )
    if first and incident.restored_at and is_before(incident.restored_at, first):
        yield Problem(
            "restored_at",
            _("The service is said to be restored before the first step was taken."),
            _("Correct one of the two."),
        )


def nothing_on_hold(workspace: Workspace, incident: ServiceIncident, state: str) -> Iterator[Problem]:
    if state in ("restored", "closed") and incident.on_hold:
        yield Problem(
            "holds", _("The incident is on hold."), _("Resume it first, so that its clock is right.")
        )


def nothing_to_choose_from(workspace: Workspace, incident: ServiceIncident) -> frozenset[str]:
    """What is no gap while nothing is there that it could say: recording an incident waits for no catalogue."""
    named = any(each.name.strip() for each in services(workspace))
    return frozenset() if named else frozenset({"service"})


def has_no_policy_yet(workspace: Workspace, incident: ServiceIncident) -> bool:
    """Nothing says which priority it has: it waits for no policy, nobody chose one, and none is made up."""
    return incident.priority is None and to_go_by(workspace, ServiceDeliveryPolicy) is None


def policy_has_matrix(workspace: Workspace, incident: ServiceIncident, state: str) -> Iterator[Problem]:
    if state != "classified" or incident.priority or not (incident.impact and incident.urgency):
        return
    if has_no_policy_yet(workspace, incident):
        return
    task = workspace.packs.task_of_step(ServiceDeliveryPolicy.__name__, "approve")
    yield Problem(
        "priority",
        _("No approved policy says which priority this impact and urgency give."),
        _("Approve the service delivery policy with its prioritization matrix ({task}).", task=task),
    )


def chosen_priority_has_reason(
    workspace: Workspace, incident: ServiceIncident, state: str
) -> Iterator[Problem]:
    if incident.priority_chosen and not incident.priority_reason.strip():
        yield Problem(
            "priority_reason",
            _("A priority was chosen instead of the matrix's, and nothing says why."),
            _("Give the reason, or leave the choice empty to follow the matrix."),
        )


def note_time_recorded(workspace: Workspace, incident: ServiceIncident, reason: str) -> None:
    incident.recorded_at = incident.recorded_at or workspace.clock()
    fix_versions(workspace, incident)
    fix_times(workspace, incident)


def classify(workspace: Workspace, incident: ServiceIncident, reason: str) -> None:
    fix_versions(workspace, incident)
    set_priority(workspace, incident)
    fix_times(workspace, incident)


def fix_versions(workspace: Workspace, incident: ServiceIncident, changed: Collection[str] = ()) -> None:
    """Which agreement and which policy count for it, by version: those in effect when it was recorded.

    Once that is known it stays, unless what says so was `changed`. Until it is classified it waits for a first policy.
    """
    promises, new = Promises(workspace), incident.promised_at is None or "recorded_at" in changed
    if new or {"customer", "service"} & set(changed):
        incident.agreement = promises.agreement_then(incident)
    if new or (incident.policy is None and incident.state == "recorded"):
        incident.policy = promises.policy_then(incident)


def set_priority(workspace: Workspace, incident: ServiceIncident) -> None:
    """What was chosen with a reason, else what the matrix says."""
    incident.priority = incident.priority_chosen or priority_of_matrix(workspace, incident)


def catch_up_on_priority(workspace: Workspace, incident: ServiceIncident, reason: str) -> None:
    """What was classified before there was a policy goes by the first one from its next step on; nothing was promised."""
    if incident.priority is None:
        set_priority(workspace, incident)


def fix_times(workspace: Workspace, incident: ServiceIncident) -> None:
    """What its policy says for its priority."""
    times = Promises(workspace).times(incident.policy, incident.priority)
    incident.respond_minutes, incident.restore_minutes = times.respond, times.restore
    incident.promised_at = workspace.clock()


def note_answer(incident: ServiceIncident, before: Collection[StepTaken] = ()) -> None:
    """The first step by whoever it was assigned to when that was noted. A corrected time counts.

    What was noted `before` the answer was none, and becomes none where the incident is handed on.
    """
    first, noted = incident.answered_at, {step.id: step.at for step in before}

    def answers(step: StepTaken) -> bool:
        was = noted.get(step.id)
        theirs = incident.assigned_to in (None, step.person)
        return theirs if was is None else first is not None and (was == first or (was > first and theirs))

    found = [step.at for step in incident.steps_taken if step.at and answers(step)]
    elsewhere = [first] if first and first not in noted.values() else []
    incident.answered_at = min((*found, *elsewhere), default=None)


_CLASSIFIED_BY = frozenset(("impact", "urgency", "priority_chosen"))
_PROMISED_BY = _CLASSIFIED_BY | {"customer", "service", "recorded_at"}


RECKONED = frozenset(("priority", "respond_minutes", "restore_minutes", "promised_at", "answered_at"))
"""What `follow` makes of what people write."""


def follow(workspace: Workspace, incident: ServiceIncident, changed: Mapping[str, Any]) -> None:
    """What follows from the fields that a person has changed; clocks follow by themselves."""
    names = set(changed)
    promised = not incident.is_draft and names & _PROMISED_BY
    if promised:
        fix_versions(workspace, incident, names)
    if names & _CLASSIFIED_BY:
        set_priority(workspace, incident)
    if promised:
        fix_times(workspace, incident)
    if "steps_taken" in names:
        note_answer(incident, changed["steps_taken"])
    if "outage" in names and "not_known" not in names:
        incident.not_known = without_mark(incident, {Unknown.OUTAGE})


TOGETHER_OF = _PROMISED_BY | RECKONED - {"promised_at"} | {"agreement", "policy", "steps_taken"}
"""What is written by people, and what is made of it."""


def follow_together(
    workspace: Workspace, incident: ServiceIncident, sides: Sequence[Mapping[str, Any]]
) -> None:
    """As if each had written upon its own what the others did; it was answered when the first of them was. Since when that is
    promised stays as it was written: it is computed of no field."""
    written = _PROMISED_BY | {"steps_taken"}
    promised, answered = incident.promised_at, []
    differ = [{name for name, value in each.items() if value != getattr(incident, name)} for each in sides]
    if any("priority" in names for names in differ):
        set_priority(workspace, incident)
    for each, names in zip(sides, differ, strict=True):
        incident.answered_at = each["answered_at"]
        follow(workspace, incident, {name: each[name] for name in names & written})
        answered.append(incident.answered_at)
    if not incident.is_draft and any(names - {"steps_taken", "answered_at"} for names in differ):
        fix_times(workspace, incident)
    incident.answered_at = min(filter(None, answered), default=None)
    incident.promised_at = promised


def note_resolver(workspace: Workspace, incident: ServiceIncident, reason: str) -> None:
    """Restored now, by whoever is working, unless somebody said otherwise."""
    catch_up_on_priority(workspace, incident, reason)
    incident.restored_at = incident.restored_at or workspace.clock()
    person = workspace.get(Person, workspace.person_id) if workspace.person_id else None
    if incident.resolver is None and person is not None:
        incident.resolver = contact_of(workspace, person)


def note_reopening(workspace: Workspace, incident: ServiceIncident, reason: str) -> None:
    reopening = Reopening(restored_at=incident.restored_at, reopened_at=workspace.clock(), reason=reason)
    incident.reopenings = (*incident.reopenings, reopening)
    incident.restored_at = None


def put_on_hold(
    workspace: Workspace, incident: ServiceIncident, reason: str, until: datetime | None = None
) -> ServiceIncident:
    """Stop the clock, with a reason, and say when to look again: then it is due again, and stands still until it is resumed.

    Raises Refused without a reason, with a moment that has passed, when it stands already, or when all is done.
    """
    if not reason.strip():
        missing = Problem("reason", _("The reason is missing."))
        raise Refused(_("Say why the incident is put on hold."), [missing])
    now = workspace.clock()
    if until is not None and until <= now:
        past = Problem("until", _("The moment to look again has passed."), _("Choose a later one."))
        raise Refused(_("Say when to look at the incident again."), [past])
    with changing(workspace, incident, "hold", reason) as live:
        if live.on_hold:
            raise Refused(_("{number} is on hold already.", number=live.number))
        live.holds = (*live.holds, HoldSpan(start=now, reason=reason, until=until))
    return live


def resume(workspace: Workspace, incident: ServiceIncident) -> ServiceIncident:
    """Let the clock run again. Raises Refused when it is running."""
    with changing(workspace, incident, "resume") as live:
        if not live.on_hold:
            raise Refused(_("{number} is not on hold.", number=live.number))
        live.holds = tuple(
            hold if hold.end else hold.model_copy(update={"end": workspace.clock()}) for hold in live.holds
        )
    return live


def add_step(
    workspace: Workspace,
    incident: ServiceIncident,
    text: str,
    minutes: int | None = None,
    at: datetime | None = None,
) -> ServiceIncident:
    """Note what was done, by whoever is working. Raises Refused without a text."""
    step = records.step_taken(workspace, text, minutes, at)
    with changing(workspace, incident, "add step", also=("restored",)) as live:
        before, live.steps_taken = live.steps_taken, (*live.steps_taken, step)
        note_answer(live, before)
    return live


def tell_party(workspace: Workspace, incident: ServiceIncident, who: str, text: str) -> ServiceIncident:
    """Note that somebody was told. Raises Refused without a name."""
    if not who.strip():
        raise Refused(_("Say who was told."), [Problem("parties_told", _("Nobody is named."))])
    with changing(workspace, incident, "tell", also=("restored", "closed")) as live:
        live.parties_told = (*live.parties_told, PartyTold(at=workspace.clock(), who=who, text=text))
    return live


class Heard(NamedTuple):
    """What says of an incident who was told, read without the rest of it."""

    id: UUID
    state: str
    started_at: datetime | None
    restored_at: datetime | None
    reporter: Contact | None
    parties_told: tuple[PartyTold, ...]
    parties_to_tell: tuple[PartyToTell, ...]


def still_to_tell(incident: ServiceIncident) -> tuple[str, ...]:
    """Those who reported it and have not been told anything since the service was restored."""
    return who_waits(incident, incident.restored_at)


def who_waits(incident: ServiceIncident | Heard, since: datetime | None) -> tuple[str, ...]:
    """Those who reported it and have not been told anything since a moment."""
    reporters = [str(incident.reporter)] if incident.reporter else []
    waiting = {
        who: somebodys_name(who) for who in (*reporters, *(each.who for each in incident.parties_to_tell))
    }
    if not waiting:
        return ()
    told = {
        somebodys_name(each.who)
        for each in incident.parties_told
        if since and each.at and not is_before(each.at, since)
    }
    return tuple(who for who, name in waiting.items() if name and name not in told)


def somebody_is_still_to_tell(
    workspace: Workspace, incident: ServiceIncident, step: Step
) -> Iterator[Message]:
    waiting = still_to_tell(incident) if step.to == "closed" else ()
    if waiting:
        yield _("Not told yet that it is restored: {who}.", who="; ".join(waiting))


def solution_is_not_decided(workspace: Workspace, incident: ServiceIncident, step: Step) -> Iterator[Message]:
    if step.to == "closed" and incident.significant and not incident.solution_decisions:
        yield _("The impact is significant, and nobody has decided on the solution yet.")


def somebodys_name(who: str) -> str:
    """Somebody's own name, without their organization."""
    return who.split(",")[0].strip().casefold()


@contextmanager
def changing(
    workspace: Workspace,
    incident: ServiceIncident,
    action: str,
    reason: str = "",
    also: Collection[str] = (),
) -> Iterator[ServiceIncident]:
    """A transaction on one incident: the live row inside it.

    Raises Refused for one on which nothing is left to do, unless its state is among `also`, and for what would be
    wrong about it afterwards.
    """
    with records.changing(workspace, incident, action, reason) as live:
        done = ServiceIncident.state_called(live.state).ended or live.state == "restored"
        if done and live.state not in also:
            said = _("{number} is {state}.", number=live.number, state=term(live.state))
            raise Refused(said, hint=_("Reopen it first."))
        yield live
