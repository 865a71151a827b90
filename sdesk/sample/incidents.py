"""How an incident goes: recorded, classified, looked into, restored and closed, by whoever is there."""

from collections.abc import Generator, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sdesk.models import KnownError, ServiceIncident
from sdesk.models.incident import SolutionDecision
from sdesk.practice.calendar.service_hours import find_zone
from sdesk.practice.incident.escalation import escalate, note_supplier
from sdesk.practice.incident.handling import add_step, put_on_hold, resume, tell_party
from sdesk.practice.incident.known_errors import apply_known_error
from sdesk.practice.incident.merging import merge
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.sample.cases import Case, cases
from sdesk.sample.firm import Firm, texts
from sdesk.sample.year import Story, Turn

Going = Generator[Turn, None, ServiceIncident]
_MINUTES_SPENT = (5, 10, 10, 15, 20, 30, 45)


def incident_stories(firm: Firm) -> Iterator[Story]:
    return (_incident(firm, case) for case in cases(firm))


def _incident(firm: Firm, case: Case) -> Story:
    told, ends = case.told, case.told.get("ends", "closed")
    yield Turn(case.recorded_at, case.desk)
    incident = create(firm.workspace, ServiceIncident, _what_happened(firm, case))
    firm.remember(told.get("key", incident.number), incident)
    incident = take_step(firm.workspace, incident, "record")
    if ends == "cancelled":
        yield Turn(case.answered_at, case.desk)
        if "same_as" in told:
            merge(firm.workspace, incident, firm.now(told["same_as"]), told["reason"])
        else:
            take_step(firm.workspace, incident, "cancel", reason=told["reason"])
    elif ends != "recorded":
        yield Turn(min(case.recorded_at + timedelta(minutes=2), case.answered_at), case.desk)
        incident = _classify(firm, case, incident)
        yield from _see_to_it(firm, case, incident, ends)


def _see_to_it(firm: Firm, case: Case, incident: ServiceIncident, ends: str) -> Story:
    told = case.told
    incident = yield from _investigate(firm, case, incident, ends)
    if ends in ("classified", "investigated"):
        return
    yield Turn(case.restored_at, case.assignee)
    incident = _restore(firm, case, incident)
    restored = case.restored_at
    if "reopen" in told:
        restored = restored + timedelta(minutes=told.get("held_for", 75))
        yield Turn(restored, case.desk)
        incident = take_step(firm.workspace, incident, "reopen", reason=told["reopen"])
        if told.get("still_open"):
            return
        restored = case.later(restored, 40)
        yield Turn(restored, case.assignee)
        incident = add_step(firm.workspace, incident, told["second_step"], 25)
        incident = take_step(firm.workspace, incident, "investigate")
        restored = case.later(restored, 35)
        yield Turn(restored, case.assignee)
        incident = _restore(firm, case, incident)
    if ends == "closed":
        yield Turn(case.closed_at, "tomas")
        incident = save(firm.workspace, incident, _findings(firm, case))
        if "known_error" in told:
            incident = _recognize(firm, incident, told["known_error"])
        incident = take_step(firm.workspace, incident, "close")
        yield from _afterwards(firm, case, incident)


def _afterwards(firm: Firm, case: Case, incident: ServiceIncident) -> Story:
    """The decision on the solution, the same day, and whether it came back, weeks later."""
    told = case.told
    if "decision" in told:
        yield Turn(case.closed_at + timedelta(minutes=25), told["decision"]["by"])
        decided = {
            "decision": SolutionDecision.APPROVED,
            "by": firm.workspace.person_id,
            "on": firm.year.day_of(firm.clock.at),
            "why": told["decision"]["why"],
        }
        incident = save(firm.workspace, incident, {"solution_decisions": (decided,)})
    if "effect" not in told:
        return
    looked = firm.year.working_days_later(
        case.closed_at + timedelta(days=told["effect"]["after"]), 1, "11:15"
    )
    if looked < firm.year.midnight:
        yield Turn(looked, told["effect"]["by"])
        found = {
            "on": firm.year.day_of(looked),
            "by": firm.workspace.person_id,
            "came_back": told["effect"].get("came_back", False),
            "found": told["effect"]["found"],
        }
        save(firm.workspace, incident, {"effect_checks": (found,)})


def _what_the_reporter_says(firm: Firm, case: Case) -> tuple[dict[str, Any], ...]:
    """Those who were called before it was closed; the others were told and did not object."""
    who, dice = case.told["reporter"], Random(f"{case.told['summary']} {case.closed_at:%d%m}")
    if "decision" not in case.told and dice.random() > 0.4:
        return ()
    return (
        {"at": firm.clock.at, "who": who, "agreed": True, "how": "On the telephone, before it was closed"},
    )


def _what_happened(firm: Firm, case: Case) -> dict[str, Any]:
    told = case.told
    return {
        "summary": told["summary"],
        "details": told["details"],
        "customer": firm.known[told["customer"]],
        "service": firm.known[told["service"]],
        "reporter": firm.contact(told["customer"], told["reporter"]),
        "started_at": case.started_at,
        "outage": told.get("outage", False),
        "assigned_to": None,
    }


def _classify(firm: Firm, case: Case, incident: ServiceIncident) -> ServiceIncident:
    told = case.told
    values = {
        "impact": told["impact"],
        "impact_in_words": told["impact_in_words"],
        "urgency": told["urgency"],
        "major": told.get("major", False),
        "configuration_items": tuple(firm.known[key] for key in told["items"]),
        "assigned_to": firm.known[case.assignee],
    }
    incident = take_step(firm.workspace, incident, "classify", values)
    priority = incident.priority.label if incident.priority else ""
    name = firm.name_of(case.assignee)
    promise = f"We have noted this as {incident.number}, priority {priority}. {name} is looking after it and will call you."
    return tell_party(firm.workspace, incident, told["reporter"], promise)


def _investigate(firm: Firm, case: Case, incident: ServiceIncident, ends: str) -> Going:
    """The steps taken, as far as it has come: all of them where it was restored, else as many as are told as done."""
    told, steps = case.told, case.told["steps"]
    for place, text in enumerate(steps):
        yield Turn(case.step_at(place), case.assignee)
        incident = add_step(firm.workspace, incident, text, Random(text).choice(_MINUTES_SPENT))
        if place == 0 and "inform" in told:
            incident = tell_party(firm.workspace, incident, told["inform"][0], told["inform"][1])
        if place == 0 and "escalate" in told:
            to, why = told["escalate"]
            incident = escalate(firm.workspace, incident, firm.known[to], why)
        if place == told.get("hold_after", 0) and "hold" in told:
            incident = yield from _hold(firm, case, incident)
    if "supplier_answered" in told:
        incident = _note_supplier(firm, incident, told["supplier_answered"])
    if "faulty" in told:
        take_step(firm.workspace, firm.now(told["items"][0]), "mark faulty", reason=told["faulty"])
    if ends == "classified":
        return incident
    yield Turn(_not_before_now(firm, case.step_at(len(steps) - 1)), case.assignee)
    return take_step(firm.workspace, incident, "investigate")


def _note_supplier(firm: Firm, incident: ServiceIncident, answered_after: int) -> ServiceIncident:
    """They answered so many minutes after it was escalated; solved is what they say they have just done."""
    asked, now = incident.escalations[-1].at, firm.workspace.clock()
    assert asked
    answered = min(asked + timedelta(minutes=answered_after), now)
    return note_supplier(firm.workspace, incident, answered, now)


def _hold(firm: Firm, case: Case, incident: ServiceIncident) -> Going:
    """The clock stands while somebody else must act; now still, where no day is told on which they did."""
    if "held_days" not in case.told:
        until = firm.year.working_days_later(firm.workspace.clock(), case.told["look_again"], "9:00")
        return put_on_hold(firm.workspace, incident, case.told["hold"], until)
    incident = put_on_hold(firm.workspace, incident, case.told["hold"])
    yield Turn(case.resumed_at, case.assignee)
    return resume(firm.workspace, incident)


def _not_before_now(firm: Firm, moment: datetime) -> datetime:
    return max(firm.workspace.clock(), moment)


def _restore(firm: Firm, case: Case, incident: ServiceIncident) -> ServiceIncident:
    """With the standard message of the policy."""
    now, service = firm.workspace.clock(), texts("catalogue")["services"][case.told["service"]]["name"]
    since = now.astimezone(find_zone(firm.year.time_zone))
    order = f"{service}: in order again since {since:%H:%M}. Please tell us at once if it is not."
    what = f"{incident.number} is resolved. {order}"
    incident = tell_party(firm.workspace, incident, case.told["reporter"], what)
    return take_step(firm.workspace, incident, "restore", {"restored_at": now})


def _recognize(firm: Firm, incident: ServiceIncident, key: str) -> ServiceIncident:
    """The first case of an error makes it known, the later ones are said to be cases of it."""
    if key not in firm.known:
        told = texts("incidents")["known_errors"][key]
        values = {
            **told,
            "service": incident.service,
            "configuration_items": incident.configuration_items,
        }
        error = create(firm.workspace, KnownError, values)
        firm.remember(key, take_step(firm.workspace, error, "record"))
    return apply_known_error(firm.workspace, incident, firm.now(key))[0]


def _findings(firm: Firm, case: Case) -> dict[str, Any]:
    told = case.told
    found = {name: told[name] for name in ("root_cause", "solution", "review") if name in told}
    if "caused_by" in told:
        found["caused_by"] = firm.known[told["caused_by"]]
    said = _what_the_reporter_says(firm, case)
    return {
        **found,
        "reporter_answers": said,
        "changes": tuple(firm.known[key] for key in told.get("changes", ())),
    }
