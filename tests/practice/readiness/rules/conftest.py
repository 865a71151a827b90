"""The complete provider, a copy for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.practice.readiness.rules.begun import untouched
from tests.practice.readiness.rules.complete import complete_provider, set_up_provider
from tests.provider import Provider


@pytest.fixture
def complete(tmp_path: Path) -> Iterator[Provider]:
    """Thirteen months of work, everything in its place, on 5 April 2027."""
    made = complete_provider(tmp_path / "harbour.sdesk")
    yield made
    made.workspace.close()


@pytest.fixture
def set_up(tmp_path: Path) -> Iterator[Provider]:
    """All is written and approved on 2 March 2026, and nothing has happened yet."""
    made = untouched(set_up_provider(tmp_path / "harbour.sdesk"))
    yield made
    made.workspace.close()
