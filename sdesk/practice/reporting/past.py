"""What a report calls people, parties and services, and which services there were: as it was on its last day."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sdesk.models import Record, ServiceCatalogue, model_named
from sdesk.models.relationship import Service
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import services, versions
from sdesk.storage.past import records_at, records_now


def names_at(workspace: Workspace, ids: Iterable[UUID | None], at: datetime) -> dict[UUID, str]:
    """What each was called then; of what was made later, as it is called now."""
    known = entries(workspace, [each for each in ids if each])
    names = {key: entry.title for key, entry in known.items()}
    there = {each.id: model_named(each.model) for each in known.values() if not each.part_of}
    for record in records_at(workspace, records_now(workspace, there).values(), at):
        names[record.id] = _title(record) or names[record.id]
    offered = {each.id: each.name for each in _ever_offered(workspace, at)}
    return {key: offered.get(key, name) for key, name in names.items()}


def _title(record: Record) -> str:
    return str(getattr(record, record.title, "") or "") if record.title else ""


def _ever_offered(workspace: Workspace, at: datetime) -> Iterable[Service]:
    """The services of every catalogue, up to then the newest last: what was offered once keeps its name, and what was
    not yet has the first one it was given."""
    held = sorted(versions(workspace, ServiceCatalogue).held, key=lambda each: each.start)
    begun = sum(each.start <= at for each in held)
    catalogues = records_now(workspace, {each.record: ServiceCatalogue for each in held})
    for each in (*reversed(held[begun:]), *held[:begun]):
        catalogue = catalogues.get(each.record)
        yield from catalogue.services if isinstance(catalogue, ServiceCatalogue) else ()
    yield from () if held else services(workspace, at)


__all__ = ["names_at"]
