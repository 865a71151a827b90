"""Whatever people do with an incident, in whatever order: nothing mandatory is missing, nothing is forgotten, no clock
runs backwards, and a hold never brings a breach nearer."""

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sdesk.models import HistoryEntry
from sdesk.models.governance import Impact, Priority, Urgency
from sdesk.practice.incident.clocks import clocks_of
from sdesk.practice.incident.escalation import escalate
from sdesk.practice.incident.handling import add_step, put_on_hold, resume
from sdesk.practice.incident.merging import merge
from sdesk.practice.incident.priority import follow_matrix, override_priority
from sdesk.practice.incident.story import story_of
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.completeness import problems
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import reload, save
from sdesk.practice.lifecycle.steps import steps_from_here, take_step
from sdesk.practice.measures.clocks import Clock
from sdesk.storage import col
from tests.provider import CALLER, Provider, incident, working_provider
from tests.thorough import examples

REASON = "because"


class IncidentLife(RuleBasedStateMachine):
    """One incident and a second one to merge it with; people and time do as they like."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.provider: Provider = working_provider(Path(self.folder.name) / "harbour.sdesk")
        self.case = incident(self.provider, "closed", root_cause="", solution="")
        self.other = self.provider.take(incident(self.provider, "recorded", reporter=CALLER), "record")
        self.remembered = self.history()
        self.shown = self.clocks()

    def teardown(self) -> None:
        if hasattr(self, "provider"):
            self.provider.workspace.close()
            self.folder.cleanup()

    def history(self) -> list[str]:
        found = self.provider.workspace.find(
            HistoryEntry,
            col(HistoryEntry.record_id) == self.case.id,
            order_by=[col(HistoryEntry.tick), col(HistoryEntry.place)],
        )
        return [entry.hash for entry in found]

    def clocks(self) -> tuple[Clock, Clock]:
        found = clocks_of(self.provider.workspace, self.case, self.provider.clock.now)
        return found.response, found.restoration

    # what people do

    @rule(data=st.data())
    def take_a_step(self, data: st.DataObject) -> None:
        open_steps = [step.name for step in steps_from_here(self.case)]
        if open_steps:
            name = data.draw(st.sampled_from(open_steps))
            self.try_to(lambda: take_step(self.provider.workspace, self.case, name, reason=REASON))

    @rule(impact=st.sampled_from(Impact), urgency=st.sampled_from(Urgency), major=st.booleans())
    def classify_otherwise(self, impact: Impact, urgency: Urgency, major: bool) -> None:
        values = {"impact": impact, "urgency": urgency, "major": major}
        self.try_to(lambda: save(self.provider.workspace, self.case, values))

    @rule(
        answers=st.fixed_dictionaries(
            {name: st.sampled_from(["", "Said"]) for name in ("root_cause", "solution", "review")}
        )
    )
    def find_out(self, answers: dict[str, str]) -> None:
        self.try_to(lambda: save(self.provider.workspace, self.case, answers))

    @rule()
    def hold(self) -> None:
        self.try_to(lambda: put_on_hold(self.provider.workspace, self.case, REASON))

    @rule()
    def go_on(self) -> None:
        self.try_to(lambda: resume(self.provider.workspace, self.case))

    @rule()
    def do_something(self) -> None:
        self.try_to(lambda: add_step(self.provider.workspace, self.case, "Looked at it", 5))

    @rule(hand_over=st.booleans())
    def take_it_further(self, hand_over: bool) -> None:
        to = self.provider.cleo.id
        self.try_to(lambda: escalate(self.provider.workspace, self.case, to, REASON, hand_over=hand_over))

    @rule(priority=st.sampled_from([None, *Priority]))
    def choose_priority(self, priority: Priority | None) -> None:
        if priority is None:
            self.try_to(lambda: follow_matrix(self.provider.workspace, self.case))
        else:
            self.try_to(lambda: override_priority(self.provider.workspace, self.case, priority, REASON))

    @rule(other_way=st.booleans())
    def merge_the_two(self, other_way: bool) -> None:
        one, into = (self.other, self.case) if other_way else (self.case, self.other)
        self.try_to(lambda: merge(self.provider.workspace, one, into, REASON))

    @rule(person=st.sampled_from(["ana", "ben", "cleo"]))
    def somebody_else_works(self, person: str) -> None:
        self.provider.works(getattr(self.provider, person))

    # time passes, and nothing else happens

    @rule(minutes=st.integers(0, 3 * 24 * 60))
    def time_passes(self, minutes: int) -> None:
        before = self.clocks()
        self.provider.clock.now += timedelta(minutes=minutes)
        for earlier, later in zip(before, self.clocks(), strict=True):
            assert later.used >= earlier.used
            assert later.used - earlier.used <= minutes
            assert later.state == earlier.state
            assert later.state == "running" or later.used == earlier.used

    @precondition(
        lambda self: not self.case.on_hold and self.case.state in ("recorded", "classified", "investigated")
    )
    @rule(minutes=st.integers(0, 3 * 24 * 60))
    def a_hold_never_brings_a_breach_nearer(self, minutes: int) -> None:
        before = self.clocks()
        held = put_on_hold(self.provider.workspace, self.case, REASON)
        self.provider.clock.now += timedelta(minutes=minutes)
        self.case = resume(self.provider.workspace, held)
        for earlier, later in zip(before, self.clocks(), strict=True):
            if earlier.due_at and later.due_at and earlier.state == later.state == "running":
                assert later.due_at >= earlier.due_at

    # what holds all the same

    def try_to(self, does: object) -> None:
        before = self.history()
        try:
            does()  # type: ignore[operator]
        except Refused:
            assert self.history() == before
        self.case = reload(self.provider.workspace, self.case)
        self.other = reload(self.provider.workspace, self.other)

    @invariant()
    def nothing_mandatory_is_missing(self) -> None:
        if hasattr(self, "case") and not self.case.is_draft:
            assert problems(self.provider.workspace, self.case, self.case.state) == []

    @invariant()
    def history_is_only_added_to(self) -> None:
        if hasattr(self, "case"):
            now = self.history()
            assert now[: len(self.remembered)] == self.remembered
            self.remembered = now

    @invariant()
    def what_is_closed_was_approved_as_it_is(self) -> None:
        if hasattr(self, "case") and self.case.state == "closed":
            approval = approvals_of(self.provider.workspace, self.case)[-1]
            assert (approval.step, approval.role) in (("close", "IM"), ("close", "SM"))

    @invariant()
    def significant_ones_are_closed_with_all_answers(self) -> None:
        if hasattr(self, "case") and self.case.state == "closed" and self.case.significant:
            assert self.case.root_cause and self.case.solution and self.case.review

    @invariant()
    def the_story_is_told_in_order(self) -> None:
        if hasattr(self, "case"):
            times = [moment.at for moment in story_of(self.provider.workspace, self.case)]
            assert times == sorted(times)

    @invariant()
    def the_priority_is_the_chosen_one_or_the_matrix_s(self) -> None:
        if hasattr(self, "case") and self.case.priority_chosen:
            assert self.case.priority is self.case.priority_chosen


TestIncidentLife = IncidentLife.TestCase
TestIncidentLife.settings = settings(max_examples=examples(8, 12), stateful_step_count=25, deadline=None)
