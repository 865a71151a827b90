"""What was approved before something was asked for stays as it is: it is asked at the next step, where somebody can say it."""

from pathlib import Path

import pytest
from sqlalchemy import text

from sdesk.models import (
    AssignedRoles,
    CustomerAgreement,
    Record,
    ServiceDeliveryPolicy,
    ServiceIncident,
    ServiceScope,
    SupplierAgreement,
)
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.approvals import approvals_of, is_as_approved
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import latest_operation, new_version, reload
from sdesk.practice.lifecycle.steps import missing
from sdesk.practice.lifecycle.undo import undo
from sdesk.practice.readiness.evidence.in_force import force_of
from sdesk.practice.workspaces import Workspace, open_workspace
from sdesk.storage.ledger import canonical_json, sha256
from tests.fixtures.fill import fixture
from tests.provider import CALLER, Provider, incident


@pytest.fixture
def older(tmp_path: Path) -> Workspace:
    path = tmp_path / "older.sdesk"
    path.write_bytes(fixture(4).read_bytes())
    return open_workspace(path)


def as_before(provider: Provider, record: Record, **values: object) -> None:
    """As a program wrote it that did not ask for these fields yet."""
    with provider.workspace.transaction("older") as session:
        live = session.get_one(type(record), record.id)
        for name, value in values.items():
            setattr(live, name, value)


def test_what_an_older_format_approved_is_as_it_was_approved(older: Workspace) -> None:
    for model in (ServiceDeliveryPolicy, CustomerAgreement, AssignedRoles, ServiceScope):
        record = older.first(model, model.state == "approved")
        assert record is not None
        [approval] = approvals_of(older, record)
        assert is_as_approved(older, record, approval.sha256)
        assert not [each for each in force_of(older, record, today(older)).wanting if "differs" in str(each)]


def test_a_word_that_was_changed_since_is_told_whatever_the_format_knew(older: Workspace) -> None:
    scope = older.first(ServiceScope, ServiceScope.state == "approved")
    assert scope is not None
    [approval] = approvals_of(older, scope)
    with older.engine.begin() as connection:
        connection.execute(text("UPDATE servicescope SET technology = 'Other' WHERE state = 'approved'"))
    assert not is_as_approved(older, reload(older, scope), approval.sha256)


def test_an_approval_of_other_content_is_none_of_this(provider: Provider) -> None:
    scope = provider.approved(ServiceScope)
    assert not is_as_approved(provider.workspace, scope, sha256(canonical_json({"fields": {}})))


def test_an_older_policy_is_not_in_force_without_what_is_asked_now(older: Workspace) -> None:
    policy = older.first(ServiceDeliveryPolicy, ServiceDeliveryPolicy.state == "approved")
    assert policy is not None
    wanting = [str(each) for each in force_of(older, policy, today(older)).wanting]
    assert {"Objectives are missing.", "Plan is missing."} <= set(wanting)


def test_its_next_version_is_asked_for_it(provider: Provider) -> None:
    policy = provider.workspace.first(ServiceDeliveryPolicy)
    assert policy is not None
    as_before(provider, policy, plans=(), objectives=())
    draft = new_version(provider.workspace, policy)
    with pytest.raises(Refused, match=r"Objectives are missing.*Plan is missing"):
        provider.take(draft, "approve")


def test_an_agreement_that_says_it_in_words_can_still_end(provider: Provider) -> None:
    agreement = provider.approved(CustomerAgreement)
    as_before(provider, agreement, their_approvals=(), approval_evidence="Signed by both.")
    step = CustomerAgreement.step_called("end")
    assert missing(provider.workspace, reload(provider.workspace, agreement), step) == []
    assert provider.take(agreement, "end", reason="They moved away").state == "ended"


def test_a_closed_incident_can_be_reopened_and_is_then_asked(provider: Provider) -> None:
    case = incident(provider, "closed")
    for step in ("record", "classify", "investigate", "restore", "close"):
        case = provider.take(case, step)
    as_before(
        provider,
        case,
        impact_in_words="",
        reporter=CALLER.model_copy(update={"telephone": "?", "email": "?"}),
    )
    case = provider.take(case, "reopen", reason="It is back")
    with pytest.raises(Refused, match=r"no way to reach them.*Impact in words is missing"):
        provider.take(case, "investigate")
    case = provider.save(case, impact_in_words="Letters are written by hand", reporter=CALLER)
    assert provider.take(case, "investigate").state == "investigated"


def test_nobody_slips_past_what_a_step_asks_by_a_frozen_state(provider: Provider) -> None:
    """Only what nobody could fill in before the step is not asked."""
    case = incident(provider, "classified", impact_in_words="")
    case = provider.take(case, "record")
    with pytest.raises(Refused, match="Impact in words is missing"):
        provider.take(case, "classify")
    assert reload(provider.workspace, case).state == "recorded"
    assert isinstance(case, ServiceIncident)


def test_a_supplier_agreement_of_before_ends_and_that_is_taken_back(provider: Provider) -> None:
    agreement = provider.approved(SupplierAgreement)
    as_before(provider, agreement, their_approvals=(), approval_evidence="Signed by both.")
    assert provider.take(agreement, "end", reason="Another one is cheaper").state == "ended"
    ended = latest_operation(provider.workspace)
    assert ended is not None
    undo(provider.workspace, ended)
    assert reload(provider.workspace, agreement).state == "approved"
