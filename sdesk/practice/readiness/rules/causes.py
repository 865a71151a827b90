"""Causes of significant incidents, and what came of their solutions: P17 of the profile."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sdesk.models import ActionItem, HistoryEntry, ServiceChangeRequest, ServiceIncident
from sdesk.models.content import Depth
from sdesk.models.governance import Impact, Priority, ServiceRole
from sdesk.models.incident import EffectCheck, SolutionDecided, SolutionDecision
from sdesk.practice.calendar.days import day_of
from sdesk.practice.lifecycle.thin import says
from sdesk.practice.readiness.evidence.reviews import WRITTEN_WITHIN
from sdesk.practice.readiness.rules.asked import Asked, Held, Lack, Layer
from sdesk.practice.readiness.rules.asking import as_advice, beside, of_cases, role_is_held, where_any
from sdesk.practice.readiness.rules.grounds import Grounds, shown_as
from sdesk.practice.readiness.rules.incident import IM, of_the_period
from sdesk.practice.readiness.rules.order import first_in_state, moment_of, rows_written
from sdesk.storage import col
from sdesk.translation import NOTHING_SAID, Message, counted
from sdesk.translation import message as _

IN_TIME = timedelta(days=366)
"""After its decision: what is put off for longer is not on time, whatever day it names."""
LOOKED_AT_AGAIN = timedelta(days=60)
"""After that somebody could have seen whether it came back."""
_SIGNIFICANT = {"major": True, "impact": Impact.HIGH, "priority": Priority.CRITICAL}
"""The values of an incident by which it is significant: by the agreement's rule, or of the highest priority."""


def causes_are_found(on: Grounds) -> Iterator[Asked]:
    """P17: significant incidents, also those that were lowered since, have cause, solution and a decision on it in time."""
    parameters = on.parameters
    days = timedelta(days=int(parameters.get("days", 30)))
    at_most = timedelta(days=int(parameters.get("at_most", 60)))
    recorded = of_the_period(on)
    ours = _ever_significant(on, recorded)
    now = moment_of(on)
    found = _When(on, ours)
    due = [each for each in ours if _age(each, now) > (days if _ended_at(each) else at_most)]
    yield role_is_held(on, ServiceRole.IM)
    yield of_cases(
        on.share(
            due,
            lambda each: _lacks(on, each) or found.late(each, days if _ended_at(each) else at_most),
            lambda passed, judged: _(
                "{passed} of {judged} significant incidents have cause, solution and a decision on it in time.",
                passed=passed,
                judged=judged,
            ),
        )
    )
    long_ago = [each for each in ours if _age(each, now) > at_most and _lacks(on, each)]
    if long_ago:
        said = counted(
            "{n} significant incident is without cause or decision for more than {days} days.",
            "{n} significant incidents are without cause or decision for more than {days} days.",
            n=len(long_ago),
            days=at_most.days,
        )
        shown = tuple(shown_as(each, _lacks(on, each)) for each in long_ago)
        yield Asked(Layer.USED, Held.FAILS, said, shown, (Lack(said, ServiceIncident),))
    yield from where_any(
        beside(_lowered_by_whom_may(on, ours), bool(due)), beside(_solutions_go_on(on, ours), bool(due))
    )
    yield from _looked_for_more(on, recorded, ours, bool(due))
    yield from where_any(as_advice(_came_back(on, ours, now)))


def _ever_significant(on: Grounds, incidents: Sequence[ServiceIncident]) -> list[ServiceIncident]:
    """Those that are, or were at any time since they were recorded, or in which a duplicate goes on that was; what somebody
    corrected in a draft never was."""
    keys = [each.id for each in incidents]
    merged = on.workspace.find(ServiceIncident, col(ServiceIncident.duplicate_of).in_(keys))
    asked = [*incidents, *merged]
    recorded = first_in_state(on, asked, "recorded")
    found = {each.id for each in asked if _is_significant(each)}
    for name, significant in _SIGNIFICANT.items():
        for key, held in on.values_held(asked, name).items():
            since = recorded.get(key)
            drafts = [value for at, value in held if since and at < since]
            values = [*drafts[-1:], *(value for at, value in held if since is None or at >= since)]
            if significant in values:
                found.add(key)
    found |= {each.duplicate_of for each in merged if each.id in found and each.duplicate_of}
    return [each for each in incidents if each.id in found]


def _is_significant(incident: ServiceIncident) -> bool:
    return any(getattr(incident, name) == value for name, value in _SIGNIFICANT.items())


def _ended_at(incident: ServiceIncident) -> datetime | None:
    """When it was restored, if it was, and for good: of what is open still, or came back, the days count from its start."""
    is_over = incident.state in ("restored", "closed") and not incident.reopenings
    return incident.restored_at if is_over else None


def _age(incident: ServiceIncident, now: datetime) -> timedelta:
    since = _ended_at(incident) or incident.started_at or incident.created_at
    return now - since if since else timedelta()


def _lacks(on: Grounds, incident: ServiceIncident) -> Message:
    if not all(says(ServiceIncident, name, getattr(incident, name)) for name in ("root_cause", "solution")):
        return _("Its cause or its solution is missing, or thin.")
    return NOTHING_SAID if _decisions(on, incident) else _("Nobody decided on its solution.")


def _decisions(on: Grounds, incident: ServiceIncident) -> list[SolutionDecided]:
    """Those that say who decided what, when and why, the first one first; none from before it began, or from tomorrow."""
    began = day_of(on.workspace, incident.started_at) if incident.started_at else date.min
    whole = [
        (each.on, each)
        for each in incident.solution_decisions
        if each.decision and each.by and each.on and began <= each.on <= on.today
        if says(SolutionDecided, "why", each.why)
    ]
    return [each for _day, each in sorted(whole, key=lambda one: one[0])]


class _When:
    """When cause and solution were there, by history."""

    def __init__(self, on: Grounds, incidents: Sequence[ServiceIncident]) -> None:
        self._on = on
        self._held = {name: on.values_held(incidents, name) for name in ("root_cause", "solution")}
        self._decided = rows_written(on, incidents, "solution_decisions", "decision", "on")

    def late(self, incident: ServiceIncident, within: timedelta) -> Message:
        """Of what was recorded here later, the days count from then."""
        begins = [each for each in (_ended_at(incident) or incident.started_at, incident.created_at) if each]
        if not begins:
            return NOTHING_SAID
        until = max(begins) + within
        for name, held in self._held.items():
            said = [at for at, value in held[incident.id] if says(ServiceIncident, name, str(value or ""))]
            if said and min(said) > until:
                return _("Its cause or its solution came too late.")
        first = next(iter(_decisions(self._on, incident)), None)
        told = self._decided.get(first.id) if first else None
        is_late = first and first.on and first.on > day_of(self._on.workspace, until)
        if is_late or (told and told > until + WRITTEN_WITHIN):
            return _("Its solution was decided too late.")
        return NOTHING_SAID


def _lowered_by_whom_may(on: Grounds, ours: Sequence[ServiceIncident]) -> Asked:
    """Lowering takes nothing out of what is judged; it needs the Incident Manager's reason."""
    lowered = [each for each in ours if not _is_significant(each)]
    last: dict[UUID, HistoryEntry] = {}
    for entry in _told_of(on, lowered):
        if entry.changes.keys() & _SIGNIFICANT.keys():
            last[entry.record_id] = entry

    def why(incident: ServiceIncident) -> Message:
        entry = last.get(incident.id)
        if entry is None or not entry.person_id:
            return _("Nobody says who lowered it.")
        if not on.signed.held(entry.person_id, IM, day_of(on.workspace, entry.at)):
            return _("Who lowered it was no Incident Manager that day.")
        reasons = (entry.reason, incident.priority_reason)
        if not any(says(ServiceIncident, "priority_reason", each, Depth.STATEMENT) for each in reasons):
            return _("It was lowered without a reason.")
        return NOTHING_SAID

    return on.share(
        lowered,
        why,
        lambda passed, judged: _(
            "{passed} of {judged} incidents that were lowered were so by an Incident Manager, with a reason.",
            passed=passed,
            judged=judged,
        ),
    )


def _told_of(on: Grounds, incidents: Sequence[ServiceIncident]) -> list[HistoryEntry]:
    """What history says of them, the oldest first."""
    keys = [each.id for each in incidents]
    return on.workspace.find(
        HistoryEntry, col(HistoryEntry.record_id).in_(keys), order_by=[col(HistoryEntry.tick)]
    )


def _solutions_go_on(on: Grounds, ours: Sequence[ServiceIncident]) -> Asked:
    approved = [
        each
        for each in ours
        if (found := _decisions(on, each)) and found[-1].decision is SolutionDecision.APPROVED
    ]
    keys = [each.id for each in approved]
    actions = on.workspace.find(
        ActionItem, col(ActionItem.source).in_(keys), col(ActionItem.state) != "cancelled"
    )

    def why(incident: ServiceIncident) -> Message:
        changes = [on.get(ServiceChangeRequest, key) for key in incident.changes]
        last = (_decisions(on, incident)[-1].on or on.today) + IN_TIME
        asked = [
            *(_change_goes_on(on, each, last) for each in changes if each),
            *(_action_goes_on(on, each, last) for each in actions if each.source == incident.id),
        ]
        if not asked:
            return _("No change or action carries out its solution.")
        return NOTHING_SAID if any(asked) else _("What carries out its solution is late, or was given up.")

    return on.share(
        approved,
        why,
        lambda passed, judged: _(
            "{passed} of {judged} approved solutions are carried out, or on time.",
            passed=passed,
            judged=judged,
        ),
    )


def _change_goes_on(on: Grounds, change: ServiceChangeRequest, last: date) -> bool:
    if change.state in ("deployed", "closed") and change.rolled_back_at is None:
        return True
    ends = day_of(on.workspace, change.planned_end) if change.planned_end else change.date_needed
    return (
        not change.is_draft
        and not change.state_called(change.state).ended
        and bool(ends and on.today <= ends <= last)
    )


def _action_goes_on(on: Grounds, action: ActionItem, last: date) -> bool:
    if action.state == "done":
        return says(ActionItem, "outcome", action.outcome)
    return bool(action.due and on.today <= action.due <= last)


def _looked_for_more(
    on: Grounds, recorded: Sequence[ServiceIncident], ours: Sequence[ServiceIncident], judged: bool
) -> Iterator[Asked]:
    """Twice or more somebody looked for what could become an incident. It shows something where causes were judged, or
    where none was significant and an Incident Manager was among those who looked (G8)."""
    reviews = on.reviews(str(on.parameters["review"]))
    looks = len({each.done_on for each in reviews})
    said = counted(
        "On {n} day of the period somebody looked for what could become an incident.",
        "On {n} days of the period somebody looked for what could become an incident.",
        n=looks,
    )
    enough = looks >= 2
    held = Held.HOLDS if enough else Held.NOTHING_TO_JUDGE if on.is_young else Held.FAILS
    asked = Asked(
        Layer.USED,
        held,
        said,
        tuple(map(shown_as, reviews)),
        () if enough else (Lack(said, ServiceIncident),),
    )
    if ours or not recorded:
        yield beside(asked, judged)
        return
    confirmed = [
        each
        for each in reviews
        if each.done_by and each.done_on and on.signed.held(each.done_by, IM, each.done_on)
    ]
    said = (
        _("No incident of the period was significant; an Incident Manager looked and agrees.")
        if confirmed
        else _("No incident of the period is significant, and no Incident Manager has confirmed that.")
    )
    yield beside(asked, bool(confirmed))
    yield Asked(
        Layer.USED,
        Held.HOLDS if confirmed and enough else Held.NOTHING_TO_JUDGE,
        said,
        tuple(map(shown_as, confirmed)),
        () if confirmed else (Lack(said, ServiceIncident),),
    )


def _came_back(on: Grounds, ours: Sequence[ServiceIncident], now: datetime) -> Asked:
    return on.share(
        [each for each in ours if each.restored_at and now - each.restored_at > LOOKED_AT_AGAIN],
        lambda each: (
            NOTHING_SAID
            if any(
                row.by and row.on and row.on <= on.today and says(EffectCheck, "found", row.found)
                for row in each.effect_checks
            )
            else _("Nobody looked later whether it came back.")
        ),
        lambda passed, judged: _(
            "For {passed} of {judged} significant incidents somebody looked later whether they came back.",
            passed=passed,
            judged=judged,
        ),
    )
