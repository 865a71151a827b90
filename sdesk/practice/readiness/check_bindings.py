"""Holds the bindings of a pack against what this program has: a fault names file, key and what was expected."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sdesk.errors import SdeskError
from sdesk.models import (
    RECORDS,
    Document,
    FieldSpec,
    Level,
    Record,
    ServiceReport,
    fields_of,
)
from sdesk.models.governance import ServiceRole
from sdesk.models.record import groups_of
from sdesk.packs import Pack, Task, TaskBinding, WorkProduct, WorkProductBinding
from sdesk.packs.bindings import Mandatory, OtherWay, PointBinding, RequirementBinding, RoleBinding, parted
from sdesk.packs.entry import fault
from sdesk.packs.model import ProductKind
from sdesk.practice.audit.checklist.points import CHECKS, DECISION
from sdesk.practice.audit.checklist.prepared import PREPARATIONS
from sdesk.practice.readiness.done import OF_CASES
from sdesk.practice.readiness.guarantees import GUARANTEES
from sdesk.practice.readiness.rules import PARAMETERS, RULES, TaskIds
from sdesk.practice.readiness.tasks import DONE_WHEN
from sdesk.translation import Message
from sdesk.translation import message as _

Fault = tuple[str, str, Message]
"""The entry, its key, and what is wrong with it and what was expected."""


@dataclass(frozen=True)
class Vocabulary:
    """The names of this program that a binding may use. `rules` are by name, with the type of each parameter."""

    records: tuple[type[Record], ...] = RECORDS
    roles: tuple[str, ...] = tuple(ServiceRole)
    guarantees: Mapping[str, Message] = field(default_factory=lambda: GUARANTEES)
    rules: Mapping[str, Mapping[str, type]] = field(
        default_factory=lambda: {name: PARAMETERS.get(name, {}) for name in RULES}
    )
    conditions: tuple[str, ...] = ("training is overdue",)
    done_when: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: {"setup": tuple(DONE_WHEN), "case": tuple(OF_CASES)}
    )
    tabs: tuple[str, ...] = ("governance", "control", "relationships", "incidents")
    views: tuple[str, ...] = ("parties", "trends")
    panels: tuple[str, ...] = ("deployment",)

    def record(self, name: str) -> type[Record] | None:
        return next((model for model in self.records if model.__name__ == name), None)


def check_bindings(packs: Iterable[Pack], ours: Vocabulary | None = None) -> None:
    """Raise SdeskError for the first name in a binding that is none of ours, or does not fit what it is bound to."""
    for pack in packs:
        for error in binding_faults(pack, ours or Vocabulary()):
            raise error


def binding_faults(pack: Pack, ours: Vocabulary) -> Iterator[SdeskError]:
    """Every fault in the bindings of a pack."""
    for entry, key, text in _Check(pack, ours).faults():
        yield fault(f"{pack.id}/bindings.toml: {entry}", key, text)


class _Check:
    def __init__(self, pack: Pack, ours: Vocabulary) -> None:
        self.pack = pack
        self.ours = ours

    def faults(self) -> Iterator[Fault]:
        asks, bound = self.pack.asks, self.pack.bindings
        for role in bound.roles.values():
            yield from self._role(role)
        for process in bound.processes.values():
            yield from _named(f"process {process.id}", "tab", process.tab, self.ours.tabs)
        for product in bound.work_products.values():
            yield from self._work_product(asks.work_product(product.id), product)
        for each in bound.tasks.values():
            yield from self._task(asks.task(each.id), each)
        for task in asks.tasks:
            yield from self._levels(task)
            yield from self._case(task)
        for requirement in bound.requirements.values():
            yield from self._requirement(requirement)
        for mandatory in bound.mandatory:
            yield from self._mandatory(mandatory)

    def _role(self, role: RoleBinding) -> Iterator[Fault]:
        if role.role:
            yield from _named(f"role {role.id}", "role", role.role, self.ours.roles)
        else:
            yield from self._record(f"role {role.id}", "party", role.party)

    # work products

    def _work_product(self, product: WorkProduct, bound: WorkProductBinding) -> Iterator[Fault]:
        entry = f"work_product {product.id}"
        for name in (bound.record, *bound.also):
            yield from self._record(entry, "record" if name == bound.record else "also", name)
        model = self.ours.record(bound.record)
        if model is None:
            return
        if not issubclass(model, _KEPT_IN[product.kind]) or (
            product.kind == "records" and issubclass(model, (Document, ServiceReport))
        ):
            text = _("is {record}, but must be kept as {kind}", record=bound.record, kind=product.kind)
            yield entry, "record", text
        columns = _names_with_columns(model)
        for item in bound.content:
            for name in item.fields:
                if name not in columns:
                    yield f"{entry}: content", item.ref, _must_name_a_field(name, bound.record)
            if item.guarantee:
                yield from _named(f"{entry}: content", item.ref, item.guarantee, tuple(self.ours.guarantees))
        for way in bound.other_ways:
            yield from self._other_way(entry, way)
        for point in bound.evidence:
            yield from self._point(entry, point, model)

    def _point(self, entry: str, point: PointBinding, model: type[Record]) -> Iterator[Fault]:
        """The program judges by one of its checks; for a person it lays out something, or nothing."""
        known = (*CHECKS, "used") if point.judge == "program" else (*PREPARATIONS, "use", "")
        yield from _named(entry, "judged_by", point.check, known)
        if point.check in ("used", "use"):
            kinds = [each.__name__ for each in self.ours.records if point.check == "use"]
            asked = [each.id for each in self.pack.asks.requirements]
            for part in point.parts:
                yield from _named(entry, "judged_by", part, (*asked, *kinds))
        elif point.check == "decided":
            for part in point.parts:
                yield from _named(entry, "judged_by", part, tuple(DECISION))
        else:
            for part in point.parts:
                if part[:1].isupper():
                    yield from self._field(entry, "judged_by", part)
                elif part not in _names_with_columns(model):
                    yield entry, "judged_by", _must_name_a_field(part, model.__name__)

    def _other_way(self, entry: str, way: OtherWay) -> Iterator[Fault]:
        if way.field:
            yield from self._field(entry, f"met_by {way.state}", way.field)
        else:
            yield from self._step(entry, f"met_by {way.state}", way.step)

    def _levels(self, task: Task) -> Iterator[Fault]:
        """What a task produces must be a state that its kind of record can come to."""
        for made in task.produces:
            bound = self.pack.bindings.work_products.get(made.work_product)
            model = self.ours.record(bound.record) if bound else None
            if model is None or bound is None or bound.other_way(made.state):
                continue
            has = {state.level for state in model.states}
            if not has & _AS_GOOD[made.state]:
                text = _(
                    "is kept as {record}, but that cannot be {state}, as task {task} makes it",
                    record=bound.record,
                    state=made.state,
                    task=task.id,
                )
                yield f"work_product {bound.id}", "record", text

    # tasks

    def _case(self, task: Task) -> Iterator[Fault]:
        record = self.pack.bindings.record_of(task.case) if task.case else ""
        if record and not self.pack.bindings.task(task.id).steps_of(record):
            text = _("must have one of {record}, the case that passes through it", record=record)
            yield f"task {task.id}", "steps", text

    def _task(self, task: Task, bound: TaskBinding) -> Iterator[Fault]:
        entry = f"task {task.id}"
        for step in bound.steps:
            yield from self._step(entry, "steps", step)
            yield from self._roles_fit(entry, task, step)
        for name in bound.writes:
            yield from self._field(entry, "writes", name)
        if bound.done_when:
            yield from _named(entry, "done_when", bound.done_when, self.ours.done_when.get(task.cadence, ()))
        if bound.paper:
            yield from self._paper(entry, task, bound)
        if bound.due_while:
            yield from _named(entry, "due_while", bound.due_while, self.ours.conditions)
        yield from self._page(f"{entry}: page", task, bound)

    def _roles_fit(self, entry: str, task: Task, named: str) -> Iterator[Fault]:
        """Where a step asks for roles, somebody who does the task must be able to take it."""
        owner, name = parted(named)
        model = self.ours.record(owner)
        step = next((step for step in model.steps if step.name == name), None) if model else None
        doers = {self.pack.bindings.roles[role].role for role in task.roles}
        if step and step.roles and not doers & set(step.roles):
            roles = ", ".join(sorted(filter(None, doers)))
            yield entry, "steps", _("has {step}, but must have a step of {roles}", step=named, roles=roles)

    def _paper(self, entry: str, task: Task, bound: TaskBinding) -> Iterator[Fault]:
        model = self.ours.record(bound.paper)
        case = self.pack.bindings.record_of(task.case)
        if model is None:
            yield from self._record(entry, "paper", bound.paper)
        elif not any(spec.target == case for spec in fields_of(model)):
            text = _(
                "is {paper}, but must be a kind of record that links to {case}", paper=bound.paper, case=case
            )
            yield entry, "paper", text
        elif not bound.steps_of(bound.paper):
            yield entry, "paper", _("is {paper}, but the steps must have one of it", paper=bound.paper)

    def _page(self, entry: str, task: Task, bound: TaskBinding) -> Iterator[Fault]:
        page = bound.page
        for name in page.fields:
            yield from self._field(entry, "fields", name)
        shown = self.pack.bindings.record_of(task.case) if task.case else ""
        model = self.ours.record(shown)
        if page.sections and not shown:
            yield entry, "sections", _("are for a case task, but must be fields here")
        elif model is not None:
            titles = tuple(title for title, _ in groups_of(model))
            for section in page.sections:
                yield from _named(entry, "sections", section, titles)
        if page.view:
            yield from _named(entry, "view", page.view, self.ours.views)
        if page.panel:
            yield from _named(entry, "panel", page.panel, self.ours.panels)

    # requirements

    def _requirement(self, bound: RequirementBinding) -> Iterator[Fault]:
        entry = f"requirement {bound.id}"
        for name in bound.records:
            yield from self._record(entry, "records", name)
        if not bound.rule:
            return
        yield from _named(entry, "rule", bound.rule, tuple(self.ours.rules))
        takes = self.ours.rules.get(bound.rule, {})
        for key, value in bound.parameters.items():
            if key not in takes:
                known = ", ".join(takes) or _("none")
                yield f"{entry}: parameters", key, _("must be one of {known}, but is not", known=known)
            elif not self._fits(value, takes[key]):
                text = _("is {value}, but must be {type}", value=repr(value), type=_CALLED[takes[key]])
                yield f"{entry}: parameters", key, text
        for key in takes:
            if key not in bound.parameters and bound.rule in self.ours.rules:
                text = _("is missing, but must be {type}", type=_CALLED[takes[key]])
                yield f"{entry}: parameters", key, text

    def _fits(self, value: object, wanted: type) -> bool:
        """Whether a parameter is of the type; true and false are no numbers, a whole number is a number."""
        if isinstance(value, bool) or wanted is bool:
            return isinstance(value, bool) and wanted is bool
        if wanted is TaskIds:
            tasks = {task.id for task in self.pack.asks.tasks}
            return isinstance(value, str) and bool(value.split()) and set(value.split()) <= tasks
        return isinstance(value, wanted) or (wanted is float and isinstance(value, int))

    def _mandatory(self, bound: Mandatory) -> Iterator[Fault]:
        owner, name = parted(bound.field)
        model, entry = self.ours.record(owner), f"mandatory {bound.field}"
        spec = next((spec for spec in fields_of(model) if spec.name == name), None) if model else None
        if model is None or spec is None:
            yield from self._field(entry, "field", bound.field)
            return
        if spec.content.computed:
            yield entry, "field", _("is computed, but must be one that people fill in")
        yield from _named(entry, "state", bound.state, tuple(state.name for state in model.states))

    # names of ours

    def _record(self, entry: str, key: str, name: str) -> Iterator[Fault]:
        yield from _named(entry, key, name, tuple(model.__name__ for model in self.ours.records))

    def _field(self, entry: str, key: str, named: str) -> Iterator[Fault]:
        owner, name = parted(named)
        model = self.ours.record(owner)
        if model is None:
            yield from self._record(entry, key, owner)
        elif name not in {spec.name for spec in fields_of(model)}:
            yield entry, key, _must_name_a_field(named, owner)

    def _step(self, entry: str, key: str, named: str) -> Iterator[Fault]:
        owner, name = parted(named)
        model = self.ours.record(owner)
        if model is None:
            yield from self._record(entry, key, owner)
        elif name not in (names := [step.name for step in model.steps]):
            text = _(
                "names {name}, but must name a step of {record}: {steps}",
                name=named,
                record=owner,
                steps=", ".join(names),
            )
            yield entry, key, text


def _named(entry: str, key: str, name: str, known: tuple[str, ...]) -> Iterator[Fault]:
    if name not in known:
        yield entry, key, _("names {name}, but must name one of {known}", name=name, known=", ".join(known))


def _must_name_a_field(name: str, record: str) -> Message:
    return _("names {name}, but must name a field of {record}", name=name, record=record)


def _names_with_columns(model: type[Record]) -> frozenset[str]:
    """The fields of a kind of record, the columns of its rows as `services.hours`."""
    specs: tuple[FieldSpec, ...] = fields_of(model)
    columns = (f"{spec.name}.{column.name}" for spec in specs for column in spec.columns)
    return frozenset((*(spec.name for spec in specs), *columns))


_KEPT_IN: Mapping[ProductKind, type[Record]] = {
    "document": Document,
    "schedule": Document,
    "report": ServiceReport,
    "records": Record,
}
_AS_GOOD: Mapping[str, frozenset[Level]] = {
    "draft": frozenset({Level.DRAFT, Level.RECORDED, Level.APPROVED}),
    "recorded": frozenset({Level.RECORDED, Level.APPROVED}),
    "approved": frozenset({Level.APPROVED}),
}
_CALLED: Mapping[type, Message] = {
    str: _("a text"),
    int: _("a whole number"),
    float: _("a number"),
    bool: _("true or false"),
    TaskIds: _("tasks of the set"),
}
