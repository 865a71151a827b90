"""What of everything falls under one agreement, by the version of each day."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from sdesk.local_time import day_of
from sdesk.models import (
    Agreement,
    Contact,
    CustomerAgreement,
    FeedbackEntry,
    ServiceChangeRequest,
    ServiceIncident,
    Supplier,
    SupplierAgreement,
    SurveyScore,
)
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.measures.clocks import find_zone, utc
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.past import names_at
from sdesk.practice.reporting.scope import Scope, told_once
from sdesk.practice.reporting.spans import Span, governing, spans_in, spans_until
from sdesk.practice.reporting.supplier.escalated import escalated_to
from sdesk.practice.reporting.supplier.theirs import (
    actions_about,
    is_caused_by,
    items_of,
    may_be_caused_by,
)
from sdesk.storage.past import records_at


def scope_of(workspace: Workspace, agreement: Agreement, everything: Scope, period: Period) -> Scope:
    """What of everything falls under one agreement, by the version of each day up to the end of the period."""
    spans = spans_until(workspace, agreement, period)
    governing_it = spans_in(spans, period) or spans[-1:]
    targets = [target.service for span in governing_it for target in span.agreement.service_targets]
    zone = find_zone(period.time_zone)
    narrowed = replace(
        everything,
        first=max(everything.first, spans[0].first),
        last=min(everything.last, spans[-1].last),
        spans=spans,
        time_zone=period.time_zone,
        services=_services_in(workspace, governing_it, everything.until),
        named=names_at(workspace, targets, everything.until),
        actions=(),
        competences=(),
        reviews=(),
        copies=(),
    )
    if isinstance(agreement, CustomerAgreement):
        return _of_customer(agreement, narrowed, lambda moment: day_of(moment, zone))
    assert isinstance(agreement, SupplierAgreement)
    by_day = replace(
        narrowed,
        actions=everything.actions,
        hours=told_once(lambda each: _at(spans, day_of(each.recorded_at or everything.now, zone)).hours),
    )
    return _of_supplier(workspace, agreement, by_day)


def _at(spans: Sequence[Span], day: date) -> Span:
    return governing(spans, day, day)[-1]


def _of_customer(agreement: CustomerAgreement, all_of: Scope, day: Callable[[datetime], date]) -> Scope:
    """The customer's own records about services in scope while they lasted, or about no service in particular."""

    def covered(service: UUID | None, since: date, until: date) -> bool:
        return any(each.covers(service) for each in governing(all_of.spans, since, until))

    def lasting(record: ServiceIncident) -> bool:
        moments = [utc(each) for each in (record.started_at, record.recorded_at) if each]
        since = day(min(moments, default=all_of.now))
        restored = all_of.course(record).restored_by(all_of.until)
        until = day(restored) if restored else date.max
        return covered(record.service, since, max(since, until))

    def theirs(record: FeedbackEntry | SurveyScore, since: date) -> bool:
        return record.customer == agreement.customer and covered(record.service, since, since)

    def concerns_them(change: ServiceChangeRequest) -> bool:
        moments = (change.created_at, change.deployed_at, change.rolled_back_at)
        since = day(min((utc(each) for each in moments if each), default=all_of.now))
        ended = all_of.ends.ended_at(change)
        until = day(ended) if ended else date.max
        governed = governing(all_of.spans, since, max(since, until))
        if change.customer is None:
            return change.service is not None and any(
                change.service in each.agreement.services for each in governed
            )
        return change.customer == agreement.customer and any(each.covers(change.service) for each in governed)

    own = [each for each in all_of.incidents if each.customer == agreement.customer]
    covered_ones = {id(each) for each in own if lasting(each)}
    return replace(
        all_of,
        incidents=tuple(each for each in own if id(each) in covered_ones),
        changes=tuple(each for each in all_of.changes if concerns_them(each)),
        feedback=tuple(each for each in all_of.feedback if theirs(each, day(each.received_at or all_of.now))),
        scores=tuple(each for each in all_of.scores if theirs(each, each.asked_on or all_of.last)),
        outside=tuple(each for each in own if id(each) not in covered_ones),
    )


def _of_supplier(workspace: Workspace, agreement: SupplierAgreement, all_of: Scope) -> Scope:
    """What is the supplier's, whatever service it is about: the rules stand in `reporting/supplier/theirs.py`."""
    now = workspace.get(Supplier, agreement.supplier) if agreement.supplier else None
    if now is None:
        return replace(all_of, incidents=(), changes=(), feedback=(), feedback_on_suppliers=(), scores=())
    supplier = next(iter(records_at(workspace, [now], all_of.until)), now)
    zone, items = find_zone(all_of.time_zone), items_of(workspace, supplier.id, all_of.until)
    theirs = tuple(each for each in all_of.feedback_on_suppliers if each.supplier == supplier.id)
    return replace(
        all_of,
        incidents=tuple(each for each in all_of.incidents if is_caused_by(each, supplier.id, items)),
        outside=tuple(each for each in all_of.incidents if may_be_caused_by(each, items)),
        escalated=escalated_to(
            supplier,
            all_of.incidents,
            lambda asked: _at(all_of.spans, day_of(asked, zone)).hours,
            all_of.until,
            lambda incident, opened: _resolver_before(workspace, incident, opened),
            now,
        ),
        changes=tuple(each for each in all_of.changes if each.supplier == supplier.id),
        feedback=theirs,
        feedback_on_suppliers=theirs,
        actions=actions_about(workspace, all_of.actions, supplier),
        scores=(),
    )


def _resolver_before(workspace: Workspace, incident: ServiceIncident, moment: datetime) -> Contact | None:
    [was] = records_at(workspace, [incident], moment - datetime.resolution) or [incident]
    return was.resolver


def _services_in(workspace: Workspace, spans: Sequence[Span], at: datetime) -> tuple[tuple[UUID, str], ...]:
    """Of all the versions, those of the last one first."""
    wanted = tuple(dict.fromkeys(key for span in reversed(spans) for key in span.agreement.services))
    names = names_at(workspace, wanted, at)
    return tuple((each, names[each]) for each in wanted if each in names)


__all__ = ["scope_of"]
