"""The tables and series of a period: outages, incidents, changes, feedback, months."""

from collections.abc import Callable, Mapping, Sequence

from sdesk.models import FeedbackEntry, Record, ServiceChangeRequest, ServiceIncident
from sdesk.models.governance import FeedbackKind, Priority
from sdesk.practice.measures.counting import incidents_by_priority
from sdesk.practice.measures.figures import Figure
from sdesk.practice.measures.periods import Period, monthly_buckets
from sdesk.practice.reporting import measured as measures
from sdesk.practice.reporting.scope import Scope
from sdesk.practice.reporting.stored import Json, figure_json, numbers_json, stored_moment

MONTHS_SHOWN = 6
"""A shorter period is shown with the months before it, so that a reader sees where it comes from."""


# ---------------------------------------------------------------- outages


def outage_tables(scope: Scope, period: Period) -> Json:
    """Every outage of the period, first to last, and of how many incidents nobody knows whether they were one."""
    names = dict(scope.services)
    return {
        "outages": [
            {
                "id": str(each.id),
                "number": each.number,
                "summary": each.summary,
                "service": names.get(each.service, "") if each.service else "",
                "start": stored_moment(each.started_at or each.recorded_at),
                "end": stored_moment(scope.course(each).restored_by(scope.end_of(period))),
                "minutes": measures.outage_minutes(scope, each, period),
                "cause": each.root_cause,
            }
            for each in measures.outages_in(scope, period)
        ],
        "outages_unknown": len(measures.unknown_outages_in(scope, period)),
    }


# ---------------------------------------------------------------- incidents


def incident_tables(scope: Scope, period: Period) -> Json:
    """How many incidents there were, by priority, how long they took, and those with significant impact."""
    significant = [each for each in measures.recorded_in(scope, period) if each.significant]
    were = scope.then(significant)
    before = period.previous()
    return {
        **_incident_counts(scope, period),
        "previous": _incident_counts(scope, before) if scope.known(before) else None,
        "by_priority": _by_priority(scope, period),
        "time": {
            name: figure_json(figure) for name, figure in measures.time_to_resolve(scope, period).items()
        },
        "previous_time": {
            name: figure_json(figure) for name, figure in measures.time_to_resolve(scope, before).items()
        },
        "significant": [_significant(each, were.get(each.id), scope) for each in significant],
    }


def _incident_counts(scope: Scope, period: Period) -> Json:
    return numbers_json(
        {
            "recorded": measures.recorded_in(scope, period),
            "restored": measures.restored_in(scope, period),
            "closed": measures.closed_in(scope, period),
            "open": measures.unrestored_at_end(scope, period),
            "outside": [each for each in scope.outside if _recorded(each, period)],
        }
    )


def _recorded(incident: ServiceIncident, period: Period) -> bool:
    return incident.recorded_at is not None and period.contains(incident.recorded_at)


def _by_priority(scope: Scope, period: Period) -> list[Json]:
    order = [each.value for each in Priority]
    now = incidents_by_priority(
        [each.priority.value if each.priority else None for each in measures.recorded_in(scope, period)],
        order,
    )
    before = scope.known(period.previous())
    rows: list[Json] = []
    for priority in now:
        narrowed = measures.with_priority(scope, Priority(priority) if priority else None)
        rows.append(
            {
                "priority": priority or "not classified",
                "previous": None,
                **numbers_json(
                    {
                        "recorded": measures.recorded_in(narrowed, period),
                        "restored": measures.restored_in(narrowed, period),
                        "open": measures.unrestored_at_end(narrowed, period),
                        **({"previous": measures.recorded_in(narrowed, period.previous())} if before else {}),
                    }
                ),
                "response": figure_json(measures.response_within_target(narrowed, period)),
                "restoration": figure_json(measures.restoration_within_target(narrowed, period)),
                "median": figure_json(measures.time_to_resolve(narrowed, period)["median_service"]),
            }
        )
    return rows


def _state(record: Record, was: Record | None, scope: Scope, *, restored: bool = False) -> str:
    """At the end of the period; of what was entered later, whether it was over then, whatever became of it since."""
    over = scope.ends.over_at(record, scope.until)
    if was is not None and (not over or was.state_called(was.state).ended):
        return was.state
    return "closed" if over else "restored" if restored else "recorded"


def _significant(incident: ServiceIncident, was: ServiceIncident | None, scope: Scope) -> Json:
    """Its times and cause as they are known now, cut off at the end; its state as it was then."""
    restored = scope.course(incident).restored_by(scope.until)
    return {
        "number": incident.number,
        "summary": incident.summary,
        "priority": incident.priority.value if incident.priority else "",
        "state": _state(incident, was, scope, restored=restored is not None),
        "started": stored_moment(incident.started_at),
        "restored": stored_moment(restored),
        "root_cause": incident.root_cause,
        "solution": incident.solution if restored else "",
    }


# ---------------------------------------------------------------- changes, feedback


def change_tables(scope: Scope, period: Period) -> Json:
    """Changes by how they came out; what is under way at the end of the period is counted beside."""
    before = period.previous()
    return {
        **_change_counts(scope, period),
        "previous": _change_counts(scope, before) if scope.known_of(ServiceChangeRequest, before) else None,
        "success": figure_json(measures.change_success(scope, period)),
    }


def _change_counts(scope: Scope, period: Period) -> Json:
    over = measures.changes_ended_in(scope, period)
    return numbers_json(
        {
            "asked_for": measures.changes_asked_for_in(scope, period),
            **{
                word: [each for each in over if measures.outcome_word(each) == word]
                for word in ("deployed", "rolled back", "rejected", "withdrawn")
            },
            "open": measures.changes_open_at_end(scope, period),
        }
    )


def feedback_tables(scope: Scope, period: Period) -> Json:
    """What customers said: by kind, complaints closed and open, and the survey."""
    before = period.previous()
    complaints = measures.feedback_in(scope, period, FeedbackKind.COMPLAINT)
    were = scope.then(complaints)
    return {
        **_feedback_counts(scope, period),
        "previous": _feedback_counts(scope, before) if scope.known_of(FeedbackEntry, before) else None,
        "complaint_list": [_complaint(each, were.get(each.id), scope) for each in complaints],
    }


def _complaint(complaint: FeedbackEntry, was: FeedbackEntry | None, scope: Scope) -> Json:
    state = _state(complaint, was, scope)
    told = was or (complaint if state == "closed" else None)
    return {
        "number": complaint.number,
        "description": complaint.description,
        "state": state,
        "outcome": told.outcome if told else "",
    }


def _feedback_counts(scope: Scope, period: Period) -> Json:
    return {
        "kinds": numbers_json(
            {kind.value: measures.feedback_in(scope, period, kind) for kind in FeedbackKind}
        ),
        **numbers_json(
            {
                "complaints_closed": measures.complaints_closed_in(scope, period),
                "complaints_open": measures.complaints_open_at_end(scope, period),
            }
        ),
        "complaints": figure_json(measures.complaints_of(scope, period)),
        "satisfaction": figure_json(measures.mean_satisfaction(scope, period)),
    }


# ---------------------------------------------------------------- months


def months_shown(period: Period) -> tuple[Period, ...]:
    """The months of the period; of a shorter one than six months, with the months before it."""
    months = list(monthly_buckets(period))
    while len(months) < MONTHS_SHOWN:
        months.insert(0, _month_before(months[0]))
    return tuple(months)


def _month_before(month: Period) -> Period:
    year, number = (
        (month.first.year, month.first.month - 1) if month.first.month > 1 else (month.first.year - 1, 12)
    )
    return Period.month(year, number, month.time_zone)


def month_series(scope: Scope, period: Period) -> Json:
    """What charts show, month by month; None where there is no data."""
    months = months_shown(period)

    def values(compute: Callable[[Scope, Period], Figure], about: Scope = scope) -> list[float | None]:
        return [compute(about, month).value if about.known(month) else None for month in months]

    return {
        "labels": [month.first.isoformat() for month in months],
        "incidents": _incidents_by_month(scope, months),
        "response": values(measures.response_within_target),
        "restoration": values(measures.restoration_within_target),
        "satisfaction": values(measures.mean_satisfaction),
        "availability": {
            name: values(measures.availability_of, scope.about(service)) for service, name in scope.services
        },
        "changes": _changes_by_month(scope, months),
        "complaints": [
            len(measures.feedback_in(scope, month, FeedbackKind.COMPLAINT))
            if scope.known_of(FeedbackEntry, month)
            else None
            for month in months
        ],
    }


def _incidents_by_month(scope: Scope, months: Sequence[Period]) -> Mapping[str, list[int | None]]:
    series: dict[str, list[int | None]] = {each.value: [] for each in Priority}
    for month in months:
        recorded = [each.priority for each in measures.recorded_in(scope, month)]
        for priority in Priority:
            series[priority.value].append(recorded.count(priority) if scope.known(month) else None)
    return series


def _changes_by_month(scope: Scope, months: Sequence[Period]) -> Mapping[str, list[int | None]]:
    series: dict[str, list[int | None]] = {"deployed": [], "rolled back": []}
    for month in months:
        words = [measures.outcome_word(change) for change in measures.changes_ended_in(scope, month)]
        for word, values in series.items():
            values.append(words.count(word) if scope.known_of(ServiceChangeRequest, month) else None)
    return series
