"""Which figures of two reports on the same days differ: what was frozen beside what the records give now."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

Json = Any

_NAMED = ("measure", "detail", "statement", "name", "service", "priority", "days")
_COUNTS = {
    "incidents": ("recorded", "restored", "closed", "open", "outside"),
    "changes": ("asked_for", "deployed", "rolled back", "rejected", "withdrawn", "open"),
    "feedback": ("complaints_closed", "complaints_open", "compliment", "complaint", "comment", "dispute"),
    "escalations": ("escalated", "solved", "restored by others", "open"),
}
_FIGURES = {
    "changes": ("success",),
    "feedback": ("complaints", "satisfaction"),
    "escalations": ("mean", "median"),
}
_TIMES = ("mean_elapsed", "median_elapsed", "mean_service", "median_service")


def differing_figures(before: Mapping[str, Json], after: Mapping[str, Json]) -> list[Json]:
    """Each with what it is of, and both values; what one of the two does not have is not compared."""
    were, are = dict(_all(before)), dict(_all(after))
    return [
        {**{name: _listed(part) for name, part in key}, "before": were[key], "after": value}
        for key, value in are.items()
        if key in were and _what_counts(were[key]) != _what_counts(value)
    ]


Key = tuple[tuple[str, Json], ...]


def _all(figures: Mapping[str, Json]) -> Iterator[tuple[Key, Json]]:
    """Every figure by what it is of: a row of what was asked, a number of a table."""
    for row in _rows(figures):
        named = {name: row[name] for name in _NAMED if row.get(name)}
        if row["value"]["unit"]:
            yield _key("row", row.get("row", ""), named), {"value": row["value"], "word": row["word"]}
    for table, names in _COUNTS.items():
        found = figures.get(table) or {}
        yield from ((_key(table, name), found[name]) for name in names if name in found)
    for table, names in _FIGURES.items():
        found = figures.get(table) or {}
        yield from ((_key(table, name), {"value": found[name]}) for name in names if name in found)
    times = (figures.get("incidents") or {}).get("time") or {}
    yield from ((_key("time", name), {"value": times[name]}) for name in _TIMES if name in times)
    for kind, number in ((figures.get("feedback") or {}).get("kinds") or {}).items():
        if kind != "cases":
            yield _key("kinds", kind), number
    for row in (figures.get("incidents") or {}).get("by_priority") or ():
        for name in ("recorded", "restored", "open"):
            yield _key("by_priority", name, {"priority": row["priority"]}), row[name]
    if "outages" in figures:
        yield _key("outages", "outages"), len(figures["outages"])


def _rows(figures: Mapping[str, Json]) -> Iterator[Json]:
    yield from figures.get("targets") or ()
    for agreement in figures.get("agreements") or ():
        yield from agreement["targets"]
    for name in ("goals", "objectives", "quality"):
        yield from (figures.get(name) or {}).get("rows") or ()


def _key(of: str, name: str, told: Mapping[str, Json] = MappingProxyType({})) -> Key:
    plain = ((key, tuple(value) if isinstance(value, list) else value) for key, value in told.items())
    return (("of", of), ("name", name), *((f"told_{key}", value) for key, value in plain))


def _listed(part: Json) -> Json:
    return list(part) if isinstance(part, tuple) else part


def _what_counts(value: Json) -> Json:
    """Without the ids of the cases and the notes beside: the number, of how many it is not known, and whether that meets it."""
    if not isinstance(value, Mapping):
        return value
    figure = value["value"]
    return value.get("word"), figure["value"], figure.get("unknown", 0), figure.get("undecided", 0)


__all__ = ["differing_figures"]
