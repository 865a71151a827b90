"""Three programs that want to write at once: what one of them was told is saved is there, the rest was refused in a sentence."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sdesk.models import Customer
from sdesk.practice.safekeeping import verify
from sdesk.practice.workspaces import open_workspace, start_workspace

COMMAND_LINE = """
import contextlib, io, json, sys
from pathlib import Path
from sdesk.__main__ import main

path, name, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
table, columns = path.with_name(name + ".csv"), path.with_name(name + ".toml")
columns.write_text('work_product = "Customer"\\nkey = "reference"\\n[fields]\\nreference = "No"\\nname = "Name"\\n'
                   'state = { text = "in use" }\\n')
for each in range(rounds):
    table.write_text(f"No,Name\\n{name}-{each},{name} {each}\\n")
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        status = main(["import", str(path), "Customer", str(table), "--map", str(columns)])
    print(json.dumps([f"{name} {each}", status, said.getvalue()]), flush=True)
"""
WINDOW = """
import json, sys
from pathlib import Path
from sdesk.errors import SdeskError
from sdesk.models import Customer
from sdesk.practice.lifecycle.records import create
from sdesk.practice.workspaces import open_workspace

path, name, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for each in range(rounds):
    said = f"{name} {each}"
    try:
        with open_workspace(path) as workspace:
            for part in "abc":
                create(workspace, Customer, {"name": f"{said}{part}"})
                print(json.dumps([f"{said}{part}", 0, ""]), flush=True)
    except SdeskError as fault:
        print(json.dumps([said, 2, f"sdesk: {fault}"]), flush=True)
"""


@pytest.mark.parametrize("rounds", [5, pytest.param(200, marks=pytest.mark.torture)])
def test_what_was_told_as_saved_is_there_and_the_rest_was_refused(tmp_path: Path, rounds: int) -> None:
    path = tmp_path / "harbour.sdesk"
    start_workspace(path, "Harbour IT Services").close()
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", does, str(path), name, str(rounds)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name, does in (("one", COMMAND_LINE), ("two", COMMAND_LINE), ("window", WINDOW))
    ]
    saved: set[str] = set()
    refused: list[str] = []
    for program in programs:
        out, err = program.communicate()
        assert (program.returncode, err) == (0, "")
        for name, status, said in map(json.loads, out.splitlines()):
            if status == 0:
                assert said == ""
                saved.add(name)
            else:
                assert status == 2
                refused.append(said)
    for said in refused:
        assert said.startswith("sdesk: ")
        assert said.strip().count("\n") == 0
        assert "Traceback" not in said
        assert "database is locked" not in said
        assert "open in another program" in said
    with open_workspace(path) as workspace:
        kept = [each.name for each in workspace.find(Customer)]
        assert verify(workspace) == []
    assert sorted(kept) == sorted(saved)
    assert list(tmp_path.glob(".harbour.sdesk*")) == []
    print(f"saved: {len(saved)}; refused: {len(refused)}")
