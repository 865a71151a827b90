"""One record saved, against a raw commit of the very same rows through the same database with the same settings."""

import hashlib
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from benchmarks.measuring import Ratio, compare, seconds
from sdesk.models import ServiceIncident
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.workspaces import open_workspace, people, work_as

TURNS = 60


def ratios(sample: Path, folder: Path) -> list[Ratio]:
    ours = Path(shutil.copy(sample, folder / "saving.sdesk"))
    theirs = Path(shutil.copy(sample, folder / "saving-raw.sdesk"))
    with open_workspace(ours) as workspace, _raw(theirs) as raw:
        work_as(workspace, people(workspace)[0])
        numbers = count()
        record = create(
            workspace, ServiceIncident, {"summary": "No e-mail", "details": "Since this morning."}
        )

        def change_ours() -> float:
            values = {"summary": f"No e-mail at the desk {next(numbers)}"}
            return seconds(lambda: save(workspace, record, values))

        def create_ours() -> float:
            values = {"summary": f"Printer {next(numbers)} jams", "details": "Since this morning."}
            return seconds(lambda: create(workspace, ServiceIncident, values))

        return [
            compare("one record changed and saved", change_ours, lambda: _change_raw(raw), aim=3.0, turns=TURNS),
            compare("one record created", create_ours, lambda: _create_raw(raw), aim=3.0, turns=TURNS),
        ]  # fmt: skip


@contextmanager
def _raw(path: Path) -> Iterator[Any]:
    connection = sqlcipher.connect(str(path), isolation_level=None)
    for setting in ("journal_mode = DELETE", "synchronous = EXTRA", "foreign_keys = ON", "locking_mode = EXCLUSIVE",
                    "trusted_schema = OFF", "cell_size_check = ON"):  # fmt: skip
        connection.execute(f"PRAGMA {setting}").fetchall()
    try:
        yield connection
    finally:
        connection.close()


_CHANGE = "UPDATE serviceincident SET summary = ?, changed_at = ? WHERE id = ?"
_OPERATION = (
    "INSERT INTO operation (id, replica, number, tick, at, person_id, person_name, action, reason, undoes, "
    "previous_hash, hash, signature) SELECT ?, replica, max(number) + 1, max(tick) + 1, ?, NULL, 'Ana', 'save', '', "
    "NULL, ?, ?, '' FROM operation"
)
_TOLD = (
    "INSERT INTO change (operation, place, record, model, item, action, reason, changes) "
    "VALUES (?, 1, ?, 'ServiceIncident', ?, 'save', '', ?)"
)
_TITLE = "UPDATE directory SET title = ? WHERE id = ?"
_SEARCH = "INSERT OR REPLACE INTO search (rowid, number, title, body) VALUES (?, ?, ?, ?)"


def _change_raw(raw: Any) -> float:
    row = raw.execute(
        "SELECT s.id, s.number, d.place, f.body FROM serviceincident s JOIN directory d ON d.id = s.id "
        "JOIN search f ON f.rowid = d.place ORDER BY s.number DESC LIMIT 1"
    ).fetchone()
    key, number, place, body = row
    title = f"No e-mail at the desk {time.perf_counter_ns()}"
    changes = json.dumps({"summary": ["before", title]})
    digest = hashlib.sha256(changes.encode()).hexdigest()

    def write() -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(_CHANGE, (title, "2026-07-15 08:00:00.000000", key))
        _tell(raw, key, changes, digest)
        raw.execute(_TITLE, (title, key))
        raw.execute(_SEARCH, (place, number, title, body))
        raw.execute("COMMIT")

    return seconds(write)


def _tell(raw: Any, key: str, changes: str, digest: str) -> None:
    operation = hashlib.sha256(str(time.perf_counter_ns()).encode()).hexdigest()[:32]
    raw.execute(_OPERATION, (operation, "2026-07-15 08:00:00.000000", digest, digest))
    raw.execute(_TOLD, (operation, key, key, changes))


def _create_raw(raw: Any) -> float:
    """A copy of a row that is there, under another id and number."""
    columns = [row[1] for row in raw.execute("PRAGMA table_info(serviceincident)")]
    values = dict(zip(columns, raw.execute("SELECT * FROM serviceincident LIMIT 1").fetchone(), strict=True))
    digest = hashlib.sha256(str(time.perf_counter_ns()).encode()).hexdigest()
    values.update(id=digest[:32], number=f"INC-2099-{digest[:12]}")
    row = f"INSERT INTO serviceincident ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    changes = json.dumps(
        {name: [None, value] for name, value in values.items() if value not in (None, "", "[]")}
    )
    entry = ("INSERT INTO directory (id, model, number, version, title, state) "
             "VALUES (?, 'ServiceIncident', ?, 1, ?, 'draft') RETURNING place")  # fmt: skip

    def write() -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE counter SET last = last + 1 WHERE series = 'INC-2026'")
        raw.execute(row, tuple(values.values()))
        _tell(raw, values["id"], changes, digest)
        place = raw.execute(entry, (values["id"], values["number"], values["summary"])).fetchone()[0]
        raw.execute(_SEARCH, (place, values["number"], values["summary"], values["details"]))
        raw.execute("COMMIT")

    return seconds(write)
