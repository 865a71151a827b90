"""What people and programs are shown of the sample stays as it is, unless somebody means to change it."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time
from difflib import unified_diff
from functools import partial
from pathlib import Path

import pytest

from sdesk.models import RECORDS
from sdesk.practice.workspaces import Workspace, open_workspace
from tests.conftest import SAMPLE_TODAY
from tests.references import texts

KEPT = Path(__file__).parent / "kept"
WRITE = os.environ.get("SDESK_REFERENCES") == "write"
MOST_LINES = 200
"""Of a difference; more of them nobody reads."""

MORNING = datetime.combine(SAMPLE_TODAY, time(8, 30), UTC)
Make = Callable[[Path, Workspace], texts.Texts]

GROUPS: dict[str, Make] = {
    "*": texts.answers,
    "lists": texts.lists,
    "shown": texts.shown,
    "reports": texts.reports,
    "prints": texts.prints,
    "overviews": texts.overviews,
    "pages": texts.pages,
}
"""The folder of the references, "*" for those in none, and what makes them."""


@pytest.fixture
def harbour(
    sample_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Path, Workspace]]:
    """Two copies of the sample on the morning of its last day: for the command line, and open."""
    at_that_time = partial(open_workspace, clock=lambda: MORNING)
    monkeypatch.setattr("sdesk.command_line.workspaces.open_workspace", at_that_time)
    asked, read = (Path(shutil.copy(sample_path, tmp_path / name)) for name in ("asked.sdesk", "read.sdesk"))
    with at_that_time(read) as workspace:
        yield asked, workspace


@pytest.mark.parametrize("group", GROUPS)
def test_the_sample_is_shown_as_ever(harbour: tuple[Path, Workspace], group: str) -> None:
    made = dict(GROUPS[group](*harbour))
    if WRITE:
        _write(group, made)
    kept = _kept(group)
    differences = [
        line for name in sorted(made.keys() | kept.keys()) for line in _difference(name, kept, made)
    ]
    if differences:
        more = len(differences) - MOST_LINES
        shown = "\n".join(differences[:MOST_LINES]) + (f"\n… and {more} lines more" if more > 0 else "")
        pytest.fail(f"{shown}\n\nIf that is meant, see tests/references/README.md.", pytrace=False)


def test_there_is_one_of_each_kind() -> None:
    prefixes = {number.split("-")[0] for number in texts.ONE_OF_EACH}
    assert prefixes | set(texts.NONE_IN_THE_SAMPLE) == {model.prefix for model in RECORDS}


def _kept(group: str) -> dict[str, str]:
    pattern = "*.*" if group == "*" else f"{group}/*.*"
    return {path.relative_to(KEPT).as_posix(): path.read_text("utf-8") for path in KEPT.glob(pattern)}


def _write(group: str, made: dict[str, str]) -> None:
    for name in _kept(group):
        (KEPT / name).unlink()
    for name, text in made.items():
        (KEPT / name).parent.mkdir(parents=True, exist_ok=True)
        (KEPT / name).write_text(text, "utf-8", newline="\n")


def _difference(name: str, kept: dict[str, str], made: dict[str, str]) -> Iterator[str]:
    if kept.get(name) == made.get(name):
        return iter(())
    return unified_diff(
        kept.get(name, "").split("\n"),
        made.get(name, "").split("\n"),
        f"kept/{name}",
        f"made/{name}",
        lineterm="",
        n=2,
    )
