"""`sdesk figures`: every figure with the records that it counted, so that anybody can check."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sdesk.practice.reporting.counted import every_figure
from sdesk.practice.workspaces import open_workspace
from tests.command_line.asking import Sdesk, as_json, one_line
from tests.practice.reporting.recount import Recount

SPRING = ("--from", "2026-04-01", "--to", "2026-06-30")
OF_ONE = ("--agreement", "AGR-0001")


@pytest.mark.parametrize(
    "about",
    [OF_ONE, *(pytest.param(each, marks=pytest.mark.torture) for each in ((), ("--agreement", "SUP-0001")))],
    ids=" ".join,
)
def test_what_is_printed_can_be_counted_again(sdesk: Sdesk, harbour: Path, about: tuple[str, ...]) -> None:
    figures = as_json(sdesk, "figures", harbour, *about, *SPRING)
    with open_workspace(harbour) as workspace:
        assert Recount(workspace, figures).check()


def test_every_record_counted_is_found_by_its_number(sdesk: Sdesk, harbour: Path) -> None:
    figures = as_json(sdesk, "figures", harbour, *OF_ONE, *SPRING)
    cases = {str(case) for each in every_figure(figures) for case in each.cases}
    assert cases == figures["records"].keys()
    known = {
        each["number"]
        for kind in ("INC", "CHG", "FB", "SUR")
        for each in as_json(sdesk, "list", harbour, kind)
    }
    assert set(figures["records"].values()) <= known


def test_who_reads_sees_every_figure_uncut_with_numbers(sdesk: Sdesk, harbour: Path) -> None:
    figures = as_json(sdesk, "figures", harbour, *OF_ONE, *SPRING)
    status, out, err = sdesk("figures", harbour, *OF_ONE, *SPRING)
    assert (status, err) == (0, "")
    assert out.startswith("Measured by AGR-0001 version 2, in effect on 2026-06-30.\n")
    blocks = dict(block.split(": ", 1) for block in out.split("\n\n")[1:])
    for each in every_figure(figures):
        said = blocks[" / ".join(each.place)].splitlines()
        if each.cases:
            assert said[-1].split() == [figures["records"][str(case)] for case in each.cases]
    assert len(blocks) == len(list(every_figure(figures)))
    assert "…" not in out


def test_a_number_that_is_a_figure_is_in_the_list_or_explained() -> None:
    """Nothing in the tables is a count without its cases but what is one of these."""
    stored = {"recorded": 2, "cases": {"recorded": []}}
    assert list(_bare_numbers({"incidents": stored, "x": {"many": 3}})) == ["x/many"]


@pytest.mark.parametrize("about", [(), OF_ONE], ids=["all", "one"])
def test_no_count_stands_without_its_records(sdesk: Sdesk, harbour: Path, about: tuple[str, ...]) -> None:
    figures = as_json(sdesk, "figures", harbour, *about, *SPRING)
    parts = {name: figures[name] for name in ("incidents", "changes", "feedback")}
    assert list(_bare_numbers(parts)) == []


def _bare_numbers(value: Any, place: str = "") -> Iterator[str]:
    """Whole numbers in the tables that have no cases beside them."""
    if isinstance(value, list):
        for each in value:
            yield from _bare_numbers(each, place)
    elif isinstance(value, dict) and "counts" not in value:
        for name, each in value.items():
            if isinstance(each, int) and not isinstance(each, bool) and name not in value.get("cases", {}):
                yield f"{place}/{name}".lstrip("/")
            elif name != "cases":
                yield from _bare_numbers(each, f"{place}/{name}")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-01-01", "2026-03-31", "version 1, in effect on 2026-03-31"),
        ("2026-04-01", "2026-06-30", "version 2, in effect on 2026-06-30"),
        ("2010-01-01", "2010-03-31", "version 1, which was not in effect on 2010-03-31"),
        ("2031-01-01", "2031-03-31", "version 2"),
    ],
)
def test_the_version_named_is_the_one_in_effect_on_the_last_day(
    sdesk: Sdesk, harbour: Path, first: str, last: str, said: str
) -> None:
    _status, out, _err = sdesk("figures", harbour, *OF_ONE, "--from", first, "--to", last)
    assert f"Measured by AGR-0001 {said}" in out.splitlines()[0]
    figures = as_json(sdesk, "figures", harbour, *OF_ONE, "--from", first, "--to", last)
    assert f"version {figures['agreement']['version']}" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--from", "2026-06-30", "--to", "2026-04-01"], "before it starts"),
        (["--agreement", "AGR-0099", *SPRING], "no record AGR-0099"),
        (["--agreement", "CI-0001", *SPRING], "CI-0001 is not an agreement"),
        (["--agreement", "AGR-0001"], "--from"),
        (["--from", "2026-04-01"], "--to"),
    ],
)
def test_what_cannot_be_counted_is_said(sdesk: Sdesk, harbour: Path, arguments: list[str], said: str) -> None:
    status, out, err = sdesk("figures", harbour, *arguments)
    assert (status, out, one_line(err)) == (2, "", True)
    assert said in err


def test_asking_changes_nothing(sdesk: Sdesk, harbour: Path) -> None:
    before = harbour.read_bytes()
    assert sdesk("figures", harbour, *SPRING)[0] == 0
    assert harbour.read_bytes() == before


def test_of_a_period_that_is_not_over_it_is_said_that_figures_are_so_far(sdesk: Sdesk, harbour: Path) -> None:
    said = "The period is not over: figures say what was so far."
    assert said in sdesk("figures", harbour, "--from", "2040-01-01", "--to", "2040-03-31")[1].splitlines()
    assert said not in sdesk("figures", harbour, *SPRING)[1]
