"""The pages of a wizard as values: one a task, in dependency order, with what it builds on and what it asks for."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sdesk.models import Agreement, Document, Record, ServiceReport, Step, model_of
from sdesk.paths import resource
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.roles import holders
from sdesk.practice.lifecycle.steps import steps_from_here
from sdesk.practice.readiness.progress import Progress, progress_of
from sdesk.practice.readiness.requirements import variant_of
from sdesk.practice.readiness.tasks import TaskStanding, standing_of, tasks_in_order
from sdesk.profile import Task, WorkProductState, service_delivery
from sdesk.storage import col

SHOWN = 5
"""Of an input that is a list, the newest so many can be read on the page."""


@dataclass(frozen=True)
class Doer:
    """A role that does the task, and who holds it today; nobody inside is a customer or a supplier."""

    role: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class PageInput:
    """A work product that the task builds on, with the records to read."""

    work_product: str
    name: str
    records: tuple[UUID, ...]


@dataclass(frozen=True)
class PageProduct:
    """What the page asks for: a record to be brought to a state.

    `record` is None where it is still to be begun, with `values`. `step` is the step that comes next on it, None
    where it only has to be written down or where all is done. `fields` are those that the page is about, all of
    them if empty. `others` are further drafts of the same kind.
    """

    work_product: str
    model: type[Record]
    record: UUID | None
    finished: bool
    step: Step | None = None
    fields: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    others: tuple[UUID, ...] = ()
    optional: bool = False
    not_applicable: bool = False

    @property
    def repeatable(self) -> bool:
        """Whether there may be another one: items, agreements and entries, but not documents."""
        return not issubclass(self.model, Document)


@dataclass(frozen=True)
class WizardPage:
    """One task on its page. `why` is what it is for, in our own words.

    `case_step` is the step that the case takes once the products of the page are finished. `outcome` is an example
    of the sentence in which the task is recorded as done, where that is how it is done. `leads_to` is, of a blocked
    page, the task with which the way to it begins: the first that can be done now.
    """

    task: Task
    standing: TaskStanding
    why: str
    doers: tuple[Doer, ...]
    inputs: tuple[PageInput, ...]
    products: tuple[PageProduct, ...]
    finished: bool
    outcome: str = ""
    case: UUID | None = None
    case_step: Step | None = None
    leads_to: str = ""

    @property
    def key(self) -> str:
        return self.task.id

    @property
    def blocked(self) -> bool:
        return self.standing.state == "blocked"

    @property
    def next_product(self) -> PageProduct | None:
        """What is to be finished next."""
        return next((each for each in self.products if not (each.finished or each.optional)), None)


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    with resource("profile", "tasks-en.toml").open("rb") as file:
        return tomllib.load(file)


def why(task_id: str) -> str:
    """What the task is for. Raises KeyError for what is no task."""
    return _texts()[task_id]["why"]


def example_outcome(task_id: str) -> str:
    """How somebody might say that they have done the task."""
    return _texts()[task_id].get("outcome", "Reviewed, nothing to change.")


# ---------------------------------------------------------------- which pages


def page_of(workspace: Workspace, task_id: str, today: date | None = None) -> WizardPage:
    """The page of one task. Raises KeyError for what is no task."""
    return PageMaker(workspace, today).page(service_delivery().task(task_id))


def activity_pages(
    workspace: Workspace, activity_id: str, today: date | None = None
) -> tuple[WizardPage, ...]:
    """The pages of an activity ("GO.1"), in dependency order."""
    return _pages(workspace, (task for task in tasks_in_order() if task.activity == activity_id), today)


def remaining_pages(workspace: Workspace, today: date | None = None) -> tuple[WizardPage, ...]:
    """Every page of the chosen variant that is not finished, in dependency order."""
    chosen = tasks_of_variant(variant_of(workspace))
    return tuple(page for page in _pages(workspace, chosen, today) if not page.finished)


def setup_pages(workspace: Workspace, today: date | None = None) -> tuple[WizardPage, ...]:
    """The pages of everything that is set up once, in dependency order."""
    chosen = tasks_of_variant(variant_of(workspace))
    return _pages(workspace, (task for task in chosen if task.cadence == "setup"), today)


def tasks_of_variant(variant: str) -> tuple[Task, ...]:
    """The tasks of a variant and, before them, those set-up tasks of other processes that make what they need."""
    profile = service_delivery()
    chosen = {task.id for task in profile.tasks_of_variant(variant)}
    waiting = [profile.task(each) for each in chosen]
    while waiting:
        for need in waiting.pop().needs:
            maker = _first_maker(need)
            if maker and maker.cadence == "setup" and maker.id not in chosen:
                chosen.add(maker.id)
                waiting.append(maker)
    return tuple(task for task in tasks_in_order() if task.id in chosen)


def _first_maker(need: WorkProductState) -> Task | None:
    return next((task for task in tasks_in_order() if any(made.meets(need) for made in task.produces)), None)


def _pages(workspace: Workspace, tasks: Iterable[Task], today: date | None) -> tuple[WizardPage, ...]:
    maker = PageMaker(workspace, today)
    return tuple(maker.page(task) for task in tasks)


# ---------------------------------------------------------------- how a page is made


class PageMaker:
    """Makes pages from one reading of the workspace, so that many cost little more than one."""

    def __init__(self, workspace: Workspace, today: date | None = None) -> None:
        self.workspace = workspace
        self.progress: Progress = progress_of(workspace, today)
        self._read: dict[str, tuple[UUID, ...]] = {}
        self._held: dict[str, tuple[str, ...]] = {}
        self._documents: dict[type[Record], list[Record]] = {}

    def page(self, task: Task) -> WizardPage:
        standing = standing_of(task, self.progress)
        products = self._products(task, standing)
        finished = standing.state == "done" and all(each.finished or each.optional for each in products)
        recorded = task.cadence == "recurring" or (task.cadence == "setup" and standing.state == "due")
        return WizardPage(
            task,
            standing,
            why(task.id),
            self.doers(task),
            self._inputs(task, products),
            products,
            finished,
            example_outcome(task.id) if recorded else "",
            leads_to=self._way_begins_with(standing),
        )

    def _way_begins_with(self, standing: TaskStanding) -> str:
        """Back from a blocked task to what blocks it, and what blocks that, until something can be done."""
        here, known = standing, {standing.task.id}
        while here.state == "blocked":
            makers = (task for blocker in here.blocked_by for task in blocker.made_by if task not in known)
            before = next(makers, "")
            if not before:
                break
            known.add(before)
            here = standing_of(service_delivery().task(before), self.progress)
        return here.task.id if here is not standing else ""

    def _inputs(self, task: Task, products: tuple[PageProduct, ...]) -> tuple[PageInput, ...]:
        """What is read, besides what the page itself is about."""
        written = {product.work_product for product in products}
        return tuple(self.input(need.work_product) for need in task.needs if need.work_product not in written)

    def doers(self, task: Task) -> tuple[Doer, ...]:
        roles = [service_delivery().role(each) for each in task.roles]
        return tuple(Doer(role.name, self._people(role.id)) for role in roles)

    def _people(self, role: str) -> tuple[str, ...]:
        if role not in self._held:
            found = holders(self.workspace, [role], self.progress.today)
            self._held[role] = tuple(person.name for person in found)
        return self._held[role]

    def input(self, work_product: str, records: Iterable[UUID] | None = None) -> PageInput:
        name = service_delivery().work_product(work_product).name
        return PageInput(
            work_product, name, self._readable(work_product) if records is None else tuple(records)
        )

    def _readable(self, work_product: str) -> tuple[UUID, ...]:
        """What there is to read of a work product: the document as it is valid now, the newest of a list."""
        if work_product not in self._read:
            model = model_of(work_product)
            if issubclass(model, Document):
                versions = self._versions(model)
                valid = [each for each in versions if each.state == "approved"]
                found = [*valid, *versions][:1]
            else:
                counting = [state.name for state in model.states if state.level]
                found = self.workspace.find(
                    model, col(model.state).in_(counting), order_by=[col(model.number).desc()], limit=SHOWN
                )
            self._read[work_product] = tuple(record.id for record in found)
        return self._read[work_product]

    def _versions(self, model: type[Record]) -> list[Record]:
        """Of a document, the newest first."""
        if model not in self._documents:
            newest = [col(model.version).desc()]
            self._documents[model] = self.workspace.find(model, order_by=newest, limit=SHOWN)
        return self._documents[model]

    # what the page asks for

    def _products(self, task: Task, standing: TaskStanding) -> tuple[PageProduct, ...]:
        if task.cadence == "case":
            return ()
        given = [need for need in task.needs if need.state == "given" and task.id == "GO.1.1"]
        wanted = [WorkProductState(need.work_product, "approved") for need in given]
        # The request form (WP.11) is the program's own; the procedure (WP.17) on the same page says how it is used.
        wanted += [
            made for made in task.produces if not (made.work_product == "WP.11" and task.cadence == "setup")
        ]
        return tuple(self._product(task, standing, each) for each in wanted)

    def _product(self, task: Task, standing: TaskStanding, wanted: WorkProductState) -> PageProduct:
        model = model_of(wanted.work_product)
        met = self.progress.meets(wanted.work_product, wanted.state)
        chosen, others = self._chosen(model, met and standing.state == "done", task)
        not_applicable = wanted.work_product in self.progress.not_applicable
        return PageProduct(
            wanted.work_product,
            model,
            chosen.id if chosen else None,
            finished=_is_finished(task, standing, met and _says_enough(task, self.progress)),
            step=_next_step(model, chosen, task, wanted.state),
            fields=_FIELDS.get((task.id, wanted.work_product), ()),
            others=others,
            optional=task.id in _BY_REVIEW,
            not_applicable=not_applicable,
        )

    def _chosen(
        self, model: type[Record], finished: bool, task: Task
    ) -> tuple[Record | None, tuple[UUID, ...]]:
        """The record to show, drafts first, and further drafts; None where one is to be begun."""
        if issubclass(model, Document):
            versions = self._versions(model)
            ranked = [each for state in ("draft", "approved") for each in versions if each.state == state]
            return next(iter([*ranked, *versions]), None), ()
        drafts = self.workspace.find(
            model,
            col(model.state) == model.first_state().name,
            order_by=[col(model.changed_at).desc()],
            limit=SHOWN,
        )
        if drafts:
            return drafts[0], tuple(each.id for each in drafts[1:])
        if not finished and (task.cadence == "recurring" or issubclass(model, ServiceReport)):
            return None, ()
        counting = [state.name for state in model.states if state.level]
        order = [col(model.review_date)] if issubclass(model, Agreement) else [col(model.changed_at).desc()]
        return self.workspace.first(model, col(model.state).in_(counting), order_by=order), ()


_BY_REVIEW = frozenset({"GO.2.4", "GO.3.1", "RE.1.3", "RE.2.5", "IN.1.2", "IN.1.3"})
"""Recurring tasks that are done by looking: a new version, or a new request, is made only where it is needed."""

_FIELDS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("CO.1.1", "WP.03"): (
        "customer",
        "name",
        "change_definitions",
        "complaint_definition",
        "major_incident_definition",
        "consent_to_changes",
    ),
}
"""(task, work product) -> the fields that this page is about, where it is not about all of them."""


def _is_finished(task: Task, standing: TaskStanding, met: bool) -> bool:
    """What is set up is finished when it is there and not due for review; what recurs when the task is done."""
    return met and standing.state != "due" if task.cadence == "setup" else standing.state == "done"


def _says_enough(task: Task, progress: Progress) -> bool:
    """CO.1.2 wants the procedure (WP.17) to say how a change is requested; that it was begun is not enough."""
    return task.id != "CO.1.2" or progress.meets("WP.11", "draft")


def _next_step(model: type[Record], record: Record | None, task: Task, wanted: str) -> Step | None:
    if wanted == "draft":
        return None
    return next_step(model, record, task.id)


def next_step(model: type[Record], record: Record | None, task_id: str) -> Step | None:
    """The main step that leads on from where the record is, first the one that is this task's."""
    here = record or model(state=model.first_state().name)
    ways = [step for step in steps_from_here(here) if step.main]
    return next((step for step in ways if step.task == task_id), ways[0] if ways else None)
