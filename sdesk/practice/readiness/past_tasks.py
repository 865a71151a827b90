"""The recurring tasks as they stood at the end of a day: from history, whatever came of it since."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sdesk.models import NotApplicable, Record, TaskInterval, field_of, model_named
from sdesk.packs import Pack, ProductState, Task
from sdesk.packs.bindings import OtherWay, parted
from sdesk.practice.calendar import days
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.reviews import next_review
from sdesk.practice.lifecycle.thin import says_enough
from sdesk.practice.readiness.done import written
from sdesk.practice.readiness.progress import Progress, progress_of, says_something
from sdesk.practice.readiness.tasks import TaskStanding, standing_of
from sdesk.storage import col
from sdesk.storage.past import AnyRecord, records_at

Then = Mapping[str, Sequence[Record]]
"""By the name of their kind, the records as they were."""


def recurring_tasks_at(workspace: Workspace, day: date) -> tuple[TaskStanding, ...]:
    """Where each recurring task stood at the end of the day. That it was done by then may have been noted later."""
    until = days.start_of(workspace, day + timedelta(days=1))
    now = progress_of(workspace, day)
    tasks = [each for each in now.pack.asks.tasks_in_order if each.cadence == "recurring"]
    then = _as_it_was(workspace, now, tasks, until - timedelta(microseconds=1))
    return tuple(standing_of(task, then) for task in tasks)


def _as_it_was(workspace: Workspace, now: Progress, tasks: Sequence[Task], at: datetime) -> Progress:
    """With what the tasks ask about as it was; `now` counts performances and approvals by their own days."""
    pack = now.pack
    then = {kind: _records(workspace, model_named(kind), at) for kind in _kinds(pack, tasks)}
    states = {kind: Counter(_state(each, now) for each in found) for kind, found in then.items()}
    past = {
        kind: [
            each
            for each in found
            if each.state != each.first_state().name and each.state_called(each.state).level
        ]
        for kind, found in then.items()
    }
    writes = [pack.bindings.task(task.id) for task in tasks]
    begun = {
        kind: [
            each for each in found if all(says_enough(workspace, each, by.writes_in(kind)) for by in writes)
        ]
        for kind, found in then.items()
    }
    set_then = _records(workspace, TaskInterval, at)
    left_out = (each for each in _records(workspace, NotApplicable, at) if each.state == "approved")
    return replace(
        now,
        states=states,
        not_applicable=frozenset(
            key
            for each in left_out
            if (key := pack.key_of(each.subject)) and pack.bindings.work_products[key].may_not_apply
        ),
        met_otherwise=frozenset(_met_otherwise(now, then)),
        review_dates={
            bound.id: tuple(sorted(_review_dates(workspace, then.get(bound.record, ()), now.today)))
            for bound in pack.bindings.work_products.values()
        },
        begun_on=_latest(workspace, begun, "created_at"),
        recorded_on=_latest(workspace, past, "changed_at"),
        written=written(workspace, pack, lambda model: then.get(model.__name__, ())),
        intervals={key: each.days for each in set_then if each.days and (key := pack.key_of(each.task))},
    )


def _state(record: Record, now: Progress) -> str:
    """What is only claimed is not more than begun."""
    return record.first_state().name if record.id in now.claimed else record.state


def _records(workspace: Workspace, model: type[AnyRecord], at: datetime) -> list[AnyRecord]:
    return records_at(workspace, workspace.find(model, col(model.created_at) <= at, deleted=True), at)


def _kinds(pack: Pack, tasks: Sequence[Task]) -> set[str]:
    """The kinds of record that the tasks ask about."""
    products = {each.work_product for task in tasks for each in (*task.produces, *task.needs)}
    fields = {parted(way.field)[0] for product in products for way in _ways(pack, product) if way.field}
    return {pack.bindings.record_of(product) for product in products} | fields


def _ways(pack: Pack, product: str) -> tuple[OtherWay, ...]:
    return pack.bindings.work_products[product].other_ways


def _met_otherwise(now: Progress, then: Then) -> Iterator[ProductState]:
    for product in now.pack.bindings.work_products:
        for way in _ways(now.pack, product):
            met = ProductState(product, way.state)
            if _said(then, *parted(way.field)) if way.field else met in now.met_otherwise:
                yield met


def _said(then: Then, kind: str, field: str) -> bool:
    """Whether the field was filled in, in any record that counted."""
    spec = field_of(model_named(kind), field)
    counting = (each for each in then.get(kind, ()) if each.state_called(each.state).level)
    return any(says_something(spec, getattr(each, field)) for each in counting)


def _review_dates(workspace: Workspace, records: Sequence[Record], today: date) -> Iterator[date]:
    for each in records:
        if each.state == "approved" and (day := next_review(workspace, each, today)):
            yield day


def _latest(workspace: Workspace, then: Then, moment: str) -> dict[str, date]:
    latest = {
        kind: max((getattr(each, moment) for each in found), default=None) for kind, found in then.items()
    }
    return {kind: days.day_of(workspace, at) for kind, at in latest.items() if at}


__all__ = ["recurring_tasks_at"]
