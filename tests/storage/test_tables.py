"""Where every table of the file comes from: it is told in history, rebuilt from it, or of this file alone."""

import re
import shutil
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, TextClause, event
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import ClauseElement

from sdesk.models import (
    RECORDS,
    ActionItem,
    Approval,
    Attachment,
    BusinessGoals,
    Record,
    Replica,
    ServiceIncident,
    ServiceScope,
    fields_of,
)
from sdesk.models.governance import Goal
from sdesk.practice.lifecycle.attachments import attach, remove_attachment
from sdesk.practice.lifecycle.lists import Listing, entries, linking_to, numbered, page, search, size
from sdesk.practice.lifecycle.records import delete_draft, history_of, latest_operation, new_version, save
from sdesk.practice.lifecycle.undo import undo
from sdesk.storage import Workspace, col
from sdesk.storage.attachments import content_of_attachment
from sdesk.storage.changes import ORDER, Rows, State
from sdesk.storage.counts import newest_ids, states_in_use
from sdesk.storage.ledger import entry_of, links_in, searched_words
from sdesk.storage.order import order_keys
from sdesk.storage.replay.entries import replay
from sdesk.storage.state import states_of
from sdesk.storage.verify.chains import entries_in, read_history
from tests.fixtures.fill import fixture
from tests.provider import Provider, change, incident, papers

KEPT: tuple[Any, ...] = (*RECORDS, Approval, Attachment, Replica)
TABLES = {
    **{model.__name__.lower(): "told in history" for model in KEPT},
    "operation": "history itself",
    "change": "history itself",
    "historyentry": "history itself, of format 1",
    "content": "by the SHA-256 that the history of attachments tells",
    "directory": "derived from the records",
    "record_link": "derived from the records",
    "search": "derived from the records",
    "order_key": "derived from the order that history tells",
    "counter": "derived from the numbers of the records",
    "counted": "derived from the history of several laptops",
    "lost": "derived from the history of several laptops",
    "met": "derived from the history of several laptops",
}

STORAGE = Path(__file__).parents[2] / "sdesk" / "storage"
SQLITE_ONLY = (
    "file",
    "merging",
    "schema",
    "search",
    "stored_rows",
    "verify",
    "migrations",
)


@pytest.fixture
def filled(provider: Provider) -> Provider:
    """A bit of everything that changes: versions, rows moved about, links, files, a deleted draft, an ended action."""
    workspace = provider.workspace
    scope = provider.approved(ServiceScope)
    attach(workspace, scope, "scan.pdf", b"%PDF")
    remove_attachment(workspace, attach(workspace, scope, "wrong.pdf", b"%PDF wrong").id)
    new_version(workspace, scope)
    rows = tuple(Goal(statement=name, set_by="Owners") for name in ("one", "two", "three"))
    goals = provider.create(BusinessGoals, goals=rows, related=(provider.cleo.id, provider.ana.id))
    provider.save(goals, goals=(rows[2], rows[0]))
    provider.save(goals, related=(provider.ana.id, scope.id))
    undo(workspace, latest_operation(workspace))
    delete_draft(workspace, provider.create(ServiceIncident))
    item = provider.create(ActionItem, description="y", owner=provider.ana.id, due="2026-04-01")
    provider.take(item, "finish", outcome="Done")
    request = provider.take(change(provider, "approved"), "submit")
    papers(provider, provider.take(request, "approve", decision_reason="Worth it."))
    provider.take(incident(provider), "record")
    return provider


def test_every_table_is_listed(provider: Provider) -> None:
    with provider.workspace.engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
        assert {name for name in names if not name.startswith(("search_", "sqlite_"))} == TABLES.keys()


def rebuilt(workspace: Workspace) -> dict[UUID, State]:
    """Everything that history tells of, made of history alone."""
    with workspace.reading() as session:
        return replay(entries_in(read_history(session))).values


def test_all_that_is_kept_is_told_in_history(filled: Provider) -> None:
    workspace = filled.workspace
    told = rebuilt(workspace)
    with workspace.reading() as session:
        kept = [each for model in KEPT for each in workspace.find(model, deleted=True)]
        assert {each.id for each in kept} == told.keys()
        states = states_of([each for each in kept if not isinstance(each, Replica)], session)
    for key, state in states.items():
        said = {name: value for name, value in told[key].items() if value not in ("", None)}
        assert said == state
    for replica in (each for each in kept if isinstance(each, Replica)):
        assert told[replica.id]["device"] == replica.device
        assert told[replica.id]["workspace"] == str(replica.workspace)


def test_when_and_by_whom_a_record_was_changed_is_told_by_its_operations(filled: Provider) -> None:
    for model in RECORDS:
        for record in filled.workspace.find(model, deleted=True):
            of_it = [each for each in history_of(filled.workspace, record) if each.model == model.__name__]
            assert (record.created_at, record.created_by) == (of_it[-1].at, of_it[-1].person_id)
            assert (record.changed_at, record.changed_by) == (of_it[0].at, of_it[0].person_id)


def test_what_is_derived_is_what_the_records_and_history_give(filled: Provider) -> None:
    workspace = filled.workspace
    records = [record for model in RECORDS for record in workspace.find(model, deleted=True)]
    told = rebuilt(workspace)
    with workspace.engine.connect() as connection:
        assert _order_keys(told) == set(_rows(connection, "SELECT record, field, item, at FROM order_key"))
        assert _counters(records) == dict(_rows(connection, "SELECT series, last FROM counter"))
        links = {
            (record.id.hex, spec.name, target.hex)
            for record in records
            for spec in fields_of(type(record))
            for target in links_in(spec, getattr(record, spec.name))
        }
        assert links == set(_rows(connection, "SELECT source, field, target FROM record_link"))
        listed = "SELECT id, title, state, deleted FROM directory WHERE part_of IS NULL"
        called = [entry_of(record) for record in records]
        wanted = {(each["id"], each["title"], each["state"], each["deleted"]) for each in called}
        assert wanted == set(_rows(connection, listed))
        found_by = (
            "SELECT d.id, s.body FROM search s JOIN directory d ON d.place = s.rowid WHERE d.part_of IS NULL"
        )
        assert {(record.id.hex, searched_words(record)) for record in records} == set(
            _rows(connection, found_by)
        )


def _rows(connection: Connection, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql(query)]


def _order_keys(told: dict[UUID, State]) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for key, state in told.items():
        for name, rows in state.items():
            keys = {item: row[ORDER] for item, row in rows.items()} if isinstance(rows, Rows) else {}
            if keys != order_keys(sorted(keys, key=lambda item: (keys[item], item)), {}):
                found |= {(key.hex, name, item, at) for item, at in keys.items()}
    assert found
    return found


def _counters(records: list[Record]) -> dict[str, int]:
    highest: dict[str, int] = {}
    for record in records:
        series, _, digits = record.number.rpartition("-")
        highest[series] = max(highest.get(series, 0), int(digits))
    return highest


# format 1


def test_all_that_format_1_held_is_there_and_told(tmp_path: Path) -> None:
    before = Path(shutil.copy(fixture(1), tmp_path / "before.sdesk"))
    path = Path(shutil.copy(before, tmp_path / "old.sdesk"))
    with Workspace.open(path) as workspace, workspace.engine.connect() as connection:
        connection.exec_driver_sql("ATTACH DATABASE ? AS before", (str(before),))
        names = _rows(
            connection, "SELECT name FROM before.sqlite_master WHERE type = 'table' AND name != 'search'"
        )
        for (name,) in names:
            columns = ", ".join(
                f'"{row[1]}"' for row in _rows(connection, f"PRAGMA before.table_info({name})")
            )
            old, now = (_rows(connection, f"SELECT {columns} FROM {of}.{name}") for of in ("before", "main"))
            assert now == old, name


def test_an_action_that_ended_in_format_1_ended_when_its_history_says(tmp_path: Path) -> None:
    path = Path(shutil.copy(fixture(1), tmp_path / "old.sdesk"))
    ended = "UPDATE actionitem SET state = 'done'"
    entry = (
        "INSERT INTO historyentry (record_id, model, number, at, device, person_name, action, reason, changes, "
        "previous_hash, hash) SELECT id, 'ActionItem', number, '2026-03-31 22:30:00.000000', 'd', '', 'finish', '', "
        "'{\"state\":[\"open\",\"done\"]}', '', '' FROM actionitem"
    )
    import sqlcipher3.dbapi2 as sqlcipher

    with sqlcipher.connect(str(path)) as raw:
        raw.execute(ended)
        raw.execute(entry)
    raw.close()
    with Workspace.open(path) as workspace:
        found = workspace.find(ActionItem, col(ActionItem.state) == "done")
        assert {f"{each.ended_at:%Y-%m-%d %H:%M}" for each in found if each.ended_at} == {"2026-03-31 22:30"}
        with workspace.reading() as session:
            told = replay(entries_in(read_history(session)))
        assert {told.values[each.id]["ended_at"] for each in found} == {"2026-03-31T22:30:00Z"}


# other databases


def test_sql_of_sqlite_alone_stands_in_its_own_modules() -> None:
    others = [
        file
        for file in STORAGE.rglob("*.py")
        if file.relative_to(STORAGE).with_suffix("").parts[0] not in SQLITE_ONLY
    ]
    assert len(others) > 8
    said = {
        file.name: re.findall(r"exec_driver_sql|\btext\(|PRAGMA|\bsqlite\b", file.read_text())
        for file in others
    }
    assert {name: words for name, words in said.items() if words} == {}


def test_every_other_statement_is_one_for_postgresql_too(filled: Provider) -> None:
    workspace = filled.workspace
    seen: dict[str, Any] = {}

    @event.listens_for(workspace.engine, "before_execute")
    def keep(_connection: Any, statement: Any, *_: Any) -> None:
        if isinstance(statement, ClauseElement) and not isinstance(statement, TextClause):
            seen.setdefault(str(statement), statement)

    record = filled.take(incident(filled), "record")
    save(workspace, record, {"related": (filled.ana.id,), "notes": "x"})
    filled.approved(BusinessGoals) if not workspace.count(BusinessGoals) else None
    content_of_attachment(workspace, attach(workspace, record, "a.txt", b"a"))
    entries(workspace, [record.id])
    linking_to(workspace, filled.ana.id)
    numbered(workspace, record.number, 1)
    search(workspace, "")
    listing = Listing("ServiceIncident", states=("recorded",), sort="customer")
    assert (size(workspace, listing), len(page(workspace, listing))) == (1 + 1, 2)
    newest_ids(workspace, type(record), ["recorded"], 5)
    states_in_use(workspace)
    history_of(workspace, record)
    dialect = postgresql.dialect()
    compiled = [
        str(statement.compile(dialect=dialect))
        for statement in seen.values()
        if "search" not in str(statement)
    ]
    assert len(compiled) >= 20
