"""A firm whose laptops have windows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.bundles.test_exchange import Office
from tests.ui.team.exchanging.team_windows import Windows


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    for each in made.all:
        each.workspace.close()


@pytest.fixture
def windows(qtbot, firm: Office) -> Iterator[Windows]:
    made = Windows(qtbot, firm)
    yield made
    made.close()
