"""The file beside the workspace: what goes in comes out, nobody else reads it, and nothing that happens to it is fatal."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdesk.errors import SdeskError
from sdesk.storage.file.unsaved import PutAside, UnsavedFile
from tests.thorough import examples

TEXT = "a word that nobody else writes: Zwetschgenknödel"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "harbour.sdesk"


def unsaved(place: Path, passphrase: str = "", workspace: str = "first hash") -> UnsavedFile:
    return UnsavedFile(place, passphrase, lambda: workspace)


def keep(
    place: Path, contents: dict[str, str], passphrase: str = "", workspace: str = "first hash"
) -> UnsavedFile:
    """As a program leaves it that ends without closing anything."""
    file = unsaved(place, passphrase, workspace)
    file.write(contents)
    file.wait()
    file._drop_engine()
    return file


@pytest.mark.parametrize("passphrase", ["", "correct horse", 'it\'s "quoted" ü'])
def test_what_is_kept_is_read_again(place: Path, passphrase: str) -> None:
    keep(place, {"one": TEXT, "two": "other"}, passphrase)
    assert unsaved(place, passphrase).read() == {"one": TEXT, "two": "other"}


@settings(max_examples=examples(15, 25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.text(min_size=1, alphabet=st.characters(codec="utf-8", exclude_characters="\0")),
        st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0")),
    )
)
def test_any_content_comes_back(tmp_path: Path, contents: dict[str, str]) -> None:
    file = unsaved(tmp_path / "harbour.sdesk")
    file.path.unlink(missing_ok=True)
    file.write(contents)
    assert file.read() == contents
    file.close()


def test_with_a_passphrase_the_text_is_nowhere_on_the_disk(place: Path) -> None:
    file = unsaved(place, "correct horse")
    for number in range(20):
        file.write({"one": TEXT * number, "two": TEXT})
        file.wait()
        for found in place.parent.iterdir():
            assert TEXT.encode()[:12] not in found.read_bytes()
            assert b"SQLite" not in found.read_bytes()
    file.close()


@pytest.mark.skipif(os.name != "posix", reason="rights are of POSIX")
def test_only_its_owner_reads_it(place: Path) -> None:
    before = os.umask(0)
    try:
        file = keep(place, {"one": TEXT})
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


def test_what_was_forgotten_is_not_left_in_the_file(place: Path) -> None:
    file = unsaved(place)
    file.write({"one": TEXT * 400, "two": "other"})
    file.write({}, ["one"])
    file.wait()
    assert TEXT.encode()[:12] not in file.path.read_bytes()
    assert file.read() == {"two": "other"}
    file.close()


def test_nothing_left_is_no_file_left(place: Path) -> None:
    file = unsaved(place)
    file.write({"one": TEXT})
    file.write({}, ["one"])
    file.close()
    assert list(place.parent.iterdir()) == []


def test_something_left_stays_when_it_is_closed(place: Path) -> None:
    file = unsaved(place)
    file.write({"one": TEXT})
    file.close()
    assert unsaved(place).read() == {"one": TEXT}


def test_without_anything_to_keep_there_is_never_a_file(place: Path) -> None:
    file = unsaved(place)
    assert file.read() == {}
    file.write({}, ["one"])
    file.close()
    assert list(place.parent.iterdir()) == []


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:3000])


def _overwrite(path: Path) -> None:
    path.write_bytes(os.urandom(8192))


def _text(path: Path) -> None:
    path.write_text("this is no database", encoding="utf-8")


def _with_trigger(path: Path) -> None:
    from sdesk.storage.file.engine import open_engine

    engine = open_engine(path)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TRIGGER t AFTER INSERT ON kept BEGIN DELETE FROM kept; END")
    engine.dispose()


@pytest.mark.parametrize("harm", [_cut, _overwrite, _text, _with_trigger])
def test_a_damaged_file_is_put_aside_and_the_next_one_works(
    place: Path, harm: Callable[[Path], None]
) -> None:
    file = keep(place, {"one": TEXT})
    harm(file.path)
    harmed = file.path.read_bytes()
    again = unsaved(place)
    with pytest.raises(PutAside) as said:
        again.read()
    aside = place.with_name(f"{file.path.name}.aside")
    assert aside.name in str(said.value)
    assert aside.read_bytes() == harmed or harm is _with_trigger
    again.write({"two": "typed since"})
    assert again.read() == {"two": "typed since"}
    again.close()


@pytest.mark.parametrize(
    ("passphrase", "workspace", "reason"),
    [("another", "first hash", "another passphrase"), ("horse", "other hash", "another workspace")],
)
def test_a_file_of_something_else_is_put_aside(
    place: Path, passphrase: str, workspace: str, reason: str
) -> None:
    keep(place, {"one": TEXT}, "horse")
    with pytest.raises(PutAside, match=reason):
        unsaved(place, passphrase, workspace).read()
    kept_aside = place.with_name(f"{unsaved(place).path.name}.aside")
    kept_aside.rename(unsaved(place).path)
    assert unsaved(place, "horse").read() == {"one": TEXT}


def test_two_files_put_aside_do_not_take_each_others_place(place: Path) -> None:
    for number in range(3):
        keep(place, {"one": f"{number}"}, workspace=f"workspace {number}")
        with pytest.raises(PutAside):
            unsaved(place, workspace="ours").read()
    assert len(list(place.parent.glob(".*.aside*"))) == 3


@pytest.mark.parametrize("harm", [Path.unlink, _overwrite])
def test_a_file_that_goes_while_it_is_open_is_written_anew_with_everything(
    place: Path, harm: Callable[[Path], None]
) -> None:
    file = unsaved(place)
    file.write({"one": TEXT})
    file.wait()
    if harm is Path.unlink:
        file.path.unlink()
    else:
        file.path.unlink()
        harm(file.path)
    file.write({"two": "typed after"})
    file.wait()
    file._drop_engine()
    assert unsaved(place).read() == {"one": TEXT, "two": "typed after"}


def test_where_it_cannot_be_written_it_says_so_and_goes_on_when_it_can(place: Path) -> None:
    file = unsaved(place)
    file.path.mkdir()
    faults: list[SdeskError] = []
    file.write({"one": TEXT}, failed=faults.append)
    file.wait()
    assert len(faults) == 1
    assert file.path.name in str(faults[0])
    file.path.rmdir()
    file.write({"two": "later"}, failed=faults.append)
    assert file.read() == {"one": TEXT, "two": "later"}
    assert len(faults) == 1
    file.close()


@pytest.mark.parametrize(("old", "new"), [("", "horse"), ("horse", ""), ("horse", "other")])
def test_a_change_of_passphrase_takes_the_kept_text_along(place: Path, old: str, new: str) -> None:
    file = unsaved(place, old)
    typed_meanwhile: list[object] = []
    file.write({"one": TEXT})
    file.change_passphrase(new, lambda: typed_meanwhile.append(file.write({"two": "after"})))
    file.wait()
    file._drop_engine()
    assert unsaved(place, new).read() == {"one": TEXT, "two": "after"}
    if new:
        assert TEXT.encode()[:12] not in file.path.read_bytes()
    assert [path.name for path in place.parent.iterdir()] == [file.path.name]


def test_what_was_put_aside_before_the_first_write_is_said(place: Path) -> None:
    file = keep(place, {"one": TEXT}, workspace="another")
    again = unsaved(place)
    faults: list[SdeskError] = []
    again.prepare()
    again.write({"two": "typed"}, failed=faults.append)
    assert again.read() == {"two": "typed"}
    assert [type(fault) for fault in faults] == [PutAside]
    again.write({"three": "typed"}, failed=faults.append)
    again.close()
    assert len(faults) == 1
    assert place.with_name(f"{file.path.name}.aside").exists()


# ---------------------------------------------------------------- under another name


def renamed(place: Path, name: str = "new.sdesk") -> Path:
    place.touch()
    return place.rename(place.with_name(name))


@pytest.mark.parametrize("passphrase", ["", "correct horse"])
def test_it_is_found_beside_a_workspace_that_was_renamed(place: Path, passphrase: str) -> None:
    left = keep(place, {"one": TEXT}, passphrase)
    file = unsaved(renamed(place), passphrase)
    assert file.read() == {"one": TEXT}
    assert not left.path.exists()
    file.write({}, ["one"])
    file.close()
    assert [each.name for each in place.parent.iterdir()] == ["new.sdesk"]


def test_both_are_kept_where_something_was_typed_under_the_new_name_too(place: Path) -> None:
    keep(place, {"one": TEXT})
    new = renamed(place)
    keep(new, {"two": "other"})
    assert unsaved(new).read() == {"one": TEXT, "two": "other"}


@pytest.mark.parametrize(
    "workspace, passphrase", [("other hash", ""), ("first hash", "other"), ("other", "other")]
)
def test_that_of_another_workspace_is_left_as_it_is(place: Path, workspace: str, passphrase: str) -> None:
    left = keep(place, {"one": TEXT}, passphrase, workspace)
    before = left.path.read_bytes()
    file = unsaved(renamed(place))
    assert file.read() == {}
    file.close()
    assert left.path.read_bytes() == before


def test_that_of_a_workspace_that_is_there_is_its_own(place: Path) -> None:
    """A copy of it lies beside it, as the same workspace."""
    left = keep(place, {"one": TEXT})
    place.touch()
    assert unsaved(place.with_name("copy.sdesk")).read() == {}
    assert left.path.exists()


@pytest.mark.parametrize("harm", [b"", b"nonsense" * 600])
def test_what_nobody_can_read_is_left_as_it_is(place: Path, harm: bytes) -> None:
    other = place.with_name(".old.sdesk.unsaved")
    other.write_bytes(harm)
    file = unsaved(place)
    assert file.read() == {}
    file.close()
    assert other.read_bytes() == harm


def test_what_was_put_aside_by_another_workspace_of_that_name_is_found(place: Path) -> None:
    keep(place, {"one": TEXT})
    new = renamed(place)
    other = unsaved(place, workspace="other hash")
    place.touch()
    with pytest.raises(PutAside):
        other.read()
    other.close()
    assert unsaved(new).read() == {"one": TEXT}


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_by_a_link_it_is_the_same(place: Path) -> None:
    place.touch()
    (place.parent / "desk").mkdir()
    link = place.parent / "desk" / "link.sdesk"
    link.symlink_to(place)
    keep(link, {"one": TEXT})
    file = unsaved(place)
    assert file.read() == {"one": TEXT}
    file.close()
    assert unsaved(link).read() == {"one": TEXT}
    assert not link.with_name(".link.sdesk.unsaved").exists()


def in_another_folder(place: Path, name: str = "harbour.sdesk") -> Path:
    folder = place.parent / "another"
    folder.mkdir()
    return place.rename(folder / name)


def keep_noted(place: Path, notes: Path, workspace: str = "first hash") -> UnsavedFile:
    file = UnsavedFile(place, "", lambda: workspace, notes)
    file.write({"one": TEXT})
    file.wait()
    file._drop_engine()
    return file


def test_it_is_found_where_the_workspace_was_moved_without_it(place: Path, tmp_path: Path) -> None:
    place.touch()
    notes = tmp_path / "state" / "notes"
    left = keep_noted(place, notes)
    file = UnsavedFile(in_another_folder(place), "", lambda: "first hash", notes)
    assert file.read() == {"one": TEXT}
    assert not left.path.exists()
    file.close()


def test_that_of_a_workspace_that_was_not_moved_is_its_own(place: Path, tmp_path: Path) -> None:
    """A copy in another folder is the same workspace; what was typed in the other belongs there."""
    place.touch()
    left = keep_noted(place, tmp_path / "notes")
    (tmp_path / "another").mkdir()
    copy = UnsavedFile(tmp_path / "another" / "copy.sdesk", "", lambda: "first hash", tmp_path / "notes")
    assert copy.read() == {}
    assert left.path.exists()


@pytest.mark.parametrize(
    "note", [b"", b"\xff\xfe", b"/nowhere/.a.sdesk.unsaved\n", b"\0.unsaved\n", b".unsaved\n"]
)
def test_a_note_that_says_nothing_true_keeps_nothing_from_being_read(
    place: Path, tmp_path: Path, note: bytes
) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "..unsaved").write_bytes(b"x")
    (tmp_path / "notes" / "first hash.typed").write_bytes(note)
    file = UnsavedFile(place, "", lambda: "first hash", tmp_path / "notes")
    assert file.read() == {}
    file.write({"one": TEXT})
    assert file.read() == {"one": TEXT}
    file.close()
