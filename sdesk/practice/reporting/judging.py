"""What the program cannot count is judged by a person: the rows of a report that ask for it, and what was said of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sdesk.models import ServiceReport
from sdesk.models.measures import Judgement
from sdesk.practice.lifecycle.lists import entries
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.measures.figures import amount
from sdesk.translation import term, word

Json = Any


def with_judgements(workspace: Workspace, figures: dict[str, Json], report: ServiceReport) -> dict[str, Json]:
    """The figures with what a person judged, by whom and on what grounds. Nothing that the program counts is judged over."""
    said = {str(each.target): each for each in report.judgements if each.target and each.met is not None}
    names = entries(workspace, [each.judged_by for each in said.values() if each.judged_by])
    for row in _rows_in_words(figures):
        judgement = said.get(row["row"])
        if judgement is None or not judgement.grounds.strip() or judgement.judged_by not in names:
            continue
        row["word"] = "met" if judgement.met else "not met"
        row["met"] = judgement.met
        row["judged"] = {
            "reached": judgement.reached.strip(),
            "by": names[judgement.judged_by].title,
            "grounds": judgement.grounds.strip(),
        }
    return figures


def to_judge(figures: Mapping[str, Json], known: Sequence[Judgement] = ()) -> tuple[Judgement, ...]:
    """A line for each row that a person has to judge, those that are there first."""
    there = {each.target for each in known}
    asked = {UUID(row["row"]): row for row in _rows_in_words(figures)}
    return (
        *known,
        *(Judgement(target=key, what=_what(row)) for key, row in asked.items() if key not in there),
    )


def _rows_in_words(figures: Mapping[str, Json]) -> Iterator[dict[str, Json]]:
    """The rows of goals, objectives, quality measures and targets that nothing counts."""
    tables = [figures.get(name, {}).get("rows", ()) for name in ("goals", "objectives", "quality")]
    targets = [figures.get("targets", ()), *(each["targets"] for each in figures.get("agreements", ()))]
    for rows in (*tables, *targets):
        yield from (row for row in rows if row["word"] == "in words" and "row" in row)


def _what(row: Mapping[str, Json]) -> str:
    """Whatever the row calls itself, with its number: it becomes data from here on."""
    statement = str(row.get("statement", "")).rstrip(".")
    called = statement or row.get("name") or row.get("detail") or word(term(row["measure"]))
    asked = row["measure"] if statement else ""
    wanted = word(amount(row["target"], row["unit"])) if row["target"] is not None else ""
    days = " – ".join(row.get("days", ()))
    return ", ".join(part for part in (called, asked, wanted, row.get("service", ""), days) if part)


__all__ = ["to_judge", "with_judgements"]
