"""The measures: what each counts, and the one evaluator of goals, objectives, quality measures and agreed targets.

Each measure is a function of what is in scope and of a period, which says what it counts of which records, in the unit
that `Measure.unit` names, and what it does with what is not known.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sdesk.models import (
    FeedbackEntry,
    Record,
    ServiceChangeRequest,
    ServiceIncident,
    SurveyScore,
)
from sdesk.models.incident import Unknown
from sdesk.models.measures import Measure, Window
from sdesk.practice.incident.clocks import times_of
from sdesk.practice.incident.unknown import is_unknown
from sdesk.practice.measures.clocks import find_zone, utc
from sdesk.practice.measures.copies import verified_copies
from sdesk.practice.measures.counting import mean_time, median_time
from sdesk.practice.measures.figures import Count, Figure, in_order
from sdesk.practice.measures.periods import Period
from sdesk.practice.measures.targets import Asked, held, held_in_all, windows_of, worst
from sdesk.practice.reporting import measured
from sdesk.practice.reporting.actions.due import (
    achieved_in_time,
    done_in_time,
    due_in,
    known_and_over,
    needed_in,
)
from sdesk.practice.reporting.in_time import answered_in_time, held_in_time
from sdesk.practice.reporting.scope import Scope

FIRST_CALL = timedelta(minutes=15)
"""An incident that was restored so soon after it was recorded was fixed while the caller was on the telephone."""


@dataclass(frozen=True)
class Facts:
    """What a target speaks of: the records in scope, and the scopes of the agreements whose service hours count, one by one.

    Without an agreement there are no service hours that anybody promised, and no availability. `counted` says what each
    measure counts, where that is not our own work: with a supplier.
    """

    scope: Scope
    agreements: tuple[Scope, ...] = ()
    counted: "Mapping[Measure, Compute] | None" = None

    def about(self, asked: Asked) -> "Facts":
        """Only what is about the service and the priority asked for, held to the time that is asked for."""
        agreements = tuple(_narrowed(each, asked) for each in self.agreements)
        return replace(self, scope=_narrowed(self.scope, asked), agreements=agreements)

    def is_over(self, period: Period) -> bool:
        """Whether nothing of it is still to come."""
        return period.end_utc <= utc(self.scope.now)

    def figure(self, measure: Measure, period: Period) -> Figure:
        return (self.counted or COUNTED)[measure](self, period)


def _narrowed(scope: Scope, asked: Asked) -> Scope:
    about = scope.about(asked.service)
    about = about if asked.priority is None else measured.with_priority(about, asked.priority)
    return about if asked.within is None else measured.held_to(about, asked.within)


Compute = Callable[[Facts, Period], Figure]


@dataclass(frozen=True)
class Result:
    """A target held against what was counted: the figure of the period, or of its worst window, and the word for all."""

    figure: Figure
    word: str
    windows: tuple[tuple[Figure, str], ...] = ()


def evaluate(asked: Asked, facts: Facts, period: Period) -> Result:
    """What the target comes to in the period, window by window; undecided where none of its windows lies in the period."""
    about = facts.about(asked)
    parts = windows_of(asked.window, period)
    figures = [about.figure(asked.measure, each) for each in parts]
    if not figures:
        whole = about.figure(asked.measure, period)
        return Result(whole, "no data" if whole.value is None else "undecided")
    words = [held(asked, each, over=facts.is_over(part)) for part, each in zip(parts, figures, strict=True)]
    windows = () if asked.window is Window.PERIOD else tuple(zip(figures, words, strict=True))
    return Result(worst(asked, figures), held_in_all(words), windows)


# ---------------------------------------------------------------- availability and outages


def availability(facts: Facts, period: Period) -> Figure:
    """Service hours without outage / service hours, in %, of all services in scope added up; outages are united."""
    return measured.availability_together(facts.agreements, period)


def outage_minutes(facts: Facts, period: Period) -> Figure:
    """Minutes of outage within service hours, united for each service and added up over services."""
    return _of_availability(facts, period, "minutes of downtime within them", "minutes")


def outages(facts: Facts, period: Period) -> Figure:
    """Outages that touch service hours of the period, one for each incident marked as outage."""
    return _of_availability(facts, period, "outages", "count")


def _of_availability(facts: Facts, period: Period, of: str, unit: str) -> Figure:
    whole = availability(facts, period)
    value = None if whole.value is None else float(whole.count(of))
    return replace(whole, value=value, unit=unit)


# ---------------------------------------------------------------- incidents


def response(facts: Facts, period: Period) -> Figure:
    """Incidents answered within the time promised to them / those decided in the period, in %."""
    return measured.response_within_target(facts.scope, period)


def restoration(facts: Facts, period: Period) -> Figure:
    """Incidents restored within the time promised to them / those decided in the period, in %."""
    return measured.restoration_within_target(facts.scope, period)


def mean_restoration(facts: Facts, period: Period) -> Figure:
    """Mean minutes of service hours from start to restoration, of the incidents restored in the period."""
    return _time(mean_time, facts, period)


def median_restoration(facts: Facts, period: Period) -> Figure:
    """Median minutes of service hours from start to restoration, of the incidents restored in the period."""
    return _time(median_time, facts, period)


def _time(compute: Callable[[Sequence[int], Period], Figure], facts: Facts, period: Period) -> Figure:
    figure = compute(measured.service_minutes_to_resolve(facts.scope, period), period)
    return replace(figure, cases=_ids(measured.restored_in(facts.scope, period)))


def incidents(facts: Facts, period: Period) -> Figure:
    """Incidents recorded in the period."""
    return _number(facts, period, measured.recorded_in(facts.scope, period))


def major(facts: Facts, period: Period) -> Figure:
    """Incidents recorded in the period that are major as the agreement defines it."""
    return _number(facts, period, [each for each in measured.recorded_in(facts.scope, period) if each.major])


def reopened(facts: Facts, period: Period) -> Figure:
    """Incidents reopened in the period, each once. Of those recorded in it, some may not be known."""
    found = measured.reopened_in(facts.scope, period)
    recorded = measured.recorded_in(facts.scope, period)
    end = facts.scope.end_of(period)
    unknown = sum(1 for each in recorded if is_unknown(each, Unknown.REOPENING, end))
    figure = _number(facts, period, found, nothing=unknown == len(recorded) > 0)
    return replace(figure, known=len(recorded) - unknown, unknown=unknown)


def first_call(facts: Facts, period: Period) -> Figure:
    """Incidents restored in the period that were restored within 15 minutes after they were recorded (after they began, if
    they were written down when it was over), by the clock on the wall, neither escalated nor reopened / those restored in
    it, in %. Of which it is not known whether they were reopened, are left out."""
    known, unknown = _restored_known(facts.scope, period)
    return _share(known, _fixed_at_once(facts.scope.end_of(period)), period, unknown)


def not_at_first_call(scope: Scope, period: Period) -> list[ServiceIncident]:
    at_once = _fixed_at_once(scope.end_of(period))
    return [each for each in _restored_known(scope, period)[0] if not at_once(each)]


def _restored_known(scope: Scope, period: Period) -> tuple[list[ServiceIncident], int]:
    """Those restored in the period, without those of which it is not known whether they were reopened, and how many these are."""
    restored = measured.restored_in(scope, period)
    known = [each for each in restored if not is_unknown(each, Unknown.REOPENING, scope.end_of(period))]
    return known, len(restored) - len(known)


def _fixed_at_once(end: datetime) -> Callable[[ServiceIncident], bool]:
    """As it stood at the end: what was escalated or reopened afterwards undoes nothing."""

    def fixed(incident: ServiceIncident) -> bool:
        waited = until_fixed(incident, end)
        passed_on = (
            *(each.at for each in incident.escalations),
            *(each.reopened_at for each in incident.reopenings),
        )
        if waited is None or any(each and utc(each) < end for each in passed_on):
            return False
        return waited <= FIRST_CALL

    return fixed


def until_fixed(incident: ServiceIncident, end: datetime) -> timedelta | None:
    """From recording to restoring, by the clock on the wall; of what was over by then, from its beginning."""
    times = times_of(incident, end)
    if times.restored_at is None:
        return None
    recorded, restored = utc(times.recorded_at), utc(times.restored_at)
    return restored - (recorded if recorded <= restored else utc(times.started_at))


# ---------------------------------------------------------------- changes


def deployed(facts: Facts, period: Period) -> Figure:
    """Changes deployed in the period, those that were rolled back later too."""
    scope = facts.scope
    return _number(
        facts,
        period,
        [each for each in scope.changes if each.deployed_at and period.contains(each.deployed_at)],
        ServiceChangeRequest,
    )


def change_success(facts: Facts, period: Period) -> Figure:
    """Of the changes closed in the period that were deployed or rolled back: those not rolled back, in %."""
    return measured.change_success(facts.scope, period)


def rolled_back(facts: Facts, period: Period) -> Figure:
    """Changes rolled back in the period."""
    found = [
        each for each in facts.scope.changes if each.rolled_back_at and period.contains(each.rolled_back_at)
    ]
    return _number(facts, period, found, ServiceChangeRequest)


def rolled_back_share(facts: Facts, period: Period) -> Figure:
    """Of the changes closed in the period that were deployed or rolled back: those rolled back, in %."""
    return measured.changes_rolled_back(facts.scope, period)


def emergency(facts: Facts, period: Period) -> Figure:
    """Emergency changes asked for in the period."""
    return _number(facts, period, measured.emergencies_in(facts.scope, period), ServiceChangeRequest)


# ---------------------------------------------------------------- what customers say, what we do about it


def satisfaction(facts: Facts, period: Period) -> Figure:
    """Mean of the survey scores 1 to 5 given in the period."""
    return measured.mean_satisfaction(facts.scope, period)


def answers(facts: Facts, period: Period) -> Figure:
    """Survey scores given in the period."""
    known = facts.scope.known_of(SurveyScore, period)
    value = float(len(measured.scores_in(facts.scope, period))) if known else None
    return Figure(value, "count", (Count("survey scores", int(value or 0)),), period)


def complaints(facts: Facts, period: Period) -> Figure:
    """Complaints received in the period."""
    figure = measured.complaints_of(facts.scope, period)
    known = facts.scope.known_of(FeedbackEntry, period)
    return replace(figure, value=figure.value if known else None, unit="count")


def answered(facts: Facts, period: Period) -> Figure:
    """Complaints answered within the days that the approach in effect when they were received allows / those decided in the
    period, in %. Counted by whole days: on the day of the first answer, or on the last day where there was none by then.
    What is open and in time still is undecided; what was received while no number was in effect, or was closed without an
    answer when it was brought in, is not known."""
    if facts.scope.known(period) is None:
        return Figure(None, "%", period=period)
    scope, elsewhere = facts.scope, measured.answered_elsewhere(facts.scope)
    return answered_in_time(measured.complaints_in(scope), scope.answer_days, period, scope.now, elsewhere)


def trainings(facts: Facts, period: Period) -> Figure:
    """Competences needed in the period, by the list of roles in effect at its end: those achieved by then, in %."""
    needed = needed_in(facts.scope, period)
    in_time = [each for each in needed if achieved_in_time(each)]
    counts = (Count("competences needed", len(needed)), Count("achieved in time", len(in_time)))
    return Figure(100 * len(in_time) / len(needed) if needed else None, "%", counts, period)


def actions(facts: Facts, period: Period) -> Figure:
    """Action items due in the period: those done by their day, in %. Done later is not in time, cancelled later neither;
    what was cancelled by its day is not counted. The day is the one that passed, though it was put off afterwards."""
    due, zone = due_in(facts.scope, period), find_zone(period.time_zone)
    in_time = sum(1 for each in due if done_in_time(facts.scope, each, zone))
    counts = (Count("action items due", len(due)), Count("done in time", in_time))
    return Figure(100 * in_time / len(due) if due else None, "%", counts, period, cases=_ids(due))


def reviews(facts: Facts, period: Period) -> Figure:
    """Documents and agreements whose review fell due in the part of the period that is over, by a version in effect in it:
    those reviewed by that day, in %; each counts once, a missed review is missed. Reviewed is what has its next version
    approved, with a later day, or what a task that reviews it was recorded as done of, by name, in the month before. That
    somebody saw the day come is no review. What was withdrawn or ended by its day is not counted."""
    days = known_and_over(facts.scope, period)
    if days is None:
        return Figure(None, "%", period=period)
    return replace(held_in_time(facts.scope.reviews, days), period=period)


def backups(facts: Facts, period: Period) -> Figure:
    """Copies of the workspace that were opened and verified in the period, when they were made or again, each once: those of
    the program and those that somebody made. One found damaged in the period after that is not counted. Before the first
    entry that tells of any copy nothing is known; of the days after it, that there is no entry is a fact."""
    return verified_copies(facts.scope.copies, period, facts.scope.known(period))


# ---------------------------------------------------------------- parts


def _number(
    facts: Facts,
    period: Period,
    found: Sequence[Record],
    of: type[Record] = ServiceIncident,
    *,
    nothing: bool = False,
) -> Figure:
    """How many there are; none is a fact, but where nothing was recorded yet, or nobody knows, there is no data."""
    value = None if nothing or facts.scope.known_of(of, period) is None else float(len(found))
    return Figure(value, "count", (Count("cases", len(found)),), period, cases=_ids(found))


def _share(
    of: Sequence[ServiceIncident], holds: Callable[[ServiceIncident], bool], period: Period, unknown: int
) -> Figure:
    number = sum(1 for each in of if holds(each))
    counts = (Count("incidents counted", len(of)), Count("of which so", number))
    value = 100 * number / len(of) if of else None
    return Figure(value, "%", counts, period, known=len(of), unknown=unknown, cases=_ids(of))


def _ids(records: Iterable[Record]) -> tuple[UUID, ...]:
    return in_order(each.id for each in records)


COUNTED: Mapping[Measure, Compute] = {
    Measure.AVAILABILITY: availability,
    Measure.OUTAGE_MINUTES: outage_minutes,
    Measure.OUTAGES: outages,
    Measure.RESPONSE: response,
    Measure.RESTORATION: restoration,
    Measure.MEAN_RESTORATION: mean_restoration,
    Measure.MEDIAN_RESTORATION: median_restoration,
    Measure.INCIDENTS: incidents,
    Measure.MAJOR: major,
    Measure.REOPENED: reopened,
    Measure.FIRST_CALL: first_call,
    Measure.DEPLOYED: deployed,
    Measure.CHANGE_SUCCESS: change_success,
    Measure.ROLLED_BACK: rolled_back,
    Measure.ROLLED_BACK_SHARE: rolled_back_share,
    Measure.EMERGENCY: emergency,
    Measure.SATISFACTION: satisfaction,
    Measure.ANSWERS: answers,
    Measure.COMPLAINTS: complaints,
    Measure.ANSWERED: answered,
    Measure.TRAININGS: trainings,
    Measure.ACTIONS: actions,
    Measure.REVIEWS: reviews,
    Measure.BACKUPS: backups,
}
"""Every measure that the program counts."""

__all__ = [
    "COUNTED",
    "FIRST_CALL",
    "Facts",
    "Result",
    "evaluate",
    "not_at_first_call",
    "until_fixed",
]  # fmt: skip
