"""The way of a case through its states, told by the steps of its kind of record; tasks follow from the bindings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from sdesk.models import Record, Step, fields_of, model_named
from sdesk.packs import Pack, Task


@dataclass(frozen=True)
class CaseRoute:
    """How cases of one kind of record go, and where the tasks of a pack lie on that way.

    `kind` is the value of the record's field `kind`, "" where it has none or nobody has chosen one yet.
    """

    pack: Pack
    work_product: str
    kind: str = ""

    @cached_property
    def model(self) -> type[Record]:
        return model_named(self.pack.bindings.record_of(self.work_product))

    @cached_property
    def all_tasks(self) -> tuple[Task, ...]:
        return self.pack.asks.tasks_of_case(self.work_product)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps that lead on from the first state, one after the other."""
        return tuple(self._steps_from(self.model.first_state().name))

    def _steps_from(self, state: str) -> Iterator[Step]:
        seen = {state}
        while (step := self.onward(state)) and step.to not in seen:
            yield step
            seen.add(step.to)
            state = step.to

    def onward(self, state: str) -> Step | None:
        """The step that leads a case of this kind on, "approve afterwards" and the like left out.

        Where several do, it is the one by which its task is done as a rule: the first that the binding names.
        """
        ways = [step for step in self.model.steps if step.main and self._leads_on(step, state)]
        return next((step for step in ways if self._is_rule(step)), next(iter(ways), None))

    def _leads_on(self, step: Step, state: str) -> bool:
        leaves = step.to == state or self.model.state_called(step.to).exit
        return state in step.from_states and not leaves and self._is_open(step)

    def _is_open(self, step: Step) -> bool:
        return not (step.kinds and self.kind) or self.kind in step.kinds

    def _is_rule(self, step: Step) -> bool:
        task = self.task_of(step)
        return task is not None and self.steps_of(task)[0] == step

    def task_of(self, step: Step) -> Task | None:
        """The task of the case that a step does."""
        return self._tasks_by_step.get(step.name)

    @cached_property
    def _tasks_by_step(self) -> Mapping[str, Task]:
        """The tasks in their order, each by the steps that do it: of two that name the same step the first."""
        return {step.name: task for task in reversed(self.all_tasks) for step in self.steps_of(task)}

    def steps_of(self, task: Task) -> tuple[Step, ...]:
        """The steps of the case by which a task is done, the usual one first."""
        names = self.pack.bindings.task(task.id).steps_of(self.model.__name__)
        return tuple(self.model.step_called(name) for name in names)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks on the way, in its order: a pre-approved change goes round evaluation, design, build and test."""
        return tuple(task for step in self.steps if (task := self.task_of(step)))

    def waits_at(self, state: str) -> Task | None:
        """The task that a case in this state waits at."""
        step = self.onward(state)
        return self.task_of(step) if step else None

    def has_passed(self, state: str, task: Task) -> bool:
        """Whether a case that is there now has been through the task. What its kind goes round, it never has."""
        if task not in self.tasks:
            return False
        if jumps := self._tasks_of(self._jumps_to(state)):
            return task in jumps
        known = self.model.state_called(state)
        if known.exit:
            ways = [step for step in self.model.steps if step.to == state and known.after in step.from_states]
            if task in self._tasks_of(ways):
                return True
        return task in self._tasks_before(known.after if known.exit else state)

    def _tasks_before(self, state: str) -> tuple[Task, ...]:
        """The tasks of the steps that lead to this state, or to one before it."""
        names = [each.name for each in self.model.states if not each.exit]
        if state not in names:
            return ()
        reached = names.index(state)
        return self._tasks_of(step for step in self.steps if names.index(step.to) <= reached)

    def _tasks_of(self, steps: Iterable[Step]) -> tuple[Task, ...]:
        return tuple(task for step in steps if (task := self.task_of(step)))

    def _jumps_to(self, state: str) -> list[Step]:
        """The shortcuts that only this kind may take (an emergency is deployed first), where they may have led here.

        Then only the task of the shortcut is known to be done; the others may be done afterwards.
        """
        short = [
            step for step in self.model.steps if not step.main and step.kinds and self.kind in step.kinds
        ]
        led_here = [step for step in short if step.to == state]
        if led_here or not self.model.state_called(state).exit:
            return led_here
        return [step for step in short if self._exits(step.to, state)]

    def _exits(self, state: str, leaving: str) -> bool:
        return any(state in step.from_states and step.to == leaving for step in self.model.steps)

    # what is made good, and what is written on the way

    def shortcut(self) -> Step | None:
        """The step by which this kind may be carried out before its papers are complete."""
        return next(
            (step for step in self.model.steps if not step.main and step.kinds and self.kind in step.kinds),
            None,
        )

    def made_good_by(self, task: Task) -> str:
        """The field that shows, after a shortcut, that the task was done all the same; "" where none does."""
        return next((step.while_empty for step in self.steps_of(task) if step.while_empty), "")

    def can_be_done_after(self, task: Task, state: str) -> bool:
        """Whether the task can be done in a state that a shortcut led to: afterwards, on paper, or as its next step."""
        if self.pack.bindings.task(task.id).paper:
            return True
        return any(state in step.from_states or step.to == state for step in self.steps_of(task))

    def moves(self, task: Task) -> tuple[str, tuple[str, ...]]:
        """From which state, "" before there is a record, to which ones the task brings a case as a rule."""
        steps = self.steps_of(task)
        before = steps[0].from_states[0]
        after = dict.fromkeys(step.to for step in steps if before in step.from_states and step.to != before)
        return "" if before == self.model.first_state().name else before, tuple(after)

    def paper_of(self, task: Task) -> type[Record] | None:
        """What is written for the case on the page of the task."""
        paper = self.pack.bindings.task(task.id).paper
        return model_named(paper) if paper else None

    def paper_is_finished(self, task: Task, state: str) -> bool:
        """Whether a paper in this state is as far as its task brings it, or further."""
        paper = self.paper_of(task)
        if paper is None:
            return False
        names = [each.name for each in paper.states if not each.exit]
        steps = [
            paper.step_called(name) for name in self.pack.bindings.task(task.id).steps_of(paper.__name__)
        ]
        return state in names and any(names.index(state) >= names.index(step.to) for step in steps)

    def link_of(self, task: Task) -> str:
        """The field by which the paper of the task names its case."""
        paper = self.paper_of(task)
        fields = fields_of(paper) if paper else ()
        return next((spec.name for spec in fields if spec.target == self.model.__name__), "")
