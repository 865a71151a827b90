"""What to do now: everything in the workspace that has a date or waits for somebody, most pressing first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from sdesk.models import (
    RECORDS,
    ActionItem,
    Agreement,
    CustomerAgreement,
    Document,
    FeedbackEntry,
    ServiceCalendar,
    Shape,
    SupplierAgreement,
)
from sdesk.models.governance import FeedbackKind
from sdesk.models.relationship import AgreementDate
from sdesk.packs import Pack
from sdesk.practice.calendar.days import day_of, start_of
from sdesk.practice.guidance.audits import audit_things
from sdesk.practice.guidance.cases import change_things, incident_things, telling_things
from sdesk.practice.guidance.coming import coming_things
from sdesk.practice.guidance.documents import register_things
from sdesk.practice.guidance.settling import settling_things
from sdesk.practice.guidance.to_do import PAPERS, Group, Matter, Thing, about, dated
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.reviews import next_review
from sdesk.practice.lifecycle.roles import role_list
from sdesk.practice.readiness.progress import progress_of, variant_of
from sdesk.practice.readiness.tasks import TaskStanding, task_states
from sdesk.practice.relationship.reminders import seen_by
from sdesk.storage import col
from sdesk.translation import term

A_MONTH_AFTER = timedelta(days=31)


@dataclass(frozen=True)
class ToDo:
    """Everything there is to do, in the order in which to do it, and the names of the people and customers in it."""

    things: tuple[Thing, ...]
    names: Mapping[UUID, str]

    def of(self, group: Group) -> tuple[Thing, ...]:
        return tuple(thing for thing in self.things if thing.group is group)


def to_do(workspace: Workspace, moment: datetime | None = None) -> ToDo:
    """What is at risk or overdue, due within seven days, or waits for a step, seen from a moment, whoever looks."""
    moment = moment or workspace.clock()
    today = day_of(workspace, moment)
    found = [
        *settling_things(workspace),
        *incident_things(workspace, moment),
        *telling_things(workspace, progress_of(workspace, today)),
        *change_things(workspace, moment, today),
        *_document_things(workspace, today),
        *_agreement_things(workspace, today),
        *_action_things(workspace, today),
        *_training_things(workspace, today),
        *_feedback_things(workspace),
        *audit_things(workspace, today),
        *register_things(workspace, today),
        *coming_things(workspace, today),
        *_holiday_things(workspace, today),
        *_task_things(workspace, today),
    ]
    named = {each for thing in found for each in (thing.person, thing.customer) if each}
    names = {each: entry.title for each, entry in entries(workspace, named).items()}
    return ToDo(tuple(_in_order(workspace, map(_in_its_section, found))), names)


def _in_its_section(thing: Thing) -> Thing:
    """What makes ready for the auditor stands by itself until it is overdue."""
    is_paper = thing.matter in PAPERS and thing.group is not Group.NOW
    return replace(thing, group=Group.READY) if is_paper else thing


# ---------------------------------------------------------------- what has a date


def _document_things(workspace: Workspace, today: date) -> Iterator[Thing]:
    for model in RECORDS:
        if not issubclass(model, Document):
            continue
        reviewers = model.step_called("approve").roles
        for document in workspace.find(model, col(model.state) == "approved"):
            thing = replace(about(document, Matter.REVIEW, Group.WAITING, Shape.REVIEW), roles=reviewers)
            yield from dated(thing, next_review(workspace, document, today), today)


def _agreement_things(workspace: Workspace, today: date) -> Iterator[Thing]:
    models: tuple[type[Agreement], ...] = (CustomerAgreement, SupplierAgreement)
    for model in models:
        for agreement in workspace.find(model, col(model.state) == "approved"):
            for matter, what, day in (
                (Matter.REVIEW, AgreementDate.REVIEW, next_review(workspace, agreement, today)),
                (Matter.END, AgreementDate.END, agreement.end),
            ):
                if day is not None and day >= today and seen_by(agreement, what, day):
                    continue
                thing = replace(
                    about(agreement, matter, Group.WAITING, Shape.REVIEW), person=agreement.our_owner
                )
                yield from dated(thing, day, today)


def _holiday_things(workspace: Workspace, today: date) -> Iterator[Thing]:
    """Service hours whose holidays were entered up to the end of a year, around that end: clocks know no more of them."""
    in_use = col(ServiceCalendar.state) == ServiceCalendar.first_state().name
    for calendar in workspace.find(ServiceCalendar, in_use, order_by=[col(ServiceCalendar.number)]):
        years = [each.day.year for each in calendar.holidays if each.day]
        ends = date(max(years), 12, 31) if years else date.min
        if today <= ends + A_MONTH_AFTER:
            yield from dated(about(calendar, Matter.HOLIDAYS, Group.WAITING, Shape.REVIEW), ends, today)


def _action_things(workspace: Workspace, today: date) -> Iterator[Thing]:
    for action in workspace.find(ActionItem, col(ActionItem.state).in_(("open", "in progress"))):
        thing = replace(about(action, Matter.ACTION, Group.WAITING, Shape.REVIEW), person=action.owner)
        yield from dated(thing, action.due, today)


def _training_things(workspace: Workspace, today: date) -> Iterator[Thing]:
    roles = role_list(workspace)
    for each in roles.competences if roles else ():
        if roles is not None and each.person and each.subject and not each.achieved_on:
            title = each.detail or term(each.subject.label)
            thing = Thing(Matter.TRAINING, Group.WAITING, Shape.REVIEW, roles.number, title)
            yield from dated(replace(thing, record=roles.id, person=each.person), each.needed_by, today)


# ---------------------------------------------------------------- what waits


def _feedback_things(workspace: Workspace) -> Iterator[Thing]:
    waiting = col(FeedbackEntry.state).in_(("recorded", "in investigation"))
    for feedback in workspace.find(FeedbackEntry, waiting):
        complaint = feedback.kind is FeedbackKind.COMPLAINT
        shape = Shape.REVIEW if complaint else Shape.IN_PROGRESS
        yield replace(
            about(feedback, Matter.FEEDBACK, Group.WAITING, shape),
            step=feedback.kind.label if feedback.kind else "",
            since=feedback.received_at,
            person=feedback.escalated_to,
            roles=("RM",),
        )


def _task_things(workspace: Workspace, today: date) -> Iterator[Thing]:
    """Tasks of the chosen part of the profile that can be done, and recurring ones whose day has come.

    A set-up task whose review is due shows as the review of its document; a case task as its cases.
    """
    pack = workspace.packs.first
    chosen = set(pack.asks.tasks_of_variant(variant_of(workspace)))
    for standing in task_states(workspace, today):
        task = standing.task
        if task not in chosen or task.cadence == "case":
            continue
        if standing.state == "ready":
            yield _task_thing(standing, pack)
        elif task.cadence == "recurring" and standing.next_due:
            yield from dated(_task_thing(standing, pack), standing.next_due, today)


def _task_thing(standing: TaskStanding, pack: Pack) -> Thing:
    task = standing.task
    roles = pack.our_roles(task.roles)
    return Thing(Matter.TASK, Group.WAITING, Shape.DRAFT, task.id, term(task.name), roles=roles, task=task.id)


# ---------------------------------------------------------------- order

CASES = frozenset((Matter.CLASSIFY, Matter.RESPOND, Matter.RESTORE))
_WAITING_ORDER = (
    Matter.TELL,
    Matter.STEP,
    Matter.PLANNED,
    Matter.FEEDBACK,
    Matter.ON_HOLD,
    Matter.READ,
    Matter.TASK,
)


def _in_order(workspace: Workspace, things: Iterable[Thing]) -> list[Thing]:
    """Section by section. Now: holds that are over, late incidents before those at risk, papers last."""
    return sorted(things, key=lambda thing: _rank(thing, _when(workspace, thing)))


def _rank(thing: Thing, when: float) -> tuple[int, int, float]:
    group = list(Group).index(thing.group)
    if thing.group is Group.NOW:
        return group, _rank_now(thing), when
    if thing.group is Group.WEEK:
        return group, 0, when
    kind = _WAITING_ORDER.index(thing.matter) if thing.matter in _WAITING_ORDER else 0
    return group, kind, 0.0 if thing.matter is Matter.TASK else when


def _rank_now(thing: Thing) -> int:
    if thing.matter in (Matter.HOLD_OVER, Matter.SETTLE):
        return 0
    if thing.matter in CASES:
        return 1 if thing.shape is Shape.OVERDUE else 2
    if thing.matter in PAPERS:
        return 5
    return 3 if thing.customer else 4


def _when(workspace: Workspace, thing: Thing) -> float:
    """Seconds, to sort by: when it is due (by the end of a day), else since when it waits."""
    if thing.due_at:
        return thing.due_at.timestamp()
    if thing.due:
        return start_of(workspace, thing.due + timedelta(days=1)).timestamp()
    return thing.since.timestamp() if thing.since else 0.0


__all__ = ["CASES", "Group", "Matter", "Thing", "ToDo", "to_do"]
