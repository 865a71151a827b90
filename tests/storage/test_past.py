"""The past by history alone, held against plain copies that were taken while it happened."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from sdesk.models import (
    HANDOUT,
    RECORDS,
    ActionItem,
    Approval,
    BusinessGoals,
    Customer,
    HistoryEntry,
    Kind,
    Operation,
    Organization,
    Person,
    Record,
    ServiceCatalogue,
    ServiceIncident,
    ServiceScope,
    fields_of,
)
from sdesk.models.governance import Goal
from sdesk.practice.lifecycle.approvals import content_of
from sdesk.practice.lifecycle.attachments import attach
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import delete_draft, new_version, reload, restore_draft
from sdesk.practice.lifecycle.undo import last_done, last_undone, undo
from sdesk.practice.workspaces import Workspace, open_workspace
from sdesk.storage import col
from sdesk.storage.history import BEGINNING, latest_operation, tell_of_handout
from sdesk.storage.ledger import canonical_json
from sdesk.storage.past import reached_at, record_at, records_now, values_held
from sdesk.storage.replay.entries import changes_in, entries_of
from sdesk.storage.state import value_in, without_empty
from tests.fixtures.fill import fixture
from tests.provider import Provider, TickingClock, incident, working_provider

Copy = dict[UUID, dict[str, Any]]
"""What every record held that was not deleted."""


def copy_of_all(workspace: Workspace) -> Copy:
    return {record.id: content(record) for model in RECORDS for record in workspace.find(model)}


def content(record: Any) -> dict[str, Any]:
    return deepcopy({name: getattr(record, name) for name in type(record).__table__.columns.keys()})  # noqa: SIM118


def at(workspace: Workspace, keys: Iterator[UUID] | set[UUID], moment: datetime) -> Copy:
    found = ((key, record_at(workspace, key, moment)) for key in keys)
    return {key: content(record) for key, record in found if record is not None}


# ---------------------------------------------------------------- whatever happens


ACTS = ("incident", "save", "rows", "turn", "step", "delete", "restore", "goals", "scope", "approve", "version",
        "action", "finish", "attach", "undo", "redo")  # fmt: skip
HAPPENINGS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 3), st.sampled_from((0, 1, 61, 1500))), max_size=12
)
MUCH = [(act, place % 4, 61) for place, act in enumerate(("goals", *ACTS, *ACTS[2:8]))]


@contextmanager
def fresh() -> Iterator[Provider]:
    with TemporaryDirectory() as folder:
        provider = working_provider(Path(folder) / "firm.sdesk")
        yield provider
        provider.workspace.close()


@contextmanager
def migrated() -> Iterator[Provider]:
    """The workspace that format 1 filled, gone on with a month later."""
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(fixture(1), Path(folder) / "old.sdesk"))
        clock = TickingClock(datetime(2026, 4, 2, 8, 0, tzinfo=UTC))
        with open_workspace(path, clock=clock) as workspace:
            ana, ben, cleo = workspace.find(Person, order_by=[col(Person.number)])[:3]
            catalogue = workspace.find(ServiceCatalogue)[0]
            extra = {"customer": workspace.find(Customer)[0], "service": catalogue.services[0].id}
            provider = Provider(workspace, clock, ana, ben, cleo, extra)
            provider.works(ana)
            yield provider


@pytest.mark.a_few(1)
@pytest.mark.parametrize("begun", [fresh, migrated])
def test_a_record_was_what_a_copy_of_that_time_says(begun: Any) -> None:
    @settings(max_examples=5, deadline=None, phases=(Phase.explicit, Phase.generate))
    @given(HAPPENINGS)
    @example(MUCH)
    def whatever_happens(acts: list[tuple[str, int, int]]) -> None:
        with begun() as provider:
            workspace, opened = provider.workspace, latest_operation(provider.workspace)
            copies = [(provider.clock.now, copy_of_all(workspace))]
            for act, place, minutes in acts:
                provider.clock.pass_time(minutes=minutes)
                _act(provider, opened, act, place)
                copies.append((provider.clock.now, copy_of_all(workspace)))
            _, first = copies[0]
            keys = {key for _, copy in copies for key in first | copy if copy.get(key) != first.get(key)}
            for moment, copy in copies:
                assert at(workspace, keys, moment) == {key: copy[key] for key in keys & copy.keys()}

    whatever_happens()


def _act(provider: Provider, opened: UUID, act: str, place: int) -> None:
    """One use case, on whatever there is; what is refused does nothing."""
    workspace = provider.workspace

    def some(model: Any, *where: Any, deleted: bool = False) -> Any:
        found = workspace.find(
            model, *where, order_by=[col(model.number), col(model.version)], deleted=deleted
        )
        return found[place % len(found)] if found else incident(provider)

    goal = Goal(statement=f"Goal {place}", set_by="Owners", target=place / 3)
    goals = workspace.first(BusinessGoals)
    rows = goals.goals if goals else ()
    try:
        if act == "incident":
            incident(
                provider, summary=f"No {place}", related=(provider.ana.id, provider.cleo.id)[: place % 3]
            )
        elif act == "save":
            provider.save(some(ServiceIncident), summary=f"{place}", related=(provider.ben.id,))
        elif act == "rows" and goals:
            provider.save(goals, goals=(*rows[1:place], goal, *rows[place:]), related=(goals.id,))
        elif act == "turn" and goals:
            provider.save(goals, goals=rows[::-1])
        elif act == "step":
            step = ("record", "classify", "investigate", "restore")[place]
            provider.take(some(ServiceIncident), step)
        elif act == "delete":
            delete_draft(workspace, some((ServiceIncident, ServiceScope)[place % 2]))
        elif act == "restore":
            restore_draft(
                workspace, some(ServiceIncident, col(ServiceIncident.deleted_at).is_not(None), deleted=True)
            )
        elif act == "goals":
            provider.create(BusinessGoals, goals=(goal,))
        elif act == "scope":
            provider.complete(ServiceScope, "approved")
        elif act == "approve":
            provider.take(some(ServiceScope), "approve")
        elif act == "version":
            provider.save(new_version(workspace, some(ServiceScope)), technology=f"{place}")
        elif act == "action":
            provider.create(
                ActionItem, description="Do it", owner=provider.ben.id, due=provider.clock.now.date()
            )
        elif act == "finish":
            provider.take(some(ActionItem), "finish", outcome="Done")
        elif act == "attach":
            attach(workspace, some(ServiceIncident), "scan.pdf", b"%PDF")
        elif act in ("undo", "redo"):
            done = (last_done if act == "undo" else last_undone)(workspace, opened)
            if done is not None:
                undo(workspace, done.id)
    except Refused:
        pass


# ---------------------------------------------------------------- what was there before


@pytest.fixture(params=[1, 2])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(Path(shutil.copy(fixture(request.param), tmp_path / "old.sdesk"))) as workspace:
        yield workspace


def test_what_was_approved_is_what_the_record_was_then(old: Workspace) -> None:
    _as_approved(old)


def test_of_a_whole_year_too(sample: Workspace) -> None:
    _as_approved(sample)


def _as_approved(workspace: Workspace) -> None:
    approvals = workspace.find(Approval)
    assert len(approvals) >= 10
    for approval in approvals:
        record = record_at(workspace, approval.record_id, approval.at)
        assert record is not None
        approved = json.loads(approval.content)
        now = json.loads(canonical_json(content_of(record, approved["work_product"])))
        assert without_empty(now) == without_empty(approved)  # rows of an earlier format have fewer fields


def test_fields_were_what_was_last_said_of_them(old: Workspace) -> None:
    """Counted again without any of it: of each field that has no rows, the last word so far."""
    entries = old.find(HistoryEntry, order_by=[col(HistoryEntry.tick), col(HistoryEntry.place)])
    said: dict[UUID, dict[str, Any]] = {}
    seen = 0
    for entry in entries:
        if entry.model not in {model.__name__ for model in RECORDS}:
            continue
        fields = said.setdefault(entry.record_id, {})
        fields |= {name: told[1] for name, told in entry.changes.items() if isinstance(told, list)}
        later = (each.at for each in entries if each.record_id == entry.record_id and each.at > entry.at)
        moment = min(later, default=datetime.max.replace(tzinfo=UTC)) - timedelta(microseconds=1)
        record = record_at(old, entry.record_id, moment)
        last = [each for each in entries if each.record_id == entry.record_id and each.at <= moment][-1]
        if record is None or last is not entry:
            continue
        now = json.loads(canonical_json(record))
        assert {name: now[name] or None for name in fields} == {n: v or None for n, v in fields.items()}
        seen += 1
    assert seen >= 30


def test_the_values_that_a_field_held_are_all_that_was_said_of_it(old: Workspace) -> None:
    """Counted again without any of it, for each field without rows; and up to a moment in the midst of it."""
    now, seen = old.clock(), 0
    for model in RECORDS:
        records = old.find(model)
        names = {
            "state",
            *(spec.name for spec in fields_of(model) if spec.kind not in (Kind.ROWS, Kind.LINKS)),
        }
        with old.reading() as session:
            told = {each.id: list(entries_of(session, each.id)) for each in records}
        for moment in (
            now,
            max((entries[-1].at for entries in told.values()), default=now) - timedelta(hours=1),
        ):
            upto = {key: _written_by(moment, entries) for key, entries in told.items()}
            for name in names:
                wanted = {
                    key: [
                        (each.at, value_in(model, name, changes_in(each)[name][1]))
                        for each in entries
                        if name in changes_in(each)
                    ]
                    for key, entries in upto.items()
                }
                assert values_held(old, records, name, moment) == wanted
                seen += sum(map(len, wanted.values()))
    assert seen >= 200


def _written_by(moment: datetime, entries: list[Any]) -> list[Any]:
    by_then = [place for place, each in enumerate(entries, start=1) if each.at <= moment]
    return entries[: max(by_then, default=0)]


def test_what_is_deleted_now_was_there(old: Workspace) -> None:
    now = old.clock()
    for model in RECORDS:
        for record in old.find(model, deleted=True):
            there = record_at(old, record.id, now)
            assert (there is None) == (record.deleted_at is not None)
            assert there is None or content(there) == content(record)


# ---------------------------------------------------------------- one by one


def test_before_it_was_made_and_while_it_is_deleted_there_is_none(provider: Provider) -> None:
    workspace, clock = provider.workspace, provider.clock
    before = clock.now
    draft = provider.create(ServiceIncident, summary="Printer")
    made = clock.now
    delete_draft(workspace, draft)
    gone = clock.now
    clock.pass_time(days=1)
    restore_draft(workspace, reload(workspace, draft))
    found = [record_at(workspace, draft.id, moment) for moment in (before, made, gone, clock.now)]
    assert [each.heading if each else None for each in found] == [None, "Printer", None, "Printer"]
    assert record_at(workspace, uuid4(), clock.now) is None
    assert record_at(workspace, draft.id, datetime.min.replace(tzinfo=UTC)) is None


def test_the_very_moment_counts_already(provider: Provider) -> None:
    draft = provider.create(ServiceIncident, summary="Printer")
    provider.save(draft, summary="Router")
    written = provider.workspace.find(Operation, order_by=[col(Operation.tick)])[-1].at
    for moment, summary in ((written, "Router"), (written - timedelta(microseconds=1), "Printer")):
        found = record_at(provider.workspace, draft.id, moment)
        assert found is not None and found.heading == summary


def test_a_clock_that_was_set_back_does_not_take_away_what_came_before(provider: Provider) -> None:
    draft = provider.create(ServiceIncident, summary="Printer")
    provider.clock.pass_time(days=300)
    provider.save(draft, details="Written a year ahead of time")
    provider.clock.pass_time(days=-300)
    provider.save(draft, summary="Router")
    found = record_at(provider.workspace, draft.id, provider.clock.now)
    assert found is not None and content(found) == content(reload(provider.workspace, draft))


def test_nor_from_what_a_field_held(provider: Provider) -> None:
    """What was written by a clock set ahead counts, as something came after it that says nothing of the field."""
    draft = provider.create(ServiceIncident, summary="Printer")
    provider.clock.pass_time(days=300)
    provider.save(draft, summary="Router")
    provider.clock.pass_time(days=-300)
    provider.save(draft, notes="To remember")
    held = values_held(provider.workspace, [draft], "summary", provider.clock.now)
    assert [value for _at, value in held[draft.id]] == ["Printer", "Router"]


def test_a_copy_is_not_the_record(provider: Provider) -> None:
    draft = provider.create(ServiceIncident, summary="Printer")
    newest = latest_operation(provider.workspace)
    found = record_at(provider.workspace, draft.id, provider.clock.now)
    assert found is not None and found is not draft
    with provider.workspace.transaction("nothing"):
        found.notes = "Nobody keeps this"
    assert latest_operation(provider.workspace) == newest != BEGINNING
    assert reload(provider.workspace, draft).notes == ""


def test_when_a_state_was_reached_whatever_was_noted_since(provider: Provider) -> None:
    workspace = provider.workspace
    recorded = provider.take(incident(provider), "record")
    reached = reached_at(workspace, recorded.id, "recorded")
    assert reached is not None and reached <= provider.clock.now
    provider.clock.pass_time(days=3)
    provider.save(recorded, notes="To remember")
    assert reached_at(workspace, recorded.id, "recorded") == reached
    assert reached_at(workspace, recorded.id, "closed") is None


def test_a_state_that_was_reached_twice_counts_from_the_second_time(provider: Provider) -> None:
    workspace = provider.workspace
    recorded = provider.take(incident(provider), "record")
    provider.clock.pass_time(hours=20)
    undo(workspace, latest_operation(workspace))
    again = provider.clock.now
    provider.take(recorded, "record")
    reached = reached_at(workspace, recorded.id, "recorded")
    assert reached is not None and reached > again


def test_as_many_records_are_read_as_there_are_each_of_its_kind(provider: Provider) -> None:
    """More than one statement takes; a deleted one too; none by the key of another kind."""
    workspace = provider.workspace
    kept, gone = (provider.create(ServiceIncident, summary=each) for each in ("Printer", "Router"))
    delete_draft(workspace, gone)
    customer = provider.create(Customer, name="Harbour School")
    wanted: dict[UUID, type[Record]] = {uuid4(): ServiceIncident for _each in range(300_000)}
    wanted |= {kept.id: ServiceIncident, gone.id: ServiceIncident, customer.id: Customer}
    found = records_now(workspace, wanted)
    assert {key: type(each) for key, each in found.items()} == {
        kept.id: ServiceIncident,
        gone.id: ServiceIncident,
        customer.id: Customer,
    }
    assert records_now(workspace, {customer.id: ServiceIncident}) == {}
    assert records_now(workspace, {}) == {}


def test_of_a_record_only_what_was_said_of_itself_is_read(provider: Provider) -> None:
    """An organization has an entry for each copy of years: nobody reads these to know what day it is."""
    workspace, ours = provider.workspace, provider.workspace.first(Organization)
    assert ours is not None
    attach(workspace, ours, "photo.txt", b"a photo")
    for number in range(3):
        with workspace.transaction("make copy"):
            tell_of_handout(workspace, ours.id, f"copy {number}")
    told = workspace.find(HistoryEntry, col(HistoryEntry.record_id) == ours.id)
    assert {each.model for each in told} == {"Organization", "Attachment", HANDOUT}
    with workspace.reading() as session:
        assert {each.model for each in entries_of(session, ours.id)} == {"Organization"}
