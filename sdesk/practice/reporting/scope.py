"""Which records a report is about: those of one agreement, or all of them, as far back as its figures look."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sdesk.local_time import day_of, start_of
from sdesk.models import (
    ActionItem,
    Agreement,
    AssignedRoles,
    CustomerAgreement,
    FeedbackEntry,
    Record,
    ServiceChangeRequest,
    ServiceIncident,
    SupplierAgreement,
    SurveyScore,
)
from sdesk.models.governance import Competence
from sdesk.models.incident import Unknown
from sdesk.practice.incident.clocks import Promises, TargetTimes
from sdesk.practice.incident.course import FOR_GOOD, Course
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import in_effect, organization, services
from sdesk.practice.measures.clocks import ALWAYS, HeldHours, Interval, ServiceHours, find_zone, utc
from sdesk.practice.measures.copies import ToldCopy
from sdesk.practice.measures.periods import Period
from sdesk.practice.reporting.actions.due_days import days_passed
from sdesk.practice.reporting.ended import Ends, asked_since, ends_of
from sdesk.practice.reporting.in_time import AnswerDays, Review, answer_days, reviews_of
from sdesk.practice.reporting.past import names_at
from sdesk.practice.reporting.spans import Span
from sdesk.practice.reporting.supplier.escalated import Escalated
from sdesk.practice.reporting.supplier.theirs import is_about_us
from sdesk.practice.told_copies import told_copies
from sdesk.storage import col
from sdesk.storage.counts import mentions
from sdesk.storage.past import records_at

OVER = ("closed", "rejected", "withdrawn")
"""States of a change that is over."""
_NO_INCIDENT = ("draft", "cancelled")
AnyValue = TypeVar("AnyValue")


@dataclass(frozen=True)
class Scope:
    """The records that figures are computed from, with what the clocks need besides.

    Of time: all is told up to the moment `until`. Outside the days from `first` to `last` nothing was agreed, or nothing
    was recorded yet: there is no data then. From `outages_since` on anybody noted whether a service was out (where records
    are imported, later than `first`), from `others_since` on what is no incident.

    Of what was agreed: `spans` are the versions of the agreement, day by day; `services` the ids and names of the services
    in scope, `named` what those are called that a target names. `hours` and `target` answer for one incident; `within` are
    the minutes that a target holds all to. `answer_days` says how long a complaint may wait.

    Of records: `outside` are incidents of the customer about services that the agreement does not cover, or of which nobody
    says whether the supplier caused them. `feedback` is about us, `feedback_on_suppliers` about them. `ends` says when a
    case came to its end, `asked` when a change was asked for, `passed` which due days of actions were put off once they had
    passed. `then` gives records as they were at `until`, without those that were entered later, `names` what people and
    parties were called.

    `actions`, `competences`, `reviews` and `copies` are the provider's own; an agreement has none. Of one with a supplier
    everything is theirs: the incidents they caused, those `escalated` to them, changes, feedback and actions
    (`reporting/supplier/theirs.py`).
    """

    now: datetime
    until: datetime
    first: date
    last: date
    hours: Callable[[ServiceIncident], ServiceHours]
    target: Callable[[ServiceIncident], TargetTimes]
    spans: tuple[Span, ...] = ()
    services: tuple[tuple[UUID, str], ...] = ()
    named: Mapping[UUID, str] = field(default_factory=dict)
    incidents: tuple[ServiceIncident, ...] = ()
    changes: tuple[ServiceChangeRequest, ...] = ()
    feedback: tuple[FeedbackEntry, ...] = ()
    feedback_on_suppliers: tuple[FeedbackEntry, ...] = ()
    escalated: tuple[Escalated, ...] = ()
    scores: tuple[SurveyScore, ...] = ()
    time_zone: str = "UTC"
    outside: tuple[ServiceIncident, ...] = ()
    ends: Ends = field(default_factory=lambda: Ends({}))
    asked: Mapping[UUID, datetime] = field(default_factory=dict)
    then: Callable[[Sequence[Any]], Mapping[UUID, Any]] = lambda records: {}
    names: Callable[[Sequence[UUID]], Mapping[UUID, str]] = lambda keys: {}
    actions: tuple[ActionItem, ...] = ()
    passed: Mapping[UUID, date] = field(default_factory=dict)
    competences: tuple[Competence, ...] = ()
    outages_since: date = date.min
    others_since: Mapping[type[Record], date] = field(default_factory=dict)
    answer_days: AnswerDays = lambda received: None
    reviews: tuple[Review, ...] = ()
    copies: tuple[ToldCopy, ...] = ()
    within: int | None = None
    seen: dict[int, Course] = field(default_factory=dict, compare=False, repr=False)
    """By the place of an incident in memory. A scope ends with its report, nothing in it changes, and those that are made of
    it look at the same incidents."""

    told: dict[Hashable, tuple[Any, Any, Any]] = field(default_factory=dict, compare=False, repr=False)
    """What was counted already, which many measures ask again: by the same incidents, and what counts for them."""

    def once(self, what: Hashable, tell: Callable[[], AnyValue]) -> AnyValue:
        """What is told of these incidents by their hours, targets and versions, counted once; their place in memory stands
        for them, which are held on to."""
        key = (id(self.incidents), id(self.spans), self.hours, self.target, what)
        if key not in self.told:
            self.told[key] = self.incidents, self.spans, tell()
        value: AnyValue = self.told[key][2]
        return value

    def course(self, incident: ServiceIncident) -> Course:
        """How the incident went, put together once."""
        known = self.seen.get(id(incident))
        if known is None:
            known = self.seen[id(incident)] = Course(incident)
        return known

    @property
    def courses(self) -> Sequence[Course]:
        return self.once("courses", lambda: [self.course(each) for each in self.incidents])

    def courses_of(self, service: UUID) -> Sequence[Course]:
        """Those about one service."""
        return self._by("service").get(service, ())

    def with_priority(self, priority: object) -> tuple[ServiceIncident, ...]:
        """Those of one priority; None for those that are not classified."""
        return self._incidents_by("priority").get(priority, ())

    def _by(self, name: str) -> Mapping[Any, Sequence[Course]]:
        """By what stands in a field of the incident."""

        def found() -> Mapping[Any, Sequence[Course]]:
            courses: dict[Any, list[Course]] = {}
            for each in self.courses:
                courses.setdefault(getattr(each.incident, name), []).append(each)
            return courses

        return self.once(("by", name), found)

    def _incidents_by(self, name: str) -> Mapping[Any, tuple[ServiceIncident, ...]]:
        def found() -> Mapping[Any, tuple[ServiceIncident, ...]]:
            return {value: tuple(each.incident for each in of) for value, of in self._by(name).items()}

        return self.once(("incidents by", name), found)

    @property
    def of_supplier(self) -> bool:
        """Whether it is what falls under an agreement with a supplier."""
        return any(isinstance(each.agreement, SupplierAgreement) for each in self.spans)

    def due_day(self, item: ActionItem) -> date | None:
        """The first day that passed while it was due, though it was put off afterwards."""
        return self.passed.get(item.id, item.due)

    def about(self, service: UUID | None) -> "Scope":
        """Only what is about one service; all of it for None. Of one that an agreement does not cover nothing is known."""
        if service is None:
            return self
        services = tuple(each for each in self.services if each[0] == service)
        return replace(
            self,
            services=services,
            last=self.last if services or not self.spans else date.min,
            incidents=self._incidents_by("service").get(service, ()),
            changes=tuple(each for each in self.changes if each.service == service),
            feedback=tuple(each for each in self.feedback if each.service == service),
            escalated=tuple(each for each in self.escalated if each.service == service),
            scores=tuple(each for each in self.scores if each.service == service),
        )

    def of_services(self, span: Span) -> "Scope":
        """Only the services that one version covers."""
        return replace(self, services=tuple(each for each in self.services if span.covers(each[0])))

    def hours_of(self, service: UUID) -> ServiceHours | HeldHours:
        """When the service was to be there: the hours of the agreement, in the versions that cover it."""
        if not self.spans:
            return ALWAYS
        spans = [each for each in self.spans if each.covers(service)]
        return HeldHours(tuple((self._interval(each), each.hours) for each in spans))

    def _interval(self, span: Span) -> Interval:
        zone = find_zone(self.time_zone)
        after = span.last + timedelta(days=1) if span.last < date.max else None
        return Interval(start_of(span.first, zone), start_of(after, zone) if after else FOR_GOOD)

    def known(self, period: Period) -> Period | None:
        """The part of the period about which something can be known; None where there is none."""
        first, last = max(period.first, self.first), min(period.last, self.last)
        if first > last or period.start_utc >= utc(self.now):
            return None
        return Period(first, last, period.time_zone)

    def known_of(self, model: type[Record], period: Period) -> Period | None:
        """As `known`; where nobody noted any of these yet, as in the time of imported incidents, nothing is known of them."""
        known = self.known(period)
        return known if known and known.last >= self.others_since.get(model, date.min) else None

    def end_of(self, period: Period) -> datetime:
        """Up to when the period is counted: its end, or now."""
        return min(period.end_utc, utc(self.now))


def whole_scope(
    workspace: Workspace, since: Period, until: Period, agreement: Agreement | None = None
) -> Scope:
    """Everything that was recorded, as far back as the period `since`; hours are those of each agreement.

    For one agreement only what can concern it: a year of everybody's incidents takes seconds to read, and none has
    competences, reviews or copies.
    """
    customer = agreement.customer if isinstance(agreement, CustomerAgreement) else None
    ours = agreement is None
    from_moment, to_moment = since.start_utc, until.end_utc
    promises = Promises(workspace)
    now = workspace.clock()
    at = min(until.last_moment, now)
    days, longest = answer_days(workspace, at)
    said = _feedback(workspace, from_moment - longest, to_moment, customer)
    actions = tuple(records_at(workspace, workspace.find(ActionItem), at))
    return Scope(
        now=now,
        until=at,
        first=_begin(workspace, until.time_zone, now, col(ServiceIncident.started_at)),
        last=date.max,
        hours=told_once(promises.hours),
        target=told_once(promises.target),
        services=tuple((each.id, each.name) for each in services(workspace, at)),
        incidents=_incidents(workspace, from_moment, to_moment, customer),
        changes=_changes(workspace, from_moment, to_moment),
        feedback=tuple(each for each in said if is_about_us(each)),
        feedback_on_suppliers=tuple(each for each in said if not is_about_us(each)),
        scores=_scores(workspace, since.first, until.last),
        ends=ends_of(workspace, from_moment),
        asked=asked_since(workspace, from_moment),
        then=lambda records: {each.id: each for each in records_at(workspace, records, at)},
        names=lambda keys: names_at(workspace, keys, at),
        actions=actions,
        passed=days_passed(workspace, actions, until.time_zone, at),
        competences=_competences(workspace, at) if ours else (),
        outages_since=_outages_begin(workspace, until.time_zone, now),
        others_since={
            model: _begin(workspace, until.time_zone, now, moment) for model, moment in _NOTED_BY.items()
        },
        answer_days=days,
        reviews=reviews_of(workspace, find_zone(until.time_zone)) if ours else (),
        copies=told_copies(workspace) if ours else (),
    )


def told_once(tell: Callable[[ServiceIncident], AnyValue]) -> Callable[[ServiceIncident], AnyValue]:
    """What is told of each incident, asked once while a scope is there: by its place in memory, as it is held on to."""
    found: dict[int, tuple[ServiceIncident, AnyValue]] = {}

    def told(incident: ServiceIncident) -> AnyValue:
        known = found.get(id(incident))
        if known is None:
            known = found[id(incident)] = incident, tell(incident)
        return known[1]

    return told


def _outages_begin(workspace: Workspace, time_zone: str, now: datetime) -> date:
    """As for all records, but for incidents of which nobody knows whether the service was out."""
    marked = mentions(col(ServiceIncident.not_known), Unknown.OUTAGE.value)
    return _begin(
        workspace, time_zone, now, col(ServiceIncident.started_at), col(ServiceIncident.outage) | ~marked
    )


_NOTED_BY: Mapping[type[Record], Any] = {
    ServiceChangeRequest: col(ServiceChangeRequest.deployed_at),
    FeedbackEntry: col(FeedbackEntry.received_at),
    SurveyScore: col(SurveyScore.asked_on),
}


def _begin(workspace: Workspace, time_zone: str, now: datetime, begun: Any, *where: Any) -> date:
    """The day on which the workspace was made, or of the first record of this kind, if that is earlier."""
    ours, model = organization(workspace), begun.class_
    counts = (begun.is_not(None), col(model.state).not_in(_NO_INCIDENT))
    earliest = workspace.first(model, *counts, *where, order_by=[begun])
    moments = (
        ours.created_at if ours else None,
        getattr(earliest, begun.key, None),
        now,
    )
    zone = find_zone(time_zone)
    return min(day_of(utc(each), zone) if isinstance(each, datetime) else each for each in moments if each)


def _incidents(
    workspace: Workspace, since: datetime, until: datetime, customer: UUID | None
) -> tuple[ServiceIncident, ...]:
    """Begun before the end, though it was entered later, and not restored and closed before the beginning.

    Drafts and cancelled ones are no incidents.
    """
    model = ServiceIncident
    found = workspace.find(
        model,
        *_of(model, customer),
        col(model.state).not_in(_NO_INCIDENT),
        col(model.started_at) < until,
        col(model.restored_at).is_(None)
        | (col(model.restored_at) >= since)
        | (col(model.started_at) >= since)
        | (col(model.changed_at) >= since),  # restored before, and closed or opened again since
        order_by=[col(model.started_at)],
    )
    return tuple(each for each in found if each.recorded_at)


def _of(model: type[ServiceIncident] | type[FeedbackEntry], customer: UUID | None) -> tuple[Any, ...]:
    return (col(model.customer) == customer,) if customer else ()


def _changes(workspace: Workspace, since: datetime, until: datetime) -> tuple[ServiceChangeRequest, ...]:
    """Asked for or carried out before the end, and not over before the beginning."""
    model = ServiceChangeRequest
    found = workspace.find(
        model,
        col(model.state) != "draft",
        (col(model.created_at) < until)
        | (col(model.deployed_at) < until)
        | (col(model.rolled_back_at) < until),
        col(model.state).not_in(OVER) | (col(model.changed_at) >= since),
        order_by=[col(model.created_at)],
    )
    return tuple(found)


def _feedback(
    workspace: Workspace, since: datetime, until: datetime, customer: UUID | None
) -> tuple[FeedbackEntry, ...]:
    """Received before the end, and not closed before the beginning."""
    model = FeedbackEntry
    found = workspace.find(
        model,
        *_of(model, customer),
        col(model.state).not_in(("draft", "cancelled")),
        col(model.received_at) < until,
        (col(model.state) != "closed") | (col(model.changed_at) >= since) | (col(model.received_at) >= since),
        order_by=[col(model.received_at)],
    )
    return tuple(found)


def _competences(workspace: Workspace, at: datetime) -> tuple[Competence, ...]:
    roles = in_effect(workspace, AssignedRoles, at)
    return tuple(each for each in roles.competences if each.person) if roles else ()


def _scores(workspace: Workspace, first: date, last: date) -> tuple[SurveyScore, ...]:
    model = SurveyScore
    found = workspace.find(
        model,
        col(model.state) == "recorded",
        col(model.asked_on) >= first,
        col(model.asked_on) <= last,
        order_by=[col(model.asked_on)],
    )
    return tuple(found)
