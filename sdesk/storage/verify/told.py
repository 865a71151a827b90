"""Records, approvals, attachments and replicas, held against what their history replays to."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy import text
from sqlmodel import Session

from sdesk.models import RECORDS, Approval, Attachment, Record, Replica
from sdesk.storage.changes import ORDER, Rows, State
from sdesk.storage.order import order_keys
from sdesk.storage.replay.entries import Told, Written
from sdesk.storage.state import is_empty, states_of, without_empty
from sdesk.translation import Message
from sdesk.translation import message as _

Kept = Record | Approval | Attachment | Replica
Said = tuple[Message | str, Message]

KEPT: tuple[type[Any], ...] = (*RECORDS, Approval, Attachment, Replica)
"""All that the history tells of."""
_NAMES = frozenset(model.__name__ for model in KEPT)


def told_damages(
    session: Session, told: Told, kept: Sequence[Kept], unreadable: Collection[str]
) -> Iterator[Said]:
    """Whoever changes a thing but not its history, adds or takes away one, or takes entries off its end, is found here.

    `unreadable`: the names of the kinds of which not all rows could be read, so that nobody knows what is missing.
    """
    states = states_of([each for each in kept if not isinstance(each, Replica)], session)
    names = {each.id: name_of(each) for each in kept}
    for each in kept:
        if told.models.get(each.id) != type(each).__name__:
            yield names[each.id], _("there is no history of it")
            continue
        state = to_jsonable_python(each) if isinstance(each, Replica) else states[each.id]
        for name in _differing(told, each, state):
            yield names[each.id], _("“{field}” is not what its history says", field=name)
    for key, model in told.models.items():
        if key not in names and model in _NAMES - set(unreadable):
            yield _name_told(told.values[key], model), _("it is missing, but not its history")
    yield from _removals(told, kept)
    yield from _order_keys(session, told, names)


def name_of(thing: Kept) -> Message | str:
    match thing:
        case Record():
            return thing.number
        case Approval():
            return _("approval of {number}", number=thing.number)
        case Attachment():
            return attachment_called(thing.name)
    return _("history of {device}", device=thing.device)


def attachment_called(name: str) -> Message:
    return _("attachment {name}", name=name)


def _name_told(state: State, model: str) -> Message | str:
    name, number = state.get("name"), state.get("number")
    if model == Attachment.__name__ and name:
        return attachment_called(str(name))
    if model == Approval.__name__ and number:
        return _("approval of {number}", number=str(number))
    return str(number or state.get("device") or model)


def _differing(told: Told, thing: Kept, state: State) -> Iterator[str]:
    said = told.values[thing.id]
    perhaps_removed = isinstance(thing, Attachment) and thing.record_id in told.removals
    for name in dict.fromkeys((*said, *state)):
        if perhaps_removed and name == "removed_at" and name not in said:
            continue  # format 1 did not tell which file of a record it was: they are counted
        found = state.get(name)
        if said.get(name) != found and not _say_the_same(said.get(name), found):
            yield name
    if isinstance(thing, Record):
        first, last = told.first[thing.id], told.last[thing.id]
        for name, by, was in (("created", "created_by", first), ("changed", "changed_by", last)):
            if Written(getattr(thing, f"{name}_at"), getattr(thing, by)) != was:
                yield f"{name}_at" if getattr(thing, by) == was.by else by


def _say_the_same(told: Any, found: Any) -> bool:
    """A row of an earlier format has fewer fields."""
    return (is_empty(told) and is_empty(found)) or without_empty(told) == without_empty(found)


def _removals(told: Told, kept: Sequence[Kept]) -> Iterator[Said]:
    """As many files of a record are removed as format 1 says that were."""
    removed = Counter(
        each.record_id
        for each in kept
        if isinstance(each, Attachment)
        and each.record_id in told.removals
        and each.removed_at
        and "removed_at" not in told.values.get(each.id, {})
    )
    for record, number in Counter(told.removals).items():
        if removed[record] != number:
            where = str(told.values.get(record, {}).get("number", record))
            yield where, _("other files of it are removed than its history says")


def _order_keys(session: Session, told: Told, names: dict[UUID, Message | str]) -> Iterator[Said]:
    """Where rows stand that were moved: written down for these alone, as the history tells it."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in session.execute(text("SELECT record, field, item, at FROM order_key")):
        found.setdefault((row.record, row.field), {})[row.item] = row.at
    for key in names:
        for field, value in told.values.get(key, {}).items():
            if isinstance(value, Rows) and found.pop((key.hex, field), {}) != _moved(value):
                yield names[key], _("the order of “{field}” is not what its history says", field=field)
    for record, field in found:
        where = next((name for key, name in names.items() if key.hex == record), str(record))
        yield where, _("the order of “{field}” is not what its history says", field=str(field))


def _moved(rows: Rows) -> dict[str, str]:
    """The keys of the rows, where they are not those of their places."""
    keys = {key: str(row.get(ORDER)) for key, row in rows.items()}
    in_order = sorted(keys, key=lambda each: (keys[each], each))
    return {} if keys == order_keys(in_order, {}) else keys


__all__ = ["KEPT", "Kept", "attachment_called", "name_of", "told_damages"]
