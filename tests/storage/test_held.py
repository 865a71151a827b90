"""The lock of an open workspace stays with it, whatever somebody chooses its file for."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sdesk.errors import SdeskError
from sdesk.models import Person
from sdesk.practice.backups import back_up
from sdesk.practice.exchange.handouts import write_file
from sdesk.practice.exchange.importing import TableFormat, load_map, read_table
from sdesk.practice.governance.first_run import set_logo
from sdesk.practice.kept_copies import Copy
from sdesk.practice.lifecycle.attachments import attach_file
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.records import create
from sdesk.practice.passphrase import change_passphrase
from sdesk.practice.reading_copies import open_to_read
from sdesk.practice.restoring import look_into
from sdesk.practice.safekeeping import check_copy, restore, save_what_can_be_read
from sdesk.practice.workspaces import needs_passphrase, open_workspace
from tests.provider import Provider

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="closing a file gives no lock away there")

TAKES_IT = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
"""


def is_locked(path: Path) -> bool:
    """Whether another program finds it locked."""
    taken = subprocess.run(
        [sys.executable, "-S", "-c", TAKES_IT, str(path)], capture_output=True, check=False
    )
    return taken.returncode != 0


def chosen(way: str, path: Path) -> Path:
    link = path.parent / "elsewhere" / "chosen.sdesk"
    link.parent.mkdir()
    match way:
        case "symlink":
            link.symlink_to(path)
        case "link":
            link.hardlink_to(path)
        case "journal":
            return path.with_name(f"{path.name}-journal")
        case _:
            return path.parent / "elsewhere" / ".." / path.name
    return link


USES: dict[str, Callable[[Workspace, Path, Path], object]] = {
    "attach": lambda workspace, path, _new: attach_file(workspace, workspace.find(Person)[0], path),
    "logo": lambda workspace, path, _new: set_logo(workspace, path),
    "csv": lambda _workspace, path, _new: read_table(path, TableFormat()),
    "map": lambda workspace, path, _new: load_map(path, workspace.packs),
    "look into": lambda workspace, path, new: look_into(path, new, present=workspace),
    "restore": lambda _workspace, path, new: restore(path, new),
    "rescue": lambda _workspace, path, new: save_what_can_be_read(path, new),
    "check": lambda _workspace, path, _new: check_copy(path),
    "back up to": lambda workspace, path, _new: back_up(workspace, path),
    "print to": lambda _workspace, path, _new: write_file(path, b"%PDF"),
    "open": lambda _workspace, path, _new: open_workspace(path),
    "read": lambda workspace, path, new: open_to_read(Copy(path, workspace.clock(), ""), new, workspace.path),
}


@pytest.mark.a_few(12)
@pytest.mark.parametrize("way", ["path", "symlink", "link", "journal"])
@pytest.mark.parametrize("use", USES)
def test_the_open_workspace_is_refused_and_stays_locked(beginner: Provider, use: str, way: str) -> None:
    workspace = beginner.workspace
    create(workspace, Person, {"name": "Saved"})  # with that, the journal is there
    path = chosen(way, workspace.path)
    before = path.stat().st_ino
    with pytest.raises(SdeskError):
        USES[use](workspace, path, beginner.workspace.path.parent / "elsewhere" / "new.sdesk")
    assert is_locked(workspace.path)
    assert path.stat().st_ino == before
    create(workspace, Person, {"name": "Still saved"})


@pytest.mark.parametrize("way", ["path", "symlink", "link"])
def test_whether_it_is_encrypted_is_seen_without_opening_it(beginner: Provider, way: str) -> None:
    workspace = beginner.workspace
    assert not needs_passphrase(chosen(way, workspace.path))
    assert is_locked(workspace.path)


def test_another_link_to_it_in_its_folder_is_not_opened_when_the_passphrase_changes(
    beginner: Provider,
) -> None:
    path = beginner.workspace.path
    os.link(path, path.with_name(f"{path.stem} too.sdesk"))
    readable = change_passphrase(beginner.workspace, "vexing otter pumps", "vexing otter pumps")
    assert [each.name for each in readable] == [f"{path.stem} too.sdesk"]
    assert is_locked(path)


def test_another_program_could_take_what_is_not_open(beginner: Provider) -> None:
    path = beginner.workspace.path
    assert is_locked(path)
    beginner.workspace.close()
    assert not is_locked(path)


OPENS_IT = """
import sys
from pathlib import Path
from sdesk.practice.workspaces import InUse, open_workspace
try:
    open_workspace(Path(sys.argv[1])).close()
except InUse:
    sys.exit(7)
"""


def is_refused(path: Path) -> bool:
    """Whether another program like this one is told that it is open."""
    tried = subprocess.run([sys.executable, "-c", OPENS_IT, str(path)], capture_output=True, check=False)
    assert tried.returncode in (0, 7), tried.stderr
    return tried.returncode == 7


@pytest.mark.torture
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the two locks may be one")
@pytest.mark.parametrize("times", [1, 2])
def test_whoever_opens_and_closes_the_file_in_our_name_lets_nobody_in(provider: Provider, times: int) -> None:
    """A file dialog that looks into what it lists does so, and no code of ours is asked."""
    path = provider.workspace.path
    for _ in range(times):
        path.open("rb").close()
    assert not is_locked(path)
    assert is_refused(path)
    create(provider.workspace, Person, {"name": "Still ours"})
    assert is_refused(path)
    provider.workspace.close()
    assert not is_refused(path)


@pytest.mark.torture
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the two locks may be one")
def test_after_another_passphrase_and_at_another_place_nobody_gets_in_either(
    provider: Provider, tmp_path: Path
) -> None:
    workspace = provider.workspace
    back_up(workspace, tmp_path / "new place.sdesk")
    workspace.go_on_at(tmp_path / "new place.sdesk")
    workspace.path.open("rb").close()
    assert is_refused(workspace.path)
    change_passphrase(workspace, "six brown gulls", "six brown gulls")
    workspace.path.open("rb").close()
    assert is_refused(workspace.path)
