"""Deployment: the change, its items and the catalogue in one act."""

from datetime import date, timedelta
from typing import Any

import pytest

from sdesk.models import ConfigurationItem, ServiceCatalogue, ServiceChangeRequest
from sdesk.practice.control.deployment import (
    ItemUpdate,
    deploy,
    deploying_step,
    proposed_updates,
    states_after,
)
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import history_of, reload
from sdesk.practice.lifecycle.versions import draft_of
from tests.provider import START, Provider, change


def ready(provider: Provider, **values: Any) -> ServiceChangeRequest:
    given: dict[str, Any] = {
        "kind": "pre-approved",
        "standing_procedure": "By the book",
        "planned_start": START,
        "planned_end": START + timedelta(hours=1),
        **values,
    }
    request = provider.take(change(provider, **given), "submit")
    return provider.take(provider.take(request, "schedule pre-approved"), "use standing procedure")


def outcome(provider: Provider) -> dict[str, object]:
    return {
        "deployed_at": provider.clock(),
        "deployed_by": provider.cleo.id,
        "deployment_outcome": "As planned",
    }


def test_items_get_their_version_state_and_date(provider: Provider) -> None:
    router = provider.complete(ConfigurationItem, "in service", release="1.0", date_of_service=None)
    old = provider.extra["item"]
    request = ready(provider, configuration_items=(router.id, old.id))
    assert proposed_updates(provider.workspace, request)[0] == ItemUpdate(router.id, "1.0", "in service")
    updates = (ItemUpdate(router.id, "2.1", "in service"), ItemUpdate(old.id, "", "retired"))
    done = deploy(provider.workspace, request, outcome(provider), updates)
    assert done.state == "deployed"
    router, old = (reload(provider.workspace, each) for each in (router, old))
    assert (router.release, router.state, router.date_of_service) == ("2.1", "in service", date(2026, 3, 2))
    assert old.state == "retired"
    assert all(request.number in history_of(provider.workspace, each)[0].reason for each in (router, old))


def test_all_of_it_or_nothing(provider: Provider) -> None:
    unfinished = provider.create(ConfigurationItem, name="Router", location="")
    request = ready(provider, configuration_items=(unfinished.id,))
    with pytest.raises(Refused, match=unfinished.number):
        updates = (ItemUpdate(unfinished.id, "2.1", "in service"),)
        deploy(provider.workspace, request, outcome(provider), updates, new_catalogue=True)
    assert reload(provider.workspace, request).state == "confirmed"
    assert reload(provider.workspace, unfinished).release == ""
    assert draft_of(provider.workspace, ServiceCatalogue) is None


def test_a_service_that_changed_starts_a_version_of_the_catalogue(provider: Provider) -> None:
    request = ready(provider, service=provider.extra["service"])
    deploy(provider.workspace, request, outcome(provider), new_catalogue=True)
    draft = draft_of(provider.workspace, ServiceCatalogue)
    assert draft is not None
    assert (draft.version, draft.related) == (2, (request.id,))
    second = ready(provider, service=provider.extra["service"])
    deploy(provider.workspace, second, outcome(provider), new_catalogue=True)
    assert provider.workspace.count(ServiceCatalogue) == 2


def test_a_change_that_is_not_ready_is_not_deployed(provider: Provider) -> None:
    request = provider.take(change(provider), "submit")
    assert deploying_step(request) == ""
    with pytest.raises(Refused, match="requested"):
        deploy(provider.workspace, request, outcome(provider))


def test_an_emergency_is_deployed_by_its_own_step(provider: Provider) -> None:
    request = provider.take(change(provider, kind="emergency"), "submit")
    assert deploying_step(request) == "deploy emergency"
    deployed = deploy(provider.workspace, request, outcome(provider))
    assert deployed.state == "deployed"
    assert deploying_step(deployed) == ""


def test_an_item_goes_only_where_a_step_leads(provider: Provider) -> None:
    item = provider.extra["item"]
    assert states_after(item) == ("in service", "faulty", "retired")
    request = ready(provider, configuration_items=(item.id,))
    with pytest.raises(Refused, match="does not make it planned"):
        deploy(provider.workspace, request, outcome(provider), (ItemUpdate(item.id, "", "planned"),))
