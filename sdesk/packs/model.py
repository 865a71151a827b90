"""What a standard asks. Everything is frozen; ids are keys within their set (`CO.2.1`, `4.1.1 a`, `WP.11`).

Elements name each other by id; `RequirementSet` looks them up, and an id that it does not hold is a KeyError. What
people call an element (its name, and for a task why it is done) comes from the words of the pack; where they are
silent, its name is its id.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol, TypeVar

from sdesk.packs.order import dependency_order
from sdesk.packs.product_state import ProductState

Cadence = Literal["setup", "recurring", "case"]
"""Once and then on review; at planned intervals; once for each case, such as a change request or an incident."""

ProductKind = Literal["document", "records", "report", "schedule"]
"""One with versions; many rows; made from records over a period; a calendar, and the rules by which it is kept."""

Relation = Literal["same", "wider", "narrower", "touches"]

Status = Literal["draft", "published", "withdrawn"]
"""Of the edition, as its publisher sees it."""


@dataclass(frozen=True, slots=True)
class Header:
    """Which standard the set is taken from. `language` is the one in which the set itself is written."""

    id: str
    standard: str
    edition: str
    language: str
    status: Status
    title: str
    guide: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """The part of the set that a provider takes on."""

    id: str
    name: str
    processes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    id: str
    name: str
    duty: str
    reports_to: str = ""
    mandatory: bool = False
    external: bool = False


@dataclass(frozen=True, slots=True)
class Process:
    id: str
    name: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Activity:
    id: str
    name: str
    process: str


@dataclass(frozen=True, slots=True)
class Clause:
    id: str
    name: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. `case` is the work product of which each record passes through it.

    `why` is what it is for, `outcome` an example of how somebody says that it was done.
    """

    id: str
    name: str
    activity: str
    process: str
    requirement: str
    roles: tuple[str, ...]
    cadence: Cadence
    needs: tuple[ProductState, ...] = ()
    produces: tuple[ProductState, ...] = ()
    case: str = ""
    why: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """`related` are statements of other sets by their full ids, `source` is where the standard took it from.

    Of these, `same` ask for the same, `wider` for this and more, `narrower` for a part of it; all others touch it.
    """

    id: str
    statement: str
    process: str = ""
    clause: str = ""
    work_products: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    source: str = ""
    same: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()

    def relation_to(self, related: str) -> Relation:
        """How the other is related to this one: it is wider where it asks for this and more."""
        kinds: tuple[tuple[Relation, tuple[str, ...]], ...] = (
            ("same", self.same), ("wider", self.wider), ("narrower", self.narrower),
        )  # fmt: skip
        return next((kind for kind, named in kinds if related in named), "touches")


@dataclass(frozen=True, slots=True)
class ContentItem:
    """One thing a work product must hold; `ref` is its place in the standard's table: `b`, `c.1`."""

    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class WorkProduct:
    """`clause` is its place in the base standard, `evidence` what an auditor looks for, `short` a name of a word or two.

    `lack` is what is said where a field stands for its draft and is empty.
    """

    id: str
    name: str
    process: str
    kind: ProductKind
    content: tuple[ContentItem, ...]
    evidence: tuple[str, ...] = ()
    clause: str = ""
    short: str = ""
    lack: str = ""

    def item(self, ref: str) -> ContentItem:
        return next(item for item in self.content if item.ref == ref)


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Element = TypeVar("Element", bound=_Identified)


@dataclass(frozen=True)
class RequirementSet:
    """A whole set, every tuple in the order of its file. A set need not have every part."""

    header: Header
    variants: tuple[Variant, ...] = ()
    roles: tuple[Role, ...] = ()
    processes: tuple[Process, ...] = ()
    activities: tuple[Activity, ...] = ()
    clauses: tuple[Clause, ...] = ()
    tasks: tuple[Task, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    work_products: tuple[WorkProduct, ...] = ()

    @property
    def id(self) -> str:
        return self.header.id

    def variant(self, variant_id: str) -> Variant:
        return _by_id(self.variants)[variant_id]

    def role(self, role_id: str) -> Role:
        return _by_id(self.roles)[role_id]

    def process(self, process_id: str) -> Process:
        return _by_id(self.processes)[process_id]

    def activity(self, activity_id: str) -> Activity:
        return _by_id(self.activities)[activity_id]

    def clause(self, clause_id: str) -> Clause:
        return _by_id(self.clauses)[clause_id]

    def task(self, task_id: str) -> Task:
        return self._tasks[task_id]

    def requirement(self, requirement_id: str) -> Requirement:
        return self._requirements[requirement_id]

    def work_product(self, work_product_id: str) -> WorkProduct:
        return self._work_products[work_product_id]

    @cached_property
    def _tasks(self) -> Mapping[str, Task]:
        return _by_id(self.tasks)

    @cached_property
    def _requirements(self) -> Mapping[str, Requirement]:
        return _by_id(self.requirements)

    @cached_property
    def _work_products(self) -> Mapping[str, WorkProduct]:
        return _by_id(self.work_products)

    def process_of(self, key: str) -> str:
        """The process of a task or a work product; "" for anything else."""
        here = {task.id: task.process for task in self.tasks}
        here.update((product.id, product.process) for product in self.work_products)
        return here.get(key, "")

    @cached_property
    def tasks_in_order(self) -> tuple[Task, ...]:
        """All tasks in dependency order."""
        return dependency_order(self.tasks)

    def place(self, task: Task) -> int:
        """In dependency order, from 0."""
        return self._places[task.id]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {task.id: place for place, task in enumerate(self.tasks_in_order)}

    def work_products_of(self, process_id: str) -> tuple[WorkProduct, ...]:
        return tuple(product for product in self.work_products if product.process == process_id)

    def tasks_of(self, part_id: str) -> tuple[Task, ...]:
        """The tasks of an activity (`CO.2`) or of a whole process (`CO`)."""
        return tuple(task for task in self.tasks if part_id in (task.activity, task.process))

    def makers(self, need: ProductState) -> tuple[Task, ...]:
        """The tasks that leave the work product in this state, or in one that is as good."""
        if need not in self._makers:
            found = (task for task in self.tasks if any(made.meets(need) for made in task.produces))
            self._makers[need] = tuple(found)
        return self._makers[need]

    @cached_property
    def _makers(self) -> dict[ProductState, tuple[Task, ...]]:
        return {}

    def tasks_of_case(self, work_product_id: str) -> tuple[Task, ...]:
        """The tasks that each record of this work product passes through."""
        return tuple(task for task in self.tasks if task.case == work_product_id)

    def tasks_of_variant(self, variant_id: str) -> tuple[Task, ...]:
        return self._of_variants[variant_id]

    @cached_property
    def _of_variants(self) -> Mapping[str, tuple[Task, ...]]:
        return {
            each.id: tuple(task for task in self.tasks if task.process in each.processes)
            for each in self.variants
        }

    def requirements_of_variant(self, variant_id: str) -> tuple[Requirement, ...]:
        processes = self.variant(variant_id).processes
        return tuple(requirement for requirement in self.requirements if requirement.process in processes)


def _by_id(elements: Iterable[Element]) -> Mapping[str, Element]:
    return {element.id: element for element in elements}


def as_cited(related: str) -> str:
    """How people cite a statement of another set: `4.1.1 a)`, an item of a list with the bracket behind its letter."""
    key = related.partition("/")[2]
    return f"{key})" if key[-1:].isalpha() else key
