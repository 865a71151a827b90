"""Catalogue and reports on agreements: P11 and P13 of the profile. The agreements themselves are in `agreements`."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sdesk.models import (
    Agreement,
    Customer,
    CustomerAgreement,
    PerformanceReport,
    Record,
    ServiceCatalogue,
    ServiceChangeRequest,
    ServiceIncident,
    SupplierAgreement,
)
from sdesk.models.governance import Handover
from sdesk.models.relationship import CatalogueGiven, Service
from sdesk.practice.calendar.days import day_of
from sdesk.practice.lifecycle.thin import says
from sdesk.practice.lifecycle.versions import Versions, versions
from sdesk.practice.readiness.evidence.in_force import GRACE
from sdesk.practice.readiness.evidence.period import is_of_now, months_after
from sdesk.practice.readiness.rules.advice import advised
from sdesk.practice.readiness.rules.agreements import running
from sdesk.practice.readiness.rules.asked import Asked, Held, Lack, Layer
from sdesk.practice.readiness.rules.grounds import Grounds, shown_as
from sdesk.practice.readiness.rules.suppliers import of_suppliers
from sdesk.storage import col
from sdesk.translation import NOTHING_SAID, Message
from sdesk.translation import message as _

DUE_AFTER = 6
"""Months."""


def catalogue_covers_all(on: Grounds) -> Iterator[Asked]:
    """P11: each service is described, each that is named anywhere is in it, and each customer was given it."""
    yield on.written(ServiceCatalogue)
    yield from _services_are_described(on)
    known = versions(on.workspace, ServiceCatalogue)
    listed = {row.id for each in on.approved(ServiceCatalogue) for row in each.services}
    yield on.share(
        list(_naming_services(on)),
        lambda each: _names_another(each, listed, known),
        lambda passed, judged: _(
            "{passed} of {judged} agreements, incidents and changes name services of the catalogue.",
            passed=passed,
            judged=judged,
        ),
    )
    yield _was_given(on)
    yield from _hours_agree(on)


def _services_are_described(on: Grounds) -> Iterator[Asked]:
    for catalogue in on.approved(ServiceCatalogue):
        bare = tuple(row.name for row in catalogue.services if not _has_cost_and_target(row))
        said = (
            _("These services have no target, or say nothing of their cost: {services}.", services=bare)
            if bare
            else _("Each service has a target, and says what it costs or that nothing is charged.")
        )
        held = Held.FAILS if bare else Held.HOLDS
        why = said if bare else NOTHING_SAID
        lacks = (Lack(said, ServiceCatalogue),) if bare else ()
        yield Asked(Layer.WRITTEN, held, said, (shown_as(catalogue, why),), lacks)


def _has_cost_and_target(row: Service) -> bool:
    said = sum(char.isalnum() for char in row.costs) >= 2
    return said and any(each.target is not None for each in row.quality_measures)


def _naming_services(on: Grounds) -> Iterator[Record]:
    for model in (CustomerAgreement, SupplierAgreement):
        yield from running(on, model)
    cases: list[ServiceIncident | ServiceChangeRequest] = [
        *on.cases(ServiceIncident),
        *on.cases(ServiceChangeRequest),
    ]
    yield from (each for each in cases if each.service and on.falls_in(each.created_at))


def _names_another(record: Record, listed: set[UUID], known: Versions[ServiceCatalogue]) -> Message:
    """A service that is neither in the catalogue nor was when the case was recorded."""
    match record:
        case Agreement(services=named):
            there = set(named) <= listed
        case ServiceIncident(service=UUID() as key) | ServiceChangeRequest(service=UUID() as key):
            then = known.at(record.created_at) if record.created_at else []
            there = key in listed or any(row.id == key for each in then for row in each.services)
        case _:
            there = True
    return NOTHING_SAID if there else _("It names a service that is not in the catalogue.")


def _was_given(on: Grounds) -> Asked:
    """To every customer under agreement: the version in force or, while that is new, the one before it."""
    catalogues = [each for each in _given_out(on) if each.given_to]
    given = {
        row.customer
        for each in catalogues
        for row in each.given_to
        if row.on and _issued(on, each) <= row.on <= on.today and says(CatalogueGiven, "who", row.who)
    }
    keys = dict.fromkeys(each.customer for each in running(on, CustomerAgreement) if each.customer)
    return on.every(
        [found for key in keys if (found := on.get(Customer, key))],
        lambda each: (
            NOTHING_SAID if each.id in given else _("Nothing says that they were given the catalogue.")
        ),
        lambda passed, judged: _(
            "{passed} of {judged} customers under agreement were given the catalogue.",
            passed=passed,
            judged=judged,
        ),
        missing=ServiceCatalogue,
    )


def _given_out(on: Grounds) -> list[ServiceCatalogue]:
    in_force = on.approved(ServiceCatalogue)
    if not in_force or on.today - _issued(on, in_force[0]) > GRACE:
        return in_force
    before = on.workspace.find(
        ServiceCatalogue,
        col(ServiceCatalogue.state) == "superseded",
        order_by=[col(ServiceCatalogue.version).desc()],
    )
    return [*in_force, *before[:1]]


def _issued(on: Grounds, record: Record) -> date:
    """When it was last signed; never, of what only claims to have been."""
    return max((day_of(on.workspace, each.at) for each in on.signed.of(record)), default=date.max)


def _hours_agree(on: Grounds) -> Iterator[Asked]:
    """The hours that the catalogue names are those by which the clocks of agreements run; those of each where it names none."""
    rows = {row.id: row for each in on.approved(ServiceCatalogue) for row in each.services}
    clocks = {
        (key, agreement.service_hours)
        for agreement in running(on, CustomerAgreement)
        for key in agreement.services
        if agreement.service_hours
    }
    other = sorted(
        {
            rows[key].name
            for key, hours in clocks
            if key in rows and rows[key].service_hours not in (None, hours)
        }
    )
    if other:
        yield advised(
            _(
                "The hours of these services are not those by which clocks run: {services}.",
                services=tuple(other),
            )
        )


def reports_are_given(on: Grounds) -> Iterator[Asked]:
    """P13: each agreement of half a year or more has a report of the last fifteen months."""
    reports = on.approved(PerformanceReport)
    customers: Sequence[Agreement] = running(on, CustomerAgreement)
    young = on.is_younger_than(DUE_AFTER)
    if reports:
        said = _("A report on an agreement is approved.")
        yield Asked(Layer.WRITTEN, Held.HOLDS, said, tuple(map(shown_as, reports)))
    else:
        said = _("No report on an agreement is approved yet.")
        held = Held.NOTHING_TO_JUDGE if young else Held.FAILS
        yield Asked(Layer.WRITTEN, held, said, (), (Lack(said, PerformanceReport),))
        if young:
            yield _there_is_something_to_report_on(customers)
    yield from of_suppliers(on)
    old = [
        each
        for each in (*customers, *running(on, SupplierAgreement))
        if (not young and _begins(on, each) <= months_after(on.today, -DUE_AFTER)) or _on(on, each, reports)
    ]
    fresh = [each for each in reports if _is_fresh(on, each)]
    yield on.share(
        old,
        lambda each: _not_reported(_on(on, each, fresh)),
        lambda passed, judged: _(
            "{passed} of {judged} agreements of half a year or more have a report of the last fifteen months that was given to somebody.",
            passed=passed,
            judged=judged,
        ),
    )


def _there_is_something_to_report_on(customers: Sequence[Agreement]) -> Asked:
    if customers:
        said = _("There are agreements to report on.")
        return Asked(Layer.WRITTEN, Held.HOLDS, said, tuple(map(shown_as, customers)))
    said = _("There is no agreement with a customer to report on.")
    return Asked(Layer.WRITTEN, Held.FAILS, said, (), (Lack(said, CustomerAgreement),))


def _begins(on: Grounds, agreement: Agreement) -> date:
    """The first day of its first version."""
    starts = [each.start for each in _versions(on, agreement) if each.start and on.signed.of(each)]
    return min(starts, default=on.today)


def _versions(on: Grounds, agreement: Agreement) -> Iterable[Agreement]:
    model = type(agreement)
    return on.workspace.find(model, col(model.number) == agreement.number)


def _on(on: Grounds, agreement: Agreement, reports: Sequence[PerformanceReport]) -> list[PerformanceReport]:
    keys = {each.id for each in _versions(on, agreement)}
    return [each for each in reports if {each.customer_agreement, each.supplier_agreement} & keys]


def _is_fresh(on: Grounds, report: PerformanceReport) -> bool:
    """Its period, a month or more, ended within fifteen months, and before it was approved."""
    end = report.period_end
    return bool(end and is_of_now(report, on.today) and _issued(on, report) > end)


def _not_reported(theirs: Sequence[PerformanceReport]) -> Message:
    if not theirs:
        return _("There is no report on it.")
    reasons = [_lacks(each) for each in theirs]
    return NOTHING_SAID if NOTHING_SAID in reasons else reasons[-1]


def _lacks(report: PerformanceReport) -> Message:
    """What the report does not say: results, satisfaction, complaints, actions before and to come, to whom it was given."""
    figures: dict[str, Any] = report.figures
    targets, feedback = figures.get("targets", ()), figures.get("feedback")
    before = (
        figures.get("actions", {}).get("report")
        and report.previous_actions.strip().casefold() == "first report"
    )
    if not targets or any(row.get("word") == "in words" for row in targets):
        return _("{number} does not say how each target was held.", number=report.number)
    if feedback is None or (
        report.customer_agreement and feedback.get("satisfaction", {}).get("value") is None
    ):
        return _("{number} does not say how satisfied the customer is.", number=report.number)
    if before:
        return _("{number} calls itself the first report, and there was one before.", number=report.number)
    if not report.proposed_actions:
        return _("{number} proposes no action.", number=report.number)
    if not any(row.on and says(Handover, "who", row.who) for row in report.given_to):
        return _("{number} does not say to whom and when it was given.", number=report.number)
    return NOTHING_SAID


__all__ = ["catalogue_covers_all", "reports_are_given"]
