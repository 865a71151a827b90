"""What a set of operations comes to: put upon each other in the one order of the history, by the rules of docs/team.md.

Pure, and the same whoever computes it from whatever part: whether a step stands depends on what is earlier, whether an
approval or a deletion does on who changed the record elsewhere; nothing depends on the order in which operations came.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sdesk.models import RECORDS, Approval
from sdesk.storage.changes import Changes, State, apply
from sdesk.storage.merging.approvals import approvals_in, changed_elsewhere, covered_by, only_computes
from sdesk.storage.merging.causality import Act, Op, met
from sdesk.storage.merging.fields import Values
from sdesk.storage.merging.meeting import Kind, Meeting

_MODELS = {model.__name__: model for model in RECORDS}
Counts = Mapping[tuple[UUID, int], Changes]
"""(Operation, place of a change in it) -> how it counts, where that is not as it was written."""


@dataclass(frozen=True)
class Merged:
    """`states`: thing -> what it holds. `fallen`: the steps that do not stand, each (operation, record); `lost`: the approvals."""

    states: Mapping[UUID, State]
    counted: Counts
    meetings: frozenset[Meeting]
    fallen: frozenset[tuple[UUID, UUID]]
    lost: frozenset[UUID]


def fold(
    operations: Iterable[Op],
    before: Mapping[UUID, State] | None = None,
    fallen_elsewhere: Callable[[Op], bool] = lambda _op: False,
) -> Merged:
    """`before` is what was there before the first of them. `fallen_elsewhere` is asked where an operation's first step is
    taken in a record that is not among these."""
    in_order = sorted(operations, key=lambda op: op.order)
    return _Fold(in_order, dict(before or {}), fallen_elsewhere, {}).merged()


@dataclass
class _Fold:
    operations: Sequence[Op]
    before: Mapping[UUID, State]
    fallen_elsewhere: Callable[[Op], bool]
    seen: dict[UUID, Merged]
    """What an operation's author saw: what all that it knew comes to."""
    counted: dict[tuple[UUID, int], Changes] = field(default_factory=dict)
    fallen: set[tuple[UUID, UUID]] = field(default_factory=set)
    lost: set[UUID] = field(default_factory=set)
    meetings: set[Meeting] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.values = Values(dict(self.before))
        self._acts: dict[UUID, list[tuple[Op, Act]]] = defaultdict(list)
        for op in self.operations:
            for act in op.acts:
                self._acts[act.record].append((op, act))
        self._unseen = _changed_on_both_sides(self._acts)
        self._heads: dict[UUID, tuple[Op, ...]] = {}
        self._approved: dict[tuple[str, str], dict[UUID, Op]] = defaultdict(dict)
        self._fallen_in: dict[UUID, list[Op]] = defaultdict(list)
        self._opposed: dict[UUID, list[Op]] = defaultdict(list)
        self._covered: dict[UUID, frozenset[str]] = {}
        self._both: dict[UUID, set[Meeting]] = {}

    def merged(self) -> Merged:
        withdrawn = self._lost_approvals()
        undone = self._lost_deletions()
        for op in self.operations:
            falls = self._fallen_steps(op, withdrawn)
            for act in op.acts:
                if act.item == act.record and act.record in falls and not act.creates:
                    self.counted[op.id, act.place] = {}
                    self.values.leave_out(op, act.item)
                    continue
                undoes = ("deleted_at",) if (op.id, act.record) in undone else ()
                self._put(op, act, left_out=(*undoes, *self._frozen_meanwhile(op, act)))
            self.lost |= {
                act.item
                for _op, act in approvals_in([(op, act) for act in op.acts])
                if self._signs_what_fell(op, act)
            }
            self._covered |= {
                act.record: covered_by(act) or frozenset()
                for act in op.acts
                if act.creates and act.model == Approval.__name__ and act.item not in self.lost
            }
            self._note_both_sides(op)
        self.meetings.update(self.values.meetings, *self._both.values())
        return Merged(
            self.values.states, self.counted, frozenset(self.meetings), frozenset(self.fallen), frozenset(self.lost)
        )  # fmt: skip

    def _put(self, op: Op, act: Act, left_out: Sequence[str]) -> None:
        changes = {name: each for name, each in act.changes.items() if name not in left_out}
        written = Act(act.place, act.record, act.item, act.model, changes, act.action)
        counts = self.values.put(op, written)
        if counts != act.changes:
            self.counted[op.id, act.place] = counts
            self.values.leave_out(op, act.item)

    def _frozen_meanwhile(self, op: Op, act: Act) -> frozenset[str]:
        """The fields that were changed because a step had opened the record which does not stand, and are approved; none by who
        signs what stands then."""
        if _signs(op, act.record):
            return frozenset()
        fallen = [each for each in self._fallen_in[act.record] if op.knows(each)]
        model = _MODELS.get(act.model)
        if not fallen or act.creates or model is None or act.item != act.record:
            return frozenset()
        stands = model.state_called(str(self.values.states[act.record]["state"]))
        approved = self._covered.get(act.record, frozenset()) if stands.frozen else frozenset()
        found = approved & act.changes.keys()
        if found and not only_computes(act):
            self._oppose_as_what_it_stood_on(op, act)
        return found

    # ---------------------------------------------------------------- what others changed

    def _lost_approvals(self) -> set[tuple[UUID, UUID]]:
        """(operation, record) of approvals of what was changed elsewhere."""
        found: set[tuple[UUID, UUID]] = set()
        for record in self._unseen:
            acts = self._acts[record]
            for op, act in approvals_in(acts):
                for other in changed_elsewhere((op, act), acts):
                    found.add((op.id, record))
                    self.lost.add(act.item)
                    self._oppose(op, record, Kind.APPROVAL, other)
        return found

    def _lost_deletions(self) -> set[tuple[UUID, UUID]]:
        """(operation, record) of deletions of what was changed elsewhere."""
        found: set[tuple[UUID, UUID]] = set()
        for record in self._unseen:
            for op, act in self._acts[record]:
                if not _deletes(act):
                    continue
                for other, its in self._acts[record]:
                    if _is_work(its) and not _deletes(its) and met(op, other):
                        found.add((op.id, record))
                        self._meet(record, Kind.DELETED, other, op)
        return found

    # ---------------------------------------------------------------- steps

    def _fallen_steps(self, op: Op, withdrawn: set[tuple[UUID, UUID]]) -> set[UUID]:
        """The records in which the operation's step does not stand."""
        steps = {act.record: act for act in reversed(op.acts) if _takes_a_step(act)}
        falls = self._fallen_where_they_stood(op, steps, withdrawn)
        if not steps:
            return falls
        place, action = op.leads or min((act.place, act.action) for act in steps.values())
        led_by = not any(act.place == place for act in steps.values()) and self.fallen_elsewhere(op)
        for act in sorted(steps.values(), key=lambda act: act.place):
            is_brought_about = act.place != place and act.action != action
            is_lost = (op.id, act.record) in withdrawn or (is_brought_about and led_by)
            if is_lost or not self._is_open_to(op, act) or self._signs_what_fell(op, act):
                falls.add(act.record)
                self._fall(op, act.record)
            else:
                self._keep_approved(op, act)
            led_by = led_by or (act.place == place and act.record in falls)
        return falls

    def _fallen_where_they_stood(
        self, op: Op, steps: Mapping[UUID, Act], withdrawn: set[tuple[UUID, UUID]]
    ) -> set[UUID]:
        """The same of steps that approve and lead to no other state, as an approval afterwards."""
        made = {act.record for act in op.acts if act.creates and act.item == act.record}
        wrote = {act.record for act in op.acts if act.item == act.record and act.model in _MODELS}
        falls: set[UUID] = set()
        for _op, act in approvals_in([(op, act) for act in op.acts]):
            if act.record in wrote - made - falls - steps.keys() and (
                (op.id, act.record) in withdrawn or self._signs_what_fell(op, act)
            ):
                falls.add(act.record)
                self._fall(op, act.record)
        return falls

    def _fall(self, op: Op, record: UUID) -> None:
        self.fallen.add((op.id, record))
        self._fallen_in[record].append(op)
        self._lose_approvals(op, record)

    def _is_open_to(self, op: Op, act: Act) -> bool:
        """Whether the record stands where the step was taken from, and no other version is approved that was not known.

        It does too where neither a step of somebody else nor one that fell can have led it elsewhere: whoever wrote this
        said falsely where it stood, and that keeps nobody from anything.
        """
        others = [
            each
            for each in self.values.last_writers(act.record, "state")
            if not op.knows(each) and not _only_creates(each, act.record)
        ]
        for each in others:
            self._oppose(op, act.record, Kind.STEP, each)
        fallen = [each for each in self._fallen_in[act.record] if op.knows(each)]
        is_there = self._stands(op, act).get("state") == act.changes["state"][0]
        if is_there or not (others or fallen):
            return self._is_the_only_version(op, act)
        if not others:
            self._oppose_as_what_it_stood_on(op, act)
        return False

    def _signs_what_fell(self, op: Op, act: Act) -> bool:
        """Whether it approves a record in which a step fell that stood for whoever signed: what that had written is in the text."""
        signs = _signs(op, act.record)
        fallen = [each for each in self._fallen_in[act.record] if signs and op.knows(each) and each is not op]
        if all((each.id, act.record) in self._seen_by(op).fallen for each in fallen):
            return False
        self._oppose_as_what_it_stood_on(op, act)
        return True

    def _seen_by(self, op: Op) -> Merged:
        if op.id not in self.seen:
            known = [each for each in self.operations if op.knows(each) and each is not op]
            self.seen[op.id] = _Fold(known, self.before, self.fallen_elsewhere, self.seen).merged()
        return self.seen[op.id]

    def _stands(self, op: Op, act: Act) -> State:
        """What the record holds that the step is taken in: where nobody made it before, what the operation itself makes."""
        there = self.values.states.get(act.record)
        if there is None:
            created = next((each for each in op.acts if each.creates and each.item == act.record), None)
            there = apply({}, created.changes) if created else {}
        return there

    def _oppose_as_what_it_stood_on(self, op: Op, act: Act) -> None:
        """The step before it fell: what spoke against that one speaks against it."""
        fallen = [each for each in self._fallen_in[act.record] if op.knows(each)]
        causes = dict.fromkeys(cause for each in fallen for cause in self._opposed[each.id])
        for each in [cause for cause in causes if not op.knows(cause)] or fallen[-1:]:
            self._oppose(op, act.record, Kind.STEP, each)

    def _oppose(self, op: Op, record: UUID, kind: Kind, other: Op) -> None:
        self._opposed[op.id].append(other)
        self._meet(record, kind, other, op)

    def _is_the_only_version(self, op: Op, act: Act) -> bool:
        model = _MODELS.get(act.model)
        if model is None or not model.versioned or act.changes["state"][1] != "approved":
            return True
        number = self._stands(op, act).get("number", "")
        for record, other in self._approved[act.model, str(number)].items():
            approved = self.values.states.get(record, {}).get("state") == "approved"
            if record != act.record and approved and not op.knows(other):
                self._oppose(op, act.record, Kind.VERSION, other)
                return False
        return True

    def _keep_approved(self, op: Op, act: Act) -> None:
        if act.changes["state"][1] == "approved":
            number = self._stands(op, act).get("number", "")
            self._approved[act.model, str(number)][act.record] = op

    def _lose_approvals(self, op: Op, record: UUID) -> None:
        self.lost |= {act.item for act in op.acts if act.record == record and act.model == Approval.__name__}

    # ---------------------------------------------------------------- what met

    def _note_both_sides(self, op: Op) -> None:
        """That a record was worked on by both, whatever became of it: together it may lack something."""
        for record in dict.fromkeys(
            act.record for act in op.acts if act.record in self._unseen and _is_work(act)
        ):
            heads = self._heads.get(record, ())
            if unknown := [each for each in heads if not op.knows(each)]:
                self._both[record] = {
                    Meeting(record, Kind.RECORD, "", "", each.id, op.id) for each in unknown
                }
            self._heads[record] = (*unknown, op)

    def _meet(self, record: UUID, kind: Kind, one: Op, other: Op) -> None:
        first, second = sorted((one, other), key=lambda op: op.order)
        self.meetings.add(Meeting(record, kind, "", "", first.id, second.id))


def _changed_on_both_sides(acts: Mapping[UUID, Sequence[tuple[Op, Act]]]) -> list[UUID]:
    """The records in which something met: of all others nothing has to be asked."""
    found: list[UUID] = []
    for record, done in acts.items():
        last: Op | None = None
        for op, _act in done:
            if last is not None and not op.knows(last):
                found.append(record)
                break
            last = op
    return found


def _takes_a_step(act: Act) -> bool:
    return "state" in act.changes and act.item == act.record and not act.creates and act.model in _MODELS


def _signs(op: Op, record: UUID) -> bool:
    return any(act.record == record for _op, act in approvals_in([(op, act) for act in op.acts]))


def _only_creates(op: Op, record: UUID) -> bool:
    """Whether it makes the record, and takes no step in it."""
    of_it = [act for act in op.acts if act.item == record]
    return any(act.creates for act in of_it) and not any(_takes_a_step(act) for act in of_it)


def _deletes(act: Act) -> bool:
    return (
        act.item == act.record
        and set(act.changes) == {"deleted_at"}
        and act.changes["deleted_at"][1] is not None
    )


def _is_work(act: Act) -> bool:
    """A change of a record, an approval or a file of it; what only left the workspace is none, nor what was computed."""
    return (act.model in _MODELS and not only_computes(act)) or act.model in ("Approval", "Attachment")


__all__ = ["Counts", "Merged", "fold"]
