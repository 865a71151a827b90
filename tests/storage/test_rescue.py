"""Rescue: whatever is damaged, what can be read comes along, what is missing is named, and nothing is called whole."""

import errno
import os
import random
import shutil
from collections.abc import Iterator
from io import RawIOBase
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from sdesk.errors import SdeskError
from sdesk.models import RECORDS, Customer, HistoryEntry
from sdesk.practice.lifecycle.records import create
from sdesk.practice.safekeeping import verify
from sdesk.practice.workspaces import open_workspace, start_workspace
from sdesk.storage import Workspace
from sdesk.storage.file import files
from sdesk.storage.file.rescue import rescue
from sdesk.storage.operations import sha256
from tests.full_disk import full_disk

FORMAT_1 = Path(__file__).parents[1] / "fixtures" / "v1.sdesk"
COUNT = 300


WORDS = ("", "correct horse")


@pytest.fixture(params=WORDS, ids=["plain", "encrypted"])
def passphrase(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """By passphrase; filled by the first test that needs it."""
    yield {words: tmp_path_factory.mktemp("made") / "harbour.sdesk" for words in WORDS}


@pytest.fixture
def filled(tmp_path: Path, passphrase: str, quick_keys: None, made: dict[str, Path]) -> Path:
    """Many customers, each with words that fill about a page in ten of the file."""
    path = made[passphrase]
    if not path.exists():
        with start_workspace(path, "Harbour IT", passphrase=passphrase) as workspace, workspace.at_once():
            for number in range(COUNT):
                create(workspace, Customer, {"name": f"Customer {number}", "notes": f"{number} " * 200})
    return Path(shutil.copy(path, tmp_path / "harbour.sdesk"))


def test_a_journal_beside_it_stays_and_so_does_the_damaged_file(
    filled: Path, tmp_path: Path, passphrase: str
) -> None:
    journal = filled.with_name(filled.name + "-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))
    before = filled.read_bytes(), journal.read_bytes()
    rescue(filled, tmp_path / "rescued.sdesk", passphrase)
    assert (filled.read_bytes(), journal.read_bytes()) == before


def leaves_of(path: Path, table: str) -> list[int]:
    """The pages that hold the rows of a table of a file that is not encrypted, in the order of the rows."""
    connection = sqlcipher.connect(path)
    ((root,),) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchall()
    connection.close()
    content = path.read_bytes()

    def below(page: int) -> list[int]:
        start = (page - 1) * 4096
        kind, cells = content[start], int.from_bytes(content[start + 3 : start + 5])
        if kind == 13:
            return [page]
        places = (int.from_bytes(content[start + 12 + 2 * n : start + 14 + 2 * n]) for n in range(cells))
        children = [int.from_bytes(content[start + at : start + at + 4]) for at in places]
        return [
            leaf
            for each in (*children, int.from_bytes(content[start + 8 : start + 12]))
            for leaf in below(each)
        ]

    return below(root)


def break_page(path: Path, page: int) -> None:
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = random.Random(page).randbytes(4096)
    path.write_bytes(content)


def names_in(path: Path, passphrase: str) -> set[str]:
    with open_workspace(path, passphrase) as workspace:
        return {customer.name for customer in workspace.find(Customer)}


@pytest.mark.a_few(1)
def test_of_a_whole_one_all_comes_along(filled: Path, tmp_path: Path, passphrase: str) -> None:
    before = filled.read_bytes()
    assert rescue(filled, tmp_path / "new.sdesk", passphrase) == []
    assert len(names_in(tmp_path / "new.sdesk", passphrase)) == COUNT
    with Workspace.open(filled, passphrase) as old, Workspace.open(tmp_path / "new.sdesk", passphrase) as new:
        assert verify(new) == []
        for model in RECORDS:
            assert new.count(model) == old.count(model)
        assert new.count(HistoryEntry) == old.count(HistoryEntry)
    assert sha256(before) == sha256(filled.read_bytes())


@pytest.mark.a_few(1)
@pytest.mark.parametrize("at", [0, 0.5, 1])
@pytest.mark.parametrize("passphrase", [""])
def test_of_a_broken_page_each_record_that_was_on_it_is_named(
    filled: Path, tmp_path: Path, passphrase: str, at: float
) -> None:
    pages = leaves_of(filled, "customer")
    break_page(filled, pages[round(at * (len(pages) - 1))])
    damages = [str(damage) for damage in rescue(filled, tmp_path / "new.sdesk", passphrase)]
    with open_workspace(tmp_path / "new.sdesk", passphrase) as workspace:
        kept = {customer.name: customer.number for customer in workspace.find(Customer)}
        assert [str(damage) for damage in verify(workspace)] == [
            each for each in damages if not each.startswith("table ")
        ]
    missing = COUNT - len(kept)
    assert 0 < missing < COUNT / 2
    assert len([each for each in damages if each.endswith("it is missing, but not its history")]) == missing
    assert any(each.startswith("table customer: ") for each in damages)


@pytest.mark.a_few(1)
@pytest.mark.parametrize("number", [6, pytest.param(40, marks=pytest.mark.torture)])
def test_whatever_page_is_broken_nothing_is_lost_without_a_word(
    filled: Path, tmp_path: Path, passphrase: str, number: int
) -> None:
    whole = filled.read_bytes()
    rng = random.Random(7)
    pages = rng.sample(range(2, len(whole) // 4096 + 1), number if not passphrase else number // 2)
    rescued = 0
    for page in pages:
        filled.write_bytes(whole)
        break_page(filled, page)
        new = tmp_path / f"new {page}.sdesk"
        try:
            damages = rescue(filled, new, passphrase)
        except SdeskError as fault:
            assert "can be read" in str(fault) or "damaged" in str(fault)
            assert not new.exists()
            continue
        rescued += 1
        names = names_in(new, passphrase)
        assert damages or len(names) == COUNT
        with Workspace.open(new, passphrase) as workspace:
            assert len(verify(workspace)) <= len(damages)
        new.unlink()
    assert rescued > len(pages) / 2


def test_a_value_that_does_not_fit_is_named(filled: Path, tmp_path: Path, passphrase: str) -> None:
    with Workspace.open(filled, passphrase) as workspace, workspace.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        connection.exec_driver_sql("UPDATE customer SET notes = 'forged' WHERE rowid = 5")
    damages = [str(each) for each in rescue(filled, tmp_path / "new.sdesk", passphrase)]
    assert any("is not what its history says" in each for each in damages)


@pytest.mark.parametrize("first", [b"", b"rubbish" * 5000, bytes(8192)])
def test_where_nothing_can_be_read_nothing_is_made(tmp_path: Path, first: bytes) -> None:
    (tmp_path / "damaged.sdesk").write_bytes(first)
    with pytest.raises(SdeskError):
        rescue(tmp_path / "damaged.sdesk", tmp_path / "new.sdesk")
    assert [each.name for each in tmp_path.iterdir()] == ["damaged.sdesk"]
    assert (tmp_path / "damaged.sdesk").read_bytes() == first


def test_a_damaged_one_of_an_older_format_comes_in_todays(tmp_path: Path) -> None:
    old = Path(shutil.copy(FORMAT_1, tmp_path / "old.sdesk"))
    connection = sqlcipher.connect(old, isolation_level=None)
    connection.execute("UPDATE person SET email = 'forged' WHERE rowid = 1")
    connection.close()
    assert any("is not what its history says" in str(each) for each in rescue(old, tmp_path / "new.sdesk"))
    with open_workspace(tmp_path / "new.sdesk") as workspace:
        assert verify(workspace)


def test_nothing_is_written_over_and_what_is_open_is_left(
    filled: Path, tmp_path: Path, passphrase: str
) -> None:
    (tmp_path / "there.sdesk").write_bytes(b"there")
    with pytest.raises(SdeskError, match="already a file"):
        rescue(filled, tmp_path / "there.sdesk", passphrase)
    with Workspace.open(filled, passphrase), pytest.raises(SdeskError, match="open in another program"):
        rescue(filled, tmp_path / "new.sdesk", passphrase)
    assert not (tmp_path / "new.sdesk").exists()


@pytest.mark.a_few(1)
@pytest.mark.parametrize("room", [100_000, 900_000])
def test_on_a_full_disk_nothing_is_made_and_it_is_said(
    filled: Path, tmp_path: Path, passphrase: str, room: int
) -> None:
    with full_disk(room), pytest.raises(SdeskError, match="could not be"):
        rescue(filled, tmp_path / "new.sdesk", passphrase)
    assert [each.name for each in tmp_path.iterdir()] == ["harbour.sdesk"]


def test_a_foreign_schema_does_not_come_along(filled: Path, tmp_path: Path, passphrase: str) -> None:
    with Workspace.open(filled, passphrase) as workspace, workspace.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER evil AFTER INSERT ON person BEGIN DELETE FROM customer; END"
        )
    with pytest.raises(SdeskError, match="another program"):
        rescue(filled, tmp_path / "new.sdesk", passphrase)
    assert not (tmp_path / "new.sdesk").exists()


@pytest.mark.parametrize("passphrase", [""])
def test_where_the_disk_gives_a_piece_no_more_the_rest_is_saved_and_that_is_named(
    filled: Path, tmp_path: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = filled.read_bytes().rfind(b"Customer 150") // 4096 * 4096
    read_at = files._read_at

    def refused(file: RawIOBase, at: int) -> bytes:
        if at == bad:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return read_at(file, at)

    monkeypatch.setattr(files, "_read_at", refused)
    said = [str(each) for each in rescue(filled, tmp_path / "new.sdesk", passphrase)]
    assert said[0].startswith("file: 4096 bytes of it cannot be read from its disk")
    assert len(said) > 1
    assert len(names_in(tmp_path / "new.sdesk", passphrase)) > COUNT / 2
    with open_workspace(tmp_path / "new.sdesk", passphrase) as workspace:
        assert {str(each) for each in verify(workspace)} <= set(said)


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="who may do everything may read it")
def test_one_that_may_not_be_read_is_said_to_be_that(filled: Path, tmp_path: Path, passphrase: str) -> None:
    filled.chmod(0)
    with pytest.raises(SdeskError, match="could not be read: it may not be read"):
        rescue(filled, tmp_path / "new.sdesk", passphrase)


@pytest.mark.parametrize("passphrase", [""])
def test_of_a_plain_one_nobody_is_sent_to_its_passphrase(
    filled: Path, tmp_path: Path, passphrase: str
) -> None:
    filled.write_bytes(filled.read_bytes()[:4096])
    with pytest.raises(SdeskError, match="can be read") as refused:
        rescue(filled, tmp_path / "new.sdesk", passphrase)
    assert "passphrase" not in str(refused.value)
