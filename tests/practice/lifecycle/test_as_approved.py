"""Whether a record still says what was approved, also after a later format gave it further fields."""

import json
import shutil
from pathlib import Path

from sdesk.models import Approval, ServiceDeliveryPolicy
from sdesk.practice.lifecycle.approvals import digest_of, is_as_approved
from sdesk.practice.workspaces import open_workspace
from sdesk.storage import col
from sdesk.storage.ledger import canonical_json, sha256
from tests.fixtures.fill import fixture
from tests.provider import values_for


def _first(workspace, record):
    return workspace.find(Approval, col(Approval.record_id) == record.id)[0]


def test_what_was_approved_in_an_earlier_format_is_so_still(tmp_path):
    """Its content lacks the fields that came since, so that its SHA-256 is another one today."""
    path = Path(shutil.copy(fixture(4), tmp_path / "old.sdesk"))
    with open_workspace(path) as workspace:
        [policy] = workspace.find(ServiceDeliveryPolicy, col(ServiceDeliveryPolicy.state) == "approved")
        approval = _first(workspace, policy)
        assert "plans" not in json.loads(approval.content)["fields"]
        assert approval.sha256 != digest_of(workspace, policy)
        assert is_as_approved(workspace, policy, approval.sha256)


def test_what_was_changed_since_is_not(beginner):
    policy = beginner.approved(
        ServiceDeliveryPolicy, **values_for(beginner, ServiceDeliveryPolicy, "approved")
    )
    digest = _first(beginner.workspace, policy).sha256
    assert is_as_approved(beginner.workspace, policy, digest)
    policy.communication = f"{policy.communication} And by fax."
    assert not is_as_approved(beginner.workspace, policy, digest)
    assert not is_as_approved(beginner.workspace, policy, sha256(canonical_json({})))
