"""Skills of those who work on incidents: P15 of the profile."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from sdesk.models import AssignedRoles, Person, ServiceIncident, Supplier, SupplierAgreement
from sdesk.models.governance import Competence
from sdesk.practice.calendar.days import day_of
from sdesk.practice.incident.clocks import Promises
from sdesk.practice.lifecycle.thin import says
from sdesk.practice.lifecycle.versions import in_effect
from sdesk.practice.readiness.rules.asked import Asked, Held, Lack, Layer, failures_first
from sdesk.practice.readiness.rules.asking import beside
from sdesk.practice.readiness.rules.components import carried_by, items_in_service, services_of
from sdesk.practice.readiness.rules.grounds import Grounds, is_proven, shown_as
from sdesk.practice.readiness.rules.incident import of_the_period
from sdesk.practice.readiness.rules.order import moment_of
from sdesk.storage import col
from sdesk.translation import NOTHING_SAID, Message
from sdesk.translation import message as _

STEPS_OF = 3
"""Who took steps in so many incidents works on them."""
ON_ENTRY = timedelta(days=60)
"""Who is new has learnt it by then."""


def skills_are_there(on: Grounds) -> Iterator[Asked]:
    """P15: who works on incidents has learnt it, on entry and again; so have suppliers that they are taken to."""
    ours = of_the_period(on)
    people = [person for key in _at_work(ours) if (person := on.get(Person, key))]
    proven = _proven(on)
    yield on.written(AssignedRoles)
    yield _all_proven(on, people, proven, _suppliers(on, ours))
    yield _on_entry(on, people, ours, proven)
    yield beside(on.reviewed(AssignedRoles), bool(people))
    yield _answered_in_time(on, ours)
    yield _somebody_else_could(on, proven)


def _at_work(ours: Sequence[ServiceIncident]) -> list[UUID]:
    """Who took a step in three incidents or more, or was assigned one."""
    steps = Counter(
        person for each in ours for person in {step.person for step in each.steps_taken} if person
    )
    assigned = {each.assigned_to for each in ours if each.assigned_to}
    return sorted(assigned | {person for person, number in steps.items() if number >= STEPS_OF})


def _proven(on: Grounds) -> list[Competence]:
    listed = in_effect(on.workspace, AssignedRoles)
    return [each for each in (listed.competences if listed else ()) if is_proven(each, on.today)]


def _suppliers(on: Grounds, ours: Sequence[ServiceIncident]) -> list[Supplier]:
    """To whom an incident was taken."""
    keys = sorted({row.to for each in ours for row in each.escalations if row.to})
    return [found for key in keys if (found := on.get(Supplier, key))]


def _all_proven(
    on: Grounds, people: Sequence[Person], proven: Sequence[Competence], suppliers: Sequence[Supplier]
) -> Asked:
    able = {key for each in proven for key in (each.person, each.supplier) if key}
    assured = {
        each.supplier
        for each in on.approved(SupplierAgreement)
        if says(SupplierAgreement, "assurance", each.assurance)
    }
    shown = failures_first(
        (
            *(
                shown_as(each, _unless(each.id in able, _("No competence of theirs is proven.")))
                for each in people
            ),
            *(
                shown_as(
                    each,
                    _unless(each.id in able | assured, _("Nothing assures what their people are able to.")),
                )
                for each in suppliers
            ),
        )
    )
    lacking = [each for each in shown if not each.passes]
    said = _(
        "{passed} of {judged} people and suppliers who work on incidents have a proven competence, or an assurance.",
        passed=len(shown) - len(lacking),
        judged=len(shown),
    )
    if not shown:
        return Asked(Layer.USED, Held.NOTHING_TO_JUDGE, said)
    lacks = tuple(Lack(each.why, AssignedRoles) for each in lacking)
    return Asked(Layer.WRITTEN, Held.FAILS if lacking else Held.HOLDS, said, shown, lacks)


def _unless(holds: bool, said: Message) -> Message:
    return NOTHING_SAID if holds else said


def _on_entry(
    on: Grounds, people: Sequence[Person], ours: Sequence[ServiceIncident], proven: Sequence[Competence]
) -> Asked:
    """Whoever began in the period was trained by then, or the task that the set names for it was done."""
    began = _began(on, ours)
    looks = replace(on, since=date.min).reviews(str(on.parameters["entry"]))
    done = [each.done_on for each in looks if each.done_on]

    def why(person: Person) -> Message:
        entry = began[person.id]
        learnt = [each.achieved_on for each in proven if each.person == person.id and each.achieved_on]
        if any(day <= entry + ON_ENTRY for day in learnt):
            return NOTHING_SAID
        if any(entry <= day <= entry + ON_ENTRY for day in done):
            return NOTHING_SAID
        return _("They were not trained on entry.")

    return on.share(
        [
            each
            for each in people
            if each.id in began and on.falls_in(began[each.id]) and began[each.id] + ON_ENTRY < on.today
        ],
        why,
        lambda passed, judged: _(
            "{passed} of {judged} people who began in the period were trained on entry.",
            passed=passed,
            judged=judged,
        ),
    )


def _began(on: Grounds, ours: Sequence[ServiceIncident]) -> dict[UUID, date]:
    """The first day of each: in a role, by any list there was, else of their first step."""
    days: dict[UUID, date] = {}
    lists = on.workspace.find(AssignedRoles, col(AssignedRoles.state).in_(("approved", "superseded")))
    starts = (
        (person, row.start)
        for each in lists
        for row in each.assignments
        for person in (row.person, row.deputy)
    )
    steps = (
        (step.person, day_of(on.workspace, step.at)) for each in ours for step in each.steps_taken if step.at
    )
    for person, day in (*starts, *steps):
        if person and day:
            days[person] = min(day, days.get(person, day))
    return days


def _answered_in_time(on: Grounds, ours: Sequence[ServiceIncident]) -> Asked:
    """Advice: a fair share is enough."""
    promises, now = Promises(on.workspace), moment_of(on)
    judged = [(each, promises.clocks(each, now).response) for each in ours]
    with_target = [(each, clock) for each, clock in judged if clock.target is not None]
    in_time = [clock for _each, clock in with_target if clock.target and clock.used <= clock.target]
    said = _(
        "{passed} of {judged} incidents were answered within their target.",
        passed=len(in_time),
        judged=len(with_target),
    )
    if not with_target:
        return Asked(Layer.ASKED_NEXT, Held.NOTHING_TO_JUDGE, said)
    fair = on.bounds.share(len(in_time), len(with_target)) is not Held.FAILS
    return Asked(Layer.ASKED_NEXT, Held.HOLDS if fair else Held.FAILS, said)


def _somebody_else_could(on: Grounds, proven: Sequence[Competence]) -> Asked:
    vital = [each for each in services_of(on) if each.vital]
    kept = items_in_service(on)
    alone = [
        each.name
        for each in vital
        if len({row.person for row in proven if row.person and row.service in (None, each.id)}) < 2
        and not any(row.supplier and row.service in (None, each.id) for row in proven)
        and not any(item.supplier for item in carried_by(each, kept))
    ]
    if not vital:
        return Asked(Layer.ASKED_NEXT, Held.NOTHING_TO_JUDGE, _("No service is marked as vital."))
    if alone:
        said = _("Only one person could restore these vital services: {services}.", services=tuple(alone))
        return Asked(Layer.ASKED_NEXT, Held.FAILS, said, (), (Lack(said, AssignedRoles),))
    return Asked(
        Layer.ASKED_NEXT, Held.HOLDS, _("For each vital service there is a second person, or a supplier.")
    )
