"""How long operations take that come, against writing the same rows and nothing else: by the time of the processor, as others use it too."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from sdesk.models import ServiceIncident
from sdesk.storage import Workspace
from sdesk.storage.merging.came import Came
from sdesk.storage.merging.taking_in import take_in
from tests.storage.merging.team import Laptop, team

INTO = {"search": "search (number, title, body)"}


def rows_of(laptop: Laptop, replica: str) -> dict[str, Sequence[Any]]:
    """What stands in the file of what the replica wrote: incidents alone."""
    queries = {
        "replica": f"SELECT * FROM replica WHERE id = '{replica}'",
        "operation": f"SELECT * FROM operation WHERE replica = '{replica}'",
        "change": f"SELECT c.* FROM change c JOIN operation o ON o.id = c.operation WHERE o.replica = '{replica}'",
        "serviceincident": "SELECT * FROM serviceincident",
        "directory": "SELECT NULL, id, model, number, version, title, state, deleted, part_of FROM directory "
        "WHERE model = 'ServiceIncident'",
        "search": "SELECT number, title, body FROM search WHERE rowid IN "
        "(SELECT place FROM directory WHERE model = 'ServiceIncident')",
    }
    with laptop.workspace.reading() as session:
        connection = session.connection()
        return {
            name: [tuple(row) for row in connection.exec_driver_sql(query)] for name, query in queries.items()
        }


def written_bare(path: Path, rows: Mapping[str, Sequence[Any]]) -> float:
    connection = sqlcipher.connect(str(path), isolation_level=None)
    for setting in (
        "synchronous = EXTRA",
        "journal_mode = DELETE",
        "foreign_keys = ON",
        "cache_size = -400000",
    ):
        connection.execute(f"PRAGMA {setting}").fetchall()
    begun = process_time()
    connection.execute("BEGIN IMMEDIATE")
    for name, lines in rows.items():
        connection.executemany(
            f"INSERT INTO {INTO.get(name, name)} VALUES ({', '.join('?' * len(lines[0]))})", lines
        )
    connection.execute("COMMIT")
    took = process_time() - begun
    connection.close()
    return took


@pytest.mark.torture
def test_ten_thousand_operations(tmp_path: Path) -> None:
    with team(tmp_path, "office", "site") as (_office, site):
        with site.workspace.at_once():
            made = [site.create(ServiceIncident, summary=f"Number {n} of many") for n in range(2_000)]
            for time in range(4):
                for each in made:
                    site.save(each, notes=f"Said {time} in words", reference=f"{time}")
        signer = site.workspace.signer()
        assert signer
        own = [each for each in site.written() if each.replica == signer[0]]
        lines = [(each.as_text(site.workspace.id), each.hash, each.operation["signature"]) for each in own]
        rows = rows_of(site, signer[0].hex)
        assert len(lines) == 10_000
        times: list[tuple[float, float]] = []
        for n in range(6):
            copies = [
                Path(shutil.copy(tmp_path / "first.sdesk", tmp_path / f"{kind} {n}.sdesk"))
                for kind in ("in", "bare")
            ]
            with Workspace.open(copies[0], installation=tmp_path / f"notes {n}") as workspace:
                begun = process_time()
                assert len(take_in(workspace, [Came.read(*line) for line in lines]).operations) == 10_000
                times.append((process_time() - begun, written_bare(copies[1], rows)))
    took, bare = (min(each) for each in zip(*times, strict=True))
    print(
        f"10,000 operations: taken in in {took:.2f} s, the bare rows in {bare:.2f} s: {took / bare:.1f} times"
    )
    assert took < 6 * bare
