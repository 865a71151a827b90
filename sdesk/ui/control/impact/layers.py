"""Where the boxes of an impact stand: in columns, from what fails on the left to who feels it on the right."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from uuid import UUID, uuid5

from sdesk.practice.finding.impact import Impact
from sdesk.ui.records.naming import heading_of

SWEEPS = 4
"""Times that the columns are put in order by their neighbours; more changes nothing that an eye would see."""


class NodeKind(Enum):
    ORIGIN = "origin"
    ITEM = "item"
    SERVICE = "service"
    CUSTOMER = "customer"
    BEND = "bend"


@dataclass(frozen=True)
class Node:
    """A box: an item, a service or a customer; or the place in a column where lines that pass it are led through."""

    id: UUID
    kind: NodeKind
    title: str = ""
    number: str = ""
    vital: bool = False

    @property
    def is_box(self) -> bool:
        return self.kind is not NodeKind.BEND


@dataclass(frozen=True)
class Layers:
    """The columns from left to right, each from top to bottom. `lines` join boxes; `routes` say through which bends."""

    columns: tuple[tuple[Node, ...], ...]
    lines: tuple[tuple[UUID, UUID], ...]
    routes: Mapping[tuple[UUID, UUID], tuple[UUID, ...]]

    def boxes(self, column: int) -> tuple[Node, ...]:
        return tuple(node for node in self.columns[column] if node.is_box)

    def place(self, node: UUID) -> tuple[int, int]:
        """Column of a box, and its place among the boxes there. Raises StopIteration for what is not there."""
        return next(
            (column, row)
            for column in range(len(self.columns))
            for row, each in enumerate(self.boxes(column))
            if each.id == node
        )


def layers_of(impact: Impact) -> Layers:
    """Items by their distance, then services, then customers; lines lead to the right only."""
    columns = [column for column in _columns(impact) if column]
    column_of = {node.id: place for place, nodes in enumerate(columns) for node in nodes}
    lines = tuple(
        dict.fromkeys(
            (source, target)
            for source, target in _lines(impact)
            if source in column_of and target in column_of and column_of[source] < column_of[target]
        )
    )
    routes = {line: tuple(_bends(line, column_of)) for line in lines}
    _add_bends(columns, lines, routes, column_of)
    _order(columns, list(_pieces(routes)))
    return Layers(tuple(tuple(column) for column in columns), lines, routes)


def _bends(line: tuple[UUID, UUID], column_of: Mapping[UUID, int]) -> Iterator[UUID]:
    """A bend in each column between; lines to the same box share them, so that they run as one."""
    source, target = line
    for column in range(column_of[source] + 1, column_of[target]):
        yield uuid5(target, str(column))


def _add_bends(
    columns: list[list[Node]],
    lines: Iterable[tuple[UUID, UUID]],
    routes: Mapping[tuple[UUID, UUID], tuple[UUID, ...]],
    column_of: Mapping[UUID, int],
) -> None:
    known: set[UUID] = set()
    for line in lines:
        for column, bend in enumerate(routes[line], start=column_of[line[0]] + 1):
            if bend not in known:
                known.add(bend)
                columns[column].append(Node(bend, NodeKind.BEND))


def _pieces(routes: Mapping[tuple[UUID, UUID], tuple[UUID, ...]]) -> Iterator[tuple[UUID, UUID]]:
    """The lines cut at their bends, each piece from one column to the next."""
    for (source, target), bends in routes.items():
        stops = (source, *bends, target)
        yield from pairwise(stops)


def _order(columns: list[list[Node]], pieces: Sequence[tuple[UUID, UUID]]) -> None:
    """Left to right and back again, so that few lines cross."""
    back = [(target, source) for source, target in pieces]
    for _ in range(SWEEPS):
        for place in range(1, len(columns)):
            _order_by_neighbours(columns[place], _heights(columns), back)
        for place in range(len(columns) - 2, -1, -1):
            _order_by_neighbours(columns[place], _heights(columns), pieces)


def _columns(impact: Impact) -> Iterable[list[Node]]:
    furthest = max((hit.distance for hit in impact.items), default=0)
    for distance in range(furthest + 1):
        kind = NodeKind.ITEM if distance else NodeKind.ORIGIN
        yield [
            Node(hit.item.id, kind, heading_of(hit.item), hit.item.number)
            for hit in impact.items
            if hit.distance == distance
        ]
    yield [
        Node(hit.service.id, NodeKind.SERVICE, hit.service.name, vital=hit.service.vital)
        for hit in impact.services
    ]
    yield [Node(customer.id, NodeKind.CUSTOMER, customer.name) for customer in impact.customers]


def _lines(impact: Impact) -> Iterable[tuple[UUID, UUID]]:
    for passage in impact.passages:
        yield passage.source, passage.target
    for hit in impact.services:
        for item in hit.through:
            yield item, hit.service.id
        for agreement in impact.agreements:
            covered = hit.service.id in agreement.services and hit.concerns(agreement.customer)
            if covered and agreement.customer is not None:
                yield hit.service.id, agreement.customer
    served = {agreement.customer for agreement in impact.agreements}
    for there in impact.items:
        if there.item.customer is not None and there.item.customer not in served:
            yield there.item.id, there.item.customer


def _heights(columns: Sequence[Sequence[Node]]) -> dict[UUID, float]:
    """How far down each box and bend stands in its column, 0 to 1."""
    return {node.id: (row + 0.5) / len(nodes) for nodes in columns for row, node in enumerate(nodes)}


def _order_by_neighbours(
    nodes: list[Node], heights: Mapping[UUID, float], pieces: Iterable[tuple[UUID, UUID]]
) -> None:
    """Put each as far down as those it is joined to stand on average."""
    joined: dict[UUID, list[float]] = {}
    for one, other in pieces:
        joined.setdefault(one, []).append(heights[other])
    nodes.sort(key=lambda node: _mean(joined.get(node.id, [heights[node.id]])))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
