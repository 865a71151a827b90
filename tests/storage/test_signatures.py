"""Signatures: who has the file alone cannot write what its history tells, and what is forged is found."""

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from sdesk.models import Change, Operation, Replica, ServiceIncident
from sdesk.practice.lifecycle.records import create
from sdesk.practice.safekeeping import rewritten, verify, what_is_remembered, who_wrote
from sdesk.practice.workspaces import open_workspace, start_workspace
from sdesk.storage import col
from sdesk.storage.signing import Key, is_signed
from tests.fixtures.fill import fixture
from tests.forging import forge, places, strip

NOTES = "notes"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workspace of one laptop, with three incidents."""
    path = tmp_path / "harbour.sdesk"
    start_workspace(path, "Harbour IT", device="here", installation=tmp_path / NOTES).close()
    for word in ("one", "two", "three"):
        write(path, word)
    return path


def write(path: Path, summary: str, notes: str = NOTES) -> str:
    with open_workspace(path, device=notes, installation=path.parent / notes) as workspace:
        return create(workspace, ServiceIncident, {"summary": summary}).number


def damages(path: Path, notes: str = NOTES) -> list[str]:
    with open_workspace(path, installation=path.parent / notes) as workspace:
        return [str(damage) for damage in verify(workspace)]


def remembered(path: Path, notes: str = NOTES) -> list[str]:
    with open_workspace(path, installation=path.parent / notes) as workspace:
        return [str(said) for said in (*rewritten(workspace), *what_is_remembered(workspace))]


def replicas(path: Path) -> list[Replica]:
    with open_workspace(path, installation=path.parent / "reader") as workspace:
        return workspace.find(Replica)


def key_file(path: Path) -> Path:
    [found] = (path.parent / NOTES).glob("*.key")
    return found


def by_sql(path: Path, *statements: str) -> None:
    """As with a tool for SQLite, the guards of the history put aside."""
    with sqlcipher.connect(str(path)) as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in (*statements, *(sql for _name, sql in guards)):
            connection.execute(statement)
    connection.close()


def test_every_operation_is_signed_by_the_key_that_its_first_one_tells(path: Path) -> None:
    with open_workspace(path, installation=path.parent / "reader") as workspace:
        [replica] = workspace.find(Replica)
        operations = workspace.find(Operation)
        [begun] = workspace.find(Change, col(Change.model) == "Replica")
    assert begun.changes["public_key"] == [None, replica.public_key]
    assert len(operations) == 4
    assert all(is_signed(replica.public_key, each.hash, each.signature) for each in operations)
    assert not is_signed(replica.public_key, operations[0].hash, operations[1].signature)


def test_the_secret_half_is_for_its_owner_alone_and_not_in_the_workspace(path: Path) -> None:
    key = Key.read(key_file(path).read_text())
    assert key is not None
    assert key.public == replicas(path)[0].public_key
    if os.name == "posix":
        assert stat.S_IMODE(key_file(path).stat().st_mode) == 0o600
    for content in (path.read_bytes(), path.read_bytes().lower()):
        assert key.secret.encode() not in content
        assert bytes.fromhex(key.secret) not in content
    assert key.secret not in repr(key)
    assert not list((path.parent / NOTES).glob("*.part"))


def another_key(_text: str) -> str:
    return Key.made().written()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _text: "",
        lambda _text: "torn",
        lambda text: text[:64],
        lambda text: text.replace(text[0], "0" if text[0] != "0" else "1", 1),
        lambda text: " ".join(reversed(text.split())),
        lambda text: text.split()[0] + "é " + text.split()[1],
        another_key,
    ],
)
def test_without_the_key_of_a_replica_nobody_goes_on_as_it(path: Path, spoil: Callable[[str], str]) -> None:
    file = key_file(path)
    file.write_text(spoil(file.read_text()), encoding="utf-8")
    assert write(path, "after").startswith("INC-2026-") and write(path, "again")
    assert len(replicas(path)) == 2
    assert damages(path) == []


def test_a_key_that_was_lost_makes_a_new_replica(path: Path) -> None:
    key_file(path).unlink()
    write(path, "after")
    write(path, "again")
    assert len({replica.public_key for replica in replicas(path)}) == 2
    assert damages(path) == []


def test_a_replica_that_began_before_there_were_signatures_is_not_gone_on_with(path: Path) -> None:
    """Files that were written before are whole without; whoever writes in them begins anew, and signs."""
    shutil.copy(fixture(1), old := path.with_name("old.sdesk"))
    write(old, "in format 2")
    [replica] = replicas(old)
    assert replica.public_key
    assert damages(old) == []


ANOTHER = "0f" * 32
"""A public key that nobody has."""

THIRD = "(SELECT id FROM operation WHERE number = 3)"


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (f"UPDATE operation SET signature = '' WHERE id = {THIRD}", "operation 3 of here: it is not signed"),
        (f"UPDATE operation SET signature = upper(signature) WHERE id = {THIRD}", "operation 3 of here: its signature is not that of here"),
        (f"UPDATE operation SET signature = signature || '00' WHERE id = {THIRD}", "its signature is not that of here"),
        (f"UPDATE operation SET signature = (SELECT signature FROM operation WHERE number = 2) WHERE id = {THIRD}",
         "operation 3 of here: its signature is not that of here"),
        ("UPDATE operation SET signature = ''", "operation 1 of here: it is not signed"),
        ("UPDATE replica SET public_key = ''", "it has a signature, and there is no key that it could be of"),
        (f"UPDATE replica SET public_key = '{ANOTHER}'", "history of here: “public_key” is not what its history says"),
        ("UPDATE replica SET public_key = upper(public_key)", "history of here: “public_key” is not what its history says"),
    ],
)  # fmt: skip
def test_a_signature_that_is_not_there_or_not_the_replicas_is_named(
    path: Path, statement: str, named: str
) -> None:
    by_sql(path, statement)
    assert any(named in damage for damage in damages(path))


def test_what_comes_after_what_others_wrote_holds_it(path: Path) -> None:
    """Here, there, there, and here again: the last operation stands behind all of them."""
    write(path, "there", "there")
    write(path, "there too", "there")
    write(path, "here again")
    with open_workspace(path, installation=path.parent / "reader") as workspace:
        *_, here, there, there_too, again = workspace.find(Operation, order_by=[col(Operation.tick)])
    assert there.previous_hash == here.hash
    assert there_too.previous_hash == there.hash
    assert again.previous_hash.split(" ") == [here.hash, there_too.hash]
    assert damages(path) == []


def test_all_that_format_1_told_is_held_by_the_first_operation_that_is_signed(path: Path) -> None:
    """Its own chains are one for each device: an entry of another device would be seen by none of them."""
    shutil.copy(fixture(1), old := path.with_name("old.sdesk"))
    write(old, "in format 2")
    by_sql(
        old,
        "CREATE TABLE kept AS SELECT * FROM historyentry WHERE id > 20",
        "DELETE FROM historyentry WHERE id > 20",
        "INSERT INTO historyentry SELECT id + 1, record_id, model, number, at, 'there', person_id, person_name, action, "
        "reason, changes, previous_hash, hash FROM kept WHERE id = 21",
        "UPDATE kept SET id = id + 2",
        "INSERT INTO historyentry SELECT * FROM kept",
        "DROP TABLE kept",
    )
    assert any(
        "operation 1 of notes: the operation before it is another one" in each for each in damages(old)
    )


# ---------------------------------------------------------------- forged with the source of sdesk at hand


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    return Path(shutil.copy(fixture(), tmp_path / "filled.sdesk"))


@pytest.mark.torture
@pytest.mark.parametrize("keys", [False, True])
def test_a_history_that_was_rewritten_and_hashed_anew(filled: Path, keys: bool) -> None:
    """At 40 places. Without the keys it is found. With keys of their own it is whole: only who remembers can tell."""
    of_words = [place for place in places(filled) if place.field]
    others = [place for place in places(filled) if not place.field]
    chance = Random("forged")
    chosen = [*chance.sample(of_words, 20), *chance.sample(others, 20)]
    copy, unseen = filled.with_name("forged.sdesk"), []
    for place in chosen:
        shutil.copy(filled, copy)
        forge(copy, place, keys)
        if not damages(copy):
            unseen.append(place)
    assert len(unseen) == (40 if keys else 0)


def test_who_has_signed_remembers_that_it_was_another_history(path: Path) -> None:
    forge(path, places(path)[1], keys=True)
    assert damages(path) == []
    assert remembered(path) == [
        "history: operation 4 of here is not the one that this computer has written; what stands there was written anew"
    ]
    assert remembered(path, "elsewhere") == []
    write(path, "after")
    assert len(replicas(path)) == 2  # it does not sign what follows on that


def test_one_that_was_written_anew_without_signatures_is_said_to_be_unsigned(path: Path) -> None:
    """Whole it is; nobody says that it is signed."""
    before = said_of_who_wrote(path)
    strip(path)
    assert damages(path) == []
    assert before[0].startswith("here wrote 4 operations, signed with the key ")
    assert said_of_who_wrote(path) == ["here wrote 4 operations, not signed."]
    write(path, "after")
    assert len(replicas(path)) == 2


def test_what_format_1_told_is_said_to_be_unsigned(path: Path) -> None:
    shutil.copy(fixture(1), old := path.with_name("old.sdesk"))
    write(old, "in format 2")
    older, signed = said_of_who_wrote(old)
    assert older.endswith("operations, not signed.")
    assert signed.startswith("notes wrote 1 operation, signed with the key ")


def said_of_who_wrote(path: Path) -> list[str]:
    with open_workspace(path, installation=path.parent / "reader") as workspace:
        return [str(said) for said in who_wrote(workspace)]
