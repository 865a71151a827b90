"""A provider with an agreement, and a desk on it."""

from pathlib import Path

import pytest

from sdesk.models import CustomerAgreement, FeedbackEntry
from sdesk.ui.desk import Desk
from sdesk.ui.registry import open_desk
from tests.provider import Provider, working_provider


@pytest.fixture
def provider(tmp_path: Path):
    made = working_provider(tmp_path / "harbour.sdesk")
    customer = made.extra["customer"].id
    targets = ({"measure": "restoration within target", "target": 90.0, "unit": "%"},)
    made.extra["agreement"] = made.approved(CustomerAgreement, customer=customer, service_targets=targets)
    yield made
    made.workspace.close()


@pytest.fixture
def desk(provider: Provider) -> Desk:
    return open_desk(provider.workspace)


@pytest.fixture
def feedback(provider: Provider) -> FeedbackEntry:
    entry = provider.complete(
        FeedbackEntry, "recorded", customer=provider.extra["customer"].id, kind="comment"
    )
    return provider.take(entry, "record")
