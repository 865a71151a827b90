"""Where our records answer what a set asks. Kinds of record, fields, steps and rules are named, never imported.

A field is named with its record (`ServiceIncident.reporter`), a step likewise (`ServiceIncident.put on hold`). Within
the content of a work product, whose record is known, a field stands alone, a column of rows as `services.hours`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Literal

Judge = Literal["program", "prepared", "person"]
"""Who judges a point of evidence: the program, a person from what the program prepared, or a person alone."""

Parameter = str | int | float | bool


@dataclass(frozen=True, slots=True)
class RoleBinding:
    """A role of the set is one of ours (`role`), or played by somebody outside: a kind of record (`party`)."""

    id: str
    role: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class ProcessBinding:
    """The tab of the window in which the process stands."""

    id: str
    tab: str


@dataclass(frozen=True, slots=True)
class ItemBinding:
    """What covers a content item: fields, a guarantee (what the program itself sees to), or both."""

    ref: str
    fields: tuple[str, ...] = ()
    guarantee: str = ""


@dataclass(frozen=True, slots=True)
class OtherWay:
    """What brings a work product to `state` besides a record in it: a field filled in, or a step ever taken."""

    state: str
    field: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True)
class PointBinding:
    """How a point of evidence is judged: `check` is the name of a check of ours, `parts` are what it looks at.

    Where a person judges, the check prepares what they look at; "" where there is nothing to prepare.
    """

    judge: Judge
    check: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkProductBinding:
    """`record` is the kind of record that it is kept in, `also` are kinds that belong to it besides."""

    id: str
    record: str
    also: tuple[str, ...] = ()
    content: tuple[ItemBinding, ...] = ()
    evidence: tuple[PointBinding, ...] = ()
    other_ways: tuple[OtherWay, ...] = ()
    may_not_apply: bool = False

    def item(self, ref: str) -> ItemBinding:
        """What covers the item; an empty binding where nothing does."""
        return next((item for item in self.content if item.ref == ref), ItemBinding(ref))

    def other_way(self, state: str) -> OtherWay | None:
        return next((way for way in self.other_ways if way.state == state), None)


@dataclass(frozen=True, slots=True)
class TaskPage:
    """What the page of a task is about: sections or fields of a form, a view beside it, a panel above its fields."""

    sections: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    view: str = ""
    panel: str = ""

    def fields_of(self, record: str) -> tuple[str, ...]:
        """The names of those fields of the page that are of this kind of record."""
        return tuple(name for owner, name in map(parted, self.fields) if owner == record)


@dataclass(frozen=True, slots=True)
class TaskBinding:
    """`steps` do the task; `paper` is what is written for a case on its page. `writes` are the fields that it fills in:
    before they are, and say enough, it is not done. `done_when` names a condition that has to hold besides.

    `by_review`: it is done by looking, and a new version is made only where one is needed. `interval` is the days
    within which a recurring task is done again, unless the workspace says otherwise. `due_while` names a condition
    in which it is due although it was done. `at_once`: what it is about has happened and is written down at once, so that
    it waits for nothing but the case itself.
    """

    id: str
    steps: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    done_when: str = ""
    paper: str = ""
    by_review: bool = False
    interval: int = 0
    due_while: str = ""
    at_once: bool = False
    page: TaskPage = TaskPage()

    def steps_of(self, record: str) -> tuple[str, ...]:
        """The names of those steps that are of this kind of record."""
        return tuple(name for owner, name in map(parted, self.steps) if owner == record)

    def writes_in(self, record: str) -> tuple[str, ...]:
        """The names of those fields that it writes which are of this kind of record."""
        return tuple(name for owner, name in map(parted, self.writes) if owner == record)

    @property
    def written_in(self) -> tuple[str, ...]:
        """The kinds of record that it writes in."""
        return tuple(dict.fromkeys(owner for owner, _name in map(parted, self.writes)))


@dataclass(frozen=True, slots=True)
class RequirementBinding:
    """The rule that judges it; or, where the set has no work products, the kinds of record that carry some of it."""

    id: str
    rule: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mandatory:
    """A field that the set makes mandatory from a state on, besides what our models ask for."""

    field: str
    state: str


@dataclass(frozen=True)
class Bindings:
    """All bindings of a set. What is bound to nothing is not in them; ask `get`."""

    roles: Mapping[str, RoleBinding] = field(default_factory=dict)
    processes: Mapping[str, ProcessBinding] = field(default_factory=dict)
    work_products: Mapping[str, WorkProductBinding] = field(default_factory=dict)
    tasks: Mapping[str, TaskBinding] = field(default_factory=dict)
    requirements: Mapping[str, RequirementBinding] = field(default_factory=dict)
    mandatory: tuple[Mandatory, ...] = ()

    def task(self, task_id: str) -> TaskBinding:
        return self.tasks.get(task_id, TaskBinding(task_id))

    def task_showing(self, view: str) -> str:
        """The first task on whose page this view helps; "" where it does on none."""
        return next((task.id for task in self.tasks.values() if task.page.view == view), "")

    def requirement(self, requirement_id: str) -> RequirementBinding:
        return self.requirements.get(requirement_id, RequirementBinding(requirement_id))

    def record_of(self, work_product_id: str) -> str:
        """The kind of record that a work product is kept in, "" where nothing carries it."""
        bound = self.work_products.get(work_product_id)
        return bound.record if bound else ""

    def work_products_in(self, record: str) -> tuple[WorkProductBinding, ...]:
        """The work products that a kind of record carries, or belongs to, those that it is kept in first."""
        return self._carried.get(record, ())

    @cached_property
    def _carried(self) -> Mapping[str, tuple[WorkProductBinding, ...]]:
        found: dict[str, tuple[WorkProductBinding, ...]] = {}
        bound = self.work_products.values()
        for record, product in (
            *((each.record, each) for each in bound),
            *((record, each) for each in bound for record in each.also),
        ):
            found[record] = (*found.get(record, ()), product)
        return found

    def items_of(self, record: str, field_name: str) -> tuple[tuple[str, str], ...]:
        """The content items that a field covers: (work product, item), such as ("WP.11", "b")."""
        return tuple(
            (product.id, item.ref)
            for product in self.work_products_in(record)
            if product.record == record
            for item in product.content
            if field_name in item.fields
        )

    def covered_in(self, record: str) -> frozenset[str]:
        """The fields of a kind of record that cover a content item."""
        return self._covered.get(record, frozenset())

    @cached_property
    def _covered(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for product in self.work_products.values():
            for item in product.content:
                found.setdefault(product.record, set()).update(item.fields)
        return {record: frozenset(names) for record, names in found.items()}

    def tasks_of_step(self, record: str, step: str) -> tuple[str, ...]:
        return tuple(task.id for task in self.tasks.values() if f"{record}.{step}" in task.steps)


def parted(named: str) -> tuple[str, str]:
    """`ServiceIncident.put on hold` is a step, or field, of `ServiceIncident`."""
    record, _, name = named.partition(".")
    return record, name
