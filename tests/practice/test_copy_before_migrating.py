"""A workspace of an older format: nothing of it is changed before a copy is known to be good, and that copy is of use."""

import os
import shutil
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from sdesk.errors import SdeskError
from sdesk.models import Person
from sdesk.practice.kept_copies import (
    Places,
    before_migrating,
    copies_of,
    in_no_copy_since,
    keep_copies,
    newest_copy,
)
from sdesk.practice.lifecycle.records import create
from sdesk.practice.listed_copies import all_files
from sdesk.practice.passphrase import change_passphrase
from sdesk.practice.safekeeping import NotWhole, check_copy, restore, verify
from sdesk.practice.workspaces import Workspace, open_workspace
from tests.full_disk import full_disk

FORMAT_1 = Path(__file__).parents[1] / "fixtures" / "v1.sdesk"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copy(FORMAT_1, tmp_path / "harbour.sdesk"))


@pytest.fixture
def places(tmp_path: Path) -> Places:
    (tmp_path / "copies").mkdir()
    return Places(tmp_path / "copies")


def opened(path: Path, places: Places | None, passphrase: str = "") -> Workspace:
    return open_workspace(path, passphrase, before_migrating=before_migrating(places))


def format_of(path: Path) -> int:
    connection = sqlcipher.connect(f"{path.as_uri()}?mode=ro", uri=True)
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return found


def names_in(path: Path) -> list[str]:
    with open_workspace(path) as workspace:
        assert verify(workspace) == []
        return sorted(person.name for person in workspace.find(Person))


def test_it_lies_among_the_copies_is_good_and_holds_all_that_was_there(
    old: Path, places: Places, tmp_path: Path
) -> None:
    with opened(old, places) as workspace:
        (copy,) = copies_of(workspace, places.first)
        assert newest_copy(workspace, places) == copy and in_no_copy_since(workspace, copy) is None
        (listed,) = all_files(workspace, places)
        assert listed.copy == copy and listed.is_ours and copy.is_old
        names = sorted(person.name for person in workspace.find(Person))
    assert format_of(copy.path) == 1 and format_of(old) > 1
    assert copy.path.stat().st_mode & 0o777 == 0o400
    check_copy(copy.path)
    restore(copy.path, tmp_path / "back.sdesk")
    assert names_in(tmp_path / "back.sdesk") == names
    assert format_of(copy.path) == 1
    assert sorted(each.name for each in tmp_path.glob("*.sdesk")) == ["back.sdesk", "harbour.sdesk"]


def test_it_counts_until_something_is_written_and_is_never_thinned(old: Path, places: Places) -> None:
    with opened(old, places) as workspace:
        (copy,) = copies_of(workspace, places.first)
        assert keep_copies(workspace, places).good == (copy,)
        for number in range(3):
            workspace.clock = partial(datetime, 2030, 7, 15, 12, number, tzinfo=UTC)
            create(workspace, Person, {"name": f"Nr {number}"})
            (last,) = keep_copies(workspace, places).good
        assert copies_of(workspace, places.first) == [copy, last]


def test_one_that_was_kept_by_an_attempt_before_is_not_kept_twice(old: Path, places: Places) -> None:
    before = old.read_bytes()
    opened(old, places).close()
    old.write_bytes(before)
    with opened(old, places) as workspace:
        assert len(all_files(workspace, places)) == 1


def test_where_there_is_no_folder_for_copies_it_lies_beside_the_file(old: Path, tmp_path: Path) -> None:
    for places in (None, Places(tmp_path / "gone")):
        opened(Path(shutil.copy(FORMAT_1, old)), places).close()
        beside = tmp_path / "harbour in format 1.sdesk"
        assert format_of(beside) == 1
        beside.unlink()


def test_beside_the_file_it_takes_the_place_of_nothing(old: Path, tmp_path: Path) -> None:
    (tmp_path / "harbour in format 1.sdesk").write_bytes(b"another one")
    open_workspace(old).close()
    assert (tmp_path / "harbour in format 1.sdesk").read_bytes() == b"another one"
    assert format_of(tmp_path / "harbour in format 1 (2).sdesk") == 1


@pytest.mark.parametrize("room", [20_000, 200_000])
def test_without_room_for_a_copy_nothing_is_changed_and_it_is_said(
    old: Path, places: Places, room: int
) -> None:
    before = old.read_bytes()
    with full_disk(room), pytest.raises(SdeskError, match="was left as it is, because no copy could be made"):
        opened(old, places)
    assert old.read_bytes() == before
    assert sorted(each.name for each in old.parent.rglob("*")) == ["copies", "harbour.sdesk"]


@pytest.mark.parametrize("within", ["places", "beside"])
def test_a_damaged_one_is_named_and_left_as_it_is(old: Path, places: Places, within: str) -> None:
    connection = sqlcipher.connect(old, isolation_level=None)
    connection.execute("UPDATE person SET email = 'forged' WHERE rowid = 1")
    connection.close()
    before = old.read_bytes()
    with pytest.raises(NotWhole, match="older format and is damaged") as refused:
        opened(old, places if within == "places" else None)
    assert refused.value.damages
    assert old.read_bytes() == before
    assert sorted(each.name for each in old.parent.rglob("*")) == ["copies", "harbour.sdesk"]


def encrypted(old: Path, secret: Path) -> Path:
    """The same under the passphrase “correct horse”."""
    connection = sqlcipher.connect(old, isolation_level=None)
    connection.execute("ATTACH DATABASE ? AS copy KEY 'correct horse'", (str(secret),))
    connection.execute("SELECT sqlcipher_export('copy')").fetchall()
    for mark in ("application_id", "user_version"):
        value = connection.execute(f"PRAGMA main.{mark}").fetchone()[0]
        connection.execute(f"PRAGMA copy.{mark} = {value}")
    connection.close()
    return secret


def test_an_encrypted_one_is_copied_encrypted(old: Path, places: Places) -> None:
    secret = encrypted(old, old.with_name("secret.sdesk"))
    with opened(secret, places, "correct horse") as workspace:
        (copy,) = copies_of(workspace, places.first)
        assert not copy.path.read_bytes().startswith(b"SQLite")
        name = workspace.find(Person)[0].name.encode()
        assert keep_copies(workspace, places).good == (copy,)
        change_passphrase(workspace, "nobody knows these", "nobody knows these")
        (again,) = keep_copies(workspace, places).good
        assert again != copy
    assert not any(name in each.read_bytes() for each in places.first.rglob("*.sdesk"))
    check_copy(copy.path, "correct horse")


@pytest.mark.torture
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that can be ended at a chosen call")
def test_killed_at_any_use_of_the_disk_there_is_a_copy_or_the_file_is_as_it_was(
    old: Path, places: Places
) -> None:
    from tests.storage.test_restore import every_kill

    before, wanted = old.read_bytes(), sorted_names(old)

    def look(folder: Path) -> None:
        found = folder / "harbour.sdesk"
        if found.read_bytes() != before and not list((folder / "copies").glob("*/*.sdesk")):
            assert format_of(found) == 1, "brought to today's format without a copy"
        with opened(found, Places(folder / "copies")) as workspace:
            assert verify(workspace) == []
            assert sorted(person.name for person in workspace.find(Person)) == wanted
            assert len(all_files(workspace, Places(folder / "copies"))) == 1
        assert not list(folder.rglob(".*.part"))

    folder = old.parent / "folder"
    folder.mkdir()
    old.rename(folder / "harbour.sdesk")
    places.first.rename(folder / "copies")
    kills = every_kill(
        folder,
        lambda where: opened(where / "harbour.sdesk", Places(where / "copies")).close(),
        look,
    )
    assert kills > 10


def sorted_names(path: Path) -> list[str]:
    looked_at = Path(shutil.copy(path, path.with_name("looked at.sdesk")))
    names = names_in(looked_at)
    for each in path.parent.glob("looked at*"):
        each.unlink()
    return names
