"""What a report says in figures, line by line, for a narrow place: worded as on paper, by the same functions."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sdesk.reports.blocks import Block, KeepTogether, Table
from sdesk.reports.period.figure_blocks import (
    Figures,
    Json,
    days_held,
    is_in_words,
    mark_and_word,
    measure_of,
    no_data,
    reached_text,
    result_of,
    target_text,
    value_text,
)
from sdesk.reports.period.figure_tables import change_table, feedback_blocks, incident_blocks
from sdesk.reports.period.missed_blocks import case_in_short
from sdesk.reports.period.supplier import escalation_table, is_on_supplier, said_blocks
from sdesk.reports.words import NOTHING, duration, number
from sdesk.translation import gettext as _
from sdesk.translation import ngettext


@dataclass(frozen=True, slots=True)
class Case:
    """A record by which something was missed; `record` is its id, "" where an older report did not keep it."""

    record: str
    number: str
    title: str
    by: str


@dataclass(frozen=True, slots=True)
class Line:
    """What is asked or counted, what is said of it, and at the end of the line the result or the number."""

    title: str
    said: str
    result: str
    cases: tuple[Case, ...] = ()
    word: str = ""
    """The result as it is stored, where something was asked; "" of what was counted alone."""

    @property
    def asked(self) -> bool:
        """Whether something was asked of it: then its result is a mark and a word."""
        return self.word in _WORST_FIRST


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    lines: tuple[Line, ...]


def figure_groups(figures: Figures) -> tuple[Group, ...]:
    """The figures of either report: first what was asked, then what was counted. Older reports have less of it."""
    found = (*_asked(figures), _outages(figures), *_counted(figures))
    return tuple(group for group in found if group.lines)


def standing(groups: Iterable[Group]) -> str:
    """How much of what was asked is met and how much is not, the worst first: "▲ 2 not met · ● 5 met"."""
    results = Counter(line.word for group in groups for line in group.lines)
    found = ((word, tell(results[word])) for word, tell in _WORST_FIRST.items() if results[word])
    return " · ".join(f"{mark_and_word(word)[0]} {said}" for word, said in found)


def _so_many(tell: Callable[[int], str]) -> Callable[[int], str]:
    return lambda n: tell(n).format(n=number(n))


_WORST_FIRST: Mapping[str, Callable[[int], str]] = {
    "not met": _so_many(lambda n: ngettext("{n} not met", "{n} not met", n)),
    "undecided": _so_many(lambda n: ngettext("{n} undecided", "{n} undecided", n)),
    "so far": _so_many(lambda n: ngettext("{n} not over yet", "{n} not over yet", n)),
    "no data": _so_many(lambda n: ngettext("{n} without data", "{n} without data", n)),
    "in words": _so_many(lambda n: ngettext("{n} not judged", "{n} not judged", n)),
    "met": _so_many(lambda n: ngettext("{n} met", "{n} met", n)),
}
"""Each result, by the word that is stored, and how many came to it."""


# ---------------------------------------------------------------- what was asked


def _asked(figures: Figures) -> Iterator[Group]:
    zone = figures["issuer"]["time_zone"]
    yield Group(_("Targets"), _lines(figures.get("targets", ()), zone))
    for name, title in (
        ("goals", _("Goals")),
        ("objectives", _("Objectives")),
        ("quality", _("Quality of the services")),
    ):
        yield Group(title, _lines(figures.get(name, {}).get("rows", ()), zone))
    for agreement in figures.get("agreements", ()):
        yield Group(f"{agreement['party']} · {agreement['number']}", _lines(agreement["targets"], zone))


def _lines(rows: Sequence[Json], zone: str) -> tuple[Line, ...]:
    tells_before = any(row["previous"]["value"] is not None for row in rows)
    return tuple(_line(row, tells_before, zone) for row in rows)


def _line(row: Json, tells_before: bool, zone: str) -> Line:
    computed = not is_in_words(row["value"])
    said = [measure_of(row)] if row.get("statement") and row["measure"] else []
    if row["target"] is not None or computed:
        said.append(target_text(row))
    if computed or row.get("judged"):
        said.append(_("reached {value}").format(value=_in_line(reached_text(row))))
    if computed and tells_before:
        said.append(_("before: {value}").format(value=value_text(row["previous"])))
    cases = tuple(
        Case(each.get("id", ""), each["number"], each.get("summary", ""), case_in_short(row, each, zone))
        for each in row.get("missed", ())
    )
    return Line(_title(row), " · ".join(said), result_of(row), cases, row["word"])


def _title(row: Json) -> str:
    """Its own words, or its measure; with what it is held for."""
    called = row.get("statement") or row.get("name") or measure_of(row)
    return _(", ").join(part for part in (called, row.get("service", ""), days_held(row)) if part)


def _in_line(text: str) -> str:
    return _(", ").join(text.split("\n"))


# ---------------------------------------------------------------- what was counted


def _outages(figures: Figures) -> Group:
    lines = []
    for each in figures.get("outages", ()):
        case = Case(each.get("id", ""), each["number"], each["summary"], "")
        lasted = duration(each["minutes"], longest="h")
        lines.append(Line(each["service"] or _("no service named"), "", lasted, (case,)))
    return Group(_("Outages of the period"), tuple(lines))


def _counted(figures: Figures) -> Iterator[Group]:
    """The tables of the paper as they are, without what is nowhere."""
    tables: dict[str, Block]
    if is_on_supplier(figures):
        tables = {
            _("Escalations to the supplier"): escalation_table(figures),
            _("Changes made by the supplier"): change_table(figures),
            _("What was said of the supplier"): said_blocks(figures["feedback"])[0],
        }
    else:
        tables = {
            _("Incidents by priority"): incident_blocks(figures)[0],
            _("Changes"): change_table(figures),
            _("Feedback"): feedback_blocks(figures)[0],
        }
    for title, block in tables.items():
        yield Group(title, tuple(line for table in _tables((block,)) for line in _of_table(table)))


def _tables(blocks: Iterable[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, KeepTogether):
            yield from _tables(block.blocks)


def _of_table(table: Table) -> Iterator[Line]:
    for row in table.all_rows():
        title, now, *rest = row.cells
        if any(cell not in ("0", "", NOTHING, no_data()) for cell in (now, *rest)):
            heads = (column.title for column in table.columns[2:])
            told = (f"{head}: {cell}" for head, cell in zip(heads, rest, strict=True) if cell)
            yield Line(title, " · ".join(told), now)
