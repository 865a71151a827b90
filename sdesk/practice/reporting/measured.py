"""The figures of a period, from the records in scope. Each says "no data" where nothing was recorded.

An incident counts in the period in which it was decided: in which it was answered (or restored), or went over
its target, whichever came first; one of which nobody knows when it was answered, in that in which it was recorded.
So every incident counts once, whichever periods it lasted through.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import UUID

from sdesk.models import FeedbackEntry, ServiceChangeRequest, ServiceIncident, SurveyScore
from sdesk.models.control.change_steps import ChangeKind
from sdesk.models.governance import FeedbackKind
from sdesk.models.incident import Unknown
from sdesk.models.relationship import Measure
from sdesk.practice.incident.clocks import TargetTimes
from sdesk.practice.incident.course import Course
from sdesk.practice.incident.unknown import is_unknown
from sdesk.practice.measures import decided
from sdesk.practice.measures.clocks import (
    Clock,
    IncidentTimes,
    ServiceHours,
    intersect,
    is_open_in,
    open_intervals,
    response_clock,
    restoration_clock,
    total,
    utc,
    whole_minutes,
)
from sdesk.practice.measures.counting import (
    ChangeOutcome,
    TargetCase,
    availability,
    change_success_rate,
    complaints,
    mean_time,
    median_time,
    rolled_back_rate,
    satisfaction,
    share_within_target,
)
from sdesk.practice.measures.figures import NOT_KNOWN_OUT, Count, Figure, all_counts, in_order
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.scope import Scope

# ---------------------------------------------------------------- availability


def availability_of(scope: Scope, period: Period) -> Figure:
    """Of all services in scope taken together: their service hours and their downtime added up."""
    return availability_together([scope], period)


def availability_together(scopes: Sequence[Scope], period: Period) -> Figure:
    """Of all services of several agreements: their service hours and their downtime added up."""
    all_of = [
        service_availability(scope, period, service)
        for scope in scopes
        if scope.known(period)
        for service, _name in scope.services
    ]
    if len(all_of) < 2:
        return all_of[0] if all_of else Figure(None, "%", period=period)
    figures = [figure for figure in all_of if figure.value is not None]
    unknown = sum(figure.unknown for figure in all_of)
    left_out = len(all_of) - len(figures)
    hours = sum(figure.count("minutes of service hours") for figure in figures)
    down = sum(figure.count("minutes of downtime within them") for figure in figures)
    counts = all_counts(
        Count("services", len(figures)),
        Count("minutes of service hours", hours),
        Count("minutes of downtime within them", down),
        Count("outages", sum(figure.count("outages") for figure in figures)),
        left_out=[Count("services without data, not counted", left_out), Count(NOT_KNOWN_OUT, unknown)],
    )
    cases = in_order(record for figure in figures for record in figure.cases)
    known = sum(figure.known for figure in all_of)
    share = 100 * (hours - down) / hours if hours and (known or not unknown) else None
    return Figure(share, "%", counts, period, known=known, unknown=unknown, cases=cases)


def service_availability(scope: Scope, period: Period, service: UUID) -> Figure:
    """Of one service, within the hours of the agreement, by the version of each day.

    An incident counts as known, or not, where it lasted within them.
    """
    known = scope.known(period)
    if known is None:
        return Figure(None, "%", period=period)
    asked = (service, period, known, scope.time_zone, scope.outages_since)
    return scope.once(asked, lambda: _availability(scope, period, known, service))


def _availability(scope: Scope, period: Period, known: Period, service: UUID) -> Figure:
    end = scope.end_of(known)
    agreed = scope.hours_of(service)
    lasted = [
        (each.incident, of_it)
        for each in scope.courses_of(service)
        if each.began < end
        and each.ended > known.start_utc
        and (of_it := [span for span in each.times(end).unrestored if span.end > known.start_utc])
    ]
    touching = [(incident.id, span) for incident, of_it in lasted if incident.outage for span in of_it]
    openings = open_intervals(agreed, known.start_utc, end)
    asked = [
        is_unknown(incident, Unknown.OUTAGE)
        for incident, of_it in lasted
        if any(is_open_in(openings, span.start, span.end) for span in of_it)
    ]
    unknown = sum(asked)
    if known.last < scope.outages_since and unknown == len(asked):  # nobody noted outages yet
        counts = all_counts(left_out=[Count(NOT_KNOWN_OUT, unknown)])
        return Figure(None, "%", counts, known, unknown=unknown)
    return availability(
        agreed,
        known,
        [span for _, span in touching],
        scope.now,
        [record for record, _ in touching],
        known=len(asked) - unknown,
        unknown=unknown,
    )


def outages_in(scope: Scope, period: Period) -> list[ServiceIncident]:
    """Every outage that began or lasted in the period, of whatever service."""
    return [each for each in scope.incidents if each.outage and _happened_in(scope, each, period)]


def unknown_outages_in(scope: Scope, period: Period) -> list[ServiceIncident]:
    """Incidents of the period of which nobody knows whether the service was out."""
    return [
        each
        for each in scope.incidents
        if is_unknown(each, Unknown.OUTAGE) and _happened_in(scope, each, period)
    ]


def outage_minutes(scope: Scope, incident: ServiceIncident, period: Period) -> int:
    """How long one outage lasted in the period, within service hours."""
    end = scope.end_of(period)
    hours = open_intervals(scope.hours(incident), period.start_utc, end)
    return whole_minutes(total(intersect(hours, _times(scope, incident, end).unrestored)))


def _happened_in(scope: Scope, incident: ServiceIncident, period: Period) -> bool:
    spans = _times(scope, incident, scope.end_of(period)).unrestored
    began = incident.started_at is not None and period.contains(incident.started_at)
    return began or any(span.end > period.start_utc and span.start < period.end_utc for span in spans)


# ---------------------------------------------------------------- response and restoration


_ClockOf = Callable[[Scope, Course, datetime], Clock]


def _told(
    clock: Callable[[ServiceHours, IncidentTimes, int | None], Clock],
    hours: ServiceHours,
    course: Course,
    promised: int | None,
    now: datetime,
) -> Clock:
    """But for when its target is reached, which no report asks: the minutes are the same whatever was promised.

    Told once for the same hours, which are held on to: their place in memory stands for them.
    """

    def without_target(at: datetime) -> tuple[ServiceHours, Clock]:
        return hours, clock(hours, course.times(at), None)

    def with_target(at: datetime) -> tuple[ServiceHours, Clock]:
        found = course.told((clock, id(hours)), at, without_target)[1]
        return hours, Clock(found.used, promised, found.state, None)

    return course.told((clock, id(hours), promised), now, with_target)[1]


def _response(scope: Scope, course: Course, now: datetime) -> Clock:
    of = course.incident
    return _told(response_clock, scope.hours(of), course, scope.target(of).respond, now)


def _restoration(scope: Scope, course: Course, now: datetime) -> Clock:
    of = course.incident
    return _told(restoration_clock, scope.hours(of), course, scope.target(of).restore, now)


def _times(scope: Scope, incident: ServiceIncident, now: datetime) -> IncidentTimes:
    return scope.course(incident).times(now)


def response_within_target(scope: Scope, period: Period) -> Figure:
    return _within_target(scope, period, Measure.RESPONSE)


def restoration_within_target(scope: Scope, period: Period) -> Figure:
    return _within_target(scope, period, Measure.RESTORATION)


def over_target(scope: Scope, period: Period, measure: Measure) -> list[tuple[ServiceIncident, TargetCase]]:
    """The incidents that missed the time promised to them, decided in the period, the longest over it first."""
    return decided.over_target(_asked(scope, period, _CLOCKS[measure]), period, scope.end_of(period))


def _within_target(scope: Scope, period: Period, measure: Measure) -> Figure:
    end = scope.end_of(period)

    def count() -> Figure:
        return share_within_target(
            decided.decided_in(_asked(scope, period, _CLOCKS[measure]), period, end), period
        )

    return scope.once((measure, period, end), count)


def _asked(scope: Scope, period: Period, clock: _ClockOf) -> Iterator[decided.Asked]:
    """But for those restored for good before the period: both of their clocks had stopped by then."""
    begin = period.start_utc
    for each in scope.courses:
        if each.recorded and (each.recorded >= begin or (each.restored or each.over) >= begin):
            yield each.incident, each.recorded, partial(clock, scope, each)


_CLOCKS: Mapping[Measure, _ClockOf] = {Measure.RESPONSE: _response, Measure.RESTORATION: _restoration}


def with_priority(scope: Scope, priority: object) -> Scope:
    """Only the incidents of one priority; None for those that are not classified."""
    chosen = scope.with_priority(priority)
    escalated = tuple(each for each in scope.escalated if each.priority == priority)
    return replace(scope, incidents=chosen, escalated=escalated)


def held_to(scope: Scope, within: int) -> Scope:
    """All incidents held to one time, whatever was promised to each."""
    return replace(scope, target=lambda incident: TargetTimes(within, within), within=within)


# ---------------------------------------------------------------- incidents counted


def recorded_in(scope: Scope, period: Period) -> list[ServiceIncident]:
    begin, end = period.start_utc, period.end_utc
    return [each.incident for each in scope.courses if each.recorded and begin <= each.recorded < end]


def restored_in(scope: Scope, period: Period) -> list[ServiceIncident]:
    """Restored in the period and, at its end, not reopened again."""
    end = scope.end_of(period)
    restored = ((each.incident, each.restored_by(end)) for each in scope.courses)
    return [each for each, moment in restored if moment and period.contains(moment)]


def reopened_in(scope: Scope, period: Period) -> list[ServiceIncident]:
    def opened(incident: ServiceIncident) -> bool:
        return any(each.reopened_at and period.contains(each.reopened_at) for each in incident.reopenings)

    return [each for each in scope.incidents if opened(each)]


def closed_in(scope: Scope, period: Period) -> list[ServiceIncident]:
    return [each for each in scope.incidents if scope.ends.ended_in(each, period)]


def unrestored_at_end(scope: Scope, period: Period) -> list[ServiceIncident]:
    """Recorded, and the service not restored, at the end of the period or now."""
    end = scope.end_of(period)
    return [
        each.incident
        for each in scope.courses
        if each.recorded and each.recorded < end and each.restored_by(end) is None
    ]


def service_minutes_to_resolve(scope: Scope, period: Period) -> list[int]:
    """From started to restored within service hours, less the time on hold."""
    end = scope.end_of(period)
    return [_restoration(scope, scope.course(each), end).used for each in restored_in(scope, period)]


def time_to_resolve(scope: Scope, period: Period) -> dict[str, Figure]:
    """Mean and median of the incidents restored in the period: in service time, and in elapsed time, by the clock on the
    wall, less only what lies between restored and reopened."""
    end, restored = scope.end_of(period), [scope.course(each) for each in restored_in(scope, period)]
    elapsed = [whole_minutes(total(each.times(end).unrestored)) for each in restored]
    within = [_restoration(scope, each, end).used for each in restored]
    records = [each.incident.id for each in restored]
    return {
        "mean_elapsed": mean_time(elapsed, period, records),
        "median_elapsed": median_time(elapsed, period, records),
        "mean_service": mean_time(within, period, records),
        "median_service": median_time(within, period, records),
    }


# ---------------------------------------------------------------- changes


def change_success(scope: Scope, period: Period) -> Figure:
    """Of the changes closed in the period."""
    return change_success_rate([_outcome(each) for each in changes_ended_in(scope, period)], period)


def changes_rolled_back(scope: Scope, period: Period) -> Figure:
    """As many as are not a success."""
    return rolled_back_rate([_outcome(each) for each in changes_ended_in(scope, period)], period)


def changes_ended_in(scope: Scope, period: Period) -> list[ServiceChangeRequest]:
    """Closed, rejected or withdrawn in the period."""
    return [each for each in scope.changes if scope.ends.ended_in(each, period)]


def changes_open_at_end(scope: Scope, period: Period) -> list[ServiceChangeRequest]:
    """Asked for before the end of the period (or now) and not over then."""
    end = scope.end_of(period)
    return [
        each
        for each in scope.changes
        if (at := asked_at(scope, each)) and utc(at) < end and not scope.ends.over_at(each, end)
    ]


def changes_asked_for_in(scope: Scope, period: Period) -> list[ServiceChangeRequest]:
    return [each for each in scope.changes if (at := asked_at(scope, each)) and period.contains(at)]


def emergencies_in(scope: Scope, period: Period) -> list[ServiceChangeRequest]:
    return [each for each in changes_asked_for_in(scope, period) if each.kind is ChangeKind.EMERGENCY]


def asked_at(scope: Scope, change: ServiceChangeRequest) -> datetime | None:
    """When it was submitted: a draft asks nobody."""
    return scope.asked.get(change.id, change.created_at)


def outcome_word(change: ServiceChangeRequest) -> str:
    """How a change that is over came out."""
    if change.state != "closed":
        return change.state
    return "rolled back" if change.rolled_back_at else "deployed"


def _outcome(change: ServiceChangeRequest) -> ChangeOutcome:
    return ChangeOutcome(True, change.deployed_at is not None, change.rolled_back_at is not None, change.id)


# ---------------------------------------------------------------- what customers say


def mean_satisfaction(scope: Scope, period: Period) -> Figure:
    found = scores_in(scope, period)
    return satisfaction([each.score or 0 for each in found], period, [each.id for each in found])


def scores_in(scope: Scope, period: Period) -> list[SurveyScore]:
    return [
        each
        for each in scope.scores
        if each.score is not None and each.asked_on and period.first <= each.asked_on <= period.last
    ]


def feedback_in(scope: Scope, period: Period, kind: FeedbackKind | None = None) -> list[FeedbackEntry]:
    return [
        each
        for each in scope.feedback
        if each.received_at and period.contains(each.received_at) and kind in (None, each.kind)
    ]


def complaints_of(scope: Scope, period: Period) -> Figure:
    received = feedback_in(scope, period, FeedbackKind.COMPLAINT)
    figure = complaints(
        len(received),
        len(complaints_closed_in(scope, period)),
        len(complaints_open_at_end(scope, period)),
        period,
    )
    return replace(figure, cases=in_order(each.id for each in received))


def complaints_closed_in(scope: Scope, period: Period) -> list[FeedbackEntry]:
    return [each for each in complaints_in(scope) if scope.ends.ended_in(each, period)]


def complaints_open_at_end(scope: Scope, period: Period) -> list[FeedbackEntry]:
    end = scope.end_of(period)
    return [
        each
        for each in complaints_in(scope)
        if each.received_at and utc(each.received_at) < end and not scope.ends.over_at(each, end)
    ]


def answered_elsewhere(scope: Scope) -> set[UUID]:
    """Complaints that were brought in as closed, without an answer."""
    return {each.id for each in complaints_in(scope) if not each.answers and scope.ends.brought_in(each)}


def complaints_in(scope: Scope) -> list[FeedbackEntry]:
    return [each for each in scope.feedback if each.kind is FeedbackKind.COMPLAINT]


__all__ = [
    "answered_elsewhere", "asked_at", "availability_of", "availability_together", "change_success", "changes_asked_for_in", "changes_ended_in", "changes_open_at_end", "changes_rolled_back", "closed_in",
    "complaints_closed_in", "complaints_in", "complaints_of", "complaints_open_at_end", "emergencies_in", "feedback_in", "mean_satisfaction", "outage_minutes", "outages_in", "outcome_word", "over_target", "recorded_in", "reopened_in",
    "response_within_target", "restoration_within_target", "restored_in", "scores_in", "service_availability",
    "service_minutes_to_resolve", "time_to_resolve", "unknown_outages_in", "unrestored_at_end", "with_priority",
]  # fmt: skip
