"""Random walks: whatever people press, and in whatever order, no case gets round a rule and no history is lost."""

import shutil
import tempfile
from collections import Counter
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sdesk.models import (
    Approval,
    FieldSpec,
    HistoryEntry,
    Kind,
    Record,
    ServiceBuild,
    ServiceChangeRequest,
    ServiceDesign,
    ServiceIncident,
    ServiceTestReport,
    Step,
    fields_of,
)
from sdesk.models.control import ChangeKind
from sdesk.practice.incident.handling import add_step, put_on_hold, resume
from sdesk.practice.lifecycle.completeness import problems
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import delete_draft, reload, restore_draft
from sdesk.practice.lifecycle.steps import steps_from_here, take_step
from sdesk.practice.safekeeping import verify
from sdesk.practice.workspaces import open_workspace
from sdesk.storage import col
from tests.provider import Provider, paper, papers, value_for, values_for, working_provider
from tests.thorough import examples

PICK = st.integers(0, 2**32).map(Random)


class Walk(RuleBasedStateMachine):
    """Three people at one workspace who press whatever there is."""

    model: ClassVar[type[Record]]
    started: ClassVar[tuple[Path, Provider] | None] = None

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="sdesk-walk-"))
        self.provider = self._beginning()
        self.records: list[Record] = []
        self.entries = 0

    def _beginning(self) -> Provider:
        """A copy of a workspace in which everything is approved that cases stand on: made once, copied for each walk."""
        if Walk.started is None:
            folder = Path(tempfile.mkdtemp(prefix="sdesk-walks-"))
            made = working_provider(folder / "harbour.sdesk")
            made.workspace.close()
            Walk.started = (folder / "harbour.sdesk", made)
        path, made = Walk.started
        copy = self.folder / path.name
        shutil.copyfile(path, copy)
        clock = type(made.clock)(made.clock.now)
        workspace = open_workspace(copy, device="desk-1", clock=clock)
        provider = Provider(workspace, clock, made.ana, made.ben, made.cleo, dict(made.extra))
        provider.works(made.ana)
        return provider

    def teardown(self) -> None:
        damages = verify(self.provider.workspace)
        self.provider.workspace.close()
        shutil.rmtree(self.folder)
        assert damages == []

    @initialize(random=PICK)
    def begin(self, random: Random) -> None:
        self.records.append(self.new(random))

    def new(self, random: Random) -> Record:
        return self.provider.create(
            self.model, **values_for(self.provider, self.model, self.model.states[1].name)
        )

    def _chosen(self, random: Random) -> Any:
        return reload(self.provider.workspace, random.choice(self.records))

    @precondition(lambda self: len(self.records) < 3)
    @rule(random=PICK, complete=st.booleans())
    def somebody_begins(self, random: Random, complete: bool) -> None:
        self.records.append(self.new(random) if complete else self.provider.create(self.model))

    @rule(random=PICK)
    def somebody_types(self, random: Random) -> None:
        record = self._chosen(random)
        specs = [spec for spec in fields_of(self.model) if not spec.content.computed]
        values = {spec.name: self._typed(spec, random) for spec in random.sample(specs, random.randint(1, 4))}
        with _refusals():
            self.provider.save(record, **values)

    def _typed(self, spec: FieldSpec, random: Random) -> Any:
        if random.random() < 0.3:
            return (
                ""
                if spec.kind in (Kind.TEXT, Kind.LONG_TEXT)
                else ()
                if spec.kind in (Kind.ROWS, Kind.LINKS)
                else spec.default
            )
        if spec.kind is Kind.CHOICE:
            return random.choice(spec.choices)
        if spec.kind is Kind.DATE_TIME:
            return self.provider.clock.now + timedelta(hours=random.randint(-72, 72))
        if spec.target in ("Record", self.model.__name__):
            return () if spec.kind is Kind.LINKS else None
        return value_for(self.provider, spec)

    @rule(random=PICK)
    def somebody_fills_in_what_is_missing(self, random: Random) -> None:
        record = self._chosen(random)
        steps = steps_from_here(record)
        if steps:
            wanted = values_for(self.provider, self.model, random.choice(steps).to)
            given = {name: value for name, value in wanted.items() if not getattr(record, name)}
            with _refusals():
                self.provider.save(record, **given)

    @rule(
        random=PICK,
        person=st.sampled_from(["ana", "ana", "ben", "cleo", ""]),
        reason=st.sampled_from(["Because.", " "]),
    )
    def somebody_takes_a_step(self, random: Random, person: str, reason: str) -> None:
        record = self._chosen(random)
        self.provider.works(getattr(self.provider, person) if person else None)
        step = (
            random.choice(steps_from_here(record) or record.steps)
            if random.random() < 0.9
            else random.choice(record.steps)
        )
        asked = {
            name: self._typed(_spec(self.model, name), random) for name in step.asks if random.random() < 0.9
        }
        with _refusals():
            take_step(self.provider.workspace, record, step.name, asked, reason=reason)
        self.provider.works(self.provider.ana)

    @rule(random=PICK)
    def somebody_does_all_that_a_step_needs(self, random: Random) -> None:
        """So that walks get far, too."""
        record = self._chosen(random)
        steps = [step for step in steps_from_here(record) if step.main] or list(steps_from_here(record))
        if not steps or record.deleted_at:
            return
        step = random.choice(steps)
        wanted = values_for(self.provider, self.model, step.to)
        with _refusals():
            self.prepare(record, step)
            lacking = [problem.field for problem in problems(self.provider.workspace, record, step.to)]
            given = {name: wanted[name] for name in lacking if name in wanted and name not in step.asks}
            record = self.provider.save(record, **given)
            asked = {name: wanted[name] for name in step.asks if name in wanted and name in lacking}
            take_step(self.provider.workspace, record, step.name, asked, reason="It is time.")

    def prepare(self, record: Any, step: Step) -> None:
        """What the step needs besides the record itself."""

    @rule(random=PICK)
    def somebody_deletes_or_restores(self, random: Random) -> None:
        record = self._chosen(random)
        with _refusals():
            (restore_draft if record.deleted_at else delete_draft)(self.provider.workspace, record)

    @rule(hours=st.integers(1, 100))
    def time_passes(self, hours: int) -> None:
        self.provider.clock.pass_time(hours=hours)

    @invariant()
    def nothing_mandatory_is_missing(self) -> None:
        for record in (reload(self.provider.workspace, each) for each in self.records):
            held = record.states_to_hold(record.state)
            for spec in fields_of(self.model):
                needed = spec.content.needed_for in held and not record.is_draft
                assert not (needed and spec.is_empty(getattr(record, spec.name))), (
                    f"{record.state}: {spec.name}"
                )

    @invariant()
    def history_only_grows(self) -> None:
        entries = self.provider.workspace.count(HistoryEntry)
        assert entries >= self.entries
        self.entries = entries

    @invariant()
    def every_move_was_a_step_and_every_approval_was_given(self) -> None:
        for record in self.records:
            moves = self._moves(record)
            for action, before, after in moves:
                step = _step(self.model, action)
                assert (before in step.from_states, after) == (True, step.to)
            given = Counter(each.step for each in self._approvals(record))
            moved = Counter(action for action, _, _ in moves if _step(self.model, action).approves)
            assert not moved - given
            self.rules_of_the_case(reload(self.provider.workspace, record), given)

    def _moves(self, record: Record) -> list[tuple[str, str, str]]:
        entries = self.provider.workspace.find(
            HistoryEntry,
            col(HistoryEntry.record_id) == record.id,
            order_by=[col(HistoryEntry.tick), col(HistoryEntry.place)],
        )
        states = [(entry.action, *entry.changes["state"]) for entry in entries if "state" in entry.changes]
        assert states[0][1:] == (None, self.model.first_state().name)
        assert all(one[2] == other[1] for one, other in pairwise(states))
        return states[1:]

    def _approvals(self, record: Record) -> list[Approval]:
        return self.provider.workspace.find(Approval, col(Approval.record_id) == record.id)

    def rules_of_the_case(self, record: Any, given: Counter[str]) -> None:
        """What holds for this kind of case besides."""


class ChangeWalk(Walk):
    model = ServiceChangeRequest

    @rule(
        random=PICK,
        model=st.sampled_from([ServiceDesign, ServiceBuild, ServiceTestReport]),
        conclusion=st.sampled_from(["passed", "failed"]),
    )
    def somebody_writes_a_paper(self, random: Random, model: type[Record], conclusion: str) -> None:
        said = {"conclusion": conclusion} if model is ServiceTestReport else {}
        with _refusals():
            written = paper(self.provider, model, self._chosen(random), **said)
            self.provider.take(written, "build" if model is ServiceBuild else "approve")

    def new(self, random: Random) -> Record:
        fitting = values_for(self.provider, self.model, "requested")
        procedure = "The sheet of steps."
        return self.provider.create(
            self.model,
            **{**fitting, "kind": random.choice(list(ChangeKind)), "standing_procedure": procedure},
        )

    def prepare(self, record: ServiceChangeRequest, step: Step) -> None:
        paper_for: dict[str, type[Record]] = {
            "design": ServiceDesign,
            "build": ServiceBuild,
            "test": ServiceTestReport,
        }
        if step.name in paper_for:
            papers(self.provider, record, paper_for[step.name])

    def rules_of_the_case(self, record: ServiceChangeRequest, given: Counter[str]) -> None:
        decided = given["approve"] + given["approve afterwards"] + given["approve after roll-back"]
        cleared = given["clear"] + given["clear afterwards"] + given["clear after roll-back"]
        if record.kind is ChangeKind.NORMAL and record.state in ("deployed", "rolled back", "closed"):
            assert decided
            assert cleared
            assert self._has(ServiceTestReport, record, "passed")
            assert self._has(ServiceDesign, record)
            assert self._has(ServiceBuild, record)
        if record.kind is ChangeKind.EMERGENCY and record.state == "closed":
            assert decided
            assert cleared
        if record.state == "rejected":
            assert given["reject"] + given["refuse"]
        if record.kind is ChangeKind.PRE_APPROVED and record.state not in ("draft", "withdrawn", "rejected"):
            assert record.standing_procedure.strip()

    def _has(self, model: Any, record: ServiceChangeRequest, conclusion: str = "") -> bool:
        papers = self.provider.workspace.find(
            model, col(model.change) == record.id, col(model.state) != "draft"
        )
        return any(not conclusion or paper.conclusion.value.startswith(conclusion) for paper in papers)


class IncidentWalk(Walk):
    model = ServiceIncident

    @rule(random=PICK, act=st.sampled_from(["hold", "resume", "step"]))
    def somebody_works_on_it(self, random: Random, act: str) -> None:
        incident = self._chosen(random)
        assert isinstance(incident, ServiceIncident)
        with _refusals():
            if act == "hold":
                put_on_hold(self.provider.workspace, incident, "Waiting.")
            elif act == "resume":
                resume(self.provider.workspace, incident)
            else:
                add_step(self.provider.workspace, incident, "Looked at it.")

    def rules_of_the_case(self, record: ServiceIncident, given: Counter[str]) -> None:
        assert sum(hold.end is None for hold in record.holds) <= 1
        assert all(hold.end is None or hold.start <= hold.end for hold in record.holds)  # type: ignore[operator]
        if record.state in ("restored", "closed"):
            assert not record.on_hold
            assert record.started_at <= record.restored_at  # type: ignore[operator]
        if record.state == "closed":
            assert given["close"]
            assert not record.significant or (record.root_cause.strip() and record.solution.strip())


class _refusals:
    """Being refused is an answer; every other exception is a bug."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        return kind is not None and issubclass(kind, Refused)


def _spec(model: type[Record], name: str) -> FieldSpec:
    return next(spec for spec in fields_of(model) if spec.name == name)


def _step(model: type[Record], name: str) -> Step:
    return model.step_called(name)


@pytest.mark.parametrize("walk", [ChangeWalk, IncidentWalk])
def test_no_walk_gets_round_a_rule(walk: type[Walk]) -> None:
    run_state_machine_as_test(
        walk, settings=settings(max_examples=3, stateful_step_count=examples(30, 60), deadline=None)
    )


@pytest.mark.torture
@pytest.mark.parametrize("walk", [ChangeWalk, IncidentWalk])
def test_no_long_walk_gets_round_a_rule(walk: type[Walk]) -> None:
    run_state_machine_as_test(
        walk, settings=settings(max_examples=examples(50, 150), stateful_step_count=100, deadline=None)
    )
