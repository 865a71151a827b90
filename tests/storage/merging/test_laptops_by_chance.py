"""Three to five laptops that do anything by chance, and exchange some of it: what they see, held against a judge."""

import json
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sdesk.storage.changes import Rows
from sdesk.storage.merging.causality import Act
from sdesk.storage.merging.fold import fold
from sdesk.storage.order import order_keys
from tests.storage.merging.judge import Judge, plain
from tests.storage.merging.laptops import GOALS, Laptop
from tests.thorough import examples

NEVER = "never there"
ANY = st.integers(0, 1_000)
WORDS = st.sampled_from(["a", "b", "c", ""])
TEXTS = st.lists(st.sampled_from(["one", "two", "three", "four"]), max_size=5).map("\n".join)


class Team(RuleBasedStateMachine):
    laptops: list[Laptop]

    @initialize(many=st.integers(3, 5))
    def begin(self, many: int) -> None:
        self.laptops = [Laptop(f"laptop {n}") for n in range(many)]
        self.laptops[0].creates("GOAL-1", goals=_rows(["a", "b"], {}), scope="one\ntwo\nthree")
        for each in self.laptops[1:]:
            each.takes_in(self.laptops[0].operations.values())

    def _one(self, chance: int) -> tuple[Laptop, Any]:
        laptop = self.laptops[chance % len(self.laptops)]
        there = [
            key
            for key, state in laptop.sees.states.items()
            if "number" in state and "deleted_at" not in state
        ]
        return laptop, there[chance // 7 % len(there)] if there else None

    @rule(who=ANY, field=st.sampled_from(["reference", "issuing_organization", "date_of_issue"]), value=WORDS)
    def write(self, who: int, field: str, value: str) -> None:
        laptop, record = self._one(who)
        if record and laptop.state(record)["state"] == "draft":
            laptop.saves(record, "save", **{field: value or None})

    @rule(who=ANY, field=st.sampled_from(["scope", "notes"]), value=TEXTS)
    def write_long(self, who: int, field: str, value: str) -> None:
        laptop, record = self._one(who)
        if record and (field == "notes" or laptop.state(record)["state"] == "draft"):
            laptop.saves(record, "save", **{field: value or None})

    @rule(who=ANY, names=st.lists(st.sampled_from("abcdef"), unique=True, max_size=5), statement=WORDS)
    def write_rows(self, who: int, names: list[str], statement: str) -> None:
        laptop, record = self._one(who)
        if record and laptop.state(record)["state"] == "draft":
            before = laptop.state(record).get("goals", {})
            after = _rows(names, before)
            for name in names[:1]:
                after[name] = {**after[name], "statement": statement}
            laptop.saves(record, goals=after)

    @rule(who=ANY, filled=WORDS)
    def approve(self, who: int, filled: str) -> None:
        laptop, record = self._one(who)
        if record and laptop.state(record)["state"] in ("draft", "approved"):
            laptop.approves(record, self._approved_beside(laptop, record), date_of_issue=filled or None)

    @staticmethod
    def _approved_beside(laptop: Laptop, record: UUID) -> list[UUID]:
        number = laptop.state(record)["number"]
        beside = {key: each for key, each in laptop.sees.states.items() if key != record}
        return [
            key
            for key, each in beside.items()
            if (each.get("number"), each.get("state")) == (number, "approved")
        ]

    @rule(who=ANY)
    def begin_version(self, who: int) -> None:
        laptop, record = self._one(who)
        if record and laptop.state(record)["state"] != "draft" and len(laptop.sees.states) < 12:
            number = laptop.state(record)["number"]
            versions = [
                each["version"] for each in laptop.sees.states.values() if each.get("number") == number
            ]
            laptop.creates(number, max(versions) + 1, scope=laptop.state(record).get("scope"))

    @rule(who=ANY, step=st.sampled_from(["withdraw", "reopen"]))
    def take_a_step(self, who: int, step: str) -> None:
        laptop, record = self._one(who)
        if record and laptop.state(record)["state"] == "approved":
            laptop.saves(record, step, state="withdrawn" if step == "withdraw" else "draft", reference=step)

    @rule(who=ANY, state=st.sampled_from(["draft", "approved", "withdrawn"]), value=WORDS, said=TEXTS)
    def write_what_was_never_there(self, who: int, state: str, value: str, said: str) -> None:
        """Of a step, a field and a text: what is said to have been there is another thing than what was."""
        laptop, record = self._one(who)
        if not record:
            return
        now = laptop.state(record)["state"]
        changes = {"reference": [NEVER, value or None], "notes": [said, f"{value}\n{said}"]}
        if now in ("draft", "approved"):
            changes |= {"state": [state, "withdrawn" if now == "approved" else "approved"]}
        laptop.does(Act(0, record, record, GOALS, changes, "withdraw"))

    @rule(who=ANY)
    def delete(self, who: int) -> None:
        laptop, record = self._one(who)
        if record and laptop.state(record)["state"] == "draft":
            laptop.deletes(record)

    @rule(who=ANY, which=st.integers(1, 3), value=WORDS)
    def begin_what_there_is_one_of(self, who: int, which: int, value: str) -> None:
        """Its id is the same wherever it is made; its number is not."""
        laptop = self.laptops[who % len(self.laptops)]
        if UUID(int=which) not in laptop.sees.states:
            laptop.creates(f"GOAL-{which}-{laptop.name}", record=UUID(int=which), reference=value or None)

    @rule(who=ANY, ways=st.lists(st.integers(0, 7), min_size=2, max_size=4), filled=WORDS)
    def do_several(self, who: int, ways: list[int], filled: str) -> None:
        """As where use cases are put together: what is begun goes on in the same operation, with others."""
        laptop, _record = self._one(who)
        with laptop.together():
            for place, way in enumerate(ways):
                chance = who + len(self.laptops) * place
                match way:
                    case 0:
                        self.begin_what_there_is_one_of(chance, 1 + place, filled)
                    case 1:
                        self.begin_version(chance)
                    case 2:
                        self.write(chance, "reference", filled)
                    case 3:
                        self.take_a_step(chance, "withdraw")
                    case 4:
                        self.delete(chance)
                    case _:
                        self.approve_the_newest(laptop, filled)

    def approve_the_newest(self, laptop: Laptop, filled: str) -> None:
        there = {key: each for key, each in laptop.sees.states.items() if "deleted_at" not in each}
        drafts = [key for key, each in there.items() if each.get("state") == "draft"]
        if drafts:
            laptop.approves(
                drafts[-1], self._approved_beside(laptop, drafts[-1]), date_of_issue=filled or None
            )

    @rule(who=ANY)
    def restore(self, who: int) -> None:
        laptop, _record = self._one(who)
        for key, state in laptop.sees.states.items():
            if "deleted_at" in state:
                laptop.saves(key, deleted_at=None)

    @rule(whose=ANY, to=ANY, lost=st.integers(0, 3))
    def exchange(self, whose: int, to: int, lost: int) -> None:
        """Some of what it has comes, in any order; of some the past is missing."""
        sender, taker = (self.laptops[each % len(self.laptops)] for each in (whose, to))
        sent = list(sender.operations.values())
        taker.takes_in(op for place, op in enumerate(sent) if (place + lost) % 4 or lost == 0)

    @rule(chance=ANY)
    def go_on_as_another(self, chance: int) -> None:
        """A copy of before goes on as a replica of its own."""
        laptop = self.laptops[chance % len(self.laptops)]
        self.laptops[chance % len(self.laptops)] = Laptop(f"{laptop.name}'", dict(laptop.operations))

    @precondition(lambda self: hasattr(self, "laptops"))
    @invariant()
    def the_judge_says_the_same(self) -> None:
        for each in self.laptops[:2]:
            check(each)

    def teardown(self) -> None:
        if not hasattr(self, "laptops"):
            return
        everything = {key: op for each in self.laptops for key, op in each.operations.items()}
        for each in self.laptops:
            each.takes_in(everything.values())
            assert each.operations.keys() == everything.keys()
            check(each)
        assert all(each.sees == self.laptops[0].sees for each in self.laptops)


def check(laptop: Laptop) -> None:
    found = laptop.sees
    judge = Judge(list(laptop.operations.values()))
    assert plain(dict(found.states)) == plain(judge.states)
    assert found.lost == judge.lost
    assert set(found.fallen) == judge.fallen
    own_rules = ("step", "version", "record")
    ours = {
        (each.record, each.kind.value, each.field, each.row, each.one, each.other)
        for each in found.meetings
        if each.kind not in own_rules
    }
    assert ours == judge.met
    for operation, record in found.fallen:  # none falls unsaid
        assert any(
            operation in (each.one, each.other) for each in found.meetings if each.kind != "record"
        ) or _is_brought_about(laptop, operation, record)
    for each in found.lost:  # no approval that counts is of another text
        assert each in found.states
    _approvals_cover_what_stands(laptop)


def _is_brought_about(laptop: Laptop, operation: Any, record: Any) -> bool:
    return laptop.operations[operation].acts[0].record != record


def _approvals_cover_what_stands(laptop: Laptop) -> None:
    merged = laptop.sees
    last: dict[Any, Any] = {}
    if any(NEVER in str(act.changes) for op in laptop.operations.values() for act in op.acts):
        return  # who says falsely where a record, or a version of it, stood has approved nothing
    for op in sorted(laptop.operations.values(), key=lambda op: op.order):
        for act in op.acts:
            if act.model == "Approval" and act.item not in merged.lost:
                last[act.record] = json.loads(act.changes["content"][1])["fields"]
    for record, fields in last.items():
        state = merged.states[record]
        if state["state"] in ("approved", "superseded", "withdrawn"):
            assert {name: str(state.get(name)) for name in fields} == fields


def _rows(names: list[str], before: Any) -> Rows:
    keys = order_keys(names, {name: before[name]["order"] for name in names if name in before})
    return Rows({name: {**before.get(name, {"statement": name}), "order": keys[name]} for name in names})


Team.TestCase.settings = settings(
    max_examples=examples(40, 2_000),
    stateful_step_count=examples(25, 50),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestTeam = Team.TestCase


def test_a_part_of_the_records_comes_to_the_same() -> None:
    """What a file folds anew are the records that something met, and no others."""
    laptop = Laptop("one")
    keys = [laptop.creates(f"GOAL-{n}") for n in range(3)]
    other = Laptop("other", dict(laptop.operations))
    for key in keys:
        laptop.saves(key, reference="ours")
        other.saves(key, reference="theirs")
    laptop.takes_in(other.operations.values())
    whole = laptop.sees
    for key in keys:
        part = fold(op for op in laptop.operations.values() if any(act.record == key for act in op.acts))
        assert part.states[key] == whole.states[key]


def test_who_signs_where_the_record_stands_writes_what_they_sign() -> None:
    """An approval fell, another was given, and one more where the record stood then, which fills in something else."""
    team = Team()
    team.begin(many=2)
    ours, theirs = team.laptops
    (key,) = ours.sees.states
    theirs.approves(key, date_of_issue="a")
    ours.saves(key, scope="other")
    theirs.takes_in(ours.operations.values())
    theirs.approves(key, date_of_issue="a")
    theirs.approves(key, date_of_issue=None)
    team.teardown()
    assert ours.sees.states[key]["state"] == "approved"
    assert "date_of_issue" not in ours.sees.states[key]


def test_what_a_fallen_step_had_written_is_approved_by_nobody() -> None:
    """Two versions are approved apart, so that one is a draft again without what its approval had filled in; and its author, who
    knew nothing of that, opened it and approved it again, with that in the text."""
    team = Team()
    team.begin(many=2)
    ours, theirs = team.laptops
    keys = []
    for each in (ours, theirs):
        keys.append(each.creates("GOAL-1", version=2, scope="one"))
        each.approves(keys[-1], (), date_of_issue="today")
        each.saves(keys[-1], "reopen", state="draft")
    theirs.approves(keys[1], ())
    signed = [act.item for op in theirs.operations.values() for act in op.acts if act.model == "Approval"]
    team.teardown()
    assert ours.sees.lost >= set(signed)
    assert ours.sees.states[keys[1]]["state"] == "draft"
    assert "date_of_issue" not in ours.sees.states[keys[1]]
