"""Workspaces whose records are put on paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.provider import Provider, working_provider
from tests.reported_quarter import Quarter, march_of


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[Provider]:
    """Roles, policy, catalogue, procedures and one configuration item are approved. Ana is working."""
    provider = working_provider(tmp_path / "harbour.sdesk")
    yield provider
    provider.workspace.close()


@pytest.fixture
def quarter(provider: Provider) -> Quarter:
    """A March worked out by hand."""
    return march_of(provider)
