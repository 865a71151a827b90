"""What the program computes is made anew where fields that it is computed of came together of several laptops.

The merge knows no rules of practice, so that whoever took in writes it, as an operation of its own. All who have the same compute the
same, so that it does not matter who does, nor whether several do at once: the same value in the same field meets nothing. Where one
has written it who knew all sides, nobody writes it again, also where a program with other rules would compute another.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from uuid import UUID

from sdesk.models import COMPUTED_ANEW, model_named
from sdesk.practice.lifecycle.completeness import in_utc
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.storage.directory import entries
from sdesk.storage.merging.sides import met_in, sides_of
from sdesk.storage.state import value_in


def compute_anew(workspace: Workspace, records: Collection[UUID] | None = None) -> bool:
    """In those of these records in which something met, of all where none are named. Whether anything was written. What is approved,
    ended or deleted stays. Raises SdeskError where nothing can be saved."""
    types = {}
    for key, entry in entries(workspace, met_in(workspace, records), deleted=False).items():
        its = workspace.record_types.of(model_named(entry.model))
        if its.together:
            types[key] = its
    sides = sides_of(workspace, {key: its.together_of for key, its in types.items()})
    if not sides:
        return False
    with _by_nobody(workspace), workspace.transaction(COMPUTED_ANEW) as session:
        for key, states in sides.items():
            its = types[key]
            live = session.get_one(its.model, key)
            if its.together and not live.state_called(live.state).frozen:
                names = its.together_of
                seen = [{n: in_utc(value_in(its.model, n, each.get(n))) for n in names} for each in states]
                its.together(workspace, live, seen)
    return session.info["operation"] is not None


@contextmanager
def _by_nobody(workspace: Workspace) -> Iterator[None]:
    """Whoever works here meanwhile did not do it."""
    person, workspace.person_id = workspace.person_id, None
    try:
        yield
    finally:
        workspace.person_id = person


__all__ = ["compute_anew"]
