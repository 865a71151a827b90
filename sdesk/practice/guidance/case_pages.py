"""The wizard of one case: the pages of a change request (CO.2.1 to CO.3.5) or of an incident (IN.2.1 to IN.2.5)."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from sdesk.models import (
    CustomerAgreement,
    Record,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceIncident,
    ServiceTestReport,
    Step,
)
from sdesk.models.control import ChangeKind
from sdesk.models.record import groups_of
from sdesk.practice.calendar.days import day_of
from sdesk.practice.control.changes import paper_of
from sdesk.practice.control.emergency import days_to_make_good
from sdesk.practice.guidance.wizards import PageInput, PageMaker, PageProduct, WizardPage, next_step, why
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.readiness.progress import CaseStanding
from sdesk.practice.readiness.tasks import (
    SKIPPED_BY_PRE_APPROVED,
    Blocker,
    TaskStanding,
    TaskState,
    has_passed,
    waits_at,
)
from sdesk.profile import Task, service_delivery
from sdesk.storage import col

_PAPERS: Mapping[str, tuple[type[Record], tuple[str, ...], str]] = {
    "CO.2.3": (ServiceDesign, ("approved",), "design"),
    "CO.2.4": (ServiceBuild, ("built", "approved"), "build"),
    "CO.3.1": (ServiceTestReport, ("approved",), "test"),
}
"""Tasks that make a paper of the change: what it is, in which states it is finished, the change's step after it."""

_GROUPS: Mapping[str, tuple[str, ...]] = {
    "CO.2.1": ("Request", "Evaluation"),
    "CO.2.2": ("Schedule",),
    "CO.3.3": ("Schedule",),
    "CO.3.5": ("Review",),
    "IN.2.1": ("What happened",),
    "IN.2.2": ("Classification",),
    "IN.2.3": ("Investigation and steps",),
    "IN.2.4": ("Investigation and steps", "Resolution"),
    "IN.2.5": ("Resolution",),
}
"""The sections of the case's form that a page is about."""

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "CO.3.2": ("deployment_reason", "customer_consent", "back_out_plan"),
    "CO.3.4": ("deployed_at", "deployed_by", "deployment_outcome"),
}
_ONLY_BEFORE_DEPLOYMENT = ("CO.2.2", "CO.3.3")


def case_pages(workspace: Workspace, record: Record) -> tuple[WizardPage, ...]:
    """The pages of a change request or an incident, those behind it included.

    Of a case that was rejected, withdrawn or cancelled, only the pages that it went through. Raises TypeError for
    any other record.
    """
    if isinstance(record, ServiceChangeRequest):
        return _ChangePages(workspace, record).pages()
    if isinstance(record, ServiceIncident):
        return _CasePages(workspace, record).pages()
    raise TypeError(f"{type(record).__name__} is no case.")


class _CasePages:
    """The pages of an incident; of a change, what is the same."""

    def __init__(self, workspace: Workspace, case: Record) -> None:
        self.workspace = workspace
        self.case = case
        self.maker = PageMaker(workspace)
        self.where = CaseStanding(case.work_product, case.state, getattr(case, "kind", None))
        self.tasks = self._tasks()
        self.here = waits_at(self.where) or (self.tasks[0].id if case.is_draft else "")

    def _tasks(self) -> tuple[Task, ...]:
        return service_delivery().tasks_of_case(self.case.work_product)

    def pages(self) -> tuple[WizardPage, ...]:
        pages = tuple(self.page(task) for task in self.tasks)
        if not self.case.state_called(self.case.state).exit or self.case.state == "rolled back":
            return pages
        return tuple(page for page in pages if page.finished)

    def page(self, task: Task) -> WizardPage:
        state = self.state(task)
        products = self.products(task, finished=state == "done")
        standing = self.standing(task, state)
        return WizardPage(
            task,
            standing,
            why(task.id),
            self.maker.doers(task),
            self.inputs(task),
            products,
            state == "done",
            case=self.case.id,
            case_step=self.case_step(task, products, state),
            leads_to=next((each for blocker in standing.blocked_by for each in blocker.made_by), ""),
        )

    def state(self, task: Task) -> TaskState:
        if has_passed(self.where, task):
            return "done"
        return "ready" if task.id == self.here else "blocked"

    def standing(self, task: Task, state: TaskState) -> TaskStanding:
        if state == "blocked":
            first = service_delivery().task(self.here) if self.here else self.tasks[0]
            text = f"{self.case.number} is {self.case.state}. First: {first.id} {first.name}."
            blocker = Blocker(self.case.work_product, task.from_state, text, (first.id,))
            return TaskStanding(task, state, text, (blocker,))
        return TaskStanding(task, state, "Done." if state == "done" else "")

    def products(self, task: Task, finished: bool) -> tuple[PageProduct, ...]:
        return (self.case_product(task, finished),)

    def case_product(self, task: Task, finished: bool) -> PageProduct:
        return PageProduct(
            self.case.work_product,
            type(self.case),
            self.case.id,
            finished,
            None if finished else self.step(task),
            self.fields(task),
        )

    def step(self, task: Task) -> Step | None:
        return next_step(type(self.case), self.case, task.id)

    def fields(self, task: Task) -> tuple[str, ...]:
        groups = _GROUPS.get(task.id, ())
        if self.case.is_draft and task.id == self.here and "Request" not in groups:
            groups = ("Request", *groups) if isinstance(self.case, ServiceChangeRequest) else groups
        named = dict(groups_of(type(self.case)))
        return (*(spec.name for group in groups for spec in named[group]), *_FIELDS.get(task.id, ()))

    def case_step(self, task: Task, products: tuple[PageProduct, ...], state: TaskState) -> Step | None:
        return None

    def inputs(self, task: Task) -> tuple[PageInput, ...]:
        return tuple(
            self.maker.input(need.work_product, self.records(need.work_product))
            for need in task.needs
            if need.work_product != self.case.work_product
        )

    def records(self, work_product: str) -> tuple[UUID, ...] | None:
        """Those of the case, or None where the work product is the same for all cases."""
        if work_product == "WP.02":
            return tuple(getattr(self.case, "configuration_items", ()))
        return self._agreements() if work_product == "WP.03" else None

    def _agreements(self) -> tuple[UUID, ...]:
        customer = getattr(self.case, "customer", None)
        if customer is None:
            return ()
        found = self.workspace.find(
            CustomerAgreement,
            col(CustomerAgreement.customer) == customer,
            col(CustomerAgreement.state) == "approved",
        )
        return tuple(each.id for each in found)


class _ChangePages(_CasePages):
    """The pages of a change: with its papers, round evaluation if pre-approved, deployed first if it must be."""

    def __init__(self, workspace: Workspace, change: ServiceChangeRequest) -> None:
        self.change = change
        self.papers = {
            task: paper_of(workspace, change, model)  # type: ignore[type-var]
            for task, (model, _, _) in _PAPERS.items()
        }
        deployed = change.state in ("deployed", "rolled back", "closed")
        went_all_the_way = change.state == "closed" and change.planned_start is not None
        self.deployed_first = change.kind is ChangeKind.EMERGENCY and deployed and not went_all_the_way
        super().__init__(workspace, change)

    def _tasks(self) -> tuple[Task, ...]:
        skipped: tuple[str, ...] = ()
        if self.change.kind is ChangeKind.PRE_APPROVED:
            skipped = SKIPPED_BY_PRE_APPROVED
        if self.deployed_first:
            skipped = _ONLY_BEFORE_DEPLOYMENT
        tasks = tuple(task for task in super()._tasks() if task.id not in skipped)
        return tuple(sorted(tasks, key=lambda task: task.id != "CO.3.4")) if self.deployed_first else tasks

    def state(self, task: Task) -> TaskState:
        if self.deployed_first and self.change.state != "closed":
            return self._state_afterwards(task)
        state = super().state(task)
        return "ready" if state == "blocked" and self._may_be_deployed_first(task) else state

    def _may_be_deployed_first(self, task: Task) -> bool:
        emergency = self.change.kind is ChangeKind.EMERGENCY and not self.change.is_draft
        return emergency and task.id == "CO.3.4" and self.step(task) is not None

    def _state_afterwards(self, task: Task) -> TaskState:
        """An emergency that was deployed first: its missing pages may be done in any order, then it is closed."""
        there = {
            "CO.2.1": self.change.decision is not None,
            "CO.3.2": self.change.cleared_at is not None,
            "CO.3.4": True,
            **{paper: self._paper_is_finished(paper) for paper in _PAPERS},
        }
        if task.id in there:
            return "done" if there[task.id] else "ready"
        return "ready" if all(there.values()) else "blocked"

    def _paper_is_finished(self, task_id: str) -> bool:
        paper = self.papers[task_id]
        return paper is not None and paper.state in _PAPERS[task_id][1]

    def standing(self, task: Task, state: TaskState) -> TaskStanding:
        if state == "ready" and task.id != self.here and not self.deployed_first:
            return TaskStanding(task, state, "An emergency may be deployed first; its papers follow.")
        if not self.deployed_first or state == "done":
            return super().standing(task, state)
        at = self.change.deployed_at
        days = days_to_make_good(self.workspace)
        complete_by = day_of(self.workspace, at) + timedelta(days=days) if at else None
        detail = "Deployed as an emergency."
        if complete_by:
            detail += f" Its papers are to be complete by {complete_by.day} {complete_by:%B %Y}."
        if state == "blocked":
            first = next(each for each in self.tasks if self.state(each) == "ready")
            text = f"{detail} First: {first.id} {first.name}."
            return TaskStanding(task, state, text, (Blocker("WP.11", "deployed", text, (first.id,)),))
        late = complete_by is not None and complete_by < self.maker.progress.today
        return TaskStanding(task, "due" if late else state, detail, next_due=complete_by)

    def products(self, task: Task, finished: bool) -> tuple[PageProduct, ...]:
        if task.id not in _PAPERS:
            return super().products(task, finished)
        model = _PAPERS[task.id][0]
        paper = self.papers[task.id]
        done = self._paper_is_finished(task.id)
        return (
            PageProduct(
                model.work_product,
                model,
                paper.id if paper else None,
                done,
                None if done else next_step(model, paper, task.id),
                values={"change": self.change.id},
            ),
        )

    def step(self, task: Task) -> Step | None:
        step = super().step(task)
        if (
            task.id == "CO.3.4"
            and self.change.kind is ChangeKind.EMERGENCY
            and (not step or step.task != task.id)
        ):
            emergency = self.change.step_called("deploy emergency")
            return emergency if self.change.state in emergency.from_states else None
        return step

    def case_step(self, task: Task, products: tuple[PageProduct, ...], state: TaskState) -> Step | None:
        if task.id not in _PAPERS or state == "done" or self.deployed_first or task.id != self.here:
            return None
        return self.change.step_called(_PAPERS[task.id][2])

    def inputs(self, task: Task) -> tuple[PageInput, ...]:
        itself = (self.maker.input("WP.11", (self.change.id,)),) if task.id in _PAPERS else ()
        return (*itself, *super().inputs(task))

    def records(self, work_product: str) -> tuple[UUID, ...] | None:
        for task, (model, _, _) in _PAPERS.items():
            if model.work_product == work_product:
                paper = self.papers[task]
                return (paper.id,) if paper else ()
        return super().records(work_product)


__all__ = ["case_pages"]
