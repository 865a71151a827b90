"""How far each work product has come in a workspace, and when it was last worked on: read once, asked often."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from typing import Any
from uuid import UUID

from sdesk.models import (
    Approval,
    AssignedRoles,
    Choice,
    FieldSpec,
    Level,
    Record,
    ServiceDeliveryPolicy,
    TaskInterval,
    TaskPerformance,
    field_of,
    model_named,
)
from sdesk.packs import Pack, ProductState, Standing, Task
from sdesk.packs.bindings import parted
from sdesk.packs.dependencies import (
    Seen,
    makers_before,
    needed_state,
    signs_of,
    tasks_with_their_set_up,
    waits_for,
)
from sdesk.packs.product_state import standing_of
from sdesk.practice.calendar import days
from sdesk.practice.lifecycle.claimed import claimed
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.reviews import moved, review_field
from sdesk.practice.lifecycle.thin import what_is_thin
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.readiness.case_route import CaseRoute
from sdesk.practice.readiness.done import (
    MissedTraining,
    Untrained,
    Written,
    counting,
    gone_on_without,
    training_missed,
    unsaid,
    untrained,
    unwritten,
    when_begun,
    written,
)
from sdesk.practice.readiness.evidence.exempt import exemptions
from sdesk.practice.readiness.evidence.signatures import signatures
from sdesk.storage import col
from sdesk.storage.counts import column_of, count_by, largest_by, states_in_use, values_of
from sdesk.storage.past import last_written
from sdesk.translation import Message

_MET_BY: Mapping[Level, frozenset[str]] = {
    Level.NONE: frozenset(),
    Level.DRAFT: frozenset({"draft"}),
    Level.RECORDED: frozenset({"draft", "recorded"}),
    Level.APPROVED: frozenset({"draft", "recorded", "approved"}),
}
USED_IN_ANY = (AssignedRoles, ServiceDeliveryPolicy)
"""Kinds of record of which rules of every variant use something: who may decide, priorities, and days to object."""
EVERY_LEVEL = frozenset({"given", *_MET_BY[Level.APPROVED]})


@dataclass(frozen=True)
class CaseStanding:
    """Where a case is, such as a change request or an incident; `kind` is "" where it has none, or none yet."""

    work_product: str
    state: str
    kind: str = ""


@dataclass(frozen=True)
class Progress:
    """What a set asks about, as the workspace answers it on a day. Made by `progress_of`.

    What is only claimed (`lifecycle.claimed`) stands as a draft, and no case that is only claimed has passed anything.

    `met_otherwise` are the states that work products meet without a record in them. `approved_on` says when records
    of a kind were last approved: (kind of record, whether it was their first version); `begun_on` and `recorded_on`
    are by kind of record, for those that show that a recurring task was done. All else is by ids of the set.
    """

    pack: Pack
    today: date
    states: Mapping[str, Mapping[str, int]]
    not_applicable: frozenset[str]
    met_otherwise: frozenset[ProductState]
    cases: Mapping[CaseStanding, int]
    waiting: Mapping[CaseStanding, tuple[UUID, ...]]
    review_dates: Mapping[str, tuple[date, ...]]
    training_missed: tuple[MissedTraining, ...]
    performed_on: Mapping[str, date]
    approved_on: Mapping[tuple[str, bool], date]
    begun_on: Mapping[str, date]
    recorded_on: Mapping[str, date]
    intervals: Mapping[str, int]
    written: frozenset[Written]
    unwritten: Mapping[Written, tuple[Message, ...]]
    unsaid: Mapping[ProductState, Message]
    untrained: tuple[Untrained, ...]
    gone_on_without: Mapping[str, tuple[UUID, ...]]
    claimed: frozenset[UUID]
    variant: str

    def has(self, made: ProductState, task: Task) -> bool:
        """Whether the task has left this: the record has come so far, and what the task writes in it says enough."""
        kind = self.pack.bindings.record_of(made.work_product)
        writes = self.pack.bindings.task(task.id).writes_in(kind)
        if not self.meets(made.work_product, made.state):
            return False
        return not writes or made.work_product in self.not_applicable or (task.id, kind) in self.written

    def has_before(self, need: ProductState, task: Task) -> bool:
        """Whether the task finds what it needs: not where it was only begun by the tasks before it."""
        if need.state == "draft" and self.meets(need.work_product, "draft"):
            makers = makers_before(self.pack.asks, need, task)
            recorded = self.meets(need.work_product, "recorded")
            return recorded or not makers or any(self.has(need, each) for each in makers)
        return self.meets(need.work_product, need.state)

    def waits_for(self, need: ProductState, task: Task) -> bool:
        """Whether the task waits for it: in the variant that was chosen, for nothing that only another one makes; to set
        up what every variant uses, for nothing that is not set up in this one; at once, for nothing but its case."""
        asks = self.pack.asks
        if self.pack.bindings.task(task.id).at_once and need.work_product != task.case:
            return False
        if task in asks.tasks_of_variant(self.variant):
            return waits_for(asks, self.variant, need, task)
        makers = makers_before(asks, need, task)
        return task not in self.chosen or not makers or any(each in self.chosen for each in makers)

    @cached_property
    def chosen(self) -> tuple[Task, ...]:
        """The tasks of the variant that was chosen and, before them, those that set up what every variant uses."""
        carried = self.pack.bindings.work_products_in
        used = {each.id for model in USED_IN_ANY for each in carried(model.__name__)}
        return tasks_with_their_set_up(self.pack.asks, self.variant, used)

    @cached_property
    def _levels(self) -> dict[str, frozenset[str]]:
        return {product.id: self._levels_of(product.id) for product in self.pack.asks.work_products}

    def levels(self, work_product: str) -> frozenset[str]:
        """The states of the set ("draft", "recorded", "approved", "given") that the work product meets now."""
        return self._levels[work_product]

    def meets(self, work_product: str, state: str) -> bool:
        """ "given" is always met: somebody outside hands it over, whether it has been written down yet or not."""
        return state == "given" or state in self.levels(work_product)

    def _levels_of(self, product: str) -> frozenset[str]:
        if product in self.not_applicable:
            return EVERY_LEVEL
        met = {each.state for each in self.met_otherwise if each.work_product == product}
        return frozenset(met.union(*(_MET_BY[level] for level in self._levels_in_use(product))))

    def _levels_in_use(self, product: str) -> frozenset[Level]:
        """The levels of the records that it is kept in."""
        record = self.pack.bindings.record_of(product)
        states = self.states.get(record, {})
        return frozenset(model_named(record).state_called(state).level for state in states)

    def standing(self, work_product: str) -> Standing:
        """How far it has come: what Audit, the panels and everybody else say of it."""
        return standing_of(
            needed_state(self.pack.asks, work_product),
            self.levels(work_product),
            begun=bool(self._levels_in_use(work_product) - {Level.NONE}),
            review_passed=any(day < self.today for day in self.review_dates.get(work_product, ())),
            applies=work_product not in self.not_applicable,
        )

    def route(self, case: str, kind: str = "") -> CaseRoute:
        """How cases of a work product go."""
        return self._routes.setdefault((case, kind), CaseRoute(self.pack, case, kind))

    @cached_property
    def _routes(self) -> dict[tuple[str, str], CaseRoute]:
        return {}


def progress_of(workspace: Workspace, today: date | None = None) -> Progress:
    """What the tasks depend on, read in a few queries however much the workspace holds."""
    day = today or days.today(workspace)
    return workspace.kept(("progress", day), lambda: _read(workspace, day))


def _read(workspace: Workspace, today: date) -> Progress:
    pack = workspace.packs.first
    states = _without_claims(workspace, states_in_use(workspace))
    until = days.start_of(workspace, today + timedelta(days=1))
    approvals = _approvals(workspace, until)
    there = written(workspace, pack, partial(counting, workspace))
    return Progress(
        pack=pack,
        today=today,
        states=states,
        not_applicable=frozenset(
            key
            for each in exemptions(workspace, signatures(workspace), today)
            if (key := pack.key_of(each.subject))
        ),
        met_otherwise=frozenset(
            _met_otherwise(workspace, pack, {(name, step) for name, step, _ in approvals})
        ),
        cases=_cases(workspace, pack),
        waiting=_waiting(workspace, pack),
        review_dates=_review_dates(workspace, pack, states, today),
        training_missed=training_missed(workspace, today),
        performed_on=_performed_on(workspace, pack, today),
        approved_on={
            (model, first): days.day_of(workspace, at)
            for (model, step, first), at in approvals.items()
            if step == "approve"
        },
        begun_on=_seen(workspace, pack, "begun", partial(_begun, pack), until),
        recorded_on=_seen(workspace, pack, "recorded", _recorded, until),
        intervals=_intervals(workspace, pack),
        written=there,
        unwritten=unwritten(workspace, pack, there, partial(counting, workspace)),
        unsaid=unsaid(workspace, pack, partial(counting, workspace)),
        untrained=untrained(workspace, today),
        gone_on_without=gone_on_without(workspace, pack, today),
        claimed=frozenset(claimed(workspace)),
        variant=variant_of(workspace),
    )


def variant_of(workspace: Workspace) -> str:
    """The part of the profile that the provider has chosen; all of it until they do."""
    ours = organization(workspace)
    return ours.variant.value if ours and ours.variant else "full"


def _without_claims(
    workspace: Workspace, states: dict[str, dict[str, int]]
) -> Mapping[str, Mapping[str, int]]:
    """What is only claimed is not more than begun."""
    found = {model: Counter(numbers) for model, numbers in states.items()}
    for name in set(claimed(workspace).values()):
        model, numbers = model_named(name), found.setdefault(name, Counter())
        for state, number in _claimed_by_state(workspace, model).items():
            numbers.subtract({state: number})
            numbers.update({model.first_state().name: number})
    return {model: +numbers for model, numbers in found.items()}


def _claimed_by_state(workspace: Workspace, model: type[Record]) -> Counter[str]:
    where = (col(model.deleted_at).is_(None),)
    rows, came = values_of(workspace, model.id, model.state, where=where), claimed(workspace)
    return Counter(state for key, state in rows if key in came)


def _approvals(workspace: Workspace, until: datetime) -> dict[tuple[Any, ...], datetime]:
    columns = (Approval.model, Approval.step, col(Approval.version) == 1)
    return largest_by(workspace, Approval.at, *columns, where=(col(Approval.at) < until,))


def _met_otherwise(
    workspace: Workspace, pack: Pack, approved: set[tuple[str, str]]
) -> Iterator[ProductState]:
    """What a field that is filled in stands for, or a step that was ever taken."""
    for bound in pack.bindings.work_products.values():
        for way in bound.other_ways:
            if parted(way.step) in approved if way.step else _says_something(workspace, *parted(way.field)):
                yield ProductState(bound.id, way.state)


def _says_something(workspace: Workspace, record: str, field: str) -> bool:
    """Whether the field is filled in, in any record that counts."""
    model = model_named(record)
    counting = [state.name for state in model.states if state.level]
    values = column_of(
        workspace, getattr(model, field), col(model.deleted_at).is_(None), col(model.state).in_(counting)
    )
    return any(says_something(field_of(model, field), value) for value in values)


def says_something(spec: FieldSpec, value: object) -> bool:
    """Whether the field is filled in, and not with a word that says nothing."""
    return not spec.is_empty(value) and not (isinstance(value, str) and what_is_thin(spec, value))


def _cases(workspace: Workspace, pack: Pack) -> dict[CaseStanding, int]:
    found: Counter[CaseStanding] = Counter()
    came, kinds_claimed = claimed(workspace), set(claimed(workspace).values())
    for case, model in _kinds_of_case(pack):
        columns, where = _standing_columns(model), (col(model.deleted_at).is_(None),)
        for (state, *kind), number in count_by(workspace, *columns, where=where).items():
            found[CaseStanding(case, state, *map(_word, kind))] += number
        if model.__name__ in kinds_claimed:
            for key, state, *kind in values_of(workspace, model.id, *columns, where=where):
                if key in came:
                    found[CaseStanding(case, state, *map(_word, kind))] -= 1
    return +found


def _waiting(workspace: Workspace, pack: Pack) -> dict[CaseStanding, tuple[UUID, ...]]:
    """The open cases, the oldest first."""
    found: dict[CaseStanding, tuple[UUID, ...]] = {}
    for case, model in _kinds_of_case(pack):
        names = [state.name for state in model.states if not state.ended]
        still_open = col(model.state).in_(names), col(model.deleted_at).is_(None)
        for id_, state, *kind in values_of(workspace, model.id, *_standing_columns(model), where=still_open):
            key = CaseStanding(case, state, *map(_word, kind))
            found[key] = (*found.get(key, ()), id_)
    return found


def _kinds_of_case(pack: Pack) -> Iterator[tuple[str, type[Record]]]:
    for case in dict.fromkeys(task.case for task in pack.asks.tasks if task.case):
        yield case, model_named(pack.bindings.record_of(case))


def _standing_columns(model: type[Record]) -> tuple[Any, ...]:
    kind = getattr(model, "kind", None)
    return (model.state,) if kind is None else (model.state, kind)


def kind_of(case: Record) -> str:
    """The kind of a case, such as an emergency; "" where it has none, or none yet."""
    return _word(getattr(case, "kind", None))


def _word(kind: Choice | None) -> str:
    return kind.value if kind else ""


def _review_dates(
    workspace: Workspace, pack: Pack, states: Mapping[str, Mapping[str, int]], today: date
) -> dict[str, tuple[date, ...]]:
    """When the approved documents and agreements are to be looked at again, by work product."""
    found = {}
    for bound in pack.bindings.work_products.values():
        model = model_named(bound.record)
        field = review_field(model)
        if field and "approved" in states.get(bound.record, ()):
            named = values_of(
                workspace, model.id, getattr(model, field), where=(col(model.state) == "approved",)
            )
            dates = (moved(workspace, version, day, today) for version, day in named)
            found[bound.id] = tuple(sorted(day for day in dates if day))
    return found


def _performed_on(workspace: Workspace, pack: Pack, today: date) -> dict[str, date]:
    recorded = (col(TaskPerformance.state) == "recorded", col(TaskPerformance.done_on) <= today)
    found = largest_by(workspace, TaskPerformance.done_on, TaskPerformance.task, where=recorded)
    days_by_task: dict[str, date] = {}
    for (named,), day in found.items():
        if day and (task := pack.key_of(named)):
            days_by_task[task] = max(day, days_by_task.get(task, day))
    return days_by_task


def _intervals(workspace: Workspace, pack: Pack) -> dict[str, int]:
    found = values_of(workspace, TaskInterval.task, TaskInterval.days)
    return {task: days for named, days in found if days and (task := pack.key_of(named))}


def _seen(
    workspace: Workspace,
    pack: Pack,
    how: Seen,
    last: Callable[[Workspace, type[Record], datetime], datetime | None],
    until: datetime,
) -> dict[str, date]:
    """When a record was last `how`, before a moment, of the kinds that show so that a recurring task was done."""
    signs = (sign for task in pack.asks.tasks for sign in signs_of(pack, task) if sign.how == how)
    found = (
        (record, last(workspace, model_named(record), until)) for record in {sign.record for sign in signs}
    )
    return {record: days.day_of(workspace, at) for record, at in found if at}


def _begun(pack: Pack, workspace: Workspace, model: type[Record], until: datetime) -> datetime | None:
    return when_begun(workspace, pack, model, until)


def _recorded(workspace: Workspace, model: type[Record], until: datetime) -> datetime | None:
    """What was cancelled or withdrawn since, and what never got further than its first state, shows nothing."""
    states = [state.name for state in model.states if state.level and state.name != model.first_state().name]
    return last_written(workspace, model, until, col(model.state).in_(states))
