"""Laptops as values: each has a set of operations, sees what they come to, and writes on that."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from sdesk.storage.changes import Changes, State, diff
from sdesk.storage.merging.causality import Act, Op
from sdesk.storage.merging.fold import Merged, fold

BEGAN = UUID(int=7)
GOALS = "BusinessGoals"


def name_of(*parts: object) -> UUID:
    return uuid5(BEGAN, "/".join(map(str, parts)))


@dataclass
class Laptop:
    """One replica. `operations` are all that it has, its own among them."""

    name: str
    operations: dict[UUID, Op] = field(default_factory=dict)
    made: int = 0
    under_way: Op | None = None
    is_together: bool = False

    @property
    def replica(self) -> UUID:
        return name_of(self.name)

    @property
    def sees(self) -> Merged:
        return fold(self.operations.values())

    def state(self, record: UUID) -> State:
        return dict(self.sees.states.get(record, {}))

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is done in the block is one operation, as where use cases are put together."""
        self.is_together = True
        yield
        self.is_together, self.under_way = False, None

    def does(self, *acts: Act) -> Op:
        if self.under_way is not None:
            del self.operations[self.under_way.id]
            acts = (*self.under_way.acts, *acts)
        past: dict[UUID, int] = {}
        for each in self.operations.values():
            past[each.replica] = max(past.get(each.replica, 0), each.number)
        number = past.get(self.replica, 0) + 1
        past[self.replica] = number
        tick = max((each.tick for each in self.operations.values()), default=0) + 1
        placed = tuple(act._replace(place=place) for place, act in enumerate(acts, start=1))
        op = Op(name_of(self.replica, number), tick, self.replica, number, past, placed)
        self.operations[op.id] = op
        self.under_way = op if self.is_together else None
        return op

    def takes_in(self, operations: Iterable[Op]) -> None:
        """Those whose past is there by then; the others wait."""
        waiting = sorted(operations, key=lambda op: op.tick)
        while True:
            known = {(op.replica, op.number) for op in self.operations.values()}
            fit = [op for op in waiting if all(_is_known(known, op, *each) for each in op.past.items())]
            new = [op for op in fit if op.id not in self.operations]
            if not new:
                return
            self.operations |= {op.id: op for op in new}

    # what a person does

    def creates(self, number: str, version: int = 1, record: UUID | None = None, **values: Any) -> UUID:
        self.made += 1
        key = record or name_of(self.name, "record", self.made)
        state = {"id": str(key), "number": number, "version": version, "state": "draft", **values}
        self.does(Act(0, key, key, GOALS, diff({}, state), "create"))
        return key

    def changed(self, record: UUID, **values: Any) -> Changes:
        now = self.state(record)
        return diff({name: now.get(name) for name in values}, values)

    def saves(self, record: UUID, action: str = "save", **values: Any) -> Op | None:
        changes = self.changed(record, **values)
        return self.does(Act(0, record, record, GOALS, changes, action)) if changes else None

    def approves(self, record: UUID, supersedes: Iterable[UUID] = (), **filled: Any) -> Op:
        """As a step does: what it fills in, the state, the approval, and the version before it."""
        self.made += 1
        changes = self.changed(record, state="approved", **filled)
        says = {**self.state(record), **filled}
        covered = {
            name: str(says.get(name)) for name in ("scope", "goals", "issuing_organization", "date_of_issue")
        }
        approval = name_of(self.name, "approval", self.made)
        content = json.dumps({"fields": covered})
        signed = {"id": str(approval), "content": content, "step": "approve"}
        older = [
            Act(0, each, each, GOALS, self.changed(each, state="superseded"), "supersede")
            for each in supersedes
        ]
        return self.does(
            Act(0, record, record, GOALS, changes, "approve"),
            Act(0, record, approval, "Approval", diff({}, signed), "sign: approve"),
            *older,
        )

    def withdraws(self, record: UUID) -> Op:
        return self.does(Act(0, record, record, GOALS, self.changed(record, state="withdrawn"), "withdraw"))

    def deletes(self, record: UUID) -> Op:
        return self.does(
            Act(0, record, record, GOALS, {"deleted_at": [None, f"{self.name} {self.made}"]}, "delete draft")
        )


def _is_known(known: set[tuple[UUID, int]], op: Op, replica: UUID, number: int) -> bool:
    """Of its own replica the one before it."""
    wanted = number - 1 if replica == op.replica else number
    return wanted == 0 or (replica, wanted) in known


def kinds(merged: Merged) -> set[tuple[str, str]]:
    """What met, without who."""
    return {(each.kind.value, each.field) for each in merged.meetings if each.kind != "record"}


def exchanged(*laptops: Laptop) -> Merged:
    """All have all; what they see, which is the same."""
    everything: Mapping[UUID, Op] = {key: op for each in laptops for key, op in each.operations.items()}
    for each in laptops:
        each.takes_in(everything.values())
    first, *others = [each.sees for each in laptops]
    assert all(each == first for each in others)
    return first
