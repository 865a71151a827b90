"""One row for each thing that is asked: goals, objectives, quality measures, targets of agreements; and what was reached."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sdesk.models import Agreement
from sdesk.models.governance import Priority
from sdesk.models.relationship import Measure, ServiceTarget
from sdesk.practice.measures.periods import Period
from sdesk.practice.measures.targets import TargetRow, asked_of
from sdesk.practice.reporting.measures import Facts, evaluate
from sdesk.practice.reporting.missed import missed_cases
from sdesk.practice.reporting.scope import Scope
from sdesk.practice.reporting.spans import Line, Span, governed_all, lines_of, spans_in
from sdesk.practice.reporting.stored import Json, figure_json
from sdesk.practice.reporting.supplier.measures import facts_of

_ALWAYS_SHOWN = (
    Measure.AVAILABILITY,
    Measure.RESPONSE,
    Measure.RESTORATION,
    Measure.CHANGE_SUCCESS,
    Measure.SATISFACTION,
)
_ALWAYS_OF_SUPPLIERS = (Measure.AVAILABILITY, Measure.MEAN_RESTORATION, Measure.CHANGE_SUCCESS)


def target_rows(agreement: Agreement, scope: Scope, period: Period) -> list[Json]:
    """One row for each target of the agreement and service it holds for, then what has no target agreed.

    A target without a service is one of all services together, except availability: that holds for each. Every
    service in scope has a row of its availability, with or without target. Where the versions that govern the period
    ask different things, each has a row of its own, with its days.
    """

    def asks(span: Span) -> list[tuple[ServiceTarget, UUID | None]]:
        return _asked(span.agreement, scope.of_services(span))

    spans, before = spans_in(scope.spans, period), period.previous()
    if not spans:
        lines = [Line(target, service) for target, service in _asked(agreement, scope)]
    else:
        lines = lines_of(spans, period, asks)
    earlier = spans_in(scope.spans, before)
    return [_line_row(line, scope, period, governed_all(line, earlier, before, asks)) for line in lines]


def _asked(agreement: Agreement, scope: Scope) -> list[tuple[ServiceTarget, UUID | None]]:
    """All rows of availability stand together."""
    targets = [each for each in agreement.service_targets if each.measure is not None]
    found = [(target, service) for target in targets for service in _held_to(target, scope)]
    agreed = {target.measure for target in targets}
    for measure in _ALWAYS_OF_SUPPLIERS if scope.of_supplier else _ALWAYS_SHOWN:
        if measure not in agreed:
            wanted = _not_agreed(measure)
            found.extend((wanted, service) for service in _held_to(wanted, scope))
    availability = (place for place, (row, _to) in enumerate(found, 1) if row.measure is Measure.AVAILABILITY)
    beside = max(availability, default=0)
    found[beside:beside] = _other_availability(agreement, scope)
    return found


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


def _held_to(target: ServiceTarget, scope: Scope) -> Sequence[UUID | None]:
    if target.service is not None:
        return [target.service]
    if target.measure is Measure.AVAILABILITY and scope.services and asked_of(target):  # judged, it is of all
        return [service for service, _name in scope.services]
    return [None]


def _line_row(line: Line[ServiceTarget], scope: Scope, period: Period, governed_before: bool) -> Json:
    target, service = line.target, line.service
    assert target.measure is not None
    facts = facts_of(scope) if scope.of_supplier else Facts(scope, (scope,))
    return {
        "measure": target.measure.value,
        **({"within": target.within} if target.within is not None else {}),
        "detail": target.detail.strip(),
        "service": {**scope.named, **dict(scope.services)}.get(service, "") if service else "",
        **asked_row(line, facts, period, governed_before),
    }


def asked_row(line: Line[Any], facts: Facts, period: Period, governed_before: bool) -> dict[str, Json]:
    """What any line asks, what was reached in its days and in the period before, window by window, and the word for it.

    Whether the period before held it is said only where it was asked then.
    """
    target: TargetRow = line.target
    asked = asked_of(target)
    shared = {
        "row": str(line.key or target.id),
        "target": target.target,
        "priority": _word_of(target.priority),
        **_days(line),
    }
    if asked is None:
        in_words = {"unit": target.unit, "value": figure_json(None), "previous": figure_json(None)}
        return {**shared, **in_words, "met": None, "word": "in words", "previous_met": None}
    asked, days = replace(asked, service=asked.service or line.service), line.days or period
    now, before = (evaluate(asked, facts, each) for each in (days, period.previous()))
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
        "previous_met": _MET.get(before.word) if governed_before else None,
        **({"missed": missed_cases(asked, facts, days)} if now.word == "not met" else {}),
    }


def _days(line: Line[Any]) -> dict[str, Json]:
    return {"days": [line.days.first.isoformat(), line.days.last.isoformat()]} if line.days else {}


_MET = {"met": True, "not met": False}


def _word_of(priority: Priority | None) -> str:
    return priority.value if priority else ""
