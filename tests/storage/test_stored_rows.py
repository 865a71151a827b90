"""A row that holds what it cannot hold: reading says in one line where, and verify names it and goes on."""

from collections.abc import Callable
from random import Random

import pytest
from sqlalchemy import Engine

from sdesk.errors import SdeskError
from sdesk.models import Attachment, HistoryEntry, Person, ServiceIncident
from sdesk.practice.finding.search import find_record
from sdesk.practice.lifecycle.attachments import attach
from sdesk.practice.lifecycle.lists import search
from sdesk.practice.lifecycle.records import create, history_of
from sdesk.practice.reporting.printing import letterhead
from sdesk.practice.safekeeping import anchor_now, verify
from sdesk.practice.workspaces import open_workspace
from tests.provider import Provider, incident
from tests.tampering import Edit, Tampering


@pytest.fixture
def filled(provider: Provider) -> Provider:
    for _ in range(2):
        record = provider.take(incident(provider), "record")
    attach(provider.workspace, record, "a.txt", b"known")
    return provider


def spoilt(provider: Provider, statement: str) -> None:
    engine = provider.workspace.engine
    set_up(engine, "foreign_keys = OFF", "ignore_check_constraints = ON")
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    set_up(engine, "ignore_check_constraints = OFF")


def set_up(engine: Engine, *settings: str) -> None:
    """Outside of a transaction: inside, SQLite ignores some of them."""
    raw = engine.raw_connection()
    try:
        for setting in settings:
            raw.cursor().execute(f"PRAGMA {setting}")
    finally:
        raw.close()


SPOILT = [
    ("impact = 'huge'", "impact", "'huge'"),
    ("steps_taken = '[{'", "steps_taken", "'[{'"),
    ("steps_taken = '[{\"evil\": 1}]'", "steps_taken", "evil"),
    ("steps_taken = x'ff'", "steps_taken", "\\xff"),
    ("reporter = 'nobody'", "reporter", "'nobody'"),
    ("related = '[1, 2]'", "related", "'[1, 2]'"),
    ("customer = 'not an id'", "customer", "'not an id'"),
    ("customer = x'00'", "customer", "\\x00"),
    ("created_at = 'yesterday'", "created_at", "'yesterday'"),
    ("created_at = 7", "created_at", "7"),
    ("summary = x'00ff'", "summary", "\\x00\\xff"),
    ("version = 'two'", "version", "'two'"),
    ("state = 'lost'", "state", "'lost'"),
]


@pytest.mark.parametrize(("change", "field", "held"), SPOILT, ids=[each[0] for each in SPOILT])
def test_reading_says_where_and_verify_goes_on(filled: Provider, change: str, field: str, held: str) -> None:
    spoilt(filled, f"UPDATE serviceincident SET {change} WHERE number = 'INC-2026-0002'")
    with pytest.raises(SdeskError) as refusal:
        filled.workspace.find(ServiceIncident)
    said = str(refusal.value)
    assert f"Incident INC-2026-0002 is damaged: “{field}” cannot be read: it holds" in said
    assert held in said
    assert "sdesk verify" in said
    assert "\n" not in said
    assert [each.name for each in filled.workspace.find(Person)][:1] == ["Ana Reyes"], "others are read still"
    filled.workspace.transaction("still saves")
    damages = [str(each) for each in verify(filled.workspace)]
    assert any(f"Incident INC-2026-0002: “{field}” cannot be read" in each for each in damages)
    assert not any("INC-2026-0001" in each and "cannot" in each for each in damages)


def test_damage_is_found_beside_what_cannot_be_read(filled: Provider) -> None:
    spoilt(filled, "UPDATE serviceincident SET impact = 'huge' WHERE number = 'INC-2026-0002'")
    spoilt(filled, "UPDATE serviceincident SET summary = 'Nothing' WHERE number = 'INC-2026-0001'")
    damages = " ".join(str(each) for each in verify(filled.workspace))
    assert "“impact” cannot be read" in damages
    assert "INC-2026-0001: “summary” is not what its history says" in damages


@pytest.mark.parametrize(
    ("statement", "read"),
    [
        ("UPDATE attachment SET added_at = 'x'", lambda workspace: workspace.find(Attachment)),
        ("UPDATE attachment SET size = 'x'", lambda workspace: workspace.find(Attachment)),
    ],
)
def test_what_is_kept_beside_records_too(filled: Provider, statement: str, read: Callable) -> None:
    spoilt(filled, statement)
    with pytest.raises(SdeskError, match=r"Attachment a\.txt is damaged"):
        read(filled.workspace)


def test_a_save_that_meets_damage_is_taken_back_whole(filled: Provider) -> None:
    spoilt(filled, "UPDATE person SET created_at = 'x' WHERE name = 'Ben Okafor'")
    entries = filled.workspace.count(HistoryEntry)
    with pytest.raises(SdeskError, match="is damaged"), filled.workspace.transaction("two"):
        filled.save(filled.workspace.find(ServiceIncident)[0], notes="Other")
        filled.workspace.find(Person)
    assert filled.workspace.count(HistoryEntry) == entries


@pytest.mark.parametrize("bug", [KeyError("x"), ValueError("x"), TypeError("x"), AttributeError("x")])
def test_a_bug_stays_a_bug(filled: Provider, bug: Exception) -> None:
    with pytest.raises(type(bug)), filled.workspace.transaction("bug"):
        raise bug
    with pytest.raises(type(bug)), filled.workspace.reading():
        raise bug


@pytest.mark.parametrize("name", ["\ud800", f"INC-2026-0001@{'9' * 20}"])
def test_what_no_file_can_hold_is_not_found_and_said_in_a_line(provider: Provider, name: str) -> None:
    with pytest.raises(SdeskError):
        find_record(provider.workspace, name)


def test_history_that_cannot_be_read_is_said_in_a_line(filled: Provider) -> None:
    spoilt(filled, "DROP TRIGGER change_is_not_changed")
    spoilt(filled, "UPDATE change SET changes = '[{'")
    with pytest.raises(SdeskError, match="is damaged"):
        history_of(filled.workspace, filled.ana)


@pytest.mark.parametrize("column", ["related", "summary", "steps_taken", "version", "id"])
def test_nothing_where_something_must_stand_is_damage(filled: Provider, column: str) -> None:
    filled.workspace.close()
    tampering = Tampering(filled.workspace.path)
    tampering.make(Edit("serviceincident", column, "empty"), Random("empty"))
    tampering.close()
    with open_workspace(filled.workspace.path) as workspace, pytest.raises(SdeskError, match="is damaged"):
        workspace.find(ServiceIncident)


def test_an_index_of_the_search_that_cannot_be_read_is_damage(filled: Provider) -> None:
    spoilt(filled, "UPDATE search_config SET v = 0")
    filled.workspace.close()
    with open_workspace(filled.workspace.path) as workspace, pytest.raises(SdeskError, match="is damaged"):
        search(workspace, "words")


def test_what_the_database_quotes_of_a_row_stays_one_line(filled: Provider) -> None:
    spoilt(filled, "UPDATE person SET email = CAST(x'0aff0a' || zeroblob(5000) AS TEXT)")
    with pytest.raises(SdeskError, match="is damaged") as refusal:
        filled.workspace.find(Person)
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 500


def test_a_time_zone_that_nobody_knows_is_said_before_it_is_printed(filled: Provider) -> None:
    spoilt(filled, "UPDATE organization SET time_zone = 'Europe/Lisbo'")
    filled.workspace.close()
    with open_workspace(filled.workspace.path) as workspace, pytest.raises(SdeskError, match="Europe/Lisbo"):
        letterhead(workspace)


@pytest.mark.parametrize(
    ("statement", "use"),
    [
        ("UPDATE operation SET tick = 'soon'", "write"),
        ("UPDATE operation SET hash = x'ff00'", "write"),
        ("UPDATE operation SET hash = 'rubbish'", "anchor"),
        ("UPDATE replica SET workspace = 'rubbish'", "write"),
        ("UPDATE replica SET code = x'ff00'", "verify"),
    ],
)
def test_a_history_that_nothing_can_be_added_to_is_damaged_and_no_fault_of_the_program(
    filled: Provider, statement: str, use: str
) -> None:
    path = filled.workspace.path
    with filled.workspace.engine.begin() as connection:
        kept = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_schema WHERE name = 'operation_is_not_changed'"
        ).scalar_one()
    for each in ("DROP TRIGGER operation_is_not_changed", statement, kept):
        spoilt(filled, each)
    filled.workspace.close()
    with open_workspace(path) as again:
        if use == "verify":
            assert any("code" in str(damage) for damage in verify(again))
            return
        with pytest.raises(SdeskError, match="is damaged"):
            if use == "write":
                create(again, Person, {"name": "Eve"})
            anchor_now(again)
