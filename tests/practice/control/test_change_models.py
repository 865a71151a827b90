"""Change models: pre-approved changes made from a list."""

import pytest

from sdesk.models import ChangeModel
from sdesk.models.control import ChangeKind
from sdesk.practice.control.change_models import models_in_use, request_from_model
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import history_of
from tests.provider import CALLER, Provider


def mailbox(provider: Provider) -> ChangeModel:
    return provider.approved(
        ChangeModel,
        name="New mailbox",
        standing_procedure="1. Make it. 2. Send a test message.",
        service=provider.extra["service"],
        minutes=20,
    )


def test_a_request_has_what_the_model_says_and_is_submitted(provider: Provider) -> None:
    model = mailbox(provider)
    request = request_from_model(provider.workspace, model, {"requester": CALLER})
    assert request.state == "requested"
    assert request.kind is ChangeKind.PRE_APPROVED
    assert (request.purpose, request.standing_procedure) == ("New mailbox", model.standing_procedure)
    assert request.configuration_items == model.configuration_items
    assert (request.service, request.change_model) == (provider.extra["service"], model.id)
    assert any(model.number in each.reason for each in history_of(provider.workspace, request))


def test_it_stays_a_draft_where_something_is_still_to_be_said(provider: Provider) -> None:
    provider.save(provider.ana, email="")
    request = request_from_model(provider.workspace, mailbox(provider))
    assert request.state == "draft"
    assert request.requester is not None and request.requester.name == "Ana Reyes"


def test_what_is_said_goes_before_what_the_model_says(provider: Provider) -> None:
    values = {"purpose": "Mailbox for the front desk", "requester": CALLER}
    assert request_from_model(provider.workspace, mailbox(provider), values).purpose == values["purpose"]


def test_only_approved_models_are_on_the_list(provider: Provider) -> None:
    draft = provider.create(ChangeModel, name="Reset a password")
    model = mailbox(provider)
    assert [each.id for each in models_in_use(provider.workspace)] == [model.id]
    with pytest.raises(Refused, match="draft"):
        request_from_model(provider.workspace, draft)


def test_the_control_manager_approves_a_model(provider: Provider) -> None:
    draft = provider.complete(ChangeModel, "approved")
    provider.works(provider.cleo)
    with pytest.raises(Refused, match="Control Manager"):
        provider.take(draft, "approve")
