"""The pages of a wizard as values: one a task, in dependency order, with what it builds on and what it asks for."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sdesk.models import Agreement, Document, Record, ServiceReport, Step
from sdesk.packs import ProductState, Task
from sdesk.packs.dependencies import asked_on_page, said_elsewhere
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.roles import holders
from sdesk.practice.lifecycle.steps import steps_from_here
from sdesk.practice.readiness.conditions import lacking_products
from sdesk.practice.readiness.progress import Progress, progress_of
from sdesk.practice.readiness.tasks import Blocker, TaskStanding, standing_of
from sdesk.storage import col
from sdesk.translation import NOTHING_SAID, Message, counted, sentences, term
from sdesk.translation import message as _

NOTHING_TO_CHANGE = _("Reviewed, nothing to change.")
"""How somebody might say that they have done a task, where the pack has no example."""

TOLD = 2
"""Of what has to come first, so many are told at the top of a page; the list of tasks has all."""

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
    page, the task with which the way to it begins: the first that can be done now; `first` says what has to come before
    the page is finished. `lacks` is what the task is not done without although all that it produces is there.
    """

    task: Task
    standing: TaskStanding
    why: str
    doers: tuple[Doer, ...]
    inputs: tuple[PageInput, ...]
    products: tuple[PageProduct, ...]
    finished: bool
    outcome: Message = NOTHING_SAID
    case: UUID | None = None
    case_step: Step | None = None
    leads_to: str = ""
    first: Message = NOTHING_SAID
    lacks: Message = NOTHING_SAID

    @property
    def key(self) -> str:
        return self.task.id

    @property
    def blocked(self) -> bool:
        """Whether something has to come first. It keeps the step that finishes the page, never the writing."""
        return self.standing.state == "blocked"

    @property
    def holds_back(self) -> bool:
        """Whether the step that finishes it is refused for now: of a draft there is none, it is only written."""
        unfinished = [each for each in self.products if not (each.finished or each.optional)]
        return self.blocked and (not unfinished or any(each.step for each in unfinished))

    @property
    def in_turn(self) -> bool:
        """Whether there is something to do here today, and nothing has to come before it."""
        later = self.task.cadence == "setup" and self.standing.state == "waiting"
        return not (self.finished or self.blocked or later)

    @property
    def next_product(self) -> PageProduct | None:
        """What is to be finished next."""
        return next((each for each in self.products if not (each.finished or each.optional)), None)


# ---------------------------------------------------------------- which pages


def page_of(workspace: Workspace, task_id: str, today: date | None = None) -> WizardPage:
    """The page of one task. Raises KeyError for what is no task."""
    return PageMaker(workspace, today).page(workspace.packs.first.asks.task(task_id))


def activity_pages(
    workspace: Workspace, activity_id: str, today: date | None = None
) -> tuple[WizardPage, ...]:
    """The pages of an activity ("GO.1"), in dependency order."""
    tasks = workspace.packs.first.asks.tasks_in_order
    return _pages(workspace, (task for task in tasks if task.activity == activity_id), today)


def remaining_pages(workspace: Workspace, today: date | None = None) -> tuple[WizardPage, ...]:
    """Every page of the chosen variant that is not finished, in dependency order."""
    chosen = chosen_tasks(workspace)
    return tuple(page for page in _pages(workspace, chosen, today) if not page.finished)


def setup_pages(workspace: Workspace, today: date | None = None) -> tuple[WizardPage, ...]:
    """The pages of everything that is set up once, in dependency order."""
    chosen = chosen_tasks(workspace)
    return _pages(workspace, (task for task in chosen if task.cadence == "setup"), today)


def chosen_tasks(workspace: Workspace) -> tuple[Task, ...]:
    """The tasks of the chosen variant and, before them, those of other processes that set up what every variant uses.

    In dependency order, but what goes on with a document that one task alone has brought there stands right behind that
    one: people learn while everything else is written, not after it.
    """
    in_order: list[Task] = []
    for task in progress_of(workspace).chosen:
        place = len(in_order)
        if task.cadence == "setup" and task.needs == task.produces:
            place = next((at for at, each in enumerate(in_order, 1) if each.produces == task.needs), place)
        in_order.insert(place, task)
    return tuple(in_order)


def _pages(workspace: Workspace, tasks: Iterable[Task], today: date | None) -> tuple[WizardPage, ...]:
    maker = PageMaker(workspace, today)
    return tuple(maker.page(task) for task in tasks)


# ---------------------------------------------------------------- how a page is made


class PageMaker:
    """Makes pages from one reading of the workspace, so that many cost little more than one."""

    def __init__(self, workspace: Workspace, today: date | None = None) -> None:
        self.workspace = workspace
        self.progress: Progress = progress_of(workspace, today)
        self.pack = self.progress.pack
        self._read: dict[str, tuple[UUID, ...]] = {}
        self._held: dict[str, tuple[str, ...]] = {}
        self._documents: dict[type[Record], list[Record]] = {}

    def page(self, task: Task) -> WizardPage:
        standing = standing_of(task, self.progress)
        products = self._products(task, standing)
        finished = standing.state == "done" and all(each.finished or each.optional for each in products)
        recorded = task.cadence == "recurring" or (task.cadence == "setup" and standing.state == "overdue")
        return WizardPage(
            task,
            standing,
            task.why,
            self.doers(task),
            self._inputs(task, products),
            products,
            finished,
            _example(task) if recorded else NOTHING_SAID,
            leads_to=self._way_begins_with(standing),
            first=what_comes_first(standing),
            lacks=self._lacks(standing),
        )

    def _lacks(self, standing: TaskStanding) -> Message:
        is_set_up = standing.task.cadence == "setup" and not lacking_products(standing.task, self.progress)
        return standing.detail if is_set_up and standing.state in ("ready", "waiting") else NOTHING_SAID

    def _way_begins_with(self, standing: TaskStanding) -> str:
        """Back from a blocked task to what blocks it, and what blocks that, until something can be done."""
        here, known = standing, {standing.task.id}
        while here.state == "blocked":
            makers = (task for blocker in here.blocked_by for task in blocker.made_by if task not in known)
            before = next(makers, "")
            if not before:
                break
            known.add(before)
            here = standing_of(self.pack.asks.task(before), self.progress)
        return here.task.id if here is not standing else ""

    def _inputs(self, task: Task, products: tuple[PageProduct, ...]) -> tuple[PageInput, ...]:
        """What is read, besides what the page itself is about."""
        written = {product.work_product for product in products}
        return tuple(self.input(need.work_product) for need in task.needs if need.work_product not in written)

    def doers(self, task: Task) -> tuple[Doer, ...]:
        roles = [self.pack.asks.role(each) for each in task.roles]
        return tuple(Doer(role.name, self._people(self.pack.bindings.roles[role.id].role)) for role in roles)

    def _people(self, role: str) -> tuple[str, ...]:
        if role not in self._held:
            found = holders(self.workspace, [role] if role else [], self.progress.today)
            self._held[role] = tuple(person.name for person in found)
        return self._held[role]

    def input(self, work_product: str, records: Iterable[UUID] | None = None) -> PageInput:
        name = self.pack.asks.work_product(work_product).name
        return PageInput(
            work_product, name, self._readable(work_product) if records is None else tuple(records)
        )

    def _readable(self, work_product: str) -> tuple[UUID, ...]:
        """What there is to read of a work product: the document as it is valid now, the newest of a list."""
        if work_product not in self._read:
            model = self.workspace.model_of(work_product)
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
        """The request form is the program's own; the procedure on the same page says how it is used."""
        return tuple(self._product(task, standing, each) for each in asked_on_page(self.pack, task))

    def _product(self, task: Task, standing: TaskStanding, wanted: ProductState) -> PageProduct:
        model = self.workspace.model_of(wanted.work_product)
        met = self.progress.has(wanted, task)
        chosen, others = self._chosen(model, met and standing.state == "done", task)
        not_applicable = wanted.work_product in self.progress.not_applicable
        return PageProduct(
            wanted.work_product,
            model,
            chosen.id if chosen else None,
            finished=_is_finished(
                task, standing, met and not self._lacks(standing) and self._says_enough(task)
            ),
            step=None if wanted.state == "draft" else self.next_step(model, chosen, task),
            fields=self.pack.bindings.task(task.id).page.fields_of(model.__name__),
            others=others,
            optional=self.pack.bindings.task(task.id).by_review,
            not_applicable=not_applicable,
        )

    def next_step(self, model: type[Record], record: Record | None, task: Task) -> Step | None:
        """The main step that leads on from where the record is, first the one that is this task's."""
        return next_step(model, record, self.pack.bindings.task(task.id).steps_of(model.__name__))

    def _says_enough(self, task: Task) -> bool:
        """The procedure has to say how a change is requested; that it was begun is not enough."""
        elsewhere = said_elsewhere(self.pack, task)
        return all(self.progress.meets(each.work_product, each.state) for each in elsewhere)

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


def what_comes_first(standing: TaskStanding) -> Message:
    """Of a blocked task: which work products are not as far as they have to be, and which task brings each there."""
    if standing.state != "blocked":
        return NOTHING_SAID
    told = [_comes_first(each) for each in standing.blocked_by[:TOLD]]
    more = len(standing.blocked_by) - len(told)
    if more:
        told.append(counted("{n} more comes before it.", "{n} more come before it.", n=more))
    return sentences(*told)


def _comes_first(blocker: Blocker) -> Message:
    if not blocker.made_by:
        return blocker.text
    return sentences(blocker.text, _("That is done in {task}.", task=blocker.made_by[0]))


def _example(task: Task) -> Message:
    return term(task.outcome) if task.outcome else NOTHING_TO_CHANGE


def _is_finished(task: Task, standing: TaskStanding, met: bool) -> bool:
    """What is set up is finished when it is there and not due for review; what recurs when the task is done."""
    return met and standing.state != "overdue" if task.cadence == "setup" else standing.state == "done"


def next_step(model: type[Record], record: Record | None, preferred: Collection[str] = ()) -> Step | None:
    """The main step that leads on from where the record is, first one that is preferred."""
    here = record or model(state=model.first_state().name)
    ways = [step for step in steps_from_here(here) if step.main]
    return next((step for step in ways if step.name in preferred), ways[0] if ways else None)
