"""Undo of whole operations: all of it or nothing, what stands in the way, and that history goes on being true."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sdesk.models import (
    ActionItem,
    Attachment,
    BusinessGoals,
    Customer,
    FeedbackEntry,
    ImprovementReport,
    KnownError,
    Operation,
    Person,
    Record,
    Replica,
    ScheduleEntry,
    ServiceIncident,
    ServiceScope,
    TaskInterval,
)
from sdesk.models.governance import Goal
from sdesk.practice.calendar.schedule import reschedule
from sdesk.practice.calendar.series import Unit, repeat
from sdesk.practice.control.deployment import ItemUpdate, deploy
from sdesk.practice.incident.handling import add_step, put_on_hold, tell_party
from sdesk.practice.incident.merging import link_incidents, merge
from sdesk.practice.lifecycle.approvals import attachments_of, is_own_work
from sdesk.practice.lifecycle.attachments import attach, remove_attachment
from sdesk.practice.lifecycle.bulk import bulk_save
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import (
    create,
    delete_draft,
    history_of,
    latest_operation,
    new_version,
    reload,
    restore_draft,
)
from sdesk.practice.lifecycle.undo import KEEP_PRINT, last_done, last_undone, reach, undo, why_not
from sdesk.practice.relationship.feedback import note_answer
from sdesk.practice.workspaces import Workspace, open_workspace
from sdesk.storage.changes import Rows, State
from sdesk.storage.state import states_of
from sdesk.storage.verify.damages import verify
from tests.provider import START, Provider, change, incident, working_provider


def goal(statement: str) -> Goal:
    return Goal(statement=statement, set_by="The owners")


def last(provider: Provider) -> UUID:
    return latest_operation(provider.workspace)


def undo_last(provider: Provider) -> UUID:
    return undo(provider.workspace, last(provider))


def refused(provider: Provider, operation: UUID) -> str:
    """Why it cannot be undone, having seen that trying says so too and changes nothing."""
    before = last(provider)
    with pytest.raises(Refused) as refusal:
        undo(provider.workspace, operation)
    assert last(provider) == before
    return str(refusal.value)


def everything(workspace: Workspace, models: Iterable[type[Record]] = ()) -> dict[UUID, State]:
    """What all records hold, as a person would compare them: rows in their order, not by the keys that order them."""
    kinds = models or [each.model for each in workspace.record_types]
    records = [record for model in kinds for record in workspace.find(model, deleted=True)]
    with workspace.reading() as session:
        states = states_of(records, session)
    return {key: {name: _in_order(value) for name, value in state.items()} for key, state in states.items()}


def _in_order(value: object) -> object:
    if not isinstance(value, Rows):
        return value
    rows = sorted(value.items(), key=lambda row: (row[1]["order"], row[0]))
    return [(key, {name: each for name, each in row.items() if name != "order"}) for key, row in rows]


class TestOneRecord:
    def test_it_is_a_new_change_that_says_what_it_takes_back(self, provider: Provider) -> None:
        draft = provider.create(BusinessGoals, scope="all", goals=(goal("one"), goal("two")))
        provider.save(draft, scope="some", goals=(goal("one"), goal("three"), goal("four")))
        saved = last(provider)
        undone = undo(provider.workspace, saved)
        back = reload(provider.workspace, draft)
        assert (back.scope, [each.statement for each in back.goals]) == ("all", ["one", "two"])
        assert [each.action for each in history_of(provider.workspace, draft)] == ["undo", "save", "create"]
        told = provider.workspace.get(Operation, undone)
        assert told is not None and told.undoes == saved and undone == last(provider)
        assert verify(provider.workspace) == []

    def test_rows_taken_out_come_back_in_their_place(self, provider: Provider) -> None:
        rows = tuple(goal(name) for name in ("one", "two", "three"))
        draft = provider.create(BusinessGoals, goals=rows)
        for fewer in ((rows[2],), ()):
            provider.save(draft, goals=fewer)
            undo_last(provider)
            assert reload(provider.workspace, draft).goals == rows

    def test_rows_that_came_since_stay(self, provider: Provider) -> None:
        one, two, zero = goal("one"), goal("two"), goal("zero")
        draft = provider.create(BusinessGoals, goals=(one,))
        provider.save(draft, goals=(one, two))
        added = last(provider)
        provider.save(draft, goals=(zero, one, two))
        undo(provider.workspace, added)
        assert reload(provider.workspace, draft).goals == (zero, one)

    def test_an_order_comes_back_and_what_was_written_in_the_rows_since_stays(
        self, provider: Provider
    ) -> None:
        one, two = goal("one"), goal("two")
        draft = provider.create(BusinessGoals, goals=(one, two))
        provider.save(draft, goals=(two, one))
        turned = last(provider)
        better = one.model_copy(update={"statement": "one, said better"})
        provider.save(draft, goals=(two, better))
        undo(provider.workspace, turned)
        assert reload(provider.workspace, draft).goals == (better, two)

    def test_a_row_that_was_moved_again_stands_in_the_way(self, provider: Provider) -> None:
        one, two, three, four = rows = tuple(goal(name) for name in ("one", "two", "three", "four"))
        draft = provider.create(BusinessGoals, goals=rows)
        provider.save(draft, goals=(two, three, four, one))
        moved = last(provider)
        provider.save(draft, goals=(two, one, three, four))
        assert "changed since" in refused(provider, moved)
        assert reload(provider.workspace, draft).goals == (two, one, three, four)

    def test_a_row_that_is_gone_or_changed_since_stands_in_the_way(self, provider: Provider) -> None:
        one, two = goal("one"), goal("two")
        draft = provider.create(BusinessGoals, goals=(one, two))
        uno = one.model_copy(update={"statement": "uno"})
        provider.save(draft, goals=(uno, two))
        changed = last(provider)
        provider.save(draft, goals=(uno.model_copy(update={"statement": "eins"}), two))
        assert draft.number in refused(provider, changed)
        provider.save(draft, goals=(two,))
        assert "changed since" in refused(provider, changed)
        assert reload(provider.workspace, draft).goals == (two,)

    def test_another_field_changed_since_stays_and_the_same_one_stands_in_the_way(
        self, provider: Provider
    ) -> None:
        draft = provider.create(ServiceIncident, summary="Printer")
        provider.save(draft, summary="Router")
        saved = last(provider)
        provider.save(draft, details="All of them")
        undo(provider.workspace, saved)
        back = reload(provider.workspace, draft)
        assert (back.summary, back.details) == ("Printer", "All of them")
        provider.save(draft, summary="Router")
        saved = last(provider)
        provider.save(draft, summary="Switch")
        assert f"{draft.number}: In one line was changed since." in refused(provider, saved)

    def test_a_step_goes_back_with_what_it_filled_in(self, provider: Provider) -> None:
        draft = incident(provider)
        recorded = provider.take(draft, "record")
        assert recorded.recorded_at is not None
        undo_last(provider)
        back = reload(provider.workspace, draft)
        assert (back.state, back.recorded_at) == ("draft", None)
        assert verify(provider.workspace) == []

    def test_to_take_a_step_back_is_not_to_write(self, provider: Provider) -> None:
        """An approval says whether its person had written it: Ben's words stay Ben's."""
        provider.works(provider.ben)
        request = change(provider, "approved")
        provider.works(provider.ana)
        provider.take(request, "submit")
        undo(provider.workspace, undo_last(provider))
        assert not is_own_work(provider.workspace, reload(provider.workspace, request))
        provider.works(provider.ben)
        provider.save(request, notes="To remember")
        provider.works(provider.ana)
        undo_last(provider)
        assert is_own_work(provider.workspace, reload(provider.workspace, request))

    def test_what_was_created_is_deleted_and_keeps_its_number(self, provider: Provider) -> None:
        draft = provider.create(ServiceIncident, summary="Printer")
        undo_last(provider)
        gone = reload(provider.workspace, draft)
        assert gone.deleted_at is not None and gone.number == draft.number
        assert provider.create(ServiceIncident).number > draft.number
        assert restore_draft(provider.workspace, gone).deleted_at is None

    def test_deleting_and_restoring_are_undone(self, provider: Provider) -> None:
        draft = provider.create(ServiceIncident, summary="Printer")
        delete_draft(provider.workspace, draft)
        undo_last(provider)
        assert reload(provider.workspace, draft).deleted_at is None
        delete_draft(provider.workspace, draft)
        restore_draft(provider.workspace, draft)
        undo_last(provider)
        assert reload(provider.workspace, draft).deleted_at is not None

    def test_what_was_deleted_since_is_not_changed(self, provider: Provider) -> None:
        draft = provider.create(ServiceIncident, summary="Printer")
        provider.save(draft, summary="Router")
        saved = last(provider)
        delete_draft(provider.workspace, draft)
        assert "deleted since" in refused(provider, saved)

    def test_a_draft_whose_place_is_taken_does_not_come_back(self, provider: Provider) -> None:
        draft = provider.create(ServiceScope)
        delete_draft(provider.workspace, draft)
        deleted = last(provider)
        provider.create(ServiceScope)
        assert "taken its place" in refused(provider, deleted)
        interval = provider.create(TaskInterval, task="GO.1.1", days=90)
        created = last(provider)
        undone = undo(provider.workspace, created)
        provider.create(TaskInterval, task="GO.1.1", days=30)
        assert "taken its place" in refused(provider, undone)
        assert reload(provider.workspace, interval).deleted_at is not None

    def test_files_come_and_go(self, provider: Provider) -> None:
        draft = provider.create(ServiceIncident)
        attached = attach(provider.workspace, draft, "scan.pdf", b"%PDF")
        added = last(provider)
        undo(provider.workspace, added)
        assert attachments_of(provider.workspace, draft) == []
        undo_last(provider)
        assert [each.id for each in attachments_of(provider.workspace, draft)] == [attached.id]
        remove_attachment(provider.workspace, attached.id)
        undo_last(provider)
        assert [each.id for each in attachments_of(provider.workspace, draft)] == [attached.id]
        remove_attachment(provider.workspace, attached.id)
        assert "changed since" in refused(provider, added)
        assert provider.workspace.count(Attachment) == 1
        assert verify(provider.workspace) == []


class TestNotUndone:
    def test_approvals(self, provider: Provider) -> None:
        approved = provider.approved(ServiceScope)
        assert "approval" in refused(provider, last(provider))
        assert reload(provider.workspace, approved).state == "approved"

    def test_what_was_approved_since(self, provider: Provider) -> None:
        scope = provider.complete(ServiceScope, "approved")
        provider.save(scope, scope="All of it")
        saved = last(provider)
        provider.take(scope, "approve")
        assert scope.number in refused(provider, saved)
        assert verify(provider.workspace) == []

    def test_a_change_request_keeps_what_was_decided_on(self, provider: Provider) -> None:
        """What is open after a decision goes back; what the decision was about does not."""
        request = change(provider, "approved")
        provider.save(request, purpose="Another one")
        worded = last(provider)
        provider.save(request, notes="To remember")
        noted = last(provider)
        provider.take(provider.take(request, "submit"), "approve")
        assert f"{request.number}: Purpose is approved" in refused(provider, worded)
        undo(provider.workspace, noted)
        assert reload(provider.workspace, request).notes == ""
        assert verify(provider.workspace) == []

    def test_the_figures_of_a_report_that_was_approved_since(self, provider: Provider) -> None:
        report = provider.complete(ImprovementReport, "approved")
        with provider.workspace.transaction("compute figures") as session:
            session.get_one(ImprovementReport, report.id).figures = {"computed": 1}
        computed = last(provider)
        assert why_not(provider.workspace, computed) is None
        provider.take(report, "approve")
        assert report.number in refused(provider, computed)
        assert verify(provider.workspace) == []

    def test_what_somebody_was_told(self, provider: Provider) -> None:
        recorded = provider.take(incident(provider), "record")
        tell_party(provider.workspace, recorded, "Dora", "We are at it")
        assert "told" in refused(provider, last(provider))
        feedback = provider.create(FeedbackEntry)
        note_answer(provider.workspace, feedback, "Dora", "Thank you")
        assert "answered" in refused(provider, last(provider))

    def test_how_the_workspace_began(self, provider: Provider) -> None:
        first = provider.workspace.find(Operation, order_by=[Operation.tick])[0]
        assert "began" in refused(provider, first.id)

    def test_what_is_not_there(self, provider: Provider) -> None:
        assert "cannot be undone" in refused(provider, uuid4())

    def test_twice(self, provider: Provider) -> None:
        draft = provider.create(ServiceIncident, summary="Printer")
        provider.save(draft, summary="Router")
        saved = last(provider)
        undo(provider.workspace, saved)
        assert "already" in refused(provider, saved)

    def test_a_step_by_who_may_not_take_it(self, provider: Provider) -> None:
        request = change(provider, "scheduled")
        for step in ("submit", "approve", "schedule"):
            request = provider.take(request, step)
        scheduled = last(provider)
        provider.works(provider.cleo)
        assert "is for the" in refused(provider, scheduled)
        provider.works(provider.ana)
        undone = undo(provider.workspace, scheduled)
        provider.works(provider.cleo)
        assert "is for the" in refused(provider, undone)
        assert reload(provider.workspace, request).state == "approved"

    def test_what_its_state_needs(self, provider: Provider) -> None:
        """A field that was filled in before the step that needs it."""
        draft = incident(provider, details="")
        provider.save(draft, details="It says “paper jam”")
        filled = last(provider)
        provider.take(draft, "record")
        assert "Details are missing" in refused(provider, filled)

    def test_where_something_links_to_what_was_made(self, provider: Provider) -> None:
        first = provider.create(ServiceIncident, summary="One")
        created = last(provider)
        other = provider.create(ServiceIncident, summary="Two", related=(first.id,))
        assert f"{other.number} links to {first.number}" in refused(provider, created)
        delete_draft(provider.workspace, other)
        undo(provider.workspace, created)

    def test_where_a_service_that_was_added_is_used(self, provider: Provider) -> None:
        draft = new_version(provider.workspace, provider.extra["catalogue"])
        more = draft.services[0].model_copy(update={"id": uuid4(), "name": "Backups"})
        provider.save(draft, services=(*draft.services, more))
        added = last(provider)
        user = provider.create(ServiceIncident, service=more.id)
        assert user.number in refused(provider, added)
        undo_last(provider)
        undo(provider.workspace, added)
        assert more.id not in {each.id for each in reload(provider.workspace, draft).services}

    def test_a_person_who_has_worked(self, provider: Provider) -> None:
        eve = provider.create(Person, name="Eve")
        created = last(provider)
        provider.works(eve)
        provider.create(ServiceIncident)
        provider.works(provider.ana)
        assert "has worked since" in refused(provider, created)


class TestSeveralRecords:
    def test_links_on_both_sides(self, provider: Provider) -> None:
        one, two = (provider.create(ServiceIncident, summary=name) for name in ("One", "Two"))
        link_incidents(provider.workspace, one, two)
        assert reach(provider.workspace, [last(provider)]) == {last(provider): 2}
        undo_last(provider)
        assert [reload(provider.workspace, each).related for each in (one, two)] == [(), ()]

    def test_a_merge(self, provider: Provider) -> None:
        one, two = (provider.take(incident(provider, summary=name), "record") for name in ("One", "Two"))
        add_step(provider.workspace, two, "Looked at it")
        before = everything(provider.workspace)
        merge(provider.workspace, two, one, "Same cable")
        merged = everything(provider.workspace)
        undone = undo_last(provider)
        assert everything(provider.workspace) == before
        undo(provider.workspace, undone)
        assert everything(provider.workspace) == merged
        assert verify(provider.workspace) == []

    def test_a_series(self, provider: Provider) -> None:
        start = provider.clock.now + timedelta(days=1)
        entry = provider.complete(
            ScheduleEntry, "planned", starts_at=start, ends_at=start + timedelta(hours=1)
        )
        entry = provider.take(entry, "plan")
        before = provider.workspace.count(ScheduleEntry)
        repeat(provider.workspace, entry, 1, Unit.WEEKS, (start + timedelta(days=30)).date())
        assert provider.workspace.count(ScheduleEntry) > before
        undo_last(provider)
        assert provider.workspace.count(ScheduleEntry) == before
        assert reload(provider.workspace, entry).series is None

    def test_a_deployment(self, provider: Provider) -> None:
        item = provider.extra["item"]
        request = change(
            provider,
            kind="pre-approved",
            standing_procedure="Monthly updates",
            planned_start=START,
            planned_end=START + timedelta(hours=1),
        )
        for step in ("submit", "schedule pre-approved", "use standing procedure"):
            request = provider.take(request, step)
        before = everything(provider.workspace)
        deploy(
            provider.workspace,
            request,
            {
                "deployed_at": provider.clock(),
                "deployed_by": provider.cleo.id,
                "deployment_outcome": "As planned",
            },
            [ItemUpdate(item.id, "2.0", "in service")],
            new_catalogue=True,
        )
        assert reload(provider.workspace, item).release == "2.0"
        undo_last(provider)
        after = everything(provider.workspace)
        assert {key: after[key] for key in before} == before
        assert all("deleted_at" in state for key, state in after.items() if key not in before)
        assert verify(provider.workspace) == []

    def test_an_emergency_that_was_not_deployed_after_all(self, provider: Provider) -> None:
        """Its action items go with it; once somebody has finished one of them, nothing does."""
        request = provider.take(change(provider, kind="emergency"), "submit")
        values: dict[str, Any] = {
            "deployed_at": START,
            "deployed_by": provider.cleo.id,
            "deployment_outcome": "Back",
        }
        provider.take(request, "deploy emergency", **values)
        items = provider.workspace.find(ActionItem)
        assert len(items) == 5
        deployed = last(provider)
        undone = undo(provider.workspace, deployed)
        assert provider.workspace.count(ActionItem) == 0
        assert reload(provider.workspace, request).state == "requested"
        undo(provider.workspace, undone)
        assert {each.id for each in provider.workspace.find(ActionItem)} == {each.id for each in items}
        provider.take(items[0], "finish", outcome="Done")
        assert items[0].number in refused(provider, deployed)
        assert provider.workspace.count(ActionItem) == 5
        assert verify(provider.workspace) == []

    def test_all_or_none_where_one_was_changed_since(self, provider: Provider) -> None:
        actions = [todo(provider, text) for text in ("One", "Two", "Three")]
        done = bulk_save(provider.workspace, actions, {"owner": provider.cleo.id})
        assert done is not None
        provider.save(actions[1], owner=provider.ben.id)
        assert actions[1].number in refused(provider, done)
        assert reload(provider.workspace, actions[0]).owner == provider.cleo.id

    def test_a_move_on_the_schedule_leaves_the_notes_alone(self, provider: Provider) -> None:
        start = provider.clock.now
        request = change(provider, planned_start=start, planned_end=start + timedelta(hours=1))
        move = reschedule(
            provider.workspace, request.id, start + timedelta(days=1), start + timedelta(days=2)
        )
        provider.save(request, notes="Ask first")
        assert move.operation is not None
        undo(provider.workspace, move.operation)
        back = reload(provider.workspace, request)
        assert (back.planned_start, back.notes) == (start, "Ask first")


def todo(provider: Provider, text: str) -> ActionItem:
    return provider.create(ActionItem, description=text, owner=provider.ana.id, due=date(2026, 4, 1))


class TestOnesOwn:
    def test_back_and_forth(self, provider: Provider) -> None:
        draft = provider.create(ServiceIncident, summary="0")
        opened = last(provider)
        for name in ("1", "2", "3"):
            provider.save(draft, summary=name)
        said = ""
        for step in "uuurrruurruuu":
            find = last_done if step == "u" else last_undone
            operation = find(provider.workspace, opened)
            assert operation is not None, said
            undo(provider.workspace, operation.id)
            said += reload(provider.workspace, draft).summary
        assert said == "2101232123210"

    def test_there_is_an_end_to_it(self, provider: Provider) -> None:
        draft = provider.create(ServiceIncident, summary="0")
        opened = last(provider)
        assert last_done(provider.workspace, opened) is None
        provider.save(draft, summary="1")
        undo_last(provider)
        assert last_done(provider.workspace, opened) is None
        assert last_undone(provider.workspace, opened) is not None
        provider.save(draft, details="Something else")
        assert last_undone(provider.workspace, opened) is None

    def test_what_somebody_else_did_is_left_to_them(self, provider: Provider) -> None:
        opened = last(provider)
        draft = provider.create(ServiceIncident, summary="Ana's")
        mine = last(provider)
        provider.works(provider.ben)
        provider.save(draft, summary="Ben's")
        provider.works(provider.ana)
        operation = last_done(provider.workspace, opened)
        assert operation is not None and operation.id == mine
        assert draft.number in refused(provider, operation.id)

    def test_the_first_thing_that_a_copy_on_another_laptop_does(
        self, provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It begins a replica, which stays: it wrote the undo too."""
        path = provider.workspace.path
        provider.workspace.close()
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "other"))
        with open_workspace(path) as workspace:
            replicas = workspace.count(Replica)
            workspace.person_id = provider.ana.id
            draft = create(workspace, ServiceIncident, {"summary": "Printer"})
            assert workspace.count(Replica) == replicas + 1
            undo(workspace, latest_operation(workspace))
            assert reload(workspace, draft).deleted_at is not None
            assert workspace.count(Replica) == replicas + 1
            assert verify(workspace) == []

    def test_an_older_one_after_the_file_was_closed(self, provider: Provider) -> None:
        draft = provider.create(ServiceIncident, summary="Printer")
        provider.save(draft, summary="Router")
        path = provider.workspace.path
        provider.workspace.close()
        with open_workspace(path) as workspace:
            entry = history_of(workspace, draft)[0]
            opened = latest_operation(workspace)
            workspace.person_id = provider.ana.id
            assert last_done(workspace, opened) is None
            undo(workspace, UUID(entry.operation))
            assert reload(workspace, draft).summary == "Printer"
            assert last_done(workspace, opened) is None


ACTS = ("create", "customer", "save", "rows", "turn", "bulk", "record", "classify", "hold", "step", "delete",
        "restore", "link", "merge", "attach", "detach", "error", "undo", "redo")  # fmt: skip


IN_THE_ACTS = (ServiceIncident, BusinessGoals, Customer, KnownError)


@settings(max_examples=8, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(
    st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 3), st.integers(0, 3)), min_size=3, max_size=9)
)
def test_undoing_what_was_done_last_leaves_all_as_it_was(acts: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder:
        provider = working_provider(Path(folder) / "firm.sdesk")
        workspace = provider.workspace
        provider.create(BusinessGoals, goals=(goal("a"), goal("b"), goal("c")))
        incident(provider)
        opened = last(provider)
        for act in acts:
            before, was = last(provider), everything(workspace, IN_THE_ACTS)
            _act(provider, opened, *act)
            if last(provider) == before or act[0] in ("undo", "redo"):
                continue
            assert why_not(workspace, last(provider)) is None
            now = everything(workspace, IN_THE_ACTS)
            undo_last(provider)
            _same(everything(workspace, IN_THE_ACTS), was)
            undo_last(provider)
            assert everything(workspace, IN_THE_ACTS) == now
        assert verify(workspace) == []
        workspace.close()


def _same(after: dict[UUID, State], before: dict[UUID, State]) -> None:
    """What there was is as it was; what came is deleted."""
    assert {key: after[key] for key in before} == before
    assert all("deleted_at" in state for key, state in after.items() if key not in before)


def _act(provider: Provider, opened: UUID, act: str, one: int, other: int) -> None:
    """One use case, on whatever there is; what is refused does nothing."""
    workspace = provider.workspace
    found = workspace.find(ServiceIncident, order_by=[ServiceIncident.number])
    first = found[one % len(found)]
    second = found[other % len(found)]
    goals = workspace.first(BusinessGoals)
    assert goals is not None
    try:
        if act == "create":
            incident(provider, summary=f"No {one}")
        elif act == "customer":
            provider.create(Customer, name=f"Firm {one}{other}")
        elif act == "save":
            provider.save(first, summary=f"{one}", details=f"{other}")
        elif act == "rows":
            kept = [each for place, each in enumerate(goals.goals) if place != one]
            provider.save(goals, goals=(*kept[:other], goal(f"{one}"), *kept[other:]))
        elif act == "turn":
            provider.save(goals, goals=(*goals.goals[one:], *goals.goals[:one]))
        elif act == "bulk":
            bulk_save(workspace, found, {"assigned_to": (provider.ana, provider.ben)[one % 2].id})
        elif act in ("record", "classify"):
            provider.take(first, act)
        elif act == "hold":
            put_on_hold(workspace, first, "Waiting")
        elif act == "step":
            add_step(workspace, first, f"Did {other}")
        elif act == "delete" and len(found) > 1:
            delete_draft(workspace, first)
        elif act == "restore":
            gone = workspace.find(ServiceIncident, ServiceIncident.deleted_at.is_not(None), deleted=True)
            for each in gone[:1]:
                restore_draft(workspace, each)
        elif act == "link":
            link_incidents(workspace, first, second)
        elif act == "merge":
            merge(workspace, first, second, "The same")
        elif act == "attach":
            attach(workspace, first, f"{other}.txt", b"x")
        elif act == "detach":
            for file in attachments_of(workspace, first)[:1]:
                remove_attachment(workspace, file.id)
        elif act == "error":
            provider.create(KnownError, related=(first.id,))
        else:
            operation = (last_done if act == "undo" else last_undone)(workspace, opened)
            if operation is not None:
                undo(workspace, operation.id)
    except Refused:
        pass


def test_what_the_program_keeps_by_itself_is_not_what_somebody_did_last(provider: Provider) -> None:
    workspace = provider.workspace
    opened = latest_operation(workspace)
    draft = provider.create(ServiceIncident, summary="Printer")
    done = last_done(workspace, opened)
    with workspace.transaction(KEEP_PRINT) as session:
        session.get_one(ServiceIncident, draft.id).summary = "As kept"
    assert done is not None and last_done(workspace, opened).id == done.id


# ---------------------------------------------------------------- what was on record


def told_of(workspace: Workspace, record: Record, action: str) -> UUID:
    """The last operation that did this to the record."""
    entry = next(each for each in history_of(workspace, record) if each.action == action)
    assert entry.operation
    return UUID(entry.operation)


def test_what_was_on_record_for_more_than_a_day_becomes_no_draft_again(provider: Provider) -> None:
    """As a draft it could be deleted, and nobody would have called."""
    made = provider.take(incident(provider, "recorded"), "record")
    operation = told_of(provider.workspace, made, "record")
    provider.clock.pass_time(hours=23)
    assert why_not(provider.workspace, operation) is None
    provider.clock.pass_time(hours=2)
    with pytest.raises(Refused, match="on record for more than a day"):
        undo(provider.workspace, operation)


def test_nor_by_the_way_of_doing_it_again(provider: Provider) -> None:
    made = provider.take(incident(provider, "recorded"), "record")
    undone = undo(provider.workspace, told_of(provider.workspace, made, "record"))
    provider.clock.pass_time(days=3)
    again = undo(provider.workspace, undone)
    assert reload(provider.workspace, made).state == "recorded"
    provider.clock.pass_time(days=3)
    with pytest.raises(Refused, match="on record for more than a day"):
        undo(provider.workspace, again)


def test_what_was_done_to_it_later_is_undone_still(provider: Provider) -> None:
    made = provider.take(incident(provider, "classified"), "record")
    provider.take(made, "classify")
    provider.clock.pass_time(days=3)
    undo(provider.workspace, told_of(provider.workspace, made, "classify"))
    assert reload(provider.workspace, made).state == "recorded"
