"""A small provider with an audit under way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.provider import Provider, working_provider


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[Provider]:
    made = working_provider(tmp_path / "harbour.sdesk")
    yield made
    made.workspace.close()
