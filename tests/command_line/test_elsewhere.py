"""What lies beside a workspace, or above it, and concerns whoever opens it: another laptop's note, a synchronised folder."""

import json
import shutil
from pathlib import Path

import pytest

from sdesk.models import Person
from sdesk.practice.lifecycle.records import create
from sdesk.practice.workspaces import open_workspace, start_workspace
from sdesk.storage.file.owner import owner_file
from tests.command_line.asking import Sdesk, one_line
from tests.fixtures.fill import fixture

MAP = """
work_product = "Customer"
key = "reference"
[fields]
reference = "No"
name = "Name"
state = { text = "in use" }
"""
SAID = "ben on another-laptop opened it on 15 July 2026"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.sdesk"
    with start_workspace(path, "Harbour IT Services") as workspace:
        create(workspace, Person, {"name": "Ana Reyes"})
    return path


def a_note(path: Path, computer: str = "another-laptop", process: int = 1) -> bytes:
    said = {"user": "ben", "computer": computer, "process": process, "since": "2026-07-15T08:30:00+00:00"}
    owner_file(path).write_text(json.dumps(said), encoding="utf-8")
    return owner_file(path).read_bytes()


def writing(path: Path, folder: Path) -> dict[str, list[object]]:
    """Each command that writes, as it would be done."""
    table, columns, backup = folder / "people.csv", folder / "people.toml", folder / "backup.sdesk"
    table.write_text("No,Name\n1,Bakery\n", encoding="utf-8")
    columns.write_text(MAP, encoding="utf-8")
    shutil.copy(path, backup)
    period = ["--from", "2026-01-01", "--to", "2026-03-31", "-o", folder / "report.pdf"]
    return {
        "import": ["import", path, "Customer", table, "--map", columns],
        "adopt": ["adopt", path, "nobodys"],
        "export": ["export", path, folder / "exported"],
        "report": ["report", path, "improvement", *period],
        "passphrase": ["passphrase", path, "--remove"],
        "restore": ["restore", backup, path, "--force"],
    }


WRITING = ("import", "adopt", "export", "report", "passphrase", "restore")


@pytest.mark.a_few(2)
@pytest.mark.parametrize(
    "reading", [["list", "Person"], ["tasks"], ["check"], ["verify"], ["backup"], ["list", "WP.18", "--json"]]
)
def test_whoever_reads_is_told_and_leaves_the_note(sdesk: Sdesk, path: Path, reading: list[str]) -> None:
    command, *more = reading
    alone = sdesk(command, path, *more)
    theirs, before = a_note(path), path.read_bytes()
    status, _, err = sdesk(command, path, *more)
    assert status == alone[0]
    assert SAID in err
    assert err.count(SAID) == 1
    assert owner_file(path).read_bytes() == theirs
    assert path.read_bytes() == before


@pytest.mark.a_few(2)
@pytest.mark.parametrize("command", WRITING)
def test_whoever_writes_is_refused_unless_told_to_take_over(
    sdesk: Sdesk, path: Path, tmp_path: Path, command: str
) -> None:
    arguments = writing(path, tmp_path)[command]
    theirs, before = a_note(path), path.read_bytes()
    status, out, err = sdesk(*arguments)
    assert (status, out, one_line(err)) == (2, "", True)
    assert SAID in err
    assert "--take-over" in err
    assert (owner_file(path).read_bytes(), path.read_bytes()) == (theirs, before)
    before_it, *after = arguments
    _, _, err = sdesk(before_it, "--take-over", *after)
    assert SAID not in err
    assert not owner_file(path).exists()


def test_what_a_program_of_this_computer_left_is_nothing_to_anybody(sdesk: Sdesk, path: Path) -> None:
    import platform

    a_note(path, platform.node(), 2**22 + 1)
    status, _, err = sdesk("list", path, "Person")
    assert (status, err) == (0, "")
    assert not owner_file(path).exists()


def test_a_try_is_a_reading(sdesk: Sdesk, path: Path, tmp_path: Path) -> None:
    arguments = writing(path, tmp_path)["import"]
    theirs = a_note(path)
    status, _, err = sdesk(*arguments, "--dry-run")
    assert SAID in err
    assert status == 0
    assert owner_file(path).read_bytes() == theirs


def test_nothing_is_brought_to_another_format_under_their_hands(sdesk: Sdesk, tmp_path: Path) -> None:
    path = Path(shutil.copy(fixture(1), tmp_path / "old.sdesk"))
    theirs, before = a_note(path), path.read_bytes()
    status, _, err = sdesk("list", path, "Person")
    assert (status, one_line(err)) == (2, True)
    assert SAID in err
    assert "older format" in err
    assert (owner_file(path).read_bytes(), path.read_bytes()) == (theirs, before)


def test_where_a_program_synchronises_is_said_once_a_file(sdesk: Sdesk, path: Path) -> None:
    other = Path(shutil.copy(path, path.with_name("other.sdesk")))
    (path.parent / ".stfolder").mkdir()
    for each in (path, other):
        status, out, err = sdesk("list", each, "Person", "--json")
        assert status == 0
        assert "Syncthing" not in out
        assert json.loads(out)[0]["name"] == "Ana Reyes"
        assert one_line(err)
        assert f"{each.name} lies in a folder that Syncthing synchronises" in err
        assert sdesk("list", each, "Person", "--json") == (0, out, "")


def test_where_one_is_made_it_is_said_there_and_not_once_more(sdesk: Sdesk, tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    path = tmp_path / "new.sdesk"
    assert "Syncthing" in sdesk("new", path, "--organization", "Harbour IT")[2]
    assert sdesk("list", path, "Person") == (0, sdesk("list", path, "Person")[1], "")
    with open_workspace(path):
        pass
