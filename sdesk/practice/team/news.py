"""What others did on their laptops and came here since somebody last looked: who brought what how far."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sdesk.errors import SdeskError
from sdesk.models import model_named
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.team.laptops import laptop_called
from sdesk.storage.bundles.membership import laptops_of, replicas_of_others
from sdesk.storage.directory import Entry, entries
from sdesk.storage.history import came_since
from sdesk.translation import Message, term
from sdesk.translation import message as _

MOST = 2_000
"""Changes that are told; who was away for months reads the lists."""


@dataclass(frozen=True)
class NewsLine:
    """Of one person on one laptop: the records that came to one state, were made, or were changed otherwise."""

    said: Message
    records: Sequence[tuple[UUID, str]]


def news(workspace: Workspace, since: UUID) -> list[NewsLine]:
    """What came after the operation `since`, who did it last first; nothing where nobody else has the workspace."""
    try:
        laptops = laptops_of(workspace)
    except SdeskError:
        return []
    found = came_since(workspace, since, replicas_of_others(workspace), MOST)
    known = entries(workspace, {each.record for each in found}, deleted=False)
    grouped: dict[tuple[str, UUID, str], dict[UUID, str]] = {}
    told: dict[tuple[str, UUID], dict[UUID, str]] = {}
    made = {(each.who, each.replica, each.record) for each in found if each.is_new}
    for each in found:  # the newest first: what it came to last is told
        its = told.setdefault((each.who, each.replica), {})
        if each.state and not its.get(each.record):
            its[each.record] = each.state
        its.setdefault(each.record, "")
    for (who, replica), records in told.items():
        for record, state in records.items():
            entry = known.get(record)
            if entry is not None:
                word = _came_to(entry, state, is_new=(who, replica, record) in made)
                grouped.setdefault((who, replica, word), {})[record] = entry.number or entry.title
    return [
        NewsLine(_said(who, laptops.devices.get(replica, ""), word, len(records)), list(records.items()))
        for (who, replica, word), records in grouped.items()
    ]


_CHANGED, _MADE = "changed", "made"


def _came_to(entry: Entry, state: str, *, is_new: bool) -> str:
    model = model_named(entry.model)
    first = model.first_state().name
    if state and state != first:
        return model.state_called(state).label
    return _MADE if is_new else _CHANGED


def _said(who: str, device: str, word: str, n: int) -> Message:
    said = {"who": who or _("somebody"), "device": laptop_called(device), "n": n}
    if word == _CHANGED:
        return _("{who}, on {device}. Changed: {n}", **said)
    if word == _MADE:
        return _("{who}, on {device}. New: {n}", **said)
    return _("{who}, on {device}. {state}: {n}", **said, state=term(word))


__all__ = ["NewsLine", "news"]
