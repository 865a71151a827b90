"""What a configuration item would take down with it: items, services, customers and agreements (WP.02)."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sdesk.models import ConfigurationItem, Customer, CustomerAgreement
from sdesk.models.control import RelationKind
from sdesk.models.relationship import Service
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import services
from sdesk.storage import col


class Way(StrEnum):
    """How harm goes from one item to the next, as it reads from the second."""

    DEPENDS_ON = "depends on"
    HAS_PART = "has as a part"
    PART_OF = "is part of"


@dataclass(frozen=True)
class Passage:
    """Harm goes from `source` to `target`, because the target depends on it, has it as a part, or is part of it."""

    source: UUID
    target: UUID
    way: Way


@dataclass(frozen=True)
class ItemHit:
    """An item that is hit, and how many passages away from where it began; 0 where it begins."""

    item: ConfigurationItem
    distance: int


@dataclass(frozen=True)
class ServiceHit:
    """A service of the catalogue, and those of the hit items that it needs.

    `only_for` are the customers at whom all of these items stand; None where one of them stands here, for everybody.
    """

    service: Service
    through: tuple[UUID, ...]
    only_for: frozenset[UUID] | None = None

    def concerns(self, customer: UUID | None) -> bool:
        return self.only_for is None or customer in self.only_for


@dataclass(frozen=True)
class Impact:
    """What is hit when the first items fail. Items nearest first; the items it begins with have distance 0."""

    items: tuple[ItemHit, ...]
    passages: tuple[Passage, ...]
    services: tuple[ServiceHit, ...]
    customers: tuple[Customer, ...]
    agreements: tuple[CustomerAgreement, ...]

    @property
    def origin(self) -> tuple[ConfigurationItem, ...]:
        return tuple(hit.item for hit in self.items if hit.distance == 0)

    @property
    def others(self) -> tuple[ItemHit, ...]:
        return tuple(hit for hit in self.items if hit.distance > 0)

    @property
    def vital(self) -> tuple[Service, ...]:
        """The services hit that are vital to the customers' business."""
        return tuple(hit.service for hit in self.services if hit.service.vital)


def impact_of(workspace: Workspace, *items: UUID) -> Impact:
    """What would be hit if the items failed, as the relations and the catalogue say now. Retired items stand aside."""
    known = {item.id: item for item in workspace.find(ConfigurationItem) if item.state != "retired"}
    begin = [each for each in dict.fromkeys(items) if each in known]
    distances, passages = _spread(begin, list(known.values()))
    hit = tuple(ItemHit(known[each], distance) for each, distance in distances.items())
    served = tuple(_services(workspace, [each.item for each in hit]))
    agreements = tuple(_agreements(workspace, served))
    return Impact(hit, passages, served, tuple(_customers(workspace, agreements, hit)), agreements)


def _spread(
    begin: Iterable[UUID], items: Sequence[ConfigurationItem]
) -> tuple[dict[UUID, int], tuple[Passage, ...]]:
    """Distances from where it begins, and the passages along which it spread; each item once, so cycles end.

    What is down takes down what depends on it and what is part of it, and harms what it is part of. What is only
    harmed, because one of its parts is down, harms what depends on it, but its other parts go on.
    """
    onward = _passages(items)
    distances = dict.fromkeys(begin, 0)
    down = set(distances)
    waiting = deque(distances)
    taken: dict[tuple[UUID, UUID], Passage] = {}
    while waiting:
        at = waiting.popleft()
        for passage in onward.get(at, ()):
            if passage.way is Way.PART_OF and at not in down:
                continue
            taken.setdefault((at, passage.target), passage)
            falls = passage.way is not Way.HAS_PART and passage.target not in down
            if falls:
                down.add(passage.target)
            if passage.target not in distances:
                distances[passage.target] = distances[at] + 1
                waiting.append(passage.target)
            elif falls:
                waiting.append(passage.target)
    return distances, tuple(taken.values())


def _passages(items: Iterable[ConfigurationItem]) -> dict[UUID, list[Passage]]:
    """For each item, where harm goes from it."""
    present = {item.id for item in items}
    found: dict[UUID, list[Passage]] = {}
    for item in items:
        for relation in item.relations:
            other = relation.item
            if other is None or other not in present or other == item.id:
                continue
            if relation.kind is RelationKind.DEPENDS_ON:
                found.setdefault(other, []).append(Passage(other, item.id, Way.DEPENDS_ON))
            elif relation.kind is RelationKind.PART_OF:
                found.setdefault(item.id, []).append(Passage(item.id, other, Way.HAS_PART))
                found.setdefault(other, []).append(Passage(other, item.id, Way.PART_OF))
    return found


def _services(workspace: Workspace, hit: Sequence[ConfigurationItem]) -> Iterator[ServiceHit]:
    """Whether the item says which service it supports, or the service says on which items it depends."""
    for service in services(workspace):
        through = [
            item for item in hit if service.id in item.services or item.id in service.configuration_items
        ]
        if through:
            at = frozenset(item.customer for item in through if item.customer is not None)
            shared = any(item.customer is None for item in through)
            yield ServiceHit(service, tuple(item.id for item in through), None if shared else at)


def _agreements(workspace: Workspace, hit: Sequence[ServiceHit]) -> Iterator[CustomerAgreement]:
    """Those on a service that is hit, for the customers whom that concerns: a switch at one is not felt by another."""
    model = CustomerAgreement
    for agreement in workspace.find(model, col(model.state) == "approved", order_by=[col(model.number)]):
        if any(each.service.id in agreement.services and each.concerns(agreement.customer) for each in hit):
            yield agreement


def _customers(
    workspace: Workspace, agreements: Iterable[CustomerAgreement], hit: Iterable[ItemHit]
) -> list[Customer]:
    """Those with an agreement on a service that is hit, and those at whom an item that is hit stands."""
    ids = {each.customer for each in agreements} | {each.item.customer for each in hit}
    found = (workspace.get(Customer, each) for each in ids if each is not None)
    return sorted((each for each in found if each is not None), key=lambda each: each.name.casefold())
