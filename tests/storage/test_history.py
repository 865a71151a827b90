"""History: every change with who, when, before and after, in one transaction with it, and never changed again."""

import shutil
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from sdesk.models import (
    Attachment,
    BusinessGoals,
    Change,
    HistoryEntry,
    Operation,
    ServiceIncident,
    ServiceScope,
)
from sdesk.models.governance import Goal
from sdesk.practice.lifecycle.attachments import attach
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import history_of, reload, save
from sdesk.practice.workspaces import open_workspace
from sdesk.storage import col
from sdesk.storage.ledger import canonical_json, sha256
from sdesk.storage.verify.damages import verify
from tests.fixtures.fill import fixture
from tests.provider import Provider, incident


def test_a_change_says_who_when_where_why_and_from_what_to_what(provider: Provider) -> None:
    draft = provider.create(ServiceIncident, summary="No e-mail")
    provider.works(provider.cleo)
    before = provider.clock.now
    save(provider.workspace, draft, {"summary": "No e-mail at the desk"}, reason="clearer")
    newest, oldest = history_of(provider.workspace, draft)
    assert newest.changes == {"summary": ["No e-mail", "No e-mail at the desk"]}
    assert (newest.person_id, newest.person_name) == (provider.cleo.id, "Cleo Sand")
    assert (newest.device, newest.action, newest.reason) == ("desk-1", "save", "clearer")
    assert before < newest.at <= provider.clock.now
    assert newest.number == draft.number
    assert (oldest.action, oldest.changes["summary"]) == ("create", [None, "No e-mail"])


def test_of_rows_only_those_that_differ_are_written_with_their_place(provider: Provider) -> None:
    goals = tuple(Goal(statement=name, set_by="Owners") for name in ("one", "two", "three"))
    draft = provider.create(BusinessGoals, goals=goals)
    changed = goals[1].model_copy(update={"statement": "second"})
    save(provider.workspace, draft, {"goals": (goals[0], changed, goals[2])})
    told = history_of(provider.workspace, draft)[0].changes["goals"]
    assert told == {"changed": {str(changed.id): {"statement": ["two", "second"]}}}


def test_a_row_put_between_two_others_is_told_alone(provider: Provider) -> None:
    one, two, three = (Goal(statement=name, set_by="Owners") for name in ("one", "two", "three"))
    draft = provider.create(BusinessGoals, goals=(one, three))
    save(provider.workspace, draft, {"goals": (one, two, three)})
    told = history_of(provider.workspace, draft)[0].changes["goals"]
    assert list(told) == ["added"]
    assert list(told["added"]) == [str(two.id)]
    save(provider.workspace, draft, {"goals": (three, one, two)})
    told = history_of(provider.workspace, draft)[0].changes["goals"]
    assert {key: list(row) for key, row in told["changed"].items()} == {str(three.id): ["order"]}
    assert verify(provider.workspace) == []


def test_links_are_told_as_added_and_removed(provider: Provider) -> None:
    ana, ben, cleo = (str(each.id) for each in (provider.ana, provider.ben, provider.cleo))
    draft = provider.create(ServiceIncident, related=(provider.ana.id, provider.ben.id))
    save(provider.workspace, draft, {"related": (provider.ben.id, provider.cleo.id)})
    newest, oldest = history_of(provider.workspace, draft)
    assert set(oldest.changes["related"]["added"]) == {ana, ben}
    told = newest.changes["related"]
    assert (list(told["added"]), list(told["removed"]), "changed" in told) == ([cleo], [ana], False)


def test_of_two_rows_with_one_id_the_second_gets_its_own_and_a_link_stands_once(provider: Provider) -> None:
    row = Goal(statement="one", set_by="Owners")
    again = row.model_copy(update={"statement": "two"})
    draft = provider.create(BusinessGoals, goals=(row, again), related=(provider.ana.id, provider.ana.id))
    kept = reload(provider.workspace, draft)
    assert [each.statement for each in kept.goals] == ["one", "two"]
    assert len({each.id for each in kept.goals}) == 2
    assert kept.related == (provider.ana.id,)
    assert verify(provider.workspace) == []


def test_attachments_and_approvals_are_in_the_history_of_their_record(provider: Provider) -> None:
    scope = provider.approved(ServiceScope)
    attach(provider.workspace, scope, "scan.pdf", b"%PDF")
    actions = {entry.model: entry.action for entry in history_of(provider.workspace, scope)}
    assert actions["Attachment"] == "attach"
    assert actions["Approval"] == "sign: approve"


def test_a_change_and_its_history_are_written_together_or_not_at_all(provider: Provider) -> None:
    draft = provider.create(ServiceIncident, summary="before")
    with provider.workspace.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON change BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    with pytest.raises(DatabaseError, match="disk full"):
        save(provider.workspace, draft, {"summary": "after"})
    with provider.workspace.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")
    assert reload(provider.workspace, draft).summary == "before"
    save(provider.workspace, draft, {"summary": "after all"})
    assert verify(provider.workspace) == []


def test_a_write_that_fails_leaves_no_history(provider: Provider) -> None:
    draft = provider.create(ServiceIncident, summary="before")
    entries = provider.workspace.count(HistoryEntry)
    with provider.workspace.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full AFTER INSERT ON operation BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    with pytest.raises(DatabaseError):
        save(provider.workspace, draft, {"summary": "after"})
    assert provider.workspace.count(HistoryEntry) == entries


@pytest.mark.parametrize("table", ["operation", "change"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET action = 'nothing'", "DELETE FROM {}"])
def test_it_only_grows(provider: Provider, table: str, statement: str) -> None:
    entries = provider.workspace.count(HistoryEntry)
    with pytest.raises(DatabaseError, match="append-only"), provider.workspace.engine.begin() as connection:
        connection.exec_driver_sql(statement.format(table))
    assert provider.workspace.count(HistoryEntry) == entries


@pytest.mark.parametrize("statement", ["UPDATE historyentry SET reason = 'mine'", "DELETE FROM historyentry"])
def test_that_of_format_1_does_not_even_grow_less(tmp_path: Path, statement: str) -> None:
    with open_workspace(Path(shutil.copy(fixture(1), tmp_path / "old.sdesk"))) as workspace:
        entries = workspace.count(HistoryEntry)
        with pytest.raises(DatabaseError, match="append-only"), workspace.engine.begin() as connection:
            connection.exec_driver_sql(statement)
        assert workspace.count(HistoryEntry) == entries


def test_what_was_there_before_is_known_after_a_refusal_too(provider: Provider) -> None:
    recorded = provider.take(incident(provider, summary="before"), "record")
    with provider.workspace.transaction("outer") as session:
        live = session.get_one(ServiceIncident, recorded.id)
        with pytest.raises(Refused):
            save(provider.workspace, recorded, {"details": ""})
        live.summary = "after"
    assert history_of(provider.workspace, recorded)[0].changes == {"summary": ["before", "after"]}


def test_the_chain_holds_whatever_time_zone_the_clock_speaks(provider: Provider) -> None:
    clock = provider.clock
    provider.workspace.clock = lambda: clock().astimezone(timezone(timedelta(hours=-7)))
    provider.take(incident(provider), "record")
    assert verify(provider.workspace) == []


def test_one_use_case_is_one_operation_whatever_it_calls(provider: Provider) -> None:
    before = provider.workspace.count(Operation)
    recorded = provider.take(provider.take(incident(provider), "record"), "classify")
    with provider.workspace.transaction("all together", "why"):
        provider.take(recorded, "investigate")
        provider.save(recorded, notes="Seen.")
    assert provider.workspace.count(Operation) == before + 4
    newest = provider.workspace.find(Operation, order_by=[col(Operation.tick)])[-1]
    assert (newest.action, newest.reason) == ("all together", "why")
    found = [entry.action for entry in history_of(provider.workspace, recorded)]
    assert found[:2] == ["save", "investigate"]


def test_what_a_refused_part_had_changed_is_not_in_its_operation(provider: Provider) -> None:
    recorded = provider.take(incident(provider), "record")
    with provider.workspace.transaction("import"):
        with pytest.raises(Refused), provider.workspace.transaction("a part"):
            provider.create(ServiceIncident, summary="Taken back")
            provider.save(recorded, details="")
        kept = provider.create(ServiceIncident, summary="Kept")
    told = provider.workspace.find(Change, order_by=[col(Change.operation)])
    assert provider.workspace.count(Change, col(Change.record) == kept.id) == 1
    assert not any("Taken back" in str(change.changes) for change in told)
    assert verify(provider.workspace) == []


def test_operations_are_numbered_and_their_ticks_rise(provider: Provider) -> None:
    provider.clock.now -= timedelta(days=3)  # a clock that was wrong
    provider.create(ServiceIncident)
    found = provider.workspace.find(Operation, order_by=[col(Operation.number)])
    assert [each.number for each in found] == list(range(1, len(found) + 1))
    assert [each.tick for each in found] == sorted({each.tick for each in found})


def test_canonical_json_is_the_same_for_the_same_content() -> None:
    assert canonical_json({"b": 1, "a": ("ä", None)}) == '{"a":["ä",null],"b":1}'
    assert canonical_json({"b": 1, "a": 2}) == canonical_json({"a": 2, "b": 1})
    assert sha256("ä") == sha256("ä".encode())


def test_an_attachment_that_was_removed_stays_in_the_history(provider: Provider) -> None:
    from sdesk.practice.lifecycle.attachments import attachments_of, content_of_attachment, remove_attachment

    scope = provider.create(ServiceScope)
    attachment = attach(provider.workspace, scope, "scan.pdf", b"%PDF")
    remove_attachment(provider.workspace, attachment.id)
    assert attachments_of(provider.workspace, scope) == []
    kept = provider.workspace.get(Attachment, attachment.id)
    assert kept is not None
    assert content_of_attachment(provider.workspace, kept) == b"%PDF"
    assert history_of(provider.workspace, scope)[0].action == "remove attachment"
