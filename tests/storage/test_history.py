"""History: every change with who, when, before and after, in one transaction with it, and never changed again."""

from datetime import timedelta, timezone

import pytest
from sqlalchemy.exc import DatabaseError

from sdesk.models import Attachment, BusinessGoals, HistoryEntry, Person, ServiceIncident, ServiceScope
from sdesk.models.governance import Goal
from sdesk.practice.lifecycle.attachments import attach
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import history_of, reload, save
from sdesk.practice.workspaces import open_workspace
from sdesk.storage import col
from sdesk.storage.ledger import canonical_json, sha256
from sdesk.storage.verify import verify
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
    (before,), (after,) = history_of(provider.workspace, draft)[0].changes["goals"]
    assert (before["place"], before["statement"]) == (1, "two")
    assert (after["place"], after["statement"], after["id"]) == (1, "second", before["id"])


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
            "CREATE TRIGGER full BEFORE INSERT ON historyentry BEGIN SELECT RAISE(ABORT, 'disk full'); END"
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
            "CREATE TRIGGER full AFTER INSERT ON historyentry BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    with pytest.raises(DatabaseError):
        save(provider.workspace, draft, {"summary": "after"})
    assert provider.workspace.count(HistoryEntry) == entries


@pytest.mark.parametrize(
    "statement", ["UPDATE historyentry SET person_name = 'Nobody'", "DELETE FROM historyentry"]
)
def test_it_only_grows(provider: Provider, statement: str) -> None:
    entries = provider.workspace.count(HistoryEntry)
    with pytest.raises(DatabaseError, match="append-only"), provider.workspace.engine.begin() as connection:
        connection.exec_driver_sql(statement)
    assert provider.workspace.count(HistoryEntry) == entries


def test_what_was_there_before_is_known_after_a_refusal_too(provider: Provider) -> None:
    recorded = provider.take(incident(provider, summary="before"), "record")
    with provider.workspace.transaction("outer") as session:
        live = session.get_one(ServiceIncident, recorded.id)
        with pytest.raises(Refused):
            save(provider.workspace, recorded, {"details": ""})
        live.summary = "after"
    assert history_of(provider.workspace, recorded)[0].changes == {"summary": ["before", "after"]}


def test_each_device_has_a_chain_of_its_own(provider: Provider) -> None:
    path = provider.workspace.path
    provider.workspace.close()
    with open_workspace(path, device="laptop-2", clock=provider.clock) as other:
        person = other.first(Person)
        assert person is not None
        save(other, person, {"job_title": "Owner"})
        first = other.first(HistoryEntry, col(HistoryEntry.device) == "laptop-2")
        assert first is not None
        assert first.previous_hash == ""
        assert verify(other) == []


def test_the_chain_holds_whatever_time_zone_the_clock_speaks(provider: Provider) -> None:
    clock = provider.clock
    provider.workspace.clock = lambda: clock().astimezone(timezone(timedelta(hours=-7)))
    provider.take(incident(provider), "record")
    assert verify(provider.workspace) == []


def test_a_device_that_has_no_name_has_a_chain_too(provider: Provider) -> None:
    provider.workspace.device = ""
    provider.create(ServiceIncident)
    provider.create(ServiceIncident)
    assert verify(provider.workspace) == []


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
