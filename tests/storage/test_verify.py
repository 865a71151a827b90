"""verify: what is whole is called whole, and every kind of damage is found and named."""

import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from sdesk.errors import SdeskError
from sdesk.models import BusinessGoals, CustomerAgreement, Person, ServiceIncident, ServiceScope
from sdesk.models.governance import Goal
from sdesk.practice.lifecycle.attachments import attach
from sdesk.practice.lifecycle.records import create, delete_draft, new_version, restore_draft, save
from sdesk.practice.passphrase import change_passphrase
from sdesk.practice.safekeeping import verify, what_is_remembered
from sdesk.storage import Workspace
from sdesk.storage.file.copies import verify_apart
from sdesk.storage.ledger import canonical_json, sha256
from sdesk.translation import message
from tests.fixtures.fill import fixture
from tests.full_disk import full_disk
from tests.provider import Provider, change, incident, papers


@pytest.fixture
def filled(provider: Provider) -> Provider:
    """Some of everything that verify looks at."""
    scope = provider.approved(ServiceScope)
    attach(provider.workspace, scope, "scan.pdf", b"%PDF scan")
    new_version(provider.workspace, scope)
    provider.approved(CustomerAgreement)
    rows = tuple(Goal(statement=name, set_by="Owners") for name in ("one", "two", "three"))
    goals = provider.create(BusinessGoals, goals=rows)
    for several in (rows[1:], rows[:1], (), (rows[2], rows[0]), rows):
        save(provider.workspace, goals, {"goals": several})
    restore_draft(provider.workspace, delete_draft(provider.workspace, provider.create(ServiceIncident)))
    provider.take(incident(provider), "record")
    request = provider.take(change(provider, "approved"), "submit")
    request = provider.take(request, "approve", decision_reason="Worth it.")
    papers(provider, request)
    return provider


def tamper(provider: Provider, *statements: str) -> list[str]:
    with provider.workspace.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        cursor = raw.cursor()
        cursor.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("PRAGMA foreign_keys = ON")
        connection.rollback()
    return [str(damage) for damage in verify(provider.workspace)]


OPEN_HISTORY = "DROP TRIGGER operation_is_not_changed"
CUT_HISTORY = "DROP TRIGGER operation_is_not_deleted"
OPEN_CHANGES = "DROP TRIGGER change_is_not_changed"
CUT_CHANGES = "DROP TRIGGER change_is_not_deleted"
OF_NINE = "{} WHERE operation = (SELECT id FROM operation WHERE number = 9)"
AND_LATER = (
    "CREATE TEMP TABLE later AS SELECT id FROM operation "
    "WHERE tick >= (SELECT min(tick) FROM history WHERE number = 'INC-2026-0002')"
)
CUT_APPROVALS = "DROP TRIGGER approval_is_not_deleted"
OPEN_APPROVALS = "DROP TRIGGER approval_is_not_changed"


def test_what_people_wrote_is_whole(filled: Provider) -> None:
    assert verify(filled.workspace) == []


def test_reading_it_changes_nothing(filled: Provider) -> None:
    path = filled.workspace.path
    before = path.read_bytes()
    verify(filled.workspace)
    assert path.read_bytes() == before


@pytest.mark.a_few(10)
@pytest.mark.parametrize(
    ("statements", "named"),
    [
        (["UPDATE serviceincident SET summary = 'Nothing happened' WHERE number = 'INC-2026-0002'"],
         "INC-2026-0002: “summary” is not what its history says"),
        (["DELETE FROM serviceincident WHERE number = 'INC-2026-0002'"], "links of a record that is not there"),
        (["INSERT INTO counter VALUES ('INC-2026', 1) ON CONFLICT DO UPDATE SET last = 1"], "numbers of INC-2026: they are counted to 1 only"),
        (["UPDATE serviceincident SET notes = 'Never written' WHERE number = 'INC-2026-0002'"],
         "INC-2026-0002: “notes” is not what its history says"),
        (["DELETE FROM attachment"], "it is missing, but not its history"),
        (["UPDATE attachment SET purpose = 'another'"], "attachment scan.pdf: “purpose” is not what its history says"),
        ([OPEN_APPROVALS, "UPDATE approval SET role = 'CM' WHERE model = 'ServiceScope'"], "approval of SCO-0001: “role” is not what"),
        ([OPEN_HISTORY, "UPDATE operation SET person_name = 'Somebody else' WHERE number = 7"],
         "history, operation 7 of desk-1: it does not say what was written"),
        ([OPEN_HISTORY, "UPDATE operation SET tick = 3 WHERE number = 7"], "it stands before the operation that it came after"),
        ([OPEN_HISTORY, "UPDATE operation SET previous_hash = '' WHERE number = 7"], "the operation before it is another one"),
        ([OPEN_CHANGES, OF_NINE.format("UPDATE change SET changes = '{}'")], "history, operation 9"),
        ([OPEN_CHANGES, OF_NINE.format("UPDATE change SET changes = 'torn'")], "history, operation 9"),
        ([OPEN_CHANGES, OF_NINE.format("UPDATE change SET reason = 'mine'")], "history, operation 9"),
        ([CUT_CHANGES, OF_NINE.format("DELETE FROM change")], "history, operation 9"),
        ([CUT_HISTORY, CUT_CHANGES, OF_NINE.format("DELETE FROM change"), "DELETE FROM operation WHERE number = 9"],
         "history, operation 10 of desk-1: the operation before it is missing"),
        ([CUT_HISTORY, "DELETE FROM operation WHERE number = 9"], "it is missing, but not what it changed"),
        ([CUT_HISTORY, CUT_CHANGES, AND_LATER, "DELETE FROM change WHERE operation IN later", "DELETE FROM operation WHERE id IN later"],
         "INC-2026-0002: there is no history of it"),
        (["UPDATE replica SET workspace = 'ffffffffffffffffffffffffffffffff'"], "it does not say what was written"),
        ([OPEN_APPROVALS, "UPDATE approval SET content = replace(content, 'Technology', 'Magic') WHERE model = 'ServiceScope'"],
         "SCO-0001: the approval “approve” does not hold what was approved"),
        (["UPDATE servicescope SET technology = 'Magic' WHERE version = 1"], "SCO-0001: “Technology used” is not what was approved"),
        (["UPDATE serviceincident SET created_by = NULL WHERE number = 'INC-2026-0002'"],
         "INC-2026-0002: “created_by” is not what its history says"),
        (["INSERT INTO order_key SELECT id, 'goals', 'x', 'zz' FROM businessgoals"],
         "GOAL-0001: the order of “goals” is not what its history says"),
        (["UPDATE counter SET last = 9 WHERE series = 'SCO'"], "numbers of SCO: they are counted to 9, but the last that there is is 1"),
        (["UPDATE replica SET public_key = 'mine'"], "history of desk-1: “public_key” is not what its history says"),
        (["INSERT INTO content VALUES ('00', x'00')"], "it holds the content 00, which nobody attached"),
        (["UPDATE directory SET title = 'Another' WHERE model = 'Service'"], "the directory or the search index calls it something else"),
        ([OPEN_HISTORY, "UPDATE operation SET signature = 'mine' WHERE number = 7"], "its signature is not that of desk-1"),
        ([CUT_APPROVALS, "DELETE FROM approval WHERE model = 'ServiceScope'"], "approval of SCO-0001: it is missing, but not its history"),
        ([OPEN_APPROVALS, "UPDATE approval SET person_id = (SELECT id FROM person WHERE number = 'PER-0002') WHERE model = 'ServiceScope'"],
         "approval of SCO-0001: “person_id” is not what its history says"),
        (["UPDATE content SET bytes = x'00'"], "attachment scan.pdf: its content is not what was attached"),
        (["DELETE FROM content"], "attachment scan.pdf: its content is missing"),
        (["UPDATE directory SET title = 'Another' WHERE number = 'INC-2026-0002'"], "INC-2026-0002: the directory calls it something else"),
        (["DELETE FROM directory WHERE number = 'INC-2026-0002'"], "INC-2026-0002: it is missing from the directory"),
        (["DELETE FROM record_link"], "its links are not those"),
        (["UPDATE search SET body = 'gone' WHERE number = 'INC-2026-0002'"], "INC-2026-0002: the search index has other words"),
        (["UPDATE serviceincident SET customer = 'ffffffffffffffffffffffffffffffff' WHERE number = 'INC-2026-0002'"],
         "serviceincident: a link to customer leads to nothing"),
        (["PRAGMA ignore_check_constraints = ON", "UPDATE serviceincident SET impact = 'huge' WHERE number = 'INC-2026-0002'"],
         "Incident INC-2026-0002: “impact” cannot be read: it holds 'huge'"),
    ],
)  # fmt: skip
def test_damage_is_found_and_named(filled: Provider, statements: list[str], named: str) -> None:
    assert any(named in damage for damage in tamper(filled, *statements))


def test_an_approval_made_up_with_a_fitting_hash_is_found_by_what_it_approves(filled: Provider) -> None:
    with filled.workspace.engine.connect() as connection:
        row = connection.exec_driver_sql(
            "SELECT id, content FROM approval WHERE model = 'ServiceScope'"
        ).one()
    content = json.loads(row.content)
    content["fields"]["technology"] = "Magic"
    forged = canonical_json(content)
    damages = tamper(
        filled,
        OPEN_APPROVALS,
        f"UPDATE approval SET content = '{forged.replace(chr(39), chr(39) * 2)}', sha256 = '{sha256(forged)}' WHERE id = '{row.id}'",
    )
    assert "SCO-0001: “Technology used” is not what was approved" in damages


def test_a_tail_that_was_cut_off_with_its_rows_put_back_is_what_this_computer_remembers_better(
    provider: Provider,
) -> None:
    path = provider.workspace.path
    provider.workspace.close()
    earlier = path.read_bytes()
    with Workspace.open(path) as workspace, workspace.transaction("save") as session:
        assert what_is_remembered(workspace) == []
        session.get_one(Person, provider.ben.id).job_title = "Incident manager"
    path.write_bytes(earlier)
    with Workspace.open(path) as workspace:
        assert verify(workspace) == []
        [said] = what_is_remembered(workspace)
        assert "It is an older copy, or its end was cut off." in str(said)


def test_where_only_an_index_is_wrong_each_record_is_looked_at_still(filled: Provider) -> None:
    path = filled.workspace.path
    filled.workspace.close()
    path.write_bytes(path.read_bytes().replace(b"Ana Reyes", b"Eve Reyes"))
    with Workspace.open(path) as workspace:
        damages = [str(each) for each in verify(workspace)]
    assert any(each.startswith("file: fts5") for each in damages)
    assert any("it does not say what was written" in each for each in damages)


@pytest.mark.parametrize("place", [0.2, 0.5, 0.9])
def test_a_page_that_was_written_over_is_found(filled: Provider, tmp_path: Path, place: float) -> None:
    path = filled.workspace.path
    filled.workspace.close()
    torn = bytearray(path.read_bytes())
    start = int(len(torn) * place) // 4096 * 4096
    torn[start : start + 4096] = bytes(4096)
    path.write_bytes(torn)
    with pytest.raises(SdeskError, match="damaged"), Workspace.open(path) as workspace:
        raise SdeskError(message("It is damaged: {what}", what=verify(workspace)[0].whole))


def test_an_entry_of_format_1_that_names_another_record_is_found(tmp_path: Path) -> None:
    path = Path(shutil.copy(fixture(1), tmp_path / "old.sdesk"))
    with Workspace.open(path) as workspace, workspace.engine.connect() as connection:
        connection.exec_driver_sql("DROP TRIGGER history_is_not_changed")
        connection.exec_driver_sql(
            "UPDATE historyentry SET record_id = 'ffffffffffff4fffbfffffffffffffff' WHERE model = 'ServiceCatalogue'"
        )
        connection.commit()
        assert any("it does not say what was written" in str(damage) for damage in verify(workspace))


def test_a_case_goes_on_after_its_approval_and_stays_whole(provider: Provider) -> None:
    request = provider.take(change(provider, "approved"), "submit")
    request = provider.take(request, "approve", decision_reason="Worth it.")
    provider.take(request, "withdraw", reason="Not after all.")
    provider.works(provider.ben)
    closed = walk_to(provider, incident(provider), "close")
    assert verify(provider.workspace) == []
    reopened = provider.take(closed, "reopen", reason="It is back.")
    reopened = provider.save(reopened, details="Again the same.")
    assert verify(provider.workspace) == []
    provider.take(reopened, "cancel", reason="It was another one.")
    assert verify(provider.workspace) == []


def walk_to(provider: Provider, record: ServiceIncident, last: str) -> ServiceIncident:
    take: Callable[[str], ServiceIncident] = lambda name: provider.take(record, name)  # noqa: E731
    for name in ("record", "classify", "investigate", "restore", "close"):
        record = take(name)
        if name == last:
            break
    return record


def test_it_says_how_far_it_is_to_its_end_and_can_be_called_off_anywhere(filled: Provider) -> None:
    heard: list[tuple[int, int]] = []
    verify(filled.workspace, lambda done, total: heard.append((done, total)))
    (total,) = {total for _done, total in heard}
    assert [done for done, _total in heard] == list(range(total))
    for place in range(total):

        def stop(done: int, _total: int, place: int = place) -> None:
            if done == place:
                raise InterruptedError

        with pytest.raises(InterruptedError):
            verify(filled.workspace, stop)


OPEN_APPROVALS = "DROP TRIGGER approval_is_not_changed"


@pytest.mark.a_few(4)
@pytest.mark.parametrize(
    "hiding",
    [
        "UPDATE attachment SET record_id = upper(record_id)",
        "UPDATE approval SET record_id = upper(record_id)",
        "UPDATE change SET record = upper(record)",
        "UPDATE change SET item = '{' || item || '}'",
        "UPDATE operation SET person_name = CAST(person_name AS BLOB), action = CAST(action AS BLOB)",
        "UPDATE operation SET person_id = upper(person_id)",
        "UPDATE serviceincident SET id = upper(id)",
        "UPDATE serviceincident SET created_at = replace(created_at, ' ', 'T')",
        "UPDATE customeragreement SET consent_to_changes = 7",
        "INSERT INTO counter (series, last) VALUES ('ZZZ', 0)",
        """UPDATE change SET changes = '{"summary":[null,"another"],' || substr(changes, 2) WHERE changes LIKE '{"%'""",
        """UPDATE businessgoals SET goals = replace(goals, '"statement":', '"statement":"another","statement":')""",
        "UPDATE businessgoals SET goals = replace(goals, ':', ': ')",
        "UPDATE businessgoals SET goals = replace(goals, 'one', '\\u006fne')",
    ],
)
def test_what_reads_as_written_but_is_not_found_by_its_id_is_a_damage(filled: Provider, hiding: str) -> None:
    """SQLite compares bytes: an approval of a record in capital letters is on no screen, and its values all read well."""
    assert tamper(filled, *DROPPED) == []
    assert tamper(filled, hiding)


DROPPED = (OPEN_HISTORY, OPEN_CHANGES, OPEN_APPROVALS)


def test_whoever_saves_while_all_is_verified_apart_is_not_kept_waiting(provider: Provider) -> None:
    """In the middle of it, somebody else saves and is done before it goes on."""
    saved: list[bool] = []

    def meanwhile(done: int, _total: int) -> None:
        if done == 3:
            saving = threading.Thread(
                target=lambda: saved.append(bool(create(provider.workspace, Person, {"name": "Meanwhile"})))
            )
            saving.start()
            saving.join(60)
            assert not saving.is_alive()

    assert verify_apart(provider.workspace, meanwhile) == []
    assert saved == [True]
    assert verify(provider.workspace) == []
    folder = provider.workspace.path.parent
    assert not [each.name for each in folder.iterdir() if each.name.endswith(".part")]


@pytest.mark.parametrize("passphrase", ["", "correct horse"])
def test_apart_the_same_damage_is_found_as_in_place(provider: Provider, passphrase: str) -> None:
    if passphrase:
        change_passphrase(provider.workspace, passphrase, passphrase)
    with provider.workspace.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE person SET name = 'Eve' WHERE name = 'Ana Reyes'")
        connection.exec_driver_sql("UPDATE person SET job_title = 'Other'")
    found = verify_apart(provider.workspace)
    assert found == verify(provider.workspace) and len(found) > 1


def test_where_nothing_can_be_written_beside_it_all_is_read_in_its_place(provider: Provider) -> None:
    with full_disk(4096):
        assert verify_apart(provider.workspace) == []
    with provider.workspace.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE person SET name = 'Eve' WHERE name = 'Ana Reyes'")
    with full_disk(4096):
        assert verify_apart(provider.workspace) != []


def test_text_that_is_none_is_said_and_not_shown(provider: Provider) -> None:
    provider.create(ServiceIncident)
    with provider.workspace.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE serviceincident SET details = cast(x'5155455246ff' AS text)")
    damages = [str(each) for each in verify(provider.workspace)]
    assert damages
    assert not any("QUERF" in each for each in damages)
