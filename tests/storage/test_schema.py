"""Workspaces of every released format open, come to the schema of a new file, and keep all that was in them."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine

from sdesk.models import RECORDS, HistoryEntry
from sdesk.models.content import table_name
from sdesk.practice.safekeeping import verify
from sdesk.storage import Workspace
from sdesk.storage.file.engine import open_engine
from sdesk.storage.schema import SCHEMA_VERSION
from tests.fixtures.fill import fixture

OLD = [pytest.param(version, id=f"format {version}") for version in range(1, SCHEMA_VERSION + 1)]


def schema_of(engine: Engine) -> dict[str, str]:
    """Everything that makes up the schema, with the spaces in which two files may differ taken out."""
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {f"{row.type} {row.name}": " ".join(row.sql.split()) for row in found}


def rows_of(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        names = (
            connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        )
        return {
            name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() for name in names
        }


@pytest.fixture
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(fixture(request.param), tmp_path / "old.sdesk"))


@pytest.mark.parametrize("old", OLD, indirect=True)
class TestReleasedFormats:
    def test_it_comes_to_the_schema_of_a_new_file(self, old: Path, tmp_path: Path) -> None:
        with Workspace.open(old) as workspace, Workspace.create(tmp_path / "new.sdesk") as new:
            assert schema_of(workspace.engine) == schema_of(new.engine)

    def test_it_keeps_every_row_and_is_whole(self, old: Path) -> None:
        before = rows_of(engine := open_engine(old))
        engine.dispose()
        with Workspace.open(old) as workspace:
            after = rows_of(workspace.engine)
            assert {name: after.get(name) for name in before} == before
            assert verify(workspace) == []

    def test_it_holds_some_of_everything(self, old: Path) -> None:
        tables = rows_of(engine := open_engine(old))
        engine.dispose()
        known = [model for model in RECORDS if table_name(model.__name__) in tables]
        assert len(known) >= 34
        with Workspace.open(old) as workspace:
            assert [model.__name__ for model in known if not workspace.count(model)] == []
            assert workspace.count(HistoryEntry) > 50
