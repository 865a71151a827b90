"""Workspaces of a small provider, and one that is empty with places for its copies; each test its own file."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sdesk.practice.kept_copies import Places
from sdesk.practice.workspaces import Workspace, start_workspace
from tests.provider import Provider, new_provider, working_provider

NOON = datetime(2026, 7, 15, 12, 0, tzinfo=UTC)


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


class Clock:
    """Shows what it is set to."""

    def __init__(self) -> None:
        self.moment = NOON

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workspace(tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    with start_workspace(tmp_path / "harbour.sdesk", "Harbour IT", clock=clock) as made:
        yield made


@pytest.fixture
def places(tmp_path: Path) -> Places:
    for name in ("copies", "stick"):
        (tmp_path / name).mkdir()
    return Places(tmp_path / "copies", tmp_path / "stick")
