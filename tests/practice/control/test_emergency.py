"""Emergencies: deployed first, their missing parts dated, made good afterwards, and closed only then."""

from datetime import date
from gettext import NullTranslations
from typing import Any

import pytest

from sdesk.models import ActionItem, ServiceBuild, ServiceChangeRequest, ServiceDesign, ServiceTestReport
from sdesk.models.control import Decision
from sdesk.practice.control.emergency import missing_parts
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import is_frozen, reload
from sdesk.practice.lifecycle.steps import steps_from_here
from sdesk.storage.verify.damages import verify
from sdesk.translation import catalogues
from tests.provider import Provider, change, paper, papers, values_for

EVALUATION = ("business_impact", "risk", "evaluation")
REVIEW = {"review_result": "worked as planned", "review": "Quick and clean"}


def deployed_first(provider: Provider, **values: Any) -> ServiceChangeRequest:
    request = provider.take(change(provider, kind="emergency", **values), "submit")
    return deploy(provider, request)


def deploy(provider: Provider, request: ServiceChangeRequest) -> ServiceChangeRequest:
    return provider.take(
        request,
        "deploy emergency",
        deployed_at=provider.clock(),
        deployed_by=provider.cleo.id,
        deployment_outcome="The line is back",
    )


def evaluation(provider: Provider) -> dict[str, object]:
    wanted = values_for(provider, ServiceChangeRequest, "approved")
    return {name: wanted[name] for name in EVALUATION}


def actions(provider: Provider, request: ServiceChangeRequest) -> list[ActionItem]:
    return [each for each in provider.workspace.find(ActionItem) if each.source == request.id]


def test_what_is_missing_becomes_action_items_due_as_the_procedure_gives(provider: Provider) -> None:
    request = deployed_first(provider)
    found = actions(provider, request)
    assert [each.description.split(" of CHG")[0] for each in found] == [
        "Evaluate and decide the emergency",
        "Write down the design",
        "Keep what was built",
        "Test, and write the test report",
        "Approve the deployment",
    ]
    assert {each.due for each in found} == {date(2026, 3, 7)}
    owners = [each.owner for each in found]
    assert owners == [provider.ana.id, *[provider.cleo.id] * 3, provider.ana.id]


def test_what_was_done_before_deployment_is_no_action_item(provider: Provider) -> None:
    request = provider.take(change(provider, "approved", kind="emergency"), "submit")
    request = provider.take(request, "approve", decision_reason="No telephone at the practice")
    papers(provider, request, ServiceDesign)
    texts = [each.description for each in actions(provider, deploy(provider, request))]
    assert len(texts) == 3
    assert not any("decide" in text or "design" in text for text in texts)


def test_the_evaluation_is_written_after_deployment_until_it_is_approved(provider: Provider) -> None:
    request = deployed_first(provider)
    assert not any(is_frozen(request, name) for name in EVALUATION)
    assert is_frozen(request, "purpose")
    request = provider.save(request, **evaluation(provider))
    request = provider.take(request, "approve afterwards", decision_reason="There was no other way")
    assert request.state == "deployed"
    assert request.decision is Decision.APPROVED
    assert all(is_frozen(request, name) for name in (*EVALUATION, "decision_reason"))
    assert [each.step for each in approvals_of(provider.workspace, request)] == ["approve afterwards"]


def test_what_was_approved_before_deployment_stays_frozen(provider: Provider) -> None:
    request = provider.take(change(provider, "approved", kind="emergency"), "submit")
    request = provider.take(request, "approve", decision_reason="No telephone at the practice")
    request = deploy(provider, request)
    assert is_frozen(request, "risk")
    with pytest.raises(Refused):
        provider.save(request, risk="high")


def test_it_is_not_approved_afterwards_without_its_evaluation(provider: Provider) -> None:
    request = deployed_first(provider)
    with pytest.raises(Refused, match="Business impact is missing"):
        provider.take(request, "approve afterwards", decision_reason="There was no other way")
    assert reload(provider.workspace, request).decision is None


def test_only_the_control_manager_approves_it_afterwards(provider: Provider) -> None:
    request = provider.save(deployed_first(provider), **evaluation(provider))
    provider.works(provider.cleo)
    with pytest.raises(Refused, match="Control Manager"):
        provider.take(request, "approve afterwards", decision_reason="I was there")


def test_deployment_is_not_approved_afterwards_without_tests_or_on_failed_ones(provider: Provider) -> None:
    request = deployed_first(provider)
    with pytest.raises(Refused, match="Service design of this change is not approved yet"):
        provider.take(request, "clear afterwards", deployment_reason="Seen to work")
    papers(provider, request, ServiceDesign, ServiceBuild)
    failed = paper(provider, ServiceTestReport, request, conclusion="failed")
    provider.take(failed, "approve")
    with pytest.raises(Refused, match="the tests failed"):
        provider.take(request, "clear afterwards", deployment_reason="Seen to work")


def test_it_is_closed_when_all_is_made_good_and_the_action_items_are_ticked_off(provider: Provider) -> None:
    request = provider.save(deployed_first(provider), **evaluation(provider))
    with pytest.raises(Refused):
        provider.take(request, "close", **REVIEW)
    request = provider.take(request, "approve afterwards", decision_reason="There was no other way")
    papers(provider, request)
    with pytest.raises(Refused, match="Deployment was not approved yet"):
        provider.take(request, "close", **REVIEW)
    request = provider.take(request, "clear afterwards", deployment_reason="Tests passed")
    assert missing_parts(provider.workspace, request) == ()
    assert {each.state for each in actions(provider, request)} == {"done"}
    assert [each.state for each in provider.workspace.find(ServiceBuild)] == ["approved"]
    assert [step.name for step in steps_from_here(request) if step.main] == ["close"]
    assert provider.take(request, "close", **REVIEW).state == "closed"
    assert list(verify(provider.workspace)) == []


class Foreign(NullTranslations):
    def gettext(self, message: str) -> str:
        return f"({message})"


def test_what_was_listed_in_english_is_ticked_off_in_another_language_too(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = deployed_first(provider)
    english = catalogues.catalogue("en")
    monkeypatch.setattr(catalogues, "catalogue", lambda each: english if each == "en" else Foreign())
    papers(provider, request, ServiceDesign)
    (done,) = (each for each in actions(provider, request) if each.state == "done")
    assert done.description.startswith("Write down the design")
    assert done.outcome.startswith("(")


def test_an_emergency_rolled_back_is_made_good_and_closed_too(provider: Provider) -> None:
    request = provider.take(deployed_first(provider), "roll back", reason="It made things worse")
    request = provider.save(request, **evaluation(provider))
    with pytest.raises(Refused):
        provider.take(request, "close", **REVIEW)
    request = provider.take(request, "approve after roll-back", decision_reason="It had to be tried")
    papers(provider, request)
    request = provider.take(request, "clear after roll-back", deployment_reason="It had to be tried")
    assert provider.take(request, "close", **REVIEW).state == "closed"


def test_an_emergency_that_goes_the_whole_way_is_asked_nothing_afterwards(provider: Provider) -> None:
    request = provider.take(change(provider, "cleared", kind="emergency"), "submit")
    for step in ("approve", "schedule"):
        request = provider.take(request, step)
    for step, model in (("design", ServiceDesign), ("build", ServiceBuild), ("test", ServiceTestReport)):
        papers(provider, request, model)
        request = provider.take(request, step)
    for step in ("clear", "confirm"):
        request = provider.take(request, step)
    request = provider.take(
        request,
        "deploy",
        deployed_at=provider.clock(),
        deployed_by=provider.cleo.id,
        deployment_outcome="Fine",
    )
    assert actions(provider, request) == []
    assert provider.take(request, "close", **REVIEW).state == "closed"
