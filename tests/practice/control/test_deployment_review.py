"""The review: which incidents followed, and what the procedures learn."""

from datetime import timedelta
from typing import Any

import pytest

from sdesk.models import ChangeProcedure, ConfigurationItem, ServiceChangeRequest, ServiceIncident
from sdesk.practice.control.deployment_review import improve_procedures, incidents_after
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.versions import draft_of, in_effect
from tests.provider import START, Provider, change, incident


def deployed(provider: Provider) -> ServiceChangeRequest:
    return provider.save(change(provider), deployed_at=START)


def reported(provider: Provider, days: float, **values: Any) -> ServiceIncident:
    given = incident(provider, started_at=START + timedelta(days=days), steps_taken=(), **values)
    provider.clock.now = max(provider.clock.now, START + timedelta(days=days))
    return provider.take(given, "record")


def test_incidents_on_the_same_items_within_two_weeks_followed(provider: Provider) -> None:
    other = provider.create(ConfigurationItem, name="Printer")
    request = deployed(provider)
    last = reported(provider, 14)
    first = reported(provider, 0)
    reported(provider, 15)
    reported(provider, -1)
    reported(provider, 2, configuration_items=(other.id,))
    assert [each.id for each in incidents_after(provider.workspace, request)] == [first.id, last.id]


def test_an_incident_that_names_the_change_followed_it_too(provider: Provider) -> None:
    request = deployed(provider)
    named = reported(provider, 3, configuration_items=(), changes=(request.id,))
    assert [each.id for each in incidents_after(provider.workspace, request)] == [named.id]


def test_before_deployment_nothing_followed(provider: Provider) -> None:
    reported(provider, 1)
    assert incidents_after(provider.workspace, change(provider)) == []


def test_what_is_to_improve_begins_the_next_version_of_the_procedures(provider: Provider) -> None:
    request = provider.save(deployed(provider), improvement="Ring the front desk before the router goes")
    draft = improve_procedures(provider.workspace, request)
    assert draft.version == 2
    assert draft.notes == f"{request.number}: Ring the front desk before the router goes"
    assert draft.related == (request.id,)
    procedures = in_effect(provider.workspace, ChangeProcedure)
    assert procedures is not None and procedures.version == 1


def test_a_second_lesson_goes_into_the_same_draft_and_none_is_noted_twice(provider: Provider) -> None:
    one = provider.save(deployed(provider), improvement="Ring the front desk")
    two = provider.save(deployed(provider), improvement="Keep the old router for a week")
    for request in (one, two, one):
        improve_procedures(provider.workspace, request)
    draft = draft_of(provider.workspace, ChangeProcedure)
    assert draft is not None
    assert draft.notes.split("\n") == [f"{each.number}: {each.improvement}" for each in (one, two)]


def test_without_a_lesson_there_is_nothing_to_begin(provider: Provider) -> None:
    with pytest.raises(Refused, match="nothing to improve"):
        improve_procedures(provider.workspace, deployed(provider))
    assert draft_of(provider.workspace, ChangeProcedure) is None
