"""What is kept of merging, held against what the history comes to: by the same rules, from the whole of it."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from sdesk.storage.changes import State
from sdesk.storage.merging.causality import Act, Op, Pasts, is_linear
from sdesk.storage.merging.derived import counted_lines, met_lines
from sdesk.storage.merging.fold import Merged, fold
from sdesk.storage.merging.reading import is_step
from sdesk.storage.replay.entries import replay
from sdesk.storage.verify.chains import History, format_1_in
from sdesk.translation import Message
from sdesk.translation import message as _

Said = tuple[Message | str, Message]
NOTHING_MET = Merged({}, {}, frozenset(), frozenset(), frozenset())
_UNREADABLE = (AttributeError, LookupError, TypeError, ValueError)


class _Written(NamedTuple):
    id: UUID
    replica: UUID
    number: int
    tick: int
    previous_hash: str
    hash: str
    changes: list[dict[str, Any]]


def merged_of(history: History) -> Merged:
    """What all of it comes to; nothing met where one laptop wrote after the other. Of a damaged one nobody knows: that is
    said of its chains."""
    try:
        written = sorted(_written(history), key=lambda each: (each.tick, each.id))
        if is_linear(written):
            return NOTHING_MET
        unsigned = [UUID(key) for key, row in history.replicas.items() if not row.public_key]
        pasts = Pasts({each.hash: (each.replica, each.number) for each in written}, unsigned)
        return fold([_op(each, pasts) for each in written], _before(history))
    except _UNREADABLE:
        return NOTHING_MET


def _written(history: History) -> Iterator[_Written]:
    for row in history.operations:
        changes = history.changes.get(row.id, [])
        yield _Written(
            UUID(row.id), UUID(row.replica), row.number, row.tick, row.previous_hash, row.hash, changes
        )


def _op(each: _Written, pasts: Pasts) -> Op:
    acts = [
        Act(
            one["place"],
            UUID(one["record"]),
            UUID(one["item"]),
            one["model"],
            one["changes"] or {},
            one["action"],
        )
        for one in each.changes
    ]
    leads = next(((a.place, a.action) for a in acts if is_step(a.model, a.record == a.item, a.changes)), None)
    return Op(each.id, each.tick, each.replica, each.number, pasts.of(each), acts, leads)


def _before(history: History) -> dict[UUID, State]:
    return dict(replay(format_1_in(history)).values)


def merged_damages(connection: Connection, merged: Merged) -> Iterator[Said]:
    """Whoever edits what is derived of merging is found here."""
    wanted: tuple[set[tuple[Any, ...]], ...] = (
        {tuple(each.values()) for each in counted_lines(merged)},
        {(each.hex,) for each in merged.lost},
        {tuple(each.values()) for each in met_lines(merged)},
    )
    asked = (
        "SELECT operation, place, changes FROM counted",
        "SELECT approval FROM lost",
        "SELECT record, kind, field, part, one, other FROM met",
    )
    said = (
        _("how changes of several laptops count is not what their history comes to"),
        _("which approvals do not stand is not what their history comes to"),
        _("what met of several laptops is not what their history comes to"),
    )
    for query, rows, fault in zip(asked, wanted, said, strict=True):
        if {tuple(row) for row in connection.execute(text(query))} != rows:
            yield _("history"), fault


__all__ = ["NOTHING_MET", "merged_damages", "merged_of"]
