"""What a binder says of each requirement and work product: as readiness judges them."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from sdesk.models import Document, Record, model_named
from sdesk.models.binder import AskedLine, Exempted, InForce, Judged, ProductLine, ShownLine
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.readiness.requirements import RequirementStanding
from sdesk.practice.readiness.rules.asked import Asked, Shown
from sdesk.practice.readiness.rules.grounds import Grounds
from sdesk.practice.readiness.rules.suppliers import does_not_apply
from sdesk.practice.reporting.printing import called
from sdesk.storage import col
from sdesk.translation import Message

Names = Mapping[UUID, Message | str]


def names_in(workspace: Workspace, standings: Sequence[RequirementStanding]) -> Names:
    """What people call every record behind an answer."""
    keys = (shown.record for each in standings for asked in each.asked for shown in asked.records)
    return {key: called(entry) for key, entry in entries(workspace, keys).items()}


def judged(standing: RequirementStanding, names: Names) -> Judged:
    return Judged(
        id=standing.requirement.id,
        statement=standing.requirement.statement,
        verdict=standing.verdict.value,
        asked=tuple(_asked(each, names) for each in standing.asked),
        missing=standing.missing,
        advice=standing.overdue,
        products=tuple(each.work_product.id for each in standing.work_products),
    )


def _asked(asked: Asked, names: Names) -> AskedLine:
    first = sorted(asked.records, key=lambda each: each.passes)
    shown = tuple(_shown(each, names) for each in first)
    return AskedLine(asked.layer.value, asked.held.value, asked.sentence, shown)


def _shown(shown: Shown, names: Names) -> ShownLine:
    version = shown.version if shown.model.versioned else 0
    name = names.get(shown.record, "")
    return ShownLine(shown.record, shown.number, version, name, shown.why, shown.corrected)


# ---------------------------------------------------------------- work products


def products(on: Grounds, asked_for: frozenset[str], documents: Sequence[InForce]) -> Iterator[ProductLine]:
    """How each work product of the variant stands: a document by its version in force, all else by how many there are."""
    pack = on.workspace.packs.first
    for product in pack.asks.work_products:
        bound = pack.bindings.work_products.get(product.id)
        if product.id not in asked_for or bound is None:
            continue
        model, kind = model_named(bound.record), bound.record
        if does_not_apply(on, model):
            yield ProductLine(product.id, product.name, "not applicable", kind=kind)
        elif issubclass(model, Document):
            mine = [each for each in documents if isinstance(each.printout.record, model)]
            keys = tuple(each.printout.record.id for each in mine)
            yield ProductLine(product.id, product.name, _standing(mine), len(mine), keys, kind)
        else:
            yield ProductLine(product.id, product.name, "", _counting(on.workspace, model), kind=kind)


def _standing(documents: Sequence[InForce]) -> str:
    holding = [each for each in documents if not each.wanting]
    if not holding:
        return "not in force"
    return "late" if all(each.late for each in holding) else "in force"


def _counting(workspace: Workspace, model: type[Record]) -> int:
    """How many there are that are neither drafts nor taken back."""
    states = [state.name for state in model.states if state.level not in ("", "draft")]
    return workspace.count(model, col(model.state).in_(states))


def exempted(on: Grounds, asked_for: frozenset[str]) -> Iterator[Exempted]:
    """The work products of the variant that do not apply, by the statement that says so and counts."""
    pack = on.workspace.packs.first
    for product in pack.asks.work_products:
        bound = pack.bindings.work_products.get(product.id)
        if product.id in asked_for and bound and (said := does_not_apply(on, model_named(bound.record))):
            yield Exempted(product.id, product.name, said.number, said.reason)
