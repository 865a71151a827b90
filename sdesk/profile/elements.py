"""What a profile consists of. Everything is frozen; ids are the standard's (`CO.2.1`, `P07`, `WP.11`).

Elements name each other by id. `Profile` looks them up; an id that it does not hold is a KeyError.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

Cadence = Literal["setup", "recurring", "case"]
"""Once and then on review; at planned intervals; once for each change request or incident."""

WorkProductKind = Literal["document", "records", "report", "schedule"]
"""One with versions; many rows; made from records over a period; the calendar of changes."""

STATES = ("given", "draft", "recorded", "approved")
"""What a task can need a work product to be. A task produces any of them but `given`."""


@dataclass(frozen=True, slots=True)
class WorkProductState:
    """A work product in a state: what a task needs before it, or leaves behind."""

    work_product: str
    state: str

    def meets(self, need: "WorkProductState") -> bool:
        """Whether having this is enough where `need` is asked for: approved is also draft and recorded."""
        if self.work_product != need.work_product:
            return False
        return self.state == need.state or (self.state == "approved" and need.state in ("draft", "recorded"))

    def __str__(self) -> str:
        return f"{self.work_product} {self.state}"


@dataclass(frozen=True, slots=True)
class Variant:
    """The part of the profile that a provider takes on."""

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

    @property
    def process(self) -> str:
        return _above(self.id)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. A case task moves the record `case` names from `from_state` to one of `to_states`.

    An empty `from_state` of a case task means that the record does not exist before it.
    """

    id: str
    name: str
    requirement: str
    roles: tuple[str, ...]
    cadence: Cadence
    needs: tuple[WorkProductState, ...]
    produces: tuple[WorkProductState, ...]
    case: str = ""
    from_state: str = ""
    to_states: tuple[str, ...] = ()

    @property
    def activity(self) -> str:
        return _above(self.id)

    @property
    def process(self) -> str:
        return _above(self.activity)


@dataclass(frozen=True, slots=True)
class Requirement:
    """`iso20000` holds the related clauses of ISO/IEC 20000-1:2011, `source` where it was imported from."""

    id: str
    process: str
    statement: str
    work_products: tuple[str, ...]
    iso20000: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class ContentItem:
    """One thing a work product must hold; `ref` is its place in the standard's table: `b`, `c.1`."""

    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class WorkProduct:
    """`clause` is the place in the base standard, `evidence` what an auditor looks for."""

    id: str
    name: str
    process: str
    kind: WorkProductKind
    clause: str
    content: tuple[ContentItem, ...]
    evidence: tuple[str, ...]


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Element = TypeVar("Element", bound=_Identified)


@dataclass(frozen=True)
class Profile:
    """A whole profile, every tuple in the order of its file. A profile need not have every part."""

    id: str
    title: str
    guide: str
    variants: tuple[Variant, ...]
    roles: tuple[Role, ...]
    processes: tuple[Process, ...]
    activities: tuple[Activity, ...]
    tasks: tuple[Task, ...]
    requirements: tuple[Requirement, ...]
    work_products: tuple[WorkProduct, ...]

    def variant(self, variant_id: str) -> Variant:
        return _named(self.variants, variant_id)

    def role(self, role_id: str) -> Role:
        return _named(self.roles, role_id)

    def process(self, process_id: str) -> Process:
        return _named(self.processes, process_id)

    def activity(self, activity_id: str) -> Activity:
        return _named(self.activities, activity_id)

    def task(self, task_id: str) -> Task:
        return _named(self.tasks, task_id)

    def requirement(self, requirement_id: str) -> Requirement:
        return _named(self.requirements, requirement_id)

    def work_product(self, work_product_id: str) -> WorkProduct:
        return _named(self.work_products, work_product_id)

    def activity_of(self, task: Task) -> Activity:
        return self.activity(task.activity)

    def activities_of(self, process_id: str) -> tuple[Activity, ...]:
        return tuple(activity for activity in self.activities if activity.process == process_id)

    def work_products_of(self, process_id: str) -> tuple[WorkProduct, ...]:
        return tuple(product for product in self.work_products if product.process == process_id)

    def tasks_of(self, part_id: str) -> tuple[Task, ...]:
        """The tasks of an activity (`CO.2`) or of a whole process (`CO`)."""
        return tuple(task for task in self.tasks if part_id in (task.activity, task.process))

    def tasks_making(self, work_product_id: str, state: str) -> tuple[Task, ...]:
        """The tasks that leave the work product in this state, or in one that is as good."""
        need = WorkProductState(work_product_id, state)
        return tuple(task for task in self.tasks if any(made.meets(need) for made in task.produces))

    def tasks_of_case(self, work_product_id: str) -> tuple[Task, ...]:
        """The tasks that each record of this work product passes through."""
        return tuple(task for task in self.tasks if task.case == work_product_id)

    def tasks_of_requirement(self, requirement_id: str) -> tuple[Task, ...]:
        return tuple(task for task in self.tasks if task.requirement == requirement_id)

    def tasks_of_variant(self, variant_id: str) -> tuple[Task, ...]:
        processes = self.variant(variant_id).processes
        return tuple(task for task in self.tasks if task.process in processes)

    def requirements_of_variant(self, variant_id: str) -> tuple[Requirement, ...]:
        processes = self.variant(variant_id).processes
        return tuple(requirement for requirement in self.requirements if requirement.process in processes)


def _above(part_id: str) -> str:
    """`CO.2.1` lies in `CO.2`, `CO.2` in `CO`."""
    return part_id.rpartition(".")[0]


def _named(elements: Iterable[Element], element_id: str) -> Element:
    for element in elements:
        if element.id == element_id:
            return element
    raise KeyError(element_id)
