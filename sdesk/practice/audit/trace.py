"""Evidence both ways: from a record to the statements that it is evidence for, from a record to who approved what in which
version and what changed since, and between the statements of two sets."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sdesk.models import Approval, HistoryEntry, Record
from sdesk.packs import Pack, Requirement
from sdesk.packs.model import Relation
from sdesk.practice.audit.checklist.points import Point, points_of
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.approvals import approvals_of, digest_of
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import history_of, versions_of
from sdesk.practice.readiness.requirements import asked_of, grounds, variant_of
from sdesk.practice.readiness.rules.asked import Asked
from sdesk.practice.readiness.rules.grounds import Grounds

# ---------------------------------------------------------------- from a record to statements


@dataclass(frozen=True)
class Bearing:
    """A statement that a record is evidence for, or belongs to the kind that is. `judged` are the questions of its rule
    that counted this very record, those that it does not pass first; none where a person judges."""

    pack: Pack
    requirement: Requirement
    work_products: tuple[str, ...] = ()
    judged: tuple[tuple[Asked, bool], ...] = ()

    @property
    def counts(self) -> bool:
        return bool(self.judged)


def evidence_for(workspace: Workspace, record: Record) -> tuple[Bearing, ...]:
    """The statements of all adopted sets, those whose rule counted the record first."""
    found = [each for pack in workspace.packs.packs for each in _in_set(workspace, pack, record)]
    return tuple(sorted(found, key=lambda each: not each.counts))


def _in_set(workspace: Workspace, pack: Pack, record: Record) -> Iterator[Bearing]:
    model = type(record).__name__
    products = {each.id for each in pack.bindings.work_products_in(model)}
    variant = variant_of(workspace)
    on = grounds(workspace, variant, today(workspace)) if pack is workspace.packs.first else None
    here = pack.asks.requirements_of_variant(variant) if on else pack.asks.requirements
    for requirement in here:
        kept = tuple(each for each in requirement.work_products if each in products)
        if kept or model in pack.bindings.requirement(requirement.id).records:
            found = _counted(on, requirement, record) if on else []
            yield Bearing(pack, requirement, kept, tuple(sorted(found, key=lambda each: each[1])))


def _counted(on: Grounds, requirement: Requirement, record: Record) -> list[tuple[Asked, bool]]:
    """The questions of its rule that counted the record."""
    return [
        (asked, shown.passes)
        for asked in asked_of(on, requirement.id)
        for shown in asked.records
        if shown.record == record.id
    ]


def points_about(workspace: Workspace, record: Record) -> tuple[Point, ...]:
    """The points of evidence of the work products that this kind of record is."""
    return tuple(
        each for pack in workspace.packs.packs for each in points_of(pack) if each.model is type(record)
    )


# ---------------------------------------------------------------- from a record to approvals


@dataclass(frozen=True)
class Signed:
    """A version with those who approved it. `fits` says whether its content is still what the last of them approved; None
    where it went on since, by steps that open it again, or where nobody approved it."""

    record: Record
    approvals: tuple[Approval, ...] = ()
    fits: bool | None = None


@dataclass(frozen=True)
class Trace:
    """All versions of what a record is a version of, the newest first, and what was done since the last approval."""

    versions: tuple[Signed, ...]
    since: tuple[HistoryEntry, ...] = ()
    changes: int = 0

    @property
    def approved_at(self) -> datetime | None:
        return max((each.at for one in self.versions for each in one.approvals), default=None)


def trace_of(workspace: Workspace, record: Record) -> Trace:
    """Who approved what in which version, and what changed since."""
    kept = versions_of(workspace, record) if record.versioned else [record]
    history = history_of(workspace, record)
    found = tuple(_signed(workspace, each) for each in kept)
    own = next((each for each in found if each.record.id == record.id), None)
    last = max((each.at for each in own.approvals), default=None) if own else None
    since = tuple(each for each in history if last is not None and each.at > last)
    return Trace(found, since, len(history))


def _signed(workspace: Workspace, record: Record) -> Signed:
    approvals = tuple(sorted(approvals_of(workspace, record), key=lambda each: each.at))
    if not approvals:
        return Signed(record)
    step = next((each for each in record.steps if each.name == approvals[-1].step), None)
    state = record.state_called(record.state)
    stands = step is not None and (record.state == step.to or state.after == step.to)
    return Signed(record, approvals, approvals[-1].sha256 == digest_of(workspace, record) if stands else None)


# ---------------------------------------------------------------- between sets


@dataclass(frozen=True)
class Related:
    """A statement, or a whole clause, of another set: how it is related to the one that was asked about."""

    pack: Pack | None
    full_id: str
    relation: Relation
    text: str = ""


_INVERSE: dict[Relation, Relation] = {"wider": "narrower", "narrower": "wider"}


def related_to(workspace: Workspace, pack: Pack, requirement: Requirement) -> tuple[Related, ...]:
    """What statements of other sets it is related to, by its own set and by theirs; also through the clause that it is in."""
    known = {each.id: each for each in workspace.known_packs}
    own = [
        Related(
            known.get(named.partition("/")[0]), named, requirement.relation_to(named), _text(known, named)
        )
        for named in requirement.related
    ]
    within = {pack.full_id(each) for each in (requirement.id, *_clauses(pack, requirement))}
    others = [
        Related(
            other,
            other.full_id(each.id),
            _back(each.relation_to(named), named == pack.full_id(requirement.id)),
            each.statement,
        )
        for other in known.values()
        if other.id != pack.id
        for each in other.asks.requirements
        for named in each.related
        if named in within
    ]
    return tuple({each.full_id: each for each in (*others, *own)}.values())


def _back(relation: Relation, itself: bool) -> Relation:
    """The other way round; of a clause that is related as a whole, each statement in it touches."""
    return _INVERSE.get(relation, relation) if itself else "touches"


def _clauses(pack: Pack, requirement: Requirement) -> Iterator[str]:
    """The clause that a statement is in, and those around that."""
    key = requirement.clause
    while key:
        yield key
        key = pack.asks.clause(key).parent


def _text(known: dict[str, Pack], named: str) -> str:
    set_id, _slash, key = named.partition("/")
    pack = known.get(set_id)
    if pack is None:
        return ""
    statements = (each.statement for each in pack.asks.requirements if each.id == key)
    clauses = (each.name for each in pack.asks.clauses if each.id == key)
    return next(statements, next(clauses, ""))


__all__ = ["Bearing", "Related", "Signed", "Trace", "evidence_for", "points_about", "related_to", "trace_of"]
