"""One owner: who has a workspace open is told to others; what a killed program left behind keeps nobody out."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from sdesk.errors import SdeskError
from sdesk.models import Customer
from sdesk.practice.backups import back_up
from sdesk.practice.lifecycle.records import create
from sdesk.practice.safekeeping import restore
from sdesk.practice.workspaces import new_file, open_workspace, start_workspace
from sdesk.storage.file.owner import owner_file, owner_of
from sdesk.storage.workspace import InUse, refuse_if_open
from sdesk.translation import word

HOLDING = (
    "import sys; from pathlib import Path; from sdesk.practice.workspaces import open_workspace\n"
    "workspace = open_workspace(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read(); workspace.close()"
)
LOCKING = (
    "import sys, sqlite3\n"
    "file = sqlite3.connect(sys.argv[1], isolation_level=None); file.execute('BEGIN EXCLUSIVE')\n"
    "print('open', flush=True); sys.stdin.read()"
)

posix = pytest.mark.skipif(os.name != "posix", reason="other systems do not tell whether a program is there")


@contextmanager
def another_program(path: Path, does: str = HOLDING) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-c", does, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"open"
        yield other
        if other.poll() is None:
            other.stdin.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.sdesk"
    with start_workspace(path, "Harbour IT Services") as workspace:
        create(workspace, Customer, {"name": "Saltmarsh Clinic"})
    return path


def a_note(path: Path, **said: Any) -> bytes:
    note = {
        "user": "ben",
        "computer": "another-laptop",
        "process": 1,
        "since": "2026-07-15T08:30:00+00:00",
        "workspace": "",
    }
    owner_file(path).write_text(json.dumps({**note, **said}), encoding="utf-8")
    return owner_file(path).read_bytes()


def refused(path: Path) -> InUse:
    with pytest.raises(InUse) as refusal:
        open_workspace(path)
    return refusal.value


def test_who_has_it_since_when_is_told_by_the_clock_of_whoever_asks(path: Path) -> None:
    before = datetime.now(UTC)
    with another_program(path) as other:
        fault = refused(path)
    owner = fault.owner
    assert owner is not None
    assert owner.process == other.pid
    assert before - timedelta(seconds=1) <= owner.since <= datetime.now(UTC)
    far = timezone(timedelta(hours=5, minutes=45))
    assert f"{owner.since.astimezone(far):%H:%M}." in word(fault.message, zone=far)
    assert owner.user in str(fault)
    assert owner.computer in str(fault)
    assert not owner_file(path).exists()


def test_the_note_says_which_workspace_it_is_and_nothing_else_of_it(tmp_path: Path) -> None:
    path = tmp_path / "new.sdesk"
    with new_file(path) as workspace:
        assert json.loads(owner_file(path).read_bytes())["workspace"] == ""
        create(workspace, Customer, {"name": "Saltmarsh Clinic"})
        said = json.loads(owner_file(path).read_bytes())
        assert said["workspace"] == workspace.id.hex
        assert sorted(said) == ["computer", "process", "since", "user", "workspace"]
        assert b"Saltmarsh" not in owner_file(path).read_bytes()


@posix
def test_what_a_killed_program_left_names_nobody_and_goes_with_the_next(path: Path) -> None:
    with another_program(path) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
    assert json.loads(owner_file(path).read_bytes())["process"] == other.pid
    with another_program(path, LOCKING):  # which is none of ours and leaves no note
        fault = refused(path)
        assert fault.owner is None
        assert str(fault.message) == "harbour.sdesk is open in another program."
    with open_workspace(path):
        assert json.loads(owner_file(path).read_bytes())["process"] == os.getpid()
    assert not owner_file(path).exists()


def test_the_note_stays_as_long_as_its_program_has_the_lock(path: Path, tmp_path: Path) -> None:
    with open_workspace(path) as workspace:
        back_up(workspace, tmp_path / "copy.sdesk")
    with another_program(path):
        note = owner_file(path).read_bytes()
        refused(path)
        with pytest.raises(InUse):
            refuse_if_open(path)
        with pytest.raises(InUse):
            restore(tmp_path / "copy.sdesk", path, force=True)
        assert owner_file(path).read_bytes() == note


def test_whoever_closes_leaves_the_note_of_another(path: Path) -> None:
    """A file that came to this place meanwhile was opened by another program."""
    with open_workspace(path):
        theirs = a_note(path)
    assert owner_file(path).read_bytes() == theirs


def test_a_file_that_is_refused_keeps_no_note(path: Path) -> None:
    with open_workspace(path) as workspace, workspace.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TRIGGER evil AFTER UPDATE ON person BEGIN DELETE FROM person; END")
    with pytest.raises(SdeskError, match="evil"):
        open_workspace(path)
    assert not owner_file(path).exists()


def test_a_note_from_another_computer_does_not_block_is_told_and_stays(path: Path) -> None:
    theirs = a_note(path)
    for _ in range(2):
        with open_workspace(path) as workspace:
            assert workspace.owner_elsewhere is not None
            assert workspace.owner_elsewhere.computer == "another-laptop"
            create(workspace, Customer, {"name": "Saltmarsh Clinic"})
            assert owner_file(path).read_bytes() == theirs
        assert owner_file(path).read_bytes() == theirs


def test_whoever_takes_over_says_so_and_leaves_nothing_behind(path: Path) -> None:
    a_note(path)
    with open_workspace(path) as workspace:
        workspace.take_over()
        assert workspace.owner_elsewhere is None
        owner = owner_of(path)
        assert owner is not None
        assert (owner.process, owner.workspace) == (os.getpid(), workspace.id)
    assert not owner_file(path).exists()


def test_who_took_over_meanwhile_is_not_written_over(path: Path) -> None:
    with open_workspace(path) as workspace:
        theirs = a_note(path)
        workspace.take_over()  # there was nobody when it was opened
        create(workspace, Customer, {"name": "Saltmarsh Clinic"})
        assert owner_file(path).read_bytes() == theirs


def test_a_new_file_is_that_of_nobody_else(tmp_path: Path) -> None:
    a_note(tmp_path / "new.sdesk")
    with new_file(tmp_path / "new.sdesk") as workspace:
        assert workspace.owner_elsewhere is None
    assert not owner_file(tmp_path / "new.sdesk").exists()


def test_a_clock_that_is_ahead_gives_no_time(path: Path) -> None:
    with another_program(path, LOCKING):
        a_note(path, since=(datetime.now(UTC) + timedelta(hours=2)).isoformat())
        assert "whose clock is ahead" in str(refused(path))
        a_note(path, since="2026-07-15T10:30:00+02:00")
        assert "since 15 July 2026, 08:30 UTC" in str(refused(path))


def a_pipe(place: Path) -> None:
    os.mkfifo(place)


def a_link_to_nothing_that_ends(place: Path) -> None:
    place.symlink_to("/dev/zero")


NASTY: list[Callable[[Path], object]] = [
    Path.mkdir,
    lambda place: place.write_bytes(b"\xff\x00" * 5000),
    lambda place: place.write_bytes(b"[" * 4000),
    lambda place: place.write_text("[]"),
    lambda place: place.write_text('{"user": "ben"}'),
    lambda place: a_note(place.with_name("harbour.sdesk"), since="yesterday"),
    lambda place: a_note(place.with_name("harbour.sdesk"), since="2026-07-15T08:30:00"),
    lambda place: a_note(place.with_name("harbour.sdesk"), workspace=["no id"]),
    lambda place: a_note(place.with_name("harbour.sdesk"), process=None),
]
if os.name == "posix":
    NASTY += [a_pipe, a_link_to_nothing_that_ends]


@pytest.mark.a_few(3)
@pytest.mark.parametrize("nasty", NASTY)
def test_whatever_lies_in_its_place_nobody_waits_for_it(path: Path, nasty: Callable[[Path], object]) -> None:
    nasty(owner_file(path))
    assert owner_of(path) is None
    with another_program(path, LOCKING):
        assert str(refused(path).message) == "harbour.sdesk is open in another program."
    with open_workspace(path):
        pass


@pytest.mark.a_few(1)
@pytest.mark.parametrize(
    "said",
    [
        {"process": float("inf")},
        {"since": "0001-01-01T00:00:00+14:00"},
        {"since": "9999-12-31T23:59:59-14:00"},
    ],
)
def test_a_note_of_a_day_or_a_number_that_nobody_counts_names_nobody(
    path: Path, said: dict[str, Any]
) -> None:
    with another_program(path, LOCKING):
        a_note(path, **said)
        assert refused(path).owner is None
    open_workspace(path).close()


def test_names_in_a_note_are_data(path: Path) -> None:
    with another_program(path, LOCKING):
        a_note(path, user="<b>ben\x1b[2J\n{file}" + "x" * 500, process=2**80)
        said = str(refused(path))
    assert "\x1b" not in said
    assert "\n" not in said
    assert "<b>ben[2J{file}x" in said
    assert len(said) < 400


@posix
@pytest.mark.parametrize("mode", [0o600, 0o660, 0o644])
def test_whoever_may_read_the_workspace_may_read_the_note_and_nobody_else(path: Path, mode: int) -> None:
    path.chmod(mode)
    with open_workspace(path):
        assert owner_file(path).stat().st_mode & 0o777 == mode


@posix
def test_no_note_is_written_through_a_link(path: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    for planted in (owner_file(path), owner_file(path).with_name(".harbour.sdesk.in-use.part")):
        letter.write_text("dear")
        planted.symlink_to(letter)
        with open_workspace(path):
            assert letter.read_text() == "dear"
            assert not owner_file(path).is_symlink()
