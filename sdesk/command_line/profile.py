"""`sdesk profile`: the standard as data, and the fields by which this program covers it."""

from typing import Any

from sdesk.command_line.output import print_json, print_table
from sdesk.command_line.parser import Options
from sdesk.models import FieldSpec, Record, field_of, fields_of, model_of
from sdesk.models.guarantees import GUARANTEED
from sdesk.profile import Profile, Requirement, Task, WorkProduct, dependency_order, service_delivery


def print_profile(options: Options) -> int:
    profile = service_delivery()
    if options.json:
        print_json(profile_as_json(profile))
    else:
        _print_text(profile)
    return 0


def profile_as_json(profile: Profile) -> dict[str, Any]:
    """The profile, tasks in dependency order, each work product with its fields."""
    return {
        "id": profile.id,
        "title": profile.title,
        "guide": profile.guide,
        "variants": [
            {"id": each.id, "name": each.name, "processes": list(each.processes)} for each in profile.variants
        ],
        "roles": [
            {"id": each.id, "name": each.name, "duty": each.duty, "reports_to": each.reports_to,
             "mandatory": each.mandatory, "external": each.external}
            for each in profile.roles
        ],
        "processes": [{"id": each.id, "name": each.name, "purpose": each.purpose} for each in profile.processes],
        "activities": [
            {"id": each.id, "name": each.name, "process": each.process} for each in profile.activities
        ],
        "tasks": [_task(task) for task in dependency_order(profile.tasks)],
        "requirements": [_requirement(each) for each in profile.requirements],
        "work_products": [_work_product(each) for each in profile.work_products],
    }  # fmt: skip


def _task(task: Task) -> dict[str, Any]:
    said = {
        "id": task.id,
        "name": task.name,
        "activity": task.activity,
        "requirement": task.requirement,
        "roles": list(task.roles),
        "cadence": task.cadence,
        "needs": [{"work_product": need.work_product, "state": need.state} for need in task.needs],
        "produces": [{"work_product": made.work_product, "state": made.state} for made in task.produces],
    }
    case = {"case": task.case, "from": task.from_state, "to": list(task.to_states)}
    return {**said, **(case if task.case else {})}


def _requirement(requirement: Requirement) -> dict[str, Any]:
    return {
        "id": requirement.id,
        "process": requirement.process,
        "statement": requirement.statement,
        "work_products": list(requirement.work_products),
        "iso20000": list(requirement.iso20000),
        "source": requirement.source,
    }


def _work_product(product: WorkProduct) -> dict[str, Any]:
    model = model_of(product.id)
    covering = covering_fields(model)
    return {
        "id": product.id,
        "name": product.name,
        "process": product.process,
        "kind": product.kind,
        "clause": product.clause,
        "content": [
            {
                "item": item.ref,
                "text": item.text,
                "fields": covering.get(item.ref, []),
                "guaranteed": GUARANTEED.get((product.id, item.ref)),
            }
            for item in product.content
        ],
        "evidence": list(product.evidence),
        "record": model.__name__,
        "prefix": model.prefix,
        "states": [state.name for state in model.states],
        "steps": [
            {"name": step.name, "label": step.label, "from": list(step.from_states), "to": step.to,
             "roles": list(step.roles), "approves": step.approves, "task": step.task or None}
            for step in model.steps
        ],
        "fields": [_field(model, spec) for spec in fields_of(model)],
    }  # fmt: skip


def covering_fields(model: type[Record]) -> dict[str, list[str]]:
    """Content item -> the fields that cover it; a column of rows as "services.hours"."""
    covering: dict[str, list[str]] = {}
    for spec in fields_of(model):
        for item in spec.content.items:
            covering.setdefault(item, []).append(spec.name)
        for column in spec.columns:
            for item in column.content.items:
                covering.setdefault(item, []).append(f"{spec.name}.{column.name}")
    return covering


def _field(model: type[Record] | None, spec: FieldSpec) -> dict[str, Any]:
    content = spec.content
    said: dict[str, Any] = {
        "name": spec.name,
        "kind": spec.kind.value,
        "label": spec.label,
        "help": content.help,
        "example": content.example,
        "unit": content.unit,
        "group": content.group,
        "items": list(content.items),
        "needed_for": content.needed_for or None,
        "choices": [choice.value for choice in spec.choices],
        "links_to": spec.target or None,
        "computed": content.computed,
    }
    if model is not None:
        said["needed_for_steps"] = [step.name for step in model.steps if step.to == content.needed_for]
    if spec.row:
        said["columns"] = [_field(None, column) for column in spec.columns]
    return said


def _print_text(profile: Profile) -> None:
    print(f"{profile.title}\n")
    for variant in profile.variants:
        print(f"  {variant.name}: {', '.join(variant.processes)}")
    print("\nRoles\n")
    print_table(("Id", "Name", "Duty"), ((role.id, role.name, role.duty) for role in profile.roles))
    print("\nTasks, in the order in which they can be done\n")
    print_table(
        ("Task", "Cadence", "Makes", "Name"),
        (
            (task.id, task.cadence, ", ".join(map(str, task.produces)), task.name)
            for task in dependency_order(profile.tasks)
        ),
    )
    print("\nRequirements\n")
    for requirement in profile.requirements:
        print(f"{requirement.id}  {requirement.statement} ({', '.join(requirement.work_products)})")
    print("\nWork products")
    for product in profile.work_products:
        _print_work_product(product)


def _print_work_product(product: WorkProduct) -> None:
    model = model_of(product.id)
    print(f"\n{product.id}  {product.name} ({product.kind})")
    for item in product.content:
        fields = covering_fields(model).get(item.ref, [])
        by = ", ".join(_label(model, name) for name in fields) or GUARANTEED[product.id, item.ref]
        print(f"  {item.ref:<4} {item.text}: {by}")


def _label(model: type[Record], name: str) -> str:
    field, _, column = name.partition(".")
    spec = field_of(model, field)
    return (
        f"{spec.label}: {next(each.label for each in spec.columns if each.name == column)}"
        if column
        else spec.label
    )
