"""Reads where our records answer a set from its `bindings.toml`. What it names of ours is checked elsewhere."""

import re
from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from types import MappingProxyType
from typing import TypeVar, get_args

from sdesk.packs.bindings import (
    Bindings,
    ItemBinding,
    Judge,
    Mandatory,
    OtherWay,
    Parameter,
    PointBinding,
    ProcessBinding,
    RequirementBinding,
    RoleBinding,
    TaskBinding,
    TaskPage,
    WorkProductBinding,
    parted,
)
from sdesk.packs.entry import Entry, fault
from sdesk.packs.model import RequirementSet, Task
from sdesk.packs.product_state import STATES
from sdesk.packs.references import ids_of
from sdesk.translation import message as _

Bound = TypeVar("Bound")

JUDGES: tuple[Judge, ...] = get_args(Judge)
DAYS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 365}
"""How long each may last at most: what is done monthly is due after the longest month."""


def read_bindings(file: Entry, of: RequirementSet) -> Bindings:
    """The bindings, checked against the set: what they bind is there, and what has to be bound is."""
    found = Bindings(
        roles=_section(file, "role", "role", of, _role),
        processes=_section(file, "process", "process", of, _process),
        work_products=_section(file, "work_product", "work product", of, _work_product(of)),
        tasks=_section(file, "task", "task", of, _task(of)),
        requirements=_section(file, "requirement", "requirement", of, _requirement),
        mandatory=tuple(_mandatory(file)),
    )
    file.finish()
    for task in of.tasks:
        _check_bound(task, found, file.place)
    return found


def _section(
    file: Entry, key: str, kind: str, of: RequirementSet, read: Callable[[str, Entry], Bound]
) -> Mapping[str, Bound]:
    known = ids_of(of)[kind]
    found: dict[str, Bound] = {}
    for named, entry in file.keyed(key):
        if named not in known:
            raise fault(
                file.place, f"{key} {named}", _("must be a {kind} of the set, but is none", kind=kind)
            )
        found[named] = read(named, entry)
        entry.finish()
    return MappingProxyType(found)


def _role(role_id: str, entry: Entry) -> RoleBinding:
    if ("role" in entry) == ("party" in entry):
        raise entry.fault("role", _("must name one of our roles, or else party a kind of record outside"))
    return RoleBinding(role_id, entry.optional_text("role"), entry.optional_text("party"))


def _process(process_id: str, entry: Entry) -> ProcessBinding:
    return ProcessBinding(process_id, entry.text("tab"))


def _work_product(of: RequirementSet) -> Callable[[str, Entry], WorkProductBinding]:
    def read(product_id: str, entry: Entry) -> WorkProductBinding:
        product = of.work_product(product_id)
        return WorkProductBinding(
            product_id,
            record=entry.text("record"),
            also=entry.optional_texts("also"),
            content=tuple(_content(entry, {item.ref for item in product.content})),
            evidence=tuple(_points(entry, len(product.evidence))),
            other_ways=tuple(_other_ways(entry)),
            may_not_apply=entry.flag("may_not_apply"),
        )

    return read


def _points(entry: Entry, wanted: int) -> Iterator[PointBinding]:
    """`evidence` says who judges each point; `judged_by`, where it is there, by what: `"filled: services.hours"`."""
    judges = entry.words("evidence", JUDGES)
    if judges and len(judges) != wanted:
        said = _(
            "must say who judges each of the {wanted} points, but has {there}",
            wanted=wanted,
            there=len(judges),
        )
        raise entry.fault("evidence", said)
    checks = entry.texts("judged_by") if "judged_by" in entry else ("",) * len(judges)
    if len(checks) != len(judges):
        said = _(
            "must say by what each of the {wanted} points is judged, but has {there}",
            wanted=len(judges),
            there=len(checks),
        )
        raise entry.fault("judged_by", said)
    for judge, text in zip(judges, checks, strict=True):
        check, _colon, parts = text.partition(":")
        yield PointBinding(judge, check.strip(), tuple(filter(None, map(str.strip, parts.split(",")))))


def _content(entry: Entry, refs: set[str]) -> Iterator[ItemBinding]:
    content = entry.entry("content")
    for ref, value in content.rest():
        if ref not in refs:
            raise content.fault(ref, _("must be a content item of the work product, but is none"))
        if isinstance(value, dict):
            item = Entry(f"{content.place}: {ref}", value)
            yield ItemBinding(ref, item.optional_texts("fields"), item.text("guarantee"))
            item.finish()
        else:
            yield ItemBinding(ref, Entry(content.place, {ref: value}).texts(ref))


def _other_ways(entry: Entry) -> Iterator[OtherWay]:
    """`met_by = { draft = { field = … }, approved = { step = … } }`"""
    for state, way in entry.keyed("met_by"):
        if state not in STATES or state == "given":
            raise entry.fault(
                "met_by", _("has {state}, but must have draft, recorded or approved", state=state)
            )
        if ("field" in way) == ("step" in way):
            raise way.fault("field", _("must be named, or else a step"))
        yield OtherWay(state, *(_ours(way, key) if key in way else "" for key in ("field", "step")))
        way.finish()


def _task(of: RequirementSet) -> Callable[[str, Entry], TaskBinding]:
    def read(task_id: str, entry: Entry) -> TaskBinding:
        task = of.task(task_id)
        return TaskBinding(
            task_id,
            steps=_all_ours(entry, "steps"),
            writes=_all_ours(entry, "writes"),
            done_when=entry.optional_text("done_when"),
            paper=_only(entry, "paper", task, "case").optional_text("paper"),
            by_review=_by_review(_only(entry, "performance", task, "recurring")),
            interval=_interval(_only(entry, "interval", task, "recurring")),
            due_while=_only(entry, "due_while", task, "setup").optional_text("due_while"),
            at_once=_only(entry, "at_once", task, "case").flag("at_once"),
            page=_page(entry.entry("page")),
        )

    return read


def _only(entry: Entry, key: str, task: Task, cadence: str) -> Entry:
    if key in entry and task.cadence != cadence:
        said = _(
            "is for a {cadence} task, but the cadence of this one is {other}",
            cadence=cadence,
            other=task.cadence,
        )
        raise entry.fault(key, said)
    return entry


def _by_review(entry: Entry) -> bool:
    return "performance" in entry and entry.word("performance", ("review",)) == "review"


def _interval(entry: Entry) -> int:
    """Days: "1 year", "2 weeks"."""
    text = entry.optional_text("interval")
    if not text:
        return 0
    said = re.fullmatch(rf"([1-9][0-9]{{0,3}}) ({'|'.join(DAYS)})s?", text)
    if said is None:
        units = ", ".join(DAYS)
        raise entry.fault(
            "interval",
            _('is "{text}", but must be a number of {units}, such as "1 year"', text=text, units=units),
        )
    return int(said[1]) * DAYS[said[2]]


def _page(entry: Entry) -> TaskPage:
    page = TaskPage(
        sections=entry.optional_texts("sections"),
        fields=_all_ours(entry, "fields"),
        view=entry.optional_text("view"),
        panel=entry.optional_text("panel"),
    )
    entry.finish()
    return page


def _requirement(requirement_id: str, entry: Entry) -> RequirementBinding:
    parameters = dict(_parameters(entry))
    if parameters and "rule" not in entry:
        raise entry.fault("rule", _("is missing, but there are parameters for it"))
    rule, records = entry.optional_text("rule"), entry.optional_texts("records")
    if not rule and not records:
        said = _("must be named, or else records that carry some of the requirement")
        raise entry.fault("rule", said)
    return RequirementBinding(requirement_id, rule, MappingProxyType(parameters), records)


def _parameters(entry: Entry) -> Iterator[tuple[str, Parameter]]:
    parameters = entry.entry("parameters")
    for key, value in parameters.rest():
        if not isinstance(value, str | int | float) or (isinstance(value, float) and not isfinite(value)):
            raise parameters.fault(key, _("must be a text, a number, true or false"))
        yield key, value


def _mandatory(file: Entry) -> Iterator[Mandatory]:
    for entry in file.entries("mandatory", identified_by="field"):
        yield Mandatory(_ours(entry, "field"), entry.text("state"))
        entry.finish()


def _all_ours(entry: Entry, key: str) -> tuple[str, ...]:
    return tuple(_with_record(entry, key, text) for text in entry.optional_texts(key))


def _ours(entry: Entry, key: str) -> str:
    return _with_record(entry, key, entry.text(key))


def _with_record(entry: Entry, key: str, text: str) -> str:
    if not all(parted(text)):
        said = _(
            'has "{text}", but must name a kind of record and a part of it, such as Person.name', text=text
        )
        raise entry.fault(key, said)
    return text


def _check_bound(task: Task, found: Bindings, file: str) -> None:
    """A task can be shown, offered and told done only where it knows tab, doers, products, steps and interval."""
    if task.process not in found.processes:
        said = _("must be bound to a tab, for task {task} is of it", task=task.id)
        raise fault(file, f"process {task.process}", said)
    for role in task.roles:
        if role not in found.roles:
            said = _("must be bound to one of ours, for task {task} is theirs", task=task.id)
            raise fault(file, f"role {role}", said)
    named = [state.work_product for state in (*task.needs, *task.produces)]
    for product in filter(None, (*named, task.case)):
        if product not in found.work_products:
            said = _("must be bound to a record, for task {task} names it", task=task.id)
            raise fault(file, f"work_product {product}", said)
    if task.cadence == "recurring" and not found.task(task.id).interval:
        raise fault(file, f"task {task.id}", _("must have an interval, for it recurs"))
