"""A table of 1,000 incidents brought in, against its lines read and written by raw SQL: row, directory, search, what changed."""

import csv
import itertools
import json
import os
import shutil
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from benchmarks.measuring import Ratio, compare, seconds
from sdesk.models import Customer, ServiceCatalogue
from sdesk.practice.exchange.importing import import_table, load_map, read_table
from sdesk.practice.workspaces import open_workspace, people, work_as

LINES = 1000
TURNS = 3
_MAP = """
work_product = "WP.18"
key = "reference"
[fields]
reference = "number"
summary = "summary"
details = "details"
customer = "customer"
service = "service"
"reporter.name" = "caller"
"reporter.email" = "mail"
started_at = "opened"
"""


def ratios(sample: Path, folder: Path) -> list[Ratio]:
    table, how, numbers = folder / "log.csv", folder / "log.toml", itertools.count()
    how.write_text(_MAP)
    _make_table(sample, table)

    def ours() -> float:
        with open_workspace(Path(shutil.copy(sample, folder / f"import-{next(numbers)}.sdesk"))) as workspace:
            work_as(workspace, people(workspace)[0])
            columns = load_map(how, workspace.packs)

            def bring_in() -> None:
                outcome = import_table(workspace, read_table(table), columns)
                assert len(outcome.created) == LINES, outcome.problems[:1]

            return seconds(bring_in)

    def theirs() -> float:
        path = folder / f"raw-import-{next(numbers)}.db"
        return seconds(lambda: _write(table, path))

    what = f"{LINES} lines imported"
    return [compare(what, ours, theirs, aim=20.0, turns=TURNS)]


def _make_table(sample: Path, table: Path) -> None:
    with open_workspace(Path(shutil.copy(sample, table.with_suffix(".sdesk")))) as workspace:
        customer = workspace.find(Customer)[0].name
        service = workspace.find(ServiceCatalogue)[0].services[0].name
    with table.open("w", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(("number", "summary", "details", "customer", "service", "caller", "mail", "opened"))
        for place in range(LINES):
            said = f"The printer on floor {place} jams"
            lines.writerow((f"LOG-{place:06}", said, said * 3, customer, service, f"Caller {place}", f"c{place}@example.org", "2026-03-02 09:00"))  # fmt: skip


def _write(table: Path, path: Path) -> None:
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute(
        "CREATE TABLE incident (id, number, summary, details, customer, service, caller, mail, opened)"
    )
    connection.execute("CREATE TABLE directory (place INTEGER PRIMARY KEY, id UNIQUE, number, title)")
    connection.execute("CREATE TABLE change (record, changes)")
    connection.execute("CREATE VIRTUAL TABLE search USING fts5 (number, title, body)")
    connection.execute("BEGIN")
    with table.open(newline="") as file:
        for line in csv.DictReader(file):
            key = os.urandom(16).hex()
            connection.execute(
                "INSERT INTO incident VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (key, *line.values())
            )
            connection.execute(
                "INSERT INTO directory (id, number, title) VALUES (?, ?, ?)",
                (key, line["number"], line["summary"]),
            )
            connection.execute(
                "INSERT INTO search VALUES (?, ?, ?)", (line["number"], line["summary"], line["details"])
            )
            connection.execute("INSERT INTO change VALUES (?, ?)", (key, json.dumps(line)))
    connection.execute("COMMIT")
    connection.close()
