"""Copies that commands make before they change much, in the folder that the window uses."""

import json
import shutil
from pathlib import Path

import pytest

from sdesk.models import Person
from sdesk.practice.chosen_places import choose_in, folder_for_copies, settings_folder
from sdesk.practice.kept_copies import Places
from sdesk.practice.safekeeping import verify
from sdesk.practice.told_copies import told_copies
from sdesk.practice.workspaces import open_workspace
from sdesk.ui.settings import Settings
from tests.command_line.asking import Sdesk, one_line
from tests.command_line.test_imports import TestImport
from tests.provider import working_provider

FORMAT_1 = Path(__file__).parents[1] / "fixtures" / "v1.sdesk"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that was chosen for copies, in the window's own way."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    chosen = tmp_path / "copies"
    chosen.mkdir()
    Settings(settings_folder() / "sdesk.ini").places = Places(chosen)
    return chosen


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """A small one, as each copy is read through: nobody has it open."""
    provider = working_provider(tmp_path / "harbour.sdesk")
    provider.workspace.close()
    return provider.workspace.path


def copies_in(place: Path) -> list[Path]:
    return sorted(place.glob("*/*.sdesk"))


def names_in(path: Path) -> set[str]:
    looked_at = Path(shutil.copy(path, path.parents[1] / "looked at.sdesk"))
    looked_at.chmod(0o600)
    with open_workspace(looked_at) as workspace:
        assert verify(workspace) == []
        return {person.name for person in workspace.find(Person)}


def import_of(harbour: Path, folder: Path) -> tuple[object, ...]:
    (folder / "map.toml").write_text(TestImport.MAP, encoding="utf-8")
    (folder / "new.csv").write_text("No,Name\n1,Bakery\n", encoding="utf-8")
    return (
        "import",
        harbour,
        "Customer",
        folder / "new.csv",
        "--map",
        folder / "map.toml",
        "--as",
        "Ana Reyes",
    )


def test_before_an_import_there_is_a_good_copy(
    sdesk: Sdesk, harbour: Path, tmp_path: Path, place: Path
) -> None:
    sdesk(*import_of(harbour, tmp_path), "--dry-run")
    assert copies_in(place) == []
    assert sdesk(*import_of(harbour, tmp_path))[0] == 0
    (copy,) = copies_in(place)
    assert b"Bakery" not in copy.read_bytes() and b"Bakery" in harbour.read_bytes()
    assert "Ana Reyes" in names_in(copy)


@pytest.mark.a_few(1)
@pytest.mark.parametrize("command", ["adopt", "passphrase"])
def test_what_a_command_wrote_is_in_a_good_copy_when_it_ends(
    sdesk: Sdesk, harbour: Path, place: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("SDESK_NEW_PASSPHRASE", "six brown gulls over the pier")
    more = ("20000-1-2011",) if command == "adopt" else ()
    status, _said, wrong = sdesk(command, harbour, *more)
    assert (status, wrong) == (0, "")
    monkeypatch.setenv("SDESK_PASSPHRASE", "six brown gulls over the pier" if not more else "")
    (copy,) = copies_in(place)
    assert sdesk("restore", copy, place / "again.sdesk")[0] == 0
    assert sdesk("verify", place / "again.sdesk")[0] == 0


@pytest.mark.parametrize("command", ["adopt"])
def test_where_no_copy_can_be_made_that_is_said_and_what_was_done_stands(
    sdesk: Sdesk, harbour: Path, place: Path, command: str
) -> None:
    place.rmdir()
    place.write_text("no folder")
    status, said, wrong = sdesk(command, harbour, "20000-1-2011")
    assert (status, one_line(wrong)) == (0, True)
    assert "is adopted" in said


def test_without_one_nothing_is_imported(sdesk: Sdesk, harbour: Path, tmp_path: Path, place: Path) -> None:
    place.rmdir()
    status, out, err = sdesk(*import_of(harbour, tmp_path))
    assert (status, out, one_line(err)) == (2, "", True)
    assert "The folder for copies" in err and b"Bakery" not in harbour.read_bytes()


def test_before_something_is_restored_over_it_there_is_a_copy_of_what_is_there(
    sdesk: Sdesk, harbour: Path, tmp_path: Path, place: Path
) -> None:
    sdesk("backup", harbour, "-o", tmp_path / "backup.sdesk")
    with open_workspace(harbour) as workspace, workspace.transaction("save") as session:
        person = workspace.find(Person)[0]
        session.get_one(Person, person.id).name = "Written since"
    assert sdesk("restore", tmp_path / "backup.sdesk", harbour)[0] == 2
    assert copies_in(place) == []
    status, out, _err = sdesk("restore", tmp_path / "backup.sdesk", harbour, "--force")
    assert status == 0 and "no good copy" not in out
    (copy,) = copies_in(place)
    assert "Written since" in names_in(copy) and "Written since" not in names_in(harbour)


def test_a_copy_that_is_restored_is_not_thinned_by_the_one_before_it(
    sdesk: Sdesk, harbour: Path, tmp_path: Path, place: Path
) -> None:
    assert sdesk(*import_of(harbour, tmp_path))[0] == 0
    (copy,) = copies_in(place)
    assert sdesk("restore", copy, harbour, "--force")[0] == 0
    assert copy.is_file() and b"Bakery" not in harbour.read_bytes()


@pytest.mark.parametrize("there", [b"rubbish" * 999, b""])
def test_what_cannot_be_opened_is_said_to_be_in_no_copy_and_is_put_aside(
    sdesk: Sdesk, harbour: Path, tmp_path: Path, place: Path, there: bytes
) -> None:
    sdesk("backup", harbour, "-o", tmp_path / "backup.sdesk")
    harbour.write_bytes(there)
    status, out, _err = sdesk("restore", tmp_path / "backup.sdesk", harbour, "--force")
    assert status == 0 and "What is there is in no good copy." in out
    (aside,) = tmp_path.glob("harbour replaced *.sdesk")
    assert aside.read_bytes() == there and copies_in(place) == []


def test_a_workspace_of_an_older_format_is_copied_before_any_command_opens_it(
    sdesk: Sdesk, tmp_path: Path, place: Path
) -> None:
    old = Path(shutil.copy(FORMAT_1, tmp_path / "old.sdesk"))
    assert sdesk("tasks", old)[0] == 0
    (copy,) = copies_in(place)
    assert copy.name.endswith(" in format 1.sdesk")


@pytest.mark.parametrize("mode", [0o600, 0o400], ids=["writable", "not writable"])
def test_to_verify_one_changes_nothing_and_copies_nothing(
    sdesk: Sdesk, tmp_path: Path, place: Path, mode: int
) -> None:
    old = Path(shutil.copy(FORMAT_1, tmp_path / "old.sdesk"))
    old.chmod(mode)
    before = sorted(tmp_path.rglob("*")), old.stat().st_mtime_ns
    status, out, err = sdesk("verify", old)
    assert (status, err) == (0, "") and "has format 1" in out and "is whole" in out and "Anchor" not in out
    assert old.read_bytes() == FORMAT_1.read_bytes()
    assert (sorted(tmp_path.rglob("*")), old.stat().st_mtime_ns) == before and copies_in(place) == []


def test_a_damaged_one_is_named_and_stays(sdesk: Sdesk, tmp_path: Path, place: Path) -> None:
    old = tmp_path / "old.sdesk"
    old.write_bytes(FORMAT_1.read_bytes().replace(b"Ana Reyes", b"Eve Reyes"))
    there = old.read_bytes()
    status, out, _err = sdesk("verify", old)
    assert status == 1 and "has format 1" in out and "is whole" not in out and len(out.splitlines()) > 1
    assert old.read_bytes() == there and copies_in(place) == []


def test_an_anchor_says_nothing_of_what_was_all_written_before_there_were_any(
    sdesk: Sdesk, harbour: Path, tmp_path: Path
) -> None:
    old = Path(shutil.copy(FORMAT_1, tmp_path / "old.sdesk"))
    anchor = sdesk("verify", harbour)[1].split()[-1]
    status, out, _err = sdesk("verify", old, "--anchor", anchor)
    assert status == 1 and "Nothing can be held against the anchor" in out and "rewritten" not in out
    assert sdesk("verify", old, "--anchor", anchor[:-1])[0] == 2
    assert old.read_bytes() == FORMAT_1.read_bytes()


def test_one_that_something_is_restored_over_is_kept_in_its_format(
    sdesk: Sdesk, harbour: Path, tmp_path: Path, place: Path
) -> None:
    old = Path(shutil.copy(FORMAT_1, tmp_path / "old.sdesk"))
    status, out, _err = sdesk("restore", harbour, old, "--force")
    assert status == 0 and "no good copy" not in out
    (copy,) = copies_in(place)
    (aside,) = tmp_path.glob("old replaced *.sdesk")
    assert copy.name.endswith(" in format 1.sdesk")
    assert aside.read_bytes() == FORMAT_1.read_bytes()


@pytest.mark.torture
def test_what_can_be_read_of_a_damaged_one_is_saved_and_what_is_missing_named(
    sdesk: Sdesk, harbour: Path, tmp_path: Path
) -> None:
    status, out, err = sdesk("rescue", harbour, tmp_path / "all.sdesk")
    assert (status, err) == (0, "") and "holds all of it" in out
    content = bytearray(harbour.read_bytes())
    at = content.rfind(b"Ana Reyes") // 4096 * 4096
    content[at : at + 4096] = b"\xff" * 4096
    harbour.write_bytes(content)
    status, out, err = sdesk("rescue", harbour, tmp_path / "some.sdesk")
    assert (status, err) == (1, "") and "holds what could be read" in out and len(out.splitlines()) > 1
    status, verified, _err = sdesk("verify", tmp_path / "some.sdesk")
    assert status == 1 and set(verified.splitlines()) <= set(out.splitlines())
    assert harbour.read_bytes() == content
    assert sdesk("rescue", harbour, tmp_path / "some.sdesk")[0] == 2


def test_whoever_makes_a_workspace_is_told_where_copies_go(sdesk: Sdesk, tmp_path: Path, place: Path) -> None:
    assert str(place) in sdesk("new", tmp_path / "new.sdesk", "--organization", "Harbour IT")[1]


@pytest.mark.parametrize(
    "noted",
    ["", "{", "[]", "null", '{"first": 3, "second": ""}', '{"first": "/a"}', "\udcff", '{"first": "a'],
)
def test_what_is_noted_and_cannot_be_read_is_nothing_chosen(tmp_path: Path, noted: str) -> None:
    from sdesk.practice.chosen_places import chosen_in, places_here

    (settings_folder() / "copies.json").write_bytes(noted.encode(errors="surrogateescape"))
    assert chosen_in(settings_folder()) is None
    assert places_here() == Places(folder_for_copies())


def test_any_name_of_a_folder_is_remembered_as_it_is(tmp_path: Path) -> None:
    from sdesk.practice.chosen_places import chosen_in

    for name in ("ä, b; c = d", 'with "quotes" \\ and %20', "日本", "bytes \udcff", " spaced "):
        chosen = Places(tmp_path / name, tmp_path / f"{name} 2")
        choose_in(settings_folder(), chosen)
        assert chosen_in(settings_folder()) == chosen
        json.loads((settings_folder() / "copies.json").read_text(encoding="utf-8"))


def told_in(path: Path) -> list[tuple[str, str]]:
    with open_workspace(path) as workspace:
        return [("failed" if each.failed else each.place, each.name) for each in told_copies(workspace)]


def test_what_becomes_of_a_copy_is_told_in_the_workspace_that_it_is_of(
    sdesk: Sdesk, harbour: Path, tmp_path: Path, place: Path
) -> None:
    mine, other = tmp_path / "mine.sdesk", tmp_path / "other.sdesk"
    sdesk("new", other, "--organization", "Somebody Else")
    assert sdesk("backup", harbour, "-o", mine) == (0, f"{mine} is a verified copy.\n", "")
    assert sdesk("verify", harbour, "--copy", mine) == (0, f"{mine} is whole.\n", "")
    assert sdesk(*import_of(harbour, tmp_path))[0] == 0
    (kept,) = copies_in(place)
    assert sdesk("verify", harbour, "--copy", kept)[0] == 0
    expected = [("elsewhere", "mine.sdesk")] * 2 + [("first", kept.name)] * 2
    assert told_in(harbour) == expected
    status, _out, err = sdesk("verify", harbour, "--copy", other)
    assert status == 1 and one_line(err) and "is no copy of" in err
    for nothing in (harbour, tmp_path / "nowhere.sdesk"):
        status, out, err = sdesk("verify", harbour, "--copy", nothing)
        assert (status, out, one_line(err)) == (2, "", True)
    assert sdesk("verify", harbour, "--copy", mine, "--anchor", "x")[0] == 2
    assert told_in(harbour) == expected
    content = mine.read_bytes()
    mine.write_bytes(content.replace(b"Ana Reyes", b"Ena Reyes"))
    status, out, _err = sdesk("verify", harbour, "--copy", mine)
    assert status == 1 and "is damaged" in out
    assert told_in(harbour) == [*expected, ("failed", "mine.sdesk")]
    assert sdesk("verify", harbour)[0] == 0


def test_an_anchor_that_was_noted_after_a_copy_fits_the_copy(
    sdesk: Sdesk, harbour: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.sdesk"
    sdesk("backup", harbour, "-o", mine)
    anchor = sdesk("verify", harbour)[1].split()[-1]
    status, out, err = sdesk("verify", mine, "--anchor", anchor)
    assert (status, err) == (0, "") and "older copy" not in out and anchor in out
