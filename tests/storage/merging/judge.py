"""The rules of docs/team.md once more: plain, slow, and in another way. What `fold` says is held against what this says.

It knows no vectors and keeps no heads: who knew whom is asked of the whole set, and who wrote a field last of all that was
written. Texts and order keys alone are put together by the same functions, which have tests of their own.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sdesk.models import RECORDS, Kind, fields_of
from sdesk.storage.changes import ORDER, Rows
from sdesk.storage.merging.causality import Act, Op
from sdesk.storage.merging.texts import merged_text
from sdesk.storage.order import after, between

MODELS = {model.__name__: model for model in RECORDS}


@dataclass
class Judge:
    operations: Sequence[Op]
    states: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    fallen: set[tuple[UUID, UUID]] = field(default_factory=set)
    lost: set[UUID] = field(default_factory=set)
    met: set[tuple[Any, ...]] = field(default_factory=set)
    written: list[tuple[Op, tuple[Any, ...], Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.operations = sorted(self.operations, key=lambda op: (op.tick, op.id.hex))
        for op in self.operations:
            self.judge(op)

    def apart(self, one: Op, other: Op) -> bool:
        return one.past.get(other.replica, 0) < other.number and other.past.get(one.replica, 0) < one.number

    @staticmethod
    def begins(op: Op, record: UUID) -> dict[str, Any]:
        """What the operation makes the record of; nothing where it was there."""
        for act in op.acts:
            if act.item == record and act.creates:
                return {name: each[1] for name, each in act.changes.items() if isinstance(each, list)}
        return {}

    def acts_on(self, record: UUID) -> list[tuple[Op, Act]]:
        return [(op, act) for op in self.operations for act in op.acts if act.record == record]

    # who else, at the same time

    def approval_is_lost(self, op: Op, approval: Act) -> bool:
        covered = set(json.loads(approval.changes["content"][1])["fields"])
        found = False
        for other, act in self.acts_on(approval.record):
            signs = any(
                a.model == "Approval" and a.record == approval.record for a in other.acts
            ) and not self.begins(other, approval.record)
            if act.model not in MODELS or signs or not self.apart(op, other):
                continue
            signed = json.loads(approval.changes["content"][1])["fields"]
            if self.only_computes(act) and all(signed.get(n, e[1]) == e[1] for n, e in act.changes.items()):
                continue
            open_fields = {spec.name for spec in fields_of(MODELS[act.model])} - covered
            if set(act.changes) - open_fields:
                found = True
                self.meets("approval", approval.record, "", "", op, other)
        return found

    def deletion_is_lost(self, op: Op, deletion: Act) -> bool:
        others = [
            other
            for other, act in self.acts_on(deletion.record)
            if not self.deletes(act)
            and self.apart(op, other)
            and act.model in (*MODELS, "Approval", "Attachment")
            and not self.only_computes(act)
        ]
        for other in others:
            self.meets("deleted", deletion.record, "", "", op, other)
        return bool(others)

    @staticmethod
    def only_computes(act: Act) -> bool:
        if act.action != "compute anew" or act.item != act.record or act.model not in MODELS:
            return False
        return set(act.changes) <= {
            each.name for each in fields_of(MODELS[act.model]) if each.content.computed
        }

    @staticmethod
    def deletes(act: Act) -> bool:
        return list(act.changes) == ["deleted_at"] and act.changes["deleted_at"][1] is not None

    def meets(self, kind: str, record: UUID, name: str, row: str, one: Op, other: Op) -> None:
        first, second = sorted((one, other), key=lambda op: (op.tick, op.id.hex))
        self.met.add((record, kind, name, row, first.id, second.id))

    # in the order of the history

    def judge(self, op: Op) -> None:
        falls: set[UUID] = set()
        leader: Act | None = None
        judged: set[UUID] = set()
        for act in op.acts:
            if act.model not in MODELS or "state" not in act.changes or act.creates or act.record in judged:
                continue  # of several steps in a record the first says where it has to stand
            judged.add(act.record)
            leader = leader or act
            follows = act is not leader and act.action != leader.action
            lost = [a for a in op.acts if a.model == "Approval" and a.record == act.record]
            now = self.states.get(act.record) or self.begins(op, act.record)
            gone = [a for a in lost if self.approval_is_lost(op, a)]
            gone_too = self.signs_what_fell(op, act.record)
            if (
                gone
                or gone_too
                or (follows and leader.record in falls)
                or not self.stands_there(op, act, now)
            ):
                falls.add(act.record)
                self.fallen.add((op.id, act.record))
                self.lost |= {a.item for a in lost}
        for act in (
            op.acts
        ):  # of a step that leads back to where the record stood, the approval says how it is judged
            lost = [a for a in op.acts if a.model == "Approval" and a.record == act.record]
            stays = act.model in MODELS and act.item == act.record and act.record not in judged
            if not lost or not stays or self.begins(op, act.record):
                continue
            judged.add(act.record)
            gone = [a for a in lost if self.approval_is_lost(op, a)]
            if gone or self.signs_what_fell(op, act.record):
                falls.add(act.record)
                self.fallen.add((op.id, act.record))
                self.lost |= {a.item for a in lost}
        for act in op.acts:
            signs = act.model == "Approval" and act.creates
            if signs and (self.approval_is_lost(op, act) or self.signs_what_fell(op, act.record)):
                self.lost.add(act.item)
            if act.item in falls and not act.creates:
                continue
            if self.deletes(act) and self.deletion_is_lost(op, act):
                continue
            self.put(op, self.without_what_is_frozen(op, act))

    def signs_what_fell(self, op: Op, record: UUID) -> bool:
        """Whether a step fell here that stood in all that the signer knew."""
        known = [each for each in self.operations if op.knows(each) and each is not op]
        fallen = {(each.id, record) for each in known} & self.fallen
        signs = any(act.model == "Approval" and act.record == record for act in op.acts)
        return bool(signs and fallen and fallen - Judge(known).fallen)

    def without_what_is_frozen(self, op: Op, act: Act) -> Act:
        """Who wrote because a step had opened the record that did not stand, wrote over an approved text."""
        if any(a.model == "Approval" and a.record == act.record for a in op.acts):
            return act  # it signs what stands then
        known = {each.id for each in self.operations if op.knows(each)}
        reopened = any(record == act.record and key in known for key, record in self.fallen)
        if not reopened or act.creates or act.model not in MODELS or act.item != act.record:
            return act
        if not MODELS[act.model].state_called(self.states[act.record]["state"]).frozen:
            return act
        place = self.operations.index(op)
        signed = [
            json.loads(each.changes["content"][1])["fields"]
            for other in self.operations[:place]
            for each in other.acts
            if each.model == "Approval" and each.record == act.record and each.item not in self.lost
        ]
        approved = signed[-1] if signed else ()
        return act._replace(
            changes={name: each for name, each in act.changes.items() if name not in approved}
        )

    def stands_there(self, op: Op, act: Act, now: dict[str, Any]) -> bool:
        # A leader in another record of the same operation may stand while this one does not, and the other way round.
        if now.get("state") != act.changes["state"][0] and self.can_be_elsewhere(op, act.record):
            return False
        if MODELS[act.model].versioned and act.changes["state"][1] == "approved":
            for record, state in self.states.items():
                if (
                    record == act.record
                    or state.get("number") != now["number"]
                    or state.get("state") != "approved"
                ):
                    continue
                if self.model_of(record) != act.model:
                    continue
                by = [w for w in self.written if w[1] == (record, "state", "", "") and w[2] == "approved"][
                    -1
                ][0]
                if self.apart(op, by):
                    return False
        return True

    def can_be_elsewhere(self, op: Op, record: UUID) -> bool:
        """Whether a step that it did not know stands, or one that it knew fell; else it said falsely where the record stood."""
        steps = {
            each.id
            for each, act in self.acts_on(record)
            if act.item == record and "state" in act.changes and not act.creates
        }
        stand = {w[0].id for w in self.written if w[1] == (record, "state", "", "") and not op.knows(w[0])}
        known = {each.id for each in self.operations if op.knows(each)}
        return bool(stand & steps) or any(of == record and key in known for key, of in self.fallen)

    def model_of(self, record: UUID) -> str:
        return next(act.model for op in self.operations for act in op.acts if act.item == record)

    def put(self, op: Op, act: Act) -> None:
        state = self.states.setdefault(act.item, {})
        again = act.creates and bool(state)
        if again:
            first = next(w[0] for w in self.written if w[1] == (act.item, "id", "", ""))
            self.meets("created", act.record, "", "", op, first)
        for name, said in act.changes.items():
            if again and name in ("id", "number", "version", "state", "deleted_at"):
                continue
            if isinstance(said, list):
                self.write(op, act, (name, "", ""), state, name, said)
            else:
                rows = state.get(name, {})
                state[name] = rows
                self.rows(op, act, name, rows, said)
                if not rows:
                    del state[name]
            if state.get(name, 0) is None:
                del state[name]

    def unseen(self, op: Op, place: tuple[Any, ...]) -> list[Op]:
        """Who wrote there, unknown to the operation, and was not written over by somebody who knew it."""
        there = [w[0] for w in self.written if w[1] == place]
        return [w for w in there if self.apart(op, w) and not any(o is not w and o.knows(w) for o in there)]

    def write(
        self, op: Op, act: Act, at: tuple[str, str, str], holder: dict[str, Any], key: str, said: list[Any]
    ) -> None:
        place, now, wanted = (act.item, *at), holder.get(key), said[1]
        others = self.unseen(op, place)
        if others and (now or None) != (wanted or None):  # an empty text is none
            together = (
                merged_text(said[0] or "", now or "", wanted or "") if self.is_long(act.model, at) else None
            )
            wanted = wanted if together is None else together
            if act.model in MODELS and at[0] not in ("state", "deleted_at", "removed_at"):
                kind = "text" if together is not None else "row" if at[1] else "field"
                for other in others:
                    self.meets(kind, act.record, at[0], at[1], op, other)
        self.written.append((op, place, wanted))
        holder[key] = wanted

    @staticmethod
    def is_long(model: str, at: tuple[str, str, str]) -> bool:
        if model not in MODELS:
            return False
        spec = {s.name: s for s in fields_of(MODELS[model])}.get(at[0])
        if spec and at[2]:
            spec = {s.name: s for s in spec.columns}.get(at[2])
        return bool(spec and spec.kind is Kind.LONG_TEXT)

    def rows(self, op: Op, act: Act, name: str, rows: dict[str, Any], said: dict[str, Any]) -> None:
        moved: set[str] = set()
        for key in said.get("removed", {}):
            self.remove(op, act, name, rows, key)
        for key, row in said.get("added", {}).items():
            if key in rows:
                for column, value in row.items():
                    self.cell(op, act, name, rows, key, column, [rows[key].get(column), value], moved)
            else:
                rows[key] = dict(row)
                moved.add(key)
                self.written.append((op, (act.item, name, key, ""), dict(row)))
        for key, columns in said.get("changed", {}).items():
            if key in rows:
                for column, each in columns.items():
                    self.cell(op, act, name, rows, key, column, each, moved)
                continue
            removals = [w for w in self.written if w[1] == (act.item, name, key, "removed")]
            if removals and self.apart(op, removals[-1][0]) and set(columns) != {ORDER}:
                self.meets("row", act.record, name, key, op, removals[-1][0])
                rows[key] = {**removals[-1][2], **{column: each[1] for column, each in columns.items()}}
                self.written += [
                    (op, (act.item, name, key, c), each[1]) for c, each in columns.items() if c != ORDER
                ]
                moved.add(key)
        for key in sorted(moved):
            mine = rows[key][ORDER]
            if any(row[ORDER] == mine for other, row in rows.items() if other != key):
                above = sorted(row[ORDER] for row in rows.values() if row[ORDER] > mine)
                rows[key] = {**rows[key], ORDER: between(mine, above[0]) if above else after(mine)}

    def cell(
        self,
        op: Op,
        act: Act,
        name: str,
        rows: dict[str, Any],
        key: str,
        column: str,
        said: list[Any],
        moved: set[str],
    ) -> None:
        rows[key] = dict(rows[key])
        if column != ORDER:
            self.write(op, act, (name, key, column), rows[key], column, said)
        elif rows[key][ORDER] != said[1]:
            rows[key][ORDER] = said[1]
            moved.add(key)

    def remove(self, op: Op, act: Act, name: str, rows: dict[str, Any], key: str) -> None:
        if key not in rows:
            return
        others = [
            w
            for column in ("", *(set(rows[key]) - {ORDER}))
            for w in self.unseen(op, (act.item, name, key, column))
        ]
        for other in others:
            self.meets("row", act.record, name, key, op, other)
        if not others:
            self.written.append((op, (act.item, name, key, "removed"), rows.pop(key)))


def plain(states: Any) -> Any:
    """States without the kinds of dict, and without what is empty."""
    if isinstance(states, dict):
        return {key: plain(each) for key, each in states.items() if each not in (None, "", {}, Rows())}
    return states
