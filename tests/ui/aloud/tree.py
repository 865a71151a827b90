"""What a screen reader is told of a window: each thing with its role, its name and its state, and what is announced."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from tests.ui.aloud.dbus import Ask, Bus

ACCESSIBLE, TABLE, PROPERTIES = (
    "org.a11y.atspi.Accessible",
    "org.a11y.atspi.Table",
    "org.freedesktop.DBus.Properties",
)
REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
MOST_CHILDREN = 150
"""A list has a child for each cell of each line: the first say what the others are."""
AT_ONCE = 400
"""Questions on their way; a bus has only so much room for answers."""


class Role(IntEnum):
    """Of atspi-constants.h, those that are asked for here."""

    CHECK_BOX = 7
    COMBO_BOX = 11
    DIALOG = 16
    FRAME = 23
    LABEL = 29
    LIST = 31
    LIST_ITEM = 32
    PAGE_TAB = 37
    PAGE_TAB_LIST = 38
    PASSWORD_TEXT = 40
    PUSH_BUTTON = 43
    RADIO_BUTTON = 44
    SCROLL_BAR = 48
    SLIDER = 51
    SPIN_BUTTON = 52
    TABLE = 55
    TABLE_CELL = 56
    COLUMN_HEADER = 57
    TEXT = 61
    TOGGLE_BUTTON = 62
    TREE = 65
    TREE_TABLE = 66
    ENTRY = 79
    LINK = 88
    BUTTON_MENU = 129


class State(IntEnum):
    """Of the same: the number of the bit."""

    CHECKED = 4
    COLLAPSED = 5
    EDITABLE = 7
    ENABLED = 8
    EXPANDABLE = 9
    EXPANDED = 10
    FOCUSABLE = 11
    FOCUSED = 12
    SELECTABLE = 22
    SELECTED = 23
    SENSITIVE = 24
    SHOWING = 25
    CHECKABLE = 41
    READ_ONLY = 43


CONTROLS = frozenset(Role) - {
    Role.DIALOG,
    Role.FRAME,
    Role.LABEL,
    Role.LIST_ITEM,
    Role.SCROLL_BAR,
    Role.TABLE_CELL,
    Role.COLUMN_HEADER,
}
CHECKED_ONES = (Role.CHECK_BOX, Role.RADIO_BUTTON)
TYPED_IN = (Role.TEXT, Role.ENTRY, Role.PASSWORD_TEXT)
GRIDS = (Role.TABLE, Role.TREE_TABLE)

Place = tuple[str, str]
"""The service and the path of an object."""


@dataclass
class Node:
    """One thing on the screen."""

    place: Place
    role: int
    name: str
    description: str
    states: frozenset[int]
    children: list["Node"] = field(default_factory=list)
    above: "Node | None" = None

    def __str__(self) -> str:
        way: list[str] = []
        node = self.above
        while node is not None and len(way) < 4:
            way += [f"{node.kind} “{node.name[:30]}”"] if node.name else []
            node = node.above
        return f"{self.kind} “{self.name}” in {' in '.join(way)}"

    @property
    def kind(self) -> str:
        known = {each.value: each.name.lower().replace("_", " ") for each in Role}
        return known.get(self.role, f"role {self.role}")

    def all(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.all()

    def has(self, state: State) -> bool:
        return state in self.states

    @property
    def is_control(self) -> bool:
        """Where the keys come to, or what is pressed."""
        return self.role in CONTROLS or (self.has(State.FOCUSABLE) and self.role != Role.TABLE_CELL)


def property_of(place: Place, name: str, interface: str = ACCESSIBLE) -> Ask:
    return Ask(*place, PROPERTIES, "Get", "ss", (interface, name))


class Reader:
    """Reads windows of one program, level by level: a question about each thing of a level is on its way at once."""

    def __init__(self, bus: Bus, service: str) -> None:
        self._bus = bus
        self.service = service

    def in_front(self) -> Node:
        """The window that came last, as far as it is shown."""
        root = (self.service, "/org/a11y/atspi/accessible/root")
        [windows] = self._bus.ask(Ask(*root, ACCESSIBLE, "GetChildren"))
        top = [each for each in self._nodes(windows) if each.has(State.SHOWING)][-1]
        level = [top]
        while level:
            level = self._go_down(level)
        return top

    def _go_down(self, level: list[Node]) -> list[Node]:
        level = [node for node in level if node.role not in GRIDS]  # the cells of a table are asked of it
        counts = self._answers([property_of(node.place, "ChildCount") for node in level])
        some = [
            (node, at)
            for node, count in zip(level, counts, strict=True)
            for at in range(min(count[0][1] if isinstance(count[0], tuple) else count[0], MOST_CHILDREN))
        ]
        found = self._answers(
            [Ask(*node.place, ACCESSIBLE, "GetChildAtIndex", "i", (at,)) for node, at in some]
        )
        below = self._nodes([each[0] for each in found])
        for (node, _at), child in zip(some, below, strict=True):
            if child.has(State.SHOWING):
                node.children.append(child)
                child.above = node
        return [child for child in below if child.above is not None]

    def _nodes(self, places: Sequence[Place]) -> list[Node]:
        asks = [
            ask
            for place in places
            for ask in (
                Ask(*place, ACCESSIBLE, "GetRole"),
                property_of(place, "Name"),
                property_of(place, "Description"),
                Ask(*place, ACCESSIBLE, "GetState"),
            )
        ]
        said = [each[0] for each in self._answers(asks)]
        return [
            Node(place, role, name, description, bits(states))
            for place, (role, name, description, states) in zip(places, batched(said, 4), strict=True)
        ]

    def _answers(self, asks: Sequence[Ask]) -> list[list]:
        found: list[list] = []
        for at in range(0, len(asks), AT_ONCE):
            part = asks[at : at + AT_ONCE]
            for ask, answer in zip(part, self._bus.ask_all(part), strict=True):
                assert answer is not None, f"{ask.path} does not say its {ask.given or ask.method}"
                found.append(answer)
        return found

    def headers(self, grid: Node) -> list[str]:
        """What stands above each column of a table, as it is read before a cell."""
        [[columns]] = self._answers([property_of(grid.place, "NColumns", TABLE)])
        asks = [Ask(*grid.place, TABLE, "GetColumnDescription", "i", (at,)) for at in range(columns)]
        return [each[0] for each in self._answers(asks)]

    def cell(self, grid: Node, row: int, column: int) -> Node:
        [[place]] = self._answers([Ask(*grid.place, TABLE, "GetAccessibleAt", "ii", (row, column))])
        return self._nodes([place])[0]

    def announced(self, seconds: float) -> Iterator[str]:
        """What is said without anybody having asked, as it comes."""
        for told in self._bus.signals(seconds):
            if told.said.get(3) == "Announcement":
                yield told.body[3]


def batched(values: Sequence[Any], size: int) -> list[Sequence[Any]]:
    return [values[at : at + size] for at in range(0, len(values), size)]


def bits(numbers: Sequence[int]) -> frozenset[int]:
    whole = numbers[0] | numbers[1] << 32
    return frozenset(at for at in range(64) if whole >> at & 1)
