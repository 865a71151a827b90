"""What records, links and fields are called on the screen, and by what name a test finds their widgets."""

from collections.abc import Iterable
from uuid import UUID

from sdesk.models import Record, model_named
from sdesk.practice.lifecycle.lists import Entry, entries
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.pieces import Candidate
from sdesk.ui.wording import worded

_NAMED_BY_TITLE = {"Person", "Customer", "Supplier", "ServiceCalendar", "Service", "Organization"}


def key_of(model: type[Record]) -> str:
    """The first part of object names."""
    return model.__name__


def name_of(entry: Entry) -> str:
    """What a person would call it: people and parties by name, everything else by number and title."""
    if entry.model in _NAMED_BY_TITLE:
        return entry.title or entry.number
    title = _(entry.title) if entry.title == model_named(entry.model).singular else entry.title
    return f"{entry.number} {title}".strip()


def heading_of(record: Record) -> str:
    """What a person would call it without its number."""
    return worded(record.heading)


def called(record: Record) -> str:
    """Number and heading."""
    return f"{record.number} {heading_of(record)}".strip()


def candidate_of(entry: Entry) -> Candidate:
    detail = entry.number if entry.model in _NAMED_BY_TITLE else _(entry.state)
    return Candidate(entry.id, name_of(entry), detail)


def candidates(workspace: Workspace, ids: Iterable[UUID]) -> list[Candidate]:
    """The ids in their order with their names; an id of nothing keeps its place under its own digits."""
    wanted = list(ids)
    found = entries(workspace, wanted)
    return [
        candidate_of(found[each]) if each in found else Candidate(each, str(each)[:8], "") for each in wanted
    ]


def record_called(workspace: Workspace, record_id: UUID) -> Record | None:
    """The record with this id, of whatever model; of a service, the catalogue that holds it."""
    entry = entries(workspace, (record_id,)).get(record_id)
    if entry is None:
        return None
    if entry.part_of is not None:
        return record_called(workspace, entry.part_of)
    return workspace.get(model_named(entry.model), entry.id)
