"""A workspace of a newer program, killed in the middle of a save: refused, and not a byte, a time or a name is changed."""

import shutil
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from sdesk.practice.workspaces import start_workspace
from sdesk.storage.file.engine import unlock
from sdesk.storage.file.files import hot_journals, journal_of
from sdesk.storage.schema import SCHEMA_VERSION
from tests.command_line.asking import Sdesk

PASSPHRASES = ["", "open sesame"]


def killed_in_a_save(path: Path, passphrase: str, version: int, saving: str = "") -> None:
    """At `path` lies what a program leaves that ends while it saves: a part of the pages, and the journal of all."""
    made = path.with_name("made.sdesk")
    start_workspace(made, "Harbour IT Services", passphrase=passphrase).close()
    writing = sqlcipher.connect(made, isolation_level=None)
    unlock(writing.cursor(), passphrase)
    for statement in (
        f"PRAGMA user_version = {version}",
        "PRAGMA cache_size = 1",
        "BEGIN",
        saving or "PRAGMA writable_schema = OFF",
        "CREATE TABLE newer (what)",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION SELECT i + 1 FROM n LIMIT 400) "
        "INSERT INTO newer SELECT randomblob(900) FROM n",
    ):
        writing.execute(statement)
    for each in (path, journal_of(path)):
        shutil.copy(made.with_name(each.name.replace(path.name, made.name)), each)
    writing.close()
    made.unlink()
    assert hot_journals(path)


def all_of(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        each.name: (each.read_bytes(), each.stat().st_mtime_ns) for each in folder.iterdir() if each.is_file()
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "firm").mkdir()
    return tmp_path / "firm"


@pytest.mark.parametrize("passphrase", PASSPHRASES)
def test_it_is_refused_by_its_own_name_and_left_as_it_was(
    sdesk: Sdesk, folder: Path, tmp_path: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDESK_PASSPHRASE", passphrase)
    path = folder / "newer.sdesk"
    killed_in_a_save(path, passphrase, SCHEMA_VERSION + 1)
    before = all_of(folder)
    for command in (
        ["list", path, "WP.18"],
        ["verify", path],
        ["rescue", path, tmp_path / "rescued.sdesk"],
        ["export", path, tmp_path / "exported"],
        ["backup", path],
        ["restore", path, tmp_path / "restored.sdesk"],
    ):
        status, out, err = sdesk(*command)
        assert (status, out) == (2, ""), command
        assert "newer.sdesk was" in err, command
        assert "by a newer sdesk" in err, command
        assert all_of(folder) == before, command
    for place in ("rescued.sdesk", "exported", "restored.sdesk"):
        assert not (tmp_path / place).exists()
    assert {each.name for each in folder.iterdir()} == before.keys()


@pytest.mark.parametrize("version", [SCHEMA_VERSION, SCHEMA_VERSION + 1])
def test_without_its_passphrase_it_is_left_too(
    sdesk: Sdesk, folder: Path, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can know then what it is."""
    path = folder / "newer.sdesk"
    killed_in_a_save(path, "open sesame", version)
    before = all_of(folder)
    for words in ("", "open says me"):
        monkeypatch.setenv("SDESK_PASSPHRASE", words)
        status, _, err = sdesk("list", path, "WP.18")
        assert status == 2
        assert "newer.sdesk is not a workspace, or its passphrase is another one" in err
        assert all_of(folder) == before


@pytest.mark.parametrize("passphrase", PASSPHRASES)
def test_what_counts_is_what_the_journal_makes_of_it(
    sdesk: Sdesk, folder: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file says that it is newer while a newer program brings it there; taken back, it is today's."""
    monkeypatch.setenv("SDESK_PASSPHRASE", passphrase)
    path = folder / "harbour.sdesk"
    killed_in_a_save(path, passphrase, SCHEMA_VERSION, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    status, _, err = sdesk("list", path, "WP.18")
    assert (status, err) == (0, "")
    assert list(all_of(folder)) == ["harbour.sdesk"]


@pytest.mark.parametrize("passphrase", PASSPHRASES)
def test_one_that_keeps_a_log_is_not_brought_to_our_way(
    sdesk: Sdesk, folder: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDESK_PASSPHRASE", passphrase)
    path = folder / "newer.sdesk"
    start_workspace(path, "Harbour IT Services", passphrase=passphrase).close()
    writing = sqlcipher.connect(path, isolation_level=None)
    unlock(writing.cursor(), passphrase)
    writing.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    writing.execute("PRAGMA journal_mode = WAL")
    writing.close()
    before = all_of(folder)
    status, _, err = sdesk("list", path, "WP.18")
    assert status == 2
    assert "by a newer sdesk" in err
    assert all_of(folder) == before


def test_a_database_of_another_program_is_not_called_newer(sdesk: Sdesk, folder: Path) -> None:
    path = folder / "harbour.sdesk"
    with sqlcipher.connect(path) as other:
        other.execute("CREATE TABLE other (what)")
        other.execute("PRAGMA user_version = 4000")
    status, _, err = sdesk("list", path, "WP.18")
    assert status == 2
    assert "not a workspace of sdesk" in err
