"""The wizard of one case: the pages of the tasks that a change request, or an incident, passes through."""

from datetime import timedelta
from uuid import UUID

from sdesk.models import (
    ConfigurationItem,
    CustomerAgreement,
    Record,
    ServiceChangeRequest,
    ServiceIncident,
    Step,
)
from sdesk.models.record import groups_of
from sdesk.packs import Task
from sdesk.practice.calendar.days import day_of
from sdesk.practice.control.changes import paper_of
from sdesk.practice.control.emergency import days_to_make_good
from sdesk.practice.guidance.wizards import PageInput, PageMaker, PageProduct, WizardPage
from sdesk.practice.incident.handling import has_no_policy_yet
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.readiness.progress import kind_of
from sdesk.practice.readiness.tasks import Blocker, TaskStanding, TaskState, called
from sdesk.storage import col
from sdesk.translation import NOTHING_SAID, Message, sentences, term
from sdesk.translation import message as _


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
        self.pack = self.maker.pack
        self.work_product = workspace.packs.work_product_in(type(case).__name__)
        self.route = self.maker.progress.route(self.work_product, kind_of(case))
        self.tasks = self._tasks()
        here = self.route.waits_at(case.state) or (self.tasks[0] if case.is_draft else None)
        self.here = here.id if here else ""

    def _tasks(self) -> tuple[Task, ...]:
        return self.route.tasks

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
            task.why,
            self.maker.doers(task),
            self.inputs(task),
            products,
            state == "done",
            case=self.case.id,
            case_step=self.case_step(task, products, state),
            leads_to=next((each for blocker in standing.blocked_by for each in blocker.made_by), ""),
            first=standing.detail if state == "blocked" else NOTHING_SAID,
        )

    def state(self, task: Task) -> TaskState:
        if self.route.has_passed(self.case.state, task):
            return "done"
        return "ready" if task.id == self.here else "blocked"

    def standing(self, task: Task, state: TaskState) -> TaskStanding:
        if state == "blocked":
            first = self.pack.asks.task(self.here) if self.here else self.tasks[0]
            text = _(
                "{number} is {state}. First: {task}.",
                number=self.case.number,
                state=term(self.case.state),
                task=called(first),
            )
            blocker = Blocker(self.work_product, self.route.moves(task)[0], text, (first.id,))
            return TaskStanding(task, state, text, (blocker,))
        return TaskStanding(task, state, _("Done.") if state == "done" else self.to_know())

    def to_know(self) -> Message:
        """What whoever works on the case has to know, on whatever page."""
        if not isinstance(self.case, ServiceIncident) or self.case.is_draft:
            return NOTHING_SAID
        if not has_no_policy_yet(self.workspace, self.case):
            return NOTHING_SAID
        return _(
            "No approved policy says yet which priority this is. It has none until then, unless you choose one with a reason."
        )

    def products(self, task: Task, finished: bool) -> tuple[PageProduct, ...]:
        return (self.case_product(task, finished),)

    def case_product(self, task: Task, finished: bool) -> PageProduct:
        return PageProduct(
            self.work_product,
            type(self.case),
            self.case.id,
            finished,
            None if finished else self.step_ahead(task),
            self.fields(task),
        )

    def step_ahead(self, task: Task) -> Step | None:
        """What finishes the page: before its turn, the step by which its task is done as a rule."""
        usual = next(iter(self.route.steps_of(task)), None)
        return usual if self.state(task) == "blocked" else self.step(task)

    def step(self, task: Task) -> Step | None:
        return self.maker.next_step(type(self.case), self.case, task)

    def fields(self, task: Task) -> tuple[str, ...]:
        page = self.pack.bindings.task(task.id).page
        sections = dict(groups_of(type(self.case)))
        asked = page.sections
        if self.case.is_draft and task.id == self.here:
            asked = tuple(dict.fromkeys((next(iter(sections)), *asked)))
        return (
            *(spec.name for title in asked for spec in sections[title]),
            *page.fields_of(type(self.case).__name__),
        )

    def case_step(self, task: Task, products: tuple[PageProduct, ...], state: TaskState) -> Step | None:
        return None

    def inputs(self, task: Task) -> tuple[PageInput, ...]:
        return tuple(
            self.maker.input(need.work_product, self.records(need.work_product))
            for need in task.needs
            if need.work_product != self.work_product
        )

    def records(self, work_product: str) -> tuple[UUID, ...] | None:
        """Those of the case, or None where the work product is the same for all cases."""
        model = self.workspace.model_of(work_product)
        if model is ConfigurationItem:
            return tuple(getattr(self.case, "configuration_items", ()))
        return self._agreements() if model is CustomerAgreement else None

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
        super().__init__(workspace, change)
        models = {task.id: self.route.paper_of(task) for task in self.route.all_tasks}
        self.models = {task: model for task, model in models.items() if model}
        self.papers = {
            task: paper_of(workspace, change, model)  # type: ignore[type-var]
            for task, model in self.models.items()
        }

    def _tasks(self) -> tuple[Task, ...]:
        """Deployed as an emergency: first what was done already, without what only a deployment yet to come needs."""
        self.shortcut = self.route.shortcut()
        gone = self.change.state in ("deployed", "rolled back", "closed")
        went_all_the_way = self.change.state == "closed" and self.change.planned_start is not None
        self.deployed_first = self.shortcut is not None and gone and not went_all_the_way
        if self.shortcut is None or not self.deployed_first:
            return self.route.tasks
        after = self.shortcut.to
        tasks = [task for task in self.route.tasks if self.route.can_be_done_after(task, after)]
        return tuple(sorted(tasks, key=lambda task: not self._is_taken_first(task)))

    def _is_taken_first(self, task: Task) -> bool:
        return self.shortcut is not None and self.route.task_of(self.shortcut) == task

    def state(self, task: Task) -> TaskState:
        if self.deployed_first and self.change.state != "closed":
            return self._state_afterwards(task)
        state = super().state(task)
        return "ready" if state == "blocked" and self._may_be_deployed_first(task) else state

    def _may_be_deployed_first(self, task: Task) -> bool:
        return not self.change.is_draft and self._is_taken_first(task) and self.step(task) is not None

    def _state_afterwards(self, task: Task) -> TaskState:
        """An emergency that was deployed first: its missing pages may be done in any order, then it is closed."""
        there = {each.id: self._is_made_good(each) for each in self.tasks}
        if (made_good := there[task.id]) is not None:
            return "done" if made_good else "ready"
        return "ready" if False not in there.values() else "blocked"

    def _is_made_good(self, task: Task) -> bool | None:
        """Whether the task is done although it came late; None where it can only be the last."""
        if self._is_taken_first(task):
            return True
        if task.id in self.papers:
            return self._paper_is_finished(task)
        field = self.route.made_good_by(task)
        return getattr(self.change, field) is not None if field else None

    def _paper_is_finished(self, task: Task) -> bool:
        paper = self.papers[task.id]
        return paper is not None and self.route.paper_is_finished(task, paper.state)

    def standing(self, task: Task, state: TaskState) -> TaskStanding:
        if state == "ready" and task.id != self.here and not self.deployed_first:
            return TaskStanding(task, state, _("An emergency may be deployed first; its papers follow."))
        if not self.deployed_first or state == "done":
            return super().standing(task, state)
        at = self.change.deployed_at
        days = days_to_make_good(self.workspace)
        complete_by = day_of(self.workspace, at) + timedelta(days=days) if at else None
        detail = _("Deployed as an emergency.")
        if complete_by:
            detail = sentences(detail, _("Its papers are to be complete by {day}.", day=complete_by))
        if state == "blocked":
            first = next(each for each in self.tasks if self.state(each) == "ready")
            text = sentences(detail, _("First: {task}.", task=called(first)))
            return TaskStanding(
                task, state, text, (Blocker(self.work_product, "deployed", text, (first.id,)),)
            )
        late = complete_by is not None and complete_by < self.maker.progress.today
        return TaskStanding(task, "overdue" if late else state, detail, next_due=complete_by)

    def products(self, task: Task, finished: bool) -> tuple[PageProduct, ...]:
        if task.id not in self.papers:
            return super().products(task, finished)
        model, paper = self.models[task.id], self.papers[task.id]
        done = self._paper_is_finished(task)
        return (
            PageProduct(
                self.workspace.packs.work_product_in(model.__name__),
                model,
                paper.id if paper else None,
                done,
                None if done else self.maker.next_step(model, paper, task),
                values={self.route.link_of(task): self.change.id},
            ),
        )

    def step(self, task: Task) -> Step | None:
        step = super().step(task)
        shortcut = self.shortcut
        if shortcut and self._is_taken_first(task) and step not in self.route.steps_of(task):
            return shortcut if self.change.state in shortcut.from_states else None
        return step

    def case_step(self, task: Task, products: tuple[PageProduct, ...], state: TaskState) -> Step | None:
        if task.id not in self.papers or state == "done" or self.deployed_first or task.id != self.here:
            return None
        return next(iter(self.route.steps_of(task)), None)

    def inputs(self, task: Task) -> tuple[PageInput, ...]:
        itself = (self.maker.input(self.work_product, (self.change.id,)),) if task.id in self.papers else ()
        return (*itself, *super().inputs(task))

    def records(self, work_product: str) -> tuple[UUID, ...] | None:
        for task, model in self.models.items():
            if model is self.workspace.model_of(work_product):
                paper = self.papers[task]
                return (paper.id,) if paper else ()
        return super().records(work_product)


__all__ = ["case_pages"]
