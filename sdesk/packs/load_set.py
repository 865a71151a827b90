"""Reads what a set asks from its `requirements.toml`. Names come from the words; here, every name is the id."""

from collections.abc import Callable
from typing import TypeVar, get_args

from sdesk.packs.entry import Entry
from sdesk.packs.model import (
    Activity,
    Cadence,
    Clause,
    ContentItem,
    Header,
    Process,
    ProductKind,
    Requirement,
    RequirementSet,
    Role,
    Status,
    Task,
    Variant,
    WorkProduct,
)
from sdesk.packs.product_state import STATES, ProductState
from sdesk.packs.references import check_set
from sdesk.translation import message as _

Element = TypeVar("Element")

CADENCES: tuple[Cadence, ...] = get_args(Cadence)
KINDS: tuple[ProductKind, ...] = get_args(ProductKind)
STATUSES: tuple[Status, ...] = get_args(Status)


def read_set(file: Entry) -> RequirementSet:
    """The set, checked: every id that it names is its own. Every section but `[set]` may be absent."""
    header = file.entry("set")
    counts = header.entry("counts")
    activities = _section(file, "activity", _activity)
    process_of = {activity.id: activity.process for activity in activities}
    found = RequirementSet(
        header=_header(header),
        variants=_section(file, "variant", _variant),
        roles=_section(file, "role", _role),
        processes=_section(file, "process", _process),
        activities=activities,
        clauses=_section(file, "clause", _clause),
        tasks=_section(file, "task", lambda entry: _task(entry, process_of)),
        requirements=_section(file, "requirement", _requirement),
        work_products=_section(file, "work_product", _work_product),
    )
    header.finish()
    file.finish()
    check_set(found, file.place)
    _check_counts(counts, found)
    return found


def _section(file: Entry, key: str, read: Callable[[Entry], Element]) -> tuple[Element, ...]:
    return tuple(_whole(entry, read) for entry in file.entries(key, identified_by="id"))


def _whole(entry: Entry, read: Callable[[Entry], Element]) -> Element:
    """What `read` makes of the entry, which must leave no key of it unread."""
    element = read(entry)
    entry.finish()
    return element


def _header(entry: Entry) -> Header:
    set_id = entry.text("id")
    if "/" in set_id:
        raise entry.fault("id", _("must have no / in it"))
    return Header(
        id=set_id,
        standard=entry.text("standard"),
        edition=entry.text("edition"),
        language=entry.text("language"),
        status=entry.word("status", STATUSES),
        title=set_id,
        guide=entry.optional_text("guide"),
    )


def _variant(entry: Entry) -> Variant:
    here = entry.text("id")
    return Variant(id=here, name=here, processes=entry.texts("processes"))


def _role(entry: Entry) -> Role:
    here = entry.text("id")
    return Role(
        id=here,
        name=here,
        duty=entry.text("duty"),
        reports_to=entry.optional_text("reports_to"),
        mandatory=entry.flag("mandatory"),
        external=entry.flag("external"),
    )


def _process(entry: Entry) -> Process:
    here = entry.text("id")
    return Process(id=here, name=here, purpose=entry.text("purpose"))


def _activity(entry: Entry) -> Activity:
    here = entry.text("id")
    return Activity(id=here, name=here, process=entry.text("process"))


def _clause(entry: Entry) -> Clause:
    here = entry.text("id")
    return Clause(id=here, name=here, parent=entry.optional_text("parent"))


def _task(entry: Entry, process_of: dict[str, str]) -> Task:
    here, activity = entry.text("id"), entry.text("activity")
    cadence = entry.word("cadence", CADENCES)
    return Task(
        id=here,
        name=here,
        activity=activity,
        process=process_of.get(activity, ""),
        requirement=entry.text("requirement"),
        roles=entry.texts("roles"),
        cadence=cadence,
        needs=_states(entry, "needs"),
        produces=_states(entry, "produces"),
        case=entry.text("case") if cadence == "case" else "",
    )


def _states(entry: Entry, key: str) -> tuple[ProductState, ...]:
    """A list such as `["WP.14 approved", "WP.06 recorded"]`."""
    return tuple(_state(entry, key, text) for text in entry.optional_texts(key))


def _state(entry: Entry, key: str, text: str) -> ProductState:
    work_product, _space, state = text.rpartition(" ")
    if state not in STATES or not work_product:
        known = ", ".join(STATES)
        said = _('has "{text}", but must name a work product and one of {known}', text=text, known=known)
        raise entry.fault(key, said)
    return ProductState(work_product, state)


def _requirement(entry: Entry) -> Requirement:
    found = entry.optional_texts("related")
    return Requirement(
        id=entry.text("id"),
        statement=entry.text("statement"),
        process=entry.optional_text("process"),
        clause=entry.optional_text("clause"),
        work_products=entry.optional_texts("work_products"),
        evidence=entry.optional_texts("evidence"),
        related=found,
        source=entry.optional_text("source"),
        **_relations(entry, found),
    )


def _relations(entry: Entry, related: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """How some of the related statements are so: each of them in one way at most."""
    read: dict[str, tuple[str, ...]] = {}
    for key in ("same", "wider", "narrower"):
        named = entry.optional_texts(key)
        for each in named:
            if each not in related or any(each in others for others in read.values()):
                said = _("names {id}, but must name one of those related, each in one way", id=each)
                raise entry.fault(key, said)
        read[key] = named
    return read


def _work_product(entry: Entry) -> WorkProduct:
    here = entry.text("id")
    return WorkProduct(
        id=here,
        name=here,
        process=entry.text("process"),
        kind=entry.word("kind", KINDS),
        content=tuple(_whole(item, _content_item) for item in entry.entries("content", identified_by="ref")),
        evidence=entry.optional_texts("evidence"),
        clause=entry.optional_text("clause"),
        short=here,
    )


def _content_item(entry: Entry) -> ContentItem:
    return ContentItem(ref=entry.text("ref"), text=entry.text("text"))


def _check_counts(counts: Entry, found: RequirementSet) -> None:
    """The header may say how many of everything there must be, so that nothing is lost unseen."""
    there = {
        "variants": len(found.variants),
        "roles": len(found.roles),
        "processes": len(found.processes),
        "activities": len(found.activities),
        "clauses": len(found.clauses),
        "tasks": len(found.tasks),
        "requirements": len(found.requirements),
        "work_products": len(found.work_products),
        "content_items": sum(len(product.content) for product in found.work_products),
        "evidence_points": sum(len(product.evidence) for product in found.work_products),
    }
    for key, number in there.items():
        if key in counts and (said := counts.number(key)) != number:
            raise counts.fault(key, _("says {said}, but there are {number}", said=said, number=number))
    counts.finish()
