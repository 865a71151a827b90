"""What is kept of merging is derived: whoever edits it, takes of it or adds to it is found by verify."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from sdesk.models import BusinessGoals, ServiceScope
from sdesk.models.governance import Goal
from sdesk.practice.lifecycle.records import reload
from sdesk.storage import Workspace
from sdesk.storage.verify.damages import verify
from tests.storage.merging.team import exchanged, team
from tests.tampering import Edit, TakesNoEdit, Tampering


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file in which fields, rows, texts and an approval met."""
    folder = tmp_path_factory.mktemp("merged")
    with team(folder, "office", "site") as two:
        office, site = two
        goals = office.create(BusinessGoals, goals=(Goal(statement="one"), Goal(statement="two")))
        scope = office.complete(ServiceScope, "approved")
        exchanged(two)
        for each in two:
            live = reload(each.workspace, goals)
            rows = tuple(one.model_copy(update={"statement": each.name}) for one in live.goals)
            each.save(live, reference=each.name, notes=f"{each.name}\nand more", goals=rows)
        office.take(reload(office.workspace, scope), "approve")
        site.save(reload(site.workspace, scope), technology="Another")
        exchanged(two)
        path = office.workspace.path
    return path


def damages(path: Path) -> list[str]:
    with Workspace.open(path, installation=path.parent / "no notes") as workspace:
        return [str(each) for each in verify(workspace)]


def edits(path: Path) -> list[Edit]:
    tampering = Tampering(path)
    try:
        return [each for each in tampering.edits() if each.table in ("counted", "lost", "met")]
    finally:
        tampering.close()


def test_it_is_whole_and_has_what_is_edited(merged: Path) -> None:
    assert damages(merged) == []
    assert {each.table for each in edits(merged)} == {"counted", "lost", "met"}


def test_every_edit_is_found(merged: Path, tmp_path: Path) -> None:
    chance, missed, tried = Random(1), list[str](), 0
    for edit in edits(merged):
        copy = Path(shutil.copy(merged, tmp_path / "edited.sdesk"))
        tampering = Tampering(copy)
        try:
            done = tampering.make(edit, chance)
        except TakesNoEdit:
            continue
        finally:
            tampering.close()
        tried += 1
        try:
            found: Sequence[str] = damages(copy)
        except Exception as fault:  # refused at the border
            found = [str(fault)]
        if not found:
            missed.append(f"{edit}: {done}")
    assert missed == []
    assert tried >= 12


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO lost SELECT id FROM approval LIMIT 1",
        "INSERT INTO counted SELECT operation, place, '{}' FROM change LIMIT 1",
        "INSERT INTO met SELECT record, 'field', 'notes', '', operation, operation FROM change LIMIT 1",
    ],
)
def test_nothing_met_where_one_laptop_writes(tmp_path: Path, statement: str) -> None:
    with team(tmp_path, "office") as (office,):
        path = office.workspace.path
    connection = sqlcipher.connect(str(path))
    for name in ("counted", "lost", "met"):
        assert connection.execute(f"SELECT count(*) FROM {name}").fetchone() == (0,)
    connection.execute(statement)
    connection.commit()
    connection.close()
    assert any("come to" in each or "history" in each for each in damages(path))
