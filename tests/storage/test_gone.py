"""The open file is moved, removed or written over: nothing is called saved that is not at the workspace's path."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sdesk.errors import SdeskError
from sdesk.models import Person
from sdesk.practice.backups import save_elsewhere
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.safekeeping import verify
from sdesk.practice.workspaces import Workspace, open_workspace, start_workspace
from sdesk.storage.workspace import FileGone

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="elsewhere the system keeps an open file in its place"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "firm").mkdir()
    return tmp_path / "firm"


@pytest.fixture
def workspace(folder: Path) -> Iterator[Workspace]:
    with start_workspace(folder / "harbour.sdesk", "Harbour IT") as opened:
        create(opened, Person, {"name": "Ana Reyes"})
        yield opened


def names(workspace: Workspace) -> list[str]:
    return [person.name for person in workspace.find(Person)]


def removed(path: Path) -> None:
    path.unlink()


def renamed(path: Path) -> None:
    path.rename(path.with_name("old.sdesk"))


def replaced_by_another(path: Path) -> None:
    start_workspace(path.with_name("other.sdesk"), "Other Ltd").close()
    path.with_name("other.sdesk").replace(path)


def replaced_by_an_older_copy(path: Path) -> None:
    shutil.copy2(path, path.with_name("older.sdesk"))
    path.with_name("older.sdesk").replace(path)


def written_over_in_place(path: Path) -> None:
    older = path.read_bytes()[:-4096] + b"\0" * 4096
    with path.open(
        "rb+"
    ) as file:  # the same file on the disk, as cp and some programs that synchronise do it
        file.write(older)


def written_over_with_the_same(path: Path) -> None:
    shutil.copyfile(path, path.with_name("older.sdesk"))
    shutil.copyfile(path.with_name("older.sdesk"), path)


def folder_renamed(path: Path) -> None:
    path.parent.rename(path.parent.with_name("archive"))


def folder_removed(path: Path) -> None:
    """As a stick that is pulled out."""
    shutil.rmtree(path.parent)


def made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


LOSSES = [removed, renamed, replaced_by_another, replaced_by_an_older_copy, written_over_in_place,
          written_over_with_the_same, folder_renamed, folder_removed, made_a_folder]  # fmt: skip


@pytest.mark.parametrize("lose", LOSSES)
def test_nothing_is_called_saved(workspace: Workspace, lose: Callable[[Path], None]) -> None:
    heard: list[object] = []
    workspace.listeners.append(heard.append)
    mourned: list[FileGone] = []
    workspace.mourners.append(mourned.append)
    lose(workspace.path)
    for _ in range(2):
        with pytest.raises(FileGone, match="Nothing was saved"):
            create(workspace, Person, {"name": "Eve"})
    ana = workspace.first(Person)
    assert ana is not None
    with pytest.raises(FileGone):
        save(workspace, ana, {"job_title": "Lead"})
    assert heard == []
    assert len(mourned) == 3
    assert names(workspace) == ["Ana Reyes"]


@pytest.mark.parametrize("lose", [loss for loss in LOSSES if not loss.__name__.startswith("written")])
def test_a_file_that_goes_in_the_middle_of_a_transaction_is_seen(
    workspace: Workspace, lose: Callable[[Path], None]
) -> None:
    with pytest.raises(FileGone), workspace.transaction("many") as session:
        create(workspace, Person, {"name": "Eve"})
        session.flush()
        lose(workspace.path)
    assert names(workspace) == ["Ana Reyes"]
    ana = workspace.first(Person)
    assert ana is not None
    assert ana.job_title == ""


def test_a_file_that_goes_in_the_moment_of_the_commit_is_seen(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlmodel import Session

    commit = Session.commit

    def commit_and_lose(session: Session) -> None:
        commit(session)
        removed(workspace.path)

    heard: list[object] = []
    workspace.listeners.append(heard.append)
    monkeypatch.setattr(Session, "commit", commit_and_lose)
    with pytest.raises(FileGone):
        create(workspace, Person, {"name": "Eve"})
    assert heard == []


def test_a_link_that_leads_elsewhere_is_seen(workspace: Workspace, folder: Path) -> None:
    workspace.close()
    other = start_workspace(folder / "other.sdesk", "Other Ltd")
    other.close()
    link = folder / "link.sdesk"
    link.symlink_to(folder / "harbour.sdesk")
    with open_workspace(link) as opened:
        create(opened, Person, {"name": "Eve"})
        link.unlink()
        link.symlink_to(other.path)
        with pytest.raises(FileGone):
            create(opened, Person, {"name": "Finn"})
    with open_workspace(link) as opened:
        assert names(opened) == []


def test_a_relative_path_stays_where_it_was(
    workspace: Workspace, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.close()
    monkeypatch.chdir(folder)
    with open_workspace(Path("harbour.sdesk")) as opened:
        monkeypatch.chdir(tmp_path)
        create(opened, Person, {"name": "Eve"})
    monkeypatch.chdir(folder)
    with open_workspace(Path("harbour.sdesk")) as opened:
        assert names(opened) == ["Ana Reyes", "Eve"]


def test_what_is_put_back_is_saved_to_again(workspace: Workspace, folder: Path) -> None:
    renamed(workspace.path)
    with pytest.raises(FileGone):
        create(workspace, Person, {"name": "Eve"})
    (folder / "old.sdesk").rename(workspace.path)
    create(workspace, Person, {"name": "Eve"})
    folder_renamed(workspace.path)
    with pytest.raises(FileGone):
        create(workspace, Person, {"name": "Finn"})
    folder.with_name("archive").rename(folder)
    create(workspace, Person, {"name": "Finn"})
    workspace.close()
    with open_workspace(workspace.path) as again:
        assert names(again) == ["Ana Reyes", "Eve", "Finn"]
        assert verify(again) == []


def test_reading_goes_on(workspace: Workspace) -> None:
    folder_removed(workspace.path)
    assert names(workspace) == ["Ana Reyes"]
    with workspace.reading():
        assert workspace.count(Person) == 1


def test_what_lies_at_the_path_now_is_left_alone(workspace: Workspace) -> None:
    replaced_by_another(workspace.path)
    with open_workspace(workspace.path) as other:
        create(other, Person, {"name": "Finn"})
        with pytest.raises(FileGone):
            create(workspace, Person, {"name": "Eve"})
        workspace.close()
        create(other, Person, {"name": "Gil"})
    with open_workspace(workspace.path) as other:
        assert names(other) == ["Finn", "Gil"]
        assert verify(other) == []


class TestSavedElsewhere:
    @pytest.mark.a_few(2)
    @pytest.mark.parametrize("lose", [loss for loss in LOSSES if loss is not written_over_in_place])
    @pytest.mark.parametrize("passphrase", ["", "a long sentence"])
    def test_everything_is_in_the_new_file_and_work_goes_on(
        self, folder: Path, tmp_path: Path, lose: Callable[[Path], None], passphrase: str
    ) -> None:
        with start_workspace(folder / "harbour.sdesk", "Harbour IT", passphrase=passphrase) as workspace:
            create(workspace, Person, {"name": "Ana Reyes"})
            lose(workspace.path)
            save_elsewhere(workspace, tmp_path / "saved.sdesk")
            assert workspace.path == tmp_path / "saved.sdesk"
            create(workspace, Person, {"name": "Eve"})
            with pytest.raises(SdeskError, match="open in another program"):
                open_workspace(tmp_path / "saved.sdesk", passphrase)
        with open_workspace(tmp_path / "saved.sdesk", passphrase) as again:
            assert names(again) == ["Ana Reyes", "Eve"]
            assert verify(again) == []
        assert sorted(each.name for each in tmp_path.iterdir() if each.is_file()) == ["saved.sdesk"]

    def test_to_the_old_place_too_when_nothing_is_there(self, workspace: Workspace, folder: Path) -> None:
        removed(workspace.path)
        save_elsewhere(workspace, folder / "harbour.sdesk")
        create(workspace, Person, {"name": "Eve"})
        workspace.close()
        with open_workspace(folder / "harbour.sdesk") as again:
            assert names(again) == ["Ana Reyes", "Eve"]

    def test_never_over_a_file(self, workspace: Workspace) -> None:
        replaced_by_another(workspace.path)
        before = workspace.path.read_bytes()
        with pytest.raises(SdeskError, match="already a file"):
            save_elsewhere(workspace, workspace.path)
        assert workspace.path.read_bytes() == before

    def test_what_cannot_be_written_leaves_things_as_they_are(
        self, workspace: Workspace, tmp_path: Path
    ) -> None:
        renamed(workspace.path)
        with pytest.raises(SdeskError, match="could not be written"):
            save_elsewhere(workspace, tmp_path / "nowhere" / "saved.sdesk")
        workspace.path.with_name("old.sdesk").rename(workspace.path)
        create(workspace, Person, {"name": "Eve"})

    def test_damage_is_not_gone_on_with(self, workspace: Workspace, tmp_path: Path) -> None:
        written_over_in_place(workspace.path)
        place = workspace.path
        try:
            save_elsewhere(workspace, tmp_path / "saved.sdesk")
        except SdeskError:
            assert workspace.path == place
        else:
            assert verify(workspace) == []
            assert names(workspace) == ["Ana Reyes"]


JOURNAL_REMOVED = """
import os, sys
from pathlib import Path
from sdesk.models import Person
from sdesk.practice.lifecycle.records import create
from sdesk.practice.workspaces import open_workspace

workspace = open_workspace(Path(sys.argv[1]))
create(workspace, Person, {"name": "Eve"})
journal = Path(sys.argv[1] + "-journal")
journal.unlink()
if len(sys.argv) > 2:
    journal.write_bytes(Path(sys.argv[2]).read_bytes())
with workspace.transaction("many") as session:
    session.connection().exec_driver_sql("PRAGMA cache_size = 10")
    for number in range(40):
        create(workspace, Person, {"name": f"Half {number} " + "x" * 5000})
    session.flush()
    assert journal.exists() and journal.read_bytes()[:1] != b"\\0"
    os._exit(9)
"""


@pytest.mark.a_few(1)
@pytest.mark.parametrize("foreign", [False, True], ids=["removed", "replaced"])
def test_a_journal_that_was_taken_away_is_made_anew(
    workspace: Workspace, hot_journal: Path, foreign: bool
) -> None:
    """A program tidies up or synchronises; what was half written when the power failed is taken back all the same."""
    workspace.close()
    arguments = [str(workspace.path), *([str(hot_journal)] if foreign else [])]
    done = subprocess.run([sys.executable, "-c", JOURNAL_REMOVED, *arguments], check=False)
    assert done.returncode == 9
    with open_workspace(workspace.path) as again:
        assert names(again) == ["Ana Reyes", "Eve"]
        assert verify(again) == []
