"""Approvals: exactly this content, by whom, in which role, when; and what was not approved stays out of it."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from sdesk import storage
from sdesk.models import Approval, ApprovalForm, ServiceScope
from sdesk.practice.lifecycle.approvals import approvals_of, content_of, digest_of
from sdesk.practice.lifecycle.records import new_version, reload, versions_of
from sdesk.practice.lifecycle.steps import fingerprint, take_step
from sdesk.practice.workspaces import Workspace
from sdesk.storage import col
from tests.delivery import ASKS
from tests.provider import Provider, change


def test_the_hash_is_that_of_the_content_and_the_content_is_the_record(provider: Provider) -> None:
    scope = provider.approved(ServiceScope)
    approval = approvals_of(provider.workspace, scope)[0]
    assert hashlib.sha256(approval.content.encode()).hexdigest() == approval.sha256
    content = json.loads(approval.content)
    assert content["fields"]["technology"] == scope.technology
    assert (content["work_product"], content["number"], content["version"]) == ("WP.15", scope.number, 1)
    assert approval.sha256 == digest_of(provider.workspace, scope)


def test_it_says_who_in_which_role_when_and_how(provider: Provider) -> None:
    scope = provider.complete(ServiceScope, "approved")
    take_step(
        provider.workspace, scope, "approve", form=ApprovalForm.EMAIL, evidence="Mail of 2 March, attached."
    )
    approval = approvals_of(provider.workspace, scope)[0]
    assert (approval.person_name, approval.role, approval.step) == ("Ana Reyes", "MGT", "approve")
    assert (approval.form, approval.evidence) == (ApprovalForm.EMAIL, "Mail of 2 March, attached.")
    assert approval.at <= provider.clock.now


def test_the_fingerprint_shown_before_is_the_hash_signed_after(provider: Provider) -> None:
    request = provider.take(change(provider, "approved"), "submit")
    step = request.step_called("approve")
    values = {"decision_reason": "Worth it."}
    foreseen = fingerprint(provider.workspace, request, step, values)
    provider.take(request, "approve", **values)
    assert approvals_of(provider.workspace, request)[0].sha256 == foreseen


def test_notes_and_later_fields_do_not_change_what_was_approved(provider: Provider) -> None:
    request = provider.take(change(provider, "approved"), "submit")
    request = provider.take(request, "approve", decision_reason="Worth it.")
    approval = approvals_of(provider.workspace, request)[0]
    scheduled = provider.take(
        request, "schedule", planned_start="2026-03-09T08:00Z", planned_end="2026-03-09T10:00Z"
    )
    scheduled = provider.save(scheduled, notes="Bring cables.", back_out_plan="Put the old one back.")
    approved = json.loads(approval.content)["fields"]
    assert not {"notes", "planned_start", "back_out_plan", "review"} & approved.keys()
    now = content_of(scheduled, "WP.11")["fields"]
    assert all(name in now for name in approved)


def test_an_approval_stays_with_the_version_that_it_was_given_to(provider: Provider) -> None:
    first = provider.approved(ServiceScope)
    second = provider.save(new_version(provider.workspace, first), technology="Another")
    provider.take(second, "approve")
    hashes = [
        approvals_of(provider.workspace, version)[0].sha256
        for version in versions_of(provider.workspace, first)
    ]
    assert len(set(hashes)) == 2
    assert hashes[1] == digest_of(provider.workspace, reload(provider.workspace, first))


@pytest.mark.parametrize("statement", ["UPDATE approval SET role = 'SM'", "DELETE FROM approval"])
def test_nobody_changes_an_approval(provider: Provider, statement: str) -> None:
    provider.approved(ServiceScope)
    with pytest.raises(DatabaseError, match="append-only"), provider.workspace.engine.begin() as connection:
        connection.exec_driver_sql(statement)
    assert provider.workspace.count(Approval, col(Approval.model) == "ServiceScope") == 1


def hashes_that_are_wrong(workspace: storage.Workspace) -> list[str]:
    found = workspace.find(Approval)
    assert found
    return [
        each.number
        for each in found
        if hashlib.sha256(each.content.encode()).hexdigest() != each.sha256
        or "work_product" not in json.loads(each.content)
    ]


def test_approvals_of_the_sample_say_what_was_approved(sample: Workspace) -> None:
    assert hashes_that_are_wrong(sample) == []
    named = {json.loads(each.content)["work_product"] for each in sample.find(Approval)}
    assert named <= {"", *(product.id for product in ASKS.work_products)} and len(named) > 10


def test_approvals_of_the_first_format_still_do(tmp_path: Path) -> None:
    old = shutil.copy(Path(__file__).parents[2] / "fixtures" / "v1.sdesk", tmp_path / "v1.sdesk")
    with storage.Workspace.open(Path(old)) as workspace:
        assert hashes_that_are_wrong(workspace) == []
