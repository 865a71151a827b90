"""Workspaces of a small provider, each test its own file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.provider import Provider, new_provider, working_provider


@pytest.fixture
def beginner(tmp_path: Path) -> Iterator[Provider]:
    """Three people and nothing written yet."""
    provider = new_provider(tmp_path / "harbour.sdesk")
    yield provider
    provider.workspace.close()


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[Provider]:
    """Roles, policy, catalogue, procedures and one configuration item are approved. Ana is working."""
    provider = working_provider(tmp_path / "harbour.sdesk")
    yield provider
    provider.workspace.close()
