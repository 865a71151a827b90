"""The cases by which a target was missed: those without which it would have been held, with by how much and why.

Each measure says which of its records these are, as plain values that are stored with a report. Where the target asks for
more than there was, as of changes deployed, no case missed it, and none is named.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TypeAlias

from sdesk.local_time import day_of
from sdesk.models import Record, ServiceIncident
from sdesk.models.governance import FeedbackKind
from sdesk.models.measures import Measure, Sense, Window
from sdesk.practice.measures.clocks import find_zone, intersect, open_intervals, total, utc, whole_minutes
from sdesk.practice.measures.copies import verified_in
from sdesk.practice.measures.periods import Period
from sdesk.practice.measures.targets import Asked, held, windows_of
from sdesk.practice.reporting import measured, measures
from sdesk.practice.reporting.actions import due
from sdesk.practice.reporting.in_time import answer_of, missed_reviews
from sdesk.practice.reporting.measures import Facts
from sdesk.practice.reporting.scope import Scope
from sdesk.practice.reporting.stored import Json, stored_moment
from sdesk.practice.reporting.supplier import measures as theirs

Case: TypeAlias = dict[str, Json]
Missing: TypeAlias = Callable[[Facts, Period, float], Iterable[Case]]
"""The cases of a period by which the number was missed."""


def missed_cases(asked: Asked, facts: Facts, period: Period) -> list[Case]:
    """Of each part of the period that missed the number, with its days where each month or quarter is held to it."""
    missing = MISSING.get((asked.measure, asked.sense))
    if missing is None or asked.number is None:
        return []
    about = facts.about(asked)
    found: list[Case] = []
    for part in windows_of(asked.window, period):
        if held(asked, about.figure(asked.measure, part), over=facts.is_over(part)) == "not met":
            days = [part.first.isoformat(), part.last.isoformat()]
            dated = {} if asked.window is Window.PERIOD else {"days": days}
            found.extend({**case, **dated} for case in missing(about, part, asked.number))
    return found


def _case(record: Record, cause: str = "", **said: Json) -> Case:
    return {
        "id": str(record.id),
        "number": record.number,
        "summary": str(record.heading),
        "cause": cause.strip(),
        **said,
    }


# ---------------------------------------------------------------- incidents


def _over_target(measure: Measure) -> Missing:
    """Over the time promised to them: the time, and what they took of the service hours."""

    def missing(facts: Facts, period: Period, number: float) -> Iterable[Case]:
        over_target = theirs.over_target if facts.scope.of_supplier else measured.over_target
        for incident, case in over_target(facts.scope, period, measure):
            yield _case(incident, incident.root_cause, target=case.target, minutes=case.minutes)

    return missing


def _longest(facts: Facts, period: Period, number: float) -> Iterable[Case]:
    """Those of which each took longer than the mean or the median was to be, the longest first."""
    scope, end = facts.scope, facts.scope.end_of(period)
    if scope.of_supplier:
        took = [(each.incident, each.solution(None, end).used) for each in theirs.solved_in(scope, period)]
    else:
        minutes_each = measured.service_minutes_to_resolve(scope, period)
        took = list(zip(measured.restored_in(scope, period), minutes_each, strict=True))
    over = [(incident, minutes) for incident, minutes in took if minutes > number]
    for incident, minutes in sorted(over, key=lambda each: (-each[1], each[0].number)):
        yield _case(incident, incident.root_cause, target=number, minutes=minutes)


def _not_at_once(facts: Facts, period: Period, number: float) -> Iterable[Case]:
    """Not fixed while the caller was on the telephone: how long it was by the clock on the wall, and what else speaks against."""
    for incident in measures.not_at_first_call(facts.scope, period):
        end = facts.scope.end_of(period)
        waited = measures.until_fixed(incident, end) or timedelta()
        also = {
            "escalated": any(each.at and utc(each.at) < end for each in incident.escalations),
            "reopened": any(each.reopened_at and utc(each.reopened_at) < end for each in incident.reopenings),
        }
        yield _case(incident, incident.root_cause, waited=whole_minutes(waited), **also)


def _recorded(facts: Facts, period: Period, number: float) -> Iterable[Case]:
    return _incidents(measured.recorded_in(facts.scope, period))


def _major(facts: Facts, period: Period, number: float) -> Iterable[Case]:
    return _incidents(each for each in measured.recorded_in(facts.scope, period) if each.major)


def _incidents(found: Iterable[ServiceIncident]) -> Iterable[Case]:
    for each in found:
        yield _case(each, each.root_cause, at=stored_moment(each.recorded_at))


def _reopened(facts: Facts, period: Period, number: float) -> Iterable[Case]:
    """When each was reopened last in the period, and the reason that was given."""
    for incident in measured.reopened_in(facts.scope, period):
        in_it = (each for each in incident.reopenings if _within(each.reopened_at, period))
        last = max(in_it, key=lambda each: each.reopened_at or datetime.min)
        yield _case(incident, last.reason, at=stored_moment(last.reopened_at))


def _outages(facts: Facts, period: Period, number: float) -> Iterable[Case]:
    """Every outage that touched service hours, with its own minutes of them: where two overlap, less was down than both."""
    found = {case["id"]: case for scope in facts.agreements for case in _outages_of(scope, period)}
    return sorted(found.values(), key=lambda case: (case["at"], case["number"]))


def _outages_of(scope: Scope, period: Period) -> Iterable[Case]:
    known = scope.known(period)
    for service, name in scope.services if known else ():
        assert known
        end = scope.end_of(known)
        touching = set(measured.service_availability(scope, period, service).cases)
        hours = open_intervals(scope.hours_of(service), known.start_utc, end) if touching else []
        for each in scope.incidents:
            if each.id in touching:
                out = whole_minutes(total(intersect(hours, scope.course(each).times(end).unrestored)))
                at = stored_moment(each.started_at or each.recorded_at)
                yield _case(each, each.root_cause, service=name, at=at, out=out)


# ---------------------------------------------------------------- changes


def _tried_in_vain(facts: Facts, period: Period, number: float) -> Iterable[Case]:
    """Closed in the period, and rolled back."""
    for each in measured.changes_ended_in(facts.scope, period):
        if measured.outcome_word(each) == "rolled back":
            yield _case(each, each.roll_back_reason, at=stored_moment(each.rolled_back_at))


def _rolled_back(facts: Facts, period: Period, number: float) -> Iterable[Case]:
    for each in facts.scope.changes:
        if _within(each.rolled_back_at, period):
            yield _case(each, each.roll_back_reason, at=stored_moment(each.rolled_back_at))


def _deployed(facts: Facts, period: Period, number: float) -> Iterable[Case]:
    for each in facts.scope.changes:
        if _within(each.deployed_at, period):
            yield _case(each, at=stored_moment(each.deployed_at))


def _emergencies(facts: Facts, period: Period, number: float) -> Iterable[Case]:
    for each in measured.emergencies_in(facts.scope, period):
        yield _case(each, each.business_impact, at=stored_moment(measured.asked_at(facts.scope, each)))


# ---------------------------------------------------------------- what customers say, what we do about it


def _unsatisfied(facts: Facts, period: Period, number: float) -> Iterable[Case]:
    """Answers below what the mean was to be, the lowest first."""
    low = [
        each for each in measured.scores_in(facts.scope, period) if each.score and 1 <= each.score < number
    ]
    names = facts.scope.names([each.customer for each in low if each.customer])
    for each in sorted(low, key=lambda each: (each.score or 0, each.number)):
        who = names.get(each.customer, "") if each.customer else ""
        yield _case(each, day=_stored_day(each.asked_on), who=who, score=each.score)


def _answers(facts: Facts, period: Period, number: float) -> Iterable[Case]:
    return ({**_case(each), "score": each.score} for each in measured.scores_in(facts.scope, period))


def _complaints(facts: Facts, period: Period, number: float) -> Iterable[Case]:
    received = measured.feedback_in(facts.scope, period, FeedbackKind.COMPLAINT)
    were = facts.scope.then(received)
    for each in received:
        yield _case(each, at=stored_moment(each.received_at), outcome=were.get(each.id, each).outcome)


def _unanswered(facts: Facts, period: Period, number: float) -> Iterable[Case]:
    """Complaints whose first answer did not come within its days, by the last of these."""
    scope, elsewhere = facts.scope, measured.answered_elsewhere(facts.scope)
    told = (each for each in measured.complaints_in(scope) if each.id not in elsewhere)
    found = (answer_of(each, scope.answer_days, period, scope.now) for each in told)
    late = [each for each in found if each is not None and each.standing == "late"]
    for each in sorted(late, key=lambda each: (str(each.last), each.complaint.number)):
        yield _case(each.complaint, due=_stored_day(each.last), ended=_stored_day(each.first))


def _unreviewed(facts: Facts, period: Period, number: float) -> Iterable[Case]:
    """Documents and agreements that were not reviewed by their day, by that day."""
    days = due.known_and_over(facts.scope, period)
    late = missed_reviews(facts.scope.reviews, days) if days else []
    names = facts.scope.names([each.record for each in late])
    for each in sorted(late, key=lambda each: (each.due, each.number)):
        yield {
            "id": str(each.record),
            "number": each.number,
            "summary": names.get(each.record, ""),
            "due": each.due.isoformat(),
            "ended": _stored_day(each.next_on),
            "cause": "",
        }


def _copied(facts: Facts, period: Period, number: float) -> Iterable[Case]:
    """Copies that were verified, where they were to be no more than so many."""
    for each in verified_in(facts.scope.copies, period):
        yield {
            "id": str(each.id),
            "number": "",
            "summary": each.name,
            "at": stored_moment(each.at),
            "cause": "",
        }


def _untrained(facts: Facts, period: Period, number: float) -> Iterable[Case]:
    """Competences that were not there by the day on which they were needed, by that day."""
    late = [each for each in due.needed_in(facts.scope, period) if not due.achieved_in_time(each)]
    names = facts.scope.names([each.person for each in late if each.person])
    for each in sorted(late, key=lambda each: (str(each.needed_by), str(each.id))):
        yield {
            "id": str(each.id),
            "number": "",
            "summary": each.detail.strip() or (each.subject.value if each.subject else ""),
            "who": names.get(each.person, "") if each.person else "",
            "due": _stored_day(each.needed_by),
            "ended": _stored_day(each.achieved_on),
            "cause": "",
        }


def _undone(facts: Facts, period: Period, number: float) -> Iterable[Case]:
    """Action items that were due and not done by their day, by that day."""
    zone = find_zone(period.time_zone)
    late = [each for each in due.due_in(facts.scope, period) if not due.done_in_time(facts.scope, each, zone)]
    names = facts.scope.names([each.owner for each in late if each.owner])
    days = {each.id: facts.scope.due_day(each) for each in late}
    for each in sorted(late, key=lambda each: (str(days[each.id]), each.number)):
        yield _case(
            each,
            each.outcome,
            who=names.get(each.owner, "") if each.owner else "",
            due=_stored_day(days[each.id]),
            ended=day_of(utc(each.ended_at), zone).isoformat() if each.ended_at else "",
            state=each.state,
        )


# ---------------------------------------------------------------- all of them


def _stored_day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _within(moment: datetime | None, period: Period) -> bool:
    return moment is not None and period.contains(moment)


_LEAST, _MOST = Sense.AT_LEAST, Sense.AT_MOST

MISSING: Mapping[tuple[Measure, Sense], Missing] = {
    (Measure.AVAILABILITY, _LEAST): _outages,
    (Measure.OUTAGE_MINUTES, _MOST): _outages,
    (Measure.OUTAGES, _MOST): _outages,
    (Measure.RESPONSE, _LEAST): _over_target(Measure.RESPONSE),
    (Measure.RESTORATION, _LEAST): _over_target(Measure.RESTORATION),
    (Measure.MEAN_RESTORATION, _MOST): _longest,
    (Measure.MEDIAN_RESTORATION, _MOST): _longest,
    (Measure.INCIDENTS, _MOST): _recorded,
    (Measure.MAJOR, _MOST): _major,
    (Measure.REOPENED, _MOST): _reopened,
    (Measure.FIRST_CALL, _LEAST): _not_at_once,
    (Measure.DEPLOYED, _MOST): _deployed,
    (Measure.CHANGE_SUCCESS, _LEAST): _tried_in_vain,
    (Measure.ROLLED_BACK, _MOST): _rolled_back,
    (Measure.ROLLED_BACK_SHARE, _MOST): _tried_in_vain,
    (Measure.EMERGENCY, _MOST): _emergencies,
    (Measure.SATISFACTION, _LEAST): _unsatisfied,
    (Measure.ANSWERS, _MOST): _answers,
    (Measure.COMPLAINTS, _MOST): _complaints,
    (Measure.TRAININGS, _LEAST): _untrained,
    (Measure.ACTIONS, _LEAST): _undone,
    (Measure.ANSWERED, _LEAST): _unanswered,
    (Measure.REVIEWS, _LEAST): _unreviewed,
    (Measure.BACKUPS, _MOST): _copied,
}
"""What misses a number, of each measure on the side on which it is good. Where more is better and each case is one more, as
of changes deployed, survey answers and backups, no case misses that: those stand here for the number that asks for at most
so many."""

__all__ = ["MISSING", "Case", "missed_cases"]
