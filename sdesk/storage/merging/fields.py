"""Fields, rows and texts: how a change counts where another one met it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from sdesk.models import RECORDS, fields_of
from sdesk.models import Kind as KindOfField
from sdesk.storage.changes import ORDER, Changes, Rows, State, apply
from sdesk.storage.merging.causality import Act, Op
from sdesk.storage.merging.meeting import Kind, Meeting
from sdesk.storage.merging.texts import merged_text
from sdesk.storage.order import after, between

_MODELS = {model.__name__: model for model in RECORDS}
_STAY = ("id", "number", "version", "state", "deleted_at")
"""What the first who made a record gave it, where two made the same."""

_OF_ITS_OWN = ("state", "deleted_at", "removed_at")
"""What has rules of its own, and met by these."""

Place = tuple[UUID, str, str, str]
"""Where something is written: thing, field, row, column; of what is no row, the last two are ""."""


@cache
def is_long_text(model: str, name: str, column: str = "") -> bool:
    known = _MODELS.get(model)
    spec = next((each for each in fields_of(known) if each.name == name), None) if known else None
    if spec is not None and column:
        spec = next((each for each in spec.columns if each.name == column), None)
    return spec is not None and spec.kind is KindOfField.LONG_TEXT


@dataclass
class Values:
    """What everything holds after the changes so far, who wrote it, and what met."""

    states: dict[UUID, State] = field(default_factory=dict)
    meetings: set[Meeting] = field(default_factory=set)
    _writers: dict[Place, tuple[Op, ...]] = field(default_factory=dict)
    _gone: dict[tuple[UUID, str, str], tuple[Op, State]] = field(default_factory=dict)
    _creators: dict[UUID, Op] = field(default_factory=dict)
    _last: dict[UUID, Op] = field(default_factory=dict)
    _apart: set[UUID] = field(default_factory=set)

    def comes_apart(self, op: Op, item: UUID) -> bool:
        """Whether the thing is not what whoever wrote this saw; once it is not, it is looked at field by field for good."""
        last = self._last.get(item)
        if last is not None and not op.knows(last):
            self._apart.add(item)
        self._last[item] = op
        return item in self._apart

    def leave_out(self, op: Op, item: UUID) -> None:
        """Something of what the operation did to the thing does not count."""
        self.comes_apart(op, item)
        self._apart.add(item)

    def put(self, op: Op, act: Act) -> Changes:
        """Put what the operation did upon the thing. Gives how it counts; what it is then chains with what was there."""
        state = self.states.get(act.item, {})
        if not self.comes_apart(op, act.item):
            self._note_writers(op, act)
            self.states[act.item] = apply(state, act.changes)
            return dict(act.changes)
        if act.creates:
            act = self._made_again(op, act, state)
        counts: Changes = {}
        for name, difference in act.changes.items():
            found: Any
            if isinstance(difference, list):
                found = self._value(op, act, (name, "", ""), state.get(name), difference)
            else:
                found = self._rows(op, act, name, state.get(name) or Rows(), difference)
            if found:
                counts[name] = found
        self.states[act.item] = apply(state, counts)
        return counts

    def _note_writers(self, op: Op, act: Act) -> None:
        """Who wrote what, where nobody else did meanwhile."""
        if act.creates:
            self._creators.setdefault(act.item, op)
        state = self.states.get(act.item, {})
        for name, difference in act.changes.items():
            if isinstance(difference, list):
                self._wrote(op, (act.item, name, "", ""))
                continue
            for key in difference.get("removed", ()):
                if key in (state.get(name) or ()):
                    self._gone[act.item, name, key] = op, state[name][key]
            for key in difference.get("added", ()):
                self._wrote(op, (act.item, name, key, ""))
                self._gone.pop((act.item, name, key), None)
            for key, changes in difference.get("changed", {}).items():
                for column in changes.keys() - {ORDER}:
                    self._wrote(op, (act.item, name, key, column))

    def unknown_writers(self, op: Op, item: UUID, name: str, row: str = "", column: str = "") -> list[Op]:
        """Who wrote there last, of those that the operation does not know."""
        return [each for each in self._writers.get((item, name, row, column), ()) if not op.knows(each)]

    def last_writers(self, item: UUID, name: str) -> tuple[Op, ...]:
        return self._writers.get((item, name, "", ""), ())

    def _wrote(self, op: Op, place: Place) -> None:
        before = self._writers.get(place)
        self._writers[place] = (*(each for each in before if not op.knows(each)), op) if before else (op,)

    def _made_again(self, op: Op, act: Act, state: State) -> Act:
        first = self._creators.setdefault(act.item, op)
        if first is op or not state:
            return act
        self._meet(op, act, Kind.CREATED, "", "", [first])
        changes = {name: each for name, each in act.changes.items() if name not in _STAY}
        return Act(act.place, act.record, act.item, act.model, changes, act.action)

    def _value(
        self, op: Op, act: Act, at: tuple[str, str, str], now: Any, difference: list[Any]
    ) -> list[Any] | None:
        """What a value becomes: what was written, or a text of both. None where it is that already."""
        before, wanted = difference
        place = (act.item, *at)
        others = self.unknown_writers(op, *place)
        self._wrote(op, place)
        if not others and _same(now, before):
            return difference
        if others and not _same(now, wanted):
            name, row, column = at
            together = None
            if is_long_text(act.model, name, column):
                together = merged_text(before or "", now or "", wanted or "")
            kind = Kind.TEXT if together is not None else Kind.ROW if row else Kind.FIELD
            self._meet(op, act, kind, name, row, others)
            if together is not None:
                wanted = together
        return None if _same(now, wanted) else [now, wanted]

    def _rows(self, op: Op, act: Act, name: str, rows: Rows, said: Mapping[str, Any]) -> Changes:
        now = Rows(rows)
        parts: dict[str, dict[str, Any]] = {"added": {}, "removed": {}, "changed": {}}
        for key in said.get("removed", ()):
            self._remove(op, act, name, key, now, parts)
        for key, row in said.get("added", {}).items():
            self._add(op, act, name, key, row, now, parts)
        for key, changes in said.get("changed", {}).items():
            if key in now:
                self._change(op, act, name, key, changes, now, parts)
            else:
                self._bring_back(op, act, name, key, changes, now, parts)
        for key in sorted({*parts["added"], *(k for k, each in parts["changed"].items() if ORDER in each)}):
            _give_a_place_of_its_own(key, now, parts)
        return {part: found for part, found in parts.items() if found}

    def _remove(
        self, op: Op, act: Act, name: str, key: str, now: Rows, parts: dict[str, dict[str, Any]]
    ) -> None:
        if key not in now:
            return
        others = self._who_wrote_in(op, act.item, name, key, now[key])
        if others:
            self._meet(op, act, Kind.ROW, name, key, others)
            return
        parts["removed"][key] = now.pop(key)
        self._gone[act.item, name, key] = op, parts["removed"][key]

    def _who_wrote_in(self, op: Op, item: UUID, name: str, key: str, row: State) -> list[Op]:
        columns = [column for column in row if column != ORDER]
        found = [
            each for column in ("", *columns) for each in self.unknown_writers(op, item, name, key, column)
        ]
        return list(dict.fromkeys(found))

    def _add(
        self, op: Op, act: Act, name: str, key: str, row: State, now: Rows, parts: dict[str, dict[str, Any]]
    ) -> None:
        if key in now:
            changes = {column: [now[key].get(column), value] for column, value in row.items()}
            self._change(op, act, name, key, changes, now, parts)
            return
        self._wrote(op, (act.item, name, key, ""))
        self._gone.pop((act.item, name, key), None)
        now[key] = parts["added"][key] = dict(row)

    def _change(
        self, op: Op, act: Act, name: str, key: str, changes: Changes, now: Rows, parts: dict[str, dict[str, Any]]
    ) -> None:  # fmt: skip
        counts = {}
        for column, difference in changes.items():
            if column == ORDER:
                found = None if now[key].get(ORDER) == difference[1] else [now[key].get(ORDER), difference[1]]
            else:
                found = self._value(op, act, (name, key, column), now[key].get(column), difference)
            if found:
                counts[column] = found
        if counts:
            parts["changed"][key] = counts
            now[key] = {**now[key], **{column: each[1] for column, each in counts.items()}}

    def _bring_back(
        self, op: Op, act: Act, name: str, key: str, changes: Changes, now: Rows, parts: dict[str, dict[str, Any]]
    ) -> None:  # fmt: skip
        """A row that was removed elsewhere, and changed here."""
        remover, row = self._gone.get((act.item, name, key), (op, {}))
        if op.knows(remover) or not changes.keys() - {ORDER}:
            return
        self._meet(op, act, Kind.ROW, name, key, [remover])
        del self._gone[act.item, name, key]
        for column in changes:
            if column != ORDER:
                self._wrote(op, (act.item, name, key, column))
        now[key] = {**row, **{column: each[1] for column, each in changes.items()}}
        parts["added"][key] = now[key]

    def _meet(self, op: Op, act: Act, kind: Kind, name: str, row: str, others: Iterable[Op]) -> None:
        if act.model in _MODELS and name not in _OF_ITS_OWN:
            self.meetings |= {Meeting(act.record, kind, name, row, each.id, op.id) for each in others}


def _give_a_place_of_its_own(key: str, now: Rows, parts: dict[str, dict[str, Any]]) -> None:
    """Two rows that were put into the same place on both sides stand one behind the other."""
    wanted = now[key][ORDER]
    if all(row[ORDER] != wanted for other, row in now.items() if other != key):
        return
    higher = min((row[ORDER] for row in now.values() if row[ORDER] > wanted), default="")
    place = between(wanted, higher) if higher else after(wanted)
    if key in parts["added"]:
        parts["added"][key] = now[key] = {**now[key], ORDER: place}
    else:
        was = parts["changed"][key][ORDER][0]
        now[key] = {**now[key], ORDER: place}
        parts["changed"][key] = {**parts["changed"][key], ORDER: [was, place]}


def _same(one: Any, other: Any) -> bool:
    return one == other or (one in (None, "", {}) and other in (None, "", {}))


__all__ = ["Values", "is_long_text"]
