"""Undo where there are versions: never do two of them count at once."""

import pytest

from sdesk.models import CustomerAgreement, Record, ServiceDeliveryPolicy, ServiceScope
from sdesk.practice.lifecycle.problem import Refused
from sdesk.practice.lifecycle.records import latest_operation, new_version, reload, versions_of
from sdesk.practice.lifecycle.undo import undo
from tests.provider import Provider

WITHDRAWS: dict[type[Record], str] = {CustomerAgreement: "end"}


def states(provider: Provider, record: Record) -> list[str]:
    return [each.state for each in versions_of(provider.workspace, record)]


@pytest.mark.parametrize("model", [ServiceScope, CustomerAgreement])
def test_what_was_withdrawn_counts_again_as_long_as_no_other_version_does(
    provider: Provider, model: type[Record]
) -> None:
    """Both stood as approved, and each rule chose for itself which one it looked at."""
    first = provider.approved(model)
    second = new_version(provider.workspace, first)
    if isinstance(first, CustomerAgreement):
        second = provider.save(second, their_approvals=first.their_approvals)
    gone = provider.take(first, WITHDRAWS.get(model, "withdraw"), "Not how we work any more.")
    withdrawn = latest_operation(provider.workspace)
    provider.take(second, "approve")
    with pytest.raises(Refused) as refusal:
        undo(provider.workspace, withdrawn)
    assert (
        str(refusal.value.message) == f"{first.number}, version 1, cannot count again: version 2 is approved."
    )
    assert str(refusal.value.hint) == "Withdraw version 2 first, or put what is missing into a new version."
    assert states(provider, first) == ["approved", gone.state]
    provider.take(reload(provider.workspace, second), WITHDRAWS.get(model, "withdraw"), "A mistake of ours.")
    undo(provider.workspace, withdrawn)
    assert states(provider, first) == [gone.state, "approved"]


def test_a_version_that_is_the_only_one_counts_again(provider: Provider) -> None:
    policy = provider.workspace.find(ServiceDeliveryPolicy)[0]
    provider.take(policy, "withdraw", "By mistake, it is the only one.")
    undo(provider.workspace, latest_operation(provider.workspace))
    assert states(provider, policy) == ["approved"]
