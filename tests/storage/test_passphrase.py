"""Another passphrase: nothing is lost, nothing stays readable, and a kill leaves the whole under one of the two."""

import os
import shutil
from pathlib import Path

import pytest

from sdesk.errors import SdeskError
from sdesk.models import Person
from sdesk.practice.backups import NotWhole, back_up
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.passphrase import change_passphrase, is_passphrase, remove_passphrase, strength
from sdesk.practice.safekeeping import verify
from sdesk.practice.workspaces import open_workspace, start_workspace
from sdesk.storage import Workspace
from sdesk.storage.file import passphrase as exchanging
from sdesk.storage.file import unsaved as side_files
from sdesk.storage.workspace import FileGone
from sdesk.translation import message
from tests.full_disk import full_disk
from tests.storage.test_restore import every_kill, names_of_files, whole_names

KNOWN = b"Querformat"
"""Part of all that is written and typed here."""
PEOPLE = [f"Querformat {number:02}" for number in range(30)]
TYPED = {"form": "Querformat, typed and not saved"}
OLD, NEW = "correct horse battery", 'it\'s "staple" ü'


@pytest.fixture(params=["", OLD])
def old(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def place(tmp_path: Path, old: str, quick_keys: None) -> Path:
    """A workspace with thirty people, and text beside it that was typed when its program was killed."""
    path = tmp_path / "office" / "harbour.sdesk"
    path.parent.mkdir()
    with start_workspace(path, "Querformat Ltd", passphrase=old) as workspace:
        with workspace.transaction("people"):
            for name in PEOPLE:
                create(workspace, Person, {"name": name})
        workspace.unsaved.write(TYPED)
    return path


def change(path: Path, old: str, new: str) -> None:
    with Workspace.open(path, old) as workspace:
        exchanging.change_passphrase(workspace, new)


def readable(folder: Path) -> list[str]:
    """The files below a folder in which known text, or the head of a plain database, stands."""
    return [
        file.name
        for file in folder.rglob("*")
        if file.is_file() and any(part in file.read_bytes() for part in (KNOWN, b"SQLite format"))
    ]


def typed_in(path: Path, passphrase: str) -> dict[str, str]:
    with Workspace.open(path, passphrase) as workspace:
        return workspace.unsaved.read()


@pytest.mark.a_few(1)
@pytest.mark.skipif(os.name != "posix", reason="limits files as POSIX does")
@pytest.mark.parametrize("part", [0.0, 0.4])
def test_on_a_full_disk_it_stays_and_that_is_said_in_a_persons_words(
    place: Path, old: str, part: float
) -> None:
    with open_workspace(place, old) as workspace:
        before = place.read_bytes()
        for new in (NEW, "") if old else (NEW,):
            with full_disk(int(part * len(before))), pytest.raises(SdeskError) as refused:
                exchanging.change_passphrase(workspace, new)
            assert not any(word in str(refused.value) for word in ("I/O", "SQL", "database"))
            assert place.read_bytes() == before and workspace.passphrase == old
    assert whole_names(place, old) == PEOPLE


@pytest.mark.a_few(1)
def test_everything_is_there_under_the_new_one_alone_and_is_nowhere_readable(place: Path, old: str) -> None:
    with open_workspace(place, old) as workspace:
        change_passphrase(workspace, NEW, NEW)
        assert is_passphrase(workspace, NEW)
        create(workspace, Person, {"name": "Querformat, saved after"})
        workspace.unsaved.write({"later": "Querformat, typed after"})
        workspace.unsaved.wait()
        with workspace.transaction("with its journal") as session:
            session.connection().exec_driver_sql("PRAGMA cache_size = 10")
            for person in workspace.find(Person):
                save(workspace, person, {"job_title": "Querformat " * 300})
            session.flush()
            assert place.with_name(place.name + "-journal").stat().st_size > 10_000
            assert readable(place.parent) == []
        back_up(workspace, place.with_name("copy.sdesk"))
        assert readable(place.parent) == []
    assert readable(place.parent) == []
    for passphrase in {"", old}:
        with pytest.raises(SdeskError):
            Workspace.open(place, passphrase)
    with open_workspace(place, NEW) as workspace:
        assert verify(workspace) == []
        assert {each.name for each in workspace.find(Person)} == {*PEOPLE, "Querformat, saved after"}
    assert typed_in(place, NEW) == {**TYPED, "later": "Querformat, typed after"}


def test_one_that_is_removed_leaves_a_file_that_anybody_opens(place: Path, old: str) -> None:
    with open_workspace(place, old) as workspace:
        remove_passphrase(workspace)
    assert whole_names(place) == PEOPLE
    assert typed_in(place, "") == TYPED


@pytest.mark.a_few(2)
@pytest.mark.parametrize(
    ("words", "again", "said"),
    [("short", "short", "shorter"), (NEW, OLD, "differ"), (NEW + " ",) * 2 + ("space",)],
)
def test_what_is_short_or_was_typed_otherwise_is_refused(
    place: Path, old: str, words: str, again: str, said: str
) -> None:
    with open_workspace(place, old) as workspace, pytest.raises(Refused, match=said):
        change_passphrase(workspace, words, again)
    assert whole_names(place, old) == PEOPLE


@pytest.mark.a_few(1)
def test_older_copies_keep_theirs_and_those_that_anybody_reads_are_named(place: Path, old: str) -> None:
    with open_workspace(place, old) as workspace:
        back_up(workspace, place.with_name("harbour-2026-01-01.sdesk"))
        back_up(workspace, place.with_name("another.sdesk"))
        place.with_name(".harbour.sdesk.unsaved.aside").write_bytes(b"SQLite format 3\0 and text")
        named = change_passphrase(workspace, NEW, NEW)
    assert whole_names(place.with_name("harbour-2026-01-01.sdesk"), old) == PEOPLE
    plain_copies = [] if old else ["harbour-2026-01-01.sdesk"]
    assert sorted(each.name for each in named) == [".harbour.sdesk.unsaved.aside", *plain_copies]


@pytest.mark.a_few(1)
def test_through_a_link_the_file_itself_is_encrypted(place: Path, old: str) -> None:
    link = place.with_name("link.sdesk")
    link.symlink_to(place)
    with open_workspace(link, old) as workspace:
        assert change_passphrase(workspace, NEW, NEW) == []
    assert link.is_symlink()
    assert whole_names(place, NEW) == PEOPLE
    assert readable(place.parent) == []


class TestWhatGoesWrong:
    def test_a_new_file_that_is_not_whole_never_takes_the_place(
        self, place: Path, old: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fill = exchanging._fill

        def lossy(cursor: object) -> None:
            fill(cursor)
            cursor.execute("DELETE FROM copy.person WHERE number = 'PER-0001'")  # type: ignore[attr-defined]

        monkeypatch.setattr(exchanging, "_fill", lossy)
        monkeypatch.setattr(exchanging, "compare", lambda _cursor: None)
        with pytest.raises(NotWhole):
            change(place, old, NEW)
        self.is_as_before(place, old)

    @pytest.mark.a_few(1)
    @pytest.mark.parametrize("step", ["settle", "sync_folder"])
    def test_a_disk_that_refuses_leaves_an_open_workspace(
        self, place: Path, old: str, step: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_given: object) -> None:
            raise OSError(28, "No space left on device")

        with open_workspace(place, old) as workspace, monkeypatch.context() as patch:
            patch.setattr(f"sdesk.storage.{'workspace' if step == 'settle' else 'file.files'}.{step}", refuse)
            with pytest.raises(SdeskError, match="full"):
                exchanging.change_passphrase(workspace, NEW)
            patch.undo()
            assert is_passphrase(workspace, old)
            assert workspace.unsaved.read() == TYPED
            create(workspace, Person, {"name": "After"})
        assert whole_names(place, old) == [*PEOPLE, "After"]

    @pytest.mark.a_few(1)
    def test_a_file_that_another_program_put_there_is_not_written_over(self, place: Path, old: str) -> None:
        with open_workspace(place, old) as workspace:
            foreign = place.with_name("foreign")
            foreign.write_bytes(b"of somebody else")
            foreign.replace(place)
            with pytest.raises(FileGone):
                exchanging.change_passphrase(workspace, NEW)
        assert place.read_bytes() == b"of somebody else"

    def test_typed_text_that_cannot_be_written_anew_changes_nothing(
        self, place: Path, old: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_given: object) -> None:
            raise SdeskError(message("The disk is full."))

        with monkeypatch.context() as patch:
            patch.setattr(side_files.UnsavedFile, "_put", refuse)
            with pytest.raises(SdeskError, match="full"):
                change(place, old, NEW)
        self.is_as_before(place, old)

    def is_as_before(self, place: Path, old: str) -> None:
        assert whole_names(place, old) == PEOPLE
        assert typed_in(place, old) == TYPED
        assert names_of_files(place.parent) == [".harbour.sdesk.unsaved", "harbour.sdesk"]


@pytest.mark.a_few(1)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that can be ended at a chosen call")
@pytest.mark.parametrize("new", ["", NEW])
def test_a_kill_leaves_the_whole_under_one_of_the_two(place: Path, old: str, new: str) -> None:
    found: set[str] = set()

    def look(folder: Path) -> None:
        path = folder / place.name
        opens = [each for each in {old, new} if _opens(path, each)]
        assert len(opens) == 1
        assert whole_names(path, opens[0]) == PEOPLE
        assert typed_in(path, opens[0]) == TYPED
        assert names_of_files(folder) == [".harbour.sdesk.unsaved", "harbour.sdesk"]
        if opens[0]:
            assert readable(folder) == []
        found.update(opens)

    assert every_kill(place.parent, lambda folder: change(folder / place.name, old, new), look) > 15
    assert found == {old, new}


def _opens(path: Path, passphrase: str) -> bool:
    kept = Path(shutil.copy(path, path.with_name("looked at")))
    try:
        Workspace.open(kept, passphrase).close()
    except SdeskError:
        return False
    finally:
        kept.unlink()
    return True


@pytest.mark.parametrize(
    ("weak", "strong"), [("password", "vexing otter pumps gravel"), ("Harbour IT", "8fK!zq0Lw#")]
)
def test_what_is_tried_first_is_called_weak(weak: str, strong: str) -> None:
    assert strength(weak, ("Harbour IT",)).score < 2
    assert strength(strong, ("Harbour IT",)).score > 2
    assert strength("").score == 0
    assert strength(strong * 40).score == 4
