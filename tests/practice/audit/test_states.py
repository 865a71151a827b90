"""Findings and audits by chance: whatever is tried in whatever order, the words they bear are true."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from sdesk.models import ActionItem, Audit, Finding, HistoryEntry
from sdesk.practice.audit.findings import ALONE_AFTER, findings_of
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import reload
from sdesk.storage import col
from tests.practice.audit.raising import EFFECT, audit, day_of, finding
from tests.provider import new_provider

WAYS = (*("plan", "carry out", "verify") * 3, "did not help", "decline", "take up")


@contextmanager
def refused_is_fine() -> Iterator[None]:
    with suppress(Refused):
        yield


class OneFinding(RuleBasedStateMachine):
    """Three people, one audit with one finding: any step by anybody at any time, people leaving and coming back."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.provider = new_provider(Path(self.folder.name) / "harbour.sdesk")
        self.workspace = self.provider.workspace
        self.people = (self.provider.ana, self.provider.ben, self.provider.cleo)
        self.audit = self.provider.take(audit(self.provider), "begin")
        self.finding = finding(self.provider, audit=self.audit.id, correction="It was put right on the same day.", cause="Nobody had been told to ask for it.")  # fmt: skip
        self.went: list[tuple[str, str]] = []

    def teardown(self) -> None:
        self.workspace.close()
        self.folder.cleanup()

    @rule(who=some.integers(0, 2))
    def somebody_works(self, who: int) -> None:
        self.provider.works(self.people[who])

    @rule(days=some.sampled_from([1, 29, 30, 31]))
    def time_passes(self, days: int) -> None:
        self.provider.clock.pass_time(days=days)

    @rule(who=some.integers(0, 2), step=some.sampled_from(["end", "resume"]))
    def somebody_leaves_or_comes_back(self, who: int, step: str) -> None:
        with refused_is_fine():
            self.provider.take(reload(self.workspace, self.people[who]), step, reason="so it is")

    @rule(step=some.sampled_from(["decline", "take up"]))
    def it_is_declined_or_not(self, step: str) -> None:
        self.it_goes_on(step)

    @rule(step=some.sampled_from(WAYS))
    def it_goes_on(self, step: str) -> None:
        told: dict[str, dict[str, Any]] = {
            "plan": {"corrective_action": f"Ask for it from now on, {len(self.went)}.", "due": day_of(self.provider)},
            "carry out": {"outcome": "It is asked for since today."},
            "verify": {"effect": EFFECT},
        }  # fmt: skip
        before = reload(self.workspace, self.finding).state
        with refused_is_fine():
            self.provider.take(self.finding, step, reason="so it is", **told.get(step, {}))
            self.went.append((before, reload(self.workspace, self.finding).state))

    @rule(
        step=some.sampled_from(["finish", "finish", "finish", "cancel", "reopen"]), place=some.integers(0, 3)
    )
    def an_action_goes_on(self, step: str, place: int) -> None:
        items = self.workspace.find(ActionItem, order_by=[col(ActionItem.number)])
        if place < len(items):
            with refused_is_fine():
                self.provider.take(items[place], step, reason="so it is", **({"outcome": "Done."} if step == "finish" else {}))  # fmt: skip

    @rule(
        who=some.integers(0, 2),
        other=some.integers(0, 2),
        days=some.sampled_from([0, 29, 30]),
        alone=some.booleans(),
    )
    def it_goes_all_the_way(self, who: int, other: int, days: int, alone: bool) -> None:
        """As far as it may: one does everything, and whoever is there afterwards says that it helped."""
        self.provider.works(self.people[who])
        if alone:
            for place in {0, 1, 2} - {who}:
                self.somebody_leaves_or_comes_back(place, "end")
            self.provider.clock.pass_time(days=1)
        self.it_goes_on("plan")
        for place in range(4):
            self.an_action_goes_on("finish", place)
        self.it_goes_on("carry out")
        self.provider.clock.pass_time(days=days)
        self.provider.works(self.people[other])
        self.it_goes_on("verify")

    @rule(step=some.sampled_from(["report", "close", "resume"]))
    def the_audit_goes_on(self, step: str) -> None:
        told = {"conclusion": "All that was looked at is done as it is written, and written as it is done, in most cases."}  # fmt: skip
        with refused_is_fine():
            self.provider.take(self.audit, step, reason="so it is", **(told if step == "report" else {}))

    @invariant()
    def nothing_is_verified_by_who_did_it(self) -> None:
        made = reload(self.workspace, self.finding)
        if made.state != "verified":
            return
        signed = approvals_of(self.workspace, made)[-1]
        assert (signed.step, signed.person_id) == ("verify", made.verified_by)
        assert made.done_by and made.done_on and made.verified_on and made.done_on <= made.verified_on
        if made.verified_by == made.done_by:
            assert made.verified_on >= made.done_on + ALONE_AFTER
            assert self.were_here(made) == {made.done_by}

    def were_here(self, made: Finding) -> set[object]:
        """Told by history alone: who worked here when it was verified, or left between."""
        last = approvals_of(self.workspace, made)[-1].at
        here: set[object] = set()
        for person in self.people:
            entry = HistoryEntry
            told = self.workspace.find(entry, col(entry.record_id) == person.id, order_by=[col(entry.at)])
            moves = [each for each in told if each.action in ("end", "resume") and each.at <= last]
            stays = not moves or moves[-1].action == "resume"
            lately = any(
                each.action == "end" and made.done_on and each.at.date() >= made.done_on for each in moves
            )
            if stays or lately:
                here.add(person.id)
        return here

    @invariant()
    def each_state_was_reached_by_the_one_before(self) -> None:
        allowed = {
            ("raised", "planned"), ("planned", "carried out"), ("carried out", "verified"), ("carried out", "raised"),
            ("verified", "raised"), ("raised", "declined"), ("planned", "declined"), ("declined", "raised"),
        }  # fmt: skip
        assert {way for way in self.went if way[0] != way[1]} <= allowed

    @invariant()
    def a_closed_audit_has_nothing_under_way(self) -> None:
        made = reload(self.workspace, self.audit)
        assert isinstance(made, Audit)
        if made.state == "closed" and not self.reopened():
            assert {each.state for each in findings_of(self.workspace, made)} <= {"verified", "declined"}

    def reopened(self) -> bool:
        """Whether the finding was taken up again after the audit was closed, which a closed audit does not forbid."""
        entry = HistoryEntry
        closed = self.workspace.find(
            entry,
            col(entry.record_id) == self.audit.id,
            col(entry.action) == "close",
            order_by=[col(entry.at)],
        )
        later = self.workspace.find(
            entry, col(entry.record_id) == self.finding.id, col(entry.action).in_(("did not help", "take up"))
        )
        return bool(closed) and any(each.at > closed[-1].at for each in later)


TestOneFinding = OneFinding.TestCase
TestOneFinding.settings = settings(max_examples=10, stateful_step_count=25, deadline=None, derandomize=True)


def test_the_invariants_are_asked_where_it_matters() -> None:
    """Runs by chance seldom come to where somebody was alone, or to a closed audit: here they do."""
    machine = OneFinding()
    reached: set[object] = set()

    def look() -> None:
        machine.nothing_is_verified_by_who_did_it()
        machine.each_state_was_reached_by_the_one_before()
        machine.a_closed_audit_has_nothing_under_way()
        made = reload(machine.workspace, machine.finding)
        alone = made.state == "verified" and made.verified_by == made.done_by
        reached.update((made.state, reload(machine.workspace, machine.audit).state, alone))

    machine.it_goes_on("decline")
    look()
    machine.it_goes_on("take up")
    for others, who, days, alone in ((0, 1, 0, False), (1, 1, 29, True), (1, 1, 30, True)):
        machine.it_goes_all_the_way(others, who, days, alone)
        look()
        if not alone:
            machine.it_goes_on("did not help")
            look()
    for step in ("report", "close"):
        machine.the_audit_goes_on(step)
        look()
    assert {"declined", "raised", "carried out", "verified", "reported", "closed", True} <= reached
    machine.teardown()
