"""Workspaces of a small provider, and one that is empty with places for its copies; each test its own file."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sdesk.practice.kept_copies import Places
from sdesk.practice.workspaces import Workspace, start_workspace

NOON = datetime(2026, 7, 15, 12, 0, tzinfo=UTC)


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
