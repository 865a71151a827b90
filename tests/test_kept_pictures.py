"""A kept picture vouches for lines that nobody has read again: what makes it false, and that it is handed out no more."""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sdesk.kept_pictures import (
    MOST,
    Picture,
    forget_all_pictures,
    forget_picture,
    is_any_kept,
    keep_picture,
    picture_of,
    pictures_folder,
    state_of,
    thin_pictures,
)

THEN = datetime(2026, 7, 15, 9, tzinfo=UTC)
LATER = THEN + timedelta(hours=5)


@pytest.fixture(autouse=True)
def caches_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "harbour.sdesk"
    made.write_bytes(b"as it was" * 1000)
    return made


def kept(path: Path, moment: datetime = THEN, image: bytes = b"\x89PNG one") -> Picture:
    state = state_of(path)
    assert state is not None
    made = Picture(path.resolve(), state, moment, "Europe/Lisbon", "Harbour", {"theme": ["light"]}, image)
    keep_picture(made)
    return made


def left() -> list[str]:
    return sorted(each.suffix for each in pictures_folder().iterdir()) if pictures_folder().is_dir() else []


def test_what_was_kept_is_found_again(file: Path) -> None:
    made = kept(file)
    assert picture_of(file, LATER) == made
    assert picture_of(file, LATER) == made, "looking at it does it no harm"
    assert is_any_kept()


def test_by_whatever_name_the_file_is_opened(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = kept(file)
    (tmp_path / "link.sdesk").symlink_to(file)
    monkeypatch.chdir(tmp_path)
    assert picture_of(Path("harbour.sdesk"), LATER) == made
    assert picture_of(tmp_path / "link.sdesk", LATER) == made


def _written(file: Path) -> None:
    with file.open("ab") as more:
        more.write(b"!")


def _written_within(file: Path) -> None:
    """The size and what `touch` can set are as before."""
    before = file.stat()
    with file.open("r+b") as inside:
        inside.write(b"as I was")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _replaced(file: Path) -> None:
    before, other = file.stat(), file.with_name("other")
    other.write_bytes(b"as it Was" * 1000)
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(file)


def _restored(file: Path) -> None:
    """By a program that brings the times back, too."""
    backup = shutil.copy2(file, file.with_name("backup"))
    _written(file)
    shutil.copy2(backup, file)


def _gone(file: Path) -> None:
    file.unlink()


def _a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("change", [_written, _written_within, _replaced, _restored, _gone, _a_folder])
def test_of_another_file_it_is_none_and_goes(file: Path, change: Callable[[Path], None]) -> None:
    kept(file)
    change(file)
    assert picture_of(file, LATER) is None
    assert left() == []


def test_nor_where_the_file_was_moved(file: Path) -> None:
    kept(file)
    moved = file.rename(file.with_name("moved.sdesk"))
    assert picture_of(moved, LATER) is None
    thin_pictures()
    assert left() == [], "a picture of a file that is not there stays nowhere"


def test_nor_of_another_file_at_the_place_of_one_that_was_moved(file: Path) -> None:
    kept(file)
    shutil.copy2(file, file.with_name("copy"))
    file.rename(file.with_name("moved.sdesk"))
    file.with_name("copy").rename(file)
    assert picture_of(file, LATER) is None


@pytest.mark.parametrize("beside", [".harbour.sdesk.in-use", "harbour.sdesk-journal", "harbour.sdesk-wal"])
def test_nor_while_a_program_has_it_or_was_killed_with_it(file: Path, beside: str) -> None:
    made = kept(file)
    file.with_name(beside).write_bytes(b"\xd9\xd5")
    assert picture_of(file, LATER) is None
    file.with_name(beside).unlink()
    assert picture_of(file, LATER) == made


def test_nor_before_it_was_made(file: Path) -> None:
    """A clock was set back: nobody can say as of when it is."""
    kept(file)
    assert picture_of(file, THEN - timedelta(seconds=1)) is None


@pytest.mark.parametrize(
    "note",
    [
        b"", b"{", b"null", b"[]", b"7", b'"text"', b"[" * 100_000, b"\xff\xfe", b"{}",
    ],
)  # fmt: skip
def test_a_damaged_note_is_as_none(file: Path, note: bytes) -> None:
    kept(file)
    next(pictures_folder().glob("*.json")).write_bytes(note)
    thin_pictures()
    assert picture_of(file, LATER) is None
    assert left() == []


@pytest.mark.parametrize("name", ["path", "state", "moment", "zone", "title", "look", "image"])
@pytest.mark.parametrize("value", [None, 7, "x", [], {}, [1, 2, 3, 10**400], "0001-01-01T00:00:00+14:00"])
def test_nor_does_a_note_that_says_something_else_end_the_start(file: Path, name: str, value: object) -> None:
    kept(file)
    note = next(pictures_folder().glob("*.json"))
    note.write_text(json.dumps({**json.loads(note.read_text()), name: value}))
    found = picture_of(file, LATER)
    assert found is None or name in ("zone", "title", "look", "moment")


@pytest.mark.parametrize("image", [b"", b"\x89PNG on", b"\x89PNG two"])
def test_a_damaged_picture_is_as_none(file: Path, image: bytes) -> None:
    kept(file)
    next(pictures_folder().glob("*.png")).write_bytes(image)
    assert picture_of(file, LATER) is None


KILLED = """
import os, sys
from pathlib import Path
from tests.test_kept_pictures import *
turns, replaces = int(sys.argv[2]), Path.replace
def replace_or_die(self, to):
    global turns
    turns -= 1
    if turns == 0:
        os._exit(9)
    return replaces(self, to)
Path.replace = replace_or_die
kept(Path(sys.argv[1]), THEN.replace(hour=10), b"another")
"""


@pytest.mark.parametrize("turn", [1, 2])
def test_killed_while_it_is_written(file: Path, turn: int) -> None:
    """There is the old one, or none: never one with the time of the other."""
    before = kept(file)
    died = subprocess.run([sys.executable, "-c", KILLED, str(file), str(turn)], check=False).returncode
    assert died == 9
    thin_pictures()
    assert picture_of(file, LATER) in ((before,) if turn == 1 else (None,))
    assert not [each for each in pictures_folder().iterdir() if each.suffix == ".part"]


def test_only_its_owner_may_read_it(file: Path) -> None:
    before = os.umask(0)
    try:
        kept(file)
    finally:
        os.umask(before)
    rights = {each.name: stat.S_IMODE(each.stat().st_mode) for each in pictures_folder().iterdir()}
    assert set(rights.values()) == {0o600}
    assert stat.S_IMODE(pictures_folder().stat().st_mode) == 0o700


def test_what_others_may_have_put_there_is_as_none(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(file)
    pictures_folder().chmod(0o777)
    assert not is_any_kept()
    assert picture_of(file, LATER) is None
    pictures_folder().chmod(0o700)
    somebody = os.getuid() + 1
    monkeypatch.setattr(os, "getuid", lambda: somebody)
    assert picture_of(file, LATER) is None
    assert not is_any_kept()


def test_nor_is_what_a_link_leads_to(file: Path, tmp_path: Path) -> None:
    kept(file)
    elsewhere = pictures_folder().rename(tmp_path / "elsewhere")
    pictures_folder().symlink_to(elsewhere)
    assert picture_of(file, LATER) is None
    assert not is_any_kept()


def test_a_folder_that_cannot_be_written_to_is_as_none(file: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder")
    with pytest.raises(OSError):
        kept(file)
    assert picture_of(file, LATER) is None
    assert not is_any_kept()
    thin_pictures()
    forget_picture(file)
    forget_all_pictures()


def test_of_a_few_workspaces_alone(tmp_path: Path) -> None:
    files = []
    for at in range(MOST + 2):
        files.append(tmp_path / f"{at}.sdesk")
        files[-1].write_bytes(b"x")
        kept(files[-1], THEN + timedelta(minutes=at))
    thin_pictures()
    assert [picture_of(each, LATER) is not None for each in files] == [False, False] + MOST * [True]
    forget_all_pictures()
    assert left() == []


def test_each_workspace_has_its_own(tmp_path: Path) -> None:
    one, two = tmp_path / "one.sdesk", tmp_path / "two.sdesk"
    one.write_bytes(b"x")
    two.write_bytes(b"x")
    made = kept(one), kept(two, image=b"two")
    for note, other in zip(
        sorted(pictures_folder().glob("*.json")), sorted(pictures_folder().glob("*.png"))[::-1], strict=True
    ):
        assert note.stem != other.stem
    assert (picture_of(one, LATER), picture_of(two, LATER)) == made
    forget_picture(one)
    assert picture_of(one, LATER) is None
    assert picture_of(two, LATER) == made[1]


def test_a_note_of_one_file_says_nothing_of_another(tmp_path: Path) -> None:
    one, two = tmp_path / "one.sdesk", tmp_path / "two.sdesk"
    one.write_bytes(b"x")
    two.write_bytes(b"x")
    state = state_of(two)
    assert state is not None
    keep_picture(replace(kept(one), state=state))
    assert picture_of(one, LATER) is None
