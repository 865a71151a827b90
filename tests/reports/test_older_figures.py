"""Reports that were approved before figures were kept without words print what they printed then."""

from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sdesk.models.governance import Priority
from sdesk.models.printout import Printout
from sdesk.models.relationship import Measure
from sdesk.practice.measures.figures import Figure, compare
from sdesk.practice.reporting import printing
from sdesk.reports.paper import document_of
from tests.reported_quarter import MARCH, Quarter

Json = Any

PRIORITIES = {each.value: each.label for each in Priority}


def as_before(figures: Json) -> Json:
    """The figures with the words that were stored with them."""
    older = deepcopy(figures)
    with_texts(older)
    for row in (each for each in (*older.get("targets", ()), *targets_of(older))):
        measure = Measure(row["measure"])
        row["label"] = row["detail"] if measure is Measure.OTHER else measure.label
        row["change"] = change(row["value"], row["previous"])
    for row in older["incidents"]["by_priority"]:
        row["priority"] = PRIORITIES.get(row["priority"], row["priority"])
    months = older["months"]
    months["labels"] = [f"{date.fromisoformat(each):%b %Y}" for each in months["labels"]]
    months["incidents"] = {PRIORITIES[key]: values for key, values in months["incidents"].items()}
    if "agreement" in older:
        older["agreement"]["hours"] = older["agreement"]["hours"] or "around the clock"
    if "goals" in older and older["goals"]["document"]:
        older["goals"]["document"] += f", version {older['goals'].pop('version')}"
    for each in older.get("practices", {}).get("documents", ()):
        number, version = each.pop("number"), each["version"]
        each["version"] = f"{number}, version {version}" if version else ""
    return older


def targets_of(figures: Json) -> list[Json]:
    return [row for agreement in figures.get("agreements", ()) for row in agreement["targets"]]


def with_texts(value: Json) -> None:
    """Every figure with its text beside it, wherever it stands."""
    if isinstance(value, dict):
        if {"value", "unit", "counts"} <= value.keys():
            unit = value["unit"]
            value["text"] = str(Figure(value["value"], unit).text) if unit else "in words"
        for each in value.values():
            with_texts(each)
    elif isinstance(value, list):
        for each in value:
            with_texts(each)


def change(now: Json, before: Json) -> str:
    if not now["unit"]:
        return ""
    return str(compare(Figure(now["value"], now["unit"]), Figure(before["value"], before["unit"])).text)


@pytest.fixture(params=["performance", "improvement"])
def printout(request: pytest.FixtureRequest, quarter: Quarter) -> Printout:
    workspace = quarter.provider.workspace
    if request.param == "improvement":
        return printing.improvement_preview(workspace, MARCH)
    return printing.performance_preview(workspace, quarter.agreement, MARCH)


def test_older_figures_print_the_same(printout: Printout) -> None:
    older = as_before(printout.figures)
    assert older != printout.figures
    assert document_of(replace(printout, figures=older)) == document_of(printout)
