"""What is done to a workspace while the disk fails, the power goes or the program is killed, and what has to be there then."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from sdesk.errors import SdeskError
from sdesk.models import RECORDS, Attachment, Customer, Organization, Person
from sdesk.practice.backups import back_up
from sdesk.practice.exchange.csv_files import export
from sdesk.practice.exchange.importing import ImportedTable, ImportMap, import_table
from sdesk.practice.exchange.importing.mapping import Source
from sdesk.practice.lifecycle.attachments import attach, content_of_attachment
from sdesk.practice.lifecycle.records import create, save
from sdesk.practice.passphrase import change_passphrase
from sdesk.practice.safekeeping import restore, verify
from sdesk.practice.workspaces import Workspace, open_workspace, start_workspace
from sdesk.storage.schema import SCHEMA_VERSION
from tests.fixtures.fill import fixture

Say = Callable[[str], None]
"""Tells whoever survives what was shown as done."""

OLD, NEW = "correct horse battery", "vexing otter pumps"
PEOPLE = [f"Person {number:02}" for number in range(12)]


@dataclass(frozen=True)
class Work:
    """Something to do in a folder that was prepared for it. `look` raises AssertionError where something is not as said."""

    name: str
    prepare: Callable[[Path], None]
    do: Callable[[Path, Say], None]
    look: Callable[[Path, list[str]], None]

    def __str__(self) -> str:
        return self.name


def place(folder: Path) -> Path:
    return folder / "harbour.sdesk"


def opened(folder: Path, passphrase: str = "") -> Workspace:
    return open_workspace(place(folder), passphrase, installation=folder / "notes")


def begin(folder: Path, passphrase: str = "") -> None:
    """Twelve people, and what a kill would find of them."""
    with (
        start_workspace(
            place(folder), "Harbour IT", passphrase=passphrase, installation=folder / "notes"
        ) as workspace,
        workspace.transaction("people"),
    ):
        for name in PEOPLE:
            create(workspace, Person, {"name": name})


def whole(folder: Path, passphrase: str = "", path: Path | None = None) -> Workspace:
    """Open and without damage; writable still."""
    workspace = open_workspace(path or place(folder), passphrase, installation=folder / "notes")
    assert [str(each) for each in verify(workspace)] == []
    create(workspace, Customer, {"name": "After"})
    assert [str(each) for each in verify(workspace)] == []
    return workspace


def nothing_apart(folder: Path) -> None:
    """What was written apart is gone, once the workspace was opened again; a journal beside it was played."""
    assert not [each.name for each in folder.iterdir() if each.name == f".{place(folder).name}.part"]


# ---------------------------------------------------------------- saving


def _save(folder: Path, say: Say) -> None:
    with opened(folder) as workspace:
        for number in range(3):
            person = create(workspace, Person, {"name": f"New {number}"})
            say(f"New {number}:0")
            save(workspace, person, {"job_title": "x" * 9000 * number, "notes": "once"})
            say(f"New {number}:{9000 * number}")


def _look_at_saves(folder: Path, said: list[str]) -> None:
    with whole(folder) as workspace:
        found = {person.name: person for person in workspace.find(Person)}
    assert set(PEOPLE) <= set(found)
    for name, length in dict(each.split(":") for each in said).items():
        assert name in found
        assert len(found[name].job_title) >= int(length), name
        assert found[name].job_title.strip("x") == ""
    last = max((int(each.split(":")[0].removeprefix("New ")) for each in said), default=-1)
    assert len(found) - len(PEOPLE) in (last + 1, last + 2)
    nothing_apart(folder)


def _attach(folder: Path, say: Say) -> None:
    with opened(folder) as workspace:
        person = workspace.find(Person)[0]
        for number in range(3):
            attach(workspace, person, f"{number}.pdf", _content(number))
            say(str(number))


def _content(number: int) -> bytes:
    return Random(number).randbytes(30_000 * (number + 1))


def _look_at_attachments(folder: Path, said: list[str]) -> None:
    with whole(folder) as workspace:
        found = {each.name: content_of_attachment(workspace, each) for each in workspace.find(Attachment)}
    assert {f"{number}.pdf" for number in said} <= set(found)
    for name, content in found.items():
        assert content == _content(int(name[0]))
    assert len(found) <= len(said) + 1


IMPORTED = ImportedTable(
    ("number", "name"),
    tuple((f"X-{number}", f"Customer {number}") for number in range(60)),
    tuple(range(2, 62)),
)


def _import(folder: Path, say: Say) -> None:
    reads = ImportMap(Customer, "reference", {"reference": Source(("number",)), "name": Source(("name",))})
    with opened(folder) as workspace:
        create(workspace, Person, {"name": "Before"})
        say("saved")
        outcome = import_table(workspace, IMPORTED, reads)
        assert len(outcome.created) == len(IMPORTED.lines)
        say("imported")


def _look_at_import(folder: Path, said: list[str]) -> None:
    with whole(folder) as workspace:
        brought = [each for each in workspace.find(Customer) if each.reference]
        names = {person.name for person in workspace.find(Person)}
    assert len(brought) in ((len(IMPORTED.lines),) if "imported" in said else (0, len(IMPORTED.lines)))
    assert "saved" not in said or "Before" in names


# ---------------------------------------------------------------- whole files


def _start(folder: Path, say: Say) -> None:
    with start_workspace(place(folder), "Harbour IT", installation=folder / "notes"):
        say("ready")


def _look_at_start(folder: Path, said: list[str]) -> None:
    """A file is there whole or not at all; whose it is, is written next."""
    assert place(folder).exists() or not said
    if place(folder).exists():
        with whole(folder) as workspace:
            assert not said or workspace.find(Organization)[0].name == "Harbour IT"


def _prepare_backup(folder: Path) -> None:
    begin(folder)
    with opened(folder) as workspace:
        back_up(workspace, folder / "copy.sdesk")


def _back_up(folder: Path, say: Say) -> None:
    with opened(folder) as workspace:
        create(workspace, Person, {"name": "New"})
        say("saved")
        back_up(workspace, folder / "copy.sdesk")
        say("copied")


def _look_at_backup(folder: Path, said: list[str]) -> None:
    with whole(folder) as workspace:
        assert "saved" not in said or "New" in _names(workspace)
    with whole(folder, path=folder / "copy.sdesk") as copy:
        assert set(PEOPLE) <= _names(copy)
        assert "copied" not in said or "New" in _names(copy)


def _names(workspace: Workspace) -> set[str]:
    return {person.name for person in workspace.find(Person)}


def _prepare_restore(folder: Path) -> None:
    with start_workspace(folder / "copy.sdesk", "Harbour IT", installation=folder / "notes") as workspace:
        create(workspace, Person, {"name": "Ana Reyes"})
    begin(folder)


def _restore(folder: Path, say: Say) -> None:
    restore(folder / "copy.sdesk", place(folder), force=True)
    say("restored")


def _look_at_restore(folder: Path, said: list[str]) -> None:
    with whole(folder) as workspace:
        names = _names(workspace)
    assert names in ({"Ana Reyes"}, set(PEOPLE))
    aside = list(folder.glob("*replaced*.sdesk"))
    if said:
        assert names == {"Ana Reyes"}
        assert len(aside) == 1
    if names == {"Ana Reyes"}:
        with whole(folder, path=aside[0]) as before:
            assert _names(before) == set(PEOPLE)
    with whole(folder, path=folder / "copy.sdesk") as copy:
        assert _names(copy) == {"Ana Reyes"}


def _prepare_passphrase(folder: Path) -> None:
    begin(folder, OLD)


def _change_passphrase(folder: Path, say: Say) -> None:
    with opened(folder, OLD) as workspace:
        create(workspace, Person, {"name": "Before"})
        say("saved")
        change_passphrase(workspace, NEW, NEW)
        say("changed")
        create(workspace, Person, {"name": "After"})
        say("saved after")


def _look_at_passphrase(folder: Path, said: list[str]) -> None:
    under = NEW if "changed" in said or not _opens(folder, OLD) else OLD
    with whole(folder, under) as workspace:
        names = _names(workspace)
    assert set(PEOPLE) <= names
    assert "saved" not in said or "Before" in names
    assert "saved after" not in said or "After" in names


def _opens(folder: Path, passphrase: str) -> bool:
    try:
        opened(folder, passphrase).close()
    except SdeskError:
        return False
    return True


# ---------------------------------------------------------------- formats


def _prepare_older(version: int) -> Callable[[Path], None]:
    return lambda folder: void(shutil.copy(fixture(version), place(folder)))


def void(*_: object) -> None:
    """For what returns something that nobody wants."""


def _bring_up(folder: Path, say: Say) -> None:
    with opened(folder):
        say("brought to this format")


def _look_at_older(version: int) -> Callable[[Path, list[str]], None]:
    def look(folder: Path, _said: list[str]) -> None:
        with opened(folder) as workspace:
            assert [str(each) for each in verify(workspace)] == []
        assert held_by(fixture(version)) == held_by(place(folder), like=fixture(version))
        before = folder / f"harbour in format {version}.sdesk"
        assert before.is_file()
        assert held_by(fixture(version)) == held_by(before)

    return look


Rows = dict[str, list[tuple[Any, ...]]]


def held_by(path: Path, like: Path | None = None) -> Rows:
    """Every row of every table: of `like` only the tables and columns, where that is an older format."""
    connection = sqlcipher.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        columns = _columns(like or path)
        return {
            table: sorted(connection.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall(), key=repr)
            for table, names in columns.items()
        }
    finally:
        connection.close()


def _columns(path: Path) -> dict[str, list[str]]:
    """Of what people wrote and what vouches for it: not of what is derived or belongs to one installation."""
    kept = {
        *(model.__name__.lower() for model in RECORDS),
        "approval",
        "attachment",
        "content",
        "historyentry",
        "counter",
    }
    kept |= {"operation", "change", "order_key"}
    connection = sqlcipher.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        tables = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {
            table: [f"[{row[1]}]" for row in connection.execute(f"PRAGMA table_info({table})")]
            for table in sorted(kept.intersection(tables))
        }
    finally:
        connection.close()


# ---------------------------------------------------------------- what goes out


def _prepare_export(folder: Path) -> None:
    begin(folder)
    (folder / "all").mkdir()


def _export(folder: Path, say: Say) -> None:
    with opened(folder) as workspace:
        export(workspace, folder / "all")
        say("exported")


def _look_at_export(folder: Path, said: list[str]) -> None:
    """All of it or nothing: a part would be taken for all."""
    there = (folder / "all").exists() and any((folder / "all").iterdir())
    assert there or not said
    with opened(folder) as workspace:
        export(workspace, folder / "again")
        if there:
            assert _tables(folder / "all") == _tables(folder / "again")
        else:  # what was left of it goes when it is made again
            export(workspace, folder / "all")
    assert not [each.name for each in folder.iterdir() if each.name.startswith(".all")]
    whole(folder).close()


def _tables(folder: Path) -> dict[str, bytes]:
    """Without the history, in which it may be told that something went out."""
    return {each.name: each.read_bytes() for each in folder.rglob("*.csv") if each.name != "history.csv"}


SAVE = Work("save", begin, _save, _look_at_saves)
ATTACH = Work("attach", begin, _attach, _look_at_attachments)
IMPORT = Work("import", begin, _import, _look_at_import)
START = Work("new workspace", lambda folder: None, _start, _look_at_start)
BACKUP = Work("backup", _prepare_backup, _back_up, _look_at_backup)
RESTORE = Work("restore", _prepare_restore, _restore, _look_at_restore)
PASSPHRASE = Work("passphrase", _prepare_passphrase, _change_passphrase, _look_at_passphrase)
OLDER = tuple(
    Work(f"from format {version}", _prepare_older(version), _bring_up, _look_at_older(version))
    for version in range(1, SCHEMA_VERSION)
)
EXPORT = Work("export", begin, _export, _look_at_export)
EXPORT_THERE = Work("export into an empty folder", _prepare_export, _export, _look_at_export)
KEPT = (SAVE, ATTACH, IMPORT, START, BACKUP, RESTORE, PASSPHRASE, *OLDER)
"""What is promised to be there when the power has failed."""
WORKS = (*KEPT, EXPORT, EXPORT_THERE)
