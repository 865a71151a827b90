"""Operations of other laptops come into the file: those whose past is there, in one transaction, each once.

A record in which nothing ever met is carried forward by what was done to it. Any other is put together anew from its whole
history, with all versions of it, and with what a step in it brought about elsewhere, where that stands no longer.
"""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, insert, select, table, text
from sqlalchemy import column as sql_column
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import Session

from sdesk.models import NOTES, Approval, Attachment, Operation, Replica
from sdesk.models.ledger import EntryOfFormat1
from sdesk.storage.changes import State, apply
from sdesk.storage.ledger import sha256
from sdesk.storage.merging.came import Came, NotTakenIn
from sdesk.storage.merging.causality import Act, Op
from sdesk.storage.merging.coming import Coming
from sdesk.storage.merging.derived import Counted, apart_in, counted_in, write_derived
from sdesk.storage.merging.fitting import refuse_unfit
from sdesk.storage.merging.fold import Merged, fold
from sdesk.storage.merging.reading import (
    Done,
    Step,
    When,
    done_to,
    families_of,
    is_step,
    last_written,
    steps_of,
)
from sdesk.storage.merging.writing import KINDS, Thing, count_numbers, held_in, thing_of, write_things
from sdesk.storage.operations import store
from sdesk.storage.prepared.kept import RestsOn, note_written
from sdesk.storage.prepared.statements import Prepared
from sdesk.storage.replay.entries import entries_of, replay
from sdesk.storage.state import BOOKKEEPING
from sdesk.storage.workspace import Workspace
from sdesk.translation import message as _

_CONTENT: Any = table("content", sql_column("sha256"), sql_column("bytes"))
_KEEP = Prepared(insert(_CONTENT))
_HAS = Prepared(select(_CONTENT.c.sha256).where(_CONTENT.c.sha256 == bindparam("of")))


@dataclass(frozen=True)
class TakenIn:
    """`operations` came, in their order; `waiting` are those whose past is not there. `records` changed."""

    operations: Sequence[Came] = ()
    waiting: Sequence[Came] = ()
    records: frozenset[UUID] = frozenset()


@contextmanager
def named_unfit() -> Iterator[None]:
    """What a laptop that belongs has signed may be anything all the same: what cannot be kept is said, and nothing is."""
    try:
        yield
    except (
        ArithmeticError, AttributeError, IntegrityError, LookupError, RecursionError, StatementError, TypeError, ValueError,
    ) as fault:  # fmt: skip
        raise NotTakenIn(
            _("What came has something that no record can hold."),
            _("See what is wrong on the laptop that wrote it: sdesk verify"),
        ) from fault


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Of all that is made of what came nothing goes before the end: to look for that takes a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_without_collecting()
def take_in(
    workspace: Workspace, came: Iterable[Came], contents: Mapping[str, bytes] | None = None
) -> TakenIn:
    """What came, as far as its past is there. `contents`: the bytes of files that are attached, by their SHA-256.

    Raises NotTakenIn where something is not what a laptop of this workspace wrote; nothing is changed then.
    """
    with named_unfit(), workspace.taking_in() as session:
        return take_in_here(session, came, contents or {})


@_without_collecting()
@named_unfit()
def take_in_here(
    session: Session, came: Iterable[Came], contents: Mapping[str, bytes], coming: Coming | None = None
) -> TakenIn:
    """The same, within `Workspace.taking_in`. `coming`: of all that is there, where it is known already."""
    connection = session.connection()
    coming = coming or Coming(connection)
    new, waiting = coming.sorted_out(came)
    if not new:
        return TakenIn((), waiting)
    refuse_unfit(new)
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    merging = _Merging(session, coming, new)
    store(
        connection,
        coming.founded,
        (each.operation for each in new),
        (line for each in new for line in each.lines()),
    )
    _keep_contents(connection, new, contents)
    things = merging.done()
    write_things(session, things)
    numbers = (act.changes["number"][1] for each in new for act in each.acts if "number" in act.changes)
    count_numbers(connection, (str(number) for number in numbers if number))
    session.info["pasts"] = coming.pasts
    if merging.has_met:
        session.info["anything written"] = True
    else:
        note_written(session, _kinds_of(things.values(), coming))
    session.expunge_all()
    records = frozenset(key for key, thing in things.items() if thing.model in KINDS)
    session.info.setdefault("changed", set()).update(records)
    return TakenIn(new, waiting, records)


def _kinds_of(things: Iterable[Thing], coming: Coming) -> set[RestsOn]:
    """What came, where it was put upon what was there and changed nothing else."""
    kinds: set[RestsOn] = {Operation, *((Replica,) if coming.founded else ())}
    for thing in things:
        kinds.add(KINDS[thing.model])
        if thing.model == Approval.__name__:
            kinds.add((Approval, str(thing.state["model"])))
    return kinds


def _keep_contents(connection: Connection, new: Sequence[Came], contents: Mapping[str, bytes]) -> None:
    for each in new:
        for act in each.acts:
            if act.model != Attachment.__name__ or not act.creates:
                continue
            digest = str(act.changes["sha256"][1])
            if _HAS.run(connection, {"of": digest}):
                continue
            content = contents.get(digest)
            if content is None or sha256(content) != digest:
                raise NotTakenIn(
                    _(
                        "What came lacks the file {file} that is attached in it.",
                        file=str(act.changes["name"][1]),
                    )
                )
            _KEEP.run(connection, {"sha256": digest, "bytes": content})


@dataclass
class _Merging:
    """What the records come to. Made before the operations are in the file, asked when they are."""

    session: Session
    coming: Coming
    new: Sequence[Came]
    _ops: list[Op] = field(default_factory=list)
    _told_before: Mapping[UUID, State] = field(default_factory=dict)
    has_met: bool = False

    def __post_init__(self) -> None:
        for each in self.new:
            past = self.coming.pasts.of(each)
            leads = next(
                ((a.place, a.action) for a in each.acts if is_step(a.model, a.record == a.item, a.changes)),
                None,
            )
            self._ops.append(Op(each.id, each.tick, each.replica, each.number, past, each.acts, leads))
        connection = self.session.connection()
        self._models = {
            act.record: act.model for op in self._ops for act in op.acts if act.record == act.item
        }
        self._models = {key: model for key, model in self._models.items() if model in KINDS}
        records = {act.record for op in self._ops for act in op.acts}
        self._begun = {
            act.record: str(act.changes["number"][1])
            for op in self._ops
            for act in op.acts
            if act.record == act.item and act.creates and "number" in act.changes
        }
        missing = records - self._models.keys()
        self._models |= _models_of(connection, missing)
        self._families = families_of(connection, self._models, self._begun)
        everything = records.union(*self._families.values())
        self._last = last_written(connection, everything)

    def done(self) -> dict[UUID, Thing]:
        """Item -> what it is to be."""
        apart = self._met_something()
        merged, done, records = self._put_together(apart)
        self.has_met = bool(records)
        if records:
            write_derived(self.session.connection(), merged, records)
        self._refuse_unmade(done)
        things = self._carried_forward(records)
        things |= self._put_anew(merged, done)
        return things

    # ---------------------------------------------------------------- what met

    def _met_something(self) -> set[UUID]:
        """The records in whose families not each knew all that was done before, now or ever."""
        heads: dict[frozenset[UUID], dict[UUID, int]] = {}
        came_apart = apart_in(self.session.connection(), self._families.keys())
        apart: set[UUID] = set().union(*(self._families.get(each, {each}) for each in came_apart))
        for op in self._ops:
            for record in dict.fromkeys(act.record for act in op.acts if act.model not in NOTES):
                family = self._families.get(record, frozenset([record]))
                known = heads.get(family)
                if known is None:
                    known = heads[family] = _joined(self._last.get(each, {}) for each in family)
                if any(op.past.get(replica, 0) < number for replica, number in known.items()):
                    apart |= family
                known[op.replica] = op.number
        return apart

    def _put_together(self, apart: set[UUID]) -> tuple[Merged, Done, set[UUID]]:
        """With those in which a step stands or falls with one of these."""
        connection = self.session.connection()
        records = set(apart)
        nothing = Merged({}, {}, frozenset(), frozenset(), frozenset())
        if not records:
            return nothing, Done(), records
        counted = counted_in(connection)
        while True:
            done = done_to(connection, records, self.coming.pasts)
            self._told_before = self._before(records)
            merged = fold(done.operations, self._told_before, partial(_fell, counted))
            steps = steps_of(connection, [op.id for op in done.operations if op.leads])
            brought = {
                each.record
                for key, its in steps.items()
                if its[0].record in records and _changed(key, its[0], merged, counted)
                for each in its[1:]
                if each.action != its[0].action
            }
            brought |= {  # what speaks against a step that fell speaks against all that was built on what it brought about
                its[0].record for key, its in steps.items() if counted.get((key.hex, its[0].place)) == {}
            }
            known = {
                **_models_of(connection, brought),
                **{k: v for k, v in self._models.items() if k in brought},
            }
            families = families_of(connection, known, self._begun) if brought - records else {}
            more = brought.union(*families.values()) - records
            if not more:
                return merged, done, records
            records |= more

    def _before(self, records: Iterable[UUID]) -> dict[UUID, State]:
        """What format 1 told of them."""
        query = select(EntryOfFormat1.record_id).distinct()  # type: ignore[call-overload]
        old = set(self.session.connection().execute(query).scalars()) & set(records)
        if not old:
            return {}
        entries = [each for each in entries_of(self.session, *old) if each.tick == 0]
        return dict(replay(entries).values)

    # ---------------------------------------------------------------- what becomes of it

    def _carried_forward(self, but: set[UUID]) -> dict[UUID, Thing]:
        """The things in which nothing met, with what was done to them put upon what they are."""
        touched = {
            act.item: act.model
            for op in self._ops
            for act in op.acts
            if act.model in KINDS and act.record not in but
        }
        held = held_in(self.session, touched)
        when = {each.id: When(each.at, each.by) for each in self.new}
        things: dict[UUID, Thing] = {}
        for op in self._ops:
            for act in op.acts:
                if act.item not in touched:
                    continue
                at = when[op.id]
                thing = things.get(act.item)
                if thing is None:
                    there = held.get(act.item)
                    thing = thing_of(self.session, there, at) if there else Thing(act.model, {}, at, at)
                    things[act.item] = thing
                if thing.model != act.model or not (act.creates or _is_of(thing.state, act)):
                    raise _never_made()
                thing.state = apply(thing.state, act.changes)
                thing.last = at
                thing.touched |= act.changes.keys()
        return things

    def _refuse_unmade(self, done: Done) -> None:
        """Raises NotTakenIn where something is changed that its laptop cannot have known, though it may be here."""
        new = {each.id for each in self.new}
        made: dict[UUID, list[tuple[Op, Act]]] = {}
        for op in done.operations:
            for act in op.acts:
                if act.creates:
                    made.setdefault(act.item, []).append((op, act))
                elif op.id in new and act.model in KINDS and act.item not in self._told_before:
                    known = (its for by, its in made.get(act.item, ()) if op.knows(by))
                    if not any((its.model, its.record) == (act.model, act.record) for its in known):
                        raise _never_made()

    def _put_anew(self, merged: Merged, done: Done) -> dict[UUID, Thing]:
        """The things of the records that were put together, which are what the rules say."""
        touched = {act.item: act.model for op in done.operations for act in op.acts if act.model in KINDS}
        held = held_in(self.session, touched)
        things: dict[UUID, Thing] = {}
        for op in done.operations:
            at = done.when[op.id]
            for act in op.acts:
                if act.item not in touched or (act.model == "Approval" and act.item in held):
                    continue
                thing = things.get(act.item)
                if thing is None:
                    there = held.get(act.item)
                    thing = thing_of(self.session, there, at) if there else Thing(act.model, {}, at)
                    thing.state = dict(merged.states[act.item])
                    thing.touched = KINDS[act.model].model_fields.keys() - BOOKKEEPING
                    things[act.item] = thing
                if act.creates and thing.first is None:
                    thing.first = at
                thing.last = at
        return things


def _is_of(state: State, act: Act) -> bool:
    """Whether it is there, and belongs to that record."""
    return bool(state) and str(state.get("record_id", act.record)) == str(act.record)


def _never_made() -> NotTakenIn:
    return NotTakenIn(
        _("What came changes something that its laptop cannot have had."),
        _("See what is wrong on the laptop that wrote it: sdesk verify"),
    )


def _fell(counted: Counted, op: Op) -> bool:
    """Whether the step that leads an operation, in a record that is not looked at, does not stand."""
    return counted.get((op.id.hex, op.leads[0] if op.leads else 0)) == {}


def _changed(operation: UUID, first: Step, merged: Merged, counted: Counted) -> bool:
    """Whether the first step of an operation stands now and did not, or the other way round."""
    falls = (operation, first.record) in merged.fallen
    return falls != (counted.get((operation.hex, first.place)) == {})


def _joined(known: Iterable[Mapping[UUID, int]]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for each in known:
        for replica, number in each.items():
            found[replica] = max(found.get(replica, 0), number)
    return found


def _models_of(connection: Connection, records: Iterable[UUID]) -> dict[UUID, str]:
    """By the directory, which has them all."""
    query = text("SELECT id, model FROM directory WHERE id IN (SELECT value FROM json_each(:keys))")
    keys = "[" + ",".join(f'"{each.hex}"' for each in records) + "]"
    return {UUID(row[0]): row[1] for row in connection.execute(query, {"keys": keys}) if row[1] in KINDS}


__all__ = ["TakenIn", "named_unfit", "take_in", "take_in_here"]
