"""Copies of a file: each is written as a replica of its own, so that no key is given to two different things."""

import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from sdesk.models import (
    ActionItem,
    Change,
    Operation,
    Organization,
    Replica,
    ServiceIncident,
    ServiceScope,
    TaskInterval,
)
from sdesk.models.ledger import EntryOfFormat1
from sdesk.practice.lifecycle.records import create, history_of, new_version, save, versions_of
from sdesk.practice.readiness.tasks import set_interval
from sdesk.practice.workspaces import Workspace, open_workspace, people, start_workspace, work_as
from sdesk.storage import col
from sdesk.storage.operations import hash_of_format_1
from sdesk.storage.verify.damages import verify
from tests.fixtures.fill import fixture
from tests.provider import Provider, TickingClock


class Desk:
    """A laptop: what it remembers of the replicas it writes as."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.notes = name, folder / name

    def open(self, path: Path) -> Workspace:
        workspace = open_workspace(path, device=self.name, clock=TickingClock(), installation=self.notes)
        work_as(workspace, next(iter(people(workspace)), None))
        return workspace

    def write(self, path: Path, summary: str) -> str:
        """One incident; its number."""
        with self.open(path) as workspace:
            return create(workspace, ServiceIncident, {"summary": summary}).number


@pytest.fixture
def here(tmp_path: Path) -> Desk:
    return Desk("here", tmp_path)


@pytest.fixture
def there(tmp_path: Path) -> Desk:
    return Desk("there", tmp_path)


@pytest.fixture
def path(tmp_path: Path, here: Desk) -> Path:
    """A workspace that was made here, with one incident."""
    path = tmp_path / "harbour.sdesk"
    with start_workspace(path, "Harbour IT", device=here.name, installation=here.notes) as workspace:
        create(workspace, ServiceIncident, {"summary": "The first"})
    return path


def copied(path: Path, name: str) -> Path:
    return Path(shutil.copy(path, path.with_name(name)))


def keys_of(path: Path, notes: Path) -> dict[tuple[Any, ...], Any]:
    """Every key that the file gives, and what it gives it to: operations, what they changed, numbers, replicas."""
    with open_workspace(path, installation=notes / "reader") as workspace:
        operations = {
            ("operation", each.replica, each.number): each.hash for each in workspace.find(Operation)
        }
        ids = {("operation", each.id): each.hash for each in workspace.find(Operation)}
        numbers = {("number", each.number): each.id for each in workspace.find(ServiceIncident, deleted=True)}
        records = {("record", each.id): each.summary for each in workspace.find(ServiceIncident)}
        codes = {("code", each.code): each.id for each in workspace.find(Replica)}
        assert verify(workspace) == []
        return {**operations, **ids, **numbers, **records, **codes}


def collisions(tmp_path: Path, *paths: Path) -> list[tuple[Any, ...]]:
    """The keys that two of the files give to different things."""
    given: dict[tuple[Any, ...], Any] = {}
    found = []
    for path in paths:
        for key, value in keys_of(path, tmp_path).items():
            if given.setdefault(key, value) != value:
                found.append(key)
    return found


def replicas(path: Path, notes: Path) -> list[Replica]:
    with open_workspace(path, installation=notes / "reader") as workspace:
        return workspace.find(Replica)


def test_where_a_file_ends_as_it_was_left_its_replica_goes_on(path: Path, here: Desk, tmp_path: Path) -> None:
    assert [here.write(path, word) for word in ("a", "b")] == ["INC-2026-0002", "INC-2026-0003"]
    (only,) = replicas(path, tmp_path)
    assert (only.code, only.device) == ("", "here")


def test_a_copy_on_another_laptop_is_another_replica(
    path: Path, here: Desk, there: Desk, tmp_path: Path
) -> None:
    copy = copied(path, "copy.sdesk")
    ours, theirs = here.write(path, "here"), there.write(copy, "there")
    assert ours == "INC-2026-0002"
    code = replicas(copy, tmp_path)[-1].code or replicas(copy, tmp_path)[0].code
    assert theirs == f"INC-2026-{code}-0001"
    assert there.write(copy, "again") == f"INC-2026-{code}-0002"
    assert collisions(tmp_path, path, copy) == []


def test_a_file_handed_over_and_back_goes_on_as_the_replica_it_was(
    path: Path, here: Desk, there: Desk, tmp_path: Path
) -> None:
    there.write(path, "there")
    assert here.write(path, "here again") == "INC-2026-0002"
    assert len(replicas(path, tmp_path)) == 2


def test_two_copies_on_one_laptop(path: Path, here: Desk, tmp_path: Path) -> None:
    copy = copied(path, "copy.sdesk")
    here.write(path, "in the one")
    here.write(copy, "in the other")
    here.write(path, "in the one again")
    here.write(copy, "in the other again")
    assert collisions(tmp_path, path, copy) == []
    assert (len(replicas(path, tmp_path)), len(replicas(copy, tmp_path))) == (1, 2)


def test_two_copies_open_at_the_same_time(path: Path, here: Desk, tmp_path: Path) -> None:
    copy = copied(path, "copy.sdesk")
    with here.open(path) as one, here.open(copy) as other:
        for word in ("a", "b"):
            create(one, ServiceIncident, {"summary": f"one {word}"})
            create(other, ServiceIncident, {"summary": f"other {word}"})
    assert collisions(tmp_path, path, copy) == []


def test_a_restored_file_goes_on_as_a_new_replica(path: Path, here: Desk, tmp_path: Path) -> None:
    backup = copied(path, "backup.sdesk")
    lost = here.write(path, "after the backup")
    gone = path.rename(tmp_path / "gone.sdesk")
    restored = copied(backup, "harbour.sdesk")
    assert here.write(restored, "after restoring") != lost
    assert collisions(tmp_path, gone, restored) == []


def test_a_crash_between_commit_and_note_goes_on_as_it_was(path: Path, here: Desk, tmp_path: Path) -> None:
    before = {file: file.read_bytes() for file in here.notes.iterdir()}
    here.write(path, "the note of this was lost")
    for file, content in before.items():
        file.write_bytes(content)
    assert here.write(path, "next") == "INC-2026-0003"
    assert len(replicas(path, tmp_path)) == 1


@pytest.mark.parametrize("content", [b"", b"torn", b"99999999999999999999 " + b"0" * 64, b"\x00" * 86])
def test_a_note_that_says_nothing_or_something_else_is_not_believed(
    path: Path, here: Desk, tmp_path: Path, content: bytes
) -> None:
    copy = copied(path, "copy.sdesk")
    here.write(path, "here")
    for file in here.notes.iterdir():
        file.write_bytes(content)
    here.write(copy, "in the copy")
    assert collisions(tmp_path, path, copy) == []


def test_where_nothing_can_be_noted_each_opening_is_a_replica(path: Path, tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("a file, no folder")
    forgetful = Desk("in the way", tmp_path)
    copy = copied(path, "copy.sdesk")
    for file in (path, copy, path):
        forgetful.write(file, f"in {file.name}")
    assert collisions(tmp_path, path, copy) == []


def test_what_was_rolled_back_is_not_noted(path: Path, here: Desk, tmp_path: Path) -> None:
    with here.open(path) as workspace:
        with pytest.raises(ZeroDivisionError), workspace.transaction("x"):
            create(workspace, ServiceIncident, {"summary": "lost"})
            raise ZeroDivisionError
        assert create(workspace, ServiceIncident, {"summary": "kept"}).number == "INC-2026-0002"
    assert here.write(path, "next") == "INC-2026-0003"
    assert collisions(tmp_path, path) == []


def test_reading_begins_no_replica(path: Path, there: Desk, tmp_path: Path) -> None:
    before = path.read_bytes()
    with there.open(path) as workspace:
        assert verify(workspace) == []
        assert workspace.count(ServiceIncident) == 1
    assert path.read_bytes() == before


def test_all_copies_are_of_one_workspace_and_no_two_workspaces_are(
    path: Path, here: Desk, there: Desk, tmp_path: Path
) -> None:
    copy = copied(path, "copy.sdesk")
    with ExitStack() as stack:
        one, other = stack.enter_context(here.open(path)), stack.enter_context(there.open(copy))
        made = start_workspace(tmp_path / "new.sdesk", "Another", installation=here.notes)
        new = stack.enter_context(made)
        assert one.id == other.id != new.id


class TestMigratedApart:
    @pytest.fixture
    def both(self, tmp_path: Path) -> tuple[Path, Path]:
        one, other = (Path(shutil.copy(fixture(1), tmp_path / f"{name}.sdesk")) for name in "ab")
        return one, other

    def test_they_are_one_workspace_with_two_replicas(
        self, both: tuple[Path, Path], here: Desk, there: Desk, tmp_path: Path
    ) -> None:
        numbers = [desk.write(path, desk.name) for desk, path in zip((here, there), both, strict=True)]
        assert len(set(numbers)) == 2
        assert collisions(tmp_path, *both) == []
        found = [replicas(path, tmp_path)[0] for path in both]
        assert found[0].workspace == found[1].workspace
        assert found[0].id != found[1].id
        assert all(each.code for each in found)

    def test_their_chains_begin_where_that_of_format_1_ends(
        self, both: tuple[Path, Path], here: Desk, tmp_path: Path
    ) -> None:
        here.write(both[0], "after")
        with here.open(both[0]) as workspace:
            first = workspace.first(Operation, order_by=[col(Operation.number)])
            hashes = [each.hash for each in workspace.find(EntryOfFormat1, order_by=[EntryOfFormat1.id])]
            assert first.previous_hash == hash_of_format_1(hashes)


class TestWhatThereIsOneOf:
    def test_two_copies_that_make_the_same_give_it_the_same_id(
        self, path: Path, here: Desk, there: Desk
    ) -> None:
        copy = copied(path, "copy.sdesk")
        with here.open(path) as one, there.open(copy) as other:
            for workspace in (one, other):
                set_interval(workspace, "GO.2.4", 90)
                create(workspace, ServiceScope)
            for model in (Organization, TaskInterval, ServiceScope):
                assert [each.id for each in one.find(model)] == [each.id for each in other.find(model)]
            assert (
                len({each.id for each in (set_interval(one, task, 9) for task in ("GO.2.4", "GO.3.1"))}) == 2
            )

    def test_one_written_anew_after_a_deleted_draft_is_another(self, provider: Provider) -> None:
        from sdesk.practice.lifecycle.records import delete_draft

        first = provider.create(ServiceScope)
        delete_draft(provider.workspace, first)
        assert provider.create(ServiceScope).id != first.id
        assert verify(provider.workspace) == []


def test_two_versions_3_stand_side_by_side(provider: Provider) -> None:
    """As they come together when each of two laptops has written one."""
    scope = provider.approved(ServiceScope)
    second = new_version(provider.workspace, scope)
    with provider.workspace.transaction("bring together") as session:
        ours, theirs = (
            ServiceScope(number=scope.number, version=3, state="draft", scope=word)
            for word in ("ours", "theirs")
        )
        session.add_all((ours, theirs))
    found = versions_of(provider.workspace, scope)
    assert [each.version for each in found] == [3, 3, 2, 1]
    assert {each.scope for each in found[:2]} == {"ours", "theirs"}
    assert found[2].id == second.id
    assert verify(provider.workspace) == []


def test_the_history_of_a_record_goes_on_across_formats(tmp_path: Path, here: Desk) -> None:
    path = Path(shutil.copy(fixture(1), tmp_path / "old.sdesk"))
    with here.open(path) as workspace:
        item = workspace.first(ActionItem, col(ActionItem.state) == "open")
        assert item is not None
        old = history_of(workspace, item)
        save(workspace, item, {"notes": "Since then"})
        newest, *rest = history_of(workspace, item)
        assert [each.hash for each in rest] == [each.hash for each in old]
        assert newest.changes == {"notes": ["", "Since then"]}
        assert workspace.count(Change, col(Change.record) == item.id) == 1
        assert verify(workspace) == []
