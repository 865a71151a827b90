"""What matters in the figures of a report, as values: what was missed and by which records, what got better or worse,
and what somebody has to decide.

Pure: read from the stored figures alone, so that whoever has these can check each. What is not known is never found to
be held, better or worse; where nothing is known, that is what is found.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sdesk.models.measures import Measure, Sense, Window
from sdesk.practice.measures.figures import Count, Figure, compare
from sdesk.practice.measures.periods import Period
from sdesk.practice.measures.targets import windows_of

Json = Any
Figures = Mapping[str, Json]


class Kind(StrEnum):
    """In the order in which a reader wants them."""

    NOTHING_KNOWN = "nothing known"
    NOTHING_REACHED = "nothing reached"
    RESULTS = "results"
    MISSED = "missed"
    WORSE = "worse"
    BETTER = "better"
    UNDECIDED = "undecided"
    NOT_JUDGED = "not judged"
    NO_DATA = "no data"
    MOSTLY_UNKNOWN = "mostly unknown"
    OUTAGES_UNKNOWN = "outages unknown"
    OVERDUE = "overdue"
    LATE = "late"
    REVIEW_OVERDUE = "review overdue"
    NO_TARGET = "no target agreed"


TO_DECIDE = tuple(Kind)[tuple(Kind).index(Kind.UNDECIDED) :]
"""What waits for somebody."""


@dataclass(frozen=True)
class About:
    """A row of a report: of which table it is, and with whom its target is agreed, and in which agreement of several."""

    of: str
    row: Json
    party: str = ""
    agreement: str = ""


@dataclass(frozen=True)
class Finding:
    """`about` are the rows that it speaks of, `records` the numbers or names of what is behind it, `number` how many.

    Of results, `number` is how many there are, `met` and `missed` how many of them so.
    """

    kind: Kind
    about: tuple[About, ...] = ()
    records: tuple[str, ...] = ()
    number: int = 0
    met: int = 0
    missed: int = 0
    of: str = ""


@dataclass(frozen=True)
class _Table:
    """Rows of one kind, and of which days before and now what they count can be known at all."""

    of: str
    rows: Sequence[Json]
    party: str = ""
    known: Mapping[str, Json] = field(default_factory=dict)
    agreement: str = ""


def findings(figures: Figures) -> tuple[Finding, ...]:
    """How it came out, what was missed, what moved, what to decide; of each kind in the order of the report."""
    tables = list(_tables(figures))
    rows = [
        (table, About(table.of, row, table.party, table.agreement)) for table in tables for row in table.rows
    ]
    found = [*_of_rows(rows), *_unknown_outages(figures), *_of_actions(figures), *_of_practices(figures)]
    if any(_is_known(about.row) for _table, about in rows):
        found += _results(tables)
        found += (_missed(about, figures) for _table, about in rows if word_of(about.row) == "not met")
        found += (each for table, about in rows for each in _moved(table, about, figures))
        found += _not_known(rows)
    else:
        kind = Kind.NOTHING_REACHED if _anything_counted(figures) else Kind.NOTHING_KNOWN
        found.append(Finding(kind))
    return tuple(sorted(found, key=lambda each: list(Kind).index(each.kind)))


def _tables(figures: Figures) -> Iterator[_Table]:
    known = figures.get("known", {})
    if "targets" in figures:
        yield _Table("targets", figures["targets"], "", known)
    for of in ("goals", "objectives", "quality"):
        yield _Table(of, figures.get(of, {}).get("rows", ()), "", known)
    for each in figures.get("agreements", ()):
        agreed = (each["party"], each.get("known", {}), each.get("number", ""))
        yield _Table(each["kind"], each["targets"], *agreed)


def _anything_counted(figures: Figures) -> bool:
    """Whether anything happened in the period, whatever was asked of it."""
    return any(number for of, number in figures.get("counted", {}).items() if of != "agreements")


def _is_known(row: Json) -> bool:
    return row["value"]["value"] is not None or row["word"] in ("met", "not met")


def word_of(row: Json) -> str:
    """How the row came out; without a number nothing is asked of the program, whatever it counted."""
    if row["target"] is None and row["word"] not in ("in words", "met", "not met"):
        return "no target agreed"
    return str(row["word"])


# ---------------------------------------------------------------- how it came out, what was missed


def _results(tables: Sequence[_Table]) -> Iterator[Finding]:
    """Of each kind of table how many are asked for, met and missed; what is neither, is open."""
    for of in dict.fromkeys(table.of for table in tables):
        words = [word_of(row) for table in tables if table.of == of for row in table.rows]
        asked = [word for word in words if word != "no target agreed"]
        if asked:
            met, missed = asked.count("met"), asked.count("not met")
            yield Finding(Kind.RESULTS, number=len(asked), met=met, missed=missed, of=of)


def all_results(found: Iterable[Finding]) -> Finding:
    """Of all kinds of table together."""
    counted = [each for each in found if each.kind is Kind.RESULTS]
    number, met, missed = (
        sum(getattr(each, name) for each in counted) for name in ("number", "met", "missed")
    )
    return Finding(Kind.RESULTS, number=number, met=met, missed=missed, of="all")


def _missed(about: About, figures: Figures) -> Finding:
    return Finding(Kind.MISSED, (about,), tuple(_records(about.row, figures)))


def _records(row: Json, figures: Figures) -> Iterable[str]:
    """The cases because of which it was missed, where the figures name them; of availability the outages counted."""
    if row.get("missed"):
        return dict.fromkeys(each["number"] for each in row["missed"] if each.get("number"))
    if row.get("measure") not in (Measure.AVAILABILITY, Measure.OUTAGE_MINUTES, Measure.OUTAGES):
        return ()
    counted = set(row["value"].get("cases", ()))
    return [each["number"] for each in figures.get("outages") or () if each.get("id") in counted]


# ---------------------------------------------------------------- better or worse


def _moved(table: _Table, about: About, figures: Figures) -> Iterator[Finding]:
    """By the side that is good for what is asked. Nothing that reads the same, and nothing that cannot be compared."""
    row = about.row
    now, before = stored_figure(row["value"]), stored_figure(row["previous"])
    if "sense" not in row or now.value is None or before.value is None or now.unit != before.unit:
        return
    if now.unknown or before.unknown or now.mostly_unknown or before.mostly_unknown:
        return
    if str(now.short) == str(before.short) or not _as_many_windows(row, figures):
        return
    if _adds_up(row) and not _as_long(table, row, figures):
        return
    direction = compare(now, before).direction
    if direction != "same":
        good = (direction == "up") == (row["sense"] == Sense.AT_LEAST)
        yield Finding(Kind.BETTER if good else Kind.WORSE, (about,))


def _adds_up(row: Json) -> bool:
    """Whether a longer time makes it more: a number of cases, or of minutes; in half a month too, where each is held."""
    return row["value"]["unit"] in ("count", "complaints") or row["measure"] == Measure.OUTAGE_MINUTES


def _as_many_windows(row: Json, figures: Figures) -> bool:
    """Whether the worst month or quarter is one of as many as before: of more, the worst is worse; of none, it is none."""
    window = Window(row.get("window", Window.PERIOD))
    if window is Window.PERIOD:
        return True
    first, last = (date.fromisoformat(figures["previous_period"][end]) for end in ("first", "last"))
    windows = row.get("windows", ())
    return bool(windows) and len(windows) == len(windows_of(window, Period(first, last, "UTC")))


def _as_long(table: _Table, row: Json, figures: Figures) -> bool:
    """Whether both periods are over and known from their first day to their last."""
    whole = {name: [figures[key]["first"], figures[key]["last"]] for name, key in _PERIODS.items()}
    return bool(figures["over"]) and not row.get("days") and dict(table.known) == whole


_PERIODS = {"period": "period", "previous": "previous_period"}


# ---------------------------------------------------------------- what somebody has to decide


_WAITING = {"undecided": Kind.UNDECIDED, "no data": Kind.NO_DATA}


def _of_rows(rows: Sequence[tuple[_Table, About]]) -> Iterator[Finding]:
    """What a person has to judge, and on what nobody has agreed: of the same measure and agreement together."""
    for _table, about in rows:
        if word_of(about.row) == "in words":
            yield Finding(Kind.NOT_JUDGED, (about,))
    without: dict[tuple[str, str], list[About]] = {}
    for _table, about in rows:
        if word_of(about.row) == "no target agreed":
            without.setdefault((about.party, str(about.row["measure"])), []).append(about)
    yield from (Finding(Kind.NO_TARGET, tuple(alike)) for alike in without.values())


def _not_known(rows: Sequence[tuple[_Table, About]]) -> Iterator[Finding]:
    for _table, about in rows:
        kind = _WAITING.get(word_of(about.row))
        if kind:
            yield Finding(kind, (about,))
        elif _is_known(about.row) and stored_figure(about.row["value"]).mostly_unknown:
            yield Finding(Kind.MOSTLY_UNKNOWN, (about,))


def _unknown_outages(figures: Figures) -> Iterator[Finding]:
    if figures.get("outages_unknown"):
        yield Finding(Kind.OUTAGES_UNKNOWN, number=figures["outages_unknown"])


def _of_actions(figures: Figures) -> Iterator[Finding]:
    """Those of the previous report, of reports before it, and all others that the report tells."""
    told = (figures.get("actions", {}), figures.get("previous", {}))
    items = [each for table in told for name in ("items", "older") for each in table.get(name, ())]
    overdue = dict.fromkeys(each["number"] for each in items if each["overdue"])
    if overdue:
        yield Finding(Kind.OVERDUE, records=tuple(overdue), number=len(overdue))


def _of_practices(figures: Figures) -> Iterator[Finding]:
    practices = figures.get("practices", {})
    late = [f"{each['task']}" for each in practices.get("tasks", ()) if each["state"] == "late"]
    overdue = [each["number"] for each in practices.get("documents", ()) if each["word"] == "review overdue"]
    for kind, found in ((Kind.LATE, late), (Kind.REVIEW_OVERDUE, overdue)):
        if found:
            yield Finding(kind, records=tuple(found), number=len(found))


def stored_figure(stored: Json) -> Figure:
    """As stored; older reports say nothing of what is not known."""
    counts = tuple(Count(of, number) for of, number in stored["counts"])
    of_cases = {name: stored.get(name, 0) for name in ("known", "undecided", "unknown")}
    return Figure(stored["value"], stored["unit"], counts, **of_cases)


__all__ = ["TO_DECIDE", "About", "Finding", "Kind", "all_results", "findings", "stored_figure"]
