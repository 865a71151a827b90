"""Looking into a copy and putting it in place: what is shown is true, and what was shown is what comes."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sdesk.errors import SdeskError
from sdesk.models import Person, ServiceIncident
from sdesk.practice.kept_copies import Places, keep_copies
from sdesk.practice.lifecycle.records import create, delete_draft, save
from sdesk.practice.passphrase import change_passphrase
from sdesk.practice.restoring import Fate, Seen, look_into, restore_seen
from sdesk.practice.safekeeping import verify
from sdesk.practice.workspaces import Workspace, open_workspace, start_workspace
from tests.storage.test_restore import every_kill

NOON = datetime(2026, 7, 15, 12, 0, tzinfo=UTC)
FORMAT_1 = Path(__file__).parents[1] / "fixtures" / "v1.sdesk"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with start_workspace(tmp_path / "harbour.sdesk", "Harbour IT", clock=lambda: NOON) as made:
        create(made, Person, {"name": "Ana"})
        create(made, ServiceIncident, {"summary": "Printer jams"})
        yield made


@pytest.fixture
def places(tmp_path: Path) -> Places:
    (tmp_path / "copies").mkdir()
    return Places(tmp_path / "copies")


def copy_of(workspace: Workspace, places: Places) -> Path:
    """Each in an hour of its own: of several of one hour the last stays."""
    made = keep_copies(workspace, places).good[0].path
    moment = workspace.clock() + timedelta(hours=1)
    workspace.clock = lambda: moment
    return made


def shown(seen: Seen) -> list[tuple[str, Fate, str]]:
    return [(each.entry.title, each.fate, each.told.action) for each in seen.differences or ()]


def test_what_was_added_changed_and_deleted_since_is_shown_newest_first(
    workspace: Workspace, places: Places
) -> None:
    incident = workspace.find(ServiceIncident)[0]
    copy = copy_of(workspace, places)
    workspace.clock = lambda: NOON.replace(hour=13)
    create(workspace, Person, {"name": "Ben"})
    workspace.clock = lambda: NOON.replace(hour=14)
    save(workspace, workspace.find(Person)[0], {"name": "Ana Reyes"})
    workspace.clock = lambda: NOON.replace(hour=15)
    delete_draft(workspace, incident)
    gone = create(workspace, ServiceIncident, {"summary": "Made and deleted"})
    delete_draft(workspace, gone)
    seen = look_into(copy, workspace.path, present=workspace)
    assert shown(seen) == [
        ("Printer jams", Fate.COMES_BACK, "delete draft"),
        ("Ana Reyes", Fate.AS_IT_WAS, "save"),
        ("Ben", Fate.GOES, "create"),
    ]
    assert dict(seen.counts) == dict.fromkeys(Fate, 1)
    assert (seen.made, seen.last_written, seen.organization) == (NOON, NOON, "Harbour IT")
    assert (seen.damages, seen.is_other, seen.unknown) == ([], False, None)
    assert sorted(each.name for each in workspace.path.parent.glob(".*")) == [".harbour.sdesk.in-use"]


def test_of_what_was_left_behind_by_restoring_both_sides_are_shown(
    workspace: Workspace, places: Places, tmp_path: Path
) -> None:
    old = copy_of(workspace, places)
    create(workspace, Person, {"name": "Left behind"})
    left = copy_of(workspace, places)
    shutil.copy(old, tmp_path / "went on.sdesk")
    (tmp_path / "went on.sdesk").chmod(0o600)
    with open_workspace(tmp_path / "went on.sdesk", installation=tmp_path) as present:
        create(present, Person, {"name": "Went on"})
        assert {
            title: fate for title, fate, _action in shown(look_into(left, present.path, present=present))
        } == {
            "Left behind": Fate.COMES_BACK,
            "Went on": Fate.GOES,
        }


def test_where_nothing_was_written_since_nothing_differs(workspace: Workspace, places: Places) -> None:
    seen = look_into(copy_of(workspace, places), workspace.path, present=workspace)
    assert seen.differences == []


def test_a_copy_of_another_workspace_is_known_as_such(
    workspace: Workspace, places: Places, tmp_path: Path
) -> None:
    with start_workspace(tmp_path / "other.sdesk", "Other Ltd") as other:
        copy = copy_of(other, places)
    seen = look_into(copy, workspace.path, present=workspace)
    assert (seen.is_other, seen.organization, seen.differences) == (True, "Other Ltd", None)


def test_a_damaged_copy_is_named_and_not_put_in_place(
    workspace: Workspace, places: Places, tmp_path: Path
) -> None:
    copy = copy_of(workspace, places)
    copy.chmod(0o600)
    copy.write_bytes(copy.read_bytes().replace(b"Printer jams", b"Printer hums"))
    seen = look_into(copy, workspace.path, present=workspace)
    assert seen.damages
    path = workspace.path
    workspace.close()
    before = path.read_bytes()
    with pytest.raises(SdeskError, match="is damaged"):
        restore_seen(seen, path)
    assert path.read_bytes() == before


def test_a_copy_from_the_future_and_another_passphrase_are_refused(
    workspace: Workspace, places: Places, tmp_path: Path
) -> None:
    copy = copy_of(workspace, places)
    change_passphrase(workspace, "nobody knows these", "nobody knows these")
    workspace.clock = lambda: NOON.replace(hour=13)
    encrypted = copy_of(workspace, places)
    for wrong in ("", "other words"):
        with pytest.raises(SdeskError, match="passphrase"):
            look_into(encrypted, workspace.path, wrong, workspace)
    assert look_into(encrypted, workspace.path, "nobody knows these", workspace).differences == []
    copy.chmod(0o600)
    with open_workspace(copy) as newer, newer.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
    with pytest.raises(SdeskError, match="newer sdesk"):
        look_into(copy, workspace.path, "", workspace)


def test_one_of_an_older_format_comes_in_todays(tmp_path: Path) -> None:
    with open_workspace(Path(shutil.copy(FORMAT_1, tmp_path / "harbour.sdesk"))) as workspace:
        create(workspace, Person, {"name": "Since"})
        seen = look_into(FORMAT_1, workspace.path, present=workspace)
        assert shown(seen) == [("Since", Fate.GOES, "create")]
        path = workspace.path
    restore_seen(seen, path)
    with open_workspace(path) as restored:
        assert verify(restored) == [] and "Since" not in {each.name for each in restored.find(Person)}


@pytest.mark.parametrize("harm", ["exchanged", "removed", "emptied", "a folder"])
def test_what_is_not_what_was_shown_is_refused_and_the_workspace_stays(
    workspace: Workspace, places: Places, harm: str
) -> None:
    copy = copy_of(workspace, places)
    create(workspace, Person, {"name": "Ben"})
    later = copy_of(workspace, places)
    seen, path = look_into(copy, workspace.path, present=workspace), workspace.path
    workspace.close()
    copy.chmod(0o600)
    if harm == "exchanged":  # whole, and not what was shown
        later.replace(copy)
    elif harm == "emptied":
        copy.write_bytes(b"")
    else:
        copy.unlink()
        if harm == "a folder":
            copy.mkdir()
    before = path.read_bytes()
    with pytest.raises(SdeskError):
        restore_seen(seen, path)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*replaced*")) and not list(path.parent.glob(".*.part"))


def test_where_another_program_has_it_open_nothing_is_replaced(workspace: Workspace, places: Places) -> None:
    seen = look_into(copy_of(workspace, places), workspace.path, present=workspace)
    with pytest.raises(SdeskError, match="open in another program"):
        restore_seen(seen, workspace.path)
    create(workspace, Person, {"name": "Works on"})


def test_it_is_not_restored_onto_itself(workspace: Workspace) -> None:
    path = workspace.path
    workspace.close()
    with pytest.raises(SdeskError, match="place to restore to"):
        restore_seen(look_into(path, path), path)


def test_the_copy_that_is_wanted_is_not_thinned_by_the_one_made_before(
    workspace: Workspace, places: Places
) -> None:
    wanted = copy_of(workspace, places)
    for minute in (10, 20):
        workspace.clock = lambda minute=minute: NOON.replace(minute=minute)  # type: ignore[misc]
        create(workspace, Person, {"name": f"At {minute}"})
        keep_copies(workspace, places, wanted)
        assert wanted.is_file()
    create(workspace, Person, {"name": "Ben"})
    workspace.clock = lambda: NOON.replace(minute=30)
    keep_copies(workspace, places)
    assert not wanted.exists()


@pytest.mark.torture
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that can be ended at a chosen call")
def test_killed_at_any_use_of_the_disk_one_whole_file_is_in_its_place(
    workspace: Workspace, places: Places, tmp_path: Path
) -> None:
    """All that the window does, from the copy of what is there to the file that comes."""
    kept = Path(shutil.copy(copy_of(workspace, places), tmp_path / "kept.sdesk"))
    create(workspace, Person, {"name": "Since"})
    seen = look_into(kept, workspace.path, present=workspace)
    workspace.close()
    folder = tmp_path / "folder"
    (folder / "copies").mkdir(parents=True)
    workspace.path.rename(folder / "harbour.sdesk")

    def work(where: Path) -> None:
        with open_workspace(where / "harbour.sdesk") as present:
            keep_copies(present, Places(where / "copies"))
        restore_seen(seen, where / "harbour.sdesk")

    found: set[bool] = set()

    def look(where: Path) -> None:
        with open_workspace(where / "harbour.sdesk") as there:
            assert verify(there) == []
            is_old = "Since" in {person.name for person in there.find(Person)}
        found.add(is_old)
        assert is_old or list((where / "copies").glob("*/*.sdesk")), "gone without a copy"
        assert is_old or list(where.glob("harbour replaced *.sdesk"))

    assert every_kill(folder, work, look) > 20
    assert found == {True, False}
