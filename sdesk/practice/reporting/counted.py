"""The figures of a report one by one, each with the records that it counted, and what those are called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.told_copies import names_of

Json = Any
_ROW_IS_ABOUT = ("number", "measure", "detail", "service", "priority")


@dataclass(frozen=True)
class Counted:
    """One figure, or one number (how many there are), by the place where it stands in the figures of a report."""

    place: tuple[str, ...]
    value: Json
    cases: tuple[UUID, ...]


def every_figure(figures: Mapping[str, Json]) -> Iterator[Counted]:
    """As stored by `figure_json` and `numbers_json`, wherever they stand; what is stored without its cases has none."""
    return _below(figures, ())


def _below(value: Json, place: tuple[str, ...]) -> Iterator[Counted]:
    if isinstance(value, list):
        for row in value:
            yield from _below(row, (*place, *_about(row)))
    elif isinstance(value, Mapping) and "counts" in value:
        yield Counted(place, value, _ids(value.get("cases", ())))
    elif isinstance(value, Mapping):
        for name, those in value.get("cases", {}).items():
            yield Counted((*place, name), value[name], _ids(those))
        for name, each in value.items():
            yield from _below(each, (*place, name))


def _about(row: Json) -> tuple[str, ...]:
    if not isinstance(row, Mapping):
        return ()
    named = (*(row.get(name) for name in _ROW_IS_ABOUT), "/".join(row.get("days", ())))
    return tuple(str(each) for each in named if each)


def _ids(those: Json) -> tuple[UUID, ...]:
    return tuple(UUID(each) for each in those)


def records_counted(workspace: Workspace, figures: Mapping[str, Json]) -> dict[UUID, str]:
    """The number of every record that a figure counted; of what has no number, its title; of a copy, its name."""
    wanted = dict.fromkeys(each for counted in every_figure(figures) for each in counted.cases)
    found = {key: entry.number or entry.title for key, entry in entries(workspace, wanted).items()}
    return {**found, **names_of(workspace, wanted.keys() - found.keys())}


__all__ = ["Counted", "every_figure", "records_counted"]
