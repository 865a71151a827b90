"""What practice knows of a kind of record, as a value; and the workspace that knows its kinds of record."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sdesk import storage
from sdesk.models import AdoptedPack, Record, Step, model_named
from sdesk.packs import AdoptedPacks, Adoption, Pack
from sdesk.practice.finding.view import Mark, View
from sdesk.practice.lifecycle.problem import Problem
from sdesk.translation import Message

Rule = Callable[["Workspace", Any, str], Iterator[Problem]]
"""A rule across fields: (workspace, record, the state it is in or wants to reach) -> problems."""

Fill = Callable[["Workspace", Any, str], None]
"""What a step fills in by itself, before it is checked: (workspace, record, reason)."""

Act = Callable[["Workspace", Any], object]
"""What a step brings about once it is taken, in the same transaction: (workspace, record in its new state)."""

NotYet = Callable[["Workspace", Any], Collection[str]]
"""The fields that are no gap while they are empty, as nothing is there that they could say: (workspace, record)."""

Proposal = Callable[["Workspace", Mapping[str, Any]], dict[str, Any]]
"""Values for a new record by field: (workspace, what is known already)."""

Consequence = Callable[["Workspace", Any, Mapping[str, Any]], None]
"""Sets what follows from the fields of these names, which were just changed: (workspace, live record, what they were)."""

Together = Callable[["Workspace", Any, Sequence[Mapping[str, Any]]], None]
"""Makes what the program computes of fields that came together of several laptops: (workspace, live record, what it was for each). It
asks no clock and is the same for all that have the same."""

Warning = Callable[["Workspace", Any, Step], Iterator[Message]]
"""What a person should know before they take a step, although it is allowed."""


@dataclass(frozen=True)
class Effect:
    """What a step of `model` brings about, beyond the record itself. Without `steps`: each of them."""

    model: type[Record]
    act: Act
    steps: tuple[str, ...] = ()

    def follows(self, record: Record, step: Step) -> bool:
        return isinstance(record, self.model) and (not self.steps or step.name in self.steps)


@dataclass(frozen=True)
class RecordType:
    """A kind of record: its declaration, and the use cases that its life is made of.

    `fills` is by the name of the step; `not_undone` says, by the action of history, why it is not undone: somebody
    outside was told, or it is kept as proof. `reckoned` are the fields that `follows` makes of others, anew whenever these
    change. `together` makes anew what is computed where several laptops wrote in `together_of`. `marks` are what they are found by beside their fields, `views` the lists that come with
    the program. Each process puts its own together in its `process.py`.
    """

    model: type[Record]
    rules: tuple[Rule, ...] = ()
    fills: Mapping[str, Fill] = field(default_factory=dict)
    brings_about: tuple[Effect, ...] = ()
    not_yet: NotYet | None = None
    proposes: Proposal | None = None
    follows: Consequence | None = None
    reckoned: frozenset[str] = frozenset()
    together: Together | None = None
    together_of: frozenset[str] = frozenset()
    warns: Warning | None = None
    not_undone: Mapping[str, Message] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    views: tuple[View, ...] = ()


class RecordTypes:
    """All kinds of record that a workspace holds, and what their steps bring about across processes."""

    def __init__(self, types: Sequence[RecordType], across: Sequence[Effect] = ()) -> None:
        self._types = {each.model: each for each in types}
        self._effects = (*(effect for each in types for effect in each.brings_about), *across)

    def __iter__(self) -> Iterator[RecordType]:
        return iter(self._types.values())

    def of(self, record: Record | type[Record]) -> RecordType:
        """Raises KeyError for a model that no process puts together: a bug."""
        return self._types[record if isinstance(record, type) else type(record)]

    def effects_of(self, record: Record, step: Step) -> Iterator[Act]:
        """What the step brings about: first in its own process, then in others, in the order of the registry."""
        return (effect.act for effect in self._effects if effect.follows(record, step))


class Workspace(storage.Workspace):
    """The open workspace with the kinds of record it holds and the packs it has adopted: what use cases work on.

    `record_types` and `known_packs`, service delivery first, are given by whoever opens the file (`practice.workspaces`), so that nothing in here has to know all
    processes, or any standard.
    """

    record_types: RecordTypes = RecordTypes(())
    known_packs: tuple[Pack, ...] = ()

    @property
    def packs(self) -> AdoptedPacks:
        """The packs that it has adopted, the one that always counts first."""
        return self.kept(("packs", id(self.known_packs)), self._adopted, of=(AdoptedPack,))

    def _adopted(self) -> AdoptedPacks:
        always, *others = self.known_packs
        since = {each.pack: each.adopted_on for each in self.find(AdoptedPack, AdoptedPack.state == "in use")}
        chosen = (Adoption(pack, since[pack.id]) for pack in others if pack.id in since)
        return AdoptedPacks((Adoption(always), *chosen))

    def model_of(self, work_product: str) -> type[Record]:
        """The kind of record that a work product is kept in. Raises KeyError where nothing carries it."""
        return model_named(self.packs.record_of(work_product))
