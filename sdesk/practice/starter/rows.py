"""Sections that are rows: goals, objectives, plan, risks, messages, the matrix, roles and training."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sdesk.models import Row, ServiceCatalogue
from sdesk.models.governance import (
    Competence,
    DeliveryRisk,
    Goal,
    MatrixCell,
    Objective,
    PlannedWork,
    PriorityTarget,
    RoleAssignment,
    ServiceRole,
    StandardMessage,
    Subject,
)
from sdesk.models.governance.answers import OfferedService, WantedGoal, Worker
from sdesk.models.identity import derived_id
from sdesk.models.measures import Measure, Sense, Window
from sdesk.practice.calendar.days import day_of
from sdesk.practice.governance.proposals import policy as usual_policy
from sdesk.practice.lifecycle.proposed.reading import Proposal
from sdesk.practice.lifecycle.proposed.sections import place_of
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.starter.firm import Firm
from sdesk.practice.starter.library import called, goals, service_rows
from sdesk.practice.starter.proposing import newest_of, source_of, worded
from sdesk.practice.starter.wording import rows_of, substituted

A_YEAR, HALF_A_YEAR, TO_READ_THE_PROFILE = timedelta(days=365), timedelta(days=182), timedelta(days=91)


def begun(workspace: Workspace, firm: Firm) -> date:
    """The day from which years and terms are counted: that of the first answer, so that they do not move."""
    at = firm.said.created_at
    return day_of(workspace, at if at is not None else workspace.clock())


def row_id(workspace: Workspace, *name: object) -> UUID:
    """Of a row that is proposed: the same each time, so that it is known again."""
    return derived_id(workspace.id, "starter", *map(str, name))


def by_row(field: str, rows: Iterable[Row], source: str) -> dict[str, Proposal]:
    """Each row a section; where there is none, its question is open."""
    return {place_of(field, row): Proposal(row, source) for row in rows} or {field: Proposal(None, source)}


# ---------------------------------------------------------------- goals (WP.01)


def goal_rows(workspace: Workspace, firm: Firm) -> dict[str, Proposal]:
    wanted = firm.said.goals if firm.answered(10) and firm.answered(2) else ()
    rows = (_goal(workspace, firm, each) for each in wanted)
    return by_row("goals", rows, source_of(firm.open_of(10, 2)))


def _goal(workspace: Workspace, firm: Firm, said: WantedGoal) -> Goal:
    decider = firm.holder(ServiceRole.MGT)
    return Goal(
        id=row_id(workspace, "goal", said.id),
        statement=said.statement,
        counts=said.counts,
        sense=said.sense,
        target=said.target,
        window=said.window,
        due=said.due or begun(workspace, firm) + A_YEAR,
        owner=decider.person if decider else None,
        set_by=firm.called(said.set_by) or firm.names["decider"],
    )


# ---------------------------------------------------------------- policy (WP.14)


def policy_rows(workspace: Workspace, firm: Firm) -> dict[str, Proposal]:
    return {
        **_objectives(workspace, firm),
        "plans": _whole(firm, (10, 2), lambda: tuple(_plans(workspace, firm))),
        "risks": _whole(firm, (2, 5, 6), lambda: tuple(_risks(workspace, firm))),
        "matrix": _whole(firm, (8,), lambda: tuple(_matrix(workspace))),
        "priority_targets": _whole(firm, (8,), lambda: tuple(_targets(workspace, firm))),
        "standard_messages": _whole(firm, (7,), lambda: tuple(_messages(workspace, firm))),
    }


def _whole(firm: Firm, questions: tuple[int, ...], made: Callable[[], tuple[Row, ...]]) -> Proposal:
    """Of rows that are read together."""
    answered = all(map(firm.answered, questions))
    return Proposal(made() if answered else None, source_of(firm.open_of(*questions)))


def _objectives(workspace: Workspace, firm: Firm) -> dict[str, Proposal]:
    decider = firm.holder(ServiceRole.SM)
    if not all(map(firm.answered, (2, 7, 8))):
        return {"objectives": Proposal(None, source_of(firm.open_of(2, 7, 8)))}
    found = {}
    for each in rows_of("objective"):
        measure = Measure(each["measure"])
        goal = _goal_of(firm, measure)
        row = Objective(
            id=row_id(workspace, "objective", each["key"]),
            statement=worded(firm, each["statement"]),
            counts=measure,
            sense=goal.sense if goal else Sense(each["sense"]),
            target=goal.target if goal else each["number"],
            window=goal.window if goal else Window(each["window"]),
            due=begun(workspace, firm) + A_YEAR,
            owner=decider.person if decider else None,
        )
        asked = (*each["from"], 2, *((10,) if goal else ()))
        found[place_of("objectives", row)] = Proposal(row, source_of(asked))
    return found


def _goal_of(firm: Firm, measure: Measure) -> WantedGoal | None:
    """The goal that asks the same: an objective asks no other number than it does."""
    wanted = firm.said.goals if firm.answered(10) else ()
    return next((each for each in wanted if each.counts is measure and each.target is not None), None)


def _plans(workspace: Workspace, firm: Firm) -> Iterator[PlannedWork]:
    decider = firm.holder(ServiceRole.SM)
    who = decider.person if decider else None
    since = begun(workspace, firm)
    for wanted in firm.said.goals:
        if ready := called(goals(), wanted.starter):
            key = row_id(workspace, "plan", wanted.id)
            yield PlannedWork(id=key, what=ready.plan, who=who, due=wanted.due or since + HALF_A_YEAR)
    for place, each in enumerate(rows_of("plan")):
        key, due = row_id(workspace, "plan", place), since + timedelta(days=each["days"])
        yield PlannedWork(id=key, what=worded(firm, each["what"]), who=who, due=due)


def _risks(workspace: Workspace, firm: Firm) -> Iterator[DeliveryRisk]:
    decider = firm.holder(ServiceRole.SM)
    for place, each in enumerate(rows_of("risk")):
        if each.get("when", "") in ("", *firm.conditions):
            yield DeliveryRisk(
                id=row_id(workspace, "risk", place),
                risk=worded(firm, each["risk"]),
                answer=worded(firm, each["answer"]),
                owner=decider.person if decider else None,
            )


def _matrix(workspace: Workspace) -> Iterator[MatrixCell]:
    for cell in usual_policy(workspace, {})["matrix"]:
        yield cell.model_copy(update={"id": row_id(workspace, "cell", cell.impact, cell.urgency)})


def _targets(workspace: Workspace, firm: Firm) -> Iterator[PriorityTarget]:
    for each in firm.said.targets:
        yield each.model_copy(update={"id": row_id(workspace, "target", each.priority)})


def _messages(workspace: Workspace, firm: Firm) -> Iterator[StandardMessage]:
    for place, each in enumerate(rows_of("message")):
        key = row_id(workspace, "message", place)
        yield StandardMessage(id=key, occasion=each["occasion"], text=worded(firm, each["text"]))


# ---------------------------------------------------------------- roles and training (WP.08)


def role_rows(workspace: Workspace, firm: Firm) -> dict[str, Proposal]:
    return {
        "assignments": _whole(firm, (2,), lambda: tuple(_assignments(workspace, firm))),
        "competences": _whole(firm, (2, 1), lambda: tuple(_competences(workspace, firm))),
    }


def _assignments(workspace: Workspace, firm: Firm) -> Iterator[RoleAssignment]:
    since = begun(workspace, firm)
    for role in ServiceRole:
        deputy = firm.deputy(role)
        for worker in firm.holders(role)[: None if role is ServiceRole.PT else 1]:
            yield RoleAssignment(
                id=row_id(workspace, "role", role, worker.person),
                role=role,
                person=worker.person,
                deputy=deputy.person if deputy else None,
                start=since,
            )


def _competences(workspace: Workspace, firm: Firm) -> Iterator[Competence]:
    since = begun(workspace, firm)
    catalogue = newest_of(workspace, ServiceCatalogue)
    offered = {each.id for each in catalogue.services} if catalogue else set()
    for need in training(firm):
        about = need.service.id if need.service else need.who.id
        service = service_id(workspace, need.service) if need.service else None
        yield Competence(
            id=row_id(workspace, "competence", need.subject, about),
            person=need.who.person,
            service=service if service in offered else None,
            subject=need.subject,
            detail=need.detail,
            needed_by=since + need.term,
        )


@dataclass(frozen=True)
class Training:
    """Something that somebody has to learn, for a service or for all of them, in which time."""

    who: Worker
    subject: Subject
    detail: str
    term: timedelta = HALF_A_YEAR
    service: OfferedService | None = None


def training(firm: Firm) -> tuple[Training, ...]:
    """What the Service Manager has to have learnt; of each service what whoever does the work for it needs; and of everybody
    else how work goes here."""
    manager = firm.holder(ServiceRole.SM)
    if manager is None:
        return ()
    found = [
        Training(manager, Subject.SERVICE_MANAGEMENT, substituted("service_management")),
        Training(manager, Subject.ISO_29110, substituted("iso_29110"), TO_READ_THE_PROFILE),
    ]
    does = firm.holders(ServiceRole.PT)
    for place, (service, ready) in enumerate(service_rows(firm.said)):
        who = does[place % len(does)]
        detail = ready.training if ready else substituted("own_training", service=service.name.strip())
        found.append(Training(who, Subject.OTHER, detail, service=service))
    told = {each.who for each in found}
    others = (each for each in firm.workers if each not in told)
    found += (Training(each, Subject.OTHER, substituted("how_it_goes_here")) for each in others)
    return tuple(found)


def service_id(workspace: Workspace, service: Row) -> UUID:
    """The id in the catalogue of a service that was answered."""
    return row_id(workspace, "service", service.id)


__all__ = [
    "Training",
    "begun",
    "by_row",
    "goal_rows",
    "policy_rows",
    "role_rows",
    "row_id",
    "service_id",
    "training",
]
