"""Read again and left as it is: the day moves, the version and its approval stay; and each way to move it without reading."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from sdesk.models import (
    Approval,
    AssignedRoles,
    CustomerAgreement,
    DocumentReview,
    ExternalDocument,
    ReadConfirmation,
    ServiceDeliveryPolicy,
    ServiceScope,
    TaskPerformance,
)
from sdesk.practice.audit.reviewing import confirm_read, review_without_change
from sdesk.practice.calendar.days import today, zone_of
from sdesk.practice.calendar.schedule import review_slots
from sdesk.practice.guidance.to_do import Matter
from sdesk.practice.guidance.today import to_do
from sdesk.practice.lifecycle.approvals import approvals_of, digest_of
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import new_version, reload, versions_of
from sdesk.practice.lifecycle.reviews import next_review, reviews_without_change
from sdesk.practice.readiness.evidence.in_force import force_of
from sdesk.practice.readiness.progress import progress_of
from sdesk.practice.readiness.rules.grounds import grounds_of
from sdesk.practice.readiness.tasks import task_states
from sdesk.practice.relationship.reminders import reminders
from sdesk.practice.reporting.in_time import reviews_of
from sdesk.storage import col
from sdesk.storage.verify.damages import verify
from tests.provider import Provider, working_provider

READ = "Read beside the incidents since March; nothing in it is done otherwise now."


@pytest.fixture
def provider(tmp_path: Path):
    made = working_provider(tmp_path / "harbour.sdesk")
    yield made
    made.workspace.close()


@pytest.fixture
def policy(provider: Provider) -> ServiceDeliveryPolicy:
    found = provider.workspace.first(ServiceDeliveryPolicy)
    assert found and found.next_review_date
    return found


def later(provider: Provider, days: int) -> date:
    provider.clock.pass_time(days=days)
    return today(provider.workspace)


def test_the_day_moves_and_what_was_approved_stays(provider: Provider, policy: ServiceDeliveryPolicy) -> None:
    named, digest = policy.next_review_date, digest_of(provider.workspace, policy)
    signed = approvals_of(provider.workspace, policy)
    on = later(provider, 350)
    review = review_without_change(provider.workspace, policy, READ, on + timedelta(days=300))
    after = reload(provider.workspace, policy)
    assert (after.version, after.state, after.next_review_date) == (1, "approved", named)
    assert digest_of(provider.workspace, after) == digest == review.digest == signed[-1].sha256
    assert [*approvals_of(provider.workspace, after)] == [*signed]
    assert len(versions_of(provider.workspace, policy)) == 1
    assert next_review(provider.workspace, after) == on + timedelta(days=300)
    assert (review.done_on, review.done_by, review.edition) == (on, provider.ana.id, "1")
    assert verify(provider.workspace) == []


def test_whoever_asks_for_a_review_date_gets_the_new_one(
    provider: Provider, policy: ServiceDeliveryPolicy
) -> None:
    on = later(provider, 364)
    workspace, number = provider.workspace, policy.number

    def asked_today() -> bool:
        return any(each.matter is Matter.REVIEW and each.number == number for each in to_do(workspace).things)

    def on_schedule(day: date) -> bool:
        start = provider.clock.now.replace(year=day.year, month=day.month, day=day.day)
        slots = review_slots(workspace, start - timedelta(days=2), start + timedelta(days=2))
        return any(each.number == number for each in slots)

    named = policy.next_review_date
    assert named and asked_today() and on_schedule(named)
    assert force_of(workspace, policy, named + timedelta(days=10)).late
    review_without_change(workspace, policy, READ)
    moved = on + timedelta(days=365)
    assert not asked_today() and not on_schedule(named) and on_schedule(moved)
    assert not force_of(workspace, policy, named + timedelta(days=10)).late
    assert force_of(workspace, policy, moved + timedelta(days=10)).late
    assert not force_of(workspace, policy, moved + timedelta(days=61)).holds
    product = workspace.packs.work_product_in("ServiceDeliveryPolicy")
    assert progress_of(workspace).review_dates[product] == (moved,)


def test_what_was_known_before_the_review_stays(provider: Provider, policy: ServiceDeliveryPolicy) -> None:
    on = later(provider, 100)
    review_without_change(provider.workspace, policy, READ, on + timedelta(days=30))
    assert next_review(provider.workspace, policy, on - timedelta(days=1)) == policy.next_review_date
    assert next_review(provider.workspace, policy, on) == on + timedelta(days=30)


def test_the_task_that_is_this_review_is_done_by_it(
    provider: Provider, policy: ServiceDeliveryPolicy
) -> None:
    later(provider, 200)
    review = review_without_change(provider.workspace, policy, READ)
    done = provider.workspace.find(TaskPerformance)
    assert [(each.task, each.related) for each in done] == [("GO.2.4", (policy.id, review.id))]
    standing = next(each for each in task_states(provider.workspace) if each.task.id == "GO.2.4")
    assert standing.last_done == today(provider.workspace)


def test_of_two_tasks_neither_is_said_to_be_done(provider: Provider) -> None:
    """The list of roles is looked at for competence and for training: who has read it has not said which."""
    listed = provider.workspace.first(AssignedRoles)
    assert listed
    review_without_change(provider.workspace, listed, READ)
    assert provider.workspace.find(TaskPerformance) == []


def test_agreements_are_reviewed_too(provider: Provider) -> None:
    agreement = provider.approved(CustomerAgreement, customer=provider.extra["customer"].id)
    on = later(provider, 110)
    review_without_change(provider.workspace, agreement, READ, on + timedelta(days=90))
    assert next_review(provider.workspace, agreement) == on + timedelta(days=90)
    assert [each.day for each in reminders(provider.workspace, on + timedelta(days=80))] == [
        on + timedelta(days=90)
    ]


def test_the_day_of_a_document_of_others_is_its_own(provider: Provider) -> None:
    law = external(provider)
    on = later(provider, 10)
    review_without_change(provider.workspace, law, READ, on + timedelta(days=180))
    assert reload(provider.workspace, law).next_check == on + timedelta(days=180)


def external(provider: Provider, **values: object) -> ExternalDocument:
    known = {"name": "Data Protection Act", "kind": "law or regulation", "issuer": "Parliament",
             "edition": "2018", "place": "www.law.example/dpa", "next_check": date(2026, 9, 1)}  # fmt: skip
    return provider.create(ExternalDocument, **{**known, **values})


class TestWithoutReading:
    """Each way to move the day without the work."""

    @pytest.mark.parametrize("outcome", ["", "ok", "x", "reviewed reviewed reviewed reviewed", "tbd"])
    def test_without_saying_what_came_of_it(self, provider, policy, outcome: str) -> None:
        with pytest.raises(Refused):
            review_without_change(provider.workspace, policy, outcome)
        assert provider.workspace.find(DocumentReview) == []

    @pytest.mark.parametrize("days", [0, -1, 367, 36500])
    def test_to_a_day_that_is_none(self, provider, policy, days: int) -> None:
        on = later(provider, 100)
        with pytest.raises(Refused):
            review_without_change(provider.workspace, policy, READ, on + timedelta(days=days))

    def test_by_somebody_without_the_role(self, provider, policy) -> None:
        for person in (provider.cleo, None):
            provider.works(person)
            with pytest.raises(Refused):
                review_without_change(provider.workspace, policy, READ)
        assert next_review(provider.workspace, policy) == policy.next_review_date

    def test_of_a_draft_or_of_what_is_superseded(self, provider, policy) -> None:
        draft = new_version(provider.workspace, policy)
        with pytest.raises(Refused):
            review_without_change(provider.workspace, draft, READ)
        provider.take(draft, "approve")
        with pytest.raises(Refused):
            review_without_change(provider.workspace, policy, READ)

    def test_of_what_is_no_document(self, provider) -> None:
        with pytest.raises(Refused):
            review_without_change(provider.workspace, provider.extra["item"], READ)

    def test_of_what_only_claims_to_be_approved(self, provider) -> None:
        """As an import leaves it."""
        scope = provider.complete(ServiceScope, "approved")
        with provider.workspace.transaction("import") as session:
            session.get_one(ServiceScope, scope.id).state = "approved"
        with pytest.raises(Refused):
            review_without_change(provider.workspace, scope, READ)

    def test_by_a_state_that_nobody_signed(self, provider, policy) -> None:
        on = later(provider, 10)
        with provider.workspace.transaction("import") as session:
            session.add(
                DocumentReview(
                    number="DRV-2026-0099",
                    state="recorded",
                    document=policy.id,
                    outcome=READ,
                    done_on=on,
                    done_by=provider.ana.id,
                    next_review=on + timedelta(days=360),
                )
            )
        assert reviews_without_change(provider.workspace) == {}
        assert next_review(provider.workspace, policy) == policy.next_review_date

    def test_by_another_day_written_into_the_file(self, provider, policy) -> None:
        review = review_without_change(provider.workspace, policy, READ)
        path = provider.workspace.path
        with provider.workspace.engine.begin() as connection:
            connection.execute(text("UPDATE documentreview SET next_review = '2027-02-27'"))
        provider.workspace.close()
        from sdesk.practice.workspaces import open_workspace

        with open_workspace(path, clock=provider.clock) as again:
            assert again.get(DocumentReview, review.id).next_review == date(2027, 2, 27)
            assert next_review(again, policy) == policy.next_review_date
            assert verify(again)

    def test_by_one_that_was_cancelled(self, provider, policy) -> None:
        review = review_without_change(provider.workspace, policy, READ)
        provider.take(review, "cancel", reason="It was the wrong document.")
        assert next_review(provider.workspace, policy) == policy.next_review_date

    def test_a_new_version_begins_with_its_own_day(self, provider, policy) -> None:
        review_without_change(provider.workspace, policy, READ)
        later(provider, 20)
        newer = provider.take(new_version(provider.workspace, policy), "approve")
        assert next_review(provider.workspace, newer) == newer.next_review_date

    def test_what_is_computed_is_not_typed(self, provider, policy) -> None:
        review = provider.create(
            DocumentReview,
            document=policy.id,
            outcome=READ,
            done_on=date(2025, 1, 1),
            done_by=provider.ben.id,
        )
        review = provider.take(review, "record")
        assert (review.done_on, review.done_by) == (today(provider.workspace), provider.ana.id)


class TestReadAndUnderstood:
    def test_it_is_signed_with_what_was_read(self, provider, policy) -> None:
        provider.works(provider.cleo)
        confirmation = confirm_read(provider.workspace, policy)
        assert (confirmation.person, confirmation.edition) == (provider.cleo.id, "1")
        assert confirmation.digest == approvals_of(provider.workspace, policy)[-1].sha256
        [signed] = approvals_of(provider.workspace, confirmation)
        assert (signed.person_id, signed.sha256) == (
            provider.cleo.id,
            digest_of(provider.workspace, confirmation),
        )

    def test_nobody_confirms_a_draft(self, provider, policy) -> None:
        with pytest.raises(Refused):
            confirm_read(provider.workspace, new_version(provider.workspace, policy))

    def test_nobody_confirms_for_another(self, provider, policy) -> None:
        made = provider.create(ReadConfirmation, document=policy.id, person=provider.ben.id)
        assert provider.take(made, "record").person == provider.ana.id
        provider.works(None)
        with pytest.raises(Refused):
            confirm_read(provider.workspace, policy)

    def test_an_approval_stands_behind_each(self, provider, policy) -> None:
        confirm_read(provider.workspace, policy)
        assert provider.workspace.count(Approval, col(Approval.model) == "ReadConfirmation") == 1


class TestInTime:
    """Reviews held by their day, as reports count them."""

    def held(self, provider: Provider, first: date, last: date) -> list[tuple[date, bool | None]]:
        workspace = provider.workspace
        number = workspace.first(ServiceDeliveryPolicy).number
        asked = [each for each in reviews_of(workspace, zone_of(workspace)) if each.number == number]
        return [(each.due, each.held(first)) for each in asked if first <= each.due <= last]

    def test_a_review_on_time_holds_its_day_and_asks_for_the_next(self, provider, policy) -> None:
        named = policy.next_review_date
        on = later(provider, 360)
        review_without_change(provider.workspace, policy, READ)
        moved = on + timedelta(days=365)
        assert self.held(provider, on - timedelta(days=400), moved) == [(named, True), (moved, False)]

    def test_one_that_is_late_leaves_its_day_missed(self, provider, policy) -> None:
        on = later(provider, 380)
        review_without_change(provider.workspace, policy, READ)
        assert self.held(provider, on - timedelta(days=400), on)[0] == (policy.next_review_date, False)

    def test_one_long_before_moves_the_day_and_holds_none(self, provider, policy) -> None:
        on = later(provider, 100)
        review_without_change(provider.workspace, policy, READ)
        assert self.held(provider, on - timedelta(days=100), on + timedelta(days=400)) == [
            (on + timedelta(days=365), False)
        ]

    def test_a_review_does_not_hold_the_day_that_it_sets(self, provider, policy) -> None:
        on = later(provider, 360)
        review_without_change(provider.workspace, policy, READ, on + timedelta(days=20))
        assert (on + timedelta(days=20), False) in self.held(provider, on, on + timedelta(days=40))


def test_a_document_read_again_was_looked_at_in_the_period(provider: Provider, policy) -> None:
    on = later(provider, 360)
    grounds = grounds_of(provider.workspace, on + timedelta(days=100), frozenset(), ())
    assert not grounds.looked_at(ServiceDeliveryPolicy)
    review_without_change(provider.workspace, policy, READ)
    again = grounds_of(provider.workspace, on + timedelta(days=100), frozenset(), ())
    assert again.looked_at(ServiceDeliveryPolicy)
    assert not grounds_of(provider.workspace, on + timedelta(days=400), frozenset(), ()).looked_at(
        ServiceDeliveryPolicy
    )
