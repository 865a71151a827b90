"""Agreements with customers and suppliers: P12 of the profile."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sdesk.models import (
    Agreement,
    Customer,
    CustomerAgreement,
    FeedbackEntry,
    Record,
    ServiceCatalogue,
    ServiceChangeRequest,
    ServiceIncident,
    Supplier,
    SupplierAgreement,
)
from sdesk.models.measures import Measure
from sdesk.models.relationship import ServiceTarget, TheirApproval
from sdesk.practice.calendar.days import day_of
from sdesk.practice.lifecycle.documents import EARLY_REVIEW
from sdesk.practice.lifecycle.reviews import days_asked, reviews_without_change
from sdesk.practice.lifecycle.thin import says
from sdesk.practice.lifecycle.versions import versions
from sdesk.practice.readiness.evidence.in_force import GRACE, Force
from sdesk.practice.readiness.evidence.reviews import reviews
from sdesk.practice.readiness.rules.advice import advised
from sdesk.practice.readiness.rules.asked import Asked, Held, Lack, Layer, failures_first
from sdesk.practice.readiness.rules.contacts import cannot_be_reached
from sdesk.practice.readiness.rules.grounds import Grounds, shown_as
from sdesk.practice.readiness.rules.suppliers import of_suppliers, suppliers_needed
from sdesk.storage import col
from sdesk.translation import NOTHING_SAID, Message
from sdesk.translation import message as _

REVIEWED_AT_LEAST = timedelta(days=3 * 366)
"""Whoever agrees to be reviewed later than that has agreed to no review."""
AnyAgreement = TypeVar("AnyAgreement", bound=Agreement)
KINDS: tuple[type[CustomerAgreement], type[SupplierAgreement]] = (CustomerAgreement, SupplierAgreement)


def running(on: Grounds, model: type[AnyAgreement]) -> list[AnyAgreement]:
    """Those in state approved that have begun and not ended."""
    return [
        each.record
        for each in on.in_force(model)
        if (each.record.start or date.min) <= on.today <= (each.record.end or date.max)
    ]


def agreements_are_kept(on: Grounds) -> Iterator[Asked]:
    """P12: who has a case is under an agreement that day, whom a service depends on too; agreed by both, reviewed in time."""
    yield _customers_are_covered(on)
    yield from of_suppliers(on)
    yield from _suppliers_are_covered(on)
    yield _all_is_in_them(on)
    yield _reviewed_in_time(on)
    yield from _changed_where_asked(on)
    yield from _theirs_are_as_tight(on)


# ---------------------------------------------------------------- who is under one


def _customers_are_covered(on: Grounds) -> Asked:
    agreed = versions(on.workspace, CustomerAgreement)
    shown = failures_first(
        shown_as(case, why)
        for case, customer, when in _cases_of_customers(on)
        if (why := _not_under_any(agreed.seen_at(when).at(when), customer)) or not on.why_given_up(case)
    )
    bare = [each for each in shown if not each.passes]
    if bare:
        said = _(
            "{n} of {all} cases are of customers without an agreement in force that day.",
            n=len(bare),
            all=len(shown),
        )
        return Asked(Layer.WRITTEN, Held.FAILS, said, shown, (Lack(said, CustomerAgreement),))
    if shown:
        return Asked(
            Layer.WRITTEN, Held.HOLDS, _("Each customer with a case was under an agreement that day."), shown
        )
    return Asked(Layer.WRITTEN, Held.NOTHING_TO_JUDGE, _("No customer has a case yet."))


def _not_under_any(agreements: Sequence[CustomerAgreement], customer: UUID) -> Message:
    if any(each.customer == customer for each in agreements):
        return NOTHING_SAID
    return _("The customer was under no agreement in force that day.")


def _cases_of_customers(on: Grounds) -> Iterator[tuple[Record, UUID, datetime]]:
    found: list[tuple[Record, UUID | None, datetime | None]] = [
        *(
            (each, each.customer, each.recorded_at or each.created_at)
            for each in on.population(ServiceIncident)
        ),
        *((each, each.customer, each.created_at) for each in on.population(ServiceChangeRequest)),
        *((each, each.customer, each.received_at) for each in on.population(FeedbackEntry)),
    ]
    return (
        (case, customer, when) for case, customer, when in found if customer and when and on.falls_in(when)
    )


def _suppliers_are_covered(on: Grounds) -> Iterator[Asked]:
    now, agreed = (
        {each.supplier for each in running(on, SupplierAgreement)},
        versions(on.workspace, SupplierAgreement),
    )
    why = _("It is needed or was escalated to without an agreement in force.")
    shown = failures_first(
        shown_as(
            party,
            NOTHING_SAID
            if (
                key in now
                if when is None
                else any(each.supplier == key for each in agreed.seen_at(when).at(when))
            )
            else why,
        )
        for key, when in suppliers_needed(on).items()
        if (party := on.get(Supplier, key))
    )
    bare = [each for each in shown if not each.passes]
    said = _(
        "{passed} of {judged} suppliers that services depend on are under an agreement.",
        passed=len(shown) - len(bare),
        judged=len(shown),
    )
    if shown:
        held, lacks = (Held.FAILS, (Lack(said, SupplierAgreement),)) if bare else (Held.HOLDS, ())
        yield Asked(Layer.WRITTEN, held, said, shown, lacks)


# ---------------------------------------------------------------- what is in them


def _all_is_in_them(on: Grounds) -> Asked:
    """Scope, dates, owners, approval by both, a target: of each that runs; late ones in part."""
    ours = {each.id for model in KINDS for each in running(on, model)}
    forces: list[Force[Any]] = [
        each for model in KINDS for each in on.in_force(model) if each.record.id in ours
    ]
    shown = failures_first(shown_as(each.record, _lacks(on, each)) for each in forces)
    bare, late = [each for each in shown if not each.passes], [each for each in forces if each.late]
    said = _(
        "{passed} of {judged} agreements are approved by both sides, complete, and not past their review.",
        passed=len(shown) - len(bare),
        judged=len(shown),
    )
    if not any(isinstance(each.record, CustomerAgreement) for each in forces):
        said = _("No agreement with a customer is in force.")
        return Asked(Layer.WRITTEN, Held.FAILS, said, shown, (Lack(said, CustomerAgreement),))
    if bare:
        return Asked(
            Layer.WRITTEN, Held.FAILS, said, shown, tuple(Lack(each.why, each.model) for each in bare)
        )
    if late:
        said = _("The review of {n} of {all} agreements is late.", n=len(late), all=len(forces))
        return Asked(Layer.WRITTEN, Held.PARTLY, said, shown, (Lack(said, type(late[0].record)),))
    return Asked(Layer.WRITTEN, Held.HOLDS, said, shown)


def _lacks(on: Grounds, force: Force[Any]) -> Message:
    if force.wanting:
        return force.wanting[0]
    agreement: CustomerAgreement | SupplierAgreement = force.record
    party: Customer | Supplier | None = (
        on.get(Customer, agreement.customer or agreement.id)
        if isinstance(agreement, CustomerAgreement)
        else on.get(Supplier, agreement.supplier or agreement.id)
    )
    if not (agreement.services and agreement.our_owner):
        return _("It lacks its services, or an owner on our side.")
    if unreachable := cannot_be_reached(agreement.their_owner, party):
        return unreachable
    if agreement.review_date and agreement.review_date > on.today + REVIEWED_AT_LEAST:
        return _("It is not to be reviewed before {day}.", day=agreement.review_date)
    if not they_agreed(on, agreement):
        return _("It does not say who agreed on the other side, in which role there, when and how.")
    if not _has_a_target(on, agreement):
        return _("It has no target with a number and a unit, and its services have none in the catalogue.")
    return NOTHING_SAID


def they_agreed(on: Grounds, agreement: CustomerAgreement | SupplierAgreement) -> bool:
    """Somebody there, in a role, on a day, in a form; or we accepted the terms that a supplier publishes. Not on a day after
    our own approval: what was to come then nobody had agreed to."""
    ours = [day_of(on.workspace, each.at) for each in on.signed.of(agreement) if each.step == "approve"]
    last = min((*ours, on.today))
    if any(_is_whole(each, last) for each in agreement.their_approvals):
        return True
    return isinstance(agreement, SupplierAgreement) and any(
        says(type(each), "name", each.name)
        and (each.edition.strip() or each.of)
        and each.accepted_by
        and each.accepted_on
        and each.accepted_on <= last
        for each in agreement.conditions
    )


def _is_whole(row: TheirApproval, last: date) -> bool:
    named = all(says(TheirApproval, name, getattr(row, name)) for name in ("person", "role"))
    return named and row.form is not None and row.on is not None and row.on <= last


def _has_a_target(on: Grounds, agreement: Agreement) -> bool:
    """Its own; of a customer's, else those that the catalogue has for each of its services."""
    if any(_is_a_target(each) for each in agreement.service_targets):
        return True
    measured = {
        row.id
        for each in on.approved(ServiceCatalogue)
        for row in each.services
        if any(measure.target is not None for measure in row.quality_measures)
    }
    return isinstance(agreement, CustomerAgreement) and set(agreement.services) <= measured


def _is_a_target(row: ServiceTarget) -> bool:
    return row.target is not None and bool(
        row.unit.strip() or (row.measure and row.measure is not Measure.OTHER)
    )


# ---------------------------------------------------------------- whether they are kept up


def _reviewed_in_time(on: Grounds) -> Asked:
    """Of those whose review fell due in the period; where none did, one that was held all the same is use."""
    due: list[Agreement] = [
        each
        for model in KINDS
        for each in on.workspace.find(model, col(model.state) != "draft", order_by=[col(model.number)])
        if _days_due(on, each) and on.signed.of(each)
    ]
    held_all_the_same = [each for model in KINDS for each in on.reviews_of(model)]
    if not due and held_all_the_same:
        shown = tuple(dict.fromkeys(shown_as(each.performance) for each in held_all_the_same))
        return Asked(Layer.USED, Held.HOLDS, _("Agreements were reviewed in the period."), shown)
    asked = on.every(
        due,
        lambda each: _not_in_time(on, each),
        lambda passed, judged: _(
            "{passed} of {judged} agreements whose review fell due were reviewed by their review date.",
            passed=passed,
            judged=judged,
        ),
    )
    only_late = all(_not_in_time(on, each, late=True) == NOTHING_SAID for each in due)
    return replace(asked, held=Held.PARTLY) if asked.held is Held.FAILS and only_late else asked


def _not_in_time(on: Grounds, agreement: Agreement, *, late: bool = False) -> Message:
    """By the day, or `late` by up to 60 days: a review was recorded, or a next version approved."""
    looked = _looked_at(on, agreement)
    for due, since in _days_due(on, agreement):
        last = due + GRACE if late else due
        in_time = any(due - EARLY_REVIEW <= day <= last and day > (since or date.min) for day in looked)
        later = any(day <= last for day in _later_versions(on, agreement))
        still_late = late and on.today <= last
        if not (in_time or later or still_late):
            return _("It was not reviewed by {day}.", day=last)
    return NOTHING_SAID


def _looked_at(on: Grounds, agreement: Agreement) -> list[date]:
    """When it was reviewed, or read and left as it is."""
    looked = [each.day for each in reviews(on.workspace) if each.is_of(agreement)]
    return looked + [each.on for each in reviews_without_change(on.workspace).get(agreement.id, ())]


def _days_due(on: Grounds, agreement: Agreement) -> list[tuple[date, date | None]]:
    """The days of the period, over by now, by which it was to be reviewed: its own, and to which reviews have put it. None
    on which it was over, and nothing had come after it."""
    left = reviews_without_change(on.workspace).get(agreement.id, ())
    held = (each for each in versions(on.workspace, type(agreement)).held if each.record == agreement.id)
    ends = next((each.end for each in held if agreement.state != "superseded"), None)
    last = day_of(on.workspace, ends) if ends else date.max
    asked = days_asked(agreement.review_date, left, EARLY_REVIEW)
    return [(day, since) for day, since in asked if on.falls_in(day) and day < min(on.today, last)]


def _later_versions(on: Grounds, agreement: Agreement) -> list[date]:
    model = type(agreement)
    newer = on.workspace.find(
        model, col(model.number) == agreement.number, col(model.version) > agreement.version
    )
    return [
        day_of(on.workspace, sign.at)
        for each in newer
        for sign in on.signed.of(each)
        if sign.step == "approve"
    ]


def _changed_where_asked(on: Grounds) -> Iterator[Asked]:
    """Feedback that names an agreement: that one was looked at since."""
    about = [
        each
        for each in on.cases(FeedbackEntry)
        if on.falls_in(each.received_at) and each.state == "closed" and _agreement_of(on, each)
    ]
    if about:
        yield on.share(
            about,
            lambda each: _not_looked_at_since(on, each),
            lambda passed, judged: _(
                "{passed} of {judged} agreements that feedback is about were changed or reviewed since.",
                passed=passed,
                judged=judged,
            ),
        )


def _agreement_of(on: Grounds, entry: FeedbackEntry) -> Agreement | None:
    found = (on.get(model, key) for key in entry.related for model in KINDS)
    return next((each for each in found if each), None)


def _not_looked_at_since(on: Grounds, entry: FeedbackEntry) -> Message:
    agreement = _agreement_of(on, entry)
    if agreement is None or entry.received_at is None:
        return NOTHING_SAID
    day = day_of(on.workspace, entry.received_at)
    if any(each >= day for each in (*_looked_at(on, agreement), *_later_versions(on, agreement))):
        return NOTHING_SAID
    return _("{number} was not looked at since.", number=agreement.number)


def _theirs_are_as_tight(on: Grounds) -> Iterator[Asked]:
    """What a supplier promises is no less than what we promise on it."""
    ours = [row for each in running(on, CustomerAgreement) for row in each.service_targets]
    for agreement in running(on, SupplierAgreement):
        loose = [
            theirs for theirs in agreement.service_targets if any(_is_looser(theirs, each) for each in ours)
        ]
        if loose:
            said = _("{number} promises us less than we promise customers.", number=agreement.number)
            yield advised(said, [shown_as(agreement, said)])


def _is_looser(theirs: ServiceTarget, ours: ServiceTarget) -> bool:
    same = theirs.measure is ours.measure and theirs.measure not in (None, Measure.OTHER)
    alike = same and (None in (theirs.service, ours.service) or theirs.service == ours.service)
    if not alike or theirs.target is None or ours.target is None or theirs.measure is None:
        return False
    return not (theirs.sense or theirs.measure.sense).holds(theirs.target, ours.target)


__all__ = ["agreements_are_kept", "running", "they_agreed"]
