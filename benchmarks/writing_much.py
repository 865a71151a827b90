"""The sample, made by the use cases, against its rows, written by raw SQL with their JSON and a hash of each."""

import hashlib
import itertools
import json
from datetime import date
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from benchmarks.measuring import Ratio, compare, seconds
from sdesk.sample import make_sample

TURNS = 1


def ratios(sample: Path, folder: Path) -> list[Ratio]:
    numbers = itertools.count()
    rows = _rows(sample)

    def ours() -> float:
        return seconds(lambda: make_sample(folder / f"sample-{next(numbers)}.sdesk", date(2026, 7, 15)))

    def theirs() -> float:
        return seconds(lambda: _write(folder / f"raw-{next(numbers)}.db", rows))

    return [compare("the sample (bare: its rows, one by one)", ours, theirs, aim=10.0, turns=TURNS)]


def _rows(sample: Path) -> dict[str, list[tuple[Any, ...]]]:
    with sqlcipher.connect(str(sample)) as connection:
        named = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_%' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in named}


def _write(path: Path, rows: dict[str, list[tuple[Any, ...]]]) -> None:
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute("BEGIN")
    for name, lines in rows.items():
        if not lines:
            continue
        places = ", ".join("?" * len(lines[0]))
        connection.execute(
            f'CREATE TABLE "{name}" ({", ".join(f"c{place}" for place in range(len(lines[0])))})'
        )
        for line in lines:
            said = json.dumps([str(each) for each in line], ensure_ascii=False)
            hashlib.sha256(said.encode()).hexdigest()
            connection.execute(f'INSERT INTO "{name}" VALUES ({places})', line)
    connection.execute("COMMIT")
    connection.close()
