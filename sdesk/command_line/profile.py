"""`sdesk profile`: the standard as data, and the fields by which this program covers it."""

from collections.abc import Sequence
from typing import Any

from sdesk.command_line.output import print_json, print_table
from sdesk.command_line.parser import Options
from sdesk.models import FieldSpec, Record, field_of, fields_of, model_named
from sdesk.packs import AdoptedPacks, Pack, Requirement, Task, WorkProduct, WorkProductBinding
from sdesk.packs.model import as_cited
from sdesk.practice.readiness.case_route import CaseRoute
from sdesk.practice.readiness.guarantees import GUARANTEES
from sdesk.practice.workspaces import always_adopted, known_packs
from sdesk.translation import gettext as _
from sdesk.translation import word


def print_profile(options: Options) -> int:
    packs = always_adopted(known_packs())
    if options.json:
        print_json(profile_as_json(packs))
    else:
        _print_text(packs.first)
        _print_others(known_packs()[1:])
    return 0


def profile_as_json(packs: AdoptedPacks) -> dict[str, Any]:
    """The first set, tasks in dependency order, each work product with its fields."""
    pack, asks = packs.first, packs.first.asks
    return {
        "id": pack.id,
        "title": asks.header.title,
        "guide": asks.header.guide,
        "variants": [
            {"id": each.id, "name": each.name, "processes": list(each.processes)} for each in asks.variants
        ],
        "roles": [
            {"id": each.id, "name": each.name, "duty": each.duty, "reports_to": each.reports_to,
             "mandatory": each.mandatory, "external": each.external}
            for each in asks.roles
        ],
        "processes": [{"id": each.id, "name": each.name, "purpose": each.purpose} for each in asks.processes],
        "activities": [
            {"id": each.id, "name": each.name, "process": each.process} for each in asks.activities
        ],
        "tasks": [_task(pack, task) for task in asks.tasks_in_order],
        "requirements": [_requirement(each) for each in asks.requirements],
        "work_products": [_work_product(packs, each) for each in asks.work_products],
    }  # fmt: skip


def _task(pack: Pack, task: Task) -> dict[str, Any]:
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
    if not task.case:
        return said
    before, after = CaseRoute(pack, task.case).moves(task)
    return {**said, "case": task.case, "from": before, "to": list(after)}


def _requirement(requirement: Requirement) -> dict[str, Any]:
    return {
        "id": requirement.id,
        "process": requirement.process,
        "statement": requirement.statement,
        "work_products": list(requirement.work_products),
        "iso20000": [as_cited(each) for each in requirement.related],
        "source": requirement.source,
    }


def _work_product(packs: AdoptedPacks, product: WorkProduct) -> dict[str, Any]:
    bindings = packs.first.bindings
    bound = bindings.work_products.get(product.id)
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
                "fields": list(bound.item(item.ref).fields) if bound else [],
                "guaranteed": _guaranteed(bound.item(item.ref).guarantee) if bound else None,
            }
            for item in product.content
        ],
        "evidence": list(product.evidence),
        **(_record(packs, model_named(bound.record)) if bound else {}),
    }


def _guaranteed(name: str) -> str | None:
    return str(GUARANTEES[name]) if name in GUARANTEES else None


def _record(packs: AdoptedPacks, model: type[Record]) -> dict[str, Any]:
    return {
        "record": model.__name__,
        "prefix": model.prefix,
        "states": [state.name for state in model.states],
        "steps": [
            {"name": step.name, "label": step.label, "from": list(step.from_states), "to": step.to,
             "roles": list(step.roles), "approves": step.approves,
             "task": packs.task_of_step(model.__name__, step.name) or None}
            for step in model.steps
        ],
        "fields": [_field(packs, model, spec) for spec in fields_of(model)],
    }  # fmt: skip


def _field(packs: AdoptedPacks, model: type[Record], spec: FieldSpec, rows: str = "") -> dict[str, Any]:
    """`rows` is the field of rows that this is a column of."""
    content = spec.content
    named = f"{rows}.{spec.name}" if rows else spec.name
    said: dict[str, Any] = {
        "name": spec.name,
        "kind": spec.kind.value,
        "label": spec.label,
        "help": content.help,
        "example": content.example,
        "unit": content.unit,
        "group": content.group,
        "items": [ref for _, ref in packs.first.bindings.items_of(model.__name__, named)],
        "needed_for": content.needed_for or None,
        "choices": [choice.value for choice in spec.choices],
        "links_to": spec.target or None,
        "computed": content.computed,
    }
    if not rows:
        said["needed_for_steps"] = [step.name for step in model.steps if step.to == content.needed_for]
    if spec.row:
        said["columns"] = [_field(packs, model, column, spec.name) for column in spec.columns]
    return said


def _print_text(pack: Pack) -> None:
    asks = pack.asks
    print(f"{_(asks.header.title)}\n")
    for variant in asks.variants:
        print(f"  {_(variant.name)}: {', '.join(variant.processes)}")
    _head(_("Roles"))
    roles = ((role.id, _(role.name), _(role.duty)) for role in asks.roles)
    print_table((_("Id"), _("Name"), _("Duty")), roles)
    _head(_("Tasks, in the order in which they can be done"))
    tasks = ((task.id, _(task.cadence), _products_of(task), _(task.name)) for task in asks.tasks_in_order)
    print_table((_("Task"), _("Cadence"), _("Makes"), _("Name")), tasks)
    _head(_("Requirements"))
    for requirement in asks.requirements:
        print(f"{requirement.id}  {_(requirement.statement)} ({', '.join(requirement.work_products)})")
    print("\n" + _("Work products"))
    for product in asks.work_products:
        _print_work_product(pack, product)


def _print_others(packs: Sequence[Pack]) -> None:
    """What else may be adopted with `sdesk adopt`."""
    _head(_("Other standards, which can be adopted"))
    print_table(
        (_("Standard"), _("Requirements"), _("Carried"), _("Title")),
        (
            (pack.id, str(len(pack.asks.requirements)), str(_carried(pack)), _(pack.asks.header.title))
            for pack in packs
        ),
    )


def _head(text: str) -> None:
    print(f"\n{text}\n")


def _products_of(task: Task) -> str:
    return ", ".join(f"{made.work_product} {_(made.state)}" for made in task.produces)


def _carried(pack: Pack) -> int:
    """How many of its requirements some kind of record carries."""
    return sum(bool(pack.records_of(each.id)) for each in pack.asks.requirements)


def _print_work_product(pack: Pack, product: WorkProduct) -> None:
    print(f"\n{product.id}  {_(product.name)} ({_(product.kind)})")
    bound = pack.bindings.work_products.get(product.id)
    for item in product.content:
        by = _covered_by(bound, item.ref) if bound else _("nothing here")
        print(f"  {item.ref:<4} {_(item.text)}: {by}")


def _covered_by(bound: WorkProductBinding, ref: str) -> str:
    model, item = model_named(bound.record), bound.item(ref)
    fields = ", ".join(_label(model, name) for name in item.fields)
    return fields or word(GUARANTEES.get(item.guarantee, _("nothing here")))


def _label(model: type[Record], name: str) -> str:
    field, column = name.partition(".")[::2]
    spec = field_of(model, field)
    return (
        f"{_(spec.label)}: {next(_(each.label) for each in spec.columns if each.name == column)}"
        if column
        else _(spec.label)
    )
