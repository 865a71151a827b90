"""Scope, policy, responsibilities: P01 to P03 of the profile. Reporting and management's review are in `management`."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from sdesk.models import (
    AssignedRoles,
    BusinessGoals,
    Customer,
    CustomerAgreement,
    CustomerExperienceApproach,
    DocumentProcedure,
    FeedbackEntry,
    Person,
    Record,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
    ServiceIncident,
    ServiceScope,
)
from sdesk.models.audit import Reader
from sdesk.models.content import Depth
from sdesk.models.governance import Goal, ServiceRole, Subject
from sdesk.practice.audit.documents import readers_of
from sdesk.practice.calendar.days import day_of
from sdesk.practice.incident.clocks import Promises
from sdesk.practice.lifecycle.roles import counts_on
from sdesk.practice.lifecycle.thin import says
from sdesk.practice.lifecycle.versions import in_effect, priority_by
from sdesk.practice.readiness.evidence.reviews import MANAGEMENT
from sdesk.practice.readiness.rules.advice import advised, signed_as
from sdesk.practice.readiness.rules.asked import Asked, Held, Lack, Layer, failures_first
from sdesk.practice.readiness.rules.contacts import cannot_be_reached
from sdesk.practice.readiness.rules.grounds import GIVEN_UP, Grounds, is_proven, shown_as, thin_of
from sdesk.storage import col
from sdesk.translation import NOTHING_SAID, Message, counted, term
from sdesk.translation import message as _

FEEDBACK_IS_OLD = timedelta(days=60)
TRAINING_MAY_WAIT = timedelta(days=30)
MANAGERS_LEARN = (Subject.SERVICE_MANAGEMENT, Subject.ISO_29110)
WHO_SIGNS_FEEDBACK = ("RM", "SM")


def scope_is_set(on: Grounds) -> Iterator[Asked]:
    yield on.written(BusinessGoals)
    yield _goals_name_who_set_them(on)
    yield on.written(ServiceScope)
    yield _approved_by_management(on)
    for model in (BusinessGoals, ServiceScope):
        yield was_looked_at(on, model)
    yield from _goals_can_be_reached(on)
    yield from _scope_leaves_none_out(on)


def _goals_name_who_set_them(on: Grounds) -> Asked:
    goals = next(iter(on.approved(BusinessGoals)), None)
    owned = [each for each in goals.goals if says(Goal, "set_by", each.set_by)] if goals else []
    if goals and owned:
        said = counted("{n} goal names who set it.", "{n} goals name who set them.", n=len(owned))
        return Asked(Layer.WRITTEN, Held.HOLDS, said, (shown_as(goals),))
    said = _("No goal names who in the business set it.")
    return Asked(Layer.WRITTEN, Held.FAILS, said, (), (Lack(said, BusinessGoals),))


def _approved_by_management(on: Grounds) -> Asked:
    scope = next((each for each in on.in_force(ServiceScope) if each.holds), None)
    if scope and scope.approval and on.signed.in_role(scope.approval, MANAGEMENT):
        said = _("Management approved the scope.")
        return Asked(Layer.WRITTEN, Held.HOLDS, said, (shown_as(scope.record),))
    said = _("Management has not approved the scope.")
    return Asked(Layer.WRITTEN, Held.FAILS, said, (), (Lack(said, ServiceScope),))


def was_looked_at(on: Grounds, model: type[Record]) -> Asked:
    """That a version was approved, or a review recorded, in the period."""
    name = term(model.singular)
    if found := on.looked_at(model):
        return Asked(Layer.USED, Held.HOLDS, _("Looked at in the period: {document}.", document=name), found)
    said = _("Not looked at since {day}: {document}.", document=name, day=on.since)
    return Asked(Layer.USED, Held.FAILS, said, (), (Lack(said, model),))


def _goals_can_be_reached(on: Grounds) -> Iterator[Asked]:
    for goals in on.approved(BusinessGoals):
        open_ended = [
            each
            for each in goals.goals
            if not ((each.counts or each.measure.strip()) and each.target is not None and each.due)
        ]
        if open_ended:
            said = _(
                "{n} of {all} goals lack a measure, a target or a day.",
                n=len(open_ended),
                all=len(goals.goals),
            )
            yield advised(said, [shown_as(goals, said)])


def _scope_leaves_none_out(on: Grounds) -> Iterator[Asked]:
    """Services of the catalogue and customers under agreement that the scope does not name."""
    for scope in on.approved(ServiceScope):
        offered, customers = scope.services_offered.casefold(), scope.boundary_customers.casefold()
        listed = [row.name for each in on.approved(ServiceCatalogue) for row in each.services]
        keys = [each.customer for each in on.approved(CustomerAgreement) if each.customer]
        parties = [found.name for key in keys if (found := on.get(Customer, key))]
        unnamed = tuple(
            dict.fromkeys(
                [each for each in listed if each.casefold() not in offered]
                + [each for each in parties if each.casefold() not in customers]
            )
        )
        if unnamed and not on.is_left_out(ServiceCatalogue):
            said = _("The scope does not name {what}: do they lie within it?", what=unnamed)
            yield advised(said, [shown_as(scope, said)])


def policy_is_put_to_use(on: Grounds) -> Iterator[Asked]:
    for document in (ServiceDeliveryPolicy, CustomerExperienceApproach, DocumentProcedure):
        yield on.written(document)
    sorted_by_now = [
        each
        for each in on.population(ServiceIncident)
        if on.falls_in(each.recorded_at or each.created_at) and (each.priority or each.state != "recorded")
    ]
    promises = Promises(on.workspace)
    yield on.share(
        sorted_by_now,
        lambda each: _off_the_matrix(on, each, promises),
        lambda passed, judged: _(
            "{passed} of {judged} incidents have the priority of the matrix, or say why not.",
            passed=passed,
            judged=judged,
        ),
    )
    yield on.share(
        [each for each in on.population(FeedbackEntry) if _should_be_answered(on, each)],
        lambda each: _not_answered(on, each),
        lambda passed, judged: _(
            "{passed} of {judged} feedback entries of more than 60 days ago are complete and signed.",
            passed=passed,
            judged=judged,
        ),
    )
    yield on.reviewed(ServiceDeliveryPolicy)
    yield from _risks_are_named(on)
    yield from _issued_after_the_scope(on)
    yield from _known_by_everybody(on)


def _off_the_matrix(on: Grounds, incident: ServiceIncident, promises: Promises) -> Message:
    """By the policy that was fixed for it; of an older one, by that of its day."""
    if incident.priority is None:
        return _("It has no priority.")
    key = incident.policy or promises.policy_then(incident)
    policy = on.get(ServiceDeliveryPolicy, key) if key else None
    by_matrix = priority_by(policy, incident.impact, incident.urgency)
    reason = incident.priority_reason
    if incident.priority == by_matrix or says(ServiceIncident, "priority_reason", reason, Depth.STATEMENT):
        return NOTHING_SAID
    return _("Its priority is not that of the matrix, and no reason is given.")


def _should_be_answered(on: Grounds, entry: FeedbackEntry) -> bool:
    """Received more than 60 days ago, in the period; or before it, and open still."""
    told = _told_on(entry)
    if entry.state in GIVEN_UP:
        return on.falls_in(told)
    is_old = told is None or day_of(on.workspace, told) < on.today - FEEDBACK_IS_OLD
    return is_old and (on.falls_in(told) or entry.state != "closed")


def _told_on(entry: FeedbackEntry) -> datetime | None:
    """When it was received; not after it was begun here, whatever somebody says since."""
    return min((at for at in (entry.received_at, entry.created_at) if at), default=None)


def _not_answered(on: Grounds, entry: FeedbackEntry) -> Message:
    if entry.state != "closed" or not entry.outcome.strip():
        return _("No outcome is recorded after 60 days.")
    if thin := thin_of(on, entry):
        return thin
    customer = on.get(Customer, entry.customer) if entry.customer else None
    if unreachable := cannot_be_reached(entry.contact, customer, in_full=True):
        return unreachable
    signed = [each for each in on.signed.of(entry) if on.signed.in_role(each, WHO_SIGNS_FEEDBACK)]
    if not signed:
        return _("Nobody who may has signed its outcome.")
    if entry.received_at is None or any(each.at < entry.received_at for each in signed):
        return _("It was closed before it was received.")
    return NOTHING_SAID


def _risks_are_named(on: Grounds) -> Iterator[Asked]:
    for policy in on.approved(ServiceDeliveryPolicy):
        if not policy.risks:
            said = _("The policy names no risk, and so nothing that is done about one.")
            yield advised(said, [shown_as(policy, said)])


def _known_by_everybody(on: Grounds) -> Iterator[Asked]:
    """Whoever holds a role has read and confirmed the version in force, whoever is declared to have to."""
    policy = in_effect(on.workspace, ServiceDeliveryPolicy)
    if policy is None:
        return
    found = readers_of(on.workspace, policy, [Reader(role=role) for role in on.roles], on.today)
    left = tuple(each.person.name for each in found if not each.is_current)
    if left:
        said = _("These people have not confirmed the policy in effect: {people}.", people=left)
        yield advised(said, [shown_as(policy, said)])


def _issued_after_the_scope(on: Grounds) -> Iterator[Asked]:
    """The first version of each: what is written for a scope follows it."""
    begun = {
        model: min((each.at for each in on.signed.of_kind(model) if each.step == "approve"), default=None)
        for model in (ServiceScope, ServiceDeliveryPolicy)
    }
    scope, policy = begun[ServiceScope], begun[ServiceDeliveryPolicy]
    if scope and policy and policy < scope:
        yield advised(_("The policy was approved before the scope that it is written for."))


def responsibilities_are_held(on: Grounds) -> Iterator[Asked]:
    yield on.written(AssignedRoles)
    listed = next(iter(on.approved(AssignedRoles)), None)
    yield _roles_held(on, listed)
    yield from _competences(on, listed)
    yield on.reviewed(AssignedRoles)
    yield _approved_in_role(on)
    if listed:
        yield from _has_deputies(on, listed)
        yield from _training_is_in_time(on, listed)


def _roles_held(on: Grounds, listed: AssignedRoles | None) -> Asked:
    assignments = listed.assignments if listed else ()
    filled = {each.role for each in assignments if on.is_held(each)}
    free = tuple(term(each.label) for each in on.roles if each not in filled)
    if listed and not free:
        said = _("Each role is held by somebody today.")
        return Asked(Layer.WRITTEN, Held.HOLDS, said, (shown_as(listed),))
    said = _("Nobody holds these roles today: {roles}.", roles=free)
    return Asked(Layer.WRITTEN, Held.FAILS, said, (), (Lack(said, AssignedRoles),))


def _competences(on: Grounds, listed: AssignedRoles | None) -> Iterator[Asked]:
    """Of each who manages services: both subjects achieved or planned with a day; used, both achieved with proof."""
    managers, rows = service_managers(on, listed), listed.competences if listed else ()
    lacking = not_planned(on, listed)
    for subject in MANAGERS_LEARN:
        proven = {each.person for each in rows if each.subject is subject and is_proven(each, on.today)}
        name = term(subject.label)
        if subject in lacking:
            said = _("The Service Manager's training in {subject} is neither done nor planned.", subject=name)
            yield Asked(Layer.WRITTEN, Held.FAILS, said, (), (Lack(said, AssignedRoles),))
        if managers and managers <= proven:
            yield Asked(
                Layer.USED,
                Held.HOLDS,
                _("The Service Manager's training in {subject} is proven.", subject=name),
            )
        else:
            said = _(
                "The Service Manager's training in {subject} has no proof with its day yet.", subject=name
            )
            yield Asked(Layer.USED, Held.PARTLY, said, (), (Lack(said, AssignedRoles),))


def service_managers(on: Grounds, listed: AssignedRoles | None) -> set[UUID]:
    """Who manages services today."""
    return {
        each.person
        for each in (listed.assignments if listed else ())
        if each.role is ServiceRole.SM and each.person and counts_on(each, on.today)
    }


def not_planned(on: Grounds, listed: AssignedRoles | None) -> list[Subject]:
    """The subjects of which it is not said of each Service Manager when they were learnt, or will be."""
    managers, rows = service_managers(on, listed), listed.competences if listed else ()
    dated = {(each.subject, each.person) for each in rows if each.needed_by or each.achieved_on}
    return [
        subject
        for subject in MANAGERS_LEARN
        if not managers or any((subject, each) not in dated for each in managers)
    ]


def _approved_in_role(on: Grounds) -> Asked:
    """Nobody approved in a role that they did not hold that day: one who did is shown, and keeps it from being met."""
    signed = [each for each in on.signed.all if each.role and on.falls_in(each.at)]
    why = _("Who approved it did not hold the role that day.")
    shown = failures_first(
        signed_as(each, NOTHING_SAID if on.signed.in_role(each, (each.role,)) else why) for each in signed
    )
    wrong = [each for each in shown if not each.passes]
    said = _(
        "{n} of {all} approvals were given in a role that was not held that day.",
        n=len(wrong),
        all=len(signed),
    )
    held = on.bounds.share(len(signed) - len(wrong), len(signed))
    held = Held.PARTLY if wrong and held is Held.HOLDS else held
    return Asked(Layer.USED, held, said, shown, (Lack(said, AssignedRoles),) if wrong else ())


def _has_deputies(on: Grounds, listed: AssignedRoles) -> Iterator[Asked]:
    alone = tuple(
        term(each.role.label)
        for each in listed.assignments
        if each.role and not each.deputy and counts_on(each, on.today)
    )
    if alone and on.workspace.count(Person, col(Person.state) == "in use") > 1:
        yield advised(_("These roles have no deputy: {roles}.", roles=alone), [shown_as(listed)])


def _training_is_in_time(on: Grounds, listed: AssignedRoles) -> Iterator[Asked]:
    last: date = on.today - TRAINING_MAY_WAIT
    late = [
        each
        for each in listed.competences
        if each.needed_by and each.needed_by < last and not each.achieved_on
    ]
    if late:
        said = counted(
            "{n} training is overdue by more than {days} days.",
            "{n} trainings are overdue by more than {days} days.",
            n=len(late),
            days=TRAINING_MAY_WAIT.days,
        )
        yield advised(said, [shown_as(listed, said)])
