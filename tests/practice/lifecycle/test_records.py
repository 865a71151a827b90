"""Creating, saving, deleting, restoring and versions: what is refused, and that nothing has changed then."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sdesk.errors import SdeskError
from sdesk.models import (
    BusinessGoals,
    ConfigurationItem,
    Customer,
    CustomerAgreement,
    HistoryEntry,
    Person,
    ServiceBuild,
    ServiceIncident,
    ServiceScope,
    SurveyScore,
)
from sdesk.models.governance import Goal
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import (
    create,
    delete_draft,
    deleted_drafts,
    history_of,
    is_frozen,
    new_version,
    reload,
    restore_draft,
    save,
    versions_of,
)
from sdesk.storage import col
from tests.provider import Provider, incident


def goal(statement: str) -> Goal:
    return Goal(statement=statement, set_by="The owners")


def test_a_draft_may_be_saved_however_incomplete(provider: Provider) -> None:
    draft = provider.create(ServiceIncident)
    assert save(provider.workspace, draft, {"summary": "No e-mail"}).summary == "No e-mail"


def test_creating_fills_in_what_the_program_knows(provider: Provider) -> None:
    provider.works(provider.cleo)
    before = provider.clock.now
    draft = provider.create(ServiceIncident)
    assert draft.started_at is not None
    assert before < draft.started_at <= provider.clock.now
    assert draft.assigned_to == provider.cleo.id
    assert (draft.created_by, draft.changed_by) == (provider.cleo.id, provider.cleo.id)
    scope = provider.create(ServiceScope)
    assert scope.issuing_organization == "Harbour IT"
    assert scope.date_of_issue and scope.next_review_date and scope.date_of_issue < scope.next_review_date


def test_a_kind_of_record_that_knows_no_draft_has_to_be_complete(provider: Provider) -> None:
    with pytest.raises(Refused) as refusal:
        provider.create(Customer)
    assert [problem.field for problem in refusal.value.problems] == ["name"]
    assert provider.workspace.count(Customer) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("started_at", "yesterday"),
        ("started_at", datetime(2026, 3, 1, 9, 0)),
        ("started_at", datetime.max.replace(tzinfo=UTC)),
        ("impact", "enormous"),
        ("assigned_to", "nobody"),
        ("assigned_to", "01890000-0000-7000-8000-000000000000"),
        ("configuration_items", ["01890000-0000-7000-8000-000000000000"]),
        ("steps_taken", [{"text": "x", "colour": "blue"}]),
        ("steps_taken", [{"text": "x", "person": "01890000-0000-7000-8000-000000000000"}]),
        ("reporter", {"name": "Dora", "shoe_size": 39}),
        ("summary", "half a \ud800 character"),
        ("outage", "perhaps"),
    ],
)
def test_what_does_not_fit_its_field_is_refused_and_nothing_changes(
    provider: Provider, field: str, value: object
) -> None:
    draft = provider.create(ServiceIncident, summary="before")
    with pytest.raises(Refused) as refusal:
        save(provider.workspace, draft, {"summary": "after", field: value})
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert reload(provider.workspace, draft).summary == "before"
    assert [entry.action for entry in history_of(provider.workspace, draft)] == ["create"]


@pytest.mark.parametrize("score", [0, 6, 2**70])
def test_a_score_is_from_one_to_five(provider: Provider, score: int) -> None:
    with pytest.raises(Refused):
        provider.create(SurveyScore, score=score)


@pytest.mark.parametrize("target", [float("nan"), float("inf"), -float("inf")])
def test_a_number_is_a_number(provider: Provider, target: float) -> None:
    with pytest.raises(Refused):
        provider.create(BusinessGoals, goals=({"statement": "x", "set_by": "y", "target": target},))


def test_a_whole_number_that_no_file_can_hold_is_refused(provider: Provider) -> None:
    with pytest.raises(Refused):
        provider.create(ServiceIncident, steps_taken=({"text": "x", "minutes": 2**64},))


def test_times_are_kept_in_utc_whatever_zone_they_were_given_in(provider: Provider) -> None:
    draft = provider.create(ServiceIncident, started_at="2026-03-01T09:30:00+02:00")
    assert reload(provider.workspace, draft).started_at == datetime(2026, 3, 1, 7, 30, tzinfo=UTC)


def test_history_and_rows_keep_times_in_utc_too(provider: Provider) -> None:
    step = {"at": "2026-03-01T09:30:00+02:00", "person": provider.cleo.id, "text": "Restarted"}
    draft = provider.create(ServiceIncident, started_at="2026-03-01T09:30:00+02:00", steps_taken=(step,))
    assert draft.steps_taken[0].at == datetime(2026, 3, 1, 7, 30, tzinfo=UTC)
    assert draft.steps_taken[0].at.utcoffset() == timedelta(0)
    created = history_of(provider.workspace, draft)[0]
    assert created.changes["started_at"][1] == "2026-03-01T07:30:00Z"


def test_a_record_past_draft_keeps_what_its_state_needs(provider: Provider) -> None:
    recorded = provider.take(incident(provider), "record")
    with pytest.raises(Refused) as refusal:
        save(provider.workspace, recorded, {"details": "  "})
    assert [problem.field for problem in refusal.value.problems] == ["details"]
    assert reload(provider.workspace, recorded).details


def test_a_record_with_an_old_gap_can_still_be_saved(provider: Provider) -> None:
    """What is missing already does not keep anybody from writing down something else."""
    item = provider.extra["item"]
    with provider.workspace.transaction("older rules") as session:
        session.get_one(ConfigurationItem, item.id).location = ""
    assert save(provider.workspace, item, {"notes": "seen"}).notes == "seen"


def test_saving_the_same_again_writes_no_history(provider: Provider) -> None:
    draft = provider.create(ServiceIncident, summary="No e-mail")
    save(provider.workspace, draft, {"summary": "No e-mail"})
    assert len(history_of(provider.workspace, draft)) == 1


def test_approved_content_is_frozen_but_notes_stay_open(provider: Provider) -> None:
    scope = provider.approved(ServiceScope)
    assert is_frozen(scope, "technology") and not is_frozen(scope, "notes")
    with pytest.raises(Refused, match="Start a new version"):
        save(provider.workspace, scope, {"technology": "another"})
    assert save(provider.workspace, scope, {"notes": "Read on Monday."}).notes == "Read on Monday."


def test_a_field_that_does_not_exist_is_a_bug(provider: Provider) -> None:
    with pytest.raises(KeyError):
        provider.create(ServiceIncident, colour="blue")


class TestDrafts:
    def test_a_deleted_draft_is_out_of_the_lists_and_can_be_restored(self, provider: Provider) -> None:
        draft = provider.create(ServiceIncident, summary="No e-mail")
        delete_draft(provider.workspace, draft)
        assert provider.workspace.find(ServiceIncident) == []
        assert [each.number for each in deleted_drafts(provider.workspace, ServiceIncident)] == [draft.number]
        with pytest.raises(Refused, match="Restore it first"):
            save(provider.workspace, draft, {"summary": "x"})
        restored = restore_draft(provider.workspace, draft)
        assert provider.workspace.find(ServiceIncident) == [restored]
        assert restored.number == draft.number

    def test_what_left_draft_is_kept(self, provider: Provider) -> None:
        recorded = provider.take(incident(provider), "record")
        with pytest.raises(Refused, match="kept"):
            delete_draft(provider.workspace, recorded)

    def test_a_deleted_document_does_not_come_back_beside_another(self, provider: Provider) -> None:
        first = provider.create(BusinessGoals)
        delete_draft(provider.workspace, first)
        second = provider.create(BusinessGoals)
        with pytest.raises(Refused):
            restore_draft(provider.workspace, first)
        assert provider.workspace.find(BusinessGoals) == [second]

    def test_a_deleted_draft_of_a_version_does_not_come_back_beside_another(self, provider: Provider) -> None:
        scope = provider.approved(ServiceScope)
        second = new_version(provider.workspace, scope)
        delete_draft(provider.workspace, second)
        third = new_version(provider.workspace, scope)
        assert third.version == 3
        with pytest.raises(Refused):
            restore_draft(provider.workspace, second)

    def test_a_deleted_version_does_not_come_back_below_a_later_one(self, provider: Provider) -> None:
        """Approving it would put the older version in the place of the newer one."""
        scope = provider.approved(ServiceScope)
        second = new_version(provider.workspace, scope)
        delete_draft(provider.workspace, second)
        provider.take(new_version(provider.workspace, scope), "approve")
        with pytest.raises(Refused, match="version 3 has taken its place"):
            restore_draft(provider.workspace, second)


class TestVersions:
    def test_a_new_version_has_what_was_noted_since_somebody_looked(self, provider: Provider) -> None:
        scope = provider.approved(ServiceScope)
        seen = reload(provider.workspace, scope)
        save(provider.workspace, scope, {"notes": "Ask the landlord."})
        assert new_version(provider.workspace, seen).notes == "Ask the landlord."

    def test_a_new_version_starts_with_the_content_and_leaves_the_old_one_alone(
        self, provider: Provider
    ) -> None:
        scope = provider.approved(ServiceScope)
        draft = new_version(provider.workspace, scope)
        assert (draft.number, draft.version, draft.state) == (scope.number, 2, "draft")
        assert draft.technology == scope.technology
        save(provider.workspace, draft, {"technology": "New"})
        provider.take(draft, "approve")
        newest, oldest = versions_of(provider.workspace, scope)
        assert (newest.state, newest.technology) == ("approved", "New")
        assert (oldest.state, oldest.technology) == ("superseded", scope.technology)

    def test_there_is_one_draft_at_a_time(self, provider: Provider) -> None:
        scope = provider.approved(ServiceScope)
        new_version(provider.workspace, scope)
        with pytest.raises(Refused, match="being written already"):
            new_version(provider.workspace, scope)

    def test_there_is_one_of_each_document(self, provider: Provider) -> None:
        provider.create(ServiceScope)
        with pytest.raises(Refused, match="already"):
            provider.create(ServiceScope)

    def test_only_what_is_approved_gets_a_new_version(self, provider: Provider) -> None:
        with pytest.raises(Refused):
            new_version(provider.workspace, provider.create(CustomerAgreement))
        with pytest.raises(Refused):
            new_version(provider.workspace, provider.create(ServiceBuild))

    def test_a_new_version_has_dates_of_its_own(self, provider: Provider) -> None:
        scope = provider.approved(ServiceScope)
        provider.clock.pass_time(days=300)
        draft = new_version(provider.workspace, scope)
        assert draft.date_of_issue == provider.clock.now.date() != scope.date_of_issue

    def test_a_service_keeps_its_id_from_version_to_version(self, provider: Provider) -> None:
        catalogue = provider.extra["catalogue"]
        draft = new_version(provider.workspace, catalogue)
        assert [service.id for service in draft.services] == [service.id for service in catalogue.services]


def test_a_refusal_inside_a_larger_transaction_leaves_no_trace_of_itself(provider: Provider) -> None:
    """An import that goes on after a refused line must not keep half of that line."""
    recorded = provider.take(incident(provider), "record")
    with provider.workspace.transaction("import"):
        with pytest.raises(SdeskError):
            save(provider.workspace, recorded, {"details": ""})
        kept = provider.create(ServiceIncident, summary="the next line")
    assert reload(provider.workspace, recorded).details
    assert reload(provider.workspace, kept).summary == "the next line"


def test_an_error_in_a_larger_transaction_undoes_all_of_it(provider: Provider) -> None:
    with pytest.raises(RuntimeError), provider.workspace.transaction("all or nothing"):
        create(provider.workspace, Person, {"name": "Eve"})
        raise RuntimeError
    assert provider.workspace.find(Person, col(Person.name) == "Eve") == []
    assert provider.workspace.find(HistoryEntry, col(HistoryEntry.action) == "all or nothing") == []


def test_records_of_a_customer_agreement_know_their_days(provider: Provider) -> None:
    agreement = provider.create(CustomerAgreement, start=date(2026, 1, 1), end=date(2025, 1, 1))
    with pytest.raises(Refused):
        provider.take(agreement, "approve")
