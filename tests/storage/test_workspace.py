"""The file: made, opened, refused, locked, encrypted; settings as promised; transactions all or nothing."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from sdesk.errors import SdeskError
from sdesk.models import Customer, Organization, Person
from sdesk.practice.backups import back_up
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.safekeeping import restore
from sdesk.practice.workspaces import new_file, open_workspace, start_workspace
from sdesk.storage import Workspace
from sdesk.storage.schema import SCHEMA_VERSION
from sdesk.storage.workspace import InUse
from sdesk.translation import message
from tests.provider import Provider, TickingClock


def one_person(path: Path, passphrase: str = "") -> None:
    with new_file(path, passphrase) as workspace:
        create(workspace, Person, {"name": "Ana Reyes"})


def names(workspace: Workspace) -> list[str]:
    return [person.name for person in workspace.find(Person)]


def settings_of(workspace: Workspace) -> dict[str, object]:
    wanted = ("journal_mode", "synchronous", "fullfsync", "foreign_keys", "locking_mode", "trusted_schema", "cell_size_check",
              "application_id", "user_version")  # fmt: skip
    with workspace.engine.connect() as connection:
        return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}


@pytest.mark.parametrize("again", [False, True], ids=["created", "opened"])
def test_the_settings_that_keep_what_was_written_are_in_force(tmp_path: Path, again: bool) -> None:
    path = tmp_path / "harbour.sdesk"
    workspace = Workspace.create(path)
    if again:
        workspace.close()
        workspace = Workspace.open(path)
    with workspace:
        assert settings_of(workspace) == {
            "journal_mode": "delete",
            "synchronous": 3,
            "fullfsync": 1,
            "foreign_keys": 1,
            "locking_mode": "exclusive",
            "trusted_schema": 0,
            "cell_size_check": 1,
            "application_id": 0x5DE5C001,
            "user_version": SCHEMA_VERSION,
        }


def test_a_workspace_opens_with_what_was_put_into_it(tmp_path: Path) -> None:
    path = tmp_path / "Übung & Söhne #1 50% ?.sdesk"
    one_person(path)
    with Workspace.open(path) as workspace:
        assert names(workspace) == ["Ana Reyes"]
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_copy_of_the_file_is_a_copy_of_everything(tmp_path: Path) -> None:
    path, copy = tmp_path / "harbour.sdesk", tmp_path / "copy.sdesk"
    with new_file(path) as workspace:
        create(workspace, Person, {"name": "Ana Reyes"})
        copy.write_bytes(path.read_bytes())
    with Workspace.open(copy) as workspace:
        assert names(workspace) == ["Ana Reyes"]


def test_a_closed_workspace_is_not_opened_again_unseen(tmp_path: Path) -> None:
    one_person(tmp_path / "harbour.sdesk")
    workspace = open_workspace(tmp_path / "harbour.sdesk")
    workspace.close()
    with pytest.raises(RuntimeError, match="was closed"):
        names(workspace)
    with pytest.raises(RuntimeError, match="was closed"):
        create(workspace, Person, {"name": "Tomás Bento"})
    Workspace.open(tmp_path / "harbour.sdesk").close()


class TestRefused:
    def test_a_file_that_is_there_is_never_written_over(self, tmp_path: Path) -> None:
        path = tmp_path / "notes.txt"
        path.write_text("mine")
        with pytest.raises(SdeskError, match="already a file"):
            Workspace.create(path)
        assert path.read_text() == "mine"

    @pytest.mark.parametrize("make", [Workspace.create, Workspace.open])
    def test_a_folder_that_is_not_there(self, tmp_path: Path, make: Callable[[Path], Workspace]) -> None:
        with pytest.raises(SdeskError, match="There is no"):
            make(tmp_path / "nowhere" / "harbour.sdesk")

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a zip", b"x" * 10_000])
    def test_a_file_that_is_something_else(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "harbour.sdesk"
        path.write_bytes(content)
        with pytest.raises(SdeskError, match="not a workspace"):
            Workspace.open(path)
        assert path.read_bytes() == content

    def test_a_database_of_another_program(self, tmp_path: Path) -> None:
        import sqlite3

        path = tmp_path / "places.sqlite"
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE place (id INTEGER)")
        before = path.read_bytes()
        with pytest.raises(SdeskError, match="not a workspace of sdesk"):
            Workspace.open(path)
        assert path.read_bytes() == before

    def test_a_workspace_of_a_newer_program(self, tmp_path: Path) -> None:
        path = tmp_path / "harbour.sdesk"
        with Workspace.create(path) as workspace, workspace.engine.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        before = path.read_bytes()
        with pytest.raises(SdeskError, match="newer sdesk"):
            Workspace.open(path)
        assert path.read_bytes() == before

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
    def test_a_file_that_may_not_be_written(self, tmp_path: Path) -> None:
        path = tmp_path / "harbour.sdesk"
        one_person(path)
        path.chmod(0o400)
        with pytest.raises(SdeskError, match="could not be opened"):
            Workspace.open(path)

    def test_a_workspace_without_an_owner_leaves_no_file(self, tmp_path: Path) -> None:
        path = tmp_path / "harbour.sdesk"
        for organization, zone in (("  ", "UTC"), ("Harbour", "Mars/Olympus")):
            with pytest.raises(SdeskError):
                start_workspace(path, organization, time_zone=zone)
        assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such permissions")
@pytest.mark.parametrize("mask", [0, 0o022])
def test_workspaces_copies_and_side_files_are_for_their_owner_alone(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        path = tmp_path / "harbour.sdesk"
        with new_file(path) as workspace:
            with workspace.transaction("journal") as session:
                create(workspace, Person, {"name": "Ana Reyes"})
                session.flush()
                modes = {each.name: each.stat().st_mode & 0o077 for each in tmp_path.iterdir()}
            back_up(workspace, tmp_path / "copy.sdesk")
        restore(tmp_path / "copy.sdesk", tmp_path / "again.sdesk")
    finally:
        os.umask(before)
    modes |= {each.name: each.stat().st_mode & 0o077 for each in tmp_path.iterdir()}
    assert modes == dict.fromkeys(
        ["harbour.sdesk", "harbour.sdesk-journal", ".harbour.sdesk.in-use", "copy.sdesk", "again.sdesk"], 0
    )


class TestLock:
    def test_a_second_program_is_told_who_has_it(self, tmp_path: Path) -> None:
        path = tmp_path / "harbour.sdesk"
        with new_file(path), pytest.raises(InUse) as refusal:
            Workspace.open(path)
        assert f"process {os.getpid()}" in str(refusal.value.message)
        Workspace.open(path).close()

    def test_another_process_is_kept_out_and_named(self, tmp_path: Path) -> None:
        path = tmp_path / "harbour.sdesk"
        one_person(path)
        holding = (
            "import sys; from pathlib import Path; from sdesk.storage import Workspace\n"
            "workspace = Workspace.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
        )
        with subprocess.Popen(
            [sys.executable, "-c", holding, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as other:
            assert other.stdout is not None
            assert other.stdin is not None
            assert other.stdout.readline().strip() == b"open"
            with pytest.raises(InUse, match=f"process {other.pid}"):
                Workspace.open(path)
            other.stdin.close()
        with Workspace.open(path) as workspace:
            assert names(workspace) == ["Ana Reyes"]

    def test_a_program_that_was_killed_keeps_nobody_out(self, tmp_path: Path) -> None:
        path = tmp_path / "harbour.sdesk"
        killed = (
            "import os, sys; from pathlib import Path; from sdesk.models import Person\n"
            "from sdesk.practice.lifecycle.records import create; from sdesk.practice.workspaces import new_file\n"
            "workspace = new_file(Path(sys.argv[1])); create(workspace, Person, {'name': 'Ana Reyes'})\n"
            "with workspace.transaction('half') as session:\n"
            "    create(workspace, Person, {'name': 'Half'}); session.flush(); os._exit(9)"
        )
        assert subprocess.run([sys.executable, "-c", killed, str(path)], check=False).returncode == 9
        with Workspace.open(path) as workspace:
            assert names(workspace) == ["Ana Reyes"]


class TestEncrypted:
    def test_a_passphrase_is_needed_and_nothing_can_be_read_without_it(self, tmp_path: Path) -> None:
        path = tmp_path / "harbour.sdesk"
        one_person(path, 'it\'s a "secret"; --')
        assert b"SQLite format 3" not in path.read_bytes()
        assert b"Ana Reyes" not in path.read_bytes()
        for wrong in ("", "secret"):
            with pytest.raises(SdeskError, match="passphrase is another one"):
                Workspace.open(path, wrong)
        with Workspace.open(path, 'it\'s a "secret"; --') as workspace:
            assert names(workspace) == ["Ana Reyes"]

    def test_a_passphrase_for_a_file_that_has_none_is_wrong_too(self, tmp_path: Path) -> None:
        path = tmp_path / "harbour.sdesk"
        one_person(path)
        with pytest.raises(SdeskError):
            Workspace.open(path, "secret")
        with Workspace.open(path) as workspace:
            assert names(workspace) == ["Ana Reyes"]


class TestTransactions:
    def test_listeners_hear_what_changed_after_it_is_written(self, provider: Provider) -> None:
        heard: list[frozenset[object]] = []
        provider.workspace.listeners.append(heard.append)
        with provider.workspace.transaction("two"):
            one = create(provider.workspace, Person, {"name": "Eve"})
            two = create(provider.workspace, Person, {"name": "Finn"})
            assert heard == []
        assert heard == [frozenset({one.id, two.id})]

    def test_nobody_hears_of_what_was_undone(self, provider: Provider) -> None:
        heard: list[frozenset[object]] = []
        provider.workspace.listeners.append(heard.append)
        with pytest.raises(ZeroDivisionError), provider.workspace.transaction("x"):
            create(provider.workspace, Person, {"name": "Eve"})
            raise ZeroDivisionError
        assert heard == []

    def test_nobody_hears_of_looking_without_writing(self, provider: Provider) -> None:
        heard: list[frozenset[object]] = []
        provider.workspace.listeners.append(heard.append)
        with provider.workspace.transaction("look"):
            provider.workspace.count(Person)
        assert heard == []

    def test_what_is_kept_is_forgotten_with_the_next_change(self, provider: Provider) -> None:
        def people() -> int:
            return provider.workspace.kept("people", lambda: provider.workspace.count(Person))

        assert (people(), people()) == (3, 3)
        with provider.workspace.transaction("two"):
            create(provider.workspace, Person, {"name": "Eve"})
            provider.workspace.kept("people", lambda: provider.workspace.count(Person))
            assert people() == 4
        assert people() == 4
        with pytest.raises(ZeroDivisionError), provider.workspace.transaction("undone"):
            create(provider.workspace, Person, {"name": "Finn"})
            raise ZeroDivisionError
        assert people() == 4

    def test_within_a_transaction_it_is_kept_until_what_it_rests_on_is_written(
        self, provider: Provider
    ) -> None:
        asked: list[int] = []

        def people() -> int:
            asked.append(provider.workspace.count(Person))
            return asked[-1]

        def kept() -> int:
            return provider.workspace.kept("people", people, of=(Person,))

        with provider.workspace.transaction("two"):
            assert (kept(), kept(), asked) == (3, 3, [3])
            create(provider.workspace, Customer, {"name": "Dock School"})
            assert (kept(), asked) == (3, [3])
            eve = create(provider.workspace, Person, {"name": "Eve"})
            assert (kept(), asked) == (4, [3, 4])
            save(provider.workspace, eve, {"job_title": "Tester"})
            assert (kept(), asked) == (4, [3, 4, 4])
            with pytest.raises(ZeroDivisionError), provider.workspace.transaction("undone"):
                create(provider.workspace, Person, {"name": "Finn"})
                assert kept() == 5
                raise ZeroDivisionError
            assert kept() == 4

    def test_threads_wait_for_each_other(self, provider: Provider) -> None:
        def work(number: int) -> None:
            for _ in range(5):
                person = create(provider.workspace, Person, {"name": f"P{number}"})
                save(provider.workspace, person, {"job_title": "Tester"})

        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        made = [person for person in provider.workspace.find(Person) if person.job_title == "Tester"]
        assert len({person.number for person in made}) == 20


def test_the_organization_is_known_from_the_start(tmp_path: Path) -> None:
    with start_workspace(
        tmp_path / "h.sdesk", " Harbour IT ", time_zone="Europe/Lisbon", clock=TickingClock()
    ) as workspace:
        ours = workspace.first(Organization)
        assert ours is not None
        assert (ours.name, ours.time_zone) == ("Harbour IT", "Europe/Lisbon")


def test_a_workspace_that_could_not_be_begun_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the name would be taken at the next try, by a file that is no workspace."""

    def refuse(connection: object) -> None:
        raise SdeskError(message("The database would not accept a setting."))

    monkeypatch.setattr("sdesk.storage.file.opening.create_schema", refuse)
    with pytest.raises(SdeskError, match="would not accept"):
        Workspace.create(tmp_path / "new.sdesk")
    assert list(tmp_path.iterdir()) == []
