"""Every id that one element of a set names must be an element of the set, of the right kind; and every task is reached."""

from collections.abc import Iterable, Iterator, Mapping

from sdesk.packs.entry import fault
from sdesk.packs.model import RequirementSet, Task
from sdesk.packs.order import lacking
from sdesk.translation import message as _

Reference = tuple[str, str, str, str]
"""The entry, its key, the id named there, and what it must be: `task CO.2.1, needs, WP.99, work product`."""

NAMED = ("task", "requirement", "work product", "clause")
"""What is named from outside the set, by `29110-4-3/` and its key."""


def check_set(found: RequirementSet, file: str) -> None:
    """Raise SdeskError for an id that names nothing, and for a part that could never be finished."""
    known = ids_of(found)
    _check_keys(known, file)
    for entry, key, named, kind in _references(found):
        if named not in known[kind]:
            said = _("names {id}, but must name a {kind} of the set", id=named, kind=kind)
            raise fault(f"{file}: {entry}", key, said)
    for task in found.tasks:
        _check_states(task, file)
    _check_chains(found, file)
    _check_parts(found, file)
    _check_order(found, file)


def ids_of(found: RequirementSet) -> Mapping[str, frozenset[str]]:
    """The ids of the set by what they are called in a fault."""
    return {
        "variant": frozenset(variant.id for variant in found.variants),
        "role": frozenset(role.id for role in found.roles),
        "process": frozenset(process.id for process in found.processes),
        "activity": frozenset(activity.id for activity in found.activities),
        "clause": frozenset(clause.id for clause in found.clauses),
        "task": frozenset(task.id for task in found.tasks),
        "requirement": frozenset(requirement.id for requirement in found.requirements),
        "work product": frozenset(product.id for product in found.work_products),
    }


def _check_keys(known: Mapping[str, frozenset[str]], file: str) -> None:
    """From outside an element is known by set and key alone, so no two of those that are named may share one."""
    for kind in NAMED:
        for other in NAMED[: NAMED.index(kind)]:
            for shared in sorted(known[kind] & known[other]):
                said = _("is there as {kind} too, but each must have its own id", kind=other)
                raise fault(file, f"{kind} {shared}", said)


def _references(found: RequirementSet) -> Iterator[Reference]:
    for variant in found.variants:
        yield from _each(f"variant {variant.id}", "processes", variant.processes, "process")
    for role in found.roles:
        yield from _each(f"role {role.id}", "reports_to", filter(None, [role.reports_to]), "role")
    for activity in found.activities:
        yield f"activity {activity.id}", "process", activity.process, "process"
    for clause in found.clauses:
        yield from _each(f"clause {clause.id}", "parent", filter(None, [clause.parent]), "clause")
    for task in found.tasks:
        yield from _references_of_task(task)
    for requirement in found.requirements:
        entry = f"requirement {requirement.id}"
        yield from _each(entry, "process", filter(None, [requirement.process]), "process")
        yield from _each(entry, "clause", filter(None, [requirement.clause]), "clause")
        yield from _each(entry, "work_products", requirement.work_products, "work product")
    for product in found.work_products:
        yield f"work_product {product.id}", "process", product.process, "process"


def _references_of_task(task: Task) -> Iterator[Reference]:
    entry = f"task {task.id}"
    yield entry, "activity", task.activity, "activity"
    yield entry, "requirement", task.requirement, "requirement"
    yield from _each(entry, "roles", task.roles, "role")
    yield from _each(entry, "needs", (need.work_product for need in task.needs), "work product")
    yield from _each(entry, "produces", (made.work_product for made in task.produces), "work product")
    yield from _each(entry, "case", filter(None, [task.case]), "work product")


def _each(entry: str, key: str, named: Iterable[str], kind: str) -> Iterator[Reference]:
    return ((entry, key, one, kind) for one in named)


def _check_states(task: Task, file: str) -> None:
    for made in task.produces:
        if made.state == "given":
            entry = f"{file}: task {task.id}"
            said = _('has "{made}", but a task leaves it draft, recorded or approved', made=str(made))
            raise fault(entry, "produces", said)


def _check_chains(found: RequirementSet, file: str) -> None:
    """Nobody reports to themselves, by however many steps, and no clause lies within itself."""
    chains = (
        ("role", "reports_to", {role.id: role.reports_to for role in found.roles}),
        ("clause", "parent", {clause.id: clause.parent for clause in found.clauses}),
    )
    for kind, key, above in chains:
        for start in above:
            seen, here = {start}, above[start]
            while here and here not in seen:
                seen.add(here)
                here = above[here]
            if here:
                said = _("leads back to {id}, but must lead to an end", id=here)
                raise fault(f"{file}: {kind} {start}", key, said)


def _check_parts(found: RequirementSet, file: str) -> None:
    """An activity needs a task and a work product an item of content, or it could not be finished."""
    for activity in found.activities:
        if not found.tasks_of(activity.id):
            said = _("must be the activity of a task, but is of none")
            raise fault(f"{file}: activity {activity.id}", "id", said)
    for product in found.work_products:
        if not product.content:
            said = _("must have an item, but has none")
            raise fault(f"{file}: work_product {product.id}", "content", said)


def _check_order(found: RequirementSet, file: str) -> None:
    reached = found.tasks_in_order
    made = [state for task in reached for state in task.produces]
    for task in found.tasks:
        if task not in reached:
            lacks = ", ".join(map(str, lacking(task, made)))
            said = _("{lacks}, which no task that can be reached makes", lacks=lacks)
            raise fault(f"{file}: task {task.id}", "needs", said)
