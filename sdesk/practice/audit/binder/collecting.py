"""Collecting what a binder shows: as values, all of them read from one and the same history."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sdesk.errors import SdeskError
from sdesk.models import (
    RECORDS,
    AdoptedPack,
    Agreement,
    Approval,
    AssignedRoles,
    Audit,
    Document,
    Finding,
    ImprovementReport,
    ManagementReview,
    PerformanceReport,
    Person,
    Record,
    ServiceScope,
    TaskInterval,
)
from sdesk.models.binder import Binder, HeadLine, InForce, RoleLine
from sdesk.models.governance import ServiceRole
from sdesk.models.printout import ListPrintout, Printout, RegisterPrintout
from sdesk.packs.dependencies import products_of_variant
from sdesk.practice.audit.binder.evidence import exempted, judged, names_in, products
from sdesk.practice.audit.binder.items import Packed, items_of
from sdesk.practice.audit.checklist.lines import checklist
from sdesk.practice.audit.checklist.printing import point_lines
from sdesk.practice.audit.printing import register_printout
from sdesk.practice.calendar import days
from sdesk.practice.lifecycle.lists import Listing
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.reviews import next_review
from sdesk.practice.lifecycle.roles import counts_on
from sdesk.practice.lifecycle.versions import in_effect
from sdesk.practice.readiness.requirements import grounds, requirements, variant_of
from sdesk.practice.readiness.rules.grounds import Grounds
from sdesk.practice.reporting.printing import (
    findings_printout,
    letterhead,
    list_printout,
    printout_of,
)
from sdesk.practice.team.counted import laptops_counted
from sdesk.storage import col
from sdesk.storage.anchors import code_of
from sdesk.storage.head import Head, head_of
from sdesk.translation import message as _

Heard = Callable[[int, int], object]
"""Hears how much is done, of how much; it may call the rest off by raising."""

AUDITS = (Audit, Finding, ManagementReview)
REPORTS = (ImprovementReport, PerformanceReport)
"""Each record of these is printed in full; of all other kinds that are no documents a register says enough."""

_NOT_EVIDENCE = (AdoptedPack, TaskInterval)

ATTEMPTS = 3


def share(heard: Heard, first: int, last: int) -> Heard:
    """What a part of the work tells, as a share of the whole, from `first` to `last` per cent."""
    return lambda done, total: heard(first + (last - first) * done // max(total, 1), 100)


@dataclass(frozen=True)
class Collected:
    """What is printed, and the files that go with it."""

    binder: Binder
    packed: tuple[Packed, ...]


def collect(
    workspace: Workspace, variant: str | None = None, heard: Heard = lambda _done, _total: None
) -> Collected:
    """Everything of the variant (the workspace's own, if none is given) as it stands today.

    Raises SdeskError where somebody goes on writing meanwhile, so that its parts would tell of different moments.
    """
    for _attempt in range(ATTEMPTS):
        before = head_of(workspace)
        found = _collected(workspace, variant or variant_of(workspace), before, heard)
        if head_of(workspace) == before:
            return found
    raise SdeskError(
        _("The workspace was changed while the binder was collected."),
        _("Make it when nobody is writing in it."),
    )


def _collected(workspace: Workspace, variant: str, head: Head | None, heard: Heard) -> Collected:
    today = days.today(workspace)
    pack = workspace.packs.first
    asked_for = products_of_variant(pack.asks, variant)
    left_out = tuple((each.id, each.name) for each in pack.asks.work_products if each.id not in asked_for)
    models = kinds_of(workspace, variant)
    heard(0, 100)
    standings = requirements(workspace, variant, today)
    heard(50, 100)
    on = grounds(workspace, variant, today)
    names = names_in(workspace, standings)
    documents = tuple(_documents(workspace, models, on))
    listed = point_lines(workspace, checklist(workspace, variant, today))
    packed = tuple(items_of(workspace, models, share(heard, 70, 95)))
    binder = Binder(
        profile=pack.asks.header.title,
        variant=pack.asks.variant(variant).name,
        day=today,
        since=on.since,
        high=on.bounds.high,
        fair=on.bounds.fair,
        letterhead=letterhead(workspace),
        requirements=tuple(judged(each, names) for each in standings),
        products=tuple(products(on, asked_for, documents)),
        points=listed,
        left_out=left_out,
        exempted=tuple(exempted(on, asked_for)),
        adopted=tuple(each.pack.asks.header.title for each in workspace.packs.at(today).adoptions[1:]),
        scope=_scope_in(documents),
        roles=_roles(workspace, today),
        documents=documents,
        register=_register(workspace, models),
        registers=tuple(_registers(workspace, models)),
        findings=findings_printout(workspace),
        audit=tuple(_printed(workspace, models, AUDITS)),
        approvals=tuple(_approvals(workspace, models)),
        reports=tuple(_printed(workspace, models, REPORTS, ("approved",))),
        items=tuple(sorted((each.item for each in packed), key=lambda item: item.path)),
        head=_head(head),
        laptops=laptops_counted(workspace),
    )
    return Collected(binder, packed)


def kinds_of(workspace: Workspace, variant: str) -> tuple[type[Record], ...]:
    """All kinds of record but those of work products that only another variant asks for."""
    pack = workspace.packs.first
    asked_for = products_of_variant(pack.asks, variant)
    kept_out = {each.record for each in pack.bindings.work_products.values() if each.id not in asked_for}
    return tuple(each for each in RECORDS if each.__name__ not in kept_out)


# ---------------------------------------------------------------- what is printed


def _documents(workspace: Workspace, models: Sequence[type[Record]], on: Grounds) -> Iterator[InForce]:
    """Each version in state approved of what is a document or an agreement, and how it stands."""
    for model in models:
        if issubclass(model, (Document, Agreement)):
            for force in on.in_force(model):
                printout = _without_links(printout_of(workspace, force.record))
                review = next_review(workspace, force.record, on.today)
                yield InForce(printout, force.wanting, force.late, review)


def _scope_in(documents: Sequence[InForce]) -> Printout | None:
    """The scope of service delivery, where one is in force."""
    in_force = (each.printout for each in documents if not each.wanting)
    return next((each for each in in_force if isinstance(each.record, ServiceScope)), None)


def _printed(
    workspace: Workspace,
    models: Sequence[type[Record]],
    wanted: Sequence[type[Record]],
    states: Sequence[str] = (),
) -> Iterator[Printout]:
    """Each record of the kinds that are wanted, in these states if any are named, by number."""
    for model in wanted:
        where = (col(model.state).in_(states),) if states else ()
        if model in models:
            order = [col(model.number), col(model.version)]
            for record in workspace.find(model, *where, order_by=order):
                yield _without_links(printout_of(workspace, record))


def _without_links(printout: Printout) -> Printout:
    """What points to a record stands in its register."""
    return replace(printout, linked_from=(), not_listed=0)


def _register(workspace: Workspace, models: Sequence[type[Record]]) -> RegisterPrintout:
    """Of documents: our own of the variant, and those of others."""
    whole = register_printout(workspace)
    return replace(whole, lines=tuple(each for each in whole.lines if each.kind in models))


def _registers(workspace: Workspace, models: Sequence[type[Record]]) -> Iterator[ListPrintout]:
    """Every kind of which there is a record, by number."""
    for model in models:
        if model in _NOT_EVIDENCE or not workspace.count(model):
            continue
        listing = Listing(model.__name__, descending=False)
        columns = model.columns if "number" in model.columns else ("number", *model.columns)
        if model.versioned and "version" not in columns:
            columns = (columns[0], "version", *columns[1:])
        yield list_printout(workspace, listing, columns)


def _approvals(workspace: Workspace, models: Sequence[type[Record]]) -> list[Approval]:
    names = [each.__name__ for each in models]
    order = [col(Approval.number), col(Approval.version), col(Approval.at), col(Approval.id)]
    return workspace.find(Approval, col(Approval.model).in_(names), order_by=order)


def _roles(workspace: Workspace, today: date) -> tuple[RoleLine, ...]:
    """Who holds which role today, by the list in effect; a role that nobody holds stands without a name."""
    listed = in_effect(workspace, AssignedRoles)
    counting = [each for each in (listed.assignments if listed else ()) if counts_on(each, today)]
    people = {each.id: each.name for each in workspace.find(Person, deleted=True)}
    lines = []
    for role in ServiceRole:
        held = [each for each in counting if each.role == role]
        lines += [
            RoleLine(role.label, people.get(each.person, "") if each.person else "",
                     people.get(each.deputy, "") if each.deputy else "", each.start, each.end)
            for each in held
        ] or [RoleLine(role.label, "")]  # fmt: skip
    return tuple(lines)


def _head(head: Head | None) -> HeadLine | None:
    return HeadLine(head.hash, code_of(head.hash), head.number, head.device, head.at) if head else None


__all__ = ["AUDITS", "REPORTS", "Collected", "Heard", "collect", "kinds_of", "share"]
