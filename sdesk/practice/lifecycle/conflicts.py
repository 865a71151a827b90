"""Two people changed the same record: what goes together is put together, what does not is shown to whoever saves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Any
from uuid import UUID

from sdesk.models import Record, field_of
from sdesk.practice.lifecycle.problem import Problem, Refused
from sdesk.storage import Workspace
from sdesk.storage.changes import ORDER, Rows, State, apply, diff, invert, rows_meet
from sdesk.storage.history import Done, done_since, present_state
from sdesk.storage.state import is_empty, plain, value_of
from sdesk.translation import NOTHING_SAID, Message, term
from sdesk.translation import message as _


@dataclass(frozen=True)
class Conflict(Problem):
    """A field that somebody changed after the form was shown, to something else than what is to be saved now.

    `mine` and `theirs` are values as JSON; rows and links as lists.
    """

    mine: Any = None
    theirs: Any = None
    who: str = ""
    when: datetime | None = None


def merged(workspace: Workspace, live: Record, values: Mapping[str, Any], base: UUID) -> dict[str, Any]:
    """The values, of which those that were not changed since `base` are left out, and rows are put together.

    Raises Refused with a Conflict for each field that was changed to something else since.
    """
    since = done_since(workspace, live, base)
    now = present_state(workspace, live)
    was = reduce(lambda state, done: apply(state, invert(done.changes)), since, now)
    touched = {name for done in since for name in done.changes}
    result, conflicts = dict(values), list[Conflict]()
    for name in touched & values.keys():
        mine = value_of(values[name], _keys(was.get(name)))
        if _same(mine, was.get(name)):
            del result[name]
        elif not _same(mine, now.get(name)) and not _same(was.get(name), now.get(name)):
            together = _together(was, {**was, name: mine}, now, name)
            if together is None:
                conflicts.append(_conflict(live, name, mine, now.get(name), since))
            else:
                result[name] = together
    if conflicts:
        raise Refused(
            _("{number} was changed by somebody else meanwhile.", number=live.number),
            conflicts,
            _("What you wrote is still in the fields. Save again to keep it instead of theirs."),
        )
    return result


def _keys(rows: Any) -> dict[str, str]:
    return {key: row[ORDER] for key, row in rows.items()} if isinstance(rows, Rows) else {}


def _same(one: Any, other: Any) -> bool:
    return one == other or (is_empty(one) and is_empty(other))


def _together(was: State, mine: State, theirs: State, name: str) -> Any:
    """Rows and links with both changes; None where both changed the same one, or where it is no field of rows."""
    if not any(isinstance(state.get(name), Rows) for state in (was, mine, theirs)):
        return None
    changes, others = (
        diff({name: _rows_of(was, name)}, {name: _rows_of(state, name)}) for state in (mine, theirs)
    )
    if rows_meet(changes.get(name, {}), others.get(name, {}), but=ORDER):
        return None
    return plain(apply({name: _rows_of(theirs, name)}, changes).get(name, Rows()))


def _rows_of(state: State, name: str) -> Rows:
    return state.get(name) or Rows()


def _conflict(live: Record, name: str, mine: Any, theirs: Any, since: Any) -> Conflict:
    last: Done = next(done for done in since if name in done.changes)
    text = _was_changed(term(field_of(type(live), name).label), last.who or _("somebody"), theirs)
    return Conflict(name, text, NOTHING_SAID, plain(mine), plain(theirs), last.who, last.at)


def _was_changed(field: Message, who: Message | str, theirs: Any) -> Message:
    if is_empty(theirs):
        return _("{field} was changed by {who} meanwhile: it is empty now.", field=field, who=who)
    if isinstance(theirs, dict | Rows):
        return _("{field} was changed by {who} meanwhile.", field=field, who=who)
    return _("{field} was changed by {who} meanwhile to “{value}”.", field=field, who=who, value=str(theirs))


__all__ = ["Conflict", "merged"]
