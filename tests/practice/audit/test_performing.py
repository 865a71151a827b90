"""A task is recorded as done by somebody who does it, not on a day to come, with what was looked at and what came of it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from sdesk.models import (
    AssignedRoles,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
    ServiceScope,
    TaskPerformance,
)
from sdesk.practice.audit.performing import read_as_a_rule
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import new_version
from sdesk.practice.readiness.progress import progress_of
from sdesk.practice.readiness.tasks import perform_task
from tests.provider import Provider, performed

SAID = "Read as a whole; nothing has to change."


def roles(provider: Provider) -> list[UUID]:
    return [each.id for each in provider.workspace.find(AssignedRoles)]


def refused(provider: Provider, **values: Any) -> str:
    with pytest.raises(Refused) as refusal:
        done = provider.create(
            TaskPerformance,
            **{"task": "GO.3.1", "outcome": SAID, "related": tuple(roles(provider)), **values},
        )
        provider.take(done, "record")
    assert progress_of(provider.workspace).performed_on == {}
    return str(refusal.value.whole)


def test_what_is_all_there_is_recorded(provider: Provider) -> None:
    done = perform_task(provider.workspace, "GO.3.1", SAID, roles(provider))
    assert (done.state, done.done_by) == ("recorded", provider.ana.id)


def test_nobody_did_it_in_2099(provider: Provider) -> None:
    said = refused(provider, done_on=date(2099, 1, 1))
    assert "Done on is later than now: 1 January 2099." in said
    assert "Say when it happened" in said


def test_nor_tomorrow(provider: Provider) -> None:
    assert "later than now" in refused(provider, done_on=provider.clock().date() + timedelta(days=1))


def test_who_does_not_hold_its_role_did_not_do_it(provider: Provider) -> None:
    said = refused(provider, done_by=provider.cleo.id)
    assert "Cleo Sand was not Service Manager or Management on 2 March 2026." in said


def test_nor_who_did_not_hold_it_that_day(provider: Provider) -> None:
    assert "Ana Reyes was not" in refused(provider, done_on=date(2025, 12, 31))


@pytest.mark.parametrize(
    "outcome", ["", "  ", "x", "ok", "-", "done done done done", "Reviewed, nothing to change."]
)
def test_an_outcome_says_something(provider: Provider, outcome: str) -> None:
    """What the form proposes as an example is no outcome of anybody's."""
    assert "Outcome" in refused(provider, outcome=outcome)


def test_something_was_looked_at(provider: Provider) -> None:
    assert "What was looked at is missing." in refused(provider, related=())


def test_it_was_what_the_task_is_about(provider: Provider) -> None:
    said = refused(provider, related=(provider.ana.id, provider.extra["catalogue"].id))
    assert "Nothing of what GO.3.1 is about was looked at." in said
    assert "list of assigned roles" in said


def test_a_draft_of_it_is_not_what_is_in_use(provider: Provider) -> None:
    draft = new_version(provider.workspace, provider.workspace.find(AssignedRoles)[0])
    assert "Nothing of what GO.3.1 is about" in refused(provider, related=(draft.id,))


def test_nobody_read_a_version_before_it_was_begun(provider: Provider) -> None:
    done_on = provider.clock().date()
    provider.clock.pass_time(days=30)
    first = provider.workspace.find(AssignedRoles)[0]
    second = provider.take(new_version(provider.workspace, first), "approve")
    said = refused(provider, done_on=done_on, related=(second.id,))
    assert f"{second.number}, version 2, was begun on 1 April 2026 only." in said
    assert performed(provider, "GO.3.1", records=[first.id], done_on=done_on).state == "recorded"


def test_there_is_such_a_task(provider: Provider) -> None:
    assert "“GO.9.9” is no task" in refused(provider, task="GO.9.9")


def test_what_was_looked_at_cannot_be_changed_later(provider: Provider) -> None:
    done = performed(provider, "GO.3.1")
    with pytest.raises(Refused):
        provider.save(done, related=())


def test_documents_are_read_as_they_are_in_effect(provider: Provider) -> None:
    policy = provider.workspace.find(ServiceDeliveryPolicy)[0]
    new_version(provider.workspace, policy)
    assert read_as_a_rule(provider.workspace, "GO.2.4") == (policy.id,)
    catalogue = provider.workspace.find(ServiceCatalogue)[0]
    assert read_as_a_rule(provider.workspace, "RE.1.3") == (catalogue.id,)
    assert read_as_a_rule(provider.workspace, "RE.2.5") == ()
    assert read_as_a_rule(provider.workspace, "IN.1.3") == ()


def test_a_review_of_a_document_counts_by_the_version_that_was_read(provider: Provider) -> None:
    scope = provider.approved(ServiceScope)
    done = performed(provider, "GO.1.1", records=[scope.id])
    assert done.related == (scope.id,)
