"""Figures as plain values that can be stored with a report and read back: the tables and series of a period.

What is stored are values and ids, never sentences: paper words them, in the language of whoever reads it. (Reports of
before keep words beside them; paper leaves those alone or takes them for ids.)
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sdesk.models import Agreement, Record, ServiceIncident, SupplierAgreement
from sdesk.models.governance import FeedbackKind, Priority
from sdesk.models.relationship import Measure, ServiceTarget
from sdesk.practice.incident.clocks import times_of
from sdesk.practice.measures.figures import Figure, in_order, incidents_by_priority, monthly_buckets
from sdesk.practice.measures.periods import Period
from sdesk.practice.measures.targets import Asked, TargetRow, asked_of
from sdesk.practice.reporting import measured as measures
from sdesk.practice.reporting.measures import Facts, evaluate
from sdesk.practice.reporting.scope import Scope
from sdesk.practice.reporting.spans import Line, lines_of, spans_in

Json = Any
MONTHS_SHOWN = 6
"""A shorter period is shown with the months before it, so that a reader sees where it comes from."""

_ALWAYS_SHOWN = (
    Measure.AVAILABILITY,
    Measure.RESPONSE,
    Measure.RESTORATION,
    Measure.CHANGE_SUCCESS,
    Measure.SATISFACTION,
)


def figure_json(figure: Figure | None) -> Json:
    """A figure as stored: its value (None: no data), unit, what it was computed from, and the records counted.

    Without a unit it is no figure: somebody says in words how it stands.
    """
    if figure is None:
        return {"value": None, "unit": "", "counts": [], "targets": [], "cases": []}
    return {
        "value": figure.value,
        "unit": figure.unit,
        "counts": [[count.of, count.number] for count in figure.counts],
        "targets": list(figure.targets),
        "days": [figure.period.first.isoformat(), figure.period.last.isoformat()] if figure.period else [],
        "until": figure.until.isoformat() if figure.until else "",
        "known": figure.known,
        "undecided": figure.undecided,
        "unknown": figure.unknown,
        "cases": [str(each) for each in figure.cases],
    }


def numbers_json(found: Mapping[str, Sequence[Record]]) -> Json:
    """How many records there are of each name, and under "cases" which."""
    cases = {name: [str(each) for each in in_order(one.id for one in those)] for name, those in found.items()}
    return {**{name: len(those) for name, those in found.items()}, "cases": cases}


def period_json(period: Period) -> Json:
    return {"first": period.first.isoformat(), "last": period.last.isoformat(), "time_zone": period.time_zone}


# ---------------------------------------------------------------- targets


def target_rows(agreement: Agreement, scope: Scope, period: Period) -> list[Json]:
    """One row for each target of the agreement and service it holds for, then what has no target agreed.

    A target without a service is one of all services together, except availability: that holds for each. Every
    service in scope has a row of its availability, with or without target. Where the versions that govern the period
    ask different things, each has a row of its own, with its days.
    """
    spans = spans_in(scope.spans, period)
    if not spans:
        lines = [Line(target, service) for target, service in _asked(agreement, scope)]
    else:
        lines = lines_of(spans, period, lambda span: _asked(span.agreement, scope.of_services(span)))
    return [_line_row(line, scope, period) for line in lines]


def _asked(agreement: Agreement, scope: Scope) -> list[tuple[ServiceTarget, UUID | None]]:
    """All rows of availability stand together."""
    targets = [each for each in agreement.service_targets if each.measure is not None]
    found = [(target, service) for target in targets for service in _held_to(target, scope)]
    agreed = {target.measure for target in targets}
    for measure in _ALWAYS_SHOWN:
        if measure not in agreed and not (measure is Measure.SATISFACTION and _with_supplier(agreement)):
            wanted = _not_agreed(measure)
            found.extend((wanted, service) for service in _held_to(wanted, scope))
    availability = (place for place, (row, _to) in enumerate(found, 1) if row.measure is Measure.AVAILABILITY)
    beside = max(availability, default=0)
    found[beside:beside] = _other_availability(agreement, scope)
    return found


def _line_row(line: Line, scope: Scope, period: Period) -> Json:
    row = _target_row(line.target, line.service, scope, line.days or period, period.previous())
    days = {"days": [line.days.first.isoformat(), line.days.last.isoformat()]} if line.days else {}
    return {**row, **days}


def _other_availability(agreement: Agreement, scope: Scope) -> Iterator[tuple[ServiceTarget, UUID | None]]:
    """Of the services that no target of availability is about, where there is one."""
    targets = [each for each in agreement.service_targets if each.measure is Measure.AVAILABILITY]
    held = {service for target in targets for service in _held_to(target, scope)}
    for service, _name in scope.services if targets else ():
        if service not in held:
            yield _not_agreed(Measure.AVAILABILITY), service


def _not_agreed(measure: Measure) -> ServiceTarget:
    """What is shown although nobody agreed on it: of no row, so that the same figures are the same."""
    return ServiceTarget(id=UUID(int=0), measure=measure)


def _with_supplier(agreement: Agreement) -> bool:
    """Survey scores are about us, not about those who supply us."""
    return isinstance(agreement, SupplierAgreement)


def _held_to(target: ServiceTarget, scope: Scope) -> Sequence[UUID | None]:
    if target.service is not None:
        return [target.service]
    if target.measure is Measure.AVAILABILITY and scope.services:
        return [service for service, _name in scope.services]
    return [None]


def _target_row(
    target: ServiceTarget, service: UUID | None, scope: Scope, period: Period, before_it: Period
) -> Json:
    assert target.measure is not None
    row = asked_row(target, Facts(scope, (scope,)), period, service, before_it)
    return {
        "measure": target.measure.value,
        "detail": target.detail.strip(),
        "service": dict(scope.services).get(service, "") if service else "",
        **row,
    }


def asked_row(
    target: TargetRow,
    facts: Facts,
    period: Period,
    service: UUID | None = None,
    before_it: Period | None = None,
) -> dict[str, Json]:
    """What any target asks, what was reached in the period and in the one before, window by window, and the word for it.

    `service`: the one that it is held for, where the row names none.
    """
    asked = asked_of(target)
    shared = {"row": str(target.id), "target": target.target, "priority": _word_of(target.priority)}
    if asked is None:
        in_words = {"unit": target.unit, "value": figure_json(None), "previous": figure_json(None)}
        return {**shared, **in_words, "met": None, "word": "in words", "previous_met": None}
    asked = replace(asked, service=asked.service or service)
    now, before = (evaluate(asked, facts, each) for each in (period, before_it or period.previous()))
    return {
        **shared,
        "sense": asked.sense.value,
        "unit": asked.measure.unit,
        "window": asked.window.value,
        "value": figure_json(now.figure),
        "met": _MET.get(now.word),
        "word": now.word,
        "windows": [{"value": figure_json(figure), "word": word} for figure, word in now.windows],
        "previous": figure_json(before.figure),
        "previous_met": _MET.get(before.word),
        **({"missed": _missed(asked, facts, period)} if now.word == "not met" else {}),
    }


def _missed(asked: Asked, facts: Facts, period: Period) -> list[Json]:
    """The incidents because of which a share of those in time was missed, with the minutes that they took."""
    over = measures.over_target(facts.about(asked).scope, period, asked.measure)
    return [
        {
            "id": str(incident.id),
            "number": incident.number,
            "summary": incident.summary,
            "target": case.target,
            "minutes": case.minutes,
            "cause": incident.root_cause,
        }
        for incident, case in over
    ]


_MET = {"met": True, "not met": False}


def _word_of(priority: Priority | None) -> str:
    return priority.value if priority else ""


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
                "start": _stored(each.started_at or each.recorded_at),
                "end": _stored(times_of(each, scope.end_of(period)).restored_at),
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
        "significant": [_significant(each, were.get(each.id, each), scope) for each in significant],
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


def _significant(incident: ServiceIncident, was: ServiceIncident, scope: Scope) -> Json:
    """Its times and cause as they are known now, cut off at the end; its state as it was then."""
    restored = times_of(incident, scope.until).restored_at
    return {
        "number": incident.number,
        "summary": incident.summary,
        "priority": incident.priority.value if incident.priority else "",
        "state": was.state,
        "started": _stored(incident.started_at),
        "restored": _stored(restored),
        "root_cause": incident.root_cause,
        "solution": incident.solution if restored else "",
    }


def _stored(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


# ---------------------------------------------------------------- changes, feedback


def change_tables(scope: Scope, period: Period) -> Json:
    """Changes by how they came out; what is under way at the end of the period is counted beside."""
    before = period.previous()
    return {
        **_change_counts(scope, period),
        "previous": _change_counts(scope, before) if scope.known(before) else None,
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
        "previous": _feedback_counts(scope, before) if scope.known(before) else None,
        "complaint_list": [
            {
                "number": each.number,
                "description": each.description,
                "state": then.state,
                "outcome": then.outcome,
            }
            for each in complaints
            for then in [were.get(each.id, each)]
        ],
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
            len(measures.feedback_in(scope, month, FeedbackKind.COMPLAINT)) if scope.known(month) else None
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
            values.append(words.count(word) if scope.known(month) else None)
    return series
