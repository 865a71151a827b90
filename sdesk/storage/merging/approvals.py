"""What an approval covers, and who changed that elsewhere."""

import json
from collections.abc import Iterator, Sequence
from functools import cache

from sdesk.models import COMPUTED_ANEW, RECORDS, Approval, fields_of
from sdesk.storage.merging.causality import Act, Op

Done = tuple[Op, Act]
_MODELS = {model.__name__: model for model in RECORDS}


def approvals_in(acts: Sequence[Done]) -> Iterator[Done]:
    return ((op, act) for op, act in acts if act.model == Approval.__name__ and act.creates)


def changed_elsewhere(approval: Done, on_the_record: Sequence[Done]) -> list[Op]:
    """The operations that changed what it covers, of which it did not know, and which did not know it.

    Another approval is none of them: of two, the later one brings nothing into the record. It is one where the same operation
    makes the record, which was made twice then: of what each of both wrote there something stands. Nor is it who computed what was
    signed.
    """
    op, act = approval
    covered = covered_by(act)
    signing = {each.id for each, its in approvals_in(on_the_record)}
    signing -= {each.id for each, its in on_the_record if its.creates and its.item == its.record}
    found = dict.fromkeys(
        other
        for other, its in on_the_record
        if other.id not in signing
        and its.item == its.record
        and its.model in _MODELS
        and not op.knows(other)
        and not other.knows(op)
        and not _computed_the_same(its, act)
        and any(_counts(its.model, name, covered) for name in its.changes)
    )
    return list(found)


def _counts(model: str, name: str, covered: frozenset[str] | None) -> bool:
    """Whether a change of that field is one of what was approved; what is no field of a form always is."""
    return covered is None or name in covered or name not in _fields(model)


def only_computes(act: Act) -> bool:
    """Whether a laptop wrote what the program computes, and nothing else: nobody worked there."""
    computed = _computed(act.model) if act.action == COMPUTED_ANEW and act.item == act.record else frozenset()
    return bool(act.changes) and act.changes.keys() <= computed


def _computed_the_same(act: Act, approval: Act) -> bool:
    """Whether one laptop computed what whoever signed on another saw there."""
    if not only_computes(act):
        return False
    try:
        signed = json.loads(approval.changes["content"][1])["fields"]
        return all(signed[name] == each[1] for name, each in act.changes.items() if name in signed)
    except (LookupError, TypeError, ValueError):
        return False


@cache
def _computed(model: str) -> frozenset[str]:
    known = _MODELS.get(model)
    return (
        frozenset(spec.name for spec in fields_of(known) if spec.content.computed) if known else frozenset()
    )


@cache
def _fields(model: str) -> frozenset[str]:
    return frozenset(spec.name for spec in fields_of(_MODELS[model]))


def covered_by(approval: Act) -> frozenset[str] | None:
    """The fields that the approved text has; None where it cannot be read: then it covers all."""
    try:
        return frozenset(json.loads(approval.changes["content"][1])["fields"])
    except (LookupError, TypeError, ValueError):
        return None


__all__ = ["Done", "approvals_in", "changed_elsewhere", "covered_by", "only_computes"]
