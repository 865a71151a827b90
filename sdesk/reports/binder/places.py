"""The names of what can be led to in a binder, and prints of records as parts of it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from uuid import UUID

from sdesk.reports.blocks import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    KeepTogether,
    KeyFigures,
    Row,
    Table,
)
from sdesk.reports.front import document_facts

DEEPEST = 3


def print_of(record: UUID) -> str:
    return f"print {record.hex}"


def line_of(record: UUID) -> str:
    """In a register."""
    return f"line {record.hex}"


def register_of(kind: str) -> str:
    return f"register of {kind}"


def requirement_place(requirement: str) -> str:
    return f"requirement {requirement}"


def item_of(record: UUID) -> str:
    """The record as data, among the items."""
    return f"item {record.hex}"


def to_record(record: UUID) -> tuple[str, ...]:
    """To its print, or else to its line."""
    return print_of(record), line_of(record)


def as_part(document: Document, record: UUID, title: str, level: int = 2) -> Iterator[Block]:
    """A print of its own as a part of the binder: below a heading, its names told apart from those of the others."""
    yield Heading(title, level, print_of(record))
    yield Facts(document_facts(document))
    yield from below(document.blocks, level, f"{record.hex} ")


def below(blocks: Iterable[Block], level: int, prefix: str) -> Iterator[Block]:
    """Blocks of another print below a heading of this level; their names begin with the prefix."""

    def named(name: str) -> str:
        return prefix + name if name else ""

    def led(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(named, names))

    for block in blocks:
        match block:
            case Heading():
                yield replace(block, level=min(block.level + level, DEEPEST), name=named(block.name))
            case Table():
                rows = (row if isinstance(row, Row) else Row(row) for row in block.rows)
                yield replace(
                    block,
                    rows=tuple(
                        replace(row, name=named(row.name), leads_to=led(row.leads_to)) for row in rows
                    ),
                    name=named(block.name),
                    leads_to=led(block.leads_to),
                )
            case Bullets():
                yield replace(block, leads_to=tuple(map(led, block.leads_to)))
            case KeyFigures():
                figures = (replace(each, leads_to=led(each.leads_to)) for each in block.figures)
                yield KeyFigures(tuple(figures))
            case KeepTogether():
                yield KeepTogether(tuple(below(block.blocks, level, prefix)))
            case _:
                yield block
