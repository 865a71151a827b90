"""How work products stand, and what does not apply."""

import pytest

from sdesk.models import ConfigurationItem, ServiceIncident, ServiceScope, Shape
from sdesk.practice.lifecycle import records
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.readiness.requirements import work_product_evidence
from sdesk.practice.readiness.work_products import (
    declare_not_applicable,
    make_applicable,
    not_applicable,
    propose_not_applicable,
    standing,
    standings,
)
from sdesk.practice.workspaces import Workspace
from tests.provider import Provider, incident


def test_everything_is_missing_at_first(beginner: Provider):
    found = standings(beginner.workspace)
    assert len(found) == 21
    assert {each.state for each in found.values()} == {"missing"}
    assert {each.shape for each in found.values()} == {None}


def test_a_document_goes_from_draft_to_approved_to_review(beginner: Provider):
    scope = beginner.complete(ServiceScope, "approved")
    assert standing(beginner.workspace, "WP.15").state == "draft"
    approved = beginner.take(scope, "approve")
    due = approved.next_review_date
    assert due is not None
    assert standing(beginner.workspace, "WP.15").state == "approved"
    assert str(due.year) in str(standing(beginner.workspace, "WP.15").text)
    beginner.clock.pass_time(days=400)
    late = standing(beginner.workspace, "WP.15")
    assert (late.state, late.shape) == ("needs review", Shape.REVIEW)


def test_a_new_version_under_way_is_mentioned(beginner: Provider):
    approved = beginner.approved(ServiceScope)
    records.new_version(beginner.workspace, approved)
    found = standing(beginner.workspace, "WP.15")
    assert found.state == "approved"
    assert "new version" in str(found.text)


def test_open_cases_are_counted_and_ended_ones_are_not(provider: Provider):
    for _ in range(2):
        provider.take(incident(provider, "recorded"), "record")
    nothing = provider.take(incident(provider, "recorded"), "record")
    provider.take(nothing, "cancel", "It was nothing")
    found = standing(provider.workspace, "WP.18")
    assert (found.state, found.shape, found.count) == ("recorded", Shape.IN_PROGRESS, 2)


def test_a_draft_alone_is_a_draft(beginner: Provider):
    beginner.create(ServiceIncident, summary="Printer")
    found = standing(beginner.workspace, "WP.18")
    assert (found.state, found.shape, found.count) == ("draft", Shape.DRAFT, 1)


def test_items_in_service_are_counted(provider: Provider):
    found = standing(provider.workspace, "WP.02")
    assert (found.state, found.shape, found.count) == ("recorded", Shape.DONE, 1)
    assert provider.workspace.count(ConfigurationItem) == 1


def test_not_applicable_needs_a_reason_and_an_approval(provider: Provider):
    with pytest.raises(Refused):
        declare_not_applicable(provider.workspace, "WP.21", " ")
    assert not_applicable(provider.workspace, "WP.21") is None
    declare_not_applicable(provider.workspace, "WP.21", "We use no suppliers at all.")
    found = standing(provider.workspace, "WP.21")
    assert (found.state, found.shape) == ("not applicable", Shape.NONE)
    with pytest.raises(Refused):
        declare_not_applicable(provider.workspace, "WP.21", "Again")


def test_without_the_role_it_waits_for_who_has_it(provider: Provider):
    provider.works(provider.cleo)
    with pytest.raises(Refused):
        declare_not_applicable(provider.workspace, "WP.21", "We use no suppliers at all.")
    propose_not_applicable(provider.workspace, "WP.21", "We use no suppliers at all.")
    assert standing(provider.workspace, "WP.21").state == "missing"
    provider.works(provider.ana)
    approved = declare_not_applicable(provider.workspace, "WP.21", "We use no suppliers at all.")
    assert approved.state == "approved"
    assert approved.created_by == provider.cleo.id


def test_it_applies_again_with_a_reason(provider: Provider):
    declare_not_applicable(provider.workspace, "WP.21", "We use no suppliers at all.")
    make_applicable(provider.workspace, "WP.21", "Our first supplier came.")
    assert standing(provider.workspace, "WP.21").state == "missing"
    with pytest.raises(Refused):
        make_applicable(provider.workspace, "WP.21", "Once more")


def said_twice(workspace: Workspace) -> list[tuple[str, str, str]]:
    """Each work product, as the panel says it and as Audit does."""
    panel = standings(workspace)
    return [
        (each.work_product.id, panel[each.work_product.id].state, each.state)
        for each in work_product_evidence(workspace)
    ]


def test_panel_and_audit_say_the_same_of_the_sample(sample: Workspace) -> None:
    found = said_twice(sample)
    assert [each for each in found if each[1] != each[2]] == []
    assert len(found) == 21 and len({state for _, state, _ in found}) > 2


def test_panel_and_audit_say_the_same_of_one_recorded_incident(provider: Provider) -> None:
    provider.take(incident(provider, "recorded"), "record")
    found = said_twice(provider.workspace)
    assert [each for each in found if each[1] != each[2]] == []
    assert ("WP.18", "recorded", "recorded") in found
