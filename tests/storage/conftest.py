"""Workspaces of a small provider, each test its own file."""

import subprocess
import sys
from pathlib import Path

import pytest

from sdesk.models import Person
from sdesk.practice.lifecycle.records import create
from sdesk.practice.workspaces import start_workspace

HALF_WRITTEN = """
import os, sys
from pathlib import Path
from sdesk.models import Person
from sdesk.practice.lifecycle.records import save
from sdesk.practice.workspaces import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
with workspace.transaction("half") as session:
    session.connection().exec_driver_sql("PRAGMA cache_size = 10")
    for person in workspace.find(Person):
        save(workspace, person, {"job_title": "half written " * 300})
    session.flush()
    assert Path(sys.argv[1] + "-journal").read_bytes()[:1] != b"\\0"
    os._exit(9)
"""


@pytest.fixture
def half_written(tmp_path: Path) -> Path:
    """A workspace of forty people whose program was killed in the middle of a transaction: with its hot journal."""
    path = tmp_path / "half" / "harbour.sdesk"
    path.parent.mkdir()
    with start_workspace(path, "Harbour IT") as workspace, workspace.transaction("people"):
        for number in range(40):
            create(workspace, Person, {"name": f"Person {number}"})
    assert subprocess.run([sys.executable, "-c", HALF_WRITTEN, str(path)], check=False).returncode == 9
    return path


@pytest.fixture
def hot_journal(half_written: Path) -> Path:
    """A journal that would destroy any other file beside which it lies."""
    return half_written.with_name("harbour.sdesk-journal")
