"""Every id that one element of a profile names must be an element of the profile, of the right kind."""

from collections.abc import Iterable, Iterator

from sdesk.profile.elements import Profile, Task
from sdesk.profile.entry import fault

Reference = tuple[str, str, str, str]
"""The entry, its key, the id named there, and what it must be: `task CO.2.1, needs, WP.99, work product`."""


def check_references(profile: Profile, file: str) -> None:
    """Raise SdeskError for an id that names nothing, and for a part that could never be finished."""
    known = _ids(profile)
    for entry, key, named, kind in _references(profile):
        if named not in known[kind]:
            raise fault(f"{file}: {entry}", key, f"names {named}, which is no {kind}")
    for task in profile.tasks:
        _check_states(task, file)
    _check_parts(profile, file)


def _ids(profile: Profile) -> dict[str, set[str]]:
    return {
        "role": {role.id for role in profile.roles},
        "process": {process.id for process in profile.processes},
        "activity": {activity.id for activity in profile.activities},
        "requirement": {requirement.id for requirement in profile.requirements},
        "work product": {product.id for product in profile.work_products},
    }


def _references(profile: Profile) -> Iterator[Reference]:
    for variant in profile.variants:
        yield from _each(f"variant {variant.id}", "processes", variant.processes, "process")
    for role in profile.roles:
        yield from _each(f"role {role.id}", "reports_to", filter(None, [role.reports_to]), "role")
    for activity in profile.activities:
        yield f"activity {activity.id}", "id", activity.process, "process"
    for task in profile.tasks:
        yield from _references_of_task(task)
    for requirement in profile.requirements:
        entry = f"requirement {requirement.id}"
        yield entry, "process", requirement.process, "process"
        yield from _each(entry, "work_products", requirement.work_products, "work product")
    for product in profile.work_products:
        yield f"work_product {product.id}", "process", product.process, "process"


def _references_of_task(task: Task) -> Iterator[Reference]:
    entry = f"task {task.id}"
    yield entry, "id", task.activity, "activity"
    yield entry, "requirement", task.requirement, "requirement"
    yield from _each(entry, "roles", task.roles, "role")
    yield from _each(entry, "needs", (need.work_product for need in task.needs), "work product")
    yield from _each(entry, "produces", (made.work_product for made in task.produces), "work product")
    yield from _each(entry, "case", filter(None, [task.case]), "work product")


def _each(entry: str, key: str, named: Iterable[str], kind: str) -> Iterator[Reference]:
    return ((entry, key, one, kind) for one in named)


def _check_states(task: Task, file: str) -> None:
    entry = f"{file}: task {task.id}"
    for made in task.produces:
        if made.state == "given":
            raise fault(entry, "produces", f'has "{made}", but a task cannot leave it given')
    if task.from_state in task.to_states:
        raise fault(entry, "to", f"has {task.from_state}, where the case comes from")


def _check_parts(profile: Profile, file: str) -> None:
    """An activity needs a task and a work product an item of content, or it could not be finished."""
    for activity in profile.activities:
        if not profile.tasks_of(activity.id):
            raise fault(f"{file}: activity {activity.id}", "id", "is the activity of no task")
    for product in profile.work_products:
        if not product.content:
            raise fault(f"{file}: work_product {product.id}", "content", "has no item")
