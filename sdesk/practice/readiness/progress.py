"""How far each work product has come in a workspace, and when it was last worked on: read once, asked often."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from sdesk.models import (
    WORK_PRODUCTS,
    Agreement,
    Approval,
    AssignedRoles,
    ChangeProcedure,
    Document,
    FeedbackEntry,
    ImprovementReport,
    Level,
    NotApplicable,
    Record,
    ServiceChangeRequest,
    ServiceIncident,
    TaskInterval,
    TaskPerformance,
)
from sdesk.models.control import ChangeKind
from sdesk.practice.calendar import days
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage import col
from sdesk.storage.counts import column_of, count_by, largest_by, states_in_use, values_of

_MET_BY: Mapping[Level, frozenset[str]] = {
    Level.NONE: frozenset(),
    Level.DRAFT: frozenset({"draft"}),
    Level.RECORDED: frozenset({"draft", "recorded"}),
    Level.APPROVED: frozenset({"draft", "recorded", "approved"}),
}
EVERY_LEVEL = frozenset({"given", *_MET_BY[Level.APPROVED]})


@dataclass(frozen=True)
class CaseStanding:
    """Where a change request or an incident is; only a change has a kind, and only once somebody chose it."""

    work_product: str
    state: str
    kind: ChangeKind | None = None


@dataclass(frozen=True)
class Progress:
    """What the profile asks about, as the workspace answers it on a day. Made by `progress_of`.

    `approved_on` says when records of a model were last approved: (model, whether it was their first version).
    """

    today: date
    states: Mapping[str, Mapping[str, int]]
    not_applicable: frozenset[str]
    request_form_described: bool
    change_was_approved: bool
    changes: Mapping["CaseStanding", int]
    waiting: Mapping["CaseStanding", tuple[UUID, ...]]
    review_dates: Mapping[str, tuple[date, ...]]
    training_missed: tuple[UUID, ...]
    performed_on: Mapping[str, date]
    approved_on: Mapping[tuple[str, bool], date]
    report_begun_on: date | None
    feedback_on: date | None
    intervals: Mapping[str, int]

    @cached_property
    def _levels(self) -> dict[str, frozenset[str]]:
        return {model.work_product: self._levels_of(model) for model in WORK_PRODUCTS}

    def levels(self, work_product: str) -> frozenset[str]:
        """The states of the profile ("draft", "recorded", "approved", "given") that the work product meets now."""
        return self._levels[work_product]

    def meets(self, work_product: str, state: str) -> bool:
        """ "given" is always met: somebody outside hands it over, whether it has been written down yet or not."""
        return state == "given" or state in self.levels(work_product)

    def _levels_of(self, model: type[Record]) -> frozenset[str]:
        if model.work_product in self.not_applicable:
            return EVERY_LEVEL
        met = {
            level
            for state in self.states.get(model.__name__, ())
            for level in _MET_BY[model.state_called(state).level]
        }
        if model is ServiceChangeRequest:
            if self.request_form_described:
                met.add("draft")
            if self.change_was_approved:
                met.add("approved")
        return frozenset(met)


def progress_of(workspace: Workspace, today: date | None = None) -> Progress:
    """What the tasks depend on, read in a few queries however much the workspace holds."""
    day = today or days.today(workspace)
    return workspace.kept(("progress", day), lambda: _read(workspace, day))


def _read(workspace: Workspace, today: date) -> Progress:
    states = states_in_use(workspace)
    changes = count_by(
        workspace,
        ServiceChangeRequest.state,
        ServiceChangeRequest.kind,
        where=(col(ServiceChangeRequest.deleted_at).is_(None),),
    )
    approvals = _approvals(workspace)
    return Progress(
        today=today,
        states=states,
        not_applicable=frozenset(
            column_of(workspace, NotApplicable.subject, col(NotApplicable.state) == "approved")
        ),
        request_form_described=_says_how_to_request(workspace),
        change_was_approved=any(
            model == "ServiceChangeRequest" and step == "approve" for model, step, _ in approvals
        ),
        changes={CaseStanding("WP.11", state, kind): number for (state, kind), number in changes.items()},
        waiting=_waiting(workspace),
        review_dates=_review_dates(workspace, states),
        training_missed=_training_missed(workspace, today),
        performed_on=_performed_on(workspace),
        approved_on={
            (model, first): days.day_of(workspace, at)
            for (model, step, first), at in approvals.items()
            if step == "approve"
        },
        report_begun_on=_last_day(
            workspace, ImprovementReport.created_at, col(ImprovementReport.deleted_at).is_(None)
        ),
        feedback_on=_last_day(workspace, FeedbackEntry.changed_at, col(FeedbackEntry.state) != "draft"),
        intervals=_intervals(workspace),
    )


def level_of(workspace: Workspace, work_product: str) -> frozenset[str]:
    """The states of the profile that a work product meets now. For many of them, ask one `progress_of`."""
    return progress_of(workspace).levels(work_product)


def _approvals(workspace: Workspace) -> dict[tuple[Any, ...], datetime]:
    return largest_by(workspace, Approval.at, Approval.model, Approval.step, col(Approval.version) == 1)


def _says_how_to_request(workspace: Workspace) -> bool:
    """The request form is the program's own (WP.11 as a set-up product): the procedure says how it is used."""
    texts = column_of(
        workspace,
        ChangeProcedure.create_request,
        col(ChangeProcedure.deleted_at).is_(None),
        col(ChangeProcedure.state).in_(("draft", "approved")),
    )
    return any(text.strip() for text in texts)


def _waiting(workspace: Workspace) -> dict[CaseStanding, tuple[UUID, ...]]:
    """The open cases, the oldest first."""
    change, incident = ServiceChangeRequest, ServiceIncident
    changes = values_of(workspace, change.id, change.state, change.kind, where=_still_open(change))
    incidents = values_of(workspace, incident.id, incident.state, where=_still_open(incident))
    found: dict[CaseStanding, tuple[UUID, ...]] = {}
    for case, key in (
        *((case, CaseStanding("WP.11", state, kind)) for case, state, kind in changes),
        *((case, CaseStanding("WP.18", state)) for case, state in incidents),
    ):
        found[key] = (*found.get(key, ()), case)
    return found


def _still_open(model: type[Record]) -> tuple[Any, ...]:
    names = [state.name for state in model.states if not state.ended]
    return col(model.state).in_(names), col(model.deleted_at).is_(None)


def _review_dates(
    workspace: Workspace, states: Mapping[str, Mapping[str, int]]
) -> dict[str, tuple[date, ...]]:
    """When the approved documents and agreements are to be looked at again, by work product."""
    found = {}
    for model in WORK_PRODUCTS:
        column = _review_column(model)
        if column is not None and "approved" in states.get(model.__name__, ()):
            dates = column_of(workspace, column, col(model.state) == "approved")
            found[model.work_product] = tuple(sorted(day for day in dates if day))
    return found


def _review_column(model: type[Record]) -> Any:
    if issubclass(model, Document):
        return model.next_review_date
    return model.review_date if issubclass(model, Agreement) else None


def _training_missed(workspace: Workspace, today: date) -> tuple[UUID, ...]:
    """The people whose training should have been done before today, by the approved list of roles."""
    lists = column_of(workspace, AssignedRoles.competences, col(AssignedRoles.state) == "approved")
    return tuple(
        each.person
        for competences in lists
        for each in competences
        if each.person and each.needed_by and each.needed_by < today and not each.achieved_on
    )


def _performed_on(workspace: Workspace) -> dict[str, date]:
    recorded = (col(TaskPerformance.state) == "recorded",)
    found = largest_by(workspace, TaskPerformance.done_on, TaskPerformance.task, where=recorded)
    return {task: day for (task,), day in found.items() if day}


def _intervals(workspace: Workspace) -> dict[str, int]:
    return {task: days for task, days in values_of(workspace, TaskInterval.task, TaskInterval.days) if days}


def _last_day(workspace: Workspace, column: Any, *where: Any) -> date | None:
    at = largest_by(workspace, column, where=where).get(())
    return days.day_of(workspace, at) if at else None
